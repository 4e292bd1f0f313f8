/* SPDX-License-Identifier: MIT */
/*
 * Loading that is stopped in the middle, however often, and goes on: in the end it is what it would have been at once.
 * Where a stop falls is up to the threads; what must hold, must wherever it does.
 */
#include <glib.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "../place.h"
#include "../tree.h"
#include "archive/archive.h"
#include "source/zip_writer.h"

#define ARTICLES 600

static void set_up(struct place *place, const void *data)
{
	(void)data;
	place_begin(place, "stop");
}

static void tear_down(struct place *place, const void *data)
{
	(void)data;
	place_end(place);
}

/* All end in the same words, which are set aside once it is known that they do. */
static char *words_of(unsigned number)
{
	return g_strdup_printf(
		"---\ntitle: article %u\ndate: 20%02u-01-01\n---\n\nWhat the article of number %u has to "
		"say, and nobody else says.\n\nSupport the work of this paper: give what you can, "
		"today.\n",
		number, number % 30, number);
}

static void write_article(struct place *place, const char *path, unsigned number)
{
	char *text = words_of(number);
	place_write(place, path, text, -1);
	g_free(text);
}

static void write_archive(struct place *place)
{
	for (unsigned i = 0; i < ARTICLES; i++) {
		char *path = g_strdup_printf("%u/%u.md", i % 7, i);
		write_article(place, path, i);
		g_free(path);
	}
	place_write(place, "style.css", "body { color: red }\n", -1);
	place_write(place, ".hidden", "hidden\n", -1);
}

static struct archive *open_place(const struct place *place)
{
	struct archive_options options = {.cache = place->cache, .kept = place->kept};
	const char *root = place->root;
	return archive_open_with(&root, 1, &options);
}

static void append(GString *out, struct span text)
{
	g_string_append_len(out, text.at, (gssize)text.len);
	g_string_append_c(out, '\n');
}

/* All that is shown: id, path, title, text. For g_free(). */
static char *dump(const struct archive *archive)
{
	GString *out = g_string_new(NULL);
	for (size_t row = 0; row < archive_shown(archive); row++) {
		uint32_t number = archive_at(archive, row);
		struct article article;
		struct entry entry;
		archive_entry(archive, number, &entry);
		archive_article(archive, number, &article);
		append(out, entry.id);
		append(out, entry.path);
		append(out, article_span(&article, article.title));
		append(out, article_text(&article));
	}
	return g_string_free(out, FALSE);
}

/* What loading at once, without a snapshot, gives. */
static char *dump_of_all(const char *const *paths, size_t count)
{
	struct archive *archive = archive_open(paths, count);
	char *all;
	archive_wait(archive);
	all = dump(archive);
	archive_close(archive);
	return all;
}

static void assert_is_all(const struct archive *archive, const char *const *paths, size_t count)
{
	char *found = dump(archive), *expected = dump_of_all(paths, count);
	g_assert_true(strcmp(found, expected) == 0); /* too much to be printed */
	g_free(found);
	g_free(expected);
}

static bool poll_once(struct archive *archive, int timeout_ms, unsigned budget_us)
{
	struct pollfd polled = {archive_fd(archive), POLLIN, 0};
	if (poll(&polled, 1, timeout_ms) <= 0)
		return false;
	archive_poll(archive, budget_us);
	return true;
}

/* Until nothing comes any more. */
static void drain(struct archive *archive)
{
	while (poll_once(archive, 150, 0))
		;
}

/* Loads until so many articles are there, and stops. */
static void stop_at(struct archive *archive, size_t articles)
{
	while (archive_progress(archive).loading && archive_count(archive) < articles)
		g_assert_true(poll_once(archive, 60000, 1));
	if (!archive_progress(archive).loading)
		return;
	archive_stop(archive);
	drain(archive);
	g_assert_true(archive_progress(archive).stopped);
}

/* Stops every so many articles, until all is there. */
static void load_with_stops(struct archive *archive, size_t every)
{
	for (size_t articles = 1; archive_progress(archive).loading; articles = archive_count(archive) + every) {
		archive_look(archive);
		stop_at(archive, articles);
	}
	drain(archive);
}

