/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_FOLDER_NAMES_H
#define SOURCE_FOLDER_NAMES_H

/* Names in any folder of the person's, for completing a path that is being typed. */

#include <glib.h>

#include "base/span.h"

/*
 * The names in `folder` that begin with `begun`, in order: an array of char *, for g_ptr_array_unref(); a folder's name
 * ends in a slash. At most `most` of them. Names with controls, or not in UTF-8, cannot be typed and are left out, as
 * are hidden ones unless `begun` is hidden, too. Empty where the folder cannot be read.
 */
GPtrArray *folder_names(const char *folder, struct span begun, size_t most);

#endif
