/* SPDX-License-Identifier: MIT */
/*
 * How fast an archive loads without a snapshot, from its files to articles in the store, beside the least that any
 * program would do that asks libxml2 for the text of HTML (limits.h), as many threads. The arguments are a corpus's
 * folder; each folder in it that holds HTML is measured alone, all rounds of both alternating, and the best of each is
 * taken, as another program on the machine can only make it worse. Megabytes of the files a second, and how many times
 * the floor's time loading takes. A floor of 2.14 or later is another parser.
 */
#include <glib.h>
#include <stdio.h>

#include "archive/archive.h"
#include "limits.h"

enum { ROUNDS = 9 };

static const char *const families[] = {"jekyll-html", "bare-html", "share-pages", "full-pages", "jekyll-table",
                                       "plain-text"};

/* Loading --------------------------------------------------------------------------------------------------------- */

/* Gives how many articles came. */
static size_t run_load(const char *path)
{
	struct archive *archive = archive_open(&path, 1);
	archive_wait(archive);
	size_t count = archive_count(archive);
	archive_close(archive);
	return count;
}

static void measure(const char *corpus, const char *family)
{
	char *path = g_build_filename(corpus, family, NULL);
	gint64 floor = G_MAXINT64, load = G_MAXINT64;
	size_t count = 0;
	gsize bytes = 0;
	for (int round = 0; g_file_test(path, G_FILE_TEST_IS_DIR) && round < ROUNDS; round++) {
		gint64 began = g_get_monotonic_time();
		bytes = limit_parse(path, g_get_num_processors());
		gint64 between = g_get_monotonic_time();
		count = run_load(path);
		floor = MIN(floor, MAX(between - began, 1));
		load = MIN(load, MAX(g_get_monotonic_time() - between, 1));
	}
	if (bytes > 0)
		printf("load %-14s %5zu articles %6.2f MB  floor %6.1f MB/s  load %6.1f MB/s  time of the floor x %.2f\n",
		       family, count, (double)bytes / 1e6, (double)bytes / (double)floor, (double)bytes / (double)load,
		       (double)load / (double)floor);
	g_free(path);
}

int main(int argc, char **argv)
{
	/* Where no snapshot can be written, none is read. */
	g_setenv("XDG_CACHE_HOME", "/dev/null", TRUE);
	for (int i = 1; i < argc; i++)
		for (size_t k = 0; k < G_N_ELEMENTS(families); k++)
			measure(argv[i], families[k]);
	return 0;
}
