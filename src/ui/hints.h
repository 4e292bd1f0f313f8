/* SPDX-License-Identifier: MIT */
#ifndef UI_HINTS_H
#define UI_HINTS_H

/*
 * The letters that stand on links while one of them is chosen: one each, or two each where there are more than
 * letters.
 */

#include <stdbool.h>
#include <stddef.h>

#define HINT_SIZE 3

/*
 * Writes the label of the link `index` of `count`, ended by NUL; false where even two letters do not tell so many
 * apart.
 */
bool hint_label(size_t index, size_t count, char label[HINT_SIZE]);

#endif
