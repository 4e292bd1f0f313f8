/* SPDX-License-Identifier: MIT */
/*
 * What a shelf keeps: written, read again, brought up to date, shared by two instances; and what happens where the disk
 * will not have it.
 */
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shelf/schema.h"
#include "shelves.h"

/* Two folders down, so that making them is tried, too. */
static char *new_path(void)
{
	char *folder = g_dir_make_tmp("jianbao-shelf-XXXXXX", NULL);
	char *path = g_build_filename(folder, "data", "jianbao", "shelf.sqlite", NULL);
	g_free(folder);
	return path;
}

static void remove_path(char *path)
{
	static const char *const endings[] = {"", "-wal", "-shm"};
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		char *file = g_strconcat(path, endings[i], NULL);
		g_unlink(file);
		g_free(file);
	}
	for (int up = 0; up < 3; up++) {
		char *folder = g_path_get_dirname(path);
		g_rmdir(folder);
		g_free(path);
		path = folder;
	}
	g_free(path);
}

/* What a shelf complains of once all is tried; it is said once. */
static void assert_problem(struct shelf *shelf, const char *part)
{
	shelf_wait(shelf);
	char *problem = shelf_take_problem(shelf);
	g_assert_nonnull(problem);
	g_assert_nonnull(strstr(problem, part));
	g_free(problem);
	g_assert_null(shelf_take_problem(shelf));
}

static void assert_filled(const struct shelf *shelf)
{
	g_assert_cmpint(shelf_number(shelf, ONE, SHELF_READ), ==, 1);
	g_assert_cmpint(shelf_number(shelf, ONE, SHELF_STAR), ==, 1);
	g_assert_cmpstr(shelf_text(shelf, ONE, SHELF_TAGS), ==, "a\n日本");
	g_assert_cmpstr(shelf_text(shelf, ONE, SHELF_NOTE), ==, "eins\nzwei");
	g_assert_cmpint(shelf_number(shelf, TWO, SHELF_PLACE), ==, 1234);
	g_assert_cmpstr(shelf_text(shelf, TWO, SHELF_PLACE), ==, "这里");
	g_assert_cmpint(shelf_get(shelf, TWO, SHELF_OPENED)->changed, >, 0);
	g_assert_cmpstr(shelf_item(shelf, SHELF_SEARCH, "news")->text, ==, "日本 is:unread");
	g_assert_cmpuint(shelf_items(shelf, SHELF_HISTORY)->len, ==, 2);
	g_assert_cmpstr(((struct shelf_item *)shelf_items(shelf, SHELF_HISTORY)->pdata[1])->key, ==, "岸田");
	g_assert_cmpint(shelf_item(shelf, SHELF_MARK, "a")->number, ==, 9);
	g_assert_cmpint(shelf_item(shelf, SHELF_SIZE, "list-rows")->number, ==, -3);
	g_assert_cmpstr(shelf_item(shelf, SHELF_SESSION, "/x")->extra, ==, "lang:zh");
	g_assert_cmpstr(shelf_item(shelf, SHELF_SESSION, "/x")->query, ==, "日本");
}

static void test_kept(void)
{
	char *path = new_path();
	struct shelf *shelf = shelves_open(path);
	shelves_fill(shelf);
	assert_filled(shelf);
	shelves_close(shelf);
	struct stat status;
	g_assert_cmpint(g_stat(path, &status), ==, 0);
	g_assert_cmpuint(status.st_mode & 0777, ==, 0600);
	shelf = shelves_open(path);
	assert_filled(shelf);
	g_assert_true(shelf_drop(shelf, SHELF_SEARCH, "news"));
	g_assert_false(shelf_drop(shelf, SHELF_SEARCH, "news"));
	shelf_set(shelf, ONE, SHELF_TAGS, 0, NULL);
	shelves_close(shelf);
	shelf = shelves_open(path);
	g_assert_null(shelf_item(shelf, SHELF_SEARCH, "news"));
	g_assert_cmpstr(shelf_text(shelf, ONE, SHELF_TAGS), ==, "");
	g_assert_cmpstr(shelf_text(shelf, ONE, SHELF_NOTE), ==, "eins\nzwei");
	shelves_close(shelf);
	remove_path(path);
}

