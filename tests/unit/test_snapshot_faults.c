/* SPDX-License-Identifier: MIT */
/*
 * Snapshots and files that are damaged, cut short, foreign, locked or not to be read: what could be read is shown, and
 * nothing that was known is lost.
 */
#include <errno.h>
#include <glib.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

#include "visit.h"

static void set_up(struct place *place, const void *data)
{
	(void)data;
	place_begin(place, "faults");
}

static void tear_down(struct place *place, const void *data)
{
	(void)data;
	place_end(place);
}

/* Whatever byte of the snapshot is another one, and wherever it ends: the articles are those of the archive. */
static void damage_is_noticed(struct place *place, const void *data)
{
	char *path, *good;
	size_t size;
	GRand *rand = g_rand_new_with_seed(1);
	(void)data;
	visit_fill(place);
	visit_once(place, VISIT_ALL, 5);
	g_assert_cmpuint(visit_files(place, ".segment", &path), ==, 1);
	g_assert_true(g_file_get_contents(path, &good, &size, NULL));
	for (int i = 0; i < 60; i++) {
		off_t at = g_rand_int_range(rand, 0, (gint32)size);
		char other = (char)(good[at] ^ (1 << g_rand_int_range(rand, 0, 8)));
		struct archive *archive;
		char *now;
		if (i % 3 == 0)
			g_assert_cmpint(truncate(path, at), ==, 0);
		else
			visit_overwrite(path, at, &other, 1);
		archive = visit_open(place);
		visit_assert_listing(archive, VISIT_ALL);
		g_assert_cmpuint(archive_versions(archive, archive_at(archive, 0), NULL, 0), ==, 2);
		archive_close(archive);
		g_assert_cmpuint(visit_files(place, ".segment", &now), ==, 1);
		g_free(path);
		path = now;
		visit_once(place, VISIT_ALL, 0); /* it was written anew, or the byte stood between the pieces */
		g_free(good);
		g_assert_true(g_file_get_contents(path, &good, &size, NULL));
	}
	g_rand_free(rand);
	g_free(good);
	g_free(path);
}

/* A file that is cut short while it is mapped raises SIGBUS in the middle of anything. */
static void truncation_while_open_is_survived(struct place *place, const void *data)
{
	struct archive *archive;
	struct article article;
	struct entry entry;
	char *path;
	(void)data;
	visit_fill(place);
	visit_once(place, VISIT_ALL, 5);
	archive = visit_begin(place);
	g_assert_cmpuint(visit_files(place, ".segment", &path), ==, 1);
	g_assert_cmpint(truncate(path, 0), ==, 0);
	for (size_t row = 0; row < archive_shown(archive); row++) {
		archive_article(archive, archive_at(archive, row), &article);
		archive_entry(archive, archive_at(archive, row), &entry);
		archive_row(archive, archive_at(archive, row));
		archive_versions(archive, archive_at(archive, row), NULL, 0);
	}
	archive_wait(archive);
	visit_assert_listing(archive, VISIT_ALL);
	g_assert_cmpuint(archive_changes(archive).read, ==, 5);
	archive_close(archive);
	visit_once(place, VISIT_ALL, 0);
	g_free(path);
}

static void foreign_manifests_are_no_snapshots(struct place *place, const void *data)
{
	const struct span foreign[] = {SPAN(""), SPAN("x"), SPAN("jianbaoM"),
	                               SPAN("jianbaoM\1\0\0\0\377\377\377\377and so on and so on")};
	char *path;
	(void)data;
	visit_fill(place);
	visit_once(place, VISIT_ALL, 5);
	for (size_t i = 0; i < G_N_ELEMENTS(foreign); i++) {
		g_assert_cmpuint(visit_files(place, "manifest", &path), ==, 1);
		g_assert_true(g_file_set_contents(path, foreign[i].at, (gssize)foreign[i].len, NULL));
		g_free(path);
		visit_once(place, VISIT_ALL, 5);
		visit_once(place, VISIT_ALL, 0);
	}
}

/* The second to write finds that the first has written, and throws its own away. */
static void one_of_two_writes(struct place *place, const void *data)
{
	struct archive *one, *other;
	char *path;
	(void)data;
	visit_fill(place);
	one = visit_begin(place);
	other = visit_begin(place);
	archive_wait(one);
	archive_wait(other);
	archive_close(one);
	archive_close(other);
	g_assert_cmpuint(visit_files(place, ".segment", &path), ==, 1);
	visit_once(place, VISIT_ALL, 0);
	g_free(path);
}

/* A disk that is full: nothing is kept, nothing is lost. */
static void a_full_disk_keeps_the_old_snapshot(struct place *place, const void *data)
{
	struct rlimit before, small = {4096, 0};
	(void)data;
	visit_fill(place);
	signal(SIGXFSZ, SIG_IGN);
	g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &before), ==, 0);
	small.rlim_max = before.rlim_max;
	visit_once(place, VISIT_ALL, 5);
	place_write_article(place, "a.md", "one, corrected", "2020-01-01", NULL);
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &small), ==, 0);
	visit_once(place, "two|one, corrected|three|", 1);
	visit_once(place, "two|one, corrected|three|", 1);
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &before), ==, 0);
	visit_once(place, "two|one, corrected|three|", 1);
	visit_once(place, "two|one, corrected|three|", 0);
}

