/* SPDX-License-Identifier: MIT */
/*
 * Looking, then ranking. What the index knows for sure is found at once; what only may be meant is looked at in the
 * archive's order as it was at the beginning, newest first, then what came since, by number. For each article found,
 * how often each term occurs is counted up to a few times, which is all that a score feels; the order is made from
 * that when somebody asks for a row. That is weighing: those that are sure are weighed behind, those with a term in
 * the title first, then the newest; what is not weighed yet stands behind what is, in this order. Positions are rows
 * of the archive's order as it was at the beginning.
 */
#include "find/search.h"

#include <glib.h>
#include <math.h>
#include <string.h>

#include "find/candidates.h"
#include "find/ranking.h"

enum {
	TERMS_MOST = 8,   /* so many terms of a query count for the score */
	COUNT_MOST = 8,   /* occurrences of one: more say no more */
	SPELLED = 5,      /* what one spelled as typed counts, */
	FOLDED = 4,       /* and one that is only folded to it */
	PAGE = 64,        /* rows that are weighed before anything else */
	WEIGHED_MOST = 20000, /* of those that are sure, unless somebody waits for all */
	SURE_ROW = 1u << 30,  /* a number from here on is that of one that is sure, not of a hit */
};

/* Of BM25F. */
#define SATURATION 1.2
#define LENGTH_SHARE 0.6
#define TITLE_WEIGHT 4.0
#define BESIDE_WEIGHT 1.0 /* of author, source and tags */

/* How often a term occurs, in fifths; each at most COUNT_MOST * SPELLED. */
struct tf {
	uint8_t title, text, beside;
};

struct hit {
	uint32_t entry, text_len, position;
	struct tf terms[TERMS_MOST];
};

struct search {
	const struct archive *archive;
	struct query *query;
	struct filter filter;
	enum search_order order;
	const struct query_node *terms[TERMS_MOST]; /* what the score is made from */
	unsigned term_count;

	uint32_t *first;       /* the archive's order at the beginning */
	size_t first_count;
	uint32_t *sure;        /* positions of what is found, as the index knows */
	size_t sure_count, sure_next; /* the next to be weighed */
	uint32_t *maybe;       /* positions of what is to be looked at; NULL: all */
	bool later;            /* nothing is sure but what is found there, and that is weighed later */
	size_t maybe_count, maybe_next;
	size_t indexed;        /* articles of which the index knows, */
	uint64_t indexed_text; /* and the bytes of their texts */
	bool shown;            /* the first page is ready */
	uint32_t known, next;  /* entries of the archive at the beginning; the next of those that came since */
	uint64_t *met;         /* a bit for each entry that was known, and is or was to be looked at; NULL: not yet made */
	GArray *late;          /* of uint32_t: entries that were known, but not shown before */
	guint late_next;
	bool moved;            /* the archive's order may be another one than at the beginning */
	size_t looked, given_up;
	uint64_t text_total;   /* bytes of what was looked at */
	GArray *hits;          /* struct hit */
	size_t having[TERMS_MOST]; /* hits in which each term occurs */

	bool stale;            /* the ranking is not that of the hits, */
	bool wrong;            /* and must not be used */
	guint ranked_hits;     /* so many hits were there when it was made, */
	bool ranked_counted;   /* and all were known, */
	size_t ranked_sure;    /* and so many that are sure had been weighed: all others follow */
	GArray *matches;       /* struct match: scratch */
	GArray *ranked;        /* struct ranked: index of a hit; those that the list shows */
	struct ranking ranking;
};

/* Life ------------------------------------------------------------------------------------------------------------- */

/* Terms that make an article better by occurring: those that are not denied. */
static void choose_terms(struct search *search)
{
	uint32_t count;
	const struct query_node *nodes = query_nodes(search->query, &count);
	for (uint32_t i = 0; i < count && search->term_count < TERMS_MOST; i++)
		if (nodes[i].kind == QUERY_TEXT && !nodes[i].denied)
			search->terms[search->term_count++] = &nodes[i];
}

