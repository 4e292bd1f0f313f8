/* SPDX-License-Identifier: MIT */
#ifndef SHELF_CONTEXT_H
#define SHELF_CONTEXT_H

/* A place in a text that survives changes of the text: a byte, and what stood there. */

#include <stdint.h>

#include "base/span.h"

/* What to keep of the text from `byte` on: one line of it at most, whole characters; empty behind the end. */
struct span context_of(struct span text, uint32_t byte);

/* Where the place is in a text that may have changed: where the context stands nearest to `byte`, else `byte`. */
uint32_t context_find(struct span text, uint32_t byte, struct span context);

#endif
