/* SPDX-License-Identifier: MIT */
#ifndef FIND_INDEX_BUILDER_H
#define FIND_INDEX_BUILDER_H

/*
 * A part of the index while it is built; index_build.c, which fills it, and index_write.c, which writes it, include it.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "find/grams.h"
#include "find/index_part.h"
#include "find/runs.h"

enum {
	SEEN_BITS = 11,
	ONES = 1 << 16,
	WAITING_MOST = 8,   /* bytes that wait in a slot: 32 bytes, half of what the processor gets at once */
	BUILDER_LEVELS = 5,
};

struct slot {
	uint64_t key;
	uint32_t articles; /* 0: nothing is here */
	uint32_t head;     /* of the chain; of one article that one */
	uint32_t at;       /* the byte to write next, or in a full chunk where the next is told; 0: no chain */
	uint16_t last;
	uint8_t room, waiting;
	uint8_t bytes[WAITING_MOST]; /* what is not in the chain yet: most of it goes there by eights */
};

/* A word that is in the table. */
struct word {
	uint64_t key;
	uint32_t at, len; /* in `spelled` */
	uint32_t slot;    /* of a run, among those of runs */
};

struct builder {
	struct slot *slots;
	unsigned bits; /* of their number */
	size_t used;
	uint8_t *pool;
	size_t pool_used, pool_size;
	GArray *words;       /* struct word: words and runs */
	guint run_count;
	struct runs *runs;   /* NULL: none are chosen */
	GByteArray *spelled; /* the words, one after the other */
	uint64_t seed;
	volatile gint *stop;
	struct grams grams;
	uint32_t article;           /* that `ones` are of */
	uint64_t ones[ONES / 64];   /* characters that were added to it */
	uint16_t gaps[PART_ARTICLES]; /* of one gram's postings, while they are written */
	uint64_t seen[1u << SEEN_BITS]; /* keys and articles that were added a little while ago */
};

/* Bytes of a chunk, by its level. */
extern const uint8_t builder_chunks[BUILDER_LEVELS];

/* Puts what waits in a slot into its chain. */
void builder_flush(struct builder *builder, struct slot *slot);

/* The bytes of the part, for g_byte_array_unref(). The table is of no use afterwards. */
GByteArray *builder_write(struct builder *builder, const struct part_source *source);

#endif
