/* SPDX-License-Identifier: MIT */
/*
 * related ARCHIVE CACHE QUESTIONS: what is near an article, asked for so many articles of an archive, evenly spread,
 * beside what they say of themselves; then how many have each value. A line for each, times in milliseconds:
 *   index articles=N build=S step=MS open=MS      (own time; that of the longest step of 4 ms; looked through again)
 *   question p50=MS p99=MS worst=MS own50=MS own99=MS near=MEAN
 *   reasons p50=MS p99=MS own50=MS own99=MS       (of the twenty rows that are shown)
 *   floor own50=MS own99=MS                       (a walk over the folded letters of the article asked about)
 *   counts all first=MS steps=N step=MS           (the first answer, from a key; own time of the longest step of 2 ms)
 */
#include <glib.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "archive/archive.h"
#include "find/facets.h"
#include "find/related.h"
#include "text/fold.h"

enum { ROWS = 20, STEP_US = 4000, LOOK_US = 10000, COUNT_US = 2000, STRIDE = 7919 };

static double now_ms(clockid_t id)
{
	struct timespec time;
	clock_gettime(id, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static int by_size(const void *a, const void *b)
{
	double one = *(const double *)a, other = *(const double *)b;
	return (one > other) - (one < other);
}

/* What one thing took, each time; by the clock, and of one's own. */
struct times {
	GArray *clock, *own; /* of double */
	double clock_from, own_from;
};

static struct times times_new(void)
{
	return (struct times){.clock = g_array_new(FALSE, FALSE, sizeof(double)),
	                      .own = g_array_new(FALSE, FALSE, sizeof(double))};
}

static void times_begin(struct times *times)
{
	times->clock_from = now_ms(CLOCK_MONOTONIC);
	times->own_from = now_ms(CLOCK_THREAD_CPUTIME_ID);
}

static void times_end(struct times *times)
{
	double own = now_ms(CLOCK_THREAD_CPUTIME_ID) - times->own_from;
	double clock = now_ms(CLOCK_MONOTONIC) - times->clock_from;
	g_array_append_val(times->clock, clock);
	g_array_append_val(times->own, own);
}

static double quantile(GArray *times, double part)
{
	g_array_sort(times, by_size);
	return times->len > 0 ? g_array_index(times, double, (guint)((times->len - 1) * part)) : 0;
}

/* Prints and frees. */
static void times_tell(struct times *times, const char *what)
{
	printf("%s p50=%.3f p99=%.3f worst=%.3f own50=%.3f own99=%.3f", what, quantile(times->clock, 0.5),
	       quantile(times->clock, 0.99), quantile(times->clock, 1), quantile(times->own, 0.5),
	       quantile(times->own, 0.99));
	g_array_unref(times->clock);
	g_array_unref(times->own);
}

static struct archive *open_archive(const char *path, const char *cache)
{
	struct archive_options options = {.cache = cache};
	struct archive *archive = archive_open_with(&path, 1, &options);
	archive_wait(archive);
	return archive;
}

/* To the end, in steps, the longest of which it gives; a thread makes the rest. */
static double update(struct related *related)
{
	double worst = 0;
	for (bool done = false; !done;) {
		double begin = now_ms(CLOCK_THREAD_CPUTIME_ID);
		done = related_update(related, STEP_US);
		worst = MAX(worst, now_ms(CLOCK_THREAD_CPUTIME_ID) - begin);
		if (related_rests(related))
			g_usleep(LOOK_US);
	}
	return worst;
}

static void measure_index(struct archive *archive)
{
	double begin = now_ms(CLOCK_PROCESS_CPUTIME_ID), built, worst;
	struct related *related = related_new(archive);
	worst = update(related);
	built = now_ms(CLOCK_PROCESS_CPUTIME_ID) - begin;
	related_free(related);
	begin = now_ms(CLOCK_MONOTONIC);
	related = related_new(archive);
	update(related);
	printf("index articles=%zu build=%.2f step=%.1f open=%.1f\n", archive_count(archive), built / 1e3, worst,
	       now_ms(CLOCK_MONOTONIC) - begin);
	related_free(related);
}

static size_t walk_letters(const struct archive *archive, uint32_t entry)
{
	struct article article;
	uint32_t codes[128];
	bool odd;
	size_t letters = 0, read;
	archive_article(archive, entry, &article);
	struct fold fold = {.text = article_text(&article), .kind = FOLD_ALL};
	while ((read = fold_codes(&fold, codes, G_N_ELEMENTS(codes), &odd)) > 0)
		letters += read;
	return letters;
}

static void measure_questions(struct archive *archive, size_t questions)
{
	struct times asked = times_new(), reasons = times_new(), letters = times_new();
	struct related *related = related_new(archive);
	size_t near = 0;
	volatile size_t read = 0;
	related_update(related, 0);
	for (size_t i = 0; i < questions; i++) {
		uint32_t entry = archive_at(archive, i * STRIDE % archive_shown(archive));
		times_begin(&letters);
		read += walk_letters(archive, entry);
		times_end(&letters);
		times_begin(&asked);
		struct nearby *nearby = related_find(related, entry, ROWS);
		times_end(&asked);
		times_begin(&reasons);
		for (size_t row = 0; row < nearby_count(nearby); row++)
			nearby_terms(nearby, row);
		times_end(&reasons);
		near += nearby_count(nearby);
		nearby_free(nearby);
	}
	times_tell(&asked, "question");
	printf(" near=%.1f\n", (double)near / (double)MAX(questions, 1));
	times_tell(&reasons, "reasons");
	times_tell(&letters, "\nfloor");
	putchar('\n');
	related_free(related);
}

/* As the panes do: a step at each turn of the loop, until there is something else to show. */
static void measure_counts(const struct archive *archive, struct values *values, const char *query)
{
	struct kept kept = {.shelf = NULL};
	struct facets *facets = facets_new(archive, values, &kept);
	double begin = now_ms(CLOCK_MONOTONIC), at, worst = 0;
	size_t steps = 0;
	facets_ask(facets, span_of(query));
	for (bool shown = false; !shown; steps++) {
		at = now_ms(CLOCK_THREAD_CPUTIME_ID);
		shown = facets_work(facets, COUNT_US);
		worst = MAX(worst, now_ms(CLOCK_THREAD_CPUTIME_ID) - at);
	}
	printf("counts %s first=%.2f steps=%zu step=%.2f articles=%zu\n", *query ? "date" : "all",
	       now_ms(CLOCK_MONOTONIC) - begin, steps, worst, facets_progress(facets).articles);
	facets_free(facets);
}

int main(int argc, char **argv)
{
	if (argc != 4) {
		fprintf(stderr, "usage: related ARCHIVE CACHE QUESTIONS\n");
		return 2;
	}
	archive_close(open_archive(argv[1], argv[2])); /* the snapshot is written then */
	struct archive *archive = open_archive(argv[1], argv[2]);
	struct values *values = values_new(archive);
	measure_index(archive);
	measure_questions(archive, (size_t)MAX(atoi(argv[3]), 1));
	values_work(values, 0);
	measure_counts(archive, values, "");
	measure_counts(archive, values, "date:>2015");
	values_free(values);
	archive_close(archive);
	return 0;
}
