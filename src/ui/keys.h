/* SPDX-License-Identifier: MIT */
#ifndef UI_KEYS_H
#define UI_KEYS_H

/*
 * Keys and their names, and where they can mean something. A key is named by its character ("j"), "^X" with control, or
 * a word: Space Tab Shift-Tab Enter Esc Backspace Delete Insert Up Down Left Right PgUp PgDn Home End F1...F12. A
 * sequence is up to four of them, parted by blanks or, where none is a word, written together ("gg").
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

/* Keys that are control codes, as key_plain() gives them. */
enum { KEY_TAB = 9, KEY_ENTER = 13, KEY_ESCAPE = 27 };

#define KEYS_LONGEST 4

struct keys {
	uint32_t at[KEYS_LONGEST];
	unsigned count;
};

enum key_context {
	KEYS_ALL, KEYS_LIST, KEYS_FOUND, KEYS_READER, KEYS_RELATED, KEYS_SELECT, KEYS_FACETS, KEYS_CONTEXT_COUNT
};

/* The settings hold them to this order. */
enum preset { PRESET_DEFAULT, PRESET_NEWSBOAT, PRESET_VIM, PRESET_LESS, PRESET_MUTT, PRESET_COUNT };

/* "all", "list"... and back; KEYS_CONTEXT_COUNT for no context. */
const char *key_context_name(enum key_context context);
enum key_context key_context_named(struct span name);

/* The key with this name; 0 where there is none. */
uint32_t key_parse(struct span name);

/* The sequence written so; false where there is none. */
bool keys_parse(struct span text, struct keys *keys);

/* Appends the name of a key, or of a sequence as keys_parse() reads it. */
void key_write(uint32_t key, GString *out);
void keys_write(const struct keys *keys, GString *out);

/*
 * The key that a hand meant: full-width forms and the punctuation that Chinese input methods put on an ASCII key become
 * that key, and the codes that terminals send for one key (Enter, Backspace) become one.
 */
uint32_t key_plain(uint32_t key);

/* Takes the next word off `rest`, which blanks part; false where there is none. */
bool keys_next_word(struct span *rest, struct span *word);

/* The same keys; and whether `keys` are longer and begin as `with`. */
bool keys_same(const struct keys *a, const struct keys *b);
bool keys_begin(const struct keys *keys, const struct keys *with);

#endif
