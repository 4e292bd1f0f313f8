/* SPDX-License-Identifier: MIT */
/*
 * What a search has found, in order. Scores are made from counts when somebody asks for a row; those that are sure and
 * not weighed yet follow behind. Before all is known the order is made anew each time when there is an eighth more.
 */
#include <math.h>
#include <string.h>

#include "find/search.h"
#include "find/search_state.h"

/* Of BM25F. */
#define SATURATION 1.2
#define LENGTH_SHARE 0.6
#define TITLE_WEIGHT 4.0
#define BESIDE_WEIGHT 1.0 /* of author, source and tags */

/* What a score is made from besides the hit itself. */
struct scale {
	double rarity[TERMS_MOST];
	double average; /* bytes of a text */
};

/* Of what is not weighed yet, as many have a term as of what is. */
static struct scale scale_of(const struct search *search)
{
	double looked = (double)MAX(search->looked, 1), hits = MAX(search->hits->len, 1);
	double found = hits + (double)(search->sure_count - search->sure_next);
	double texts = (double)(search->indexed + (search->maybe ? 0 : search->looked));
	struct scale scale = {.average = 1};
	scale.average +=
		search->maybe ? (double)search->indexed_text / MAX(texts, 1) : (double)search->text_total / looked;
	for (unsigned i = 0; i < search->term_count; i++) {
		double having = MIN((double)search->having[i] * found / hits, looked);
		scale.rarity[i] = log(1 + (looked - having + 0.5) / (having + 0.5));
	}
	return scale;
}

static double score_of(const struct search *search, const struct scale *scale, const struct hit *hit)
{
	double length = 1 - LENGTH_SHARE + LENGTH_SHARE * hit->text_len / scale->average, score = 0;
	for (unsigned i = 0; i < search->term_count; i++) {
		const struct tf *tf = &hit->terms[i];
		double often = (TITLE_WEIGHT * tf->title + BESIDE_WEIGHT * tf->beside + tf->text / length) / SPELLED;
		score += scale->rarity[i] * often / (SATURATION + often);
	}
	return score;
}

/* Higher scores first. A positive float's bits ascend with it. */
static uint64_t key_of(const struct search *search, const struct scale *scale, const struct hit *hit, uint32_t position)
{
	if (search->order == SEARCH_BY_DATE)
		return position;
	float score = (float)score_of(search, scale, hit);
	uint32_t bits;
	memcpy(&bits, &score, sizeof(bits));
	return (uint64_t)~bits << 32 | position;
}

/*
 * How the archive is listed now, for listing_unref(). NULL where that is the order of the hits and all are shown, as it
 * is unless articles came since.
 */
static struct listing *listing_now(const struct search *search)
{
	return search->next == search->known && !search->moved ? NULL : archive_listing(search->archive);
}

/* Where an entry stands in it; `position` where that is not asked, LISTING_NONE for one that is not shown. */
static uint32_t position_in(struct listing *listing, uint32_t entry, uint32_t position)
{
	uint32_t known;
	const uint32_t *rows = listing ? listing_rows(listing, &known) : NULL;
	if (!rows)
		return position;
	return entry < known ? rows[entry] : LISTING_NONE;
}

static bool is_done(const struct search *search)
{
	return search_is_counted(search) && !search_is_to_weigh(search, WEIGHED_MOST);
}

/*
 * True where the order must be made anew: always at the end, and when all that is found is known; before that each time
 * when there is an eighth more.
 */
static bool is_due(const struct search *search)
{
	return search->stale &&
	       (search->wrong || is_done(search) || (search_is_counted(search) && !search->ranked_counted) ||
	        search->hits->len >= search->ranked_hits + search->ranked_hits / 8);
}

/* Those that are sure among the hits, by date. */
static void rank_sure(struct search *search, struct listing *listing)
{
	for (size_t i = search->sure_next; i < search->sure_count; i++) {
		uint32_t position = position_in(listing, search->first[search->sure[i]], search->sure[i]);
		struct ranked ranked = {position, (uint32_t)(SURE_ROW + i)};
		if (position != LISTING_NONE)
			g_array_append_val(search->ranked, ranked);
	}
	search->ranked_sure = search->sure_count;
}

