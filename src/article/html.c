/* SPDX-License-Identifier: MIT */
/*
 * HTML into the builder: libxml2 cuts the repaired source into tags and text, one table says what each tag does, and a
 * stack that mirrors the parser's own says what is open. Nothing inside a hidden element gets through. No tree is made,
 * nothing is looked up outside the bytes, and the parser's stack of names is kept short, for it is searched from end to
 * end whenever a tag closes that was never opened.
 */
#include "article/format.h"

#include <glib.h>
#include <glib/gi18n.h>
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

#include "article/byline.h"
#include "article/clean.h"
#include "article/hints.h"
#include "article/repair.h"

/* Open elements that are remembered at most, and how many of the outer ones are forgotten when there are more. */
#define DEPTH_MOST 512
#define DEPTH_FORGOTTEN 256
#define DEPTH_KEPT 2 /* <html> and <body> are never forgotten */
#define NAMES_CACHED 64 /* a power of two */

struct html;
struct tag;

typedef void tag_open(struct html *html, const struct tag *tag, const xmlChar **attributes);
typedef void tag_close(struct html *html, const struct tag *tag);

struct tag {
	const char *name;
	tag_open *open;   /* NULL: nothing happens */
	tag_close *close; /* NULL: nothing happens */
	int what;         /* enum role or enum mark_kind, where these ask for one */
	bool hides;       /* what stands in it is not shown */
};

/* An element that libxml2 says is open. */
struct open {
	const struct tag *tag; /* NULL: unknown, so transparent */
	bool hidden;           /* it or an element around it is */
};

/* A name that the parser has used before, by its address: the parser keeps one copy of every name. */
struct cached {
	const xmlChar *name;
	const struct tag *tag;
};

struct html {
	struct builder *builder;
	struct fields *fields;
	struct arena *arena;
	xmlParserCtxt *parser;
	struct open stack[DEPTH_MOST + 1];
	int depth;
	struct cached cache[NAMES_CACHED];
	GString *classes;        /* of the element that is being opened */
	GString *caught;         /* text that is not shown but wanted: of a title, of JSON-LD */
	bool catching;           /* text goes there */
	const struct tag *media; /* <video> or <audio> that is open */
	struct span media_url;   /* its address, once known */
	struct span media_title;
	GString *heard; /* shown text of an element that says it names the author */
	int listening;  /* how deep that element stands; 0: none is open */
	size_t unheard; /* bytes shown since the last one ended */
};

/* Attributes ------------------------------------------------------------------------------------------------------ */

static const char *attribute(const xmlChar **attributes, const char *name)
{
	for (; attributes && attributes[0]; attributes += 2)
		if (strcmp((const char *)attributes[0], name) == 0)
			return attributes[1] ? (const char *)attributes[1] : "";
	return NULL;
}

static struct span attribute_span(const xmlChar **attributes, const char *name)
{
	return span_of(attribute(attributes, name));
}

/* The first of the named attributes (a list that ends with NULL) that says something. */
static struct span first_attribute(const xmlChar **attributes, const char *const *names)
{
	for (; *names; names++) {
		struct span value = span_trim(attribute_span(attributes, *names));
		if (value.len > 0)
			return value;
	}
	return (struct span){NULL, 0};
}

/* A number at the start of an attribute ("640", "1px"); -1 where there is none. */
static int attribute_number(const xmlChar **attributes, const char *name)
{
	struct span value = span_trim(attribute_span(attributes, name));
	if (value.len == 0 || value.at[0] < '0' || value.at[0] > '9')
		return -1;
	int number = 0;
	for (size_t i = 0; i < value.len && value.at[i] >= '0' && value.at[i] <= '9' && number < 1000000; i++)
		number = number * 10 + (value.at[i] - '0');
	return number;
}

