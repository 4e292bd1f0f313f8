/* SPDX-License-Identifier: MIT */
/*
 * Archives that are opened twice: what is read again, what is found to have changed, and what is kept of what has gone.
 * Work is counted, never timed. What goes wrong meanwhile: test_snapshot_faults.c.
 */
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../tree.h"
#include "archive/cache.h"
#include "source/zip_writer.h"
#include "visit.h"

static void set_up(struct place *place, const void *data)
{
	(void)data;
	place_begin(place, "snapshot");
}

static void tear_down(struct place *place, const void *data)
{
	(void)data;
	place_end(place);
}

static void nothing_is_read_twice(struct place *place, const void *data)
{
	struct archive *archive;
	uint32_t versions[3];
	(void)data;
	visit_fill(place);
	visit_once(place, VISIT_ALL, 5);
	archive = visit_begin(place);
	visit_assert_listing(archive, VISIT_ALL); /* at once */
	g_assert_false(archive_progress(archive).loading);
	g_assert_true(archive_progress(archive).checking);
	archive_wait(archive);
	visit_assert_listing(archive, VISIT_ALL);
	visit_assert_changes(archive, 0, 0, 0, 0);
	g_assert_cmpuint(archive_changes(archive).unchanged, ==, 5);
	g_assert_cmpuint(archive_versions(archive, archive_at(archive, 0), versions, 3), ==, 2);
	g_assert_cmpuint(archive_find_path(archive, SPAN("old/b.md")), ==, versions[1]);
	g_assert_cmpuint(archive_resolve(archive, versions[1], SPAN("../cd.md")), ==, archive_at(archive, 2));
	g_assert_cmpuint(archive_left_out_count(archive), ==, 1);
	g_assert_true(span_equal(archive_left_out(archive, 0).path, SPAN("style.css")));
	g_assert_cmpuint(problems_count(archive_problems(archive)), ==, 1);
	g_assert_cmpstr(problems_at(archive_problems(archive), 0)->code, ==, "link-dangling");
	archive_close(archive);
}

/* Nothing of it at first, nearly all at the end. */
static void writing_tells_how_far(struct place *place, const void *data)
{
	struct archive *archive;
	(void)data;
	visit_fill(place);
	archive = visit_begin(place);
	g_assert_cmpuint(archive_kept_percent(archive), ==, 0);
	archive_wait(archive);
	g_assert_true(archive_wait_kept(archive, -1, NULL, NULL));
	g_assert_cmpuint(archive_kept_percent(archive), >, 50);
	g_assert_cmpuint(archive_kept_percent(archive), <=, 100);
	archive_close(archive);
}

static void changes_are_found(struct place *place, const void *data)
{
	struct archive *archive;
	uint32_t before;
	(void)data;
	visit_fill(place);
	visit_once(place, VISIT_ALL, 5);
	place_write_article(place, "a.md", "one, corrected", "2020-01-01", NULL);
	place_write_article(place, "new.md", "four", "2022-01-01", NULL);
	place_remove(place, "b.md");
	archive = visit_begin(place);
	before = archive_find_path(archive, SPAN("b.md"));
	archive_wait(archive);
	visit_assert_listing(archive, "+four|one, corrected|two, before|three|");
	visit_assert_changes(archive, 1, 1, 1, 2);
	g_assert_cmpuint(archive_find_path(archive, SPAN("b.md")), ==, ENTRY_NONE);
	g_assert_false(archive_is_shown(archive, before));
	g_assert_cmpuint(archive_newest(archive, before), ==, archive_find_path(archive, SPAN("old/b.md")));
	archive_close(archive);
	visit_once(place, "four|one, corrected|two, before|three|", 0);
	place_write_article(place, "b.md", "two", "2021-01-01", "https://example.org/two");
	visit_once(place, "four|+two|one, corrected|three|", 1);
	visit_once(place, "four|two|one, corrected|three|", 0);
}

/* Beside a base of so many articles. */
static const struct deltas {
	int base, rounds;
	bool merged; /* in the end the base is another file */
} few = {1, 30, true}, many = {100, 12, false};

static bool holds_file(const char *path)
{
	return g_file_test(path, G_FILE_TEST_EXISTS);
}

/*
 * Round after round one article is added, one changes and one goes. Each is a delta, and deltas are merged: there are
 * never many, the base stays while it is most of the archive, and nothing is read but what has changed.
 */
