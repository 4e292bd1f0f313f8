/* SPDX-License-Identifier: MIT */
/* What replayed screens cannot show: settings, a single article, an archive that is still loading. */
#include <glib.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <string.h>

#include "../replay/stage.h"
#include "../tree.h"
#include "page/script.h"
#include "text/utf8.h"
#include "ui/keymap.h"

#define NIKKEI "effect open https://cn.nikkei.com/politicsaeconomy/politicsasociety/57177-2024-11-07-09-16-15.html\n"

static struct stage *seeds_stage(void)
{
	char *seeds = stage_source("seeds");
	struct stage *stage = stage_new(seeds, 24, 80);
	g_free(seeds);
	return stage;
}

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
	struct stage *stage = seeds_stage();
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

/* The text of the row that the cursor stands on, without its marker; for g_free(). */
static char *selected_row(const struct stage *stage)
{
	char *dump = stage_dump(stage);
	char **rows = g_strsplit(dump, "\n", -1);
	char *row = g_strdup(rows[stage->canvas->cursor_row]);
	g_strfreev(rows);
	g_free(dump);
	return row;
}

static void take_news(struct stage *stage)
{
	struct pollfd poll_fd = {.fd = archive_fd(stage->archive), .events = POLLIN};
	if (poll(&poll_fd, 1, 10000) > 0)
		stage_event(stage, &(struct event){.kind = EVENT_NEWS});
}

/* The list fills while one reads: what is selected stays so, whatever comes in above it. */
static void test_loading(void)
{
	char *corpus = stage_source("../shared/corpus"), *seeds = stage_source("seeds");
	bool large = g_file_test(corpus, G_FILE_TEST_IS_DIR);
	if (!large)
		g_test_message("no corpus beside the source tree: the seeds have to do");
	struct stage *stage = stage_new_loading(large ? corpus : seeds, 24, 80);
	while (archive_count(stage->archive) < 3 && archive_progress(stage->archive).loading)
		take_news(stage);
	stage_key(stage, 'j');
	char *before = selected_row(stage);
	while (archive_progress(stage->archive).loading)
		take_news(stage);
	stage_rest(stage);
	char *after = selected_row(stage);
	g_assert_cmpstr(after, ==, before);
	g_assert_true(g_str_has_prefix(after, ">N"));
	g_assert_cmpint(app_timeout(stage->app), ==, -1);
	g_free(before);
	g_free(after);
	g_free(corpus);
	g_free(seeds);
	stage_free(stage);
}

static void write_article(const char *folder, const char *name, const char *title)
{
	char *text = g_strdup_printf("---\ntitle: %s\n---\n\nSome words about it.\n", title);
	tree_write(folder, name, text);
	g_free(text);
}

static void remove_file(const char *folder, const char *name)
{
	char *file = g_build_filename(folder, name, NULL);
	g_assert_cmpint(g_remove(file), ==, 0);
	g_free(file);
}

static void assert_shows(const struct stage *stage, const char *text, bool shows)
{
	char *dump = stage_dump(stage);
	if ((strstr(dump, text) != NULL) != shows)
		g_error("%s “%s”:\n%s", shows ? "nothing shows" : "something shows", text, dump);
	g_free(dump);
}

/* Escape leaves the prompt, then stops what goes on; the keys go on meanwhile, and ^R goes on with it. */
static void test_stop(void)
{
	char pipe_name[32];
	int ends[2];
	g_assert_cmpint(pipe(ends), ==, 0);
	g_snprintf(pipe_name, sizeof(pipe_name), "/dev/fd/%d", ends[0]);
	struct stage *stage = stage_new_loading(pipe_name, 24, 80);
	stage_type(stage, "/a\033");
	assert_shows(stage, "0 articles...", true);
	stage_key(stage, '\033');
	assert_shows(stage, " files or more; ^R goes on", true);
	stage_type(stage, "j?");
	assert_shows(stage, "Moving", true);
	stage_key(stage, '\033'); /* nothing is left to stop */
	assert_shows(stage, "Moving", false);
	stage_key(stage, 'R' - '@');
	assert_shows(stage, "stopped", false);
	assert_shows(stage, "0 articles...", true);
	g_assert_cmpint((int)write(ends[1], "Some words.\n", 12), ==, 12);
	close(ends[1]);
	while (archive_progress(stage->archive).loading)
		take_news(stage);
	assert_shows(stage, "Some words.", true);
	close(ends[0]);
	stage_free(stage);
}

