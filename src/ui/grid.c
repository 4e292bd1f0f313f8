/* SPDX-License-Identifier: MIT */
/* Cells, eight bytes each, compared as bytes: no byte of a cell is without meaning. */
#include "ui/grid.h"

#include <glib.h>
#include <string.h>

#include "ui/style.h"

G_STATIC_ASSERT(sizeof(struct cell) == 8);

void grid_resize(struct grid *grid, size_t count)
{
	grid->cells = g_renew(struct cell, grid->cells, count);
	g_clear_pointer(&grid->extras, g_free);
	grid->count = count;
	for (size_t i = 0; i < count; i++)
		grid->cells[i] = (struct cell){.code = ' ', .count = 1, .width = 1, .style = STYLE_TEXT};
}

void grid_clear(struct grid *grid)
{
	g_free(grid->cells);
	g_free(grid->extras);
	*grid = (struct grid){0};
}

struct cell_extra *grid_need_extra(struct grid *grid, const struct cell *cell)
{
	if (!grid->extras)
		grid->extras = g_new0(struct cell_extra, grid->count);
	return grid->extras + (cell - grid->cells);
}

__attribute__((hot))
void grid_copy(struct grid *grid, struct cell *to, const struct grid *source, const struct cell *from, size_t count)
{
	memcpy(to, from, count * sizeof(*to));
	for (size_t i = 0; source->extras && i < count; i++)
		if (cell_has_extra(&from[i]))
			*grid_need_extra(grid, &to[i]) = *grid_extra(source, &from[i]);
}

static bool same_extras(const struct grid *one, const struct cell *a, const struct grid *other, const struct cell *b)
{
	size_t used = a->attributes & CELL_PAINTED ? sizeof(((struct cell_extra *)NULL)->paint)
	                                           : (a->count - 1u) * sizeof(uint32_t);
	return memcmp(grid_extra(one, a), grid_extra(other, b), used) == 0;
}

__attribute__((hot))
bool grid_same(const struct grid *one, const struct cell *a, const struct grid *other, const struct cell *b,
               size_t count)
{
	if (memcmp(a, b, count * sizeof(*a)) != 0)
		return false;
	for (size_t i = 0; one->extras && i < count; i++)
		if (cell_has_extra(&a[i]) && !same_extras(one, &a[i], other, &b[i]))
			return false;
	return true;
}
