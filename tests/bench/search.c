/* SPDX-License-Identifier: MIT */
/*
 * search ARCHIVE CACHE ROUNDS [QUERY...]: the index of an archive is built and opened again, then each query is asked
 * for so often, and looked for without the index once. A line for each:
 *   index articles=N text=BYTES bytes=BYTES build=MB/s open=MS      (a second of one core's time)
 *   query "Q" found=N first=MS p50=MS p99=MS cpu99=MS done=MS scan=MS same=yes
 * `first`, `p50` and `p99` are from the key to the count and the first page, and `cpu99` is what of it was one's own;
 * `done` is to the last order. Behind a regular expression, jit=MS: PCRE2 over all texts in one piece.
 */
#include <glib.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "find/index.h"
#include "find/regex.h"
#include "find/search.h"

enum { PAGE = 40, BUDGET_US = 4000 };

static double ms_since(gint64 begin)
{
	return (double)(g_get_monotonic_time() - begin) / 1000;
}

static struct archive *open_archive(const char *path, const char *cache)
{
	struct archive_options options = {.cache = cache};
	struct archive *archive = archive_open_with(&path, 1, &options);
	archive_wait(archive);
	return archive;
}

static uint64_t text_of(const struct archive *archive)
{
	uint64_t text = 0;
	for (uint32_t i = 0; i < archive_count(archive); i++) {
		struct article article;
		archive_article(archive, i, &article);
		text += article.text_len;
	}
	return text;
}

static struct search *ask(const struct archive *archive, const struct index *index, const char *text)
{
	struct query_error error;
	struct query *query = query_parse(span_of(text), 0, &error);
	if (!query) {
		fprintf(stderr, "%s: %s\n", text, error.message);
		exit(2);
	}
	query_error_clear(&error);
	return search_new(archive, query, (struct asking){.index = index}, SEARCH_BY_RELEVANCE);
}

/* As the finder does at a key: one go, then the rows that show. */
static double first_page(struct search *search, gint64 begin, size_t *found)
{
	volatile uint32_t rows = 0;
	do
		search_work(search, BUDGET_US);
	while (!search_progress(search).counted);
	*found = search_progress(search).found;
	for (size_t row = 0; row < PAGE; row++)
		rows += search_at(search, row) != ENTRY_NONE;
	return ms_since(begin);
}

static int by_size(const void *a, const void *b)
{
	double one = *(const double *)a, other = *(const double *)b;
	return (one > other) - (one < other);
}

/* Whether two searches found the same. */
static bool is_same(struct search *one, struct search *other, size_t entries)
{
	uint8_t *found = g_new0(uint8_t, entries + 1);
	uint32_t entry;
	bool same = true;
	for (size_t row = 0; (entry = search_at(one, row)) != ENTRY_NONE; row++)
		found[entry]++;
	for (size_t row = 0; (entry = search_at(other, row)) != ENTRY_NONE; row++)
		found[entry]--;
	for (size_t i = 0; i < entries; i++)
		same &= found[i] == 0;
	g_free(found);
	return same;
}

/* Every match of an expression, which stands between slashes, in all texts one after the other. */
static double search_buffer(const struct archive *archive, const char *text)
{
	struct regex_error error;
	struct regex *regex = regex_new(span_cut(span_of(text), 1, strlen(text) - 1), &error);
	GString *all = g_string_new(NULL);
	struct match match;
	bool given_up = false;
	for (size_t row = 0; row < archive_shown(archive); row++) {
		struct article article;
		archive_article(archive, archive_at(archive, row), &article);
		g_string_append_len(all, article.pool, article.text_len);
	}
	gint64 begin = g_get_monotonic_time();
	for (size_t at = 0; regex_find(regex, (struct span){all->str, all->len}, at, &match, &given_up);)
		at = match.to;
	double took = ms_since(begin);
	if (given_up)
		fprintf(stderr, "%s: given up\n", text);
	g_string_free(all, TRUE);
	regex_free(regex);
	return took;
}

static void measure(const struct archive *archive, const struct index *index, const char *text, unsigned rounds)
{
	double *times = g_new0(double, rounds), *own = g_new0(double, rounds);
	size_t found = 0;
	for (unsigned i = 0; i < rounds; i++) {
		gint64 begin = g_get_monotonic_time();
		clock_t before = clock();
		struct search *search = ask(archive, index, text);
		times[i] = first_page(search, begin, &found);
		own[i] = (double)(clock() - before) / CLOCKS_PER_SEC * 1000;
		search_free(search);
	}
	double first = times[0];
	qsort(times, rounds, sizeof(*times), by_size);
	qsort(own, rounds, sizeof(*own), by_size);
	gint64 begin = g_get_monotonic_time();
	struct search *search = ask(archive, index, text);
	while (!search_progress(search).done)
		search_work(search, BUDGET_US);
	double done = ms_since(begin);
	begin = g_get_monotonic_time();
	struct search *scan = ask(archive, NULL, text);
	search_work(scan, 0);
	double scanned = ms_since(begin);
	printf("query \"%s\" found=%zu first=%.3f p50=%.3f p99=%.3f cpu99=%.3f done=%.3f scan=%.3f same=%s", text,
	       found, first, times[rounds / 2], times[(size_t)((rounds - 1) * 0.99)],
	       own[(size_t)((rounds - 1) * 0.99)], done, scanned,
	       is_same(search, scan, archive_count(archive)) ? "yes" : "no");
	if (text[0] == '/')
		printf(" jit=%.3f", search_buffer(archive, text));
	putchar('\n');
	search_free(search);
	search_free(scan);
	g_free(times);
	g_free(own);
}

int main(int argc, char **argv)
{
	if (argc < 4) {
		fprintf(stderr, "usage: search ARCHIVE CACHE ROUNDS [QUERY...]\n");
		return 2;
	}
	archive_close(open_archive(argv[1], argv[2])); /* the snapshot is written then */
	struct archive *archive = open_archive(argv[1], argv[2]);
	uint64_t text = text_of(archive);
	clock_t before = clock();
	struct index *index = index_new(archive);
	index_work(index, 0);
	double built = (double)(clock() - before) / CLOCKS_PER_SEC * 1000;
	index_free(index);
	archive_close(archive);
	archive = open_archive(argv[1], argv[2]);
	gint64 begin = g_get_monotonic_time();
	index = index_new(archive);
	index_take_kept(index);
	double opened = ms_since(begin);
	struct index_size size = index_size(index);
	printf("index articles=%zu text=%" PRIu64 " bytes=%zu build=%.1f open=%.2f\n", size.articles, text, size.bytes,
	       (double)text / built / 1000, opened);
	for (int i = 4; i < argc; i++)
		measure(archive, index, argv[i], (unsigned)MAX(atoi(argv[3]), 1));
	index_free(index);
	archive_close(archive);
	return 0;
}
