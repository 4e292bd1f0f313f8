/* SPDX-License-Identifier: MIT */
/*
 * What a page says of itself in JSON-LD, in the words of schema.org. The article is the first thing of a known type; it
 * may stand alone, in a list, or in a @graph, and what it names (author, publisher, page) is a text, a thing or a list.
 */
#include <glib.h>

#include "article/date.h"
#include "article/entity.h"
#include "article/fields.h"
#include "base/json_read.h"

/* Types of things that are an article: the better first. */
static const char *const types[] = {
	"NewsArticle",
	"Article",
	"BlogPosting",
	"ReportageNewsArticle",
	"AnalysisNewsArticle",
	"OpinionNewsArticle",
	"BackgroundNewsArticle",
	"ReviewNewsArticle",
	"LiveBlogPosting",
	"SocialMediaPosting",
	"DiscussionForumPosting",
	"TechArticle",
	"ScholarlyArticle",
	"Report",
	"WebPage",
};

/* From the first bracket to the last: without the comment or CDATA marks that some pages put around it. */
static struct span without_wrapping(struct span json)
{
	static const struct span cdata = SPAN("[CDATA[");
	size_t from = span_find(json, cdata), to;
	from = from == SPAN_NONE ? 0 : from + cdata.len;
	while (from < json.len && json.at[from] != '{' && json.at[from] != '[')
		from++;
	to = span_find_last(json, json.at && from < json.len && json.at[from] == '[' ? SPAN("]") : SPAN("}"));
	return to == SPAN_NONE ? (struct span){NULL, 0} : span_cut(json, from, to + 1);
}

static bool has_type(const struct json_node *thing, const char *type)
{
	const struct json_node *value = json_get(thing, "@type");
	if (!value || value->kind == JSON_TEXT)
		return value && span_equal(value->text, span_of(type));
	for (const struct json_node *child = value->first; child; child = child->next)
		if (child->kind == JSON_TEXT && span_equal(child->text, span_of(type)))
			return true;
	return false;
}

/* The first thing of this type among `list` and its neighbours, or in their @graph. */
static const struct json_node *thing_of_type(const struct json_node *list, const char *type)
{
	for (const struct json_node *thing = list; thing; thing = thing->next) {
		const struct json_node *graph = json_get(thing, "@graph");

		if (has_type(thing, type))
			return thing;
		for (const struct json_node *inner = graph ? graph->first : NULL; inner; inner = inner->next)
			if (has_type(inner, type))
				return inner;
	}
	return NULL;
}

/* The text of a value: itself, its name or its id, or that of its first element. */
static struct span text_of(const struct json_node *value, const char *name)
{
	if (value && value->kind == JSON_LIST)
		value = value->first;
	if (value && value->kind == JSON_MAP)
		value = json_get(value, name);
	return value && value->kind == JSON_TEXT ? value->text : (struct span){NULL, 0};
}

/* All names in a list of people, joined; the outlet itself is no person. */
static void offer_authors(struct fields *fields, const struct json_node *authors, struct span outlet)
{
	const struct json_node *author = authors && authors->kind == JSON_LIST ? authors->first : authors;
	bool list = author != authors;
	GString *names = g_string_new(NULL);
	for (unsigned n = 0; author && n < 16; n++, author = list ? author->next : NULL) {
		struct span name = text_of(author, "name");
		if (!name.len || span_equal_nocase(name, outlet))
			continue;
		g_string_append_printf(names, "%s%.*s", names->len ? ", " : "", (int)name.len, name.at);
	}
	fields_offer(fields, FIELD_AUTHOR, ORIGIN_JSON_LD, (struct span){names->str, names->len});
	g_string_free(names, TRUE);
}

static void offer_text(struct fields *fields, enum field field, struct span text)
{
	fields_offer(fields, field, ORIGIN_JSON_LD, entity_decode_twice(fields->arena, text));
}

void fields_json_ld(struct fields *fields, struct span json)
{
	const struct json_node *root = json_read(fields->arena, without_wrapping(json)), *thing = NULL;
	const struct json_node *list = root && root->kind == JSON_LIST ? root->first : root;
	struct span outlet;
	for (size_t i = 0; i < G_N_ELEMENTS(types) && !thing; i++)
		thing = thing_of_type(list, types[i]);
	if (!thing)
		return;
	outlet = text_of(json_get(thing, "publisher"), "name");
	offer_text(fields, FIELD_TITLE, text_of(json_get(thing, "headline"), "@value"));
	if (!has_type(thing, "WebPage"))
		offer_text(fields, FIELD_TITLE, text_of(json_get(thing, "name"), "@value"));
	offer_text(fields, FIELD_SITE, outlet);
	offer_authors(fields, json_get(thing, "author"), outlet);
	offer_text(fields, FIELD_URL, text_of(json_get(thing, "mainEntityOfPage"), "@id"));
	offer_text(fields, FIELD_URL, text_of(json_get(thing, "url"), "@id"));
	offer_text(fields, FIELD_LANGUAGE, text_of(json_get(thing, "inLanguage"), "alternateName"));
	fields_offer_date(fields, ORIGIN_JSON_LD, date_parse(text_of(json_get(thing, "datePublished"), "@value")));
	fields_offer_date(fields, ORIGIN_JSON_LD, date_parse(text_of(json_get(thing, "dateCreated"), "@value")));
}
