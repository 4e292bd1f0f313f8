/* SPDX-License-Identifier: MIT */
#ifndef UI_RECALL_H
#define UI_RECALL_H

/* Lines that were typed into a prompt, which Up brings back: each once, the newest last, and not too many. */

#include <glib.h>

#include "base/span.h"

struct recall {
	GPtrArray *lines; /* of char * */
	guint at;         /* the one that is shown; their number for none */
};

/* Without lines. recall_clear() frees them. */
void recall_init(struct recall *recall);
void recall_clear(struct recall *recall);

/* A line was typed to its end. An empty one is not kept. */
void recall_add(struct recall *recall, struct span line);

/* A prompt opens: none of them is shown. */
void recall_begin(struct recall *recall);

/*
 * Up is -1, Down is 1. What stands in the prompt then: borrowed until the next line is added; "" behind the newest one;
 * NULL where there is none in that direction.
 */
const char *recall_step(struct recall *recall, int by);

#endif
