/* SPDX-License-Identifier: MIT */
/* Who begins again is where one left, and what was read is known. */
#include <glib.h>

#include "../replay/stage.h"

/* Beginning again leads to the article, its place and the limit where one left; unless one wants to begin afresh. */
static void test_resume(void)
{
	struct stage *stage = stage_seeds();
	stage->session = "seeds";
	stage_restart(stage);
	stage_type(stage, "&美国\r");
	stage_rest(stage); /* all is found before one moves */
	stage_type(stage, "j\rd");
	char *before = stage_dump(stage);
	stage_restart(stage);
	char *after = stage_dump(stage);
	g_assert_cmpstr(after, ==, before);
	stage_expect(stage, "limited by 美国");
	stage_type(stage, "qk");
	stage_restart(stage);
	stage_expect(stage, "-[ Articles & 美国 ]-"); /* from the list one comes back to the list */
	stage_type(stage, "S美国\r");
	stage_rest(stage);
	stage_type(stage, "j");
	g_free(before);
	before = stage_dump(stage);
	stage_restart(stage);
	g_free(after);
	after = stage_dump(stage);
	g_assert_cmpstr(after, ==, before);
	stage_expect(stage, "-[ Found: 美国 ]-");
	stage_type(stage, "\r");
	stage_restart(stage);
	stage_type(stage, "q");
	g_free(after);
	after = stage_dump(stage);
	g_assert_cmpstr(after, ==, before);
	stage->session = "another archive";
	stage_restart(stage);
	stage_expect(stage, "-[ Articles ]-");
	stage->session = "seeds";
	stage->settings.fresh = true;
	stage_restart(stage);
	stage_expect(stage, "-[ Articles ]-");
	stage_expect_not(stage, "limited by");
	g_free(before);
	g_free(after);
	stage_free(stage);
}

/* A while after a key the place is kept, for whoever does not get to leave. */
static void test_killed(void)
{
	struct stage *stage = stage_seeds();
	stage->session = "seeds";
	stage_restart(stage);
	stage_type(stage, "\rd");
	const struct shelf_item *item = shelf_item(stage->shelf, SHELF_SESSION, "seeds");
	g_assert_cmpint(item->number, ==, 0);
	g_assert_cmpint(app_timeout(stage->app), <=, 5000);
	stage->now_ms += 5000;
	stage_event(stage, &(struct event){.kind = EVENT_TICK});
	item = shelf_item(stage->shelf, SHELF_SESSION, "seeds");
	g_assert_cmpint(item->number, >, 0);
	g_assert_cmpint(shelf_number(stage->shelf, span_of(item->text), SHELF_PLACE), ==, item->number);
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
	struct stage *stage = stage_seeds();
	stage_type(stage, "jj\rdq");
	stage_restart(stage);
	stage_type(stage, "jj\r");
	stage_expect_not(stage, "戴芙若 | epochtimes.com");
	stage_type(stage, "Gq");
	stage_restart(stage);
	stage_type(stage, "jj\r");
	stage_expect(stage, "戴芙若 | epochtimes.com");
	stage_free(stage);
}

/* An open article counts as read after a while, not before, and not again where a key said otherwise. */
static void test_reading(void)
{
	struct stage *stage = stage_seeds();
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

/* Where nothing is kept, nothing that is said sounds as if it were. */
static void test_not_kept(void)
{
	struct stage *stage = stage_seeds();
	struct shelf *before = stage->shelf;
	static const char *const keys[] = {"*", "r", "mb", "tnew\r", "S美国\r@name\r", "@-name\r", "Z"};
	stage->shelf = shelf_open("/dev/null/shelf.sqlite");
	stage_restart(stage);
	shelf_ready(stage->shelf, -1);
	stage_type(stage, "j");
	stage_expect(stage, "Nothing is kept of what you do");
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		stage_type(stage, keys[i]);
		stage_expect(stage, "Only until you quit (the file cannot be written): ");
	}
	stage_free(stage);
	shelf_close(before);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/app-resume/resume", test_resume);
	g_test_add_func("/app-resume/killed", test_killed);
	g_test_add_func("/app-resume/sizes", test_sizes);
	g_test_add_func("/app-resume/places", test_places);
	g_test_add_func("/app-resume/reading", test_reading);
	g_test_add_func("/app-resume/not-kept", test_not_kept);
	return g_test_run();
}
