/* SPDX-License-Identifier: MIT */
#ifndef TERM_MEMORY_H
#define TERM_MEMORY_H

#include <stdbool.h>

#include "text/width.h"

/*
 * What was learned of a terminal, kept for the next start in it: a file in $XDG_RUNTIME_DIR/jianbao, named by the
 * terminal device, the session's leader and TERM. Nothing is kept where that folder is not set; the file is gone with
 * the login.
 */

/* Reads what is remembered of the terminal at `fd` into `widths`; false where nothing (sane) is. */
bool memory_recall(int fd, struct widths *widths);

/* Writes it down; failing to is no loss. */
void memory_keep(int fd, const struct widths *widths);

#endif
