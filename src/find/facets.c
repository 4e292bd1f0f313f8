/* SPDX-License-Identifier: MIT */
/*
 * Counting has four steps, each of them in portions: finding what the query means, making numbers of what can be
 * counted (find/values.h), adding one for each article and value, and last the days become months and years and rows
 * get their order, facet by facet. Of a facet with very many values no more is sorted than is asked for; values of the
 * same count then stand in the order of the beginnings of their names.
 */
#include "find/facets.h"

#include <glib.h>

#include "find/narrow.h"
#include "find/ranking.h"
#include "find/search.h"

enum {
	BATCH = 256,         /* articles between two looks at the clock */
	SORTED_MOST = 4096,  /* values that are sorted whole: a millisecond */
	GROWN = 4,           /* while the archive loads it is counted again when there is a fourth more */
};

enum step { STEP_DONE, STEP_FIND, STEP_VALUES, STEP_COUNT, STEP_ORDER };

struct counts {
	uint32_t *of[FACET_COUNT]; /* by number of values.h; NULL for years and months */
	uint32_t size[FACET_COUNT];
	GArray *ranked[FACET_COUNT]; /* struct ranked; the number is that of the value */
	struct ranking ranking[FACET_COUNT];
	GArray *periods[FACET_COUNT]; /* struct facet_row; NULL for what has a text */
	uint32_t most[FACET_COUNT];
	size_t articles, hidden; /* that were counted; that the query means no more */
};

/* A tag of the reader's own. */
struct own_tag {
	uint32_t entry, tag;
};

struct facets {
	const struct archive *archive;
	struct values *values;
	struct kept kept;
	char *query;
	enum facet_order order;
	bool stale;               /* there is something to count that has not begun */
	size_t stale_from;        /* articles in the archive when counting began last */
	enum step step;
	struct search *search;    /* what it found is counted, though some may not be shown any more; NULL: all is, */
	struct listing *listing;  /* as it is listed: */
	const uint32_t *entries;
	size_t entry_count, next;
	enum facet ordered;       /* STEP_ORDER: the next one */
	uint64_t *counted;        /* a bit for each entry of the archive; NULL where no one has tags of his own */
	GArray *own;              /* struct own_tag */
	struct counts shown, making;
	size_t shown_of;
	bool to_end;              /* nobody waits: all is sorted whole */
};

/* Life ------------------------------------------------------------------------------------------------------------- */

static bool is_period(enum facet facet)
{
	return facet >= FACET_YEAR;
}

static void counts_clear(struct counts *counts)
{
	for (enum facet facet = 0; facet < FACET_COUNT; facet++) {
		g_free(counts->of[facet]);
		if (counts->ranked[facet])
			g_array_unref(counts->ranked[facet]);
		if (counts->periods[facet])
			g_array_unref(counts->periods[facet]);
	}
	*counts = (struct counts){.articles = 0};
}

struct facets *facets_new(const struct archive *archive, struct values *values, const struct kept *kept)
{
	struct facets *facets = g_new0(struct facets, 1);
	facets->archive = archive;
	facets->values = values;
	facets->kept = *kept;
	facets->own = g_array_new(FALSE, FALSE, sizeof(struct own_tag));
	return facets;
}

/* Gives up what is being counted. */
static void drop(struct facets *facets)
{
	search_free(facets->search);
	facets->search = NULL;
	g_clear_pointer(&facets->listing, listing_unref);
	g_clear_pointer(&facets->counted, g_free);
	facets->entry_count = facets->next = 0;
	facets->ordered = 0;
	counts_clear(&facets->making);
	facets->step = STEP_DONE;
}

void facets_free(struct facets *facets)
{
	if (!facets)
		return;
	drop(facets);
	counts_clear(&facets->shown);
	g_array_unref(facets->own);
	g_free(facets->query);
	g_free(facets);
}

/* Asking ----------------------------------------------------------------------------------------------------------- */

static struct query *parse(struct span text)
{
	struct query_error error;
	struct query *query = query_parse(text, KEPT_KNOWN, &error);
	query_error_clear(&error);
	return query;
}

bool facets_ask(struct facets *facets, struct span text)
{
	struct query *query = parse(text);
	if (!query)
		return false;
	query_free(query);
	g_free(facets->query);
	facets->query = span_dup(text.at ? text : SPAN(""));
	drop(facets);
	facets->stale = true;
	return true;
}

struct span facets_query(const struct facets *facets)
{
	return span_of(facets->query);
}

void facets_refresh(struct facets *facets)
{
	size_t articles = archive_shown(facets->archive);
	struct archive_progress progress = archive_progress(facets->archive);
	bool loading = progress.loading && !progress.stopped;
	if (facets->query && (!loading || articles - MIN(articles, facets->stale_from) >= facets->stale_from / GROWN))
		facets->stale = true;
}

