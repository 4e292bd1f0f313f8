/* SPDX-License-Identifier: MIT */
#ifndef TERM_TERMINFO_H
#define TERM_TERMINFO_H

/*
 * What terminfo tells of a terminal. Only what terminals of today still differ in is asked; that they understand the
 * control sequences of ECMA-48 is what being shown here takes.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

struct terminfo {
	unsigned rows, columns; /* of a window that does not tell its size */
	int colours;            /* 0: none */
	unsigned
		not_coloured; /* attributes that it does not show together with a colour: bits of enum look_attribute */
	unsigned missing;     /* attributes that it does not have */
	bool corner_scrolls;  /* writing into the lower right cell scrolls the screen */
	bool scrolls;         /* rows can be moved within a region */
	char *enter, *leave;  /* into the full screen with the keypad's keys as we know them, and back */
};

/* Called with a sequence that the terminal sends for a key (enum key_code, or a code point). */
typedef void terminfo_key(void *data, struct span sequence, uint32_t key);

/*
 * Reads the entry of `name` (NULL: of TERM), and hands each key that it defines to `each`. False where there is none,
 * or where the terminal cannot show a screen. For terminfo_clear().
 */
bool terminfo_read(struct terminfo *info, const char *name, terminfo_key *each, void *data);

/* Frees what terminfo_read() put in. */
void terminfo_clear(struct terminfo *info);

#endif
