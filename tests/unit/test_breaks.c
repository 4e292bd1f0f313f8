/* SPDX-License-Identifier: MIT */
/* Where lines may end. A case is a text with | at every place where a line may end, ‖ where it must. */
#include <glib.h>
#include <string.h>

#include "text/breaks.h"
#include "text/width.h"

#define MAY "|"
#define MUST "‖"

static const struct break_rules gb = {.level = BREAK_LEVEL_GB};

/* The case's text without its marks. */
static char *unmarked(const char *marked)
{
	char **parts = g_strsplit(marked, MUST, -1);
	char *text = g_strjoinv("", parts);
	g_strfreev(parts);
	parts = g_strsplit(text, MAY, -1);
	g_free(text);
	text = g_strjoinv("", parts);
	g_strfreev(parts);
	return text;
}

static char *marked(const char *text, const struct break_rules *rules)
{
	size_t len = strlen(text);
	uint8_t *chances = g_malloc(len);
	GString *out = g_string_new(NULL);
	breaks_find((struct span){text, len}, rules, chances);
	for (size_t i = 0; i < len; i++) {
		if (chances[i] == BREAK_MAY || chances[i] == BREAK_URL || chances[i] == BREAK_MUST)
			g_string_append(out, chances[i] == BREAK_MUST ? MUST : MAY);
		g_string_append_c(out, text[i]);
	}
	g_free(chances);
	return g_string_free(out, FALSE);
}

static void check_marked(const char *wanted, const struct break_rules *rules)
{
	char *text = unmarked(wanted), *got = marked(text, rules);
	g_assert_cmpstr(got, ==, wanted);
	g_free(text);
	g_free(got);
}

/* What UAX #14 alone does otherwise, and what it does already. */
static const char *const chinese[] = {
	"他|说：|“你|好。”|然|后|“一”|“二”|‘三’|好",
	"他|说|\"引|文\"|好，|\"你|好。\"|然|后|\"Hello\"|说",
	"“中|国”|China|和|iPhone|“苹|果”|don’t |stop |‘quoted’ |word",
	"他|“……”|“——”|他",
	"他：|“ 你|好 ”|了",
	"U.S.A. |e.g. |Node.js |www.x.com |and |so |on",
	"用|.NET|和|C++|开|发|Google+|应|用 |use |.NET |now",
	"3.14㎡ |100km/h|的|速|度 |and/or |input/|output",
	"和/或 |甲／乙",
	"好、|№5|号、|￥5|元，|$5",
	"北|京—|上|海|10～|20|列|夫·|托|尔|斯|泰",
	"这|样|——|那|样……|好",
	"word—|word |– |and |中—|英",
	"比|＋１|＋|和|１２．３％|和|１２，０００|元",
	"12：30|比|3．5，|1，|2，|3",
	"好~|的 |~10|天",
	"＜书|名＞|好",
	"10|月|2023|年",
	"（一）|《书》：|【注】",
	"甲 。|乙",
	"甲•|乙 |• |item",
	"soft\u00ADhyphen",
	"か\u3099|が|葛\U000E0100|城",
	"👨\u200D👩\u200D👧|🇨🇳|🇯🇵|👍🏽",
	"一　|二",
	"　　一|二 　|三",
	"一\n‖\n‖二\t|三\n",
};

static void test_chinese(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(chinese); i++)
		check_marked(chinese[i], &gb);
}

static const char *const addresses[] = {
	"看|https://www.example.com/|a/|b-|c_d?|x=|1&|y=|2#frag。|然|后",
	"www.foo.com/|2020/|12-|04/|中|文",
	"(http://x.org/|a,b;c:d!e) |and |http://x.org/|~a/.",
};

static void test_addresses(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(addresses); i++)
		check_marked(addresses[i], &gb);
}

static void test_korean(void)
{
	static const struct break_rules anywhere = {.level = BREAK_LEVEL_GB, .korean_anywhere = true};
	check_marked("한국어는 |띄어쓰기(Spacing)로 |10월에 |《책》은", &gb);
	check_marked("한|국|어|는 |띄|어", &anywhere);
}

static void test_levels(void)
{
	static const struct {
		enum break_level level;
		const char *marked;
	} cases[] = {
		{BREAK_LEVEL_NONE, "他|：|“|好|”|—|三|/|四|——|五|……|六|ー"},
		{BREAK_LEVEL_BASIC, "他：|“好”—|三/|四|——|五……|六|ー"},
		{BREAK_LEVEL_GB, "他：|“好”—|三/四|——|五……|六ー"},
		{BREAK_LEVEL_STRICT, "他：|“好”—|三/四——|五……|六ー"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		check_marked(cases[i].marked, &(struct break_rules){.level = cases[i].level});
}

static void test_names(void)
{
	enum break_level level = BREAK_LEVEL_NONE;
	g_assert_true(break_level_parse(SPAN("strict"), &level));
	g_assert_cmpint(level, ==, BREAK_LEVEL_STRICT);
	g_assert_false(break_level_parse(SPAN("stric"), &level));
	g_assert_cmpint(break_level_for("ja"), ==, BREAK_LEVEL_STRICT);
	g_assert_cmpint(break_level_for("ja-JP"), ==, BREAK_LEVEL_STRICT);
	g_assert_cmpint(break_level_for("jav"), ==, BREAK_LEVEL_GB);
	g_assert_cmpint(break_level_for(""), ==, BREAK_LEVEL_GB);
}

/* Bytes that are no UTF-8, also where a sequence is cut short at the end. */
static void test_invalid(void)
{
	static const char *const texts[] = {"\xFF", "中\xE4\xB8", "a\xF0\x9F\x98", "\x80\x80\xE3\x81", "中\xC0\x80文"};
	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		size_t len = strlen(texts[i]);
		char *text = g_memdup2(texts[i], len); /* not terminated: a sanitizer sees a read behind it */
		uint8_t *chances = g_malloc(len);
		breaks_find((struct span){text, len}, &gb, chances);
		g_assert_cmpuint(chances[0], ==, BREAK_NO);
		g_free(chances);
		g_free(text);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/breaks/chinese", test_chinese);
	g_test_add_func("/breaks/addresses", test_addresses);
	g_test_add_func("/breaks/korean", test_korean);
	g_test_add_func("/breaks/levels", test_levels);
	g_test_add_func("/breaks/names", test_names);
	g_test_add_func("/breaks/invalid", test_invalid);
	return g_test_run();
}
