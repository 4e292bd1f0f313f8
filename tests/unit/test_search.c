/* SPDX-License-Identifier: MIT */
/*
 * Searching an archive: which articles each kind of term finds, in which order, with which snippets; and, over random
 * texts and queries, that exactly those are found in which a naive look at every folded character finds them.
 */
#include <glib.h>
#include <string.h>

#include "../tree.h"
#include "command/progress.h"
#include "find/ranking.h"
#include "find/search.h"
#include "find/snippet.h"

static char *make_root(void)
{
	return g_dir_make_tmp("jianbao-search-XXXXXX", NULL);
}

static struct archive *open_root(const char *root)
{
	struct archive *archive = archive_open(&root, 1);
	archive_wait(archive);
	return archive;
}

/* The names of a small archive's files, by what they hold. */
static const struct {
	const char *name, *text;
} files[] = {
	{"a.md", "---\ntitle: 美国总统访日\nauthor: 张三\nsource: 通讯社\ntags: [外交, G7]\nfrom: https://example.org/a\n"
	         "date: 2022-11-13\n---\n\n拜登总统与岸田首相周三在东京会谈。<a href=\"https://example.org/c\">另见</a>\n"},
	{"b.md", "---\ntitle: 貿易談判\nfrom: https://example.org/b\ndate: 2023-01-05\n---\n\n"
	         "美國代表團抵達。談判將持續三天，雙方都說有信心。\n\n![圖](https://example.org/x.jpg)\n"},
	{"c.md", "---\ntitle: Trade talks\nfrom: https://example.org/c\ndate: 2024-12-31\n---\n\n"
	         "The Prime Minister met Joe Biden on Friday in the capital; it was the third meeting.\n"},
	{"d.md", "---\ntitle: 無日期\n---\n\n岸田辭職的消息傳出之後，市場反應平淡，拜登沒有評論這件事。\n"},
	{"e.md", "---\ntitle: 只有標題\nfrom: https://example.org/e\ndate: 2025-01-01\n---\n"},
	{"b-old.md", "---\ntitle: 貿易談判\nfrom: https://example.org/b\ndate: 2001-01-05\n---\n\n美國代表團抵達。談判將持續三天。\n"},
};

static bool unread(void *data, enum query_is what, uint32_t entry)
{
	(void)data;
	return what == IS_UNREAD && entry % 2 == 0;
}

static struct search *search_for(const struct archive *archive, const char *text, enum search_order order)
{
	struct query_error error;
	struct query *query = query_parse(span_of(text), QUERY_KNOWS_READ, &error);
	g_test_message("%s", text);
	g_assert_null(error.message);
	return search_new(archive, query, (struct asking){.is = unread}, order);
}

/* The names, without ending, of what is found. */
static char *found_by(struct search *search, const struct archive *archive)
{
	GString *out = g_string_new(NULL);
	uint32_t number;
	for (size_t row = 0; (number = search_at(search, row)) != ENTRY_NONE; row++) {
		struct entry entry;
		archive_entry(archive, number, &entry);
		g_string_append_printf(out, "%s%.*s", row ? " " : "", (int)entry.path.len - 3, entry.path.at);
		g_assert_cmpuint(search_row(search, number), ==, row);
	}
	return g_string_free(out, FALSE);
}

