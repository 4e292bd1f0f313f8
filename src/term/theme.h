/* SPDX-License-Identifier: MIT */
#ifndef TERM_THEME_H
#define TERM_THEME_H

#include <ncurses.h>
#include <stdbool.h>

#include "ui/style.h"

/* What a style looks like on this terminal. */
struct look {
	attr_t attributes;
	short pair;
};

struct theme {
	struct look looks[STYLE_COUNT];
};

/* Fills the theme for the colours that curses has now (after start_color); without colours where `plain`. */
void theme_init(struct theme *theme, bool plain);

/* The look of a cell: its style's, and the attributes of its own (enum style_attribute). */
struct look theme_look(const struct theme *theme, enum style style, unsigned attributes);

#endif