#define MANY 120

/* So many words that an index of them is not made between two keys. */
static void write_many(const char *folder)
{
	for (unsigned i = 0; i < MANY; i++) {
		GString *text = g_string_new(NULL);
		char *name = g_strdup_printf("%03u.md", i);
		g_string_printf(text, "---\ntitle: Number %u\n---\n\nThe unmistakable word is about it. ", i);
		for (unsigned word = 0; word < 2500; word++)
			g_string_append_printf(text, "%x ", (i * 7919 + word * 104729) % 65521);
		tree_write(folder, name, text->str);
		g_string_free(text, TRUE);
		g_free(name);
	}
}

/* The related pane says how far its index is, and shows what is related as soon as that is known. */
static void test_related_waits(void)
{
	char *folder = g_dir_make_tmp("jianbao-app-XXXXXX", NULL);
	bool said = false;
	write_many(folder);
	struct stage *stage = stage_new(folder, 30, 120);
	for (unsigned turn = 0; turn < 1000 && !said; turn++) {
		stage->now_ms += 50;
		stage_event(stage, &(struct event){.kind = EVENT_TICK});
		char *dump = stage_dump(stage);
		said = strstr(dump, "Searching... ") != NULL;
		g_free(dump);
	}
	g_assert_true(said);
	assert_shows(stage, " s; Esc stops it", true);
	stage_rest(stage);
	assert_shows(stage, "Searching... ", false);
	assert_shows(stage, " shares ", true);
	stage_free(stage);
	tree_remove(folder);
	g_free(folder);
}

/* What looks for copies says how far and how long, and which key stops it: that which is bound. */
static void test_copies_stop(void)
{
	char *folder = g_dir_make_tmp("jianbao-app-XXXXXX", NULL);
	write_many(folder);
	struct stage *stage = stage_new(folder, 30, 120);
	stage_type(stage, "D");
	assert_shows(stage, " s; Esc stops it", true);
	stage_key(stage, '\033');
	assert_shows(stage, "Searching... ", false);
	assert_shows(stage, "Stopped: ", true);
	stage_type(stage, "qD");
	stage_rest(stage);
	assert_shows(stage, "Searching... ", false);
	assert_shows(stage, "Stopped: ", false);
	stage_free(stage);
	tree_remove(folder);
	g_free(folder);
}

/* A limit that takes long says how far it is, and Escape takes it away. */
static void test_limit_stops(void)
{
	char *folder = g_dir_make_tmp("jianbao-app-XXXXXX", NULL);
	write_many(folder);
	struct stage *stage = stage_new(folder, 30, 120);
	stage_type(stage, "&/((.+)+ )+\\1[g-z]{4}\\2/\r");
	g_usleep(250000); /* it is told from 200 ms on; nothing is looked for meanwhile */
	stage_event(stage, &(struct event){.kind = EVENT_TICK});
	assert_shows(stage, " limit: ", true);
	assert_shows(stage, "No article is left", false);
	stage_key(stage, '\033');
	assert_shows(stage, "Stopped: the list is not limited", true);
	assert_shows(stage, "1/120", true);
	stage_free(stage);
	tree_remove(folder);
	g_free(folder);
}

