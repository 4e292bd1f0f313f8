/* SPDX-License-Identifier: MIT */
#ifndef TERM_WCWIDTH_H
#define TERM_WCWIDTH_H

#include "text/width.h"

/*
 * Makes curses place characters by our widths: curses asks the C library's wcwidth(), and this program defines it. `widths`
 * is borrowed for as long as curses runs; NULL goes back to the defaults.
 */
void wcwidth_use(const struct widths *widths);

#endif
