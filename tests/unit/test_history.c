/* SPDX-License-Identifier: MIT */
/*
 * The history of a file. A commit of a made repository is a line: seconds, parents by their letters, the file's text or
 * "-" where it is not there, behind "@old/b.md " where it is called so and not news/a.md; the first line is the commit
 * a. What comes out is one line a version.
 */
#include <git2.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../tree.h"
#include "archive/archive.h"
#include "archive/history.h"

static char *place; /* a temporary folder */

static char *in_place(const char *name)
{
	return g_build_filename(place, name, NULL);
}

/* Making ----------------------------------------------------------------------------------------------------------- */

static git_oid tree_of(git_repository *repository, const char *name, const git_oid *id, git_filemode_t mode)
{
	git_treebuilder *builder;
	git_oid tree;
	g_assert_cmpint(git_treebuilder_new(&builder, repository, NULL), ==, 0);
	if (name)
		g_assert_cmpint(git_treebuilder_insert(NULL, builder, name, id, mode), ==, 0);
	g_assert_cmpint(git_treebuilder_write(&tree, builder), ==, 0);
	git_treebuilder_free(builder);
	return tree;
}

/* A tree with the file news/a.md, or with that of another name, or with none. */
static git_oid tree_with(git_repository *repository, const char *said)
{
	char **words = g_strsplit(*said == '@' ? said + 1 : "news/a.md", " ", 2), **names = g_strsplit(words[0], "/", 2);
	const char *text = *said == '@' ? words[1] : said;
	git_oid id;
	if (strcmp(text, "-") == 0) {
		id = tree_of(repository, NULL, NULL, GIT_FILEMODE_TREE);
	} else {
		g_assert_cmpint(git_blob_create_from_buffer(&id, repository, text, strlen(text)), ==, 0);
		id = tree_of(repository, names[1], &id, GIT_FILEMODE_BLOB);
		id = tree_of(repository, names[0], &id, GIT_FILEMODE_TREE);
	}
	g_strfreev(names);
	g_strfreev(words);
	return id;
}

static git_oid make_commit(git_repository *repository, const char *line, const git_oid *ids)
{
	char **words = g_strsplit(line, " ", 3);
	git_commit *parents[8];
	size_t count = 0;
	git_signature *who;
	git_tree *tree;
	git_oid id = tree_with(repository, words[2]);
	for (const char *letter = words[1]; *letter != '-' && *letter; letter++)
		g_assert_cmpint(git_commit_lookup(&parents[count++], repository, &ids[*letter - 'a']), ==, 0);
	g_assert_cmpint(git_tree_lookup(&tree, repository, &id), ==, 0);
	git_signature_new(&who, "Anna \xe5\xae\x89", "a@example.org", atoi(words[0]), 0);
	g_assert_cmpint(git_commit_create(&id, repository, NULL, who, who, NULL, "m", tree, count, (void *)parents), ==,
	                0);
	for (size_t i = 0; i < count; i++)
		git_commit_free(parents[i]);
	git_signature_free(who);
	git_tree_free(tree);
	g_strfreev(words);
	return id;
}

/* HEAD is the last of the commits. */
static void make(const char *name, bool bare, const char *commits)
{
	char *path = in_place(name), **lines = g_strsplit(commits, "\n", -1);
	git_repository *repository;
	git_reference *head;
	git_oid ids[26];
	size_t count = 0;
	g_assert_cmpint(git_repository_init(&repository, path, bare), ==, 0);
	for (; lines[count]; count++)
		ids[count] = make_commit(repository, lines[count], ids);
	git_repository_set_head(repository, "refs/heads/main");
	g_assert_cmpint(git_reference_create(&head, repository, "refs/heads/main", &ids[count - 1], 1, NULL), ==, 0);
	git_reference_free(head);
	g_assert_cmpint(git_reference_create(&head, repository, "refs/heads/first", &ids[0], 1, NULL), ==, 0);
	git_reference_free(head);
	git_repository_free(repository);
	g_strfreev(lines);
	g_free(path);
}

/* Telling ---------------------------------------------------------------------------------------------------------- */

