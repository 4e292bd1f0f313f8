/* SPDX-License-Identifier: MIT */
/*
 * Saved searches: one prompt recalls them, keeps what is searched for now, and forgets them. What Enter would do stands
 * beside what is typed: NAME recalls or, where there is none of that name, keeps; NAME= keeps over an old one; -NAME
 * forgets.
 */
#include <glib/gi18n.h>

#include "ui/app_shelf.h"
#include "ui/pane_finder.h"
#include "ui/pane_list.h"

enum intent { INTENT_NOTHING, INTENT_RECALL, INTENT_KEEP, INTENT_FORGET, INTENT_UNKNOWN };

/* What is typed, and what it means. */
struct wish {
	enum intent intent;
	char *name;                      /* for g_free() */
	const struct shelf_item *search; /* of that name, or NULL */
};

/* What is searched for now, or else what limits the list; empty where nothing is. */
static struct span query_now(const struct app *app)
{
	return app_finding(app) ? finder_pane_text(app->finder) : list_pane_limited(app->list);
}

static struct wish wish_of(const struct app *app, struct span typed)
{
	typed = span_trim_wide(typed);
	bool forget = span_starts(typed, SPAN("-")), over = !forget && span_ends(typed, SPAN("="));
	struct wish wish = {.name = span_dup(span_cut(typed, forget, typed.len - over))};
	bool query = query_now(app).len > 0;
	wish.search = shelf_item(app->standing.shelf, SHELF_SEARCH, wish.name);
	if (*wish.name == '\0')
		wish.intent = INTENT_NOTHING;
	else if (forget)
		wish.intent = wish.search ? INTENT_FORGET : INTENT_UNKNOWN;
	else if (wish.search && !over)
		wish.intent = INTENT_RECALL;
	else
		wish.intent = query ? INTENT_KEEP : INTENT_UNKNOWN;
	return wish;
}

static void keep(struct app *app, const struct wish *wish)
{
	char *query = span_dup(query_now(app));
	shelf_begin(app->standing.shelf);
	shelf_put(app->standing.shelf, SHELF_SEARCH, &(struct shelf_item){.key = wish->name, .text = query});
	char *text = g_strdup_printf(_("Saved as %s: %s"), wish->name, query);
	app_say_kept(app, text);
	g_free(text);
	g_free(query);
}

static void forget(struct app *app, const struct wish *wish)
{
	char *text = g_strdup_printf(_("Forgotten: %s"), wish->name);
	shelf_begin(app->standing.shelf);
	shelf_drop(app->standing.shelf, SHELF_SEARCH, wish->name);
	app_say_kept(app, text);
	g_free(text);
}

static void fail_unknown(struct app *app, const struct wish *wish)
{
	char *text = g_strdup_printf(_("There is no saved search %s"), wish->name);
	app_fail(app, text);
	g_free(text);
}

void app_saved_named(struct app *app, struct span typed)
{
	struct wish wish = wish_of(app, typed);
	char *query = wish.search ? g_strdup(wish.search->text) : NULL;
	if (wish.intent == INTENT_RECALL)
		app_find_query(app, span_of(query));
	if (wish.intent == INTENT_KEEP)
		keep(app, &wish);
	if (wish.intent == INTENT_FORGET)
		forget(app, &wish);
	if (wish.intent == INTENT_UNKNOWN)
		fail_unknown(app, &wish);
	g_free(query);
	g_free(wish.name);
}

static void accept(struct app *app)
{
	char *typed = span_dup(prompt_text(app->prompt));
	app_close_prompt(app);
	app_saved_named(app, span_of(typed));
	g_free(typed);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp((*(const struct shelf_item *const *)a)->key, (*(const struct shelf_item *const *)b)->key);
}

/* Of struct shelf_item, by name; for g_ptr_array_unref(). */
static GPtrArray *by_name(const struct app *app)
{
	const GPtrArray *searches = shelf_items(app->standing.shelf, SHELF_SEARCH);
	GPtrArray *sorted = g_ptr_array_new();
	for (guint i = 0; i < searches->len; i++)
		g_ptr_array_add(sorted, searches->pdata[i]);
	g_ptr_array_sort(sorted, compare_names);
	return sorted;
}

static void take_saved(struct app *app, enum prompt_result result, uint32_t key);

static void put_name(struct app *app, const char *name)
{
	app_show_prompt(app, _("Saved search: "), span_of(name), take_saved);
}

/* The name that comes before (-1) or after (1) what is typed. */
static void walk(struct app *app, int by)
{
	char *typed = span_dup(prompt_text(app->prompt));
	GPtrArray *sorted = by_name(app);
	const struct shelf_item *to = NULL;
	for (guint i = 0; i < sorted->len && !(by > 0 && to); i++) {
		const struct shelf_item *item = sorted->pdata[i];
		int order = strcmp(item->key, typed);
		if (by > 0 ? order > 0 : order < 0 || *typed == '\0')
			to = item;
	}
	if (to)
		put_name(app, to->key);
	g_ptr_array_unref(sorted);
	g_free(typed);
}

static void complete(struct app *app, struct span text, struct completion *completion)
{
	GPtrArray *sorted = by_name(app);
	completion->from = span_starts(text, SPAN("-"));
	struct span begun = span_from(text, completion->from);
	for (guint i = 0; i < sorted->len; i++) {
		const struct shelf_item *item = sorted->pdata[i];
		if (span_starts_nocase(span_of(item->key), begun))
			completion_add(completion, item->key);
	}
	completion_settle(completion, begun.len);
	g_ptr_array_unref(sorted);
}

static void take_saved(struct app *app, enum prompt_result result, uint32_t key)
{
	if (app_complete(app, result, key, complete))
		return;
	if (result == PROMPT_ACCEPTED) {
		accept(app);
	} else if (result == PROMPT_CANCELLED) {
		app_close_prompt(app);
	} else if (key == KEY_CODE_UP || key == KEY_CODE_DOWN) {
		walk(app, key == KEY_CODE_UP ? -1 : 1);
	}
}

void app_saved(struct app *app, unsigned count)
{
	(void)count;
	put_name(app, "");
}

bool app_write_saved(const struct app *app, GString *out)
{
	if (app->take_prompt != take_saved)
		return false;
	struct wish wish = wish_of(app, prompt_text(app->prompt));
	struct span query = query_now(app);
	guint count = shelf_items(app->standing.shelf, SHELF_SEARCH)->len;
	switch (wish.intent) {
	case INTENT_NOTHING:
		if (count == 0)
			g_string_append(out, _("none is saved yet: a name keeps what is searched for"));
		else
			g_string_append_printf(
				out,
				ngettext("%u saved; Up and Down show it", "%u saved; Up and Down show them", count),
				count);
		break;
	case INTENT_RECALL:
		g_string_append(out, wish.search->text);
		break;
	case INTENT_KEEP:
		g_string_append_printf(out, _("keeps %.*s"), (int)query.len, query.at);
		break;
	case INTENT_FORGET:
		g_string_append_printf(out, _("forgets %s"), wish.search->text);
		break;
	case INTENT_UNKNOWN:
		g_string_append(out, _("there is none of that name"));
		break;
	}
	g_free(wish.name);
	return true;
}