static const struct {
	const char *query, *found; /* by date */
} term_cases[] = {
	{"", "e c b a d"},
	{"美国", "b a"},
	{"美國", "b a"},
	{"=美國", "b"},
	{"国", "b a"},
	{"岸田", "a d"},
	{"岸田 拜登", "a d"},
	{"岸田 -拜登", ""},
	{"near:6(岸田 拜登)", "a"},
	{"near:30(岸田 拜登)", "a d"},
	{"biden", "c"},
	{"BIDEN", ""}, /* upper case means itself */
	{"Biden OR 美国", "c b a"},
	{"\"joe biden\"", "c"},
	{"\"biden joe\"", ""},
	{"/b[a-i]den|談.{1,4}三/", "c b"},
	{"title:美国", "a"},
	{"text:美国", "b"},
	{"author:张", "a"},
	{"source:通訊", "a"},
	{"tag:g7", "a"},
	{"tag:==G7", "a"},
	{"tag:==G", ""},
	{"source:==通讯社", "a"},
	{"source:==通讯", ""},
	{"-source:==example.org date:2022..", "a"},
	{"has:tag", "a"},
	{"-has:author has:date", "e c b"},
	{"date:*-11-13", "a"},
	{"date:*-01", "e b"},
	{"外交", "a"},
	{"url:example.org/c", "c"},
	{"example", "e c b"}, /* the host stands for the source */
	{"date:2022-11..2023-01", "b a"},
	{"date:>2024", "e"},
	{"-has:date", "d"},
	{"lang:en", "c"},
	{"lang:zh", "e b a d"},
	{"is:empty", "e"},
	{"has:image", "b"},
	{"has:link", "a"},
	{"title:(貿易 OR talks) -lang:en", "b"},
	{"-(美国 OR biden)", "e d"},
	{"是:无", ""},
};

static void terms_find_articles(void)
{
	char *root = make_root();
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
		tree_write(root, files[i].name, files[i].text);
	struct archive *archive = open_root(root);
	for (size_t i = 0; i < G_N_ELEMENTS(term_cases); i++) {
		struct search *search = search_for(archive, term_cases[i].query, SEARCH_BY_DATE);
		search_work(search, 0);
		char *found = found_by(search, archive);
		g_assert_cmpstr(found, ==, term_cases[i].found);
		g_assert_true(search_progress(search).done);
		g_assert_cmpuint(search_progress(search).looked, ==, 5);
		g_assert_cmpuint(search_progress(search).articles, ==, 5);
		g_free(found);
		search_free(search);
	}

	/* who links to an article, and what was read */
	struct entry entry;
	archive_entry(archive, archive_find_path(archive, SPAN("c.md")), &entry);
	char *links = g_strdup_printf("links:%.*s", (int)entry.id.len, entry.id.at);
	struct search *search = search_for(archive, links, SEARCH_BY_DATE);
	search_work(search, 0);
	char *found = found_by(search, archive);
	g_assert_cmpstr(found, ==, "a");
	g_free(found);
	g_free(links);
	search_free(search);
	search = search_for(archive, "is:unread", SEARCH_BY_DATE);
	search_work(search, 0);
	for (size_t row = 0; search_at(search, row) != ENTRY_NONE; row++)
		g_assert_cmpuint(search_at(search, row) % 2, ==, 0);
	search_free(search);
	archive_close(archive);
	tree_remove(root);
	g_free(root);
}

/* Titles before text, spelled before folded, often before once, newer before older; the order can be changed. */
static void the_best_come_first(void)
{
	static const char body[] = "今天天氣晴朗，市民到河邊散步，夜市人潮洶湧，十分熱鬧。";
	static const struct {
		const char *name, *title, *date, *extra;
	} articles[] = {
		{"text", "其他", "2024-01-01", "美國"},
		{"folded", "其他", "2024-02-01", "美国"},
		{"older", "其他", "2023-01-01", "美國"},
		{"title", "美國", "2001-01-01", ""},
		{"often", "其他", "2001-02-01", "美國，美國，美國，美國"},
		{"none", "其他", "2024-03-01", "英國"},
	};
	char *root = make_root();

	for (size_t i = 0; i < G_N_ELEMENTS(articles); i++) {
		char *name = g_strdup_printf("%s.md", articles[i].name);
		char *text = g_strdup_printf("---\ntitle: %s\ndate: %s\n---\n\n%s%s\n", articles[i].title,
		                             articles[i].date, body, articles[i].extra);
		tree_write(root, name, text);
		g_free(text);
		g_free(name);
	}
	struct archive *archive = open_root(root);
	struct search *search = search_for(archive, "美國", SEARCH_BY_RELEVANCE);
	search_work(search, 0);
	char *found = found_by(search, archive);
	g_assert_cmpstr(found, ==, "title often text older folded");
	g_assert_cmpfloat(search_score(search, 0), >, search_score(search, 4));
	g_assert_cmpfloat(search_score(search, 4), >, 0);
	g_free(found);
	search_sort(search, SEARCH_BY_DATE);
	found = found_by(search, archive);
	g_assert_cmpstr(found, ==, "folded text older often title");
	g_free(found);
	search_free(search);
	archive_close(archive);
	tree_remove(root);
	g_free(root);
}

