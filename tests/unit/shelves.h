/* SPDX-License-Identifier: MIT */
#ifndef SHELVES_H
#define SHELVES_H

/* Shelves as tests open them: whatever goes wrong with one ends the test. */

#include "shelf/shelf.h"

/* Two articles. */
#define ONE SPAN("0123456789abcdef")
#define TWO SPAN("fedcba9876543210")

/* Opens a shelf and waits until it was read; NULL: one that is never written. For shelves_close(). */
struct shelf *shelves_open(const char *path);

/* Closes a shelf that has nothing to complain of. */
void shelves_close(struct shelf *shelf);

/* Takes back what was done last, all of it. */
struct shelf_undone shelves_undo(struct shelf *shelf);

/* Something of all that a shelf can keep. */
void shelves_fill(struct shelf *shelf);

#endif
