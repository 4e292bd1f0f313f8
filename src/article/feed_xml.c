/* SPDX-License-Identifier: MIT */
/*
 * RSS 0.9 to 2.0, RSS 1.0 and Atom in one vocabulary: what an element means is told by its name, with the prefix that
 * everybody gives its namespace, and stands in one table. An element ends where it is closed, or where the item that
 * holds it ends or another begins, so one that was never closed spoils one item and not the rest.
 */
#include "article/feed_item.h"

#include "article/entity.h"
#include "article/xml.h"
#include "text/charset.h"

struct xml_feed {
	struct bundle base;
	struct arena *arena;   /* the text, the head */
	struct arena *scratch; /* the present item */
	struct xml xml;
	bool inside; /* the element that speaks of the feed has begun */
	bool entry;  /* the item is one of Atom: a text is plain where nothing else is said */
	struct feed_head head;
	struct feed_keys keys;
	struct feed_item item;
};

/* What stands in an element. */
struct child {
	struct xml_token open;
	struct span text;   /* without references; tags are left out */
	struct span markup; /* as it stands, where it has tags; else {NULL, 0} */
};

static bool is_name(struct span name, const char *wanted)
{
	return span_equal_nocase(name, span_of(wanted));
}

/*
 * Elements -----------------------------------------------------------------------------------------------------------
 */

static bool is_item(struct span name)
{
	return is_name(name, "item") || is_name(name, "entry") || is_name(name, "atom:entry") ||
	       is_name(name, "rss:item");
}

static void append_text(struct arena *arena, GString *out, const struct xml_token *token)
{
	struct span text = token->plain ? token->text : entity_decode(arena, token->text);
	g_string_append_len(out, text.at, (gssize)text.len);
}

/* Reads what the element that was just opened holds, to its end. */
static struct child read_child(struct xml_feed *feed, struct arena *arena, const struct xml_token *open)
{
	struct child child = {.open = *open, .text = SPAN("")};
	GString *text = g_string_new(NULL);
	struct xml_token token;
	size_t same = 0, end = feed->xml.at;
	bool tags = false;
	while (!open->empty && xml_next(&feed->xml, &token)) {
		end = token.from;
		if ((token.kind == XML_OPEN && is_item(token.name)) ||
		    (token.kind == XML_CLOSE && is_item(token.name))) {
			feed->xml.at = token.from; /* it was never closed */
			break;
		}
		if (token.kind == XML_CLOSE && span_equal(token.name, open->name) && same-- == 0)
			break;
		same += token.kind == XML_OPEN && !token.empty && span_equal(token.name, open->name);
		tags |= token.kind == XML_OPEN;
		if (token.kind == XML_TEXT)
			append_text(arena, text, &token);
		end = token.to;
	}
	child.text = span_trim(arena_copy(arena, (struct span){text->str, text->len}));
	if (tags)
		child.markup = span_cut(feed->xml.input, open->to, end);
	g_string_free(text, TRUE);
	return child;
}

/* The text of the first element of this name in markup. */
static struct span inner_text(struct xml_feed *feed, struct span markup, const char *name)
{
	struct xml_feed inner = {.xml = {.input = markup}};
	struct xml_token token;
	while (xml_next(&inner.xml, &token))
		if (token.kind == XML_OPEN && is_name(xml_local(token.name), name))
			return read_child(&inner, feed->scratch, &token).text;
	return (struct span){NULL, 0};
}

static struct span attribute_of(struct xml_feed *feed, const struct child *child, const char *name)
{
	struct span value = xml_attribute(&child->open, name);
	return value.at ? span_trim(entity_decode(feed->scratch, value)) : value;
}

/*
 * What elements mean -------------------------------------------------------------------------------------------------
 */

static enum feed_text kind_of(struct xml_feed *feed, const struct child *child)
{
	struct span type = attribute_of(feed, child, "type");
	if (child->markup.at || span_equal(type, SPAN("html")) || span_equal(type, SPAN("xhtml")) ||
	    span_equal(type, SPAN("text/html")))
		return FEED_MARKUP;
	if (span_equal(type, SPAN("text")) || span_equal(type, SPAN("text/plain")) || (feed->entry && !type.len))
		return FEED_PLAIN;
	return type.len > 0 ? FEED_NONE : FEED_EITHER;
}

static void take_title(struct xml_feed *feed, const struct child *child, int rank)
{
	enum feed_text kind = kind_of(feed, child);
	feed_keep(&feed->item.title, child->markup.at ? child->markup : child->text, kind ? kind : FEED_EITHER, rank);
}

static void take_file(struct xml_feed *feed, const struct child *child, const char *url)
{
	struct feed_file file = {
		.url = attribute_of(feed, child, url),
		.type = attribute_of(feed, child, "type"),
		.size = attribute_of(feed, child, "length"),
		.title = attribute_of(feed, child, "title"),
	};
	if (file.size.len == 0)
		file.size = attribute_of(feed, child, "fileSize");
	feed_file(&feed->item, &file);
}

