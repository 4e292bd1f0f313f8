/* SPDX-License-Identifier: MIT */
#ifndef UI_PALETTE_H
#define UI_PALETTE_H

/*
 * What a theme says about the roles of cells. A look is written as words: bold, italic, underline, reverse, a colour,
 * "on" and a colour behind. A colour is a name (black red green yellow blue magenta cyan white, bright-red...), a
 * number of xterm's 256, or #rrggbb; "default" is the terminal's own. What no theme says is left to the terminal's
 * side.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/problem.h"
#include "base/span.h"
#include "config/settings.h"
#include "ui/style.h"

#define PALETTE_DEFAULT (-1)
#define PALETTE_RGB 0x1000000 /* a colour from here on is this and 0xRRGGBB; below, one of xterm's 256 */
#define PALETTE_REVERSE 8u    /* beside the bits of enum style_attribute */

struct paint {
	bool set;
	int32_t fore, back;
	unsigned attributes;
};

struct palette {
	bool mono; /* no colours, whatever the terminal has */
	struct paint paints[STYLE_COUNT];
};

/* The theme that the settings name. What is wrong with it, or with others, is appended to `problems` (or NULL). */
void palette_load(struct palette *palette, const struct settings *settings, struct problems *problems);

/* False where there is no theme of the name, built in or in the settings. */
bool palette_is_known(const struct settings *settings, const char *name);

/* Appends the names of the themes that are built in, parted by blanks. */
void palette_names(GString *out);

/* Appends the themes of the settings as a config file has them. */
void palette_write(const struct settings *settings, GString *out);

/* The look that is written so; false where it cannot be read. */
bool paint_parse(struct span text, struct paint *paint);

/* A colour as 0xRRGGBB; the first sixteen as xterm has them. */
int32_t palette_rgb(int32_t colour);

/* The colour of the first `count` of xterm's (8, 16 or 256) that is nearest to a colour. */
int32_t palette_nearest(int32_t colour, int32_t count);

#endif
