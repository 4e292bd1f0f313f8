/* SPDX-License-Identifier: MIT */
/* Bylines: what a line says of author, editor, outlet and date. NULL: nothing. */
#include <glib.h>

#include "article/byline.h"
#include "article/date.h"

struct sample {
	const char *line, *author, *editor, *date, *site;
};

static char *value_of(const struct fields *fields, enum field field)
{
	struct span value = fields_value(fields, field, NULL);
	return value.at ? span_dup(value) : NULL;
}

static void check_field(const struct fields *fields, enum field field, const char *expected, const char *line)
{
	char *value = value_of(fields, field);
	if (g_strcmp0(value, expected) != 0)
		g_test_message("line: %s", line);
	g_assert_cmpstr(value, ==, expected);
	g_free(value);
}

static void check(const struct sample *sample, bool first, bool last)
{
	struct arena *arena = arena_new();
	struct fields fields;
	char date[32];
	fields_init(&fields, arena);
	byline_scan(&fields, span_of(sample->line), first, last);
	check_field(&fields, FIELD_AUTHOR, sample->author, sample->line);
	check_field(&fields, FIELD_EDITOR, sample->editor, sample->line);
	check_field(&fields, FIELD_SITE, sample->site, sample->line);
	date_write(fields_date(&fields), date);
	if (g_strcmp0(date, sample->date ? sample->date : "") != 0)
		g_test_message("line: %s", sample->line);
	g_assert_cmpstr(date, ==, sample->date ? sample->date : "");
	arena_free(arena);
}

static void test_first(void)
{
	static const struct sample samples[] = {
		{"【大纪元2023年01月06日讯】（大纪元记者戴芙若综合报导）在日本首相岸田", "戴芙若", NULL, "2023-01-06",
		 NULL},
		{"（中央社東京13日綜合外電報導）日本首相岸田文雄和美國總統拜登今天舉行峰會", NULL, NULL, NULL, NULL},
		{"（中央社記者溫貴香台北13日電）總統今天表示", "溫貴香", NULL, NULL, NULL},
		{"〔記者陳鈺馥／台北報導〕外交部", "陳鈺馥", NULL, NULL, NULL},
		{"[記者 張三、李四綜合報導] 外交部", "張三、李四", NULL, NULL, NULL},
		{"記者王小明／台北報導", "王小明", NULL, NULL, NULL},
		{"記者 王小明 台北報導", "王小明", NULL, NULL, NULL},
		{"（新华社记者张讯、王五）", "张讯、王五", NULL, NULL, NULL},
		{"文／張三", "張三", NULL, NULL, NULL},
		{"文 | 约翰·史密斯", "约翰·史密斯", NULL, NULL, NULL},
		{"作者：沈白  2024年3月12日 星期二 14:05", "沈白", NULL, "2024-03-12", NULL},
		{"2023-01-06 10:00 来源：新华社 作者：张三 编辑：李四", "张三", "李四", "2023-01-06", "新华社"},
		{"作者：沈白2024年3月12日 星期二 14:05", "沈白", NULL, "2024-03-12", NULL},
		{"作者：杜 虎", "杜 虎", NULL, NULL, NULL},
		{"作者 | 某大学乡村治理研究中心研究员 吕德文", "吕德文", NULL, NULL, NULL},
		{"作者：端点星的宇宙好友", "端点星的宇宙好友", NULL, NULL, NULL},
		{"作者丨陈龙 编辑丨张弛", "陈龙", "张弛", NULL, NULL},
		{"记者：您当初为什么希望翻译？", NULL, NULL, NULL, NULL},
		{"题图当代水墨，作者：@某人（某某）", NULL, NULL, NULL, NULL},
		{"转自：《东方早报·上海书评》2014年3月30日", NULL, NULL, NULL, "东方早报·上海书评"},
		{"出處：北大未名bbs 原文，轉載。", NULL, NULL, NULL, "北大未名bbs"},
		{"发布时间：2023-01-06 10:00", NULL, NULL, "2023-01-06", NULL},
		{"發佈於 2023年1月6日 星期五", NULL, NULL, "2023-01-06", NULL},
		{"【ワシントン＝山田太郎】米大統領は", "山田太郎", NULL, NULL, NULL},
		{"(남항=가나뉴스) 김하늘 기자 = 남항시 새 청사의", "김하늘", NULL, NULL, NULL},
		{"By John Smith and Jane Doe", "John Smith and Jane Doe", NULL, NULL, NULL},
		{"By Ludwig van Beethoven, Reuters | July 2, 2020", "Ludwig van Beethoven", NULL, "2020-07-02", NULL},
		{"BY lin", "lin", NULL, NULL, NULL},
		{"By the way, this is a sentence.", NULL, NULL, NULL, NULL},
		{"By Christmas Eve, he had gone home.", NULL, NULL, NULL, NULL},
		{"記者會全文：水庫放流後的五個問題", NULL, NULL, NULL, NULL},
		{"记者从市政府获悉", NULL, NULL, NULL, NULL},
		{"（图片来自网络，记者张三摄）", NULL, NULL, NULL, NULL},
		{"（2020年1月1日，他出生在北方的一个小城）后来", NULL, NULL, NULL, NULL},
		{"2020年7月1日，香港国安法生效。", NULL, NULL, NULL, NULL},
		{"See the link: https://a.example/x by: me", NULL, NULL, NULL, NULL},
		{"", NULL, NULL, NULL, NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		check(&samples[i], true, false);
}

static void test_last(void)
{
	static const struct sample samples[] = {
		{"拜登目前已抵達印尼。（譯者：劉淑琴/核稿：陳政一）1111113", NULL, NULL, NULL, NULL},
		{"責任編輯：李寰宇#", NULL, "李寰宇", NULL, NULL},
		{"……仍在等待。（记者 张三）", "张三", NULL, NULL, NULL},
		{"（责任编辑：周禾）", NULL, "周禾", NULL, NULL},
		{"叶宣/达扬（法新社、路透社、德新社）", "叶宣/达扬", NULL, NULL, NULL},
		{"张三（左）", NULL, NULL, NULL, NULL},
		{"长平是中国资深媒体人、时事评论作家。", NULL, NULL, NULL, NULL}, /* no title names him */
	};
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		check(&samples[i], false, true);
	check(&(struct sample){"文／張三", NULL, NULL, NULL, NULL}, false, false);
}

/* Who is introduced at the end and named in the title has written it. */
static void test_biography(void)
{
	struct arena *arena = arena_new();
	struct fields fields;
	fields_init(&fields, arena);
	fields_offer(&fields, FIELD_TITLE, ORIGIN_FRONT_MATTER, SPAN("长平观察：酷刑"));
	byline_scan(&fields, SPAN("长平是中国资深媒体人、时事评论作家。"), false, true);
	check_field(&fields, FIELD_AUTHOR, "长平", "biography");
	arena_free(arena);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/byline/first", test_first);
	g_test_add_func("/byline/last", test_last);
	g_test_add_func("/byline/biography", test_biography);
	return g_test_run();
}
