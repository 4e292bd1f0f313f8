/* SPDX-License-Identifier: MIT */
/* What stands above a body: the fields that it gives and what is left. */
#include <glib.h>
#include <string.h>

#include "article/date.h"
#include "article/preamble.h"

static const struct {
	const char *text, *fields, *body; /* title|url|author|date and where it was found */
} samples[] = {
	{"<!--1694733301000-->\n[a](https://e.org/1)\n------\n\n<p>x",
	 "a|https://e.org/1||2023-09-14T23:15:01Z comment", "\n<p>x"},
	{"<!--NaN-->\n[a](https://e.org/1)\n------\nx", "a|https://e.org/1|| ", "x"},
	{"<!--1694733301000-->\n[a](https://e.org/1)\n<p>x", "a|https://e.org/1||2023-09-14T23:15:01Z comment", "<p>x"},
	{"<!-- a remark -->\nx", "||| ", "<!-- a remark -->\nx"},
	{"---\ntitle: \"t\"\ndate: 2020-01-01\n---\n<!--1694733301000-->\n[l](https://e.org/1)\n---\nx",
	 "t|https://e.org/1||2020-01-01 front-matter", "x"},
	{"[a [b] c](https://e.org/1_(2))\n------\nx", "a [b] c|https://e.org/1_(2)|| ", "x"},
	{"[[b] a](https://e.org/中 文)\n===\nx", "[b] a|https://e.org/中文|| ", "x"},
	{"[a &amp;#39; b](https://e.org/ \"c\")\n---\nx", "a ' b|https://e.org/|| ", "x"},
	{"[a](https://e.org/1)\n\nx", "||| ", "[a](https://e.org/1)\n\nx"},
	{"---\ntitle: a\n---\n[a](https://e.org/1)\n\nx", "a|https://e.org/1|| ", "\nx"},
	{"[a](b.md) | [c](d.md)\n------\nx", "||| ", "[a](b.md) | [c](d.md)\n------\nx"},
	{"[a](https://e.org/1)\n------\n日期：Thu, 02 Jul 2020 18:28:24 +0000\n\n<p>x",
	 "a|https://e.org/1||2020-07-02T18:28:24Z header", "\n<p>x"},
	{"[a](https://e.org/1)\n------\n作者: b\n来源：https://e.org/2\nx：y\n", "a|https://e.org/1|b| ", "x：y\n"},
	{"标题：a\n日期：2020年1月2日\n原文地址（需登录）：https://e.org/中\n\nx",
	 "a|https://e.org/中||2020-01-02 header", "\nx"},
	{"日期：2020年1月2日\n\nx", "||| ", "日期：2020年1月2日\n\nx"}, /* one line is the text's own */
	{"x", "||| ", "x"},
	{"\n\n", "||| ", "\n\n"},
	{"", "||| ", ""},
};

static void test_preamble(void)
{
	static const enum field order[] = {FIELD_TITLE, FIELD_URL, FIELD_AUTHOR};
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		struct arena *arena = arena_new();
		GString *found = g_string_new(NULL);
		struct fields fields;
		struct span body;
		struct date date;
		const char *from;
		char written[32];
		fields_init(&fields, arena);
		body = preamble_read(arena, &fields, span_of(samples[i].text));
		for (size_t k = 0; k < G_N_ELEMENTS(order); k++) {
			enum origin origin = ORIGIN_FILE_NAME;
			struct span value = fields_value(&fields, order[k], &origin);
			if (origin != ORIGIN_FILE_NAME) /* that is no preamble's */
				g_string_append_len(found, value.at, (gssize)value.len);
			g_string_append_c(found, '|');
		}
		date = fields_date(&fields);
		date_write(date, written);
		from = date_from_name((enum date_from)date.from);
		g_string_append_printf(found, "%s %s", written, from ? from : "");
		g_test_message("%s", samples[i].text);
		g_assert_cmpstr(found->str, ==, samples[i].fields);
		g_assert_cmpuint(body.len, ==, strlen(samples[i].body));
		g_assert_true(span_equal(body, span_of(samples[i].body)));
		g_string_free(found, TRUE);
		arena_free(arena);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/preamble/read", test_preamble);
	return g_test_run();
}
