/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_INPUT_H
#define SOURCE_INPUT_H

/*
 * The bytes of one file, in a buffer that is used again for the next. Only regular files are read inside an archive; a
 * file that was asked for by name may also be a pipe. No file is read beyond INPUT_LIMIT bytes.
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/span.h"

#define INPUT_LIMIT ((size_t)256 << 20)

struct input {
	char *at;
	size_t size;         /* of the buffer */
	struct stat status;  /* of what was read last, before it was read */
	int stop;            /* polls readable when reading a pipe is to be given up */
	gsize *got;          /* where the bytes of the file that were read so far are told, atomically; or NULL */
	const char *code;    /* of the last failure: a stable word */
	const char *message; /* of the last failure: for people, static; see problem_words() */
};

/*
 * Reads `path` as seen from the open folder `folder` (AT_FDCWD: the current one). `named` says that it was asked for by
 * name: links are then followed, pipes read, and "-" is standard input. Gives false where it failed. The bytes are
 * valid until the next call.
 */
bool input_read(struct input *input, int folder, const char *path, bool named, struct span *bytes);

/*
 * Opens a regular file without reading it, for close(), and says what it is; -1 where there is none that can be opened.
 */
int input_open(int folder, const char *path, bool named, struct stat *status);

/* Keeps a copy of bytes that came from elsewhere, as if they had been read. */
struct span input_hold(struct input *input, struct span bytes);

/* Frees the buffer; what was read is gone. The struct may be used again. */
void input_clear(struct input *input);

#endif
