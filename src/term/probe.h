/* SPDX-License-Identifier: MIT */
#ifndef TERM_PROBE_H
#define TERM_PROBE_H

/*
 * Asking the terminal how many cells it gives to the characters that terminals disagree on: each is drawn at the start
 * of row 2 and the cursor's position asked for (CPR); the question what the terminal is (DA1), which all answer, comes
 * last as a fence. It is a state machine: it says what to write and is told what was answered, and never waits. What it
 * draws over has to be drawn again by whoever runs it.
 */

#include <stdbool.h>

#include "base/span.h"
#include "text/width.h"

/* The row that is drawn over, from 0. In the first row an answer would look like a key (Shift-F3 is CSI 1;2R). */
#define PROBE_ROW 1

struct probe;

/* Everything is still to be asked. */
struct probe *probe_new(void);
void probe_free(struct probe *probe); /* NULL is allowed */

/*
 * What to write now; {NULL, 0} while answers are outstanding and when all is asked. Valid until the next call. At most
 * four questions are on their way at a time: some terminals drop answers that pile up.
 */
struct span probe_question(struct probe *probe);

/* The cursor was reported at this place (from 1); what was not asked for is ignored. */
void probe_cursor(struct probe *probe, unsigned row, unsigned column);

/*
 * Whether the answer to a question after a mode (DECRPM: its number, and what the terminal says of it) means that it
 * shows at once what stands between the marks of mode 2026. That is asked last, before the fence.
 */
bool probe_synchronizes(unsigned mode, unsigned state);

/* True while answers are on their way. */
bool probe_is_waiting(const struct probe *probe);

/* The terminal answered the last question: what has no answer by now will get none. */
void probe_device(struct probe *probe);

/* True when no answer is awaited any more, and nothing is left to ask. */
bool probe_done(const struct probe *probe);

/* Puts what was learned into `widths`; classes without an answer stay as they are. True where anything changed. */
bool probe_apply(const struct probe *probe, struct widths *widths);

#endif
