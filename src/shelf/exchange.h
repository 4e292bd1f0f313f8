/* SPDX-License-Identifier: MIT */
#ifndef SHELF_EXCHANGE_H
#define SHELF_EXCHANGE_H

/*
 * The shelf as JSON Lines: a line an article, a saved search, a mark, a query that was searched for. Lines are sorted,
 * and several exports may be put together with sort -u before they are read again.
 */

#include <glib.h>

#include "base/problem.h"
#include "shelf/shelf.h"

/* Every line there is, sorted by bytes: of char * without line feed, for g_ptr_array_unref(). */
GPtrArray *exchange_lines(const struct shelf *shelf);

/*
 * Takes one line in: of each field what was set last counts; of two different notes both are kept. False where the line
 * is no record of ours, which is added to `problems` with `path` and its number.
 */
bool exchange_take(struct shelf *shelf, struct span line, unsigned number, const char *path, struct problems *problems);

#endif
