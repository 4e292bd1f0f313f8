/* SPDX-License-Identifier: MIT */
/* What every kind of source does alike. */
#include "archive/source.h"

#include <glib.h>

void source_free(struct source *source)
{
	g_free(source->name);
	g_free(source->identity);
	g_free(source);
}

void source_close(struct source *source)
{
	if (source)
		source->ops->close(source);
}
