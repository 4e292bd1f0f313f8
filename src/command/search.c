/* SPDX-License-Identifier: MIT */
/* `jianbao search`: the articles that a query means, best first, each with where it was found. */
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "base/json.h"
#include "command/command.h"
#include "command/library.h"
#include "command/output.h"
#include "command/progress.h"
#include "command/query.h"
#include "command/row.h"
#include "export/record.h"
#include "find/index.h"
#include "find/search.h"
#include "find/snippet.h"

enum {
	SNIPPETS_MOST = 3,    /* of an article */
	SNIPPET_COLUMNS = 72, /* cells of one */
};

struct answering {
	const struct archive *archive;
	struct search *search;
	GString *out;
};

/* One line of the answer. */
struct found {
	uint32_t entry;
	double score;
	size_t hits; /* in all fields that the query looks in */
	struct span text;
	struct snippet snippets[SNIPPETS_MOST];
	size_t snippet_count;
};

static size_t count_hits(const struct search *search, uint32_t entry)
{
	static const enum query_field fields[] = {IN_TITLE, IN_AUTHOR, IN_SOURCE, IN_URL, IN_TEXT};
	size_t hits = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		size_t count;
		g_free(search_matches(search, entry, fields[i], SIZE_MAX, &count));
		hits += count;
	}
	return hits;
}

/* The best snippet, then the best of what stands behind it, and so on. */
static void cut_snippets(struct found *found, const struct match *matches, size_t count)
{
	while (count > 0 && found->snippet_count < SNIPPETS_MOST) {
		struct snippet snippet = snippet_cut(found->text, matches, count, SNIPPET_COLUMNS, &widths_default);
		if (snippet.to <= snippet.from)
			break;
		found->snippets[found->snippet_count++] = snippet;
		while (count > 0 && matches->from < snippet.to) {
			matches++;
			count--;
		}
	}
}

static struct found find_out(const struct answering *answering, uint32_t entry, double score)
{
	struct found found = {.entry = entry, .score = score, .hits = count_hits(answering->search, entry)};
	struct article article;
	size_t count;
	struct match *matches = search_matches(answering->search, entry, IN_TEXT, SIZE_MAX, &count);
	archive_article(answering->archive, entry, &article);
	found.text = article_text(&article);
	cut_snippets(&found, matches, count);
	g_free(matches);
	return found;
}

static struct span snippet_text(const struct found *found, size_t index)
{
	return span_cut(found->text, found->snippets[index].from, found->snippets[index].to);
}

static void write_text(struct answering *answering, const struct found *found)
{
	row_text(answering->out, answering->archive, found->entry);
	for (size_t i = 0; i < found->snippet_count; i++) {
		g_string_append(answering->out, "    ");
		output_line(answering->out, snippet_text(found, i));
	}
}

static void write_snippets(struct json *json, const struct found *found)
{
	json_key(json, "snippets");
	json_open_array(json);
	for (size_t i = 0; i < found->snippet_count; i++) {
		json_open_object(json);
		json_key(json, "text");
		json_put_text(json, snippet_text(found, i));
		json_key(json, "from");
		json_put_integer(json, (int64_t)found->snippets[i].from);
		json_key(json, "length");
		json_put_integer(json, (int64_t)(found->snippets[i].to - found->snippets[i].from));
		json_close_object(json);
	}
	json_close_array(json);
}

static void write_json(struct answering *answering, const struct found *found)
{
	struct json json = json_begin(answering->out);
	json_open_object(&json);
	record_write(&json, answering->archive, found->entry, RECORD_TEXT);
	json_key(&json, "score");
	json_put_real(&json, found->score);
	json_key(&json, "hits");
	json_put_integer(&json, (int64_t)found->hits);
	write_snippets(&json, found);
	json_close_object(&json);
	g_string_append_c(answering->out, '\n');
}