/* Random texts and queries, and a naive answer --------------------------------------------------------------------- */

#define ARTICLES 150

static const char *const letters[] = {"美", "國", "国", "日", "本", "a", "A",  "Ｂ",
                                      "b",  "é",  "e",  "カ", "か", "1", "１", "，"};

static char *random_text(GRand *rand, int least, int most)
{
	GString *out = g_string_new(NULL);
	for (int i = g_rand_int_range(rand, least, most + 1); i > 0; i--)
		g_string_append(out, letters[g_rand_int_range(rand, 0, G_N_ELEMENTS(letters))]);
	return g_string_free(out, FALSE);
}

static GArray *folded(struct span text, enum fold_kind kind)
{
	GArray *codes = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	struct fold fold = {.text = text, .kind = kind};
	struct folded next;
	while (fold_next(&fold, &next))
		g_array_append_val(codes, next.code);
	return codes;
}

static bool naive_find(struct span text, struct span word)
{
	GArray *hay = folded(text, fold_smart(word)), *needle = folded(word, fold_smart(word));
	bool found = false;
	for (guint at = 0; !found && at + needle->len <= hay->len; at++)
		found = memcmp(&g_array_index(hay, uint32_t, at), needle->data, needle->len * sizeof(uint32_t)) == 0;
	g_array_unref(hay);
	g_array_unref(needle);
	return found;
}

/* A random query as text, and its value for one article: small trees, so that this may recurse. */
struct naive {
	GRand *rand;
	const struct article *article;
};

static bool write_random(struct naive *naive, unsigned depth, GString *out)
{
	unsigned kind = depth > 2 ? 0 : (unsigned)g_rand_int_range(naive->rand, 0, 5);
	if (kind <= 1) {
		bool title = kind == 1;
		char *word = random_text(naive->rand, 1, 3);
		struct span name = article_span(naive->article, naive->article->title);
		bool value = naive_find(name, span_of(word));
		value = value || (!title && naive_find(article_text(naive->article), span_of(word)));
		g_string_append_printf(out, "%s\"%s\"", title ? "title:" : "", word);
		g_free(word);
		return value;
	}
	if (kind == 2) {
		g_string_append(out, "-");
		g_string_append(out, "(");
		bool value = !write_random(naive, depth + 1, out);
		g_string_append(out, ")");
		return value;
	}
	g_string_append(out, "(");
	bool one = write_random(naive, depth + 1, out);
	g_string_append(out, kind == 3 ? " " : " OR ");
	bool other = write_random(naive, depth + 1, out);
	g_string_append(out, ")");
	return kind == 3 ? one && other : one || other;
}

static void exactly_those_are_found(void)
{
	GRand *rand = g_rand_new_with_seed(20221113);
	char *root = make_root();
	for (unsigned i = 0; i < ARTICLES; i++) {
		char *name = g_strdup_printf("%u.md", i), *title = random_text(rand, 1, 4),
		     *body = random_text(rand, 10, 40);
		char *text = g_strdup_printf("---\ntitle: \"%s\"\n---\n\n%s\n", title, body);
		tree_write(root, name, text);
		g_free(text);
		g_free(body);
		g_free(title);
		g_free(name);
	}
	struct archive *archive = open_root(root);
	for (guint32 seed = 0; seed < 300; seed++) {
		struct search *search = NULL;
		size_t wanted = 0;
		for (uint32_t entry = 0; entry < archive_count(archive); entry++) {
			GString *query = g_string_new(NULL);
			struct article article;
			struct naive naive = {g_rand_new_with_seed(seed), &article};
			archive_article(archive, entry, &article);
			bool value = write_random(&naive, 0, query);
			if (!search) {
				search = search_for(archive, query->str, SEARCH_BY_RELEVANCE);
				while (!search_progress(search).done)
					search_work(search, 1);
			}
			bool found = search_row(search, entry) < search_progress(search).found;
			if (found != value)
				g_test_message("entry %u", entry);
			g_assert_cmpint(found, ==, value);
			wanted += value;
			g_rand_free(naive.rand);
			g_string_free(query, TRUE);
		}
		g_assert_cmpuint(search_progress(search).found, ==, wanted);
		search_free(search);
	}
	archive_close(archive);
	tree_remove(root);
	g_free(root);
	g_rand_free(rand);
}