/* Grouping copies says how far it is, and Escape stops it: the setting is as if it had not been asked for. */
static void test_grouping_stops(void)
{
	char *folder = g_dir_make_tmp("jianbao-app-XXXXXX", NULL);
	write_many(folder);
	struct stage *stage = stage_new(folder, 30, 120);
	stage_type(stage, ":set group=story\r");
	stage_event(stage, &(struct event){.kind = EVENT_TICK});
	g_usleep(250000); /* it is told from 200 ms on; nothing is looked for meanwhile */
	stage_event(stage, &(struct event){.kind = EVENT_TICK});
	assert_shows(stage, " copies: ", true);
	stage_key(stage, '\033');
	assert_shows(stage, "Stopped: copies are not grouped", true);
	stage_type(stage, ":set group?\r");
	assert_shows(stage, "group=none", true);
	stage_rest(stage);
	assert_shows(stage, "1/120", true);
	stage_free(stage);
	tree_remove(folder);
	g_free(folder);
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
	struct stage *stage = seeds_stage();
	stage_type(stage, "?");
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		stage_type(stage, "/");
		stage_type(stage, words[i]);
		stage_type(stage, "\r");
		stage_rest(stage);
		g_test_message("%s", words[i]);
		assert_shows(stage, "match 0/0", false);
		assert_shows(stage, "Not found", false);
	}
	stage_free(stage);
}

/* Texts that name keys name those that are bound. */
static void test_keys_told(void)
{
	struct stage *stage = seeds_stage();
	bind_key(stage, "&", "none");
	bind_key(stage, "^X", "limit");
	bind_key(stage, "S", "none");
	bind_key(stage, "$", "find");
	bind_key(stage, "@", "none");
	bind_key(stage, "\"", "saved-searches");
	stage_restart(stage);
	stage_key(stage, 'X' - '@');
	stage_type(stage, "is:starred\r");
	assert_shows(stage, "No article is left by the limit; ^X and Enter", true);
	stage_type(stage, "?/query\r");
	assert_shows(stage, "^X and Enter take that away", true);
	stage_type(stage, "/deletes it\r");
	assert_shows(stage, "\"name=", true);
	stage_type(stage, "\033\033$a\r\030");
	assert_shows(stage, "$ changes it", true);
	g_ptr_array_unref(stage->settings.keys);
	stage_free(stage);
}

/* :save and :w with a file do what w does with it: ~, a question before a file is replaced, Tab; and not if secure. */
static void test_save(void)
{
	char *folder = g_dir_make_tmp("jianbao-app-XXXXXX", NULL);
	char *expected = g_strdup_printf("effect save %s/b c.md\neffect save %s/x.txt\neffect replace %s/alpha.md\n",
	                                 folder, g_get_home_dir(), folder);
	struct stage *stage = seeds_stage();
	write_article(folder, "alpha.md", "A");
	stage_type(stage, ":save ");
	stage_type(stage, folder);
	stage_type(stage, "/b c.md\r:w ~/x.txt\r:w ");
	stage_type(stage, folder);
	stage_type(stage, "/al\t\r");
	assert_shows(stage, "Replace this file? (y/n)", true);
	stage_type(stage, "y:w x.unknown\r");
	assert_shows(stage, "The ending tells the format", true);
	g_assert_cmpstr(stage->effects->str, ==, expected);
	stage->settings.secure = true;
	stage_restart(stage);
	stage_type(stage, ":w x.md\r");
	assert_shows(stage, "JIANBAO_SECURE", true);
	stage_type(stage, ":pipe wc\r|weaO");
	g_assert_cmpstr(stage->effects->str, ==, expected);
	stage_free(stage);
	tree_remove(folder);
	g_free(expected);
	g_free(folder);
}

/* ^R: what has come is in the list, marked; what has gone is not. */
static void test_changes(void)
{
	char *folder = g_dir_make_tmp("jianbao-app-XXXXXX", NULL), *dump;
	write_article(folder, "a.md", "first");
	write_article(folder, "b.md", "second");
	struct stage *stage = stage_new(folder, 24, 80);
	write_article(folder, "c.md", "third");
	remove_file(folder, "a.md");
	stage_key(stage, 'R' - '@');
	while (archive_progress(stage->archive).checking)
		take_news(stage);
	dump = stage_dump(stage);
	g_assert_nonnull(strstr(dump, "1 added, 0 changed, 1 gone"));
	g_assert_nonnull(strstr(dump, " + third"));
	g_assert_nonnull(strstr(dump, ">N second"));
	g_assert_null(strstr(dump, "first"));
	tree_remove(folder);
	g_free(dump);
	g_free(folder);
	stage_free(stage);
}

static void look_again(struct stage *stage)
{
	archive_look(stage->archive);
	while (archive_progress(stage->archive).checking)
		take_news(stage);
}

