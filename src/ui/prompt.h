/* SPDX-License-Identifier: MIT */
#ifndef UI_PROMPT_H
#define UI_PROMPT_H

/*
 * One line that a person types: a label, the text, an insertion point. Editing goes by what one sees as one character,
 * so a Chinese character, or a letter with its marks, comes and goes as a whole. Keys are taken as they come: a
 * full-width letter is text here.
 */

#include <stdint.h>

#include "base/span.h"
#include "text/width.h"
#include "ui/canvas.h"

struct prompt;

enum prompt_result {
	PROMPT_IGNORED,  /* the key means nothing here */
	PROMPT_MOVED,    /* the text is the same */
	PROMPT_CHANGED,
	PROMPT_ACCEPTED, /* Enter */
	PROMPT_CANCELLED /* Escape, or Backspace in an empty line */
};

/* `label` is copied, `widths` borrowed. */
struct prompt *prompt_new(const char *label, const struct widths *widths);
void prompt_free(struct prompt *prompt); /* NULL is allowed */

/* A key, as events have it (ui/event.h). The prompt only edits: what Enter and Escape lead to is the caller's. */
enum prompt_result prompt_key(struct prompt *prompt, uint32_t key);

/*
 * Puts `text` there as what is meant unless something is typed: it is marked, and the first character that is typed or
 * pasted takes its place. Any other key that edits makes it text like any other.
 */
void prompt_suggest(struct prompt *prompt, struct span text);

/* Puts the ASCII character `mark` before the text, or takes it away where it stands there already. */
void prompt_toggle(struct prompt *prompt, char mark);

/*
 * Puts `text`, all of it but controls, in place of the bytes from `from` to `to`; the next character goes in behind it.
 * Tabs and ends of lines become blanks.
 */
void prompt_replace(struct prompt *prompt, size_t from, size_t to, struct span text);

/* Inserts the first line of `text`, trimmed and without controls; bad UTF-8 becomes U+FFFD. */
enum prompt_result prompt_paste(struct prompt *prompt, struct span text);

/* What stands there; borrowed until the next key. */
struct span prompt_text(const struct prompt *prompt);

/* The byte before which the next character goes in. */
size_t prompt_point(const struct prompt *prompt);

/*
 * Paints the first row of `area`, `note` at its right end, and puts the hardware cursor on the insertion point. False
 * where there is no room for the note.
 */
bool prompt_draw(const struct prompt *prompt, struct canvas *canvas, struct rect area, struct span note);

#endif
