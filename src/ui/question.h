/* SPDX-License-Identifier: MIT */
#ifndef UI_QUESTION_H
#define UI_QUESTION_H

/*
 * A question that is answered with y or n before anything else happens, above the status line: what is asked, and the
 * whole of what it is about, over as many rows as that takes; what does not fit is scrolled.
 */

#include <stdint.h>

#include "base/span.h"
#include "ui/canvas.h"

struct question;

enum answer { ANSWER_NONE, ANSWER_YES, ANSWER_NO };

/* Both texts are copied; `about` may be empty. */
struct question *question_new(const char *ask, struct span about);
void question_free(struct question *question); /* NULL is allowed */

/* The whole of what it is about; borrowed. */
struct span question_about(const struct question *question);

/* A key: an answer, in the language of the person too, or none, where it scrolls or means nothing. */
enum answer question_key(struct question *question, uint32_t key);

/* Paints the lowest rows of `area`, as many as are needed, below a rule of dashes or (not `rule`) of blanks. */
void question_draw(struct question *question, struct canvas *canvas, struct rect area, bool rule);

#endif
