/* SPDX-License-Identifier: MIT */
/* The sheets about an entry and about the whole archive. Paths are bytes: what is no UTF-8 in them is made visible. */
#include <glib.h>
#include <glib/gi18n.h>
#include <string.h>

#include "article/date.h"
#include "export/plain.h"
#include "text/utf8.h"
#include "ui/sheet.h"
#include "ui/sheets.h"

/* More rows than this of one kind are not listed. */
#define REPORT_MOST 1000

/* Words for what is a stable word in records; what is not here is shown as it is. */
static const char *const left_out_words[] = {
	/* Translators: each "left out" is a reason for which a file is no article. A layout, a template: of a site. */
	NC_("left out", "image"),        NC_("left out", "binary"),    NC_("left out", "feed"),
	NC_("left out", "data"),         NC_("left out", "style"),     NC_("left out", "script"),
	NC_("left out", "template"),     NC_("left out", "layout"),    NC_("left out", "readme"),
	NC_("left out", "project-file"), NC_("left out", "site-page"), NC_("left out", "list-of-links"),
	NC_("left out", "empty-file"),   NC_("left out", "hidden"),    NC_("left out", "link"),
	NC_("left out", "nested"),       NC_("left out", "submodule"),
};

static const char *const date_from_words[] = {
	/* Translators: each "date from" is where an article's date was found. */
	NC_("date from", "front-matter"), NC_("date from", "comment"), NC_("date from", "header"),
	NC_("date from", "meta"),         NC_("date from", "byline"),  NC_("date from", "url"),
	NC_("date from", "filename"),
};

static struct span word_for(const char *context, const char *const *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(words[i], word) == 0)
			return span_of(g_dpgettext2(NULL, context, words[i]));
	return span_of(word);
}

static void add_number(struct sheet *sheet, const char *name, size_t number)
{
	char text[24];
	g_snprintf(text, sizeof(text), "%zu", number);
	sheet_row(sheet, name, span_of(text));
}

static void add_path(struct sheet *sheet, const char *name, struct span path)
{
	GString *shown = g_string_new(NULL);
	utf8_repair(path, shown);
	sheet_row(sheet, name, (struct span){shown->str, shown->len});
	g_string_free(shown, TRUE);
}

static void add_date(struct sheet *sheet, const struct article *article)
{
	char *date = plain_date(article->date, true);
	sheet_row(sheet, _("Date"), span_of(date));
	g_free(date);
	const char *from = date_from_name((enum date_from)article->date.from);
	if (from)
		sheet_row(sheet, _("Date found in"),
		          word_for("date from", date_from_words, G_N_ELEMENTS(date_from_words), from));
}

static void add_tags(struct sheet *sheet, const struct article *article)
{
	GString *tags = g_string_new(NULL);
	for (uint32_t i = 0; i < article->tag_count; i++) {
		struct span tag = article_span(article, article->tags[i]);
		if (i > 0)
			g_string_append(tags, C_("between terms", ", "));
		g_string_append_len(tags, tag.at, (gssize)tag.len);
	}
	sheet_row(sheet, _("Tags"), (struct span){tags->str, tags->len});
	g_string_free(tags, TRUE);
}

static void add_article(struct sheet *sheet, const struct article *article)
{
	sheet_row(sheet, _("Title"), article_span(article, article->title));
	sheet_row(sheet, _("Author"), article_span(article, article->author));
	sheet_row(sheet, _("Editor"), article_span(article, article->editor));
	sheet_row(sheet, _("Source"), article_span(article, article->source));
	add_date(sheet, article);
	sheet_row(sheet, _("Address"), article_span(article, article->url));
	add_tags(sheet, article);
	sheet_row(sheet, _("Language"), span_of(article->lang));
	add_number(sheet, _("Characters"), utf8_length(article_text(article)));
	add_number(sheet, _("Links"), article->link_count);
	add_number(sheet, _("Pictures"), article->image_count);
}

static void add_warning(struct sheet *sheet, struct span message)
{
	char *stored = span_dup(message), *words = problem_words(stored);
	sheet_item(sheet, span_of(words));
	g_free(words);
	g_free(stored);
}

/* What had to be repaired, and what was taken out of the text. */
static void add_repairs(struct sheet *sheet, const struct article *article)
{
	if (article->warning_count > 0)
		sheet_heading(sheet, _("Repaired"));
	for (uint32_t i = 0; i < MIN(article->warning_count, REPORT_MOST); i++)
		add_warning(sheet, article_span(article, article->warnings[i].message));
	if (article->aside_count > 0)
		sheet_heading(sheet, _("Set aside"));
	for (uint32_t i = 0; i < MIN(article->aside_count, REPORT_MOST); i++)
		sheet_item(sheet, article_span(article, article->asides[i].text));
}

/* The local time at which something was done. */
static void add_moment(struct sheet *sheet, const char *name, int64_t ms)
{
	char *text = plain_date((struct date){.seconds = ms / 1000, .precision = DATE_INSTANT}, true);
	sheet_row(sheet, name, span_of(text));
	g_free(text);
}