/* What arrives while one looks is looked at too. */
static void loading_goes_on_meanwhile(void)
{
	char *root = make_root();
	for (unsigned i = 0; i < 300; i++) {
		char *name = g_strdup_printf("%u.md", i),
		     *text = g_strdup_printf("---\ntitle: 第%u篇\n---\n\n外交部發言人週三表示。\n", i);
		tree_write(root, name, text);
		g_free(text);
		g_free(name);
	}
	const char *path = root;
	struct archive *archive = archive_open(&path, 1);
	struct search *search = search_for(archive, "發言人", SEARCH_BY_RELEVANCE);
	while (archive_progress(archive).loading) {
		archive_poll(archive, 100);
		search_refresh(search);
		search_work(search, 100);
	}
	search_work(search, 0);
	g_assert_cmpuint(search_progress(search).found, ==, 300);
	search_restart(search);
	g_assert_cmpuint(search_progress(search).found, ==, 0);
	search_work(search, 0);
	g_assert_cmpuint(search_progress(search).found, ==, 300);
	search_free(search);
	archive_close(archive);
	tree_remove(root);
	g_free(root);
}

static void rankings_are_sorts(void)
{
	GRand *rand = g_rand_new_with_seed(7);
	for (size_t count = 1; count < 100000; count *= 7) {
		struct ranked *ranked = g_new0(struct ranked, count);
		struct ranking ranking = {ranked, count, 0};
		for (size_t i = 0; i < count; i++)
			ranked[i] = (struct ranked){g_rand_int(rand) % (count / 3 + 2), (uint32_t)i};
		for (size_t i = 1; i < count; i++) {
			struct ranked before = *ranking_at(&ranking, i - 1), here = *ranking_at(&ranking, i);
			g_assert_true(before.key < here.key || (before.key == here.key && before.number < here.number));
		}
		g_free(ranked);
	}
	g_rand_free(rand);
}

