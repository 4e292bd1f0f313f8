/* SPDX-License-Identifier: MIT */
/*
 * The index: what a term and a regular expression ask of it; that its bytes give back what was put in, and nothing
 * worse than nothing when they are damaged; and, over random texts and queries, before and after changes of the
 * archive, that what is found with it is what is found by looking through every article.
 */
#include <glib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "../tree.h"
#include "find/index.h"
#include "find/literals.h"
#include "find/search.h"

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
	static const char *const forms[] = {"國", "国", "美", "日", "カ", "か", "。", " ", "a", "\xC2\xAD"};
	GString *out = g_string_new(NULL);
	for (int left = g_rand_int_range(rand, 1, 40); left > 0; left--)
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

/* The same is found ------------------------------------------------------------------------------------------------ */

#define FILES 150

static const char *const letters[] = {"美", "國", "国", "日", "本", "a", "A", "Ｂ", "b", "é", "e", "カ", "か", "゙", "㍿", "株",
                                      "1", "１", "，", " ", "\n\n", "\n", "\xC2\xAD", "\xCC\x81", "하", "ᆫ", "ｶﾞ", "x",
                                      "ab", "bab", "дa", "ба", "abxabxabxabxabxabxabxabxabxabxabxab"};

static char *random_text(GRand *rand, int least, int most)
{
	GString *out = g_string_new(NULL);
	for (int i = g_rand_int_range(rand, least, most + 1); i > 0; i--)
		g_string_append(out, letters[g_rand_int_range(rand, 0, G_N_ELEMENTS(letters))]);
	return g_string_free(out, FALSE);
}

static void write_random(GRand *rand, const char *root, unsigned number)
{
	char *name = g_strdup_printf("%s/%u.md", root, number), *text = random_text(rand, 5, 60);
	char *title = g_strdelimit(random_text(rand, 1, 6), "\n", ' ');
	char *all = g_strdup_printf("---\ntitle: \"題%s\"\nfrom: https://example.org/%u\ndate: %d-01-01\ntags: [日本]\n---\n\n"
	                            "%s\n", title, number % (FILES - 10), 1990 + g_rand_int_range(rand, 0, 30), text);
	g_assert_true(g_file_set_contents(name, all, -1, NULL));
	g_free(all);
	g_free(title);
	g_free(text);
	g_free(name);
}

static char *random_query(GRand *rand)
{
	static const char *const forms[] = {"%s", "\"%s\"", "=%s", "title:\"%s\"", "text:\"%s\"", "-\"%s\"", "/%s/", "/%s|日本/", "/國國|a%s/",
	                                    "tag:\"%s\"", "near:3(\"%s\" 國)", "url:\"%s\"", "date:>2000 \"%s\""};
	GString *out = g_string_new(NULL);
	for (int i = g_rand_int_range(rand, 1, 4); i > 0; i--) {
		char *word = g_strdelimit(random_text(rand, 1, g_rand_boolean(rand) ? 2 : 4), "\n", ' ');
		if (out->len > 0)
			g_string_append(out, g_rand_boolean(rand) ? " " : " OR ");
		gint32 form = g_rand_int_range(rand, 0, 2 * (gint32)G_N_ELEMENTS(forms));
		char **around = g_strsplit(forms[form < (gint32)G_N_ELEMENTS(forms) ? form : 1], "%s", 2);
		g_string_append_printf(out, "%s%s%s", around[0], word, around[1]);
		g_strfreev(around);
		g_free(word);
	}
	return g_string_free(out, FALSE);
}

static struct search *ask(const struct archive *archive, const struct index *index, const char *text,
                          enum search_order order)
{
	struct query_error error;
	struct query *query = query_parse(span_of(text), 0, &error);
	query_error_clear(&error);
	if (!query)
		return NULL;
	return search_new(archive, query, (struct asking){.index = index}, order);
}

static int by_number(const void *a, const void *b)
{
	uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;
	return (one > other) - (one < other);
}

static GArray *rows_of(struct search *search)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	uint32_t entry;
	for (size_t row = 0; (entry = search_at(search, row)) != ENTRY_NONE; row++)
		g_array_append_val(rows, entry);
	g_assert_cmpuint(search_progress(search).found, ==, rows->len);
	return rows;
}

static void assert_equal(GArray *one, GArray *other, bool sorted)
{
	if (!sorted) {
		g_array_sort(one, by_number);
		g_array_sort(other, by_number);
	}
	g_assert_cmpuint(one->len, ==, other->len);
	for (guint i = 0; i < one->len; i++)
		g_assert_cmpuint(g_array_index(one, uint32_t, i), ==, g_array_index(other, uint32_t, i));
	g_array_unref(one);
	g_array_unref(other);
}

