/* SPDX-License-Identifier: MIT */
/*
 * Search in one text: what is found, written as from-to in bytes; a naive search over random text as the reference; and
 * texts that make careless searches quadratic.
 */
#include "find/match.h"

#include <glib.h>
#include <string.h>

#include "text/utf8.h"

/* All matches as "from-to from-to". */
static char *find_all(const char *query, struct span text)
{
	GString *out = g_string_new(NULL);
	struct pattern *pattern = pattern_new(span_of(query));
	size_t count = 0;
	struct match *matches = pattern ? pattern_find_all(pattern, text, &count) : NULL;
	g_assert_cmpint(matches != NULL, ==, count > 0);
	for (size_t i = 0; i < count; i++)
		g_string_append_printf(out, "%s%u-%u", i ? " " : "", matches[i].from, matches[i].to);
	g_free(matches);
	pattern_free(pattern);
	return g_string_free(out, FALSE);
}

static const struct {
	const char *query, *text, *found;
} cases[] = {
	{"", "text", ""},
	{"\u200B", "te\u200Bxt", ""}, /* nothing that can be seen */
	{"x", "", ""},
	{"美国", "在美国，美国人", "3-9 12-18"},
	{"aa", "aaaaa", "0-2 2-4"}, /* none overlapping */
	{"abab", "abacabababab", "4-8 8-12"},
	{"aab", "aaaab", "2-5"},
	{"biden", "Biden BIDEN ｂｉｄｅｎ", "0-5 6-11 12-27"},
	{"Biden", "Biden BIDEN Ｂｉｄｅｎ", "0-5 12-27"},
	{"ガス", "ｶﾞｽ ガス", "0-9 10-16"},
	{"g7", "在Ｇ7峰会", "3-7"},
	{"soft", "so\u00ADft", "0-6"},
	{"two words", "two words", "0-9"},
	{"two words", "two \t　words", "0-13"},
	{"two words", "two\nwords", "0-9"},
	{"two  words", "two words", "0-9"},
	{"two words", "twowords", ""},
	{"two words", "two\n\nwords", ""},
	{"two words", "two \n \n words", ""},
	{"twowords", "two\n\nwords", ""},
	{"end.", "the end.\n\nThe end.", "4-8 14-18"},
	{"x ", "x x\n\nx y", "0-2 5-7"},
	{" ", "a b　c", "1-2 3-6"},
	{"\xFF", "a\xFE", "1-2"}, /* bad bytes are all U+FFFD */
	{"美国", "美國 美国", "0-6 7-13"},
	{"がいこう", "ガイコウ か\u3099いこう", "0-12 13-28"},
	{"１２３", "a123", "1-4"},
	{"cafe", "Café cafe\u0301", "0-5 6-12"},
	{"Café", "CAFÉ Cafe", "6-10"},
	{"会社", "㍿ 會社", "0-3 4-10"}, /* within a character: all of it */
	{".", "…", "0-3"},
	{"カ", "が カ", "4-7"},
	{"ガ", "か\u3099 か", "0-6"},
	{"\u3099", "あ\u3099 か\u3099 が", "3-6"}, /* a mark is found where it stands by itself, not inside a letter */
	{"か", "か\u3099\u3099 か", "10-13"},
	{"が", "か\u3099\u3099", "0-6"},
};

static void test_cases(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *found = find_all(cases[i].query, span_of(cases[i].text));
		g_assert_cmpstr(found, ==, cases[i].found);
		g_free(found);
	}
}

static void test_from(void)
{
	struct pattern *pattern = pattern_new(SPAN("日本"));
	struct span text = SPAN("日本、日本日本");
	struct match match;
	g_assert_true(pattern_find(pattern, text, 0, &match));
	g_assert_cmpuint(match.from, ==, 0);
	g_assert_true(pattern_find(pattern, text, 3, &match));
	g_assert_cmpuint(match.from, ==, 9);
	g_assert_cmpuint(match.to, ==, 15);
	g_assert_true(pattern_find(pattern, text, 15, &match));
	g_assert_cmpuint(match.from, ==, 15);
	g_assert_false(pattern_find(pattern, text, 18, &match));
	g_assert_false(pattern_find(pattern, text, text.len, &match));
	pattern_free(pattern);
}

/* Pieces that meet each other in every kind of folding. */
static const char *const pieces[] = {
	"美", "國", "国", "圀", "が", "か", "\u3099", "ｶ", "ﾞ", "ガ", "っ", "ッ", "㍿", "株", "会", "會", "社", "…", ".", "．",
	"e", "é", "\u0301", "E", "Ｅ", "ﬁ", "f", "i", "ß", "s", "S", "ſ", "\u200B", "\u00AD", " ", "\n", "\u3000", "\u00A0",
	"가", "ᄀ", "ㅏ", "\u11A8", "각", "ㄱ", "α", "ά", "中", "\U00020000", "𐐀", "𐐨", "\xFF", "\xE5\x9C", "1", "①", "１",
};

static void append_pieces(GString *out, int most)
{
	int few = g_test_rand_bit() ? 4 : (int)G_N_ELEMENTS(pieces); /* texts of few kinds have more matches */
	int first = g_test_rand_int_range(0, (int)G_N_ELEMENTS(pieces) - few + 1);
	for (int i = g_test_rand_int_range(1, most + 1); i > 0; i--)
		g_string_append(out, pieces[first + g_test_rand_int_range(0, few)]);
}

