/* SPDX-License-Identifier: MIT */
#ifndef UI_ROSTER_H
#define UI_ROSTER_H

/*
 * What every pane with rows to choose from has in common: a cursor that the moving actions drive, and a search over the
 * text of the rows. The pane keeps the rows and draws them. Searching a long list is done in portions, so that no key
 * waits for it: roster_work() goes on where the last portion ended.
 */

#include <glib.h>
#include <stdbool.h>

#include "base/span.h"
#include "find/match.h"
#include "find/typed.h"
#include "page/script.h"
#include "ui/action.h"
#include "ui/canvas.h"
#include "ui/cursor.h"
#include "ui/pane.h"

struct roster_ops {
	struct span (*text)(void *data, size_t row); /* what is searched; valid until the next call */
	bool (*selectable)(void *data, size_t row);  /* NULL: every row is */
	/* The rows that show together with a selected one; NULL: it alone. */
	void (*extent)(void *data, size_t row, size_t *first, size_t *last);
	/*
	 * Texts that are searched besides, from number 0 on, for they are folded under the row; NULL: there are none.
	 */
	bool (*hidden)(void *data, size_t row, size_t number, struct span *text);
	/* Unfolds them (see roster_splice()), and gives the row where that of the number stands now. */
	size_t (*reveal)(void *data, size_t row, size_t number);
};

struct roster_search {
	struct typed *typed;     /* NULL: no search is on */
	struct regex_error wrong; /* what is wrong with what was typed; no message: nothing */
	size_t from;             /* the row where it began */
	size_t from_top;         /* the first row that showed then */
	size_t next, left;       /* the row to look at next; how many are left to look at */
	bool settled;            /* the cursor has been taken to a match, or shall stay where it is */
	GArray *ahead, *behind;  /* matching rows (size_t) from `from` on, and before it; ascending */
	char *sounds;            /* what was typed, where it may be pinyin; else NULL */
	GArray *sounding;        /* rows that match by pinyin alone, as they come: from `from` on, then before it */
};

struct roster {
	const struct roster_ops *ops;
	void *data; /* handed to the operations */
	bool pinyin;        /* rows are found by pinyin too; the pane sets it */
	const struct writing *writing; /* of the rows; borrowed, the pane sets it; NULL: as they are */
	struct cursor cursor;
	struct roster_search search;
};

/* Without rows; the operations are borrowed. roster_clear() frees what it holds. */
void roster_init(struct roster *roster, const struct roster_ops *ops, void *data);
void roster_clear(struct roster *roster);

/* The rows are others now, `selected` is the one to stand on. A search begins anew, without moving. */
void roster_set_rows(struct roster *roster, size_t count, size_t selected);

/* Behind `row` that many rows have come, and that many have gone. The selected one stays, or is `row`. */
void roster_splice(struct roster *roster, size_t row, size_t added, size_t removed);

/* Rows of the window that it shows in. */
void roster_set_height(struct roster *roster, size_t height);

/* True for an action that moves, which is then done. */
bool roster_act(struct roster *roster, enum action action, unsigned count);

/* Selects the row, or where that cannot be selected the one above that can; false where there is none. */
bool roster_choose(struct roster *roster, size_t row);

/* The selected row; false where there is none. */
bool roster_selected(const struct roster *roster, size_t *row);

/* What pane_ops of the same names have to do (ui/pane.h). */
void roster_search(struct roster *roster, enum search_phase phase, struct span query);
enum search_result roster_step(struct roster *roster, long by);
bool roster_matches(const struct roster *roster, struct search_state *state);
bool roster_work(struct roster *roster);

/*
 * canvas_field() of `text` in the language `lang`, in the script of the roster, with what the search found in it
 * marked. `selected`: the row is the selected one.
 */
void roster_field(const struct roster *roster, struct canvas *canvas, struct rect field, struct span text,
                  const char *lang, enum style style, bool selected);

/* Matches in a text that shall be marked besides; in order. */
struct marking {
	const struct match *matches;
	size_t count;
};

/* As roster_field(), with these matches marked too. */
void roster_marked_field(const struct roster *roster, struct canvas *canvas, struct rect field, struct span text,
                         const char *lang, enum style style, bool selected, const struct marking *marking);

#endif
