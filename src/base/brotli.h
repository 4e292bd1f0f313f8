/* SPDX-License-Identifier: MIT */
#ifndef BASE_BROTLI_H
#define BASE_BROTLI_H

/* What is packed by Brotli (RFC 7932), where its library, libbrotlidec, is installed: it is opened when asked for. */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

/* Whether it is installed. Any thread. */
bool brotli_is_there(void);

/*
 * Unpacks bytes and appends them to `out`. False where they are damaged, end too early, or are longer than `most`
 * bytes unpacked: then `out` has what came before that; and, with nothing in it, where the library is missing.
 */
bool brotli_span(struct span packed, size_t most, GString *out);

#endif
