/* SPDX-License-Identifier: MIT */
/*
 * Two passes over the articles: the first counts in how many of them each term stands, the second weighs the terms of
 * each, (1 + ln tf) * ln(1 + N / df), and keeps the best. Then the kept weights, until now by article, are sorted by
 * term (a counting sort) to be the postings. A term of the title counts as three of the text. A term of one article
 * alone says nothing about others, nor does one that stands everywhere, once the archive is large enough for
 * "everywhere" to mean something.
 */
#include "find/vectors.h"

#include <glib.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "find/tally.h"
#include "find/terms.h"

#define TITLE_TIMES 3
#define LARGE_ARCHIVE 100 /* entries; from here on a term of more than a tenth of them is dropped */

enum phase { PHASE_COUNT, PHASE_WEIGH, PHASE_SORT, PHASE_DONE };

/* One kept weight of an article. */
struct kept {
	uint32_t term; /* its number in `frequencies` */
	float weight;
};

/* `to` is linked from `from`. */
struct edge {
	uint32_t to, from;
};

struct vectors {
	const struct archive *archive;
	uint32_t count;     /* entries covered */
	uint32_t documents; /* of these, newest versions: the N of the formula */
	enum phase phase;
	uint32_t next;            /* the entry to work on next */
	struct tally bag;         /* scratch: the terms of one article */
	struct tally frequencies; /* in how many articles each term stands */
	GArray *kept;             /* of struct kept, by entry */
	size_t *kept_first;       /* by entry: where its run begins; one more at the end */
	struct posting *postings; /* by term */
	size_t *posting_first;    /* by term; one more at the end */
	GArray *edges;            /* of struct edge; sorted when done */
	uint32_t *linking;        /* edges[i].from */
};

struct vectors *vectors_new(const struct archive *archive, uint32_t count)
{
	struct vectors *vectors = g_new0(struct vectors, 1);

	vectors->archive = archive;
	vectors->count = count;
	tally_init(&vectors->bag);
	tally_init(&vectors->frequencies);
	vectors->kept = g_array_new(FALSE, FALSE, sizeof(struct kept));
	vectors->kept_first = g_new0(size_t, (size_t)count + 1);
	vectors->edges = g_array_new(FALSE, FALSE, sizeof(struct edge));
	return vectors;
}

void vectors_free(struct vectors *vectors)
{
	if (!vectors)
		return;
	tally_clear(&vectors->bag);
	tally_clear(&vectors->frequencies);
	g_array_free(vectors->kept, TRUE);
	g_array_free(vectors->edges, TRUE);
	g_free(vectors->kept_first);
	g_free(vectors->postings);
	g_free(vectors->posting_first);
	g_free(vectors->linking);
	g_free(vectors);
}

uint32_t vectors_count(const struct vectors *vectors)
{
	return vectors->count;
}

/* Counting and weighing one article ------------------------------------------------------------------------------ */

static void bag_add(struct tally *bag, struct span text, uint32_t times)
{
	struct terms terms;
	struct term term;

	terms_begin(&terms, text);
	while (terms_next(&terms, &term))
		tally_add(bag, term.key, times);
}

static void fill_bag(struct vectors *vectors, const struct article *article)
{
	tally_reset(&vectors->bag);
	bag_add(&vectors->bag, article_span(article, article->title), TITLE_TIMES);
	bag_add(&vectors->bag, article_text(article), 1);
}

static void count_entry(struct vectors *vectors, uint32_t entry)
{
	struct article article;

	if (archive_newest(vectors->archive, entry) != entry)
		return;
	archive_article(vectors->archive, entry, &article);
	fill_bag(vectors, &article);
	for (size_t i = 0; i < vectors->bag.used; i++)
		tally_add(&vectors->frequencies, vectors->bag.counts[i].key, 1);
	vectors->documents++;
}

