/* SPDX-License-Identifier: MIT */
/*
 * What the kinds of sources tell of what lies in them, line by line: "doc PATH BYTES", "out PATH REASON", "problem PATH
 * CODE", sorted. Archive files and repositories are made on the fly.
 */
#include <archive.h>
#include <archive_entry.h>
#include <git2.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../tree.h"
#include "archive/archive.h"
#include "source/files.h"
#include "source/git.h"
#include "source/source.h"
#include "source/sources.h"
#include "source/tarball.h"

static char *place; /* a temporary folder */

static char *in_place(const char *name)
{
	return g_build_filename(place, name, NULL);
}

/*
 * What a walk tells --------------------------------------------------------------------------------------------------
 */

struct told {
	struct source *source;
	GPtrArray *lines;
	const char *known; /* the path of a document that is not to be given */
	size_t documents;
	bool quiet; /* documents are only counted */
};

static bool told_known(void *data, const char *path, const struct stamp *stamp)
{
	const struct told *told = data;

	(void)stamp;
	return g_strcmp0(told->known, path) == 0;
}

static bool told_document(void *data, const char *path, const struct stamp *stamp, char *bytes, size_t len)
{
	struct told *told = data;
	struct input input = {.stop = -1};
	struct stamp read = *stamp;
	struct span span = {bytes, len};

	told->documents++;
	if (!bytes && !told->quiet && !told->source->ops->read(told->source, path, &read, &input, &span))
		g_ptr_array_add(told->lines, g_strdup_printf("unread %s %s", path, input.code));
	else if (!told->quiet)
		g_ptr_array_add(told->lines, g_strdup_printf("doc %s %.*s", path, (int)span.len, span.at));
	input_clear(&input);
	g_free(bytes);
	return true;
}

static bool told_left_out(void *data, const char *path, const char *reason)
{
	g_ptr_array_add(((struct told *)data)->lines, g_strdup_printf("out %s %s", path, reason));
	return true;
}

static bool told_problem(void *data, const char *path, const char *code, const char *message)
{
	g_assert_nonnull(message);
	g_ptr_array_add(((struct told *)data)->lines, g_strdup_printf("problem %s %s", path, code));
	return true;
}

