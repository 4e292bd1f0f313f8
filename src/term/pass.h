/* SPDX-License-Identifier: MIT */
#ifndef TERM_PASS_H
#define TERM_PASS_H

/*
 * Handing a text to another program, in the terminal, which the caller has given back. No shell: the command is split
 * into words as one would, and the text never is a part of it. Each waits for the program to end.
 */

#include <stdbool.h>

#include "base/span.h"

/*
 * Runs `command` with the text on its standard input, and waits for Enter, so that what it wrote can be read. False
 * where it could not be started or ended with an error; `message` says so, for g_free().
 */
bool pass_text(const char *command, struct span text, char **message);

/*
 * Shows the text in $PAGER, else $VISUAL, else $EDITOR, else less, as a private file that cannot be written and is gone
 * afterwards. `in_memory`: only where that lies in memory ($XDG_RUNTIME_DIR), nothing reaches a disk. As pass_text().
 */
bool pass_view(struct span text, bool in_memory, char **message);

#endif
