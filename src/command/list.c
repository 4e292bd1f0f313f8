/* SPDX-License-Identifier: MIT */
/* `jianbao list`: one line an article. The query is words that must all occur in title, author, source or text. */
#include <glib.h>

#include "command/command.h"
#include "command/library.h"
#include "command/output.h"
#include "command/row.h"
#include "export/record.h"
#include "find/match.h"

static void free_pattern(void *pattern)
{
	pattern_free(pattern);
}

static void add_words(GPtrArray *patterns, const char *argument)
{
	char **words = g_strsplit_set(argument, " \t\n", -1);

	for (char **word = words; *word; word++) {
		struct pattern *pattern = pattern_new(span_of(*word));

		if (pattern)
			g_ptr_array_add(patterns, pattern);
	}
	g_strfreev(words);
}

static GPtrArray *compile(const char *const *arguments)
{
	GPtrArray *patterns = g_ptr_array_new_with_free_func(free_pattern);

	for (; *arguments; arguments++)
		add_words(patterns, *arguments);
	return patterns;
}

static bool occurs(const struct pattern *pattern, const struct article *article)
{
	const struct span fields[] = {article_span(article, article->title), article_span(article, article->author),
				      article_span(article, article->source), article_text(article)};
	struct match match;

	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		if (fields[i].len > 0 && pattern_find(pattern, fields[i], 0, &match))
			return true;
	}
	return false;
}

static bool matches(const GPtrArray *patterns, const struct archive *archive, uint32_t entry)
{
	struct article article;

	archive_article(archive, entry, &article);
	for (guint i = 0; i < patterns->len; i++) {
		if (!occurs(g_ptr_array_index(patterns, i), &article))
			return false;
	}
	return true;
}

static void write_json(GString *out, const struct archive *archive, uint32_t entry)
{
	record_line(out, archive, entry, false, false);
}

static void (*const writers[])(GString *, const struct archive *, uint32_t) = {
	[FORMAT_TEXT] = row_text,
	[FORMAT_JSONL] = write_json,
	[FORMAT_TSV] = row_tsv,
};

static enum status write_all(const struct request *request, const struct archive *archive, const GArray *sorted)
{
	GPtrArray *patterns = compile(request->arguments);
	GString *out = g_string_new(NULL);
	size_t found = 0;
	bool written = true;

	for (guint i = 0; i < sorted->len && found < request->limit && written; i++) {
		uint32_t entry = g_array_index(sorted, uint32_t, i);

		if (!matches(patterns, archive, entry))
			continue;
		found++;
		writers[request->format](out, archive, entry);
		written = output_write(out);
	}
	g_string_free(out, TRUE);
	g_ptr_array_unref(patterns);
	return found ? STATUS_DONE : STATUS_NOTHING;
}

enum status command_list(const struct request *request)
{
	struct archive *archive = library_open(request);
	enum status status;
	GArray *sorted;

	if (!archive)
		return STATUS_FAILED;
	sorted = library_sorted(archive, request->sort);
	status = library_status(archive, write_all(request, archive, sorted));
	g_array_free(sorted, TRUE);
	archive_close(archive);
	return status;
}
