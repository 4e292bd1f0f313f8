/* SPDX-License-Identifier: MIT */
/*
 * Two passes over the articles: the first counts in how many of them each term stands, the second weighs the terms of
 * each, (1 + ln tf) * ln(1 + N / df) ^ 0.7, and keeps the best. What is kept stands by article until then, and is
 * sorted by term in passes of equal steps (a counting sort). A vector's length is that of what was kept: what was cut
 * off then makes a long article no poorer. Terms that one or two articles have tell little about others; nor do those
 * that stand everywhere, once the archive is large enough for "everywhere" to mean something.
 */
#include "find/vectors.h"

#include <math.h>
#include <string.h>

#include "find/sketch.h"
#include "find/terms.h"
#include "find/vectors_format.h"
#include "text/fold.h"

#define RARITY_POWER 0.7
#define SHARED_POWER 0.25   /* where articles are few: what more of them have is rather kept */
#define LARGE_ARCHIVE 100   /* articles; from here on a term that one in so many has tells nothing: */
#define COMMON 10
#define COMMON_OF_FEW 4     /* where articles are few */
#define LEAST_ARTICLES 3    /* that a term of many stands in */
#define TERMS_A_ROW 12      /* kept terms that nobody had before; hardly ever more */
#define MANY_ROWS 256       /* from here on a term that one row alone has kept leads nowhere */

/* Each goes over so many items, one after the other: see `steps`. */
enum phase {
	PHASE_COUNT,        /* rows: their terms are counted */
	PHASE_WEIGH,        /* rows: their terms are weighed, and the best are kept */
	PHASE_BUCKET_SIZES, /* kept terms: how many each bucket has */
	PHASE_BUCKET_SUMS,  /* buckets: where each begins */
	PHASE_TERMS,        /* kept terms: to their places */
	PHASE_SIZES,        /* rows: their days, and how many postings each term has */
	PHASE_SUMS,         /* buckets: where the postings of their terms begin */
	PHASE_POSTINGS,     /* rows: what they have kept becomes postings */
	PHASE_LINK_SIZES,   /* links: how many have the same first bits */
	PHASE_LINK_SUMS,    /* these bits: where each run begins */
	PHASE_LINKS,        /* links: to their places */
	PHASE_DONE,
};

/* One kept weight of an article. */
struct kept {
	uint32_t term; /* its number in `kept_terms`, and once these have places, its place */
	uint8_t weight;
} __attribute__((packed));

/* A term that was kept, by place. */
struct placed {
	uint32_t blocks; /* the last one with a posting is the one before this */
	uint32_t size;   /* postings; then where the next one is written, or UINT32_MAX: there is no room */
	uint32_t head;   /* what tells of the run that is written, where anything does */
};

struct vectors {
	const struct vectors_row *rows;
	uint32_t count;
	vectors_elsewhere *elsewhere;
	const void *data;
	uint64_t documents_elsewhere;
	uint32_t documents; /* of the rows, those that are shown */
	uint32_t shared;    /* kept terms that more than one row has */
	struct tally bag;        /* scratch: the terms of one article */
	struct sketch sketch;    /* in how many articles each term stands */
	struct tally kept_terms; /* in how many rows each term is kept */
	GArray *kept;            /* of struct kept, by row */
	size_t *kept_first;      /* by row: where its run begins; one more at the end */
	const GArray *links;     /* of struct vectors_link, by row */
	uint32_t *places;        /* by number of a kept term: its place, or UINT32_MAX */
	struct placed *placed;   /* by place */
	struct vectors_head head;
	char *bytes; /* what is built */
	size_t size;
	struct vectors_bucket *buckets; /* in it, as in struct vectors_view */
	struct vectors_term *terms;
	uint32_t *link_ends;
	struct vectors_link *sorted_links;
	int32_t *days;
	uint8_t *postings;
	struct vectors_shape shape;
};

/* Terms and weights ------------------------------------------------------------------------------------------------ */

static void bag_add(struct tally *bag, struct span text, uint32_t times)
{
	struct terms terms;
	struct term term;
	terms_begin(&terms, span_cut(text, 0, VECTOR_BYTES));
	while (terms_next(&terms, &term))
		tally_add(bag, term.key, times);
}

static void fill_bag(struct tally *bag, struct span title, struct span text)
{
	tally_reset(bag);
	bag_add(bag, title, VECTOR_TITLE_TIMES);
	bag_add(bag, text, 1);
}