/* display: none, however it is spaced. */
static bool style_hides(struct span style)
{
	size_t at;
	while ((at = span_find_nocase(style, SPAN("display"))) != SPAN_NONE) {
		style = span_trim(span_from(style, at + 7));
		if (style.len == 0 || style.at[0] != ':')
			continue;
		style = span_trim(span_from(style, 1));
		if (style.len >= 4 && span_equal_nocase(span_cut(style, 0, 4), SPAN("none")))
			return true;
	}
	return false;
}

static bool attributes_hide(const xmlChar **attributes)
{
	for (; attributes && attributes[0]; attributes += 2) {
		const char *name = (const char *)attributes[0];
		if (strcmp(name, "hidden") == 0)
			return true;
		if (strcmp(name, "style") == 0 && style_hides(span_of((const char *)attributes[1])))
			return true;
		if (strcmp(name, "class") == 0 && (hints_of(span_of((const char *)attributes[1])) & HINT_HIDDEN))
			return true;
	}
	return false;
}

/* Class, id, role and itemprop as the builder wants them; the tag itself where `tag` is one that says what it is for. */
static struct span classes_of(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	static const char *const names[] = {"class", "id", "role", "itemprop"};
	g_string_truncate(html->classes, 0);
	if (tag->what == ROLE_NAVIGATION)
		g_string_append(html->classes, tag->name);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *value = attribute(attributes, names[i]);
		if (!value || !*value)
			continue;
		if (html->classes->len > 0)
			g_string_append_c(html->classes, ' ');
		g_string_append(html->classes, value);
	}
	return (struct span){html->classes->str, html->classes->len};
}

/* What tags do ---------------------------------------------------------------------------------------------------- */

static void open_role(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	struct element element = {.role = (enum role)tag->what, .classes = classes_of(html, tag, attributes)};
	builder_open(html->builder, &element);
}

static void close_role(struct html *html, const struct tag *tag)
{
	builder_close(html->builder, (enum role)tag->what);
}

static void open_heading(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	struct element element = {
	    .role = ROLE_HEADING, .level = (unsigned)(tag->name[1] - '0'), .classes = classes_of(html, tag, attributes)};
	builder_open(html->builder, &element);
}

static void open_ordered(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	int start = attribute_number(attributes, "start");
	struct element element = {
	    .role = ROLE_LIST, .start = start > 0 ? (unsigned)start : 1, .classes = classes_of(html, tag, attributes)};
	builder_open(html->builder, &element);
}

static void open_cell(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	struct element element = {
	    .role = ROLE_CELL, .header = tag->name[1] == 'h', .classes = classes_of(html, tag, attributes)};
	builder_open(html->builder, &element);
}

static void open_mark(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	(void)attributes;
	builder_mark(html->builder, (enum mark_kind)tag->what);
}

static void close_mark(struct html *html, const struct tag *tag)
{
	builder_unmark(html->builder, (enum mark_kind)tag->what);
}

static void open_link(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	(void)tag;
	const char *href = attribute(attributes, "href");
	if (href)
		builder_link(html->builder, span_of(href));
}

static void close_link(struct html *html, const struct tag *tag)
{
	(void)tag;
	builder_unlink(html->builder);
}

static void open_break(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	(void)tag, (void)attributes;
	builder_break(html->builder);
}

static void open_rule(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	(void)tag, (void)attributes;
	builder_rule(html->builder);
}

/* 漢字(かんじ): the reading stands in brackets behind what it is read from. */
static void open_reading(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	(void)tag, (void)attributes;
	builder_text(html->builder, SPAN("("));
}

static void close_reading(struct html *html, const struct tag *tag)
{
	(void)tag;
	builder_text(html->builder, SPAN(")"));
}

static void open_quotation(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	(void)tag, (void)attributes;
	builder_text(html->builder, SPAN("\u201C"));
}

static void close_quotation(struct html *html, const struct tag *tag)
{
	(void)tag;
	builder_text(html->builder, SPAN("\u201D"));
}

/* Pictures and players -------------------------------------------------------------------------------------------- */

