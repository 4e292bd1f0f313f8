/* SPDX-License-Identifier: MIT */
/*
 * A question walks over the postings of the article's terms and adds up, for each article met, the products of the
 * weights: that is the cosine, for the vectors have length 1. The score is its square root, which spreads the low
 * values that most pairs have, and a little more for what is near in time. A second walk learns which terms the best
 * share.
 */
#include "find/related.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "find/related_parts.h"
#include "find/shingles.h"

#define CUT_OFF 0.1           /* a lower score is chance */
#define ASKED_TERMS_MANY 112  /* of a large archive */
#define WALK_POSTINGS 98304   /* at most, for one question and part: best terms first; */
#define WALK_ROW_POSTINGS 1   /* and so many for each of its articles */
#define LANES 32              /* cosines that are looked at together */
#define BEST_TIMES 8          /* so many times what is wanted is kept while the best cosines are looked for */
#define NEARNESS 0.2          /* how much more what was written on the same day counts */
#define NEARNESS_DAYS 90.0    /* after so many, half of that */
#define LINKED 0.1            /* how much more what is linked counts */
#define LINKING_MOST 4096     /* so many links to an article are looked at, in one part */
#define ALIKE_COSINE 0.5      /* from here on an article may be a copy */
#define ALIKE_MOST 8          /* so many are looked at for that */

/* The best of many ------------------------------------------------------------------------------------------------- */

/*
 * The value that only `wanted` of them reach, of 1 to `count`: these come to stand before all others (quickselect:
 * Hoare 1961).
 */
static float select_best(float *values, size_t count, size_t wanted)
{
	size_t from = 0, to = count; /* where the last of those wanted is */
	float least;
	while (to - from > 1) {
		float pivot = values[from + (to - from - 1) / 2];
		size_t left = from, right = to;
		for (;;) {
			while (values[left] > pivot)
				left++;
			while (values[--right] < pivot)
				;
			if (left >= right)
				break;
			float value = values[left];
			values[left++] = values[right];
			values[right] = value;
		}
		if (wanted <= right + 1)
			to = right + 1;
		else
			from = right + 1;
	}
	least = values[0];
	for (size_t i = 1; i < wanted; i++)
		least = MIN(least, values[i]);
	return least;
}

/* The question ----------------------------------------------------------------------------------------------------- */

static int compare_asked(const void *a, const void *b)
{
	const struct asked *one = a, *other = b;
	if (one->weight > other->weight || one->weight < other->weight)
		return one->weight > other->weight ? -1 : 1;
	return (one->number > other->number) - (one->number < other->number);
}

/* Leaves the `most` that weigh most, in order. */
static void keep_heaviest(GArray *weights, size_t most)
{
	float *values = g_new(float, weights->len + 1), least = 0;
	guint kept = 0;
	for (guint i = 0; i < weights->len; i++)
		values[i] = g_array_index(weights, struct asked, i).weight;
	if (weights->len > most)
		least = select_best(values, weights->len, most);
	for (guint i = 0; i < weights->len; i++) {
		struct asked asked = g_array_index(weights, struct asked, i);
		if (asked.weight >= least)
			g_array_index(weights, struct asked, kept++) = asked;
	}
	g_array_set_size(weights, kept); /* of those that weigh as much as the last one, all */
	g_array_sort(weights, compare_asked);
	g_array_set_size(weights, (guint)MIN(kept, most));
	g_free(values);
}

