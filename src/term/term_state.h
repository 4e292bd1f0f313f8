/* SPDX-License-Identifier: MIT */
#ifndef TERM_TERM_STATE_H
#define TERM_TERM_STATE_H

/* What the files behind term.h share: the state of the terminal, and a few doings of one that another asks for. */

#include <glib.h>
#include <signal.h>
#include <termios.h>

#include "term/decoder.h"
#include "term/graphics.h"
#include "term/input.h"
#include "term/probe.h"
#include "term/term.h"
#include "term/terminfo.h"
#include "term/writer.h"

struct term {
	int in, out;           /* file descriptors; -1 where they are not open */
	struct termios before; /* the modes to give back */
	struct terminfo info;
	struct writer *writer;
	GString *frame;         /* what is to be written next, with one call */
	unsigned rows, columns; /* of the window */
	bool synchronized;      /* the terminal shows what stands between two marks (mode 2026) at once */
	struct input *input;
	int64_t read_us;       /* when the last bytes came; monotonic */
	struct probe *probe;   /* NULL where nothing is asked, or all is answered */
	struct graphics *graphics; /* NULL: the terminal is not asked for any */
	struct decoder *decoder;   /* NULL: nothing is being decoded */
	char *program;             /* how this program was called */
	struct raster *raster;     /* of the last EVENT_PICTURE */
	struct widths *widths; /* the caller's */
	uint8_t ambiguous;     /* what the terminal said before somebody set it; 0 while nobody did */
	bool mouse;            /* it tells of clicks */
	bool remember;         /* what the probe finds is kept for the next start */
	GArray *ahead;         /* uint32_t: keys typed before the first screen */
	guint ahead_at;
	GQueue answers;        /* of struct event, owned: what the terminal answered while it was being given back */
	bool leaving;          /* it is: nothing more is asked */
	GString *paste;
	sigset_t waiting; /* the signal mask while it waits */
};

/* Sends bytes at once; false where the terminal does not take them. */
bool term_write(struct term *term, struct span bytes);

/* Feeds the input with what is there, and waits for it if need be; false where the terminal is gone. */
bool term_read(struct term *term);

/* Takes the size of the window. */
void term_measure(struct term *term);

/* Writes the probe's next questions, if there are any. Only between two drawings. */
void term_ask(struct term *term);

/* Before the terminal is given away: waits, a little, for what was asked, so that nobody else reads the answers. */
void term_settle(struct term *term);

/* From here on signals are flags that term_wait() looks at. */
void term_handle_signals(struct term *term);

#endif