static void take_enclosure(struct xml_feed *feed, const struct child *child, int rank)
{
	(void)rank;
	take_file(feed, child, "url");
}

/* A text that lies elsewhere is a file. */
static void take_body(struct xml_feed *feed, const struct child *child, int rank)
{
	enum feed_text kind = kind_of(feed, child);
	if (attribute_of(feed, child, "src").len > 0)
		take_file(feed, child, "src");
	else if (kind != FEED_NONE)
		feed_keep(&feed->item.body, child->markup.at ? child->markup : child->text, kind, rank);
}

static void take_link(struct xml_feed *feed, const struct child *child, int rank)
{
	struct span url = attribute_of(feed, child, "href"), kind = attribute_of(feed, child, "rel");
	if (is_name(kind, "enclosure"))
		take_file(feed, child, "href");
	else if (url.len > 0 && (kind.len == 0 || is_name(kind, "alternate")))
		feed_keep(&feed->item.url, url, FEED_PLAIN, rank);
	else if (url.len == 0)
		feed_keep(&feed->item.url, child->text, FEED_PLAIN, rank);
}

/* The id may be the address; where it says that it is not, it is not. */
static void take_id(struct xml_feed *feed, const struct child *child, int rank)
{
	if (feed->item.id.len == 0)
		feed->item.id = child->text;
	if (!is_name(attribute_of(feed, child, "isPermaLink"), "false"))
		feed_keep(&feed->item.url, child->text, FEED_PLAIN, rank);
}

static void take_url(struct xml_feed *feed, const struct child *child, int rank)
{
	feed_keep(&feed->item.url, child->text, FEED_PLAIN, rank);
}

static void take_date(struct xml_feed *feed, const struct child *child, int rank)
{
	feed_keep(&feed->item.date, child->text, FEED_PLAIN, rank);
}

/* <name> in Atom; "address (name)" in RSS. */
static struct span person_of(struct xml_feed *feed, const struct child *child)
{
	struct span name = child->text;
	size_t open = span_find(name, SPAN("("));
	if (child->markup.at)
		return inner_text(feed, child->markup, "name");
	if (open != SPAN_NONE && open > 0 && span_ends(name, SPAN(")")))
		name = span_cut(name, open + 1, name.len - 1);
	return name;
}

static void take_author(struct xml_feed *feed, const struct child *child, int rank)
{
	(void)rank;
	feed_author(&feed->item, person_of(feed, child));
}

static void take_tag(struct xml_feed *feed, const struct child *child, int rank)
{
	struct span label = attribute_of(feed, child, "label");
	(void)rank;
	if (label.len == 0)
		label = attribute_of(feed, child, "term");
	feed_tag(&feed->item, label.len > 0 ? label : child->text);
}

static void take_language(struct xml_feed *feed, const struct child *child, int rank)
{
	(void)rank;
	feed->item.language = child->text;
}

static void take_source(struct xml_feed *feed, const struct child *child, int rank)
{
	(void)rank;
	feed->item.source = child->markup.at ? inner_text(feed, child->markup, "title") : child->text;
}

/* Where several say the same, the one of the highest rank is believed. */
static const struct meaning {
	const char *name;
	void (*take)(struct xml_feed *feed, const struct child *child, int rank);
	int rank;
} meanings[] = {
	{"title", take_title, 2},
	{"dc:title", take_title, 1},
	{"link", take_link, 3},
	{"origLink", take_url, 4},
	{"guid", take_id, 2},
	{"id", take_id, 1},
	{"pubDate", take_date, 5},
	{"published", take_date, 5},
	{"issued", take_date, 5},
	{"dc:date", take_date, 4},
	{"dcterms:issued", take_date, 4},
	{"dcterms:created", take_date, 3},
	{"created", take_date, 3},
	{"updated", take_date, 2},
	{"modified", take_date, 2},
	{"author", take_author, 0},
	{"dc:creator", take_author, 0},
	{"category", take_tag, 0},
	{"dc:subject", take_tag, 0},
	{"content:encoded", take_body, 5},
	{"content", take_body, 4},
	{"xhtml:body", take_body, 4},
	{"body", take_body, 4},
	{"description", take_body, 3},
	{"summary", take_body, 2},
	{"enclosure", take_enclosure, 0},
	{"media:content", take_enclosure, 0},
	{"dc:language", take_language, 0},
	{"source", take_source, 0},
};

/* Prefixes that say nothing, for it is the feed's own language that they stand for. */
static const char *const own_prefixes[] = {"atom", "atom03", "a10", "rss", "feedburner"};

static struct span known_name(struct span name)
{
	struct span prefix = xml_prefix(name);
	for (size_t i = 0; i < G_N_ELEMENTS(own_prefixes); i++)
		if (is_name(prefix, own_prefixes[i]))
			return xml_local(name);
	return name;
}

