/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_PACK_H
#define ARCHIVE_PACK_H

/*
 * An article as a segment keeps it: what many articles say (their outlet, authors, tags, what was set aside of them)
 * stands once in a table of bytes that they share, and is cut out of their pools.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "archive/intern.h"
#include "archive/table.h"
#include "article/article.h"
#include "base/arena.h"

struct packer {
	struct intern strings; /* of the shared bytes */
	struct arena *arena;   /* arrays of the article that was packed last */
	GArray *cuts;          /* of its pool; of struct cut */
	GArray *moving;        /* strings to what is shared; of struct moving */
	GString *added;        /* strings to its pool */
	const struct article *from;
	bool keep_pool;
};

/* `shared` is an empty table of bytes, which is borrowed. */
struct packer *packer_new(struct table *shared, uint64_t seed);
void packer_free(struct packer *packer); /* NULL is allowed */

/*
 * `packed` is `from` with its strings where they are kept, to be had until the next call; its pool is NULL, and is what
 * pack_pool() writes: `packed->pool_len` bytes. With `keep_pool` nothing is cut out, and arrays without anything to be
 * shared are those that they were.
 */
void pack_article(struct packer *packer, const struct article *from, bool keep_pool, struct article *packed);
void pack_pool(const struct packer *packer, char *to);

#endif
