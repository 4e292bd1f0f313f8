/* SPDX-License-Identifier: MIT */
/*
 * What may happen at any moment: the program is killed while it loads or writes a snapshot, files change while they are
 * read, an archive is replaced while it is open. After it the articles are those that are there, and a snapshot that
 * was good still is. JIANBAO_FAULTS says how often (default: a few times).
 */
#include <errno.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "archive/archive.h"
#include "place.h"
#include "tree.h"

#define ARTICLES 300

static int times(void)
{
	const char *wanted = g_getenv("JIANBAO_FAULTS");
	return wanted ? MAX(atoi(wanted), 1) : 12;
}

/* Article `number`, whose title and every line of whose text tell its version. */
static void write_article(struct place *place, int number, int version)
{
	char *name = g_strdup_printf("%03d.md", number);
	GString *text = g_string_new("---\n");
	g_string_append_printf(text, "title: \"%d-%d\"\ndate: 2020-01-01\n---\n\n", number, version);
	for (int i = 0; i < 20; i++)
		g_string_append_printf(text, "第%d篇的第%d版說：會談的時間與議程達成初步共識。%d\n\n", number, version,
		                       i);
	place_write(place, name, text->str, (gssize)text->len);
	g_string_free(text, TRUE);
	g_free(name);
}

static void set_up(struct place *place, const void *data)
{
	(void)data;
	place_begin(place, "faults");
	for (int i = 0; i < ARTICLES; i++)
		write_article(place, i, 0);
}

static void tear_down(struct place *place, const void *data)
{
	(void)data;
	place_end(place);
}

static struct archive *open_all(const struct place *place)
{
	struct archive_options options = {.cache = place->cache};
	const char *root = place->root;
	struct archive *archive = archive_open_with(&root, 1, &options);
	archive_wait(archive);
	return archive;
}

/* Every article is there once, whole, in the version that it should have. */
static void check_articles(const struct archive *archive, const int *versions)
{
	g_assert_cmpuint(archive_shown(archive), ==, ARTICLES);
	for (int i = 0; i < ARTICLES; i++) {
		char *path = g_strdup_printf("%03d.md", i), *title = g_strdup_printf("%d-%d", i, versions[i]);
		char *words = g_strdup_printf("第%d篇的第%d版說", i, versions[i]);
		struct article article;
		struct span text;
		size_t found = 0, at;
		archive_article(archive, archive_find_path(archive, span_of(path)), &article);
		g_assert_true(span_equal(article_span(&article, article.title), span_of(title)));
		for (text = article_text(&article); (at = span_find(text, span_of(words))) != SPAN_NONE; found++)
			text = span_from(text, at + 1);
		g_assert_cmpuint(found, ==, 20);
		g_free(words);
		g_free(title);
		g_free(path);
	}
}

/* Opens the archive in a process of its own and kills that after a while: anywhere in what it does. */
static void be_killed(const struct place *place, GRand *rand, gint64 most_us)
{
	pid_t child = fork();
	g_assert_cmpint(child, >=, 0);
	if (child == 0) {
		archive_close(open_all(place));
		_exit(0);
	}
	g_usleep((gulong)g_rand_int_range(rand, 0, (gint32)most_us));
	kill(child, SIGKILL);
	g_assert_cmpint(waitpid(child, NULL, 0), ==, child);
}

static gint64 time_of_a_load(const struct place *place)
{
	gint64 begin = g_get_monotonic_time();
	archive_close(open_all(place));
	return g_get_monotonic_time() - begin;
}

static void being_killed_loses_nothing(struct place *place, const void *data)
{
	gint64 most = time_of_a_load(place);
	GRand *rand = g_rand_new_with_seed(7);
	int versions[ARTICLES] = {0};
	struct archive *archive;
	(void)data;
	for (int i = 1; i <= times(); i++) {
		bool anew = i % 3 == 0;
		int number = g_rand_int_range(rand, 0, ARTICLES);
		if (anew)
			tree_remove(place->cache);
		versions[number] = i;
		write_article(place, number, i);
		be_killed(place, rand, most);
		archive = open_all(place);
		check_articles(archive, versions);
		if (!anew) /* the snapshot that was there before is there still */
			g_assert_cmpuint(archive_changes(archive).read, <=, 1);
		archive_close(archive);
		archive = open_all(place);
		check_articles(archive, versions);
		g_assert_cmpuint(archive_changes(archive).read, ==, 0);
		archive_close(archive);
	}
	g_rand_free(rand);
}

