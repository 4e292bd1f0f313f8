/* SPDX-License-Identifier: MIT */
#ifndef FIND_INDEX_BUILDER_H
#define FIND_INDEX_BUILDER_H

/*
 * A part of the index while it is built: index_build.c puts down what texts have, index_group.c makes lists of articles
 * of it, index_order.c gives them the order and the keys that are written, index_write.c writes them.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "find/grams.h"
#include "find/index_part.h"
#include "find/runs.h"

enum {
	SEEN_BITS = 11,
	BUNDLES_BITS = 6,
	BUNDLES = 1 << BUNDLES_BITS,
	POSTING_BITS = 16, /* of the article in a posting */
};

/* Postings of some of the grams, by article: a gram's key (find/gram_key.h) and the article. */
struct bundle {
	uint64_t *postings;
	size_t count, room;
};

/* A gram that has a place (find/runs.h). */
struct place {
	uint32_t article; /* 1 + the last one that has it */
	uint32_t count;   /* of articles of this batch; while they are dealt out, where the next one goes */
};

/* Among places that were put down: here begin those of an article. */
#define PLACED_ARTICLE (1u << 31)

/* A gram and its articles: of a batch, where they begin in the builder's; of all, where the lists of batches begin. */
struct listed {
	uint64_t key;
	uint32_t first;
	uint32_t count : 31;
	uint32_t frequent : 1;
};

/* A word; its number is that of its gram, too. */
struct word {
	uint64_t hash;
	uint32_t at, len; /* in `spelled` */
};

struct builder {
	struct bundle bundles[BUNDLES];
	size_t put;          /* into bundles, about */
	struct place *places;
	size_t place_count;
	GArray *placed;      /* uint32_t: the places of each article, behind the article and PLACED_ARTICLE */
	GArray *words;       /* struct word */
	GByteArray *spelled; /* the words, one after the other */
	uint32_t *table;     /* 1 + the number of a word, by its hash; 0: none */
	unsigned bits;
	struct runs *runs;   /* what is frequent */
	uint64_t seed; /* odd */
	volatile gint *stop;
	struct grams grams;
	uint32_t article;               /* the last one */
	uint64_t seen[1u << SEEN_BITS]; /* postings that were added a little while ago */
	GArray *batches;                /* struct listed: of each batch one for a gram; joined, by key */
	GArray *lists;                  /* struct listed: one for a gram, by key */
	GArray *articles;               /* uint16_t: of each list, ascending, one list after the other */
};

/* The highest bits are a hash: multiplying by a number that nobody knows makes few keys meet (Dietzfelbinger 1997). */
static inline uint64_t builder_hash(const struct builder *builder, uint64_t key)
{
	return key * builder->seed;
}

/* The postings so far become lists. */
void builder_group(struct builder *builder);

/* All batches are there: they are put by key, and each gram gets a list. */
void builder_join(struct builder *builder);

/*
 * Leaves out the runs for which there is no room, and gives those that stay the keys that are written. Tells what is
 * frequent.
 */
void builder_order(struct builder *builder, const struct part_source *source);

/* About how many bytes of a part a gram takes that so many of `of` articles have, hardly ever fewer. */
uint64_t builder_size_of(uint32_t articles, uint32_t of);

/* The bytes of the part, for g_byte_array_unref(). */
GByteArray *builder_write(struct builder *builder, const struct part_source *source);

#endif
