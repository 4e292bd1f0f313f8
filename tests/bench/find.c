/* SPDX-License-Identifier: MIT */
/*
 * How fast text is folded and searched: the text of a corpus's articles in one buffer, so that what is measured is not
 * the opening of files. Megabytes of text a second, beside memmem() for the same bytes, which folds nothing. The
 * arguments are files and folders; each figure is the best of some rounds, as another program on the machine can only
 * make it worse.
 */
#include <glib.h>
#include <stdio.h>
#include <string.h>

#include "article/article.h"
#include "corpus.h"
#include "find/match.h"

enum { ROUNDS = 5, LEAST = 64000000 }; /* the text is repeated until it has so many bytes */

static const char *const queries[] = {"日美同盟", "岸田文雄", "美国",           "國會",
                                      "的",       "Blinken",  "climate change", "ガイコウ"};

/* Each gives a number that depends on all that it did. */

static size_t fold_all(struct span text, const char *unused)
{
	uint32_t codes[256];
	struct fold fold = {.text = text, .kind = FOLD_ALL};
	bool odd = false;
	size_t sum = 0, count;
	(void)unused;
	while ((count = fold_codes(&fold, codes, G_N_ELEMENTS(codes), &odd)) > 0)
		sum += codes[count - 1] + count;
	return sum;
}

static size_t count_matches(struct span text, const char *query)
{
	size_t count = 0;
	struct pattern *pattern = pattern_new_folded(span_of(query), FOLD_ALL);
	struct match match;
	struct walk walk = walk_begin(pattern, text, 0);
	for (enum walk_result result; (result = walk_next(&walk, SIZE_MAX, &match)) != WALK_END;)
		count += result == WALK_FOUND;
	walk_end(&walk);
	pattern_free(pattern);
	return count;
}

static size_t count_bytes(struct span text, const char *query)
{
	size_t count = 0, len = strlen(query);
	for (const char *at = text.at; (at = memmem(at, text.len - (size_t)(at - text.at), query, len)); at += len)
		count++;
	return count;
}

static double measure(struct span text, const char *query, size_t (*work)(struct span, const char *), size_t *result)
{
	double best = 0;
	for (int round = 0; round < ROUNDS; round++) {
		gint64 start = g_get_monotonic_time();
		*result = work(text, query);
		double seconds = (double)MAX(g_get_monotonic_time() - start, 1) / 1e6;
		best = round == 0 ? seconds : MIN(best, seconds);
	}
	return (double)text.len / 1e6 / best;
}

int main(int argc, char **argv)
{
	GString *buffer = g_string_new(NULL);
	GPtrArray *articles = corpus_new();
	for (int i = 1; i < argc; i++)
		corpus_read(argv[i], articles);
	for (guint i = 0; i < articles->len; i++) {
		struct span text = article_text(articles->pdata[i]);
		g_string_append_len(buffer, text.at, (gssize)text.len);
		g_string_append(buffer, "\n\n");
	}
	g_ptr_array_unref(articles);
	gsize once = buffer->len;
	while (once > 0 && buffer->len < LEAST) {
		char *copy = g_strndup(buffer->str, once);
		g_string_append_len(buffer, copy, (gssize)once);
		g_free(copy);
	}
	struct span text = {buffer->str, buffer->len};
	size_t result, bytes;
	printf("fold, %.1f MB of text: %.0f MB/s\n", (double)text.len / 1e6, measure(text, NULL, fold_all, &result));
	for (size_t i = 0; i < G_N_ELEMENTS(queries) && once > 0; i++) {
		double folded = measure(text, queries[i], count_matches, &result);
		double plain = measure(text, queries[i], count_bytes, &bytes);
		printf("find %s: %.0f MB/s (%zu matches), memmem %.0f MB/s (%zu)\n", queries[i], folded, result, plain,
		       bytes);
	}
	g_string_free(buffer, TRUE);
	return once > 0 ? 0 : 1;
}
