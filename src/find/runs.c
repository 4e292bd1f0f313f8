/* SPDX-License-Identifier: MIT */
/*
 * One look at the sample after the other: pairs, then runs of three, of four... whose parts are frequent (Agrawal and
 * Srikant 1994: a run is no more frequent than its parts; what they call a candidate is what is kept). They are counted
 * by hash, and what others are counted with is too much; that something is taken for frequent then does no harm.
 */
#include "find/runs.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "find/gram_key.h"
#include "find/letters.h"
#include "text/fold.h"

enum {
	BITS = 18,
	NUMBER_BITS = GRAM_CODE_BITS,
	FIRST_BITS = 10, /* of the table, when it is new */
	PORTION = 256,
	SHARE = 128,     /* what one of so many articles has is frequent, */
	SHARE_LONG = 48, /* where it has more than */
	SHORT = 3,       /* so many characters, */
	FEWEST = 4,      /* but of so many, at least */
	GAP = 0,         /* in the sample: what no run has, */
	NEXT = 1,        /* and the beginning of an article */
};

struct cell {
	uint16_t article, count; /* the last one that had it; how many did */
};

struct runs {
	uint64_t seed; /* odd */
	uint64_t pairs[(1u << BITS) / 64]; /* most that are not frequent are known by this */
	uint64_t *table; /* numbers by key; 0: nothing is here */
	unsigned bits;
	GArray *frequent; /* struct runs_frequent */
	GArray *sample;   /* uint32_t: folded characters */
	uint16_t articles; /* of the sample */
};

struct runs *runs_new(uint64_t seed)
{
	struct runs *runs = g_new0(struct runs, 1);
	runs->seed = seed | 1;
	runs->bits = FIRST_BITS;
	runs->table = g_new0(uint64_t, (size_t)1 << runs->bits);
	runs->frequent = g_array_new(FALSE, FALSE, sizeof(struct runs_frequent));
	runs->sample = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	return runs;
}

void runs_free(struct runs *runs)
{
	if (!runs)
		return;
	g_free(runs->table);
	g_array_unref(runs->frequent);
	g_array_unref(runs->sample);
	g_free(runs);
}

void runs_add(struct runs *runs, struct span text, bool next)
{
	struct fold fold = {.text = text, .kind = FOLD_ALL};
	uint32_t codes[PORTION], mark = next ? NEXT : GAP;
	bool odd = false;
	runs->articles = (uint16_t)(runs->articles + next);
	g_array_append_val(runs->sample, mark);
	for (size_t read; (read = fold_codes(&fold, codes, PORTION, &odd)) > 0;) {
		for (size_t i = 0; i < read; i++)
			codes[i] = letters_is_run(codes[i]) ? codes[i] : GAP;
		g_array_append_vals(runs->sample, codes, (guint)read);
	}
}

/* The table -------------------------------------------------------------------------------------------------------- */

/*
 * An entry is a key, whose kind is one of two and takes a bit, above a number: so that what is near to the processor
 * holds all of them. No key is 0.
 */
static inline uint64_t packed(uint64_t key)
{
	return key << (NUMBER_BITS + 1) >> 1 | (uint64_t)(gram_kind_of(key) == GRAM_RUN) << 63;
}

/* Multiplying by a number that nobody knows makes few meet (Dietzfelbinger and others 1997). */
static inline uint64_t hash_of(const struct runs *runs, uint64_t key)
{
	return key * runs->seed;
}

static inline uint64_t *entry_of(const struct runs *runs, uint64_t key, uint64_t hash)
{
	size_t mask = ((size_t)1 << runs->bits) - 1, at = (size_t)(hash >> (64 - runs->bits));
	uint64_t wanted = packed(key);
	while (runs->table[at] && (runs->table[at] ^ wanted) >> NUMBER_BITS)
		at = (at + 1) & mask;
	return &runs->table[at];
}