/* Folded code points, white space joined: ' ', or 0 where it holds a blank line. */
static GArray *naive_tokens(struct span text, size_t from, enum fold_kind kind)
{
	GArray *tokens = g_array_new(FALSE, FALSE, sizeof(struct folded));
	struct fold fold = {.text = text, .at = from, .kind = kind};
	struct folded folded;
	bool space = false;
	unsigned line_feeds = 0;
	while (fold_next(&fold, &folded)) {
		struct folded *last = space ? &g_array_index(tokens, struct folded, tokens->len - 1) : NULL;
		bool now = code_is_space(folded.code);
		line_feeds = now ? (space ? line_feeds : 0) + (folded.code == '\n') : 0;
		if (now)
			folded.code = line_feeds > 1 ? 0 : ' ';
		if (now && space)
			*last = (struct folded){folded.code, last->from, folded.to};
		else
			g_array_append_val(tokens, folded);
		space = now;
	}
	return tokens;
}

static bool naive_find(GArray *wanted, struct span text, size_t from, enum fold_kind kind, struct match *match)
{
	GArray *tokens = naive_tokens(text, from, kind);
	bool found = false;
	for (guint i = 0; !found && i + wanted->len <= tokens->len; i++) {
		found = true;
		for (guint k = 0; found && k < wanted->len; k++)
			found = g_array_index(tokens, struct folded, i + k).code ==
			        g_array_index(wanted, struct folded, k).code;
		match->from = (uint32_t)g_array_index(tokens, struct folded, i).from;
		match->to = (uint32_t)g_array_index(tokens, struct folded, i + wanted->len - 1).to;
	}
	g_array_unref(tokens);
	return found;
}

/* What a walk in portions finds, and what the naive search does, each from the end of the match before. */
static void compare_with_naive(struct span query, struct span text, enum fold_kind kind, size_t portion)
{
	struct pattern *pattern = pattern_new_folded(query, kind);
	GArray *wanted = naive_tokens(query, 0, kind);
	for (guint i = 0; i < wanted->len; i++)
		if (g_array_index(wanted, struct folded, i).code == 0)
			g_array_index(wanted, struct folded, i).code = ' ';
	g_assert_cmpint(pattern != NULL, ==, wanted->len > 0);
	struct match found, naive = {0, 0};
	struct walk walk = {0};
	char *shown = g_strescape(text.at, NULL), *typed = g_strescape(query.at, NULL);
	g_test_message("kind %d, portion %zu: %s in %s", (int)kind, portion, typed, shown);
	g_free(shown);
	g_free(typed);
	if (pattern)
		walk = walk_begin(pattern, text, 0);
	while (pattern) {
		enum walk_result result = walk_next(&walk, portion, &found);
		if (result == WALK_MORE)
			continue;
		g_assert_cmpint(result == WALK_FOUND, ==, naive_find(wanted, text, naive.to, kind, &naive));
		if (result == WALK_END)
			break;
		g_assert_cmpuint(found.from, ==, naive.from);
		g_assert_cmpuint(found.to, ==, naive.to);
	}
	walk_end(&walk);
	pattern_free(pattern);
	g_array_unref(wanted);
}

static void test_against_naive(void)
{
	int rounds = g_test_thorough() ? 200000 : 20000;
	for (int round = 0; round < rounds; round++) {
		GString *text = g_string_new(NULL);
		GString *query = g_string_new(NULL);
		append_pieces(text, round % 8 == 0 ? 200 : 30);
		append_pieces(query, 4);
		for (enum fold_kind kind = FOLD_EXACT; kind <= FOLD_ALL; kind++)
			compare_with_naive((struct span){query->str, query->len}, (struct span){text->str, text->len},
			                   kind, round % 3 ? SIZE_MAX : (size_t)g_test_rand_int_range(1, 40));
		g_string_free(text, TRUE);
		g_string_free(query, TRUE);
	}
}

/* A million `unit`s, searched for a thousand of them and one thing more. Quadratic work would take minutes. */
static void test_hostile(void)
{
	static const char *const units[] = {"a", "ab", "中", " a", "\n"};
	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		GString *text = g_string_new(NULL);
		GString *query = g_string_new(NULL);
		for (int n = 0; n < 1000000; n++)
			g_string_append(text, units[i]);
		for (int n = 0; n < 1000; n++)
			g_string_append(query, units[i]);
		g_string_append(query, "!");
		gint64 start = g_get_monotonic_time();
		char *found = find_all(query->str, (struct span){text->str, text->len});
		g_assert_cmpstr(found, ==, "");
		g_assert_cmpint(g_get_monotonic_time() - start, <, 5 * G_USEC_PER_SEC);
		g_free(found);
		g_string_free(text, TRUE);
		g_string_free(query, TRUE);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/match/cases", test_cases);
	g_test_add_func("/match/from", test_from);
	g_test_add_func("/match/against-naive", test_against_naive);
	g_test_add_func("/match/hostile", test_hostile);
	return g_test_run();
}
