/* SPDX-License-Identifier: MIT */
#ifndef EXPORT_SET_H
#define EXPORT_SET_H

/* What is exported together: articles of one archive, in order, and where a link from one of them leads. */

#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"

struct export_set {
	const struct archive *archive; /* borrowed */
	const uint32_t *entries;       /* borrowed */
	size_t count;
	bool with_chrome;
	bool (*goes_on)(void *data, size_t done); /* asked before each article: false stops it; NULL: nobody is asked */
	void *data;
	uint32_t *places; /* by the number of an entry: its place among `entries` from 1, 0 for none */
};

/* One article of a set. */
struct subject {
	const struct export_set *set;
	size_t index; /* among the entries of the set */
	uint32_t number;
	struct entry entry;
	struct article article;
};

/* `entries` must be entries of the archive. For export_set_clear(). */
void export_set_init(struct export_set *set, const struct archive *archive, const uint32_t *entries, size_t count,
                     bool with_chrome);
void export_set_clear(struct export_set *set);

/* Whether the article `index` is still to be written. */
bool export_set_goes_on(const struct export_set *set, size_t index);

/* `index` below the count. */
void export_set_subject(const struct export_set *set, size_t index, struct subject *subject);

enum link_kind {
	LINK_NONE,    /* nothing that may be linked to: `javascript:`, `data:`, an address of nowhere */
	LINK_INSIDE,  /* `place` is the index of an article of the set */
	LINK_OUTSIDE, /* `url` is a whole address, http, https, mailto or ftp, with nothing in it that no address has */
};

struct link_goal {
	enum link_kind kind;
	size_t place;
	char *url; /* for g_free(); NULL unless outside */
};

/* Where `url`, found in the article, leads. */
struct link_goal subject_link(const struct subject *subject, struct span url);

/* The same where it must not lead to the article itself: the address outside, for g_free(), or NULL. */
char *subject_address(const struct subject *subject, struct span url);

/* The title; where there is none, the path. Never empty in an archive. */
struct span subject_title(const struct subject *subject);

/* "2022-11-13 18:04 UTC" or "2023-01-06", for people; "" where nothing is known. The same everywhere. */
void subject_date(const struct subject *subject, char out[32]);

/* "ARCHIVE: PATH" on one line, what is no text in it escaped; for g_free(). */
char *subject_place(const struct subject *subject);

/* What heads a list of related articles in the article's own language. */
const char *subject_related_word(const struct subject *subject);

/* Two letters or more as BCP 47 has them; "und" where the language is not known. */
const char *subject_language(const struct subject *subject);

#endif