/* Each version, and what stands in it; a step at a time, so that slices are tried, too. */
static char *tell(struct history *history)
{
	static const char *const words[] = {"first", "changed", "renamed", "deleted"};
	GString *out = g_string_new(NULL);
	g_assert_nonnull(history);
	while (history_work(history, 0))
		;
	for (size_t i = 0; i < history_count(history); i++) {
		const struct version *version = history_at(history, i);
		const char *why = NULL;
		struct article *article = history_read(history, i, &why);
		struct span text = article ? article_text(article) : SPAN("");
		g_assert_true(!article == !!why);
		g_string_append_printf(out, "%s %d %zu %.*s%s%s\n", words[version->kind], (int)version->date.seconds,
		                       version->size, (int)text.len, text.at, version->before ? " < " : "",
		                       version->before ? version->before : "");
		article_free(article);
	}
	if (history_trouble(history))
		g_string_append(out, "trouble\n");
	history_free(history);
	return g_string_free(out, FALSE);
}

static void assert_history(const char *name, const char *path, const char *expected)
{
	char *root = in_place(name), *told = tell(history_new(root, span_of(path)));
	g_assert_cmpstr(told, ==, expected);
	g_free(told);
	g_free(root);
}

static void test_shapes(void)
{
	static const struct {
		const char *name, *commits, *expected;
	} cases[] = {
		{"line", "10 - one\n20 a one\n30 b two\n40 c two", "changed 30 3 two\nfirst 10 3 one\n"},
		{"gone", "10 - one\n20 a -\n30 b -", "deleted 20 0 \nfirst 10 3 one\n"},
		{"again", "10 - one\n20 a -\n30 b two", "first 30 3 two\ndeleted 20 0 \nfirst 10 3 one\n"},
		{"never", "10 - -\n20 a -", ""},
		/* A merge that takes one side leads on to that side alone. */
		{"side", "10 - one\n20 a two\n30 a one\n40 bc two", "changed 20 3 two\nfirst 10 3 one\n"},
		/* One that is like neither is a change, and both sides are. */
		{"merge", "10 - one\n20 a two\n30 a six\n40 bc ten",
		 "changed 40 3 ten\nchanged 30 3 six\nchanged 20 3 two\nfirst 10 3 one\n"},
		/* Clocks that run backwards. */
		{"clock", "90 - one\n20 a two\n10 b six", "changed 10 3 six\nchanged 20 3 two\nfirst 90 3 one\n"},
		/* Other names: in the folder, in another one, twice; and what is another text, or is still there. */
		{"name", "10 - @news/b.md one\n20 a two\n30 b six", "changed 30 3 six\nfirst 20 3 two\n"},
		{"moved", "10 - @news/b.md one\n20 a @news/b.md two\n30 b two\n40 c six",
		 "changed 40 3 six\nrenamed 30 3 two < news/b.md\nchanged 20 3 two\nfirst 10 3 one\n"},
		{"folder", "10 - @x/b.md one\n20 a @old/b.md one\n30 b one\n40 c -",
		 "deleted 40 0 \nrenamed 30 3 one < old/b.md\nrenamed 20 3 one < x/b.md\nfirst 10 3 one\n"},
		{"branch", "10 - @old/b.md one\n20 a @old/b.md two\n30 b two\n35 b @old/b.md two\n40 cd two",
		 "renamed 30 3 two < old/b.md\nchanged 20 3 two\nfirst 10 3 one\n"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		make(cases[i].name, true, cases[i].commits);
		assert_history(cases[i].name, "news/a.md", cases[i].expected);
	}
	assert_history("line", "news", "");
	assert_history("line", "news/a.md/b", "");
	assert_history("line", "", "");
}

/* Of branches beside each other the newest commit comes first, though its parent is newer than the other branches. */
static void test_order(void)
{
	enum { BRANCHES = 8 };
	GString *commits = g_string_new("10 - x"), *expected = g_string_new("changed 99 1 y\n");
	for (int i = 0; i < BRANCHES; i++)
		g_string_append_printf(commits, "\n%d a %d\n%d %c %d", 20 + 4 * i, 20 + 4 * i, 22 + 4 * i, 'b' + 2 * i,
		                       22 + 4 * i);
	g_string_append(commits, "\n99 cegikmoq y");
	for (int seconds = 20 + 4 * BRANCHES - 2; seconds >= 20; seconds -= 2)
		g_string_append_printf(expected, "changed %d 2 %d\n", seconds, seconds);
	g_string_append(expected, "first 10 1 x\n");
	make("order", true, commits->str);
	assert_history("order", "news/a.md", expected->str);
	g_string_free(commits, TRUE);
	g_string_free(expected, TRUE);
}

/* A work tree, a folder in it, a revision, and a file by itself. */
static void test_places(void)
{
	static const char both[] = "changed 20 3 two\nfirst 10 3 one\n";
	char *file = in_place("work/news/a.md"), *folder = in_place("work/news"), *told;
	make("work", false, "10 - one\n20 a two");
	g_mkdir_with_parents(folder, 0700);
	g_file_set_contents(file, "two", -1, NULL);
	assert_history("work", "news/a.md", both);
	assert_history("work/news", "a.md", both);
	assert_history("work/.git", "news/a.md", both);
	assert_history("work@main", "news/a.md", both);
	assert_history("work@first", "news/a.md", "first 10 3 one\n");
	told = tell(history_new(NULL, span_of(file)));
	g_assert_cmpstr(told, ==, both);
	g_free(told);
	g_free(folder);
	g_free(file);
	assert_history("work@none", "news/a.md", "trouble\n");
}

static void test_nowhere(void)
{
	char *folder = in_place("plain");
	g_mkdir_with_parents(folder, 0700);
	g_assert_null(history_new(folder, SPAN("a.md")));
	g_assert_null(history_new("/proc/none", SPAN("a.md")));
	g_assert_null(history_new(NULL, SPAN("-")));
	g_free(folder);
}

/* The object of HEAD's first parent goes, or is cut short: what is left is told, and that it is not all. */
static void test_cut(void)
{
	char *path = in_place("cut"), *object;
	git_repository *repository;
	char digits[GIT_OID_HEXSZ + 1];
	struct stat status;
	git_oid id;
	make("cut", true, "10 - one\n20 a two\n30 b six");
	g_assert_cmpint(git_repository_open(&repository, path), ==, 0);
	g_assert_cmpint(git_reference_name_to_id(&id, repository, "refs/heads/first"), ==, 0);
	git_repository_free(repository);
	git_oid_tostr(digits, sizeof(digits), &id);
	object = g_strdup_printf("%s/objects/%.2s/%s", path, digits, digits + 2);
	g_assert_cmpint(g_chmod(object, 0600), ==, 0);
	g_assert_cmpint(stat(object, &status), ==, 0);
	for (off_t size = status.st_size - 1; size >= 0; size -= 7) {
		g_assert_cmpint(truncate(object, size), ==, 0);
		assert_history("cut", "news/a.md", "changed 30 3 six\nfirst 20 3 two\ntrouble\n");
	}
	g_assert_cmpint(g_unlink(object), ==, 0);
	assert_history("cut", "news/a.md", "changed 30 3 six\nfirst 20 3 two\ntrouble\n");
	g_free(object);
	g_free(path);
}

/* Through an archive; work is counted: unchanged commits cost one look each, what is known is not looked at again. */
static void test_archive(void)
{
	GString *commits = g_string_new("10 - one");
	char *path = in_place("long"), *told;
	const char *paths[] = {path};
	struct archive *archive;
	struct history *history;
	for (int i = 0; i < 20; i++)
		g_string_append_printf(commits, "\n%d %c one", 20 + i, 'a' + i);
	make("long", true, commits->str);
	archive = archive_open(paths, 1);
	archive_wait(archive);
	g_assert_cmpuint(archive_count(archive), ==, 1);
	history = archive_history(archive, 0);
	while (history_work(history, 1000))
		;
	g_assert_cmpuint(history_commits(history), ==, 21);
	g_assert_cmpstr(history_at(history, 0)->author, ==, "Anna \xe5\xae\x89");
	told = tell(history);
	g_assert_cmpstr(told, ==, "first 10 3 one\n");
	g_free(told);
	archive_close(archive);
	g_string_free(commits, TRUE);
	g_free(path);
}

int main(int argc, char **argv)
{
	int result;
	g_test_init(&argc, &argv, NULL);
	place = g_dir_make_tmp("jianbao-history-XXXXXX", NULL);
	git_libgit2_init();
	g_test_add_func("/history/shapes", test_shapes);
	g_test_add_func("/history/order", test_order);
	g_test_add_func("/history/places", test_places);
	g_test_add_func("/history/nowhere", test_nowhere);
	g_test_add_func("/history/cut", test_cut);
	g_test_add_func("/history/archive", test_archive);
	result = g_test_run();
	git_libgit2_shutdown();
	tree_remove(place);
	g_free(place);
	return result;
}
