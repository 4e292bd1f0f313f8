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

static void append_ranked(struct search *search, uint64_t key, uint32_t number)
{
	GArray *all = search->ranked;
	struct ranked ranked = {key, number};
	search->ascending &= all->len == 0 || g_array_index(all, struct ranked, all->len - 1).key <= key;
	g_array_append_val(all, ranked);
}

/* By date, whether those that are sure stand among the hits. What was found by looking follows behind. */
static bool is_mixed(const struct search *search, const struct listing *listing)
{
	return search->order == SEARCH_BY_DATE && search->hits->len > 0 && (!search->later || listing);
}

static void rank_sure(struct search *search, struct listing *listing)
{
	for (size_t i = search->sure_next; i < search->sure_count; i++) {
		uint32_t position = position_in(listing, search->first[search->sure[i]], search->sure[i]);
		if (position != LISTING_NONE)
			append_ranked(search, position, (uint32_t)(SURE_ROW + i));
	}
	search->ranked_sure = search->sure_count;
}

/* By date most is found in that order: then what was ranked stays, and what was found since comes to it. */
static void keep_ranked(struct search *search, const struct listing *listing)
{
	if (search->order == SEARCH_BY_DATE && !listing && !search->wrong && search->ascending &&
	    !is_mixed(search, listing))
		return;
	g_array_set_size(search->ranked, 0);
	search->ranked_hits = 0;
	search->ascending = true;
}

static void rank_hits(struct search *search, struct listing *listing)
{
	struct scale scale = scale_of(search);
	for (guint i = search->ranked_hits; i < search->hits->len; i++) {
		const struct hit *hit = &g_array_index(search->hits, struct hit, i);
		uint32_t position = position_in(listing, hit->entry, hit->position);
		if (position != LISTING_NONE)
			append_ranked(search, key_of(search, &scale, hit, position), i);
	}
}

static void rank(struct search *search)
{
	if (!is_due(search))
		return;
	struct listing *listing = listing_now(search);
	keep_ranked(search, listing);
	rank_hits(search, listing);
	search->ranked_sure = search->sure_next;
	if (is_mixed(search, listing))
		rank_sure(search, listing);
	listing_unref(listing);
	search->ranking = (struct ranking){
		.ranked = (struct ranked *)(void *)search->ranked->data,
		.count = search->ranked->len,
		.sorted = search->ascending ? search->ranked->len : 0,
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

size_t search_found(const struct search *search)
{
	return search->hits->len + search->sure_count - search->sure_next;
}

uint32_t search_found_at(const struct search *search, size_t number)
{
	if (number < search->hits->len)
		return g_array_index(search->hits, struct hit, number).entry;
	return search->first[search->sure[search->sure_next + number - search->hits->len]];
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

static uint32_t entry_of(const struct search *search, const struct ranked *ranked)
{
	if (ranked->number >= SURE_ROW)
		return search->first[search->sure[ranked->number - SURE_ROW]];
	return g_array_index(search->hits, struct hit, ranked->number).entry;
}

/* Where an entry stands among those that are sure and follow behind what is ranked. */
static size_t row_behind(const struct search *search, uint32_t entry)
{
	uint32_t known;
	const uint32_t *rows = listing_rows(search->listing, &known);
	uint32_t position = entry < known ? rows[entry] : LISTING_NONE;
	size_t i = search->ranked_sure;
	while (i < search->sure_count && search->sure[i] != position)
		i++;
	return search->ranking.count + i - search->ranked_sure;
}

/* As many stand before it as its row says: nothing is put in order for that. */
size_t search_row(struct search *search, uint32_t entry)
{
	count_rows(search);
	const struct ranking *ranking = &search->ranking;
	size_t own = 0, row = 0;
	while (own < ranking->count && entry_of(search, &ranking->ranked[own]) != entry)
		own++;
	if (own == ranking->count)
		return row_behind(search, entry);
	if (own < ranking->sorted)
		return own;
	for (size_t i = 0; i < ranking->count; i++)
		row += ranking_compare(&ranking->ranked[i], &ranking->ranked[own]) < 0;
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
