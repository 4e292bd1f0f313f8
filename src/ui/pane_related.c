/* SPDX-License-Identifier: MIT */
/*
 * The related pane. Its rows are made once for each article: groups (headings), items, and under an item a line that
 * tells why it stands there or where it leads. Only items can be selected; heading and reason scroll along with them.
 */
#include "ui/pane_related.h"

#include <glib/gi18n.h>

#include "archive/history.h"
#include "article/date.h"
#include "find/duplicates.h"
#include "find/related.h"
#include "text/language.h"
#include "text/utf8.h"
#include "ui/roster.h"

/* As many copies are listed. */
#define COPIES_MOST 100

/* Microseconds for signing articles, each time there is time. */
#define SIGN_US 1500

/* Microseconds for looking through commits, each time there is time. */
#define HISTORY_US 1500

/* As many versions of one address are listed. */
#define VERSIONS_MOST 100

/* As many articles near it as are looked for. */
#define NEAR_MOST 20

enum row_kind { ROW_GROUP, ROW_ITEM, ROW_REASON, ROW_NOTE, ROW_BLANK };

struct row {
	enum row_kind kind;
	char *text;
	char lang[LANGUAGE_SIZE]; /* of the text, as far as it is an article's */
	bool quoted;          /* ROW_GROUP, ROW_REASON: there are words of the pane's article in it */
	struct target target; /* ROW_ITEM */
	uint32_t place;       /* of a heading: the byte of the entry's text; of a version: its number */
};

enum showing { SHOWING_RELATED, SHOWING_LINKS, SHOWING_OUTLINE, SHOWING_COPIES, SHOWING_HISTORY };

struct related_pane {
	struct pane pane;
	struct archive *archive; /* borrowed */
	struct related *related;
	struct duplicates *duplicates; /* borrowed */
	struct history *history;       /* of what is shown; NULL: there is none */
	bool looking;                  /* for copies, or through commits: there may be more */
	struct roster roster;
	GArray *rows;                  /* struct row */
	uint32_t entry;
	char lang[LANGUAGE_SIZE]; /* of its article */
	enum showing showing;
};

static struct row *row_at(const struct related_pane *related, size_t row)
{
	return &g_array_index(related->rows, struct row, row);
}

static struct span row_text(void *data, size_t row)
{
	return span_of(row_at(data, row)->text);
}

static bool row_selectable(void *data, size_t row)
{
	return row_at(data, row)->kind == ROW_ITEM;
}

static void row_extent(void *data, size_t row, size_t *first, size_t *last)
{
	const struct related_pane *related = data;
	if (row > 0 && row_at(related, row - 1)->kind == ROW_GROUP)
		*first = row - 1;
	if (row + 1 < related->rows->len && row_at(related, row + 1)->kind == ROW_REASON)
		*last = row + 1;
}

static const struct roster_ops roster_ops = {.text = row_text, .selectable = row_selectable, .extent = row_extent};

/* Making the rows -------------------------------------------------------------------------------------------------- */

static void row_clear(void *row)
{
	g_free(((struct row *)row)->text);
}

static struct row *add(struct related_pane *related, enum row_kind kind, struct span text)
{
	struct row row = {.kind = kind, .text = span_dup(text), .target = {ENTRY_NONE, ENTRY_NONE, {NULL, 0}}};
	g_array_append_val(related->rows, row);
	return row_at(related, related->rows->len - 1);
}

static void add_group(struct related_pane *related, struct span text)
{
	if (related->rows->len > 0)
		add(related, ROW_BLANK, SPAN(""));
	add(related, ROW_GROUP, text);
}

/* An item that shows the title of an entry. */
static struct row *add_title(struct related_pane *related, uint32_t entry)
{
	struct article article;
	archive_article(related->archive, entry, &article);
	struct row *row = add(related, ROW_ITEM, article_span(&article, article.title));
	g_strlcpy(row->lang, article.lang, LANGUAGE_SIZE);
	return row;
}