static void weigh_question(struct related *related, struct question *question)
{
	GArray *weights = g_array_new(FALSE, FALSE, sizeof(struct asked));
	uint64_t documents = related_documents(related);
	double norm = 0;
	vectors_fill_bag(&question->bag, &question->article);
	question->frequencies = g_new(uint32_t, question->bag.used + 1);
	for (size_t i = 0; i < question->bag.used; i++) {
		const struct count *count = &question->bag.counts[i];
		uint64_t frequency = related_frequency(related, count->key);
		struct asked asked = {(float)vectors_weight(count->n, frequency, documents), (uint32_t)i};
		question->frequencies[i] = (uint32_t)MIN(frequency, UINT32_MAX);
		if (asked.weight > 0)
			g_array_append_val(weights, asked);
	}
	keep_heaviest(weights, documents < VECTOR_FEW ? ASKED_TERMS : ASKED_TERMS_MANY);
	question->count = weights->len;
	for (size_t i = 0; i < question->count; i++) {
		question->terms[i] = g_array_index(weights, struct asked, i);
		norm += (double)question->terms[i].weight * (double)question->terms[i].weight;
		g_hash_table_insert(question->index, GUINT_TO_POINTER(question->terms[i].number),
		                    GUINT_TO_POINTER(i + 1));
	}
	for (size_t i = 0; i < question->count; i++)
		question->terms[i].weight /= (float)sqrt(norm);
	g_array_free(weights, TRUE);
}

/* Where the walk is with one term of a part. */
struct stand {
	struct vectors_cursor cursor;
	struct vectors_run run;
	size_t term;
};

/* A walk over the postings of the question's terms; what it does with a run of one term, from which entry on. */
struct walk {
	struct related *related;
	const struct question *question;
	void (*meet)(struct walk *walk, uint32_t first, const struct stand *stand);
	const GArray *list; /* of the second walk, struct near, */
	float *shares;      /* and by index in it and term */
};

/* Begins with the terms of a part that fit what may be walked over: how many. */
static size_t begin_walk(const struct walk *walk, const struct part *part, struct stand *stands)
{
	size_t left = WALK_POSTINGS + (size_t)WALK_ROW_POSTINGS * part->view.documents, count = 0;
	for (size_t i = 0; i < walk->question->count; i++) {
		uint64_t key = walk->question->bag.counts[walk->question->terms[i].number].key;
		struct stand *stand = &stands[count];
		if (!vectors_begin(&part->view, key, &stand->cursor) || stand->cursor.left > left)
			continue;
		left -= stand->cursor.left;
		stand->run = vectors_next(&stand->cursor);
		stand->term = i;
		count++;
	}
	return count;
}

/* Block by block, so that the cosines of one stay near. */
static void walk_part(struct walk *walk, const struct part *part)
{
	struct stand stands[ASKED_TERMS];
	size_t count = begin_walk(walk, part, stands);
	for (uint64_t first = 0; first < part->view.rows; first += VECTORS_BLOCK) {
		for (struct stand *stand = stands; stand < stands + count; stand++) {
			if (stand->run.first != first)
				continue;
			walk->meet(walk, part->segment.first + (uint32_t)first, stand);
			stand->run = vectors_next(&stand->cursor);
		}
	}
}

static void walk_parts(struct walk *walk)
{
	for (guint i = 0; i < walk->related->parts->len; i++)
		walk_part(walk, related_part(walk->related, i));
}

/* Finding ---------------------------------------------------------------------------------------------------------- */

/* What was found so far, and where each entry stands in it. */
struct found {
	GArray *list;      /* of struct near */
	GHashTable *index; /* entry -> 1 + its index */
};

static struct near *found_get(const struct found *found, uint32_t entry)
{
	guint index = GPOINTER_TO_UINT(g_hash_table_lookup(found->index, GUINT_TO_POINTER(entry)));
	return index ? &g_array_index(found->list, struct near, index - 1) : NULL;
}

static struct near *found_add(const struct found *found, uint32_t entry)
{
	struct near near = {.entry = entry};
	g_array_append_val(found->list, near);
	g_hash_table_insert(found->index, GUINT_TO_POINTER(entry), GUINT_TO_POINTER(found->list->len));
	return &g_array_index(found->list, struct near, found->list->len - 1);
}