static bool tells_something(const struct vectors *vectors, uint32_t frequency)
{
	if (frequency < 2)
		return false;
	return vectors->documents < LARGE_ARCHIVE || frequency <= vectors->documents / 10;
}

/* Best first; equal ones by key, so that the same archive always gives the same. */
static int compare_weights(const void *a, const void *b)
{
	const struct weight *one = a, *other = b;

	if (one->weight > other->weight || one->weight < other->weight)
		return one->weight > other->weight ? -1 : 1;
	return (one->key > other->key) - (one->key < other->key);
}

static int compare_keys(const void *a, const void *b)
{
	const struct weight *one = a, *other = b;

	return (one->key > other->key) - (one->key < other->key);
}

/* The weights of what is in the bag, all that tell something; their common length is the square root of `*norm`. */
static GArray *weigh_bag(const struct vectors *vectors, double *norm)
{
	GArray *weights = g_array_sized_new(FALSE, FALSE, sizeof(struct weight), (guint)vectors->bag.used);

	*norm = 0;
	for (size_t i = 0; i < vectors->bag.used; i++) {
		struct count count = vectors->bag.counts[i];
		uint32_t number = tally_find(&vectors->frequencies, count.key);
		uint32_t frequency = number == TALLY_NONE ? 1 : vectors->frequencies.counts[number].n;
		double rarity = log(1 + (double)vectors->documents / frequency);
		struct weight weight = {count.key, (float)((1 + log(count.n)) * rarity)};

		*norm += (double)weight.weight * (double)weight.weight;
		if (tells_something(vectors, frequency))
			g_array_append_val(weights, weight);
	}
	return weights;
}

static size_t weigh_article(struct vectors *vectors, const struct article *article, struct weight best[VECTOR_TERMS])
{
	GArray *weights;
	double norm;
	size_t count;

	fill_bag(vectors, article);
	weights = weigh_bag(vectors, &norm);
	g_array_sort(weights, compare_weights);
	count = MIN(weights->len, VECTOR_TERMS);
	for (size_t i = 0; i < count; i++) {
		best[i] = g_array_index(weights, struct weight, i);
		best[i].weight = (float)((double)best[i].weight / sqrt(norm));
	}
	qsort(best, count, sizeof(*best), compare_keys);
	g_array_free(weights, TRUE);
	return count;
}

/* The links of one article ----------------------------------------------------------------------------------------- */

static void add_edge(struct vectors *vectors, uint32_t entry, struct span url)
{
	struct edge edge = {archive_resolve(vectors->archive, entry, url), entry};

	if (edge.to != ENTRY_NONE && edge.to != archive_newest(vectors->archive, entry))
		g_array_append_val(vectors->edges, edge);
}

static void add_edges(struct vectors *vectors, uint32_t entry, const struct article *article)
{
	for (uint32_t i = 0; i < MIN(article->link_count, VECTOR_LINKS); i++)
		add_edge(vectors, entry, article_span(article, article->links[i].url));
	for (uint32_t i = 0; i < MIN(article->related_count, VECTOR_LINKS); i++)
		add_edge(vectors, entry, article_span(article, article->related[i].url));
}

static void weigh_entry(struct vectors *vectors, uint32_t entry)
{
	struct weight best[VECTOR_TERMS];
	struct article article;
	size_t count;

	vectors->kept_first[entry] = vectors->kept->len;
	if (archive_newest(vectors->archive, entry) != entry)
		return;
	archive_article(vectors->archive, entry, &article);
	count = weigh_article(vectors, &article, best);
	for (size_t i = 0; i < count; i++) {
		struct kept kept = {tally_find(&vectors->frequencies, best[i].key), best[i].weight};

		g_array_append_val(vectors->kept, kept);
	}
	add_edges(vectors, entry, &article);
}

/* Turning it round ------------------------------------------------------------------------------------------------- */

static const struct kept *kept_at(const struct vectors *vectors, size_t index)
{
	return &g_array_index(vectors->kept, struct kept, index);
}

