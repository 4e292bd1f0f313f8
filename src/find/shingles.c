/* SPDX-License-Identifier: MIT */
/*
 * The hash of a run rolls on from letter to letter (a polynomial modulo 2^64, mixed before use). Two long texts are
 * compared by a sample of their runs: those whose hash is a multiple of something, the same for both.
 */
#include "find/shingles.h"

#include <glib.h>

#include "text/fold.h"

#define LETTERS 8
#define PORTION 128 /* code points that are folded at a time */
#define BINS 64
#define BINS_A_BAND (BINS / SIGNATURE_BANDS)
#define LEAST_RUNS 24     /* a shorter text has no near copies, only the same text */
#define SAMPLE_MOST 1024  /* runs of a text that are compared */
#define FACTOR 0x100000001B3u

struct runs {
	struct fold fold;
	uint32_t codes[PORTION]; /* folded, `read` of them, */
	size_t read, next;       /* and the next one */
	uint32_t letters[LETTERS]; /* the last ones, round and round */
	size_t count;
	uint64_t hash, power;
	bool signs;    /* it is for a signature: */
	uint64_t text; /* hash of all letters so far */
};

static uint64_t mix(uint64_t hash)
{
	hash = (hash ^ hash >> 32) * 0x9E3779B97F4A7C15u;
	hash = (hash ^ hash >> 29) * 0xD6E8FEB86659FD93u;
	return hash ^ hash >> 32;
}

static void runs_begin(struct runs *runs, struct span text, bool signs)
{
	*runs = (struct runs){
		.fold = {.text = span_cut(text, 0, SHINGLES_BYTES), .kind = FOLD_ALL}, .power = 1, .signs = signs};
	for (size_t i = 0; i < LETTERS; i++)
		runs->power *= FACTOR;
}

static inline bool is_letter(uint32_t code)
{
	return (code >= 0x4E00 && code < 0xA000) ||
	       (code < 0x80 ? g_ascii_isalnum((char)code) : g_unichar_isalnum(code));
}

/* The next letter; false at the end. */
static inline bool runs_letter(struct runs *runs, uint32_t *letter)
{
	bool odd = false;
	for (;;) {
		if (runs->next == runs->read) {
			runs->next = 0;
			runs->read = fold_codes(&runs->fold, runs->codes, PORTION, &odd);
		}
		if (runs->read == 0)
			return false;
		*letter = runs->codes[runs->next++];
		if (is_letter(*letter))
			return true;
	}
}

/* The hash of the next run; false at the end. */
static bool runs_next(struct runs *runs, uint64_t *hash)
{
	uint32_t letter;
	while (runs_letter(runs, &letter)) {
		uint32_t *place = &runs->letters[runs->count % LETTERS];
		if (runs->signs)
			runs->text = mix(runs->text + letter);
		runs->hash = runs->hash * FACTOR + letter - *place * runs->power;
		*place = letter;
		if (++runs->count >= LETTERS) {
			*hash = mix(runs->hash);
			return true;
		}
	}
	return false;
}

/* An empty bin borrows from the next one that is not, by how far away that is: two texts then borrow alike. */
static void fill_bins(uint32_t bins[BINS])
{
	uint32_t filled[BINS];
	for (uint32_t i = 0; i < BINS; i++) {
		uint32_t far = 0;
		while (far < BINS && bins[(i + far) % BINS] == UINT32_MAX)
			far++;
		filled[i] = bins[(i + far) % BINS] + far * 0x9E3779B9u;
	}
	memcpy(bins, filled, sizeof(filled));
}

struct signature shingles_sign(struct span text)
{
	struct signature signature = {0};
	uint32_t bins[BINS];
	struct runs runs;
	uint64_t hash;
	size_t count = 0;
	memset(bins, 0xFF, sizeof(bins));
	for (runs_begin(&runs, text, true); runs_next(&runs, &hash); count++) {
		uint32_t *bin = &bins[hash >> 58];
		*bin = MIN(*bin, (uint32_t)hash);
	}
	signature.text = runs.text;
	if (count < LEAST_RUNS)
		return signature;
	fill_bins(bins);
	for (size_t i = 0; i < SIGNATURE_BANDS; i++) {
		uint64_t band = i;
		for (size_t k = 0; k < BINS_A_BAND; k++)
			band = mix(band + bins[i * BINS_A_BAND + k]);
		signature.bands[i] = (uint32_t)band | 1;
	}
	return signature;
}

