/* SPDX-License-Identifier: MIT */
/* The terms of a text, and which articles of a small archive are near which, and why. */
#include <glib.h>

#include "../tree.h"
#include "archive/cache.h"
#include "find/checked.h"
#include "find/related.h"
#include "find/tally.h"
#include "find/terms.h"
#include "find/vectors.h"

/* The terms of a text as they stand in it, joined by blanks. */
static char *terms_of(const char *text)
{
	GString *out = g_string_new(NULL);
	struct terms terms;
	struct term term;
	terms_begin(&terms, span_of(text));
	while (terms_next(&terms, &term)) {
		if (out->len > 0)
			g_string_append_c(out, ' ');
		g_string_append_len(out, text + term.from, (gssize)(term.to - term.from));
	}
	return g_string_free(out, FALSE);
}

static void terms_are_pairs_and_words(void)
{
	static const struct {
		const char *text, *terms;
	} cases[] = {
		{"", ""},
		{"日本首相", "日本 本首 首相"},
		{"日", ""},
		{"日，本", ""},
		{"日本的首相", "日本 首相"}, /* a particle parts what is beside it */
		{"美國G20峰會", "美國 G20 峰會"},
		{"The Prime Minister of Japan", "Prime Minister Japan"},
		{"would should before", ""},
		{"a 2023 12 B7", "B7"},
		{"きのう東京で", "う東 東京 京で"}, /* pairs of hiragana say nothing */
		{"ﾆｭｰｽ", "ﾆｭ ｭｰ ｰｽ"},
		{"외교부 대변인", "외교 교부 대변 변인"},
		{"Москва", "Москва"},
		{"日本\xff首相", "日本 首相"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *terms = terms_of(cases[i].text);
		g_assert_cmpstr(terms, ==, cases[i].terms);
		g_free(terms);
	}
}

static uint64_t key_of(const char *text)
{
	struct terms terms;
	struct term term;
	terms_begin(&terms, span_of(text));
	g_assert_true(terms_next(&terms, &term));
	return term.key;
}

static void keys_are_folded(void)
{
	g_assert_cmpuint(key_of("JAPAN"), ==, key_of("Ｊapan"));
	g_assert_cmpuint(key_of("ニュ"), ==, key_of("ﾆｭ"));
	g_assert_cmpuint(key_of("Japan"), !=, key_of("Japans"));
	g_assert_cmpuint(key_of("日本"), !=, key_of("本日"));
}

static void tally_counts_and_forgets(void)
{
	struct tally tally;
	tally_init(&tally);
	for (unsigned round = 0; round < 3; round++) {
		uint32_t keys = round == 1 ? 50 : 5000;
		for (uint64_t key = 0; key < keys; key++)
			g_assert_cmpuint(tally_add(&tally, key << 40 | round, 2), ==, key);
		for (uint64_t key = 0; key < keys; key++)
			g_assert_cmpuint(tally_add(&tally, key << 40 | round, 1), ==, key);
		g_assert_cmpuint(tally.used, ==, keys);
		g_assert_cmpuint(tally.counts[tally_find(&tally, 7ull << 40 | round)].n, ==, 3);
		g_assert_cmpuint(tally_find(&tally, 1), ==, round == 1 ? 0 : TALLY_NONE);
		tally_reset(&tally);
		g_assert_cmpuint(tally_find(&tally, 7ull << 40 | round), ==, TALLY_NONE);
	}
	tally_clear(&tally);
}

/* A small archive -------------------------------------------------------------------------------------------------- */

static const struct {
	const char *name, *text;
} files[] = {
	{"gold.md",
	 "---\ntitle: 黃金價格創新高\nfrom: https://example.org/gold\ndate: 2020-01-01\n---\n\n"
	 "國際黃金價格週二升至每盎司兩千美元，創下歷史新高。投資者買入黃金避險，"
	 "<a href=\"https://example.org/ship\">分析師</a>說黃金需求仍會增加。\n"},
	{"gold-old.md",
	 "---\ntitle: 黃金價格創新高\nfrom: https://example.org/gold\ndate: 2001-01-01\n---\n\n"
	 "國際黃金價格週二升至每盎司兩千美元，創下歷史新高。投資者買入黃金避險，分析師說黃金需求仍會增加。\n"},
	{"jewel.md", "---\ntitle: 金飾店生意冷清\n---\n\n因為國際黃金價格上漲，金飾店的客人少了。店主說黃金太貴，沒有人買金飾。\n"},
	{"ship.md", "---\ntitle: 貨輪擱淺\nfrom: https://example.org/ship\n---\n\n一艘貨輪在運河擱淺，船員全部獲救，拖船正在作業。\n"},
	{"cook.md", "---\ntitle: 家常豆腐\n---\n\n豆腐切塊，油鍋燒熱，放入蔥薑爆香，再加醬油燜煮十分鐘即可。\n"},
	{"moon.md", "---\ntitle: 中秋賞月\n---\n\n今年中秋天氣晴朗，市民到河邊賞月，夜市人潮洶湧。\n"},
};

static char *make_archive(void)
{
	char *root = g_dir_make_tmp("jianbao-related-XXXXXX", NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
		tree_write(root, files[i].name, files[i].text);
	return root;
}

/* "name" or "name (reason reason)" of each near article, joined by commas. */
static char *near_of(struct related *related, const struct archive *archive, const char *name, size_t max)
{
	struct nearby *nearby = related_find(related, archive_find_path(archive, span_of(name)), max);
	GString *out = g_string_new(NULL);
	for (size_t i = 0; i < nearby_count(nearby); i++) {
		const struct near *near = nearby_at(nearby, i);
		char *const *terms = nearby_terms(nearby, i);
		struct entry entry;
		archive_entry(archive, near->entry, &entry);
		g_string_append_printf(out, "%s%.*s", i ? ", " : "", (int)entry.path.len, entry.path.at);
		g_string_append_printf(out, "%s%s", near->links_here ? "<" : "", near->linked_from_here ? ">" : "");
		g_assert_cmpfloat(near->score, >=, 0);
		g_assert_cmpfloat(near->score, <=, 1);
		if (terms[0])
			g_string_append_printf(out, " %s", terms[0]);
	}
	nearby_free(nearby);
	return g_string_free(out, FALSE);
}

static void shared_terms_and_links_are_near(void)
{
	static const struct {
		const char *name, *near;
		size_t max;
	} cases[] = {
		{"gold.md", "jewel.md 國際黃金價格, ship.md>", 9}, /* neither itself nor its older version */
		{"gold-old.md", "jewel.md 國際黃金價格", 9},
		{"jewel.md", "gold.md 國際黃金價格", 9},
		{"ship.md", "gold.md<", 9},
		{"cook.md", "", 9},
		{"gold.md", "jewel.md 國際黃金價格", 1},
		{"gold.md", "", 0},
	};
	char *root = make_archive();
	const char *paths[] = {root};
	struct archive *archive = archive_open(paths, 1);
	struct related *related = related_new(archive);

	archive_wait(archive);
	related_update(related, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *near = near_of(related, archive, cases[i].name, cases[i].max);
		g_assert_cmpstr(near, ==, cases[i].near);
		g_free(near);
	}
	related_free(related);
	archive_close(archive);
	tree_remove(root);
	g_free(root);
}

/* Two articles, and twenty others of which each says 合作, 文化 and 影響: how the words around these are cut. */
static char *terms_shared(const char *one, const char *other)
{
	char *root = g_dir_make_tmp("jianbao-reasons-XXXXXX", NULL), *said;
	struct archive *archive;
	struct related *related;
	GString *out = g_string_new(NULL);
	struct nearby *nearby;
	for (unsigned i = 0; i < 22; i++) {
		char *name = g_strdup_printf("%02u.md", i);
		char *text = g_strdup_printf("---\ntitle: %c\n---\n\n%s\n", (char)('a' + i),
		                             i == 0 ? one : i == 1 ? other : "合作。文化。影響。");
		tree_write(root, name, text);
		g_free(text);
		g_free(name);
	}
	archive = archive_open((const char *const *)&root, 1);
	archive_wait(archive);
	related = related_new(archive);
	related_update(related, 0);
	nearby = related_find(related, archive_find_path(archive, SPAN("00.md")), 30);
	nearby_free(related_find(related, archive_find_path(archive, SPAN("02.md")), 30)); /* what comes between */
	for (size_t i = 0; i < nearby_count(nearby); i++) {
		if (nearby_at(nearby, i)->entry != archive_find_path(archive, SPAN("01.md")))
			continue;
		for (char *const *term = nearby_terms(nearby, i); *term; term++)
			g_string_append_printf(out, "%s%s", out->len ? " " : "", *term);
	}
	said = g_string_free(out, FALSE);
	nearby_free(nearby);
	related_free(related);
	archive_close(archive);
	tree_remove(root);
	g_free(root);
	return said;
}

static void reasons_are_words(void)
{
	static const struct {
		const char *one, *other, *terms;
	} cases[] = {
		{"我的人合作。", "他的人合作。", "合作"},                 /* 人合 stands nowhere else */
		{"一向重視安全文化。", "一切都完全文化了。", "文化"},       /* neither does 全文 */
		{"岸田文雄說。", "見岸田文雄。", "岸田文雄"},             /* a name is as rare as its pieces */
		{"岸田文雄影響大選。", "岸田文雄影響物價。", "岸田文雄影響"}, /* words that stand together */
		{"岸田文雄說不影響。", "影響了岸田文雄。", "岸田文雄"},
		{"見岸田的文集。", "和岸田的文章。", "岸田"},             /* nothing reaches over a particle */
		{"Prime Minister Kishida", "a Prime Minister", "Prime Minister"},
		{"歐盟應對氣候變化。", "谁也不管气候变化。", "氣候變化"}, /* spelled in another way */
		{"黃金", "白銀", ""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *terms = terms_shared(cases[i].one, cases[i].other);
		g_assert_cmpstr(terms, ==, cases[i].terms);
		g_free(terms);
	}
}

/* Small budgets come to the same end; asking in the middle of the loading is allowed. */
static void the_index_grows_in_steps(void)
{
	char *root = make_archive(), *near;
	const char *paths[] = {root};
	struct archive *archive = archive_open(paths, 1);
	struct related *related = related_new(archive);
	unsigned steps = 0;
	related_update(related, 1);
	while (archive_count(archive) == 0)
		archive_poll(archive, 1);
	nearby_free(related_find(related, 0, 5));
	archive_wait(archive);
	while (!related_update(related, 1))
		steps++;
	g_assert_cmpuint(steps, >, 1);
	near = near_of(related, archive, "jewel.md", 9);
	g_assert_cmpstr(near, ==, "gold.md 國際黃金價格");
	g_free(near);
	related_free(related);
	archive_close(archive);
	tree_remove(root);
	g_free(root);
}

/* Who answers keys makes no part of many articles; what was given up is made when it is wanted again. */
static void a_thread_makes_the_parts(void)
{
	enum { MANY = 3000 }; /* takes so long that the thread is seen at work */
	char *root = make_archive(), *near;
	const char *paths[] = {root};
	GString *feed = g_string_new("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>f</title>\n");

	for (unsigned i = 0; i < MANY; i++)
		g_string_append_printf(feed, "<item><title>t%u</title><guid>%u</guid><description>b%u c%u</description>"
		                       "</item>\n", i, i, i, i);
	g_string_append(feed, "</channel></rss>\n");
	tree_write(root, "feed.xml", feed->str);
	g_string_free(feed, TRUE);
	struct archive *archive = archive_open(paths, 1);
	struct related *related = related_new(archive);

	archive_wait(archive);
	for (unsigned i = 0; i < 2; i++) {
		while (!related_rests(related))
			g_assert_false(related_update(related, 1));
		related_cancel(related);
	}
	while (!related_update(related, 1))
		g_usleep(100);
	g_assert_false(related_rests(related));
	near = near_of(related, archive, "jewel.md", 9);
	g_assert_cmpstr(near, ==, "gold.md 國際黃金價格");
	g_free(near);
	related_free(related);
	archive_close(archive);
	tree_remove(root);
	g_free(root);
}

/* What is near each article, and how much, in an archive as it is now; `segments`: how many it has. */
static char *all_near(const char *root, const char *cache, size_t *segments)
{
	struct archive_options options = {.cache = cache};
	struct archive *archive = archive_open_with(&root, 1, &options);
	struct related *related = related_new(archive);
	GString *out = g_string_new(NULL);
	struct archive_segment first;
	archive_wait(archive);
	archive_wait_kept(archive, -1, NULL, NULL);
	related_update(related, 0);
	*segments = archive_segments(archive, &first, 1);
	for (size_t row = 0; row < archive_shown(archive); row++) {
		struct nearby *nearby = related_find(related, archive_at(archive, row), 9);
		g_string_append_printf(out, "%zu:", row);
		for (size_t i = 0; i < nearby_count(nearby); i++) {
			const struct near *near = nearby_at(nearby, i);
			g_string_append_printf(out, " %zu=%.9g%s", archive_row(archive, near->entry), near->score,
			                       near->links_here ? "<" : "");
		}
		g_string_append_c(out, '\n');
		nearby_free(nearby);
	}
	related_free(related);
	archive_close(archive);
	return g_string_free(out, FALSE);
}

/* Read at once, kept, or come bit by bit until it was merged: the same articles are near. */
static void the_same_articles_are_near(void)
{
	static const char *const words[] = {"岸田首相廣島峰會核裁軍聲明", "黃金價格創新高投資者避險", "運河貨輪擱淺船員獲救拖船",
	                                    "豆腐切塊油鍋燒熱醬油燜煮"};
	enum { FILES = 15, FIRST = 6, LINK_TO = 3 }; /* more than eight times something came: all is merged */
	char *root = g_dir_make_tmp("jianbao-related-XXXXXX", NULL), *cache = g_dir_make_tmp("jianbao-related-XXXXXX", NULL);
	char *cold, *again, *grown = NULL;
	size_t segments = 0, most = 0;

	for (unsigned i = 0; i < FILES; i++) {
		char *name = g_strdup_printf("%02u.md", i);
		char *text = g_strdup_printf("---\ntitle: t%u\nfrom: https://example.org/%u\ndate: 2020-01-%02u\n---\n\n"
		                             "%.27s%u。%s，%s。<a href=\"https://example.org/%u\">a</a>\n",
		                             i, i, 1 + i % 28, words[i % 4], i, words[i % 3] + i % 4 * 3, words[i % 4],
		                             i % LINK_TO);
		tree_write(root, name, text);
		g_free(name);
		g_free(text);
		if (i < FIRST)
			continue;
		g_free(grown);
		grown = all_near(root, cache, &segments);
		most = MAX(most, segments);
	}
	for (unsigned i = 0; i < 3 && segments > 1; i++) {
		g_free(grown);
		grown = all_near(root, cache, &segments);
	}
	g_assert_cmpuint(most, >, 1);
	g_assert_cmpuint(segments, ==, 1);
	cold = all_near(root, NULL, &segments);
	g_assert_nonnull(strchr(cold, '<'));
	again = all_near(root, NULL, &segments);
	g_assert_cmpstr(cold, ==, again);
	g_assert_cmpstr(cold, ==, grown);
	g_free(cold);
	g_free(again);
	g_free(grown);
	tree_remove(root);
	g_free(root);
	tree_remove(cache);
	g_free(cache);
}

/* Postings are runs of 65,536 rows each: what is near is found in all of them. */
static void many_rows_are_several_runs(void)
{
	enum { MANY = 66000 };
	char *root = g_dir_make_tmp("jianbao-related-XXXXXX", NULL), *near;
	GString *feed = g_string_new("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>f</title>\n");
	struct archive *archive;
	struct related *related;
	struct nearby *nearby;

	for (unsigned i = 0; i < MANY; i++)
		g_string_append_printf(feed, "<item><title>t%u</title><guid>%u</guid>"
		                       "<description>%s b%u c%u d%u e%u</description></item>\n",
		                       i, i, i % 21990 == 1 ? "quagga okapi serval" : "wombat", i, i, i, i);
	g_string_append(feed, "</channel></rss>\n");
	tree_write(root, "feed.xml", feed->str);
	archive = archive_open((const char *const *)&root, 1);
	archive_wait(archive);
	g_assert_cmpuint(archive_count(archive), ==, MANY);
	related = related_new(archive);
	related_update(related, 0);
	nearby = related_find(related, 1, 9);
	g_assert_cmpuint(nearby_count(nearby), ==, 3);
	near = g_strjoinv(" ", (char **)nearby_terms(nearby, 2));
	g_assert_cmpstr(near, ==, "quagga okapi serval");
	g_free(near);
	nearby_free(nearby);
	related_free(related);
	archive_close(archive);
	g_string_free(feed, TRUE);
	tree_remove(root);
	g_free(root);
}

/* A part of the index as another version left it, or a damaged one, is not believed but made anew, and kept. */
static void other_versions_are_built_anew(void)
{
	enum { VERSION = 0, ROWS = 8, LONGER = -1 };
	static const struct {
		int byte;  /* of the part, which is changed; LONGER: there is one more */
		bool sums; /* and its sums with it */
	} changes[] = {{VERSION, true}, {VERSION + 1, true}, {ROWS, true}, {LONGER, true}, {60, false}};
	char *root = make_archive(), *cache = g_dir_make_tmp("jianbao-related-XXXXXX", NULL), *path = root;
	struct archive_options options = {.cache = cache};
	struct archive *archive = archive_open_with((const char *const *)&path, 1, &options);
	archive_wait(archive);
	archive_close(archive); /* its segment is in a file now */
	archive = archive_open_with((const char *const *)&path, 1, &options);
	archive_wait(archive);
	struct archive_segment segment;
	g_assert_cmpuint(archive_segments(archive, &segment, 1), ==, 1);
	struct related *related = related_new(archive);
	related_update(related, 0);
	related_free(related);
	struct span good = archive_section(archive, segment.key, "related", VECTORS_VERSION), bytes = {NULL, 0};
	g_assert_nonnull(good.at);
	const struct cache *place = archive_section_place(archive, segment.key);
	char *kept = g_memdup2(good.at, good.len), *bad = g_malloc0(good.len + 1);
	struct checked *checked = checked_open(good, &bytes);
	g_assert_nonnull(checked);
	for (size_t i = 0; i < G_N_ELEMENTS(changes); i++) {
		struct span body = {bad, bytes.len + (changes[i].byte == LONGER)};
		memcpy(bad, kept, bytes.len);
		bad[bytes.len] = 0;
		if (changes[i].byte != LONGER)
			bad[changes[i].byte]++;
		GByteArray *sums = checked_sums(changes[i].sums ? body : (struct span){kept, bytes.len});
		struct span written[] = {body, {(const char *)sums->data, sums->len}};
		g_assert_true(cache_section_write(place, segment.key, "related", VECTORS_VERSION, written, 2));
		related = related_new(archive);
		while (!related_update(related, 1))
			continue;
		char *near = near_of(related, archive, "jewel.md", 9);
		g_assert_cmpstr(near, ==, "gold.md 國際黃金價格");
		g_free(near);
		related_free(related);
		g_byte_array_unref(sums);
		struct span now = archive_section(archive, segment.key, "related", VECTORS_VERSION);
		g_assert_true(span_equal(now, (struct span){kept, good.len}));
	}
	checked_free(checked);
	g_free(kept);
	g_free(bad);
	archive_close(archive);
	tree_remove(root);
	g_free(root);
	tree_remove(cache);
	g_free(cache);
}

/* Goes over all that a view has of a few terms, as a question does. */
static size_t walk_terms(const struct vectors_view *view, const struct tally *bag)
{
	size_t met = 0;
	for (size_t i = 0; i < bag->used; i++) {
		struct vectors_cursor cursor;
		if (!vectors_begin(view, bag->counts[i].key, &cursor))
			continue;
		for (struct vectors_run run; (run = vectors_next(&cursor)).first < view->rows;) {
			for (uint32_t k = 0; k < run.count; k++)
				met += vectors_row(&view->shape, vectors_posting(&view->shape, run.postings, k)) <
				       VECTORS_BLOCK;
			vectors_look(&view->shape, &run, 7);
		}
	}
	return met;
}

/* Postings of each width, with runs and without; whatever the bytes say, nothing beside them is read. */
static void damaged_bytes_are_harmless(void)
{
	static const uint32_t rows[] = {1, 300, 4096, 4097, VECTORS_BLOCK + 5};
	static const char text[] = "岸田首相廣島峰會核裁軍聲明 quagga okapi serval";
	enum { DAMAGED = 500, TOLD = 40, EACH = 29 }; /* of so many rows one has the text */
	struct tally bag;
	struct terms terms;
	struct term term;
	for (size_t i = 0; i < G_N_ELEMENTS(rows); i++) {
		struct vectors_source source = {.count = rows[i], .rows = g_new0(struct vectors_row, rows[i])};
		struct vectors_going going = {0, 0};
		source.links = g_array_new(FALSE, FALSE, sizeof(struct vectors_link));
		for (uint32_t k = 0; k < rows[i]; k++)
			source.rows[k] = (struct vectors_row){
				{NULL, 0}, {text, k % EACH ? 0 : sizeof(text) - 1}, 0, true};
		GBytes *bytes = vectors_build(&source, NULL, NULL, 0, &going);
		struct span good = {NULL, 0};
		struct vectors_view view;
		good.at = g_bytes_get_data(bytes, &good.len);
		tally_init(&bag);
		terms_begin(&terms, (struct span){text, sizeof(text) - 1});
		while (terms_next(&terms, &term))
			tally_add(&bag, term.key, 1);
		g_assert_true(vectors_open(&view, good, rows[i]));
		g_assert_cmpuint(walk_terms(&view, &bag), ==,
		                 rows[i] < EACH ? 0 : bag.used * ((rows[i] - 1) / EACH + 1));
		char *bad = g_memdup2(good.at, good.len);
		for (unsigned n = 0; n < DAMAGED; n++) {
			size_t at = (size_t)g_test_rand_int_range(0, (gint32)(n % 2 ? MIN(good.len, 512) : good.len));
			bad[at] = (char)g_test_rand_int();
			if (vectors_open(&view, (struct span){bad, good.len}, rows[i]))
				walk_terms(&view, &bag);
			if (n % TOLD == 0 || at < TOLD)
				memcpy(bad, good.at, good.len);
		}
		g_free(bad);
		tally_clear(&bag);
		g_bytes_unref(bytes);
		g_array_unref(source.links);
		g_free(source.rows);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/terms/text", terms_are_pairs_and_words);
	g_test_add_func("/terms/keys", keys_are_folded);
	g_test_add_func("/tally/counts", tally_counts_and_forgets);
	g_test_add_func("/related/near", shared_terms_and_links_are_near);
	g_test_add_func("/related/reasons", reasons_are_words);
	g_test_add_func("/related/steps", the_index_grows_in_steps);
	g_test_add_func("/related/thread", a_thread_makes_the_parts);
	g_test_add_func("/related/same", the_same_articles_are_near);
	g_test_add_func("/related/runs", many_rows_are_several_runs);
	g_test_add_func("/related/versions", other_versions_are_built_anew);
	g_test_add_func("/related/damaged", damaged_bytes_are_harmless);
	return g_test_run();
}
