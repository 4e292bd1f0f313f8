/* SPDX-License-Identifier: MIT */
/*
 * Counting by facets: what is counted of a small archive under each query, and the terms that values become: each must
 * mean exactly the articles that were counted for it.
 */
#include <glib.h>

#include "../tree.h"
#include "find/facets.h"
#include "find/narrow.h"
#include "find/search.h"

static const struct {
	const char *name, *front;
} files[] = {
	{"a.md", "author: 张三\nsource: Nikkei\ntags: [外交, G7, 外交]\ndate: 2022-12-31"},
	{"b.md", "author: 张三 (编辑)\nsource: Nikkei Asia\ntags: [外交]\ndate: 2023-01-01"},
	{"c.md", "source: 'say \"hi\" \\ now'\ndate: 2023-01-31"},
	{"d.md", "source: '“both\" of”'\ndate: 2023-02-01"},
	{"e.md", "source: Nikkei\ntags: [g7]\ndate: 2020-02-29"},
	{"f.md", "source: Nikkei"},
};

struct fixture {
	char *root;
	struct archive *archive;
	struct values *values;
	struct shelf *shelf;
	struct kept kept;
	struct facets *facets;
};

static void set_up(struct fixture *fixture, const void *data)
{
	(void)data;
	fixture->root = g_dir_make_tmp("jianbao-facets-XXXXXX", NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		char *text = g_strdup_printf(
			"---\ntitle: %s 的标题\n%s\n---\n\n这是第 %zu 篇文章的正文，說的是不同的事情。\n",
			files[i].name, files[i].front, i + 1);
		tree_write(fixture->root, files[i].name, text);
		g_free(text);
	}
	fixture->archive = archive_open((const char *const *)&fixture->root, 1);
	archive_wait(fixture->archive);
	fixture->values = values_new(fixture->archive);
	fixture->shelf = shelf_open(NULL);
	shelf_ready(fixture->shelf, -1);
	fixture->kept = (struct kept){fixture->archive, fixture->shelf, NULL};
	fixture->facets = facets_new(fixture->archive, fixture->values, &fixture->kept);
}

static void tear_down(struct fixture *fixture, const void *data)
{
	(void)data;
	facets_free(fixture->facets);
	values_free(fixture->values);
	archive_close(fixture->archive);
	g_free(shelf_close(fixture->shelf));
	tree_remove(fixture->root);
	g_free(fixture->root);
}

/* "2 Nikkei, 1 -": each value with its count, in order; a dash for what is not known. */
static char *rows_of(struct facets *facets, enum facet facet)
{
	GString *out = g_string_new(NULL), *value = g_string_new(NULL);
	for (size_t i = 0; i < facets_rows(facets, facet); i++) {
		struct facet_row row = facets_row(facets, facet, i);
		g_string_truncate(value, 0);
		facets_write(facets, facet, &row, value);
		g_string_append_printf(out, "%s%u %s", i > 0 ? ", " : "", row.count, value->len > 0 ? value->str : "-");
	}
	g_string_free(value, TRUE);
	return g_string_free(out, FALSE);
}

static void check(struct fixture *fixture, const char *query, enum facet facet, const char *expected)
{
	char *rows;
	g_test_message("%s %d", query, (int)facet);
	g_assert_true(facets_ask(fixture->facets, span_of(query)));
	facets_work(fixture->facets, 0);
	rows = rows_of(fixture->facets, facet);
	g_assert_cmpstr(rows, ==, expected);
	g_free(rows);
}

static void values_are_counted(struct fixture *fixture, const void *data)
{
	static const struct {
		const char *query;
		enum facet facet;
		const char *rows;
	} cases[] = {
		{"", FACET_SOURCE, "3 Nikkei, 1 Nikkei Asia, 1 say \"hi\" \\ now, 1 “both\" of”"},
		{"", FACET_AUTHOR, "4 -, 1 张三, 1 张三 (编辑)"},
		{"", FACET_TAG, "3 -, 2 外交, 1 G7, 1 g7"}, /* a tag that is there twice counts once */
		{"", FACET_YEAR, "3 2023, 1 2022, 1 2020, 1 -"},
		{"", FACET_MONTH, "1 2023-02, 2 2023-01, 1 2022-12, 1 2020-02, 1 -"},
		{"", FACET_DAY, "1 2023-02-01, 1 2023-01-31, 1 2023-01-01, 1 2022-12-31, 1 2020-02-29, 1 -"},
		{"date:2023", FACET_MONTH, "1 2023-02, 2 2023-01"},
		{"第 6", FACET_YEAR, "1 -"},
		{"source:==Nikkei", FACET_SOURCE, "3 Nikkei"},
		{"没有的词", FACET_SOURCE, ""},
	};

	(void)data;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		check(fixture, cases[i].query, cases[i].facet, cases[i].rows);
	facets_sort(fixture->facets, FACETS_BY_NAME);
	check(fixture, "", FACET_TAG, "3 -, 1 G7, 1 g7, 2 外交");
}

