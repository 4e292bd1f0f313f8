/* SPDX-License-Identifier: MIT */
/* Documents that hold many articles, as a whole and as they come; all that is in them as articles. */
#include <glib.h>

#include "article/bundle.h"
#include "fuzz.h"

const char fuzz_name[] = "bundle";

struct stream {
	struct span rest;
};

static size_t read_some(void *data, char *to, size_t room)
{
	struct stream *stream = data;
	size_t len = MIN(MIN(room, 777), stream->rest.len);
	if (len > 0)
		memcpy(to, stream->rest.at, len);
	stream->rest = span_from(stream->rest, len);
	return len;
}

/* Reads all items; gives a hash of what they were made from. */
static uint64_t read_items(struct window window)
{
	struct bundle *bundle = bundle_open(window, SPAN("folder/name"));
	struct arena *arena = arena_new();
	struct bundle_item item;
	struct parsed parsed;
	uint64_t hash = 0;
	while (bundle && bundle_next(bundle, &item)) {
		if (item.key.len == 0 || item.key.len > 64)
			fuzz_fail("a key of %zu bytes", item.key.len);
		hash = hash * 31 + item.hash + item.size;
		bundle_parse(bundle, arena, &parsed);
		fuzz_check_article(&parsed.article);
		arena_reset(arena);
	}
	bundle_close(bundle);
	arena_free(arena);
	return hash;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct span bytes = {(const char *)data, size};
	struct stream stream = {bytes};
	uint64_t whole = read_items(window_of(bytes));
	if (bundle_streams(bytes) && read_items(window_of_stream(read_some, &stream)) != whole)
		fuzz_fail("a stream gives other items");
	return 0;
}
