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
char *plain_byline(const struct article *article, bool local_words);

/*
 * A date, in the local zone where it is an instant; "" for DATE_NONE; as 2022-11-05, or as the person's language writes
 * it.
 */
char *plain_date(struct date date, bool local_words);

#endif
