/* SPDX-License-Identifier: MIT */
#ifndef UI_APP_SHELF_H
#define UI_APP_SHELF_H

/* What the app gives to the shelf and takes from it: marks of articles, saved searches, where one left. */

#include "ui/app_state.h"

/* app_shelf.c */

/*
 * Finds out what an action is about: what is chosen, in the order of the list, or what is selected or read; false,
 * which is said, where it is nothing.
 */
bool app_find_subjects(struct app *app);

/*
 * Actions of these names. `count` is what was typed before the key, 0 for nothing; where that means nothing it is
 * unused. What cannot be done is said.
 */
void app_toggle_read(struct app *app, unsigned count);
void app_toggle_star(struct app *app, unsigned count);
void app_read_all(struct app *app, unsigned count);
void app_edit_tags(struct app *app, unsigned count);
void app_edit_note(struct app *app, unsigned count);
void app_choose(struct app *app, unsigned count);
void app_choose_range(struct app *app, unsigned count);
void app_undo(struct app *app, unsigned count);

/* How long to rest before that goes on. Milliseconds. */
int app_bulk_timeout(const struct app *app);

/* Goes on with what is done with many articles. Escape stops it: false where there was nothing to stop. */
void app_work_bulk(struct app *app);
bool app_stop_bulk(struct app *app);

/* A note came back from the editor. */
void app_take_note(struct app *app, struct span text);

/* No row is chosen any more; false where none was. */
bool app_drop_chosen(struct app *app);

/* app_unread.c */

/* Actions of these names, as above. */
void app_next_unread(struct app *app, unsigned count);
void app_previous_unread(struct app *app, unsigned count);

/* Goes on with looking for what is unread. Escape stops it: false where there was nothing to stop. */
void app_work_unread(struct app *app);
bool app_stop_unread(struct app *app);

/* app_saved.c */

/* Asks for a saved search. And what Enter would do then, at the end of the prompt; false where that is another one. */
void app_saved(struct app *app, unsigned count);
void app_saved_named(struct app *app, struct span typed); /* the same with what is typed there */
bool app_write_saved(const struct app *app, GString *out);

/* app_resume.c */

/* The place of the article in the reader is kept: its top where it was read through. */
void app_keep_reading_place(struct app *app, const struct visit *visit);

/* Where an article was left. */
uint32_t app_reading_place(const struct app *app, uint32_t entry);

/* An article was opened; and after every event: it may count as read by now. */
void app_begin_reading(struct app *app, uint32_t entry);
void app_notice_reading(struct app *app);

/* Keeps what is read, or selected, and where, so that the next start begins there; nothing without a session. */
void app_keep_session(struct app *app);

/* After every event, which was a key or the mouse where one `acted`: the same, and the place, a while after that. */
void app_notice_place(struct app *app, bool acted);

/* After every event: what the shelf has to tell. */
void app_notice_shelf(struct app *app);

/* `timeout`, or less where the shelf has something to do before. */
int app_shelf_timeout(const struct app *app, int timeout);

/* Ask for the letter of a mark, to put it here or to go there; app_take_letter() gets it. `count` is unused. */
void app_mark(struct app *app, unsigned count);
void app_go_mark(struct app *app, unsigned count);

/* The letter of a mark; false where none is asked for. */
bool app_take_letter(struct app *app, uint32_t key);

#endif