/* An item that leads to `url`, seen from the pane's entry. */
static void add_address(struct related_pane *related, struct span text, struct span url)
{
	uint32_t entry = url.len ? archive_resolve(related->archive, related->entry, url) : ENTRY_NONE;
	struct row *row = add(related, ROW_ITEM, text.len ? text : url);
	g_strlcpy(row->lang, related->lang, LANGUAGE_SIZE);
	row->target = (struct target){entry, related->entry, url};
	if (entry != ENTRY_NONE)
		add(related, ROW_REASON, span_of(_("in this archive")));
	else if (url.len && text.len)
		add(related, ROW_REASON, url);
}

/* What the article lists, under its own headings. */
static void add_listed(struct related_pane *related, const struct article *article)
{
	struct span group = {NULL, 0};
	for (uint32_t i = 0; i < article->related_count; i++) {
		const struct reference *reference = &article->related[i];
		struct span own = article_span(article, reference->group);
		if (i == 0 || !span_equal(own, group)) {
			add_group(related, own.len ? own : span_of(_("Listed in the article")));
			row_at(related, related->rows->len - 1)->quoted = own.len > 0;
		}
		group = own;
		add_address(related, article_span(article, reference->title), article_span(article, reference->url));
	}
}

static bool is_listed(const struct related_pane *related, uint32_t entry)
{
	for (guint i = 0; i < related->rows->len; i++)
		if (row_at(related, i)->target.entry == entry)
			return true;
	return false;
}

static void append_reason(GString *out, const char *reason)
{
	if (out->len > 0)
		g_string_append(out, "; ");
	g_string_append(out, reason);
}

static void add_reason(struct related_pane *related, const struct near *near)
{
	GString *out = g_string_new(NULL);
	if (near->links_here)
		append_reason(out, _("links here"));
	if (near->linked_from_here)
		append_reason(out, _("linked from here"));
	char *terms[NEAR_TERMS + 1] = {NULL};
	for (unsigned i = 0, count = 0; i < NEAR_TERMS; i++)
		if (near->terms[i])
			terms[count++] = near->terms[i];
	if (terms[0]) {
		char *list = g_strjoinv(", ", terms);
		char *shares = g_strdup_printf(_("shares %s"), list);
		append_reason(out, shares);
		g_free(shares);
		g_free(list);
	}
	if (out->len > 0)
		add(related, ROW_REASON, (struct span){out->str, out->len})->quoted = terms[0] != NULL;
	g_string_free(out, TRUE);
}

static const struct {
	enum near_kind kind;
	const char *title;
} near_groups[] = {
	{NEAR_STORY, N_("Same story")},
	{NEAR_FOLLOWS, N_("Follow-ups")},
	{NEAR_BACKGROUND, N_("Background")},
	{NEAR_UNDATED, N_("Near it, without a date")},
};

static void add_near_of(struct related_pane *related, const GArray *found, enum near_kind kind, const char *title)
{
	bool headed = false;
	for (guint i = 0; i < found->len; i++) {
		const struct near *near = &g_array_index(found, struct near, i);
		if (near->kind != kind || is_listed(related, near->entry))
			continue;
		if (!headed)
			add_group(related, span_of(title));
		headed = true;
		add_title(related, near->entry)->target.entry = near->entry;
		add_reason(related, near);
	}
}

static void add_near(struct related_pane *related)
{
	GArray *found = related_find(related->related, related->entry, NEAR_MOST);
	for (size_t i = 0; i < G_N_ELEMENTS(near_groups); i++)
		add_near_of(related, found, near_groups[i].kind, _(near_groups[i].title));
	g_array_unref(found);
}