/* Those with a term in their title first: they are likely to be the best. */
static void put_titles_first(const struct search *search, const uint64_t *titles, uint32_t *positions, size_t count)
{
	uint32_t *others = g_new(uint32_t, MAX(count, 1));
	size_t titled = 0, other = 0;
	for (size_t i = 0; i < count; i++) {
		uint32_t position = positions[i];
		if (candidates_have(titles, search->first[position]))
			positions[titled++] = position;
		else
			others[other++] = position;
	}
	if (other > 0)
		memcpy(positions + titled, others, other * sizeof(*others));
	g_free(others);
}

/* Parts what is found from what may be, and both from the rest. */
static void ask_index(struct search *search)
{
	struct candidates candidates = candidates_find(search->filter.asking.index, search->query, search->known);
	size_t count = search->first_count;
	search->sure = g_new(uint32_t, MAX(count, 1));
	search->maybe = g_new(uint32_t, MAX(count, 1));
	for (size_t i = 0; i < count; i++) {
		uint32_t entry = search->first[i];
		bool must = candidates_have(candidates.must, entry), may = candidates_have(candidates.may, entry);
		search->sure[search->sure_count] = search->maybe[search->maybe_count] = (uint32_t)i;
		search->sure_count += must;
		search->maybe_count += may && !must;
	}
	search->later = search->sure_count == 0;
	if (search->order == SEARCH_BY_RELEVANCE) {
		put_titles_first(search, candidates.titles, search->sure, search->sure_count);
		put_titles_first(search, candidates.titles, search->maybe, search->maybe_count);
	}
	search->looked = count - search->maybe_count;
	search->indexed = candidates.known;
	search->indexed_text = candidates.text;
	candidates_clear(&candidates);
}

void search_restart(struct search *search)
{
	const struct asking *asking = &search->filter.asking;
	const uint32_t *order = archive_order(search->archive, &search->first_count);
	g_free(search->first);
	g_clear_pointer(&search->sure, g_free);
	g_clear_pointer(&search->maybe, g_free);
	g_clear_pointer(&search->met, g_free);
	g_array_set_size(search->late, 0);
	search->late_next = 0;
	search->first = g_memdup2(order, search->first_count * sizeof(*order));
	search->sure_count = search->sure_next = search->maybe_count = search->maybe_next = search->indexed = 0;
	search->known = search->next = (uint32_t)archive_count(search->archive);
	search->moved = search->shown = search->later = false;
	search->looked = search->given_up = 0;
	search->text_total = search->indexed_text = 0;
	if (asking->index && index_parts(asking->index) > 0)
		ask_index(search);
	else
		search->maybe_count = search->first_count;
	memset(search->having, 0, sizeof(search->having));
	g_array_set_size(search->hits, 0);
	search->stale = search->wrong = true;
}

struct search *search_new(const struct archive *archive, struct query *query, struct asking asking,
                          enum search_order order)
{
	struct search *search = g_new0(struct search, 1);
	search->archive = archive;
	search->query = query;
	search->filter = (struct filter){.archive = archive, .query = query, .asking = asking};
	search->order = order;
	search->hits = g_array_new(FALSE, FALSE, sizeof(struct hit));
	search->ranked = g_array_new(FALSE, FALSE, sizeof(struct ranked));
	search->matches = g_array_new(FALSE, FALSE, sizeof(struct match));
	search->late = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	choose_terms(search);
	search_restart(search);
	return search;
}

void search_free(struct search *search)
{
	if (!search)
		return;
	query_free(search->query);
	g_array_unref(search->hits);
	g_array_unref(search->ranked);
	g_array_unref(search->matches);
	g_free(search->first);
	g_free(search->sure);
	g_free(search->maybe);
	g_free(search->met);
	g_array_unref(search->late);
	g_free(search);
}

/* Looking ---------------------------------------------------------------------------------------------------------- */