static void take_child(struct xml_feed *feed, const struct child *child)
{
	struct span name = known_name(child->open.name);
	for (size_t i = 0; i < G_N_ELEMENTS(meanings); i++) {
		if (!is_name(name, meanings[i].name))
			continue;
		meanings[i].take(feed, child, meanings[i].rank);
		return;
	}
}

static void read_item(struct xml_feed *feed, const struct xml_token *open)
{
	struct xml_token token;
	struct child child;
	arena_reset(feed->scratch);
	feed->entry = is_name(xml_local(open->name), "entry");
	feed->item = (struct feed_item){.language = xml_attribute(open, "xml:lang")};
	if (open->empty)
		return;
	while (xml_next(&feed->xml, &token)) {
		if (token.kind == XML_CLOSE && is_item(token.name))
			return;
		if (token.kind == XML_OPEN && is_item(token.name)) {
			feed->xml.at = token.from; /* the last one was never closed */
			return;
		}
		if (token.kind != XML_OPEN)
			continue;
		child = read_child(feed, feed->scratch, &token);
		take_child(feed, &child);
	}
}

/*
 * What a feed says of itself -----------------------------------------------------------------------------------------
 */

static void keep(struct span *value, struct span text)
{
	if (value->len == 0)
		*value = text;
}

static void read_head(struct xml_feed *feed, const struct xml_token *open)
{
	struct span name = known_name(open->name);
	struct child child;
	if (is_name(name, "channel") || is_name(name, "feed") || is_name(name, "rss") || is_name(name, "rdf:RDF")) {
		feed->inside = true;
		keep(&feed->head.language, xml_attribute(open, "xml:lang"));
		return;
	}
	if (!feed->inside)
		return;
	child = read_child(feed, feed->arena, open);
	if (is_name(name, "title"))
		keep(&feed->head.title, without_tags(feed->arena, child.text));
	else if (is_name(name, "language") || is_name(name, "dc:language"))
		keep(&feed->head.language, child.text);
	else if (is_name(name, "author") && child.markup.at)
		keep(&feed->head.author, arena_copy(feed->arena, person_of(feed, &child)));
}

/*
 * The bundle ---------------------------------------------------------------------------------------------------------
 */

static bool accepts(struct span start)
{
	struct xml xml = {.input = span_starts(start, SPAN("\xEF\xBB\xBF")) ? span_from(start, 3) : start};
	struct xml_token token;
	while (xml_next(&xml, &token)) {
		if (token.kind == XML_OPEN && is_name(token.name, "rdf:RDF"))
			return span_find(token.text, SPAN("/rss/")) != SPAN_NONE;
		if (token.kind != XML_TEXT || span_trim(token.text).len > 0)
			return token.kind == XML_OPEN && (is_name(token.name, "rss") || is_name(token.name, "feed") ||
			                                  is_name(token.name, "atom:feed"));
	}
	return false;
}

static struct bundle *open_feed(struct window *window)
{
	struct xml_feed *feed = g_new0(struct xml_feed, 1);
	feed->arena = arena_new();
	feed->scratch = arena_new();
	feed->xml.input = charset_decode(feed->arena, window->bytes, (struct span){NULL, 0}).text;
	return &feed->base;
}

/* What was read since byte `from`, where that stands in the document itself and not in what was made of it. */
static struct span source_of(const struct xml_feed *feed, size_t from)
{
	struct span all = feed->base.window.bytes, input = feed->xml.input;
	bool same = input.at >= all.at && input.at + input.len <= all.at + all.len;
	return same ? span_cut(input, from, feed->xml.at) : (struct span){NULL, 0};
}

static bool next(struct bundle *bundle, struct bundle_item *item)
{
	struct xml_feed *feed = (struct xml_feed *)bundle;
	struct xml_token token;
	while (xml_next(&feed->xml, &token)) {
		if (token.kind != XML_OPEN)
			continue;
		if (!is_item(token.name)) {
			read_head(feed, &token);
			continue;
		}
		read_item(feed, &token);
		item->key = feed_key(&feed->keys, &feed->item);
		item->size = feed->item.body.text.len;
		item->hash = feed_hash(&feed->item, &feed->head);
		item->source = source_of(feed, token.from);
		return true;
	}
	return false;
}

static void parse(struct bundle *bundle, struct arena *scratch, struct parsed *parsed)
{
	const struct xml_feed *feed = (const struct xml_feed *)bundle;
	feed_parse(&feed->item, &feed->head, bundle->path, scratch, parsed);
}

static void close_feed(struct bundle *bundle)
{
	struct xml_feed *feed = (struct xml_feed *)bundle;
	feed_keys_clear(&feed->keys);
	arena_free(feed->arena);
	arena_free(feed->scratch);
	g_free(feed);
}

const struct bundle_kind bundle_feed = {accepts, false, open_feed, next, parse, close_feed};