static void unreadable_folders_are_not_gone(struct place *place, const void *data)
{
	char *folder = g_build_filename(place->root, "old", NULL);
	struct archive *archive;
	(void)data;
	if (geteuid() == 0) {
		g_test_skip("root reads everything");
		g_free(folder);
		return;
	}
	visit_fill(place);
	visit_once(place, VISIT_ALL, 5);
	g_assert_cmpint(chmod(folder, 0), ==, 0);
	archive = visit_open(place);
	g_assert_cmpuint(archive_find_path(archive, SPAN("old/b.md")), !=, ENTRY_NONE);
	visit_assert_changes(archive, 0, 0, 0, 0);
	archive_close(archive);
	g_assert_cmpint(chmod(folder, 0700), ==, 0);
	visit_once(place, VISIT_ALL, 0);
	g_free(folder);
}

/* What reads here, too: of the file with this inode nothing can be read. */
static ino_t failing;

ssize_t read(int file, void *to, size_t size)
{
	struct iovec piece = {to, size};
	struct stat status;
	if (failing == 0 || fstat(file, &status) != 0 || status.st_ino != failing)
		return readv(file, &piece, 1);
	errno = EIO;
	return -1;
}

static void fail_at(const struct place *place, const char *path)
{
	char *file = g_build_filename(place->root, path, NULL);
	struct stat status;
	g_assert_cmpint(stat(file, &status), ==, 0);
	failing = status.st_ino;
	g_free(file);
}

static void visit_failing(const struct place *place, const char *expected)
{
	struct archive *archive = visit_open(place);
	const struct problems *problems = archive_problems(archive);
	visit_assert_listing(archive, expected);
	visit_assert_changes(archive, 0, 0, 0, 0);
	g_assert_cmpuint(problems_count(problems), ==, 2);
	g_assert_cmpstr(problems_at(problems, 0)->code, ==, "unreadable");
	g_assert_true(g_str_has_suffix(problems_at(problems, 0)->path, "news/a.md"));
	archive_close(archive);
	failing = 0;
}

/* What was known of a file stays, and it is read again the next time; the other files are not touched by it. */
static void read_errors_lose_nothing(struct place *place, const void *data)
{
	struct archive *archive;
	(void)data;
	visit_fill(place);
	visit_once(place, VISIT_ALL, 5);
	place_write_article(place, "a.md", "one, corrected", "2020-01-01", NULL);
	for (int i = 0; i < 2; i++) {
		fail_at(place, "a.md");
		visit_failing(place, VISIT_ALL);
	}
	visit_once(place, "two|one, corrected|three|", 1);
	place_write_article(place, "new.md", "four", "2022-01-01", NULL);
	fail_at(place, "new.md");
	archive = visit_open(place);
	visit_assert_listing(archive, "two|one, corrected|three|");
	g_assert_cmpuint(problems_count(archive_problems(archive)), ==, 2);
	failing = 0;
	archive_look(archive);
	archive_wait(archive);
	visit_assert_listing(archive, "+four|two|one, corrected|three|");
	g_assert_cmpuint(problems_count(archive_problems(archive)), ==, 1);
	archive_close(archive);
}

/* A file named by itself of which the system reads nothing: the other one is there, and the problem is told. */
static void read_errors_of_named_files(struct place *place, const void *data)
{
	char *file = g_build_filename(place->root, "a.md", NULL);
	const char *paths[] = {"/proc/self/mem", file};
	struct archive *archive;
	(void)data;
	if (g_file_test(paths[0], G_FILE_TEST_EXISTS)) {
		visit_fill(place);
		archive = archive_open(paths, 2);
		archive_wait(archive);
		visit_assert_listing(archive, "one|");
		g_assert_cmpuint(problems_count(archive_problems(archive)), ==, 1);
		g_assert_cmpstr(problems_at(archive_problems(archive), 0)->code, ==, "unreadable");
		g_assert_cmpuint(archive_refused(archive), ==, 1);
		archive_close(archive);
	} else {
		g_test_skip("no /proc/self/mem here");
	}
	g_free(file);
}

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*test)(struct place *place, const void *data);
	} tests[] = {
		{"/snapshot-faults/damage", damage_is_noticed},
		{"/snapshot-faults/truncated", truncation_while_open_is_survived},
		{"/snapshot-faults/foreign", foreign_manifests_are_no_snapshots},
		{"/snapshot-faults/two", one_of_two_writes},
		{"/snapshot-faults/full", a_full_disk_keeps_the_old_snapshot},
		{"/snapshot-faults/unreadable", unreadable_folders_are_not_gone},
		{"/snapshot-faults/read-errors/known", read_errors_lose_nothing},
		{"/snapshot-faults/read-errors/named", read_errors_of_named_files},
	};

	g_test_init(&argc, &argv, NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(tests); i++)
		g_test_add(tests[i].name, struct place, NULL, set_up, tests[i].test, tear_down);
	return g_test_run();
}
