/* SPDX-License-Identifier: MIT */
/*
 * wcwidth() for curses. The C library's differs between the two ends of an SSH connection, does not know what the terminal
 * does with ambiguous characters, and gives -1 for ideographs newer than itself, which curses then draws as a blank.
 * The function has no parameter for a context, so the table in use stands here; it is set before curses starts.
 */
#include "term/wcwidth.h"

#include <stdint.h>
#include <wchar.h>

static const struct widths *in_use = &widths_default;

void wcwidth_use(const struct widths *widths)
{
	in_use = widths ? widths : &widths_default;
}

int wcwidth(wchar_t code)
{
	return code == 0 ? 0 : width_of(in_use, (uint32_t)code);
}
