/* SPDX-License-Identifier: MIT */
#ifndef UI_ARTICLE_ROWS_H
#define UI_ARTICLE_ROWS_H

/*
 * What the panes have in common whose rows are articles: the list, and what was found. They say which entries there are
 * and draw them; selecting, searching, grouping copies under one line (ui/grouping.h) and what the app asks of such a
 * pane is done here. Lines are what shows; without grouping each row of the source is one.
 */

#include <glib.h>

#include "archive/archive.h"
#include "find/kept.h"
#include "page/script.h"
#include "ui/drawn.h"
#include "ui/grouping.h"
#include "ui/pane.h"
#include "ui/roster.h"
#include "ui/standing.h"

struct article_rows;

/* Where the entries come from, in their order; `rows` is the pane. */
struct rows_source {
	size_t (*count)(const struct article_rows *rows);
	uint32_t (*at)(const struct article_rows *rows, size_t row);        /* ENTRY_NONE behind the last one */
	size_t (*row)(const struct article_rows *rows, uint32_t entry);     /* the count where there is none */
	bool (*settled)(const struct article_rows *rows);                   /* no more come, for now */
	bool (*versions)(const struct article_rows *rows);                  /* older ones stand under an article, too */
};

/* The first member of such a pane's struct; the pane's own operations come first in it. */
struct article_rows {
	struct pane pane;
	const struct rows_source *source;
	struct archive *archive;         /* borrowed */
	const struct standing *standing; /* borrowed */
	struct kept kept;                /* what a query may ask */
	struct roster roster;
	struct drawn drawn;
	struct grouping grouping;
	bool grouped;                    /* copies shall stand under one line */
	unsigned changes;                /* stories_changes() when the rows were grouped */
	int64_t began_us;                /* when looking for copies began; 0: it is not going on */
	uint32_t entry;                  /* selected; ENTRY_NONE in an empty pane */
	uint32_t chosen;                 /* what somebody chose last; ENTRY_NONE: the first is selected */
};

/* Without rows; all is borrowed, and `rows` the first member of what `ops` know. rows_clear() frees what it holds. */
void rows_init(struct article_rows *rows, const struct pane_ops *ops, const struct rows_source *source,
               struct archive *archive, const struct writing *writing, const struct standing *standing);
void rows_clear(struct article_rows *rows);

/*
 * The source has other rows, or another order. As long as nobody has chosen one, the first one is selected; what
 * was chosen is selected again as soon as it is there again. Groups of before hold until the next ones are made;
 * whoever has rows that have nothing to do with those drops them first.
 */
void rows_take(struct article_rows *rows);

/* Groups copies, or no longer. */
void rows_group(struct article_rows *rows, bool grouped);

/* After every move that somebody made: the line under the cursor is what was chosen. */
void rows_take_choice(struct article_rows *rows);

/* Selects a line that shows; false where there is none. */
bool rows_choose_line(struct article_rows *rows, size_t line);

/* Moves, or unfolds what is selected: true where the action was one of these, and says so in `reaction`. */
bool rows_act(struct article_rows *rows, enum action action, unsigned count, struct reaction *reaction);

/* Goes on with grouping and searching; true while there is more. */
bool rows_work(struct article_rows *rows);
bool rows_are_busy(const struct article_rows *rows);

/* For so long that it is told. */
bool rows_are_long_busy(const struct article_rows *rows);

/* The lines that the articles take where copies stand under others; else 0. */
size_t rows_grouped_lines(const struct article_rows *rows);

/* Sets aside the cells of a line in which its group is told, and draws that there: "[+3]". */
void rows_draw_group(const struct article_rows *rows, struct canvas *canvas, struct rect *field, size_t line,
                     enum style style);

/* What stands before a title: "+" for what is new in the archive, "-" for what is gone and was kept, "N" for unread. */
const char *rows_sign(const struct article_rows *rows, uint32_t entry, bool unread);

/* What the rows are shown in. */
enum script rows_script(const struct article_rows *rows);

/* What a line looks like now, for `drawn`. */
struct drawn_row rows_drawn(const struct article_rows *rows, size_t line, bool focused, unsigned lines);

/* Operations of a pane (ui/pane.h). */
void rows_search(struct pane *pane, enum search_phase phase, struct span query);
enum search_result rows_step(struct pane *pane, long by);
bool rows_matches(const struct pane *pane, struct search_state *state);
struct target rows_target(const struct pane *pane);
uint32_t rows_entry(const struct pane *pane);
void rows_position(struct pane *pane, GString *out);

/* Of an entry that is folded its group is unfolded. */
bool rows_choose(struct pane *pane, uint32_t entry);

/* What is folded counts here, in the order in which it would show. */
size_t rows_count(const struct pane *pane);
uint32_t rows_entry_at(const struct pane *pane, size_t row);
size_t rows_row_of(const struct pane *pane, uint32_t entry);

#endif
