/* SPDX-License-Identifier: MIT */
/* What replayed screens cannot show: settings, a single article, files, notes, keys that were bound anew. */
#include <glib.h>
#include <string.h>

#include "../replay/stage.h"
#include "../tree.h"

#define NIKKEI "effect open https://cn.nikkei.com/politicsaeconomy/politicsasociety/57177-2024-11-07-09-16-15.html\n"

static const struct {
	bool confirm, secure;
	const char *keys, *effects;
} openings[] = {
	{true, false, "o", ""},
	{true, false, "oy", NIKKEI},
	{true, false, "oｙ", NIKKEI}, /* from an input method */
	{true, false, "on", ""},
	{true, false, "o\r", ""},
	{true, false, "oy/y", NIKKEI},
	{false, false, "o", NIKKEI},
	{true, true, "o", ""},
	{false, true, "o", ""},
};

static void test_opening(void)
{
	struct stage *stage = stage_seeds();
	for (size_t i = 0; i < G_N_ELEMENTS(openings); i++) {
		stage->settings.open_confirm = openings[i].confirm;
		stage->settings.secure = openings[i].secure;
		stage_restart(stage);
		g_string_truncate(stage->effects, 0);
		stage_type(stage, openings[i].keys);
		g_assert_cmpstr(stage->effects->str, ==, openings[i].effects);
	}
	stage_free(stage);
}

/* One article needs no list: it is open at once, and q asks whether to leave after the list has been seen. */
static void test_single(void)
{
	char *path = stage_source("seeds/003_ce345879cc19f8df.txt");
	struct stage *stage = stage_new(path, 24, 80);
	char *dump = stage_dump(stage);
	g_assert_nonnull(strstr(dump, "-[ 高市早苗与特朗普同意努力实现春季美国会晤 ]-"));
	stage_type(stage, "qqy");
	g_assert_false(app_running(stage->app));
	g_free(dump);
	g_free(path);
	stage_free(stage);
}

static void free_free_setting(void *data)
{
	struct free_setting *setting = data;
	g_free(setting->group);
	g_free(setting->name);
	g_free(setting->value);
	g_free(setting);
}

static void bind_key(struct stage *stage, const char *key, const char *action)
{
	struct free_setting *setting = g_new0(struct free_setting, 1);
	if (!stage->settings.keys)
		stage->settings.keys = g_ptr_array_new_with_free_func(free_free_setting);
	setting->group = g_strdup("all");
	setting->name = g_strdup(key);
	setting->value = g_strdup(action);
	g_ptr_array_add(stage->settings.keys, setting);
}

/* Whoever looks for something in the help finds it. */
static void test_help_leads(void)
{
	static const char *const words[] = {
		"unread", "star", "tags", "note", "undo", "mark", "saved search", "typed in a prompt", "choose rows", "copies",
		"versions", "related", "headings", "links", "pictures", "raw file", "clipboard|copy", "export", "command", "$PAGER",
		"query", "regular expression", "pinyin", "counts", "timeline", "limit", "sort", "theme", "preset", "columns",
		"mouse", "config", "--fresh", "--private", "--plain", "pipe", "shelf", "screen anew", "wide code", "simplified",
		"config.yaml", "no colours", "JIANBAO_SECURE", "chosen rows",
	};
	struct stage *stage = stage_seeds();
	stage_type(stage, "?");
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		stage_type(stage, "/");
		stage_type(stage, words[i]);
		stage_type(stage, "\r");
		stage_rest(stage);
		g_test_message("%s", words[i]);
		stage_expect_not(stage, "match 0/0");
		stage_expect_not(stage, "Not found");
	}
	stage_free(stage);
}

/* Texts that name keys name those that are bound. */
static void test_keys_told(void)
{
	struct stage *stage = stage_seeds();
	bind_key(stage, "&", "none");
	bind_key(stage, "^X", "limit");
	bind_key(stage, "S", "none");
	bind_key(stage, "$", "find");
	bind_key(stage, "@", "none");
	bind_key(stage, "\"", "saved-searches");
	stage_restart(stage);
	stage_key(stage, 'X' - '@');
	stage_type(stage, "is:starred\r");
	stage_expect(stage, "No article is left by the limit; ^X and Enter");
	stage_type(stage, "?/query\r");
	stage_expect(stage, "^X and Enter take that away");
	stage_type(stage, "/deletes it\r");
	stage_expect(stage, "\"name=");
	stage_type(stage, "\033\033$a\r\030");
	stage_expect(stage, "$ changes it");
	g_ptr_array_unref(stage->settings.keys);
	stage_free(stage);
}

