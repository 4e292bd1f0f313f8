/* SPDX-License-Identifier: MIT */
/* What a file of articles may not hold: each case spoils one thing of an article that is trusted. */
#include <glib.h>
#include <string.h>

#include "archive/trust.h"

static void spoil_title(struct article *article)
{
	article->title.from = 3;
}

static void spoil_text(struct article *article)
{
	article->text_len = article->pool_len + 1;
}

static void spoil_date(struct article *article)
{
	article->date = (struct date){INT64_MAX, DATE_DAY, 0};
}

static void spoil_language(struct article *article)
{
	memset(article->lang, 'a', sizeof(article->lang)); /* without an end */
}

static void spoil_characters(struct article *article)
{
	strcpy(article->lang, "zh\xE4");
}

static void test_fields(void)
{
	static void (*const cases[])(struct article *article) = {
		spoil_title, spoil_text, spoil_date, spoil_language, spoil_characters,
	};
	const struct article sound = {
		.pool = "text", .pool_len = 4, .text_len = 4, .title = {0, 2}, .lang = "zh-Hant", .date.precision = DATE_DAY,
	};
	g_assert_true(trust_facts(&sound) && trust_article(&sound));
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct article article = sound;
		cases[i](&article);
		g_assert_false(trust_facts(&article));
		g_assert_false(trust_article(&article));
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/trust/fields", test_fields);
	return g_test_run();
}
