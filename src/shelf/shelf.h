/* SPDX-License-Identifier: MIT */
#ifndef SHELF_SHELF_H
#define SHELF_SHELF_H

/*
 * What the reader did: read, starred, tagged, noted, where each article was left; saved searches and the like. All of
 * it lies in memory, so asking costs a lookup; what changes is written by a thread (shelf/disk.h), so nobody waits for
 * it. An article is known by its stable id alone. Only what somebody touched is there at all.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"
#include "shelf/record.h"

struct shelf;

/* $XDG_DATA_HOME/jianbao/shelf.sqlite, for g_free(). */
char *shelf_path(void);

/*
 * Opens the shelf that lies at `path`, or one that is never written (NULL). Never NULL and never waits: reading begins
 * when shelf_ready() is first asked, what was kept is there once it says so, and what is set before that counts over
 * it.
 */
struct shelf *shelf_open(const char *path);

/*
 * Writes what is left to write and frees everything. What went wrong and was not taken yet, for g_free(), or NULL. NULL
 * is allowed.
 */
char *shelf_close(struct shelf *shelf);

/* Takes the time from here, milliseconds since 1970, instead of from the machine; for tests. */
void shelf_clock(struct shelf *shelf, int64_t (*now_ms)(void *data), void *data);

/*
 * Takes what was read from the disk once it is there; true from then on. Waits for it `wait_ms` at most; -1: until it
 * is.
 */
bool shelf_ready(struct shelf *shelf, int wait_ms);

/* True while something is being read or written: shelf_ready() and shelf_take_problem() may soon tell more. */
bool shelf_is_busy(const struct shelf *shelf);

/* Waits until everything is written, or has failed. */
void shelf_wait(struct shelf *shelf);

/*
 * Takes what other instances wrote meanwhile: what they set later counts; what can be undone here stays so. And how
 * often to ask for it, in milliseconds; -1: never.
 */
void shelf_take_news(struct shelf *shelf);
int shelf_look_ms(const struct shelf *shelf);

/* True while very much waits to be written: whoever sets very much rests. */
bool shelf_is_behind(const struct shelf *shelf);

/* What went wrong, once for each thing that did, for g_free(); else NULL. */
char *shelf_take_problem(struct shelf *shelf);

/* Why nothing that is set now is kept, as far as that is known, in a few words, static; NULL where it is. */
const char *shelf_trouble(const struct shelf *shelf);

/* Articles --------------------------------------------------------------------------------------------------------- */

/* The value of a field, or NULL where it was never set. Valid until it is set again. */
const struct shelf_value *shelf_get(const struct shelf *shelf, struct span id, enum shelf_field field);

/* Its number; 0 where it was never set. */
int64_t shelf_number(const struct shelf *shelf, struct span id, enum shelf_field field);

/* Its text; "" where there is none. */
const char *shelf_text(const struct shelf *shelf, struct span id, enum shelf_field field);

/* Another number whenever a value of some article may be another; places, and when it was opened, do not count. */
uint64_t shelf_changes(const struct shelf *shelf);

/* Sets a field, now; `text` is copied. Nothing happens where it has that value already: false. */
bool shelf_set(struct shelf *shelf, struct span id, enum shelf_field field, int64_t number, const char *text);

/* The same with the time at which it was set elsewhere; not to be undone. */
void shelf_set_at(struct shelf *shelf, struct span id, enum shelf_field field, const struct shelf_value *value);

/* Tags as they are kept, out of what a person types: parted by blanks and commas, sorted, none twice. For g_free(). */
char *shelf_tags(const char *typed);

/* Every tag in use, sorted: of char *, for g_ptr_array_unref(). */
GPtrArray *shelf_all_tags(const struct shelf *shelf);

/* Every record there is, by id; the array is the caller's, for g_ptr_array_unref(), the records are borrowed. */
GPtrArray *shelf_records(const struct shelf *shelf);

/* The same of those that have tags, or had some, however many others there are. */
GPtrArray *shelf_tagged(const struct shelf *shelf);

/* Undoing ---------------------------------------------------------------------------------------------------------- */

/* What is set from one call of this to the next is undone together. What is not begun so belongs to the last one. */
void shelf_begin(struct shelf *shelf);

struct shelf_undone {
	size_t changes;         /* 0: there was nothing to undo */
	enum shelf_field field; /* of an article; SHELF_FIELDS for an item */
	const char *id;         /* of the article; NULL for an item */
	enum shelf_kind kind;   /* of the item */
};

/*
 * Undoes what was changed together last: values of articles, saved searches, marks; so many changes at most. Places,
 * when articles were opened, and the history are not undone. True while there is more of what belongs together; call it
 * again. `undone`, zero at first and its field SHELF_FIELDS, adds up; what it tells is the first of the changes.
 */
bool shelf_undo(struct shelf *shelf, size_t most, struct shelf_undone *undone);

/* Whether there is anything to undo. */
bool shelf_can_undo(const struct shelf *shelf);

/* The rest --------------------------------------------------------------------------------------------------------- */

/* All of a kind, the one that was put last at the end; of struct shelf_item. */
const GPtrArray *shelf_items(const struct shelf *shelf, enum shelf_kind kind);

/* The item with this key, or NULL. */
const struct shelf_item *shelf_item(const struct shelf *shelf, enum shelf_kind kind, const char *key);

/* Keeps an item, now where item->changed is 0; its strings are copied. It takes the place of one with the same key. */
void shelf_put(struct shelf *shelf, enum shelf_kind kind, const struct shelf_item *item);

/* Forgets one; false where there is none. */
bool shelf_drop(struct shelf *shelf, enum shelf_kind kind, const char *key);

#endif
