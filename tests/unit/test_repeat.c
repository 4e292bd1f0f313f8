/* SPDX-License-Identifier: MIT */
/*
 * What archives teach by repetition. Their pages are written here as blocks parted by |, and what is left of each is
 * written beside it, where it is not all.
 */
#include <fcntl.h>
#include <glib-unix.h>
#include <string.h>
#include <unistd.h>

#include "archive/catalog.h"
#include "archive/repeat.h"
#include "article/trim.h"
#include "text/utf8.h"

#define MENU "首页与各频道的导航说明在这里"
#define FOOT "本站文章均来自网友投稿，转载请注明出处"
#define THANKS "如果我们的内容对您有用，请支持我们继续做下去"
#define LONG_FOOT "与多数网站不同，本站没有付费墙，不投放广告，也不出卖读者的任何信息；我们需要您的支持才能长久地做下去"

struct page {
	const char *host, *blocks, *left; /* left NULL: all */
	uint32_t origin;                  /* which archive; ALONE: a file by itself */
};

#define ALONE 0

/* Signs in front of blocks that are more than a paragraph, and what follows them. */
#define HEADING '#' /* its text */
#define IMAGE '!'   /* its address, for it has no text */
#define LINK '@'    /* where it leads; the text is always the same */
#define LINK_TEXT "請在這裡觀看這一段完整的視頻"

struct making {
	GString *text, *strings;
	GArray *blocks, *images, *links;
};

static void add_text(struct making *making, const char *text, enum block_kind kind)
{
	struct block block = {.kind = (uint8_t)kind};
	if (making->text->len > 0)
		g_string_append(making->text, "\n\n");
	block.from = (uint32_t)making->text->len;
	g_string_append(making->text, text);
	block.to = (uint32_t)making->text->len;
	g_array_append_val(making->blocks, block);
}

/* Where the string will stand, counted from behind the text. */
static struct slice add_string(struct making *making, const char *string)
{
	struct slice slice = {(uint32_t)making->strings->len, (uint32_t)strlen(string)};
	g_string_append(making->strings, string);
	return slice;
}

static void add_image(struct making *making, const char *part)
{
	uint32_t at = (uint32_t)making->text->len;
	struct block block = {.from = at, .to = at, .kind = BLOCK_IMAGE, .number = making->images->len};
	struct image image = {.url = add_string(making, part)};
	g_array_append_val(making->images, image);
	g_array_append_val(making->blocks, block);
}

static void add_link(struct making *making, const char *part)
{
	struct link link = {.url = add_string(making, part)};
	add_text(making, LINK_TEXT, BLOCK_PARAGRAPH);
	link.to = (uint32_t)making->text->len;
	link.from = link.to - (uint32_t)strlen(LINK_TEXT);
	g_array_append_val(making->links, link);
}

static void add_block(struct making *making, const char *part)
{
	if (*part == IMAGE)
		add_image(making, part);
	else if (*part == LINK)
		add_link(making, part);
	else
		add_text(making, part, *part == HEADING ? BLOCK_HEADING : BLOCK_PARAGRAPH);
}

static void finish(struct making *making, const char *host, struct article *article)
{
	uint32_t text_len = (uint32_t)making->text->len;
	for (guint i = 0; i < making->images->len; i++)
		g_array_index(making->images, struct image, i).url.from += text_len;
	for (guint i = 0; i < making->links->len; i++)
		g_array_index(making->links, struct link, i).url.from += text_len;
	g_string_append(making->text, making->strings->str);
	g_string_append(making->text, host);
	*article = (struct article){
		.pool = making->text->str,
		.pool_len = (uint32_t)making->text->len,
		.text_len = text_len,
		.source = {(uint32_t)(making->text->len - strlen(host)), (uint32_t)strlen(host)},
		.blocks = (const struct block *)(const void *)making->blocks->data,
		.block_count = making->blocks->len,
		.images = (const struct image *)(const void *)making->images->data,
		.image_count = making->images->len,
		.links = (const struct link *)(const void *)making->links->data,
		.link_count = making->links->len,
	};
}

