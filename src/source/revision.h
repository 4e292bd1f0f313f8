/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_REVISION_H
#define SOURCE_REVISION_H

/* How people name a commit of a git repository. */

#include "source/objects.h"

/*
 * The commit that `rev` means: a branch, a tag, HEAD, @ or an id, which may be shortened, and behind it any of ~N (so
 * many first parents up) and ^N (the parent of that number). Tags are followed. What git takes from logs and config is
 * refused with a trouble of its own.
 */
enum trouble revision_find(const struct objects *objects, struct git_odb *database, const char *rev, struct git_id *id);

#endif
