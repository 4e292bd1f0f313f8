/* SPDX-License-Identifier: MIT */
#ifndef TESTS_UNIT_VISIT_H
#define TESTS_UNIT_VISIT_H

/* An archive that is opened, looked at and closed again, and the snapshot that it leaves in the cache of its place. */

#include <glib.h>
#include <sys/types.h>

#include "../place.h"
#include "archive/archive.h"

/* Writes three articles, one of them in two versions, a file that is left out, and a link that leads nowhere. */
void visit_fill(struct place *place);

/* What visit_fill() wrote, as visit_assert_listing() takes it. */
#define VISIT_ALL "two|one|three|"

/* Opens the folder of a place, for archive_close(); visit_open() waits until all is there. */
struct archive *visit_begin(const struct place *place);
struct archive *visit_open(const struct place *place);

void visit_append_title(GString *out, const struct archive *archive, uint32_t number);

/* What is shown: titles in order, a bar behind each; those of new entries have a plus. */
void visit_assert_listing(const struct archive *archive, const char *expected);

/* What archive_changes() must say. */
void visit_assert_changes(const struct archive *archive, size_t added, size_t changed, size_t gone, size_t read);

/* Opens, compares with what must be shown and how many files were to be read, closes: so the snapshot is written. */
void visit_once(const struct place *place, const char *expected, size_t read);

/* The files of the snapshot whose names end so; gives how many, and the path of one of them for g_free(). */
unsigned visit_files(const struct place *place, const char *end, char **path);

/* Writes over bytes of a file. */
void visit_overwrite(const char *path, off_t at, const void *bytes, size_t len);

#endif