static void write_dated(const char *folder, const char *name, const char *title, const char *date, const char *url)
{
	char *text = g_strdup_printf("---\ntitle: %s\ndate: %s\nfrom: %s\n---\n\nSome words about it.\n", title, date, url);
	tree_write(folder, name, text);
	g_free(text);
}

/* Who has selected an article stands on it when a newer version of it comes, and takes its place elsewhere. */
static void test_newer(void)
{
	char *folder = g_dir_make_tmp("jianbao-app-XXXXXX", NULL);
	write_dated(folder, "a.md", "one", "2024-01-05", "https://example.org/one");
	write_dated(folder, "b.md", "two", "2024-01-04", "https://example.org/two");
	write_dated(folder, "c.md", "three", "2024-01-03", "https://example.org/three");
	struct stage *stage = stage_new(folder, 24, 80);
	stage_type(stage, "jj");
	assert_shows(stage, ">N three", true);
	write_dated(folder, "d.md", "three again", "2024-01-06", "https://example.org/three");
	look_again(stage);
	assert_shows(stage, ">+ three again", true);
	tree_remove(folder);
	g_free(folder);
	stage_free(stage);
}

/* What is read stays when it changes, and is told to have; ^R shows what it is now, or that it is gone. */
static void test_changed(void)
{
	char *folder = g_dir_make_tmp("jianbao-app-XXXXXX", NULL);
	write_article(folder, "a.md", "first");
	write_article(folder, "b.md", "second");
	struct stage *stage = stage_new(folder, 24, 80);
	stage_type(stage, "\r");
	write_article(folder, "a.md", "another one");
	look_again(stage);
	assert_shows(stage, "first", true);
	assert_shows(stage, "What you read has changed; ^R", true);
	stage_key(stage, 'R' - '@');
	assert_shows(stage, "first", false);
	assert_shows(stage, "another one", true);
	while (archive_progress(stage->archive).checking)
		take_news(stage);
	write_article(folder, "a.md", "the third one");
	stage_key(stage, 'R' - '@');
	while (archive_progress(stage->archive).checking)
		take_news(stage);
	assert_shows(stage, "the third one", true);
	remove_file(folder, "a.md");
	look_again(stage);
	assert_shows(stage, "What you read is gone", true);
	assert_shows(stage, "the third one", true);
	tree_remove(folder);
	g_free(folder);
	stage_free(stage);
}

static bool shows(const struct stage *stage, const char *text)
{
	char *dump = stage_dump(stage);
	bool found = strstr(dump, text) != NULL;
	g_free(dump);
	return found;
}

/* The cells of the screen that are styled as a match, as text; for g_free(). */
static char *marked(const struct stage *stage)
{
	GString *out = g_string_new(NULL);
	for (unsigned i = 0; i < stage->canvas->rows * stage->canvas->columns; i++) {
		const struct cell *cell = &stage->canvas->grid.cells[i];
		if (cell->width > 0 && (cell->style == STYLE_MATCH || cell->style == STYLE_MATCH_CURRENT))
			utf8_append(out, cell->code);
	}
	return g_string_free(out, FALSE);
}

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
	struct stage *stage = seeds_stage();
	stage_type(stage, "/高市早苗与特\r");
	g_assert_true(shows(stage, "高市早苗与特朗普同意"));
	stage_type(stage, "CC");
	g_assert_true(shows(stage, "高市早苗與特朗普同意"));
	g_assert_true(shows(stage, "as in Taiwan"));
	char *match = marked(stage);
	g_assert_cmpstr(match, ==, "高市早苗與特");
	g_free(match);
	stage_type(stage, "\r");
	g_assert_true(shows(stage, "[ 高市早苗與特朗普同意"));
	stage_type(stage, "/总统\r");
	match = marked(stage);
	g_assert_true(g_str_has_prefix(match, "總統"));
	g_free(match);
	char *before = stage_dump(stage);
	stage_type(stage, "CC");
	g_assert_true(shows(stage, "总统"));
	g_assert_true(shows(stage, "as it is written"));
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
	struct stage *stage = seeds_stage();
	stage_type(stage, "\r");
	g_assert_false(shows(stage, "\n     "));
	stage->settings.indented = true;
	stage_restart(stage);
	stage_type(stage, "\r");
	g_assert_true(shows(stage, "\n     "));
	stage_free(stage);
}