static void deltas_add_up(struct place *place, const void *data)
{
	const struct deltas *deltas = data;
	char *base, *last;
	for (int i = 0; i < deltas->base; i++) {
		char *path = g_strdup_printf("base/%d.md", i);
		place_write_article(place, path, path, "2000-01-01", NULL);
		g_free(path);
	}
	place_write_article(place, "-1.md", "goes", "2005-01-01", NULL);
	place_write_article(place, "changes.md", "changes", "2010-01-01", "https://example.org/changes");
	archive_close(visit_open(place));
	g_assert_cmpuint(visit_files(place, ".segment", &base), ==, 1);
	for (int i = 0; i < deltas->rounds; i++) {
		char *title = g_strdup_printf("title %d", i), *path = g_strdup_printf("%d.md", i);
		char *before = g_strdup_printf("%d.md", i - 1);
		struct archive *archive;
		place_write_article(place, "changes.md", title, "2010-01-01", "https://example.org/changes");
		place_write_article(place, path, path, "2005-01-01", NULL);
		place_remove(place, before);
		archive = visit_open(place);
		g_assert_cmpuint(archive_shown(archive), ==, (size_t)deltas->base + 2);
		visit_assert_changes(archive, 1, 1, 1, 2);
		g_assert_cmpuint(archive_find_path(archive, span_of(before)), ==, ENTRY_NONE);
		g_assert_cmpuint(archive_find_path(archive, span_of(path)), ==, archive_at(archive, 1));
		g_assert_cmpuint(archive_versions(archive, archive_at(archive, 0), NULL, 0), ==, 1);
		archive_close(archive);
		g_assert_cmpuint(visit_files(place, ".segment", &last), <=, 10);
		g_free(last);
		g_free(before);
		g_free(title);
		g_free(path);
	}
	g_assert_true(holds_file(base) != deltas->merged);
	g_free(base);
}

static void looks_again_while_open(struct place *place, const void *data)
{
	struct archive *archive;
	struct article held;
	(void)data;
	visit_fill(place);
	archive = visit_open(place);
	archive_article(archive, archive_at(archive, 1), &held);
	place_write_article(place, "a.md", "one, corrected", "2020-01-01", NULL);
	archive_look(archive);
	archive_wait(archive);
	visit_assert_listing(archive, "two|one, corrected|three|");
	visit_assert_changes(archive, 0, 1, 0, 1);
	g_assert_true(span_equal(article_span(&held, held.title), SPAN("one"))); /* what was handed out stays */
	tree_remove(place->root);
	archive_look(archive);
	archive_wait(archive);
	g_assert_cmpuint(archive_shown(archive), ==, 3); /* what is not there for the moment is not gone */
	g_assert_cmpuint(archive_refused(archive), ==, 1);
	g_assert_cmpint(g_mkdir(place->root, 0700), ==, 0);
	place_write_article(place, "z.md", "another archive", NULL, NULL);
	archive_look(archive);
	archive_wait(archive);
	visit_assert_listing(archive, "+another archive|");
	g_assert_cmpuint(archive_refused(archive), ==, 0);
	archive_close(archive);
	visit_once(place, "another archive|", 0);
}

/* Two archives are one library; each keeps what is its own. */
static void two_archives_share_an_address(struct place *place, const void *data)
{
	struct archive_options options = {.cache = place->cache};
	char *other = g_build_filename(place->root, "other", NULL);
	const char *both[] = {place->root, other};
	struct archive *archive;
	(void)data;
	place_write_article(place, "other/n.md", "newer", "2022-01-01", "https://example.org/x");
	place_write_article(place, "other/m.md", "middle", "2011-01-01", NULL);
	for (int i = 0; i < 2; i++) {
		archive = archive_open_with(&both[1], 1, &options);
		archive_wait(archive);
		visit_assert_listing(archive, "newer|middle|");
		archive_close(archive);
	}
	place_remove(place, "other/n.md");
	place_write_article(place, "o.md", "newest", "2023-01-01", "https://example.org/x");
	place_write_article(place, "p.md", "oldest", "2001-01-01", NULL);
	for (int i = 0; i < 3; i++) {
		archive = archive_open_with(both, 2, &options);
		archive_wait(archive);
		visit_assert_listing(archive, i == 0 ? "newest|middle|middle|oldest|" : "newest|middle|middle|oldest|");
		archive_close(archive);
	}
	g_free(other);
}

/* A file whose time says that it may still be written is read again. */
static void fresh_files_are_not_trusted(struct place *place, const void *data)
{
	char *file = g_build_filename(place->root, "a.md", NULL);
	(void)data;
	visit_fill(place);
	g_assert_cmpint(utimensat(AT_FDCWD, file, NULL, 0), ==, 0);
	visit_once(place, VISIT_ALL, 5);
	visit_once(place, VISIT_ALL, 1);
	g_free(file);
}

