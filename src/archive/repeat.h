/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_REPEAT_H
#define ARCHIVE_REPEAT_H

/*
 * What the pages of an archive repeat at their beginning or end is not the article: a menu, a call for donations, the
 * site's words about itself. It is learned from a whole archive and set aside in a second pass; articles by themselves
 * teach nothing. The numbers of the rule stand in repeat.c.
 */

#include <stdbool.h>
#include <stdint.h>

#include "archive/catalog.h"

struct repeat;

/* The catalog is borrowed, and must not be added to while the repetition is looked for. */
struct repeat *repeat_new(struct catalog *catalog);
void repeat_free(struct repeat *repeat); /* NULL is allowed */

/* Works for about `budget_us` microseconds (0: to the end). True once all is learned and applied. */
bool repeat_work(struct repeat *repeat, unsigned budget_us);

#endif
