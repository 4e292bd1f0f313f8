/* SPDX-License-Identifier: MIT */
#ifndef COMMAND_OPENING_H
#define COMMAND_OPENING_H

#include "archive/archive.h"
#include "config/settings.h"

/* How archives are opened, or-ed. */
enum opening_how {
	OPENING_FOLLOWS = 1 << 0, /* changes are looked for while they are open */
	OPENING_QUIET = 1 << 1,   /* nobody is told of a filter that is no query */
};

/*
 * Begins to load archives as the settings say: by snapshots, and where one is among those of the config, under the name
 * that it has there and through its filter; where that is no query, everything is read. `paths` end with NULL; a place
 * counts once. `how`: of opening_how. For archive_close().
 */
struct archive *opening_begin(const struct settings *settings, const char *const *paths, unsigned how);

#endif