static void begin(struct related_pane *related, uint32_t entry, enum showing showing)
{
	g_array_set_size(related->rows, 0);
	if (showing != SHOWING_HISTORY)
		g_clear_pointer(&related->history, history_free);
	related->entry = entry;
	related->showing = showing;
	related->lang[0] = '\0';
	if (entry != ENTRY_NONE) {
		struct article article;
		archive_article(related->archive, entry, &article);
		g_strlcpy(related->lang, article.lang, LANGUAGE_SIZE);
	}
}

/* `nothing` is shown where there are no rows. */
static void end(struct related_pane *related, const char *nothing)
{
	if (related->rows->len == 0 && related->entry != ENTRY_NONE)
		add(related, ROW_NOTE, span_of(nothing));
	roster_search(&related->roster, SEARCH_DROP, SPAN(""));
	related->roster.cursor.top = related->roster.cursor.selected = 0;
	roster_set_rows(&related->roster, related->rows->len, 0);
}

bool related_pane_prepare(struct pane *pane, unsigned budget_us)
{
	return related_update(((struct related_pane *)pane)->related, budget_us);
}

void related_pane_show(struct pane *pane, uint32_t entry)
{
	struct related_pane *related = (struct related_pane *)pane;
	begin(related, entry, SHOWING_RELATED);
	if (entry != ENTRY_NONE) {
		struct article article;
		archive_article(related->archive, entry, &article);
		add_listed(related, &article);
		add_near(related);
	}
	end(related, _("Nothing related was found"));
}

void related_pane_show_links(struct pane *pane, uint32_t entry)
{
	struct related_pane *related = (struct related_pane *)pane;
	struct article article;
	GString *text = g_string_new(NULL);
	begin(related, entry, SHOWING_LINKS);
	archive_article(related->archive, entry, &article);
	for (uint32_t i = 0; i < article.link_count; i++) {
		const struct link *link = &article.links[i];
		struct span shown = span_cut(article_text(&article), link->from, link->to);
		g_string_printf(text, "[%u] ", i + 1);
		g_string_append_len(text, shown.at, (gssize)shown.len);
		add_address(related, (struct span){text->str, text->len}, article_span(&article, link->url));
	}
	g_string_free(text, TRUE);
	end(related, _("The article has no links"));
}

/* Columns by which a heading stands further in than one of the level above. */
#define LEVEL_INDENT 2

static void add_heading(struct related_pane *related, const struct article *article, const struct block *block,
                        unsigned depth)
{
	struct span shown = article_block(article, block);
	char *text = g_strdup_printf("%*s%.*s", (int)(depth * LEVEL_INDENT), "", (int)shown.len, shown.at);
	struct row *row = add(related, ROW_ITEM, span_of(g_strdelimit(text, "\n\t", ' ')));
	g_strlcpy(row->lang, related->lang, LANGUAGE_SIZE);
	row->target.entry = related->entry;
	row->place = block->from;
	g_free(text);
}

static bool is_heading(const struct block *block)
{
	return block->kind == BLOCK_HEADING && block->to > block->from;
}

static unsigned highest_level(const struct article *article)
{
	unsigned level = G_MAXUINT8;
	for (uint32_t i = 0; i < article->block_count; i++)
		if (is_heading(&article->blocks[i]))
			level = MIN(level, article->blocks[i].level);
	return level;
}

void related_pane_show_outline(struct pane *pane, uint32_t entry, uint32_t place)
{
	struct related_pane *related = (struct related_pane *)pane;
	struct article article;
	size_t selected = 0;
	begin(related, entry, SHOWING_OUTLINE);
	archive_article(related->archive, entry, &article);
	unsigned highest = highest_level(&article);
	for (uint32_t i = 0; i < article.block_count; i++) {
		const struct block *block = &article.blocks[i];
		if (!is_heading(block))
			continue;
		if (block->from <= place)
			selected = related->rows->len;
		add_heading(related, &article, block, block->level - highest);
	}
	end(related, _("The article has no headings"));
	roster_set_rows(&related->roster, related->rows->len, selected);
}

