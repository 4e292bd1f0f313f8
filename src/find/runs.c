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
	BITS = 18,       /* of the cells */
	NUMBER_BITS = GRAM_CODE_BITS,
	NUMBER_MASK = (1 << NUMBER_BITS) - 1,
	NUMBERS_MOST = 1 << 19,
	FIRST_SHIFT = 43, SECOND_SHIFT = 22, /* of a hash of 64 bits: 21 for each of two slots */
	FIRST_SLOTS = 1 << 10, /* of the table, when it is new */
	MOVES_MOST = 100,      /* of entries, for another to find a slot */
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
	uint64_t seed, spread; /* odd: hashes of cells, and of entries */
	uint64_t *table; /* entries; 0: nothing is here */
	size_t mask;     /* one less than there are slots */
	GArray *frequent; /* struct runs_frequent */
	GArray *sample;   /* uint32_t: folded characters */
	uint16_t articles; /* of the sample */
};

struct runs *runs_new(uint64_t seed)
{
	struct runs *runs = g_new0(struct runs, 1);
	runs->seed = runs->spread = seed | 1;
	runs->mask = FIRST_SLOTS - 1;
	runs->table = g_new0(uint64_t, runs->mask + 1);
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
			codes[i] = letters_is_paired(codes[i]) ? codes[i] : GAP;
		g_array_append_vals(runs->sample, codes, (guint)read);
	}
}

/* The table -------------------------------------------------------------------------------------------------------- */

/*
 * An entry is a key, whose kind is one of two and takes a bit, above a number: so that what is near to the processor
 * holds all of them. No key is 0.
 */
static inline uint64_t entry_of_pair(uint32_t first, uint32_t second)
{
	return ((uint64_t)first << GRAM_CODE_BITS | second) << NUMBER_BITS;
}

static inline uint64_t entry_of_run(uint32_t rest, uint32_t first)
{
	return (uint64_t)1 << 63 | entry_of_pair(rest, first);
}

static uint64_t entry_of(uint64_t key)
{
	uint32_t first = gram_first_of(key), second = gram_second_of(key);
	return gram_kind_of(key) == GRAM_RUN ? entry_of_run(first, second) : entry_of_pair(first, second);
}

/*
 * An entry is in one of two slots, so that nobody has to look on (Pagh and Rodler 2004). Multiplying by a number that
 * nobody knows makes few meet (Dietzfelbinger and others 1997).
 */
static inline uint64_t *slot_of(const struct runs *runs, uint64_t entry, bool second)
{
	uint64_t hash = (entry >> NUMBER_BITS) * runs->spread;
	return &runs->table[hash >> (second ? SECOND_SHIFT : FIRST_SHIFT) & runs->mask];
}

/* The number, or more than NUMBER_MASK: of a slot that has what is wanted, nothing else is left. */
static inline uint64_t number_of(const struct runs *runs, uint64_t wanted)
{
	uint64_t first = *slot_of(runs, wanted, false) ^ wanted, second = *slot_of(runs, wanted, true) ^ wanted;
	return MIN(first, second);
}

uint32_t runs_find(const struct runs *runs, uint64_t key)
{
	uint64_t number = number_of(runs, entry_of(key));
	return number <= NUMBER_MASK ? (uint32_t)number : RUNS_NONE;
}

/* What was there before goes to its other slot. False where that does not end: then one is missing. */
static bool put_entry(struct runs *runs, uint64_t entry)
{
	bool second = false;
	for (unsigned moves = 0; moves < MOVES_MOST && entry; moves++) {
		uint64_t *slot = slot_of(runs, entry, second), before = *slot;
		*slot = entry;
		entry = before;
		second = slot_of(runs, before, false) == slot;
	}
	return entry == 0;
}

/* More than four of ten slots are taken: with five, entries find none. */
static bool is_full(const struct runs *runs)
{
	return (size_t)runs->frequent->len * 5 > runs->mask * 2;
}

/* Puts all down anew, by other hashes, until each has a slot. */
static void fill_table(struct runs *runs)
{
	const struct runs_frequent *frequent = (const struct runs_frequent *)(const void *)runs->frequent->data;
	bool filled;
	if (is_full(runs))
		runs->mask = 2 * runs->mask + 1;
	do {
		g_free(runs->table);
		runs->table = g_new0(uint64_t, runs->mask + 1);
		runs->spread *= runs->seed;
		filled = true;
		for (guint i = 0; i < runs->frequent->len && filled; i++)
			filled = put_entry(runs, entry_of(frequent[i].key) | i);
	} while (!filled);
}

const struct runs_frequent *runs_frequent(const struct runs *runs, size_t *count)
{
	*count = runs->frequent->len;
	return (const struct runs_frequent *)(const void *)runs->frequent->data;
}

/* Taking ----------------------------------------------------------------------------------------------------------- */

enum { NO_END = RUNS_BEFORE + RUNS_PORTION };

