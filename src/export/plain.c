/* SPDX-License-Identifier: MIT */
/*
 * An article as a person reads it in a pipe. What the article itself says is kept as it is, but nothing of it reaches a
 * terminal as a control character.
 */
#include "export/plain.h"

#include <glib/gi18n.h>

#include "article/date.h"
#include "export/escape.h"

static void append_line(GString *out, struct span text)
{
	if (text.len == 0)
		return;
	escape_text(out, text);
	g_string_append_c(out, '\n');
}

/* A bare day is the same all over the world, an instant is what a clock here shows. */
static char *format_date(struct date date, const char *instant, const char *day)
{
	bool bare = date.precision == DATE_DAY;
	GDateTime *time = date.precision == DATE_NONE ? NULL
	                  : bare                      ? g_date_time_new_from_unix_utc(date.seconds)
	                                              : g_date_time_new_from_unix_local(date.seconds);
	char *text = time ? g_date_time_format(time, bare ? day : instant) : NULL;
	g_clear_pointer(&time, g_date_time_unref);
	return text ? text : g_strdup("");
}

char *plain_date(struct date date, bool local_words)
{
	char day[32];
	if (!local_words && date.precision == DATE_DAY) {
		date_write(date, day);
		return g_strdup(day);
	}
	if (!local_words)
		return format_date(date, "%Y-%m-%d %H:%M", "%Y-%m-%d");
	return format_date(date,
			   /* Translators: a date and time as your language writes it where there is room, as strftime()
			      and g_date_time_format() take it; %-d is a day without a 0 before it. */
	                   C_("strftime", "%Y-%m-%d %H:%M"),
			   /* Translators: a date without a time, the same way. */
	                   C_("strftime", "%Y-%m-%d"));
}

char *plain_byline(const struct article *article, bool local_words)
{
	char *date = plain_date(article->date, local_words);
	struct span parts[] = {article_span(article, article->author), article_span(article, article->source),
	                       span_of(date)};
	GString *out = g_string_new(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		if (parts[i].len > 0 && out->len > 0)
			g_string_append(out, " | ");
		g_string_append_len(out, parts[i].at, (gssize)parts[i].len);
	}
	g_free(date);
	return g_string_free(out, FALSE);
}

static void write_head(GString *out, const struct article *article, const struct entry *entry)
{
	struct span title = article_span(article, article->title);
	char *byline = plain_byline(article, false);
	append_line(out, title.at ? title : entry->path);
	append_line(out, span_of(byline));
	append_line(out, article_span(article, article->url));
	g_free(byline);
}

/* What was set aside before block `block`, each piece a paragraph; `next` is the first aside not yet written. */
static void write_asides(GString *out, const struct article *article, uint32_t block, uint32_t *next)
{
	for (; *next < article->aside_count && article->asides[*next].block <= block; ++*next) {
		const struct aside *aside = &article->asides[*next];
		g_string_append_printf(out, "[%s] ", aside_reason_name(aside->reason));
		append_line(out, article_span(article, aside->text));
		g_string_append_c(out, '\n');
	}
}

static void write_text_with_chrome(GString *out, const struct article *article)
{
	struct span text = article_text(article);
	uint32_t next = 0;
	size_t at = 0;
	for (uint32_t i = 0; i < article->block_count && next < article->aside_count; i++) {
		if (article->asides[next].block > i)
			continue;
		escape_text(out, span_cut(text, at, article->blocks[i].from));
		at = article->blocks[i].from;
		write_asides(out, article, i, &next);
	}
	append_line(out, span_from(text, at));
	if (next < article->aside_count)
		g_string_append_c(out, '\n');
	write_asides(out, article, article->block_count, &next);
}

static void write_text(GString *out, const struct article *article, bool with_chrome)
{
	if (article_is_empty(article) && !(with_chrome && article->aside_count))
		return;
	g_string_append_c(out, '\n');
	if (with_chrome)
		write_text_with_chrome(out, article);
	else
		append_line(out, article_text(article));
}

/* "text <address>" */
static void write_reference(GString *out, struct span text, struct span url)
{
	escape_text(out, text);
	if (url.len > 0) {
		g_string_append(out, text.len ? " <" : "<");
		escape_text(out, url);
		g_string_append_c(out, '>');
	}
	g_string_append_c(out, '\n');
}

static void write_links(GString *out, const struct article *article)
{
	if (article->link_count > 0)
		g_string_append_printf(out, "\n%s\n", _("Links:"));
	for (uint32_t i = 0; i < article->link_count; i++) {
		const struct link *link = &article->links[i];
		g_string_append_printf(out, "[%u] ", i + 1);
		write_reference(out, span_cut(article_text(article), link->from, link->to),
		                article_span(article, link->url));
	}
}

static void write_related(GString *out, const struct article *article)
{
	struct span group = {NULL, 0};
	if (article->related_count > 0)
		g_string_append_printf(out, "\n%s\n", _("Related:"));
	for (uint32_t i = 0; i < article->related_count; i++) {
		const struct reference *reference = &article->related[i];
		struct span own = article_span(article, reference->group);
		if (!span_equal(own, group))
			append_line(out, own);
		group = own;
		g_string_append(out, "- ");
		write_reference(out, article_span(article, reference->title), article_span(article, reference->url));
	}
}

void plain_write(GString *out, const struct archive *archive, uint32_t entry, bool with_chrome)
{
	struct article article;
	struct entry place;
	archive_entry(archive, entry, &place);
	archive_article(archive, entry, &article);
	write_head(out, &article, &place);
	write_text(out, &article, with_chrome);
	write_links(out, &article);
	write_related(out, &article);
}