static void add_article(struct catalog *catalog, const struct page *page, size_t number, const struct article *article)
{
	char *path = g_strdup_printf("%03zu", number), *id = g_strdup_printf("%016zx", number);
	struct label label = {.path = span_of(path), .origin = page->origin};
	memcpy(label.id, id, ID_SIZE);
	g_assert_cmpuint(catalog_add(catalog, &label, article), ==, number);
	g_free(path);
	g_free(id);
}

static void add_page(struct catalog *catalog, const struct page *page, size_t number)
{
	struct making making = {
		.text = g_string_new(NULL),
		.strings = g_string_new(NULL),
		.blocks = g_array_new(FALSE, FALSE, sizeof(struct block)),
		.images = g_array_new(FALSE, FALSE, sizeof(struct image)),
		.links = g_array_new(FALSE, FALSE, sizeof(struct link)),
	};
	char **parts = g_strsplit(page->blocks, "|", -1);
	struct article article;
	for (char **part = parts; *part; part++)
		add_block(&making, *part);
	finish(&making, page->host, &article);
	add_article(catalog, page, number, &article);
	g_strfreev(parts);
	g_string_free(making.text, TRUE);
	g_string_free(making.strings, TRUE);
	g_array_free(making.blocks, TRUE);
	g_array_free(making.images, TRUE);
	g_array_free(making.links, TRUE);
}

/* A block as it was written. */
static struct span written(const struct article *article, const struct block *block)
{
	if (block->kind == BLOCK_IMAGE)
		return article_span(article, article->images[block->number].url);
	for (uint32_t i = 0; i < article->link_count; i++) {
		if (article->links[i].from == block->from)
			return article_span(article, article->links[i].url);
	}
	return article_block(article, block);
}

/* The blocks that are left, parted as they came. */
static char *left_of(const struct catalog *catalog, uint32_t number)
{
	GString *out = g_string_new(NULL);
	struct article article;
	store_article(catalog_store(catalog), number, &article);
	for (uint32_t i = 0; i < article.block_count; i++) {
		struct span text = written(&article, &article.blocks[i]);
		g_string_append_printf(out, "%s%.*s", i ? "|" : "", (int)text.len, text.at);
	}
	for (uint32_t i = 0; i < article.aside_count; i++)
		g_assert_cmpuint(article.asides[i].reason, ==, ASIDE_REPEATED);
	return g_string_free(out, FALSE);
}

static void check(const struct page *pages, size_t count)
{
	struct catalog *catalog = catalog_new();
	struct repeat *repeat;
	int news[2];
	char byte;
	for (size_t i = 0; i < count; i++)
		add_page(catalog, &pages[i], i);
	g_assert_true(g_unix_open_pipe(news, FD_CLOEXEC, NULL));
	repeat = repeat_new(catalog, REPEAT_ALL, NULL, news[1]);
	g_assert_cmpint(read(news[0], &byte, 1), ==, 1);
	g_assert_true(repeat_is_learned(repeat));
	while (!repeat_work(repeat, 1))
		;
	repeat_free(repeat);
	close(news[0]);
	close(news[1]);
	for (size_t i = 0; i < count; i++) {
		char *left = left_of(catalog, (uint32_t)i);
		g_assert_cmpstr(left, ==, pages[i].left ? pages[i].left : pages[i].blocks);
		g_free(left);
	}
	catalog_free(catalog);
}

#define CHECK(...)                                                                                                     \
	do {                                                                                                           \
		const struct page pages[] = {__VA_ARGS__};                                                             \
		check(pages, G_N_ELEMENTS(pages));                                                                     \
	} while (0)

#define STAYS(blocks)                                                                                                  \
	{                                                                                                              \
		"h", blocks, NULL, 1                                                                                   \
	}
#define LEAVES(blocks, left)                                                                                           \
	{                                                                                                              \
		"h", blocks, left, 1                                                                                   \
	}

/* Bodies, each longer than what may be cut. */
#define A                                                                                                              \
	"甲篇的第一段說的是春天的事情，寫得比較長一些，好讓它佔去大半|"                  \
	"甲篇的第二段說的是別的事情，也不算短，還要再多寫上幾個字"