/* What is set before the disk was read counts over what it held, and the rest of that stays. */
static void test_early(void)
{
	char *path = new_path();
	struct shelf *shelf = shelves_open(path);
	shelves_fill(shelf);
	shelves_close(shelf);
	shelf = shelf_open(path);
	shelf_set(shelf, ONE, SHELF_NOTE, 0, "drei");
	shelf_put(shelf, SHELF_HISTORY, &(struct shelf_item){.key = (char *)"美国"});
	g_assert_true(shelf_ready(shelf, -1));
	g_assert_cmpstr(shelf_text(shelf, ONE, SHELF_NOTE), ==, "drei");
	g_assert_cmpint(shelf_number(shelf, ONE, SHELF_STAR), ==, 1);
	g_assert_cmpuint(shelf_items(shelf, SHELF_HISTORY)->len, ==, 2);
	g_assert_cmpstr(((struct shelf_item *)shelf_items(shelf, SHELF_HISTORY)->pdata[1])->key, ==, "美国");
	shelves_close(shelf);
	remove_path(path);
}

/* Runs statements on a file, as another program would; the connection is left open. */
static sqlite3 *run_sql(const char *path, const char *statements)
{
	sqlite3 *db = NULL;
	char *folder = g_path_get_dirname(path);
	g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
	g_free(folder);
	g_assert_cmpint(sqlite3_open(path, &db), ==, SQLITE_OK);
	g_assert_cmpint(sqlite3_exec(db, statements, NULL, NULL, NULL), ==, SQLITE_OK);
	return db;
}

/* A database of the first version is brought up to date, and what it held stays. */
static void test_migrate(void)
{
	char *path = new_path();
	char *statements = g_strdup_printf("%s INSERT INTO article(id, star, star_at) VALUES('%s', 1, 5);"
	                                   "PRAGMA application_id=%d; PRAGMA user_version=1",
	                                   schema_steps[0], ONE.at, SCHEMA_APPLICATION);
	sqlite3_close(run_sql(path, statements));
	struct shelf *shelf = shelves_open(path);
	g_assert_cmpint(shelf_number(shelf, ONE, SHELF_STAR), ==, 1);
	shelf_put(shelf, SHELF_MARK, &(struct shelf_item){.key = (char *)"b", .text = (char *)TWO.at});
	shelves_close(shelf);
	shelf = shelves_open(path);
	g_assert_nonnull(shelf_item(shelf, SHELF_MARK, "b"));
	shelves_close(shelf);
	g_free(statements);
	remove_path(path);
}

static char *contents_of(const char *path, gsize *len)
{
	char *bytes = NULL;
	g_assert_true(g_file_get_contents(path, &bytes, len, NULL));
	return bytes;
}

/* A file that cannot be ours is said to be so, and stays as it is; the shelf works without it. */
static void assert_left_alone(const char *path, const char *part)
{
	gsize before_len, after_len;
	char *before = contents_of(path, &before_len);
	struct shelf *shelf = shelves_open(path);
	assert_problem(shelf, part);
	g_assert_true(shelf_set(shelf, ONE, SHELF_READ, 1, NULL));
	g_assert_cmpint(shelf_number(shelf, ONE, SHELF_READ), ==, 1);
	shelf_wait(shelf);
	shelves_close(shelf);
	char *after = contents_of(path, &after_len);
	g_assert_cmpuint(before_len, ==, after_len);
	g_assert_true(memcmp(before, after, before_len) == 0);
	g_free(before);
	g_free(after);
}

static void test_newer(void)
{
	char *path = new_path();
	sqlite3_close(run_sql(path, "CREATE TABLE article(id); PRAGMA user_version=99"));
	assert_left_alone(path, "newer");
	remove_path(path);
}

static void test_foreign(void)
{
	char *path = new_path();
	sqlite3_close(run_sql(path, "CREATE TABLE article(id); PRAGMA user_version=1; PRAGMA application_id=7"));
	assert_left_alone(path, "another program");
	remove_path(path);
}