static void sort_postings(struct vectors *vectors)
{
	size_t terms = vectors->frequencies.used, *first = g_new0(size_t, terms + 2);

	vectors->kept_first[vectors->count] = vectors->kept->len;
	for (size_t i = 0; i < vectors->kept->len; i++)
		first[kept_at(vectors, i)->term + 2]++;
	for (size_t term = 2; term < terms + 2; term++)
		first[term] += first[term - 1];
	vectors->postings = g_new(struct posting, vectors->kept->len);
	for (uint32_t entry = 0; entry < vectors->count; entry++) {
		for (size_t i = vectors->kept_first[entry]; i < vectors->kept_first[entry + 1]; i++) {
			const struct kept *kept = kept_at(vectors, i);

			vectors->postings[first[kept->term + 1]++] = (struct posting){entry, kept->weight};
		}
	}
	vectors->posting_first = first;
}

static int compare_edges(const void *a, const void *b)
{
	const struct edge *one = a, *other = b;

	if (one->to != other->to)
		return one->to > other->to ? 1 : -1;
	return (one->from > other->from) - (one->from < other->from);
}

static void sort_edges(struct vectors *vectors)
{
	g_array_sort(vectors->edges, compare_edges);
	vectors->linking = g_new(uint32_t, vectors->edges->len);
	for (guint i = 0; i < vectors->edges->len; i++)
		vectors->linking[i] = g_array_index(vectors->edges, struct edge, i).from;
}

static void sort_all(struct vectors *vectors)
{
	sort_postings(vectors);
	sort_edges(vectors);
	vectors->phase = PHASE_DONE;
}

bool vectors_step(struct vectors *vectors, int64_t end)
{
	static void (*const work[])(struct vectors *, uint32_t) = {
		[PHASE_COUNT] = count_entry,
		[PHASE_WEIGH] = weigh_entry,
	};

	while (vectors->phase < PHASE_SORT) {
		if (vectors->next < vectors->count) {
			work[vectors->phase](vectors, vectors->next++);
		} else {
			vectors->phase++;
			vectors->next = 0;
		}
		if (end && g_get_monotonic_time() >= end)
			return false;
	}
	if (vectors->phase == PHASE_SORT)
		sort_all(vectors);
	return true;
}

/* Asking ----------------------------------------------------------------------------------------------------------- */

size_t vectors_weigh(struct vectors *vectors, uint32_t entry, struct weight weights[VECTOR_TERMS])
{
	size_t count = 0, first, end;
	struct article article;

	if (entry >= vectors->count || vectors->kept_first[entry] == vectors->kept_first[entry + 1]) {
		archive_article(vectors->archive, entry, &article);
		return weigh_article(vectors, &article, weights);
	}
	first = vectors->kept_first[entry];
	end = vectors->kept_first[entry + 1];
	for (size_t i = first; i < end; i++) {
		const struct kept *kept = kept_at(vectors, i);

		weights[count++] = (struct weight){vectors->frequencies.counts[kept->term].key, kept->weight};
	}
	return count;
}

const struct posting *vectors_postings(const struct vectors *vectors, uint64_t key, size_t *count)
{
	uint32_t term = tally_find(&vectors->frequencies, key);

	*count = 0;
	if (term == TALLY_NONE)
		return NULL;
	*count = vectors->posting_first[term + 1] - vectors->posting_first[term];
	return vectors->postings + vectors->posting_first[term];
}

const uint32_t *vectors_linking(const struct vectors *vectors, uint32_t entry, size_t *count)
{
	guint low = 0, high = vectors->edges->len, end;

	while (low < high) {
		guint middle = low + (high - low) / 2;

		if (g_array_index(vectors->edges, struct edge, middle).to < entry)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < vectors->edges->len; end++) {
		if (g_array_index(vectors->edges, struct edge, end).to != entry)
			break;
	}
	*count = end - low;
	return vectors->linking + low;
}
