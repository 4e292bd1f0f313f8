/* SPDX-License-Identifier: MIT */
/* The command line: what is typed, what it means, what is wrong with it where, and what Tab makes of it. */
#include <glib.h>

#include "ui/command_line.h"
#include "ui/completion.h"

static const struct {
	const char *text, *meaning; /* "action count", "set name value", "ask name", or "byte: wrong" */
} cases[] = {
	{"", "-"},
	{"  ", "-"},
	{"help", "help 0"},
	{"q", "quit 0"},
	{"40", "top 40"},
	{"12 open-address", "open-address 12"},
	{" down  3 ", "down 3"},
	{"down x", "5: wrong"},
	{"down 3 4", "down 3"},
	{"dwon", "0: wrong"},
	{"3 dwon", "2: wrong"},
	{"99999999999999", "top 9999999"},
	{"set measure=60", "set measure 60"},
	{"set reader.measure = 60", "set reader.measure 60"},
	{"set measure=6", "12: wrong"},
	{"set measure?", "ask measure"},
	{"set measure", "ask measure"},
	{"set mesure", "4: wrong"},
	{"set mesure=60", "4: wrong"},
	{"set", "list"},
	{"set ?", "4: wrong"},
	{"limit", "limit 0"},
	{"limit  tag:x y ", "limit tag:x y"},
	{"find 美国 -title:视频", "find 美国 -title:视频"},
	{"set confirm=no", "set confirm no"},
	{"w", "save 0"},
	{"w ~/a b.md", "save ~/a b.md"},
	{"search 美國 總統", "search 美國 總統"},
	{"pipe wc -l", "pipe wc -l"},
	{"wq", "quit 0"},
	{"$", "bottom 0"},
	{"noh", "cancel 0"},
};

static char *meaning_of(const char *text, const struct settings *settings)
{
	struct command command;
	size_t at;
	if (command_parse(span_of(text), settings, &command, &at))
		return g_strdup_printf("%zu: wrong", at);
	switch (command.kind) {
	case COMMAND_NOTHING:
		return g_strdup("-");
	case COMMAND_ACTION:
		return g_strdup_printf("%s %u", action_info(command.action)->name, command.count);
	case COMMAND_SET:
		return g_strdup_printf("set %.*s %.*s", (int)command.name.len, command.name.at, (int)command.value.len,
		                       command.value.at);
	case COMMAND_QUERY:
	case COMMAND_TEXT:
		return g_strdup_printf("%s %.*s", action_info(command.action)->name, (int)command.value.len,
		                       command.value.at);
	case COMMAND_LIST:
		return g_strdup("list");
	case COMMAND_ASK:
		return g_strdup_printf("ask %.*s", (int)command.name.len, command.name.at);
	}
	return NULL;
}

static void test_parse(void)
{
	struct settings settings;
	settings_default(&settings);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *meaning = meaning_of(cases[i].text, &settings);
		g_assert_cmpstr(meaning, ==, cases[i].meaning);
		g_free(meaning);
	}
	g_assert_cmpint(settings.measure, ==, 76); /* nothing is set by parsing */
	settings_clear(&settings);
}

static const struct {
	const char *text, *words;
	size_t from, common;
} completions[] = {
	{"hel", "help", 0, 4},
	{"half", "half-page-down half-page-up", 0, 10},
	{"3 half-page-u", "half-page-up", 2, 12},
	{"set meas", "measure=", 4, 8},
	{"set reader.mea", "reader.measure=", 4, 15},
	{"set spl", "split=", 4, 6},
	{"set layo", "layout.split=", 4, 13},
	{"set script=t", "taiwan", 11, 6},
	{"set script=", "original simplified taiwan hong-kong", 11, 0},
	{"se", "search select set ", 0, 2},
	{"select-", "", 0, 0},
	{"set", "set ", 0, 4},
	{"xyz", "", 0, 0},
	{"set theme=h", "high-contrast", 10, 13},
	{"set columns=title,re", "read", 18, 4},
};

static void test_complete(void)
{
	struct settings settings;
	settings_default(&settings);
	for (size_t i = 0; i < G_N_ELEMENTS(completions); i++) {
		GPtrArray *words = g_ptr_array_new_with_free_func(g_free);
		g_assert_cmpuint(command_complete(span_of(completions[i].text), &settings, words), ==,
		                 completions[i].from);
		g_assert_cmpuint(completion_common(words), ==, completions[i].common);
		g_ptr_array_add(words, NULL);
		char *joined = g_strjoinv(" ", (char **)words->pdata);
		g_assert_cmpstr(joined, ==, completions[i].words);
		g_free(joined);
		g_ptr_array_unref(words);
	}
	settings_clear(&settings);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/command-line/parse", test_parse);
	g_test_add_func("/command-line/complete", test_complete);
	return g_test_run();
}
