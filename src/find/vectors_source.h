/* SPDX-License-Identifier: MIT */
#ifndef FIND_VECTORS_SOURCE_H
#define FIND_VECTORS_SOURCE_H

/*
 * What the articles of a segment have to tell, as spans of theirs: gathered by the archive's owner, who alone may ask
 * it, and read by any thread.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"

/* So many links of an article are followed: what has more is no article, and following them takes its time. */
#define VECTOR_LINKS 1000

/* The day of a date, from 1970 on; or VECTORS_NO_DAY. */
#define VECTORS_NO_DAY INT32_MIN
int32_t vectors_day(struct date date);

/* The row links to an article whose id gives this key, or another that gives the same. */
struct vectors_link {
	uint32_t to, row;
};

/* For the id of an article. */
uint32_t vectors_link_key(struct span id);

struct vectors_row {
	struct span title, text; /* of the article, which the archive owns until it is closed */
	int32_t day;             /* of vectors_day() */
	bool shown;              /* else there is nothing but the day */
};

struct vectors_source {
	const struct archive *archive;
	uint32_t first, count; /* entries */
	uint32_t gathered;     /* of them */
	struct vectors_row *rows;
	GArray *links; /* of struct vectors_link, by row */
};

/* Begins with `count` entries from `first` on of an archive, which is borrowed. */
struct vectors_source *vectors_source_new(const struct archive *archive, uint32_t first, uint32_t count);
void vectors_source_free(struct vectors_source *source); /* NULL is allowed */

/* Goes on until about `end` (monotonic time, in microseconds; 0: to the end). True once all is gathered. */
bool vectors_source_gather(struct vectors_source *source, int64_t end);

#endif