/* What the occurrences of a term in a text count. */
static uint8_t weigh(const struct needle *needle, struct span text, GArray *matches)
{
	struct span spelling = needle_spelling(needle);
	unsigned weight = 0;
	g_array_set_size(matches, 0);
	needle_find_all(needle, text, COUNT_MOST, matches);
	for (guint i = 0; i < matches->len; i++) {
		const struct match *match = &g_array_index(matches, struct match, i);
		bool spelled = !spelling.at || span_equal(span_cut(text, match->from, match->to), spelling);
		weight += spelled ? SPELLED : FOLDED;
	}
	return (uint8_t)weight;
}

/* Addresses are looked in only where they are named. */
static bool asks_for(const struct query_node *term, enum query_field field)
{
	return term->field == field || (term->field == IN_ANY && field != IN_URL);
}

static uint8_t weigh_field(const struct query_node *term, const struct article *article, enum query_field field,
                           GArray *matches)
{
	return asks_for(term, field) ? weigh(term->needle, filter_field(article, field), matches) : 0;
}

/* Author, source, address and tags: that it occurs at all. */
static uint8_t weigh_beside(const struct query_node *term, const struct article *article, GArray *matches)
{
	unsigned weight = weigh_field(term, article, IN_AUTHOR, matches);
	weight = MAX(weight, weigh_field(term, article, IN_SOURCE, matches));
	weight = MAX(weight, weigh_field(term, article, IN_URL, matches));
	for (uint32_t i = 0; i < article->tag_count && weight == 0 && asks_for(term, IN_TAG); i++)
		weight = weigh(term->needle, article_span(article, article->tags[i]), matches);
	return (uint8_t)weight;
}

static struct hit weigh_hit(const struct search *search, uint32_t entry, const struct article *article)
{
	struct hit hit = {.entry = entry, .text_len = article->text_len};
	GArray *matches = search->matches;
	for (unsigned i = 0; i < search->term_count; i++) {
		const struct query_node *term = search->terms[i];
		struct tf *tf = &hit.terms[i];
		tf->title = weigh_field(term, article, IN_TITLE, matches);
		tf->text = weigh_field(term, article, IN_TEXT, matches);
		tf->beside = weigh_beside(term, article, matches);
	}
	return hit;
}

static void add_hit(struct search *search, uint32_t entry, uint32_t position, const struct article *article)
{
	struct hit hit = weigh_hit(search, entry, article);
	hit.position = position;
	for (unsigned i = 0; i < search->term_count; i++)
		search->having[i] += hit.terms[i].title + hit.terms[i].text + hit.terms[i].beside > 0;
	g_array_append_val(search->hits, hit);
}

static void look_at(struct search *search, uint32_t entry, uint32_t position)
{
	bool found = filter_accepts(&search->filter, entry);
	struct article article;
	search->looked++;
	search->given_up += search->filter.given_up;
	if (search->later && position < search->first_count) {
		if (found)
			search->sure[search->sure_count++] = position;
		return;
	}
	archive_article(search->archive, entry, &article);
	search->text_total += article.text_len;
	if (found)
		add_hit(search, entry, position, &article);
}

static void weigh_next(struct search *search)
{
	uint32_t position = search->sure[search->sure_next++], entry = search->first[position];
	struct article article;
	archive_article(search->archive, entry, &article);
	add_hit(search, entry, position, &article);
}

/* Whether the next of those that are sure, of which `most` are, is to be weighed. */
static bool is_to_weigh(const struct search *search, size_t most)
{
	return search->order == SEARCH_BY_RELEVANCE && search->sure_next < MIN(search->sure_count, most);
}

/* True where nothing but weighing is left. */
static bool is_counted(const struct search *search)
{
	return search->maybe_next == search->maybe_count && search->late_next == search->late->len &&
	       search->next >= archive_count(search->archive);
}

/* One article more; false where there is none for now. */
static bool look_on(struct search *search, bool to_end)
{
	if (search->maybe_next < search->maybe_count) {
		size_t next = search->maybe_next++;
		uint32_t position = search->maybe ? search->maybe[next] : (uint32_t)next;
		look_at(search, search->first[position], position);
	} else if (search->late_next < search->late->len) {
		look_at(search, g_array_index(search->late, uint32_t, search->late_next++), UINT32_MAX);
	} else if (search->next < archive_count(search->archive)) {
		uint32_t entry = search->next++;
		look_at(search, entry, (uint32_t)search->first_count + (entry - search->known));
	} else if (is_to_weigh(search, to_end ? SIZE_MAX : WEIGHED_MOST)) {
		weigh_next(search);
	} else {
		return false;
	}
	return true;
}

