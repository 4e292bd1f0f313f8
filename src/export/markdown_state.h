/* SPDX-License-Identifier: MIT */
#ifndef EXPORT_MARKDOWN_STATE_H
#define EXPORT_MARKDOWN_STATE_H

/*
 * What the files behind markdown.h share; nobody else includes it.
 *
 *   markdown.c         blocks, and what they stand in
 *   markdown_inline.c  text, emphasis, links
 *   markdown_head.c    what stands before and behind the text
 */

#include <glib.h>

#include "export/nest.h"
#include "export/runs.h"
#include "export/set.h"

struct markdown {
	GString *out;
	const struct subject *subject;
	const struct article *article;
	bool many;
	struct nest nest;
	struct runs runs;
	GString *prefix;  /* what each line begins with */
	GArray *prefixes; /* of unsigned: the bytes of each container's part of it */
	GString *marker;  /* what begins the first line of an item, instead of its part of the prefix; or "" */
	size_t shared;    /* bytes of the prefix that were in force before, too */
	bool tight;       /* no blank line before the next block */
	unsigned lists;   /* that were closed: every second one is spelled with other marks */
	uint32_t next_aside;
	char closing[LEVEL_COUNT][16]; /* how each level that is open is closed */
};

/* markdown_inline.c */

/* As a title or a caption: on one line. */
void markdown_line(GString *out, struct span text);

/* Inline text with its line feeds: as hard breaks (`breaks`), or as elements where a line cannot be broken. */
void markdown_text(struct markdown *markdown, struct span text, bool first, bool breaks);

/* The text of a block; `breaks`: a line feed may end a line. */
void markdown_runs(struct markdown *markdown, const struct block *block, bool breaks);

/* Begins the line of a block that goes on. */
void markdown_next_line(struct markdown *markdown);

/* Where a link leads as Markdown has it; false where it leads nowhere. */
bool markdown_goal(struct markdown *markdown, GString *out, struct span url);

/* Around what shows a link; nothing, and false, where it leads nowhere. */
bool markdown_open_link(struct markdown *markdown, uint32_t link);
void markdown_close_link(struct markdown *markdown, uint32_t link);

/* The longest run of a character. */
size_t markdown_longest_run(struct span text, char c);

/* markdown_head.c */

/* Before the text of an article that stands alone, and of one among others. */
void markdown_front(struct markdown *markdown);
void markdown_head(struct markdown *markdown);

/* Behind it: what the article lists as related. */
void markdown_related(struct markdown *markdown);

#endif
