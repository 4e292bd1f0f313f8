/* SPDX-License-Identifier: MIT */
/* Invariant: a path has no slash at either end, no two in a row, and no part that is "." or "..". */
#include "source/reference.h"

#include <string.h>

struct span reference_folder(struct span path)
{
	size_t slash = span_find_last(path, SPAN("/"));
	return slash == SPAN_NONE ? SPAN("") : span_cut(path, 0, slash);
}

/* False at the top. */
static bool go_up(GString *path)
{
	const char *slash = strrchr(path->str, '/');
	if (path->len == 0)
		return false;
	g_string_truncate(path, slash ? (gsize)(slash - path->str) : 0);
	return true;
}

bool reference_walk(GString *path, struct span reference, bool hidden)
{
	while (reference.len > 0) {
		size_t slash = span_find(reference, SPAN("/"));
		struct span part = span_cut(reference, 0, slash == SPAN_NONE ? reference.len : slash);
		reference = span_from(reference, part.len + 1);
		if (part.len == 0 || span_equal(part, SPAN(".")))
			continue;
		if (span_equal(part, SPAN(".."))) {
			if (!go_up(path))
				return false;
			continue;
		}
		if (part.at[0] == '.' && !hidden)
			return false;
		if (path->len > 0)
			g_string_append_c(path, '/');
		g_string_append_len(path, part.at, (gssize)part.len);
	}
	return true;
}
