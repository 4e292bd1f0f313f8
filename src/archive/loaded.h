/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_LOADED_H
#define ARCHIVE_LOADED_H

/* What a document is on its way: a path alone, then what a worker made of it, which its owner takes. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "archive/segment.h"
#include "archive/shown.h"
#include "article/article.h"
#include "article/bundle.h"
#include "source/source.h"

/* What became of one file, or of something else that a walk came upon. Never OUTCOME_GONE. */
struct loaded {
	enum outcome outcome;
	uint32_t origin;
	bool named;              /* it was asked for by name */
	char *path;              /* inside its origin; lies behind the struct */
	char *document;          /* OUTCOME_ITEM: the path of its document; else NULL, for it is the same */
	struct stamp stamp;      /* of what was read */
	char id[ID_SIZE];        /* of an article */
	uint64_t content;        /* of an article: identity_of_content() */
	struct article *article; /* OUTCOME_ARTICLE, OUTCOME_ITEM */
	struct sight sight;      /* of it; not known where the loader was given no seed */
	const char *code;        /* OUTCOME_LEFT_OUT: why; OUTCOME_PROBLEM: what; static */
	char *message;           /* OUTCOME_PROBLEM: for people */
	bool stays;              /* OUTCOME_PROBLEM: what was read of it before holds; set by volume_take() */
	char *bytes;             /* on the way to a worker: what the source gave along, or NULL */
	size_t len;              /* of them */
};

/* A document of an origin, of which nothing but the path is known; that is copied. For loaded_free(). */
struct loaded *loaded_new(uint32_t origin, const char *path);

/* An article in a document that holds many. For loaded_free(). */
struct loaded *loaded_new_item(const struct loaded *document, const struct bundle_item *item);

void loaded_free(struct loaded *loaded); /* NULL is allowed */

/* The memory that it holds once it was read, nearly, in bytes. */
size_t loaded_weight(const struct loaded *loaded);

#endif
