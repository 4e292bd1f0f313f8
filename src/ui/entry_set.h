/* SPDX-License-Identifier: MIT */
#ifndef UI_ENTRY_SET_H
#define UI_ENTRY_SET_H

/* A set of entries of an archive, a bit each: to ask whether one is in it costs next to nothing. All zero is empty. */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct entry_set {
	uint64_t *words; /* for g_free(); NULL: there are none */
	size_t size;     /* of them */
	size_t count;    /* entries in the set */
};

/* Whether an entry is in it: any number may be asked for. */
bool entry_set_has(const struct entry_set *set, uint32_t entry);

/* Puts an entry in, or takes it out; false where nothing changed. */
bool entry_set_put(struct entry_set *set, uint32_t entry, bool in);

/* The first one from `entry` on; ENTRY_NONE (archive/archive.h) where there is none. */
uint32_t entry_set_next(const struct entry_set *set, uint32_t entry);

/* Another one with the same entries. entry_set_clear() empties a set, and frees what it has. */
struct entry_set entry_set_copy(const struct entry_set *set);
void entry_set_clear(struct entry_set *set);

#endif