static const struct {
	enum copy_kind kind;
	const char *title;
} copy_groups[] = {
	{COPY_ADDRESS, N_("Same address")},
	{COPY_TEXT, N_("Same text")},
	{COPY_NEAR, N_("Nearly the same text")},
};

static void add_copy(struct related_pane *related, const struct copy *copy)
{
	struct entry entry;
	struct article article;
	char date[32];
	archive_entry(related->archive, copy->entry, &entry);
	archive_article(related->archive, copy->entry, &article);
	date_write(article.date, date);
	add_title(related, copy->entry)->target.entry = copy->entry;
	char *path = g_strdup_printf("%.*s", (int)entry.path.len, entry.path.at), *shown = g_utf8_make_valid(path, -1);
	char *reason = g_strdup_printf(/* Translators: how much two articles are alike, a date, a path. */
					 _("%d %% alike; %.10s; %s"), (int)(100 * copy->likeness), date, shown);
	add(related, ROW_REASON, span_of(reason));
	g_free(reason);
	g_free(shown);
	g_free(path);
}

static void list_copies(struct related_pane *related)
{
	GArray *copies = duplicates_find(related->duplicates, related->entry, COPIES_MOST);
	for (size_t group = 0; group < G_N_ELEMENTS(copy_groups); group++) {
		bool headed = false;
		for (guint i = 0; i < copies->len; i++) {
			const struct copy *copy = &g_array_index(copies, struct copy, i);
			if (copy->kind != copy_groups[group].kind)
				continue;
			if (!headed)
				add_group(related, span_of(_(copy_groups[group].title)));
			headed = true;
			add_copy(related, copy);
		}
	}
	g_array_free(copies, TRUE);
}

static void renew_copies(struct related_pane *related)
{
	begin(related, related->entry, SHOWING_COPIES);
	if (!related->looking)
		list_copies(related);
	end(related, related->looking ? _("Looking for copies...") : _("There are no copies of it"));
}

void related_pane_show_copies(struct pane *pane, uint32_t entry)
{
	struct related_pane *related = (struct related_pane *)pane;
	related->looking = !duplicates_update(related->duplicates, SIGN_US);
	related->entry = entry;
	renew_copies(related);
}

bool related_pane_has_copies(const struct pane *pane)
{
	const struct related_pane *related = (const struct related_pane *)pane;
	return related->showing == SHOWING_COPIES && !related->looking;
}

/* "2022-11-13 18:04  changed" */
static char *name_version(const struct version *version)
{
	static const char *const words[] = {
		[VERSION_FIRST] = N_("committed"),
		[VERSION_CHANGED] = N_("changed"),
		[VERSION_DELETED] = N_("deleted"),
	};
	GDateTime *time = version->date.precision == DATE_NONE ? NULL :
								 g_date_time_new_from_unix_local(version->date.seconds);
	char *date = time ? g_date_time_format(time, "%Y-%m-%d %H:%M") : g_strdup(_("no date"));
	char *name = g_strjoin("  ", date, _(words[version->kind]), NULL);
	if (time)
		g_date_time_unref(time);
	g_free(date);
	return name;
}

static void add_version(struct related_pane *related, const struct version *version, size_t number)
{
	char *name = name_version(version);
	GString *reason = g_string_new(NULL);
	add(related, ROW_ITEM, span_of(name))->place = (uint32_t)number;
	if (version->kind != VERSION_DELETED)
		g_string_printf(reason, ngettext("%zu byte", "%zu bytes", version->size), version->size);
	if (*version->author)
		append_reason(reason, version->author);
	if (reason->len > 0)
		add(related, ROW_REASON, (struct span){reason->str, reason->len});
	g_string_free(reason, TRUE);
	g_free(name);
}

