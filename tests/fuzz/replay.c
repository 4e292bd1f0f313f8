/* SPDX-License-Identifier: MIT */
/*
 * Runs a fuzz target on what was kept of fuzzing: every file of tests/fuzz/corpus/NAME is a test. Files that are named
 * on the command line are run instead, which is how a crash is looked at.
 */
#include <glib.h>

#include "fuzz.h"

static void run_file(const void *data)
{
	const char *file = data;
	char *bytes;
	gsize len;
	if (!g_file_get_contents(file, &bytes, &len, NULL))
		g_error("cannot read %s", file);
	LLVMFuzzerTestOneInput((const uint8_t *)bytes, len);
	g_free(bytes);
}

/* A test of each file; the paths are `files`' to free. */
static void add_tests(const char *folder, GPtrArray *files)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	const char *name;
	if (!dir)
		g_error("cannot read %s", folder);
	while ((name = g_dir_read_name(dir))) {
		char *file = g_build_filename(folder, name, NULL),
		     *test = g_strdup_printf("/fuzz/%s/%s", fuzz_name, name);
		g_ptr_array_add(files, file);
		g_test_add_data_func(test, file, run_file);
		g_free(test);
	}
	g_dir_close(dir);
}

int main(int argc, char **argv)
{
	GPtrArray *files = g_ptr_array_new_with_free_func(g_free);
	const char *top = g_getenv("G_TEST_SRCDIR");
	char *folder = g_build_filename(top ? top : ".", "tests/fuzz/corpus", fuzz_name, NULL);
	int failed = 0;
	g_test_init(&argc, &argv, NULL);
	for (int i = 1; i < argc; i++)
		run_file(argv[i]);
	if (argc == 1) {
		add_tests(folder, files);
		failed = g_test_run();
	}
	g_ptr_array_free(files, TRUE);
	g_free(folder);
	return failed;
}
