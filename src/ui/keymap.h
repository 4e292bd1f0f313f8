/* SPDX-License-Identifier: MIT */
#ifndef UI_KEYMAP_H
#define UI_KEYMAP_H

/*
 * Which keys mean which action, everywhere or in one context. No sequence is the beginning of another one that holds in
 * the same context, so none has to wait for what may follow.
 */

#include "ui/action.h"
#include "ui/keys.h"

struct keymap;

/* The default keys of actions.def, with what a preset makes of them. */
struct keymap *keymap_new(enum preset preset);
void keymap_free(struct keymap *keymap); /* NULL is allowed */

/*
 * Binds the sequences named in `words`, parted by blanks, each written together, to an action; what meant something
 * else in this context means this from now on, and with ACTION_NONE nothing. False where a name is not known; the
 * others are bound.
 */
bool keymap_bind(struct keymap *keymap, enum key_context context, struct span words, enum action action);

/* Binds one sequence. */
void keymap_bind_keys(struct keymap *keymap, enum key_context context, const struct keys *keys, enum action action);

/* A binding that cannot stand beside one of `keys`, for one begins with the other; false where there is none. */
bool keymap_conflict(const struct keymap *keymap, enum key_context context, const struct keys *keys, struct keys *other,
                     enum action *action);

/* KEYS_BEGUN: more keys are needed. */
enum keys_found { KEYS_UNKNOWN, KEYS_BEGUN, KEYS_COMPLETE };

/* What keys mean that came one after the other, each as key_plain() sees it; the action where they are complete. */
enum keys_found keymap_find(const struct keymap *keymap, enum key_context context, const struct keys *typed,
                            enum action *action);

/* Appends the names of the sequences that mean an action in a context, at most `max`, parted by blanks. */
void keymap_keys(const struct keymap *keymap, enum key_context context, enum action action, unsigned max, GString *out);

/*
 * Appends `text`, in which the name of an action in braces, "{help}", stands for the first key that means it in a
 * context, or in the one where alone it means anything: so what a text says about keys holds for those in force. What
 * has no key is told as it is typed, ":help", ":5 top". NULL: the default keys.
 */
void keymap_tell(const struct keymap *keymap, enum key_context context, const char *text, GString *out);

/* The bindings of one context alone, in the order in which they were made. */
void keymap_each(const struct keymap *keymap, enum key_context context,
                 void (*each)(void *data, const struct keys *keys, enum action action), void *data);

#endif
