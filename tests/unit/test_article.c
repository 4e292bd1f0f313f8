/* SPDX-License-Identifier: MIT */
/* An article's pool and its copy: every array and string arrives, and nothing of the copy points into the original. */
#include <glib.h>
#include <string.h>

#include "article/article.h"

static void assert_span(struct span got, const char *want)
{
	g_assert_cmpuint(got.len, ==, strlen(want));
	g_assert_cmpint(memcmp(got.at, want, got.len), ==, 0);
}

static void test_copy(void)
{
	char pool[] = "段落\n\n二titleurl";
	struct block blocks[] = {{.from = 0, .to = 6}, {.from = 8, .to = 11, .kind = BLOCK_HEADING, .level = 2}};
	struct mark marks[] = {{0, 3, MARK_STRONG}};
	struct link links[] = {{3, 6, {16, 3}}};
	struct image images[] = {{.url = {16, 3}}};
	struct reference related[] = {{.title = {11, 5}}};
	struct aside asides[] = {{1, ASIDE_SHARE, {11, 5}}};
	struct slice tags[] = {{0, 3}, {3, 3}};
	struct warning warnings[] = {{{11, 5}, {16, 3}, 7}};
	struct article article = {
	    .pool = pool, .pool_len = 19, .text_len = 11, .title = {11, 5}, .url = {16, 3},
	    .blocks = blocks, .block_count = 2, .marks = marks, .mark_count = 1, .links = links, .link_count = 1,
	    .images = images, .image_count = 1, .related = related, .related_count = 1, .asides = asides,
	    .aside_count = 1,
	    .tags = tags, .tag_count = 2, .warnings = warnings, .warning_count = 1,
	};
	struct article *copy = article_copy(&article);
	memset(pool, 'x', sizeof pool);
	memset(blocks, 0xFF, sizeof blocks);
	memset(tags, 0xFF, sizeof tags);
	memset(warnings, 0xFF, sizeof warnings);
	assert_span(article_text(copy), "段落\n\n二");
	assert_span(article_block(copy, &copy->blocks[1]), "二");
	assert_span(article_span(copy, copy->title), "title");
	assert_span(article_span(copy, copy->links[0].url), "url");
	assert_span(article_span(copy, copy->images[0].url), "url");
	assert_span(article_span(copy, copy->related[0].title), "title");
	assert_span(article_span(copy, copy->asides[0].text), "title");
	assert_span(article_span(copy, copy->tags[1]), "落");
	g_assert_cmpint(copy->blocks[1].level, ==, 2);
	g_assert_cmpuint(copy->marks[0].to, ==, 3);
	g_assert_cmpuint(copy->warnings[0].line, ==, 7);
	g_assert_null(article_span(copy, copy->author).at);
	article_free(copy);
}

static void test_empty(void)
{
	static const struct {
		const char *text;
		bool empty;
	} cases[] = {{"", true}, {" \n\xE3\x80\x80", true}, {"字", false}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct article article = {.pool = cases[i].text, .text_len = (uint32_t)strlen(cases[i].text)};
		g_assert_cmpint(article_is_empty(&article), ==, cases[i].empty);
	}
	struct article none = {0};
	g_assert_true(article_is_empty(&none));
	struct article *copy = article_copy(&none);
	g_assert_true(article_is_empty(copy));
	article_free(copy);
}

static void test_names(void)
{
	g_assert_null(date_from_name(DATE_FROM_NOWHERE));
	g_assert_cmpstr(date_from_name(DATE_FROM_FRONT_MATTER), ==, "front-matter");
	g_assert_cmpstr(date_from_name(DATE_FROM_FILENAME), ==, "filename");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/article/copy", test_copy);
	g_test_add_func("/article/empty", test_empty);
	g_test_add_func("/article/names", test_names);
	return g_test_run();
}