/* Finding ---------------------------------------------------------------------------------------------------------- */

static void begin(struct facets *facets)
{
	struct query *query = parse(span_of(facets->query));
	drop(facets);
	facets->stale = false;
	facets->stale_from = archive_shown(facets->archive);
	facets->step = STEP_FIND;
	if (query_is_empty(query)) {
		facets->listing = archive_listing(facets->archive);
		facets->entries = listing_entries(facets->listing, &facets->entry_count);
		query_free(query);
	} else {
		struct asking asking = {.index = facets->kept.index};
		if (facets->kept.shelf)
			asking = kept_asking(&facets->kept);
		facets->search = search_new(facets->archive, query, asking, SEARCH_BY_DATE);
	}
}

static void find(struct facets *facets, unsigned budget_us)
{
	if (facets->search) {
		search_work(facets->search, budget_us);
		if (!search_is_counted(facets->search))
			return;
		facets->entry_count = search_found(facets->search);
	}
	facets->step = STEP_VALUES;
}

/* Counting --------------------------------------------------------------------------------------------------------- */

/* What the reader has tagged. */
static void take_own(struct facets *facets)
{
	g_array_set_size(facets->own, 0);
	if (!facets->kept.shelf)
		return;
	GPtrArray *records = shelf_tagged(facets->kept.shelf);
	for (guint i = 0; i < records->len; i++) {
		struct span id = span_of(((const struct shelf_record *)g_ptr_array_index(records, i))->id), tag;
		struct span rest = span_of(shelf_text(facets->kept.shelf, id, SHELF_TAGS));
		uint32_t entry = rest.len > 0 ? archive_find_id(facets->archive, id) : ENTRY_NONE;
		while (entry != ENTRY_NONE && span_line(&rest, &tag)) {
			struct own_tag own = {archive_newest(facets->archive, entry),
			                      values_add(facets->values, FACET_TAG, tag)};
			g_array_append_val(facets->own, own);
		}
	}
	g_ptr_array_unref(records);
}

static void make_counts(struct facets *facets)
{
	take_own(facets);
	if (facets->own->len > 0)
		facets->counted = g_new0(uint64_t, values_known(facets->values) / 64 + 1);
	for (enum facet facet = 0; facet < FACET_COUNT; facet++) {
		facets->making.size[facet] = values_count(facets->values, facet);
		facets->making.of[facet] = g_new0(uint32_t, facets->making.size[facet]);
	}
}

static void count_entry(struct facets *facets, uint32_t entry)
{
	struct article_values of;
	uint32_t **counts = facets->making.of;
	if (entry >= values_known(facets->values))
		return;
	if (facets->search && !archive_is_shown(facets->archive, entry)) {
		facets->making.hidden++;
		return;
	}
	values_of(facets->values, entry, &of);
	counts[FACET_ARCHIVE][of.archive]++;
	counts[FACET_SOURCE][of.source]++;
	counts[FACET_AUTHOR][of.author]++;
	counts[FACET_LANGUAGE][of.language]++;
	counts[FACET_DAY][of.day]++;
	counts[FACET_TAG][0] += of.tag_count == 0;
	for (uint32_t i = 0; i < of.tag_count; i++)
		counts[FACET_TAG][of.tags[i]]++;
	if (facets->counted)
		facets->counted[entry / 64] |= (uint64_t)1 << entry % 64;
	facets->making.articles++;
}

/* One's own tags that the article does not have already. */
static void count_own(struct facets *facets)
{
	uint32_t *counts = facets->making.of[FACET_TAG], last = ENTRY_NONE;
	for (guint i = 0; i < facets->own->len; i++) {
		const struct own_tag *own = &g_array_index(facets->own, struct own_tag, i);
		struct article_values of;
		uint32_t at = 0;
		if (own->entry >= values_known(facets->values) ||
		    !(facets->counted[own->entry / 64] >> own->entry % 64 & 1))
			continue;
		values_of(facets->values, own->entry, &of);
		while (at < of.tag_count && of.tags[at] != own->tag)
			at++;
		counts[own->tag] += at == of.tag_count;
		counts[0] -= of.tag_count == 0 && own->entry != last;
		last = own->entry;
	}
}

/* Order ------------------------------------------------------------------------------------------------------------ */

struct sorting {
	const struct facets *facets;
	const struct counts *counts;
	enum facet facet;
};

static int by_name(const struct sorting *sorting, uint32_t one, uint32_t other)
{
	struct span a = values_text(sorting->facets->values, sorting->facet, one);
	struct span b = values_text(sorting->facets->values, sorting->facet, other);
	return span_compare(a, b);
}