/* :save and :w with a file do what w does with it: ~, a question before a file is replaced, Tab; and not if secure. */
static void test_save(void)
{
	char *folder = g_dir_make_tmp("jianbao-app-XXXXXX", NULL);
	char *expected = g_strdup_printf("effect save %s/b c.md\neffect save %s/x.txt\neffect replace %s/alpha.md\n",
	                                 folder, g_get_home_dir(), folder);
	struct stage *stage = stage_seeds();
	tree_write_article(folder, "alpha.md", "A");
	stage_type(stage, ":save ");
	stage_type(stage, folder);
	stage_type(stage, "/b c.md\r:w ~/x.txt\r:w ");
	stage_type(stage, folder);
	stage_type(stage, "/al\t\r");
	stage_expect(stage, "Replace this file? (y/n)");
	stage_type(stage, "y:w x.unknown\r");
	stage_expect(stage, "The ending tells the format");
	g_assert_cmpstr(stage->effects->str, ==, expected);
	stage->settings.secure = true;
	stage_restart(stage);
	stage_type(stage, ":w x.md\r");
	stage_expect(stage, "JIANBAO_SECURE");
	stage_type(stage, ":pipe wc\r|weaO");
	g_assert_cmpstr(stage->effects->str, ==, expected);
	stage_free(stage);
	tree_remove(folder);
	g_free(expected);
	g_free(folder);
}

/* Where a list is empty, the key that opens is not one without a meaning. */
static void test_empty(void)
{
	struct stage *stage = stage_seeds();
	stage_type(stage, "&nothing-of-that-kind\r\r");
	stage_expect(stage, "No article is selected");
	stage_free(stage);
}

/* A note goes out to be edited and comes back; what was not asked for is no note. */
static void test_note(void)
{
	struct stage *stage = stage_seeds();
	struct event edited = {.kind = EVENT_EDITED, .text = SPAN("一个 note\n")};
	stage_event(stage, &edited);
	stage_type(stage, "a");
	g_assert_cmpstr(stage->effects->str, ==, "effect edit\n");
	stage_event(stage, &edited);
	stage_type(stage, "i");
	stage_expect(stage, "一个 note");
	g_string_truncate(stage->effects, 0);
	stage_type(stage, "qa");
	g_assert_cmpstr(stage->effects->str, ==, "effect edit 一个 note\n");
	stage->settings.secure = true;
	stage_restart(stage);
	g_string_truncate(stage->effects, 0);
	stage_type(stage, "a");
	g_assert_cmpstr(stage->effects->str, ==, "");
	stage_free(stage);
}

/* What is written for several articles is added to the note of each, and undone at once. */
static void test_notes_of_many(void)
{
	struct stage *stage = stage_seeds();
	stage_type(stage, "a");
	stage_event(stage, &(struct event){.kind = EVENT_EDITED, .text = SPAN("first")});
	g_string_truncate(stage->effects, 0);
	stage_type(stage, "xxa");
	g_assert_cmpstr(stage->effects->str, ==, "effect edit\n");
	stage_event(stage, &(struct event){.kind = EVENT_EDITED, .text = SPAN("both\n")});
	stage_expect(stage, "Noted on 2 articles");
	stage_type(stage, "\033giG");
	stage_expect(stage, "first");
	stage_expect(stage, "both");
	stage_type(stage, "qjiG");
	stage_expect(stage, "both");
	stage_type(stage, "qZiG");
	stage_expect_not(stage, "both");
	stage_free(stage);
}

/* What is typed behind the tags that are there is another tag. */
static void test_more_tags(void)
{
	struct stage *stage = stage_seeds();
	stage_type(stage, "tlater\rtdone\rt");
	stage_expect(stage, "Tags: done later");
	stage_free(stage);
}

