/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_XML_H
#define ARTICLE_XML_H

/*
 * XML cut into tags and text, one token a call, as far as saved feeds need it: what is not well-formed is taken as it
 * comes, and no entity is ever declared, fetched or expanded. Comments, instructions and the document type are passed
 * over. Nothing is copied; a token points into the input. All of an input costs what it is long.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

enum xml_kind { XML_TEXT, XML_OPEN, XML_CLOSE };

struct xml_token {
	enum xml_kind kind;
	bool plain;       /* XML_TEXT: of a CDATA section: what looks like a reference is none */
	bool empty;       /* XML_OPEN: <name/>, so nothing closes it */
	struct span name; /* XML_OPEN, XML_CLOSE: with its prefix */
	struct span text; /* XML_TEXT: as it stands. XML_OPEN: the attributes as they stand */
	size_t from, to;  /* bytes of the input that it is */
};

struct xml {
	struct span input;
	size_t at;
	bool no_quote[2]; /* no " and no ' is left */
};

/* The next token; false at the end. An open tag that never ends is the end. */
bool xml_next(struct xml *xml, struct xml_token *token);

/* The part of a name behind its prefix. */
struct span xml_local(struct span name);

/* The prefix of a name, without its colon; empty where it has none. */
struct span xml_prefix(struct span name);

/* The value of the attribute of a tag; {NULL, 0} where it has none of this name. */
struct span xml_attribute(const struct xml_token *token, const char *name);

#endif
