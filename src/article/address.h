/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_ADDRESS_H
#define ARTICLE_ADDRESS_H

/* Addresses (URLs): cleaned, compared, taken apart. None is ever opened here. */

#include <stdbool.h>

#include "base/arena.h"
#include "base/span.h"

/* `url` without white space and control characters; {NULL, 0} where nothing is left. In `arena`. */
struct span address_clean(struct arena *arena, struct span url);

/* True for http and https with a host: what may be opened. */
bool address_is_web(struct span url);

/* The host in lower case without www. and port, in `arena`; {NULL, 0} where there is none. */
struct span address_host(struct arena *arena, struct span url);

/* The path, without query and fragment; it may be empty. Points into `url`. */
struct span address_path(struct span url);

/*
 * What serves identity and matching, never shown: scheme dropped, host in lower case without www. and default port, %XX
 * decoded twice, no fragment, no tracking parameters (utm_*, fbclid...), no final slash. {NULL, 0} for an address
 * without path and query, and for what is no web address. In `arena`.
 */
struct span address_canonical(struct arena *arena, struct span url);

/* `reference` seen from `base` (RFC 3986, section 5.2); `reference` itself where it is absolute. In `arena`. */
struct span address_resolve(struct arena *arena, struct span base, struct span reference);

/*
 * The end of the bare address that begins at `text`: before white space, the first CJK or full-width character, <>" and
 * final punctuation.
 */
size_t address_end(struct span text);

#endif