void vectors_fill_bag(struct tally *bag, const struct article *article)
{
	fill_bag(bag, article_span(article, article->title), article_text(article));
}

double vectors_weight(uint32_t times, uint64_t frequency, uint64_t documents)
{
	bool few = documents < VECTOR_FEW;
	if (frequency < (few ? 2 : LEAST_ARTICLES))
		return 0;
	if (documents >= LARGE_ARCHIVE && frequency > documents / (few ? COMMON_OF_FEW : COMMON))
		return 0;
	return (1 + log(times)) * pow(log(1 + (double)documents / (double)frequency), RARITY_POWER);
}

/* Building --------------------------------------------------------------------------------------------------------- */

static void init(struct vectors *vectors, const struct vectors_source *source)
{
	vectors->rows = source->rows;
	vectors->count = source->count;
	vectors->links = source->links;
	vectors->shape = vectors_shape_of(source->count);
	tally_init(&vectors->bag);
	tally_init_for(&vectors->kept_terms, (size_t)source->count * TERMS_A_ROW);
	sketch_init(&vectors->sketch, source->count);
	vectors->kept = g_array_new(FALSE, FALSE, sizeof(struct kept));
	vectors->kept_first = g_new0(size_t, (size_t)source->count + 1);
}

static void clear(struct vectors *vectors)
{
	tally_clear(&vectors->bag);
	tally_clear(&vectors->kept_terms);
	sketch_clear(&vectors->sketch);
	g_array_free(vectors->kept, TRUE);
	g_free(vectors->kept_first);
	g_free(vectors->places);
	g_free(vectors->placed);
	g_free(vectors->bytes);
}

/* Puts the terms of a row into the bag; false where it has none to count. */
static bool fill_bag_of(struct vectors *vectors, size_t row)
{
	const struct vectors_row *from = &vectors->rows[row];
	if (!from->shown || row >= (size_t)VECTORS_BLOCKS * VECTORS_BLOCK)
		return false;
	fill_bag(&vectors->bag, from->title, from->text);
	return true;
}

static void count_row(struct vectors *vectors, size_t row)
{
	if (!fill_bag_of(vectors, row))
		return;
	for (size_t i = 0; i < vectors->bag.used; i++)
		sketch_add(&vectors->sketch, vectors->bag.counts[i].key);
	vectors->documents++;
}

struct weight {
	uint64_t key;
	double weight, value; /* what it is kept for */
};

/* Best first; equal ones by key, so that the same archive always gives the same. */
static int compare_weights(const void *a, const void *b)
{
	const struct weight *one = a, *other = b;
	if (one->value > other->value || one->value < other->value)
		return one->value > other->value ? -1 : 1;
	return (one->key > other->key) - (one->key < other->key);
}

/* In how many rows a term stands: in all, where that is more than can be counted. */
static uint32_t frequency_here(const struct vectors *vectors, uint64_t key)
{
	uint32_t frequency = sketch_count(&vectors->sketch, key);
	return frequency < SKETCH_MOST ? frequency : vectors->documents;
}

static uint64_t frequency_of(const struct vectors *vectors, uint64_t key)
{
	uint64_t frequency = frequency_here(vectors, key);
	return vectors->elsewhere ? frequency + vectors->elsewhere(vectors->data, key) : frequency;
}

/* The best of what is in the bag, for g_array_free(). */
static GArray *weigh_bag(const struct vectors *vectors)
{
	GArray *weights = g_array_sized_new(FALSE, FALSE, sizeof(struct weight), (guint)vectors->bag.used);
	uint64_t documents = vectors->documents + vectors->documents_elsewhere;
	bool few = documents < VECTOR_FEW;
	for (size_t i = 0; i < vectors->bag.used; i++) {
		struct count count = vectors->bag.counts[i];
		uint64_t frequency = frequency_of(vectors, count.key);
		struct weight weight = {count.key, vectors_weight(count.n, frequency, documents), 0};
		weight.value = weight.weight * (few ? pow((double)frequency, SHARED_POWER) : 1);
		if (weight.weight > 0)
			g_array_append_val(weights, weight);
	}
	g_array_sort(weights, compare_weights);
	g_array_set_size(weights, MIN(weights->len, few ? VECTOR_TERMS_FEW : VECTOR_TERMS));
	return weights;
}

