/* SPDX-License-Identifier: MIT */
#ifndef TESTS_TOLD_H
#define TESTS_TOLD_H

/* What a source tells when it is walked, and what an archive holds, as sorted lines. */

#include <glib.h>
#include <stdbool.h>

#include "source/source.h"

/* A walk: what is asked of it, and what it counted. Begin with zeros. */
struct told {
	const char *known; /* the path of a document that is not to be given; NULL: all are */
	bool quiet;        /* documents are only counted */
	size_t documents;
	struct source *source; /* of told_walk() */
	GPtrArray *lines;
};

/*
 * Walks over a source, and reads what it names. For g_free(): "doc PATH TEXT", "unread PATH CODE", "out PATH REASON"
 * and "problem PATH CODE". The source stays open.
 */
char *told_walk(struct source *source, struct told *told);

/* The lines of a source, which is closed, are these. */
void told_assert(struct source *source, const char *expected);

/* Path, id where `ids`, and title of all entries of the archive at `path`; for g_free(). */
char *told_entries(const char *path, bool ids);

#endif