/* What srcset offers first; it may offer the same picture in many sizes. */
static struct span first_source(struct span set)
{
	set = span_trim(set);
	size_t end = 0;
	while (end < set.len && (unsigned char)set.at[end] > ' ')
		end++;
	while (end > 0 && set.at[end - 1] == ',')
		end--;
	return span_cut(set, 0, end);
}

static bool is_address(struct span value)
{
	return value.len > 4 && !span_starts_nocase(value, SPAN("data:")) && value.at[0] != '{' && value.at[0] != '[';
}

/* Pages that load pictures late keep the address beside src, which then has a placeholder. */
static struct span picture_address(const xmlChar **attributes)
{
	static const char *const late[] = {"data-original",   "data-src", "data-lazy-src", "data-actualsrc",
	                                   "data-original-src", "data-echo", "data-lazyload", "data-url", NULL};
	static const char *const sets[] = {"srcset", "data-srcset", "data-lazy-srcset", NULL};
	struct span url = first_attribute(attributes, late);
	if (!is_address(url))
		url = span_trim(attribute_span(attributes, "src"));
	if (!is_address(url))
		url = first_source(first_attribute(attributes, sets));
	return is_address(url) ? url : (struct span){NULL, 0};
}

/* Names of files that show nothing: what fills a space, what is pressed. */
static bool is_filler(struct span url)
{
	static const char *const names[] = {"1px.",  "1x1.",  "spacer.", "blank.",   "pixel.", "transparent.", "bttn_",
	                                    "btn_",  "icon_", "arrow_",  "loading.", "sprite", "clear.gif"};
	size_t slash = span_find_last(url, SPAN("/"));
	struct span file = slash == SPAN_NONE ? url : span_from(url, slash + 1);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (span_starts_nocase(file, span_of(names[i])))
			return true;
	return false;
}

/* Pictures that count readers, and icons. */
static bool is_tiny(const xmlChar **attributes)
{
	int width = attribute_number(attributes, "width"), height = attribute_number(attributes, "height");
	return width == 0 || height == 0 || width == 1 || height == 1 ||
	       (width > 0 && height > 0 && width <= 32 && height <= 32);
}

/* A picture that stands for a character of the running text. */
static bool is_emoji(const xmlChar **attributes)
{
	struct span classes = attribute_span(attributes, "class");
	return span_find_nocase(classes, SPAN("emoji")) != SPAN_NONE || span_find(classes, SPAN("smiley")) != SPAN_NONE;
}

static void open_picture(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	(void)tag;
	struct span alt = clean_line(html->arena, attribute_span(attributes, "alt"));
	if (is_emoji(attributes))
		builder_text(html->builder, alt);
	else if (!is_tiny(attributes) && !is_filler(picture_address(attributes)))
		builder_image(html->builder, picture_address(attributes), alt);
}

static struct span keep(struct html *html, struct span s)
{
	return s.len > 0 ? arena_copy(html->arena, s) : (struct span){NULL, 0};
}

static struct span media_title(struct html *html, const xmlChar **attributes)
{
	static const char *const names[] = {"title", "aria-label", NULL};
	return clean_line(html->arena, first_attribute(attributes, names));
}

/* A player is a link of its own with a word of what it leads to. */
static void put_media(struct html *html, const char *word, struct span url, struct span title)
{
	if (url.len == 0)
		return;
	builder_open(html->builder, &(struct element){.role = ROLE_PARAGRAPH});
	builder_link(html->builder, url);
	builder_text(html->builder, SPAN("["));
	builder_text(html->builder, span_of(word));
	builder_text(html->builder, SPAN("] "));
	builder_text(html->builder, title);
	builder_unlink(html->builder);
	builder_close(html->builder, ROLE_PARAGRAPH);
}

static void open_media(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	static const char *const names[] = {"src", "data-src", NULL};
	html->media = tag;
	html->media_url = keep(html, first_attribute(attributes, names));
	html->media_title = media_title(html, attributes);
}

static void open_source(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	(void)tag;
	if (html->media && html->media_url.len == 0)
		html->media_url = keep(html, attribute_span(attributes, "src"));
}

