/* SPDX-License-Identifier: MIT */
/* What is on a shelf goes out as lines of JSON and comes in again, and is merged with what is there. */
#include <glib.h>

#include "shelf/exchange.h"
#include "shelves.h"

static void take_all(struct shelf *shelf, const GPtrArray *lines)
{
	struct problems *problems = problems_new();
	for (guint i = 0; i < lines->len; i++)
		g_assert_true(exchange_take(shelf, span_of(lines->pdata[i]), i + 1, "-", problems));
	g_assert_cmpuint(problems_count(problems), ==, 0);
	problems_free(problems);
}

/* What is exported and taken in again is exported the same; taking it in twice changes nothing. */
static void test_exchange(void)
{
	struct shelf *shelf = shelves_open(NULL), *copy = shelves_open(NULL);
	shelves_fill(shelf);
	GPtrArray *lines = exchange_lines(shelf);
	g_assert_cmpuint(lines->len, ==, 6); /* two articles, a search, a mark, two queries */
	take_all(copy, lines);
	take_all(copy, lines);
	GPtrArray *again = exchange_lines(copy);
	g_assert_cmpuint(again->len, ==, lines->len);
	for (guint i = 0; i < lines->len; i++)
		g_assert_cmpstr(again->pdata[i], ==, lines->pdata[i]);
	g_ptr_array_unref(lines);
	g_ptr_array_unref(again);
	shelves_close(shelf);
	shelves_close(copy);
}

#define AT(name, seconds) "\"" name "\":\"2023-01-06T08:00:" seconds ".000Z\""
#define RECORD(rest) "{\"v\":1,\"article\":\"0123456789abcdef\"," rest "}"

static void take(struct shelf *shelf, const char *line)
{
	g_assert_true(exchange_take(shelf, span_of(line), 1, "-", NULL));
}

static void test_merge(void)
{
	static const struct {
		const char *lines[3];
		enum shelf_field field;
		int64_t number;
		const char *text;
	} cases[] = {
		{{RECORD("\"read\":true," AT("read_at", "01")), RECORD("\"read\":false," AT("read_at", "02"))},
		 SHELF_READ,
		 0,
		 ""},
		{{RECORD("\"read\":true," AT("read_at", "02")), RECORD("\"read\":false," AT("read_at", "01"))},
		 SHELF_READ,
		 1,
		 ""},
		{{RECORD("\"read\":true," AT("read_at", "02")), RECORD("\"star\":true," AT("star_at", "01"))},
		 SHELF_READ,
		 1,
		 ""},
		{{RECORD("\"tags\":[\"b\",\"a\"]," AT("tags_at", "01"))}, SHELF_TAGS, 0, "a\nb"},
		{{RECORD("\"note\":\"new\"," AT("note_at", "02")), RECORD("\"note\":\"old\"," AT("note_at", "01"))},
		 SHELF_NOTE,
		 0,
		 "new\n\nold"},
		{{RECORD("\"note\":\"old\"," AT("note_at", "01")), RECORD("\"note\":\"new\"," AT("note_at", "02")),
		  RECORD("\"note\":\"old\"," AT("note_at", "01"))},
		 SHELF_NOTE,
		 0,
		 "new\n\nold"},
		{{RECORD("\"note\":\"old\"," AT("note_at", "01")), RECORD("\"note\":\"\"," AT("note_at", "02"))},
		 SHELF_NOTE,
		 0,
		 "old"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct shelf *shelf = shelves_open(NULL);
		for (size_t j = 0; j < 3 && cases[i].lines[j]; j++)
			take(shelf, cases[i].lines[j]);
		g_assert_cmpint(shelf_number(shelf, ONE, cases[i].field), ==, cases[i].number);
		g_assert_cmpstr(shelf_text(shelf, ONE, cases[i].field), ==, cases[i].text);
		shelves_close(shelf);
	}
}

/* More tags than anybody has are no tags: what keeping them costs grows with their square. */
static void test_many_tags(void)
{
	struct shelf *shelf = shelves_open(NULL);
	GString *line = g_string_new("{\"v\":1,\"article\":\"0123456789abcdef\"," AT("tags_at", "01") ",\"tags\":[\"t\"");
	for (unsigned i = 0; i < 10000; i++)
		g_string_append_printf(line, ",\"tag%u\"", i);
	g_string_append(line, "]}");
	g_assert_false(exchange_take(shelf, (struct span){line->str, line->len}, 1, "-", NULL));
	g_string_free(line, TRUE);
	shelves_close(shelf);
}

static void test_refused(void)
{
	static const char *const lines[] = {
		"",
		"[]",
		"{\"v\":1}",
		"{\"v\":2,\"article\":\"0123456789abcdef\"}",
		"{\"v\":1,\"article\":\"../x\"}",
		RECORD("\"read\":true"),
		RECORD("\"read\":\"yes\"," AT("read_at", "01")),
		RECORD("\"star\":true," AT("star_at", "01") ",\"place\":-1," AT("place_at", "01")),
		"{\"v\":1,\"search\":\"x\"}",
		"{\"v\":1,\"searched\":\"x\"}",
		"{\"v\":1,\"searched\":3," AT("changed", "01") "}",
		"{\"v\":1,\"mark\":\"a\",\"id\":\"0123\",\"place\":9,\"context\":\"\"}",
		"{\"v\":1,\"mark\":\"ab\",\"id\":\"0123\",\"place\":9,\"context\":\"\"," AT("changed", "01") "}",
		"{\"v\":1,\"mark\":\"a\",\"id\":\"../x\",\"place\":9,\"context\":\"\"," AT("changed", "01") "}",
		"{\"v\":1,\"mark\":\"a\",\"id\":\"0123\",\"place\":-9,\"context\":\"\"," AT("changed", "01") "}",
	};
	struct shelf *shelf = shelves_open(NULL);
	struct problems *problems = problems_new();
	for (unsigned i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_assert_false(exchange_take(shelf, span_of(lines[i]), i + 1, "f", problems));
		g_assert_cmpuint(problems_at(problems, i)->line, ==, i + 1);
	}
	g_assert_null(shelf_get(shelf, ONE, SHELF_STAR));
	problems_free(problems);
	shelves_close(shelf);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/exchange/exchange", test_exchange);
	g_test_add_func("/exchange/merge", test_merge);
	g_test_add_func("/exchange/refused", test_refused);
	g_test_add_func("/exchange/many-tags", test_many_tags);
	return g_test_run();
}
