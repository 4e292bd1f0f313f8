/* SPDX-License-Identifier: MIT */
/*
 * What is different: between two rows that are chosen in the list, between two items of the related pane, or between
 * one of these and the article that they are listed for. The older one comes first, so that what stands in {+ +} is
 * what came.
 */

#include "ui/app_state.h"
#include "ui/pane_related.h"
#include "ui/sheets.h"

/* One of the two: an entry of the archive, or a version that was read for this. */
struct side {
	struct related_item item;
	struct article *own; /* NULL: the archive's */
	struct article article;
	char *name;
};

static bool read_side(struct app *app, struct related_item item, struct side *side)
{
	const char *why;
	*side = (struct side){.item = item};
	if (item.entry == ENTRY_NONE) {
		side->own = related_pane_read(app->panes[PANE_RELATED], item.version, &side->name, &why);
		if (!side->own) {
			app_fail(app, why);
			return false;
		}
		side->article = *side->own;
		return true;
	}
	struct entry entry;
	archive_entry(app->archive, item.entry, &entry);
	archive_article(app->archive, item.entry, &side->article);
	side->name = span_dup(entry.path);
	return true;
}

static void clear_side(struct side *side)
{
	if (side->own)
		article_free(side->own);
	g_free(side->name);
}

/* Versions are numbered from the newest on, and come before what is in the archive. */
static bool is_older(const struct side *one, const struct side *other)
{
	bool version = one->item.entry == ENTRY_NONE, against = other->item.entry == ENTRY_NONE;
	if (version && against)
		return one->item.version > other->item.version;
	if (version != against)
		return version;
	return one->article.date.seconds < other->article.date.seconds;
}

static void compare(struct app *app, struct related_item item, struct related_item with)
{
	struct side one, other;
	if (!read_side(app, item, &one))
		return;
	if (read_side(app, with, &other)) {
		const struct side *before = is_older(&other, &one) ? &other : &one;
		const struct side *after = before == &one ? &other : &one;
		app_show_sheet(app, sheet_compare(&before->article, span_of(before->name), &after->article,
		                                  span_of(after->name)));
		clear_side(&other);
	}
	clear_side(&one);
}

/* The two entries that are chosen; false where not two are. */
static bool find_chosen(const struct app *app, struct related_item items[2])
{
	const struct entry_set *chosen = &app->standing.chosen;
	if (chosen->count != 2)
		return false;
	items[0] = (struct related_item){.entry = entry_set_next(chosen, 0)};
	items[1] = (struct related_item){.entry = entry_set_next(chosen, items[0].entry + 1)};
	bool swapped = archive_row(app->archive, items[0].entry) > archive_row(app->archive, items[1].entry);
	if (swapped) {
		struct related_item first = items[0];
		items[0] = items[1];
		items[1] = first;
	}
	return true;
}

static void list_versions(struct app *app)
{
	uint32_t entry = app_entry_to_list(app);
	if (entry == ENTRY_NONE)
		return;
	app->related_shown = true;
	related_pane_show_history(app->panes[PANE_RELATED], entry);
	app_focus(app, PANE_RELATED);
}

void app_compare(struct app *app, unsigned count)
{
	const struct pane *pane = app->panes[PANE_RELATED];
	struct related_item item, chosen, two[2];
	(void)count;
	if (app->focus == PANE_RELATED && related_pane_item(pane, &item)) {
		bool other = related_pane_chosen(pane, &chosen) &&
		             (chosen.entry != item.entry || chosen.version != item.version);
		compare(app, item, other ? chosen : (struct related_item){.entry = related_pane_entry(pane)});
	} else if (app->focus != PANE_RELATED && find_chosen(app, two)) {
		compare(app, two[0], two[1]);
	} else {
		list_versions(app);
	}
}
