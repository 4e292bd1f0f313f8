/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_BUILDER_H
#define ARTICLE_BUILDER_H

/*
 * The one funnel. HTML, Markdown (by way of HTML) and plain text all push their events in here, and it alone collapses
 * white space (a line feed or an indentation beside a CJK character is nothing), drops control characters, repairs
 * UTF-8, closes what was left open and turns the events into blocks. What it gathers is a draft: all text of the file
 * in one run, its blocks, and the elements that hold them (a flat array, each with the number of its parent), so that
 * the passes that follow (main content, chrome, related lists, captions, byline) are loops over arrays and never
 * recurse. Whatever the depth of the input, the stack stays flat and the work linear.
 *
 *   events -> builder -> draft -> passes decide the fate of each block -> builder_finish -> article
 */

#include <stdbool.h>

#include "article/article.h"
#include "article/element.h"
#include "article/fields.h"
#include "base/arena.h"
#include "base/span.h"

struct builder;

/* All of it lies in `scratch`, and goes with it. */
struct builder *builder_new(struct arena *scratch);

/* Opens an element inside those that are open; the block of text before it ends. */
void builder_open(struct builder *builder, const struct element *element);

/* Closes the innermost open element of this role and what is open inside it; nothing where none is open. */
void builder_close(struct builder *builder, enum role role);

/* From now on pieces of `source`, which is valid UTF-8 and stays where it is, are not validated again. */
void builder_trust(struct builder *builder, struct span source);

/* Running text as the parser found it, entities decoded, white space not yet collapsed. */
void builder_text(struct builder *builder, struct span text);

void builder_break(struct builder *builder); /* <br> */
void builder_rule(struct builder *builder);  /* <hr> */

/* Begins and ends a mark over the text between; a mark inside one of its own kind counts, but is no mark of its own. */
void builder_mark(struct builder *builder, enum mark_kind kind);
void builder_unmark(struct builder *builder, enum mark_kind kind);

/*
 * Begins a link, which ends another that is open; and ends it, where one is. What leads nowhere is a link to nothing.
 */
void builder_link(struct builder *builder, struct span url);
void builder_unlink(struct builder *builder);

/* An image at this place, in the link that is open; nothing where its address leads nowhere. */
void builder_image(struct builder *builder, struct span url, struct span alt);

/*
 * Ends the input and runs the passes. `fields` has what is known so far (the title, so that a heading which repeats it
 * is dropped) and is offered what the text tells: heading, source address line, byline. `whole_page` lets the
 * main-content pass choose; else everything is content but what chrome takes out.
 */
void builder_settle(struct builder *builder, struct fields *fields, bool whole_page);

/* The finished article; everything in it lives in the builder's arena. */
void builder_finish(struct builder *builder, const struct fields *fields, struct article *article);

#endif
