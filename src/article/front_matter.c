/* SPDX-License-Identifier: MIT */
/*
 * Front matter: a block of `key: value` lines (YAML, between --- and ---, or in a comment of HTML) or `key = value`
 * lines (TOML, between +++ and +++) at the head of a file. Lines become entries here; an entry is its line and what
 * continues it. Only known keys are kept, so aliases and deep nesting elsewhere cost nothing. Every line is looked at a
 * constant number of times.
 */
#include "article/front_matter.h"

#include <glib/gi18n.h>
#include <string.h>

#include "article/preamble.h"
#include "article/scalar.h"

/* Tables of TOML whose keys count where they do not stand at the top as well. */
static const char *const sections[] = {"taxonomies", "extra", "params"};

static bool is_fence(struct span line, const char *fence)
{
	if (line.len == 0 || line.at[0] != fence[0])
		return false;
	return span_equal(span_trim(line), span_of(fence)) && span_starts(line, span_of(fence));
}

static bool is_indented(struct span line)
{
	return line.len > 0 && (line.at[0] == ' ' || line.at[0] == '\t');
}

/*
 * Splits `key: value`. A blank must follow the colon and none stand inside the key, but for keys that are known. False
 * where the line is none; `value` is trimmed.
 */
static bool split_line(struct span line, char sign, size_t *key, struct span *value)
{
	size_t at = sign == ':' ? span_find(line, SPAN(":")) : span_find(line, SPAN("="));
	struct span name;
	if (at == SPAN_NONE || at == 0 || strchr("#-[]{},'>|", line.at[0]))
		return false;
	name = span_trim(span_cut(line, 0, at));
	*value = span_trim(span_from(line, at + 1));
	if (name.len > 2 && name.at[0] == '"' && name.at[name.len - 1] == '"')
		name = span_cut(name, 1, name.len - 1);
	*key = front_key(name);
	if (*key < FRONT_KEYS)
		return true;
	if (sign == ':' && at + 1 < line.len && line.at[at + 1] != ' ' && line.at[at + 1] != '\t')
		return false;
	return name.len > 0 && !memchr(name.at, ' ', name.len);
}

/* [taxonomies] and the like in TOML. */
static bool take_section(struct matter *matter, struct span line)
{
	struct span name = matter->sign == '=' ? span_trim(line) : SPAN("");
	if (!span_starts(name, SPAN("[")) || !span_ends(name, SPAN("]")))
		return false;
	name = span_trim(span_cut(name, 1, name.len - 1));
	matter->section = true;
	matter->skipped = true;
	for (size_t i = 0; i < G_N_ELEMENTS(sections); i++)
		if (span_equal(name, span_of(sections[i])))
			matter->skipped = false;
	return true;
}

/* | and > with their signs, and nothing else. */
static bool is_block_scalar(struct span value)
{
	if (!value.len || (value.at[0] != '|' && value.at[0] != '>'))
		return false;
	for (size_t i = 1; i < value.len && value.at[i] != ' '; i++)
		if (!strchr("+-0123456789", value.at[i]))
			return false;
	return true;
}

static bool is_open_list(struct span value)
{
	return value.len > 0 && (value.at[0] == '[' || value.at[0] == '{') &&
	       span_find(value, SPAN("]")) == SPAN_NONE && span_find(value, SPAN("}")) == SPAN_NONE;
}

/* Any line that begins an entry; an indented one only where its key is known. */
static bool is_key_line(struct span line, char sign)
{
	struct span value;
	size_t key;
	if (!is_indented(line))
		return split_line(line, sign, &key, &value);
	return split_line(span_trim(line), sign, &key, &value) && key < FRONT_KEYS;
}

/*
 * The length of the lines at the beginning of `text` that belong to an open value, with the one that closes it; 0 for
 * none.
 */
static size_t open_len(struct span text, struct span value, char sign)
{
	struct span rest = text, line;
	bool list = is_open_list(value);
	char close = list ? (value.at[0] == '[' ? ']' : '}') : value.at[0];
	while (span_line(&rest, &line)) {
		struct span end = span_trim(line);
		if (is_key_line(line, sign))
			return 0;
		if (span_ends(end, SPAN(",")))
			end.len--;
		if (end.len && end.at[end.len - 1] == close)
			return (size_t)(rest.at - text.at);
	}
	return 0;
}

/* The length of the lines at the beginning of `text` that continue an entry with this value. */
static size_t continuation_len(const struct matter *matter, struct span text, struct span value)
{
	struct span rest = text, line;
	size_t len = 0;
	bool structured = !value.len || is_block_scalar(value);
	if (is_open_list(value) || scalar_is_open(value))
		len = open_len(text, value, matter->sign);
	if (len)
		return len;
	while (span_line(&rest, &line)) {
		bool item = !value.len && span_starts(line, SPAN("-")) && !is_fence(line, "---");
		if (span_is_blank(line))
			continue;
		if (!item && !is_indented(line))
			break;
		if (!structured && is_key_line(line, matter->sign))
			break;
		len = (size_t)(rest.at - text.at);
	}
	return len;
}

static unsigned count_lines(struct span text)
{
	unsigned lines = 0;
	for (size_t end; (end = span_find(text, SPAN("\n"))) != SPAN_NONE; lines++)
		text = span_from(text, end + 1);
	return lines;
}

