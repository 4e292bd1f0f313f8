/* SPDX-License-Identifier: MIT */
/*
 * What the kinds of sources tell of what lies in them, line by line: "doc PATH BYTES", "out PATH REASON", "problem PATH
 * CODE", sorted. Archive files and repositories are made on the fly.
 */
#include <archive.h>
#include <archive_entry.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "../told.h"
#include "../tree.h"
#include "archive/archive.h"
#include "source/files.h"
#include "source/source.h"
#include "source/sources.h"
#include "source/tarball.h"

static char *place; /* a temporary folder */

static char *in_place(const char *name)
{
	return g_build_filename(place, name, NULL);
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

static void add_of_time(struct archive *to, const struct item *item, int64_t mtime)
{
	struct archive_entry *entry = archive_entry_new();
	size_t len = item->text ? strlen(item->text) : 0;
	archive_entry_copy_pathname(entry, item->name);
	archive_entry_set_filetype(entry, item->type ? item->type : AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_mtime(entry, mtime, 0);
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

static void add(struct archive *to, const struct item *item)
{
	add_of_time(to, item, 1600000000);
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
	told_assert(source_of(folder, false), same_told);
	for (size_t i = 0; i < G_N_ELEMENTS(same_files); i++) {
		char *path = in_place(same_files[i].name);
		told_assert(source_of(path, false), same_told);
		g_free(path);
	}
	g_free(folder);
}

/* Ids too are the same: they begin from the folder's name and the file's without its ending. */
static void test_same_records(void)
{
	char *folder = in_place("same");
	char *expected = told_entries(folder, true);
	static const char *const names[] = {"same.tar", "same.tar.gz", "same.tar.xz", "same.zip"};
	g_assert_nonnull(strstr(expected, "sub/\xe4\xb8\xad\xe6\x96\x87.md"));
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		char *path = in_place(names[i]);
		char *entries = told_entries(path, true);
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
	told_assert(open_tarball(path), expected);
	g_free(expected);
	g_free(start);
	g_free(huge);
	g_free(path);
}

/* Times that no file system knows are times all the same. */
static void test_far_times(void)
{
	static const struct item late = {"a.md", "a", 0, NULL}, early = {"b.md", "b", 0, NULL};
	char *path = in_place("times.tar");
	struct archive *to = begin(path, PAX_TAR, PLAIN);
	add_of_time(to, &late, INT64_MAX / 2);
	add_of_time(to, &early, INT64_MIN / 2);
	end(to);
	told_assert(open_tarball(path), "doc a.md a\ndoc b.md b");
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
	told_assert(open_tarball(path),
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
		told_assert(tarball_open(path, false, &cases[i].limits), cases[i].told);
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
	told_assert(open_tarball(path), "problem large.md limit-ratio\nproblem large.md too-large");
	g_free(zeros);
	g_free(path);
}

/* A file of one byte behind a hole of 200 MB. */
static void add_sparse(struct archive *to, const char *name)
{
	const la_int64_t hole = (la_int64_t)200 << 20;
	struct archive_entry *entry = archive_entry_new();
	archive_entry_copy_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_size(entry, hole + 1);
	archive_entry_sparse_add_entry(entry, hole, 1);
	g_assert_cmpint(archive_write_header(to, entry), ==, ARCHIVE_OK);
	char *zeros = g_malloc0((size_t)hole + 1);
	g_assert_cmpint(archive_write_data(to, zeros, (size_t)hole + 1), ==, hole + 1);
	g_free(zeros);
	archive_entry_free(entry);
}

/* Holes count as what comes out of an archive, for memory is taken for them. */
static void test_sparse(void)
{
	char *path = in_place("sparse.tar");
	struct archive *to = begin(path, PAX_TAR, PLAIN);
	add(to, &(const struct item){"a.md", "a", 0, NULL});
	add_sparse(to, "b.md");
	add_sparse(to, "c.md");
	add(to, &(const struct item){"d.md", "d", 0, NULL});
	end(to);
	struct told told = {.quiet = true};
	struct source *source = open_tarball(path);
	char *lines = told_walk(source, &told);
	g_assert_cmpuint(told.documents, ==, 2);
	g_assert_cmpstr(lines, ==, "problem c.md limit-ratio");
	source_close(source);
	g_free(lines);
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
		told_assert(open_tarball(path), "doc a.md a\nproblem  damaged\nproblem b.md damaged");
		g_free(path);
	}
	g_rand_free(random);
	g_string_free(noise, TRUE);
}

static void test_encrypted(void)
{
	char *path = in_place("encrypted.zip");
	make(path, ENCRYPTED_ZIP, PLAIN, same, 1);
	told_assert(open_tarball(path), "problem a.md encrypted");
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
	told_assert(open_tarball(outer), "doc b.md b\nout middle.zip nested");
	told_assert(tarball_open(outer, true, &tarball_limits),
	            "doc b.md b\ndoc middle.zip/b.md b\nout middle.zip/inner.tar nested");
	told_assert(tarball_open(middle, true, &tarball_limits), "doc b.md b\ndoc inner.tar/a.md a");
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
		told_assert(files_open(files, 1), expected);
		g_free(expected);
	}
	g_free(path);
}

static void test_many(void)
{
	char *path = in_place("many.tar.gz");
	struct archive *to = begin(path, USTAR, GZIP);
	struct told told = {.quiet = true};
	struct source *source;
	char *lines;
	for (int i = 0; i < 100000; i++) {
		char name[16];
		g_snprintf(name, sizeof(name), "%d.md", i);
		add(to, &(const struct item){name, "x", 0, NULL});
	}
	end(to);
	source = open_tarball(path);
	lines = told_walk(source, &told);
	g_assert_cmpuint(told.documents, ==, 100000);
	g_assert_cmpstr(lines, ==, "");
	source_close(source);
	g_free(lines);
	g_free(path);
}

static void test_known(void)
{
	static const char *const names[] = {"same", "same.tar", "same.zip"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		char *path = in_place(names[i]);
		struct told told = {.known = "a.md"};
		struct source *source = source_of(path, false);
		char *lines = told_walk(source, &told);
		g_assert_null(strstr(lines, "doc a.md"));
		g_assert_cmpuint(told.documents, ==, 4);
		source_close(source);
		g_free(lines);
		g_free(path);
	}
}

int main(int argc, char **argv)
{
	int result;
	g_test_init(&argc, &argv, NULL);
	place = g_dir_make_tmp("jianbao-sources-XXXXXX", NULL);
	make_same();
	g_test_add_func("/sources/same", test_same);
	g_test_add_func("/sources/same-records", test_same_records);
	g_test_add_func("/sources/names", test_names);
	g_test_add_func("/sources/far-times", test_far_times);
	g_test_add_func("/sources/links", test_links);
	g_test_add_func("/sources/limits", test_limits);
	g_test_add_func("/sources/sparse", test_sparse);
	g_test_add_func("/sources/large", test_large);
	g_test_add_func("/sources/damaged", test_damaged);
	g_test_add_func("/sources/encrypted", test_encrypted);
	g_test_add_func("/sources/nested", test_nested);
	g_test_add_func("/sources/packed", test_packed);
	g_test_add_func("/sources/many", test_many);
	g_test_add_func("/sources/known", test_known);
	result = g_test_run();
	tree_remove(place);
	g_free(place);
	return result;
}
