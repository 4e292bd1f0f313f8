/* SPDX-License-Identifier: MIT */
/*
 * What the entries of front matter mean: one table of keys, a reader for each meaning. A value on one line is text,
 * never typed; only an entry of several lines goes to libyaml, alone. What YAML refuses is still read, with a warning.
 */
#include "article/front_matter.h"

#include <glib/gi18n.h>
#include <string.h>

#include "article/address.h"
#include "article/date.h"
#include "article/entity.h"
#include "article/scalar.h"
#include "base/yaml.h"
#include "text/utf8.h"

enum meaning {
	MEANS_TITLE,
	MEANS_DATE,
	MEANS_AUTHOR,
	MEANS_EDITOR,
	MEANS_ADDRESS,
	MEANS_SOURCE, /* an address, or else the name of the outlet */
	MEANS_SITE,
	MEANS_TAGS,
	MEANS_LANGUAGE,
	MEANS_LAYOUT
};

/*
 * The keys of Jekyll, Hexo, Hugo, Wiki.js, Zola and of tools that clip pages, for each meaning the best first; case, -
 * and _ do not count.
 */
static const struct key {
	const char *name;
	enum meaning meaning;
} keys[] = {
	{"title", MEANS_TITLE},
	{"headline", MEANS_TITLE},
	{"date", MEANS_DATE},
	{"published", MEANS_DATE},
	{"publishdate", MEANS_DATE},
	{"pubdate", MEANS_DATE},
	{"datepublished", MEANS_DATE},
	{"publishedat", MEANS_DATE},
	{"publishtime", MEANS_DATE},
	{"datecreated", MEANS_DATE},
	{"createdat", MEANS_DATE},
	{"created", MEANS_DATE},
	{"author", MEANS_AUTHOR},
	{"authors", MEANS_AUTHOR},
	{"byline", MEANS_AUTHOR},
	{"by", MEANS_AUTHOR},
	{"writer", MEANS_AUTHOR},
	{"creator", MEANS_AUTHOR},
	{"editor", MEANS_EDITOR},
	{"editors", MEANS_EDITOR},
	{"from", MEANS_SOURCE},
	{"sourceurl", MEANS_ADDRESS},
	{"originalurl", MEANS_ADDRESS},
	{"original", MEANS_ADDRESS},
	{"source", MEANS_SOURCE},
	{"url", MEANS_ADDRESS},
	{"link", MEANS_ADDRESS},
	{"canonical", MEANS_ADDRESS},
	{"canonicalurl", MEANS_ADDRESS},
	{"site", MEANS_SITE},
	{"sitename", MEANS_SITE},
	{"publisher", MEANS_SITE},
	{"publication", MEANS_SITE},
	{"outlet", MEANS_SITE},
	{"tags", MEANS_TAGS},
	{"tag", MEANS_TAGS},
	{"keywords", MEANS_TAGS},
	{"categories", MEANS_TAGS},
	{"category", MEANS_TAGS},
	{"lang", MEANS_LANGUAGE},
	{"language", MEANS_LANGUAGE},
	{"locale", MEANS_LANGUAGE},
	{"layout", MEANS_LAYOUT},
};

#define KEY_COUNT G_N_ELEMENTS(keys)

G_STATIC_ASSERT(KEY_COUNT <= FRONT_KEYS);

/* Parts the words of a name. */
static bool is_joint(char c)
{
	return c == '-' || c == '_' || c == ' ';
}

/* By the first letter: the first key that begins so, and for each key the next one; numbers from 1, 0: none. */
struct heads {
	uint8_t first[UINT8_MAX + 1], next[KEY_COUNT];
};

/* A constant that is worked out once, whichever thread asks first. */
static const struct heads *known_heads(void)
{
	static const struct heads *known;
	if (g_once_init_enter(&known)) {
		struct heads *heads = g_new0(struct heads, 1);
		for (size_t i = KEY_COUNT; i-- > 0;) {
			uint8_t *first = &heads->first[(uint8_t)keys[i].name[0]];
			heads->next[i] = *first;
			*first = (uint8_t)(i + 1);
		}
		g_once_init_leave(&known, heads);
	}
	return known;
}

