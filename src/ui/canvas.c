/* SPDX-License-Identifier: MIT */
/*
 * The grid of cells. Invariant: a cell of width 2 has a cell of width 0 at its right, a cell of width 0 has one of
 * width 2 at its left, and neither stands outside: so the widths of every row add up to the columns. Whatever writes
 * keeps it by blanking the other half of what it cuts.
 */
#include "ui/canvas.h"

#include <glib.h>
#include <string.h>

#include "text/utf8.h"

static struct cell *at(const struct canvas *canvas, unsigned row, unsigned column)
{
	return canvas->lines[row] + column;
}

static void touch(struct canvas *canvas, unsigned row)
{
	if (++canvas->stamp == 0)
		canvas->stamp = 1;
	canvas->stamps[row] = canvas->stamp;
}

/* A blank that keeps the style of what stood there. */
static void blank(struct cell *cell)
{
	cell->code = ' ';
	cell->count = 1;
	cell->width = 1;
}

/* Blanks the halves that would be left over when cells [from, to) of a row are written. */
__attribute__((hot))
static void sever(struct canvas *canvas, unsigned row, unsigned from, unsigned to)
{
	if (from > 0 && at(canvas, row, from)->width == 0)
		blank(at(canvas, row, from - 1));
	if (to < canvas->columns && at(canvas, row, to)->width == 0)
		blank(at(canvas, row, to));
}

/* Writes a glyph into its one or two cells, where the other halves of what it cuts are seen to. */
static inline void set_cells(struct canvas *canvas, struct cell *cell, const struct glyph *glyph, enum style style,
                             unsigned attributes)
{
	*cell = (struct cell){glyph->code[0], glyph->count, glyph->columns, (uint8_t)style, (uint8_t)attributes};
	if (glyph->columns == 2)
		cell[1] = (struct cell){.style = (uint8_t)style, .attributes = (uint8_t)attributes};
	if (glyph->count > 1)
		memcpy(grid_need_extra(&canvas->grid, cell)->marks, glyph->code + 1,
		       (glyph->count - 1u) * sizeof(*glyph->code));
}

/* `area` without what lies outside the canvas. */
static struct rect clip(const struct canvas *canvas, struct rect area)
{
	area.row = MIN(area.row, canvas->rows);
	area.column = MIN(area.column, canvas->columns);
	area.rows = MIN(area.rows, canvas->rows - area.row);
	area.columns = MIN(area.columns, canvas->columns - area.column);
	return area;
}

struct canvas *canvas_new(unsigned rows, unsigned columns, const struct widths *widths)
{
	struct canvas *canvas = g_new0(struct canvas, 1);
	canvas->widths = widths;
	canvas_resize(canvas, rows, columns);
	return canvas;
}

void canvas_free(struct canvas *canvas)
{
	if (!canvas)
		return;
	grid_clear(&canvas->grid);
	g_free(canvas->lines);
	g_free(canvas->stamps);
	g_free(canvas->aside);
	g_free(canvas);
}

void canvas_resize(struct canvas *canvas, unsigned rows, unsigned columns)
{
	canvas->rows = rows;
	canvas->columns = columns;
	grid_resize(&canvas->grid, (size_t)rows * columns);
	canvas->cursor_row = canvas->cursor_column = 0;
	canvas->cursor_visible = false;
	canvas->lines = g_renew(struct cell *, canvas->lines, rows);
	canvas->stamps = g_renew(uint32_t, canvas->stamps, rows);
	canvas->aside = g_renew(struct cell *, canvas->aside, rows);
	for (unsigned row = 0; row < rows; row++) {
		canvas->lines[row] = canvas->grid.cells + (size_t)row * columns;
		touch(canvas, row);
	}
}

