/* SPDX-License-Identifier: MIT */
/*
 * Runs have keys by the numbers of frequent grams (find/runs.h), which stand in the order of keys: so they stay in this
 * order when they get those that are written (index_format.h). Where a part would become too large, less is taken for
 * frequent, and of what is not, no runs are made.
 */
#include "find/index_builder.h"
#include "find/index_format.h"

enum {
	RUN_SIZE = 6,    /* bytes of what stands of a run besides its postings, about */
	PART_MOST = 345, /* all of a part takes no more than so many thousandths of the text, where runs can help it */
	LEAST = 2,       /* articles of what is frequent */
};

/* What is frequent in the sample, and its lists. */
struct order {
	const struct runs *runs;
	const struct runs_frequent *frequent;
	size_t frequent_count;
	uint32_t *counts; /* its articles */
	uint32_t *places; /* its list, once that has its place */
	struct listed *lists;
	size_t count, others; /* lists; those that are not of runs */
	uint32_t *rarer; /* of each run */
};

/* The articles of a run are among those of both of its parts; of the rarer one, how many. */
static uint32_t rarer_of(const struct order *order, uint64_t key)
{
	uint32_t rest = gram_first_of(key), first = gram_second_of(key);
	const struct runs_frequent *frequent = &order->frequent[rest];
	uint64_t front = gram_kind_of(frequent->key) == GRAM_TWO ?
	                         gram_key(GRAM_TWO, first, gram_first_of(frequent->key)) :
	                         gram_run_key(frequent->front, first);
	uint32_t number = runs_find(order->runs, front);
	return number == RUNS_NONE ? 0 : MIN(order->counts[rest], order->counts[number]);
}

static void count_articles(struct order *order)
{
	size_t next = 0;
	for (size_t i = 0; i < order->count; i++) {
		while (next < order->frequent_count && order->frequent[next].key < order->lists[i].key)
			next++;
		if (next < order->frequent_count && order->frequent[next].key == order->lists[i].key)
			order->counts[next] = order->lists[i].count;
		order->others += gram_kind_of(order->lists[i].key) != GRAM_RUN;
	}
	for (size_t i = order->others; i < order->count; i++)
		order->rarer[i - order->others] = rarer_of(order, order->lists[i].key);
}

/* What has so many articles may be frequent, for all runs that follow from it to find room. */
static uint32_t least_of(const struct order *order, uint64_t taken, const struct part_source *source)
{
	uint64_t room = source->text * PART_MOST / 1000, *sizes = g_new0(uint64_t, (size_t)source->count + 1);
	uint32_t least = source->count;
	if (order->count >= INDEX_RESTS)
		room = 0;
	for (size_t i = 0; i < order->others; i++)
		taken += builder_size_of(order->lists[i].count, source->count);
	for (size_t i = order->others; i < order->count; i++) {
		uint32_t articles = order->lists[i].count, rarer = order->rarer[i - order->others];
		uint32_t of = MAX(rarer, articles);
		sizes[rarer] += RUN_SIZE + builder_size_of(MIN(articles, of - articles), of);
	}
	while (least >= LEAST && (taken += sizes[least]) <= room)
		least--;
	g_free(sizes);
	return least + 1;
}

/* Leaves out runs of which a part is too rare; the others get keys, for what each goes on from has its place then. */
static size_t place_lists(struct order *order, uint32_t least)
{
	size_t kept = 0, next = 0;
	for (size_t i = 0; i < order->count; i++) {
		struct listed listed = order->lists[i];
		uint64_t key = listed.key;
		while (next < order->frequent_count && order->frequent[next].key < key)
			next++;
		if (i >= order->others) {
			if (order->rarer[i - order->others] < least)
				continue;
			listed.key = gram_run_key(order->places[gram_first_of(key)], gram_second_of(key));
		}
		if (next < order->frequent_count && order->frequent[next].key == key) {
			listed.frequent = listed.count >= least;
			order->places[next] = (uint32_t)kept;
		}
		order->lists[kept++] = listed;
	}
	return kept;
}

void builder_order(struct builder *builder, const struct part_source *source)
{
	struct order order = {.runs = builder->runs, .count = builder->lists->len};
	order.lists = (struct listed *)(void *)builder->lists->data;
	order.frequent = runs_frequent(builder->runs, &order.frequent_count);
	order.counts = g_new0(uint32_t, MAX(order.frequent_count, 1));
	order.places = g_new0(uint32_t, MAX(order.frequent_count, 1));
	order.rarer = g_new0(uint32_t, MAX(order.count, 1));
	count_articles(&order);
	uint32_t least = least_of(&order, builder->spelled->len + builder->words->len, source);
	g_array_set_size(builder->lists, (guint)place_lists(&order, least));
	g_free(order.counts);
	g_free(order.places);
	g_free(order.rarer);
}