static struct near *found_take(const struct found *found, uint32_t entry)
{
	struct near *near = found_get(found, entry);
	return near ? near : found_add(found, entry);
}

static bool may_be_near(const struct related *related, const struct question *question, uint32_t entry)
{
	return entry != question->entry && entry != question->newest && archive_is_shown(related->archive, entry);
}

static void follow(struct related *related, const struct question *question, struct span url, struct found *found)
{
	uint32_t to = archive_resolve(related->archive, question->entry, url);
	if (to != ENTRY_NONE && may_be_near(related, question, to))
		found_take(found, to)->linked_from_here = true;
}

static bool links_to(const struct related *related, uint32_t from, uint32_t to)
{
	struct article article;
	archive_article(related->archive, from, &article);
	for (uint32_t i = 0; i < MIN(article.link_count, VECTOR_LINKS); i++) {
		if (archive_resolve(related->archive, from, article_span(&article, article.links[i].url)) == to)
			return true;
	}
	for (uint32_t i = 0; i < MIN(article.related_count, VECTOR_LINKS); i++) {
		if (archive_resolve(related->archive, from, article_span(&article, article.related[i].url)) == to)
			return true;
	}
	return false;
}

static enum near_kind kind_of(int32_t asked, int32_t other)
{
	int64_t days = (int64_t)other - asked;
	if (asked == VECTORS_NO_DAY || other == VECTORS_NO_DAY)
		return NEAR_UNDATED;
	if (ABS(days) <= NEAR_STORY_DAYS)
		return NEAR_STORY;
	return days > 0 ? NEAR_FOLLOWS : NEAR_BACKGROUND;
}

static double score_of(const struct question *question, float cosine, int32_t day)
{
	double score = sqrt(MIN((double)cosine, 1.0)), days;
	if (question->day == VECTORS_NO_DAY || day == VECTORS_NO_DAY)
		return score / (1 + NEARNESS);
	days = (double)ABS((int64_t)day - question->day);
	return score * (1 + NEARNESS / (1 + days / NEARNESS_DAYS)) / (1 + NEARNESS);
}

/* By score; the ids decide between equal ones, so that the same archive always gives the same. */
static int compare_near(const void *a, const void *b, void *archive)
{
	const struct near *one = a, *other = b;
	struct entry first, second;
	if (one->score > other->score || one->score < other->score)
		return one->score > other->score ? -1 : 1;
	archive_entry(archive, one->entry, &first);
	archive_entry(archive, other->entry, &second);
	return span_compare(first.id, second.id);
}

/* Those of one part that may link to the article, best first: each is there once for each link. */
static GArray *list_linking(const struct related *related, const struct question *question, const struct part *part)
{
	GArray *list = g_array_new(FALSE, FALSE, sizeof(struct near));
	uint32_t key = vectors_link_key(question->about.id);
	size_t count;
	const struct vectors_link *links = vectors_linking(&part->view, question->about.id, &count);
	for (size_t i = 0; i < count && list->len < LINKING_MOST; i++) {
		struct near near = {.entry = part->segment.first + links[i].row};
		if (links[i].to != key || links[i].row >= part->view.rows ||
		    !may_be_near(related, question, near.entry))
			continue;
		near.score = score_of(question, related->cosines[near.entry], part->view.days[links[i].row]);
		g_array_append_val(list, near);
	}
	g_array_sort_with_data(list, compare_near, related->archive);
	return list;
}

/* Of those of one part that link to the article the best, about `max`. */
static void find_linking(const struct related *related, const struct question *question, const struct part *part,
                         size_t max, struct found *found)
{
	GArray *list = list_linking(related, question, part);
	uint32_t before = ENTRY_NONE;
	size_t looked = 0;
	for (guint i = 0; i < list->len && looked < max; i++) {
		uint32_t from = g_array_index(list, struct near, i).entry;
		if (from == before)
			continue;
		before = from;
		looked++;
		if (links_to(related, from, question->newest))
			found_take(found, from)->links_here = true;
	}
	g_array_unref(list);
}

