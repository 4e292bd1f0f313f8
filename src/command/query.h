/* SPDX-License-Identifier: MIT */
#ifndef COMMAND_QUERY_H
#define COMMAND_QUERY_H

/* The query that the arguments of a command are, and what it asks of the shelf. */

#include "command/command.h"
#include "find/kept.h"
#include "find/query.h"

/* The arguments, joined by blanks, as a query; NULL for a wrong one, which was said. */
struct query *command_query(const char *const *arguments);

/* For a query that is wrong or finds nothing: says so where a word of it was rather meant as an archive. */
void command_query_hint(const struct request *request);

struct command_kept {
	struct shelf *shelf; /* NULL where the query asks nothing of it */
	struct kept kept;
};

/*
 * Opens the shelf where a query asks something of it (NULL: in any case), and says how to ask. `kept` must stay where
 * it is until it is closed, which says what went wrong with the shelf.
 */
struct asking command_kept_open(struct command_kept *kept, const struct request *request, const struct archive *archive,
                                const struct query *query);
void command_kept_close(struct command_kept *kept);

#endif
