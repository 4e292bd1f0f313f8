/* SPDX-License-Identifier: MIT */
/*
 * The hash of a run rolls on from letter to letter (a polynomial modulo 2^64, mixed before use). Two long texts are
 * compared by a sample of their runs: those whose hash is a multiple of something, the same for both.
 */
#include "find/shingles.h"

#include <glib.h>
#include <stdlib.h>

#include "text/fold.h"

#define LETTERS 8
#define BINS 64
#define BINS_A_BAND (BINS / SIGNATURE_BANDS)
#define LEAST_RUNS 24     /* a shorter text has no near copies, only the same text */
#define SAMPLE_MOST 1024  /* runs of a text that are compared */
#define FACTOR 0x100000001B3u

struct runs {
	struct fold fold;
	uint32_t letters[LETTERS]; /* the last ones, round and round */
	size_t count;
	uint64_t hash, power;
	uint64_t text; /* hash of all letters so far */
};

static uint64_t mix(uint64_t hash)
{
	hash = (hash ^ hash >> 32) * 0x9E3779B97F4A7C15u;
	hash = (hash ^ hash >> 29) * 0xD6E8FEB86659FD93u;
	return hash ^ hash >> 32;
}

static void runs_begin(struct runs *runs, struct span text)
{
	*runs = (struct runs){.fold = {.text = span_cut(text, 0, SHINGLES_BYTES), .kind = FOLD_ALL}, .power = 1};
	for (size_t i = 0; i < LETTERS; i++)
		runs->power *= FACTOR;
}

/* The next letter; false at the end. */
static bool runs_letter(struct runs *runs, uint32_t *letter)
{
	struct folded folded;

	while (fold_next(&runs->fold, &folded)) {
		if (g_unichar_isalnum(folded.code)) {
			*letter = folded.code;
			return true;
		}
	}
	return false;
}

/* The hash of the next run; false at the end. */
static bool runs_next(struct runs *runs, uint64_t *hash)
{
	uint32_t letter;

	while (runs_letter(runs, &letter)) {
		uint32_t *place = &runs->letters[runs->count % LETTERS];

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
	for (runs_begin(&runs, text); runs_next(&runs, &hash); count++) {
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
	unsigned same = one->text != 0 && one->text == other->text;

	for (size_t i = 0; i < SIGNATURE_BANDS; i++)
		same |= one->bands[i] != 0 && one->bands[i] == other->bands[i];
	return same;
}

static int compare_hashes(const void *a, const void *b)
{
	uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;

	return (one > other) - (one < other);
}

/* The different runs whose hash is a multiple of `step`, sorted: for g_array_free(). */
static GArray *sample(struct span text, uint64_t step)
{
	GArray *hashes = g_array_new(FALSE, FALSE, sizeof(uint64_t));
	struct runs runs;
	uint64_t hash;
	guint kept = 0;

	for (runs_begin(&runs, text); runs_next(&runs, &hash);) {
		if (hash % step == 0)
			g_array_append_val(hashes, hash);
	}
	g_array_sort(hashes, compare_hashes);
	for (guint i = 0; i < hashes->len; i++) {
		hash = g_array_index(hashes, uint64_t, i);
		if (kept == 0 || g_array_index(hashes, uint64_t, kept - 1) != hash)
			g_array_index(hashes, uint64_t, kept++) = hash;
	}
	g_array_set_size(hashes, kept);
	return hashes;
}

static size_t count_common(const GArray *one, const GArray *other)
{
	size_t common = 0;

	for (guint i = 0, k = 0; i < one->len && k < other->len;) {
		uint64_t a = g_array_index(one, uint64_t, i), b = g_array_index(other, uint64_t, k);

		common += a == b;
		i += a <= b;
		k += b <= a;
	}
	return common;
}

double shingles_likeness(struct span one, struct span other)
{
	/* A letter has three bytes in Chinese, one in others: at most so many runs. */
	uint64_t step = 1 + MIN(MAX(one.len, other.len), SHINGLES_BYTES) / (3 * SAMPLE_MOST);
	GArray *first = sample(one, step), *second = sample(other, step);
	size_t common = count_common(first, second), all = first->len + second->len - common;

	g_array_free(first, TRUE);
	g_array_free(second, TRUE);
	return all > 0 ? (double)common / (double)all : 0;
}