/* A cell that stands by itself, all over `area`. */
static void fill(struct canvas *canvas, struct rect area, struct cell cell)
{
	area = clip(canvas, area);
	for (unsigned row = area.row; row < area.row + area.rows && area.columns > 0; row++) {
		touch(canvas, row);
		sever(canvas, row, area.column, area.column + area.columns);
		struct cell *cells = at(canvas, row, area.column);
		if (row > area.row)
			memcpy(cells, at(canvas, area.row, area.column), area.columns * sizeof(cell));
		else
			for (unsigned i = 0; i < area.columns; i++)
				cells[i] = cell;
	}
}

__attribute__((hot))
void canvas_fill(struct canvas *canvas, struct rect area, enum style style)
{
	canvas_rule(canvas, area, ' ', style);
}

__attribute__((hot))
void canvas_rule(struct canvas *canvas, struct rect area, uint32_t code, enum style style)
{
	fill(canvas, area, (struct cell){.code = code, .count = 1, .width = 1, .style = (uint8_t)style});
}

/* Turns a ring of `count` things of `size` bytes by `by` places; `aside` has room for all of them. */
static void turn(void *ring, size_t count, size_t size, size_t by, void *aside)
{
	char *bytes = ring;
	memcpy(aside, bytes, by * size);
	memmove(bytes, bytes + by * size, (count - by) * size);
	memcpy(bytes + (count - by) * size, aside, by * size);
}

__attribute__((hot))
void canvas_scroll(struct canvas *canvas, unsigned row, unsigned count, long by)
{
	size_t places = by >= 0 ? (size_t)by : count - (size_t)-by;
	turn(canvas->lines + row, count, sizeof(*canvas->lines), places, canvas->aside);
	turn(canvas->stamps + row, count, sizeof(*canvas->stamps), places, canvas->aside);
}

bool canvas_glyph(struct canvas *canvas, unsigned row, unsigned column, const struct glyph *glyph, enum style style,
                  unsigned attributes)
{
	if (glyph->columns == 0)
		return true;
	if (row >= canvas->rows || column >= canvas->columns || glyph->columns > canvas->columns - column)
		return false;
	touch(canvas, row);
	sever(canvas, row, column, column + glyph->columns);
	set_cells(canvas, at(canvas, row, column), glyph, style, attributes);
	return true;
}

/* What a text took of a row. */
struct taken {
	unsigned used; /* cells */
	unsigned cut;  /* of them, those that leave room for ".." */
	bool whole;    /* all of the text is there */
};

/* Draws as much of a text as fits into `room`, which lies inside, cell beside cell: only its ends can cut anything. */
__attribute__((hot))
static struct taken draw_text(struct canvas *canvas, struct rect room, struct span text, enum style style,
                              unsigned attributes)
{
	struct taken taken = {.whole = true};
	struct glyph glyph;
	if (room.columns == 0)
		return (struct taken){.whole = text.len == 0};
	struct cell *cells = at(canvas, room.row, room.column);
	bool halves = cells->width == 0;
	for (size_t byte = 0; glyph_next(canvas->widths, text, &byte, &glyph);) {
		if (glyph.columns > room.columns - taken.used) {
			taken.whole = false;
			break;
		}
		if (glyph.columns == 0)
			continue;
		set_cells(canvas, cells + taken.used, &glyph, style, attributes);
		taken.used += glyph.columns;
		if (taken.used + 2 <= room.columns)
			taken.cut = taken.used;
	}
	if (taken.used == 0)
		return taken;
	touch(canvas, room.row);
	if (halves)
		blank(cells - 1);
	sever(canvas, room.row, 0, room.column + taken.used);
	return taken;
}

__attribute__((hot))
unsigned canvas_text(struct canvas *canvas, unsigned row, unsigned column, unsigned columns, struct span text,
                     enum style style, unsigned attributes)
{
	struct rect room = clip(canvas, (struct rect){row, column, 1, columns});
	return room.rows > 0 ? draw_text(canvas, room, text, style, attributes).used : 0;
}

/*
 * One walk over the text, for a list is nothing but fields: ".." goes where the text still left room for it, over what
 * turns out not to have been its end.
 */
