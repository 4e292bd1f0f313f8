/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_REFS_H
#define SOURCE_REFS_H

/*
 * The names that a git repository has for its commits, read from HEAD, the files below refs/ and packed-refs. Nothing
 * else is read: no config, no logs.
 */

#include <stdbool.h>

#define REFS_ID_SIZE 41 /* 40 hexadecimal digits, and a NUL */

/* Whether a folder has the shape of a repository without a work tree: a HEAD, objects and refs. */
bool refs_is_repository(const char *folder);

/*
 * What a name stands for, as git would look for it: HEAD, refs/..., a tag, a branch, a remote's. False: no such name.
 */
bool refs_resolve(int folder, const char *name, char id[REFS_ID_SIZE]);

#endif