static void grow(struct runs *runs)
{
	const struct runs_frequent *frequent = (const struct runs_frequent *)(const void *)runs->frequent->data;
	g_free(runs->table);
	runs->table = g_new0(uint64_t, (size_t)1 << ++runs->bits);
	for (guint i = 0; i < runs->frequent->len; i++)
		*entry_of(runs, frequent[i].key, hash_of(runs, frequent[i].key)) = packed(frequent[i].key) | i;
}

static inline bool may_be_pair(const struct runs *runs, uint64_t hash)
{
	return runs->pairs[(hash >> (64 - BITS)) / 64] >> (hash >> (64 - BITS)) % 64 & 1;
}

static inline uint32_t number_of(const struct runs *runs, uint64_t key, uint64_t hash)
{
	uint64_t entry = *entry_of(runs, key, hash);
	return entry ? (uint32_t)(entry & ((1u << NUMBER_BITS) - 1)) : RUNS_NONE;
}

uint32_t runs_find(const struct runs *runs, uint64_t key)
{
	return number_of(runs, key, hash_of(runs, key));
}

const struct runs_frequent *runs_frequent(const struct runs *runs, size_t *count)
{
	*count = runs->frequent->len;
	return (const struct runs_frequent *)(const void *)runs->frequent->data;
}

/* Taking ----------------------------------------------------------------------------------------------------------- */

/* Where frequent ones of a length end in a window, ascending. */
struct ends {
	size_t count;
	uint16_t at[RUNS_BEFORE + RUNS_PORTION];
	uint32_t number[RUNS_BEFORE + RUNS_PORTION];
};

static inline void note_end(struct ends *ends, uint16_t at, uint32_t number)
{
	ends->at[ends->count] = at;
	ends->number[ends->count] = number;
	ends->count += number != RUNS_NONE;
}

static void take_pairs(const struct runs *runs, const struct runs_window *window, struct ends *ends)
{
	ends->count = 0;
	for (size_t i = 1; i < window->count; i++) {
		uint32_t first = window->codes[i - 1], second = window->codes[i];
		uint64_t key = gram_key(GRAM_TWO, first, second), hash = hash_of(runs, key);
		if (first && second && may_be_pair(runs, hash))
			note_end(ends, (uint16_t)i, number_of(runs, key, hash));
	}
}

/*
 * Runs are where two end side by side that are shorter by one. All of a length are looked up before the next, so that
 * none has to wait for another.
 */
static size_t take_runs(const struct runs *runs, const struct runs_window *window, unsigned length, struct ends *ends,
                        uint64_t *keys)
{
	size_t count = 0, shorter = ends->count;
	uint16_t before = ends->at[0];
	ends->count = 0;
	for (size_t i = 1; i < shorter; i++) {
		uint16_t at = ends->at[i];
		bool beside = at == before + 1;
		before = at;
		if (!beside)
			continue;
		uint64_t key = gram_run_key(ends->number[i], window->codes[at + 1u - length]);
		keys[count] = key;
		count += at >= RUNS_BEFORE;
		note_end(ends, at, runs_find(runs, key));
	}
	return count;
}

size_t runs_take(const struct runs *runs, struct runs_window *window, uint64_t *keys)
{
	struct ends ends;
	size_t count = 0, over = MIN(window->count, RUNS_BEFORE);
	take_pairs(runs, window, &ends);
	for (unsigned length = RUN_LEAST; length <= RUN_MOST && ends.count > 1; length++)
		count += take_runs(runs, window, length, &ends, keys + count);
	memmove(window->codes, window->codes + window->count - over, over * sizeof(*window->codes));
	window->count = over;
	return count;
}

/* Choosing --------------------------------------------------------------------------------------------------------- */

/* The sample while it is looked at: of each character, which frequent one of a length ends with it. */
struct look {
	struct runs *runs;
	const uint32_t *codes;
	uint32_t *ends; /* numbers, or RUNS_NONE */
	size_t count;
	unsigned length;    /* of what is counted now */
	struct cell *cells;
};

