/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_REFERENCE_H
#define SOURCE_REFERENCE_H

/*
 * Where relative references lead: of an article, of a link or a name in an archive file. They become paths inside the
 * archive; nothing is looked up.
 */

#include <glib.h>
#include <stdbool.h>

#include "base/span.h"

/* The folder that a path lies in, without a slash at its end; "" at the top. */
struct span reference_folder(struct span path);

/*
 * Goes from a folder, whose path is in `path`, to where `reference` leads, part by part: "." stays and ".." goes up.
 * False, with the path left in the middle, where that is above the top, or into something hidden that is not `hidden`.
 */
bool reference_walk(GString *path, struct span reference, bool hidden);

#endif
