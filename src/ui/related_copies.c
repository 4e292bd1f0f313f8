/* SPDX-License-Identifier: MIT */
/*
 * The copies of an article in the archive, and what became of its file in a repository. Both come portion by portion.
 */
#include <glib/gi18n.h>

#include "article/date.h"
#include "text/utf8.h"
#include "ui/pane_related.h"
#include "ui/related_rows.h"

/* As many copies are listed. */
#define COPIES_MOST 100

/* Microseconds for signing articles, and for looking at the signatures, each time there is time. */
#define SIGN_US 1500

/* Microseconds for looking through commits, each time there is time. */
#define HISTORY_US 1500

/* As many versions of one address are listed. */
#define VERSIONS_MOST 100

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
	related_add_title(related, copy->entry)->target.entry = copy->entry;
	char *path = g_strdup_printf("%.*s", (int)entry.path.len, entry.path.at), *shown = g_utf8_make_valid(path, -1);
	char *reason = g_strdup_printf(/* Translators: how much two articles are alike, a date, a path. */
	                                 _("%d %% alike; %.10s; %s"), (int)(100 * copy->likeness), date, shown);
	related_add(related, ROW_REASON, span_of(reason));
	g_free(reason);
	g_free(shown);
	g_free(path);
}

void related_forget_copies(struct related_pane *related)
{
	if (related->copying)
		g_array_free(duplicates_end(g_steal_pointer(&related->copying)), TRUE);
}

/* Signs all, then looks for copies; true while there is more. */
static bool look_on(struct related_pane *related)
{
	if (!duplicates_update(related->duplicates, SIGN_US))
		return true;
	if (!related->copying)
		related->copying = duplicates_begin(related->duplicates, related->entry, COPIES_MOST);
	return !duplicates_go_on(related->copying, SIGN_US);
}

/* Whoever stopped the signing has those of what is signed. */
static void list_copies(struct related_pane *related)
{
	if (!related->copying)
		related->copying = duplicates_begin(related->duplicates, related->entry, COPIES_MOST);
	duplicates_go_on(related->copying, 0);
	GArray *copies = duplicates_end(g_steal_pointer(&related->copying));
	for (size_t group = 0; group < G_N_ELEMENTS(copy_groups); group++) {
		bool headed = false;
		for (guint i = 0; i < copies->len; i++) {
			const struct copy *copy = &g_array_index(copies, struct copy, i);
			if (copy->kind != copy_groups[group].kind)
				continue;
			if (!headed)
				related_add_group(related, span_of(_(copy_groups[group].title)));
			headed = true;
			add_copy(related, copy);
		}
	}
	g_array_free(copies, TRUE);
}

static void begin_looking(struct related_pane *related)
{
	related->stopped = false;
	related->began_us = g_get_monotonic_time();
}

static unsigned signed_percent(const struct related_pane *related)
{
	size_t all = archive_count(related->archive), done = MIN(duplicates_signed(related->duplicates), all);
	return all > 0 ? (unsigned)(done * 100 / all) : 100;
}

static void renew_copies(struct related_pane *related)
{
	related_begin(related, related->entry, SHOWING_COPIES);
	related->seconds = pane_seconds(related->began_us);
	related->percent = signed_percent(related);
	if (!related->looking)
		list_copies(related);
	else
		related_add_note(related, g_strdup_printf(_("Searching... %u %%, %u s; {cancel} stops it"),
		                                          related->percent, related->seconds));
	if (related->stopped)
		related_add_note(related, g_strdup_printf(_("Stopped: %u %% of the articles were looked at"),
		                                          related->percent));
	related_end(related, _("There are no copies of it"));
}

void related_pane_show_copies(struct pane *pane, uint32_t entry)
{
	struct related_pane *related = (struct related_pane *)pane;
	related_forget_copies(related);
	related->entry = entry;
	related->looking = look_on(related);
	begin_looking(related);
	renew_copies(related);
}

