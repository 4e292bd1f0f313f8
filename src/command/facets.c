/* SPDX-License-Identifier: MIT */
/*
 * `jianbao facets`: how many of the articles that a query means each archive (of several), source, tag, author, language,
 * year and month has.
 * The commonest values come first, years and months the newest; articles of which nothing is known are counted, too.
 */
#include <glib/gi18n.h>
#include <string.h>

#include "article/date.h"
#include "base/json.h"
#include "command/command.h"
#include "command/library.h"
#include "command/output.h"
#include "command/query.h"
#include "find/filter.h"

#define RECORD_VERSION 1

enum { YEAR_LENGTH = 4, MONTH_LENGTH = 7 };

/* One article more has this value; an empty one where nothing is known. */
static void add_value(GHashTable *counts, struct span value)
{
	char *key = span_dup(value.len ? value : SPAN(""));
	guint count = GPOINTER_TO_UINT(g_hash_table_lookup(counts, key));

	g_hash_table_replace(counts, key, GUINT_TO_POINTER(count + 1));
}

static void add_source(GHashTable *counts, const struct article *article)
{
	add_value(counts, article_span(article, article->source));
}

static void add_author(GHashTable *counts, const struct article *article)
{
	add_value(counts, article_span(article, article->author));
}

static void add_tags(GHashTable *counts, const struct article *article)
{
	for (uint32_t i = 0; i < article->tag_count; i++)
		add_value(counts, article_span(article, article->tags[i]));
	if (article->tag_count == 0)
		add_value(counts, SPAN(""));
}

static void add_language(GHashTable *counts, const struct article *article)
{
	add_value(counts, span_of(article->lang));
}

static void add_date(GHashTable *counts, const struct article *article, size_t length)
{
	char date[32];

	date_write(article->date, date);
	add_value(counts, span_cut(span_of(date), 0, length));
}

static void add_year(GHashTable *counts, const struct article *article)
{
	add_date(counts, article, YEAR_LENGTH);
}

static void add_month(GHashTable *counts, const struct article *article)
{
	add_date(counts, article, MONTH_LENGTH);
}

static void add_archive(GHashTable *counts, const struct archive *archive, uint32_t number)
{
	struct entry entry;

	archive_entry(archive, number, &entry);
	if (archive_archives(archive) > 1)
		add_value(counts, entry.archive);
}

static const struct facet {
	const char *name; /* in records */
	const char *title;
	bool by_value; /* the greatest value first, not the commonest */
	/* Counts all values that it has of the facet; NULL: the archive that it is in, where there are several. */
	void (*add)(GHashTable *counts, const struct article *article);
} facets[] = {
	{"archive", N_("Archive"), false, NULL},
	{"source", N_("Source"), false, add_source},   {"tag", N_("Tag"), false, add_tags},
	{"author", N_("Author"), false, add_author},   {"lang", N_("Language"), false, add_language},
	{"year", N_("Year"), true, add_year},          {"month", N_("Month"), true, add_month},
};

struct counted {
	const char *value; /* "": nothing is known */
	guint count;
};

static int by_count(const void *a, const void *b)
{
	const struct counted *one = a, *other = b;

	if (one->count != other->count)
		return one->count > other->count ? -1 : 1;
	return strcmp(one->value, other->value);
}

static int by_value(const void *a, const void *b)
{
	return strcmp(((const struct counted *)b)->value, ((const struct counted *)a)->value);
}

/* Values and counts of a facet in their order; the values are the table's. */
static GArray *sorted_counts(const struct facet *facet, GHashTable *counts)
{
	GArray *sorted = g_array_new(FALSE, FALSE, sizeof(struct counted));
	GHashTableIter iter;
	void *value, *count;

	g_hash_table_iter_init(&iter, counts);
	while (g_hash_table_iter_next(&iter, &value, &count)) {
		struct counted counted = {value, GPOINTER_TO_UINT(count)};

		g_array_append_val(sorted, counted);
	}
	g_array_sort(sorted, facet->by_value ? by_value : by_count);
	return sorted;
}

