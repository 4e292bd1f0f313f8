/* SPDX-License-Identifier: MIT */
/*
 * Addresses: followed into the archive, opened outside after the question, copied. An address out of an article is
 * hostile: it is shown whole, only http and https ever leave, and as an effect, never as a command line. Several stand
 * in a line each.
 */
#include <glib/gi18n.h>

#include "article/address.h"
#include "export/plain.h"
#include "ui/app_shelf.h"

#define OPEN_UNASKED 5 /* so many pages are opened without a question, where the settings want none */
#define OPEN_MOST 50   /* at once */

static void open_now(struct app *app, struct span urls)
{
	app_effect(app, EFFECT_OPEN, urls);
}

static void ask_to_open(struct app *app, struct arena *arena, struct span url)
{
	struct span host = address_host(arena, url);
	char *name = span_dup(host);
	char *ask = g_strdup_printf(_("Open this page of %s? (y/n)"), name);
	app_ask(app, ask, url, open_now);
	g_free(ask);
	g_free(name);
}

/* The address that `target` means: a relative one is seen from the article's own. */
static struct span whole_address(const struct app *app, struct arena *arena, struct target target)
{
	if (address_is_web(target.url) || target.from == ENTRY_NONE)
		return target.url;
	struct article article;
	archive_article(app->archive, target.from, &article);
	struct span base = article_span(&article, article.url);
	return base.len > 0 ? address_resolve(arena, base, target.url) : target.url;
}

/* It could pass for two of them. */
static bool has_blank(struct span url)
{
	for (size_t i = 0; i < url.len; i++)
		if ((unsigned char)url.at[i] <= ' ')
			return true;
	return false;
}

/* Why an address is not opened, for g_free(); NULL where it may be. */
static char *refusal(const struct app *app, struct span url)
{
	if (url.len == 0)
		return g_strdup(_("No address is known"));
	if (app->settings->secure)
		return g_strdup(_("Opening is turned off (JIANBAO_SECURE)"));
	if (has_blank(url))
		return g_strdup(_("This address has characters that no address has"));
	if (address_is_web(url))
		return NULL;
	char *address = span_dup(url);
	char *why = g_strdup_printf(_("Only http and https are opened, not %s"), address);
	g_free(address);
	return why;
}

static void open_address(struct app *app, struct target target)
{
	struct arena *arena = arena_new();
	struct span url = whole_address(app, arena, target);
	char *why = refusal(app, url);
	if (why)
		app_fail(app, why);
	else if (app->settings->open_confirm)
		ask_to_open(app, arena, url);
	else
		open_now(app, url);
	g_free(why);
	arena_free(arena);
}

void app_follow(struct app *app, struct target target)
{
	uint32_t entry = archive_resolve(app->archive, target.from, target.url);
	if (entry != ENTRY_NONE)
		app_open(app, entry);
	else
		open_address(app, target);
}

static void append_line(GString *out, struct span text)
{
	if (text.len == 0)
		return;
	if (out->len > 0)
		g_string_append_c(out, '\n');
	g_string_append_len(out, text.at, (gssize)text.len);
}

/* The addresses of what the action is about, but those that may not be opened; `why` is for g_free() where none may. */
static unsigned subject_addresses(struct app *app, GString *urls, char **why)
{
	unsigned count = 0;
	for (guint i = 0; i < app->subjects->len; i++) {
		struct article article;
		archive_article(app->archive, g_array_index(app->subjects, uint32_t, i), &article);
		struct span url = article_span(&article, article.url);
		g_free(*why);
		*why = refusal(app, url);
		count += !*why;
		append_line(urls, *why ? (struct span){NULL, 0} : url);
	}
	return count;
}

static void open_several(struct app *app, struct span urls, unsigned count)
{
	char *ask = g_strdup_printf(ngettext("Open this %u page? (y/n)", "Open these %u pages? (y/n)", count), count);
	char *most = g_strdup_printf(ngettext("No more than %u page is opened at once",
	                                      "No more than %u pages are opened at once", OPEN_MOST), OPEN_MOST);
	if (count > OPEN_MOST)
		app_fail(app, most);
	else if (app->settings->open_confirm || count > OPEN_UNASKED)
		app_ask(app, ask, urls, open_now);
	else
		open_now(app, urls);
	g_free(most);
	g_free(ask);
}