static void close_media(struct html *html, const struct tag *tag)
{
	if (html->media != tag)
		return;
	html->media = NULL;
	put_media(html, tag->name[0] == 'v' ? _("video") : _("audio"), html->media_url, html->media_title);
}

/* Only frames whose address says that it is a player; others show advertisements and buttons. */
static void open_frame(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	static const char *const names[] = {"src", "data-src", NULL};
	static const struct span signs[] = {{"/embed/", 7}, {"player", 6}, {"video", 5}};
	(void)tag;
	struct span url = first_attribute(attributes, names);
	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
		if (span_find_nocase(url, signs[i]) != SPAN_NONE && span_find(url, SPAN("#?secret=")) == SPAN_NONE) {
			put_media(html, _("video"), url, media_title(html, attributes));
			return;
		}
}

/* The head -------------------------------------------------------------------------------------------------------- */

static void open_html(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	(void)tag;
	fields_offer(html->fields, FIELD_LANGUAGE, ORIGIN_META, attribute_span(attributes, "lang"));
}

static void begin_catch(struct html *html)
{
	g_string_truncate(html->caught, 0);
	html->catching = true;
}

static void open_title(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	(void)tag, (void)attributes;
	begin_catch(html);
}

static void close_title(struct html *html, const struct tag *tag)
{
	(void)tag;
	if (html->catching)
		fields_offer(html->fields, FIELD_TITLE, ORIGIN_PAGE_TITLE,
		             (struct span){html->caught->str, html->caught->len});
	html->catching = false;
}

static void open_script(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	(void)tag;
	if (span_equal_nocase(span_trim(attribute_span(attributes, "type")), SPAN("application/ld+json")))
		begin_catch(html);
}

static void close_script(struct html *html, const struct tag *tag)
{
	(void)tag;
	if (html->catching)
		fields_json_ld(html->fields, (struct span){html->caught->str, html->caught->len});
	html->catching = false;
}

static void open_meta(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	static const char *const names[] = {"property", "name", "itemprop", NULL};
	(void)tag;
	struct span name = first_attribute(attributes, names), content = attribute_span(attributes, "content");
	fields_meta(html->fields, name, content);
}

static void open_link_element(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	(void)tag;
	if (span_equal_nocase(span_trim(attribute_span(attributes, "rel")), SPAN("canonical")))
		fields_meta(html->fields, SPAN("canonical"), attribute_span(attributes, "href"));
}

/* The time that says of itself that it is the publication's; a page is full of others. */
static void open_time(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	(void)tag;
	struct span property = attribute_span(attributes, "itemprop"), classes = attribute_span(attributes, "class");
	struct span value = attribute_span(attributes, "datetime");
	if (span_equal_nocase(property, SPAN("datePublished")))
		fields_meta(html->fields, SPAN("datePublished"), value);
	else if (attribute(attributes, "pubdate") || span_find(classes, SPAN("published")) != SPAN_NONE)
		fields_meta(html->fields, SPAN("pubdate"), value);
}

/* hAtom: <abbr class="published" title="2010-08-13T16:39:00-04:00">. */
static void open_abbreviation(struct html *html, const struct tag *tag, const xmlChar **attributes)
{
	(void)tag;
	if (span_find(attribute_span(attributes, "class"), SPAN("published")) != SPAN_NONE)
		fields_meta(html->fields, SPAN("pubdate"), attribute_span(attributes, "title"));
}

/* The table ------------------------------------------------------------------------------------------------------- */

#define ROLE(name, role) {name, open_role, close_role, role, false}
#define MARK(name, kind) {name, open_mark, close_mark, kind, false}
#define HIDE(name) {name, NULL, NULL, 0, true}

