/* SPDX-License-Identifier: MIT */
/*
 * What a page says about its article: in its head, and in elements that say what they are. Everything is offered to the
 * fields; which of many voices wins is not decided here.
 */
#include "article/html.h"

#include "article/byline.h"
#include "article/clean.h"

void open_html(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	(void)tag;
	fields_offer(html->fields, FIELD_LANGUAGE, ORIGIN_META, attribute(attributes, "lang"));
}

/* Begins to keep text; most sources hold none that is. */
static void begin_keeping(GString **kept)
{
	if (!*kept)
		*kept = g_string_sized_new(HTML_HEARD);
	g_string_truncate(*kept, 0);
}

static void begin_catch(struct html *html)
{
	begin_keeping(&html->caught);
	html->catching = true;
}

void open_title(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	(void)tag, (void)attributes;
	begin_catch(html);
}

void close_title(struct html *html, const struct tag *tag)
{
	(void)tag;
	if (html->catching)
		fields_offer(html->fields, FIELD_TITLE, ORIGIN_PAGE_TITLE,
		             (struct span){html->caught->str, html->caught->len});
	html->catching = false;
}

void open_script(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	(void)tag;
	if (span_equal_nocase(span_trim(attribute(attributes, "type")), SPAN("application/ld+json")))
		begin_catch(html);
}

void close_script(struct html *html, const struct tag *tag)
{
	(void)tag;
	if (html->catching)
		fields_json_ld(html->fields, (struct span){html->caught->str, html->caught->len});
	html->catching = false;
}

void open_meta(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	static const char *const names[] = {"property", "name", "itemprop", NULL};
	(void)tag;
	struct span name = attribute_first(attributes, names), content = attribute(attributes, "content");
	fields_meta(html->fields, name, content);
}

void open_link_element(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	(void)tag;
	if (span_equal_nocase(span_trim(attributes->rel), SPAN("canonical")))
		fields_meta(html->fields, SPAN("canonical"), attribute(attributes, "href"));
}

/* The time that says of itself that it is the publication's; a page is full of others. */
void open_time(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	(void)tag;
	struct span property = attributes->itemprop, classes = attributes->classes;
	struct span value = attribute(attributes, "datetime");
	if (span_equal_nocase(property, SPAN("datePublished")))
		fields_meta(html->fields, SPAN("datePublished"), value);
	else if (attribute(attributes, "pubdate").at || span_find(classes, SPAN("published")) != SPAN_NONE)
		fields_meta(html->fields, SPAN("pubdate"), value);
}

/* hAtom: <abbr class="published" title="2010-08-13T16:39:00-04:00">. */
void open_abbreviation(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	(void)tag;
	if (span_find(attributes->classes, SPAN("published")) != SPAN_NONE)
		fields_meta(html->fields, SPAN("pubdate"), attribute(attributes, "title"));
}

#define UNHEARD_MOST 8 /* bytes between two authors of one article: a comma, a word for and */

/* `word` stands in `names` with no letter beside it. */
static bool has_word(struct span names, struct span word)
{
	for (size_t from = 0, at; (at = span_find(span_from(names, from), word)) != SPAN_NONE; from += at + word.len) {
		size_t end = from + at + word.len;
		if ((from + at == 0 || !g_ascii_isalpha(names.at[from + at - 1])) &&
		    (end == names.len || !g_ascii_isalpha(names.at[end])))
			return true;
	}
	return false;
}

bool html_names_author(struct span classes)
{
	static const struct span words[] = {SPAN("author"), SPAN("byline"), SPAN("autor"), SPAN("auteur"),
	                                    SPAN("firma")};
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (has_word(classes, words[i]))
			return true;
	return false;
}

/* 2: the name itself; 1: an element that holds it; 0: neither. Those who comment are no authors. */
static int names_author(const struct attributes *attributes, bool inside)
{
	struct span classes = attributes->classes;
	if (inside && (has_word(classes, SPAN("fn")) || span_equal(attributes->itemprop, SPAN("name"))))
		return 2;
	if (span_equal_nocase(attributes->rel, SPAN("author")))
		return 2;
	if (!attributes->author && !span_equal_nocase(attributes->itemprop, SPAN("author")))
		return 0;
	return span_find(classes, SPAN("comment")) == SPAN_NONE;
}

/* data-publishtime, data-pubdate...: what scripts are told of the time of publication, mostly in milliseconds. */
static void read_time_for_scripts(struct html *html, const struct attributes *attributes)
{
	for (size_t i = 0; i < attributes->count; i++)
		if (attributes->all[i].value.at && span_starts(attributes->all[i].name, SPAN("data-pub")))
			fields_meta(html->fields, SPAN("pubdate"), attributes->all[i].value);
}

/* The element that was just opened may name the author, or name him closer than the one around it. */
void html_listen(struct html *html, const struct attributes *attributes)
{
	read_time_for_scripts(html, attributes);
	int named = names_author(attributes, html->listening > 0);
	if (named == 0 || (named == 1 && html->listening > 0))
		return;
	html->listening = html->depth;
	begin_keeping(&html->heard);
}

void html_stop_listening(struct html *html)
{
	struct span text = clean_line(html->arena, (struct span){html->heard->str, html->heard->len});
	byline_declared(html->fields, text, html->unheard <= UNHEARD_MOST);
	html->listening = 0;
	html->unheard = 0;
}
