/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_FRONT_MATTER_H
#define ARTICLE_FRONT_MATTER_H

/*
 * What the two halves of reading front matter share: lines become entries (front_matter.c), entries fields
 * (front_fields.c).
 */

#include <glib.h>
#include <stdbool.h>

#include "article/fields.h"
#include "base/arena.h"
#include "base/span.h"

/* Rows of the table of known keys, at most. */
#define FRONT_KEYS 48

struct entry {
	struct span value; /* what stands behind the sign on the key's own line */
	struct span lines; /* all of its lines */
	unsigned line;     /* of the key, from 1 in the file */
	bool many;         /* it goes on behind its first line */
	bool repeated;     /* the same key stood further up */
};

struct matter {
	struct arena *scratch;
	struct fields *fields;
	GString *people;                /* the names of the entry at hand, joined */
	char sign;                      /* ':' or '=' */
	unsigned keys, strays;          /* lines that begin an entry, lines that belong to none */
	bool prose;                     /* behind the last key a blank line and text followed */
	bool section;                   /* inside a TOML table */
	bool skipped;                   /* inside a TOML table that says nothing of the article */
	struct entry found[FRONT_KEYS]; /* the last entry of each key; `lines.at` is NULL where there is none */
};

/* The row of a known key; FRONT_KEYS for any other. Case, - and _ do not count. */
size_t front_key(struct span name);

/* Offers the fields that the entries of `matter` hold, with a warning for each that had to be repaired. */
void front_fields_take(struct matter *matter);

#endif
