/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_SHOWN_H
#define ARCHIVE_SHOWN_H

/*
 * What blocks of an article show: by that they are known again in other articles (archive/repeat.h). Workers look at
 * the ends of an article while it is fresh, and what they saw is its sight; who learns from all of them asks no more.
 */

#include <stdbool.h>
#include <stdint.h>

#include "article/article.h"

struct shown {
	uint64_t hash;
	uint32_t bytes; /* of text without white space */
	bool image;
	bool heading;
	bool nothing; /* a rule, a row of dots: nothing that tells one page from another */
};

enum position { HEAD, TAIL };

/* So many blocks from either end. */
#define SIGHT_DEPTH 3

struct sight {
	uint64_t host;    /* a hash of where it is from; 0: not known */
	uint32_t blocks;  /* of the article; 0: it has no text */
	uint32_t longest; /* the first of its longest blocks, */
	struct shown most; /* and what that shows */
	struct shown ends[2][SIGHT_DEPTH]; /* by enum position, as far as there are blocks */
	bool known;       /* all of this; else nothing is */
};

/* Looks at the blocks of one article after the other. */
struct looker;

/* Hashes depend on the seed, so that nobody can prepare collisions. */
struct looker *looker_new(uint64_t seed);
void looker_free(struct looker *looker); /* NULL is allowed */

/* A block of the article; it is remembered for a while. */
struct shown looker_look(struct looker *looker, const struct article *article, const struct block *block);
struct sight looker_sight(struct looker *looker, const struct article *article);

/* The next article is another one. */
void looker_forget(struct looker *looker);

/* The sights of the entries from `first` on, in any order. */
struct sights;
struct sights *sights_new(uint64_t seed, uint32_t first);
void sights_free(struct sights *sights); /* NULL is allowed */
uint64_t sights_seed(const struct sights *sights);

/* Keeps a copy; below the first nothing is kept. */
void sights_put(struct sights *sights, uint32_t number, const struct sight *sight);

/* NULL where none is kept. Valid until the next sights_put(). */
const struct sight *sights_at(const struct sights *sights, uint32_t number);

/* It will be asked for soon: memory is told. */
void sights_expect(const struct sights *sights, uint32_t number);

/* How many keys there may be to count for all of them (archive/tallies.h). */
size_t sights_keys(const struct sights *sights);

#endif
