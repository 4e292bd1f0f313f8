/* SPDX-License-Identifier: MIT */
#ifndef TERM_INPUT_H
#define TERM_INPUT_H

/*
 * What a terminal sends, taken apart: keys, pasted text, and its answers to our questions, in whatever pieces it comes.
 * A control sequence that means nothing here is swallowed whole, so it never turns into keys. No terminal is needed:
 * bytes in, events out.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

struct input;

enum input_kind {
	INPUT_KEY,    /* key: a code point or one of enum key */
	INPUT_PASTE,  /* text: what stood between the marks of a bracketed paste */
	INPUT_CURSOR, /* row, column: where the cursor stands, from 1 (CPR) */
	INPUT_MODE,   /* row, column: a private mode, and whether the terminal knows it (DECRPM) */
	INPUT_MOUSE,  /* key: the button's number with its modifiers; row, column, from 1; pressed */
	INPUT_DEVICE, /* the terminal said what it is (DA1); key: a bit for each of its parameters below 32 */
	INPUT_CELL,   /* row, column: the pixels of a cell, down and across */
	INPUT_MOST,   /* row, column: the most pixels of a picture of sixels, down and across */
	INPUT_KITTY,  /* key: 1 where a question about kitty's pictures was answered well, else 0 */
	INPUT_GROUND, /* key: how light the terminal's background is, from 0 to 255 */
};

struct input_event {
	enum input_kind kind;
	uint32_t key;
	unsigned row, column;
	bool pressed;     /* INPUT_MOUSE: not let go */
	struct span text; /* valid until the next call */
};

/* Knows the sequences that all terminals have in common; see input_define(). */
struct input *input_new(void);
void input_free(struct input *input); /* NULL is allowed */

/* A sequence that this terminal sends for a key, as terminfo tells; ignored unless it begins with Escape. */
void input_define(struct input *input, struct span sequence, uint32_t key);

/* While answers are awaited `CSI row;column R` is a cursor report; else it is a key of no use here (Shift-F3). */
void input_expect(struct input *input, bool answers);

/* Appends bytes that were read. */
void input_feed(struct input *input, struct span bytes);

/*
 * The next event; false where there is none or only the beginning of one. With `flush` nothing more will follow soon: a
 * lone Escape is the key, and an unfinished sequence is dropped.
 */
bool input_next(struct input *input, bool flush, struct input_event *event);

/*
 * How long to wait for the rest of what has begun before it is flushed, in milliseconds: the rest of a key comes at
 * once, that of a paste in its own time. -1 where nothing has begun.
 */
int input_patience(const struct input *input);

#endif
