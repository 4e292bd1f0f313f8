/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_FIELDS_H
#define ARTICLE_FIELDS_H

/*
 * What is said about an article, and where. Every finder offers what it found; which one wins is decided in one table
 * (fields.c: for each field the order of origins), not by the order in which the finders ran.
 */

#include <stdbool.h>
#include <stdint.h>

#include "article/article.h"
#include "base/arena.h"
#include "base/span.h"

enum field { FIELD_TITLE, FIELD_AUTHOR, FIELD_EDITOR, FIELD_SITE, FIELD_URL, FIELD_LANGUAGE, FIELD_COUNT };

enum origin {
	ORIGIN_FRONT_MATTER,
	ORIGIN_COMMENT,    /* <!--1668362643000--> */
	ORIGIN_LINK_LINE,  /* [title](address) above a line of dashes */
	ORIGIN_HEADER,     /* a line such as 日期：..., 原文地址：... */
	ORIGIN_META,       /* <meta>, <link rel=canonical> */
	ORIGIN_JSON_LD,
	ORIGIN_HEADING,    /* the first heading of the body, the first line of a plain text */
	ORIGIN_PAGE_TITLE, /* <title> */
	ORIGIN_BYLINE,
	ORIGIN_URL,
	ORIGIN_FILE_NAME,
	ORIGIN_COUNT
};

struct fields {
	struct arena *arena; /* borrowed; offered values are copied into it */
	struct span path;    /* of the file, borrowed; {NULL, 0} for a part of one */
	struct span value[FIELD_COUNT][ORIGIN_COUNT];
	struct date date[ORIGIN_COUNT];
	uint8_t meta_rank[FIELD_COUNT + 1]; /* how good the <meta> of each ORIGIN_META is; the date's comes last */
	struct span layout;   /* what the front matter says the page is laid out as: post, page...; {NULL, 0} */
	struct span tags[64]; /* in the order of the file */
	unsigned tag_count;
	struct {
		const char *code;
		struct span message;
		unsigned line;
	} warnings[32]; /* the first ones; more are not kept */
	unsigned warning_count;
};

/* Nobody has said anything. What is offered is copied into the arena, which is borrowed. */
void fields_init(struct fields *fields, struct arena *arena);

/*
 * Offers a value. The first one of an origin stays. It is cleaned: one line, no control characters, white space
 * collapsed; an address loses all white space. What is empty then, an address that is none of the web, and an author
 * that is an address are no offer.
 */
void fields_offer(struct fields *fields, enum field field, enum origin origin, struct span value);

/* The same for a date; DATE_NONE is no offer. */
void fields_offer_date(struct fields *fields, enum origin origin, struct date date);

/*
 * Offers what one <meta> says, as ORIGIN_META: its name (property, itemprop) and its content. Of several that say the
 * same field the name that is best known for it wins, whatever their order; names that are not known say nothing. <link
 * rel=canonical> goes by the name "canonical", an element with itemprop by that.
 */
void fields_meta(struct fields *fields, struct span name, struct span content);

/*
 * Offers what the text of a <script type="application/ld+json"> says of the article: title, date, author, site,
 * address, language, all as ORIGIN_JSON_LD. What is no JSON or speaks of something else is no offer.
 */
void fields_json_ld(struct fields *fields, struct span json);

/* Adds a tag unless it is there already. */
void fields_tag(struct fields *fields, struct span tag);

/*
 * Adds a warning that goes into the article: `code` is a stable word and static, `line` counts from 1 in the file, 0
 * where none is meant, and the message is for people.
 */
void fields_warn(struct fields *fields, const char *code, unsigned line, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

/* What wins; {NULL, 0} where nobody knows. `origin` may be NULL. */
struct span fields_value(const struct fields *fields, enum field field, enum origin *origin);

/* What wins; precision DATE_NONE where nobody knows. */
struct date fields_date(const struct fields *fields);

/* Whether a date of this origin might win, by what is known by now: else it need not be looked for. */
bool fields_wants_date(const struct fields *fields, enum origin origin);

#endif
