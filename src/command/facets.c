/* SPDX-License-Identifier: MIT */
/*
 * `jianbao facets`: how many of the articles that a query means each archive (of several), source, tag, author,
 * language, year and month has. The commonest values come first, years and months the newest; articles of which nothing
 * is known are counted, too.
 */
#include <glib/gi18n.h>
#include <inttypes.h>

#include "base/json.h"
#include "command/command.h"
#include "command/library.h"
#include "command/output.h"
#include "command/progress.h"
#include "command/query.h"
#include "find/facets.h"

#define RECORD_VERSION 1

/* In the order in which they are written. */
static const struct named_facet {
	enum facet facet;
	const char *name; /* in records */
	const char *title;
} facets[] = {
	{FACET_ARCHIVE, "archive", N_("Archive")}, {FACET_SOURCE, "source", N_("Source")},
	{FACET_TAG, "tag", N_("Tag")},             {FACET_AUTHOR, "author", N_("Author")},
	{FACET_LANGUAGE, "lang", N_("Language")},  {FACET_YEAR, "year", N_("Year")},
	{FACET_MONTH, "month", N_("Month")},
};

struct counted {
	struct span value; /* {"", 0}: nothing is known */
	uint32_t count;
};

static void write_text(GString *out, const struct named_facet *facet, const struct counted *counted, bool first)
{
	if (first)
		g_string_append_printf(out, "%s\n", _(facet->title));
	g_string_append_printf(out, "%8" PRIu32 "  ", counted->count);
	output_line(out, counted->value.len ? counted->value : span_of(_("(unknown)")));
}

static void write_json(GString *out, const struct named_facet *facet, const struct counted *counted, bool first)
{
	struct json json = json_begin(out);
	(void)first;
	json_open_object(&json);
	json_key(&json, "v");
	json_put_integer(&json, RECORD_VERSION);
	json_key(&json, "facet");
	json_put_text(&json, span_of(facet->name));
	json_key(&json, "value");
	json_put_text(&json, counted->value.len ? counted->value : (struct span){NULL, 0});
	json_key(&json, "count");
	json_put_integer(&json, counted->count);
	json_close_object(&json);
	g_string_append_c(out, '\n');
}

/* facet, value, count */
static void write_tsv(GString *out, const struct named_facet *facet, const struct counted *counted, bool first)
{
	(void)first;
	output_field(out, span_of(facet->name));
	output_field(out, counted->value);
	g_string_append_printf(out, "\t%" PRIu32 "\n", counted->count);
}

static void (*const writers[])(GString *, const struct named_facet *, const struct counted *, bool) = {
	[FORMAT_TEXT] = write_text,
	[FORMAT_JSONL] = write_json,
	[FORMAT_TSV] = write_tsv,
};

static void write_facet(const struct request *request, const struct named_facet *facet, struct facets *counts,
                        GString *out)
{
	GString *value = g_string_new(NULL);
	for (size_t i = 0; i < facets_rows(counts, facet->facet) && i < request->limit; i++) {
		struct facet_row row = facets_row(counts, facet->facet, i);
		g_string_truncate(value, 0);
		facets_write(counts, facet->facet, &row, value);
		writers[request->format](out, facet, &(struct counted){{value->str, value->len}, row.count}, i == 0);
	}
	g_string_free(value, TRUE);
	output_write(out);
}

/* Telling how far that is; what is counted then is sorted whole. */
static void count_all(const struct request *request, struct facets *counts)
{
	struct progress progress;
	progress_begin(&progress, request->quiet);
	while (progress.on && facets_progress(counts).busy) {
		facets_work(counts, PROGRESS_MS * 1000);
		progress_tell_search(&progress, facets_progress(counts).percent, 100);
	}
	facets_work(counts, 0);
	progress_end(&progress);
}

static enum status answer(const struct request *request, const struct archive *archive, const struct query *query)
{
	struct command_kept kept;
	struct values *values = values_new(archive);
	struct facets *counts;
	GString *out = g_string_new(NULL);
	size_t found;
	command_kept_open(&kept, request, archive, NULL);
	counts = facets_new(archive, values, &kept.kept);
	facets_ask(counts, query_text(query));
	count_all(request, counts);
	found = facets_progress(counts).articles;
	for (size_t i = 0; i < G_N_ELEMENTS(facets) && found > 0; i++)
		if (facets[i].facet != FACET_ARCHIVE || archive_archives(archive) > 1)
			write_facet(request, &facets[i], counts, out);
	g_string_free(out, TRUE);
	facets_free(counts);
	values_free(values);
	command_kept_close(&kept);
	return library_status(archive, found > 0 ? STATUS_DONE : STATUS_NOTHING);
}

enum status command_facets(const struct request *request)
{
	struct query *query = command_query(request->arguments);
	struct archive *archive = query ? library_open(request) : NULL;
	enum status status = STATUS_FAILED;
	if (archive) {
		status = answer(request, archive, query);
		library_close(archive, request);
	}
	if (!query || status == STATUS_NOTHING)
		command_query_hint(request);
	query_free(query);
	return status;
}
