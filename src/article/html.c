/* SPDX-License-Identifier: MIT */
/*
 * HTML into the builder: the repaired source is cut into tags and text, by markup.c where it has no surprises and by
 * libxml2 where it has; one table says what each tag does, and a stack that mirrors the parser's own says what is open.
 * Nothing inside a hidden element gets through. No tree is made, nothing is looked up outside the bytes, and libxml2's
 * stack of names is kept short, for it is searched from end to end whenever a tag closes that was never opened.
 */
#include "article/html.h"

#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

#include "article/draft.h"
#include "article/format.h"
#include "article/hints.h"
#include "article/markup.h"
#include "article/repair.h"

/* How many of the outer elements are forgotten when more than HTML_DEPTH are open; <html> and <body> never are. */
#define DEPTH_FORGOTTEN 256
#define DEPTH_KEPT 2

/* Attributes ------------------------------------------------------------------------------------------------------ */

struct span attribute(const struct attributes *attributes, const char *name)
{
	struct span wanted = span_of(name);
	for (size_t i = 0; i < attributes->count; i++)
		if (span_equal(attributes->all[i].name, wanted))
			return attributes->all[i].value.at ? attributes->all[i].value : SPAN("");
	return (struct span){NULL, 0};
}

struct span attribute_first(const struct attributes *attributes, const char *const *names)
{
	for (; *names; names++) {
		struct span value = span_trim(attribute(attributes, *names));
		if (value.len > 0)
			return value;
	}
	return (struct span){NULL, 0};
}

