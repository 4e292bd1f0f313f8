/* SPDX-License-Identifier: MIT */
#ifndef TERM_TERM_H
#define TERM_TERM_H

/*
 * The terminal: started, asked for events, given a canvas to show, and always restored: on quit, on a signal, on abort.
 * The only folder that knows curses.
 */

#include <stdbool.h>

#include "text/width.h"
#include "ui/canvas.h"
#include "ui/event.h"
#include "ui/palette.h"

struct term;

/*
 * Signals that ask the program to end, stop or resize wait for term_wait() from here on. To be called before any thread
 * is started, so that no worker ever takes one of them.
 */
void term_block_signals(void);

struct term_options {
	struct widths *widths; /* borrowed; what the probe finds is put there before EVENT_WIDTHS */
	bool colour;
	bool plain;    /* every row that changes is written: who reads the screen aloud follows that */
	bool mouse;    /* tell of clicks and the wheel; Shift still selects text */
	bool graphics; /* ask the terminal whether it shows pictures of pixels, when the first one is wanted */
	const char *program; /* how this program was called; borrowed */
	bool probe;    /* ask the terminal how wide its characters are, once the first screen stands */
	bool remember; /* begin with what was found at an earlier start in this terminal, and keep what is found */
};

/*
 * Takes the terminal over. NULL where that cannot be done (no terminal, one that is not UTF-8, no entry for TERM); then
 * `message` is what to tell the person, for g_free().
 */
struct term *term_start(const struct term_options *options, char **message);

/* Gives the terminal back as it was. NULL is allowed; calling it from an atexit handler is safe. */
void term_stop(struct term *term);

/* The signal that made term_wait() give false; 0 before that. */
int term_signal(const struct term *term);

/* Rows and columns of cells as they were known last; an event tells when they are others. */
void term_size(const struct term *term, unsigned *rows, unsigned *columns);

/* Shows the canvas: only what changed since the last call is sent. */
void term_show(struct term *term, const struct canvas *canvas);

/*
 * Waits for a key, a paste, a resize, for `fd` (-1: none) to become readable, or for `timeout_ms` (-1: for ever) to
 * pass. False when a signal asks the program to end. The text of a paste is valid until the next call.
 */
bool term_wait(struct term *term, int fd, int timeout_ms, struct event *event);

/* Terminals ignore what is longer than this. Bytes. */
#define TERM_COPY_MOST ((size_t)74 << 10)

/* Copies text to the clipboard of whoever sits before the terminal (OSC 52). False where it is too long, or empty. */
bool term_copy(struct term *term, struct span text);

/* Rings, or flashes, as the terminal does. */
void term_bell(struct term *term);

/*
 * Decodes a picture file, instead of any other that is under way: EVENT_PICTURE follows. NULL: nothing more. Where the
 * terminal can show pixels EVENT_GRAPHICS comes, too.
 */
void term_decode(struct term *term, GBytes *bytes);

/* Tells of clicks and the wheel from now on, or no longer. */
void term_mouse(struct term *term, bool on);

/* Cells of characters, as the settings have them: 0 is what the terminal said, or the default. */
void term_widths(struct term *term, unsigned ambiguous, unsigned emoji, unsigned quotes);

/* Shows the roles of cells as a palette says, which is borrowed. */
void term_dress(struct term *term, const struct palette *palette);

/* Everything is drawn anew at the next term_show(). */
void term_redraw(struct term *term);

/* Gives the terminal back for another program to use, and takes it again: a resize and a redraw follow. */
void term_leave(struct term *term);
void term_return(struct term *term);

/* Gives the terminal back to the shell, stops, and takes it again when continued. */
void term_suspend(struct term *term);

#endif