/* A count goes past as many unread articles, and opens none on the way; where there are fewer, it ends at the last. */
static void test_unread_counted(void)
{
	struct stage *stage = stage_seeds();
	stage_type(stage, "r3]");
	stage_expect(stage, ">N 美日峰會");
	stage_type(stage, "3[");
	stage_expect(stage, ">N 日新外相");
	stage_expect(stage, "Nothing unread above this");
	stage_type(stage, "\r2]");
	stage_expect(stage, "-[ 美日峰會");
	stage_type(stage, "H");
	stage_expect(stage, "-[ 日新外相");
	stage_type(stage, "9999999]");
	stage_expect(stage, "-[ 高市早苗");
	stage_expect(stage, "Nothing unread below this");
	stage_free(stage);
}

/* Steps over paragraphs, each of which selects a word where it leads. */
static const struct {
	const char *keys, *word;
} paragraphs[] = {
	{"M}", "Two"}, {"M2}", "Three"}, {"M2}{", "Two"}, {"MG{", "Three"},
	{"MG2{", "Two"}, {"MG9{", "One"}, {"M9}{", "Three"},
};

static void test_paragraphs(void)
{
	char *folder = g_dir_make_tmp("jianbao-app-XXXXXX", NULL);
	tree_write(folder, "a.md", "One more.\n\nTwo more.\n\n![](a.png)\n\nThree more.\n");
	struct stage *stage = stage_new(folder, 24, 80);
	stage_type(stage, "\r");
	for (size_t i = 0; i < G_N_ELEMENTS(paragraphs); i++) {
		char *effect = g_strdup_printf("effect copy %s\n", paragraphs[i].word);
		g_string_truncate(stage->effects, 0);
		stage_type(stage, paragraphs[i].keys);
		stage_type(stage, "vey");
		g_assert_cmpstr(stage->effects->str, ==, effect);
		g_free(effect);
	}
	stage_free(stage);
	tree_remove(folder);
	g_free(folder);
}

/* All that is chosen is opened, where need be after a question. */
static void test_open_many(void)
{
	struct stage *stage = stage_seeds();
	stage->settings.open_confirm = false;
	stage_restart(stage);
	g_string_truncate(stage->effects, 0);
	stage_type(stage, "xxo");
	g_assert_cmpuint(g_strrstr(stage->effects->str, "effect open http") == stage->effects->str, ==, true);
	g_assert_nonnull(strstr(stage->effects->str, "\nhttp"));
	stage->settings.open_confirm = true;
	stage_restart(stage);
	g_string_truncate(stage->effects, 0);
	stage_type(stage, "xxo");
	stage_expect(stage, "Open these 2 pages?");
	stage_type(stage, "n");
	g_assert_cmpstr(stage->effects->str, ==, "");
	stage_free(stage);
}

/* In the order in which the list shows them: sorted by date a second time, that is the other way around. */
static void test_chosen_order(void)
{
	struct stage *stage = stage_seeds();
	stage_type(stage, "xxxxxy");
	char **forth = g_strsplit(stage->effects->str, "\n", -1);
	g_string_truncate(stage->effects, 0);
	stage_type(stage, "sdy");
	char **back = g_strsplit(stage->effects->str, "\n", -1);
	g_assert_cmpuint(g_strv_length(forth), ==, g_strv_length(back));
	g_assert_cmpstr(forth[1], ==, back[2]);
	g_assert_cmpstr(forth[2], ==, back[1]);
	g_assert_cmpstr(forth[1], !=, forth[2]);
	g_strfreev(forth);
	g_strfreev(back);
	stage_free(stage);
}

/* A limit that cannot be understood is not just forgotten. */
static void test_wrong_limit(void)
{
	struct stage *stage = stage_seeds();
	stage_type(stage, "&date:\r");
	stage_expect(stage, "column 6: expected a date");
	stage_type(stage, "j:limit (\r");
	stage_expect(stage, "column 1: expected )");
	stage_free(stage);
}

