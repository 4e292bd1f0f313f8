/* SPDX-License-Identifier: MIT */
/*
 * Repositories as sources: what their revisions hold, and what in them is not trusted.
 */
#include <git2.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../told.h"
#include "../tree.h"
#include "source/git.h"
#include "source/objects.h"
#include "source/refs.h"
#include "source/revision.h"

static char *place; /* a temporary folder */

static char *in_place(const char *name)
{
	return g_build_filename(place, name, NULL);
}

/*
 * Making repositories ------------------------------------------------------------------------------------------------
 */

/* A tree of one entry, or of `more` equal ones, named a, b, c... */
static git_oid make_tree(git_repository *repository, const char *name, git_oid id, git_filemode_t mode, int more)
{
	git_treebuilder *builder;
	git_oid tree;
	g_assert_cmpint(git_treebuilder_new(&builder, repository, NULL), ==, 0);
	if (name)
		g_assert_cmpint(git_treebuilder_insert(NULL, builder, name, &id, mode), ==, 0);
	for (int i = 0; i < more; i++) {
		const char letter[] = {(char)('a' + i), '\0'};
		g_assert_cmpint(git_treebuilder_insert(NULL, builder, letter, &id, mode), ==, 0);
	}
	g_assert_cmpint(git_treebuilder_write(&tree, builder), ==, 0);
	git_treebuilder_free(builder);
	return tree;
}

static git_oid make_blob(git_repository *repository, const char *text)
{
	git_oid blob;
	g_assert_cmpint(git_blob_create_from_buffer(&blob, repository, text, strlen(text)), ==, 0);
	return blob;
}

/* Commits a tree to a ref. */
static git_oid commit(git_repository *repository, const char *ref, git_oid tree_id, const git_oid *parent_id)
{
	git_signature *who;
	git_tree *tree;
	git_commit *parent = NULL;
	git_oid id;
	g_assert_cmpint(git_signature_new(&who, "A", "a@example.org", 1600000000, 0), ==, 0);
	g_assert_cmpint(git_tree_lookup(&tree, repository, &tree_id), ==, 0);
	if (parent_id)
		g_assert_cmpint(git_commit_lookup(&parent, repository, parent_id), ==, 0);
	g_assert_cmpint(git_commit_create_v(&id, repository, ref, who, who, NULL, "m", tree, parent ? 1 : 0, parent),
	                ==, 0);
	git_commit_free(parent);
	git_tree_free(tree);
	git_signature_free(who);
	return id;
}

/* Commits a tree to HEAD, with two parents. */
static void merge(git_repository *repository, git_oid tree_id, const git_oid *first, const git_oid *second)
{
	git_signature *who;
	git_tree *tree;
	git_commit *parents[2];
	git_oid id;
	g_assert_cmpint(git_signature_new(&who, "A", "a@example.org", 1600000000, 0), ==, 0);
	g_assert_cmpint(git_tree_lookup(&tree, repository, &tree_id), ==, 0);
	g_assert_cmpint(git_commit_lookup(&parents[0], repository, first), ==, 0);
	g_assert_cmpint(git_commit_lookup(&parents[1], repository, second), ==, 0);
	g_assert_cmpint(git_commit_create_v(&id, repository, "HEAD", who, who, NULL, "m", tree, 2, parents[0],
	                                    parents[1]),
	                ==, 0);
	git_commit_free(parents[0]);
	git_commit_free(parents[1]);
	git_tree_free(tree);
	git_signature_free(who);
}

