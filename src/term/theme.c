/* SPDX-License-Identifier: MIT */
/*
 * Styles as attributes and colours. The terminal's own background is kept, so every colour here is one that can be read
 * on black and on white; nothing is told by colour alone: what matters also has an attribute that a monochrome terminal
 * shows.
 */
#include "term/theme.h"

#include "text/utf8.h"

#define DEFAULT LOOK_DEFAULT

struct own_paint {
	short fore256, back256; /* xterm's 256 colours; DEFAULT is the terminal's own */
	short fore8, back8;     /* the eight of ANSI: without a ground none can be read on black and on white */
	unsigned colour;        /* attributes where there are colours */
	unsigned plain;         /* and where there are none */
};

enum { BLACK, RED, GREEN, YELLOW, BLUE, MAGENTA, CYAN, WHITE };

static const struct own_paint paints[STYLE_COUNT] = {
	[STYLE_TEXT] = {DEFAULT, DEFAULT, DEFAULT, DEFAULT, 0, 0},
	[STYLE_TITLE] = {DEFAULT, DEFAULT, DEFAULT, DEFAULT, LOOK_BOLD, LOOK_BOLD},
	[STYLE_HEADING] = {DEFAULT, DEFAULT, DEFAULT, DEFAULT, LOOK_BOLD, LOOK_BOLD},
	[STYLE_BYLINE] = {101, DEFAULT, DEFAULT, DEFAULT, 0, 0},
	[STYLE_DATE] = {101, DEFAULT, DEFAULT, DEFAULT, 0, 0},
	[STYLE_SOURCE] = {66, DEFAULT, DEFAULT, DEFAULT, 0, 0},
	[STYLE_UNREAD] = {DEFAULT, DEFAULT, DEFAULT, DEFAULT, LOOK_BOLD, LOOK_BOLD},
	[STYLE_ADDRESS] = {66, DEFAULT, DEFAULT, DEFAULT, 0, LOOK_UNDERLINE},
	[STYLE_LINK] = {32, DEFAULT, DEFAULT, DEFAULT, LOOK_UNDERLINE, LOOK_UNDERLINE},
	[STYLE_LINK_NUMBER] = {66, DEFAULT, DEFAULT, DEFAULT, 0, 0},
	[STYLE_HINT] = {16, 214, BLACK, YELLOW, LOOK_BOLD, LOOK_REVERSE | LOOK_BOLD},
	[STYLE_QUOTE] = {101, DEFAULT, DEFAULT, DEFAULT, 0, 0},
	[STYLE_CAPTION] = {101, DEFAULT, DEFAULT, DEFAULT, 0, 0},
	[STYLE_CODE] = {66, DEFAULT, DEFAULT, DEFAULT, 0, 0},
	[STYLE_MARKER] = {66, DEFAULT, DEFAULT, DEFAULT, 0, 0},
	[STYLE_ADDED] = {64, DEFAULT, DEFAULT, DEFAULT, LOOK_BOLD, LOOK_BOLD},
	[STYLE_REMOVED] = {131, DEFAULT, RED, DEFAULT, 0, LOOK_UNDERLINE},
	[STYLE_GROUP] = {DEFAULT, DEFAULT, DEFAULT, DEFAULT, LOOK_BOLD, LOOK_BOLD},
	[STYLE_REASON] = {101, DEFAULT, DEFAULT, DEFAULT, 0, 0},
	[STYLE_BORDER] = {244, DEFAULT, DEFAULT, DEFAULT, 0, 0},
	[STYLE_PANE_TITLE] = {231, 240, BLACK, WHITE, 0, LOOK_UNDERLINE},
	[STYLE_PANE_TITLE_ACTIVE] = {231, 24, WHITE, BLUE, LOOK_BOLD, LOOK_REVERSE | LOOK_BOLD},
	[STYLE_SELECTED] = {DEFAULT, DEFAULT, DEFAULT, DEFAULT, LOOK_REVERSE, LOOK_REVERSE},
	[STYLE_SELECTED_INACTIVE] = {DEFAULT, DEFAULT, DEFAULT, DEFAULT, LOOK_BOLD, LOOK_BOLD},
	[STYLE_SELECTION] = {DEFAULT, DEFAULT, DEFAULT, DEFAULT, LOOK_REVERSE, LOOK_REVERSE},
	[STYLE_MATCH] = {16, 229, BLACK, YELLOW, 0, LOOK_REVERSE},
	[STYLE_MATCH_CURRENT] = {16, 208, WHITE, RED, LOOK_BOLD, LOOK_REVERSE | LOOK_BOLD | LOOK_UNDERLINE},
	[STYLE_MATCH_SECOND] = {16, 117, BLACK, CYAN, LOOK_UNDERLINE, LOOK_UNDERLINE | LOOK_BOLD},
	[STYLE_MATCH_THIRD] = {16, 156, BLACK, GREEN, LOOK_BOLD, LOOK_REVERSE | LOOK_BOLD},
	[STYLE_MATCH_FOURTH] = {16, 218, BLACK, MAGENTA, LOOK_UNDERLINE | LOOK_BOLD, LOOK_REVERSE | LOOK_UNDERLINE},
	[STYLE_STATUS] = {231, 240, BLACK, WHITE, 0, LOOK_REVERSE},
	[STYLE_KEY] = {231, 240, BLACK, WHITE, LOOK_BOLD, LOOK_REVERSE | LOOK_BOLD},
	[STYLE_PROMPT] = {DEFAULT, DEFAULT, DEFAULT, DEFAULT, 0, 0},
	[STYLE_ERROR] = {160, DEFAULT, RED, DEFAULT, LOOK_BOLD, LOOK_BOLD},
};