/* "2022-11-13 18:04  changed" */
static char *name_version(const struct version *version)
{
	static const char *const words[] = {
		[VERSION_FIRST] = N_("committed"),
		[VERSION_CHANGED] = N_("changed"),
		[VERSION_RENAMED] = N_("renamed"),
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

static void append_before(const struct version *version, GString *reason)
{
	GString *path = g_string_new(NULL);
	char *text;
	utf8_repair(span_of(version->before), path);
	/* Translators: the path that a file had before it was renamed */
	text = g_strdup_printf(_("was %s"), path->str);
	related_append_reason(reason, text);
	g_free(text);
	g_string_free(path, TRUE);
}

static void add_version(struct related_pane *related, const struct version *version, size_t number)
{
	char *name = name_version(version);
	GString *reason = g_string_new(NULL);
	related_add(related, ROW_ITEM, span_of(name))->place = (uint32_t)number;
	if (version->kind != VERSION_DELETED)
		g_string_printf(reason, ngettext("%zu byte", "%zu bytes", version->size), version->size);
	if (*version->author)
		related_append_reason(reason, version->author);
	if (version->before)
		append_before(version, reason);
	if (reason->len > 0)
		related_add(related, ROW_REASON, (struct span){reason->str, reason->len});
	g_string_free(reason, TRUE);
	g_free(name);
}

static void add_commits(struct related_pane *related)
{
	size_t count = history_count(related->history), commits = history_commits(related->history);
	const char *trouble = history_trouble(related->history);
	related->seconds = pane_seconds(related->began_us);
	if (count > 0)
		related_add_group(related, span_of(_("In the repository")));
	for (size_t i = 0; i < count; i++)
		add_version(related, history_at(related->history, i), i);
	if (related->looking)
		related_add_note(related, g_strdup_printf(_("Commits: %zu, %u s; {cancel} stops it"), commits,
		                                          related->seconds));
	else if (related->stopped)
		related_add_note(related, g_strdup_printf(ngettext("Stopped after %zu commit",
		                                                   "Stopped after %zu commits", commits),
		                                          commits));
	else if (trouble)
		related_add(related, ROW_NOTE, span_of(trouble));
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
	related_add_title(related, number)->target.entry = number;
	related_add(related, ROW_REASON, (struct span){reason->str, reason->len});
	g_string_free(reason, TRUE);
}

static void add_same_address(struct related_pane *related)
{
	uint32_t versions[VERSIONS_MOST];
	size_t count = archive_versions(related->archive, related->entry, versions, VERSIONS_MOST);
	if (count > 1)
		related_add_group(related, span_of(_("Same address")));
	for (size_t i = 0; count > 1 && i < MIN(count, VERSIONS_MOST); i++)
		if (versions[i] != related->entry)
			add_place(related, versions[i]);
}

/* Rows only come at the end, so what is selected stays. */
static void renew_history(struct related_pane *related, size_t selected)
{
	related_begin(related, related->entry, SHOWING_HISTORY);
	add_same_address(related);
	if (related->history)
		add_commits(related);
	related_end(related,
	            related->history ? _("No commit has a file of this name") : _("It is no file of a git repository"));
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
	begin_looking(related);
	renew_history(related, 0);
}

void related_work_history(struct related_pane *related)
{
	size_t before = history_count(related->history);
	related->looking = history_work(related->history, HISTORY_US);
	if (!related->looking || history_count(related->history) > before ||
	    related->seconds != pane_seconds(related->began_us))
		renew_history(related, selected_row(related));
}

void related_stop(struct related_pane *related)
{
	related->looking = false;
	related->stopped = true;
	if (related->showing == SHOWING_COPIES)
		renew_copies(related);
	else
		renew_history(related, selected_row(related));
}

/* What a row is of a copy or a version; false where it is none. */
static bool item_in(const struct related_pane *related, size_t row, struct related_item *item)
{
	bool listed = related->showing == SHOWING_COPIES || related->showing == SHOWING_HISTORY;
	if (!listed || related_row(related, row)->kind != ROW_ITEM)
		return false;
	*item = (struct related_item){related_row(related, row)->target.entry, related_row(related, row)->place};
	return true;
}

bool related_pane_item(const struct pane *pane, struct related_item *item)
{
	const struct related_pane *related = (const struct related_pane *)pane;
	size_t row;
	return roster_selected(&related->roster, &row) && item_in(related, row, item);
}

bool related_pane_version(const struct pane *pane, uint32_t *number)
{
	struct related_item item;
	if (!related_pane_item(pane, &item) || item.entry != ENTRY_NONE)
		return false;
	*number = item.version;
	return true;
}

bool related_pane_chosen(const struct pane *pane, struct related_item *item)
{
	const struct related_pane *related = (const struct related_pane *)pane;
	*item = (struct related_item){related->chosen_entry, related->chosen_version};
	return related->has_chosen;
}

bool related_is_chosen(const struct related_pane *related, size_t row)
{
	struct related_item item;
	return related->has_chosen && item_in(related, row, &item) && item.entry == related->chosen_entry &&
	       item.version == related->chosen_version;
}

struct reaction related_choose(struct related_pane *related)
{
	struct related_item item;
	size_t row;
	if (!related_pane_item(&related->pane, &item) || !roster_selected(&related->roster, &row))
		return (struct reaction){.kind = REACTION_IGNORED};
	related->has_chosen = !related_is_chosen(related, row);
	related->chosen_entry = item.entry;
	related->chosen_version = item.version;
	return (struct reaction){.kind = REACTION_SAY,
	                         .say = related->has_chosen ? _("Chosen: {versions} on another one compares the two")
	                                                    : _("No longer chosen")};
}

struct article *related_pane_read(struct pane *pane, uint32_t number, char **name, const char **why)
{
	struct related_pane *related = (struct related_pane *)pane;
	struct article *article = history_read(related->history, number, why);
	if (article)
		*name = name_version(history_at(related->history, number));
	return article;
}

void related_work_copies(struct related_pane *related)
{
	related->looking = look_on(related);
	if (!related->looking || related->percent != signed_percent(related) ||
	    related->seconds != pane_seconds(related->began_us))
		renew_copies(related);
}