static void make_repository(const char *name, bool bare)
{
	char *path = in_place(name);
	git_repository *repository;
	git_oid blob, tree, first;
	git_object *target;
	git_signature *who;
	g_assert_cmpint(git_repository_init(&repository, path, bare), ==, 0);
	blob = make_blob(repository, "one");
	tree = make_tree(repository, "a.md", blob, GIT_FILEMODE_BLOB, 0);
	first = commit(repository, "refs/heads/old", tree, NULL);
	blob = make_blob(repository, "two");
	tree = make_tree(repository, "a.md", blob, GIT_FILEMODE_BLOB, 0);
	commit(repository, "HEAD", tree, NULL);
	git_object_lookup(&target, repository, &first, GIT_OBJECT_COMMIT);
	git_signature_new(&who, "A", "a@example.org", 1600000000, 0);
	g_assert_cmpint(git_tag_create(&tree, repository, "v1", target, who, "tag", 0), ==, 0);
	git_signature_free(who);
	git_object_free(target);
	git_repository_free(repository);
	g_free(path);
}

static void head_of(const char *name, char digits[GIT_OID_HEXSZ + 1])
{
	char *path = in_place(name);
	git_repository *repository;
	git_oid id;
	g_assert_cmpint(git_repository_open(&repository, path), ==, 0);
	g_assert_cmpint(git_reference_name_to_id(&id, repository, "HEAD"), ==, 0);
	git_oid_tostr(digits, GIT_OID_HEXSZ + 1, &id);
	git_repository_free(repository);
	g_free(path);
}

static struct source *open_rev(const char *name, const char *rev)
{
	char *path = g_strconcat(place, "/", name, rev ? "@" : NULL, rev, NULL);
	struct source *source = git_open(path);
	g_free(path);
	return source;
}

/*
 * Tests --------------------------------------------------------------------------------------------------------------
 */

static void test_revisions(void)
{
	static const struct {
		const char *name, *rev, *told;
	} cases[] = {
		{"repo", "HEAD", "doc a.md two"},     {"repo", "old", "doc a.md one"},
		{"repo", "v1", "doc a.md one"},       {"repo", "refs/heads/old", "doc a.md one"},
		{"repo", "none", "problem  missing"}, {"repo", "../HEAD", "problem  missing"},
		{"bare.git", NULL, "doc a.md two"},   {"bare.git", "v1", "doc a.md one"},
		{"repo/.git", NULL, "doc a.md two"},
	};
	char *spelt = in_place("repo@old"), digits[GIT_OID_HEXSZ + 1];

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		told_assert(open_rev(cases[i].name, cases[i].rev), cases[i].told);
	head_of("repo", digits);
	told_assert(open_rev("repo", digits), "doc a.md two");
	digits[8] = '\0';
	told_assert(open_rev("repo", digits), "doc a.md two");
	g_assert_null(open_rev("repo", NULL)); /* a work tree is a folder */
	g_assert_null(open_rev("nothing", "HEAD"));
	g_assert_true(g_file_set_contents(spelt, "x", -1, NULL));
	g_assert_null(open_rev("repo", "old"));
	g_unlink(spelt);
	g_free(spelt);
}

/* HEAD is a merge: its first parent is the commit of `two`, the second that of `one`. */
static void test_steps(void)
{
	static const struct {
		const char *rev, *told;
	} cases[] = {
		{"HEAD", "doc a.md one"},     {"@", "doc a.md one"},       {"HEAD^", "doc a.md two"},
		{"HEAD~1", "doc a.md two"},   {"HEAD^1", "doc a.md two"},  {"HEAD^2", "doc a.md three"},
		{"HEAD^2~", "doc a.md one"},  {"HEAD^0", "doc a.md one"},  {"v1^{}", "doc a.md one"},
		{"HEAD^3", "problem  missing"}, {"HEAD~9", "problem  missing"},
	};
	char *path = in_place("merge.git");
	git_repository *repository;
	git_oid first, second, third, tree, other;
	git_signature *who;
	git_object *target;

	g_assert_cmpint(git_repository_init(&repository, path, true), ==, 0);
	tree = make_tree(repository, "a.md", make_blob(repository, "one"), GIT_FILEMODE_BLOB, 0);
	first = commit(repository, "refs/heads/old", tree, NULL);
	other = make_tree(repository, "a.md", make_blob(repository, "two"), GIT_FILEMODE_BLOB, 0);
	second = commit(repository, "HEAD", other, NULL);
	other = make_tree(repository, "a.md", make_blob(repository, "three"), GIT_FILEMODE_BLOB, 0);
	third = commit(repository, "refs/heads/old", other, &first);
	merge(repository, tree, &second, &third);
	git_object_lookup(&target, repository, &first, GIT_OBJECT_COMMIT);
	git_signature_new(&who, "A", "a@example.org", 1600000000, 0);
	g_assert_cmpint(git_tag_create(&other, repository, "v1", target, who, "tag", 0), ==, 0);
	git_signature_free(who);
	git_object_free(target);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		told_assert(open_rev("merge.git", cases[i].rev), cases[i].told);
	git_repository_free(repository);
	g_free(path);
}

