/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_RESOLVE_H
#define ARCHIVE_RESOLVE_H

#include <stdint.h>

#include "archive/catalog.h"
#include "base/arena.h"
#include "base/span.h"

/* As archive_resolve(). Everything in `scratch` is thrown away. */
uint32_t resolve_address(const struct catalog *catalog, struct arena *scratch, uint32_t from, struct span url);

#endif
