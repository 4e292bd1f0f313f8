/* SPDX-License-Identifier: MIT */
/*
 * Three looks at the sample: the first counts pairs, the second the runs of three and four of which all pairs are
 * frequent, the third the longer ones of which all fours are (Agrawal and Srikant 1994: a run is no more frequent than
 * its parts). Counts stand in tables by hash, those of runs in two, of which
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
	SHORT = 4,   /* characters of a run that the second look counts, at most */
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

/* Of the last three; and with one more before them. */
static inline uint64_t key_of_three(const uint32_t *codes)
{
	return (uint64_t)codes[0] << 42 | (uint64_t)codes[1] << 21 | codes[2];
}

static inline uint64_t key_with(uint64_t key, uint32_t code)
{
	return (key ^ key >> 31) * 0xD6E8FEB86659FD93u + code;
}

static inline uint64_t mix(uint64_t key)
{
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
	if (tail->count > 0 && !has(runs->pairs, place_of_pair(*runs_last(tail), code)))
		tail->count = 0;
	if (tail->at == 0) {
		tail->at = RUNS_TAIL - RUN_MOST;
		memcpy(tail->codes + tail->at, tail->codes, RUN_MOST * sizeof(*tail->codes));
	}
	tail->codes[--tail->at] = code;
	tail->count += tail->count < RUN_MOST;
}

static inline bool is_chosen(const struct runs *runs, uint64_t key)
{
	uint64_t mixed = mix(key);
	return has(runs->chosen[0], place_of_run(mixed, 0)) && has(runs->chosen[1], place_of_run(mixed, 1));
}

unsigned runs_take(const struct runs *runs, struct runs_tail *tail, uint32_t code)
{
	push(runs, tail, code);
	uint64_t key = key_of_three(runs_last(tail));
	unsigned before = tail->chosen;
	tail->chosen = 0;
	for (unsigned count = RUN_LEAST; count <= tail->count && is_chosen(runs, key); count++) {
		tail->chosen |= 1u << count;
		if (count == RUN_MOST || !(before >> count & 1))
			break;
		key = key_with(key, runs_last(tail)[count]);
	}
	return tail->chosen;
}

/* Those that end with the last character and have `from` to `to` of them. */
static void count_runs(struct runs *runs, const struct runs_tail *tail, unsigned from, unsigned to, uint16_t article)
{
	uint64_t key = key_of_three(runs_last(tail));
	for (unsigned count = RUN_LEAST; count <= to; count++) {
		key = count > RUN_LEAST ? key_with(key, runs_last(tail)[count - 1]) : key;
		for (unsigned row = 0; row < ROWS && count >= from; row++)
			note(&runs->rows[row][place_of_run(mix(key), row)], article);
	}
}

static void count_short(struct runs *runs, struct runs_tail *tail, uint32_t code, uint16_t article)
{
	push(runs, tail, code);
	count_runs(runs, tail, RUN_LEAST, MIN(tail->count, SHORT), article);
}

static void count_long(struct runs *runs, struct runs_tail *tail, uint32_t code, uint16_t article)
{
	bool four = runs_take(runs, tail, code) >> SHORT & 1;
	tail->fours = four ? tail->fours + 1 : 0;
	count_runs(runs, tail, SHORT + 1, MIN(tail->count, SHORT - 1 + tail->fours), article);
}

static void count_pair(struct runs *runs, struct runs_tail *tail, uint32_t code, uint16_t article)
{
	if (tail->count > 0)
		note(&runs->rows[0][place_of_pair(tail->codes[tail->at], code)], article);
	tail->codes[tail->at] = code;
	tail->count = 1;
}

static void (*const counters[])(struct runs *, struct runs_tail *, uint32_t, uint16_t) = {
	[RUNS_PAIRS] = count_pair, [RUNS_SHORT] = count_short, [RUNS_LONG] = count_long,
};

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
			else
				counters[look](runs, &tail, codes[i], article);
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
	if (look != RUNS_PAIRS && sample.articles > least)
		least = least_of(runs->rows[0], least, sample);
	choose(runs->rows[0], least, look == RUNS_PAIRS ? runs->pairs : runs->chosen[0]);
	if (look != RUNS_PAIRS)
		choose(runs->rows[1], least, runs->chosen[1]);
	for (unsigned row = 0; row < ROWS; row++)
		memset(runs->rows[row], 0, sizeof(struct cell) << BITS);
}
