/* SPDX-License-Identifier: MIT */
#ifndef EXPORT_PLAIN_H
#define EXPORT_PLAIN_H

#include <glib.h>
#include <stdbool.h>

#include "archive/archive.h"

/*
 * An article for `jianbao show`: title, byline and date, address, text, links and what it lists as related; ends in a
 * line feed.
 */
void plain_write(GString *out, const struct archive *archive, uint32_t entry, bool with_chrome);

/* "author | source | date" as far as known, the date in the local zone where it is an instant; for g_free(). */
char *plain_byline(const struct article *article);

#endif
