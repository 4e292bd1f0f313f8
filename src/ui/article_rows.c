/* SPDX-License-Identifier: MIT */
/*
 * Rows of articles. The selected entry is remembered by its number, for rows move while the archive loads. Copies are
 * looked for a little each time there is time (find/stories.h), and while nothing is known of them, or many rows still
 * come, each article has a line of its own.
 */
#include "ui/article_rows.h"

#include <glib/gi18n.h>

#include "text/utf8.h"

enum {
	GROUP_US = 1500,     /* of looking for copies, or of grouping them, at a time */
	GROUP_MOST = 5000,   /* rows that are grouped anew while others still come */
	TELL_US = 200000,    /* what takes longer says how far it is */
	MEMBER_INDENT = 2,   /* cells by which what stands under a line stands further in */
};

static struct span title_of(const struct article_rows *rows, uint32_t entry)
{
	struct article article;
	if (entry == ENTRY_NONE)
		return (struct span){NULL, 0};
	archive_facts(rows->archive, entry, &article);
	return article_span(&article, article.title);
}

static size_t line_count(const struct article_rows *rows)
{
	return grouping_is_on(&rows->grouping) ? grouping_lines(&rows->grouping) : rows->source->count(rows);
}

static uint32_t line_entry(const struct article_rows *rows, size_t line)
{
	if (grouping_is_on(&rows->grouping))
		return grouping_line_entry(&rows->grouping, line);
	return rows->source->at(rows, line);
}

/* The line of an entry, or under which it is folded; as many as there are where it has none. */
static size_t line_of(const struct article_rows *rows, uint32_t entry)
{
	if (grouping_is_on(&rows->grouping))
		return grouping_line(&rows->grouping, grouping_place(&rows->grouping, entry));
	return rows->source->row(rows, entry);
}

/* The line under the cursor is what is selected. */
static void take_selection(struct article_rows *rows)
{
	rows->entry = line_entry(rows, rows->roster.cursor.selected);
}

void rows_take_choice(struct article_rows *rows)
{
	take_selection(rows);
	rows->chosen = rows->entry;
}

static uint32_t source_at(const void *data, size_t row)
{
	const struct article_rows *rows = data;
	return rows->source->at(rows, row);
}

static void group(struct article_rows *rows)
{
	const struct stories *stories = rows->standing->stories;
	size_t count = rows->source->count(rows);
	bool known = rows->grouped && stories_are_known(stories);
	if (!known || (count > GROUP_MOST && !rows->source->settled(rows))) {
		grouping_drop(&rows->grouping);
		return;
	}
	rows->changes = stories_changes(stories);
	grouping_take(&rows->grouping, rows->archive, source_at, rows, count, rows->source->versions(rows));
	grouping_work(&rows->grouping, GROUP_US);
}

/* Where a newer version of an article has come, that one has the line. */
static size_t newest_line(const struct article_rows *rows, uint32_t entry, size_t count)
{
	size_t line = line_of(rows, entry);
	return line < count ? line : line_of(rows, archive_newest(rows->archive, entry));
}

/* That of what was chosen, or while it has none, of what is selected, or else the one that stands where that was. */
static size_t selected_line(const struct article_rows *rows, size_t count)
{
	if (rows->chosen == ENTRY_NONE)
		return 0;
	size_t line = newest_line(rows, rows->chosen, count);
	if (line >= count && rows->entry != ENTRY_NONE)
		line = newest_line(rows, rows->entry, count);
	return line < count ? line : MIN(rows->roster.cursor.selected, count);
}

/* The lines are others now. */
static void take_lines(struct article_rows *rows)
{
	drawn_forget(&rows->drawn);
	size_t count = line_count(rows);
	roster_set_rows(&rows->roster, count, selected_line(rows, count));
	take_selection(rows);
}

void rows_take(struct article_rows *rows)
{
	group(rows);
	take_lines(rows);
}

void rows_group(struct article_rows *rows, bool grouped)
{
	if (rows->grouped == grouped)
		return;
	rows->grouped = grouped;
	rows->began_us = 0;
	rows_take(rows);
}

