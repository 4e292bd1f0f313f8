/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_MARKUP_H
#define ARTICLE_MARKUP_H

/*
 * HTML without surprises, read without libxml2 and just as libxml2 reads it: the same elements begin and end in the
 * same places, those that are only implied too, with the same attributes and the same text. What libxml2 would mend in
 * ways that are not certain here is not read at all, so that the caller can give it to libxml2.
 */

#include <stdbool.h>
#include <stdint.h>

#include "article/markup_names.h"
#include "base/arena.h"
#include "base/span.h"

struct attribute {
	struct span name;  /* in lower case */
	struct span value; /* references decoded; {NULL, 0}: it has none */
};

enum markup_kind { MARKUP_START, MARKUP_END, MARKUP_TEXT };

struct markup_event {
	struct span text;           /* the text; of an element, its name in lower case with a NUL behind it */
	uint32_t first, attributes; /* MARKUP_START: so many, and which is the first */
	enum markup_kind kind;
	enum markup_name name; /* MARKUP_START */
};

/* All events of a source in their order; everything is borrowed from the source or in the arena. */
struct markup {
	struct markup_event *events;
	struct attribute *attributes;
	uint32_t event_count, event_room, attribute_count, attribute_room;
};

/*
 * Reads `html`, which repair_html() gave, or, where it is not `repaired`, as repair_html() would give it: as it is, but
 * without doctype and scripts. False where it has surprises, which is all else that a repair would change; `markup` is
 * of no use then.
 */
bool markup_read(struct arena *arena, struct span html, bool repaired, struct markup *markup);

#endif