static int compare_lines(gconstpointer a, gconstpointer b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The lines of a walk over a source, which is closed; for g_free(). */
static char *walk_with(struct source *source, struct told *told)
{
	const struct source_sink sink = {true, told_known, told_document, told_left_out, told_problem, told};
	char *lines;

	g_assert_nonnull(source);
	told->source = source;
	told->lines = g_ptr_array_new_with_free_func(g_free);
	source->stop = -1;
	g_assert_true(source->ops->walk(source, &sink));
	source_close(source);
	g_ptr_array_sort(told->lines, compare_lines);
	g_ptr_array_add(told->lines, NULL);
	lines = g_strjoinv("\n", (char **)told->lines->pdata);
	g_ptr_array_unref(told->lines);
	return lines;
}

static void assert_walk(struct source *source, const char *expected)
{
	struct told told = {0};
	char *lines = walk_with(source, &told);

	g_assert_cmpstr(lines, ==, expected);
	g_free(lines);
}

/*
 * Making archive files -----------------------------------------------------------------------------------------------
 */

struct item {
	const char *name, *text;
	unsigned type; /* 0: a file */
	const char *link;
};

enum form { GNU_TAR, PAX_TAR, USTAR, ZIP, ENCRYPTED_ZIP };
enum packing { PLAIN, GZIP, XZ, ZSTD };

static struct archive *begin(const char *path, enum form form, enum packing packing)
{
	int (*const formats[])(struct archive *) = {
		[GNU_TAR] = archive_write_set_format_gnutar,    [PAX_TAR] = archive_write_set_format_pax,
		[USTAR] = archive_write_set_format_ustar,       [ZIP] = archive_write_set_format_zip,
		[ENCRYPTED_ZIP] = archive_write_set_format_zip,
	};
	int (*const filters[])(struct archive *) = {
		[PLAIN] = archive_write_add_filter_none,
		[GZIP] = archive_write_add_filter_gzip,
		[XZ] = archive_write_add_filter_xz,
		[ZSTD] = archive_write_add_filter_zstd,
	};
	struct archive *to = archive_write_new();

	g_assert_cmpint(formats[form](to), ==, ARCHIVE_OK);
	g_assert_cmpint(filters[packing](to), ==, ARCHIVE_OK);
	if (form == ENCRYPTED_ZIP) {
		archive_write_set_options(to, "zip:encryption=zipcrypt");
		archive_write_set_passphrase(to, "secret");
	}
	g_assert_cmpint(archive_write_open_filename(to, path), ==, ARCHIVE_OK);
	return to;
}

static void add(struct archive *to, const struct item *item)
{
	struct archive_entry *entry = archive_entry_new();
	size_t len = item->text ? strlen(item->text) : 0;

	archive_entry_copy_pathname(entry, item->name);
	archive_entry_set_filetype(entry, item->type ? item->type : AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_mtime(entry, 1600000000, 0);
	archive_entry_set_size(entry, (la_int64_t)len);
	if (item->link && item->type == AE_IFLNK)
		archive_entry_copy_symlink(entry, item->link);
	else if (item->link)
		archive_entry_copy_hardlink(entry, item->link);
	g_assert_cmpint(archive_write_header(to, entry), >=, ARCHIVE_WARN);
	if (len > 0)
		g_assert_cmpint(archive_write_data(to, item->text, len), ==, (int)len);
	archive_entry_free(entry);
}

static void end(struct archive *to)
{
	g_assert_cmpint(archive_write_close(to), ==, ARCHIVE_OK);
	archive_write_free(to);
}

static void make(const char *path, enum form form, enum packing packing, const struct item *items, size_t count)
{
	struct archive *to = begin(path, form, packing);

	for (size_t i = 0; i < count; i++)
		add(to, &items[i]);
	end(to);
}

static struct source *open_tarball(const char *path)
{
	return tarball_open(path, false, &tarball_limits);
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

static const struct item same[] = {
	{"a.md", "# One", 0, NULL},
	{"sub/\xe4\xb8\xad\xe6\x96\x87.md", "# Two", 0, NULL},
	{"b\xff.md", "# Three", 0, NULL},
	{"e\xcc\x81.md", "# Four", 0, NULL},
	{"empty.md", "", 0, NULL},
	{".hidden.md", "# Five", 0, NULL},
	{"sub/.folder/x.md", "# Six", 0, NULL},
};

static const char same_told[] = "doc a.md # One\ndoc b\xff.md # Three\ndoc empty.md \ndoc e\xcc\x81.md # Four\n"
                                "doc sub/\xe4\xb8\xad\xe6\x96\x87.md # Two\n"
                                "out .hidden.md hidden\nout sub/.folder hidden";

static void make_folder(const char *root)
{
	for (size_t i = 0; i < G_N_ELEMENTS(same); i++)
		tree_write(root, same[i].name, same[i].text);
}

static const struct {
	const char *name;
	enum form form;
	enum packing packing;
} same_files[] = {
	{"same.tar", GNU_TAR, PLAIN}, {"same.tar.gz", PAX_TAR, GZIP}, {"same.tar.xz", USTAR, XZ},
	{"same.zst", PAX_TAR, ZSTD},  {"same.zip", ZIP, PLAIN},       {"no-ending", PAX_TAR, PLAIN},
};

static void make_same(void)
{
	char *folder = in_place("same");

	make_folder(folder);
	for (size_t i = 0; i < G_N_ELEMENTS(same_files); i++) {
		char *path = in_place(same_files[i].name);

		make(path, same_files[i].form, same_files[i].packing, same, G_N_ELEMENTS(same));
		g_free(path);
	}
	g_free(folder);
}

static void test_same(void)
{
	char *folder = in_place("same");

	assert_walk(source_of(folder, false), same_told);
	for (size_t i = 0; i < G_N_ELEMENTS(same_files); i++) {
		char *path = in_place(same_files[i].name);

		assert_walk(source_of(path, false), same_told);
		g_free(path);
	}
	g_free(folder);
}

/* Path, id and text of all entries of an archive, for g_free(). */
static char *entries_of(const char *path, bool ids)
{
	struct archive *archive = archive_open(&path, 1);
	GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
	char *all;

	archive_wait(archive);
	for (uint32_t i = 0; i < archive_count(archive); i++) {
		struct entry entry;
		struct article article;
		struct span title;

		archive_entry(archive, i, &entry);
		archive_article(archive, i, &article);
		title = article_span(&article, article.title);
		g_ptr_array_add(lines,
		                g_strdup_printf("%.*s %.*s %.*s", (int)entry.path.len, entry.path.at,
		                                ids ? (int)entry.id.len : 0, entry.id.at, (int)title.len, title.at));
	}
	g_ptr_array_sort(lines, compare_lines);
	g_ptr_array_add(lines, NULL);
	all = g_strjoinv("\n", (char **)lines->pdata);
	g_ptr_array_unref(lines);
	archive_close(archive);
	return all;
}

/* Ids too are the same: they begin from the folder's name and the file's without its ending. */
static void test_same_records(void)
{
	char *folder = in_place("same");
	char *expected = entries_of(folder, true);
	static const char *const names[] = {"same.tar", "same.tar.gz", "same.tar.xz", "same.zip"};

	g_assert_nonnull(strstr(expected, "sub/\xe4\xb8\xad\xe6\x96\x87.md"));
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		char *path = in_place(names[i]);
		char *entries = entries_of(path, true);

		g_assert_cmpstr(entries, ==, expected);
		g_free(entries);
		g_free(path);
	}
	g_free(expected);
	g_free(folder);
}

static void test_names(void)
{
	char *path = in_place("names.tar"), *huge = g_strnfill(5000, 'n'), *start = g_strnfill(64, 'n');
	const struct item items[] = {
		{"../x.md", "x", 0, NULL},        {"/abs.md", "abs", 0, NULL}, {"a/../../b.md", "b", 0, NULL},
		{"./c.md", "c", 0, NULL},         {"d//e.md", "e", 0, NULL},   {"a/..", "", AE_IFDIR, NULL},
		{"f/./g/", NULL, AE_IFDIR, NULL}, {huge, "h", 0, NULL},
	};
	char *expected = g_strconcat("doc abs.md abs\ndoc c.md c\ndoc d/e.md e\nproblem ../x.md name-outside\n"
	                             "problem a/../ name-outside\nproblem a/../../b.md name-outside\n"
	                             "problem ",
	                             start, " name-too-long", NULL);

	make(path, PAX_TAR, PLAIN, items, G_N_ELEMENTS(items));
	assert_walk(open_tarball(path), expected);
	g_free(expected);
	g_free(start);
	g_free(huge);
	g_free(path);
}

static void test_links(void)
{
	static const struct item items[] = {
		{"a/in.md", NULL, AE_IFLNK, "../b.md"},
		{"a/out.md", NULL, AE_IFLNK, "../../b.md"},
		{"abs.md", NULL, AE_IFLNK, "/etc/passwd"},
		{"a/self", NULL, AE_IFLNK, "self"},
		{"a/up", NULL, AE_IFLNK, "."},
		{"b.md", "b", 0, NULL},
		{"hard.md", NULL, 0, "b.md"},
		{"null", NULL, AE_IFCHR, NULL},
		{"pipe", NULL, AE_IFIFO, NULL},
		{"disk", NULL, AE_IFBLK, NULL},
	};
	char *path = in_place("links.tar");

	make(path, GNU_TAR, PLAIN, items, G_N_ELEMENTS(items));
	assert_walk(open_tarball(path),
	            "doc b.md b\nout a/in.md link\nout hard.md link\nproblem a/out.md link-outside\n"
	            "problem a/self link-loop\nproblem a/up link-loop\n"
	            "problem abs.md link-outside\nproblem disk special-file\n"
	            "problem null special-file\nproblem pipe special-file");
	g_free(path);
}

static void test_limits(void)
{
	char *zeros = g_strnfill(4 << 20, '0'), *path = in_place("limits.tar.gz");
	const struct item items[] = {
		{"a.md", "a", 0, NULL}, {"b.md", "b", 0, NULL}, {"c.md", zeros, 0, NULL}, {"d.md", "d", 0, NULL}};
	static const struct {
		struct tarball_limits limits;
		const char *told;
	} cases[] = {
		{{1, 1 << 30, 1000, 1 << 30}, "doc a.md a\nproblem  limit-count"},
		{{9, 1 << 20, 1000, 1 << 30}, "doc a.md a\ndoc b.md b\nproblem c.md limit-total"},
		{{9, 1 << 30, 10, 1 << 20}, "doc a.md a\ndoc b.md b\nproblem c.md limit-ratio"},
	};

	make(path, PAX_TAR, GZIP, items, G_N_ELEMENTS(items));
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++)
		assert_walk(tarball_open(path, false, &cases[i].limits), cases[i].told);
	g_free(path);
	g_free(zeros);
}

/* An entry that is no article by its size is not read, and what unpacking it costs is limited all the same. */
static void test_large(void)
{
	char *path = in_place("large.tar.gz"), *zeros = g_malloc0(1 << 20);
	struct archive *to = begin(path, PAX_TAR, GZIP);
	struct archive_entry *entry = archive_entry_new();

	archive_entry_copy_pathname(entry, "large.md");
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_size(entry, (la_int64_t)300 << 20);
	archive_write_header(to, entry);
	for (int i = 0; i < 300; i++)
		archive_write_data(to, zeros, 1 << 20);
	archive_entry_free(entry);
	add(to, &(const struct item){"a.md", "a", 0, NULL});
	end(to);
	assert_walk(open_tarball(path), "problem large.md limit-ratio\nproblem large.md too-large");
	g_free(zeros);
	g_free(path);
}

static void test_damaged(void)
{
	GString *noise = g_string_new(NULL);
	GRand *random = g_rand_new_with_seed(1);
	static const char *const names[] = {"damaged.tar.gz", "damaged.tar"};

	for (int i = 0; i < 300000; i++)
		g_string_append_c(noise, (char)g_rand_int_range(random, 32, 126));
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const struct item items[] = {{"a.md", "a", 0, NULL}, {"b.md", noise->str, 0, NULL}};
		char *path = in_place(names[i]);

		make(path, PAX_TAR, i == 0 ? GZIP : PLAIN, items, G_N_ELEMENTS(items));
		g_assert_cmpint(truncate(path, 150000), ==, 0);
		assert_walk(open_tarball(path), "doc a.md a\nproblem  damaged\nproblem b.md damaged");
		g_free(path);
	}
	g_rand_free(random);
	g_string_free(noise, TRUE);
}

