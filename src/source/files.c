/* SPDX-License-Identifier: MIT */
/*
 * Files named one by one: of a list that a person wrote, each is read as it stands, links followed and pipes waited
 * for.
 */
#include "source/files.h"

#include <fcntl.h>
#include <glib.h>

#include "source/tarball.h"

struct files {
	struct source base;
	const char *const *paths;
};

static bool files_walk(struct source *source, const struct source_sink *sink)
{
	const struct files *files = (const struct files *)source;
	const struct stamp unknown = {0};
	for (size_t i = 0; i < source->documents; i++) {
		if (!sink->document(sink->data, files->paths[i], &unknown, NULL, 0))
			return false;
	}
	return true;
}

static bool files_read(struct source *source, const char *path, struct stamp *stamp, struct input *input,
                       struct span *bytes)
{
	(void)source;
	(void)stamp;
	if (!input_read(input, AT_FDCWD, path, true, bytes))
		return false;
	return !tarball_is_packed(*bytes) || tarball_unpack(input, bytes);
}

static int files_open_file(struct source *source, const char *path, struct stamp *stamp)
{
	struct stat status;
	int file = input_open(AT_FDCWD, path, true, &status);
	(void)source;
	(void)stamp;
	return file;
}

static const struct source_ops files_ops = {files_walk, files_read, files_open_file, NULL, source_free};

struct source *files_open(const char *const *paths, size_t count)
{
	struct files *files = g_new0(struct files, 1);
	files->base.ops = &files_ops;
	files->base.identity = g_strdup("");
	files->base.by_name = true;
	files->base.documents = count;
	files->paths = paths;
	return &files->base;
}