/* One's own tags count as the article's do, and none twice. */
static void own_tags_are_counted(struct fixture *fixture, const void *data)
{
	static const char *const ids[] = {"a.md", "f.md"};
	(void)data;
	check(fixture, "", FACET_TAG, "3 -, 2 外交, 1 G7, 1 g7");
	for (size_t i = 0; i < G_N_ELEMENTS(ids); i++) {
		struct entry entry;
		archive_entry(fixture->archive, archive_find_path(fixture->archive, span_of(ids[i])), &entry);
		shelf_set(fixture->shelf, entry.id, SHELF_TAGS, 0, "mine\n外交");
	}
	facets_refresh(fixture->facets);
	check(fixture, "", FACET_TAG, "3 外交, 2 -, 2 mine, 1 G7, 1 g7");
	check(fixture, "-has:tag", FACET_TAG, "2 -");
	check(fixture, "tag:==mine", FACET_TAG, "2 mine, 2 外交, 1 G7");
}

static size_t found_by(struct fixture *fixture, const char *text)
{
	struct query_error error;
	struct query *query = query_parse(span_of(text), KEPT_KNOWN, &error);
	struct search *search;
	size_t found;
	g_test_message("%s", text);
	g_assert_null(error.message);
	search = search_new(fixture->archive, query, kept_asking(&fixture->kept), SEARCH_BY_DATE);
	search_work(search, 0);
	found = search_progress(search).found;
	search_free(search);
	return found;
}

/* Whatever a value is made of, its term means the articles that have it. */
static void terms_mean_what_was_counted(struct fixture *fixture, const void *data)
{
	GString *term = g_string_new(NULL);
	(void)data;
	check(fixture, "", FACET_LANGUAGE, "6 zh-Hant");
	for (enum facet facet = 0; facet < FACET_COUNT; facet++) {
		for (size_t i = 0; i < facets_rows(fixture->facets, facet); i++) {
			struct facet_row row = facets_row(fixture->facets, facet, i);
			g_string_truncate(term, 0);
			facets_term(fixture->facets, facet, &row, term);
			g_assert_cmpuint(found_by(fixture, term->str), ==, row.count);
		}
	}
	g_string_free(term, TRUE);
}

