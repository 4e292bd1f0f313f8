/* SPDX-License-Identifier: MIT */
#ifndef FIND_RELATED_PARTS_H
#define FIND_RELATED_PARTS_H

/*
 * What the files of related articles share; nobody else includes it.
 *
 *   related_index.c    the index, part by part; related_making.h makes one
 *   related.c          the question, and what is near
 *   related_reasons.c  the words that say why
 */

#include "archive/archive.h"
#include "find/checked.h"
#include "find/related_making.h"
#include "find/tally.h"
#include "find/vectors.h"

/* More than others keep, for theirs are other ones. */
#define ASKED_TERMS 192

/* The index over one segment. */
struct part {
	struct archive_segment segment; /* as it was when this was begun */
	bool final;                     /* it will not change any more */
	bool kept;                      /* beside the segment, or that was tried */
	GBytes *bytes;                  /* NULL: mapped */
	struct vectors_view view;
};

struct related {
	struct archive *archive;
	GArray *parts;           /* of struct part, by first entry */
	struct making *making;   /* NULL where none is being made */
	struct section_job *writing; /* NULL where no part is being written */
	struct archive_segment written; /* that is */
	struct checked *checked; /* NULL where none that was kept is looked through */
	struct span bytes;       /* of that one */
	struct part next;        /* what either will be; not both at a time */
	float *cosines;          /* by entry, and room for a block more; all 0 between questions */
	size_t cosine_count;
};

/* A term of the article asked about. */
struct asked {
	float weight;
	uint32_t number; /* in the question's bag */
};

struct question {
	uint32_t entry, newest;
	int32_t day; /* of vectors_day() */
	struct entry about;
	struct article article;
	struct tally bag;      /* the article's terms */
	struct asked terms[ASKED_TERMS]; /* best first */
	size_t count;
	GHashTable *index;     /* number in the bag -> 1 + index into the terms */
	uint32_t *frequencies; /* by number in the bag: in how many articles it stands */
};

static inline struct part *related_part(const struct related *related, guint index)
{
	return &g_array_index(related->parts, struct part, index);
}

/* related_index.c */

/* In how many articles a term stands; how many articles there are. */
uint64_t related_frequency(const struct related *related, uint64_t key);
uint64_t related_documents(const struct related *related);

/* related.c */

/* By index in the list, and in that by term (ASKED_TERMS of them): what it adds to the cosine; for g_free(). */
float *related_shares(struct related *related, const struct question *question, const GArray *list);

/* related_reasons.c */

/* The words of the article asked about, and what each of the list (struct near) shares of them. Both are borrowed. */
struct reasons;
struct reasons *reasons_new(struct related *related, struct question *question, const GArray *list);
void reasons_free(struct reasons *reasons); /* NULL is allowed */

/* Fills in at most NEAR_TERMS that the one at `index` of the list shares, for g_free(). */
void reasons_give(const struct reasons *reasons, guint index, char **terms);

#endif
