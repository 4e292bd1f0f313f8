/* SPDX-License-Identifier: MIT */
#ifndef UI_ACTION_H
#define UI_ACTION_H

/* What a key can mean. actions.def is the one truth. */

#include "base/span.h"
#include "ui/keys.h"

enum action {
	ACTION_NONE,
#define SECTION(title)
#define ACTION(id, name, keys, help) ACTION_##id,
#include "ui/actions.def"
#undef ACTION
#undef SECTION
	ACTION_COUNT
};

struct action_info {
	const char *name; /* in the config */
	const char *keys; /* the default ones, parted by blanks */
	const char *help; /* not yet translated */
	enum key_context context; /* where these keys hold */
};

/* All but ACTION_NONE and ACTION_COUNT have one. */
const struct action_info *action_info(enum action action);

/* The action of a name; ACTION_NONE where there is none. */
enum action action_named(struct span name);

#endif
