/* SPDX-License-Identifier: MIT */
/* The arithmetic of lists, in rows. Every change ends in settle(), which alone keeps what cursor.h promises. */
#include "ui/cursor.h"

#include <glib.h>

static size_t window(const struct cursor *cursor)
{
	return MAX(cursor->height, 1);
}

/* `from` + `by`, within 0 and `limit`. */
static size_t shifted(size_t from, long by, size_t limit)
{
	if (by < 0) {
		size_t up = (size_t)0 - (size_t)by;
		return up > from ? 0 : from - up;
	}
	return (size_t)by > limit || from > limit - (size_t)by ? limit : from + (size_t)by;
}

static void settle(struct cursor *cursor)
{
	size_t height = window(cursor);
	cursor->selected = MIN(cursor->selected, cursor->count ? cursor->count - 1 : 0);
	if (cursor->top > cursor->selected)
		cursor->top = cursor->selected;
	if (cursor->selected - cursor->top >= height)
		cursor->top = cursor->selected - height + 1;
	if (cursor->count <= height)
		cursor->top = 0;
	else
		cursor->top = MIN(cursor->top, cursor->count - height);
}

void cursor_set_rows(struct cursor *cursor, size_t count, size_t selected)
{
	size_t line = cursor->selected - cursor->top;
	cursor->count = count;
	cursor->selected = selected;
	cursor->top = selected > line ? selected - line : 0;
	settle(cursor);
}

void cursor_set_height(struct cursor *cursor, size_t height)
{
	cursor->height = height;
	settle(cursor);
}

void cursor_select(struct cursor *cursor, size_t row)
{
	cursor->selected = row;
	settle(cursor);
}

__attribute__((hot))
void cursor_move(struct cursor *cursor, long by)
{
	cursor->selected = shifted(cursor->selected, by, cursor->count ? cursor->count - 1 : 0);
	settle(cursor);
}

void cursor_scroll(struct cursor *cursor, long by)
{
	size_t height = window(cursor);
	cursor->top = shifted(cursor->top, by, cursor->count > height ? cursor->count - height : 0);
	cursor_move(cursor, by);
}

void cursor_reveal(struct cursor *cursor, size_t first, size_t last)
{
	size_t height = window(cursor);
	if (last >= cursor->top + height)
		cursor->top = last - height + 1;
	if (first < cursor->top)
		cursor->top = first;
	settle(cursor);
}
