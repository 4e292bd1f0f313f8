/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_MET_H
#define ARCHIVE_MET_H

/*
 * The documents that the first look at an archive took in before it was stopped: when it goes on they are not read
 * again. It is made by the owner and then never changed, so walking threads may ask while the owner adds more. Paths
 * are told apart by 64 bits of a hash alone: whoever asks looks at everything once more when all is known.
 */

#include <stdbool.h>

#include "archive/segment.h"
#include "base/span.h"

struct met;

/* All documents of a segment. Costs what there are of them. */
struct met *met_new(const struct segment *segment);
void met_free(struct met *met); /* NULL is allowed */

/* Whether the segment has a document of this path: by 63 bits of a hash, so almost certainly. */
bool met_has(const struct met *met, struct span path);

#endif