static void assert_refused(const char *name, const char *rev, enum trouble trouble)
{
	char *path = in_place(name), *inner = g_build_filename(path, ".git", NULL), *folder = refs_repository(inner);
	struct objects *objects = objects_new(folder ? folder : path);
	struct git_odb *database;
	struct git_id id;
	g_assert_cmpint(objects_open(objects), ==, TROUBLE_NONE);
	database = objects_take(objects);
	g_assert_cmpint(revision_find(objects, database, rev, &id), ==, trouble);
	objects_give(objects, database);
	objects_free(objects);
	g_free(folder);
	g_free(inner);
	g_free(path);
}

/* What cannot be found says why. */
static void test_refused(void)
{
	static const struct {
		const char *rev;
		enum trouble trouble;
	} cases[] = {
		{"none", TROUBLE_REVISION},        {"old@{1}", TROUBLE_LOGS},        {"@{yesterday}", TROUBLE_LOGS},
		{"@{upstream}", TROUBLE_CONFIG},   {"old@{u}~2", TROUBLE_CONFIG},    {"HEAD:a.md", TROUBLE_SPELLING},
		{"old..HEAD", TROUBLE_SPELLING},   {"HEAD^{tree}", TROUBLE_SPELLING}, {"HEAD~x", TROUBLE_SPELLING},
	};
	char *path = in_place("sha256.git"), *table = in_place("table.git");
	char *digits = g_strnfill(64, 'a'), *packed = g_strconcat(digits, " refs/heads/main\n", NULL);

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_refused("repo", cases[i].rev, cases[i].trouble);
	tree_write(path, "HEAD", "ref: refs/heads/main\n");
	tree_write(path, "packed-refs", packed);
	tree_write(path, "objects/info/x", "");
	tree_write(path, "refs/x", "");
	assert_refused("sha256.git", "main", TROUBLE_SHA256);
	assert_refused("sha256.git", "aaaaaaaa", TROUBLE_SHA256);
	tree_write(path, "HEAD", digits);
	told_assert(git_open(path), "problem  unsupported");
	tree_write(table, "HEAD", "ref: refs/heads/.invalid\n");
	tree_write(table, "reftable/tables.list", "");
	tree_write(table, "objects/info/x", "");
	tree_write(table, "refs/heads", "");
	assert_refused("table.git", "main", TROUBLE_TABLE);
	g_free(packed);
	g_free(digits);
	g_free(table);
	g_free(path);
}