static void add_commits(struct related_pane *related)
{
	size_t count = history_count(related->history);
	const char *trouble = related->looking ? _("Looking through the commits...") : history_trouble(related->history);
	if (count > 0)
		add_group(related, span_of(_("In the repository")));
	for (size_t i = 0; i < count; i++)
		add_version(related, history_at(related->history, i), i);
	if (trouble)
		add(related, ROW_NOTE, span_of(trouble));
}

/* An article with the same address, by its title, and where it lies. */
static void add_place(struct related_pane *related, uint32_t number)
{
	struct entry entry;
	struct article article;
	char date[32];
	archive_entry(related->archive, number, &entry);
	archive_article(related->archive, number, &article);
	date_write(article.date, date);
	GString *reason = g_string_new(date);
	g_string_append(reason, *date ? "  " : "");
	utf8_repair(entry.path, reason);
	add_title(related, number)->target.entry = number;
	add(related, ROW_REASON, (struct span){reason->str, reason->len});
	g_string_free(reason, TRUE);
}

static void add_same_address(struct related_pane *related)
{
	uint32_t versions[VERSIONS_MOST];
	size_t count = archive_versions(related->archive, related->entry, versions, VERSIONS_MOST);
	if (count > 1)
		add_group(related, span_of(_("Same address")));
	for (size_t i = 0; count > 1 && i < MIN(count, VERSIONS_MOST); i++)
		if (versions[i] != related->entry)
			add_place(related, versions[i]);
}

/* Rows only come at the end, so what is selected stays. */
static void renew_history(struct related_pane *related, size_t selected)
{
	begin(related, related->entry, SHOWING_HISTORY);
	add_same_address(related);
	if (related->history)
		add_commits(related);
	end(related, related->history ? _("The file is in none of the commits") : _("It lies in no git repository"));
	roster_set_rows(&related->roster, related->rows->len, selected);
}

static size_t selected_row(const struct related_pane *related)
{
	size_t row;
	return roster_selected(&related->roster, &row) ? row : 0;
}

void related_pane_show_history(struct pane *pane, uint32_t entry)
{
	struct related_pane *related = (struct related_pane *)pane;
	history_free(related->history);
	related->history = archive_history(related->archive, entry);
	related->looking = related->history && history_work(related->history, HISTORY_US);
	related->entry = entry;
	renew_history(related, 0);
}

static void work_history(struct related_pane *related)
{
	size_t before = history_count(related->history);
	related->looking = history_work(related->history, HISTORY_US);
	if (!related->looking || history_count(related->history) > before)
		renew_history(related, selected_row(related));
}

bool related_pane_version(const struct pane *pane, uint32_t *number)
{
	const struct related_pane *related = (const struct related_pane *)pane;
	size_t row;
	if (related->showing != SHOWING_HISTORY || !roster_selected(&related->roster, &row) ||
	    row_at(related, row)->kind != ROW_ITEM || row_at(related, row)->target.entry != ENTRY_NONE)
		return false;
	*number = row_at(related, row)->place;
	return true;
}

struct article *related_pane_read(struct pane *pane, uint32_t number, char **name, const char **why)
{
	struct related_pane *related = (struct related_pane *)pane;
	struct article *article = history_read(related->history, number, why);
	if (article)
		*name = name_version(history_at(related->history, number));
	return article;
}

static bool busy(const struct pane *pane)
{
	const struct related_pane *related = (const struct related_pane *)pane;
	return (related->showing == SHOWING_COPIES || related->showing == SHOWING_HISTORY) && related->looking;
}

static void work_copies(struct related_pane *related)
{
	related->looking = !duplicates_update(related->duplicates, SIGN_US);
	if (!related->looking)
		renew_copies(related);
}

bool related_pane_is_asked(const struct pane *pane)
{
	return ((const struct related_pane *)pane)->showing != SHOWING_RELATED;
}

uint32_t related_pane_entry(const struct pane *pane)
{
	return ((const struct related_pane *)pane)->entry;
}

/* The pane --------------------------------------------------------------------------------------------------------- */

