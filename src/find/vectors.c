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

/* Each goes over so many items, one after the other: see `steps`. */
enum phase {
	PHASE_COUNT,      /* entries: their terms are counted */
	PHASE_WEIGH,      /* entries: their terms are weighed */
	PHASE_TERM_SIZES, /* kept weights: how many each term has */
	PHASE_TERM_SUMS,  /* terms: where the postings of each begin */
	PHASE_POSTINGS,   /* entries: their kept weights become postings */
	PHASE_LINK_SIZES, /* edges: how many lead to each entry */
	PHASE_LINK_SUMS,  /* entries: where those that link to each begin */
	PHASE_LINKS,      /* edges: to their places */
	PHASE_DONE,
};

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
	size_t next;              /* the item to work on next */
	struct tally bag;         /* scratch: the terms of one article */
	struct tally frequencies; /* in how many articles each term stands */
	GArray *kept;             /* of struct kept, by entry */
	size_t *kept_first;       /* by entry: where its run begins; one more at the end */
	struct posting *postings; /* by term */
	size_t *posting_first;    /* by term; one more at the end */
	GArray *edges;            /* of struct edge, by `from` */
	uint32_t *linking;        /* edges[i].from, by `to` and then by `from` */
	uint32_t *linking_first;  /* by entry: where its run begins; one more at the end */
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
	g_free(vectors->linking_first);
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

static void count_entry(struct vectors *vectors, size_t item)
{
	uint32_t entry = (uint32_t)item;
	struct article article;

	if (!archive_is_shown(vectors->archive, entry))
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

static void weigh_entry(struct vectors *vectors, size_t item)
{
	uint32_t entry = (uint32_t)item;
	struct weight best[VECTOR_TERMS];
	struct article article;
	size_t count;

	vectors->kept_first[entry] = vectors->kept->len;
	if (!archive_is_shown(vectors->archive, entry))
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

/*
 * Two counting sorts: of the kept weights by term, of the edges by where they lead to. While one goes on, the beginning
 * of run r stands one place further up than at the end, so that it can be counted on there.
 */

static void begin_terms(struct vectors *vectors)
{
	vectors->kept_first[vectors->count] = vectors->kept->len;
	vectors->posting_first = g_new0(size_t, vectors->frequencies.used + 2);
	vectors->postings = g_new(struct posting, vectors->kept->len);
}

static void count_posting(struct vectors *vectors, size_t item)
{
	vectors->posting_first[kept_at(vectors, item)->term + 2]++;
}

static void sum_postings(struct vectors *vectors, size_t term)
{
	vectors->posting_first[term + 1] += vectors->posting_first[term];
}

static void place_postings(struct vectors *vectors, size_t entry)
{
	for (size_t i = vectors->kept_first[entry]; i < vectors->kept_first[entry + 1]; i++) {
		const struct kept *kept = kept_at(vectors, i);
		size_t place = vectors->posting_first[kept->term + 1]++;

		vectors->postings[place] = (struct posting){(uint32_t)entry, kept->weight};
	}
}

static const struct edge *edge_at(const struct vectors *vectors, size_t index)
{
	return &g_array_index(vectors->edges, struct edge, index);
}

static void begin_links(struct vectors *vectors)
{
	vectors->linking_first = g_new0(uint32_t, (size_t)vectors->count + 2);
	vectors->linking = g_new(uint32_t, vectors->edges->len);
}

/* What came after the index was begun has no run of its own. */
static bool is_covered(const struct vectors *vectors, const struct edge *edge)
{
	return edge->to < vectors->count;
}

static void count_link(struct vectors *vectors, size_t item)
{
	if (is_covered(vectors, edge_at(vectors, item)))
		vectors->linking_first[(size_t)edge_at(vectors, item)->to + 2]++;
}

static void sum_links(struct vectors *vectors, size_t entry)
{
	vectors->linking_first[entry + 1] += vectors->linking_first[entry];
}

static void place_link(struct vectors *vectors, size_t item)
{
	const struct edge *edge = edge_at(vectors, item);

	if (is_covered(vectors, edge))
		vectors->linking[vectors->linking_first[(size_t)edge->to + 1]++] = edge->from;
}

/* Steps ------------------------------------------------------------------------------------------------------------ */

static size_t count_of_entries(const struct vectors *vectors)
{
	return vectors->count;
}

static size_t count_of_kept(const struct vectors *vectors)
{
	return vectors->kept->len;
}

static size_t count_of_terms(const struct vectors *vectors)
{
	return vectors->frequencies.used + 1;
}

static size_t count_of_edges(const struct vectors *vectors)
{
	return vectors->edges->len;
}

static const struct {
	size_t (*items)(const struct vectors *);
	void (*work)(struct vectors *, size_t item);
	void (*begin)(struct vectors *); /* or NULL */
	unsigned portion;                /* items between two looks at the clock */
} steps[PHASE_DONE] = {
	[PHASE_COUNT] = {count_of_entries, count_entry, NULL, 1},
	[PHASE_WEIGH] = {count_of_entries, weigh_entry, NULL, 1},
	[PHASE_TERM_SIZES] = {count_of_kept, count_posting, begin_terms, 4096},
	[PHASE_TERM_SUMS] = {count_of_terms, sum_postings, NULL, 4096},
	[PHASE_POSTINGS] = {count_of_entries, place_postings, NULL, 64},
	[PHASE_LINK_SIZES] = {count_of_edges, count_link, begin_links, 4096},
	[PHASE_LINK_SUMS] = {count_of_entries, sum_links, NULL, 4096},
	[PHASE_LINKS] = {count_of_edges, place_link, NULL, 4096},
};

/* Works on a portion of the phase that goes on; then perhaps begins the next one. */
static void work_portion(struct vectors *vectors)
{
	enum phase phase = vectors->phase;
	size_t items = steps[phase].items(vectors);
	size_t end = MIN(vectors->next + steps[phase].portion, items);

	if (vectors->next == 0 && steps[phase].begin)
		steps[phase].begin(vectors);
	for (; vectors->next < end; vectors->next++)
		steps[phase].work(vectors, vectors->next);
	if (end < items)
		return;
	vectors->phase++;
	vectors->next = 0;
}

bool vectors_step(struct vectors *vectors, int64_t end)
{
	while (vectors->phase < PHASE_DONE) {
		work_portion(vectors);
		if (end && vectors->phase < PHASE_DONE && g_get_monotonic_time() >= end)
			return false;
	}
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
	*count = 0;
	if (entry >= vectors->count)
		return NULL;
	*count = vectors->linking_first[entry + 1] - vectors->linking_first[entry];
	return vectors->linking + vectors->linking_first[entry];
}
