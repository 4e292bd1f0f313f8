/* SPDX-License-Identifier: MIT */
#ifndef UI_KEYMAP_CONFIG_H
#define UI_KEYMAP_CONFIG_H

/* The key map that the settings ask for, and a key map as settings. */

#include "base/problem.h"
#include "config/settings.h"
#include "ui/keymap.h"

/*
 * The preset with the bindings of the config file. What cannot be bound is appended to `problems` (NULL: nobody wants
 * them) with file, line and column, and the rest still works.
 */
struct keymap *keymap_load(const struct settings *settings, struct problems *problems);

/* Appends the bindings in force as lines below `keys:` of a config file. */
void keymap_write(const struct keymap *keymap, GString *out);

#endif