static const struct {
	enum style style;
	unsigned indent;
} looks[] = {
	[ROW_GROUP] = {STYLE_GROUP, 0}, [ROW_ITEM] = {STYLE_TEXT, 2},   [ROW_REASON] = {STYLE_REASON, 4},
	[ROW_NOTE] = {STYLE_TEXT, 2},   [ROW_BLANK] = {STYLE_TEXT, 0},
};

/* What has words of the article stands in the script that the article is shown in. */
static void draw_quoted(const struct related_pane *related, struct canvas *canvas, struct rect line, const char *text,
                        enum style style)
{
	GString *shown = g_string_new(NULL);
	writing_append(related->roster.writing, related->lang, span_of(text), shown);
	canvas_field(canvas, line.row, line.column, line.columns, (struct span){shown->str, shown->len}, style, 0);
	g_string_free(shown, TRUE);
}

static void draw_row(const struct related_pane *related, struct canvas *canvas, struct rect line, size_t index,
                     bool focused)
{
	const struct row *row = row_at(related, index);
	bool selected = row->kind == ROW_ITEM && index == related->roster.cursor.selected;
	enum style style = looks[row->kind].style;
	if (selected)
		style = focused ? STYLE_SELECTED : STYLE_SELECTED_INACTIVE;
	canvas_fill(canvas, line, style);
	if (selected)
		canvas_text(canvas, line.row, line.column, line.columns, SPAN(">"), style, 0);
	line.columns -= MIN(line.columns, 1);
	unsigned indent = MIN(line.columns, looks[row->kind].indent);
	line.column += indent;
	line.columns -= indent;
	if (row->kind == ROW_ITEM)
		roster_field(&related->roster, canvas, line, span_of(row->text), row->lang, style, selected);
	else if (row->quoted && related->roster.writing)
		draw_quoted(related, canvas, line, row->text, style);
	else
		canvas_field(canvas, line.row, line.column, line.columns, span_of(row->text), style, 0);
}

static void draw(struct pane *pane, struct canvas *canvas, struct rect area, bool focused)
{
	struct related_pane *related = (struct related_pane *)pane;
	const struct cursor *cursor = &related->roster.cursor;
	canvas_fill(canvas, area, STYLE_TEXT);
	for (unsigned i = 0; i < area.rows && cursor->top + i < related->rows->len; i++) {
		struct rect line = {area.row + i, area.column, 1, area.columns};
		draw_row(related, canvas, line, cursor->top + i, focused);
	}
	if (focused)
		canvas_cursor(canvas, area.row + (unsigned)(cursor->selected - cursor->top), area.column);
}

static bool click(struct pane *pane, unsigned row, unsigned column, struct reaction *reaction)
{
	struct related_pane *related = (struct related_pane *)pane;
	(void)column;
	*reaction = (struct reaction){.kind = REACTION_DONE};
	return roster_choose(&related->roster, related->roster.cursor.top + row);
}

static struct target target(const struct pane *pane)
{
	const struct related_pane *related = (const struct related_pane *)pane;
	size_t row;
	if (!roster_selected(&related->roster, &row))
		return (struct target){ENTRY_NONE, ENTRY_NONE, {NULL, 0}};
	struct target target = row_at(related, row)->target;
	if (target.url.len == 0 && target.entry != ENTRY_NONE) {
		struct article article;
		archive_article(related->archive, target.entry, &article);
		target.from = target.entry;
		target.url = article_span(&article, article.url);
	}
	return target;
}

