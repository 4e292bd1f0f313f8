/* SPDX-License-Identifier: MIT */
/*
 * How fast text becomes rows: every article of a corpus, laid out whole at three widths. Two figures each: paragraphs
 * cut into lines, which is what line breaking costs, and pages with all that belongs to rows. Megabytes of the
 * articles' text a second; parsing is not measured. The arguments are files and folders; each figure is the best of
 * three rounds, as another program on the machine can only make it worse.
 */
#include <glib.h>
#include <stdio.h>

#include "corpus.h"
#include "page/lines.h"
#include "page/page.h"

#define ROUNDS 3

static const unsigned widths[] = {40, 76, 120};

/* Each gives how many rows came out: what is not used might be left out by the compiler. */

static size_t lay_lines(const struct article *article, unsigned columns)
{
	GArray *lines = g_array_new(FALSE, FALSE, sizeof(struct line));
	struct break_rules rules = {.level = break_level_for(article->lang)};
	struct line_room room = {columns, columns, false};
	for (uint32_t i = 0; i < article->block_count; i++)
		lines_lay(lines, article_block(article, &article->blocks[i]), &room, &rules, &widths_default);
	size_t count = lines->len;
	g_array_free(lines, TRUE);
	return count;
}

static size_t lay_page(const struct article *article, unsigned columns)
{
	struct page_style style = {.columns = columns, .widths = &widths_default, .numbers = true};
	struct page *page = page_new(article, SPAN(""), &style);
	struct place place = page_first(page);
	size_t count = 1 + page_move(page, &place, G_MAXINT);
	page_free(page);
	return count;
}

/* Seconds of the fastest round. */
static double measure(const GPtrArray *articles, unsigned columns, size_t (*lay)(const struct article *, unsigned),
                      size_t *rows)
{
	double best = 0;
	for (int round = 0; round < ROUNDS; round++) {
		gint64 start = g_get_monotonic_time();
		*rows = 0;
		for (guint i = 0; i < articles->len; i++)
			*rows += lay(articles->pdata[i], columns);
		double seconds = (double)(g_get_monotonic_time() - start) / 1e6;
		best = round == 0 ? seconds : MIN(best, seconds);
	}
	return best;
}

static void report(const GPtrArray *articles, double megabytes)
{
	for (size_t i = 0; i < G_N_ELEMENTS(widths); i++) {
		size_t lines, rows;
		double for_lines = measure(articles, widths[i], lay_lines, &lines);
		double for_pages = measure(articles, widths[i], lay_page, &rows);
		printf("layout at %3u columns: lines %5.1f MB/s (%zu), pages %5.1f MB/s (%zu rows)\n", widths[i],
		       megabytes / for_lines, lines, megabytes / for_pages, rows);
	}
}

int main(int argc, char **argv)
{
	GPtrArray *articles = corpus_new();
	for (int i = 1; i < argc; i++)
		corpus_read(argv[i], articles);
	size_t bytes = 0;
	for (guint i = 0; i < articles->len; i++)
		bytes += ((const struct article *)articles->pdata[i])->text_len;
	printf("layout of %u articles, %.1f MB of text\n", articles->len, (double)bytes / 1e6);
	if (bytes > 0)
		report(articles, (double)bytes / 1e6);
	g_ptr_array_free(articles, TRUE);
	return bytes > 0 ? 0 : 1;
}
