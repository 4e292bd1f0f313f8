/* SPDX-License-Identifier: MIT */
/*
 * Completing queries: what the end of a query may become, what is put there at the first Tab, and that it reads back as
 * it was meant. Then Tab and Shift-Tab, and an archive of very many names.
 */
#include <glib.h>
#include <string.h>

#include "find/kept.h"
#include "ui/query_words.h"

/* "|" parts words. */
static const struct {
	enum vocabulary_field field;
	const char *word;
} words[] = {
	{VOCABULARY_SOURCE, "新华社"},   {VOCABULARY_SOURCE, "新华网"},       {VOCABULARY_SOURCE, "New York Times"},
	{VOCABULARY_SOURCE, "New Yorker"}, {VOCABULARY_SOURCE, "NHK"},        {VOCABULARY_SOURCE, "The \"Daily\" Post"},
	{VOCABULARY_SOURCE, "(臺)中央社"}, {VOCABULARY_SOURCE, "nhk"},        {VOCABULARY_TAG, "外交"},
	{VOCABULARY_TAG, "/path"},         {VOCABULARY_LANG, "zh-Hans"},      {VOCABULARY_LANG, "ja"},
	{VOCABULARY_AUTHOR, "\033[31mred"}, {VOCABULARY_AUTHOR, "a\xFF" "b"}, {VOCABULARY_AUTHOR, "two “and\" both"},
};

static const struct {
	const char *text, *words;
	size_t from;
	const char *common; /* NULL: no more than there is */
} cases[] = {
	{"ta", "tag:", 0, NULL},
	{"美国 -ta", "tag:", 8, NULL},
	{"(so", "source:", 1, NULL},
	{"zzz", "", 0, NULL},
	{"is:", "unread|starred|empty", 3, NULL},
	{"is:U", "unread", 3, NULL},
	{"source:新", "新华社|新华网", 7, "新华"},
	{"source：新华社", "新华社", 9, NULL},
	{"source:ne", "\"New York Times\"|\"New Yorker\"", 7, "\"New York"},
	{"x source:\"New York ", "\"New York Times\"", 9, NULL},
	{"source:=nh", "NHK|nhk", 8, "NHK"},
	{"source:the", "“The \"Daily\" Post”", 7, NULL},
	{"source:\"(", "\"(臺)中央社\"", 7, NULL},
	{"tag:", "\"/path\"|外交", 4, NULL},
	{"author:", "", 7, NULL},
	{"\"tag:\" lang:z", "zh-Hans", 12, NULL},
	{"\"a tag:", "", 0, NULL},
	{"near:3(a b) l", "lang:|links:", 12, NULL},
};

static struct vocabulary *make_vocabulary(void)
{
	struct vocabulary *vocabulary = vocabulary_new(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
		vocabulary_add(vocabulary, words[i].field, span_of(words[i].word));
	return vocabulary;
}

/* What was put there is a query that is right. */
static void check_reads(const char *text, size_t from, const char *word)
{
	GString *line = g_string_new_len(text, (gssize)from);
	struct query_error error;
	g_string_append(line, word);
	if (text[0] == '(' && !g_str_has_suffix(word, ":"))
		g_string_append_c(line, ')');
	struct query *query = query_parse((struct span){line->str, line->len}, KEPT_KNOWN, &error);
	g_assert_nonnull(query);
	if (!g_str_has_suffix(word, ":"))
		g_assert_cmpstr(error.message, ==, NULL);
	query_error_clear(&error);
	query_free(query);
	g_string_free(line, TRUE);
}

static void test_query(void)
{
	struct vocabulary *vocabulary = make_vocabulary();
	struct completion completion;
	completion_init(&completion);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		g_test_message("%s", cases[i].text);
		query_complete(span_of(cases[i].text), vocabulary, &completion);
		g_assert_cmpuint(completion.from, ==, cases[i].from);
		g_assert_cmpstr(completion.common, ==, cases[i].common);
		for (guint j = 0; j < completion.words->len; j++)
			check_reads(cases[i].text, completion.from, g_ptr_array_index(completion.words, j));
		g_ptr_array_add(completion.words, NULL);
		char *joined = g_strjoinv("|", (char **)completion.words->pdata);
		g_assert_cmpstr(joined, ==, cases[i].words);
		g_free(joined);
		completion_drop(&completion);
	}
	completion_clear(&completion);
	vocabulary_free(vocabulary);
}

static void test_step(void)
{
	struct completion completion;
	completion_init(&completion);
	g_assert_null(completion_step(&completion, 1));
	completion_add(&completion, "half-a");
	completion_add(&completion, "half-b");
	completion_settle(&completion, 3);
	g_assert_cmpstr(completion_step(&completion, 1), ==, "half-");
	g_assert_cmpstr(completion_step(&completion, 1), ==, "half-a");
	g_assert_cmpstr(completion_step(&completion, 1), ==, "half-b");
	g_assert_cmpstr(completion_step(&completion, 1), ==, "half-a");
	g_assert_cmpstr(completion_step(&completion, -1), ==, "half-b");
	completion_drop(&completion);
	completion_add(&completion, "a");
	completion_add(&completion, "b");
	completion_settle(&completion, 0);
	g_assert_cmpstr(completion_step(&completion, -1), ==, "b");
	completion_clear(&completion);
}

/* All of them count, some are listed, and what all have in common is what those have that are not. */
static void test_many(void)
{
	struct vocabulary *vocabulary = vocabulary_new(NULL);
	struct completion completion;
	char name[32];
	completion_init(&completion);
	for (unsigned i = 0; i < 50000; i++) {
		g_snprintf(name, sizeof name, "來源%05u", i);
		vocabulary_add(vocabulary, VOCABULARY_SOURCE, span_of(name));
	}
	query_complete(span_of("source:"), vocabulary, &completion);
	g_assert_cmpuint(completion.total, ==, 50000);
	g_assert_cmpuint(completion.words->len, ==, COMPLETION_MOST);
	g_assert_cmpstr(completion.common, ==, "來源");
	completion_clear(&completion);
	vocabulary_free(vocabulary);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/completion/query", test_query);
	g_test_add_func("/completion/step", test_step);
	g_test_add_func("/completion/many", test_many);
	return g_test_run();
}
