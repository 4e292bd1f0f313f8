/* SPDX-License-Identifier: MIT */
#ifndef UI_COUNTING_H
#define UI_COUNTING_H

/* What panes that count have in common: the query of the list, what is counted for it, and how that goes on. */

#include <glib.h>
#include <stdbool.h>

#include "find/facets.h"
#include "find/narrow.h"
#include "ui/pane.h"
#include "ui/standing.h"

struct counting {
	const struct standing *standing; /* borrowed */
	struct facets *facets;
	char *text;            /* the query of the list; NULL: none was asked yet */
	struct query *query;   /* the same, or the last one that was right */
	char *next;            /* the query that the last reaction is about */
	uint64_t changes;      /* of the shelf, when counting began last */
	int64_t began_us;      /* when counting began; 0: it does not go on */
	bool undated;          /* what the query asks of dates is left out */
};

/* Nothing is asked yet; all is borrowed. counting_clear() frees what it holds. */
void counting_init(struct counting *counting, const struct archive *archive, struct values *values,
                   const struct standing *standing);
void counting_clear(struct counting *counting);

/* True where the marks may be others: the query is another one. */
bool counting_ask(struct counting *counting, struct span query);

/* Counts for one tick; true where there are new counts. */
bool counting_work(struct counting *counting);

/* True while counting_work() has something to do. */
bool counting_busy(const struct counting *counting);

/* Appends how many articles were counted, or how far that is, once it takes long. */
void counting_write(const struct counting *counting, GString *out);

/* Appends the query, where there is one. */
void counting_write_query(const struct counting *counting, GString *out);

/* Escape; REACTION_IGNORED where nothing is counted. */
struct reaction counting_stop(struct counting *counting);

/* How the query stands to a term. */
enum narrowed counting_state(const struct counting *counting, struct span term);

/*
 * The reaction that makes the query stand to a term as `wanted`, of this kind; `anew`: what it asks of dates besides is
 * taken out.
 */
struct reaction counting_narrow(struct counting *counting, enum reaction_kind kind, struct span term,
                                enum narrowed wanted, bool anew);

/* "x" for what the query is narrowed to, "-" for what is out of it, else " "; in brackets. */
const char *counting_sign(enum narrowed state);

#endif
