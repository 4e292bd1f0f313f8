/* SPDX-License-Identifier: MIT */
#ifndef QUALITY_PLAIN_H
#define QUALITY_PLAIN_H

/*
 * What everybody would write first: TF-IDF over pairs of characters and over words, the title three times, by cosine.
 */

#include <glib.h>

#include "archive/archive.h"

struct plain;

struct plain *plain_new(const struct archive *archive);
void plain_free(struct plain *plain);

/* All entries that share a term with `entry`, best first: uint32_t, for g_array_free(). Older versions are left out. */
GArray *plain_rank(const struct plain *plain, uint32_t entry);

#endif