bool signatures_meet(const struct signature *one, const struct signature *other)
{
	bool text = one->text != 0 && one->text == other->text;
	int bands = 0;
	for (size_t i = 0; i < SIGNATURE_BANDS; i++) /* written so that the compiler compares several at a time */
		bands |= (one->bands[i] != 0) & (one->bands[i] == other->bands[i]);
	return text || bands;
}

/* Hashes, each once: open addressing, 0 for a free place. */
struct set {
	uint64_t *places;
	unsigned bits; /* of how many there are */
	size_t count;
};

static struct set set_new(size_t most)
{
	struct set set = {.bits = 4};
	while ((size_t)1 << set.bits < most * 2)
		set.bits++;
	set.places = g_new0(uint64_t, (size_t)1 << set.bits);
	return set;
}

static uint64_t *set_place(const struct set *set, uint64_t hash)
{
	size_t mask = ((size_t)1 << set->bits) - 1, at = (size_t)(hash >> (64 - set->bits));
	while (set->places[at] && set->places[at] != hash)
		at = (at + 1) & mask;
	return &set->places[at];
}

/* At most half of the places: what a text has more of than its bytes allow is left out. */
static void set_add(struct set *set, uint64_t hash)
{
	uint64_t *place = set_place(set, hash | 1);
	if (*place || set->count * 2 >= (size_t)1 << set->bits)
		return;
	*place = hash | 1;
	set->count++;
}

/*
 * A letter has three bytes in Chinese, one in others: at most so many runs, of which one in 2 to so many is compared.
 */
static unsigned step_of(struct span text)
{
	unsigned step = 0;
	while (MIN(text.len, SHINGLES_BYTES) >> step > 3 * SAMPLE_MOST)
		step++;
	return step;
}

/* Those low bits are not what a place is found by. */
static bool is_sampled(uint64_t hash, unsigned step)
{
	return (hash >> 1 & (((uint64_t)1 << step) - 1)) == 0;
}

static struct set sample(struct span text, unsigned step)
{
	struct set set = set_new((MIN(text.len, SHINGLES_BYTES) >> step) + 1);
	struct runs runs;
	uint64_t hash;
	for (runs_begin(&runs, text, false); runs_next(&runs, &hash);) {
		if (is_sampled(hash, step))
			set_add(&set, hash);
	}
	return set;
}

struct shingles {
	struct set set;
	unsigned step;
};

struct shingles *shingles_new(struct span text)
{
	struct shingles *shingles = g_new(struct shingles, 1);
	shingles->step = step_of(text);
	shingles->set = sample(text, shingles->step);
	return shingles;
}

void shingles_free(struct shingles *shingles)
{
	if (shingles)
		g_free(shingles->set.places);
	g_free(shingles);
}

/* How many of a set are in a sample of so many steps. */
static size_t sampled_count(const struct set *set, unsigned step)
{
	size_t count = 0;
	for (size_t i = 0; i >> set->bits == 0; i++)
		count += set->places[i] && is_sampled(set->places[i], step);
	return count;
}

/* Runs of the other text are looked up, not kept: only those that are missing here are, until they are too many. */
double shingles_compare(const struct shingles *shingles, struct span other, double least)
{
	unsigned step = MAX(shingles->step, step_of(other));
	size_t mine = step == shingles->step ? shingles->set.count : sampled_count(&shingles->set, step);
	size_t room = MIN(other.len, SHINGLES_BYTES) >> step, common = 0;
	size_t most = least > 0 ? MIN(room, (size_t)((double)mine * (1 - least) / least)) : room;
	struct set missing = set_new(most + 1);
	uint64_t *met = g_new0(uint64_t, ((size_t)1 << shingles->set.bits) / 64 + 1), hash;
	struct runs runs;
	for (runs_begin(&runs, other, false); missing.count <= most && runs_next(&runs, &hash);) {
		size_t place;
		uint64_t bit;
		if (!is_sampled(hash, step))
			continue;
		place = (size_t)(set_place(&shingles->set, hash | 1) - shingles->set.places);
		bit = (uint64_t)1 << place % 64;
		if (!shingles->set.places[place]) {
			set_add(&missing, hash);
		} else {
			common += (met[place / 64] & bit) == 0;
			met[place / 64] |= bit;
		}
	}
	mine += missing.count;
	g_free(missing.places);
	g_free(met);
	return (double)common >= least * (double)mine && mine > 0 ? (double)common / (double)mine : 0;
}

double shingles_likeness(struct span one, struct span other)
{
	struct shingles *shingles = shingles_new(one);
	double likeness = shingles_compare(shingles, other, 0);
	shingles_free(shingles);
	return likeness;
}