static void write_text(GString *out, const struct facet *facet, const struct counted *counted, bool first)
{
	if (first)
		g_string_append_printf(out, "%s\n", _(facet->title));
	g_string_append_printf(out, "%8u  ", counted->count);
	output_line(out, *counted->value ? span_of(counted->value) : span_of(_("(unknown)")));
}

static void write_json(GString *out, const struct facet *facet, const struct counted *counted, bool first)
{
	struct json json = json_begin(out);

	(void)first;
	json_open_object(&json);
	json_key(&json, "v");
	json_put_integer(&json, RECORD_VERSION);
	json_key(&json, "facet");
	json_put_text(&json, span_of(facet->name));
	json_key(&json, "value");
	json_put_text(&json, *counted->value ? span_of(counted->value) : (struct span){NULL, 0});
	json_key(&json, "count");
	json_put_integer(&json, counted->count);
	json_close_object(&json);
	g_string_append_c(out, '\n');
}

/* facet, value, count */
static void write_tsv(GString *out, const struct facet *facet, const struct counted *counted, bool first)
{
	(void)first;
	output_field(out, span_of(facet->name));
	output_field(out, span_of(counted->value));
	g_string_append_printf(out, "\t%u\n", counted->count);
}

static void (*const writers[])(GString *, const struct facet *, const struct counted *, bool) = {
	[FORMAT_TEXT] = write_text,
	[FORMAT_JSONL] = write_json,
	[FORMAT_TSV] = write_tsv,
};

static void write_facet(const struct request *request, const struct facet *facet, GHashTable *counts, GString *out)
{
	GArray *sorted = sorted_counts(facet, counts);

	for (guint i = 0; i < sorted->len && i < request->limit; i++)
		writers[request->format](out, facet, &g_array_index(sorted, struct counted, i), i == 0);
	g_array_free(sorted, TRUE);
	output_write(out);
}

/* Counts all that the query means; how many these are. */
static size_t count_all(const struct request *request, const struct archive *archive, const struct query *query,
			GHashTable **counts)
{
	struct command_kept kept;
	struct filter filter = {
		.archive = archive, .query = query, .asking = command_kept_open(&kept, request, archive, query)};
	size_t shown, found = 0;
	const uint32_t *order = archive_order(archive, &shown);

	for (size_t i = 0; i < shown; i++) {
		struct article article;

		if (!filter_accepts(&filter, order[i]))
			continue;
		found++;
		archive_article(archive, order[i], &article);
		for (size_t facet = 0; facet < G_N_ELEMENTS(facets); facet++) {
			if (facets[facet].add)
				facets[facet].add(counts[facet], &article);
			else
				add_archive(counts[facet], archive, order[i]);
		}
	}
	command_kept_close(&kept);
	return found;
}

static enum status answer(const struct request *request, const struct archive *archive, const struct query *query)
{
	GHashTable *counts[G_N_ELEMENTS(facets)];
	GString *out = g_string_new(NULL);
	size_t found;

	for (size_t i = 0; i < G_N_ELEMENTS(facets); i++)
		counts[i] = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	found = count_all(request, archive, query, counts);
	for (size_t i = 0; i < G_N_ELEMENTS(facets); i++) {
		write_facet(request, &facets[i], counts[i], out);
		g_hash_table_unref(counts[i]);
	}
	g_string_free(out, TRUE);
	return library_status(archive, found > 0 ? STATUS_DONE : STATUS_NOTHING);
}

enum status command_facets(const struct request *request)
{
	struct query *query = command_query(request->arguments);
	struct archive *archive = query ? library_open(request) : NULL;
	enum status status = STATUS_FAILED;

	if (archive) {
		status = answer(request, archive, query);
		archive_close(archive);
	}
	query_free(query);
	return status;
}