static int compare_rows(const void *a, const void *b, void *data)
{
	const struct sorting *sorting = data;
	const struct ranked *first = a, *second = b;
	uint32_t one = first->number, other = second->number;
	if (first->key != second->key)
		return first->key < second->key ? -1 : 1; /* keys are coarser than the order, and at hand */
	const uint32_t *counts = sorting->counts->of[sorting->facet];
	if (sorting->facets->order == FACETS_BY_COUNT && counts[one] != counts[other])
		return counts[one] > counts[other] ? -1 : 1;
	return by_name(sorting, one, other);
}

static void rank(const struct facets *facets, struct counts *counts, enum facet facet)
{
	GArray *ranked = counts->ranked[facet];
	if (!ranked)
		ranked = counts->ranked[facet] = g_array_new(FALSE, FALSE, sizeof(struct ranked));
	g_array_set_size(ranked, 0);
	for (uint32_t i = 0; i < counts->size[facet]; i++) {
		uint64_t name = span_beginning(values_text(facets->values, facet, i));
		struct ranked row = {name, i};
		if (facets->order == FACETS_BY_COUNT)
			row.key = (uint64_t)~counts->of[facet][i] << 32 | name >> 32;
		if (counts->of[facet][i] > 0)
			g_array_append_val(ranked, row);
	}
	struct sorting sorting = {facets, counts, facet};
	bool whole = facets->to_end || ranked->len <= SORTED_MOST;
	if (whole)
		g_array_sort_with_data(ranked, compare_rows, &sorting);
	counts->ranking[facet] = (struct ranking){
		.ranked = (struct ranked *)(void *)ranked->data,
		.count = ranked->len,
		.sorted = whole ? ranked->len : 0,
	};
}

static int newest_first(const void *a, const void *b)
{
	facet_period one = ((const struct facet_row *)a)->period, other = ((const struct facet_row *)b)->period;
	return (one < other) - (one > other);
}

/* What all days of a month, or of a year, have together; `days` descend. */
static GArray *add_up(const GArray *days, facet_period mask)
{
	GArray *periods = g_array_new(FALSE, FALSE, sizeof(struct facet_row));
	for (guint i = 0; i < days->len; i++) {
		struct facet_row row = g_array_index(days, struct facet_row, i);
		row.period &= mask;
		struct facet_row *last =
			periods->len > 0 ? &g_array_index(periods, struct facet_row, periods->len - 1) : NULL;
		if (last && last->period == row.period)
			last->count += row.count;
		else
			g_array_append_val(periods, row);
	}
	return periods;
}

static void make_periods(const struct facets *facets, struct counts *counts)
{
	GArray *days = g_array_new(FALSE, FALSE, sizeof(struct facet_row));
	for (uint32_t i = 0; i < counts->size[FACET_DAY]; i++) {
		struct facet_row row = {0, values_day(facets->values, i), counts->of[FACET_DAY][i]};
		if (row.count > 0)
			g_array_append_val(days, row);
	}
	g_array_sort(days, newest_first);
	counts->periods[FACET_DAY] = days;
	counts->periods[FACET_MONTH] = add_up(days, PERIOD_MONTH);
	counts->periods[FACET_YEAR] = add_up(days, PERIOD_YEAR);
}

static void find_most(struct counts *counts)
{
	for (enum facet facet = 0; facet < FACET_YEAR; facet++)
		for (uint32_t i = 1; i < counts->size[facet]; i++)
			counts->most[facet] = MAX(counts->most[facet], counts->of[facet][i]);
	for (enum facet facet = FACET_YEAR; facet < FACET_COUNT; facet++) {
		for (guint i = 0; i < counts->periods[facet]->len; i++) {
			const struct facet_row *row = &g_array_index(counts->periods[facet], struct facet_row, i);
			if (row->period != 0)
				counts->most[facet] = MAX(counts->most[facet], row->count);
		}
	}
}

/* The rows of each facet get their order, until `end`; true when all have. */
static bool order_on(struct facets *facets, int64_t end)
{
	if (facets->step == STEP_COUNT)
		count_own(facets);
	facets->step = STEP_ORDER;
	for (; facets->ordered < FACET_YEAR; facets->ordered++) {
		if (facets->ordered > 0 && g_get_monotonic_time() >= end)
			return false;
		rank(facets, &facets->making, facets->ordered);
	}
	make_periods(facets, &facets->making);
	return true;
}

/* What was counted is what shows. */
static void show(struct facets *facets)
{
	find_most(&facets->making);
	facets->shown_of = facets->entry_count - facets->making.hidden;
	counts_clear(&facets->shown);
	facets->shown = facets->making;
	facets->making = (struct counts){.articles = 0};
	drop(facets);
}

void facets_sort(struct facets *facets, enum facet_order order)
{
	facets->order = order;
	for (enum facet facet = 0; facet < FACET_COUNT; facet++)
		if (facets->shown.ranked[facet])
			rank(facets, &facets->shown, facet);
}