/* Another thread --------------------------------------------------------------------------------------------------- */

struct vandal {
	const char *root;
	int stop;
};

/* Cuts files short, removes them, puts others in their place. */
static void *vandalize(void *data)
{
	struct vandal *vandal = data;
	GRand *rand = g_rand_new_with_seed(3);
	while (!g_atomic_int_get(&vandal->stop)) {
		char *name = g_strdup_printf("%03d.md", g_rand_int_range(rand, 0, ARTICLES));
		char *file = g_build_filename(vandal->root, name, NULL);
		switch (g_rand_int_range(rand, 0, 3)) {
		case 0:
			if (truncate(file, g_rand_int_range(rand, 0, 2000)) != 0)
				g_assert_cmpint(errno, ==, ENOENT);
			break;
		case 1:
			g_remove(file);
			break;
		default:
			g_file_set_contents(file, "---\ntitle: \"else\"\n---\n\nSomething else.\n", -1, NULL);
		}
		g_free(file);
		g_free(name);
		g_usleep(100);
	}
	g_rand_free(rand);
	return NULL;
}

static void files_that_change_while_they_are_read(struct place *place, const void *data)
{
	struct vandal vandal = {place->root, 0};
	struct archive *archive = open_all(place);
	GThread *thread = g_thread_new("vandal", vandalize, &vandal);
	int versions[ARTICLES];
	(void)data;
	for (int i = 0; i < MAX(times() / 2, 3); i++) {
		archive_look(archive);
		archive_wait(archive);
	}
	g_atomic_int_set(&vandal.stop, 1);
	g_thread_join(thread);
	for (int i = 0; i < ARTICLES; i++) {
		versions[i] = 99;
		write_article(place, i, 99);
	}
	archive_look(archive);
	archive_wait(archive);
	check_articles(archive, versions);
	archive_close(archive);
	archive = open_all(place);
	check_articles(archive, versions);
	archive_close(archive);
}

/* Puts another archive, of this version, in the place of the one that is open. */
static void replace_archive(struct place *place, int version)
{
	char *old = g_strdup_printf("%s.%d", place->root, version);
	g_assert_cmpint(g_rename(place->root, old), ==, 0);
	g_assert_cmpint(g_mkdir(place->root, 0700), ==, 0);
	for (int i = 0; i < ARTICLES; i++)
		write_article(place, i, version);
	tree_remove(old);
	g_free(old);
}

/* Before a look and in the midst of one; and when there is none for a while, all stays. */
static void an_archive_that_is_replaced(struct place *place, const void *data)
{
	struct archive *archive = open_all(place);
	char *away = g_strconcat(place->root, ".away", NULL);
	int versions[ARTICLES];
	(void)data;
	for (int version = 1; version <= 4; version++) {
		for (int i = 0; i < ARTICLES; i++)
			versions[i] = version;
		if (version % 2 == 0)
			archive_look(archive);
		replace_archive(place, version);
		archive_wait(archive);
		archive_look(archive);
		archive_wait(archive);
		check_articles(archive, versions);
	}
	g_assert_cmpint(g_rename(place->root, away), ==, 0);
	archive_look(archive);
	archive_wait(archive);
	check_articles(archive, versions);
	g_assert_cmpint(g_rename(away, place->root), ==, 0);
	archive_close(archive);
	archive = open_all(place);
	check_articles(archive, versions);
	archive_close(archive);
	g_free(away);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add("/faults/killed", struct place, NULL, set_up, being_killed_loses_nothing, tear_down);
	g_test_add("/faults/changing", struct place, NULL, set_up, files_that_change_while_they_are_read, tear_down);
	g_test_add("/faults/replaced", struct place, NULL, set_up, an_archive_that_is_replaced, tear_down);
	return g_test_run();
}
