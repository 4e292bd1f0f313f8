/* SPDX-License-Identifier: MIT */
/*
 * A name is taken apart at its slashes, once from left to right. Reports are the same words as those of a folder's
 * walk; whether a link's target is there is not looked for, for in a stream nobody knows before its end.
 */
#include "source/names.h"

#include <glib.h>
#include <glib/gi18n.h>
#include <string.h>

#include "base/span.h"
#include "source/reference.h"

#define PATH_MOST 4096 /* bytes; as much as most systems take, and what keeps hostile names short */

void names_init(struct names *names, const struct source_sink *sink)
{
	names->sink = sink;
	names->hidden = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
}

void names_clear(struct names *names)
{
	g_hash_table_unref(names->hidden);
}

/* The next part of a path between slashes; false at its end. */
static bool next_part(const char **rest, struct span *part)
{
	const char *from = *rest + strspn(*rest, "/");
	size_t len = strcspn(from, "/");
	*part = (struct span){from, len};
	*rest = from + len;
	return len > 0;
}

static bool has_parent_part(const char *name)
{
	struct span part;
	while (next_part(&name, &part)) {
		if (span_equal(part, SPAN("..")))
			return true;
	}
	return false;
}

static bool report(const struct names *names, const char *path, const char *code, const char *message)
{
	return names->sink->problem(names->sink->data, path, code, message);
}

char *names_path(struct names *names, const char *name, bool *more)
{
	GString *path;
	if (strlen(name) > PATH_MOST) {
		char *start = g_strndup(name, 64);
		*more = report(names, start, "name-too-long", N_("its name is too long: not read"));
		g_free(start);
		return NULL;
	}
	if (has_parent_part(name)) {
		*more = report(names, name, "name-outside", N_("its name leads out of the archive: not read"));
		return NULL;
	}
	path = g_string_sized_new(strlen(name) + 1);
	reference_walk(path, span_of(name), true);
	return g_string_free(path, FALSE);
}

bool names_hidden(struct names *names, const char *path, bool *more)
{
	const char *rest = path;
	struct span part;
	while (next_part(&rest, &part)) {
		char *hidden;
		if (part.at[0] != '.')
			continue;
		hidden = g_strndup(path, (gsize)(rest - path));
		if (g_hash_table_contains(names->hidden, hidden)) {
			g_free(hidden);
			return true;
		}
		*more = names->sink->left_out(names->sink->data, hidden, "hidden");
		g_hash_table_add(names->hidden, hidden);
		return true;
	}
	return false;
}

/* True where `path` is `folder` or lies in it. */
static bool lies_in(const char *path, const char *folder)
{
	size_t len = strlen(folder);
	return len == 0 || (strncmp(path, folder, len) == 0 && (path[len] == '\0' || path[len] == '/'));
}

bool names_link(const struct names *names, const char *path, const char *target)
{
	const char *slash = strrchr(path, '/');
	GString *led = g_string_new_len(path, slash ? slash - path : 0);
	bool inside = *target != '/' && strlen(target) <= PATH_MOST && reference_walk(led, span_of(target), true);
	bool more;
	if (!inside)
		more = report(names, path, "link-outside", N_("the link leads out of the archive: not followed"));
	else if (lies_in(path, led->str))
		more = report(names, path, "link-loop", N_("the link leads in a circle: not followed"));
	else
		more = names->sink->left_out(names->sink->data, path, "link");
	g_string_free(led, TRUE);
	return more;
}
