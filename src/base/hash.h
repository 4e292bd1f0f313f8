/* SPDX-License-Identifier: MIT */
#ifndef BASE_HASH_H
#define BASE_HASH_H

/*
 * XXH3, from its header alone: most of what is hashed is a name, an address or a line, for which a call of the library
 * takes longer than the hash.
 */

#define XXH_INLINE_ALL
#include <xxhash.h>

#endif