/* Whether `name` is this key. */
static bool is_key(struct span name, const char *key)
{
	for (size_t at = 0; at < name.len; at++) {
		if (is_joint(name.at[at]))
			continue;
		if (!*key || (name.at[at] | 0x20) != *key) /* keys are small letters */
			return false;
		key++;
	}
	return !*key;
}

size_t front_key(struct span name)
{
	const struct heads *heads = known_heads();
	while (name.len > 0 && is_joint(name.at[0]))
		name = span_from(name, 1);
	if (name.len == 0)
		return FRONT_KEYS;
	for (size_t at = heads->first[(uint8_t)g_ascii_tolower(name.at[0])]; at > 0; at = heads->next[at - 1])
		if (is_key(name, keys[at - 1].name))
			return at - 1;
	return FRONT_KEYS;
}

static void warn_repaired(struct matter *matter, size_t index, const struct entry *entry)
{
	fields_warn(matter->fields, "front-matter", entry->line, N_("the value of “%s” was read as plain text"),
	            keys[index].name);
}

/* What YAML would not take for plain text: `a: b`, a reserved sign at the beginning, text behind a list. */
static bool is_refused(struct span value)
{
	if (!value.len || value.at[0] == '"' || value.at[0] == '\'')
		return false;
	if (strchr("@`%&*!", value.at[0]))
		return true;
	if (value.at[0] == '[' || value.at[0] == '{')
		return span_find_last(value, value.at[0] == '[' ? SPAN("]") : SPAN("}")) + 1 != value.len;
	return span_find(value, SPAN(": ")) != SPAN_NONE || span_ends(value, SPAN(":"));
}

static struct span one_line(struct matter *matter, size_t index, const struct entry *entry)
{
	bool repaired = matter->sign == ':' && is_refused(entry->value);
	struct span text = scalar_text(matter->scratch, entry->value, &repaired);
	if (repaired)
		warn_repaired(matter, index, entry);
	return text;
}

/* The lines of an entry that no YAML reader takes, joined by blanks. */
static struct span joined_lines(struct matter *matter, const struct entry *entry)
{
	struct span lines = {entry->value.at, (size_t)(entry->lines.at + entry->lines.len - entry->value.at)}, line,
		    joined;
	GString *out = g_string_new(NULL);
	while (span_line(&lines, &line)) {
		line = span_trim(line);
		if (line.len && out->len)
			g_string_append_c(out, ' ');
		g_string_append_len(out, line.at, (gssize)line.len);
	}
	joined = arena_copy(matter->scratch, (struct span){out->str, out->len});
	g_string_free(out, TRUE);
	return scalar_text(matter->scratch, joined, NULL);
}

/* An entry of several lines as a tree; NULL where YAML refuses it (then it warns) and for TOML. */
static const struct yaml *structured(struct matter *matter, const struct entry *entry)
{
	struct yaml_error error = {0};
	const struct yaml *root;
	if (matter->sign != ':')
		return NULL;
	root = yaml_read(matter->scratch, entry->lines, &error);
	if (root && root->kind == YAML_MAP && root->first)
		return root->first;
	fields_warn(matter->fields, "front-matter", entry->line + (error.line ? error.line - 1 : 0), "%s",
	            error.message ? error.message : N_("not a value"));
	return NULL;
}

typedef void (*take_value)(struct matter *matter, const struct key *key, struct span text);

/* A person in a list may be a map: its name counts. */
static struct span node_text(const struct yaml *node)
{
	const struct yaml *name = node->kind == YAML_MAP ? yaml_get(node, "name") : node;
	return name && name->kind == YAML_TEXT ? name->text : (struct span){NULL, 0};
}

