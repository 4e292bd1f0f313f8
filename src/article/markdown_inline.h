/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_MARKDOWN_INLINE_H
#define ARTICLE_MARKDOWN_INLINE_H

/*
 * What stands inside a line of Markdown, made such that md4c reads it as the archives mean it. Nobody but markdown.c
 * includes this.
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

#define MARKDOWN_DELIMITERS_MOST 64 /* emphasis that is open in one paragraph at most */

/* The delimiters of emphasis that are open in this paragraph; `count` is set to 0 where another begins. */
struct markdown_delimiters {
	struct {
		char mark;
		unsigned char len;
	} open[MARKDOWN_DELIMITERS_MOST];
	unsigned count;
	bool helped; /* a helping blank was written, here or in a paragraph before */
};

/* How many `c` stand at the start of `s`. */
static inline size_t markdown_run(struct span s, char c)
{
	size_t len = 0;
	while (len < s.len && s.at[len] == c)
		len++;
	return len;
}

/* [^name]: the length of the footnote's mark at the start of `s`; 0 where there is none. */
size_t markdown_footnote(struct span s);

/*
 * Appends a line, or the part of it behind its bullet, to `out`: with tags for ==marks==, without attribute lists, with
 * what template tags in addresses stand for, and with blanks that help emphasis.
 */
void markdown_put_inline(GString *out, struct markdown_delimiters *delimiters, struct span line);

/* Takes the helping blanks out again, as bytes and as md4c writes them in addresses. */
void markdown_remove_help(GString *html);

#endif