/* The fields of row_tsv(), then score, hits, snippet. */
static void write_tsv(struct answering *answering, const struct found *found)
{
	char score[G_ASCII_DTOSTR_BUF_SIZE];
	row_tsv(answering->out, answering->archive, found->entry);
	g_string_truncate(answering->out, answering->out->len - 1);
	g_string_append_printf(answering->out, "\t%s\t%zu",
	                       g_ascii_formatd(score, sizeof(score), "%.6g", found->score), found->hits);
	output_field(answering->out, found->snippet_count > 0 ? snippet_text(found, 0) : SPAN(""));
	g_string_append_c(answering->out, '\n');
}

static void (*const writers[])(struct answering *, const struct found *) = {
	[FORMAT_TEXT] = write_text,
	[FORMAT_JSONL] = write_json,
	[FORMAT_TSV] = write_tsv,
};

/* The rows of what was found, in the order of another field. */
static GArray *rows_by(struct answering *answering, const char *sort)
{
	uint32_t *rows = g_new0(uint32_t, archive_count(answering->archive) + 1); /* of each entry, from 1 */
	GArray *sorted = library_sorted(answering->archive, sort), *out = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	uint32_t entry;
	for (uint32_t row = 0; (entry = search_at(answering->search, row)) != ENTRY_NONE; row++)
		rows[entry] = row + 1;
	for (guint i = 0; i < sorted->len; i++) {
		uint32_t row = rows[g_array_index(sorted, uint32_t, i)];
		if (row-- > 0)
			g_array_append_val(out, row);
	}
	g_array_free(sorted, TRUE);
	g_free(rows);
	return out;
}

static enum status write_all(const struct request *request, struct answering *answering)
{
	GArray *rows = request->sort ? rows_by(answering, request->sort) : NULL;
	size_t count = search_progress(answering->search).found, most = MIN(count, request->limit), written = 0;
	struct progress progress;
	progress_begin(&progress, request->quiet || isatty(STDOUT_FILENO));
	for (; written < most; written++) {
		size_t row = rows ? g_array_index(rows, uint32_t, written) : written;
		struct found found = find_out(answering, search_at(answering->search, row),
		                              search_score(answering->search, row));
		writers[request->format](answering, &found);
		progress_tell_writing(&progress, written, most);
		if (!output_write(answering->out))
			break;
	}
	progress_end(&progress);
	if (rows)
		g_array_free(rows, TRUE);
	return count > 0 ? STATUS_DONE : STATUS_NOTHING;
}

static void warn_given_up(size_t count)
{
	if (count > 0)
		output_warn(ngettext("in %lu article the regular expression was given up",
		                     "in %lu articles the regular expression was given up", count),
		            (unsigned long)count);
}

/* Telling how far that is. */
static void find_all(const struct request *request, struct search *search)
{
	struct progress progress;
	progress_begin(&progress, request->quiet);
	while (search_work_to_end(search, progress.on ? PROGRESS_MS * 1000 : 0))
		progress_tell_search(&progress, search_progress(search).percent, 100);
	progress_end(&progress);
}

static enum status answer(const struct request *request, struct archive *archive, struct query *query)
{
	struct answering answering = {.archive = archive, .out = g_string_new(NULL)};
	struct command_kept kept;
	struct asking asking = command_kept_open(&kept, request, archive, query);
	struct index *index = index_new(archive);
	enum status status;
	index_take_kept(index);
	asking.index = index;
	answering.search = search_new(archive, query, asking, SEARCH_BY_RELEVANCE);
	find_all(request, answering.search);
	if (!request->quiet)
		warn_given_up(search_progress(answering.search).given_up);
	status = library_status(archive, write_all(request, &answering));
	if (status == STATUS_NOTHING)
		command_query_hint(request);
	g_string_free(answering.out, TRUE);
	search_free(answering.search);
	index_free(index);
	command_kept_close(&kept);
	return status;
}

enum status command_search(const struct request *request)
{
	struct request asked = *request;
	struct query *query = command_query(request->arguments);
	struct archive *archive;
	enum status status;
	if (!query)
		return STATUS_FAILED;
	if (asked.sort && strcmp(asked.sort, "relevance") == 0)
		asked.sort = NULL;
	archive = library_open(&asked);
	if (!archive) {
		query_free(query);
		return STATUS_FAILED;
	}
	status = answer(&asked, archive, query);
	library_close(archive, request);
	return status;
}
