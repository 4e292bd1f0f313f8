/* SPDX-License-Identifier: MIT */
/*
 * A part of the index: what a term and a regular expression ask of it; that its bytes give back what was put in, and
 * nothing worse than nothing when they are damaged.
 */
#include <glib.h>
#include <locale.h>
#include <string.h>

#include "find/index.h"
#include "find/literals.h"
#include "find/match.h"

/* Terms ------------------------------------------------------------------------------------------------------------ */

static void terms_ask(void)
{
	static const struct {
		const char *term;
		guint keys;
		bool exact;
	} cases[] = {
		{"的", 1, true},     {"美國", 1, true},   {"日美同盟", 4, false}, {"a", 1, true},      {"G7", 1, true},
		{"abc", 1, true},    {"abcd", 1, true},  {"ab國", 2, false},     {"a b", 2, false},    {"，國", 2, false},   {"國 國", 2, false},
		{"the end", 2, false}, {"abc國", 2, false}, {"страна", 1, true},
		{"aaaa", 1, true},  {"㍿", 4, false},    {"é", 1, true},         {"…", 3, false},     {" ", 0, false},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		GArray *keys = g_array_new(FALSE, FALSE, sizeof(struct gram));
		g_test_message("%s", cases[i].term);
		g_assert_cmpint(grams_of_term(span_of(cases[i].term), false, keys), ==, cases[i].exact);
		g_assert_cmpuint(keys->len, ==, cases[i].keys);
		g_array_unref(keys);
	}
}

struct literals {
	GString *out;
	unsigned branch;
};

static void append_literal(void *data, unsigned branch, struct span literal)
{
	struct literals *literals = data;
	const char *between = branch != literals->branch ? " | " : literals->out->len ? " " : "";
	g_string_append_printf(literals->out, "%s%.*s", between, (int)literal.len, literal.at);
	literals->branch = branch;
}

