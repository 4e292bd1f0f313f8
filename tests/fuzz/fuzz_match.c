/* SPDX-License-Identifier: MIT */
/*
 * What is typed into a prompt, the first line, searched for in the others: hits are whole characters, in order, apart
 * from one another, and the same in portions of any size.
 */
#include "find/sounds.h"
#include "find/typed.h"
#include "fuzz.h"

const char fuzz_name[] = "match";

static bool is_inside(struct span text, size_t at)
{
	return at < text.len && ((unsigned char)text.at[at] & 0xC0) == 0x80;
}

static void check_hits(struct span text, const GArray *hits)
{
	for (guint i = 0; i < hits->len; i++) {
		const struct hit *hit = &g_array_index(hits, struct hit, i);
		if (hit->from >= hit->to || hit->to > text.len || is_inside(text, hit->from) ||
		    is_inside(text, hit->to))
			fuzz_fail("hit %u is from %u to %u", i, hit->from, hit->to);
		if (i > 0 && g_array_index(hits, struct hit, i - 1).to > hit->from)
			fuzz_fail("hit %u overlaps the one before", i);
	}
}

static GArray *find(const struct typed *typed, struct span text, size_t bytes)
{
	GArray *hits = g_array_new(FALSE, FALSE, sizeof(struct hit));
	struct typed_walk *walk = typed_walk_new(typed, text);
	while (typed_walk_on(walk, bytes, hits))
		continue;
	typed_walk_free(walk);
	check_hits(text, hits);
	return hits;
}

static void check_sounds(struct span line, struct span text)
{
	struct match match;
	if (sounds_find(line, text, &match) && (match.from >= match.to || match.to > text.len))
		fuzz_fail("a sound is from %u to %u", match.from, match.to);
}

/* Several terms may meet in another order where portions are small; one term may not. */
static void check_typed(struct span line, struct span text)
{
	struct regex_error error;
	struct typed *typed = typed_new(line, &error);
	g_free(error.message);
	if (!typed)
		return;
	GArray *whole = find(typed, text, SIZE_MAX), *parts = find(typed, text, 7);
	if (!memchr(line.at, '|', line.len) && whole->len != parts->len)
		fuzz_fail("%u hits, but %u in portions", whole->len, parts->len);
	g_array_unref(whole);
	g_array_unref(parts);
	typed_free(typed);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct span text = fuzz_text(arena, data, size), line;
	if (span_line(&text, &line)) {
		check_typed(line, text);
		check_sounds(line, text);
	}
	arena_free(arena);
	return 0;
}