/* In the order of strcmp(). Tags that are missing are transparent: they neither part words nor hide anything. */
static const struct tag tags[] = {
	{"a", open_link, close_link, 0, false},
	{"abbr", open_abbreviation, NULL, 0, false},
	ROLE("address", ROLE_PARAGRAPH),
	{"amp-img", open_picture, NULL, 0, false},
	HIDE("applet"),
	ROLE("article", ROLE_ARTICLE),
	ROLE("aside", ROLE_NAVIGATION),
	{"audio", open_media, close_media, 0, true},
	MARK("b", MARK_STRONG),
	ROLE("blockquote", ROLE_QUOTE),
	ROLE("body", ROLE_GROUP),
	{"br", open_break, NULL, 0, false},
	HIDE("button"),
	HIDE("canvas"),
	ROLE("caption", ROLE_CAPTION),
	ROLE("center", ROLE_GROUP),
	MARK("cite", MARK_EMPHASIS),
	MARK("code", MARK_CODE),
	HIDE("datalist"),
	ROLE("dd", ROLE_DEFINITION),
	MARK("del", MARK_DELETED),
	ROLE("details", ROLE_GROUP),
	MARK("dfn", MARK_EMPHASIS),
	HIDE("dialog"),
	ROLE("dir", ROLE_LIST),
	ROLE("div", ROLE_GROUP),
	ROLE("dl", ROLE_GROUP),
	ROLE("dt", ROLE_TERM),
	MARK("em", MARK_EMPHASIS),
	ROLE("fieldset", ROLE_GROUP),
	ROLE("figcaption", ROLE_CAPTION),
	ROLE("figure", ROLE_FIGURE),
	ROLE("footer", ROLE_NAVIGATION),
	ROLE("form", ROLE_NAVIGATION),
	{"h1", open_heading, close_role, ROLE_HEADING, false},
	{"h2", open_heading, close_role, ROLE_HEADING, false},
	{"h3", open_heading, close_role, ROLE_HEADING, false},
	{"h4", open_heading, close_role, ROLE_HEADING, false},
	{"h5", open_heading, close_role, ROLE_HEADING, false},
	{"h6", open_heading, close_role, ROLE_HEADING, false},
	ROLE("header", ROLE_NAVIGATION),
	ROLE("hgroup", ROLE_GROUP),
	{"hr", open_rule, NULL, 0, false},
	{"html", open_html, NULL, 0, false},
	MARK("i", MARK_EMPHASIS),
	{"iframe", open_frame, NULL, 0, true},
	{"image", open_picture, NULL, 0, false},
	{"img", open_picture, NULL, 0, false},
	MARK("kbd", MARK_CODE),
	ROLE("legend", ROLE_PARAGRAPH),
	ROLE("li", ROLE_ITEM),
	{"link", open_link_element, NULL, 0, false},
	ROLE("listing", ROLE_PREFORMATTED),
	ROLE("main", ROLE_ARTICLE),
	HIDE("map"),
	ROLE("menu", ROLE_LIST),
	{"meta", open_meta, NULL, 0, false},
	ROLE("nav", ROLE_NAVIGATION),
	HIDE("noframes"),
	HIDE("noscript"),
	HIDE("object"),
	{"ol", open_ordered, close_role, ROLE_LIST, false},
	HIDE("option"),
	ROLE("p", ROLE_PARAGRAPH),
	ROLE("plaintext", ROLE_PREFORMATTED),
	ROLE("pre", ROLE_PREFORMATTED),
	{"q", open_quotation, close_quotation, 0, false},
	HIDE("rp"),
	{"rt", open_reading, close_reading, 0, false},
	MARK("s", MARK_DELETED),
	MARK("samp", MARK_CODE),
	{"script", open_script, close_script, 0, true},
	ROLE("section", ROLE_GROUP),
	HIDE("select"),
	{"source", open_source, NULL, 0, false},
	MARK("strike", MARK_DELETED),
	MARK("strong", MARK_STRONG),
	HIDE("style"),
	MARK("sub", MARK_SUBSCRIPT),
	ROLE("summary", ROLE_PARAGRAPH),
	MARK("sup", MARK_SUPERSCRIPT),
	HIDE("svg"),
	ROLE("table", ROLE_TABLE),
	{"td", open_cell, close_role, ROLE_CELL, false},
	HIDE("template"),
	HIDE("textarea"),
	{"th", open_cell, close_role, ROLE_CELL, false},
	{"time", open_time, NULL, 0, false},
	{"title", open_title, close_title, 0, true},
	ROLE("tr", ROLE_ROW),
	MARK("tt", MARK_CODE),
	ROLE("ul", ROLE_LIST),
	MARK("var", MARK_EMPHASIS),
	{"video", open_media, close_media, 0, true},
	ROLE("xmp", ROLE_PREFORMATTED),
};