static void keep(struct vectors *vectors, const GArray *weights)
{
	double norm = 0, most = (1 << vectors->shape.weight_bits) - 1;
	for (guint i = 0; i < weights->len; i++)
		norm += pow(g_array_index(weights, struct weight, i).weight, 2);
	for (guint i = 0; i < weights->len; i++) {
		const struct weight *weight = &g_array_index(weights, struct weight, i);
		struct kept kept = {tally_add(&vectors->kept_terms, weight->key, 1),
		                    (uint8_t)lround(most * sqrt(weight->weight / sqrt(norm)))};
		vectors->shared += vectors->kept_terms.counts[kept.term].n == 2;
		g_array_append_val(vectors->kept, kept);
	}
}

static void weigh_row(struct vectors *vectors, size_t row)
{
	if (fill_bag_of(vectors, row)) {
		GArray *weights = weigh_bag(vectors);
		keep(vectors, weights);
		g_array_free(weights, TRUE);
	}
	vectors->kept_first[row + 1] = vectors->kept->len;
}

/* Turning it round ------------------------------------------------------------------------------------------------- */

static void point(struct vectors *vectors)
{
	size_t offsets[VECTORS_LAID_OUT], postings = vectors_lay_out(&vectors->head, offsets);
	vectors->buckets = (struct vectors_bucket *)(void *)(vectors->bytes + offsets[0]);
	vectors->terms = (struct vectors_term *)(void *)(vectors->bytes + offsets[1]);
	vectors->link_ends = (uint32_t *)(void *)(vectors->bytes + offsets[2]);
	vectors->sorted_links = (struct vectors_link *)(void *)(vectors->bytes + offsets[3]);
	vectors->days = (int32_t *)(void *)(vectors->bytes + offsets[4]);
	vectors->postings = (uint8_t *)vectors->bytes + postings;
}

static bool has_place(const struct vectors *vectors, size_t term)
{
	return vectors->count < MANY_ROWS || vectors->kept_terms.counts[term].n > 1;
}

static size_t bucket_of(const struct vectors *vectors, size_t term)
{
	return vectors_mix(vectors->kept_terms.counts[term].key) >> (64 - vectors->head.bits);
}

/*
 * While a counting sort goes on, the beginning of run r stands one place further up than at the end, so that it can be
 * counted on there: `first[r + 1]` is where the next item of run r goes.
 */
static void begin_terms(struct vectors *vectors)
{
	struct vectors_head *head = &vectors->head;
	size_t offsets[VECTORS_LAID_OUT];
	head->version = VECTORS_VERSION * 1000 + FOLD_VERSION;
	head->documents = vectors->documents;
	head->elsewhere = (uint32_t)MIN(vectors->documents_elsewhere, UINT32_MAX);
	head->rows = vectors->count;
	head->terms = vectors->count < MANY_ROWS ? (uint32_t)vectors->kept_terms.used : vectors->shared;
	head->links = vectors->links->len;
	head->bits = VECTORS_LEAST_BITS;
	while (head->bits < VECTORS_MOST_BITS && (uint32_t)8 << head->bits < head->terms)
		head->bits++;
	vectors->size = vectors_lay_out(head, offsets);
	vectors->bytes = g_malloc0(vectors->size);
	vectors->places = g_new(uint32_t, vectors->kept_terms.used);
	vectors->placed = g_new0(struct placed, head->terms);
	point(vectors);
}

static void count_bucket(struct vectors *vectors, size_t term)
{
	size_t bucket = bucket_of(vectors, term);
	if (has_place(vectors, term) && bucket + 2 <= (size_t)1 << vectors->head.bits)
		vectors->buckets[bucket + 2].term++;
}

static void sum_bucket(struct vectors *vectors, size_t bucket)
{
	vectors->buckets[bucket + 1].term += vectors->buckets[bucket].term;
}

static void place_term(struct vectors *vectors, size_t term)
{
	uint64_t key = vectors->kept_terms.counts[term].key;
	double frequency = frequency_here(vectors, key);
	uint32_t place = UINT32_MAX;
	if (has_place(vectors, term)) {
		place = vectors->buckets[bucket_of(vectors, term) + 1].term++;
		vectors->terms[place].key = (uint16_t)vectors_mix(key);
		vectors->terms[place].frequency =
			(uint8_t)lround(VECTORS_FREQUENCY_STEPS * log2(MAX(frequency, 1)));
	}
	vectors->places[term] = place;
}