static void expressions_ask(void)
{
	static const struct {
		const char *expression, *literals;
	} cases[] = {
		{"美国.{0,12}台[湾灣]", "美国 台"},
		{"岸田", "岸田"},
		{"ab?c", "a c"},
		{"ab+c", "ab c"},
		{"ab*", "a"},
		{"ab{0,2}c", "a c"},
		{"ab{2}c", "a c"},
		{"a{b|c}", ""},
		{"x|y", "x | y"},
		{"小泉|[習习]近平|medvedev", "小泉 | 近平 | medvedev"},
		{"a.b|c|.*d", "a b | c | d"},
		{"x|", ""},
		{"|x", ""},
		{"x|.*", ""},
		{"x|(y|z)", ""},
		{"x||y", ""},
		{"(x|y)z", "z"},
		{"(x|(y))?z", "z"},
		{"(?:x)z", "z"},
		{"(?i)z", ""},
		{"z(*FAIL)", ""},
		{"[]x]z", "z"},
		{"[^]x]z", "z"},
		{"[[:alpha:]]z", ""},
		{"[a\\]b]z", "z"},
		{"\\dz\\.y", "z y"},
		{"\\x{41}z", ""},
		{"\\Qa|b\\E", ""},
		{"(?=.*z)y", "y"},
		{"香港 國安", "香港 國安"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		GString *out = g_string_new(NULL);
		struct literals literals = {out, 0};
		literals_find(span_of(cases[i].expression), append_literal, &literals);
		g_test_message("%s", cases[i].expression);
		g_assert_cmpstr(out->str, ==, cases[i].literals);
		g_string_free(out, TRUE);
	}
}

/* Bytes ------------------------------------------------------------------------------------------------------------ */

#define ARTICLES 3000

/* Article i has 國 where i is a multiple of 1, of 2, of 3... by the character: all densities of postings. */
static const char *const marks[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};
static const unsigned every[] = {1, 2, 3, 5, 17, 100, 700, 1499, 2999, 3001};

static GByteArray *build_marks(GPtrArray *texts)
{
	struct part_source source = {.count = ARTICLES};
	volatile gint stop = 0;
	source.pieces = g_array_new(FALSE, FALSE, sizeof(struct piece));
	for (unsigned i = 0; i < ARTICLES; i++) {
		GString *text = g_string_new("。");
		for (size_t mark = 0; mark < G_N_ELEMENTS(marks); mark++)
			if (i % every[mark] == 0)
				g_string_append(text, marks[mark]);
		struct piece piece = {text->str, (uint32_t)text->len, (uint16_t)i, 0};
		g_array_append_val(source.pieces, piece);
		g_ptr_array_add(texts, g_string_free(text, FALSE));
	}
	GByteArray *bytes = part_build(&source, &stop);
	stop = 1;
	g_assert_null(part_build(&source, &stop));
	g_array_unref(source.pieces);
	return bytes;
}

static uint64_t key_of(const char *term)
{
	GArray *keys = g_array_new(FALSE, FALSE, sizeof(struct gram));
	g_assert_true(grams_of_term(span_of(term), false, keys));
	uint64_t key = g_array_index(keys, struct gram, 0).key;
	g_array_unref(keys);
	return key;
}

static bool has(const struct part_set *set, unsigned article)
{
	return set->words[article / 64] >> article % 64 & 1;
}

static void parts_give_back(void)
{
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
	GByteArray *bytes = build_marks(texts);
	struct part part;
	g_assert_true(part_open(&part, (struct span){(const char *)bytes->data, bytes->len}));
	for (size_t mark = 0; mark < G_N_ELEMENTS(marks); mark++) {
		struct part_set *set = g_new0(struct part_set, 1);
		g_assert_true(part_add(&part, key_of(marks[mark]), set));
		for (unsigned i = 0; i < ARTICLES; i++)
			g_assert_cmpint(has(set, i), ==, i % every[mark] == 0);
		g_free(set);
	}
	g_byte_array_unref(bytes);
	g_ptr_array_unref(texts);
}

/* Words of every length and of two alphabets, some of them too long for one. */
static char *random_words(GRand *rand)
{
	static const char *const alphabet[] = {"a", "b", "c", "n", "д", "é", "7"};
	GString *out = g_string_new(NULL);
	for (int words = g_rand_int_range(rand, 1, 30); words > 0; words--) {
		int most = g_rand_int_range(rand, 0, 60) ? 6 : 40;
		for (int left = g_rand_int_range(rand, 1, most + 1); left > 0; left--)
			g_string_append(out, alphabet[g_rand_int_range(rand, 0, G_N_ELEMENTS(alphabet))]);
		g_string_append(out, g_rand_boolean(rand) ? " " : "國");
	}
	return g_string_free(out, FALSE);
}

/* Folded, between line feeds, without what is too long. */
static char *words_of(const char *text)
{
	GString *out = g_string_new("\n");
	char **words = g_regex_split_simple(" |國", text, 0, 0);
	for (size_t i = 0; words[i]; i++)
		if (g_utf8_strlen(words[i], -1) >= GRAM_WORD_LEAST && g_utf8_strlen(words[i], -1) <= GRAM_WORD_MOST)
			g_string_append_printf(out, "%s\n", words[i]);
	g_string_replace(out, "é", "e", 0);
	g_strfreev(words);
	return g_string_free(out, FALSE);
}

static void words_give_back(void)
{
	static const char *const pieces[] = {"abc", "nnn", "bed", "дд7", "\nabc", "can\n", "\ncab\n", "aaaa", "ccnn", "eee", "7д7д", "zzz"};
	enum { COUNT = 2000 };
	GRand *rand = g_rand_new_with_seed(11);
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free), *words = g_ptr_array_new_with_free_func(g_free);
	struct part_source source = {.count = COUNT, .pieces = g_array_new(FALSE, FALSE, sizeof(struct piece))};
	volatile gint stop = 0;
	for (unsigned i = 0; i < COUNT; i++) {
		char *text = random_words(rand);
		struct piece piece = {text, (uint32_t)strlen(text), (uint16_t)i, 0};
		g_array_append_val(source.pieces, piece);
		g_ptr_array_add(texts, text);
		g_ptr_array_add(words, words_of(text));
	}
	GByteArray *bytes = part_build(&source, &stop);
	struct part part;
	struct part_set *set = g_new(struct part_set, 1);
	g_assert_true(part_open(&part, (struct span){(const char *)bytes->data, bytes->len}));
	for (size_t p = 0; p < G_N_ELEMENTS(pieces); p++) {
		memset(set, 0, sizeof(*set));
		g_assert_true(part_add_words(&part, span_of(pieces[p]), set));
		for (unsigned i = 0; i < COUNT; i++)
			g_assert_cmpint(has(set, i), ==, strstr(g_ptr_array_index(words, i), pieces[p]) != NULL);
	}
	for (unsigned round = 0; round < 2000; round++) {
		char *damaged = g_memdup2(bytes->data, bytes->len);
		for (guint i = 0; i < 3; i++)
			damaged[g_rand_int_range(rand, 0, (gint32)(round % 2 ? bytes->len : MIN(bytes->len, 3000)))] =
				(char)g_rand_int(rand);
		if (part_open(&part, (struct span){damaged, bytes->len}))
			part_add_words(&part, span_of(pieces[round % G_N_ELEMENTS(pieces)]), set);
		g_free(damaged);
	}
	g_free(set);
	g_byte_array_unref(bytes);
	g_array_unref(source.pieces);
	g_ptr_array_unref(texts);
	g_ptr_array_unref(words);
	g_rand_free(rand);
}