/* The entries that the article links to and that link to it; about `max` of each kind. */
static void find_linked(struct related *related, const struct question *question, size_t max, struct found *found)
{
	const struct article *article = &question->article;
	for (uint32_t i = 0; i < MIN(article->related_count, VECTOR_LINKS) && found->list->len < max; i++)
		follow(related, question, article_span(article, article->related[i].url), found);
	for (uint32_t i = 0; i < MIN(article->link_count, VECTOR_LINKS) && found->list->len < max; i++)
		follow(related, question, article_span(article, article->links[i].url), found);
	for (guint i = 0; i < related->parts->len; i++)
		find_linking(related, question, related_part(related, i), max, found);
}

static inline void add_up(float *cosines, struct vectors_shape shape, const struct vectors_run *run, float weight)
{
	for (uint32_t i = 0; i < run->count; i++) {
		uint32_t posting = vectors_posting(&shape, run->postings, i);
		cosines[vectors_row(&shape, posting)] += vectors_weigh(&shape, posting, weight);
	}
}

/* Most of a question is this: so the shape of large archives is one that the compiler knows. */
static void meet_first(struct walk *walk, uint32_t first, const struct stand *stand)
{
	struct vectors_shape shape = stand->cursor.view->shape;
	float *cosines = walk->related->cosines + first, weight = walk->question->terms[stand->term].weight;
	if (shape.width == VECTORS_WIDE)
		add_up(cosines, (struct vectors_shape){VECTORS_WIDE, VECTORS_WIDE_WEIGHT, shape.unit}, &stand->run,
		       weight);
	else
		add_up(cosines, shape, &stand->run, weight);
}

/* Written so that the compiler compares several at a time. */
static bool any_above(const float *cosines, float least)
{
	int any = 0;
	for (size_t i = 0; i < LANES; i++)
		any |= cosines[i] >= least;
	return any;
}

/* The next entry with such a cosine, from `entry` on; `end` where there is none. */
static uint32_t next_above(const float *cosines, uint32_t entry, uint32_t end, float least)
{
	while (entry < end && !any_above(cosines + entry, least))
		entry += LANES;
	while (entry < end && cosines[entry] < least)
		entry++;
	return MIN(entry, end);
}

/* The cosine that only so many of those met reach; 0 where they are not so many. */
static float least_cosine(const struct related *related, guint wanted)
{
	GArray *best = g_array_sized_new(FALSE, FALSE, sizeof(float), wanted * BEST_TIMES);
	float least = FLT_MIN;
	uint32_t entry = 0, end = (uint32_t)related->cosine_count;
	for (; (entry = next_above(related->cosines, entry, end, least)) < end; entry++) {
		g_array_append_val(best, related->cosines[entry]);
		if (best->len < wanted * BEST_TIMES)
			continue;
		least = select_best(&g_array_index(best, float, 0), best->len, wanted);
		g_array_set_size(best, wanted);
	}
	least = best->len < wanted ? 0 : select_best(&g_array_index(best, float, 0), best->len, wanted);
	g_array_free(best, TRUE);
	return least;
}

/* Takes those of a part whose cosine and score are so much at least. Whether one is shown takes most and comes last. */
static void take_part(const struct related *related, const struct question *question, const struct part *part,
                      float least, double least_score, struct found *found)
{
	uint32_t first = part->segment.first, end = first + part->view.rows;
	for (uint32_t entry = first; (entry = next_above(related->cosines, entry, end, least)) < end; entry++) {
		double score = score_of(question, related->cosines[entry], part->view.days[entry - first]);
		if (score >= least_score && !found_get(found, entry) && may_be_near(related, question, entry))
			found_add(found, entry)->score = score;
	}
}