enum facet_order facets_order(const struct facets *facets)
{
	return facets->order;
}

/* Working ---------------------------------------------------------------------------------------------------------- */

static uint32_t entry_at(const struct facets *facets, size_t number)
{
	return facets->search ? search_found_at(facets->search, number) : facets->entries[number];
}

static void count_on(struct facets *facets, int64_t end)
{
	while (facets->next < facets->entry_count) {
		size_t to = MIN(facets->next + BATCH, facets->entry_count);
		for (; facets->next < to; facets->next++)
			count_entry(facets, entry_at(facets, facets->next));
		if (g_get_monotonic_time() >= end)
			return;
	}
}

/* Microseconds until `end`; 0 where it never comes. What begins when none are left has one. */
static unsigned left_until(int64_t end)
{
	return end == G_MAXINT64 ? 0 : (unsigned)MAX(end - g_get_monotonic_time(), 1);
}

bool facets_work(struct facets *facets, unsigned budget_us)
{
	int64_t end = budget_us ? g_get_monotonic_time() + budget_us : G_MAXINT64;
	facets->to_end = budget_us == 0;
	if (facets->step == STEP_DONE) {
		if (!facets->stale)
			return false;
		begin(facets);
	}
	if (facets->step == STEP_FIND && g_get_monotonic_time() < end)
		find(facets, left_until(end));
	if (facets->step == STEP_VALUES && g_get_monotonic_time() < end &&
	    values_work(facets->values, left_until(end))) {
		make_counts(facets);
		facets->step = STEP_COUNT;
	}
	if (facets->step < STEP_COUNT || g_get_monotonic_time() >= end)
		return false;
	count_on(facets, end);
	if (facets->next < facets->entry_count || !order_on(facets, end))
		return false;
	show(facets);
	return true;
}

bool facets_stop(struct facets *facets)
{
	bool busy = facets->step != STEP_DONE || facets->stale;
	facets->stale = false;
	if (facets->step >= STEP_COUNT && order_on(facets, G_MAXINT64))
		show(facets);
	else
		drop(facets);
	return busy;
}

struct facets_progress facets_progress(const struct facets *facets)
{
	struct facets_progress progress = {
		.articles = facets->shown.articles,
		.of = facets->shown_of,
		.busy = facets->step != STEP_DONE || facets->stale,
	};
	size_t all = MAX(archive_count(facets->archive), 1);
	double done = facets->step > STEP_FIND, ready = (double)MIN(values_known(facets->values), all) / (double)all;
	if (facets->step == STEP_FIND && facets->search)
		done = (double)search_looked(facets->search) / (double)MAX(archive_shown(facets->archive), 1);
	double counted = (double)facets->next / (double)MAX(facets->entry_count, 1);
	progress.percent = (unsigned)(100 * MIN((MIN(done, 1) + ready + counted) / 3, 0.99));
	return progress;
}

/* Rows ------------------------------------------------------------------------------------------------------------- */

size_t facets_rows(const struct facets *facets, enum facet facet)
{
	const GArray *rows = is_period(facet) ? facets->shown.periods[facet] : facets->shown.ranked[facet];
	return rows ? rows->len : 0;
}

struct facet_row facets_row(struct facets *facets, enum facet facet, size_t row)
{
	if (is_period(facet))
		return g_array_index(facets->shown.periods[facet], struct facet_row, row);
	uint32_t number = ranking_at(&facets->shown.ranking[facet], row)->number;
	return (struct facet_row){number, 0, facets->shown.of[facet][number]};
}

uint32_t facets_most(const struct facets *facets, enum facet facet)
{
	return facets->shown.most[facet];
}

uint32_t facets_in_period(const struct facets *facets, enum facet facet, facet_period period)
{
	size_t low = 0, high = facets_rows(facets, facet);
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct facet_row *row = &g_array_index(facets->shown.periods[facet], struct facet_row, middle);
		if (row->period == period)
			return row->count;
		if (row->period > period)
			low = middle + 1;
		else
			high = middle;
	}
	return 0;
}

uint32_t facets_number(const struct facets *facets, enum facet facet, struct span text)
{
	return values_find(facets->values, facet, text);
}

void facets_write(const struct facets *facets, enum facet facet, const struct facet_row *row, GString *out)
{
	struct span text = values_text(facets->values, facet, row->number);
	if (!is_period(facet))
		g_string_append_len(out, text.at, (gssize)text.len);
	facet_write_period(row->period, out);
}

void facets_term(const struct facets *facets, enum facet facet, const struct facet_row *row, GString *out)
{
	if (is_period(facet))
		narrow_period_term(row->period, out);
	else
		narrow_term(facet, values_text(facets->values, facet, row->number), out);
}
