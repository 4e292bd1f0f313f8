/* SPDX-License-Identifier: MIT */
/*
 * Completing, apart from what is completed. Units: bytes of the text, cells of the screen.
 */
#include "ui/completion.h"

#include <glib/gi18n.h>
#include <string.h>

#include "text/width.h"

#define GAP 2u

void completion_init(struct completion *completion)
{
	*completion = (struct completion){.words = g_ptr_array_new_with_free_func(g_free)};
}

void completion_clear(struct completion *completion)
{
	g_clear_pointer(&completion->words, g_ptr_array_unref);
	g_clear_pointer(&completion->common, g_free);
}

void completion_drop(struct completion *completion)
{
	g_ptr_array_set_size(completion->words, 0);
	g_clear_pointer(&completion->common, g_free);
	completion->total = 0;
	completion->more = completion->began = false;
	completion->shown = 0;
}

void completion_add(struct completion *completion, const char *word)
{
	completion->total++;
	if (completion->words->len < COMPLETION_MOST)
		g_ptr_array_add(completion->words, g_strdup(word));
	completion->shown = completion->words->len;
}

/* As many bytes as both begin with. */
static size_t same_start(const char *one, const char *other, size_t most)
{
	size_t same = 0;
	while (same < most && other[same] && g_ascii_tolower(one[same]) == g_ascii_tolower(other[same]))
		same++;
	return same;
}

size_t completion_common(const GPtrArray *strings)
{
	if (strings->len == 0)
		return 0;
	const char *first = g_ptr_array_index(strings, 0);
	size_t common = strlen(first);
	for (guint i = 1; i < strings->len; i++)
		common = same_start(first, g_ptr_array_index(strings, i), common);
	while (common > 0 && ((unsigned char)first[common] & 0xC0) == 0x80)
		common--;
	return common;
}

void completion_settle(struct completion *completion, size_t typed)
{
	size_t common = completion_common(completion->words);
	if (common > typed && completion->words->len > 1)
		completion->common = g_strndup(g_ptr_array_index(completion->words, 0), common);
}

const char *completion_step(struct completion *completion, int by)
{
	const GPtrArray *words = completion->words;
	if (words->len == 0)
		return NULL;
	if (completion->common && !completion->began) {
		completion->began = true;
		return completion->common;
	}
	if (completion->shown == words->len)
		completion->shown = by > 0 ? 0 : words->len - 1;
	else
		completion->shown = (completion->shown + (guint)((int)words->len + by)) % words->len;
	return g_ptr_array_index(words, completion->shown);
}

/* Drawing ---------------------------------------------------------------------------------------------------------- */

static struct span word_at(const struct completion *completion, guint index)
{
	return span_of(g_ptr_array_index(completion->words, index));
}

/* The first word to show, so that the one that stands there, and as many before it as fit, are seen. */
static guint first_shown(const struct completion *completion, const struct widths *widths, size_t room)
{
	guint first = completion->shown == completion->words->len ? 0 : completion->shown;
	size_t used = first < completion->words->len ? width_text(widths, word_at(completion, first)) + GAP : 0;
	while (first > 0) {
		used += width_text(widths, word_at(completion, first - 1)) + GAP;
		if (used > room)
			break;
		first--;
	}
	return first;
}

/* "3 of 57", with a plus while there may be more. */
static char *position_of(const struct completion *completion)
{
	const char *more = completion->more ? "+" : "";
	if (completion->shown == completion->words->len)
		return g_strdup_printf("%zu%s", completion->total, more);
	return g_strdup_printf(_("%u of %zu%s"), completion->shown + 1, completion->total, more);
}

void completion_draw(const struct completion *completion, struct canvas *canvas, struct rect row)
{
	char *position = position_of(completion);
	unsigned taken = (unsigned)width_text(canvas->widths, span_of(position)) + GAP;
	canvas_fill(canvas, row, STYLE_STATUS);
	if (taken + GAP < row.columns) {
		row.columns -= taken;
		canvas_text(canvas, row.row, row.column + row.columns + GAP, taken - GAP, span_of(position),
		            STYLE_STATUS, 0);
	}
	unsigned at = 0;
	for (guint i = first_shown(completion, canvas->widths, row.columns);
	     i < completion->words->len && at < row.columns; i++) {
		enum style style = i == completion->shown ? STYLE_SELECTED : STYLE_STATUS;
		unsigned wanted = (unsigned)MIN(width_text(canvas->widths, word_at(completion, i)), row.columns - at);
		canvas_field(canvas, row.row, row.column + at, wanted, word_at(completion, i), style, 0);
		at += wanted + GAP;
	}
	g_free(position);
}
