/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_REPEAT_PARTS_H
#define ARCHIVE_REPEAT_PARTS_H

/* What learning (archive/repeat_learn.c) and applying (archive/repeat.c) share; nobody else asks for it. */

#include <glib.h>

#include "archive/catalog.h"
#include "archive/shown.h"
#include "archive/tallies.h"
#include "base/arena.h"

/* What repeats at an end of pages has nothing to do with what does at the other: a thread learns each. */
struct end {
	struct repeat *repeat;
	enum position position;
	struct tallies blocks; /* of how many pages they are */
	GArray *pages;         /* while it learns: numbers of those all of whose blocks so far are repeated */
};

/* What an article may lose: so many blocks of its head and of its tail. */
struct loss {
	uint32_t number, head, tail;
};

struct repeat {
	struct catalog *catalog;
	uint32_t origin;       /* the one source that it is about, or REPEAT_ALL */
	uint64_t seed;         /* another one each run, so that nobody can prepare collisions */
	struct tallies groups; /* of how many pages they are; what marks a page as seen has a tally too */
	struct end ends[2];    /* by enum position */
	struct tallies kept;   /* once all is learned: what the others are views of */
	struct looker *looker; /* the owner's */
	struct arena *scratch; /* the owner's */

	/* While it learns, and until all of it is applied. */
	GThread *learner;
	int signal;              /* borrowed */
	int stopping, learned;   /* by g_atomic_int_ only */
	struct listing *listing; /* the archive's order when it began */
	struct sights *sights;
	GArray *pages;     /* numbers of those that are learned from, in that order */
	GArray *losses[2]; /* of struct loss: of one half of the entries, and of the other */
	uint32_t applied;  /* of them */
};

struct groups {
	uint64_t archive, host; /* keys; host 0: not known */
};

/* An article that is asked about. Mostly its sight is enough: the article is looked up when it is needed. */
struct subject {
	uint32_t number;
	struct looker *looker; /* of the thread that asks */
	struct sight sight;
	struct groups groups;
	struct article article;
	bool read;
};

/* Begins with an article. False where there is nothing to be seen of it. */
bool repeat_take_up(const struct repeat *repeat, uint32_t number, struct looker *looker, struct subject *subject);

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

/* What an article may lose, by what was learned. False where that is nothing. */
bool repeat_judge(const struct repeat *repeat, struct subject *subject, struct loss *loss);

/* Fewer pages than that make nothing repeated. */
uint32_t repeat_least_pages(void);

/* Takes over what was learned, by all keys. */
void repeat_keep(struct repeat *repeat, struct tallies kept);

/* All of it, on the thread that is called and others that it begins, unless it is stopped. */
void repeat_learn(struct repeat *repeat);

#endif
