/* SPDX-License-Identifier: MIT */
/* Titles found by pinyin: initials, readings, mixed, several readings of one character, both scripts. */
#include "find/sounds.h"

#include <glib.h>

#include "text/pinyin.h"

static const struct {
	const char *query, *text, *found; /* found: the bytes of the match as text; NULL for none */
} cases[] = {
	{"mrfh", "美日峰會", "美日峰會"},
	{"mrfh", "拜登出席美日峰会前", "美日峰会"},
	{"MRFH", "美日峰會", "美日峰會"},
	{"meirifenghui", "美日峰會", "美日峰會"},
	{"meirfhui", "美日峰會", "美日峰會"},
	{"meirifen", "美日峰會", "美日峰"}, /* as one types */
	{"rf", "美日峰會", "日峰"},
	{"mr", "美、日峰會", "美、日"},
	{"mrfx", "美日峰會", NULL},
	{"zg", "中国", "中国"},
	{"zhongg", "中国", "中国"},
	{"zhg", "中国", "中国"},
	{"yh", "银行", "银行"},   /* háng, not xíng */
	{"yx", "银行", "银行"},
	{"zq", "长期", "长期"},   /* cháng, zhǎng */
	{"cq", "長期", "長期"},
	{"nv", "女性", "女"},
	{"lvse", "綠色", "綠色"},
	{"gfh", "G7峰會", "G7峰會"},
	{"gqfh", "G7峰會", NULL}, /* figures are passed over */
	{"hello", "hello", NULL}, /* found by its letters */
	{"m", "美", NULL},
	{"m1", "美日", NULL},
	{"mr", "美の日", NULL},
	{"mr", "", NULL},
};

static void test_cases(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct match match = {0, 0};
		bool found = sounds_find(span_of(cases[i].query), span_of(cases[i].text), &match);
		g_test_message("%s", cases[i].query);
		g_assert_cmpint(found, ==, cases[i].found != NULL);
		char *text = g_strndup(cases[i].text + match.from, match.to - match.from);
		if (found)
			g_assert_cmpstr(text, ==, cases[i].found);
		g_free(text);
	}
}

/* Nearly all characters in use have a reading, and none has more than there is room for. */
static void test_readings(void)
{
	const char *syllables[PINYIN_MOST];
	size_t without = 0;
	for (uint32_t code = 0x4E00; code < 0x9FA6; code++) {
		size_t count = pinyin_readings(code, syllables);
		without += count == 0;
		g_assert_cmpuint(count, <, PINYIN_MOST);
	}
	g_assert_cmpuint(without, <, 200);
	g_assert_cmpuint(pinyin_readings('a', syllables), ==, 0);
	g_assert_cmpuint(pinyin_readings(0x20000, syllables), ==, 0);
	g_assert_cmpuint(pinyin_readings(0x6703, syllables), ==, 2); /* 會: hui, and kuai */
	g_assert_cmpstr(syllables[0], ==, "hui");
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/sounds/cases", test_cases);
	g_test_add_func("/sounds/readings", test_readings);
	return g_test_run();
}
