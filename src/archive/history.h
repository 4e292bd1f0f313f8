/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_HISTORY_H
#define ARCHIVE_HISTORY_H

/*
 * What became of one file in the commits of a repository: when it was first committed, changed, and deleted. A commit
 * counts where the file differs from what it is in every parent; of branches that brought it unchanged one is followed.
 * Where it came from another name and held the same, that name is followed. It is found out in slices; only commits and
 * the trees along the path are read, and where the file begins those that differ from the commit before.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "article/article.h"
#include "base/span.h"
#include "source/git_id.h"

enum version_kind { VERSION_FIRST, VERSION_CHANGED, VERSION_RENAMED, VERSION_DELETED };

struct version {
	enum version_kind kind;
	struct date date;    /* when it was written, as its author's clock had it */
	char *author;        /* a name, UTF-8; may be empty */
	char *path;          /* what the file is called since then; bytes */
	char *before;        /* what it was called until then, where it was renamed; else NULL */
	struct git_id blob;  /* of what the file holds since then; zero where it was deleted */
	size_t size;         /* of it in bytes */
};

struct history;

/*
 * The history of the file `path` in the repository that `root` means: a bare one, one with a revision, or a folder in a
 * work tree. `root` may be NULL for a file by itself. NULL where there is no repository.
 */
struct history *history_new(const char *root, struct span path);
void history_free(struct history *history); /* NULL is allowed; at any time */

/* Goes on for about `budget_us` microseconds; true while there is more to look through. */
bool history_work(struct history *history, unsigned budget_us);

/* What was found so far, newest first. Valid until the next history_work(). */
size_t history_count(const struct history *history);
const struct version *history_at(const struct history *history, size_t index);

/* Commits that were looked at so far. */
size_t history_commits(const struct history *history);

/* Why there is no more than was found, for people: the history is cut short, or cannot be read. NULL: that was all. */
const char *history_trouble(const struct history *history);

/*
 * A version read as an article, for article_free(). NULL, and `why` is set, for people, translated, static, where it
 * cannot be read.
 */
struct article *history_read(struct history *history, size_t index, const char **why);

#endif
