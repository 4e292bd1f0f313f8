/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_IDENTITY_H
#define ARCHIVE_IDENTITY_H

/*
 * Ids are stable over runs and moves of an archive: 16 hexadecimal digits of the XXH3 hash of the canonical address;
 * where an article has none, of the archive's identity and the path inside it. They are part of what jianbao stores and
 * prints, so neither the hash nor the canonical form may change.
 */

#include "archive/segment.h"
#include "article/article.h"
#include "base/arena.h"
#include "base/span.h"

/* The id of every article with this address; false for an address that identifies nothing. */
bool identity_of_address(struct arena *scratch, struct span url, char id[ID_SIZE]);

/* The id of an article without one: `archive` is what the archive's ids begin from, `path` the path inside it. */
void identity_of_path(struct span archive, struct span path, char id[ID_SIZE]);

/* A hash of all that an article holds: the same where nothing of it has changed. */
uint64_t identity_of_content(const struct article *article);

#endif