static void take_best(const struct related *related, const struct question *question, float least, double least_score,
                      struct found *found)
{
	for (guint i = 0; i < related->parts->len; i++)
		take_part(related, question, related_part(related, i), MAX(least, FLT_MIN), least_score, found);
}

static int compare_scores(const void *a, const void *b)
{
	double one = *(const double *)a, other = *(const double *)b;
	return (one < other) - (one > other);
}

/* The score that only so many of those found reach; 0 where they are not so many. */
static double score_for(const struct found *found, size_t wanted)
{
	double *scores = g_new(double, found->list->len + 1), least;
	for (guint i = 0; i < found->list->len; i++)
		scores[i] = g_array_index(found->list, struct near, i).score;
	qsort(scores, found->list->len, sizeof(*scores), compare_scores);
	least = found->list->len < wanted ? 0 : scores[wanted - 1];
	g_free(scores);
	return least;
}

/*
 * Nearness in time can put an article before others whose cosine is higher, but not by more than so much, and no score
 * is above the square root of the cosine: those of the highest cosines say which others can still come before them.
 */
static void find_by_terms(struct related *related, const struct question *question, size_t max, struct found *found)
{
	float best, least;
	double score;
	best = least_cosine(related, MAX((guint)max * 2, 1));
	for (guint i = 0; i < found->list->len; i++) {
		struct near *near = &g_array_index(found->list, struct near, i);
		near->score = score_of(question, related->cosines[near->entry],
		                       vectors_day(archive_date(related->archive, near->entry)));
	}
	take_best(related, question, best, CUT_OFF, found);
	score = MAX(score_for(found, MAX(max + max / 2, 1)), CUT_OFF);
	least = best / (float)((1 + NEARNESS) * (1 + NEARNESS));
	take_best(related, question, MAX(least, (float)(score * score)), score, found);
	memset(related->cosines, 0, (related->cosine_count + VECTORS_BLOCK) * sizeof(*related->cosines));
}

/* What is linked counts for more. */
static void add_links(GArray *list)
{
	for (guint i = 0; i < list->len; i++) {
		struct near *near = &g_array_index(list, struct near, i);
		if (near->links_here || near->linked_from_here)
			near->score = MIN(near->score + LINKED, 1);
	}
}

/* Whether an article has the asked one's text, or nearly. What is much longer or shorter has not, and is not read. */
static bool is_copy(struct span asked, struct shingles **shingles, struct span other)
{
	if (MIN(asked.len, other.len) * 5 < MAX(asked.len, other.len) * 2)
		return false;
	if (!*shingles)
		*shingles = shingles_new(asked);
	return shingles_compare(*shingles, other, SHINGLES_ALIKE) > 0;
}

/* Takes out what has the article's text, and of several with one text all but the first. */
static void drop_copies(const struct related *related, const struct question *question, GArray *list, size_t max)
{
	size_t kept = 0, looked = 0;
	struct shingles *shingles = NULL;
	for (guint i = 0; i < list->len && kept < max; i++) {
		struct near *near = &g_array_index(list, struct near, i);
		struct article article, before;
		bool copy = false;
		archive_article(related->archive, near->entry, &article);
		if (near->score * near->score >= ALIKE_COSINE && looked++ < ALIKE_MOST)
			copy = is_copy(article_text(&question->article), &shingles, article_text(&article));
		if (kept > 0 && !copy) {
			archive_article(related->archive, g_array_index(list, struct near, kept - 1).entry, &before);
			copy = span_equal(article_text(&article), article_text(&before));
		}
		near->kind = kind_of(question->day, vectors_day(article.date));
		if (!copy)
			g_array_index(list, struct near, kept++) = *near;
	}
	g_array_set_size(list, (guint)kept);
	shingles_free(shingles);
}

/* What they share -------------------------------------------------------------------------------------------------- */

