/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_ENTITY_H
#define ARTICLE_ENTITY_H

#include "base/arena.h"
#include "base/span.h"

/*
 * Decodes the character references of HTML once: named ones (HTML 4's and &apos;) that end in a semicolon, decimal and
 * hexadecimal ones; numbers 128 to 159 mean what CP1252 shows. What is no reference stays as it is. `text` itself where
 * nothing had to change, else in `arena`.
 */
struct span entity_decode(struct arena *arena, struct span text);

/* As entity_decode, twice: for text that was escaped once too often, such as &amp;#39; in a title. */
struct span entity_decode_twice(struct arena *arena, struct span text);

#endif