#define B                                                                                                              \
	"乙篇的第一段說的是夏天的事情，寫得比較長一些，好讓它佔去大半呢|"               \
	"乙篇的第二段說的是別的事情，也不算短，還要再多寫上幾個字"
#define C                                                                                                              \
	"丙篇的第一段說的是秋天的事情，寫得比較長一些，好讓它佔去大半啊啊|"            \
	"丙篇的第二段說的是別的事情，也不算短，還要再多寫上幾個字"
#define D                                                                                                              \
	"丁篇的第一段說的是冬天的事情，寫得比較長一些，好讓它佔去大半哦哦哦|"         \
	"丁篇的第二段說的是別的事情，也不算短，還要再多寫上幾個字"
#define E                                                                                                              \
	"戊篇的第一段說的是四季的事情，寫得比較長一些，好讓它佔去大半吧吧吧吧|"      \
	"戊篇的第二段說的是別的事情，也不算短，還要再多寫上幾個字"

static void both_ends_go(void)
{
	CHECK(LEAVES(A "|" FOOT, A), LEAVES(B "|" FOOT, B), LEAVES(C "|" FOOT, C), STAYS(D));
	CHECK(LEAVES(MENU "|" A, A), LEAVES(MENU "|" B, B), LEAVES(MENU "|" C, C));
	CHECK(LEAVES(MENU "|" A "|" FOOT, A), LEAVES(MENU "|" B "|" FOOT, B), LEAVES(MENU "|" C "|" FOOT, C));
	CHECK(LEAVES(A "|" THANKS "|" FOOT, A), LEAVES(B "|" THANKS "|" FOOT, B), LEAVES(C "|" THANKS "|" FOOT, C));
	CHECK(LEAVES(A "|———|" FOOT, A), LEAVES(B "|" FOOT "|* * *", B), LEAVES(C "|" FOOT, C));
	CHECK(LEAVES(A "|!qr.png", A), LEAVES(B "|!qr.png", B), LEAVES(C "|!qr.png", C));
}

static void positions_differ(void)
{
	CHECK(STAYS(A "|" FOOT), STAYS(B "|" FOOT), STAYS(FOOT "|" C "|" D));
	CHECK(STAYS(A "|" FOOT "|另起一段的結尾，甲"), STAYS(B "|" FOOT "|另起一段的結尾，乙"),
	      STAYS(C "|" FOOT "|另起一段的結尾，丙"));
}

static void two_pages_are_too_few(void)
{
	CHECK(STAYS(A "|" FOOT), STAYS(B "|" FOOT), STAYS(C), STAYS(D));
}

static void copies_count_once(void)
{
	CHECK(STAYS(A "|" FOOT), STAYS(A "|" FOOT), STAYS(A "|又一個結尾|" FOOT), STAYS(B "|" FOOT));
}

static void copies_learn_too(void)
{
	CHECK(LEAVES(A "|" FOOT, A), LEAVES(A "|" FOOT, A), LEAVES(B "|" FOOT, B), LEAVES(C "|" FOOT, C));
}

static void bodies_that_repeat_stay(void)
{
	/* One text in many pages: nobody knows which part of it is the article's. */
	CHECK(STAYS(A "|" FOOT), STAYS(A "|" FOOT), STAYS("又一個開頭|" A "|" FOOT), LEAVES(B "|" FOOT, B),
	      LEAVES(C "|" FOOT, C), STAYS(D));
	/* All of it. */
	CHECK(STAYS(FOOT "|" THANKS), LEAVES(A "|" FOOT "|" THANKS, A), LEAVES(B "|" FOOT "|" THANKS, B),
	      LEAVES(C "|" FOOT "|" THANKS, C));
	/* More than half of it, one end or both together. */
	CHECK(STAYS("短文一句，僅此而已|" FOOT), LEAVES(A "|" FOOT, A), LEAVES(B "|" FOOT, B), LEAVES(C "|" FOOT, C));
	CHECK(STAYS(MENU "|這一篇短文說的只有這麼多，再多就沒有了|" FOOT), LEAVES(MENU "|" A "|" FOOT, A),
	      LEAVES(MENU "|" B "|" FOOT, B), LEAVES(MENU "|" C "|" FOOT, C));
}

