/* SPDX-License-Identifier: MIT */
/* Articles with their asides at their places: the text, what stands over it, and the way from one text to the other. */
#include <glib.h>
#include <string.h>

#include "article/unfold.h"

#define TEXT "one\n\ntwo\tthree\nfour\n\nfive"

static const char pool[] = TEXT "title"
                                "share"
                                "menu"
                                "http://a/";

/* one | image | a table of three cells | five */
static const struct block blocks[] = {
	{.from = 0, .to = 3},
	{.from = 3, .to = 3, .kind = BLOCK_IMAGE},
	{.from = 5, .to = 8, .kind = BLOCK_CELL},
	{.from = 9, .to = 14, .kind = BLOCK_CELL, .column = 1},
	{.from = 15, .to = 19, .kind = BLOCK_CELL, .row = 1},
	{.from = 21, .to = 25, .kind = BLOCK_PARAGRAPH},
};

static const struct mark marks[] = {{1, 3, MARK_STRONG}, {9, 14, MARK_CODE}, {21, 25, MARK_EMPHASIS}};
static const struct link links[] = {{0, 3, {39, 9}}, {3, 3, {39, 9}}, {21, 23, {39, 9}}};
static const struct image images[] = {{.url = {39, 9}}};
static const struct aside asides[] = {
	{0, ASIDE_NAVIGATION, {35, 4}}, {0, ASIDE_NAVIGATION, {35, 4}}, {0, ASIDE_SHARE, {30, 5}},
	{1, ASIDE_SHARE, {30, 5}},      {3, ASIDE_SHARE, {30, 5}},      {6, ASIDE_COOKIE, {35, 4}},
};

static const struct article article = {
	.pool = pool,
	.pool_len = sizeof(pool) - 1,
	.text_len = sizeof(TEXT) - 1,
	.title = {25, 5},
	.blocks = blocks,
	.block_count = G_N_ELEMENTS(blocks),
	.marks = marks,
	.mark_count = G_N_ELEMENTS(marks),
	.links = links,
	.link_count = G_N_ELEMENTS(links),
	.images = images,
	.image_count = G_N_ELEMENTS(images),
	.asides = asides,
	.aside_count = G_N_ELEMENTS(asides),
};

static const char *label_of(enum aside_reason reason)
{
	return aside_reason_name(reason);
}

static void assert_text(const struct article *in, uint32_t from, uint32_t to, const char *expected)
{
	char *text = span_dup(span_cut(article_text(in), from, to));
	g_assert_cmpstr(text, ==, expected);
	g_free(text);
}

static void asides_stand_at_their_places(void)
{
	struct article *unfolded = article_unfold(&article, label_of);
	assert_text(unfolded, 0, unfolded->text_len,
	            "[navigation] menu\n\nmenu\n\n[share] share\n\none\n\n[share] share\n\ntwo\tthree\nfour\n\n"
	            "[share] share\n\nfive\n\n[cookie] menu");
	g_assert_cmpuint(unfolded->block_count, ==, article.block_count + article.aside_count);
	g_assert_cmpuint(unfolded->aside_count, ==, 0);
	g_assert_cmpuint(unfolded->blocks[0].quote, ==, 1);
	g_assert_cmpuint(unfolded->blocks[5].kind, ==, BLOCK_IMAGE);
	g_assert_true(span_equal(article_span(unfolded, unfolded->title), SPAN("title")));
	g_assert_true(span_equal(article_span(unfolded, unfolded->images[0].url), SPAN("http://a/")));
	article_free(unfolded);
}

static void marks_and_links_go_along(void)
{
	struct article *unfolded = article_unfold(&article, label_of);
	assert_text(unfolded, unfolded->marks[0].from, unfolded->marks[0].to, "ne");
	assert_text(unfolded, unfolded->marks[1].from, unfolded->marks[1].to, "three");
	assert_text(unfolded, unfolded->marks[2].from, unfolded->marks[2].to, "five");
	assert_text(unfolded, unfolded->links[0].from, unfolded->links[0].to, "one");
	g_assert_cmpuint(unfolded->links[1].from, ==, unfolded->blocks[5].from);
	g_assert_cmpuint(unfolded->links[1].to, ==, unfolded->blocks[5].from);
	assert_text(unfolded, unfolded->links[2].from, unfolded->links[2].to, "fi");
	g_assert_true(span_equal(article_span(unfolded, unfolded->links[2].url), SPAN("http://a/")));
	article_free(unfolded);
}

static void places_lead_there_and_back(void)
{
	struct article *unfolded = article_unfold(&article, label_of);
	for (uint32_t i = 0; i < article.block_count; i++) {
		const struct block *block = &article.blocks[i];
		for (uint32_t byte = block->from; byte < block->to; byte++) {
			uint32_t place = unfold_place(&article, unfolded, byte);
			g_assert_cmpint(unfolded->pool[place], ==, article.pool[byte]);
			g_assert_cmpuint(unfold_place_back(&article, unfolded, place), ==, byte);
		}
	}
	/* In an aside: what comes next; behind all of it: the end. */
	g_assert_cmpuint(unfold_place_back(&article, unfolded, 2), ==, 0);
	g_assert_cmpuint(unfold_place_back(&article, unfolded, unfolded->blocks[9].from + 2), ==, 21);
	g_assert_cmpuint(unfold_place_back(&article, unfolded, unfolded->text_len), ==, article.text_len);
	article_free(unfolded);
}

static void nothing_is_possible(void)
{
	static const struct aside alone[] = {{0, ASIDE_SHARE, {0, 5}}};
	const struct article empty = {.pool = "share", .pool_len = 5, .asides = alone, .aside_count = 1};
	struct article *unfolded = article_unfold(&empty, label_of);
	assert_text(unfolded, 0, unfolded->text_len, "[share] share");
	g_assert_cmpuint(unfold_place(&empty, unfolded, 0), ==, 0);
	g_assert_cmpuint(unfold_place_back(&empty, unfolded, 3), ==, 0);
	article_free(unfolded);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/unfold/places", asides_stand_at_their_places);
	g_test_add_func("/unfold/over", marks_and_links_go_along);
	g_test_add_func("/unfold/back", places_lead_there_and_back);
	g_test_add_func("/unfold/nothing", nothing_is_possible);
	return g_test_run();
}