/* A worktree has a HEAD of its own; a submodule's .git names its repository as seen from where it lies. */
static void test_elsewhere(void)
{
	char *repo = in_place("repo"), *tree = in_place("tree@work"), *sub = in_place("super"), *file;
	git_repository *repository;
	git_worktree *worktree;
	g_assert_cmpint(git_repository_open(&repository, repo), ==, 0);
	g_assert_cmpint(git_worktree_add(&worktree, repository, "wt", tree, NULL), ==, 0);
	git_worktree_free(worktree);
	file = in_place("repo/.git/worktrees/wt/HEAD");
	g_assert_true(g_file_set_contents(file, "ref: refs/heads/old\n", -1, NULL));
	told_assert(open_rev("tree@work", "HEAD"), "doc a.md one");
	told_assert(open_rev("tree@work", "HEAD@{1}"), "problem  missing");
	told_assert(open_rev("tree@work", "v1"), "doc a.md one");
	told_assert(open_rev("tree@work/.git", NULL), "doc a.md one");
	told_assert(open_rev("repo", "HEAD"), "doc a.md two");
	g_assert_null(open_rev("tree@work", NULL));
	tree_write(sub, "lib/.git", "gitdir: ../../repo/.git\n");
	told_assert(open_rev("super/lib", "HEAD"), "doc a.md two");
	tree_write(sub, "lib/.git", "gitdir: ../..\n");
	g_assert_null(open_rev("super/lib", "HEAD"));
	tree_write(sub, "lib/.git", "gitdir:");
	g_assert_null(open_rev("super/lib", "HEAD"));
	git_repository_free(repository);
	g_free(file);
	g_free(sub);
	g_free(tree);
	g_free(repo);
}

static void test_tree(void)
{
	char *path = in_place("tree.git");
	git_repository *repository;
	git_treebuilder *builder;
	git_oid blob, link, tree, sub;
	g_assert_cmpint(git_repository_init(&repository, path, true), ==, 0);
	blob = make_blob(repository, "text");
	link = make_blob(repository, "../../x");
	sub = make_tree(repository, "b.md", blob, GIT_FILEMODE_BLOB, 0);
	git_treebuilder_new(&builder, repository, NULL);
	git_treebuilder_insert(NULL, builder, "a\xff.md", &blob, GIT_FILEMODE_BLOB_EXECUTABLE);
	git_treebuilder_insert(NULL, builder, "sub", &sub, GIT_FILEMODE_TREE);
	git_treebuilder_insert(NULL, builder, ".hidden", &sub, GIT_FILEMODE_TREE);
	git_treebuilder_insert(NULL, builder, "link", &link, GIT_FILEMODE_LINK);
	commit(repository, "refs/heads/links", make_tree(repository, "s", sub, GIT_FILEMODE_TREE, 0), NULL);
	git_treebuilder_write(&tree, builder);
	sub = commit(repository, "HEAD", tree, NULL);
	git_treebuilder_insert(NULL, builder, "module", &sub, GIT_FILEMODE_COMMIT);
	git_treebuilder_write(&tree, builder);
	commit(repository, "HEAD", tree, &sub);
	git_treebuilder_free(builder);
	told_assert(git_open(path), "doc a\xff.md text\ndoc sub/b.md text\nout .hidden hidden\nout module submodule\n"
	                            "problem link link-outside");
	git_repository_free(repository);
	g_free(path);
}

/* Ten folders that hold the same ten folders, ten times over. */
static void test_tree_bomb(void)
{
	char *path = in_place("bomb.git");
	git_repository *repository;
	git_oid id;
	struct told told = {.quiet = true};
	struct source *source;
	char *lines;
	g_assert_cmpint(git_repository_init(&repository, path, true), ==, 0);
	id = make_tree(repository, NULL, make_blob(repository, "x"), GIT_FILEMODE_BLOB, 10);
	for (int i = 0; i < 10; i++)
		id = make_tree(repository, NULL, id, GIT_FILEMODE_TREE, 10);
	commit(repository, "HEAD", id, NULL);
	source = git_open(path);
	lines = told_walk(source, &told);
	g_assert_nonnull(strstr(lines, "limit-count"));
	g_assert_cmpuint(told.documents, <, 100000);
	source_close(source);
	g_free(lines);
	git_repository_free(repository);
	g_free(path);
}

