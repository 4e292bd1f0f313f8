/* SPDX-License-Identifier: MIT */
/* The kinds of sources, asked in turn: a new one is a row here. */
#include "archive/sources.h"

#include <glib.h>
#include <string.h>

#include "archive/folder.h"
#include "archive/git.h"
#include "archive/tarball.h"

static struct source *tarball_of(const char *path)
{
	return tarball_open(path, false, &tarball_limits);
}

/* Each gives NULL for what is not of its kind. */
static struct source *(*const kinds[])(const char *path) = {
	git_open,
	folder_open,
	tarball_of,
};

struct source *source_of(const char *path)
{
	struct source *source = NULL;

	if (strcmp(path, "-") == 0)
		return NULL;
	for (size_t i = 0; !source && i < G_N_ELEMENTS(kinds); i++)
		source = kinds[i](path);
	return source;
}