static int compare_tag(const void *name, const void *tag)
{
	return strcmp(name, ((const struct tag *)tag)->name);
}

/* Names come from the parser in lower case. */
static const struct tag *find_tag(struct html *html, const xmlChar *name)
{
	struct cached *cached = &html->cache[(uintptr_t)name / 8 % NAMES_CACHED];
	if (cached->name != name) {
		cached->name = name;
		cached->tag = bsearch(name, tags, G_N_ELEMENTS(tags), sizeof tags[0], compare_tag);
	}
	return cached->tag;
}

/* Authors --------------------------------------------------------------------------------------------------------- */

#define HEARD_MOST 240
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

/* 2: the name itself; 1: an element that holds it; 0: neither. Those who comment are no authors. */
static int names_author(const xmlChar **attributes, bool inside)
{
	static const struct span words[] = {SPAN("author"), SPAN("byline"), SPAN("autor"), SPAN("auteur"), SPAN("firma")};
	struct span classes = attribute_span(attributes, "class");
	if (!attributes)
		return 0;
	if (inside && (has_word(classes, SPAN("fn")) || span_equal(attribute_span(attributes, "itemprop"), SPAN("name"))))
		return 2;
	if (span_equal_nocase(attribute_span(attributes, "rel"), SPAN("author")))
		return 2;
	if (span_find(classes, SPAN("comment")) != SPAN_NONE)
		return 0;
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		if (has_word(classes, words[i]))
			return 1;
	return span_equal_nocase(attribute_span(attributes, "itemprop"), SPAN("author"));
}

/* data-publishtime, data-pubdate...: what scripts are told of the time of publication, mostly in milliseconds. */
static void read_time_for_scripts(struct html *html, const xmlChar **attributes)
{
	for (; attributes && attributes[0]; attributes += 2)
		if (attributes[1] && strncmp((const char *)attributes[0], "data-pub", 8) == 0)
			fields_meta(html->fields, SPAN("pubdate"), span_of((const char *)attributes[1]));
}

/* The element that was just opened may name the author, or name him closer than the one around it. */
static void listen_to(struct html *html, const xmlChar **attributes)
{
	int named = names_author(attributes, html->listening > 0);
	if (named == 0 || (named == 1 && html->listening > 0))
		return;
	html->listening = html->depth;
	g_string_truncate(html->heard, 0);
}

static void stop_listening(struct html *html)
{
	struct span text = clean_line(html->arena, (struct span){html->heard->str, html->heard->len});
	byline_declared(html->fields, text, html->unheard <= UNHEARD_MOST);
	html->listening = 0;
	html->unheard = 0;
}

/* Events of the parser -------------------------------------------------------------------------------------------- */

static bool is_hidden(const struct html *html)
{
	return html->depth > 0 && html->stack[html->depth - 1].hidden;
}

static void pop(struct html *html)
{
	if (html->depth == html->listening)
		stop_listening(html);
	struct open top = html->stack[--html->depth];
	if (top.tag && top.tag->close && !is_hidden(html))
		top.tag->close(html, top.tag);
}

/* The parser drops some elements without a word: what it has not got any more is closed here. */
static void mirror(struct html *html, int depth)
{
	while (html->depth > depth)
		pop(html);
}