/* Objects that are borrowed from another repository are not there; a pipe among them holds nobody up. */
static void test_foreign_objects(void)
{
	char *from = in_place("bare.git/objects"), *path = in_place("borrower.git"),
	     *pipe = in_place("bare.git/objects/pipe");
	char head[GIT_OID_HEXSZ + 1], *borrowed = g_strconcat(from, "\n", NULL);
	head_of("bare.git", head);
	tree_write(path, "HEAD", head);
	tree_write(path, "objects/info/alternates", borrowed);
	tree_write(path, "refs/x", "");
	told_assert(git_open(path), "problem  missing");
	g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
	told_assert(open_rev("bare.git", NULL), "problem  special-file");
	g_unlink(pipe);
	g_free(borrowed);
	g_free(pipe);
	g_free(path);
	g_free(from);
}

/* Git keeps folders below the folders of objects, where nothing looks; a pipe beside an object is seen. */
static void test_deep_objects(void)
{
	char *path = in_place("deep.git"), *pipe = in_place("deep.git/objects/pack/pipe");
	git_repository *repository;
	git_oid tree;
	g_assert_cmpint(git_repository_init(&repository, path, true), ==, 0);
	tree = make_tree(repository, "a.md", make_blob(repository, "a"), GIT_FILEMODE_BLOB, 0);
	commit(repository, "HEAD", tree, NULL);
	tree_write(path, "objects/info/commit-graphs/commit-graph-chain", "");
	told_assert(git_open(path), "doc a.md a");
	g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
	told_assert(git_open(path), "problem  special-file");
	git_repository_free(repository);
	g_free(pipe);
	g_free(path);
}

/* The first commit is what ids begin from, whatever came after. */
static void test_identity(void)
{
	char *path = in_place("identity.git");
	git_repository *repository;
	git_oid first, second, tree;
	struct source *source;
	struct told told = {0};
	char digits[GIT_OID_HEXSZ + 1];
	g_assert_cmpint(git_repository_init(&repository, path, true), ==, 0);
	tree = make_tree(repository, "a.md", make_blob(repository, "a"), GIT_FILEMODE_BLOB, 0);
	first = commit(repository, "HEAD", tree, NULL);
	second = commit(repository, "HEAD", tree, &first);
	commit(repository, "HEAD", tree, &second);
	git_oid_tostr(digits, sizeof(digits), &first);
	source = git_open(path);
	g_free(told_walk(source, &told));
	g_assert_cmpstr(source_identity(source), ==, digits);
	g_assert_cmpstr(source->name, ==, "identity");
	source_close(source);
	git_repository_free(repository);
	g_free(path);
}

static void test_same_as_folder(void)
{
	char *path = in_place("repo@HEAD"), *folder = in_place("work"), *from_git, *from_folder;
	tree_write(folder, "a.md", "two");
	from_git = told_entries(path, false);
	from_folder = told_entries(folder, false);
	g_assert_cmpstr(from_git, ==, from_folder);
	g_assert_cmpstr(from_git, !=, "");
	g_free(from_git);
	g_free(from_folder);
	g_free(folder);
	g_free(path);
}

int main(int argc, char **argv)
{
	int result;
	g_test_init(&argc, &argv, NULL);
	place = g_dir_make_tmp("jianbao-repositories-XXXXXX", NULL);
	git_libgit2_init();
	make_repository("repo", false);
	make_repository("bare.git", true);
	g_test_add_func("/repositories/revisions", test_revisions);
	g_test_add_func("/repositories/steps", test_steps);
	g_test_add_func("/repositories/refused", test_refused);
	g_test_add_func("/repositories/elsewhere", test_elsewhere);
	g_test_add_func("/repositories/tree", test_tree);
	g_test_add_func("/repositories/tree-bomb", test_tree_bomb);
	g_test_add_func("/repositories/foreign-objects", test_foreign_objects);
	g_test_add_func("/repositories/deep-objects", test_deep_objects);
	g_test_add_func("/repositories/identity", test_identity);
	g_test_add_func("/repositories/same-as-folder", test_same_as_folder);
	result = g_test_run();
	git_libgit2_shutdown();
	tree_remove(place);
	g_free(place);
	return result;
}
