/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_RAW_H
#define ARCHIVE_RAW_H

/*
 * The bytes of one document as they lie in their archive: a file, an entry of an archive file, a blob, an item of a
 * file that holds many. A thread of its own opens the source once more and looks for it, so nobody waits; nothing is
 * shared with whoever loads the archive.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

/* More of a document is not taken. Bytes. */
#define RAW_MOST ((size_t)32 << 20)

struct raw;

/*
 * Begins to look for the document `path` of the archive that was named `root`, or of a file that was named by itself
 * (`root` is NULL). `nested`: archive files in archive files were read, too.
 */
struct raw *raw_begin(const char *root, struct span path, bool nested);

/* At any time, and never waits; NULL is allowed. */
void raw_end(struct raw *raw);

/* Whether it is over; only then may the others be asked but raw_passed() and raw_got(). */
bool raw_is_done(const struct raw *raw);

/* Documents that were passed on the way so far; and bytes that were read of the file, where it is one by itself. */
size_t raw_passed(const struct raw *raw);
size_t raw_got(const struct raw *raw);

/* Why there is nothing to show, for people; NULL where there is. */
const char *raw_trouble(const struct raw *raw);

/* At most RAW_MOST bytes of it; valid until raw_end(), as is what follows. And how many there are in all. */
struct span raw_bytes(const struct raw *raw);
size_t raw_size(const struct raw *raw);

/* The same as UTF-8, if it is no UTF-8 itself, and the name of the charset. */
struct span raw_text(const struct raw *raw);
const char *raw_charset(const struct raw *raw);

/* Whether this is the whole file, although what was asked for is only a part of it. */
bool raw_is_whole(const struct raw *raw);

#endif