/* The settings say how to begin. */
static void test_script_settings(void)
{
	if (!has_scripts())
		return;
	struct stage *stage = seeds_stage();
	stage->settings.script = SCRIPT_HONG_KONG;
	stage_restart(stage);
	g_assert_true(shows(stage, "高市早苗與特朗普同意"));
	stage->settings.script = SCRIPT_TAIWAN;
	stage->settings.taiwan_words = true;
	stage_restart(stage);
	stage_resize(stage, 24, 110);
	stage_type(stage, "/高市早苗与特\r");
	stage_rest(stage);
	g_assert_true(shows(stage, "\n相關文章")); /* the article's own heading above what is related */
	stage_type(stage, "C");
	g_assert_true(shows(stage, "as in Hong Kong"));
	stage_type(stage, "CCC");
	g_assert_true(shows(stage, "in the words of Taiwan"));
	stage_free(stage);
}

/* Beginning again leads to the article, its place and the limit where one left; unless one wants to begin afresh. */
static void test_resume(void)
{
	struct stage *stage = seeds_stage();
	stage->session = "seeds";
	stage_restart(stage);
	stage_type(stage, "&美国\rj\r");
	stage_type(stage, "d");
	char *before = stage_dump(stage);
	stage_restart(stage);
	char *after = stage_dump(stage);
	g_assert_cmpstr(after, ==, before);
	assert_shows(stage, "limited by 美国", true);
	stage_type(stage, "qk");
	stage_restart(stage);
	assert_shows(stage, "-[ Articles & 美国 ]-", true); /* from the list one comes back to the list */
	stage_type(stage, "S美国\rj");
	g_free(before);
	before = stage_dump(stage);
	stage_restart(stage);
	g_free(after);
	after = stage_dump(stage);
	g_assert_cmpstr(after, ==, before);
	assert_shows(stage, "-[ Found: 美国 ]-", true);
	stage_type(stage, "\r");
	stage_restart(stage);
	stage_type(stage, "q");
	g_free(after);
	after = stage_dump(stage);
	g_assert_cmpstr(after, ==, before);
	stage->session = "another archive";
	stage_restart(stage);
	assert_shows(stage, "-[ Articles ]-", true);
	stage->session = "seeds";
	stage->settings.fresh = true;
	stage_restart(stage);
	assert_shows(stage, "-[ Articles ]-", true);
	assert_shows(stage, "limited by", false);
	g_free(before);
	g_free(after);
	stage_free(stage);
}

/* A pane that was made larger is as large when one begins again; even afresh. */
static void test_sizes(void)
{
	char *seeds = stage_source("seeds");
	struct stage *stage = stage_new(seeds, 20, 120);
	stage->settings.fresh = true;
	stage_restart(stage);
	char *first = stage_dump(stage);
	stage_type(stage, "9+");
	char *before = stage_dump(stage);
	g_assert_cmpstr(before, !=, first);
	stage_restart(stage);
	char *after = stage_dump(stage);
	g_assert_cmpstr(after, ==, before);
	stage_type(stage, "9-");
	stage_restart(stage);
	g_free(after);
	after = stage_dump(stage);
	g_assert_cmpstr(after, ==, first);
	g_free(first);
	g_free(before);
	g_free(after);
	stage_free(stage);
	g_free(seeds);
}

/* An article that was left is opened where one left it, and at its top where one came to the end. */
static void test_places(void)
{
	struct stage *stage = seeds_stage();
	stage_type(stage, "jj\rdq");
	stage_restart(stage);
	stage_type(stage, "jj\r");
	assert_shows(stage, "戴芙若 | epochtimes.com", false);
	stage_type(stage, "Gq");
	stage_restart(stage);
	stage_type(stage, "jj\r");
	assert_shows(stage, "戴芙若 | epochtimes.com", true);
	stage_free(stage);
}