bool search_work(struct search *search, unsigned budget_us)
{
	int64_t end = budget_us ? g_get_monotonic_time() + budget_us : G_MAXINT64;
	bool looked = false;
	while (look_on(search, budget_us == 0)) {
		bool ready = !search->shown && is_counted(search) && !is_to_weigh(search, PAGE);
		looked = true;
		search->shown |= ready;
		if (budget_us && (ready || g_get_monotonic_time() >= end))
			break;
	}
	search->stale = search->stale || looked;
	return looked;
}

/* Ranking ---------------------------------------------------------------------------------------------------------- */

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
	scale.average += search->maybe ? (double)search->indexed_text / MAX(texts, 1) : (double)search->text_total / looked;
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
 * Where each entry stands in the archive's order, ENTRY_NONE for those that are not shown; for g_free(). NULL where
 * that is the order of the hits and all are shown, as it is unless articles came since.
 */
static uint32_t *positions_of(const struct search *search)
{
	if (search->next == search->known && !search->moved)
		return NULL;
	size_t count, entries = archive_count(search->archive);
	const uint32_t *order = archive_order(search->archive, &count);
	uint32_t *positions = g_new(uint32_t, MAX(entries, 1));
	memset(positions, 0xFF, entries * sizeof(*positions));
	for (size_t i = 0; i < count; i++)
		positions[order[i]] = (uint32_t)i;
	return positions;
}

static bool is_done(const struct search *search)
{
	return is_counted(search) && !is_to_weigh(search, WEIGHED_MOST);
}

/*
 * True where the order must be made anew: always at the end, and when all that is found is known; before that each time
 * when there is an eighth more.
 */
static bool is_due(const struct search *search)
{
	return search->stale &&
	       (search->wrong || is_done(search) || (is_counted(search) && !search->ranked_counted) ||
	        search->hits->len >= search->ranked_hits + search->ranked_hits / 8);
}

/* Those that are sure among the hits, by date. */
static void rank_sure(struct search *search, const uint32_t *positions)
{
	for (size_t i = search->sure_next; i < search->sure_count; i++) {
		uint32_t position = search->sure[i];
		if (positions)
			position = positions[search->first[position]];
		struct ranked ranked = {position, (uint32_t)(SURE_ROW + i)};
		if (position != ENTRY_NONE)
			g_array_append_val(search->ranked, ranked);
	}
	search->ranked_sure = search->sure_count;
}

static void rank(struct search *search)
{
	if (!is_due(search))
		return;
	uint32_t *positions = positions_of(search);
	struct scale scale = scale_of(search);
	g_array_set_size(search->ranked, 0);
	for (guint i = 0; i < search->hits->len; i++) {
		const struct hit *hit = &g_array_index(search->hits, struct hit, i);
		uint32_t position = positions ? positions[hit->entry] : hit->position;
		if (position == ENTRY_NONE)
			continue;
		struct ranked ranked = {key_of(search, &scale, hit, position), i};
		g_array_append_val(search->ranked, ranked);
	}
	search->ranked_sure = search->sure_next;
	if (search->order == SEARCH_BY_DATE && search->hits->len > 0)
		rank_sure(search, positions);
	g_free(positions);
	search->ranking = (struct ranking){
		.ranked = (struct ranked *)(void *)search->ranked->data,
		.count = search->ranked->len,
	};
	search->ranked_hits = search->hits->len;
	search->ranked_counted = is_counted(search);
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
	for (guint i = 0; i < search->hits->len; i++) {
		uint32_t entry = g_array_index(search->hits, struct hit, i).entry;
		if (archive_is_shown(search->archive, entry))
			entries[(*count)++] = entry;
	}
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
	struct hit weighed = weigh_hit(search, search_at(search, row), &article);
	return score_of(search, &scale, &weighed);
}