static void values_are_quoted(void)
{
	static const struct {
		const char *value, *term;
	} cases[] = {
		{"cn.nikkei.com", "source:==cn.nikkei.com"},
		{"a b", "source:==\"a b\""},
		{"日本經濟新聞", "source:==\"日本經濟新聞\""},
		{"a:b", "source:==\"a:b\""},
		{"(a)", "source:==\"(a)\""},
		{"a\\b", "source:==\"a\\b\""},
		{"-a", "source:==\"-a\""},
		{"say \"hi\"", "source:==“say \"hi\"”"},
		{"“curly”", "source:==\"“curly”\""},
		{"＂wide＂", "source:==“＂wide＂”"},
		{"a\"b”/c", "source:/^a\\\"b”\\/c$/"},
		{"", "-has:source"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		GString *term = g_string_new(NULL);
		struct query_error error;
		struct query *query;
		narrow_term(FACET_SOURCE, span_of(cases[i].value), term);
		g_assert_cmpstr(term->str, ==, cases[i].term);
		query = query_parse(span_of(term->str), 0, &error);
		g_assert_null(error.message);
		g_assert_cmpint(narrow_state(query, span_of(term->str)), ==, NARROWED_TO);
		query_free(query);
		g_string_free(term, TRUE);
	}
}

static void queries_are_narrowed(void)
{
	static const struct {
		const char *query, *term;
		enum narrowed wanted;
		const char *text; /* NULL: it cannot be */
	} cases[] = {
		{"", "tag:==a", NARROWED_TO, "tag:==a"},
		{"x", "tag:==a", NARROWED_TO, "x tag:==a"},
		{"x OR y", "tag:==a", NARROWED_TO, "(x OR y) tag:==a"},
		{"x (y OR z)", "tag:==a", NARROWED_OUT, "x (y OR z) -tag:==a"},
		{"x tag:==a y", "tag:==a", NARROWED_NOT, "x y"},
		{"tag:==a", "tag:==a", NARROWED_NOT, ""},
		{"-tag:==a", "tag:==a", NARROWED_TO, "tag:==a"},
		{"x -tag:==a", "tag:==a", NARROWED_NOT, "x"},
		{"(x OR y) tag:==a", "tag:==a", NARROWED_OUT, "(x OR y) -tag:==a"},
		{"tag:==a x tag:==a", "tag:==a", NARROWED_NOT, "x"},
		{"tag:==a OR x", "tag:==a", NARROWED_NOT, "tag:==a OR x"},
		{"-has:author", "-has:author", NARROWED_OUT, "has:author"},
		{"\"x", "tag:==a", NARROWED_TO, "\"x\" tag:==a"},
		{"(x", "tag:==a", NARROWED_TO, "(x) tag:==a"},
		{"x date:20", "tag:==a", NARROWED_TO, NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct query_error error;
		struct query *query = query_parse(span_of(cases[i].query), 0, &error);
		char *text = narrow_query(query, span_of(cases[i].term), cases[i].wanted);
		g_test_message("%s", cases[i].query);
		g_assert_cmpstr(text, ==, cases[i].text);
		g_free(text);
		query_error_clear(&error);
		query_free(query);
	}
}

static void dates_are_taken_out(void)
{
	static const struct {
		const char *query, *text;
	} cases[] = {
		{"x date:2022-11 y", "x y"}, {"date:2022", ""}, {"-has:date x", "x"}, {"x -date:>2020", "x"},
		{"x (date:2022 OR y)", "x (date:2022 OR y)"}, {"x", "x"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct query_error error;
		struct query *query = query_parse(span_of(cases[i].query), 0, &error);
		char *text = narrow_undated(query);
		g_assert_cmpstr(text, ==, cases[i].text);
		g_free(text);
		query_free(query);
	}
}

/* In portions, stopped, and asked anew in between: what shows is always a whole count, or says that it is not. */
static void counting_can_be_stopped(struct fixture *fixture, const void *data)
{
	(void)data;
	check(fixture, "", FACET_YEAR, "3 2023, 1 2022, 1 2020, 1 -");
	g_assert_false(facets_stop(fixture->facets));
	g_assert_true(facets_ask(fixture->facets, SPAN("date:2023")));
	g_assert_true(facets_progress(fixture->facets).busy);
	g_assert_cmpuint(facets_rows(fixture->facets, FACET_YEAR), ==, 4);
	g_assert_true(facets_stop(fixture->facets));
	g_assert_false(facets_progress(fixture->facets).busy);
	g_assert_cmpuint(facets_rows(fixture->facets, FACET_YEAR), ==, 4);
	g_assert_false(facets_ask(fixture->facets, SPAN("titel:x")));
	g_assert_false(facets_progress(fixture->facets).busy);
	g_assert_true(facets_ask(fixture->facets, SPAN("date:2023")));
	while (facets_progress(fixture->facets).busy)
		facets_work(fixture->facets, 1);
	g_assert_cmpuint(facets_rows(fixture->facets, FACET_YEAR), ==, 1);
	g_assert_cmpuint(facets_progress(fixture->facets).articles, ==, 3);
}

#define TEST(name, function) g_test_add(name, struct fixture, NULL, set_up, function, tear_down)

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	TEST("/facets/counts", values_are_counted);
	TEST("/facets/own-tags", own_tags_are_counted);
	TEST("/facets/terms", terms_mean_what_was_counted);
	TEST("/facets/stopped", counting_can_be_stopped);
	g_test_add_func("/facets/quoting", values_are_quoted);
	g_test_add_func("/facets/narrowing", queries_are_narrowed);
	g_test_add_func("/facets/undated", dates_are_taken_out);
	return g_test_run();
}