static void runs_end_in_sight(void)
{
	/* Eight blocks and more at the head are no menu, but a text that is there several times, with a difference. */
#define EIGHT \
	"頻道導航第甲部分|頻道導航第乙部分|頻道導航第丙部分|頻道導航第丁部分|頻道導航第戊部分|頻道導航第己部分|" \
	"頻道導航第庚部分|"
	CHECK(STAYS(EIGHT "頻道導航第辛部分|" A "|" A), STAYS(EIGHT "頻道導航第辛部分|" B "|" B),
	      STAYS(EIGHT "頻道導航第辛部分|" C "|" C));
	CHECK(LEAVES(EIGHT A "|" A, A "|" A), LEAVES(EIGHT B "|" B, B "|" B), LEAVES(EIGHT C "|" C, C "|" C));
}

static void labels_need_more(void)
{
	/* Three pages are few for a name... */
	CHECK(STAYS(A "|王小明"), STAYS(B "|王小明"), STAYS(C "|王小明"));
	/* ...five are enough at the tail, but at the head a label leads to what follows. */
	CHECK(LEAVES("作者：|" A "|（完）", "作者：|" A), LEAVES("作者：|" B "|（完）", "作者：|" B),
	      LEAVES("作者：|" C "|（完）", "作者：|" C), LEAVES("作者：|" D "|（完）", "作者：|" D),
	      LEAVES("作者：|" E "|（完）", "作者：|" E));
}

static void headings_stay_with_what_follows(void)
{
	CHECK(STAYS("#本刊編輯部的開篇說明|" A), STAYS("#本刊編輯部的開篇說明|" B), STAYS("#本刊編輯部的開篇說明|" C));
	CHECK(LEAVES(A "|#關於我們這一份刊物|" FOOT, A), LEAVES(B "|#關於我們這一份刊物|" FOOT, B),
	      LEAVES(C "|#關於我們這一份刊物|" FOOT, C));
}

static void numbers_fold_but_in_dates(void)
{
	CHECK(LEAVES(A "|本文已經有 17 人讀過，謝謝", A), LEAVES(B "|本文已經有 1234 人讀過，謝謝", B),
	      LEAVES(C "|本文已經有 5 人讀過，謝謝", C));
	CHECK(STAYS("【大報2019年11月05日訊】|" A), STAYS("【大報2019年12月06日訊】|" B),
	      STAYS("【大報2020年01月07日訊】|" C));
	CHECK(STAYS(A "|1001 — 1002 — 1003 — 1004 — 1005"), STAYS(B "|2001 — 2002 — 2003 — 2004 — 2005"),
	      STAYS(C "|3001 — 3002 — 3003 — 3004 — 3005"));
}

static void links_count_with_where_they_lead(void)
{
	CHECK(STAYS(A "|@http://h/1"), STAYS(B "|@http://h/2"), STAYS(C "|@http://h/3"));
	CHECK(LEAVES(A "|@http://h/", A), LEAVES(B "|@http://h/", B), LEAVES(C "|@http://h/", C));
}

static void hosts_and_archives_are_groups(void)
{
	CHECK(LEAVES(A "|" FOOT, A), {"i", B "|" FOOT, B, 1}, {"k", C "|" FOOT, C, 1});
	CHECK({"h", A "|" FOOT, NULL, 1}, {"h", B "|" FOOT, NULL, 1}, {"h", C "|" FOOT, NULL, 2});
}

/* One of sixty bodies that share nothing. */
static char *body_number(size_t i)
{
	char han[5] = "";
	utf8_put(han, (uint32_t)(0x4E00 + i));
	return g_strdup_printf("%s篇的第一段，寫得比較長一些，好讓它佔去大半，還要再多寫上幾個字纔算夠，比哪一頁結尾的"
	                       "話都要長，不然就分不清是不是抄來的|%s篇的第二段，也不算短，還要再多寫上幾個字",
	                       han, han);
}