/* Folding ---------------------------------------------------------------------------------------------------------- */

/*
 * The group of a line is folded or not from now on; the line that shows its first article, and whether that changed it.
 */
static bool unfold(struct article_rows *rows, size_t line, bool open, size_t *first)
{
	size_t changed = grouping_unfold(&rows->grouping, line, open, first);
	if (changed == 0)
		return false;
	roster_splice(&rows->roster, *first, open ? changed : 0, open ? 0 : changed);
	drawn_forget(&rows->drawn);
	return true;
}

static struct reaction toggle(struct article_rows *rows)
{
	size_t line = rows->roster.cursor.selected, first;
	if (!grouping_is_on(&rows->grouping))
		return (struct reaction){.kind = REACTION_SAY,
		                         .say = rows->grouped
		                                        ? _("Copies are still looked for")
		                                        : _("Copies are not grouped; :set group=story does that")};
	struct group_sign sign = grouping_sign(&rows->grouping, line);
	bool open = !sign.open && !sign.member;
	if (!unfold(rows, line, open, &first))
		return (struct reaction){.kind = REACTION_SAY, .say = _("Nothing stands under this line")};
	cursor_select(&rows->roster.cursor, first);
	rows_take_choice(rows);
	return (struct reaction){.kind = REACTION_DONE};
}

bool rows_choose(struct pane *pane, uint32_t entry)
{
	struct article_rows *rows = (struct article_rows *)pane;
	size_t line = line_of(rows, entry), first;
	if (line >= rows->roster.cursor.count)
		return false;
	if (line_entry(rows, line) != entry) {
		unfold(rows, line, true, &first);
		line = line_of(rows, entry);
	}
	cursor_select(&rows->roster.cursor, line);
	rows->entry = rows->chosen = entry;
	return true;
}

/* What a search looks at: the titles of a line, and of what is folded under it. */
static struct span row_text(void *data, size_t line)
{
	const struct article_rows *rows = data;
	return title_of(rows, line_entry(rows, line));
}

static bool row_hidden(void *data, size_t line, size_t number, struct span *text)
{
	const struct article_rows *rows = data;
	if (!grouping_is_on(&rows->grouping))
		return false;
	struct group_sign sign = grouping_sign(&rows->grouping, line);
	if (sign.open || number >= sign.more)
		return false;
	*text = title_of(rows, grouping_entry(&rows->grouping,
	                                      grouping_place_of(&rows->grouping, line) + 1 + number));
	return true;
}

/* A match is folded under the line that was gone to. */
static size_t row_reveal(void *data, size_t line, size_t number)
{
	struct article_rows *rows = data;
	size_t first;
	unfold(rows, line, true, &first);
	return first + 1 + number;
}

static const struct roster_ops roster_ops = {.text = row_text, .hidden = row_hidden, .reveal = row_reveal};

/* Acting ----------------------------------------------------------------------------------------------------------- */

bool rows_choose_line(struct article_rows *rows, size_t line)
{
	if (!roster_choose(&rows->roster, line))
		return false;
	rows_take_choice(rows);
	return true;
}

__attribute__((hot))
bool rows_act(struct article_rows *rows, enum action action, unsigned count, struct reaction *reaction)
{
	*reaction = (struct reaction){.kind = REACTION_DONE};
	if (action == ACTION_OPEN && rows->entry != ENTRY_NONE) {
		*reaction = (struct reaction){.kind = REACTION_OPEN, .target = rows_target(&rows->pane)};
	} else if (action == ACTION_OPEN) {
		*reaction = (struct reaction){.kind = REACTION_SAY, .say = _("No article is selected")};
		return true;
	} else if (action == ACTION_UNFOLD) {
		*reaction = toggle(rows);
		return true;
	} else if (!roster_act(&rows->roster, action, count)) {
		return false;
	}
	rows_take_choice(rows);
	return true;
}

