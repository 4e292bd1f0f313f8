/* SPDX-License-Identifier: MIT */
#ifndef UI_PRESET_H
#define UI_PRESET_H

/* Keys that hands know from other programs, as what they change in the default ones. */

#include "ui/action.h"
#include "ui/keys.h"

struct preset_binding {
	enum key_context context;
	const char *keys; /* parted by blanks */
	enum action action; /* ACTION_NONE: the keys mean nothing */
};

/* The bindings of a preset, in the order in which they are made. */
const struct preset_binding *preset_bindings(enum preset preset, size_t *count);

#endif