/* What ends with a character and has two frequent parts; 0: nothing. */
static inline uint64_t key_at(const struct look *look, size_t at)
{
	if (at == 0 || look->ends[at] == RUNS_NONE || look->ends[at - 1] == RUNS_NONE)
		return 0;
	if (look->length < RUN_LEAST)
		return gram_key(GRAM_TWO, look->codes[at - 1], look->codes[at]);
	return gram_run_key(look->ends[at], look->codes[at + 1 - look->length]);
}

static inline struct cell *cell_of(const struct look *look, uint64_t key)
{
	return &look->cells[hash_of(look->runs, key) >> (64 - BITS)];
}

static void count_all(const struct look *look)
{
	uint16_t article = 0;
	memset(look->cells, 0, sizeof(*look->cells) << BITS);
	for (size_t i = 0; i < look->count; i++) {
		uint64_t key = key_at(look, i);
		article = (uint16_t)(article + (look->codes[i] == NEXT));
		if (key == 0)
			continue;
		struct cell *cell = cell_of(look, key);
		cell->count = (uint16_t)(cell->count + (cell->article != article));
		cell->article = article;
	}
}

static int by_key(const void *a, const void *b)
{
	const struct runs_frequent *one = a, *other = b;
	return (one->key > other->key) - (one->key < other->key);
}

static void add_frequent(struct runs *runs, uint64_t key, uint32_t front)
{
	uint64_t hash = hash_of(runs, key);
	uint64_t *entry = entry_of(runs, key, hash);
	struct runs_frequent frequent = {key, front};
	if (*entry)
		return;
	*entry = packed(key);
	g_array_append_val(runs->frequent, frequent);
	if (gram_kind_of(key) == GRAM_TWO)
		runs->pairs[(hash >> (64 - BITS)) / 64] |= (uint64_t)1 << (hash >> (64 - BITS)) % 64;
	if ((size_t)runs->frequent->len * 3 > (size_t)2 << runs->bits)
		grow(runs);
}

/* Of what so many articles have: numbers by key. */
static void number_all(const struct look *look, uint16_t least)
{
	struct runs *runs = look->runs;
	guint first = runs->frequent->len;
	for (size_t i = 0; i < look->count; i++) {
		uint64_t key = key_at(look, i);
		if (key && cell_of(look, key)->count >= least)
			add_frequent(runs, key, look->ends[i - 1]);
	}
	if (runs->frequent->len == first)
		return;
	struct runs_frequent *frequent = (struct runs_frequent *)(void *)runs->frequent->data;
	qsort(frequent + first, runs->frequent->len - first, sizeof(*frequent), by_key);
	for (guint i = first; i < runs->frequent->len; i++)
		*entry_of(runs, frequent[i].key, hash_of(runs, frequent[i].key)) = packed(frequent[i].key) | i;
}

/* Backwards, for what ends with a character depends on the one before. */
static void end_all(const struct look *look)
{
	for (size_t i = look->count; i-- > 0;) {
		uint64_t key = key_at(look, i);
		look->ends[i] = key ? runs_find(look->runs, key) : RUNS_NONE;
	}
}

void runs_choose(struct runs *runs)
{
	struct look look = {.runs = runs, .codes = (const uint32_t *)(const void *)runs->sample->data};
	look.count = runs->sample->len;
	look.ends = g_new(uint32_t, MAX(look.count, 1));
	look.cells = g_new(struct cell, 1u << BITS);
	for (size_t i = 0; i < look.count; i++)
		look.ends[i] = look.codes[i] > NEXT ? 0 : RUNS_NONE;
	for (look.length = RUN_LEAST - 1; look.length < RUN_MOST; look.length++) {
		unsigned share = runs->articles / (unsigned)(look.length > SHORT ? SHARE_LONG : SHARE);
		count_all(&look);
		number_all(&look, (uint16_t)MAX(share, FEWEST));
		end_all(&look);
	}
	g_free(look.ends);
	g_free(look.cells);
	g_array_set_size(runs->sample, 0);
}