struct target rows_target(const struct pane *pane)
{
	const struct article_rows *rows = (const struct article_rows *)pane;
	if (rows->entry == ENTRY_NONE)
		return (struct target){ENTRY_NONE, ENTRY_NONE, {NULL, 0}};
	struct article article;
	archive_facts(rows->archive, rows->entry, &article);
	return (struct target){rows->entry, rows->entry, article_span(&article, article.url)};
}

__attribute__((hot))
uint32_t rows_entry(const struct pane *pane)
{
	return ((const struct article_rows *)pane)->entry;
}

void rows_search(struct pane *pane, enum search_phase phase, struct span query)
{
	struct article_rows *rows = (struct article_rows *)pane;
	roster_search(&rows->roster, phase, query);
	rows_take_choice(rows);
}

enum search_result rows_step(struct pane *pane, long by)
{
	struct article_rows *rows = (struct article_rows *)pane;
	enum search_result result = roster_step(&rows->roster, by);
	rows_take_choice(rows);
	return result;
}

__attribute__((hot))
bool rows_matches(const struct pane *pane, struct search_state *state)
{
	return roster_matches(&((const struct article_rows *)pane)->roster, state);
}

size_t rows_count(const struct pane *pane)
{
	const struct article_rows *rows = (const struct article_rows *)pane;
	return grouping_is_on(&rows->grouping) ? grouping_places(&rows->grouping) : rows->source->count(rows);
}

uint32_t rows_entry_at(const struct pane *pane, size_t row)
{
	const struct article_rows *rows = (const struct article_rows *)pane;
	return grouping_is_on(&rows->grouping) ? grouping_entry(&rows->grouping, row) : rows->source->at(rows, row);
}

size_t rows_row_of(const struct pane *pane, uint32_t entry)
{
	const struct article_rows *rows = (const struct article_rows *)pane;
	return grouping_is_on(&rows->grouping) ? grouping_place(&rows->grouping, entry)
	                                       : rows->source->row(rows, entry);
}

/* Working ---------------------------------------------------------------------------------------------------------- */

__attribute__((hot))
static bool is_grouping(const struct article_rows *rows)
{
	const struct stories *stories = rows->standing->stories;
	if (grouping_is_busy(&rows->grouping))
		return true;
	if (!rows->grouped || archive_progress(rows->archive).loading)
		return false;
	return !stories_are_current(stories) || rows->changes != stories_changes(stories);
}

static void work_on_groups(struct article_rows *rows)
{
	struct stories *stories = rows->standing->stories;
	if (!is_grouping(rows)) {
		rows->began_us = 0;
		return;
	}
	if (rows->began_us == 0)
		rows->began_us = g_get_monotonic_time();
	if (grouping_is_busy(&rows->grouping)) {
		if (grouping_work(&rows->grouping, GROUP_US))
			take_lines(rows);
		return;
	}
	stories_update(stories, GROUP_US);
	if (rows->changes == stories_changes(stories))
		return;
	rows_take(rows);
	rows->changes = stories_changes(stories);
}

bool rows_are_busy(const struct article_rows *rows)
{
	return is_grouping(rows);
}

bool rows_are_long_busy(const struct article_rows *rows)
{
	return is_grouping(rows) && rows->began_us > 0 && g_get_monotonic_time() - rows->began_us > TELL_US;
}

bool rows_work(struct article_rows *rows)
{
	work_on_groups(rows);
	size_t selected = rows->roster.cursor.selected;
	bool more = roster_work(&rows->roster);
	if (rows->roster.cursor.selected != selected) /* the search has come to its first match */
		rows_take_choice(rows);
	return more || is_grouping(rows);
}

/* Drawing ---------------------------------------------------------------------------------------------------------- */

size_t rows_grouped_lines(const struct article_rows *rows)
{
	size_t lines = line_count(rows);
	return lines != rows->source->count(rows) ? lines : 0;
}

/* Columns of a bar with room for a title, the place in the list, and how many articles that is. */
#define ROOM_FOR_ALL 48

/*
 * The number of the line that is selected, of all; and the articles, where these are not as many and there is room.
 */
