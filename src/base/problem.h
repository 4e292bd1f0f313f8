/* SPDX-License-Identifier: MIT */
#ifndef BASE_PROBLEM_H
#define BASE_PROBLEM_H

/*
 * An error is a value with a place: what went wrong, in which file, on which line. Whoever finds it appends it to a
 * list that the caller gave; nobody prints. Out of memory is the one thing that aborts instead.
 */

#include <stddef.h>

struct problem {
	const char *code; /* a stable word for scripts, such as "unreadable"; static */
	char *path;       /* the file, as bytes; NULL where it is none's */
	unsigned line;    /* from 1; 0 where no line is meant */
	unsigned column;  /* from 1; 0 where no column is meant */
	char *message;    /* for people, without the place and without a full stop; see problem_words() */
};

struct problems;

/* An empty list. */
struct problems *problems_new(void);
void problems_free(struct problems *problems); /* NULL is allowed */

/* Appends one problem. `path` may be NULL, `line` and `column` 0. `problems` may be NULL: then nothing happens. */
void problems_add(struct problems *problems, const char *code, const char *path, unsigned line, unsigned column,
                  const char *format, ...) __attribute__((format(printf, 6, 7)));

size_t problems_count(const struct problems *problems); /* 0 for NULL */

/* Borrowed until the list changes. `index` must be below the count. */
const struct problem *problems_at(const struct problems *problems, size_t index);

/* Sorts by path, line and column; what has no path comes first. */
void problems_sort(struct problems *problems);

/*
 * What is stored with articles, and what scripts read, is English; this gives it in the person's language, for
 * g_free(). What was filled into it is found again: numbers, whose format is "%llu", and what stands in “”, whose
 * format is “%s”. What has no translation, or was translated already, stays as it is.
 */
char *problem_words(const char *message);

/*
 * "path:line:column: message" in the person's language, for g_free(). Control characters of the path are shown as \xNN.
 */
char *problem_text(const struct problem *problem);

#endif
