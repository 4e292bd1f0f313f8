/* SPDX-License-Identifier: MIT */
#ifndef UI_READER_H
#define UI_READER_H

/* What the files of the reader pane share; nobody else includes it. */

#include <glib.h>

#include "article/article.h"
#include "find/typed.h"
#include "page/page.h"
#include "ui/hints.h"
#include "ui/pane.h"

/*
 * A row, and what finds it again at another width: the byte with which it begins, or its number among the heading
 * lines.
 */
struct spot {
	struct place place;
	uint32_t byte;
	unsigned above; /* rows without text of their own from it to the row of the byte */
	bool head;
};

/* The current match where there is none. */
#define READER_NO_MATCH SIZE_MAX

/* Matches are numbered from 0: those in the title, then those in the text. */
struct reader_search {
	struct typed *typed;      /* NULL: no search is on */
	bool given;               /* the hits were handed in, not searched for here */
	bool gave_up;             /* an expression reached its limits somewhere */
	struct regex_error wrong; /* what is wrong with what was typed; no message: nothing */
	struct typed_walk *walk;  /* NULL once all of the text has been searched */
	GString *title;           /* as it is shown */
	GArray *title_hits;       /* struct hit, in bytes of it */
	GArray *hits;             /* the same in bytes of the text */
	size_t current;           /* number of the current match, or READER_NO_MATCH */
	bool settled;             /* the reader has been taken to a match, or shall stay */
	struct spot origin;       /* where one stood before */
};

struct hint {
	uint32_t link;
	char label[HINT_SIZE];
	bool drawn; /* on the screen that is being painted */
};

/* A passage that is being selected; see reader_select.c. Bytes of the text that shows. */
struct reader_selection {
	bool on;             /* the caret shows, and keys move it */
	bool begun;          /* something is selected: from the anchor to the caret */
	uint32_t at, anchor;
	bool aims;           /* the caret is going up or down: */
	unsigned column;     /* in this column */
	bool follows;        /* it is to go to the next match that is found */
	GString *copy;       /* what was copied last */
	uint32_t from, to;   /* while drawing: what is selected; equal where nothing is */
	bool drawn;          /* the caret was, */
	struct rect cell;    /* here */
};

struct reader {
	struct pane pane;
	const struct widths *widths; /* borrowed */
	unsigned rows, columns;      /* of the body */
	struct page_style style;     /* but for the columns */
	struct article article;      /* what is shown; its bytes belong to the archive, to `sheet` or to `unfolded` */
	struct article plain;        /* the same without what was set aside */
	struct article *unfolded;    /* owned; NULL while what was set aside does not show */
	struct article *sheet;       /* owned, or NULL */
	uint32_t entry;              /* or ENTRY_NONE */
	char *byline;
	struct page *page;           /* NULL while nothing is shown */
	struct spot spot;            /* the first row, where the reader left it */
	struct place top;            /* the same at the present size */
	struct reader_search search;
	struct reader_selection selection;
	struct pane *over;           /* owned; it shows instead, and acts; NULL */
	GArray *hints;               /* struct hint; empty while no link is being chosen */
	GString *typed;              /* letters of a hint so far */
};

/* pane_reader.c */

/* Lays out what is shown, and goes back to `spot`. */
void reader_lay(struct reader *reader);

/* Makes `place` the first row, or the one above it from which the last row just shows. */
void reader_scroll_to(struct reader *reader, struct place place);

/* True where the row shows. */
bool reader_shows(struct reader *reader, struct place place);

/* Columns that stay free at each side. */
unsigned reader_margin(const struct reader *reader);

/* Columns between them: those of the page. */
unsigned reader_columns(const struct reader *reader);

/* Moves code so many cells to the left; the rest stays. */
void reader_shift(struct reader *reader, unsigned cells);

/* The reaction that follows a link of the article, by its number. */
struct reaction reader_follow(const struct reader *reader, uint32_t link);

/* Shows nothing any more. */
void reader_clear(struct reader *reader);

/* The operations of the reader without anything over it. */
extern const struct pane_ops reader_ops;

/* reader_over.c */

/* Takes away what lies over the reader. */
void reader_drop_over(struct reader *reader);

/* reader_chrome.c */

/* Shows what was set aside, or hides it again; the reading place stays. */
struct reaction reader_toggle_chrome(struct reader *reader);

/* A byte of the plain text in the text that is shown, and back. */
uint32_t reader_shown_byte(const struct reader *reader, uint32_t byte);
uint32_t reader_plain_byte(const struct reader *reader, uint32_t byte);

/* reader_search.c */

/* What pane_ops of the same names have to do (ui/pane.h). */
void reader_search(struct pane *pane, enum search_phase phase, struct span query);
enum search_result reader_step(struct pane *pane, long by);
bool reader_matches(const struct pane *pane, struct search_state *state);
bool reader_work(struct pane *pane);

/* Once for each reader. */
void reader_search_init(struct reader *reader);
void reader_search_clear(struct reader *reader);

/* The first of `hits` that ends behind byte `byte`; their count where there is none. */
size_t reader_hit_at(const GArray *hits, size_t byte);

/* The link in which the current match stands, or PAGE_NO_LINK. */
uint32_t reader_match_link(const struct reader *reader);

/* reader_hints.c */

/* Puts a label on every link that shows, and waits for one to be typed; says so where there is none. */
struct reaction reader_hint(struct reader *reader);
/* While labels show: a key of one, or what ends them. False where none show, and the key is an action's. */
bool reader_key(struct pane *pane, uint32_t key, struct reaction *reaction);
/* Takes the labels away. */
void reader_hints_end(struct reader *reader);

/* The hint on a link that has not been drawn yet, if its label still begins with what was typed; else NULL. */
struct hint *reader_hint_on(struct reader *reader, uint32_t link);

/* reader_select.c */

/* Does an action while a passage is being selected, or begins that; false where it is about something else. */
bool reader_select_act(struct reader *reader, enum action action, unsigned count, struct reaction *reaction);
void reader_select_end(struct reader *reader);

/* What is selected: the bytes [from, to); false where nothing is. */
bool reader_selected(const struct reader *reader, uint32_t *from, uint32_t *to);

/* The caret shows again, at another size. */
void reader_select_reveal(struct reader *reader);

/* reader_search(), reader_step() and reader_work(), and the caret goes where they lead. */
void reader_select_search(struct pane *pane, enum search_phase phase, struct span query);
enum search_result reader_select_step(struct pane *pane, long by);
bool reader_select_work(struct pane *pane);

/* reader_paint.c */

/* What pane_ops.draw has to do. */
void reader_draw(struct pane *pane, struct canvas *canvas, struct rect area, bool focused);

#endif
