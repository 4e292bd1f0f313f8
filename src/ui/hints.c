/* SPDX-License-Identifier: MIT */
/* Labels of links. All labels of one screen have the same length, so none begins another. Home row first. */
#include "ui/hints.h"

static const char letters[] = "asdfghjklqwertyuiopzxcvbnm";

enum { LETTERS = sizeof(letters) - 1 };

bool hint_label(size_t index, size_t count, char label[HINT_SIZE])
{
	if (index >= count || index >= (size_t)LETTERS * LETTERS)
		return false;
	if (count <= LETTERS) {
		label[0] = letters[index];
		label[1] = '\0';
	} else {
		label[0] = letters[index / LETTERS];
		label[1] = letters[index % LETTERS];
		label[2] = '\0';
	}
	return true;
}
