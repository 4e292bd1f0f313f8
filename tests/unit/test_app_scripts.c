/* SPDX-License-Identifier: MIT */
/* Text in another script, and set as the settings say. */
#include <glib.h>

#include "../replay/stage.h"
#include "page/script.h"

static bool has_scripts(void)
{
	struct scripts *scripts = scripts_new();
	const char *missing = scripts_missing(scripts, SCRIPT_TAIWAN_WORDS);
	if (missing)
		g_test_skip(missing);
	scripts_free(scripts);
	return !missing;
}

/* Reader and list in another script; what is searched for is the text, and its place stays. */
static void test_scripts(void)
{
	if (!has_scripts())
		return;
	struct stage *stage = stage_seeds();
	stage_type(stage, "/高市早苗与特\r");
	g_assert_true(stage_shows(stage, "高市早苗与特朗普同意"));
	stage_type(stage, "CC");
	g_assert_true(stage_shows(stage, "高市早苗與特朗普同意"));
	g_assert_true(stage_shows(stage, "as in Taiwan"));
	char *match = stage_marked(stage);
	g_assert_cmpstr(match, ==, "高市早苗與特");
	g_free(match);
	stage_type(stage, "\r");
	g_assert_true(stage_shows(stage, "[ 高市早苗與特朗普同意"));
	stage_type(stage, "/总统\r");
	match = stage_marked(stage);
	g_assert_true(g_str_has_prefix(match, "總統"));
	g_free(match);
	char *before = stage_dump(stage);
	stage_type(stage, "CC");
	g_assert_true(stage_shows(stage, "总统"));
	g_assert_true(stage_shows(stage, "as it is written"));
	stage_type(stage, "CC");
	char *after = stage_dump(stage);
	g_assert_true(g_str_has_prefix(after, "-"));
	*strrchr(before, '\n') = *strrchr(after, '\n') = '\0'; /* the last row tells what C did */
	*strrchr(before, '\n') = *strrchr(after, '\n') = '\0';
	g_assert_cmpstr(after, ==, before);
	g_free(after);
	g_free(before);
	stage_free(stage);
}

/* How text is set is the settings' to say. */
static void test_text_settings(void)
{
	struct stage *stage = stage_seeds();
	stage_type(stage, "\r");
	g_assert_false(stage_shows(stage, "\n     "));
	stage->settings.indented = true;
	stage_restart(stage);
	stage_type(stage, "\r");
	g_assert_true(stage_shows(stage, "\n     "));
	stage_free(stage);
}

/* The settings say how to begin. */
static void test_script_settings(void)
{
	if (!has_scripts())
		return;
	struct stage *stage = stage_seeds();
	stage->settings.script = SCRIPT_HONG_KONG;
	stage_restart(stage);
	g_assert_true(stage_shows(stage, "高市早苗與特朗普同意"));
	stage->settings.script = SCRIPT_TAIWAN;
	stage->settings.taiwan_words = true;
	stage_restart(stage);
	stage_resize(stage, 24, 110);
	stage_type(stage, "/高市早苗与特\r");
	stage_rest(stage);
	g_assert_true(stage_shows(stage, "\n相關文章")); /* the article's own heading above what is related */
	stage_type(stage, "C");
	g_assert_true(stage_shows(stage, "as in Hong Kong"));
	stage_type(stage, "CCC");
	g_assert_true(stage_shows(stage, "in the words of Taiwan"));
	stage_free(stage);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/app-scripts/scripts", test_scripts);
	g_test_add_func("/app-scripts/text-settings", test_text_settings);
	g_test_add_func("/app-scripts/script-settings", test_script_settings);
	return g_test_run();
}
