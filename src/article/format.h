/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_FORMAT_H
#define ARTICLE_FORMAT_H

/*
 * A format is one small file and one row of the table in format.c. Which one a body is in is decided by what stands in
 * it, never by the name of the file. Each parser pushes `body` (UTF-8, what follows the front matter and the link line)
 * into the builder and offers the fields that the format itself carries.
 */

#include "article/builder.h"
#include "article/fields.h"
#include "base/span.h"

struct format {
	const char *name;                  /* "page", "html", "markdown", "text" */
	int (*accepts)(struct span body);  /* how sure: 0 not at all, 100 certainly; the highest wins */
	void (*parse)(struct builder *builder, struct fields *fields, struct span body);
	bool whole_page;                   /* a page with its navigation around it: main content is looked for */
};

/* The format of `body`; never NULL, for anything can be read as plain text. */
const struct format *format_of(struct span body);

/* html.c: whole pages and fragments; libxml2's SAX interface. Offers meta tags, JSON-LD and bylines as fields. */
void html_parse(struct builder *builder, struct fields *fields, struct span body);

/* markdown.c: md4c to HTML, then html_parse. */
void markdown_parse(struct builder *builder, struct fields *fields, struct span body);

/* plain.c: offers its first line as title. */
void plain_parse(struct builder *builder, struct fields *fields, struct span body);

/* sniff.c: how sure each of them is. */
int html_accepts_page(struct span body);
int html_accepts_fragment(struct span body);
int markdown_accepts(struct span body);
int plain_accepts(struct span body);

#endif