static void snippets_show_the_hit(void)
{
	static const struct {
		const char *text, *word;
		size_t columns;
		const char *snippet;
	} cases[] = {
		{"abc", "b", 80, "abc"},
		{"第一句。第二句有岸田在內。", "岸田", 40, "第二句有岸田在內。"},
		{"第一段\n\n第二段岸田", "岸田", 40, "第二段岸田"},
		{"一二三四五六七八九十岸田一二三四五六七八九十", "岸田", 12, "九十岸田一二"},
		{"岸田一二三四五六七八九十", "岸田", 10, "岸田一二三"},
		{"岸田。一二三四五六七八九十一二三四五六七八九十拜登與岸田", "/岸田|拜登/", 12, "九十拜登與岸"},
		{"zzzzzzzze\xcc\x81" "e\xcc\x81" "ab", "ab", 6, "e\xcc\x81" "e\xcc\x81" "ab"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct query_error error;
		struct query *query = query_parse(span_of(cases[i].word), 0, &error);
		GArray *matches = g_array_new(FALSE, FALSE, sizeof(struct match));
		uint32_t count;
		needle_find_all(query_nodes(query, &count)->needle, span_of(cases[i].text), SIZE_MAX, matches);
		struct snippet snippet = snippet_cut(span_of(cases[i].text), (struct match *)(void *)matches->data,
		                                     matches->len, cases[i].columns, &widths_default);
		char *piece = g_strndup(cases[i].text + snippet.from, snippet.to - snippet.from);
		g_assert_cmpstr(piece, ==, cases[i].snippet);
		g_free(piece);
		g_array_unref(matches);
		query_free(query);
	}
}

/* Looking portion by portion, however small they are, finds what looking at all at once does. */
static void portions_find_the_same(void)
{
	static const char *const pieces[] = {"國",   "国",    "a",  "b", "ab",       " ",        "\n",
	                                     "\n\n", "\n \n", "㍿", "é", "\xCC\x81", "\xC2\xAD", "\xE5"};
	static const char *const expressions[] = {"國.*b", "a+b",      "^b",           "a$",      "(?<=國)a",
	                                          "b\\b",  "[^a]{3,}", "a[\\s\\S]*國", "ab|國国", "\\n\\n"};
	GRand *rand = g_rand_new_with_seed(8);
	for (unsigned round = 0; round < 4000; round++) {
		GString *text = g_string_new(NULL), *word = g_string_new(NULL);
		for (int left = g_rand_int_range(rand, 0, 60); left > 0; left--)
			g_string_append(text, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
		for (int left = g_rand_int_range(rand, 1, 5); left > 0; left--)
			g_string_append(word, pieces[g_rand_int_range(rand, 0, G_N_ELEMENTS(pieces))]);
		struct span words[] = {{word->str, word->len}, SPAN("b")};
		struct regex_error error = {0, NULL};
		struct needle *needles[] = {
			needle_words(words[0]),
			needle_exact(words[0]),
			needle_near(words, 2, (unsigned)g_rand_int_range(rand, 0, 6)),
			needle_regex(span_of(expressions[round % G_N_ELEMENTS(expressions)]), &error),
		};
		for (size_t i = 0; i < G_N_ELEMENTS(needles); i++) {
			struct needle_look look = {.text = {text->str, text->len}};
			enum walk_result result = WALK_END;
			size_t bytes = (size_t)g_rand_int_range(rand, 1, 30);
			if (!needles[i])
				continue;
			while ((result = needle_look_on(needles[i], &look, bytes)) == WALK_MORE)
				;
			char *shown = g_strescape(text->str, NULL),
			     *asked = g_strescape(i < 3 ? word->str : expressions[round % G_N_ELEMENTS(expressions)],
			                          NULL);
			g_test_message("%zu: \"%s\" in \"%s\" by %zu", i, asked, shown, bytes);
			g_free(shown);
			g_free(asked);
			g_assert_cmpint(result == WALK_FOUND, ==, needle_occurs(needles[i], look.text, NULL));
			needle_look_end(&look);
			needle_free(needles[i]);
		}
		g_string_free(text, TRUE);
		g_string_free(word, TRUE);
	}
	g_rand_free(rand);
}

/* A text that is looked at in portions answers as a short one does, and no portion takes all of it. */
static void long_texts_are_parted(void)
{
	static const struct {
		const char *query;
		bool found;
	} cases[] = {
		{"岸田", true}, {"岸田 拜登", true}, {"=岸田", true}, {"near:3(岸田 拜登)", true}, {"near:1(岸田 東京)", false},
		{"/岸..拜/", true}, {"-岸田", false}, {"/東.京/", false}, {"岸田 -/拜登$/", false}, {"/岸田.{0,9}拜登$/", true},
		{"title:岸田", false}, {"text:岸田 -大阪", true}, {"大阪 OR 拜登", true},
	};
	char *root = make_root();
	GString *text = g_string_new("---\ntitle: 長\n---\n\n");
	while (text->len < 5 * FILTER_LONG)
		g_string_append(text, "一二三四五 six seven eight。\n\n");
	g_string_append(text, "岸田、拜登\n");
	tree_write(root, "long.md", text->str);
	g_string_free(text, TRUE);
	struct archive *archive = open_root(root);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct search *search = search_for(archive, cases[i].query, SEARCH_BY_DATE);
		unsigned portions = 0;
		while (search_work(search, 1))
			portions++;
		g_assert_cmpuint(search_progress(search).found, ==, cases[i].found);
		g_assert_cmpuint(portions, >, strstr(cases[i].query, "title") ? 0 : 5);
		search_free(search);
		search = search_for(archive, cases[i].query, SEARCH_BY_DATE);
		search_work(search, 1);
		search_free(search); /* in the middle */
	}
	archive_close(archive);
	tree_remove(root);
	g_free(root);
}

/* What takes longer than one wonders is told, no sooner, and taken away again. */
static void waiting_is_told(void)
{
	if (g_test_subprocess()) {
		struct progress progress;
		progress_begin(&progress, true);
		progress_tell_search(&progress, 1, 2); /* nobody sees it */
		progress.on = true;
		progress_tell_search(&progress, 1, 4); /* too soon */
		progress.begun_us -= 3 * G_USEC_PER_SEC;
		progress.told_us -= 3 * G_USEC_PER_SEC;
		progress_tell_search(&progress, 1, 5);
		progress_end(&progress);
		progress.told_us -= 3 * G_USEC_PER_SEC;
		progress_tell_writing(&progress, 7, 9);
		progress_end(&progress);
		return;
	}
	g_test_trap_subprocess(NULL, 0, 0);
	g_test_trap_assert_passed();
	g_test_trap_assert_stderr("\r\033[KSearching... 20 %, 3 s\r\033[K"
	                          "\r\033[KWriting 7 of 9 articles, 3 s\r\033[K");
}

/* The row of the archive that stands at a row of the search: by relevance the eighth mail comes first. */
static size_t newest_of(size_t row, enum search_order order, size_t all)
{
	if (order == SEARCH_BY_DATE)
		return row;
	return row == 0 ? all - 8 : row - (row < all - 7);
}

/* Each is found once and in its place, though those behind the first 20,000 are weighed later. */
static void very_many_are_weighed_later(void)
{
	enum { MAILS = 20200, BUDGET_US = 2000 };
	char *root = make_root();
	GString *box = g_string_new(NULL);
	for (int i = 0; i < MAILS; i++)
		g_string_append_printf(box,
				       "From a@example.org Sat Jan  1 00:00:00 2022\nFrom: a@example.org\n"
				       "Subject: mail %d\nMessage-ID: <%d@example.org>\n"
				       "Date: Sat, 01 Jan 2022 %02d:%02d:%02d +0000\n\n%s\n\n",
				       i, i, i / 3600, i / 60 % 60, i % 60, i == 7 ? "talks, talks" : "talks");
	tree_write(root, "all.mbox", box->str);
	struct archive *archive = open_root(root);
	for (enum search_order order = SEARCH_BY_RELEVANCE; order <= SEARCH_BY_DATE; order++) {
		struct search *search = search_for(archive, "talks", order);
		while (search_work(search, BUDGET_US))
			g_assert_cmpuint(search_progress(search).found, <=, search_looked(search));
		g_assert_cmpuint(search_progress(search).found, ==, MAILS);
		for (size_t row = MAILS; row-- > 0;) /* nothing is in order yet */
			if (row % 997 == 0 || row > 20000)
				g_assert_cmpuint(search_row(search, archive_at(archive, newest_of(row, order, MAILS))),
				                 ==, row);
		for (size_t row = 0; row < MAILS; row++)
			g_assert_cmpuint(search_at(search, row), ==,
			                 archive_at(archive, newest_of(row, order, MAILS)));
		search_free(search);
	}
	archive_close(archive);
	tree_remove(root);
	g_string_free(box, TRUE);
	g_free(root);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/search/terms", terms_find_articles);
	g_test_add_func("/search/ranked", the_best_come_first);
	g_test_add_func("/search/exactly", exactly_those_are_found);
	g_test_add_func("/search/loading", loading_goes_on_meanwhile);
	g_test_add_func("/search/ranking", rankings_are_sorts);
	g_test_add_func("/search/snippets", snippets_show_the_hit);
	g_test_add_func("/search/portions", portions_find_the_same);
	g_test_add_func("/search/long", long_texts_are_parted);
	g_test_add_func("/search/told", waiting_is_told);
	g_test_add_func("/search/many", very_many_are_weighed_later);
	return g_test_run();
}
