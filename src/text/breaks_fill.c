/* SPDX-License-Identifier: MIT */
/*
 * Lines are cut where the chances let them, at the last place that hurts least: one walk over the glyphs of a line,
 * which remembers the furthest cut of each kind. Offsets are bytes, columns are cells.
 */
#include "text/breaks.h"

#include <glib.h>

#include "text/roles.h"
#include "text/width.h"

/* Where a line could be cut. */
struct cut {
	size_t to, shown; /* bytes; 0: nowhere */
	size_t used;      /* cells of what is shown */
	bool url;         /* inside an address */
};

/* The furthest of each, by how little it hurts. */
struct cuts {
	struct cut may, emergency, last, glyph;
};

/* A line that is being filled. */
struct filling {
	struct span rest; /* the text from the line's first byte on: glyphs must not see what stands before it */
	const uint8_t *chances;
	const struct break_room *room;
	const struct widths *widths;
	struct cuts cuts;
};

static enum break_chance chance_at(const struct filling *filling, const struct glyph *glyph)
{
	return glyph->from ? (enum break_chance)filling->chances[glyph->from] : BREAK_NO;
}

static void note_cut(struct cuts *cuts, enum break_chance chance, struct cut cut)
{
	cut.url = chance == BREAK_URL;
	if (chance == BREAK_MAY || chance == BREAK_URL)
		cuts->may = cut;
	else if (chance == BREAK_EMERGENCY)
		cuts->emergency = cut;
	else if (chance == BREAK_LAST)
		cuts->last = cut;
	cuts->glyph = cut;
}

static bool is_blank(const struct glyph *glyph)
{
	return glyph->count == 0 || (glyph->count == 1 && code_is_blank(glyph->code[0]));
}

/* Whether the word (an address is one) behind a cut is wider than a whole line. Looks no further than that width. */
static bool is_overlong(const struct filling *filling, const struct cut *cut)
{
	struct glyph glyph;
	size_t used = 0, ink = 0;
	for (size_t at = cut->to;
	     ink <= filling->room->rest && glyph_next(filling->widths, filling->rest, &at, &glyph);) {
		enum break_chance chance = chance_at(filling, &glyph);
		bool ends = chance == BREAK_MUST || chance == BREAK_MAY || (chance == BREAK_URL && cut->url);
		if (glyph.from > cut->to && ends)
			return false;
		used += glyph.columns;
		ink = is_blank(&glyph) ? ink : used;
	}
	return ink > filling->room->rest;
}

static struct cut best_cut(const struct filling *filling)
{
	const struct cuts *cuts = &filling->cuts;
	const struct cut *const order[] = {&cuts->may, &cuts->emergency, &cuts->last};
	bool hole = 4 * cuts->may.used < 3 * filling->room->columns;
	if (hole && cuts->may.to > 0 && cuts->emergency.to > cuts->may.to && is_overlong(filling, &cuts->may))
		return cuts->emergency;
	for (size_t i = 0; i < G_N_ELEMENTS(order); i++)
		if (order[i]->to > 0)
			return *order[i];
	return cuts->glyph;
}

/* jlreq: stops and commas alone hang, and only where they would not fit. */
static bool may_hang(uint32_t code)
{
	return code == 0x3001 || code == 0x3002 || code == 0xFF0C || code == 0xFF0E;
}

/* Whether a glyph stands beyond the end of a line of which `used` cells are taken. */
static bool is_beyond(const struct break_room *room, const struct glyph *glyph, size_t used)
{
	bool hangs = room->hanging && used <= room->columns && may_hang(glyph->code[0]);
	return glyph->from > 0 && used + glyph->columns > room->columns && !hangs;
}

size_t breaks_fill(struct span text, const uint8_t *chances, size_t from, const struct break_room *room,
                   const struct widths *widths, size_t *shown)
{
	struct filling filling = {
		.rest = span_from(text, from), .chances = chances + from, .room = room, .widths = widths};
	struct cut line = {0};
	struct glyph glyph;
	size_t used = 0; /* with white space that may turn out to be trailing */
	while (glyph_next(widths, filling.rest, &line.to, &glyph)) {
		enum break_chance chance = chance_at(&filling, &glyph);
		line.to = glyph.from;
		if (chance == BREAK_MUST)
			break;
		if (glyph.from > 0)
			note_cut(&filling.cuts, chance, line);
		bool blank = is_blank(&glyph);
		if (!blank && is_beyond(room, &glyph, used)) {
			line = best_cut(&filling);
			break;
		}
		used += glyph.columns;
		line.to = glyph.to;
		if (!blank) {
			line.shown = glyph.to;
			line.used = used;
		}
	}
	*shown = line.shown;
	return line.to;
}
