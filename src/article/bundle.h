/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_BUNDLE_H
#define ARTICLE_BUNDLE_H

/*
 * Documents that hold many articles: saved feeds (RSS, Atom, JSON Feed), boxes of mail (mbox), archives of the web
 * (WARC). Which a document is, is told by how it begins, never by its name. Items are taken out one after the other;
 * what one costs depends on it alone.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "article/parse.h"
#include "article/window.h"
#include "base/arena.h"
#include "base/span.h"

struct bundle_item {
	struct span key; /* letters, digits and dashes: no other item of the document has it, and it stays in the next
			    run */
	uint64_t size, hash; /* of all that the item is made from: equal ones come out the same */
	struct span source;  /* the part of the document that it is, as it stands there; {NULL, 0}: no one part is it */
};

struct bundle;

/* So much of a document tells whether it is one. */
#define BUNDLE_START ((size_t)4096)

/* Whether a document that begins so may hold many articles. */
bool bundle_begins(struct span start);

/* Whether one that begins so can be taken apart as it comes, for it need not be seen at once. */
bool bundle_streams(struct span start);

/*
 * Opens a document that lies at `path` (borrowed, as are its bytes). NULL where it is none of these; then nothing was
 * taken from the window but what it can see. The window becomes the bundle's.
 */
struct bundle *bundle_open(struct window window, struct span path);
void bundle_close(struct bundle *bundle); /* NULL is allowed */

/* Finds the next item, borrowed until the one after it; false at the end. */
bool bundle_next(struct bundle *bundle, struct bundle_item *item);

/* Reads the item that was found last as an article. Everything in `parsed` lives in `scratch`. */
void bundle_parse(struct bundle *bundle, struct arena *scratch, struct parsed *parsed);

#endif
