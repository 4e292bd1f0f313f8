/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_GIT_ID_H
#define SOURCE_GIT_ID_H

/* The name of an object in git: its SHA-1. It may lie anywhere, as inside of the bytes of a tree. */

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

#define GIT_ID_SIZE 20                /* bytes */
#define GIT_ID_DIGITS (2 * GIT_ID_SIZE) /* hexadecimal */

struct git_id {
	uint8_t bytes[GIT_ID_SIZE];
};

/* Reads GIT_ID_DIGITS digits; false where these are no such. */
bool git_id_read(struct span digits, struct git_id *id);

/* Its digits, for g_free(). */
char *git_id_digits(const struct git_id *id);

/* Zero, which stands for none: no object has it. */
bool git_id_is_none(const struct git_id *id);

/* For tables of ids; their values are copied by g_memdup2(). */
unsigned git_id_hash(const void *id);
int git_id_equal(const void *a, const void *b);

#endif
