/* SPDX-License-Identifier: MIT */
/*
 * Two looks at the sample: the first counts pairs, the second the runs of which all pairs are frequent (Agrawal and
 * Srikant 1994: a run is no more frequent than its parts). Counts stand in tables by hash, those of runs in two, of which
 * the smaller one is nearer to the truth; that too much is chosen now and then does no harm.
 */
#include "find/runs.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "find/letters.h"
#include "text/fold.h"

enum {
	BITS = 18,
	ROWS = 2,
	PORTION = 256,
	SHARE = 256, /* what one of so many articles has may be chosen, */
	FEWEST = 4,  /* but of so many, at least */
	SPELLED = 18, /* bytes that a run takes besides its postings, about */
};

struct cell {
	uint16_t article, count; /* the last one that had it; how many did */
};

struct runs {
	uint64_t pairs[(1u << BITS) / 64];
	uint64_t chosen[ROWS][(1u << BITS) / 64];
	struct cell *rows[ROWS]; /* while a look goes on */
};

struct runs *runs_new(void)
{
	struct runs *runs = g_new0(struct runs, 1);
	for (size_t i = 0; i < ROWS; i++)
		runs->rows[i] = g_new0(struct cell, 1u << BITS);
	return runs;
}

void runs_free(struct runs *runs)
{
	for (size_t i = 0; runs && i < ROWS; i++)
		g_free(runs->rows[i]);
	g_free(runs);
}

static inline uint32_t place_of_pair(uint32_t first, uint32_t second)
{
	return (uint32_t)(((uint64_t)first << 21 | second) * 0x9E3779B97F4A7C15u >> (64 - BITS));
}

/* Of the last three or four. */
static inline uint64_t mix(const uint32_t *codes, unsigned count)
{
	uint64_t key = (uint64_t)codes[0] << 42 | (uint64_t)codes[1] << 21 | codes[2];
	if (count > RUN_LEAST)
		key = (key ^ key >> 31) * 0xD6E8FEB86659FD93u + codes[3];
	key = (key ^ key >> 29) * 0xD6E8FEB86659FD93u;
	return key ^ key >> 32;
}

static inline uint32_t place_of_run(uint64_t mixed, unsigned row)
{
	return (uint32_t)(row ? mixed * 0x9E3779B97F4A7C15u >> (64 - BITS) : mixed & ((1u << BITS) - 1));
}

static inline bool has(const uint64_t *bits, uint32_t place)
{
	return bits[place / 64] >> place % 64 & 1;
}

static inline void note(struct cell *cell, uint16_t article)
{
	cell->count = (uint16_t)(cell->count + (cell->article != article));
	cell->article = article;
}

/* Takes one more character; false where no run may go on with it. */
static inline void push(const struct runs *runs, struct runs_tail *tail, uint32_t code)
{
	if (tail->count > 0 && !has(runs->pairs, place_of_pair(tail->codes[0], code)))
		tail->count = 0;
	for (unsigned i = RUN_MOST - 1; i > 0; i--)
		tail->codes[i] = tail->codes[i - 1];
	tail->codes[0] = code;
	tail->count += tail->count < RUN_MOST;
}

static void count_runs(struct runs *runs, struct runs_tail *tail, uint32_t code, uint16_t article)
{
	push(runs, tail, code);
	for (unsigned count = RUN_LEAST; count <= tail->count; count++) {
		uint64_t mixed = mix(tail->codes, count);
		for (unsigned row = 0; row < ROWS; row++)
			note(&runs->rows[row][place_of_run(mixed, row)], article);
	}
}

static void count_pair(struct runs *runs, struct runs_tail *tail, uint32_t code, uint16_t article)
{
	if (tail->count > 0)
		note(&runs->rows[0][place_of_pair(tail->codes[0], code)], article);
	tail->codes[0] = code;
	tail->count = 1;
}

void runs_count(struct runs *runs, enum runs_look look, struct span text, uint16_t article)
{
	struct fold fold = {.text = text, .kind = FOLD_ALL};
	uint32_t codes[PORTION];
	bool odd = false;
	struct runs_tail tail = {.count = 0};
	for (size_t read; (read = fold_codes(&fold, codes, PORTION, &odd)) > 0;) {
		for (size_t i = 0; i < read; i++) {
			if (!letters_is_run(codes[i]))
				tail.count = 0;
			else if (look == RUNS_PAIRS)
				count_pair(runs, &tail, codes[i], article);
			else
				count_runs(runs, &tail, codes[i], article);
		}
	}
}

static void choose(const struct cell *row, uint16_t least, uint64_t *bits)
{
	for (uint32_t i = 0; i < 1u << BITS; i++)
		bits[i / 64] |= (uint64_t)(row[i].count >= least) << i % 64;
}

/* Bytes that are kept of a run that so many of the sample's articles have, about. */
static double size_of(uint32_t having, struct runs_sample sample)
{
	double mean = (double)sample.articles / having;
	double postings = mean < 4 ? sample.articles / 8.0 : having * (log2(mean) + 1.5) / 8;
	return postings * sample.times + SPELLED;
}

/* The least count from which on all runs together have room. */
static uint16_t least_of(const struct cell *row, uint16_t least, struct runs_sample sample)
{
	uint32_t *counts = g_new0(uint32_t, (size_t)sample.articles + 1);
	double total = 0;
	uint16_t from = sample.articles;
	for (uint32_t i = 0; i < 1u << BITS; i++)
		counts[MIN(row[i].count, sample.articles)]++;
	while (from > least && (total += counts[from] * size_of(from, sample)) <= (double)sample.bytes)
		from--;
	g_free(counts);
	return from;
}

void runs_choose(struct runs *runs, enum runs_look look, struct runs_sample sample)
{
	uint16_t least = (uint16_t)MAX(sample.articles / SHARE, FEWEST);
	if (look == RUNS_RUNS && sample.articles > least)
		least = least_of(runs->rows[0], least, sample);
	choose(runs->rows[0], least, look == RUNS_PAIRS ? runs->pairs : runs->chosen[0]);
	if (look == RUNS_RUNS)
		choose(runs->rows[1], least, runs->chosen[1]);
	for (unsigned row = 0; row < ROWS; row++)
		memset(runs->rows[row], 0, sizeof(struct cell) << BITS);
}

static inline bool is_chosen(const struct runs *runs, const struct runs_tail *tail, unsigned count)
{
	uint64_t mixed = mix(tail->codes, count);
	return has(runs->chosen[0], place_of_run(mixed, 0)) && has(runs->chosen[1], place_of_run(mixed, 1));
}

unsigned runs_take(const struct runs *runs, struct runs_tail *tail, uint32_t code)
{
	push(runs, tail, code);
	bool before = tail->chosen;
	tail->chosen = tail->count >= RUN_LEAST && is_chosen(runs, tail, RUN_LEAST);
	if (!tail->chosen)
		return 0;
	bool four = before && tail->count == RUN_MOST && is_chosen(runs, tail, RUN_MOST);
	return 1u << RUN_LEAST | (unsigned)four << RUN_MOST;
}