int attribute_number(const struct attributes *attributes, const char *name)
{
	struct span value = span_trim(attribute(attributes, name));
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

static struct seen see(struct span names)
{
	return (struct seen){names, hints_of(names), html_names_author(names)};
}

/* What `names` tell. The values that libxml2 gives do not stay, so nothing is remembered of them. */
static struct seen read_names(struct html *html, struct span names)
{
	if (names.len == 0 || html->parser)
		return see(names);
	size_t last = names.len - 1, sum = names.len * 31u + (unsigned char)names.at[last] * 7u +
					   (unsigned char)names.at[last / 2] * 3u + (unsigned char)names.at[0];
	struct seen *seen = &html->seen[sum % HTML_SEEN];
	if (!span_equal(seen->names, names))
		*seen = see(names);
	return *seen;
}

static void read_attribute(struct html *html, struct attributes *attributes, struct span name, struct span value)
{
	if (span_equal(name, SPAN("class"))) {
		struct seen seen = read_names(html, value);
		attributes->classes = value;
		attributes->hints |= seen.hints;
		attributes->author = seen.author;
	} else if (span_equal(name, SPAN("id")) || span_equal(name, SPAN("role"))) {
		attributes->hints |= hints_of(value);
	} else if (span_equal(name, SPAN("itemprop"))) {
		attributes->itemprop = value;
		attributes->hints |= hints_of(value);
	} else if (span_equal(name, SPAN("rel"))) {
		attributes->rel = value;
	} else if (span_equal(name, SPAN("hidden"))) {
		attributes->hide = true;
	} else if (span_equal(name, SPAN("style"))) {
		attributes->hide |= style_hides(value);
	}
}

/* All that is asked of every element, in one walk over what it has. */
static struct attributes read_attributes(struct html *html, const struct attribute *all, size_t count)
{
	struct attributes attributes = {.all = all, .count = count};
	for (size_t i = 0; i < count; i++)
		read_attribute(html, &attributes, all[i].name, all[i].value);
	attributes.hide |= (attributes.hints & HINT_HIDDEN) != 0;
	return attributes;
}

/* What tags do ---------------------------------------------------------------------------------------------------- */

static void open_role(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	struct element element = {.role = (enum role)tag->what, .hints = attributes->hints | tag->hints};
	builder_open(html->builder, &element);
}

static void close_role(struct html *html, const struct tag *tag)
{
	builder_close(html->builder, (enum role)tag->what);
}

static void open_heading(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	struct element element = {
		.role = ROLE_HEADING, .level = (unsigned)(tag->name[1] - '0'), .hints = attributes->hints | tag->hints};
	builder_open(html->builder, &element);
}

static void open_ordered(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	int start = attribute_number(attributes, "start");
	struct element element = {
		.role = ROLE_LIST, .start = start > 0 ? (unsigned)start : 1, .hints = attributes->hints | tag->hints};
	builder_open(html->builder, &element);
}

/* Over how many columns or rows a cell stands; no table of data needs more than a byte for it. */
static uint8_t span_of_cell(const struct attributes *attributes, const char *name)
{
	return (uint8_t)CLAMP(attribute_number(attributes, name), 0, UINT8_MAX);
}

static void open_cell(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	struct element element = {
		.role = ROLE_CELL,
		.header = tag->name[1] == 'h',
		.wide = span_of_cell(attributes, "colspan"),
		.tall = span_of_cell(attributes, "rowspan"),
		.hints = attributes->hints | tag->hints,
	};
	builder_open(html->builder, &element);
}

static void open_mark(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	(void)attributes;
	builder_mark(html->builder, (enum mark_kind)tag->what);
}

static void close_mark(struct html *html, const struct tag *tag)
{
	builder_unmark(html->builder, (enum mark_kind)tag->what);
}

static void open_link(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	(void)tag;
	struct span href = attribute(attributes, "href");
	if (href.at)
		builder_link(html->builder, href);
}

static void close_link(struct html *html, const struct tag *tag)
{
	(void)tag;
	builder_unlink(html->builder);
}

static void open_break(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	(void)tag, (void)attributes;
	builder_break(html->builder);
}

static void open_rule(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	(void)tag, (void)attributes;
	builder_rule(html->builder);
}

/* 漢字(かんじ): the reading stands in brackets behind what it is read from. */
static void open_reading(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	(void)tag, (void)attributes;
	builder_text(html->builder, SPAN("("));
}

static void close_reading(struct html *html, const struct tag *tag)
{
	(void)tag;
	builder_text(html->builder, SPAN(")"));
}

static void open_quotation(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	(void)tag, (void)attributes;
	builder_text(html->builder, SPAN("\u201C"));
}

static void close_quotation(struct html *html, const struct tag *tag)
{
	(void)tag;
	builder_text(html->builder, SPAN("\u201D"));
}

/* The table ------------------------------------------------------------------------------------------------------- */

#define ROLE(name, role)                                                                                               \
	{                                                                                                              \
		name, open_role, close_role, role, false, 0                                                            \
	}
#define MARK(name, kind)                                                                                               \
	{                                                                                                              \
		name, open_mark, close_mark, kind, false, 0                                                            \
	}
#define HIDE(name)                                                                                                     \
	{                                                                                                              \
		name, NULL, NULL, 0, true, 0                                                                           \
	}
#define BESIDE(name, hint)                                                                                             \
	{                                                                                                              \
		name, open_role, close_role, ROLE_NAVIGATION, false, hint                                              \
	}
#define PLAIN(name, open, close)                                                                                       \
	{                                                                                                              \
		name, open, close, 0, false, 0                                                                         \
	}

/* In the order of strcmp(). Tags that are missing are transparent: they neither part words nor hide anything. */
static const struct tag tags[] = {
	PLAIN("a", open_link, close_link),
	PLAIN("abbr", open_abbreviation, NULL),
	ROLE("address", ROLE_PARAGRAPH),
	PLAIN("amp-img", open_picture, NULL),
	HIDE("applet"),
	ROLE("article", ROLE_ARTICLE),
	BESIDE("aside", 0),
	{"audio", open_media, close_media, 0, true, 0},
	MARK("b", MARK_STRONG),
	ROLE("blockquote", ROLE_QUOTE),
	ROLE("body", ROLE_GROUP),
	PLAIN("br", open_break, NULL),
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
	BESIDE("footer", HINT_NAVIGATION),
	BESIDE("form", HINT_FORM),
	{"h1", open_heading, close_role, ROLE_HEADING, false, 0},
	{"h2", open_heading, close_role, ROLE_HEADING, false, 0},
	{"h3", open_heading, close_role, ROLE_HEADING, false, 0},
	{"h4", open_heading, close_role, ROLE_HEADING, false, 0},
	{"h5", open_heading, close_role, ROLE_HEADING, false, 0},
	{"h6", open_heading, close_role, ROLE_HEADING, false, 0},
	BESIDE("header", 0),
	ROLE("hgroup", ROLE_GROUP),
	PLAIN("hr", open_rule, NULL),
	PLAIN("html", open_html, NULL),
	MARK("i", MARK_EMPHASIS),
	{"iframe", open_frame, NULL, 0, true, 0},
	PLAIN("image", open_picture, NULL),
	PLAIN("img", open_picture, NULL),
	MARK("kbd", MARK_CODE),
	ROLE("legend", ROLE_PARAGRAPH),
	ROLE("li", ROLE_ITEM),
	PLAIN("link", open_link_element, NULL),
	ROLE("listing", ROLE_PREFORMATTED),
	ROLE("main", ROLE_ARTICLE),
	HIDE("map"),
	MARK("mark", MARK_EMPHASIS),
	ROLE("menu", ROLE_LIST),
	PLAIN("meta", open_meta, NULL),
	BESIDE("nav", HINT_NAVIGATION),
	HIDE("noframes"),
	HIDE("noscript"),
	HIDE("object"),
	{"ol", open_ordered, close_role, ROLE_LIST, false, 0},
	HIDE("option"),
	ROLE("p", ROLE_PARAGRAPH),
	ROLE("plaintext", ROLE_PREFORMATTED),
	ROLE("pre", ROLE_PREFORMATTED),
	PLAIN("q", open_quotation, close_quotation),
	HIDE("rp"),
	PLAIN("rt", open_reading, close_reading),
	MARK("s", MARK_DELETED),
	MARK("samp", MARK_CODE),
	{"script", open_script, close_script, 0, true, 0},
	ROLE("section", ROLE_GROUP),
	HIDE("select"),
	PLAIN("source", open_source, NULL),
	MARK("strike", MARK_DELETED),
	MARK("strong", MARK_STRONG),
	HIDE("style"),
	MARK("sub", MARK_SUBSCRIPT),
	ROLE("summary", ROLE_PARAGRAPH),
	MARK("sup", MARK_SUPERSCRIPT),
	HIDE("svg"),
	ROLE("table", ROLE_TABLE),
	{"td", open_cell, close_role, ROLE_CELL, false, 0},
	HIDE("template"),
	HIDE("textarea"),
	{"th", open_cell, close_role, ROLE_CELL, false, 0},
	PLAIN("time", open_time, NULL),
	{"title", open_title, close_title, 0, true, 0},
	ROLE("tr", ROLE_ROW),
	MARK("tt", MARK_CODE),
	ROLE("ul", ROLE_LIST),
	MARK("var", MARK_EMPHASIS),
	{"video", open_media, close_media, 0, true, 0},
	ROLE("xmp", ROLE_PREFORMATTED),
};

static int compare_tag(const void *name, const void *tag)
{
	return strcmp(name, ((const struct tag *)tag)->name);
}

/* Names come from the parsers in lower case. */
static const struct tag *find_tag(const char *name)
{
	return bsearch(name, tags, G_N_ELEMENTS(tags), sizeof tags[0], compare_tag);
}

/* The same for the names that markup.c knows by number: a constant that is worked out once, whoever asks first. */
static const struct tag *const *known_tags(void)
{
	static const struct tag *const *known;
	if (g_once_init_enter(&known)) {
		const struct tag **made = g_new0(const struct tag *, NAME_COUNT);
		for (size_t name = NAME_UNKNOWN + 1; name < NAME_COUNT; name++)
			made[name] = find_tag(markup_rules[name].name.at);
		g_once_init_leave(&known, (const struct tag *const *)made);
	}
	return known;
}

/* Events of the parsers ------------------------------------------------------------------------------------------- */

static bool is_hidden(const struct html *html)
{
	return html->depth > 0 && html->stack[html->depth - 1].hidden;
}

static void pop(struct html *html)
{
	if (html->depth == html->listening)
		html_stop_listening(html);
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
	if (html->depth <= HTML_DEPTH - 1 || html->parser->nameNr < HTML_DEPTH - 1)
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

/* Whether a frame of the source is not closed (<iframe/>, too): it has no end but that of what it stands in. */
static bool has_open_frame(struct html *html)
{
	struct span rest = html->source;
	size_t begun = 0, ended = 0;
	if (html->frames != FRAMES_UNKNOWN)
		return html->frames == FRAMES_OPEN;
	for (size_t at; (at = span_find_nocase(rest, SPAN("iframe"))) != SPAN_NONE; rest = span_from(rest, at + 1)) {
		begun += at > 0 && rest.at[at - 1] == '<';
		ended += at > 0 && rest.at[at - 1] == '/';
	}
	html->frames = begun > ended ? FRAMES_OPEN : FRAMES_CLOSED;
	return begun > ended;
}

/* A block in a frame is for who shows no frames; but behind one that is not closed it is what follows the frame. */
static void leave_frame(struct html *html, const struct tag *block)
{
	struct open *top = html->depth > 0 ? &html->stack[html->depth - 1] : NULL;
	bool is_block = block->open == open_role || block->open == open_heading;
	if (is_block && top && top->tag && top->tag->open == open_frame && has_open_frame(html))
		top->hidden = html->depth > 1 && html->stack[html->depth - 2].hidden;
}

static void begin_element(struct html *html, const struct tag *tag, const struct attribute *all, size_t count)
{
	if (tag)
		leave_frame(html, tag);
	bool hidden = is_hidden(html);
	struct attributes attributes = read_attributes(html, all, count);
	if (tag && tag->open && (!hidden || tag->open == open_source))
		tag->open(html, tag, &attributes);
	hidden |= (tag && tag->hides) || attributes.hide;
	html->stack[html->depth++] = (struct open){tag, hidden};
	if (!hidden && count > 0)
		html_listen(html, &attributes);
}

static void take_text(struct html *html, struct span text)
{
	if (html->catching) {
		g_string_append_len(html->caught, text.at, (gssize)text.len);
		return;
	}
	if (html->listening > 0 && html->heard->len < HTML_HEARD)
		g_string_append_len(html->heard, text.at, (gssize)MIN(text.len, HTML_HEARD));
	else
		html->unheard += text.len;
	builder_text(html->builder, text);
}

/* What was read without libxml2. */
static void take_markup(struct html *html, const struct markup *markup)
{
	const struct tag *const *known = known_tags();
	for (uint32_t i = 0; i < markup->event_count; i++) {
		const struct markup_event *event = &markup->events[i];
		if (event->kind == MARKUP_END)
			pop(html);
		else if (event->kind == MARKUP_START)
			begin_element(html, event->name ? known[event->name] : find_tag(event->text.at),
				      event->attributes ? markup->attributes + event->first : NULL, event->attributes);
		else if (!is_hidden(html) || html->catching)
			take_text(html, event->text);
	}
}

/* The attributes as libxml2 gives them, a list that ends with NULL; gives how many. */
static size_t take_attributes(struct html *html, const xmlChar **all)
{
	uint32_t count = 0;
	for (; all && all[0]; all += 2) {
		html->attributes = draft_room(html->arena, html->attributes, count, &html->attribute_room,
					      sizeof *html->attributes);
		html->attributes[count++] = (struct attribute){
			.name = span_of((const char *)all[0]),
			.value = standin_resolve(&html->standins, span_of((const char *)all[1])),
		};
	}
	return count;
}

static void start_element(void *data, const xmlChar *name, const xmlChar **all)
{
	struct html *html = data;
	mirror(html, html->parser->nameNr - 1);
	size_t count = take_attributes(html, all);
	begin_element(html, find_tag((const char *)name), html->attributes, count);
	forget_outer(html);
}

static void end_element(void *data, const xmlChar *name)
{
	struct html *html = data;
	(void)name;
	mirror(html, html->parser->nameNr - 1);
}

static void characters(void *data, const xmlChar *bytes, int len)
{
	struct html *html = data;
	if (!is_hidden(html) || html->catching)
		take_text(html, standin_resolve(&html->standins, (struct span){(const char *)bytes, (size_t)len}));
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

static void parse_by_library(struct html *html, struct span body)
{
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
	htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NODEFDTD | HTML_PARSE_NOERROR |
					   HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
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
	html->builder = builder; /* field by field: it is large, and zero already */
	html->fields = fields;
	html->arena = fields->arena;
	html->stack = arena_grow(fields->arena, NULL, 0, (HTML_DEPTH + 1) * sizeof *html->stack);
	html->unheard = SIZE_MAX / 2;
	html->source = body;
	set_up_once();
	struct markup markup;
	if (markup_read(html->arena, body, false, &markup) ||
	    markup_read(html->arena, repair_html(html->arena, body, NULL), true, &markup))
		take_markup(html, &markup);
	else
		parse_by_library(html, repair_html(html->arena, body, &html->standins));
	if (html->caught)
		g_string_free(html->caught, TRUE);
	if (html->heard)
		g_string_free(html->heard, TRUE);
}