/* What is read again and is the same stays the entry that it was; its new time is believed from then on. */
static void what_is_touched_stays(struct place *place, const void *data)
{
	char *file = g_build_filename(place->root, "a.md", NULL);
	struct archive *archive;
	uint32_t before;
	(void)data;
	visit_fill(place);
	visit_once(place, VISIT_ALL, 5);
	for (int i = 1; i <= 12; i++) { /* until such deltas are merged */
		place_make_old(file, i % 2 ? -1000 * i : 1000 * i); /* clocks run backwards, too */
		archive = visit_begin(place);
		before = archive_find_path(archive, SPAN("a.md"));
		archive_wait(archive);
		visit_assert_listing(archive, VISIT_ALL);
		visit_assert_changes(archive, 0, 0, 0, 1);
		g_assert_cmpuint(archive_find_path(archive, SPAN("a.md")), ==, before);
		archive_close(archive);
		visit_once(place, VISIT_ALL, 0);
	}
	place_write_article(place, "a.md", "one, corrected", "2020-01-01", NULL);
	visit_once(place, "two|one, corrected|three|", 1);
	visit_once(place, "two|one, corrected|three|", 0);
	g_free(file);
}

/* What changes while the archive is open comes by itself, from folders that are new as well. */
static void changes_are_followed(struct place *place, const void *data)
{
	struct archive_options options = {.cache = place->cache, .follow = true};
	const char *root = place->root;
	struct archive *archive;
	gint64 end = g_get_monotonic_time() + 20 * G_USEC_PER_SEC;
	(void)data;
	visit_fill(place);
	archive = archive_open_with(&root, 1, &options);
	archive_wait(archive);
	for (int i = 0; archive_find_path(archive, SPAN("new/deep/f.md")) == ENTRY_NONE; i++) {
		struct pollfd polled = {archive_fd(archive), POLLIN, 0};
		char *title = g_strdup_printf("five, version %d", i);
		if (g_get_monotonic_time() > end) {
			g_test_skip("nothing is told of changes here");
			break;
		}
		/* Again and again: who follows may have to begin yet. */
		place_write_article(place, "new/deep/f.md", title, NULL, NULL);
		g_free(title);
		if (poll(&polled, 1, 300) > 0)
			archive_poll(archive, 0);
	}
	archive_close(archive);
}

static struct archive *open_keeping(const struct place *place)
{
	char *kept = g_build_filename(place->base, "gone", NULL);
	struct archive_options options = {.cache = place->cache, .kept = kept};
	const char *root = place->root;
	struct archive *archive = archive_open_with(&root, 1, &options);
	archive_wait(archive);
	g_free(kept);
	return archive;
}

/* Kept entries have a minus. */
static void assert_kept(const struct place *place, const char *expected)
{
	struct archive *archive = open_keeping(place);
	GString *out = g_string_new(NULL);
	for (size_t row = 0; row < archive_shown(archive); row++) {
		struct entry entry;
		archive_entry(archive, archive_at(archive, row), &entry);
		g_string_append(out, entry.kept ? "-" : "");
		visit_append_title(out, archive, archive_at(archive, row));
		g_string_append_c(out, '|');
	}
	g_assert_cmpstr(out->str, ==, expected);
	g_string_free(out, TRUE);
	archive_close(archive);
}

/* What is deleted stays, whatever becomes of the cache; what moved or came back is no such thing. */
static void what_is_deleted_is_kept(struct place *place, const void *data)
{
	(void)data;
	visit_fill(place);
	assert_kept(place, VISIT_ALL);
	place_remove(place, "a.md");
	place_remove(place, "c d.md");
	place_remove(place, "b.md");
	place_write_article(place, "moved.md", "three", NULL, NULL);
	assert_kept(place, "-one|two, before|three|");
	assert_kept(place, "-one|two, before|three|");
	tree_remove(place->cache);
	assert_kept(place, "-one|two, before|three|");
	visit_once(place, "two, before|three|", 0);
	place_remove(place, "old/b.md");
	assert_kept(place, "-one|-two, before|three|");
	place_write_article(place, "a.md", "one again", "2020-01-01", NULL);
	assert_kept(place, "one again|-two, before|three|");
	assert_kept(place, "one again|-two, before|three|");
}