static void test_encrypted(void)
{
	char *path = in_place("encrypted.zip");

	make(path, ENCRYPTED_ZIP, PLAIN, same, 1);
	assert_walk(open_tarball(path), "problem a.md encrypted");
	g_free(path);
}

static void test_nested(void)
{
	char *inner = in_place("inner.tar"), *middle = in_place("middle.zip"), *outer = in_place("outer.tar.gz"),
	     *bytes;
	static const struct item one[] = {{"a.md", "a", 0, NULL}};
	struct archive *to;
	gsize len;

	make(inner, USTAR, PLAIN, one, 1);
	for (int i = 0; i < 2; i++) {
		struct archive_entry *entry = archive_entry_new();

		g_assert_true(g_file_get_contents(i == 0 ? inner : middle, &bytes, &len, NULL));
		to = begin(i == 0 ? middle : outer, i == 0 ? ZIP : PAX_TAR, i == 0 ? PLAIN : GZIP);
		archive_entry_copy_pathname(entry, i == 0 ? "inner.tar" : "middle.zip");
		archive_entry_set_filetype(entry, AE_IFREG);
		archive_entry_set_size(entry, (la_int64_t)len);
		archive_write_header(to, entry);
		archive_write_data(to, bytes, len);
		archive_entry_free(entry);
		add(to, &(const struct item){"b.md", "b", 0, NULL});
		end(to);
		g_free(bytes);
	}
	assert_walk(open_tarball(outer), "doc b.md b\nout middle.zip nested");
	assert_walk(tarball_open(outer, true, &tarball_limits),
	            "doc b.md b\ndoc middle.zip/b.md b\nout middle.zip/inner.tar nested");
	assert_walk(tarball_open(middle, true, &tarball_limits), "doc b.md b\ndoc inner.tar/a.md a");
	g_free(inner);
	g_free(middle);
	g_free(outer);
}

