/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_STANDIN_H
#define ARTICLE_STANDIN_H

/*
 * Text that the parser of HTML need not read: libxml2 takes text and values of attributes character by character and
 * copies them, which is most of its work, though all that it has to know of them is that they are there. So a sign of
 * two characters stands in for each, and is made the text again when the parser hands it out.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"

#define STANDIN_BYTES 8

struct standins {
	struct arena *arena;
	struct span *texts; /* borrowed from the source, by the number in the sign */
	uint32_t count, room;
	bool off; /* the source holds what may be taken for a sign, or what the parser would not let through */
};

/* No signs yet, for the text of `html`. */
void standin_begin(struct standins *standins, struct arena *arena, struct span html);

/*
 * The sign for `text`, NUL behind it, in `sign`. False where the text is too short to gain by one, or blank, for blank
 * text means something to the parser. `text` must hold no reference and live as long as `standins`.
 */
bool standin_for(struct standins *standins, struct span text, char sign[STANDIN_BYTES + 1]);

/*
 * What the parser has handed out as `text`, with what the signs in it stand for: `text` itself where there is none,
 * else borrowed from the source or in the arena. The parser must hand a sign out in one piece, and a character that the
 * source spells by number by itself.
 */
struct span standin_resolve(const struct standins *standins, struct span text);

#endif
