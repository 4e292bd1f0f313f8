/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_REFS_H
#define SOURCE_REFS_H

/*
 * The names that a git repository has for its commits, read from HEAD, the files below refs/ and packed-refs, and
 * where its folders lie. Nothing else is read: no config, no logs.
 */

#define REFS_ID_SIZE 41 /* 40 hexadecimal digits, and a NUL */

enum refs_found {
	REFS_NONE,   /* no such name */
	REFS_FOUND,
	REFS_SHA256, /* the repository has ids of 64 digits */
	REFS_TABLE,  /* its names are in a table, which is not read */
};

/*
 * The repository that a path is, for g_free(): a folder with a HEAD, objects and refs, or a file that names one, as
 * worktrees and submodules have it for their .git. The last two may lie elsewhere, refs_common(). NULL for no
 * repository.
 */
char *refs_repository(const char *path);

/* The folder that holds the objects and refs of a repository's folder, for g_free(): mostly itself. */
char *refs_common(const char *folder);

/* What a name stands for, as git would look for it: HEAD, refs/..., a tag, a branch, a remote's; `id` where found. */
enum refs_found refs_resolve(const char *folder, const char *name, char id[REFS_ID_SIZE]);

#endif