/* By date the rows are the same; by relevance, and in every step on the way, what was counted. */
static void compare_query(const struct archive *archive, const struct index *index, const char *text)
{
	struct search *scan = ask(archive, NULL, text, SEARCH_BY_DATE);
	if (!scan)
		return;
	g_test_message("%s", text);
	struct search *dated = ask(archive, index, text, SEARCH_BY_DATE);
	struct search *best = ask(archive, index, text, SEARCH_BY_RELEVANCE);
	search_work(scan, 0);
	search_work(dated, 0);
	assert_equal(rows_of(dated), rows_of(scan), true);
	do
		search_work(best, 1);
	while (!search_progress(best).counted);
	g_assert_cmpuint(search_progress(best).looked, ==, search_progress(scan).looked);
	assert_equal(rows_of(best), rows_of(scan), false);
	while (search_work_to_end(best, 1))
		g_assert_cmpuint(search_progress(best).percent, <=, 100);
	g_assert_cmpuint(search_progress(best).percent, ==, 100);
	assert_equal(rows_of(best), rows_of(scan), false);
	search_sort(best, SEARCH_BY_DATE);
	search_work(best, 0);
	assert_equal(rows_of(best), rows_of(scan), true);
	search_free(scan);
	search_free(dated);
	search_free(best);
}

static void compare(GRand *rand, const struct archive *archive, const struct index *index)
{
	for (unsigned i = 0; i < 120; i++) {
		char *query = random_query(rand);
		compare_query(archive, index, query);
		g_free(query);
	}
}

static struct archive *open_archive(const char *root, const char *cache)
{
	struct archive_options options = {.cache = cache};
	struct archive *archive = archive_open_with(&root, 1, &options);
	archive_wait(archive);
	return archive;
}

static void change(GRand *rand, const char *root)
{
	for (unsigned i = 0; i < 20; i++) {
		char *name = g_strdup_printf("%s/%u.md", root, i * 7);
		g_remove(name);
		g_free(name);
		write_random(rand, root, i * 5 + 1);
		write_random(rand, root, FILES + i);
	}
}

static void the_same_is_found(void)
{
	GRand *rand = g_rand_new_with_seed(4711);
	char *root = g_dir_make_tmp("jianbao-index-XXXXXX", NULL), *cache = g_dir_make_tmp("jianbao-index-XXXXXX", NULL);
	for (unsigned i = 0; i < FILES; i++)
		write_random(rand, root, i);
	for (unsigned round = 0; round < 3; round++) {
		struct archive *archive = open_archive(root, cache);
		struct index *index = index_new(archive);
		index_take_kept(index);
		g_assert_cmpint(index_size(index).articles >= FILES, ==, round > 0); /* as kept before */
		compare(rand, archive, index);
		index_work(index, 0);
		g_assert_cmpuint(index_size(index).articles, ==, archive_count(archive));
		compare(rand, archive, index);
		index_free(index);
		archive_close(archive);

		archive = open_archive(root, cache); /* its segments have a place now */
		index = index_new(archive);
		index_work(index, 0);
		compare(rand, archive, index);
		index_free(index);
		archive_close(archive);
		change(rand, root);
	}
	g_rand_free(rand);
	tree_remove(root);
	g_free(root);
	tree_remove(cache);
	g_free(cache);
}

static uint32_t kept_articles(struct archive *archive)
{
	struct index *index = index_new(archive);
	index_take_kept(index);
	uint32_t articles = (uint32_t)index_size(index).articles;
	index_free(index);
	return articles;
}

static char *kept_file(const char *cache, const char *folder, uint64_t key)
{
	return g_strdup_printf("%s/%s/%016" G_GINT64_MODIFIER "x.search-0", cache, folder, (guint64)key);
}

/* The only folder of a cache. */
static char *only_folder(const char *cache)
{
	GDir *dir = g_dir_open(cache, 0, NULL);
	char *name = g_strdup(g_dir_read_name(dir));
	g_dir_close(dir);
	return name;
}

/* What was written with other grams, or by another fold, is not taken, and built anew; then it is taken again. */
static void other_versions_are_built_anew(void)
{
	static const uint32_t now = INDEX_VERSION << 16 | FOLD_VERSION;
	static const uint32_t versions[] = {now - (1u << 16), now + (1u << 16), now - 1, now + 1};
	GRand *rand = g_rand_new_with_seed(3);
	char *root = g_dir_make_tmp("jianbao-index-XXXXXX", NULL), *cache = g_dir_make_tmp("jianbao-index-XXXXXX", NULL);
	for (unsigned i = 0; i < FILES; i++)
		write_random(rand, root, i);
	archive_close(open_archive(root, cache));
	struct archive *archive = open_archive(root, cache);
	struct archive_segment segment;
	g_assert_cmpuint(archive_segments(archive, &segment, 1), ==, 1);
	for (size_t i = 0; i < G_N_ELEMENTS(versions); i++) {
		struct index *index = index_new(archive);
		index_work(index, 0);
		index_free(index);
		g_assert_cmpuint(kept_articles(archive), ==, FILES);
		struct span bytes = archive_section(archive, segment.key, "search-0", now);
		g_assert_nonnull(bytes.at);
		g_assert_true(archive_section_write(archive, segment.key, "search-0", versions[i], &bytes, 1));
		g_assert_cmpuint(kept_articles(archive), ==, 0);
	}
	archive_close(archive);
	g_rand_free(rand);
	tree_remove(root);
	g_free(root);
	tree_remove(cache);
	g_free(cache);
}