/* Texts that are no UTF-8, tags as nobody could have typed them, a name of no article. */
static void test_untrusted(void)
{
	char *path = new_path();
	struct shelf *shelf = shelves_open(path);
	shelves_fill(shelf);
	shelves_close(shelf);
	sqlite3_close(run_sql(path, "UPDATE article SET note=CAST(x'61E4' AS TEXT);"
	                            "INSERT INTO article(id, star, star_at) VALUES(CAST(x'E4' AS TEXT), 1, 1);"
	                            "INSERT INTO tag SELECT id, CAST(x'62E6' AS TEXT) FROM article WHERE tags_at > 0;"
	                            "INSERT INTO tag SELECT id, 'c a' FROM article WHERE tags_at > 0"));
	shelf = shelves_open(path);
	g_assert_cmpstr(shelf_text(shelf, ONE, SHELF_NOTE), ==, "a\357\277\275");
	g_assert_cmpstr(shelf_text(shelf, ONE, SHELF_TAGS), ==, "a\nb\357\277\275\nc\n日本");
	g_assert_false(shelf_get(shelf, SPAN("\xE4"), SHELF_STAR));
	GPtrArray *all = shelf_tagged(shelf);
	g_assert_cmpuint(all->len, ==, 1);
	g_ptr_array_unref(all);
	all = shelf_all_tags(shelf);
	g_assert_cmpuint(all->len, ==, 4);
	g_ptr_array_unref(all);
	shelves_close(shelf);
	remove_path(path);
}

static void test_damaged(void)
{
	char *path = new_path();
	struct shelf *shelf = shelves_open(path);
	shelves_fill(shelf);
	shelves_close(shelf);
	gsize len;
	char *bytes = contents_of(path, &len);
	memset(bytes, 'x', 100);
	g_assert_true(g_file_set_contents(path, bytes, (gssize)len, NULL));
	g_free(bytes);
	assert_left_alone(path, "damaged");
	remove_path(path);
}

/* No folder can be made below a file. */
static void test_no_folder(void)
{
	char *path = new_path(), *folder = g_path_get_dirname(path), *above = g_path_get_dirname(folder);
	g_assert_true(g_file_set_contents(above, "", 0, NULL));
	struct shelf *shelf = shelves_open(path);
	assert_problem(shelf, "cannot be written");
	shelf_set(shelf, ONE, SHELF_READ, 1, NULL);
	g_assert_cmpint(shelf_number(shelf, ONE, SHELF_READ), ==, 1);
	shelves_close(shelf);
	g_unlink(above);
	g_free(folder);
	g_free(above);
	remove_path(path);
}

/* What is kept can be seen where nothing can be written. */
static void test_read_only(void)
{
	if (geteuid() == 0) {
		g_test_skip("everything can be written by root");
		return;
	}
	char *path = new_path(), *folder = g_path_get_dirname(path);
	struct shelf *shelf = shelves_open(path);
	shelves_fill(shelf);
	shelves_close(shelf);
	g_chmod(path, 0400);
	g_chmod(folder, 0500);
	shelf = shelves_open(path);
	assert_filled(shelf);
	assert_problem(shelf, "cannot be written");
	shelves_close(shelf);
	g_chmod(folder, 0700);
	g_free(folder);
	remove_path(path);
}

/* A full disk is said once, and known meanwhile; what was set then is written when there is room again. */
static void test_full(void)
{
	char *path = new_path(), *note = g_strnfill(200000, 'n');
	struct shelf *shelf = shelves_open(path);
	shelves_fill(shelf);
	shelf_wait(shelf);
	struct rlimit before, small;
	signal(SIGXFSZ, SIG_IGN);
	g_assert_cmpint(getrlimit(RLIMIT_FSIZE, &before), ==, 0);
	small = (struct rlimit){100000, before.rlim_max};
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &small), ==, 0);
	shelf_set(shelf, ONE, SHELF_NOTE, 0, note);
	assert_problem(shelf, "Nothing is kept");
	shelf_set(shelf, TWO, SHELF_STAR, 1, NULL);
	shelf_wait(shelf);
	g_assert_null(shelf_take_problem(shelf));
	g_assert_nonnull(shelf_trouble(shelf));
	g_assert_cmpint(shelf_number(shelf, TWO, SHELF_STAR), ==, 1);
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &before), ==, 0);
	shelf_set(shelf, TWO, SHELF_READ, 1, NULL);
	shelf_wait(shelf);
	g_assert_null(shelf_trouble(shelf));
	shelves_close(shelf);
	shelf = shelves_open(path);
	g_assert_cmpint(shelf_number(shelf, TWO, SHELF_STAR), ==, 1);
	g_assert_cmpstr(shelf_text(shelf, ONE, SHELF_NOTE), ==, note);
	shelves_close(shelf);
	g_free(note);
	remove_path(path);
}

