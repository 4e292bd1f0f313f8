/* SPDX-License-Identifier: MIT */
/*
 * One file from its bytes to an article: charset, preamble, format, builder; then what follows from what was found (the
 * date in the address, the title without the site's name), and whether it is an article at all. Everything that a
 * finder offers goes through fields.c, so the order of the steps here decides nothing.
 */
#include "article/parse.h"

#include <glib.h>
#include <glib/gi18n.h>

#include "article/address.h"
#include "article/builder.h"
#include "article/date.h"
#include "article/fields.h"
#include "article/format.h"
#include "article/preamble.h"
#include "article/title.h"
#include "article/verdict.h"
#include "text/charset.h"
#include "text/utf8.h"

static struct span decode(struct arena *scratch, struct fields *fields, struct span bytes, struct span declared)
{
	struct decoded decoded = charset_decode(scratch, bytes, declared);
	if (decoded.replaced > 0)
		fields_warn(fields, "charset", 0,
			    /*
			     * Translators: bytes that are no characters in the charset "%s" of a file; %llu is their
			     * number.
			     */
		            N_("bytes that mean nothing in “%s”: %llu"), decoded.charset,
		            (unsigned long long)decoded.replaced);
	return decoded.text;
}

/* The date that a title begins or ends with: 每日新闻（2020/01/26）. Inside it a date is what the article is about. */
static struct date date_of_title(struct span title)
{
	const struct date none = {.precision = DATE_NONE};
	struct date date = date_find(title);
	const size_t room = 24; /* bytes of a date in brackets */
	if (date.precision == DATE_NONE)
		return none;
	if (date_find(span_cut(title, 0, room)).seconds == date.seconds)
		return date;
	return title.len > room && date_find(span_from(title, title.len - room)).seconds == date.seconds ? date : none;
}

/* Titles of pages without the site's name. */
static void tidy_titles(struct fields *fields, struct span site, struct span host)
{
	static const enum origin tidied[] = {ORIGIN_META, ORIGIN_JSON_LD, ORIGIN_PAGE_TITLE};
	for (size_t i = 0; i < G_N_ELEMENTS(tidied); i++) {
		struct span *title = &fields->value[FIELD_TITLE][tidied[i]];
		*title = title_without_site(*title, site, host, tidied[i] == ORIGIN_PAGE_TITLE);
	}
}

/* example.org: one word of ASCII with a dot inside, and no capital. */
static bool is_domain(struct span name)
{
	size_t dot = span_find(name, SPAN("."));
	if (dot == SPAN_NONE || dot == 0 || dot + 1 == name.len)
		return false;
	for (size_t i = 0; i < name.len; i++)
		if (!g_ascii_islower(name.at[i]) && !g_ascii_isdigit(name.at[i]) && name.at[i] != '.' &&
		    name.at[i] != '-')
			return false;
	return true;
}

/* "By Ed Hornick, CNN" is Ed Hornick, and an author who is the site itself is none. */
static struct span tidy_author(struct span author, struct span site, struct span host)
{
	size_t comma;
	if (span_starts_nocase(author, SPAN("by ")))
		author = span_trim(span_from(author, 3));
	comma = span_find_last(author, SPAN(","));
	if (comma != SPAN_NONE && names_site(span_trim(span_from(author, comma + 1)), site, host))
		author = span_trim(span_cut(author, 0, comma));
	if (!author.len || names_site(author, site, host) || is_domain(author))
		return (struct span){NULL, 0};
	return author;
}

static void tidy_authors(struct fields *fields, struct span site, struct span host)
{
	static const enum origin tidied[] = {ORIGIN_META, ORIGIN_JSON_LD, ORIGIN_BYLINE};
	for (size_t i = 0; i < G_N_ELEMENTS(tidied); i++) {
		struct span *author = &fields->value[FIELD_AUTHOR][tidied[i]];
		*author = tidy_author(*author, site, host);
	}
}

/* What follows from the values that were found. */
static void offer_derived(struct arena *scratch, struct fields *fields)
{
	struct span url = fields_value(fields, FIELD_URL, NULL), host = address_host(scratch, url);
	struct span site = fields_value(fields, FIELD_SITE, NULL);
	tidy_titles(fields, site, host);
	tidy_authors(fields, site, host);
	fields_offer(fields, FIELD_SITE, ORIGIN_URL, host);
	if (fields_wants_date(fields, ORIGIN_HEADING))
		fields_offer_date(fields, ORIGIN_HEADING, date_of_title(fields_value(fields, FIELD_TITLE, NULL)));
	if (fields_wants_date(fields, ORIGIN_URL))
		fields_offer_date(fields, ORIGIN_URL, date_in_path(address_path(url)));
	if (fields_wants_date(fields, ORIGIN_FILE_NAME))
		fields_offer_date(fields, ORIGIN_FILE_NAME, date_in_path(fields->path));
}

/* A title that nothing but the file's name gives is a makeshift. */
static void warn_of_makeshift_title(struct fields *fields)
{
	enum origin origin = ORIGIN_COUNT;
	fields_value(fields, FIELD_TITLE, &origin);
	if (origin == ORIGIN_FILE_NAME)
		fields_warn(fields, "title", 0, N_("nothing tells the title, so it is made from the file's name"));
}