/* A text of few characters, so that many texts have the same runs; some stand in other forms, or apart. */
static char *random_runs(GRand *rand)
{
	static const char *const forms[] = {"國", "国", "美", "日", "カ", "か", "。", " ", "a", "𠮶", "\xC2\xAD"};
	GString *out = g_string_new(NULL);
	for (int left = g_rand_int_range(rand, 1, 50); left > 0; left--)
		g_string_append(out, forms[g_rand_int_range(rand, 0, G_N_ELEMENTS(forms))]);
	return g_string_free(out, FALSE);
}

/* What a part knows of a run is exactly the articles that have it; of others it leaves what may. Gives 1: known. */
static unsigned ask_for_run(const struct part *part, const char *term, const GPtrArray *texts)
{
	struct part_set *set = g_new0(struct part_set, 1);
	GArray *grams = g_array_new(FALSE, FALSE, sizeof(struct gram));
	grams_of_term(span_of(term), false, grams);
	const struct gram *gram = &g_array_index(grams, struct gram, 0);
	struct pattern *pattern = pattern_new(span_of(term));
	bool exact;
	g_assert_cmpuint(gram->key, ==, GRAM_KEY_RUNS);
	g_assert_cmpuint(gram->covers, ==, grams->len - 1);
	memset(set, 0xFF, sizeof(*set));
	g_assert_true(part_keep_run(part, (struct span){gram->bytes, gram->len}, set, &exact));
	for (unsigned i = 0; i < texts->len; i++) {
		struct match match;
		bool occurs = pattern_find(pattern, span_of(g_ptr_array_index(texts, i)), 0, &match);
		g_assert_cmpint(has(set, i), >=, occurs);
		g_assert_true(!exact || has(set, i) == occurs);
	}
	pattern_free(pattern);
	g_array_unref(grams);
	g_free(set);
	return exact;
}

/* Of characters and pairs, frequent or not, it knows exactly the articles that have them. */
static void ask_for_pairs(const struct part *part, const GPtrArray *texts)
{
	static const char *const terms[] = {"国", "a", "。", "𠮶", "美日", "国a", "aa", "aか", "𠮶国", "a𠮶", "𠮶𠮶", "b"};
	for (size_t i = 0; i < G_N_ELEMENTS(terms); i++) {
		struct part_set *set = g_new0(struct part_set, 1);
		struct pattern *pattern = pattern_new(span_of(terms[i]));
		g_assert_true(part_add(part, key_of(terms[i]), set));
		for (unsigned article = 0; article < texts->len; article++) {
			struct match match;
			g_assert_cmpint(has(set, article), ==,
			                pattern_find(pattern, span_of(g_ptr_array_index(texts, article)), 0, &match));
		}
		pattern_free(pattern);
		g_free(set);
	}
}

