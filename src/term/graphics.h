/* SPDX-License-Identifier: MIT */
#ifndef TERM_GRAPHICS_H
#define TERM_GRAPHICS_H

/*
 * Pictures of pixels on a terminal that has them: by kitty's protocol or as sixels. The terminal is asked when the
 * first picture is wanted, not before; what the terminal is (DA1) is the last question, which all answer. A state
 * machine as term/probe.h: it says what to write, is told what was answered, and never waits.
 */

#include <glib.h>
#include <stdbool.h>

#include "base/span.h"
#include "ui/canvas.h"

struct graphics;

/* Nothing is asked, and nothing known: no picture shows yet. */
struct graphics *graphics_new(void);
void graphics_free(struct graphics *graphics); /* NULL is allowed */

/* A picture is wanted: there will be a question, once. */
void graphics_want(struct graphics *graphics);

/* Whether there is something to ask. */
bool graphics_would_ask(const struct graphics *graphics);

/* What to write now, once; {NULL, 0} where nothing is to be asked. `multiplexed`: by a program that lies in between. */
struct span graphics_question(struct graphics *graphics, bool multiplexed);

/* True from the question to the answer what the terminal is. */
bool graphics_is_asking(const struct graphics *graphics);

/* Answers: about kitty's protocol; the pixels of a cell; the most that sixels may cover. */
void graphics_kitty(struct graphics *graphics, bool fine);
void graphics_cell(struct graphics *graphics, unsigned width, unsigned height);
void graphics_most(struct graphics *graphics, unsigned width, unsigned height);

/* What the terminal is: a bit for each parameter below 32. The last answer; true where there are pixels. */
bool graphics_device(struct graphics *graphics, uint32_t parameters);

/* The pixels of a cell; a guess where nobody tells. */
void graphics_cell_size(const struct graphics *graphics, unsigned *width, unsigned *height);

/*
 * Before a screen is written: appends what takes the last picture away where it is not that of the canvas. True where
 * all of the screen has to be written anew for that.
 */
bool graphics_clear(struct graphics *graphics, const struct canvas *canvas, GString *out);

/* After it was written: appends the picture of the canvas; `anew`: the screen was cleared. */
void graphics_show(struct graphics *graphics, const struct canvas *canvas, bool anew, GString *out);

/* The screen was lost, and pictures with it. */
void graphics_forget(struct graphics *graphics, GString *out);

#endif