/* Where frequent ones of a length end in a window, ascending, of those that follow directly on another one's end. */
struct ends {
	size_t count, last; /* where the last one ended, of all */
	uint16_t at[NO_END];
	uint32_t number[NO_END];
};

/* Of two letters that stand side by side, whether runs are made of them: other pairs are of letters that have words. */
static inline bool is_open(uint32_t first, uint32_t second)
{
	return MIN(first, second) >= LETTERS_WORDS_END;
}

/* No branches here and below: none could be foreseen. */
static inline void note_end(struct ends *ends, size_t at, uint64_t number, bool is)
{
	ends->at[ends->count] = (uint16_t)at;
	ends->number[ends->count] = (uint32_t)number;
	ends->count += is & (ends->last + 1 == at);
	ends->last = is ? at : ends->last;
}

/* A key, or the place of what has a number. */
static inline void put_down(struct runs_found *found, uint64_t key, uint64_t number, bool is)
{
	found->keys[found->key_count] = key;
	found->key_count += is & (number > NUMBER_MASK);
	found->places[found->place_count] = RUNS_CODES + (uint32_t)number;
	found->place_count += is & (number <= NUMBER_MASK);
}

static struct runs_found take_pairs(const struct runs *runs, const struct runs_window *window, struct ends *ends,
                                    struct runs_found found)
{
	uint32_t first = window->codes[0];
	ends->count = 0;
	ends->last = NO_END;
	for (size_t i = 1, count = window->count; i < count; i++) {
		uint32_t second = window->codes[i];
		uint64_t number = number_of(runs, entry_of_pair(first, second));
		put_down(&found, gram_key(GRAM_TWO, first, second), number, first && second && i >= RUNS_BEFORE);
		note_end(ends, i, number, is_open(first, second) & (number <= NUMBER_MASK));
		first = second;
	}
	return found;
}

/* All of a length are looked up before the next, so that none has to wait for another. */
static struct runs_found take_runs(const struct runs *runs, const struct runs_window *window, unsigned length,
                                   struct ends *ends, struct runs_found found)
{
	size_t shorter = ends->count;
	ends->count = 0;
	ends->last = NO_END;
	for (size_t i = 0; i < shorter; i++) {
		size_t at = ends->at[i];
		uint32_t rest = ends->number[i], first = window->codes[at + 1 - length];
		uint64_t number = number_of(runs, entry_of_run(rest, first));
		put_down(&found, gram_run_key(rest, first), number, at >= RUNS_BEFORE);
		note_end(ends, at, number, number <= NUMBER_MASK);
	}
	return found;
}

void runs_take(const struct runs *runs, struct runs_window *window, struct runs_found *found)
{
	struct ends ends;
	size_t over = MIN(window->count, RUNS_BEFORE);
	*found = take_pairs(runs, window, &ends, *found);
	for (unsigned length = RUN_LEAST; length <= RUN_MOST && ends.count > 0; length++)
		*found = take_runs(runs, window, length, &ends, *found);
	memmove(window->codes, window->codes + window->count - over, over * sizeof(*window->codes));
	window->count = over;
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
	return &look->cells[key * look->runs->seed >> (64 - BITS)];
}

static void add_frequent(struct runs *runs, uint64_t key, uint32_t front)
{
	struct runs_frequent frequent = {key, front};
	if (runs_find(runs, key) != RUNS_NONE || runs->frequent->len == NUMBERS_MOST)
		return;
	g_array_append_val(runs->frequent, frequent);
	if (is_full(runs) || !put_entry(runs, entry_of(key)))
		fill_table(runs);
}

/* What so many articles have is frequent from then on. */
static void count_all(const struct look *look, uint16_t least)
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
		if (cell->count >= least)
			add_frequent(look->runs, key, look->ends[i - 1]);
	}
}

static int by_key(const void *a, const void *b)
{
	const struct runs_frequent *one = a, *other = b;
	return (one->key > other->key) - (one->key < other->key);
}

/* Those from `first` on get their numbers, by key. */
static void number_all(struct runs *runs, guint first)
{
	struct runs_frequent *frequent = (struct runs_frequent *)(void *)runs->frequent->data;
	if (runs->frequent->len == first)
		return;
	qsort(frequent + first, runs->frequent->len - first, sizeof(*frequent), by_key);
	fill_table(runs);
}

/* Backwards, for what ends with a character depends on the one before. */
static void end_all(const struct look *look)
{
	for (size_t i = look->count; i-- > 0;) {
		uint64_t key = key_at(look, i);
		bool open = key && (look->length >= RUN_LEAST || is_open(look->codes[i - 1], look->codes[i]));
		look->ends[i] = open ? runs_find(look->runs, key) : RUNS_NONE;
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
		guint first = runs->frequent->len;
		count_all(&look, (uint16_t)MAX(share, FEWEST));
		number_all(runs, first);
		end_all(&look);
	}
	g_free(look.ends);
	g_free(look.cells);
	g_array_set_size(runs->sample, 0);
}
