/* SPDX-License-Identifier: MIT */
#ifndef UI_RELATED_ROWS_H
#define UI_RELATED_ROWS_H

/*
 * What the files of the related pane share; nobody else includes it.
 *
 *   pane_related.c    the pane
 *   related_rows.c    its rows, one by one
 *   related_lists.c   what is related, links, headings
 *   related_copies.c  copies, and versions in a repository
 */

#include <glib.h>

#include "archive/archive.h"
#include "archive/history.h"
#include "find/duplicates.h"
#include "find/related.h"
#include "text/language.h"
#include "ui/pane.h"
#include "ui/roster.h"

enum row_kind { ROW_GROUP, ROW_ITEM, ROW_REASON, ROW_NOTE, ROW_BLANK };

struct row {
	enum row_kind kind;
	char *text;
	char lang[LANGUAGE_SIZE]; /* of the text, as far as it is an article's */
	bool quoted;          /* ROW_GROUP, ROW_REASON: there are words of the pane's article in it */
	struct target target; /* ROW_ITEM */
	uint32_t place;       /* of a heading: the byte of the entry's text; of a version: its number */
	size_t near;          /* ROW_REASON, 1 + which of those that are near: the text is made when it is shown */
};

enum showing { SHOWING_RELATED, SHOWING_LINKS, SHOWING_OUTLINE, SHOWING_COPIES, SHOWING_HISTORY };

struct related_pane {
	struct pane pane;
	struct archive *archive; /* borrowed */
	struct related *related;
	struct duplicates *duplicates; /* borrowed */
	struct duplicates_search *copying; /* looks for the copies of the entry; NULL: they are not looked for yet */
	struct history *history;       /* of what is shown; NULL: there is none */
	bool looking;                  /* for copies, or through commits: there may be more */
	bool stopped;                  /* by the reader, before all was looked through */
	int64_t began_us;              /* when looking began, or waiting */
	unsigned seconds;              /* since then, as was written; */
	struct roster roster;
	GArray *rows;                  /* struct row */
	struct nearby *nearby;         /* what is near the entry; NULL: nothing was asked */
	uint32_t entry;
	char lang[LANGUAGE_SIZE]; /* of its article */
	enum showing showing;
	uint32_t chosen_entry, chosen_version; /* of struct related_item: to be compared with another one */
	bool has_chosen;
	bool waiting;               /* the index is not ready */
	unsigned percent;           /* so far was it then */
};

static inline struct row *related_row(const struct related_pane *related, size_t row)
{
	return &g_array_index(related->rows, struct row, row);
}

/* related_rows.c */

/* Rows begin anew, and are complete; `nothing` is shown where there are none. */
void related_begin(struct related_pane *related, uint32_t entry, enum showing showing);
void related_end(struct related_pane *related, const char *nothing);

/* Appends a row; the text is copied. Borrowed until the next one. */
struct row *related_add(struct related_pane *related, enum row_kind kind, struct span text);
void related_add_group(struct related_pane *related, struct span text);

/* An item that shows the title of an entry; one that leads to `url`, seen from the pane's entry. */
struct row *related_add_title(struct related_pane *related, uint32_t entry);
void related_add_address(struct related_pane *related, struct span text, struct span url);

/* A note that names keys: `text`, which is freed, may hold {action}. */
void related_add_note(struct related_pane *related, char *text);

/* Appends one more reason to those in `out`. */
void related_append_reason(GString *out, const char *reason);

/* For the array of rows. */
void related_row_clear(void *row);

/* related_lists.c */

/* What a row says; a reason is found now, where it was not before. */
struct span related_row_text(const struct related_pane *related, size_t row);

/* related_copies.c */

/* ACTION_CHOOSE: a copy or version is chosen, or no longer; and whether a row is the chosen one. */
struct reaction related_choose(struct related_pane *related);
bool related_is_chosen(const struct related_pane *related, size_t row);

/* What was found of copies is forgotten. */
void related_forget_copies(struct related_pane *related);

/* Goes on looking for copies, through commits; and no further. */
void related_work_copies(struct related_pane *related);
void related_work_history(struct related_pane *related);
void related_stop(struct related_pane *related);

#endif
