/* SPDX-License-Identifier: MIT */
/* The record and the plain text of one article, and what escaping leaves of bytes. */
#include <glib.h>

#include "../tree.h"
#include "export/escape.h"
#include "export/plain.h"
#include "export/record.h"

static const char article_text_of_file[] =
	"---\ntitle: 關於“記錄”的文章\nauthor: 測試社\ndate: 2023-05-06T07:08:09.000Z\n"
	"from: https://www.example.org/a/1.html\n"
	"tags: [ 甲, 乙 ]\n---\n\n"
	"<p>第一段寫得夠長，沒有人會把它當成別的東西，<a href=\"two.md\">另一篇</a>在這裡。</p>\n"
	"<p>第二段也寫得夠長，同樣沒有人會把它當成別的東西。</p>\n";

static const char older_text[] =
	"---\ntitle: 舊\ndate: 2001-02-03\nfrom: http://example.org/a/1.html\n---\n\n<p>舊的一段。</p>\n";

static const char other_text[] = "---\ntitle: 另一篇\n---\n\n<p>另一篇文章只有一段，也寫得夠長，這裡說完。</p>\n";

static const struct {
	const char *name, *text;
} files[] = {{"one.md", article_text_of_file}, {"older.md", older_text}, {"two.md", other_text}};

struct place {
	char *root;
	struct archive *archive;
};

static void set_up(struct place *place, const void *data)
{
	char *parent = g_dir_make_tmp("jianbao-record-XXXXXX", NULL);
	const char *paths[1];
	(void)data;
	place->root = g_build_filename(parent, "news", NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
		tree_write(place->root, files[i].name, files[i].text);
	paths[0] = place->root;
	place->archive = archive_open(paths, 1);
	archive_wait(place->archive);
	g_free(parent);
}

static void tear_down(struct place *place, const void *data)
{
	char *parent = g_path_get_dirname(place->root);
	(void)data;
	archive_close(place->archive);
	tree_remove(parent);
	g_free(parent);
	g_free(place->root);
}

#define HEAD \
	"{\"v\":1,\"id\":\"5672269442b7eb51\",\"archive\":\"news\",\"path\":\"one.md\",\"title\":\"關於“記錄”的文章\"," \
	"\"date\":\"2023-05-06T07:08:09Z\",\"date_from\":\"front-matter\",\"author\":\"測試社\"," \
	"\"source\":\"example.org\",\"url\":\"https://www.example.org/a/1.html\"," \
	"\"versions\":[{\"archive\":\"news\",\"path\":\"one.md\",\"date\":\"2023-05-06T07:08:09Z\"}," \
	"{\"archive\":\"news\",\"path\":\"older.md\",\"date\":\"2001-02-03\"}]," \
	"\"tags\":[\"甲\",\"乙\"],\"lang\":\"zh-Hant\","
#define TEXT \
	"\"text\":\"第一段寫得夠長，沒有人會把它當成別的東西，另一篇在這裡。\\n\\n" \
	"第二段也寫得夠長，同樣沒有人會把它當成別的東西。\"," \
	"\"links\":[{\"text\":\"另一篇\",\"url\":\"two.md\",\"article\":\"TWO\"}],\"images\":[],"
#define TAIL "\"related\":[],\"warnings\":[]"

/* The line, with the id of two.md, which hangs on the name of a folder, written as TWO. */
static char *line_of(const struct place *place, const char *path, unsigned parts)
{
	GString *out = g_string_new(NULL);
	struct entry two;
	char *id;
	archive_entry(place->archive, archive_find_path(place->archive, SPAN("two.md")), &two);
	record_line(out, place->archive, archive_find_path(place->archive, span_of(path)), parts);
	id = span_dup(two.id);
	g_string_replace(out, id, "TWO", 0);
	g_free(id);
	return g_string_free(out, FALSE);
}

static void records_are_complete(struct place *place, const void *data)
{
	static const struct {
		unsigned parts;
		const char *line;
	} cases[] = {
		{RECORD_TEXT, HEAD TEXT TAIL "}\n"},
		{RECORD_FIELDS, HEAD TAIL "}\n"},
		{RECORD_ASIDES, HEAD TAIL ",\"asides\":[]}\n"},
	};

	(void)data;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *line = line_of(place, "one.md", cases[i].parts);
		g_assert_cmpstr(line, ==, cases[i].line);
		g_free(line);
	}
}

static void what_is_unknown_is_null(struct place *place, const void *data)
{
	char *line = line_of(place, "two.md", RECORD_FIELDS);
	(void)data;
	g_assert_cmpstr(line, ==,
	                "{\"v\":1,\"id\":\"TWO\",\"archive\":\"news\",\"path\":\"two.md\",\"title\":\"另一篇\","
	                "\"date\":null,\"date_from\":null,\"author\":null,\"source\":null,\"url\":null,\"versions\":[],"
	                "\"tags\":[],\"lang\":\"zh-Hant\"," TAIL "}\n");
	g_free(line);
}

static void plain_text_reads_well(struct place *place, const void *data)
{
	GString *out = g_string_new(NULL);
	(void)data;
	plain_write(out, place->archive, archive_find_path(place->archive, SPAN("one.md")), false);
	g_assert_cmpstr(out->str, ==,
	                "關於“記錄”的文章\n測試社 | example.org | 2023-05-06 07:08\nhttps://www.example.org/a/1.html\n\n"
	                "第一段寫得夠長，沒有人會把它當成別的東西，另一篇在這裡。\n\n"
	                "第二段也寫得夠長，同樣沒有人會把它當成別的東西。\n\n"
	                "Links:\n[1] 另一篇 <two.md>\n");
	g_string_free(out, TRUE);
}

static void nothing_acts_on_a_terminal(void)
{
	static const struct {
		const char *bytes, *text, *field;
	} cases[] = {
		{"中 a", "中 a", "中 a"},
		{"a\nb\tc\\", "a\nb\tc\\", "a\\nb\\tc\\\\"},
		{"\033[31m", "\\x1B[31m", "\\x1B[31m"},
		{"\xc2\x9b" "31m\x7f", "\\u{009B}31m\\x7F", "\\u{009B}31m\\x7F"},
		{"\xff\xe4\xb8", "\\xFF\\xE4\\xB8", "\\xFF\\xE4\\xB8"},
		{"\xef\xbf\xbd", "\xef\xbf\xbd", "\xef\xbf\xbd"},
		{"\xe2\x80\xae", "\\u{202E}", "\\u{202E}"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		GString *text = g_string_new(NULL), *field = g_string_new(NULL);
		escape_text(text, span_of(cases[i].bytes));
		escape_field(field, span_of(cases[i].bytes));
		g_assert_cmpstr(text->str, ==, cases[i].text);
		g_assert_cmpstr(field->str, ==, cases[i].field);
		g_string_free(text, TRUE);
		g_string_free(field, TRUE);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/record/complete", struct place, NULL, set_up, records_are_complete, tear_down);
	g_test_add("/record/unknown", struct place, NULL, set_up, what_is_unknown_is_null, tear_down);
	g_test_add("/plain/text", struct place, NULL, set_up, plain_text_reads_well, tear_down);
	g_test_add_func("/escape/bytes", nothing_acts_on_a_terminal);
	return g_test_run();
}
