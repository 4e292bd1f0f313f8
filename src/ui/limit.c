/* SPDX-License-Identifier: MIT */
/* The search comes first; titles are gone through by their sound once it has found all that is spelled so. */
#include "ui/limit.h"

#include "find/sounds.h"

/* Nobody wonders before. Microseconds. */
#define WONDER_US 200000

/* Titles between two looks at the clock. */
#define LOOKED 64

static void forget_sounds(struct limit *limit)
{
	limit->next = limit->noted = 0;
	entry_set_clear(&limit->found);
	if (limit->sounding)
		g_array_set_size(limit->sounding, 0);
}

bool limit_set(struct limit *limit, const struct archive *archive, const struct kept *kept, struct span text,
               bool pinyin)
{
	query_error_clear(&limit->error);
	struct query *query = query_parse(text, KEPT_KNOWN, &limit->error);
	if (!query)
		return false;
	search_free(limit->search);
	g_clear_pointer(&limit->sounds, g_free);
	limit->search = NULL;
	forget_sounds(limit);
	if (query_is_empty(query)) {
		query_free(query);
		return true;
	}
	if (!limit->sounding)
		limit->sounding = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	limit->began_us = g_get_monotonic_time();
	limit->search = search_new(archive, query, kept_asking(kept), SEARCH_BY_DATE);
	if (pinyin && sounds_are(span_trim(text)))
		limit->sounds = span_dup(span_trim(text));
	return true;
}

void limit_clear(struct limit *limit)
{
	search_free(limit->search);
	query_error_clear(&limit->error);
	g_free(limit->sounds);
	entry_set_clear(&limit->found);
	if (limit->sounding)
		g_array_unref(limit->sounding);
}

void limit_refresh(struct limit *limit, bool anew)
{
	if (!limit->search)
		return;
	limit->began_us = g_get_monotonic_time();
	if (anew)
		search_restart(limit->search);
	else
		search_refresh(limit->search);
	forget_sounds(limit);
}

/* What the search has found is not to be found by its sound again. True when all of that is noted. */
static bool note_found(struct limit *limit, int64_t end_us)
{
	for (size_t found = search_found(limit->search); limit->noted < found; limit->noted++) {
		if (limit->noted % LOOKED == 0 && g_get_monotonic_time() >= end_us)
			return false;
		entry_set_put(&limit->found, search_found_at(limit->search, limit->noted), true);
	}
	return true;
}

static void listen(struct limit *limit, const struct archive *archive, int64_t end_us)
{
	for (size_t shown = archive_shown(archive); limit->next < shown; limit->next++) {
		uint32_t entry = archive_at(archive, limit->next);
		struct article article;
		struct match match;
		if (limit->next % LOOKED == 0 && g_get_monotonic_time() >= end_us)
			break;
		archive_facts(archive, entry, &article);
		if (sounds_find(span_of(limit->sounds), article_span(&article, article.title), &match) &&
		    !entry_set_has(&limit->found, entry))
			g_array_append_val(limit->sounding, entry);
	}
}

void limit_work(struct limit *limit, const struct archive *archive, unsigned budget_us)
{
	int64_t end_us = g_get_monotonic_time() + budget_us;
	if (!limit->search)
		return;
	if (!search_progress(limit->search).done)
		search_work(limit->search, budget_us);
	if (limit->sounds && search_progress(limit->search).done && note_found(limit, end_us))
		listen(limit, archive, end_us);
}

__attribute__((hot))
bool limit_is_done(const struct limit *limit, const struct archive *archive)
{
	if (!limit->search)
		return true;
	return search_progress(limit->search).done && (!limit->sounds || limit->next >= archive_shown(archive));
}

__attribute__((hot))
bool limit_takes_long(const struct limit *limit, const struct archive *archive, unsigned *percent, unsigned *seconds)
{
	int64_t us = g_get_monotonic_time() - limit->began_us;
	if (limit_is_done(limit, archive) || us < WONDER_US)
		return false;
	struct search_progress progress = search_progress(limit->search);
	size_t done = progress.done ? limit->next : progress.looked;
	size_t all = progress.done ? archive_shown(archive) : progress.articles;
	*percent = (unsigned)(MIN(done, all) * 100 / MAX(all, 1));
	*seconds = (unsigned)(us / G_USEC_PER_SEC);
	return true;
}

size_t limit_count(const struct limit *limit)
{
	return search_progress(limit->search).found + limit->sounding->len;
}

uint32_t limit_at(const struct limit *limit, size_t row)
{
	size_t found = search_progress(limit->search).found;
	if (row < found)
		return search_at(limit->search, row);
	row -= found;
	return row < limit->sounding->len ? g_array_index(limit->sounding, uint32_t, row) : ENTRY_NONE;
}

size_t limit_row(const struct limit *limit, uint32_t entry)
{
	size_t found = search_progress(limit->search).found, row = search_row(limit->search, entry);
	if (row < found)
		return row;
	for (row = 0; row < limit->sounding->len; row++)
		if (g_array_index(limit->sounding, uint32_t, row) == entry)
			break;
	return found + row;
}
