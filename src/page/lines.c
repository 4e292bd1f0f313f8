/* SPDX-License-Identifier: MIT */
/*
 * Paragraph in, lines out: breaks are found once, then lines are filled greedily, ragged right. Lines are byte ranges
 * of the text; joined they give it back. Widths are columns.
 */
#include "page/lines.h"

void lines_fill(GArray *lines, struct span text, const uint8_t *chances, const struct line_room *room,
                const struct widths *widths)
{
	struct break_room here = {.columns = room->first, .rest = room->rest, .hanging = room->hanging};
	size_t from = 0;
	do {
		size_t shown;
		size_t len = breaks_fill(text, chances, from, &here, widths, &shown);
		struct line line = {(uint32_t)from, (uint32_t)len, (uint32_t)shown};
		g_array_append_val(lines, line);
		here.columns = room->rest;
		from += len;
	} while (from < text.len);
}

void lines_lay(GArray *lines, struct span text, const struct line_room *room, const struct break_rules *rules,
               const struct widths *widths)
{
	uint8_t *chances = g_malloc(text.len);
	breaks_find(text, rules, chances);
	lines_fill(lines, text, chances, room, widths);
	g_free(chances);
}
