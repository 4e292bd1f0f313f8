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
	guint kept = 0;
	g_ptr_array_sort(tags, compare_strings);
	for (guint i = 0; i < tags->len; i++) {
		char *tag = tags->pdata[i];
		if (kept > 0 && strcmp(tag, tags->pdata[kept - 1]) == 0)
			continue;
		tags->pdata[i] = tags->pdata[kept];
		tags->pdata[kept++] = tag;
	}
	g_ptr_array_set_size(tags, (int)kept); /* those behind were there before */
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