/* What was chosen is selected again when the limit leaves it again, and when Escape takes the limit back. */
static void test_limit_returns(void)
{
	struct stage *stage = stage_seeds();
	stage_type(stage, "jj&俄乌");
	stage_expect(stage, ">N 日新外相");
	stage_key(stage, 'U' - '@');
	stage_type(stage, "聚焦");
	stage_expect(stage, ">N 美日下周举行");
	stage_key(stage, 'U' - '@');
	stage_type(stage, "俄乌");
	stage_type(stage, "\033");
	stage_expect(stage, ">N 美日下周举行");
	stage_free(stage);
}

/* Where there is no article it is not the address that is missing. */
static void test_nothing_to_open(void)
{
	struct stage *stage = stage_seeds();
	static const char *const keys[] = {"o", "O", "y", "Y", "w", "|", "*"};
	stage_type(stage, "&qqqq\r");
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		stage_type(stage, "\033");
		stage_type(stage, keys[i]);
		stage_expect(stage, "No article is selected");
	}
	stage_free(stage);
}

/* ^Z and ^L are no text: they do what they do in a prompt and in a question, too, and both stay. */
static void test_controls(void)
{
	struct stage *stage = stage_seeds();
	stage_type(stage, "/x\032");
	g_assert_cmpstr(stage->effects->str, ==, "effect suspend\n");
	stage_expect(stage, "/x");
	g_string_truncate(stage->effects, 0);
	stage_type(stage, "\033q\032\014");
	g_assert_cmpstr(stage->effects->str, ==, "effect suspend\neffect redraw\n");
	stage_expect(stage, "(y/n)");
	stage_free(stage);
}

/* Why nothing is kept can be read in full, file and all, as long as that is so. */
static void test_shelf_problem(void)
{
	char *folder = g_dir_make_tmp("jianbao-app-XXXXXX", NULL), *path = g_build_filename(folder, "x.sqlite", NULL);
	struct stage *stage = stage_seeds();
	tree_write(folder, "x.sqlite", "This is no database.");
	struct shelf *own = stage->shelf, *damaged = shelf_open(path);
	shelf_ready(damaged, -1);
	stage->shelf = damaged;
	stage_restart(stage);
	stage_type(stage, "jE");
	stage_expect(stage, "1 problem (E)");
	stage_expect(stage, "x.sqlite)");
	stage->shelf = own;
	stage_restart(stage);
	g_free(shelf_close(damaged));
	stage_free(stage);
	tree_remove(folder);
	g_free(path);
	g_free(folder);
}

/* What is wrong with the config file is said at the start, and listed. */
static void test_config_problems(void)
{
	struct stage *stage = stage_seeds();
	struct problems *problems = problems_new();
	problems_add(problems, "wrong-value", "config.yaml", 3, 7, "true or false is expected");
	stage->problems = problems;
	stage_restart(stage);
	stage_expect(stage, "The config file has 1 problem; E shows it");
	stage_type(stage, "j");
	stage_expect(stage, "1 problem (E)");
	stage_type(stage, "E");
	stage_expect(stage, "config.yaml:3:7: true or false is expected");
	stage_free(stage);
	problems_free(problems);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/app/opening", test_opening);
	g_test_add_func("/app/single", test_single);
	g_test_add_func("/app/help-leads", test_help_leads);
	g_test_add_func("/app/keys-told", test_keys_told);
	g_test_add_func("/app/save", test_save);
	g_test_add_func("/app/controls", test_controls);
	g_test_add_func("/app/empty", test_empty);
	g_test_add_func("/app/note", test_note);
	g_test_add_func("/app/notes-of-many", test_notes_of_many);
	g_test_add_func("/app/more-tags", test_more_tags);
	g_test_add_func("/app/unread-counted", test_unread_counted);
	g_test_add_func("/app/paragraphs", test_paragraphs);
	g_test_add_func("/app/open-many", test_open_many);
	g_test_add_func("/app/chosen-order", test_chosen_order);
	g_test_add_func("/app/wrong-limit", test_wrong_limit);
	g_test_add_func("/app/limit-returns", test_limit_returns);
	g_test_add_func("/app/nothing-to-open", test_nothing_to_open);
	g_test_add_func("/app/shelf-problem", test_shelf_problem);
	g_test_add_func("/app/config-problems", test_config_problems);
	return g_test_run();
}