/* Of each term the few of the list are looked for. */
static void meet_second(struct walk *walk, uint32_t first, const struct stand *stand)
{
	const struct vectors_shape *shape = &stand->cursor.view->shape;
	float weight = walk->question->terms[stand->term].weight;
	for (guint i = 0; i < walk->list->len; i++) {
		uint32_t entry = g_array_index(walk->list, struct near, i).entry;
		if (entry >= first && entry - first < VECTORS_BLOCK)
			walk->shares[i * ASKED_TERMS + stand->term] +=
				vectors_weigh(shape, vectors_look(shape, &stand->run, entry - first), weight);
	}
}

float *related_shares(struct related *related, const struct question *question, const GArray *list)
{
	struct walk walk = {related, question, meet_second, list, g_new0(float, (size_t)list->len * ASKED_TERMS + 1)};
	walk_parts(&walk);
	return walk.shares;
}

/* Asking ----------------------------------------------------------------------------------------------------------- */

struct nearby {
	struct related *related;
	struct question question;
	GArray *list;            /* of struct near */
	struct reasons *reasons; /* NULL: none was asked for */
	char *(*terms)[NEAR_TERMS + 1]; /* by index in the list; without any where they were not asked for */
	bool *given;
};

static void begin_question(struct related *related, struct question *question, uint32_t entry)
{
	size_t entries = archive_count(related->archive);
	question->entry = entry;
	question->newest = archive_newest(related->archive, entry);
	question->index = g_hash_table_new(NULL, NULL);
	archive_entry(related->archive, question->newest, &question->about);
	archive_article(related->archive, entry, &question->article);
	question->day = vectors_day(question->article.date);
	tally_init(&question->bag);
	if (entries > related->cosine_count) {
		g_free(related->cosines);
		related->cosines = g_new0(float, entries + VECTORS_BLOCK);
		related->cosine_count = entries;
	}
}

struct nearby *related_find(struct related *related, uint32_t entry, size_t max)
{
	struct nearby *nearby = g_new0(struct nearby, 1);
	struct question *question = &nearby->question;
	struct found found = {g_array_new(FALSE, FALSE, sizeof(struct near)), g_hash_table_new(NULL, NULL)};
	nearby->related = related;
	begin_question(related, question, entry);
	weigh_question(related, question);
	walk_parts(&(struct walk){.related = related, .question = question, .meet = meet_first});
	find_linked(related, question, max, &found);
	find_by_terms(related, question, max, &found);
	add_links(found.list);
	g_array_sort_with_data(found.list, compare_near, related->archive);
	drop_copies(related, question, found.list, max);
	g_hash_table_unref(found.index);
	nearby->list = found.list;
	nearby->terms = g_malloc0_n(found.list->len + 1, sizeof(*nearby->terms));
	nearby->given = g_new0(bool, found.list->len + 1);
	return nearby;
}

void nearby_free(struct nearby *nearby)
{
	if (!nearby)
		return;
	for (guint i = 0; i < nearby->list->len; i++) {
		for (size_t k = 0; k < NEAR_TERMS; k++)
			g_free(nearby->terms[i][k]);
	}
	reasons_free(nearby->reasons);
	g_array_unref(nearby->list);
	g_free(nearby->terms);
	g_free(nearby->given);
	g_hash_table_unref(nearby->question.index);
	g_free(nearby->question.frequencies);
	tally_clear(&nearby->question.bag);
	g_free(nearby);
}

size_t nearby_count(const struct nearby *nearby)
{
	return nearby->list->len;
}

const struct near *nearby_at(const struct nearby *nearby, size_t index)
{
	return &g_array_index(nearby->list, struct near, index);
}

char *const *nearby_terms(struct nearby *nearby, size_t index)
{
	if (!nearby->reasons)
		nearby->reasons = reasons_new(nearby->related, &nearby->question, nearby->list);
	if (!nearby->given[index])
		reasons_give(nearby->reasons, (guint)index, nearby->terms[index]);
	nearby->given[index] = true;
	return nearby->terms[index];
}
