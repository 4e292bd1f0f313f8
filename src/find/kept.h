/* SPDX-License-Identifier: MIT */
#ifndef FIND_KEPT_H
#define FIND_KEPT_H

/* What queries ask of the shelf: is:unread, is:starred, and tags of one's own. */

#include "archive/archive.h"
#include "find/filter.h"
#include "shelf/shelf.h"

/* All borrowed; the struct itself is the `data` of what is asked, and must stay. */
struct kept {
	const struct archive *archive;
	const struct shelf *shelf;
	const struct index *index; /* NULL: none */
};

/* What query_parse() may know then. */
#define KEPT_KNOWN (QUERY_KNOWS_READ | QUERY_KNOWS_STARS)

/* How to ask `kept`, which stays the caller's; search_new() and whoever filters take it. */
struct asking kept_asking(const struct kept *kept);

#endif
