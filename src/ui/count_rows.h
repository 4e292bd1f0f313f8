/* SPDX-License-Identifier: MIT */
#ifndef UI_COUNT_ROWS_H
#define UI_COUNT_ROWS_H

/*
 * What the panes have in common whose rows are counts: facets and the timeline. They make the rows and draw them;
 * counting, moving, searching and how a value gets into the query is done here.
 */

#include "ui/counting.h"
#include "ui/pane.h"
#include "ui/roster.h"

struct count_rows;

struct count_rows_ops {
	void (*counted)(struct count_rows *rows); /* the counts are others now */
	void (*moved)(struct count_rows *rows);   /* the row under the cursor is what is selected */
	/* Makes the query stand to the selected value as wanted, or not at all where it does already. */
	struct reaction (*narrow)(struct count_rows *rows, enum reaction_kind kind, enum narrowed wanted);
	/* To the next heading but `count` - 1 (0: the next), or back. */
	struct reaction (*leap)(struct count_rows *rows, bool down, unsigned count);
};

/* The first member of such a pane's struct. */
struct count_rows {
	struct pane pane;
	const struct count_rows_ops *own;
	struct counting counting;
	struct roster roster;
};

/* Does what is done alike in both; the pane asks for what it does otherwise first. */
struct reaction count_rows_act(struct count_rows *rows, enum action action, unsigned count);

/* What pane_ops of the same names have to do (ui/pane.h). */
void count_rows_resize(struct pane *pane, unsigned rows, unsigned columns);
void count_rows_position(struct pane *pane, GString *out);
bool count_rows_click(struct pane *pane, unsigned row, unsigned column, struct reaction *reaction);
struct target count_rows_target(const struct pane *pane); /* none: a row is no article */
void count_rows_search(struct pane *pane, enum search_phase phase, struct span query);
enum search_result count_rows_step(struct pane *pane, long by);
bool count_rows_matches(const struct pane *pane, struct search_state *state);
bool count_rows_work(struct pane *pane);
bool count_rows_busy(const struct pane *pane);

#endif