static struct kept *kept_at(const struct vectors *vectors, size_t index)
{
	return &g_array_index(vectors->kept, struct kept, index);
}

static uint32_t block_of(size_t row)
{
	return (uint32_t)(row / VECTORS_BLOCK);
}

/* Where there is one block, nothing has to tell where it begins. */
static bool has_runs(const struct vectors *vectors)
{
	return vectors->count > VECTORS_BLOCK;
}

static void size_row(struct vectors *vectors, size_t row)
{
	uint32_t blocks = block_of(row) + 1;
	vectors->days[row] = vectors->rows[row].day;
	for (size_t i = vectors->kept_first[row]; i < vectors->kept_first[row + 1]; i++) {
		struct kept *kept = kept_at(vectors, i);
		struct placed *placed;
		kept->term = vectors->places[kept->term];
		if (kept->term == UINT32_MAX)
			continue;
		placed = &vectors->placed[kept->term];
		placed->size += has_runs(vectors) && placed->blocks != blocks ? 2 : 1;
		placed->blocks = blocks;
	}
}

/* From here on a term's `size` is where its next posting goes. */
static void sum_term(struct vectors *vectors, size_t place)
{
	struct placed *placed = &vectors->placed[place];
	uint64_t begin = vectors->head.postings, end = begin + placed->size;
	bool fits = placed->size < VECTORS_SIZES && end < UINT32_MAX;
	uint32_t size = fits ? placed->size : 0;
	placed->blocks = 0;
	placed->size = fits ? (uint32_t)begin : UINT32_MAX;
	vectors->head.postings += size;
	for (size_t i = 0; i < G_N_ELEMENTS(vectors->terms[place].size); i++)
		vectors->terms[place].size[i] = (uint8_t)(size >> 8 * i);
}

static void sum_terms(struct vectors *vectors, size_t bucket)
{
	vectors->buckets[bucket].posting = (uint32_t)vectors->head.postings;
	for (uint32_t place = vectors->buckets[bucket].term; place < vectors->buckets[bucket + 1].term; place++)
		sum_term(vectors, place);
}

static void begin_postings(struct vectors *vectors)
{
	size_t size = vectors->size + vectors->head.postings * vectors->shape.width + VECTORS_SLACK;
	vectors->bytes = g_realloc(vectors->bytes, size);
	memset(vectors->bytes + vectors->size, 0, size - vectors->size);
	vectors->size = size;
	point(vectors);
}

static void put_posting(const struct vectors *vectors, size_t index, uint32_t posting)
{
	for (size_t i = 0; i < vectors->shape.width; i++)
		vectors->postings[index * vectors->shape.width + i] = (uint8_t)(posting >> 8 * i);
}

/* The posting that tells of a run: made, or one more counted. */
static void count_in_run(const struct vectors *vectors, struct placed *placed, uint32_t block)
{
	uint32_t head;
	if (placed->blocks != block + 1) {
		placed->blocks = block + 1;
		placed->head = placed->size++;
		put_posting(vectors, placed->head, block);
		return;
	}
	head = vectors_posting(&vectors->shape, vectors->postings, placed->head);
	put_posting(vectors, placed->head, head + (1u << vectors->shape.weight_bits));
}

static void write_posting(const struct vectors *vectors, struct placed *placed, size_t row, uint8_t weight)
{
	if (has_runs(vectors))
		count_in_run(vectors, placed, block_of(row));
	put_posting(vectors, placed->size++, (uint32_t)(row % VECTORS_BLOCK) << vectors->shape.weight_bits | weight);
}

static void write_row(struct vectors *vectors, size_t row)
{
	for (size_t i = vectors->kept_first[row]; i < vectors->kept_first[row + 1]; i++) {
		const struct kept *kept = kept_at(vectors, i);
		struct placed *placed = kept->term == UINT32_MAX ? NULL : &vectors->placed[kept->term];
		if (placed && placed->size != UINT32_MAX)
			write_posting(vectors, placed, row, kept->weight);
	}
}

static const struct vectors_link *link_at(const struct vectors *vectors, size_t index)
{
	return &g_array_index(vectors->links, struct vectors_link, index);
}

static size_t runs_of(const struct vectors *vectors)
{
	return (size_t)1 << vectors_link_bits(vectors->head.links);
}