/* Two instances write at the same time: of each article the last word counts, and nothing is lost. */
static void test_two(void)
{
	char *path = new_path();
	struct shelf *first = shelf_open(path), *second = shelf_open(path);
	for (int i = 0; i < 3000; i++) {
		char id[17];
		g_snprintf(id, sizeof id, "%016x", i);
		shelf_set(i % 2 ? first : second, span_of(id), SHELF_READ, 1, NULL);
		shelf_set(i % 2 ? second : first, span_of(id), SHELF_STAR, 1, NULL);
	}
	shelves_close(first);
	shelves_close(second);
	first = shelves_open(path);
	GPtrArray *records = shelf_records(first);
	g_assert_cmpuint(records->len, ==, 3000);
	for (guint i = 0; i < records->len; i++) {
		struct span id = span_of(((struct shelf_record *)records->pdata[i])->id);
		g_assert_cmpint(shelf_number(first, id, SHELF_READ) + shelf_number(first, id, SHELF_STAR), ==, 2);
	}
	g_ptr_array_unref(records);
	shelves_close(first);
	remove_path(path);
}

/* Until a shelf has taken what another one wrote; false where that never happens. */
static bool comes(struct shelf *shelf, struct span id, enum shelf_field field, int64_t number)
{
	for (int i = 0; i < 400; i++) {
		shelf_take_news(shelf);
		if (shelf_number(shelf, id, field) == number)
			return true;
		g_usleep(20000);
	}
	return false;
}

/* What another instance does is seen while both run; what was done here can still be undone, and nothing goes back. */
static void test_live(void)
{
	char *path = new_path();
	struct shelf *first = shelves_open(path), *second = shelves_open(path);
	shelf_begin(first);
	shelf_set(first, ONE, SHELF_READ, 1, NULL);
	g_assert_true(comes(second, ONE, SHELF_READ, 1));
	uint64_t changes = shelf_changes(first);
	shelf_set(second, TWO, SHELF_STAR, 1, NULL);
	shelf_set(second, TWO, SHELF_TAGS, 0, "a\nb");
	shelf_put(second, SHELF_SEARCH, &(struct shelf_item){.key = "name", .text = "query"});
	g_assert_true(comes(first, TWO, SHELF_STAR, 1));
	g_assert_cmpstr(shelf_text(first, TWO, SHELF_TAGS), ==, "a\nb");
	g_assert_nonnull(shelf_item(first, SHELF_SEARCH, "name"));
	g_assert_cmpuint(shelf_changes(first), !=, changes);
	g_assert_cmpint(shelf_number(first, ONE, SHELF_READ), ==, 1);
	g_assert_cmpuint(shelves_undo(first).changes, ==, 1);
	g_assert_cmpint(shelf_number(first, TWO, SHELF_STAR), ==, 1);
	g_assert_true(comes(second, ONE, SHELF_READ, 0));
	shelves_close(first);
	shelves_close(second);
	remove_path(path);
}

/* Another instance holds the lock for longer than one waits in one go: nobody notices but the thread that writes. */
static void test_locked(void)
{
	char *path = new_path();
	struct shelf *shelf = shelves_open(path);
	shelf_wait(shelf);
	sqlite3 *db = run_sql(path, "BEGIN IMMEDIATE");
	int64_t began = g_get_monotonic_time();
	g_assert_true(shelf_set(shelf, ONE, SHELF_READ, 1, NULL));
	g_assert_cmpint(g_get_monotonic_time() - began, <, 100000);
	g_usleep(2500000);
	g_assert_true(shelf_is_busy(shelf));
	g_assert_null(shelf_take_problem(shelf));
	g_assert_cmpint(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), ==, SQLITE_OK);
	sqlite3_close(db);
	shelf_wait(shelf);
	shelves_close(shelf);
	shelf = shelves_open(path);
	g_assert_cmpint(shelf_number(shelf, ONE, SHELF_READ), ==, 1);
	shelves_close(shelf);
	remove_path(path);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/shelf-disk/kept", test_kept);
	g_test_add_func("/shelf-disk/early", test_early);
	g_test_add_func("/shelf-disk/migrate", test_migrate);
	g_test_add_func("/shelf-disk/newer", test_newer);
	g_test_add_func("/shelf-disk/foreign", test_foreign);
	g_test_add_func("/shelf-disk/damaged", test_damaged);
	g_test_add_func("/shelf-disk/untrusted", test_untrusted);
	g_test_add_func("/shelf-disk/no-folder", test_no_folder);
	g_test_add_func("/shelf-disk/read-only", test_read_only);
	g_test_add_func("/shelf-disk/full", test_full);
	g_test_add_func("/shelf-disk/two", test_two);
	g_test_add_func("/shelf-disk/live", test_live);
	g_test_add_func("/shelf-disk/locked", test_locked);
	return g_test_run();
}
