/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_REPEAT_H
#define ARCHIVE_REPEAT_H

/*
 * What the pages of an archive repeat at their beginning or end is not the article: a menu, a call for donations, the
 * site's words about itself. It is learned from a whole archive and set aside in a second pass; articles by themselves
 * teach nothing. The numbers of the rule stand in repeat.c.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "archive/catalog.h"
#include "archive/shown.h"
#include "base/span.h"

struct repeat;

/* Every source of the catalog: each is an archive of its own. */
#define REPEAT_ALL UINT32_MAX

/*
 * For what came from one source, or REPEAT_ALL. Begins to learn on threads of its own, which write a byte to the pipe
 * `signal` when they are done. The catalog and the pipe are borrowed; the catalog must not be changed until all is
 * learned, nor added to until all is applied. `sights` are what workers saw of its articles, and become the
 * repetition's; NULL: nobody looked.
 */
struct repeat *repeat_new(struct catalog *catalog, uint32_t origin, struct sights *sights, int signal);

/* What repeat_write() gave, for one source; borrowed. NULL where it is nothing of the kind. */
struct repeat *repeat_open(struct catalog *catalog, uint32_t origin, struct span learned);

/* Stops the threads and waits for them. NULL is allowed. */
void repeat_free(struct repeat *repeat);

/* Whether the threads are done. */
bool repeat_is_learned(const struct repeat *repeat);

/*
 * Applies what was learned, once it is: works for about `budget_us` microseconds (0: to the end). True once all is
 * applied.
 */
bool repeat_work(struct repeat *repeat, unsigned budget_us);

/* Sets aside what repeats in one more article, by what was learned before. */
void repeat_apply(struct repeat *repeat, uint32_t number);

/* Gives back what only learning needs: for once all is applied. */
void repeat_forget(struct repeat *repeat);

/* Appends what was learned: all that repeat_apply() needs. For once all is learned. */
void repeat_write(const struct repeat *repeat, GByteArray *out);

#endif
