/* SPDX-License-Identifier: MIT */
#ifndef TESTS_PLACE_H
#define TESTS_PLACE_H

#include <glib.h>

/* Two sentences, of the kind of which news consists. */
#define PLACE_PARAGRAPH "外交部發言人週三在例行記者會上表示，雙方已就下一輪會談的時間與議程達成初步共識。\n"

/* Seconds since 1970: files are made old, for one just written may be written again without its time showing it. */
#define PLACE_LONG_AGO 1600000000

/*
 * A folder of articles in a temporary folder, and beside it where snapshots and what was kept go; those are not made.
 */
struct place {
	char *base, *root, *cache, *kept;
	int minute; /* since PLACE_LONG_AGO: the time of the next file */
};

/* `name` shows in the name of the temporary folder. place_end() removes it. */
void place_begin(struct place *place, const char *name);
void place_end(struct place *place);

/* Gives a file the time of that minute. */
void place_make_old(const char *path, int minute);

/*
 * Writes, or replaces, a file below the root, and makes the folders between; `len` bytes, or -1: up to the first NUL.
 */
void place_write(struct place *place, const char *path, const char *text, gssize len);

/* The same for an article; any of date and address may be NULL. */
void place_write_article(struct place *place, const char *path, const char *title, const char *date, const char *url);

/* Removes a file below the root, which must be there. */
void place_remove(const struct place *place, const char *path);

#endif