/* Gives every value of a tree of one level to `take`. */
static void each_node(struct matter *matter, const struct key *key, const struct yaml *node, take_value take)
{
	struct span rest, line;
	if (node->kind == YAML_LIST) {
		for (const struct yaml *child = node->first; child; child = child->next)
			take(matter, key, node_text(child));
		return;
	}
	rest = node_text(node);
	while (span_line(&rest, &line))
		take(matter, key, line);
}

/* The items of lines that begin with a dash, for lists that YAML refused. */
static void each_dash(struct matter *matter, const struct key *key, const struct entry *entry, take_value take)
{
	struct span lines = entry->lines, line;
	span_line(&lines, &line);
	while (span_line(&lines, &line)) {
		line = span_trim(line);
		if (span_starts(line, SPAN("-")))
			take(matter, key, scalar_text(matter->scratch, span_from(line, 1), NULL));
	}
}

static void each_item(struct matter *matter, const struct key *key, struct span list, take_value take, bool *repaired)
{
	struct span item;
	while (scalar_item(matter->scratch, &list, &item, repaired))
		take(matter, key, item);
}

/*
 * Gives the values of a list to `take`, in whatever way it is written. `split`: commas part a value without brackets.
 */
static void each_value(struct matter *matter, size_t index, const struct entry *entry, bool split, take_value take)
{
	bool list = span_starts(entry->value, SPAN("["));
	bool repaired = false;
	if (entry->many) {
		const struct yaml *node = structured(matter, entry);
		if (node)
			each_node(matter, &keys[index], node, take);
		else if (entry->value.len)
			each_item(matter, &keys[index], joined_lines(matter, entry), take, &repaired);
		else
			each_dash(matter, &keys[index], entry, take);
		return;
	}
	if (list || split)
		each_item(matter, &keys[index], entry->value, take, &repaired);
	else
		take(matter, &keys[index], one_line(matter, index, entry));
	if (repaired)
		warn_repaired(matter, index, entry);
}

/* The value as one text. */
static struct span whole_value(struct matter *matter, size_t index, const struct entry *entry)
{
	const struct yaml *node;
	if (!entry->many)
		return one_line(matter, index, entry);
	node = structured(matter, entry);
	if (node && node->kind == YAML_TEXT)
		return node->text;
	if (node && node->first && node->first->kind == YAML_TEXT)
		return node->first->text;
	return node ? (struct span){NULL, 0} : joined_lines(matter, entry);
}

static void take_title(struct matter *matter, size_t index, const struct entry *entry)
{
	struct span text = whole_value(matter, index, entry);
	if (!span_equal(text, SPAN("~")))
		fields_offer(matter->fields, FIELD_TITLE, ORIGIN_FRONT_MATTER,
		             entity_decode_twice(matter->scratch, text));
}

static void take_date(struct matter *matter, size_t index, const struct entry *entry)
{
	struct span text = whole_value(matter, index, entry);
	size_t comment = span_find(text, SPAN(" #"));
	text = span_cut(text, 0, comment == SPAN_NONE ? text.len : comment);
	fields_offer_date(matter->fields, ORIGIN_FRONT_MATTER, date_parse(text));
}

/* Wiki.js names the program that a page was edited with. */
static bool is_program(struct span name)
{
	static const char *const programs[] = {"markdown", "ckeditor", "code", "wysiwyg",
	                                       "visual",   "asciidoc", "api",  "redirect"};
	for (size_t i = 0; i < G_N_ELEMENTS(programs); i++)
		if (span_equal(name, span_of(programs[i])))
			return true;
	return false;
}

static void take_person(struct matter *matter, const struct key *key, struct span name)
{
	size_t at = 0;
	if (key->meaning == MEANS_EDITOR && is_program(name))
		return;
	name = span_trim_wide(entity_decode_twice(matter->scratch, name));
	if (scalar_is_null(name))
		return;
	if (matter->people->len)
		g_string_append(matter->people, code_is_cjk(utf8_next(name, &at)) ? "、" : ", ");
	g_string_append_len(matter->people, name.at, (gssize)name.len);
}