static void write_place(const struct article_rows *rows, GString *out)
{
	const struct cursor *cursor = &rows->roster.cursor;
	size_t number = cursor->selected + 1, lines = cursor->count;
	/* As all that counts does, without the older versions that stand under a line. */
	size_t all = rows->source->count(rows);
	if (all == lines || rows->drawn.columns < ROOM_FOR_ALL) {
		utf8_append_number(out, number);
		g_string_append_c(out, '/');
		utf8_append_number(out, lines);
	} else if (all > lines)
		g_string_append_printf(out, ngettext("%zu/%zu of %zu article", "%zu/%zu of %zu articles", all), number,
		                       lines, all);
	else
		g_string_append_printf(out,
		                       ngettext("%zu/%zu lines, %zu article", "%zu/%zu lines, %zu articles", all),
		                       number, lines, all);
}

/* Copies are looked for first, and then grouped. */
static unsigned percent_grouped(const struct article_rows *rows)
{
	return grouping_is_busy(&rows->grouping) ? grouping_percent(&rows->grouping)
	                                         : stories_percent(rows->standing->stories);
}

__attribute__((hot))
void rows_position(struct pane *pane, GString *out)
{
	const struct article_rows *rows = (const struct article_rows *)pane;
	if (rows_are_long_busy(rows))
		g_string_append_printf(out, _("copies: %u %%, %u s"), percent_grouped(rows),
		                       pane_seconds(rows->began_us));
	else if (rows->roster.cursor.count > 0) /* there is seldom room for both */
		write_place(rows, out);
}

void rows_draw_group(const struct article_rows *rows, struct canvas *canvas, struct rect *field, size_t line,
                     enum style style)
{
	if (!grouping_is_on(&rows->grouping))
		return;
	struct group_sign sign = grouping_sign(&rows->grouping, line);
	if (sign.member) {
		unsigned indent = MIN(field->columns, MEMBER_INDENT);
		field->column += indent;
		field->columns -= indent;
	}
	if (sign.more == 0)
		return;
	char *text = g_strdup_printf("[%c%u]", sign.open ? '-' : '+', sign.more);
	unsigned width = (unsigned)strlen(text) + 1;
	if (field->columns > 2 * width) {
		field->columns -= width;
		canvas_text(canvas, field->row, field->column + field->columns + 1, width - 1, span_of(text), style, 0);
	}
	g_free(text);
}

const char *rows_sign(const struct article_rows *rows, uint32_t number, bool unread)
{
	struct entry entry;
	archive_entry(rows->archive, number, &entry);
	if (entry.kept || entry.added)
		return entry.kept ? "-" : "+";
	return unread ? "N" : "";
}

__attribute__((hot))
enum script rows_script(const struct article_rows *rows)
{
	return rows->roster.writing ? rows->roster.writing->script : SCRIPT_ORIGINAL;
}

__attribute__((hot))
struct drawn_row rows_drawn(const struct article_rows *rows, size_t line, bool focused, unsigned lines)
{
	return (struct drawn_row){
		.entry = line_entry(rows, line),
		.selected = line == rows->roster.cursor.selected,
		.focused = focused,
		.lines = lines,
		.script = rows_script(rows),
	};
}

/* Life ------------------------------------------------------------------------------------------------------------- */

void rows_init(struct article_rows *rows, const struct pane_ops *ops, const struct rows_source *source,
               struct archive *archive, const struct writing *writing, const struct standing *standing)
{
	rows->pane.ops = ops;
	rows->source = source;
	rows->archive = archive;
	rows->standing = standing;
	rows->kept = (struct kept){archive, standing->shelf, standing->index};
	rows->entry = rows->chosen = ENTRY_NONE;
	grouping_init(&rows->grouping, standing->stories);
	roster_init(&rows->roster, &roster_ops, rows);
	rows->roster.writing = writing;
}

void rows_clear(struct article_rows *rows)
{
	roster_clear(&rows->roster);
	drawn_clear(&rows->drawn);
	grouping_clear(&rows->grouping);
}