static void open_subjects(struct app *app)
{
	GString *urls = g_string_new(NULL);
	char *why = NULL;
	unsigned count = subject_addresses(app, urls, &why);
	struct span all = {urls->str, urls->len};
	if (count == 0)
		app_fail(app, why);
	else if (count == 1)
		open_address(app, (struct target){ENTRY_NONE, ENTRY_NONE, all});
	else
		open_several(app, all, count);
	g_free(why);
	g_string_free(urls, TRUE);
}

/* What is selected or read in the pane where one is; false, which is said, where nothing is. */
static bool find_target(struct app *app, struct target *target)
{
	*target = app_pane(app)->ops->target(app_pane(app));
	bool found = target->entry != ENTRY_NONE || target->url.len > 0;
	if (!found)
		app_fail(app, _("No article is selected"));
	return found;
}

/* In the list it is about all that is chosen. */
void app_open_address(struct app *app, unsigned count)
{
	bool chosen = app->focus == PANE_LIST && app->standing.chosen.count > 0;
	struct target target;
	(void)count;
	if (chosen && app_find_subjects(app))
		open_subjects(app);
	else if (!chosen && find_target(app, &target))
		open_address(app, target);
}

/* Services that keep pages have the whole address of a page behind a path of their own. */
static bool is_copy_of(struct span url, struct span original)
{
	size_t own = url.len - MIN(url.len, original.len);
	return original.len > 0 && own > 0 && span_ends(url, original) && url.at[own - 1] == '/' && address_is_web(url);
}

void app_open_copy(struct app *app, unsigned count)
{
	struct target target;
	struct article article = {0};
	(void)count;
	if (!find_target(app, &target))
		return;
	if (target.entry != ENTRY_NONE)
		archive_article(app->archive, target.entry, &article);
	struct span original = article_span(&article, article.url);
	for (uint32_t i = 0; i < article.link_count; i++) {
		struct span url = article_span(&article, article.links[i].url);
		if (is_copy_of(url, original)) {
			open_address(app, (struct target){target.entry, target.entry, url});
			return;
		}
	}
	app_fail(app, _("The article names no saved copy of its page"));
}

/* The text is freed. */
static void copy(struct app *app, GString *text)
{
	if (text->len > 0)
		app_effect(app, EFFECT_COPY, (struct span){text->str, text->len});
	else
		app_fail(app, _("No address is known"));
	g_string_free(text, TRUE);
}

static void append_address(const struct app *app, struct target target, GString *out)
{
	struct arena *arena = arena_new();
	append_line(out, whole_address(app, arena, target));
	arena_free(arena);
}

/* In the list it is about all that is chosen, elsewhere about the link or the article in focus. */
void app_copy_address(struct app *app, unsigned count)
{
	bool list = app->focus == PANE_LIST;
	struct target target;
	(void)count;
	if (list ? !app_find_subjects(app) : !find_target(app, &target))
		return;
	GString *text = g_string_new(NULL);
	for (guint i = 0; list && i < app->subjects->len; i++) {
		struct article article;
		uint32_t entry = g_array_index(app->subjects, uint32_t, i);
		archive_article(app->archive, entry, &article);
		append_address(app, (struct target){entry, entry, article_span(&article, article.url)}, text);
	}
	if (!list)
		append_address(app, target, text);
	copy(app, text);
}

/* Title, byline and address, a line each. */
static void append_citation(const struct app *app, uint32_t entry, GString *out)
{
	struct article article;
	archive_article(app->archive, entry, &article);
	char *byline = plain_byline(&article, false);
	append_line(out, article_span(&article, article.title));
	append_line(out, span_of(byline));
	append_line(out, article_span(&article, article.url));
	g_free(byline);
}

void app_copy_citation(struct app *app, unsigned count)
{
	(void)count;
	if (!app_find_subjects(app))
		return;
	GString *text = g_string_new(NULL);
	for (guint i = 0; i < app->subjects->len; i++) {
		if (i > 0)
			g_string_append_c(text, '\n');
		append_citation(app, g_array_index(app->subjects, uint32_t, i), text);
	}
	copy(app, text);
}

void app_copy_text(struct app *app, struct span text, bool quote)
{
	uint32_t entry = app_pane(app)->ops->target(app_pane(app)).entry;
	GString *copy = g_string_new_len(text.at, (gssize)text.len);
	if (quote)
		g_string_append_c(copy, '\n');
	if (quote && entry != ENTRY_NONE)
		append_citation(app, entry, copy);
	app_effect(app, EFFECT_COPY, (struct span){copy->str, copy->len});
	g_string_free(copy, TRUE);
}
