/* SPDX-License-Identifier: MIT */
/* Bars and borders, in cells. A bar that is too narrow for its position shows the title alone. */
#include "ui/frame.h"

#include <glib.h>
#include <limits.h>

#define BOX_LINE "─"
#define BOX_LINE_CODE 0x2500u

static void draw_char(struct canvas *canvas, unsigned row, unsigned column, const char *character)
{
	canvas_text(canvas, row, column, 1, span_of(character), STYLE_BORDER, 0);
}

/* Beside the position a title has so much room, or it has all. Cells. */
#define TITLE_LEAST 12

/* The title and, two blanks behind it, the position: a line that reads from the left to the right. */
static void plain_bar(struct canvas *canvas, struct rect bar, struct span title, struct span position)
{
	size_t wanted = width_text(canvas->widths, position) + 2;
	canvas_fill(canvas, bar, STYLE_TEXT);
	bool fits = position.len > 0 && wanted + TITLE_LEAST <= bar.columns;
	unsigned room = fits ? bar.columns - (unsigned)wanted : bar.columns;
	unsigned used = MIN((unsigned)MIN(width_text(canvas->widths, title), UINT_MAX), room);
	canvas_field(canvas, bar.row, bar.column, used, title, STYLE_PANE_TITLE_ACTIVE, STYLE_BOLD);
	if (room < bar.columns)
		canvas_text(canvas, bar.row, bar.column + used + 2, bar.columns - used - 2, position, STYLE_TEXT, 0);
}

__attribute__((hot))
void frame_bar(struct canvas *canvas, struct rect bar, struct span title, struct span position, bool active,
               enum frame_lines lines)
{
	if (bar.rows == 0)
		return;
	if (lines == FRAME_PLAIN) {
		plain_bar(canvas, bar, title, position);
		return;
	}
	const char *dash = lines == FRAME_BOXES ? BOX_LINE : "-";
	enum style style = active ? STYLE_PANE_TITLE_ACTIVE : STYLE_PANE_TITLE;
	canvas_rule(canvas, (struct rect){bar.row, bar.column, 1, bar.columns}, lines ? BOX_LINE_CODE : '-',
	            STYLE_BORDER);
	unsigned end = bar.columns;
	size_t wanted = width_text(canvas->widths, position) + 3; /* blanks around it and a dash behind */
	if (position.len > 0 && wanted + TITLE_LEAST <= bar.columns) {
		end -= (unsigned)wanted;
		canvas_text(canvas, bar.row, bar.column + end, (unsigned)wanted, SPAN(" "), style, 0);
		canvas_text(canvas, bar.row, bar.column + end + 1, (unsigned)wanted - 1, position, style, 0);
		canvas_text(canvas, bar.row, bar.column + bar.columns - 2, 1, SPAN(" "), style, 0);
	}
	if (end < 8)
		return;
	size_t used, room = end - 6; /* "-[ " before, " ]-" behind */
	if (width_fit(canvas->widths, title, room, &used) < title.len)
		used = room;
	unsigned column = bar.column + 1;
	canvas_text(canvas, bar.row, column, 2, active ? SPAN("[ ") : SPAN("  "), style, 0);
	canvas_field(canvas, bar.row, column + 2, (unsigned)used, title, style, active ? STYLE_BOLD : 0);
	canvas_text(canvas, bar.row, column + 2 + (unsigned)used, 2, active ? SPAN(" ]") : SPAN("  "), style, 0);
	if (!active) {
		draw_char(canvas, bar.row, column, dash);
		draw_char(canvas, bar.row, column + 3 + (unsigned)used, dash);
	}
}

/* Where lines leave a cell. */
enum { TO_LEFT = 1, TO_RIGHT = 2, UP = 4, DOWN = 8 };

static const char *const boxes[] = {
	[UP] = "│",
	[DOWN] = "│",
	[UP | DOWN] = "│",
	[TO_LEFT | UP] = "┘",
	[TO_RIGHT | UP] = "└",
	[TO_LEFT | TO_RIGHT | UP] = "┴",
	[TO_LEFT | DOWN] = "┐",
	[TO_RIGHT | DOWN] = "┌",
	[TO_LEFT | TO_RIGHT | DOWN] = "┬",
	[TO_LEFT | UP | DOWN] = "┤",
	[TO_RIGHT | UP | DOWN] = "├",
	[TO_LEFT | TO_RIGHT | UP | DOWN] = "┼",
	[TO_LEFT] = "─",
	[TO_RIGHT] = "─",
	[TO_LEFT | TO_RIGHT] = "─",
	[0] = "│",
};

/* On which sides of the cell a bar ends. */
static unsigned bars_beside(const struct layout *layout, unsigned row, unsigned column)
{
	unsigned sides = 0;
	for (enum pane_id id = 0; id < PANE_COUNT; id++) {
		struct rect bar = layout->panes[id].bar;
		if (bar.rows == 0 || bar.row != row)
			continue;
		sides |= bar.column == column + 1 ? TO_RIGHT : 0;
		sides |= bar.column + bar.columns == column ? TO_LEFT : 0;
	}
	return sides;
}

__attribute__((hot))
void frame_borders(struct canvas *canvas, const struct layout *layout, enum frame_lines lines)
{
	for (unsigned i = 0; i < layout->border_count; i++) {
		struct rect border = layout->borders[i];
		for (unsigned row = border.row; row < border.row + border.rows; row++) {
			unsigned sides = bars_beside(layout, row, border.column);
			unsigned ends = (row > border.row ? UP : 0) | (row + 1 < border.row + border.rows ? DOWN : 0);
			draw_char(canvas, row, border.column,
			          lines == FRAME_BOXES ? boxes[sides | ends]
			          : sides              ? "+"
			                               : "|");
		}
	}
}
