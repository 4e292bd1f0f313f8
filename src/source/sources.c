/* SPDX-License-Identifier: MIT */
/* The kinds of sources, asked in turn: a new one is a row here; archive files, which are looked into, come last. */
#include "source/sources.h"

#include <glib.h>
#include <string.h>

#include "source/folder.h"
#include "source/git.h"
#include "source/tarball.h"

/* Each gives NULL for what is not of its kind. */
static struct source *(*const kinds[])(const char *path) = {
	git_open,
	folder_open,
};

struct source *source_of(const char *path, bool nested)
{
	struct source *source = NULL;
	if (strcmp(path, "-") == 0)
		return NULL;
	for (size_t i = 0; !source && i < G_N_ELEMENTS(kinds); i++)
		source = kinds[i](path);
	return source ? source : tarball_open(path, nested, &tarball_limits);
}