/* A file that is packed by itself is that file. */
static void test_packed(void)
{
	char *path = in_place("page.html.gz");
	struct archive *to = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	const char *files[] = {path};

	archive_write_set_format_raw(to);
	archive_write_add_filter_gzip(to);
	archive_write_open_filename(to, path);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_write_header(to, entry);
	archive_write_data(to, "<p>x</p>", 8);
	archive_entry_free(entry);
	end(to);
	g_assert_null(source_of(path, false));
	{
		char *expected = g_strdup_printf("doc %s <p>x</p>", path);

		assert_walk(files_open(files, 1), expected);
		g_free(expected);
	}
	g_free(path);
}

static void test_many(void)
{
	char *path = in_place("many.tar.gz");
	struct archive *to = begin(path, USTAR, GZIP);
	struct told told = {.quiet = true};
	char *lines;

	for (int i = 0; i < 100000; i++) {
		char name[16];

		g_snprintf(name, sizeof(name), "%d.md", i);
		add(to, &(const struct item){name, "x", 0, NULL});
	}
	end(to);
	lines = walk_with(open_tarball(path), &told);
	g_assert_cmpuint(told.documents, ==, 100000);
	g_assert_cmpstr(lines, ==, "");
	g_free(lines);
	g_free(path);
}

static void test_known(void)
{
	static const char *const names[] = {"same", "same.tar", "same.zip"};

	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		char *path = in_place(names[i]);
		struct told told = {.known = "a.md"};
		char *lines = walk_with(source_of(path, false), &told);

		g_assert_null(strstr(lines, "doc a.md"));
		g_assert_cmpuint(told.documents, ==, 4);
		g_free(lines);
		g_free(path);
	}
}

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
		assert_walk(open_rev(cases[i].name, cases[i].rev), cases[i].told);
	head_of("repo", digits);
	assert_walk(open_rev("repo", digits), "doc a.md two");
	digits[8] = '\0';
	assert_walk(open_rev("repo", digits), "doc a.md two");
	g_assert_null(open_rev("repo", NULL)); /* a work tree is a folder */
	g_assert_null(open_rev("nothing", "HEAD"));
	g_assert_true(g_file_set_contents(spelt, "x", -1, NULL));
	g_assert_null(open_rev("repo", "old"));
	g_unlink(spelt);
	g_free(spelt);
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
	assert_walk(git_open(path), "doc a\xff.md text\ndoc sub/b.md text\nout .hidden hidden\nout module submodule\n"
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
	char *lines;

	g_assert_cmpint(git_repository_init(&repository, path, true), ==, 0);
	id = make_tree(repository, NULL, make_blob(repository, "x"), GIT_FILEMODE_BLOB, 10);
	for (int i = 0; i < 10; i++)
		id = make_tree(repository, NULL, id, GIT_FILEMODE_TREE, 10);
	commit(repository, "HEAD", id, NULL);
	lines = walk_with(git_open(path), &told);
	g_assert_nonnull(strstr(lines, "limit-count"));
	g_assert_cmpuint(told.documents, <, 100000);
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
	assert_walk(git_open(path), "problem  missing");
	g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
	assert_walk(open_rev("bare.git", NULL), "problem  special-file");
	g_unlink(pipe);
	g_free(borrowed);
	g_free(pipe);
	g_free(path);
	g_free(from);
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
	{
		const struct source_sink sink = {true, told_known, told_document, told_left_out, told_problem, &told};

		told.source = source;
		told.lines = g_ptr_array_new_with_free_func(g_free);
		source->stop = -1;
		source->ops->walk(source, &sink);
		g_ptr_array_unref(told.lines);
	}
	g_assert_cmpstr(source_identity(source), ==, digits);
	g_assert_cmpstr(source->name, ==, "identity");
	source_close(source);
	git_repository_free(repository);
	g_free(path);
}

