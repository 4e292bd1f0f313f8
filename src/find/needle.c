/* SPDX-License-Identifier: MIT */
/*
 * One term of a query. Each kind is a row of a table: the first match at or after a byte. Words near others are runs of
 * occurrences: all occurrences of all words in the order of the text, cut wherever the gap to the next one is too wide;
 * a run in which every word occurs is a match. Offsets are bytes, distances characters.
 */
#include "find/needle.h"

#include "text/utf8.h"

/* A code point has no more bytes than this. */
#define UTF8_LONGEST 4

enum kind { KIND_WORDS, KIND_EXACT, KIND_REGEX, KIND_NEAR };

struct needle {
	enum kind kind;
	struct pattern *pattern; /* KIND_WORDS */
	struct regex *regex;     /* KIND_REGEX */
	char *spelling;          /* KIND_WORDS, KIND_EXACT */
	size_t spelling_len;
	GPtrArray *words;        /* of struct pattern: KIND_NEAR */
	GPtrArray *spellings;    /* of these, as strings */
	unsigned distance;
};

static void free_pattern(void *pattern)
{
	pattern_free(pattern);
}

static struct needle *needle_new(enum kind kind, struct span spelling)
{
	struct needle *needle = g_new0(struct needle, 1);
	needle->kind = kind;
	needle->spelling = spelling.at ? span_dup(spelling) : NULL;
	needle->spelling_len = spelling.len;
	return needle;
}

struct needle *needle_words(struct span words)
{
	struct pattern *pattern = pattern_new(words);
	if (!pattern)
		return NULL;
	struct needle *needle = needle_new(KIND_WORDS, words);
	needle->pattern = pattern;
	return needle;
}

struct needle *needle_exact(struct span bytes)
{
	return bytes.len > 0 ? needle_new(KIND_EXACT, bytes) : NULL;
}

struct needle *needle_regex(struct span expression, struct regex_error *error)
{
	struct regex *regex = regex_new(expression, error);
	if (!regex)
		return NULL;
	struct needle *needle = needle_new(KIND_REGEX, (struct span){NULL, 0});
	needle->regex = regex;
	return needle;
}

struct needle *needle_near(const struct span *words, size_t count, unsigned distance)
{
	struct needle *needle = needle_new(KIND_NEAR, (struct span){NULL, 0});
	needle->words = g_ptr_array_new_with_free_func(free_pattern);
	needle->spellings = g_ptr_array_new_with_free_func(g_free);
	needle->distance = distance;
	for (size_t i = 0; i < count; i++) {
		struct pattern *pattern = pattern_new(words[i]);
		if (pattern)
			g_ptr_array_add(needle->words, pattern);
		g_ptr_array_add(needle->spellings, span_dup(words[i]));
	}
	if (count > 0 && needle->words->len == count)
		return needle;
	needle_free(needle);
	return NULL;
}

void needle_free(struct needle *needle)
{
	if (!needle)
		return;
	pattern_free(needle->pattern);
	regex_free(needle->regex);
	if (needle->words)
		g_ptr_array_unref(needle->words);
	if (needle->spellings)
		g_ptr_array_unref(needle->spellings);
	g_free(needle->spelling);
	g_free(needle);
}

struct span needle_spelling(const struct needle *needle)
{
	return (struct span){needle->spelling, needle->spelling_len};
}

/* One after the other ---------------------------------------------------------------------------------------------- */

static bool find_words(const struct needle *needle, struct span text, size_t from, struct match *match, bool *given_up)
{
	(void)given_up;
	return pattern_find(needle->pattern, text, from, match);
}

static bool find_exact(const struct needle *needle, struct span text, size_t from, struct match *match, bool *given_up)
{
	(void)given_up;
	text = span_cut(text, 0, UINT32_MAX);
	if (from > text.len)
		return false;
	size_t at = span_find(span_from(text, from), needle_spelling(needle));
	if (at == SPAN_NONE)
		return false;
	*match = (struct match){(uint32_t)(from + at), (uint32_t)(from + at + needle->spelling_len)};
	return true;
}

static bool find_regex(const struct needle *needle, struct span text, size_t from, struct match *match, bool *given_up)
{
	return regex_find(needle->regex, text, from, match, given_up);
}

static bool (*const finders[])(const struct needle *needle, struct span text, size_t from, struct match *match,
                               bool *given_up) = {
	[KIND_WORDS] = find_words,
	[KIND_EXACT] = find_exact,
	[KIND_REGEX] = find_regex,
};

/* Near each other -------------------------------------------------------------------------------------------------- */

struct occurrence {
	struct match match;
	guint word;
};

static int by_place(const void *a, const void *b)
{
	const struct match *one = &((const struct occurrence *)a)->match,
			   *other = &((const struct occurrence *)b)->match;
	if (one->from != other->from)
		return one->from < other->from ? -1 : 1;
	return (one->to > other->to) - (one->to < other->to);
}

/* All occurrences of all words by place; empty as soon as one word has none. */
static GArray *occurrences_of(const struct needle *needle, struct span text)
{
	GArray *found = g_array_new(FALSE, FALSE, sizeof(struct occurrence));
	for (guint word = 0; word < needle->words->len; word++) {
		size_t count;
		struct match *matches = pattern_find_all(g_ptr_array_index(needle->words, word), text, &count);
		if (!matches) {
			g_array_set_size(found, 0);
			break;
		}
		for (size_t i = 0; i < count; i++) {
			struct occurrence occurrence = {matches[i], word};
			g_array_append_val(found, occurrence);
		}
		g_free(matches);
	}
	g_array_sort(found, by_place);
	return found;
}