/* The colour, or the nearest one that the terminal has. */
static int32_t shown_colour(int32_t colour, int colours)
{
	if (colour == PALETTE_DEFAULT || colours >= THEME_EVERY_COLOUR)
		return colour;
	return palette_nearest(colour, colours >= 256 ? 256 : colours >= 16 ? 16 : 8);
}

static struct look look_of(const struct paint *paint, int colours)
{
	int32_t fore = shown_colour(paint->fore, colours), back = shown_colour(paint->back, colours);
	/* With few colours two may fall together, and the grey of a bar with the ground of the terminal. */
	bool lost = back == BLACK && palette_rgb(paint->back) != 0;
	if ((fore == back && fore != DEFAULT) || lost)
		return (struct look){DEFAULT, DEFAULT, paint->attributes | LOOK_REVERSE};
	return (struct look){fore, back, paint->attributes};
}

__attribute__((hot))
struct look theme_look(const struct theme *theme, enum style style, unsigned attributes)
{
	const struct own_paint *paint = &paints[style];
	const struct palette *palette = theme->palette;
	struct look look = {DEFAULT, DEFAULT, paint->plain};
	if (theme->colours < 8 || (palette && palette->mono))
		;
	else if (palette && palette->paints[style].set)
		look = look_of(&palette->paints[style], theme->colours);
	else if (theme->colours >= 256)
		look = (struct look){paint->fore256, paint->back256, paint->colour};
	else
		look = (struct look){paint->fore8, paint->back8, paint->colour};
	look.attributes |= attributes;
	if (look.fore != DEFAULT || look.back != DEFAULT)
		look.attributes &= ~theme->not_coloured;
	look.attributes &= ~theme->missing;
	return look;
}

static unsigned brightness(uint32_t colour)
{
	return (colour >> 16 & 255) * 2 + (colour >> 8 & 255) * 5 + (colour & 255);
}

/* Without colours the brighter one of the two is the terminal's ink. */
struct look theme_paint(const struct theme *theme, uint32_t fore, uint32_t back)
{
	if (theme->colours >= 8 && !(theme->palette && theme->palette->mono))
		return (struct look){shown_colour((int32_t)(PALETTE_RGB | fore), theme->colours),
		                     shown_colour((int32_t)(PALETTE_RGB | back), theme->colours), 0};
	bool reversed = brightness(back) > brightness(fore);
	return (struct look){DEFAULT, DEFAULT, (reversed ? LOOK_REVERSE : 0) & ~theme->missing};
}

static void write_rgb(GString *out, int32_t colour, unsigned base)
{
	utf8_append_number(out, base + 8);
	g_string_append(out, ";2");
	for (int shift = 16; shift >= 0; shift -= 8) {
		g_string_append_c(out, ';');
		utf8_append_number(out, (unsigned)(colour >> shift & 255));
	}
}

/* A colour by its number: the eight of ANSI, and their bright ones, are parameters by themselves. */
__attribute__((hot))
static void write_colour(GString *out, int32_t colour, unsigned base)
{
	if (colour == DEFAULT)
		return;
	g_string_append_c(out, ';');
	if (colour >= PALETTE_RGB) {
		write_rgb(out, colour, base);
	} else if (colour >= 8 && colour < 16) {
		utf8_append_number(out, base + 60 + (unsigned)colour - 8);
	} else if (colour >= 8) {
		utf8_append_number(out, base + 8);
		g_string_append(out, ";5;");
		utf8_append_number(out, (unsigned)colour);
	} else {
		utf8_append_number(out, base + (unsigned)colour);
	}
}

__attribute__((hot))
void look_write(const struct look *look, GString *out)
{
	static const struct {
		unsigned bit;
		char parameter;
	} bits[] = {{LOOK_BOLD, '1'}, {LOOK_ITALIC, '3'}, {LOOK_UNDERLINE, '4'}, {LOOK_REVERSE, '7'}};
	g_string_append_len(out, "\033[0", 3);
	for (size_t i = 0; i < G_N_ELEMENTS(bits); i++) {
		if (!(look->attributes & bits[i].bit))
			continue;
		g_string_append_c(out, ';');
		g_string_append_c(out, bits[i].parameter);
	}
	write_colour(out, look->fore, 30);
	write_colour(out, look->back, 40);
	g_string_append_c(out, 'm');
}
