/* SPDX-License-Identifier: MIT */
/*
 * The program in the languages that it has: hints fit, plurals are right, what is stored in English is told translated.
 */
#include <glib.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#include "../replay/stage.h"
#include "../speak.h"
#include "base/problem.h"
#include "base/span.h"
#include "export/plain.h"
#include "ui/question.h"

static const char *const languages[] = {"zh_CN", "zh_TW", "ja", "ko"};

static bool is_spoken(const char *language)
{
	if (speak(language))
		return true;
	g_test_skip("this language has no catalog or no locale here");
	return false;
}

/* What is not translated yet is not judged here. */
static bool is_translated(const char *text)
{
	return gettext(text) != text;
}

/* The words of the hints that lead on from everywhere. */
static void has_hints(char *screen, const char *const *words, size_t count)
{
	const char *status = strrchr(g_strchomp(screen), '\n');
	g_assert_nonnull(status);
	for (size_t i = 0; i < count; i++)
		if (!strstr(status, g_dpgettext2(NULL, "hint", words[i])))
			g_error("no \"%s\" in the last row:%s", words[i], status);
}

static void check_hints(unsigned rows, unsigned columns)
{
	static const char *const of_list[] = {"read", "search", "help", "quit"}, *const of_reader[] = {"help", "back"};
	char *path = stage_source("seeds"), *screen;
	struct stage *stage = stage_new(path, rows, columns);
	screen = stage_dump(stage);
	has_hints(screen, of_list, G_N_ELEMENTS(of_list));
	g_free(screen);
	stage_key(stage, '\r');
	screen = stage_dump(stage);
	has_hints(screen, of_reader, G_N_ELEMENTS(of_reader));
	g_free(screen);
	stage_free(stage);
	g_free(path);
}

static void test_hints(const void *language)
{
	if (!is_spoken(language))
		return;
	check_hints(24, 80);
	check_hints(10, 40);
	speak(NULL);
}

/* The same words whatever the number, with the number in them: none of these languages has another plural. */
static void test_plurals(const void *language)
{
	if (!is_spoken(language))
		return;
	for (unsigned long count = 0; count < 120; count++) {
		const char *format = ngettext("%u article is chosen", "%u articles are chosen", count);
		if (is_translated("%u article is chosen"))
			g_assert_cmpstr(format, ==, gettext("%u article is chosen"));
		g_assert_nonnull(strstr(format, "%u"));
	}
	speak(NULL);
}

static void test_answers(const void *language)
{
	static const struct {
		uint32_t key;
		enum answer answer;
	} cases[] = {{'y', ANSWER_YES}, {'Y', ANSWER_YES}, {'n', ANSWER_NO}, {0xFF59, ANSWER_YES}, {'x', ANSWER_NONE}};
	if (!is_spoken(language))
		return;
	struct question *question = question_new("?", SPAN(""));
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpint(question_key(question, cases[i].key), ==, cases[i].answer);
	question_free(question);
	speak(NULL);
}

static void test_stored(void)
{
	static const struct {
		const char *stored, *told;
	} cases[] = {
		{"the link leads nowhere", "链接没有指向任何文件"},
		{"the value of “date” was read as plain text", "“date”的值按纯文本读取"},
		{"bytes that mean nothing in “GB18030”: 12", "在“GB18030”中没有意义的字节：12"},
		{"more than 4096 MB come out of the archive: nothing beyond this is read",
		 "压缩包解开后超过 4096 MB：此后不再读取"},
		{"“a 50% s” stands here again; the last one counts", "“a 50% s”在此重复出现；以最后一个为准"},
		{"100%s of something", "100%s of something"},
		{"“", "“"},
		{"“” and 7", "“” and 7"},
		{"", ""},
		{"已损坏：无法读取", "已损坏：无法读取"},
	};
	if (!is_spoken("zh_CN"))
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *told = problem_words(cases[i].stored);
		g_assert_cmpstr(told, ==, cases[i].told);
		g_free(told);
	}
	speak(NULL);
}

static void check_date(struct date date, bool local_words, const char *expected)
{
	char *text = plain_date(date, local_words);
	g_assert_cmpstr(text, ==, expected);
	g_free(text);
}

static void test_dates(void)
{
	const struct date day = {.seconds = 1667606400, .precision = DATE_DAY};
	const struct date instant = {.seconds = 1667642640, .precision = DATE_INSTANT};
	const struct date none = {.precision = DATE_NONE};
	check_date(day, true, "2022-11-05");
	check_date(instant, true, "2022-11-05 10:04");
	check_date(none, true, "");
	if (!is_spoken("zh_CN"))
		return;
	check_date(day, true, "2022年11月5日");
	check_date(instant, true, "2022年11月5日 10:04");
	check_date(day, false, "2022-11-05");
	check_date(none, true, "");
	speak(NULL);
}

static void add(const char *name, const char *language, GTestDataFunc test)
{
	char *path = g_strdup_printf("/speak/%s/%s", name, language);
	g_test_add_data_func(path, language, test);
	g_free(path);
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
		add("hints", languages[i], test_hints);
		add("plurals", languages[i], test_plurals);
		add("answers", languages[i], test_answers);
	}
	g_test_add_func("/speak/stored", test_stored);
	g_test_add_func("/speak/dates", test_dates);
	return g_test_run();
}
