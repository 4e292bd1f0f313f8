/* SPDX-License-Identifier: MIT */
#ifndef TERM_THEME_H
#define TERM_THEME_H

#include <glib.h>

#include "ui/palette.h"
#include "ui/style.h"

enum look_attribute {
	LOOK_BOLD = STYLE_BOLD,
	LOOK_ITALIC = STYLE_ITALIC,
	LOOK_UNDERLINE = STYLE_UNDERLINE,
	LOOK_REVERSE = PALETTE_REVERSE,
};

/* Colours of a terminal that takes any. */
#define THEME_EVERY_COLOUR (1 << 24)

/* A colour that is the terminal's own. */
#define LOOK_DEFAULT (-1)

/* What a style looks like on this terminal. */
struct look {
	int32_t fore, back;  /* colours as a palette has them, or LOOK_DEFAULT */
	unsigned attributes; /* bits of enum look_attribute */
};

struct theme {
	int colours;           /* that the terminal has; below 8 none are used */
	unsigned not_coloured; /* attributes that it does not show together with a colour */
	unsigned missing;      /* attributes that it does not have */
	const struct palette *palette; /* borrowed; NULL: one that can be read on black and on white */
};

/* The look of a cell: its style's, and the attributes of its own (enum style_attribute). */
struct look theme_look(const struct theme *theme, enum style style, unsigned attributes);

/* The look of a cell of a picture; colours are 0xRRGGBB. */
struct look theme_paint(const struct theme *theme, uint32_t fore, uint32_t back);

/* Writes the control sequence (SGR) that switches to a look from any other. */
void look_write(const struct look *look, GString *out);

#endif
