/* SPDX-License-Identifier: MIT */
#ifndef UI_KEYMAP_H
#define UI_KEYMAP_H

/*
 * Which key means which action. A key is named by its character ("j"), "^X" with control, or a word: Space Tab
 * Shift-Tab Enter Esc Backspace Delete Insert Up Down Left Right PgUp PgDn Home End F1.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "ui/action.h"

struct keymap;

/* The default keys of actions.def. */
struct keymap *keymap_new(void);
void keymap_free(struct keymap *keymap); /* NULL is allowed */

/*
 * Binds the keys named in `keys` (parted by blanks) to an action; a key that meant something else means this from now
 * on. False where a name is not known; the others are bound.
 */
bool keymap_bind(struct keymap *keymap, struct span keys, enum action action);

/* What a key means, as key_plain() sees it; ACTION_NONE for nothing. */
enum action keymap_find(const struct keymap *keymap, uint32_t key);

/* Appends the names of the keys bound to an action, at most `max`, parted by blanks; nothing where none is. */
void keymap_keys(const struct keymap *keymap, enum action action, unsigned max, GString *out);

/* The key with this name; 0 where there is none. */
uint32_t key_parse(struct span name);

/* Appends the name of a key. */
void key_write(uint32_t key, GString *out);

/*
 * The key that a hand meant: full-width forms and the punctuation that Chinese input methods put on an ASCII key become
 * that key, and the codes that terminals send for one key (Enter, Backspace) become one.
 */
uint32_t key_plain(uint32_t key);

#endif
