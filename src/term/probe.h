/* SPDX-License-Identifier: MIT */
#ifndef TERM_PROBE_H
#define TERM_PROBE_H

#include <glib.h>

#include "base/span.h"

/*
 * Asks the terminal at `fd` (in raw mode) how many cells it gives to `text`: draws it at the start of the row, asks for
 * the cursor's position (CSI 6n) and wipes the row. Waits at most `timeout_ms`. 0 where no answer came. Bytes that came
 * meanwhile and are no answer were typed by the person: they are appended to `typed`.
 */
int probe_columns(int fd, struct span text, int timeout_ms, GString *typed);

#endif