static unsigned files_in(const char *path)
{
	GDir *folder = g_dir_open(path, 0, NULL);
	const char *name;
	unsigned files = 0;
	while (folder && (name = g_dir_read_name(folder))) {
		char *inner = g_build_filename(path, name, NULL);
		files += g_file_test(inner, G_FILE_TEST_IS_DIR) ? files_in(inner) : 1;
		g_free(inner);
	}
	if (folder)
		g_dir_close(folder);
	return files;
}

/* What was read stays, the rest waits, and nothing of it is written down. */
static void a_stopped_load_stays_as_it_is(struct place *place, const void *data)
{
	struct archive *archive;
	size_t count;
	(void)data;
	write_archive(place);
	archive = open_place(place);
	stop_at(archive, 1);
	count = archive_count(archive);
	g_assert_cmpuint(count, >, 0);
	if (count == ARTICLES)
		g_test_skip("all had been read when the stop came");
	g_assert_cmpuint(archive_shown(archive), ==, count);
	g_assert_true(archive_progress(archive).loading);
	g_assert_false(archive_stop(archive)); /* it is stopped already */
	g_assert_false(archive_is_keeping(archive));
	archive_close(archive);
	g_assert_cmpuint(files_in(place->cache), ==, 0);
}

static void a_load_goes_on(struct place *place, const void *data)
{
	const char *root = place->root;
	struct archive *archive;
	(void)data;
	write_archive(place);
	archive = open_place(place);
	load_with_stops(archive, 200);
	g_assert_false(archive_progress(archive).checking);
	g_assert_false(archive_stop(archive)); /* nothing is going on */
	g_assert_cmpuint(archive_changes(archive).read, ==, ARTICLES + 1); /* with a file of another kind */
	g_assert_cmpuint(archive_changes(archive).added, ==, ARTICLES);
	g_assert_cmpuint(archive_left_out_count(archive), ==, 2);
	assert_is_all(archive, &root, 1);
	archive_wait(archive);
	archive_close(archive);
	archive = open_place(place); /* the snapshot is whole */
	archive_wait(archive);
	g_assert_cmpuint(archive_changes(archive).read, ==, 0);
	assert_is_all(archive, &root, 1);
	archive_close(archive);
	g_assert_cmpuint(files_in(place->kept), ==, 0);
}

/* archive_wait() goes on by itself; what has changed meanwhile is as it is now. */
static void what_changes_meanwhile_is_seen(struct place *place, const void *data)
{
	const char *root = place->root;
	struct archive *archive;
	struct entry first;
	char *path, *other;
	(void)data;
	write_archive(place);
	archive = open_place(place);
	stop_at(archive, 2);
	archive_entry(archive, 0, &first);
	path = span_dup(first.path);
	write_article(place, path, 99999);
	archive_entry(archive, 1, &first);
	other = g_strdup_printf("%s/%.*s", place->root, (int)first.path.len, first.path.at);
	g_assert_cmpint(g_remove(other), ==, 0);
	write_article(place, "new.md", 88888);
	archive_wait(archive);
	g_assert_cmpuint(archive_shown(archive), ==, ARTICLES + 1); /* the one that went is kept */
	archive_close(archive);
	tree_remove(place->kept);
	archive = open_place(place);
	archive_wait(archive);
	g_assert_cmpuint(archive_changes(archive).read, ==, 0);
	assert_is_all(archive, &root, 1);
	archive_close(archive);
	g_free(path);
	g_free(other);
}

/* A look for changes that is stopped makes nothing gone, and what it found holds. */
static void a_stopped_check_loses_nothing(struct place *place, const void *data)
{
	const char *root = place->root;
	struct archive *archive = NULL;
	(void)data;
	write_archive(place);
	for (int round = 0; round < 4; round++) {
		archive = open_place(place);
		if (round == 0) {
			archive_wait(archive);
			for (unsigned i = 0; i < ARTICLES; i += 2) {
				char *path = g_strdup_printf("%u/%u.md", i % 7, i);
				write_article(place, path, i + ARTICLES);
				g_free(path);
			}
		} else {
			g_assert_true(archive_stop(archive)); /* before it begins */
			drain(archive);
			g_assert_true(archive_progress(archive).checking);
		}
		for (int i = 0; i < 3 && round < 3; i++) {
			archive_look(archive);
			if (poll_once(archive, 60000, 1) && poll_once(archive, 60000, 1))
				archive_stop(archive);
			drain(archive);
			g_assert_cmpuint(archive_shown(archive), ==, ARTICLES);
			g_assert_cmpuint(archive_changes(archive).gone, ==, 0);
		}
		if (round < 3)
			archive_close(archive);
	}
	archive_wait(archive);
	assert_is_all(archive, &root, 1);
	archive_close(archive);
	g_assert_cmpuint(files_in(place->kept), ==, 0);
}