/* Changes one byte of a file in place. */
static void damage_file(const char *path, GRand *rand)
{
	struct stat status;
	FILE *file = fopen(path, "r+b");
	g_assert_nonnull(file);
	g_assert_cmpint(fstat(fileno(file), &status), ==, 0);
	long at = g_rand_int_range(rand, 4096, (gint32)status.st_size);
	fseek(file, at, SEEK_SET);
	int byte = fgetc(file);
	fseek(file, at, SEEK_SET);
	fputc(byte ^ 1 << g_rand_int_range(rand, 0, 8), file);
	fclose(file);
}

/* A file that is damaged is noticed before it is believed, wherever the byte is; then it is written anew. */
static void damaged_files_are_built_anew(void)
{
	GRand *rand = g_rand_new_with_seed(8);
	char *root = g_dir_make_tmp("jianbao-index-XXXXXX", NULL), *cache = g_dir_make_tmp("jianbao-index-XXXXXX", NULL);
	const uint32_t version = INDEX_VERSION << 16 | FOLD_VERSION;
	unsigned noticed = 0;
	for (unsigned i = 0; i < FILES; i++)
		write_random(rand, root, i);
	archive_close(open_archive(root, cache));
	struct archive *archive = open_archive(root, cache);
	struct archive_segment segment;
	archive_segments(archive, &segment, 1);
	char *folder = only_folder(cache), *path = kept_file(cache, folder, segment.key);
	for (unsigned round = 0; round < 6; round++) {
		struct index *index = index_new(archive);
		index_work(index, 0);
		index_free(index);
		damage_file(path, rand);
		index = index_new(archive);
		index_take_kept(index);
		compare(rand, archive, index);
		index_work(index, 0);
		g_assert_cmpuint(index_size(index).articles, ==, FILES);
		noticed += archive_section(archive, segment.key, "search-0", version).at != NULL;
		compare(rand, archive, index);
		index_free(index);
	}
	g_assert_cmpuint(noticed, >, 3); /* the rest was not read */
	archive_close(archive);
	g_rand_free(rand);
	g_free(path);
	g_free(folder);
	tree_remove(root);
	g_free(root);
	tree_remove(cache);
	g_free(cache);
}

/* Articles that come, change and go while a search stands are found, found otherwise and found no more. */
static void changes_are_followed(void)
{
	static const char *const queries[] = {"國", "日本", "美國 OR 日", "-國", "/國.{0,3}日/", "國 -日本"};
	static const enum search_order orders[] = {SEARCH_BY_RELEVANCE, SEARCH_BY_DATE};
	GRand *rand = g_rand_new_with_seed(99);
	char *root = g_dir_make_tmp("jianbao-index-XXXXXX", NULL), *cache = g_dir_make_tmp("jianbao-index-XXXXXX", NULL);
	struct search *searches[2 * G_N_ELEMENTS(queries)];
	for (unsigned i = 0; i < FILES; i++)
		write_random(rand, root, i);
	archive_close(open_archive(root, cache));
	struct archive *archive = open_archive(root, cache);
	struct index *index = index_new(archive);
	index_work(index, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(searches); i++) {
		searches[i] = ask(archive, index, queries[i / 2], orders[i % 2]);
		search_work(searches[i], i % 3 ? 0 : 1);
	}
	change(rand, root);
	archive_look(archive);
	archive_wait(archive);
	for (size_t i = 0; i < G_N_ELEMENTS(searches); i++) {
		struct search *scan = ask(archive, NULL, queries[i / 2], orders[i % 2]);
		g_test_message("%s", queries[i / 2]);
		search_refresh(searches[i]);
		search_work(searches[i], 0);
		search_work(scan, 0);
		assert_equal(rows_of(searches[i]), rows_of(scan), i % 2);
		search_free(scan);
		search_free(searches[i]);
	}
	index_free(index);
	archive_close(archive);
	g_rand_free(rand);
	tree_remove(root);
	g_free(root);
	tree_remove(cache);
	g_free(cache);
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/index/terms", terms_ask);
	g_test_add_func("/index/expressions", expressions_ask);
	g_test_add_func("/index/parts", parts_give_back);
	g_test_add_func("/index/words", words_give_back);
	g_test_add_func("/index/runs", runs_give_back);
	g_test_add_func("/index/damage", damage_is_survived);
	g_test_add_func("/index/same", the_same_is_found);
	g_test_add_func("/index/versions", other_versions_are_built_anew);
	g_test_add_func("/index/damaged-file", damaged_files_are_built_anew);
	g_test_add_func("/index/changes", changes_are_followed);
	return g_test_run();
}
