/* SPDX-License-Identifier: MIT */
/* What every kind of source does alike. */
#include "archive/source.h"

#include <glib.h>

struct stamp stamp_of_file(const struct stat *status)
{
	return (struct stamp){
		.size = (uint64_t)status->st_size,
		.mtime_ns = status->st_mtim.tv_sec * INT64_C(1000000000) + status->st_mtim.tv_nsec,
		.inode = status->st_ino,
	};
}

void source_free(struct source *source)
{
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