/* Files that hold many, one after the other. */
static void write_mail(struct place *place, const char *path)
{
	GString *text = g_string_new(NULL);
	for (unsigned i = 0; i < ARTICLES; i++)
		g_string_append_printf(text, "From a@example.org Thu Jan  1 00:00:00 2020\nFrom: a@example.org\n"
		                       "Message-ID: <%u@example.org>\nDate: Wed, 01 Jan 2020 00:00:00 +0000\n"
		                       "Subject: letter %u\n\nWhat letter %u says, and no other.\n\n", i, i, i);
	place_write(place, path, text->str, (gssize)text->len);
	g_string_free(text, TRUE);
}

static void write_zip(struct place *place, const char *path)
{
	char *file = g_build_filename(place->root, path, NULL);
	FILE *out = fopen(file, "wb");
	struct zip_writer *zip;
	g_assert_nonnull(out);
	zip = zip_writer_new(out, PLACE_LONG_AGO);
	for (unsigned i = 0; i < ARTICLES; i++) {
		char *text = words_of(i), *name = g_strdup_printf("in/%u.md", i);
		zip_writer_add(zip, name, span_of(text), false);
		g_free(name);
		g_free(text);
	}
	g_assert_true(zip_writer_finish(zip));
	g_assert_cmpint(fclose(out), ==, 0);
	g_free(file);
}

/* Several archives of several kinds, and files named one by one, are one library; each goes on where it was stopped. */
static void every_kind_goes_on(struct place *place, const void *data)
{
	struct archive_options options = {.cache = place->cache};
	char *mail = g_build_filename(place->root, "mail/box.mbox", NULL);
	char *zip = g_build_filename(place->root, "old.zip", NULL);
	char *letters = g_build_filename(place->root, "mail", NULL);
	const char *paths[] = {place->root, zip, letters, mail};
	struct archive *archive;
	(void)data;
	write_archive(place);
	write_mail(place, "mail/box.mbox");
	write_zip(place, "old.zip");
	archive = archive_open_with(paths, G_N_ELEMENTS(paths), &options);
	load_with_stops(archive, 700);
	assert_is_all(archive, paths, G_N_ELEMENTS(paths));
	archive_wait(archive);
	archive_close(archive);
	g_free(letters);
	g_free(mail);
	g_free(zip);
}

/* Nobody waits for a reader that waits. */
static void a_pipe_holds_nobody_up(struct place *place, const void *data)
{
	char pipe_name[32];
	const char *paths[] = {pipe_name, place->root};
	struct archive *archive;
	int ends[2];
	(void)data;
	write_archive(place);
	g_assert_cmpint(pipe(ends), ==, 0);
	g_snprintf(pipe_name, sizeof(pipe_name), "/dev/fd/%d", ends[0]);
	archive = archive_open(paths, G_N_ELEMENTS(paths));
	g_assert_true(archive_stop(archive));
	drain(archive);
	g_assert_cmpint((int)write(ends[1], "Some words.\n", 12), ==, 12);
	close(ends[1]);
	archive_wait(archive);
	g_assert_cmpuint(archive_shown(archive), ==, ARTICLES + 1);
	archive_close(archive);
	close(ends[0]);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*test)(struct place *place, const void *data);
	} tests[] = {
		{"/stop/stays", a_stopped_load_stays_as_it_is},
		{"/stop/goes-on", a_load_goes_on},
		{"/stop/changes", what_changes_meanwhile_is_seen},
		{"/stop/check", a_stopped_check_loses_nothing},
		{"/stop/kinds", every_kind_goes_on},
		{"/stop/pipe", a_pipe_holds_nobody_up},
	};

	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
		g_test_add(tests[i].name, struct place, NULL, set_up, tests[i].test, tear_down);
	return g_test_run();
}