/* A note goes out to be edited and comes back; what was not asked for is no note. */
static void test_note(void)
{
	struct stage *stage = seeds_stage();
	struct event edited = {.kind = EVENT_EDITED, .text = SPAN("一个 note\n")};
	stage_event(stage, &edited);
	stage_type(stage, "a");
	g_assert_cmpstr(stage->effects->str, ==, "effect edit\n");
	stage_event(stage, &edited);
	stage_type(stage, "i");
	assert_shows(stage, "一个 note", true);
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

/* ^Z and ^L are no text: they do what they do in a prompt and in a question, too, and both stay. */
static void test_controls(void)
{
	struct stage *stage = seeds_stage();
	stage_type(stage, "/x\032");
	g_assert_cmpstr(stage->effects->str, ==, "effect suspend\n");
	assert_shows(stage, "/x", true);
	g_string_truncate(stage->effects, 0);
	stage_type(stage, "\033q\032\014");
	g_assert_cmpstr(stage->effects->str, ==, "effect suspend\neffect redraw\n");
	assert_shows(stage, "(y/n)", true);
	stage_free(stage);
}

/* An open article counts as read after a while, not before, and not again where a key said otherwise. */
static void test_reading(void)
{
	struct stage *stage = seeds_stage();
	uint32_t entry = archive_at(stage->archive, 0);
	struct entry known;
	archive_entry(stage->archive, entry, &known);
	stage_type(stage, "\r");
	stage->now_ms += 4900;
	stage_event(stage, &(struct event){.kind = EVENT_TICK});
	g_assert_cmpint(shelf_number(stage->shelf, known.id, SHELF_READ), ==, 0);
	g_assert_cmpint(app_timeout(stage->app), <=, 100);
	stage->now_ms += 100;
	stage_event(stage, &(struct event){.kind = EVENT_TICK});
	g_assert_cmpint(shelf_number(stage->shelf, known.id, SHELF_READ), ==, 1);
	stage_type(stage, "r");
	stage->now_ms += 100000;
	stage_event(stage, &(struct event){.kind = EVENT_TICK});
	g_assert_cmpint(shelf_number(stage->shelf, known.id, SHELF_READ), ==, 0);
	stage_free(stage);
}

/* What is wrong with the config file is said at the start, and listed. */
static void test_config_problems(void)
{
	struct stage *stage = seeds_stage();
	struct problems *problems = problems_new();
	problems_add(problems, "wrong-value", "config.yaml", 3, 7, "true or false is expected");
	stage->problems = problems;
	stage_restart(stage);
	assert_shows(stage, "The config file has 1 problem; E shows it", true);
	stage_type(stage, "j");
	assert_shows(stage, "1 problem (E)", true);
	stage_type(stage, "E");
	assert_shows(stage, "config.yaml:3:7: true or false is expected", true);
	stage_free(stage);
	problems_free(problems);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/app/opening", test_opening);
	g_test_add_func("/app/single", test_single);
	g_test_add_func("/app/loading", test_loading);
	g_test_add_func("/app/scripts", test_scripts);
	g_test_add_func("/app/text-settings", test_text_settings);
	g_test_add_func("/app/script-settings", test_script_settings);
	g_test_add_func("/app/changes", test_changes);
	g_test_add_func("/app/newer", test_newer);
	g_test_add_func("/app/changed", test_changed);
	g_test_add_func("/app/stop", test_stop);
	g_test_add_func("/app/related-waits", test_related_waits);
	g_test_add_func("/app/copies-stop", test_copies_stop);
	g_test_add_func("/app/limit-stops", test_limit_stops);
	g_test_add_func("/app/grouping-stops", test_grouping_stops);
	g_test_add_func("/app/help-leads", test_help_leads);
	g_test_add_func("/app/keys-told", test_keys_told);
	g_test_add_func("/app/save", test_save);
	g_test_add_func("/app/resume", test_resume);
	g_test_add_func("/app/sizes", test_sizes);
	g_test_add_func("/app/places", test_places);
	g_test_add_func("/app/controls", test_controls);
	g_test_add_func("/app/note", test_note);
	g_test_add_func("/app/reading", test_reading);
	g_test_add_func("/app/config-problems", test_config_problems);
	return g_test_run();
}
