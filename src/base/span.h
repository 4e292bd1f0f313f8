/* SPDX-License-Identifier: MIT */
#ifndef BASE_SPAN_H
#define BASE_SPAN_H

/*
 * A span is a borrowed run of bytes: not terminated, not owned, any byte may occur in it.
 * {NULL, 0} is "nothing there"; {"", 0} is an empty text. Offsets and lengths are bytes.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct span {
	const char *at;
	size_t len;
};

/* The span of a string literal, without its terminating NUL. */
#define SPAN(literal) ((struct span){ "" literal, sizeof(literal) - 1 })

/* What span_find() gives where there is nothing to find. */
#define SPAN_NONE ((size_t)-1)

/* What is asked at every byte of an article stands here, so that a comparison with a literal is a few instructions. */

/* The span of a NUL-terminated string; NULL gives {NULL, 0}. */
static inline struct span span_of(const char *string)
{
	return (struct span){string, string ? strlen(string) : 0};
}

/* The bytes from `from` up to `to`, both cut to the length of `s`. */
static inline struct span span_cut(struct span s, size_t from, size_t to)
{
	if (to > s.len)
		to = s.len;
	if (from > to)
		from = to;
	return (struct span){s.at ? s.at + from : NULL, to - from};
}

/* The bytes from `from` to the end. */
static inline struct span span_from(struct span s, size_t from)
{
	return span_cut(s, from, s.len);
}

static inline bool span_equal(struct span a, struct span b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.at, b.at, a.len) == 0);
}

/* As span_equal, but A-Z equal a-z. */
bool span_equal_nocase(struct span a, struct span b);

/* Orders by bytes, shorter first where one begins the other: <0, 0, >0. */
int span_compare(struct span a, struct span b);

/* The first eight bytes as a number; where two differ they order as span_compare() does, which is slower. */
uint64_t span_beginning(struct span s);

static inline bool span_starts(struct span s, struct span prefix)
{
	if (s.len < prefix.len || prefix.len == 0)
		return prefix.len == 0;
	return s.at[0] == prefix.at[0] && memcmp(s.at, prefix.at, prefix.len) == 0; /* most differ at once */
}

static inline bool span_ends(struct span s, struct span suffix)
{
	if (s.len < suffix.len || suffix.len == 0)
		return suffix.len == 0;
	return s.at[s.len - 1] == suffix.at[suffix.len - 1] &&
	       memcmp(s.at + s.len - suffix.len, suffix.at, suffix.len) == 0;
}

/* Letters of ASCII are the same large and small; other bytes are compared as they are. */
bool span_starts_nocase(struct span s, struct span prefix);

/* span_find() for any needle. */
size_t span_find_any(struct span s, struct span needle);

/* The offset of the first `needle` in `s`, SPAN_NONE where it does not occur. An empty needle is found at 0. */
static inline size_t span_find(struct span s, struct span needle)
{
	if (needle.len != 1)
		return span_find_any(s, needle);
	const char *hit = s.len > 0 ? (const char *)memchr(s.at, needle.at[0], s.len) : NULL;
	return hit ? (size_t)(hit - s.at) : SPAN_NONE;
}

/* As span_find, but A-Z equal a-z in both. */
size_t span_find_nocase(struct span s, struct span needle);

/* The offset of the first http:// or https:// in `s`, or SPAN_NONE. */
size_t span_find_web(struct span s);

/* The offset of the last `needle` in `s`, or SPAN_NONE. */
size_t span_find_last(struct span s, struct span needle);

/* Without ASCII white space (space, \t \n \v \f \r) at both ends. */
struct span span_trim(struct span s);

/* Whether all of it is such white space. */
bool span_is_blank(struct span s);

/* Without white space at both ends, Unicode's too: U+00A0, U+2000-200B, U+3000, U+FEFF. `s` is UTF-8. */
struct span span_trim_wide(struct span s);

/*
 * Takes the next line off `rest`: `line` gets it without its line feed (and without a carriage return before that).
 * False when `rest` is empty; a last line needs no line feed.
 */
bool span_line(struct span *rest, struct span *line);

/* A NUL-terminated copy for g_free(). A NUL byte inside ends the string that C sees. */
char *span_dup(struct span s);

#endif
