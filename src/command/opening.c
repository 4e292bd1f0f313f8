/* SPDX-License-Identifier: MIT */
/*
 * An archive is the config's where its path leads to the same place, however it is spelled. What is said of archives
 * lives as long as they are open.
 */
#include "command/opening.h"

#include <glib.h>
#include <glib/gi18n.h>
#include <stdlib.h>

#include "command/output.h"
#include "find/filter.h"
#include "find/query.h"

struct opening {
	GPtrArray *texts;               /* char *: names and filters */
	GPtrArray *queries;             /* of struct query */
	struct archive_saying *sayings; /* by path */
};

static void free_query(void *query)
{
	query_free(query);
}

static void opening_free(void *data)
{
	struct opening *opening = data;
	g_ptr_array_unref(opening->texts);
	g_ptr_array_unref(opening->queries);
	g_free(opening->sayings);
	g_free(opening);
}

static bool is_same_place(const char *one, const char *other)
{
	char *first = realpath(one, NULL), *second = realpath(other, NULL);
	bool same = first && second ? g_str_equal(first, second) : g_str_equal(one, other);
	free(first);
	free(second);
	return same;
}

static const struct settings_archive *find_configured(const struct settings *settings, const char *path)
{
	for (size_t i = 0; i < settings->archive_count; i++)
		if (is_same_place(settings->archives[i].path, path))
			return &settings->archives[i];
	return NULL;
}

static bool keeps(void *query, const struct archive *archive, uint32_t entry)
{
	struct filter filter = {.archive = archive, .query = query};
	return filter_accepts(&filter, entry);
}

static void warn_of_filter(const char *text, const struct query_error *error)
{
	char *wrong = query_error_text(error), *message = g_strdup_printf(_("the filter “%s”: %s"), text, wrong);
	char *safe = output_name(message);
	output_warn("%s", safe);
	g_free(safe);
	g_free(message);
	g_free(wrong);
}

static const char *own(struct opening *opening, const char *text)
{
	g_ptr_array_add(opening->texts, g_strdup(text));
	return g_ptr_array_index(opening->texts, opening->texts->len - 1);
}

static void say_filter(struct opening *opening, struct archive_saying *saying, const char *text, bool quiet)
{
	struct query_error error;
	struct query *query = query_parse(span_of(text), 0, &error);
	bool wrong = error.message != NULL; /* what is only unfinished, too: nobody types on */
	if (wrong && !quiet)
		warn_of_filter(text, &error);
	query_error_clear(&error);
	if (wrong) {
		query_free(query);
		return;
	}
	g_ptr_array_add(opening->queries, query);
	saying->keeps = keeps;
	saying->data = query;
	saying->key = own(opening, text);
}

static void say(struct opening *opening, struct archive_saying *saying, const struct settings_archive *configured,
                bool quiet)
{
	if (configured->name)
		saying->name = own(opening, configured->name);
	if (configured->filter)
		say_filter(opening, saying, configured->filter, quiet);
}

/* The paths, each place once; for g_free(), the strings are borrowed. */
static const char **places_once(const char *const *paths)
{
	GHashTable *met = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	const char **once = g_new0(const char *, g_strv_length((char **)paths) + 1);
	size_t count = 0;
	for (; *paths; paths++) {
		char *real = realpath(*paths, NULL);
		if (g_hash_table_add(met, g_strdup(real ? real : *paths)))
			once[count++] = *paths;
		free(real);
	}
	g_hash_table_destroy(met);
	return once;
}

struct archive *opening_begin(const struct settings *settings, const char *const *paths, unsigned how)
{
	const char **once = places_once(paths);
	size_t count = g_strv_length((char **)once);
	struct opening *opening = g_new0(struct opening, 1);
	char *cache = settings_cache(settings);
	char *kept = settings_kept(settings);
	struct archive_options options = {
		.cache = cache,
		.kept = kept,
		.nested = settings->nested,
		.follow = (how & OPENING_FOLLOWS) != 0,
		.closed = opening_free,
		.data = opening,
	};
	struct archive *archive;
	opening->texts = g_ptr_array_new_with_free_func(g_free);
	opening->queries = g_ptr_array_new_with_free_func(free_query);
	opening->sayings = g_new0(struct archive_saying, count + 1);
	options.sayings = opening->sayings;
	for (size_t i = 0; i < count; i++) {
		const struct settings_archive *configured = find_configured(settings, once[i]);
		if (configured)
			say(opening, &opening->sayings[i], configured, (how & OPENING_QUIET) != 0);
	}
	archive = archive_open_with(once, count, &options);
	g_free(once);
	g_free(cache);
	g_free(kept);
	return archive;
}
