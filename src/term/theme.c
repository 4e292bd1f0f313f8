/* SPDX-License-Identifier: MIT */
/*
 * Styles as attributes and colours. The terminal's own background is kept, so every colour here is one that can be read on
 * black and on white; nothing is told by colour alone: what matters also has an attribute that a monochrome terminal shows.
 */
#include "term/theme.h"

#include <glib.h>

#define DEFAULT (-1)

struct paint {
	short fore256, back256; /* xterm's 256 colours; DEFAULT is the terminal's own */
	short fore8, back8;     /* the eight of ANSI */
	attr_t colour;          /* attributes where there are colours */
	attr_t plain;           /* and where there are none */
};

static const struct paint paints[STYLE_COUNT] = {
	[STYLE_TEXT] = {DEFAULT, DEFAULT, DEFAULT, DEFAULT, A_NORMAL, A_NORMAL},
	[STYLE_TITLE] = {DEFAULT, DEFAULT, DEFAULT, DEFAULT, A_BOLD, A_BOLD},
	[STYLE_HEADING] = {DEFAULT, DEFAULT, DEFAULT, DEFAULT, A_BOLD, A_BOLD},
	[STYLE_BYLINE] = {101, DEFAULT, COLOR_YELLOW, DEFAULT, A_NORMAL, A_NORMAL},
	[STYLE_DATE] = {101, DEFAULT, COLOR_YELLOW, DEFAULT, A_NORMAL, A_NORMAL},
	[STYLE_SOURCE] = {66, DEFAULT, COLOR_CYAN, DEFAULT, A_NORMAL, A_NORMAL},
	[STYLE_ADDRESS] = {66, DEFAULT, COLOR_CYAN, DEFAULT, A_NORMAL, A_UNDERLINE},
	[STYLE_LINK] = {32, DEFAULT, COLOR_BLUE, DEFAULT, A_UNDERLINE, A_UNDERLINE},
	[STYLE_LINK_NUMBER] = {66, DEFAULT, COLOR_CYAN, DEFAULT, A_NORMAL, A_NORMAL},
	[STYLE_HINT] = {16, 214, COLOR_BLACK, COLOR_YELLOW, A_BOLD, A_REVERSE | A_BOLD},
	[STYLE_QUOTE] = {101, DEFAULT, COLOR_YELLOW, DEFAULT, A_NORMAL, A_NORMAL},
	[STYLE_CAPTION] = {101, DEFAULT, COLOR_YELLOW, DEFAULT, A_NORMAL, A_NORMAL},
	[STYLE_CODE] = {66, DEFAULT, COLOR_CYAN, DEFAULT, A_NORMAL, A_NORMAL},
	[STYLE_MARKER] = {66, DEFAULT, COLOR_CYAN, DEFAULT, A_NORMAL, A_NORMAL},
	[STYLE_GROUP] = {DEFAULT, DEFAULT, DEFAULT, DEFAULT, A_BOLD, A_BOLD},
	[STYLE_REASON] = {101, DEFAULT, COLOR_YELLOW, DEFAULT, A_NORMAL, A_NORMAL},
	[STYLE_BORDER] = {244, DEFAULT, DEFAULT, DEFAULT, A_NORMAL, A_NORMAL},
	[STYLE_PANE_TITLE] = {231, 240, COLOR_BLACK, COLOR_WHITE, A_NORMAL, A_UNDERLINE},
	[STYLE_PANE_TITLE_ACTIVE] = {231, 24, COLOR_WHITE, COLOR_BLUE, A_BOLD, A_REVERSE | A_BOLD},
	[STYLE_SELECTED] = {DEFAULT, DEFAULT, DEFAULT, DEFAULT, A_REVERSE, A_REVERSE},
	[STYLE_SELECTED_INACTIVE] = {DEFAULT, DEFAULT, DEFAULT, DEFAULT, A_BOLD, A_BOLD},
	[STYLE_MATCH] = {16, 229, COLOR_BLACK, COLOR_YELLOW, A_NORMAL, A_REVERSE},
	[STYLE_MATCH_CURRENT] = {16, 208, COLOR_WHITE, COLOR_RED, A_BOLD, A_REVERSE | A_BOLD | A_UNDERLINE},
	[STYLE_MATCH_SECOND] = {16, 117, COLOR_BLACK, COLOR_CYAN, A_UNDERLINE, A_UNDERLINE | A_BOLD},
	[STYLE_MATCH_THIRD] = {16, 156, COLOR_BLACK, COLOR_GREEN, A_BOLD, A_REVERSE | A_BOLD},
	[STYLE_MATCH_FOURTH] = {16, 218, COLOR_BLACK, COLOR_MAGENTA, A_UNDERLINE | A_BOLD, A_REVERSE | A_UNDERLINE},
	[STYLE_STATUS] = {231, 240, COLOR_BLACK, COLOR_WHITE, A_NORMAL, A_REVERSE},
	[STYLE_KEY] = {231, 240, COLOR_BLACK, COLOR_WHITE, A_BOLD, A_REVERSE | A_BOLD},
	[STYLE_PROMPT] = {DEFAULT, DEFAULT, DEFAULT, DEFAULT, A_NORMAL, A_NORMAL},
	[STYLE_ERROR] = {160, DEFAULT, COLOR_RED, DEFAULT, A_BOLD, A_BOLD},
};

static struct look look_of(const struct paint *paint, enum style style)
{
	short pair = (short)(style + 1);
	short fore = COLORS >= 256 ? paint->fore256 : paint->fore8;
	short back = COLORS >= 256 ? paint->back256 : paint->back8;
	if (init_pair(pair, fore, back) != OK)
		return (struct look){paint->plain, 0};
	return (struct look){paint->colour, pair};
}

void theme_init(struct theme *theme, bool plain)
{
	bool coloured = !plain && has_colors() && COLORS >= 8 && COLOR_PAIRS > STYLE_COUNT;
	for (int style = 0; style < STYLE_COUNT; style++)
		theme->looks[style] = coloured ? look_of(&paints[style], (enum style)style)
		                               : (struct look){paints[style].plain, 0};
}

struct look theme_look(const struct theme *theme, enum style style, unsigned attributes)
{
	static const struct {
		unsigned bit;
		attr_t attribute;
	} bits[] = {{STYLE_BOLD, A_BOLD}, {STYLE_ITALIC, A_ITALIC}, {STYLE_UNDERLINE, A_UNDERLINE}};
	struct look look = theme->looks[style];
	for (size_t i = 0; i < G_N_ELEMENTS(bits); i++)
		if (attributes & bits[i].bit)
			look.attributes |= bits[i].attribute;
	return look;
}
