/* SPDX-License-Identifier: MIT */
/*
 * Which tables hold data. Pages were long laid out with tables, so a table counts as data only when it looks like it:
 * several rows of several cells with little in each, no other table and no block of text inside. What a table of layout
 * holds are ordinary blocks. The cells of a table of data get their columns here, for a cell may reach over others.
 */
#include "article/passes.h"

#include <glib.h>

#define CELL_MOST 600 /* bytes of text in an average cell of data */
#define REACH_MOST 64 /* columns among which cells reach over others; so a short row cannot make a long line */

/* What is counted of one table while its nodes and blocks go by. */
struct tally {
	uint32_t rows;    /* with at least one cell */
	uint32_t widest;  /* cells in the longest row */
	uint32_t filled;  /* cells with text */
	uint32_t bytes;   /* of their text */
	uint32_t headers; /* cells that are headings */
	bool nested;      /* another table stands in it */
	bool blocks;      /* headings, lists, preformatted text, captions or rules stand in it */
};

/* The table of the row that `node` is, or of the cell that it is; 0 where it is neither. */
static uint32_t table_of(const struct draft *draft, uint32_t number)
{
	const struct node *node = &draft->nodes[number];
	uint32_t row = node->role == ROLE_CELL ? node->parent : number;
	const struct node *above = &draft->nodes[row];
	if (above->role != ROLE_ROW || draft->nodes[above->parent].role != ROLE_TABLE)
		return 0;
	return above->parent;
}

static void count_nodes(const struct draft *draft, struct tally *tallies, uint32_t *enclosing)
{
	for (uint32_t i = 1; i < draft->node_count; i++) {
		const struct node *node = &draft->nodes[i];
		enclosing[i] = draft->nodes[node->parent].role == ROLE_TABLE ? node->parent : enclosing[node->parent];
		if (node->role == ROLE_TABLE)
			tallies[enclosing[i]].nested = true;
		if (node->role == ROLE_HEADING || node->role == ROLE_LIST || node->role == ROLE_PREFORMATTED ||
		    node->role == ROLE_FIGURE)
			tallies[enclosing[i]].blocks = true;
		uint32_t table = node->role == ROLE_ROW || node->role == ROLE_CELL ? table_of(draft, i) : 0;
		if (table == 0)
			continue;
		struct tally *tally = &tallies[table];
		if (node->role == ROLE_ROW) {
			tally->rows += node->number > 0;
			tally->widest = MAX(tally->widest, node->number);
		} else {
			tally->headers += node->header;
			tally->filled += draft_bytes(draft, node->first, node->end) > 0;
		}
	}
}

static bool is_data(const struct tally *tally)
{
	if (tally->nested || tally->blocks || tally->rows < 2 || tally->widest < 2 || tally->filled < 3)
		return false;
	return tally->headers > 0 || tally->bytes / tally->filled <= CELL_MOST;
}

/* A row's number was the count of its cells; from here on it is its place in the table. */
static void number_rows(struct draft *draft, struct tally *tallies)
{
	for (uint32_t i = 1; i < draft->node_count; i++)
		if (draft->nodes[i].role == ROLE_TABLE) {
			tallies[i].bytes = draft_bytes(draft, draft->nodes[i].first, draft->nodes[i].end);
			draft->nodes[i].data = is_data(&tallies[i]);
			tallies[i].rows = 0;
		}
	for (uint32_t i = 1; i < draft->node_count; i++)
		if (draft->nodes[i].role == ROLE_ROW)
			draft->nodes[i].number = tallies[draft->nodes[i].parent].rows++;
}

/* The columns of the row at hand: up to which row, not counted, a cell from further up stands in each. */
struct columns {
	uint32_t next, past[REACH_MOST];
};

static void place_cell(struct columns *columns, struct node *cell, uint32_t row)
{
	uint32_t wide = MAX(cell->wide, 1), tall = MAX(cell->tall, 1);
	while (columns->next < REACH_MOST && columns->past[columns->next] > row)
		columns->next++;
	cell->number = columns->next;
	columns->next += columns->next + wide <= REACH_MOST ? wide : 1;
	for (uint32_t i = cell->number; i < columns->next && i < REACH_MOST; i++)
		columns->past[i] = row + tall;
}

/* Tables of data hold no other, so one is over when the next begins. */
static void place_cells(struct draft *draft)
{
	struct columns columns = {0};
	for (uint32_t i = 1; i < draft->node_count; i++) {
		struct node *node = &draft->nodes[i];
		uint32_t table = node->role == ROLE_ROW || node->role == ROLE_CELL ? table_of(draft, i) : 0;
		if (node->role == ROLE_TABLE && node->data)
			columns = (struct columns){0};
		if (table == 0 || !draft->nodes[table].data)
			continue;
		if (node->role == ROLE_ROW)
			columns.next = 0;
		else
			place_cell(&columns, node, draft->nodes[node->parent].number);
	}
}

void tables_settle(struct draft *draft)
{
	bool any = false;
	for (uint32_t i = 0; i < draft->node_count && !any; i++)
		any = draft->nodes[i].role == ROLE_TABLE;
	if (!any)
		return;
	struct tally *tallies = arena_alloc(draft->arena, draft->node_count * sizeof *tallies);
	uint32_t *enclosing = arena_alloc(draft->arena, draft->node_count * sizeof *enclosing);
	count_nodes(draft, tallies, enclosing);
	number_rows(draft, tallies);
	place_cells(draft);
}
