/* SPDX-License-Identifier: MIT */
#ifndef TERM_TERM_STATE_H
#define TERM_TERM_STATE_H

/* What the files behind term.h share: the state of the terminal, and a few doings of one that another asks for. */

#include <glib.h>
#include <ncurses.h>
#include <signal.h>
#include <stdio.h>
#include <termios.h>

#include "term/input.h"
#include "term/probe.h"
#include "term/term.h"
#include "term/theme.h"

struct term {
	FILE *in, *out;
	struct termios before; /* the modes to give back */
	SCREEN *screen;
	struct theme theme;
	struct cell *shown; /* the canvas that is on the screen; NULL where all has to be drawn */
	unsigned shown_rows, shown_columns;
	cchar_t *line; /* one row, for curses; `line_size` of them */
	unsigned line_size;
	int cursor_visible; /* -1: not known */
	unsigned cursor_row, cursor_column;
	bool places; /* curses has other widths than we: rows are written by place.c, and its own screen stays blank */
	struct input *input;
	struct probe *probe;    /* NULL where nothing is asked, or all is answered */
	struct widths *widths;  /* the caller's */
	bool remember;          /* what the probe finds is kept for the next start */
	GArray *ahead;          /* uint32_t: keys typed before the first screen */
	guint ahead_at;
	GString *paste;
	sigset_t waiting; /* the signal mask while it waits */
};

/* Sends bytes at once, past curses. */
bool term_write(struct term *term, struct span bytes);

/* Feeds the input with what comes within `wait_ms`; false where nothing came. */
bool term_read(struct term *term, int wait_ms);

/* Writes the probe's next questions, if there are any. Only between two drawings. */
void term_ask(struct term *term);

/* Whether curses places characters by other widths than ours (or JIANBAO_PLACE is set, for tests). Only once it runs. */
bool place_needed(void);

/* Writes a row of `shown`; its look and the cursor are anywhere then. */
void place_row(const struct term *term, unsigned row);

/* Puts the cursor where it belongs, and sends all that was written. */
void place_cursor(const struct term *term);

/* From here on signals are flags that term_wait() looks at. */
void term_handle_signals(struct term *term);

#endif