/* Whatever the bytes are, nobody reads or writes where nothing is. */
static void ask_damaged(const GByteArray *bytes, GRand *rand)
{
	static const char *const terms[] = {"国美日", "国美日か", "美美国国か", "国国国国国国国国国国"};
	struct part_set *set = g_new0(struct part_set, 1);
	for (unsigned round = 0; round < 2000; round++) {
		char *damaged = g_memdup2(bytes->data, bytes->len);
		struct part part;
		bool exact;
		for (guint i = 0; i < 3; i++)
			damaged[g_rand_int_range(rand, 0, (gint32)(round % 2 ? bytes->len : MIN(bytes->len, 1000)))] =
				(char)g_rand_int(rand);
		memset(set, 0xFF, sizeof(*set));
		if (part_open(&part, (struct span){damaged, bytes->len}))
			part_keep_run(&part, span_of(terms[round % G_N_ELEMENTS(terms)]), set, &exact);
		g_free(damaged);
	}
	g_free(set);
}

/* Runs of frequent ones are known: so many of each length. */
static void runs_give_back(void)
{
	static const char *const letters[] = {"国", "美", "日", "か"};
	enum { COUNT = 3000 };
	GRand *rand = g_rand_new_with_seed(12);
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
	struct part_source source = {.count = COUNT, .pieces = g_array_new(FALSE, FALSE, sizeof(struct piece))};
	volatile gint stop = 0;
	for (unsigned i = 0; i < COUNT; i++) {
		char *text = random_runs(rand);
		struct piece piece = {text, (uint32_t)strlen(text), (uint16_t)i, 0};
		g_array_append_val(source.pieces, piece);
		g_ptr_array_add(texts, text);
		source.text += piece.len;
	}
	GByteArray *bytes = part_build(&source, &stop);
	struct part part;
	unsigned known[RUN_MOST + 3] = {0};
	g_assert_true(part_open(&part, (struct span){(const char *)bytes->data, bytes->len}));
	for (unsigned number = 0; number < 900; number++) {
		GString *term = g_string_new(NULL);
		unsigned length = number < 256 ? 4 : number < 320 ? 3 : 5 + number % 6;
		for (unsigned i = 0, left = number; i < length; i++, left /= 4)
			g_string_append(term, letters[number < 320 ? left % 4 : g_rand_int(rand) % 4]);
		known[length] += ask_for_run(&part, term->str, texts);
		g_string_free(term, TRUE);
	}
	g_assert_cmpuint(known[3], ==, 64); /* all pairs are frequent */
	g_assert_cmpuint(known[4], >, 10);
	g_assert_cmpuint(known[5], >, 0);
	ask_for_pairs(&part, texts);
	ask_damaged(bytes, rand);
	g_byte_array_unref(bytes);
	g_array_unref(source.pieces);
	g_ptr_array_unref(texts);
	g_rand_free(rand);
}

/* What is damaged is refused, or gives something: nobody reads or writes where nothing is. */
static void damage_is_survived(void)
{
	GPtrArray *texts = g_ptr_array_new_with_free_func(g_free);
	GByteArray *bytes = build_marks(texts);
	GRand *rand = g_rand_new_with_seed(5);
	struct part_set *set = g_new0(struct part_set, 1);
	for (unsigned round = 0; round < 3000; round++) {
		guint len = round % 4 ? bytes->len : (guint)g_rand_int_range(rand, 0, (gint32)bytes->len);
		char *damaged = g_memdup2(bytes->data, MAX(len, 1));
		for (guint i = 0; i < 3 && len > 0; i++)
			damaged[g_rand_int_range(rand, 0, (gint32)MIN(len, round % 2 ? len : 400))] =
				(char)g_rand_int(rand);
		struct part part;
		char *exact = g_memdup2(damaged, MAX(len, 1)); /* so that the end is the end */
		if (part_open(&part, (struct span){exact, len}))
			for (size_t mark = 0; mark < G_N_ELEMENTS(marks); mark++)
				part_add(&part, key_of(marks[mark]), set);
		g_free(exact);
		g_free(damaged);
	}
	g_free(set);
	g_rand_free(rand);
	g_byte_array_unref(bytes);
	g_ptr_array_unref(texts);
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/index-part/terms", terms_ask);
	g_test_add_func("/index-part/expressions", expressions_ask);
	g_test_add_func("/index-part/parts", parts_give_back);
	g_test_add_func("/index-part/words", words_give_back);
	g_test_add_func("/index-part/runs", runs_give_back);
	g_test_add_func("/index-part/damage", damage_is_survived);
	return g_test_run();
}
