/* SPDX-License-Identifier: MIT */
/* Dates: every line is a value as some archive wrote it, and what it means; "" is none. */
#include <glib.h>

#include "article/date.h"

struct sample {
	const char *value, *means;
};

static void check(struct date date, const struct sample *sample)
{
	char written[32];
	date_write(date, written);
	if (g_strcmp0(written, sample->means) != 0)
		g_test_message("value: %s", sample->value);
	g_assert_cmpstr(written, ==, sample->means);
}

static const struct sample parse_samples[] = {
	{"2022-11-13T18:04:03.000Z", "2022-11-13T18:04:03Z"},
	{"2019-08-30T16:37:57+01:00", "2019-08-30T15:37:57Z"},
	{"2019-04-18 23:05 +0800", "2019-04-18T15:05:00Z"},
	{"2020-01-01 00:30:00 +08", "2019-12-31T16:30:00Z"},
	{"2020-07-02 18:28:24 UTC", "2020-07-02T18:28:24Z"},
	{"20200702T182824Z", "2020-07-02T18:28:24Z"},
	{"2018-02-24  +0800", "2018-02-24"},
	{"2019-2-06", "2019-02-06"},
	{" 2019/2/6 ", "2019-02-06"},
	{"2019.02.06", "2019-02-06"},
	{"20190206", "2019-02-06"},
	{"2020-07-02 18:28:24", "2020-07-02"},
	{"2020-07-02T18:28", "2020-07-02"},
	{"2023年1月6日", "2023-01-06"},
	{"2023 年 01 月 06 日 14:05", "2023-01-06"},
	{"２０２３年１月６日", "2023-01-06"},
	{"2024년 3월 12일", "2024-03-12"},
	{"民國112年1月6日", "2023-01-06"},
	{"令和5年1月6日", "2023-01-06"},
	{"Thu, 02 Jul 2020 18:28:24 +0000", "2020-07-02T18:28:24Z"},
	{"Thu, 2 Jul 2020 18:28:24 -0500", "2020-07-02T23:28:24Z"},
	{"02 Jul 2020 18:28:24 GMT", "2020-07-02T18:28:24Z"},
	{"Thu Jul 02 2020 18:28:24 GMT+0800 (China Standard Time)", "2020-07-02T10:28:24Z"},
	{"July 2, 2020", "2020-07-02"},
	{"Sept. 2nd, 2020", "2020-09-02"},
	{"July 2, 2020, 6:28 PM EST", "2020-07-02T23:28:00Z"},
	{"July 2, 2020, 6:28 PM CST", "2020-07-02"}, /* Chicago's or China's */
	{"2 juillet 2020", "2020-07-02"},
	{"1er févr. 2020", "2020-02-01"},
	{"2. Juli 2020, 18:28 Uhr", "2020-07-02"},
	{"2 de Julio de 2020", "2020-07-02"},
	{"2 июля 2020 18:28", "2020-07-02"},
	{"2 تموز/يوليو 2020", "2020-07-02"},
	{"2 tuillet 2020", ""},
	{"2 illet 2020", ""},
	{"2 / 2020", ""},
	{"15/09/2023 - 01:00", "2023-09-15"},
	{"09/15/2023", "2023-09-15"},
	{"05/09/2023", ""}, /* May or September */
	{"1668362643000", "2022-11-13T18:04:03Z"},
	{"1668362643", "2022-11-13T18:04:03Z"},
	{"2021-13-45T25:61:61+99:99", ""},
	{"2021-01-05T25:00:00Z", ""},
	{"2021-01-05T10:00:00+99:99", ""},
	{"2021-02-30", ""},
	{"2021-00-10", ""},
	{"0000-01-01", ""},
	{"9999-12-31", ""},
	{"2020-02-29", "2020-02-29"},
	{"1969-07-20T20:17:40Z", "1969-07-20T20:17:40Z"},
	{"Sat, 32 Foo 0000 99:99:99 +9999", ""},
	{"true", ""},
	{"2020", ""},
	{"NaN", ""},
	{"", ""},
};

static void test_parse(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(parse_samples); i++)
		check(date_parse(span_of(parse_samples[i].value)), &parse_samples[i]);
}

static void test_milliseconds(void)
{
	static const struct sample samples[] = {
		{"1694733301000", "2023-09-14T23:15:01Z"},
		{"1694733301999", "2023-09-14T23:15:01Z"},
		{"-1000000000001", "1938-04-24T22:13:19Z"},
		{"0", ""},
		{"1694733301", ""}, /* seconds, or nothing that a clock showed */
		{"NaN", ""},
		{"99999999999999999999", ""},
		{"-62135596800000", ""},
		{"", ""},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		check(date_from_milliseconds(span_of(samples[i].value)), &samples[i]);
}

static void test_find(void)
{
	static const struct sample samples[] = {
		{"【大纪元2023年01月06日讯】（大纪元记者", "2023-01-06"},
		{"每日新闻（2020/01/26）", "2020-01-26"},
		{"(2013年10月26日) 电子书：第44期", "2013-10-26"},
		{"发布于 2020-07-02 18:28 来源", "2020-07-02"},
		{"Published July 2, 2020 by", "2020-07-02"},
		{"on 2 July 2020.", "2020-07-02"},
		{"第2020-13-01号，2020-12-01", "2020-12-01"},
		{"在２０２３年１月６日", "2023-01-06"},
		{"于 民國112年1月6日", "2023-01-06"},
		{"于昭和64年1月6日", "1989-01-06"},
		{"於　2023年1月6日", "2023-01-06"},
		{"le 2 июля 2020", "2020-07-02"},
		{"DECEMBER 1, 2020", "2020-12-01"},
		{"今年2020年12月", ""},
		{"12020-01-011", ""},
		{"1月6日", ""},
		{"电话 2020-1234-5678", ""},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		check(date_find(span_of(samples[i].value)), &samples[i]);
}

static void test_path(void)
{
	static const struct sample samples[] = {
		{"/2020/12/4/title.html", "2020-12-04"},
		{"/gb/23/1/6/n13900968.htm", "2023-01-06"},
		{"/cn/%E5%9B%BD%E9%99%85/20230914-%E6%97%A5", "2023-09-14"},
		{"/politicsasociety/57177-2024-11-07-09-16-15.html", "2024-11-07"},
		{"/news/aopl/202211130217.aspx", "2022-11-13"},
		{"/n1/2020/0712/c1001-31780.html", "2020-07-12"},
		{"/202007/12/x.html", "2020-07-12"},
		{"/2020-07/12/c_1126.htm", "2020-07-12"},
		{"_posts/2019-08-30-缓慢解体.md", "2019-08-30"},
		{"archive 2020-01-01/2019-05-05 title.md", "2019-05-05"},
		{"20190505_title.txt", "2019-05-05"},
		{"/2010/POLITICS/08/13/x/index.html", "2010-08-13"},
		{"/lessons-09202011.htm", "2011-09-20"},
		{"/lessons-09102011.htm", ""},
		{"/2020/07/title/", ""},
		{"/chinese/2020/07/", ""},
		{"/archive/20201345/", ""},
		{"/a/1234567890123", ""},
		{"/12/34/56/", ""},
		{"/v1.2.3/", ""},
		{"", ""},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		check(date_in_path(span_of(samples[i].value)), &samples[i]);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/date/parse", test_parse);
	g_test_add_func("/date/milliseconds", test_milliseconds);
	g_test_add_func("/date/find", test_find);
	g_test_add_func("/date/path", test_path);
	return g_test_run();
}
