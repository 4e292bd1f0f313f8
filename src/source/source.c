/* SPDX-License-Identifier: MIT */
/* What every kind of source does alike. */
#include "source/source.h"

#include <glib.h>

int64_t stamp_time(int64_t seconds, int64_t ns)
{
	return (int64_t)((uint64_t)seconds * UINT64_C(1000000000) + (uint64_t)ns);
}

struct stamp stamp_of_file(const struct stat *status)
{
	return (struct stamp){
		.size = (uint64_t)status->st_size,
		.mtime_ns = stamp_time(status->st_mtim.tv_sec, status->st_mtim.tv_nsec),
		.inode = status->st_ino,
	};
}

static void free_folder(void *data)
{
	g_free(((struct source_folder *)data)->path);
}

GArray *source_folders_new(void)
{
	GArray *folders = g_array_new(FALSE, FALSE, sizeof(struct source_folder));
	g_array_set_clear_func(folders, free_folder);
	return folders;
}

void source_free(struct source *source)
{
	g_clear_pointer(&source->folders, g_array_unref);
	g_free(source->name);
	g_free(source->identity);
	g_free(source);
}

const char *source_identity(struct source *source)
{
	return source->ops->identity ? source->ops->identity(source) : source->identity;
}

void source_close(struct source *source)
{
	if (source)
		source->ops->close(source);
}