/* What the reader did with it. */
static void add_kept(struct sheet *sheet, const struct shelf *shelf, struct span id)
{
	const struct shelf_value *opened = shelf_get(shelf, id, SHELF_OPENED);
	bool read = shelf_number(shelf, id, SHELF_READ) != 0, star = shelf_number(shelf, id, SHELF_STAR) != 0;
	char *tags = g_strdelimit(g_strdup(shelf_text(shelf, id, SHELF_TAGS)), "\n", ' ');
	struct span rest = span_of(shelf_text(shelf, id, SHELF_NOTE)), line;
	/* Translators: what the reader did with the article. */
	sheet_row(sheet, _("State"), span_of(star ? (read ? _("read, starred") : _("unread, starred"))
	                                          : (read ? _("read") : _("unread"))));
	if (opened)
		add_moment(sheet, _("Opened"), opened->changed);
	sheet_row(sheet, _("Your tags"), span_of(tags));
	if (rest.len > 0)
		sheet_heading(sheet, _("Your note"));
	while (span_line(&rest, &line))
		if (line.len > 0)
			sheet_paragraph(sheet, line);
	g_free(tags);
}

/* All places where it lies, newest first, each with its archive. */
static void add_versions(struct sheet *sheet, const struct archive *archive, uint32_t number)
{
	uint32_t versions[REPORT_MOST];
	size_t count = archive_versions(archive, number, versions, REPORT_MOST);
	if (count < 2)
		return;
	add_number(sheet, _("Versions"), count);
	for (size_t i = 0; i < MIN(count, REPORT_MOST); i++) {
		struct entry entry;
		struct article article;
		char date[32];
		archive_entry(archive, versions[i], &entry);
		archive_article(archive, versions[i], &article);
		date_write(article.date, date);
		GString *place = g_string_new_len(entry.archive.at, (gssize)entry.archive.len);
		g_string_append_printf(place, "%s%.*s  %s", entry.archive.len > 0 ? ": " : "", (int)entry.path.len,
		                       entry.path.at, date);
		add_path(sheet, "", (struct span){place->str, place->len});
		g_string_free(place, TRUE);
	}
}

struct article *sheet_info(const struct archive *archive, uint32_t number, const struct shelf *shelf)
{
	struct article article;
	struct entry entry;
	archive_article(archive, number, &article);
	archive_entry(archive, number, &entry);
	struct sheet *sheet = sheet_new(_("About this article"));
	add_article(sheet, &article);
	add_path(sheet, _("Archive"), entry.archive);
	add_path(sheet, _("File"), entry.path);
	if (entry.kept)
		sheet_row(sheet, "", span_of(_("The file is gone from its archive: only the article was kept")));
	sheet_row(sheet, _("Identifier"), entry.id);
	add_versions(sheet, archive, number);
	add_kept(sheet, shelf, entry.id);
	add_repairs(sheet, &article);
	return sheet_finish(sheet);
}

static void add_problems(struct sheet *sheet, const char *heading, const struct problems *problems)
{
	size_t count = problems_count(problems);
	if (count > 0)
		sheet_heading(sheet, heading);
	for (size_t i = 0; i < MIN(count, REPORT_MOST); i++) {
		char *text = problem_text(problems_at(problems, i));
		sheet_item(sheet, span_of(text));
		g_free(text);
	}
}

static void add_left_out(struct sheet *sheet, const struct archive *archive)
{
	size_t count = archive_left_out_count(archive);
	if (count > 0)
		sheet_heading(sheet, _("Left out, for they are no articles"));
	for (size_t i = 0; i < MIN(count, REPORT_MOST); i++) {
		struct left_out left_out = archive_left_out(archive, i);
		struct span reason =
			word_for("left out", left_out_words, G_N_ELEMENTS(left_out_words), left_out.reason);
		add_path(sheet, reason.at, left_out.path);
	}
}

struct article *sheet_problems(const struct archive *archive, const struct problems *config, const char *shelf)
{
	struct sheet *sheet = sheet_new(_("Problems, and what is not in the list"));
	if (shelf)
		sheet_paragraph(sheet, span_of(shelf));
	add_problems(sheet, _("Wrong in the config file; the rest of it counts"), config);
	add_problems(sheet, _("Could not be read"), archive_problems(archive));
	add_left_out(sheet, archive);
	if (problems_count(archive_problems(archive)) == 0 && archive_left_out_count(archive) == 0)
		sheet_paragraph(sheet, span_of(_("Every file was read, and every file is in the list.")));
	return sheet_finish(sheet);
}

/* Settings --------------------------------------------------------------------------------------------------------- */

struct article *sheet_settings(const struct settings *settings)
{
	struct sheet *sheet = sheet_new(_("Settings"));
	sheet_paragraph(sheet, span_of(_("They are changed for this run by :set name=value; Tab completes.")));
	GString *value = g_string_new(NULL);
	for (size_t i = 0; i < settings_count(); i++) {
		g_string_truncate(value, 0);
		settings_get(settings, span_of(settings_name(i)), value);
		g_string_append_printf(value, "  - %s", settings_help(i));
		sheet_row(sheet, settings_name(i), (struct span){value->str, value->len});
	}
	g_string_free(value, TRUE);
	return sheet_finish(sheet);
}
