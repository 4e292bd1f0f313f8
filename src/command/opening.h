/* SPDX-License-Identifier: MIT */
#ifndef COMMAND_OPENING_H
#define COMMAND_OPENING_H

#include <stdbool.h>

#include "archive/archive.h"
#include "config/settings.h"

/*
 * Begins to load archives as the settings say: by snapshots, and where one is among those of the config, under the name
 * that it has there and through its filter. `follow`: changes are looked for while it is open. A filter that is no
 * query is said to be none, unless `quiet`, and everything is read. `paths` end with NULL; a place counts once.
 */
struct archive *opening_begin(const struct settings *settings, const char *const *paths, bool follow, bool quiet);

#endif