static struct reaction open_selected(const struct related_pane *related)
{
	struct target chosen = target(&related->pane);
	size_t row;
	if (related->showing == SHOWING_OUTLINE && roster_selected(&related->roster, &row))
		return (struct reaction){REACTION_PLACE, chosen, row_at(related, row)->place, NULL, {NULL, 0}};
	uint32_t version;
	if (related_pane_version(&related->pane, &version))
		return (struct reaction){.kind = REACTION_VERSION, .target = chosen, .place = version};
	if (chosen.entry != ENTRY_NONE)
		return (struct reaction){.kind = REACTION_OPEN, .target = chosen};
	if (chosen.url.len > 0)
		return (struct reaction){.kind = REACTION_FOLLOW, .target = chosen};
	return (struct reaction){.kind = REACTION_SAY, .say = _("This leads nowhere")};
}

static struct reaction act(struct pane *pane, enum action action, unsigned count)
{
	struct related_pane *related = (struct related_pane *)pane;
	if (action == ACTION_OPEN)
		return open_selected(related);
	if (!roster_act(&related->roster, action, count))
		return (struct reaction){.kind = REACTION_IGNORED};
	return (struct reaction){.kind = REACTION_DONE};
}

static void title(const struct pane *pane, GString *out)
{
	static const char *const titles[] = {
		[SHOWING_RELATED] = N_("Related"),
		[SHOWING_LINKS] = N_("Links"),
		[SHOWING_OUTLINE] = N_("Outline"),
		[SHOWING_COPIES] = N_("Copies"),
		[SHOWING_HISTORY] = N_("Versions"),
	};
	g_string_append(out, _(titles[((const struct related_pane *)pane)->showing]));
}

/* Which of the items it is; headings and reasons are not counted. */
static void position(struct pane *pane, GString *out)
{
	const struct related_pane *related = (const struct related_pane *)pane;
	size_t count = 0, number = 0;
	for (size_t i = 0; i < related->rows->len; i++) {
		count += row_at(related, i)->kind == ROW_ITEM;
		if (i == related->roster.cursor.selected)
			number = count;
	}
	if (count > 0)
		g_string_append_printf(out, "%zu/%zu", number, count);
}

static void search(struct pane *pane, enum search_phase phase, struct span query)
{
	roster_search(&((struct related_pane *)pane)->roster, phase, query);
}

static enum search_result step(struct pane *pane, long by)
{
	return roster_step(&((struct related_pane *)pane)->roster, by);
}

static bool matches(const struct pane *pane, struct search_state *state)
{
	return roster_matches(&((const struct related_pane *)pane)->roster, state);
}

static bool work(struct pane *pane)
{
	struct related_pane *related = (struct related_pane *)pane;
	bool more = roster_work(&related->roster);
	if (!busy(pane))
		return more;
	if (related->showing == SHOWING_COPIES)
		work_copies(related);
	else
		work_history(related);
	return more || related->looking;
}

static void resize(struct pane *pane, unsigned rows, unsigned columns)
{
	(void)columns;
	roster_set_height(&((struct related_pane *)pane)->roster, rows);
}

static void related_pane_free(struct pane *pane)
{
	struct related_pane *related = (struct related_pane *)pane;
	related_free(related->related);
	history_free(related->history);
	roster_clear(&related->roster);
	g_array_unref(related->rows);
	g_free(related);
}

static const struct pane_ops ops = {
	.free = related_pane_free,
	.resize = resize,
	.draw = draw,
	.title = title,
	.position = position,
	.act = act,
	.click = click,
	.target = target,
	.search = search,
	.step = step,
	.matches = matches,
	.work = work,
	.busy = busy,
};

struct pane *related_pane_new(struct archive *archive, const struct writing *writing, struct duplicates *duplicates)
{
	struct related_pane *related = g_new0(struct related_pane, 1);
	related->pane.ops = &ops;
	related->archive = archive;
	related->duplicates = duplicates;
	related->related = related_new(archive);
	related->rows = g_array_new(FALSE, FALSE, sizeof(struct row));
	g_array_set_clear_func(related->rows, row_clear);
	roster_init(&related->roster, &roster_ops, related);
	related->roster.writing = writing;
	related_pane_show(&related->pane, ENTRY_NONE);
	return &related->pane;
}
