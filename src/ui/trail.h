/* SPDX-License-Identifier: MIT */
#ifndef UI_TRAIL_H
#define UI_TRAIL_H

/* The articles that were read, in the order in which they were opened: the way back, and forward again. */

#include <glib.h>
#include <stdint.h>

struct visit {
	uint32_t entry;
	uint32_t byte; /* the reading place, when it was left */
};

struct trail {
	GArray *visits; /* struct visit */
	guint at;       /* the one that is read; meaningless while there is none */
};

/* Without visits. trail_clear() frees them. */
void trail_init(struct trail *trail);
void trail_clear(struct trail *trail);

/* Goes on to an entry, which begins at `byte`; what lay ahead is forgotten. */
void trail_push(struct trail *trail, uint32_t entry, uint32_t byte);

/* The visit that is going on, or NULL; valid until the next push. */
struct visit *trail_here(const struct trail *trail);

/*
 * Goes `by` visits back (negative) or forward, as far as there are any; the visit that is then going on, NULL if
 * none.
 */
struct visit *trail_go(struct trail *trail, long by);

#endif
