/* SPDX-License-Identifier: MIT */
/*
 * Bars are of blocks where the terminal is known to give one cell to characters of unsure width, and of ASCII
 * elsewhere. Blocks are filled in halves.
 */
#include "ui/bars.h"

#include <glib.h>
#include <math.h>

enum {
	NUMBER_LEAST = 3,
	BAR_FROM = 34,  /* cells of a row from which on there is a bar, */
	BAR_LEAST = 6,
	BAR_MOST = 40,
	BAR_SHARE = 3,  /* which takes a third of it */
	HALVES = 2,
};

#define BLOCK 0x2588u
#define HALF_BLOCK 0x258Cu

struct bars bars_fit(unsigned columns, uint32_t most)
{
	struct bars bars = {0, NUMBER_LEAST};
	for (uint32_t limit = 1000; most >= limit && bars.number < 10; limit *= 10) {
		bars.number++;
		if (limit > UINT32_MAX / 10)
			break;
	}
	if (columns >= BAR_FROM)
		bars.bar = CLAMP(columns / BAR_SHARE, BAR_LEAST, BAR_MOST);
	return bars;
}

/* Halves of cells that a number fills. */
static unsigned filled(unsigned cells, uint32_t number, uint32_t most, bool logarithmic)
{
	if (number == 0 || most == 0)
		return 0;
	double share = logarithmic ? log1p(number) / log1p(most) : (double)number / most;
	return (unsigned)CLAMP(share * cells * HALVES + 0.5, 1, cells * HALVES);
}

static void draw_bar(struct canvas *canvas, struct rect at, unsigned halves, enum style style)
{
	bool blocks = canvas->widths->lines;
	unsigned whole = blocks ? halves / HALVES : (halves + 1) / HALVES;
	canvas_rule(canvas, (struct rect){at.row, at.column, 1, whole}, blocks ? BLOCK : '#', style);
	if (blocks && halves % HALVES)
		canvas_rule(canvas, (struct rect){at.row, at.column + whole, 1, 1}, HALF_BLOCK, style);
}

void bars_draw(const struct bars *bars, struct canvas *canvas, struct rect *line, uint32_t number, uint32_t most,
               bool logarithmic, enum style style)
{
	unsigned wanted = bars->number + 1 + (bars->bar > 0 ? bars->bar + 2 : 0);
	if (line->columns <= wanted)
		return;
	line->columns -= wanted;
	unsigned at = line->column + line->columns;
	if (bars->bar > 0) {
		struct rect bar = {line->row, at + 1, 1, bars->bar};
		draw_bar(canvas, bar, filled(bars->bar, number, most, logarithmic), style);
		at += bars->bar + 2;
	}
	char text[16];
	g_snprintf(text, sizeof(text), "%*u", (int)bars->number, number);
	canvas_text(canvas, line->row, at + 1, bars->number, span_of(text), style, 0);
}
