/* SPDX-License-Identifier: MIT */
/*
 * How a segment keeps its articles: what they share, lookups that are packed, and files of the format before this one.
 */
#include <fcntl.h>
#include <glib.h>
#include <string.h>
#include <unistd.h>

#include "archive/lookup.h"
#include "archive/segment.h"
#include "archive/snapshot.h"

static const struct label nowhere = {.id = "0123456789abcde", .path = {"path", 4}};

/*
 * A pool of text, title, source and address in a row; the address begins with the last `overlap` bytes of the source.
 */
static void make(struct article *article, GString *pool, const char *text, uint32_t overlap)
{
	uint32_t len = (uint32_t)strlen(text);
	g_string_assign(pool, text);
	g_string_append(pool, "Titlethe same outlethttp://example.org/");
	*article = (struct article){
		.pool = pool->str,
		.pool_len = (uint32_t)pool->len,
		.text_len = len,
		.title = {len, 5},
		.source = {len + 5, 15},
		.url = {len + 20 - overlap, 19 + overlap},
	};
}

static void assert_article(const struct segment *segment, uint32_t row, const char *text, const char *url)
{
	struct article article;
	segment_article(segment, row, &article);
	g_assert_true(span_equal(article_text(&article), span_of(text)));
	g_assert_true(span_equal(article_span(&article, article.title), SPAN("Title")));
	g_assert_true(span_equal(article_span(&article, article.source), SPAN("the same outlet")));
	g_assert_true(span_equal(article_span(&article, article.url), span_of(url)));
	g_assert_true(span_equal(segment_path(segment, row), SPAN("path")));
}

static uint64_t bytes_for(struct segment *segment, const struct article *article)
{
	uint64_t before = segment->tables[TABLE_BYTES].count;
	g_assert_cmpuint(segment_add(segment, &nowhere, article), !=, ROW_NONE);
	return segment->tables[TABLE_BYTES].count - before;
}

/* What two articles say stands once; it is cut out of a pool only where nothing else needs it. */
static void shared_strings_stand_once(void)
{
	struct segment *segment = segment_new(0, 0), *other = segment_new(0, 0);
	GString *pool = g_string_new(NULL);
	struct article article;
	make(&article, pool, "first", 0);
	g_assert_cmpuint(bytes_for(segment, &article), ==, pool->len - 15);
	make(&article, pool, "second", 0);
	g_assert_cmpuint(bytes_for(segment, &article), ==, pool->len - 15);
	make(&article, pool, "third", 6);
	g_assert_cmpuint(bytes_for(segment, &article), ==, pool->len);
	g_assert_cmpuint(segment->tables[TABLE_SHARED].count, ==, 15);
	assert_article(segment, 0, "first", "http://example.org/");
	assert_article(segment, 1, "second", "http://example.org/");
	assert_article(segment, 2, "third", "outlethttp://example.org/");
	segment_article(segment, 1, &article); /* what a segment shares is no other one's */
	g_assert_cmpuint(segment_add(other, &nowhere, &article), ==, 0);
	segment_free(segment);
	assert_article(other, 0, "second", "http://example.org/");
	segment_free(other);
	g_string_free(pool, TRUE);
}

/* The end of a text is set aside: its bytes stay where they are, what is said of them stands once for both articles. */
static void what_is_set_aside_stands_once(void)
{
	struct segment *segment = segment_new(0, 0);
	GString *pool = g_string_new(NULL);
	struct article article, seen;
	struct aside aside = {.block = 1, .reason = ASIDE_REPEATED, .text = {4, 6}};
	for (uint32_t row = 0; row < 2; row++) {
		uint64_t before;
		make(&article, pool, "textfooter", 0);
		segment_add(segment, &nowhere, &article);
		segment_article(segment, row, &article);
		before = segment->tables[TABLE_BYTES].count;
		article.text_len = 4;
		article.asides = &aside;
		article.aside_count = 1;
		g_assert_true(segment_replace(segment, row, &article));
		g_assert_cmpuint(segment->tables[TABLE_BYTES].count, ==, before);
		g_assert_cmpuint(segment->tables[TABLE_PARTS + ARRAY_ASIDES].count, ==, 1);
		assert_article(segment, row, "text", "http://example.org/");
		segment_article(segment, row, &seen);
		g_assert_cmpuint(seen.aside_count, ==, 1);
		g_assert_true(span_equal(article_span(&seen, seen.asides[0].text), SPAN("footer")));
	}
	segment_free(segment);
	g_string_free(pool, TRUE);
}

