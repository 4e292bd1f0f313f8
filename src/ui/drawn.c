/* SPDX-License-Identifier: MIT */
/*
 * Rows as they were drawn last. A canvas's row has a stamp that changes whenever it is written: where it is still that
 * of the row, not even its cells are copied. The signs of a row are asked for again only after something changed.
 */
#include "ui/drawn.h"

void drawn_forget(struct drawn *drawn)
{
	for (unsigned i = 0; i < drawn->count; i++) {
		drawn->rows[i].entry = ENTRY_NONE;
		drawn->numbers[i] = SIZE_MAX;
	}
	drawn->ready = drawn->ready_to = 0;
}

void drawn_clear(struct drawn *drawn)
{
	g_free(drawn->rows);
	g_free(drawn->numbers);
	g_free(drawn->stamps);
	grid_clear(&drawn->cells);
	*drawn = (struct drawn){0};
}

__attribute__((hot))
void drawn_fit(struct drawn *drawn, enum drawn_pages pages, unsigned shown, unsigned lines, unsigned columns)
{
	unsigned count = shown * pages;
	if (drawn->count == count && drawn->lines == lines && drawn->columns == columns)
		return;
	drawn_clear(drawn);
	drawn->count = count;
	drawn->shown = shown;
	drawn->lines = lines;
	drawn->columns = columns;
	drawn->rows = g_new(struct drawn_row, count);
	drawn->numbers = g_new(size_t, count);
	drawn->stamps = g_new(uint32_t, (size_t)count * lines);
	grid_resize(&drawn->cells, (size_t)count * lines * columns);
	drawn->top = SIZE_MAX;
	drawn_forget(drawn);
}

__attribute__((hot))
bool drawn_jumps(const struct drawn *drawn, size_t top)
{
	return drawn->top == SIZE_MAX || MAX(top, drawn->top) - MIN(top, drawn->top) > 1;
}

bool drawn_keeps(const struct drawn *drawn, size_t row)
{
	return drawn->numbers[row % drawn->count] == row;
}

__attribute__((hot))
void drawn_scroll(struct drawn *drawn, struct canvas *canvas, struct rect area, size_t top)
{
	size_t by = MAX(top, drawn->top) - MIN(top, drawn->top);
	if (by > 0 && by < drawn->shown && drawn->top != SIZE_MAX && area.columns == canvas->columns)
		canvas_scroll(canvas, area.row, drawn->shown * drawn->lines,
		              (top > drawn->top ? 1 : -1) * (long)(by * drawn->lines));
	drawn->top = top;
}

static bool same_signs(struct signs a, struct signs b)
{
	return a.unread == b.unread && a.star == b.star && a.chosen == b.chosen;
}

static bool same_row(const struct drawn_row *a, const struct drawn_row *b)
{
	return a->entry == b->entry && a->selected == b->selected && a->focused == b->focused &&
	       a->script == b->script && a->lines == b->lines && same_signs(a->signs, b->signs);
}

static size_t cells_of(const struct drawn *drawn, size_t slot, unsigned line)
{
	return (slot * drawn->lines + line) * drawn->columns;
}

static uint32_t *stamp_of(const struct drawn *drawn, size_t slot, unsigned line)
{
	return &drawn->stamps[slot * drawn->lines + line];
}

/* Puts the lines that somebody has written to since. */
static void put_lines(const struct drawn *drawn, struct canvas *canvas, struct rect area, size_t slot)
{
	for (unsigned i = 0; i < area.rows; i++) {
		struct rect line = {area.row + i, area.column, 1, area.columns};
		if (canvas->stamps[line.row] != *stamp_of(drawn, slot, i))
			canvas_put(canvas, line, &drawn->cells, cells_of(drawn, slot, i));
		*stamp_of(drawn, slot, i) = canvas->stamps[line.row];
	}
}

__attribute__((hot))
bool drawn_is_current(struct drawn *drawn, const struct standing *standing, enum script script)
{
	uint64_t changes = standing_changes(standing);
	bool current = drawn->changes == changes && drawn->script == script;
	drawn->changes = changes;
	drawn->script = script;
	return current;
}

__attribute__((hot))
bool drawn_stands(const struct drawn *drawn, const struct canvas *canvas, unsigned canvas_row, size_t row)
{
	size_t slot = row % drawn->count;
	return drawn->numbers[slot] == row && *stamp_of(drawn, slot, 0) == canvas->stamps[canvas_row];
}

__attribute__((hot))
bool drawn_has(const struct drawn *drawn, size_t row, const struct standing *standing, struct drawn_row *now)
{
	struct drawn_row *kept = &drawn->rows[row % drawn->count];
	now->changes = standing_changes(standing);
	bool known = kept->entry == now->entry && kept->changes == now->changes;
	now->signs = known ? kept->signs : standing_of(standing, now->entry);
	if (!same_row(kept, now))
		return false;
	kept->changes = now->changes;
	return true;
}

__attribute__((hot))
bool drawn_again(struct drawn *drawn, struct canvas *canvas, struct rect area, size_t row,
                 const struct standing *standing, struct drawn_row *now)
{
	if (!drawn_has(drawn, row, standing, now))
		return false;
	put_lines(drawn, canvas, area, row % drawn->count);
	return true;
}

static void keep(struct drawn *drawn, const struct canvas *canvas, struct rect area, size_t row,
                 const struct drawn_row *now, bool shows)
{
	size_t slot = row % drawn->count;
	drawn->rows[slot] = *now;
	drawn->numbers[slot] = row;
	for (unsigned i = 0; i < area.rows; i++) {
		struct rect line = {area.row + i, area.column, 1, area.columns};
		canvas_take(canvas, line, &drawn->cells, cells_of(drawn, slot, i));
		*stamp_of(drawn, slot, i) = shows ? canvas->stamps[line.row] : 0;
	}
}

void drawn_keep(struct drawn *drawn, const struct canvas *canvas, struct rect area, size_t row,
                const struct drawn_row *now)
{
	keep(drawn, canvas, area, row, now, true);
}

void drawn_keep_ahead(struct drawn *drawn, const struct canvas *canvas, struct rect area, size_t row,
                      const struct drawn_row *now)
{
	keep(drawn, canvas, area, row, now, false);
}

bool drawn_next_ahead(struct drawn *drawn, size_t top, size_t count, size_t *row)
{
	size_t from = top - MIN(top, drawn->shown), to = MIN(top + 2 * (size_t)drawn->shown, count);
	*row = *row == SIZE_MAX ? from : *row + 1;
	if (*row >= drawn->ready && *row < drawn->ready_to)
		*row = drawn->ready_to;
	if (*row < to)
		return true;
	drawn->ready = from;
	drawn->ready_to = to;
	return false;
}