/* Sixty pages of an archive, of which the first `with` have something of their own host. */
static void check_sixty(size_t with, const char *host, const char *before, const char *after, bool cut)
{
	struct page pages[60];
	char *texts[2][60];
	for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
		bool has = i < with;
		texts[0][i] = body_number(i);
		texts[1][i] = g_strconcat(has ? before : "", texts[0][i], has ? after : "", NULL);
		pages[i] = (struct page){has ? host : "other", texts[1][i], cut ? texts[0][i] : NULL, 1};
	}
	check(pages, G_N_ELEMENTS(pages));
	for (size_t i = 0; i < G_N_ELEMENTS(pages); i++) {
		g_free(texts[0][i]);
		g_free(texts[1][i]);
	}
}

static void a_share_of_the_group_has_to_agree(void)
{
	check_sixty(3, "small", "", "|" FOOT, true);
	check_sixty(5, "other", "", "|" FOOT, false);
	check_sixty(6, "other", "", "|" FOOT, true);
	check_sixty(4, "other", "", "|" LONG_FOOT, false);
	check_sixty(5, "other", "", "|" LONG_FOOT, true);
	check_sixty(5, "other", LONG_FOOT "|", "", false);
}

static void files_by_themselves_teach_nothing(void)
{
	CHECK({"h", A "|" FOOT, NULL, ALONE}, {"h", B "|" FOOT, NULL, ALONE}, {"h", C "|" FOOT, NULL, ALONE});
}

/*
 * Trimming ----------------------------------------------------------------------------------------------------------
 */

/* Text, with a mark and a link in each of its paragraphs; images around; strings behind. */
static const char pool[] = "head\n\nbody\n\ntail"
                           "titlehttp://a/h.png"
                           "http://a/b.png";

static void trimming_moves_what_stays(void)
{
	static const struct block blocks[] = {
		{.from = 0, .to = 4},   {.from = 4, .to = 4, .kind = BLOCK_IMAGE},
		{.from = 6, .to = 10},  {.from = 10, .to = 10, .kind = BLOCK_IMAGE, .number = 1},
		{.from = 12, .to = 16},
	};
	static const struct mark marks[] = {{0, 2, MARK_STRONG}, {7, 9, MARK_EMPHASIS}, {12, 16, MARK_CODE}};
	static const struct link links[] = {{1, 3, {21, 14}}, {6, 8, {21, 14}}, {10, 10, {35, 14}}, {13, 16, {35, 14}}};
	static const struct image images[] = {{.url = {21, 14}}, {.url = {35, 14}}};
	static const struct aside asides[] = {
		{0, ASIDE_SHARE, {16, 5}}, {3, ASIDE_COOKIE, {16, 5}}, {5, ASIDE_SOURCE, {16, 5}}};
	const struct article article = {
		.pool = pool,
		.pool_len = sizeof(pool) - 1,
		.text_len = 16,
		.title = {16, 5},
		.blocks = blocks,
		.block_count = 5,
		.marks = marks,
		.mark_count = 3,
		.links = links,
		.link_count = 4,
		.images = images,
		.image_count = 2,
		.asides = asides,
		.aside_count = 3,
	};
	struct arena *arena = arena_new();
	struct article trimmed;
	GString *seen = g_string_new(NULL);
	g_assert_true(article_trim(&article, 2, 1, ASIDE_REPEATED, arena, &trimmed));
	for (uint32_t i = 0; i < trimmed.aside_count; i++) {
		struct span text = article_span(&trimmed, trimmed.asides[i].text);
		g_string_append_printf(seen, "%u %s %.*s; ", trimmed.asides[i].block,
		                       aside_reason_name(trimmed.asides[i].reason), (int)text.len, text.at);
	}
	g_assert_cmpstr(seen->str, ==,
	                "0 share title; 0 repeated head; 0 repeated http://a/h.png; 1 cookie title; 2 repeated tail; 2 "
	                "source title; ");
	g_assert_cmpuint(trimmed.text_len, ==, 4);
	g_assert_true(span_equal(article_text(&trimmed), SPAN("body")));
	g_assert_true(span_equal(article_span(&trimmed, trimmed.title), SPAN("title")));
	g_assert_cmpuint(trimmed.mark_count, ==, 1);
	g_assert_true(trimmed.marks[0].from == 1 && trimmed.marks[0].to == 3 && trimmed.marks[0].kind == MARK_EMPHASIS);
	g_assert_cmpuint(trimmed.link_count, ==, 2);
	g_assert_true(trimmed.links[0].from == 0 && trimmed.links[0].to == 2);
	g_assert_true(span_equal(article_span(&trimmed, trimmed.links[0].url), SPAN("http://a/h.png")));
	g_assert_true(trimmed.links[1].from == 4 && trimmed.links[1].to == 4);
	g_assert_cmpuint(trimmed.image_count, ==, 1);
	g_assert_cmpuint(trimmed.blocks[1].number, ==, 0);
	g_assert_true(span_equal(article_span(&trimmed, trimmed.images[0].url), SPAN("http://a/b.png")));
	g_string_free(seen, TRUE);
	arena_free(arena);
}

