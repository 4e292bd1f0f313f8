/* SPDX-License-Identifier: MIT */
/* Plain text: the title line, paragraphs and lines, tables; nothing in it is markup. */
#include <glib.h>

#include "body_maker.h"

struct sample {
	const char *source, *expected;
};

static void check_all(const struct sample *samples, size_t count, unsigned shows)
{
	for (size_t i = 0; i < count; i++)
		body_check("text", samples[i].source, shows, samples[i].expected);
}

static void test_title(void)
{
	static const struct sample samples[] = {
		{"\n   the title   \n\ntext\n", "P text\ntitle: the title"},
		{"only one line", "P only one line\ntitle: only one line"},
		{"", ""},
	};
	check_all(samples, G_N_ELEMENTS(samples), BODY_NO_TITLE);
	body_check("text", "first line\n\ntext\n", 0, "P first line\nP text");
}

static void test_lines(void)
{
	static const struct sample samples[] = {
		{"one\n\n \n\ntwo", "P one\nP two"},
		{"問：為什麼？\n答：不知道。", "P 問：為什麼？/答：不知道。"},
		{"視察には知事と市長が同行した。首相は庁舎内の防災センターで職員から説明を受け、\n備蓄倉庫や電源を見て"
		 "回った。",
		 "P "
		 "視察には知事と市長が同行した。首相は庁舎内の防災センターで職員から説明を受け、備蓄倉庫や電源を見て回"
		 "った。"},
		{"The council voted on Tuesday to keep the ferry for two more years and\nto pay for it.",
		 "P The council voted on Tuesday to keep the ferry for two more years and to pay for it."},
		{"* not *emphasis*\n# no heading\n<b>no tag</b> &amp; no entity",
		 "P * not *emphasis*/# no heading/<b>no tag</b> &amp; no entity"},
		{"作者：沈白  2024年3月12日", "P 作者：沈白 2024年3月12日"},
	};
	check_all(samples, G_N_ELEMENTS(samples), 0);
}

static void test_tables(void)
{
	static const struct sample samples[] = {
		{"before\na\tb\n1\t2\nafter", "P before\nC0,0 a\nC0,1 b\nC1,0 1\nC1,1 2\nP after"},
		{"name\tvalue", "P name value"},
	};
	check_all(samples, G_N_ELEMENTS(samples), 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/plain/title", test_title);
	g_test_add_func("/plain/lines", test_lines);
	g_test_add_func("/plain/tables", test_tables);
	return g_test_run();
}
