/* SPDX-License-Identifier: MIT */
/*
 * A wrong query leaves the counts of the last right one. Counting shows how far it is only when it takes long, for a
 * number that flashes up tells nothing. Times are microseconds.
 */
#include "ui/counting.h"

#include <glib/gi18n.h>

enum { WORK_US = 2000, LONG_US = 200000 };

void counting_init(struct counting *counting, const struct archive *archive, struct values *values,
                   const struct standing *standing)
{
	struct kept kept = {archive, standing->shelf, standing->index};
	*counting = (struct counting){.standing = standing, .facets = facets_new(archive, values, &kept)};
}

void counting_clear(struct counting *counting)
{
	facets_free(counting->facets);
	query_free(counting->query);
	g_free(counting->text);
	g_free(counting->next);
}

static void begin(struct counting *counting)
{
	counting->began_us = g_get_monotonic_time();
	counting->changes = shelf_changes(counting->standing->shelf);
}

/* Counts for the query, or for what is left of it without dates, where that is not what was counted. */
static void count(struct counting *counting)
{
	char *text = counting->undated ? narrow_undated(counting->query) : g_strdup(counting->text);
	struct span before = facets_query(counting->facets);
	if (!before.at || !span_equal(before, span_of(text))) {
		facets_ask(counting->facets, span_of(text));
		begin(counting);
	}
	g_free(text);
}

bool counting_ask(struct counting *counting, struct span text)
{
	struct query_error error;
	if (counting->changes != shelf_changes(counting->standing->shelf) && counting->text) {
		facets_refresh(counting->facets);
		begin(counting);
	}
	if (counting->text && span_equal(span_of(counting->text), text))
		return false;
	struct query *query = query_parse(text, KEPT_KNOWN, &error);
	query_error_clear(&error);
	g_free(counting->text);
	counting->text = span_dup(text.at ? text : SPAN(""));
	if (!query)
		return false;
	query_free(counting->query);
	counting->query = query;
	count(counting);
	return true;
}

bool counting_work(struct counting *counting)
{
	bool done = facets_work(counting->facets, WORK_US);
	if (!counting_busy(counting))
		counting->began_us = 0;
	else if (counting->began_us == 0)
		begin(counting);
	return done;
}

bool counting_busy(const struct counting *counting)
{
	return facets_progress(counting->facets).busy;
}

void counting_write(const struct counting *counting, GString *out)
{
	struct facets_progress progress = facets_progress(counting->facets);
	if (progress.busy && counting->began_us && g_get_monotonic_time() - counting->began_us > LONG_US)
		g_string_append_printf(out, _("counting, %u %%, %u s"), progress.percent,
		                       pane_seconds(counting->began_us));
	else if (progress.articles < progress.of)
		g_string_append_printf(out, _("%zu of %zu articles"), progress.articles, progress.of);
	else
		g_string_append_printf(out, ngettext("%zu article", "%zu articles", progress.articles),
		                       progress.articles);
}

void counting_write_query(const struct counting *counting, GString *out)
{
	if (counting->text && *counting->text)
		g_string_append_printf(out, " & %s", counting->text);
}

struct reaction counting_stop(struct counting *counting)
{
	counting->began_us = 0;
	if (!facets_stop(counting->facets))
		return (struct reaction){.kind = REACTION_IGNORED};
	return (struct reaction){.kind = REACTION_SAY, .say = _("Counting was stopped")};
}

enum narrowed counting_state(const struct counting *counting, struct span term)
{
	return counting->query ? narrow_state(counting->query, term) : NARROWED_NOT;
}

/* The query without what it asks of dates. */
static struct query *undated(const struct query *query)
{
	struct query_error error;
	char *text = narrow_undated(query);
	struct query *left = query_parse(span_of(text), KEPT_KNOWN, &error);
	query_error_clear(&error);
	g_free(text);
	return left;
}

struct reaction counting_narrow(struct counting *counting, enum reaction_kind kind, struct span term,
                                enum narrowed wanted, bool anew)
{
	struct query *left = anew && counting->query ? undated(counting->query) : NULL;
	const struct query *query = left ? left : counting->query;
	g_free(counting->next);
	counting->next = query ? narrow_query(query, term, wanted) : NULL;
	query_free(left);
	if (!counting->next)
		return (struct reaction){.kind = REACTION_SAY,
		                         .say = _("The query is not finished: nothing can be added to it")};
	return (struct reaction){.kind = kind, .text = span_of(counting->next)};
}

const char *counting_sign(enum narrowed state)
{
	static const char *const signs[] = {[NARROWED_NOT] = "   ", [NARROWED_TO] = "[x]", [NARROWED_OUT] = "[-]"};
	return signs[state];
}