/* What only lost its end is not copied. */
static void trimming_the_end_copies_nothing(void)
{
	static const struct block blocks[] = {{.from = 0, .to = 4}, {.from = 6, .to = 10}, {.from = 12, .to = 16}};
	const struct article article = {
		.pool = pool, .pool_len = sizeof(pool) - 1, .text_len = 16, .blocks = blocks, .block_count = 3};
	struct arena *arena = arena_new();
	struct article trimmed;
	g_assert_true(article_trim(&article, 0, 1, ASIDE_REPEATED, arena, &trimmed));
	g_assert_true(trimmed.pool == pool && trimmed.blocks == blocks);
	g_assert_cmpuint(trimmed.block_count, ==, 2);
	g_assert_cmpuint(trimmed.text_len, ==, 10);
	g_assert_false(article_trim(&article, 1, 2, ASIDE_REPEATED, arena, &trimmed));
	arena_free(arena);
}

static void tables_are_not_parted(void)
{
	static const struct block blocks[] = {
		{.from = 0, .to = 4, .kind = BLOCK_CELL, .table = 0},
		{.from = 6, .to = 10, .kind = BLOCK_CELL, .table = 1},
		{.from = 12, .to = 16, .kind = BLOCK_CELL, .table = 1, .row = 1},
	};
	const struct article article = {
		.pool = pool, .pool_len = sizeof(pool) - 1, .text_len = 16, .blocks = blocks, .block_count = 3};
	struct arena *arena = arena_new();
	struct article trimmed;
	g_assert_true(article_trim(&article, 1, 0, ASIDE_REPEATED, arena, &trimmed));
	g_assert_cmpuint(trimmed.blocks[0].table, ==, 0);
	g_assert_cmpuint(trimmed.blocks[1].table, ==, 0);
	g_assert_cmpuint(trimmed.blocks[1].from, ==, 6);
	arena_free(arena);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/repeat/both-ends", both_ends_go);
	g_test_add_func("/repeat/positions", positions_differ);
	g_test_add_func("/repeat/two-pages", two_pages_are_too_few);
	g_test_add_func("/repeat/copies", copies_count_once);
	g_test_add_func("/repeat/copies-learn", copies_learn_too);
	g_test_add_func("/repeat/bodies", bodies_that_repeat_stay);
	g_test_add_func("/repeat/in-sight", runs_end_in_sight);
	g_test_add_func("/repeat/labels", labels_need_more);
	g_test_add_func("/repeat/headings", headings_stay_with_what_follows);
	g_test_add_func("/repeat/numbers", numbers_fold_but_in_dates);
	g_test_add_func("/repeat/links", links_count_with_where_they_lead);
	g_test_add_func("/repeat/groups", hosts_and_archives_are_groups);
	g_test_add_func("/repeat/share", a_share_of_the_group_has_to_agree);
	g_test_add_func("/repeat/alone", files_by_themselves_teach_nothing);
	g_test_add_func("/trim/both", trimming_moves_what_stays);
	g_test_add_func("/trim/end", trimming_the_end_copies_nothing);
	g_test_add_func("/trim/tables", tables_are_not_parted);
	return g_test_run();
}
