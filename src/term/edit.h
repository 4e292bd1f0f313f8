/* SPDX-License-Identifier: MIT */
#ifndef TERM_EDIT_H
#define TERM_EDIT_H

/*
 * Letting the person edit a text in $VISUAL, else $EDITOR, else vi. No shell: the command is split into words as one
 * would.
 */

#include <stdbool.h>

#include "base/span.h"

/*
 * Runs the editor on `text` in a private temporary file, which is gone afterwards; the terminal must have been given
 * back. The text as it was left, for g_free(), or NULL; then `message` says why, for g_free(). `in_memory`: only where
 * the file lies in memory ($XDG_RUNTIME_DIR), nothing reaches a disk.
 */
char *edit_text(struct span text, bool in_memory, char **message);

#endif