static void sections_are_kept(struct place *place, const void *data)
{
	const struct span parts[] = {SPAN("abc"), SPAN("def")};
	struct archive_segment segments[4];
	struct archive *archive;
	char *path;
	uint64_t key;
	(void)data;
	visit_fill(place);
	visit_once(place, VISIT_ALL, 5);
	archive = visit_open(place);
	g_assert_cmpuint(archive_segments(archive, segments, 4), ==, 1);
	g_assert_true(segments[0].sealed && segments[0].first == 0 && segments[0].count == 4);
	key = segments[0].key;
	g_assert_null(archive_section(archive, key, "index", 1).at);
	g_assert_true(cache_section_write(archive_section_place(archive, key), key, "index", 1, parts, 2));
	g_assert_null(archive_section_place(archive, key + 1));
	archive_close(archive);
	archive = visit_open(place);
	archive_segments(archive, segments, 4);
	g_assert_cmpuint(segments[0].key, ==, key);
	g_assert_true(span_equal(archive_section(archive, key, "index", 1), SPAN("abcdef")));
	g_assert_null(archive_section(archive, key, "index", 2).at);
	g_assert_cmpuint(visit_files(place, ".index", &path), ==, 1);
	visit_overwrite(path, 8, "X", 1);
	g_assert_null(archive_section(archive, key, "index", 1).at);
	archive_close(archive);
	g_free(path);
}

static void nothing_is_kept_without_a_place(struct place *place, const void *data)
{
	const char *root = place->root;
	struct archive *archive;
	(void)data;
	visit_fill(place);
	archive = archive_open(&root, 1);
	archive_wait(archive);
	visit_assert_listing(archive, VISIT_ALL);
	archive_close(archive);
	g_assert_false(g_file_test(place->cache, G_FILE_TEST_EXISTS));
}

/* A zip of a file of its own, and of another file where there is one. */
static void write_zip(const char *path, const char *own, const char *name, struct span bytes)
{
	FILE *file = g_fopen(path, "wb");
	struct zip_writer *zip = zip_writer_new(file, PLACE_LONG_AGO);
	zip_writer_add(zip, own, SPAN("# nested\n\n" PLACE_PARAGRAPH "\n" PLACE_PARAGRAPH), false);
	if (name)
		zip_writer_add(zip, name, bytes, false);
	g_assert_true(zip_writer_finish(zip));
	fclose(file);
	place_make_old(path, 0);
}

static size_t count_in(const struct place *place, const char *path, bool nested)
{
	struct archive_options options = {.cache = place->cache, .nested = nested};
	struct archive *archive = archive_open_with(&path, 1, &options);
	size_t count;
	archive_wait(archive);
	count = archive_count(archive);
	archive_close(archive);
	return count;
}

/* What was kept of one way of reading it is not taken for the other. */
static void nesting_is_a_setting(struct place *place, const void *data)
{
	char *inner = g_build_filename(place->root, "inner.zip", NULL);
	char *outer = g_build_filename(place->root, "outer.zip", NULL), *bytes;
	gsize len;
	(void)data;
	write_zip(inner, "a.md", NULL, SPAN(""));
	g_assert_true(g_file_get_contents(inner, &bytes, &len, NULL));
	write_zip(outer, "b.md", "inner.zip", (struct span){bytes, len});
	for (int i = 0; i < 4; i++)
		g_assert_cmpuint(count_in(place, outer, i % 2 == 1), ==, i % 2 == 1 ? 2 : 1);
	g_free(bytes);
	g_free(outer);
	g_free(inner);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*test)(struct place *place, const void *data);
	} tests[] = {
		{"/snapshot/unchanged", nothing_is_read_twice},
		{"/snapshot/writing", writing_tells_how_far},
		{"/snapshot/changes", changes_are_found},
		{"/snapshot/open", looks_again_while_open},
		{"/snapshot/library", two_archives_share_an_address},
		{"/snapshot/fresh", fresh_files_are_not_trusted},
		{"/snapshot/touched", what_is_touched_stays},
		{"/snapshot/followed", changes_are_followed},
		{"/snapshot/deleted", what_is_deleted_is_kept},
		{"/snapshot/sections", sections_are_kept},
		{"/snapshot/nested", nesting_is_a_setting},
		{"/snapshot/private", nothing_is_kept_without_a_place},
	};

	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
		g_test_add(tests[i].name, struct place, NULL, set_up, tests[i].test, tear_down);
	g_test_add("/snapshot/deltas/few", struct place, &few, set_up, deltas_add_up, tear_down);
	g_test_add("/snapshot/deltas/many", struct place, &many, set_up, deltas_add_up, tear_down);
	return g_test_run();
}