/* Every number is found again, with few others, whatever number of bits is left for the hash. */
static void packed_lookups_find_the_same(void)
{
	static const uint32_t counts[] = {1, 2, 7, 1000, 100000};
	for (size_t i = 0; i < G_N_ELEMENTS(counts); i++) {
		unsigned bits = lookup_bits(counts[i]);
		struct lookup lookup, borrowed;
		uint32_t *packed;
		size_t size, others = 0;
		lookup_init(&lookup);
		lookup_init(&borrowed);
		for (uint32_t n = 0; n < counts[i]; n++)
			lookup_put(&lookup, n * UINT64_C(0x9E3779B97F4A7C15), n);
		packed = lookup_pack(&lookup, bits, &size);
		lookup_borrow(&borrowed, packed, size, bits);
		for (uint32_t n = 0; n < counts[i]; n++) {
			struct lookup_walk walk = lookup_walk(&borrowed, n * UINT64_C(0x9E3779B97F4A7C15));
			uint32_t number;
			while ((number = lookup_next(&walk)) != n && number != UINT32_MAX)
				others++;
			g_assert_cmpuint(number, ==, n);
		}
		g_assert_cmpuint(others, <=, counts[i] / 100);
		lookup_clear(&lookup);
		lookup_clear(&borrowed);
		g_free(packed);
	}
}

/* What was kept for good before the format changed. */
static void old_format_is_read(void)
{
	const char *folder = g_getenv("G_TEST_SRCDIR");
	char *path = g_build_filename(folder ? folder : ".", "tests/data/kept/format-1.segment", NULL);
	int file = open(path, O_RDONLY | O_CLOEXEC);
	struct snapshot_sides sides;
	struct segment *segment;
	struct article article;
	g_free(path);
	if (page_size() != 4096 || G_BYTE_ORDER != G_LITTLE_ENDIAN) {
		g_test_skip("the sample was written by another kind of machine");
		return;
	}
	g_assert_cmpint(file, >=, 0);
	g_assert_null(snapshot_open(file, false, &sides));
	segment = snapshot_open(file, true, &sides);
	close(file);
	g_assert_nonnull(segment);
	g_assert_cmpuint(segment_rows(segment), ==, 2);
	g_assert_cmpuint(segment->key, !=, 0);
	segment_article(segment, segment_find_path(segment, SPAN("one.html")), &article);
	g_assert_true(span_equal(article_span(&article, article.title), SPAN("One 一")));
	g_assert_true(span_starts(article_text(&article), SPAN("The first paragraph, with a link")));
	g_assert_cmpuint(article.aside_count, ==, 2);
	g_assert_true(span_equal(article_span(&article, article.asides[1].text), SPAN("Share this")));
	g_assert_cmpint(article.asides[1].reason, ==, ASIDE_SHARE);
	g_assert_cmpint(article.blocks[1].level, ==, 2);
	g_assert_cmpint(article.blocks[7].kind, ==, BLOCK_CELL);
	g_assert_cmpint(article.blocks[7].row, ==, 1);
	g_assert_cmpint(article.blocks[7].column, ==, 1);
	g_assert_cmpint(article.blocks[4].header, ==, 1);
	segment_free(segment);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pack/shared", shared_strings_stand_once);
	g_test_add_func("/pack/asides", what_is_set_aside_stands_once);
	g_test_add_func("/pack/lookup", packed_lookups_find_the_same);
	g_test_add_func("/pack/old", old_format_is_read);
	return g_test_run();
}
