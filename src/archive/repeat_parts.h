/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_REPEAT_PARTS_H
#define ARCHIVE_REPEAT_PARTS_H

/* What learning (archive/repeat_learn.c) and applying (archive/repeat.c) share; nobody else asks for it. */

#include <glib.h>

#include "archive/catalog.h"
#include "archive/shown.h"
#include "archive/tallies.h"
#include "base/arena.h"

/* A page that is learned from: alive at an end while all its blocks up to the present round are repeated. */
struct page {
	uint32_t number;
	bool alive[2];
};

struct repeat {
	struct catalog *catalog;
	uint32_t origin;        /* the one source that it is about, or REPEAT_ALL */
	struct tallies tallies; /* of blocks, and of pages by group; what marks a page as seen has a tally too */
	struct sights *sights;  /* while it learns; else NULL */
	GArray *pages;          /* of struct page: those that are alive at an end */
	struct looker *looker;
	struct arena *scratch;
	uint64_t seed; /* another one each run, so that nobody can prepare collisions */
	enum { OUTERMOST, INWARDS, APPLYING, DONE } pass;
	uint32_t at;    /* the next article or page of the pass */
	uint32_t kept;  /* INWARDS: pages that are still alive in this round */
	uint32_t round; /* INWARDS: which block from the end is counted */
};

struct groups {
	uint64_t archive, host; /* keys; host 0: not known */
};

/* An article of a pass. Most are done with once their sight is: the article is looked up when it is asked for. */
struct subject {
	uint32_t number;
	struct sight sight;
	struct groups groups;
	struct article article;
	bool read;
};

/* Begins with an article. False where there is nothing to be seen of it. */
bool repeat_take_up(struct repeat *repeat, uint32_t number, struct subject *subject);

/* What belongs to one article is done with. */
void repeat_next_article(struct repeat *repeat);

/* Whether the article is of another source, or by itself. */
bool repeat_is_foreign(const struct repeat *repeat, uint32_t number);

/* Whether there is a block `i` from an end, inside the window; what it shows. */
bool repeat_look_at(const struct repeat *repeat, struct subject *subject, enum position position, uint32_t i,
		    struct shown *shown);

/* Keys of tallies: of a block in a group, ... */
uint64_t repeat_block_key(uint64_t group, enum position position, const struct shown *shown);

/* ...and of what the longest block shows, by which copies are known. */
uint64_t repeat_copy_key(const struct groups *groups, const struct shown *longest);

/* Whether such a block is repeated in one of the groups, by what was counted so far. */
bool repeat_is_repeated(const struct repeat *repeat, const struct groups *groups, enum position position,
			const struct shown *shown);

/* Some articles of the pass; gives how many, 0 where there is none left. */
uint32_t repeat_learn_outermost(struct repeat *repeat);

/* The same, round after round. */
uint32_t repeat_learn_inwards(struct repeat *repeat);

#endif