void article_parse(struct arena *scratch, struct span bytes, struct span path, struct parsed *parsed)
{
	static const struct known_page nothing = {{NULL, 0}, {NULL, 0}};
	article_parse_page(scratch, bytes, &nothing, path, parsed);
}

void article_parse_page(struct arena *scratch, struct span bytes, const struct known_page *page, struct span path,
                        struct parsed *parsed)
{
	bool controls;
	const char *reason = verdict_bytes(bytes, &controls);
	struct builder *builder = builder_new(scratch);
	struct span text = {NULL, 0}, body = {NULL, 0};
	const struct format *format = NULL;
	struct fields fields;
	fields_init(&fields, scratch);
	fields.path = path;
	fields_offer(&fields, FIELD_URL, ORIGIN_META, page->url);
	if (page->url.len > 0)
		fields.meta_rank[FIELD_URL] = UINT8_MAX; /* no tag in it knows better */
	if (!reason) {
		text = decode(scratch, &fields, bytes, page->charset);
		builder_trust(builder, text);
		body = preamble_read(scratch, &fields, text);
		format = format_of(body);
		format->parse(builder, &fields, body);
	}
	title_fall_back(&fields);
	builder_settle(builder, &fields, format && format->whole_page);
	offer_derived(scratch, &fields);
	warn_of_makeshift_title(&fields);
	builder_finish(builder, &fields, &parsed->article);
	if (!reason)
		reason = verdict_text(text, body, controls || text.at != bytes.at, path, &fields, &parsed->article);
	parsed->reason = reason;
	parsed->verdict = reason                               ? VERDICT_LEFT_OUT
	                  : article_is_empty(&parsed->article) ? VERDICT_EMPTY
	                                                       : VERDICT_ARTICLE;
}

/* Items of documents that hold many -------------------------------------------------------------------------------- */

#define TITLE_MOST ((size_t)120) /* bytes of a title that is the beginning of a text */

static void put_html(struct builder *builder, struct fields *fields, const struct part *part)
{
	html_parse(builder, fields, part->text);
}

static void put_plain(struct builder *builder, struct fields *fields, const struct part *part)
{
	plain_parse(builder, fields, part->text);
}

static void put_heading(struct builder *builder, struct fields *fields, const struct part *part)
{
	(void)fields;
	builder_open(builder, &(struct element){.role = ROLE_HEADING, .level = 2});
	builder_text(builder, part->text);
	builder_close(builder, ROLE_HEADING);
}

static void put_file(struct builder *builder, struct fields *fields, const struct part *part)
{
	(void)fields;
	builder_open(builder, &(struct element){.role = ROLE_PARAGRAPH});
	if (part->url.len > 0)
		builder_link(builder, part->url);
	builder_text(builder, part->text);
	if (part->url.len > 0)
		builder_unlink(builder);
	builder_close(builder, ROLE_PARAGRAPH);
}

static void (*const put[])(struct builder *builder, struct fields *fields, const struct part *part) = {
	[PART_HTML] = put_html,
	[PART_PLAIN] = put_plain,
	[PART_HEADING] = put_heading,
	[PART_FILE] = put_file,
};

/* The beginning of the first line, up to a blank or as far as a title may go. */
static struct span beginning_of(struct span text)
{
	struct span line = {NULL, 0}, cut;
	size_t blank;
	span_line(&text, &line);
	if (line.len <= TITLE_MOST)
		return line;
	cut = span_cut(line, 0, TITLE_MOST);
	cut = span_cut(cut, 0, utf8_valid(cut)); /* whole characters */
	blank = span_find_last(cut, SPAN(" "));
	return blank != SPAN_NONE && blank > TITLE_MOST / 2 ? span_cut(cut, 0, blank) : cut;
}

/* Items of short messages often have no title at all. */
static bool offer_beginning(struct fields *fields, const struct article *article)
{
	enum origin origin = ORIGIN_COUNT;
	fields_value(fields, FIELD_TITLE, &origin);
	if (origin != ORIGIN_PAGE_TITLE || article_is_empty(article))
		return false;
	fields_offer(fields, FIELD_TITLE, ORIGIN_HEADING, beginning_of(article_text(article)));
	return true;
}

void article_parse_parts(struct arena *scratch, struct fields *fields, const struct part *parts, size_t count,
                         struct span path, struct parsed *parsed)
{
	struct builder *builder = builder_new(scratch);
	/* Not as the file's name, for which a text would give up its first line. */
	fields_offer(fields, FIELD_TITLE, ORIGIN_PAGE_TITLE, title_from_path(scratch, path));
	for (size_t i = 0; i < count; i++)
		put[parts[i].kind](builder, fields, &parts[i]);
	builder_settle(builder, fields, false);
	offer_derived(scratch, fields);
	builder_finish(builder, fields, &parsed->article);
	if (offer_beginning(fields, &parsed->article))
		builder_finish(builder, fields, &parsed->article);
	parsed->reason = NULL;
	parsed->verdict = article_is_empty(&parsed->article) ? VERDICT_EMPTY : VERDICT_ARTICLE;
}
