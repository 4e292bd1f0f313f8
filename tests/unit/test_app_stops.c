/* SPDX-License-Identifier: MIT */
/* What takes long says how far it is, and Escape stops it. */
#include <glib.h>
#include <string.h>

#include "../replay/stage.h"
#include "../tree.h"

/* Escape leaves the prompt, then stops what goes on; the keys go on meanwhile, and ^R goes on with it. */
static void test_stop(void)
{
	char pipe_name[32];
	int ends[2];
	g_assert_cmpint(pipe(ends), ==, 0);
	g_snprintf(pipe_name, sizeof(pipe_name), "/dev/fd/%d", ends[0]);
	struct stage *stage = stage_new_loading(pipe_name, 24, 80);
	stage_type(stage, "/a\033");
	stage_expect(stage, "0 articles...");
	stage_key(stage, '\033');
	stage_expect(stage, " files or more; ^R goes on");
	stage_type(stage, "j?");
	stage_expect(stage, "Moving");
	stage_key(stage, '\033'); /* nothing is left to stop */
	stage_expect_not(stage, "Moving");
	stage_key(stage, 'R' - '@');
	stage_expect_not(stage, "stopped");
	stage_expect(stage, "0 articles...");
	g_assert_cmpint((int)write(ends[1], "Some words.\n", 12), ==, 12);
	close(ends[1]);
	while (archive_progress(stage->archive).loading)
		stage_take_news(stage);
	stage_expect(stage, "Some words.");
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
	stage_expect(stage, " s; Esc stops it");
	stage_rest(stage);
	stage_expect_not(stage, "Searching... ");
	stage_expect(stage, " shares ");
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
	stage_expect(stage, " s; Esc stops it");
	stage_key(stage, '\033');
	stage_expect_not(stage, "Searching... ");
	stage_expect(stage, "Stopped: ");
	stage_type(stage, "qD");
	stage_rest(stage);
	stage_expect_not(stage, "Searching... ");
	stage_expect_not(stage, "Stopped: ");
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
	stage_expect(stage, " limit: ");
	stage_expect_not(stage, "No article is left");
	stage_key(stage, '\033');
	stage_expect(stage, "Stopped: the list is not limited");
	stage_expect(stage, "1/120");
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
	stage_expect(stage, " copies: ");
	stage_key(stage, '\033');
	stage_expect(stage, "Stopped: copies are not grouped");
	stage_type(stage, ":set group?\r");
	stage_expect(stage, "group=none");
	stage_rest(stage);
	stage_expect(stage, "1/120");
	stage_free(stage);
	tree_remove(folder);
	g_free(folder);
}

/* Where all is read, the way to what is unread is long: gone in portions, and given up for whatever else is done. */
static void test_unread_stops(void)
{
	char *folder = g_dir_make_tmp("jianbao-app-XXXXXX", NULL);
	for (unsigned i = 0; i < 3000; i++) {
		char *name = g_strdup_printf("%04u.md", i);
		tree_write(folder, name, "Text.\n");
		g_free(name);
	}
	struct stage *stage = stage_new(folder, 24, 80);
	stage_type(stage, "Ay");
	stage_rest(stage);
	stage_type(stage, "]");
	stage_expect(stage, "of 3000 articles, 0 s; Esc stops it");
	stage_rest(stage);
	stage_expect(stage, "Nothing unread below this");
	for (const char *key = "\033j"; *key; key++) {
		stage_type(stage, "]");
		stage_key(stage, (unsigned char)*key);
		stage_expect_not(stage, "Esc stops it");
		stage_rest(stage);
		stage_expect_not(stage, "Nothing unread below this");
	}
	stage_free(stage);
	tree_remove(folder);
	g_free(folder);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/app-stops/stop", test_stop);
	g_test_add_func("/app-stops/related-waits", test_related_waits);
	g_test_add_func("/app-stops/copies-stop", test_copies_stop);
	g_test_add_func("/app-stops/limit-stops", test_limit_stops);
	g_test_add_func("/app-stops/grouping-stops", test_grouping_stops);
	g_test_add_func("/app/unread-stops", test_unread_stops);
	return g_test_run();
}
