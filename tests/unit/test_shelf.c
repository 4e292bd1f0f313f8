/* SPDX-License-Identifier: MIT */
/* What the reader did: set, undone, kept, shared by two, merged; and what happens where the disk will not have it. */
#include <glib.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <sqlite3.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shelf/context.h"
#include "shelf/exchange.h"
#include "shelf/schema.h"
#include "shelf/shelf.h"

#define ONE SPAN("0123456789abcdef")
#define TWO SPAN("fedcba9876543210")

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

static struct shelf *open_ready(const char *path)
{
	struct shelf *shelf = shelf_open(path);
	g_assert_true(shelf_ready(shelf, -1));
	return shelf;
}

static struct shelf_undone undo(struct shelf *shelf)
{
	struct shelf_undone undone = {.field = SHELF_FIELDS};
	while (shelf_undo(shelf, 1, &undone))
		;
	return undone;
}

/* Closes a shelf that had nothing to complain of. */
static void close_well(struct shelf *shelf)
{
	char *problem = shelf_close(shelf);
	g_assert_cmpstr(problem, ==, NULL);
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

static void test_set(void)
{
	struct shelf *shelf = open_ready(NULL);
	g_assert_null(shelf_get(shelf, ONE, SHELF_READ));
	g_assert_false(shelf_set(shelf, ONE, SHELF_READ, 0, NULL));
	g_assert_true(shelf_set(shelf, ONE, SHELF_READ, 1, NULL));
	g_assert_false(shelf_set(shelf, ONE, SHELF_READ, 1, NULL));
	g_assert_true(shelf_set(shelf, ONE, SHELF_NOTE, 0, "看过"));
	g_assert_cmpint(shelf_number(shelf, ONE, SHELF_READ), ==, 1);
	g_assert_cmpstr(shelf_text(shelf, ONE, SHELF_NOTE), ==, "看过");
	g_assert_cmpint(shelf_number(shelf, TWO, SHELF_READ), ==, 0);
	g_assert_false(shelf_set(shelf, SPAN(""), SHELF_READ, 1, NULL));
	close_well(shelf);
}

/* Whoever shows articles asks again after these; places change with every move, and nobody sees them in a list. */
static void test_changes(void)
{
	static const struct {
		enum shelf_field field;
		int64_t number;
		bool counts;
	} cases[] = {{SHELF_READ, 1, true}, {SHELF_READ, 1, false}, {SHELF_STAR, 1, true}, {SHELF_PLACE, 7, false}};
	struct shelf *shelf = open_ready(NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		uint64_t before = shelf_changes(shelf);
		shelf_set(shelf, ONE, cases[i].field, cases[i].number, NULL);
		g_assert_true((shelf_changes(shelf) != before) == cases[i].counts);
	}
	uint64_t before = shelf_changes(shelf);
	undo(shelf);
	g_assert_cmpuint(shelf_changes(shelf), !=, before);
	close_well(shelf);
}

static void test_tags(void)
{
	static const struct {
		const char *typed, *kept;
	} cases[] = {
		{"", ""},
		{" , ", ""},
		{"b a b", "a\nb"},
		{"日本，经济、美国", "日本\n经济\n美国"},
		{"a\nb\tc\x01"
		 "d",
		 "a\nb\nc\nd"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *kept = shelf_tags(cases[i].typed);
		g_assert_cmpstr(kept, ==, cases[i].kept);
		g_free(kept);
	}
	struct shelf *shelf = open_ready(NULL);
	shelf_set(shelf, ONE, SHELF_TAGS, 0, "Later\n日本");
	shelf_set(shelf, TWO, SHELF_TAGS, 0, "经济\n日本");
	GPtrArray *all = shelf_all_tags(shelf);
	g_assert_cmpuint(all->len, ==, 3);
	g_assert_cmpstr(all->pdata[1], ==, "日本");
	g_ptr_array_unref(all);
	close_well(shelf);
}

static void test_undo(void)
{
	struct shelf *shelf = open_ready(NULL);
	shelf_begin(shelf);
	shelf_set(shelf, ONE, SHELF_TAGS, 0, "a");
	shelf_begin(shelf);
	shelf_set(shelf, ONE, SHELF_READ, 1, NULL);
	shelf_set(shelf, TWO, SHELF_READ, 1, NULL);
	shelf_set(shelf, ONE, SHELF_PLACE, 700, "x");
	shelf_begin(shelf);
	shelf_set(shelf, ONE, SHELF_TAGS, 0, "b");
	g_assert_cmpuint(undo(shelf).changes, ==, 1);
	g_assert_cmpstr(shelf_text(shelf, ONE, SHELF_TAGS), ==, "a");
	struct shelf_undone undone = undo(shelf);
	g_assert_cmpuint(undone.changes, ==, 2);
	g_assert_cmpuint(undone.field, ==, SHELF_READ);
	g_assert_cmpint(shelf_number(shelf, ONE, SHELF_READ), ==, 0);
	g_assert_cmpint(shelf_number(shelf, TWO, SHELF_READ), ==, 0);
	g_assert_cmpint(shelf_number(shelf, ONE, SHELF_PLACE), ==, 700);
	g_assert_cmpuint(undo(shelf).changes, ==, 1);
	g_assert_cmpstr(shelf_text(shelf, ONE, SHELF_TAGS), ==, "");
	g_assert_cmpuint(undo(shelf).changes, ==, 0);
	close_well(shelf);
}

/* Saved searches and marks come back as well; the history does not. */
static void test_undo_items(void)
{
	struct shelf *shelf = open_ready(NULL);
	struct shelf_item old = {.key = (char *)"news", .text = (char *)"old"};
	struct shelf_item other = {.key = (char *)"news", .text = (char *)"new"};
	shelf_put(shelf, SHELF_SEARCH, &old);
	shelf_begin(shelf);
	shelf_put(shelf, SHELF_SEARCH, &other);
	shelf_begin(shelf);
	shelf_drop(shelf, SHELF_SEARCH, "news");
	shelf_put(shelf, SHELF_HISTORY, &other);
	struct shelf_undone undone = undo(shelf);
	g_assert_cmpuint(undone.changes, ==, 1);
	g_assert_null(undone.id);
	g_assert_cmpstr(shelf_item(shelf, SHELF_SEARCH, "news")->text, ==, "new");
	undo(shelf);
	g_assert_cmpstr(shelf_item(shelf, SHELF_SEARCH, "news")->text, ==, "old");
	undo(shelf);
	g_assert_null(shelf_item(shelf, SHELF_SEARCH, "news"));
	g_assert_nonnull(shelf_item(shelf, SHELF_HISTORY, "news"));
	g_assert_cmpuint(undo(shelf).changes, ==, 0);
	close_well(shelf);
}

static void fill(struct shelf *shelf)
{
	shelf_set(shelf, ONE, SHELF_READ, 1, NULL);
	shelf_set(shelf, ONE, SHELF_STAR, 1, NULL);
	shelf_set(shelf, ONE, SHELF_TAGS, 0, "a\n日本");
	shelf_set(shelf, ONE, SHELF_NOTE, 0, "eins\nzwei");
	shelf_set(shelf, TWO, SHELF_PLACE, 1234, "这里");
	shelf_set(shelf, TWO, SHELF_OPENED, 0, NULL);
	shelf_put(shelf, SHELF_SEARCH, &(struct shelf_item){.key = (char *)"news", .text = (char *)"日本 is:unread"});
	shelf_put(shelf, SHELF_HISTORY, &(struct shelf_item){.key = (char *)"美国"});
	shelf_put(shelf, SHELF_HISTORY, &(struct shelf_item){.key = (char *)"岸田"});
	shelf_put(shelf, SHELF_MARK, &(struct shelf_item){.key = (char *)"a", .text = (char *)ONE.at, .number = 9});
	shelf_put(shelf, SHELF_SIZE, &(struct shelf_item){.key = (char *)"list-rows", .number = -3});
	shelf_put(shelf, SHELF_SESSION,
	          &(struct shelf_item){.key = (char *)"/x", .text = (char *)ONE.at, .extra = (char *)"lang:zh",
				       .query = (char *)"日本"});
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
	struct shelf *shelf = open_ready(path);
	fill(shelf);
	assert_filled(shelf);
	close_well(shelf);
	struct stat status;
	g_assert_cmpint(g_stat(path, &status), ==, 0);
	g_assert_cmpuint(status.st_mode & 0777, ==, 0600);
	shelf = open_ready(path);
	assert_filled(shelf);
	g_assert_true(shelf_drop(shelf, SHELF_SEARCH, "news"));
	g_assert_false(shelf_drop(shelf, SHELF_SEARCH, "news"));
	shelf_set(shelf, ONE, SHELF_TAGS, 0, NULL);
	close_well(shelf);
	shelf = open_ready(path);
	g_assert_null(shelf_item(shelf, SHELF_SEARCH, "news"));
	g_assert_cmpstr(shelf_text(shelf, ONE, SHELF_TAGS), ==, "");
	g_assert_cmpstr(shelf_text(shelf, ONE, SHELF_NOTE), ==, "eins\nzwei");
	close_well(shelf);
	remove_path(path);
}

/* What is set before the disk was read counts over what it held, and the rest of that stays. */
static void test_early(void)
{
	char *path = new_path();
	struct shelf *shelf = open_ready(path);
	fill(shelf);
	close_well(shelf);
	shelf = shelf_open(path);
	shelf_set(shelf, ONE, SHELF_NOTE, 0, "drei");
	shelf_put(shelf, SHELF_HISTORY, &(struct shelf_item){.key = (char *)"美国"});
	g_assert_true(shelf_ready(shelf, -1));
	g_assert_cmpstr(shelf_text(shelf, ONE, SHELF_NOTE), ==, "drei");
	g_assert_cmpint(shelf_number(shelf, ONE, SHELF_STAR), ==, 1);
	g_assert_cmpuint(shelf_items(shelf, SHELF_HISTORY)->len, ==, 2);
	g_assert_cmpstr(((struct shelf_item *)shelf_items(shelf, SHELF_HISTORY)->pdata[1])->key, ==, "美国");
	close_well(shelf);
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
	struct shelf *shelf = open_ready(path);
	g_assert_cmpint(shelf_number(shelf, ONE, SHELF_STAR), ==, 1);
	shelf_put(shelf, SHELF_MARK, &(struct shelf_item){.key = (char *)"b", .text = (char *)TWO.at});
	close_well(shelf);
	shelf = open_ready(path);
	g_assert_nonnull(shelf_item(shelf, SHELF_MARK, "b"));
	close_well(shelf);
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
	struct shelf *shelf = open_ready(path);
	assert_problem(shelf, part);
	g_assert_true(shelf_set(shelf, ONE, SHELF_READ, 1, NULL));
	g_assert_cmpint(shelf_number(shelf, ONE, SHELF_READ), ==, 1);
	shelf_wait(shelf);
	close_well(shelf);
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

static void test_damaged(void)
{
	char *path = new_path();
	struct shelf *shelf = open_ready(path);
	fill(shelf);
	close_well(shelf);
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
	struct shelf *shelf = open_ready(path);
	assert_problem(shelf, "cannot be written");
	shelf_set(shelf, ONE, SHELF_READ, 1, NULL);
	g_assert_cmpint(shelf_number(shelf, ONE, SHELF_READ), ==, 1);
	close_well(shelf);
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
	struct shelf *shelf = open_ready(path);
	fill(shelf);
	close_well(shelf);
	g_chmod(path, 0400);
	g_chmod(folder, 0500);
	shelf = open_ready(path);
	assert_filled(shelf);
	assert_problem(shelf, "cannot be written");
	close_well(shelf);
	g_chmod(folder, 0700);
	g_free(folder);
	remove_path(path);
}

/* A full disk is said once; what was set meanwhile is written when there is room again. */
static void test_full(void)
{
	char *path = new_path(), *note = g_strnfill(200000, 'n');
	struct shelf *shelf = open_ready(path);
	fill(shelf);
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
	g_assert_cmpint(shelf_number(shelf, TWO, SHELF_STAR), ==, 1);
	g_assert_cmpint(setrlimit(RLIMIT_FSIZE, &before), ==, 0);
	close_well(shelf);
	shelf = open_ready(path);
	g_assert_cmpint(shelf_number(shelf, TWO, SHELF_STAR), ==, 1);
	g_assert_cmpstr(shelf_text(shelf, ONE, SHELF_NOTE), ==, note);
	close_well(shelf);
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
	close_well(first);
	close_well(second);
	first = open_ready(path);
	GPtrArray *records = shelf_records(first);
	g_assert_cmpuint(records->len, ==, 3000);
	for (guint i = 0; i < records->len; i++) {
		struct span id = span_of(((struct shelf_record *)records->pdata[i])->id);
		g_assert_cmpint(shelf_number(first, id, SHELF_READ) + shelf_number(first, id, SHELF_STAR), ==, 2);
	}
	g_ptr_array_unref(records);
	close_well(first);
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
	struct shelf *first = open_ready(path), *second = open_ready(path);
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
	g_assert_cmpuint(undo(first).changes, ==, 1);
	g_assert_cmpint(shelf_number(first, TWO, SHELF_STAR), ==, 1);
	g_assert_true(comes(second, ONE, SHELF_READ, 0));
	close_well(first);
	close_well(second);
	remove_path(path);
}

/* Another instance holds the lock for longer than one waits in one go: nobody notices but the thread that writes. */
static void test_locked(void)
{
	char *path = new_path();
	struct shelf *shelf = open_ready(path);
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
	close_well(shelf);
	shelf = open_ready(path);
	g_assert_cmpint(shelf_number(shelf, ONE, SHELF_READ), ==, 1);
	close_well(shelf);
	remove_path(path);
}

static void take_all(struct shelf *shelf, const GPtrArray *lines)
{
	struct problems *problems = problems_new();
	for (guint i = 0; i < lines->len; i++)
		g_assert_true(exchange_take(shelf, span_of(lines->pdata[i]), i + 1, "-", problems));
	g_assert_cmpuint(problems_count(problems), ==, 0);
	problems_free(problems);
}

/* What is exported and taken in again is exported the same; taking it in twice changes nothing. */
static void test_exchange(void)
{
	struct shelf *shelf = open_ready(NULL), *copy = open_ready(NULL);
	fill(shelf);
	GPtrArray *lines = exchange_lines(shelf);
	g_assert_cmpuint(lines->len, ==, 6); /* two articles, a search, a mark, two queries */
	take_all(copy, lines);
	take_all(copy, lines);
	GPtrArray *again = exchange_lines(copy);
	g_assert_cmpuint(again->len, ==, lines->len);
	for (guint i = 0; i < lines->len; i++)
		g_assert_cmpstr(again->pdata[i], ==, lines->pdata[i]);
	g_ptr_array_unref(lines);
	g_ptr_array_unref(again);
	close_well(shelf);
	close_well(copy);
}

#define AT(name, seconds) "\"" name "\":\"2023-01-06T08:00:" seconds ".000Z\""
#define RECORD(rest) "{\"v\":1,\"article\":\"0123456789abcdef\"," rest "}"

static void take(struct shelf *shelf, const char *line)
{
	g_assert_true(exchange_take(shelf, span_of(line), 1, "-", NULL));
}

static void test_merge(void)
{
	static const struct {
		const char *lines[3];
		enum shelf_field field;
		int64_t number;
		const char *text;
	} cases[] = {
		{{RECORD("\"read\":true," AT("read_at", "01")), RECORD("\"read\":false," AT("read_at", "02"))},
		 SHELF_READ,
		 0,
		 ""},
		{{RECORD("\"read\":true," AT("read_at", "02")), RECORD("\"read\":false," AT("read_at", "01"))},
		 SHELF_READ,
		 1,
		 ""},
		{{RECORD("\"read\":true," AT("read_at", "02")), RECORD("\"star\":true," AT("star_at", "01"))},
		 SHELF_READ,
		 1,
		 ""},
		{{RECORD("\"tags\":[\"b\",\"a\"]," AT("tags_at", "01"))}, SHELF_TAGS, 0, "a\nb"},
		{{RECORD("\"note\":\"new\"," AT("note_at", "02")), RECORD("\"note\":\"old\"," AT("note_at", "01"))},
		 SHELF_NOTE,
		 0,
		 "new\n\nold"},
		{{RECORD("\"note\":\"old\"," AT("note_at", "01")), RECORD("\"note\":\"new\"," AT("note_at", "02")),
		  RECORD("\"note\":\"old\"," AT("note_at", "01"))},
		 SHELF_NOTE,
		 0,
		 "new\n\nold"},
		{{RECORD("\"note\":\"old\"," AT("note_at", "01")), RECORD("\"note\":\"\"," AT("note_at", "02"))},
		 SHELF_NOTE,
		 0,
		 "old"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct shelf *shelf = open_ready(NULL);
		for (size_t j = 0; j < 3 && cases[i].lines[j]; j++)
			take(shelf, cases[i].lines[j]);
		g_assert_cmpint(shelf_number(shelf, ONE, cases[i].field), ==, cases[i].number);
		g_assert_cmpstr(shelf_text(shelf, ONE, cases[i].field), ==, cases[i].text);
		close_well(shelf);
	}
}

static void test_refused(void)
{
	static const char *const lines[] = {
		"",
		"[]",
		"{\"v\":1}",
		"{\"v\":2,\"article\":\"0123456789abcdef\"}",
		"{\"v\":1,\"article\":\"../x\"}",
		RECORD("\"read\":true"),
		RECORD("\"read\":\"yes\"," AT("read_at", "01")),
		RECORD("\"star\":true," AT("star_at", "01") ",\"place\":-1," AT("place_at", "01")),
		"{\"v\":1,\"search\":\"x\"}",
		"{\"v\":1,\"searched\":\"x\"}",
		"{\"v\":1,\"searched\":3," AT("changed", "01") "}",
		"{\"v\":1,\"mark\":\"a\",\"id\":\"0123\",\"place\":9,\"context\":\"\"}",
		"{\"v\":1,\"mark\":\"ab\",\"id\":\"0123\",\"place\":9,\"context\":\"\"," AT("changed", "01") "}",
		"{\"v\":1,\"mark\":\"a\",\"id\":\"../x\",\"place\":9,\"context\":\"\"," AT("changed", "01") "}",
		"{\"v\":1,\"mark\":\"a\",\"id\":\"0123\",\"place\":-9,\"context\":\"\"," AT("changed", "01") "}",
	};
	struct shelf *shelf = open_ready(NULL);
	struct problems *problems = problems_new();
	for (unsigned i = 0; i < G_N_ELEMENTS(lines); i++) {
		g_assert_false(exchange_take(shelf, span_of(lines[i]), i + 1, "f", problems));
		g_assert_cmpuint(problems_at(problems, i)->line, ==, i + 1);
	}
	g_assert_null(shelf_get(shelf, ONE, SHELF_STAR));
	problems_free(problems);
	close_well(shelf);
}

static void test_context(void)
{
	static const struct {
		const char *text;
		uint32_t byte;
		const char *context;
		uint32_t found;
	} cases[] = {
		{"abc def", 4, "def", 4},       {"xx abc def", 4, "def", 7},
		{"def abc", 4, "def", 0},       {"def xxxxx def", 9, "def", 10},
		{"def xxxxx def", 2, "def", 0}, {"gone", 2, "def", 2},
		{"gone", 99, "def", 4},         {"", 0, "", 0},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		g_assert_cmpuint(context_find(span_of(cases[i].text), cases[i].byte, span_of(cases[i].context)), ==,
		                 cases[i].found);
	g_assert_true(span_equal(context_of(SPAN("abc\ndef\nghi"), 4), SPAN("def")));
	g_assert_cmpuint(context_of(SPAN("美国美国美国美国美国美国美国美国美国美国美国美国"), 0).len, ==, 63);
	g_assert_cmpuint(context_of(SPAN("abc"), 9).len, ==, 0);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/shelf/set", test_set);
	g_test_add_func("/shelf/changes", test_changes);
	g_test_add_func("/shelf/tags", test_tags);
	g_test_add_func("/shelf/undo", test_undo);
	g_test_add_func("/shelf/undo-items", test_undo_items);
	g_test_add_func("/shelf/kept", test_kept);
	g_test_add_func("/shelf/early", test_early);
	g_test_add_func("/shelf/migrate", test_migrate);
	g_test_add_func("/shelf/newer", test_newer);
	g_test_add_func("/shelf/foreign", test_foreign);
	g_test_add_func("/shelf/damaged", test_damaged);
	g_test_add_func("/shelf/no-folder", test_no_folder);
	g_test_add_func("/shelf/read-only", test_read_only);
	g_test_add_func("/shelf/full", test_full);
	g_test_add_func("/shelf/two", test_two);
	g_test_add_func("/shelf/live", test_live);
	g_test_add_func("/shelf/locked", test_locked);
	g_test_add_func("/shelf/exchange", test_exchange);
	g_test_add_func("/shelf/merge", test_merge);
	g_test_add_func("/shelf/refused", test_refused);
	g_test_add_func("/shelf/context", test_context);
	return g_test_run();
}
