/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_STORE_H
#define ARCHIVE_STORE_H

/*
 * All articles of an archive as flat tables without a pointer in them: a row an article, and for each kind of element
 * (bytes, blocks, marks, links...) one table in which every article has a run. What is written down of the tables is
 * the snapshot. Articles are added, and one may take the place of another; a view of one costs no copy and stays valid
 * and what it was while the store lives.
 */

#include <stdbool.h>
#include <stdint.h>

#include "article/article.h"
#include "base/span.h"

#define ID_SIZE 16

struct row {
	char id[ID_SIZE];    /* hexadecimal digits; not terminated */
	uint64_t pool, path; /* bytes: where its pool and its path begin */
	uint32_t pool_len, text_len, path_len;
	uint32_t first[ARTICLE_ARRAYS], count[ARTICLE_ARRAYS]; /* its run in each table of elements */
	struct slice title, author, editor, source, url;       /* of its pool */
	struct date date;
	uint32_t origin; /* which of the archive's sources it came from */
	uint8_t empty;   /* without text */
	char lang[LANGUAGE_SIZE];
};

/* What there is to say of an article besides itself. */
struct label {
	char id[ID_SIZE];
	struct span path;
	uint32_t origin;
};

struct store;

struct store *store_new(void);
void store_free(struct store *store); /* NULL is allowed */

/* Copies an article in and gives its number, counted from 0; UINT32_MAX where the store is full. */
uint32_t store_add(struct store *store, const struct label *label, const struct article *article);

/*
 * Shows another article under a number from now on; id and path stay. Arrays and a pool that still are (the beginning
 * of) the present one's are not copied. False, and nothing changed, where the store is full.
 */
bool store_replace(struct store *store, uint32_t number, const struct article *article);

uint32_t store_count(const struct store *store);

/* `number` must be below the count for all of these. What they give is borrowed from the store. */
const struct row *store_row(const struct store *store, uint32_t number);
struct span store_path(const struct store *store, uint32_t number);
void store_article(const struct store *store, uint32_t number, struct article *article);

#endif