size_t search_row(struct search *search, uint32_t entry)
{
	size_t row = 0;
	for (uint32_t at; (at = search_at(search, row)) != ENTRY_NONE && at != entry;)
		row++;
	return row;
}

static void meet(struct search *search, uint32_t entry, bool met)
{
	uint64_t bit = (uint64_t)1 << entry % 64;
	search->met[entry / 64] = (search->met[entry / 64] & ~bit) | (met ? bit : 0);
}

static void meet_first(struct search *search)
{
	if (search->met)
		return;
	search->met = g_new0(uint64_t, search->known / 64 + 1);
	for (size_t i = 0; i < search->first_count; i++)
		meet(search, search->first[i], true);
}

/* What is not shown any more is not found any more. */
static void drop_hidden(struct search *search)
{
	size_t kept = search->sure_next;
	for (size_t i = search->sure_next; i < search->sure_count; i++) {
		uint32_t entry = search->first[search->sure[i]];
		if (archive_is_shown(search->archive, entry))
			search->sure[kept++] = search->sure[i];
		else
			meet(search, entry, false);
	}
	search->sure_count = kept;
}

/* An older version is shown where the newer ones are gone. */
static void take_late(struct search *search)
{
	for (uint32_t word = 0; word <= search->known / 64; word++) {
		for (uint64_t left = ~search->met[word]; left != 0; left &= left - 1) {
			uint32_t entry = word * 64 + (uint32_t)__builtin_ctzll(left);
			if (entry >= search->known)
				return;
			if (!archive_is_shown(search->archive, entry))
				continue;
			meet(search, entry, true);
			g_array_append_val(search->late, entry);
		}
	}
}

void search_refresh(struct search *search)
{
	search->stale = search->wrong = search->moved = true;
	meet_first(search);
	drop_hidden(search);
	take_late(search);
}

void search_sort(struct search *search, enum search_order order)
{
	if (order == search->order)
		return;
	search->stale = search->wrong = true;
	search->order = order;
	if (search->sure_count > 0)
		search_restart(search); /* those that are sure stand in another order */
}

enum search_order search_order(const struct search *search)
{
	return search->order;
}

const struct query *search_query(const struct search *search)
{
	return search->query;
}

struct search_progress search_progress(struct search *search)
{
	struct search_progress progress = {.looked = search->looked, .given_up = search->given_up};
	progress.found = count_rows(search);
	progress.articles = archive_shown(search->archive);
	progress.counted = is_counted(search);
	progress.done = is_done(search);
	return progress;
}

/* Matches ---------------------------------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
	const struct match *one = a, *other = b;
	if (one->from != other->from)
		return one->from < other->from ? -1 : 1;
	return (one->to < other->to) - (one->to > other->to); /* the longer one first */
}

/* Leaves out what overlaps the match before it. */
static void part(GArray *matches)
{
	guint kept = 0;
	for (guint i = 0; i < matches->len; i++) {
		struct match match = g_array_index(matches, struct match, i);
		if (kept == 0 || g_array_index(matches, struct match, kept - 1).to <= match.from)
			g_array_index(matches, struct match, kept++) = match;
	}
	g_array_set_size(matches, kept);
}

struct match *search_matches(const struct search *search, uint32_t entry, enum query_field field, size_t most,
                             size_t *count)
{
	uint32_t nodes_count;
	const struct query_node *nodes = query_nodes(search->query, &nodes_count);
	struct article article;
	GArray *matches = g_array_new(FALSE, FALSE, sizeof(struct match));
	archive_article(search->archive, entry, &article);
	for (uint32_t i = 0; i < nodes_count; i++)
		if (nodes[i].kind == QUERY_TEXT && !nodes[i].denied && asks_for(&nodes[i], field))
			needle_find_all(nodes[i].needle, filter_field(&article, field), most, matches);
	g_array_sort(matches, by_place);
	part(matches);
	*count = matches->len;
	return (struct match *)(void *)g_array_free(matches, matches->len == 0);
}