static size_t run_of(const struct vectors *vectors, const struct vectors_link *link)
{
	return vectors_run_of(link->to, vectors_link_bits(vectors->head.links));
}

static void count_link(struct vectors *vectors, size_t index)
{
	size_t run = run_of(vectors, link_at(vectors, index));
	if (run + 2 <= runs_of(vectors))
		vectors->link_ends[run + 2]++;
}

static void sum_links(struct vectors *vectors, size_t run)
{
	vectors->link_ends[run + 1] += vectors->link_ends[run];
}

static void place_link(struct vectors *vectors, size_t index)
{
	const struct vectors_link *link = link_at(vectors, index);
	vectors->sorted_links[vectors->link_ends[run_of(vectors, link) + 1]++] = *link;
}

/* Steps ------------------------------------------------------------------------------------------------------------ */

static size_t rows_of(const struct vectors *vectors)
{
	return vectors->count;
}

static size_t kept_terms_of(const struct vectors *vectors)
{
	return vectors->kept_terms.used;
}

static size_t buckets_of(const struct vectors *vectors)
{
	return (size_t)1 << vectors->head.bits;
}

static size_t links_of(const struct vectors *vectors)
{
	return vectors->links->len;
}

static const struct {
	size_t (*items)(const struct vectors *);
	void (*work)(struct vectors *, size_t item);
	void (*begin)(struct vectors *); /* or NULL; comes before `items` */
	unsigned portion;                /* items between two looks at whether to stop */
} steps[PHASE_DONE] = {
	[PHASE_COUNT] = {rows_of, count_row, NULL, 16},
	[PHASE_WEIGH] = {rows_of, weigh_row, NULL, 16},
	[PHASE_BUCKET_SIZES] = {kept_terms_of, count_bucket, begin_terms, 4096},
	[PHASE_BUCKET_SUMS] = {buckets_of, sum_bucket, NULL, 65536},
	[PHASE_TERMS] = {kept_terms_of, place_term, NULL, 1024},
	[PHASE_SIZES] = {rows_of, size_row, NULL, 64},
	[PHASE_SUMS] = {buckets_of, sum_terms, NULL, 16384},
	[PHASE_POSTINGS] = {rows_of, write_row, begin_postings, 64},
	[PHASE_LINK_SIZES] = {links_of, count_link, NULL, 4096},
	[PHASE_LINK_SUMS] = {runs_of, sum_links, NULL, 65536},
	[PHASE_LINKS] = {links_of, place_link, NULL, 4096},
};

/* About what part is done once a phase is and so many rows of the next. */
static int percent_of(const struct vectors *vectors, enum phase phase, size_t next)
{
	static const unsigned from[] = {0, 25, 85}, parts[] = {25, 60, 0}; /* of what counting and weighing cost */
	size_t known = MIN((size_t)phase, G_N_ELEMENTS(from) - 1);
	return (int)(from[known] + next * parts[known] / MAX(vectors->count, 1));
}

/* Goes through one phase. False where it is to stop. */
static bool work_phase(struct vectors *vectors, enum phase phase, struct vectors_going *going)
{
	size_t items, next = 0;
	if (steps[phase].begin)
		steps[phase].begin(vectors);
	items = steps[phase].items(vectors);
	while (next < items && !g_atomic_int_get(&going->stop)) {
		size_t end = MIN(next + steps[phase].portion, items);
		for (; next < end; next++)
			steps[phase].work(vectors, next);
		g_atomic_int_set(&going->percent, percent_of(vectors, phase, next));
	}
	return next == items;
}

GBytes *vectors_build(const struct vectors_source *source, vectors_elsewhere *elsewhere, const void *data,
                      uint64_t documents, struct vectors_going *going)
{
	struct vectors vectors = {.elsewhere = elsewhere, .data = data, .documents_elsewhere = documents};
	GBytes *bytes = NULL;
	bool goes_on = true;
	init(&vectors, source);
	for (enum phase phase = 0; phase < PHASE_DONE && goes_on; phase++)
		goes_on = work_phase(&vectors, phase, going);
	if (goes_on) {
		memcpy(vectors.bytes, &vectors.head, sizeof(vectors.head));
		bytes = g_bytes_new_take(g_steal_pointer(&vectors.bytes), vectors.size);
	}
	clear(&vectors);
	return bytes;
}