static void rank(struct search *search)
{
	if (!is_due(search))
		return;
	struct listing *listing = listing_now(search);
	struct scale scale = scale_of(search);
	g_array_set_size(search->ranked, 0);
	for (guint i = 0; i < search->hits->len; i++) {
		const struct hit *hit = &g_array_index(search->hits, struct hit, i);
		uint32_t position = position_in(listing, hit->entry, hit->position);
		if (position == LISTING_NONE)
			continue;
		struct ranked ranked = {key_of(search, &scale, hit, position), i};
		g_array_append_val(search->ranked, ranked);
	}
	search->ranked_sure = search->sure_next;
	if (search->order == SEARCH_BY_DATE && search->hits->len > 0)
		rank_sure(search, listing);
	listing_unref(listing);
	search->ranking = (struct ranking){
		.ranked = (struct ranked *)(void *)search->ranked->data,
		.count = search->ranked->len,
	};
	search->ranked_hits = search->hits->len;
	search->ranked_counted = search_is_counted(search);
	search->stale = search->wrong = false;
}

static size_t count_rows(struct search *search)
{
	rank(search);
	return search->ranking.count + search->sure_count - search->ranked_sure;
}

/* The hit of a row; NULL where it is not weighed: then `*sure` is its number among those that are sure. */
static const struct hit *hit_at(struct search *search, size_t row, size_t *sure)
{
	*sure = search->ranked_sure + (row - search->ranking.count);
	if (row >= search->ranking.count)
		return NULL;
	uint32_t number = ranking_at(&search->ranking, row)->number;
	*sure = number - SURE_ROW;
	return number >= SURE_ROW ? NULL : &g_array_index(search->hits, struct hit, number);
}

uint32_t search_at(struct search *search, size_t row)
{
	size_t sure;
	if (row >= count_rows(search))
		return ENTRY_NONE;
	const struct hit *hit = hit_at(search, row, &sure);
	return hit ? hit->entry : search->first[search->sure[sure]];
}

uint32_t *search_entries(const struct search *search, size_t *count)
{
	uint32_t *entries = g_new(uint32_t, search->hits->len + search->sure_count - search->sure_next + 1);
	*count = 0;
	for (guint i = 0; i < search->hits->len; i++)
		entries[(*count)++] = g_array_index(search->hits, struct hit, i).entry;
	for (size_t i = search->sure_next; i < search->sure_count; i++)
		entries[(*count)++] = search->first[search->sure[i]];
	return entries;
}

double search_score(struct search *search, size_t row)
{
	size_t sure;
	struct article article;
	if (row >= count_rows(search))
		return 0;
	struct scale scale = scale_of(search);
	const struct hit *hit = hit_at(search, row, &sure);
	if (hit)
		return score_of(search, &scale, hit);
	archive_article(search->archive, search_at(search, row), &article);
	struct hit weighed = search_weigh(search, search_at(search, row), &article);
	return score_of(search, &scale, &weighed);
}

size_t search_row(struct search *search, uint32_t entry)
{
	size_t row = 0;
	for (uint32_t at; (at = search_at(search, row)) != ENTRY_NONE && at != entry;)
		row++;
	return row;
}

static unsigned percent(const struct search *search)
{
	size_t all = search->maybe_count + search->sure_count;
	return all ? (unsigned)((search->maybe_next + search->sure_next) * 100 / all) : 100;
}

struct search_progress search_progress(struct search *search)
{
	struct search_progress progress = {.looked = search_looked(search), .given_up = search->given_up};
	progress.percent = percent(search);
	progress.found = count_rows(search);
	progress.articles = archive_shown(search->archive);
	progress.counted = search_is_counted(search);
	progress.done = is_done(search);
	return progress;
}