static void take_people(struct matter *matter, size_t index, const struct entry *entry)
{
	enum field field = keys[index].meaning == MEANS_EDITOR ? FIELD_EDITOR : FIELD_AUTHOR;
	matter->people = g_string_new(NULL);
	each_value(matter, index, entry, false, take_person);
	fields_offer(matter->fields, field, ORIGIN_FRONT_MATTER,
	             (struct span){matter->people->str, matter->people->len});
	g_string_free(matter->people, TRUE);
}

/* The address inside <...> and [text](...). */
static struct span address_inside(struct span text)
{
	size_t link = span_find_last(text, SPAN("]("));
	text = span_trim_wide(text);
	if (span_starts(text, SPAN("[")) && link != SPAN_NONE && span_ends(text, SPAN(")")))
		return span_cut(text, link + 2, text.len - 1);
	if (span_starts(text, SPAN("<")) && span_ends(text, SPAN(">")))
		return span_cut(text, 1, text.len - 1);
	return text;
}

static void take_site(struct matter *matter, size_t index, const struct entry *entry)
{
	struct span text = whole_value(matter, index, entry);
	if (!scalar_is_null(text))
		fields_offer(matter->fields, FIELD_SITE, ORIGIN_FRONT_MATTER,
		             entity_decode_twice(matter->scratch, text));
}

/* What is no address of the web, but a path or another scheme, is no name of an outlet either. */
static void take_address(struct matter *matter, size_t index, const struct entry *entry)
{
	struct span text = address_inside(whole_value(matter, index, entry));
	if (address_is_web(text))
		fields_offer(matter->fields, FIELD_URL, ORIGIN_FRONT_MATTER, text);
	else if (keys[index].meaning == MEANS_SOURCE && span_find(text, SPAN("/")) == SPAN_NONE &&
	         span_find(text, SPAN(":")) == SPAN_NONE && !scalar_is_null(text))
		fields_offer(matter->fields, FIELD_SITE, ORIGIN_FRONT_MATTER,
		             entity_decode_twice(matter->scratch, text));
}

static void take_tag(struct matter *matter, const struct key *key, struct span tag)
{
	(void)key;
	tag = entity_decode(matter->scratch, tag);
	if (!scalar_is_null(tag))
		fields_tag(matter->fields, tag);
}

/* Keywords and categories are tags only where there are none. */
static void take_tags(struct matter *matter, size_t index, const struct entry *entry)
{
	if (!matter->fields->tag_count)
		each_value(matter, index, entry, true, take_tag);
}

static void take_language(struct matter *matter, size_t index, const struct entry *entry)
{
	fields_offer(matter->fields, FIELD_LANGUAGE, ORIGIN_FRONT_MATTER, whole_value(matter, index, entry));
}

static void take_layout(struct matter *matter, size_t index, const struct entry *entry)
{
	matter->fields->layout = arena_copy(matter->fields->arena, whole_value(matter, index, entry));
}

void front_fields_take(struct matter *matter)
{
	static void (*const take[])(struct matter *, size_t, const struct entry *) = {
		[MEANS_TITLE] = take_title,   [MEANS_DATE] = take_date,       [MEANS_AUTHOR] = take_people,
		[MEANS_EDITOR] = take_people, [MEANS_ADDRESS] = take_address, [MEANS_SOURCE] = take_address,
		[MEANS_SITE] = take_site,     [MEANS_TAGS] = take_tags,       [MEANS_LANGUAGE] = take_language,
		[MEANS_LAYOUT] = take_layout,
	};
	for (size_t i = 0; i < KEY_COUNT; i++) {
		const struct entry *entry = &matter->found[i];
		if (entry->repeated)
			fields_warn(matter->fields, "front-matter", entry->line,
			            N_("“%s” stands here again; the last one counts"), keys[i].name);
		if (entry->lines.at && (entry->value.len || entry->many))
			take[keys[i].meaning](matter, i, entry);
	}
}
