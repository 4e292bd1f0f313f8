/* SPDX-License-Identifier: MIT */
/* The lines of one prompt. They last as long as the program; what is to last longer is the shelf's. */
#include "ui/recall.h"

/* Lines that are kept. */
#define LINES_MOST 100

void recall_init(struct recall *recall)
{
	recall->lines = g_ptr_array_new_with_free_func(g_free);
	recall->at = 0;
}

void recall_clear(struct recall *recall)
{
	g_ptr_array_unref(recall->lines);
}

void recall_add(struct recall *recall, struct span line)
{
	GPtrArray *lines = recall->lines;
	if (line.len == 0)
		return;
	for (guint i = 0; i < lines->len; i++) {
		if (span_equal(line, span_of(lines->pdata[i]))) {
			g_ptr_array_remove_index(lines, i);
			break;
		}
	}
	if (lines->len == LINES_MOST)
		g_ptr_array_remove_index(lines, 0);
	g_ptr_array_add(lines, span_dup(line));
}

void recall_begin(struct recall *recall)
{
	recall->at = recall->lines->len;
}

const char *recall_step(struct recall *recall, int by)
{
	if (by < 0 ? recall->at == 0 : recall->at >= recall->lines->len)
		return NULL;
	recall->at += by < 0 ? -1U : 1U;
	return recall->at < recall->lines->len ? recall->lines->pdata[recall->at] : "";
}
