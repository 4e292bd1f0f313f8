/* SPDX-License-Identifier: MIT */
#ifndef EXPORT_HTML_BODY_H
#define EXPORT_HTML_BODY_H

/*
 * An article as HTML that is XML at the same time, for a page and for a chapter of a book. Nothing in it is fetched by
 * whoever shows it: a picture is its caption with its address behind it.
 */

#include <glib.h>

#include "export/set.h"

/* How what surrounds it wants it. */
struct html_style {
	unsigned level;    /* of the title's heading, 1 to 6; those of the text are below it where it is above 1 */
	bool xml;          /* xml:lang beside lang, and no attribute that only HTML has */
	void (*address)(GString *out, const struct subject *subject, size_t place); /* of another article of the set */
};

/* `text` with what HTML and XML would read as markup escaped; fit for attributes in double quotes, too. */
void html_escape(GString *out, struct span text);

/* ` lang="zh-Hans"`, for what is known. */
void html_language(GString *out, const struct html_style *style, const struct subject *subject);

/* Title, byline, text, what it lists as related, and where it is from. */
void html_body(GString *out, const struct subject *subject, const struct html_style *style);

#endif
