/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_MAIL_HEADER_H
#define ARTICLE_MAIL_HEADER_H

/*
 * The header fields of mail (RFC 5322), what they say in words (RFC 2047), and the ways bytes are written (RFC 2045).
 */

#include "base/arena.h"
#include "base/span.h"

/* The value of the first field of this name among the lines of a header, unfolded, in `arena`; {NULL, 0} for none. */
struct span mail_field(struct arena *arena, struct span header, const char *name);

/* A parameter of a structured value: charset of `text/plain; charset=utf-8`; continued ones (RFC 2231) are joined. */
struct span mail_parameter(struct arena *arena, struct span value, const char *name);

/* Words of a field as UTF-8: =?utf-8?B?...?= decoded, and bytes that are in no charset that anybody named. */
struct span mail_words(struct arena *arena, struct span value);

/* The name of the first person of a list of addresses, else the address; UTF-8. */
struct span mail_person(struct arena *arena, struct span value);

/* The bytes of what is written as quoted-printable or base64; of anything else the text itself. */
struct span mail_decode(struct arena *arena, struct span text, struct span encoding);

#endif
