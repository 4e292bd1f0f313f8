/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_BYLINE_NAMES_H
#define ARTICLE_BYLINE_NAMES_H

/*
 * What a name is in a byline; nobody but byline.c includes this. All spans that are given lie in the text that was
 * asked about; {NULL, 0} is no name.
 */

#include <stdbool.h>

#include "base/span.h"

#define BYLINE_PERSON_MOST 80 /* bytes of a name with its titles */

/* What a reporter is called before the name; the last is NULL. */
extern const char *const byline_reporters[];

/* Whether `s` begins, or ends, with one of the words, the last of which is NULL. */
bool byline_begins_with(struct span s, const char *const *words);
bool byline_ends_with(struct span s, const char *const *words);

/* Whether `s` begins with a Han character. */
bool byline_is_han(struct span s);

/* All of `s` is the name of a person in Han characters: two to four of them, or a foreign name with its dot. */
bool byline_is_name(struct span s);

/* The name in Han characters at the beginning of `s`, which moves behind it and what belongs to it, name or none. */
struct span byline_take_name(struct span *s);

/* 張三、李四 at the beginning of `s`, which moves behind it: a list of such names, of one piece. */
struct span byline_take_names(struct span *s);

/* Whether a byline may go on with `rest` behind its names: with a verb, a sign, a number, or not at all. */
bool byline_follows_names(struct span rest);

/* The name in the value of a label for a person. */
struct span byline_person(struct span value);

/* The name of an outlet: without the date and the title marks around it; one in Han characters ends at a blank. */
struct span byline_outlet(struct span value);

/* By John Smith and Jane Doe, ...: every word begins with a capital, or is one of those inside names. */
struct span byline_english_names(struct span line);

#endif
