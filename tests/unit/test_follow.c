/* SPDX-License-Identifier: MIT */
/* What changes while it is open is told, whatever an archive is; nothing is of what lies beside a file. */
#include <glib.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <unistd.h>

#include "../tree.h"
#include "source/follow.h"

static char *place; /* a temporary folder */

static void write_file(const char *name, int version)
{
	char *path = g_build_filename(place, name, NULL), *folder = g_path_get_dirname(path);
	char *bytes = g_strdup_printf("ref: refs/heads/%d\n", version);
	g_assert_cmpint(g_mkdir_with_parents(folder, 0700), ==, 0);
	g_assert_true(g_file_set_contents(path, bytes, -1, NULL)); /* written beside, and renamed */
	g_free(bytes);
	g_free(folder);
	g_free(path);
}

/* Writes the file again and again, for who follows may have to begin yet; false where nothing is told of it. */
static bool is_told(const char *root, const char *file, int seconds)
{
	char *path = g_build_filename(place, root, NULL);
	const struct follow_root roots[] = {{path, NULL}};
	gint64 end = g_get_monotonic_time() + seconds * G_USEC_PER_SEC;
	struct follow *follow;
	bool told = false;
	int news[2];
	g_assert_cmpint(pipe(news), ==, 0);
	follow = follow_new(roots, 1, news[1]);
	for (int i = 0; !told && g_get_monotonic_time() < end; i++) {
		struct pollfd polled = {news[0], POLLIN, 0};
		write_file(file, i);
		poll(&polled, 1, 300);
		told = follow_take(follow, 0);
	}
	follow_free(follow);
	close(news[0]);
	close(news[1]);
	g_free(path);
	return told;
}

static void test_roots(void)
{
	static const struct {
		const char *root, *file;
	} cases[] = {
		{"folder", "folder/new/a.md"},
		{"a.tar", "a.tar"},
		{"r.git", "r.git/HEAD"},
		{"r.git", "r.git/refs/heads/old/main"},
		{"r.git@old/main", "r.git/packed-refs"},
		{"work@main", "work/.git/refs/heads/main"},
	};

	write_file("folder/a.md", 0);
	write_file("a.tar", 0);
	write_file("r.git/HEAD", 0);
	write_file("r.git/objects/x", 0);
	write_file("r.git/refs/heads/main", 0);
	write_file("work/.git/HEAD", 0);
	write_file("work/.git/objects/x", 0);
	write_file("work/.git/refs/heads/main", 0);
	if (!is_told("folder", "folder/b.md", 10)) {
		g_test_skip("nothing is told of changes here");
		return;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		if (!is_told(cases[i].root, cases[i].file, 20))
			g_error("%s: nothing is told of %s", cases[i].root, cases[i].file);
	}
	g_assert_false(is_told("a.tar", "b.tar", 1));
	g_assert_false(is_told("r.git", "r.git/objects/y", 1));
}

int main(int argc, char **argv)
{
	int result;
	g_test_init(&argc, &argv, NULL);
	place = g_dir_make_tmp("jianbao-follow-XXXXXX", NULL);
	g_test_add_func("/follow/roots", test_roots);
	result = g_test_run();
	tree_remove(place);
	g_free(place);
	return result;
}