static void test_same_as_git(void)
{
	char *path = in_place("repo@HEAD"), *folder = in_place("work"), *from_git, *from_folder;

	tree_write(folder, "a.md", "two");
	from_git = entries_of(path, false);
	from_folder = entries_of(folder, false);
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
	place = g_dir_make_tmp("jianbao-sources-XXXXXX", NULL);
	git_libgit2_init();
	make_same();
	make_repository("repo", false);
	make_repository("bare.git", true);
	g_test_add_func("/sources/same", test_same);
	g_test_add_func("/sources/same-records", test_same_records);
	g_test_add_func("/sources/names", test_names);
	g_test_add_func("/sources/links", test_links);
	g_test_add_func("/sources/limits", test_limits);
	g_test_add_func("/sources/large", test_large);
	g_test_add_func("/sources/damaged", test_damaged);
	g_test_add_func("/sources/encrypted", test_encrypted);
	g_test_add_func("/sources/nested", test_nested);
	g_test_add_func("/sources/packed", test_packed);
	g_test_add_func("/sources/many", test_many);
	g_test_add_func("/sources/known", test_known);
	g_test_add_func("/sources/revisions", test_revisions);
	g_test_add_func("/sources/tree", test_tree);
	g_test_add_func("/sources/tree-bomb", test_tree_bomb);
	g_test_add_func("/sources/foreign-objects", test_foreign_objects);
	g_test_add_func("/sources/identity", test_identity);
	g_test_add_func("/sources/same-as-git", test_same_as_git);
	result = g_test_run();
	git_libgit2_shutdown();
	tree_remove(place);
	g_free(place);
	return result;
}
