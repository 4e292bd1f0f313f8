/* SPDX-License-Identifier: MIT */
/*
 * The related pane. Its rows are made once for each article (related_rows.h), drawn, searched and chosen from here.
 */
#include "ui/pane_related.h"

#include <glib/gi18n.h>

#include "ui/related_rows.h"
#include "ui/standing.h"

static struct span row_text(void *data, size_t row)
{
	return related_row_text(data, row);
}

static bool row_selectable(void *data, size_t row)
{
	return related_row(data, row)->kind == ROW_ITEM;
}

static void row_extent(void *data, size_t row, size_t *first, size_t *last)
{
	const struct related_pane *related = data;
	if (row > 0 && related_row(related, row - 1)->kind == ROW_GROUP)
		*first = row - 1;
	if (row + 1 < related->rows->len && related_row(related, row + 1)->kind == ROW_REASON)
		*last = row + 1;
}

static const struct roster_ops roster_ops = {.text = row_text, .selectable = row_selectable, .extent = row_extent};

static bool busy(const struct pane *pane)
{
	const struct related_pane *related = (const struct related_pane *)pane;
	return (related->showing == SHOWING_COPIES || related->showing == SHOWING_HISTORY) && related->looking;
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
static void draw_quoted(const struct related_pane *related, struct canvas *canvas, struct rect line, struct span text,
                        enum style style)
{
	GString *shown = g_string_new(NULL);
	writing_append(related->roster.writing, related->lang, text, shown);
	canvas_field(canvas, line.row, line.column, line.columns, (struct span){shown->str, shown->len}, style, 0);
	g_string_free(shown, TRUE);
}

static void draw_row(const struct related_pane *related, struct canvas *canvas, struct rect line, size_t index,
                     bool focused)
{
	struct span text = related_row_text(related, index);
	const struct row *row = related_row(related, index);
	bool selected = row->kind == ROW_ITEM && index == related->roster.cursor.selected;
	enum style style = looks[row->kind].style;
	if (selected)
		style = focused ? STYLE_SELECTED : STYLE_SELECTED_INACTIVE;
	canvas_fill(canvas, line, style);
	const char *pointer = standing_pointer((struct signs){.chosen = related_is_chosen(related, index)}, selected);
	canvas_text(canvas, line.row, line.column, line.columns, span_of(pointer), style, 0);
	line.columns -= MIN(line.columns, 1);
	unsigned indent = MIN(line.columns, looks[row->kind].indent);
	line.column += indent;
	line.columns -= indent;
	if (row->kind == ROW_ITEM)
		roster_field(&related->roster, canvas, line, text, row->lang, style, selected);
	else if (row->quoted && related->roster.writing)
		draw_quoted(related, canvas, line, text, style);
	else
		canvas_field(canvas, line.row, line.column, line.columns, text, style, 0);
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
	struct target target = related_row(related, row)->target;
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
		return (struct reaction){REACTION_PLACE, chosen, related_row(related, row)->place, NULL, {NULL, 0}};
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
	if (action == ACTION_CHOOSE)
		return related_choose(related);
	if (action == ACTION_CANCEL && busy(pane)) {
		related_stop(related);
		return (struct reaction){.kind = REACTION_DONE};
	}
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
		count += related_row(related, i)->kind == ROW_ITEM;
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
		related_work_copies(related);
	else
		related_work_history(related);
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
	nearby_free(related->nearby);
	related_forget_copies(related);
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
	g_array_set_clear_func(related->rows, related_row_clear);
	roster_init(&related->roster, &roster_ops, related);
	related->roster.writing = writing;
	related_pane_show(&related->pane, ENTRY_NONE);
	return &related->pane;
}
