/* SPDX-License-Identifier: MIT */
/*
 * Events as one text: a line each for what begins, with its attributes, and what ends; runs of text are put together,
 * for where they are cut means nothing. An element that libxml2 drops without a word ends, as in html.c.
 */
#include "twin.h"

#include <glib.h>
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <stdlib.h>
#include <string.h>

#include "article/markup.h"
#include "article/repair.h"
#include "base/arena.h"

#define FIRST_OTHER_VERSION 21400

struct log {
	GString *out;
	xmlParserCtxt *parser;
	int depth;
	bool in_text;
};

bool twin_is_comparable(void)
{
	return atoi(xmlParserVersion) < FIRST_OTHER_VERSION;
}

static void put(struct log *log, const char *before, struct span text)
{
	g_string_append(log->out, before);
	g_string_append_len(log->out, text.at, (gssize)text.len);
	log->in_text = false;
}

static void put_attribute(struct log *log, struct span name, struct span value)
{
	put(log, "\n @", name);
	put(log, value.at ? "=" : "", value);
}

static void put_text(struct log *log, struct span text)
{
	if (text.len == 0)
		return;
	g_string_append(log->out, log->in_text ? "" : "\n#");
	g_string_append_len(log->out, text.at, (gssize)text.len);
	log->in_text = true;
}

static void end_down_to(struct log *log, int depth)
{
	for (; log->depth > depth; log->depth--)
		put(log, "\n>", (struct span){NULL, 0});
}

static void start_element(void *data, const xmlChar *name, const xmlChar **all)
{
	struct log *log = data;
	end_down_to(log, log->parser->nameNr - 1);
	put(log, "\n<", span_of((const char *)name));
	for (; all && all[0]; all += 2)
		put_attribute(log, span_of((const char *)all[0]), span_of((const char *)all[1]));
	log->depth++;
}

static void end_element(void *data, const xmlChar *name)
{
	struct log *log = data;
	(void)name;
	end_down_to(log, log->parser->nameNr - 1);
}

static void characters(void *data, const xmlChar *bytes, int len)
{
	put_text(data, (struct span){(const char *)bytes, (size_t)len});
}

static void read_by_library(struct log *log, struct span html)
{
	log->parser = htmlCreateMemoryParserCtxt(html.len > 0 ? html.at : " ", html.len > 0 ? (int)html.len : 1);
	*log->parser->sax = (htmlSAXHandler){
		.startElement = start_element,
		.endElement = end_element,
		.characters = characters,
		.ignorableWhitespace = characters,
		.cdataBlock = characters,
	};
	log->parser->userData = log;
	htmlCtxtUseOptions(log->parser, HTML_PARSE_RECOVER | HTML_PARSE_NODEFDTD | HTML_PARSE_NOERROR |
						HTML_PARSE_NOWARNING | HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
	xmlSwitchEncoding(log->parser, XML_CHAR_ENCODING_UTF8);
	htmlParseDocument(log->parser);
	end_down_to(log, 0);
	htmlFreeParserCtxt(log->parser);
}

static void replay(struct log *log, const struct markup *markup)
{
	for (uint32_t i = 0; i < markup->event_count; i++) {
		const struct markup_event *event = &markup->events[i];
		if (event->kind == MARKUP_END)
			end_down_to(log, log->depth - 1);
		if (event->kind == MARKUP_TEXT)
			put_text(log, event->text);
		if (event->kind != MARKUP_START)
			continue;
		put(log, "\n<", event->text);
		for (uint32_t k = 0; k < event->attributes; k++)
			put_attribute(log, markup->attributes[event->first + k].name,
				      markup->attributes[event->first + k].value);
		log->depth++;
	}
	end_down_to(log, 0);
}

/* The text around the first byte in which two logs differ; NULL where they are the same. */
static char *difference(struct span html, const char *ours, const char *theirs)
{
	size_t at = 0;
	if (strcmp(ours, theirs) == 0)
		return NULL;
	while (ours[at] == theirs[at])
		at++;
	size_t from = at > 200 ? at - 200 : 0;
	return g_strdup_printf("read alone:%.*s\nby libxml2:%.*s\nof: %.*s", 400, ours + from, 400, theirs + from,
			       (int)MIN(html.len, 2000), html.at);
}

/* What both parsers make of what repair_html() gave. */
static char *compare(struct span repaired, const struct markup *markup)
{
	struct log ours = {.out = g_string_new(NULL)}, theirs = {.out = g_string_new(NULL)};
	replay(&ours, markup);
	read_by_library(&theirs, repaired);
	char *found = difference(repaired, ours.out->str, theirs.out->str);
	g_string_free(ours.out, TRUE);
	g_string_free(theirs.out, TRUE);
	return found;
}

char *twin_difference(struct span html, bool *read)
{
	struct arena *arena = arena_new();
	struct span repaired = repair_html(arena, html, NULL);
	struct markup markup;
	*read = markup_read(arena, html, false, &markup) || markup_read(arena, repaired, true, &markup);
	char *found = *read ? compare(repaired, &markup) : NULL;
	arena_free(arena);
	return found;
}
