/* SPDX-License-Identifier: MIT */
/*
 * Tags as they are typed, and as they are kept: one a line, sorted, none twice. What parts them is white space and
 * commas.
 */
#include "shelf/tags.h"

#include <stdbool.h>
#include <string.h>

static bool parts_tags(gunichar c)
{
	return g_unichar_isspace(c) || g_unichar_iscntrl(c) || c == ',' || c == 0xFF0C || c == 0x3001;
}

static int compare_strings(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

void tags_append(GPtrArray *tags, const char *typed)
{
	for (const char *at = typed; *at;) {
		const char *from = at;
		while (*at && !parts_tags(g_utf8_get_char(at)))
			at = g_utf8_next_char(at);
		if (at > from)
			g_ptr_array_add(tags, g_strndup(from, (gsize)(at - from)));
		else
			at = g_utf8_next_char(at);
	}
}

void tags_settle(GPtrArray *tags)
{
	g_ptr_array_sort(tags, compare_strings);
	for (guint i = tags->len; i > 1; i--)
		if (strcmp(g_ptr_array_index(tags, i - 1), g_ptr_array_index(tags, i - 2)) == 0)
			g_ptr_array_remove_index(tags, i - 1);
}

char *tags_kept(const char *typed)
{
	GPtrArray *tags = g_ptr_array_new_with_free_func(g_free);
	char *valid = g_utf8_make_valid(typed, -1);
	tags_append(tags, valid);
	tags_settle(tags);
	g_ptr_array_add(tags, NULL);
	char *joined = g_strjoinv("\n", (char **)tags->pdata);
	g_free(valid);
	g_ptr_array_unref(tags);
	return joined;
}