/* True where what lies between is short enough and in one paragraph. */
static bool is_gap(const struct needle *needle, struct span text, uint32_t from, uint32_t to)
{
	if (to <= from)
		return true;
	if (to - from > (uint64_t)needle->distance * UTF8_LONGEST)
		return false;
	struct span gap = span_cut(text, from, to);
	return utf8_length(gap) <= needle->distance && span_find(gap, SPAN("\n\n")) == SPAN_NONE;
}

/* Reads the run that begins at `at`, which moves behind it; true where every word is in it. */
static bool take_run(const struct needle *needle, struct span text, const GArray *found, guint *at, guint *last_run,
                     struct match *run)
{
	guint first = *at, words = 0;
	*run = g_array_index(found, struct occurrence, first).match;
	for (; *at < found->len; ++*at) {
		const struct occurrence *next = &g_array_index(found, struct occurrence, *at);
		if (!is_gap(needle, text, run->to, next->match.from))
			break;
		run->to = MAX(run->to, next->match.to);
		words += last_run[next->word] <= first;
		last_run[next->word] = *at + 1;
	}
	return words == needle->words->len;
}

static size_t find_near(const struct needle *needle, struct span text, size_t most, GArray *matches)
{
	GArray *found = occurrences_of(needle, text);
	guint *last_run = g_new0(guint, needle->words->len); /* where each word was met last, from 1 */
	size_t count = 0;
	for (guint at = 0; at < found->len && count < most;) {
		struct match run;
		if (!take_run(needle, text, found, &at, last_run, &run))
			continue;
		g_array_append_val(matches, run);
		count++;
	}
	g_free(last_run);
	g_array_unref(found);
	return count;
}

/* Both ------------------------------------------------------------------------------------------------------------- */

static size_t find_most(const struct needle *needle, struct span text, size_t most, GArray *matches, bool *given_up)
{
	if (needle->kind == KIND_NEAR)
		return find_near(needle, text, most, matches);
	size_t count = 0;
	struct match match;
	for (size_t from = 0; count < most && finders[needle->kind](needle, text, from, &match, given_up); count++) {
		g_array_append_val(matches, match);
		from = match.to;
	}
	return count;
}

bool needle_occurs(const struct needle *needle, struct span text, bool *given_up)
{
	struct match match;
	if (text.len == 0)
		return false;
	if (needle->kind != KIND_NEAR)
		return finders[needle->kind](needle, text, 0, &match, given_up);
	GArray *matches = g_array_new(FALSE, FALSE, sizeof(struct match));
	size_t count = find_near(needle, text, 1, matches);
	g_array_unref(matches);
	return count > 0;
}

/* In portions ------------------------------------------------------------------------------------------------------ */

static enum walk_result look_for_words(const struct needle *needle, struct needle_look *look, size_t bytes)
{
	struct match match;
	if (!look->begun)
		look->walk = walk_begin(needle->pattern, look->text, 0);
	look->begun = true;
	return walk_next(&look->walk, bytes, &match);
}

static enum walk_result look_for_exact(const struct needle *needle, struct needle_look *look, size_t bytes)
{
	struct span here = span_cut(look->text, look->at, look->at + bytes + needle->spelling_len);
	look->at += bytes;
	if (span_find(here, needle_spelling(needle)) != SPAN_NONE)
		return WALK_FOUND;
	return look->at < look->text.len ? WALK_MORE : WALK_END;
}

static enum walk_result look_for_regex(const struct needle *needle, struct needle_look *look, size_t bytes)
{
	return regex_find_on(needle->regex, look->text, bytes, &look->place, &look->given_up);
}

/* No run goes on behind an empty line: a portion ends at one, and the next one begins there. */
static enum walk_result look_for_near(const struct needle *needle, struct needle_look *look, size_t bytes)
{
	struct span text = look->text;
	size_t from = look->at, to = MIN(from + bytes, text.len), gap = span_find(span_from(text, to), SPAN("\n\n"));
	size_t end = gap == SPAN_NONE ? text.len : to + gap;
	look->at = end;
	while (end < text.len && g_ascii_isspace(text.at[end]))
		end++;
	GArray *matches = g_array_new(FALSE, FALSE, sizeof(struct match));
	size_t count = find_near(needle, span_cut(text, from, end), 1, matches);
	g_array_unref(matches);
	if (count > 0)
		return WALK_FOUND;
	return look->at < text.len ? WALK_MORE : WALK_END;
}

enum walk_result needle_look_on(const struct needle *needle, struct needle_look *look, size_t bytes)
{
	static enum walk_result (*const looks[])(const struct needle *, struct needle_look *, size_t) = {
		[KIND_WORDS] = look_for_words,
		[KIND_EXACT] = look_for_exact,
		[KIND_REGEX] = look_for_regex,
		[KIND_NEAR] = look_for_near,
	};
	return looks[needle->kind](needle, look, bytes);
}

void needle_look_end(struct needle_look *look)
{
	if (look->begun)
		walk_end(&look->walk);
	*look = (struct needle_look){.begun = false};
}

size_t needle_find_all(const struct needle *needle, struct span text, size_t most, GArray *matches)
{
	return text.len > 0 ? find_most(needle, text, most, matches, NULL) : 0;
}

bool needle_literals(const struct needle *needle, void (*take)(void *data, unsigned branch, struct span literal),
                     void *data)
{
	if (needle->kind == KIND_REGEX)
		regex_literals(needle->regex, take, data);
	for (guint i = 0; needle->kind == KIND_NEAR && i < needle->spellings->len; i++)
		take(data, 0, span_of(g_ptr_array_index(needle->spellings, i)));
	if (needle->spelling)
		take(data, 0, needle_spelling(needle));
	return needle->kind == KIND_WORDS && fold_smart(needle_spelling(needle)) == FOLD_ALL;
}