__attribute__((hot))
void canvas_field(struct canvas *canvas, unsigned row, unsigned column, unsigned columns, struct span text,
                  enum style style, unsigned attributes)
{
	struct rect room = clip(canvas, (struct rect){row, column, 1, columns});
	if (room.rows == 0)
		return;
	struct taken taken = draw_text(canvas, room, text, style, attributes);
	unsigned used = taken.used;
	if (!taken.whole)
		used = taken.cut + canvas_text(canvas, row, column + taken.cut, room.columns - taken.cut, SPAN(".."),
		                               style, attributes);
	canvas_fill(canvas, (struct rect){row, column + used, 1, room.columns - used}, style);
}

void canvas_paint(struct canvas *canvas, unsigned row, unsigned column, uint32_t code, uint32_t fore, uint32_t back)
{
	if (row >= canvas->rows || column >= canvas->columns)
		return;
	touch(canvas, row);
	sever(canvas, row, column, column + 1);
	struct cell *cell = at(canvas, row, column);
	*cell = (struct cell){.code = code, .count = 1, .width = 1, .style = STYLE_TEXT, .attributes = CELL_PAINTED};
	struct cell_extra *extra = grid_need_extra(&canvas->grid, cell);
	extra->paint.fore = fore;
	extra->paint.back = back;
}

__attribute__((hot))
void canvas_restyle(struct canvas *canvas, struct rect area, enum style style)
{
	area = clip(canvas, area);
	for (unsigned row = area.row; row < area.row + area.rows; row++) {
		touch(canvas, row);
		for (unsigned column = area.column; column < area.column + area.columns; column++) {
			at(canvas, row, column)->style = (uint8_t)style;
			if (at(canvas, row, column)->width == 0)
				at(canvas, row, column - 1)->style = (uint8_t)style;
			if (at(canvas, row, column)->width == 2)
				at(canvas, row, column + 1)->style = (uint8_t)style;
		}
	}
}

void canvas_take(const struct canvas *canvas, struct rect area, struct grid *grid, size_t at_cell)
{
	for (unsigned i = 0; i < area.rows; i++, at_cell += area.columns)
		grid_copy(grid, grid->cells + at_cell, &canvas->grid, at(canvas, area.row + i, area.column),
		          area.columns);
}

__attribute__((hot))
void canvas_put(struct canvas *canvas, struct rect area, const struct grid *grid, size_t at_cell)
{
	for (unsigned i = 0; i < area.rows; i++, at_cell += area.columns) {
		touch(canvas, area.row + i);
		sever(canvas, area.row + i, area.column, area.column + area.columns);
		grid_copy(&canvas->grid, at(canvas, area.row + i, area.column), grid, grid->cells + at_cell,
		          area.columns);
	}
}

__attribute__((hot))
void canvas_cursor(struct canvas *canvas, unsigned row, unsigned column)
{
	if (row >= canvas->rows || canvas->columns == 0)
		return;
	canvas->cursor_row = row;
	canvas->cursor_column = MIN(column, canvas->columns - 1);
	canvas->cursor_visible = true;
}

__attribute__((hot))
const struct cell *canvas_cell(const struct canvas *canvas, unsigned row, unsigned column)
{
	return at(canvas, row, column);
}

void canvas_append(const struct canvas *canvas, const struct cell *cell, GString *out)
{
	for (unsigned i = 0; i < cell->count; i++)
		utf8_append(out, grid_code(&canvas->grid, cell, i));
}

static void dump_row(const struct canvas *canvas, unsigned row, GString *out)
{
	for (unsigned column = 0; column < canvas->columns; column++)
		canvas_append(canvas, at(canvas, row, column), out);
	while (out->len > 0 && out->str[out->len - 1] == ' ')
		g_string_truncate(out, out->len - 1);
	g_string_append_c(out, '\n');
}

char *canvas_dump(const struct canvas *canvas)
{
	GString *out = g_string_new(NULL);
	for (unsigned row = 0; row < canvas->rows; row++)
		dump_row(canvas, row, out);
	return g_string_free(out, FALSE);
}