/*
 * Reads the entry that begins with `line`; `rest` is what follows it and moves behind the entry. False where it is
 * none.
 */
static bool take_entry(struct matter *matter, struct span line, struct span *rest, unsigned number)
{
	struct span value, begin = is_indented(line) ? span_trim(line) : line;
	size_t len, index;
	if (!split_line(begin, matter->sign, &index, &value))
		return false;
	if (is_indented(line) && index == FRONT_KEYS)
		return false;
	matter->keys++;
	matter->prose = false;
	len = continuation_len(matter, *rest, value);
	if (index < FRONT_KEYS && !matter->skipped && !(matter->section && matter->found[index].lines.at)) {
		struct span lines = {begin.at, (size_t)(rest->at - begin.at) + len};
		matter->found[index] =
			(struct entry){value, lines, number, len > 0, matter->found[index].lines.at != NULL};
	}
	*rest = span_from(*rest, len);
	return true;
}

/* Sorts all lines of `text` into entries; `number` is the number of its first line. */
static void read_lines(struct matter *matter, struct span text, unsigned number)
{
	struct span line;
	bool after_blank = false;
	while (text.len > 0) {
		const char *begin = text.at;
		span_line(&text, &line);
		bool blank = span_is_blank(line);
		if (!blank && line.at[0] != '#' && !take_section(matter, line) &&
		    !take_entry(matter, line, &text, number)) {
			matter->strays++;
			matter->prose = matter->prose || after_blank;
		}
		after_blank = blank;
		number += count_lines((struct span){begin, (size_t)(text.at - begin)});
	}
}

static const struct {
	const char *fence, *end[2]; /* how it begins; how it ends */
	char sign;
} kinds[] = {
	{"---", {"---", "..."}, ':'},
	{"+++", {"+++", "+++"}, '='},
	{"<!--", {"-->", "-->"}, ':'}, /* Wiki.js, in pages of HTML */
};

/* Finds the line that ends the block; `inner` gets what stands before it and `text` moves behind it. */
static bool find_end(struct span *text, const char *const end[2], struct span *inner)
{
	struct span rest = *text, line;
	for (const char *begin = rest.at; span_line(&rest, &line); begin = rest.at) {
		if (!is_fence(line, end[0]) && !is_fence(line, end[1]))
			continue;
		*inner = (struct span){text->at, (size_t)(begin - text->at)};
		*text = rest;
		return true;
	}
	return false;
}

/* Prose between two rules is no front matter, nor is a block that was never closed and met a rule further down. */
static bool is_front_matter(const struct matter *matter, struct span inner)
{
	return span_is_blank(inner) || (matter->keys > 0 && matter->keys >= matter->strays && !matter->prose);
}

static unsigned count_known(const struct matter *matter)
{
	unsigned known = 0;
	for (size_t i = 0; i < FRONT_KEYS; i++)
		known += matter->found[i].lines.at != NULL;
	return known;
}

/*
 * A block that is never closed is body, but its lines up to the first blank one still say what they say: where there
 * are two known keys and nothing else, they are fields too.
 */
static void read_unclosed(struct matter *matter, struct span text, unsigned number)
{
	struct span rest = text, line;
	const char *end = text.at;
	while (span_line(&rest, &line) && !span_is_blank(line))
		end = rest.at;
	read_lines(matter, (struct span){text.at, (size_t)(end - text.at)}, number);
	if (count_known(matter) < 2 || matter->strays > 0)
		return;
	fields_warn(matter->fields, "front-matter", number - 1, N_("the front matter is never closed"));
	front_fields_take(matter);
}

/* Hexo's older form ends with --- and begins with a key: known keys and nothing else, without a blank line between. */
static bool read_headless(struct matter *matter, struct span *text, unsigned number)
{
	struct span rest = *text, line, value, inner;
	size_t key;
	if (!span_line(&rest, &line) || !split_line(line, ':', &key, &value) || key == FRONT_KEYS)
		return false;
	for (const char *begin = rest.at; span_line(&rest, &line) && !span_is_blank(line); begin = rest.at) {
		if (!is_fence(line, "---"))
			continue;
		inner = (struct span){text->at, (size_t)(begin - text->at)};
		matter->sign = ':';
		read_lines(matter, inner, number);
		if (count_known(matter) < 2 || matter->strays > 0)
			return false;
		front_fields_take(matter);
		*text = rest;
		return true;
	}
	return false;
}

bool front_matter_read(struct arena *scratch, struct fields *fields, struct span *text)
{
	struct span rest = *text, first = rest, line, inner;
	struct matter matter = {.scratch = scratch, .fields = fields};
	unsigned number = 1;
	for (; span_line(&rest, &line) && span_is_blank(line); number++)
		first = rest;
	for (size_t i = 0; i < G_N_ELEMENTS(kinds) && rest.len > 0; i++) {
		if (!is_fence(line, kinds[i].fence))
			continue;
		matter.sign = kinds[i].sign;
		if (!find_end(&rest, kinds[i].end, &inner)) {
			read_unclosed(&matter, rest, number + 1);
			return false;
		}
		read_lines(&matter, inner, number + 1);
		if (!is_front_matter(&matter, inner))
			return false;
		front_fields_take(&matter);
		*text = rest;
		return true;
	}
	if (!read_headless(&matter, &first, number))
		return false;
	*text = first;
	return true;
}