/* Forgets outer elements on both stacks: they stay open in the builder until what holds them ends. */
static void forget_outer(struct html *html)
{
	if (html->depth <= DEPTH_MOST - 1 || html->parser->nameNr < DEPTH_MOST - 1)
		return;
	int moved = html->depth - DEPTH_KEPT - DEPTH_FORGOTTEN;
	memmove(html->stack + DEPTH_KEPT, html->stack + DEPTH_KEPT + DEPTH_FORGOTTEN,
	        (size_t)moved * sizeof *html->stack);
	html->depth -= DEPTH_FORGOTTEN;
	html->listening = MAX(html->listening - DEPTH_FORGOTTEN, 0);
	const xmlChar **names = html->parser->nameTab;
	moved = html->parser->nameNr - DEPTH_KEPT - DEPTH_FORGOTTEN;
	memmove(names + DEPTH_KEPT, names + DEPTH_KEPT + DEPTH_FORGOTTEN, (size_t)moved * sizeof *names);
	html->parser->nameNr -= DEPTH_FORGOTTEN;
}

static void start_element(void *data, const xmlChar *name, const xmlChar **attributes)
{
	struct html *html = data;
	mirror(html, html->parser->nameNr - 1);
	const struct tag *tag = find_tag(html, name);
	bool hidden = is_hidden(html);
	if (tag && tag->open && (!hidden || tag->open == open_source))
		tag->open(html, tag, attributes);
	hidden |= (tag && tag->hides) || attributes_hide(attributes);
	html->stack[html->depth++] = (struct open){tag, hidden};
	if (!hidden) {
		read_time_for_scripts(html, attributes);
		listen_to(html, attributes);
	}
	forget_outer(html);
}

static void end_element(void *data, const xmlChar *name)
{
	struct html *html = data;
	(void)name;
	mirror(html, html->parser->nameNr - 1);
}

static void characters(void *data, const xmlChar *text, int len)
{
	struct html *html = data;
	if (html->catching)
		g_string_append_len(html->caught, (const char *)text, len);
	if (html->catching || is_hidden(html))
		return;
	if (html->listening > 0 && html->heard->len < HEARD_MOST)
		g_string_append_len(html->heard, (const char *)text, MIN(len, HEARD_MOST));
	else
		html->unheard += (size_t)len;
	builder_text(html->builder, (struct span){(const char *)text, (size_t)len});
}

/* libxml2 sets itself up when it is first used, which is not safe in several threads at once. */
static void set_up_once(void)
{
	static gsize done;
	if (g_once_init_enter(&done)) {
		xmlInitParser();
		g_once_init_leave(&done, 1);
	}
}

static void parse_repaired(struct html *html, struct span body)
{
	set_up_once();
	int len = (int)MIN(body.len, (size_t)INT_MAX);
	htmlParserCtxt *parser = htmlCreateMemoryParserCtxt(body.at, len);
	if (!parser)
		return;
	html->parser = parser;
	*parser->sax = (htmlSAXHandler){
	    .startElement = start_element,
	    .endElement = end_element,
	    .characters = characters,
	    .ignorableWhitespace = characters,
	    .cdataBlock = characters,
	};
	parser->userData = html;
	htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NODEFDTD | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
	                               HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
	xmlSwitchEncoding(parser, XML_CHAR_ENCODING_UTF8);
	htmlParseDocument(parser);
	mirror(html, 0);
	htmlFreeParserCtxt(parser);
}

void html_parse(struct builder *builder, struct fields *fields, struct span body)
{
	if (body.len == 0)
		return;
	struct html *html = arena_alloc(fields->arena, sizeof *html);
	*html = (struct html){.builder = builder, .fields = fields, .arena = fields->arena};
	html->classes = g_string_sized_new(256);
	html->caught = g_string_sized_new(256);
	html->heard = g_string_sized_new(256);
	html->unheard = SIZE_MAX / 2;
	parse_repaired(html, repair_html(fields->arena, body));
	g_string_free(html->classes, TRUE);
	g_string_free(html->caught, TRUE);
	g_string_free(html->heard, TRUE);
}
