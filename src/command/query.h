/* SPDX-License-Identifier: MIT */
#ifndef COMMAND_QUERY_H
#define COMMAND_QUERY_H

/* The query that the arguments of a command are. */

#include "find/query.h"

/* The arguments, joined by blanks, as a query; NULL for a wrong one, which was said. */
struct query *command_query(const char *const *arguments);

#endif
