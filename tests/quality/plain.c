/* SPDX-License-Identifier: MIT */
/*
 * The baseline of `make quality` for related articles, (1 + ln tf) * ln(N / df) over whole vectors: no term is dropped,
 * neither links nor dates are asked. It shares the fold with the program, and nothing else.
 */
#include "plain.h"

#include <math.h>

#include "text/fold.h"
#include "text/utf8.h"

#define TITLE_TIMES 3

struct plain {
	const struct archive *archive;
	GPtrArray *bags;         /* by entry: GHashTable of uint64_t key -> times; NULL for an older version */
	GHashTable *frequencies; /* key -> articles */
	double *norms;           /* by entry */
	size_t documents;
};

struct ranked {
	uint32_t entry;
	double cosine;
};

static void add(GHashTable *bag, uint64_t key, guint times)
{
	uint64_t *owned = g_memdup2(&key, sizeof(key));
	g_hash_table_replace(bag, owned, GUINT_TO_POINTER(GPOINTER_TO_UINT(g_hash_table_lookup(bag, &key)) + times));
}

static bool is_paired(uint32_t code)
{
	return code_is_han(code) || code_is_kana(code) || code_is_hangul(code);
}

static void add_text(GHashTable *bag, struct span text, guint times)
{
	struct fold fold = {.text = text, .kind = FOLD_ALL};
	struct folded folded;
	uint32_t before = 0;
	uint64_t word = 0;
	while (fold_next(&fold, &folded)) {
		bool paired = is_paired(folded.code), letter = !paired && g_unichar_isalnum(folded.code);
		if (!letter && word)
			add(bag, word, times);
		word = letter ? (word ^ folded.code) * 0x100000001B3u : 0;
		if (paired && before)
			add(bag, 1ull << 63 | (uint64_t)before << 32 | folded.code, times);
		before = paired ? folded.code : 0;
	}
	if (word)
		add(bag, word, times);
}

static GHashTable *bag_new(const struct archive *archive, uint32_t entry)
{
	GHashTable *bag = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	struct article article;
	archive_article(archive, entry, &article);
	add_text(bag, article_span(&article, article.title), TITLE_TIMES);
	add_text(bag, article_text(&article), 1);
	return bag;
}

static double weight_of(const struct plain *plain, uint64_t key, guint times)
{
	double frequency = GPOINTER_TO_UINT(g_hash_table_lookup(plain->frequencies, &key));
	return (1 + log(times)) * log((double)plain->documents / frequency);
}

static double norm_of(const struct plain *plain, GHashTable *bag)
{
	GHashTableIter at;
	void *key, *times;
	double sum = 0;
	g_hash_table_iter_init(&at, bag);
	while (g_hash_table_iter_next(&at, &key, &times))
		sum += pow(weight_of(plain, *(uint64_t *)key, GPOINTER_TO_UINT(times)), 2);
	return sqrt(sum);
}

static void count_articles(struct plain *plain, GHashTable *bag)
{
	GHashTableIter at;
	void *key;
	g_hash_table_iter_init(&at, bag);
	while (g_hash_table_iter_next(&at, &key, NULL))
		add(plain->frequencies, *(uint64_t *)key, 1);
}

struct plain *plain_new(const struct archive *archive)
{
	struct plain *plain = g_new0(struct plain, 1);
	size_t count = archive_count(archive);
	plain->archive = archive;
	plain->bags = g_ptr_array_new();
	plain->frequencies = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
	plain->norms = g_new0(double, count + 1);
	for (uint32_t i = 0; i < count; i++) {
		GHashTable *bag = archive_is_shown(archive, i) ? bag_new(archive, i) : NULL;
		g_ptr_array_add(plain->bags, bag);
		if (bag)
			count_articles(plain, bag);
		plain->documents += bag != NULL;
	}
	for (uint32_t i = 0; i < count; i++) {
		if (plain->bags->pdata[i])
			plain->norms[i] = norm_of(plain, plain->bags->pdata[i]);
	}
	return plain;
}

void plain_free(struct plain *plain)
{
	for (guint i = 0; i < plain->bags->len; i++)
		g_clear_pointer((GHashTable **)&plain->bags->pdata[i], g_hash_table_unref);
	g_ptr_array_free(plain->bags, TRUE);
	g_hash_table_unref(plain->frequencies);
	g_free(plain->norms);
	g_free(plain);
}

static double cosine(const struct plain *plain, GHashTable *one, uint32_t entry)
{
	GHashTable *other = plain->bags->pdata[entry];
	GHashTableIter at;
	void *key, *times;
	double sum = 0;
	g_hash_table_iter_init(&at, one);
	while (g_hash_table_iter_next(&at, &key, &times)) {
		guint there = GPOINTER_TO_UINT(g_hash_table_lookup(other, key));
		if (there)
			sum += weight_of(plain, *(uint64_t *)key, GPOINTER_TO_UINT(times)) *
			       weight_of(plain, *(uint64_t *)key, there);
	}
	return plain->norms[entry] > 0 ? sum / plain->norms[entry] : 0;
}

static int compare_ranked(const void *a, const void *b)
{
	const struct ranked *one = a, *other = b;
	return (one->cosine < other->cosine) - (one->cosine > other->cosine);
}

GArray *plain_rank(const struct plain *plain, uint32_t entry)
{
	GArray *ranked = g_array_new(FALSE, FALSE, sizeof(struct ranked));
	GArray *entries = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	for (uint32_t i = 0; i < plain->bags->len; i++) {
		struct ranked one = {i, 0};
		if (!plain->bags->pdata[i] || !plain->bags->pdata[entry] || i == entry)
			continue;
		one.cosine = cosine(plain, plain->bags->pdata[entry], i);
		if (one.cosine > 0)
			g_array_append_val(ranked, one);
	}
	g_array_sort(ranked, compare_ranked);
	for (guint i = 0; i < ranked->len; i++)
		g_array_append_val(entries, g_array_index(ranked, struct ranked, i).entry);
	g_array_free(ranked, TRUE);
	return entries;
}
