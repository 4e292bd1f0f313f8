/* SPDX-License-Identifier: MIT */
/*
 * A question walks over the postings of the article's terms and adds up, for each article met, the products of the
 * weights: that is the cosine, for the vectors have length 1. The score is its square root, which spreads the low values
 * that most pairs have, and a little more for what is near in time. A second walk learns which terms the best share.
 *
 * The index has a part for each segment. A part of a sealed segment is made once, kept beside it, and mapped in every
 * later run; that of the growing one is made anew when it has grown enough, and once more when it is loaded.
 */
#include "find/related.h"

#include <math.h>
#include <stdlib.h>

#include "find/shingles.h"
#include "find/tally.h"
#include "find/terms.h"
#include "find/vectors.h"

#define CUT_OFF 0.1           /* a lower score is chance */
#define ASKED_TERMS VECTOR_TERMS_FEW
#define ASKED_TERMS_MANY 112  /* of a large archive; more than others keep there, for theirs are other ones */
#define WALK_BYTES (2u << 20) /* of postings at most, for one question and part: best terms first */
#define NEARNESS 0.2          /* how much more what was written on the same day counts */
#define NEARNESS_DAYS 90.0    /* after so many, half of that */
#define LINKED 0.1            /* how much more what is linked counts */
#define ALIKE_COSINE 0.5      /* from here on an article may be a copy */
#define ALIKE_MOST 8          /* so many are looked at for that */
#define REASON_BYTES 16384    /* how far into an article its terms are looked for as they stand */
#define REASON_TIMES 8        /* how often each of them is noted */
#define PIECE_PAIRS 9         /* pairs of characters that touch are shown as one piece of text, of at most so many */
#define SEGMENTS_MOST 1024
#define SECTION "related"

/* The index over one segment. */
struct part {
	struct archive_segment segment; /* as it was when this was begun */
	bool final;                     /* it will not change any more */
	bool kept;                      /* beside the segment, or that was tried */
	GBytes *bytes;                  /* NULL: mapped */
	struct vectors_view view;
};

struct related {
	struct archive *archive;
	GArray *parts;           /* of struct part, by first entry */
	struct vectors *growing; /* NULL where none is being built */
	struct part next;        /* what it will be */
	struct tally bag;        /* scratch: the terms of the article asked about */
	float *cosines;          /* by entry; all 0 between questions */
	size_t cosine_count;
};

/* A term of the article asked about. */
struct asked {
	float weight;
	uint32_t number; /* in the bag */
};

/* Where a term of the asked article stands. */
struct place {
	size_t term; /* index into the question's terms */
	struct span text;
	bool touches; /* it begins inside the place before: pairs of characters overlap */
};

struct question {
	uint32_t entry, newest;
	struct entry about;
	struct article article;
	struct asked terms[ASKED_TERMS]; /* best first */
	unsigned times[ASKED_TERMS];     /* how often each of them stands in the part that is looked at */
	size_t count;
	GHashTable *index; /* number in the bag -> 1 + index into the terms */
	GArray *places;    /* of struct place, in the order of title and text */
};

struct related *related_new(struct archive *archive)
{
	struct related *related = g_new0(struct related, 1);

	related->archive = archive;
	related->parts = g_array_new(FALSE, FALSE, sizeof(struct part));
	tally_init(&related->bag);
	return related;
}

static struct part *part_at(const struct related *related, guint index)
{
	return &g_array_index(related->parts, struct part, index);
}

static void remove_part(struct related *related, guint index)
{
	g_clear_pointer(&part_at(related, index)->bytes, g_bytes_unref);
	g_array_remove_index(related->parts, index);
}

void related_free(struct related *related)
{
	if (!related)
		return;
	while (related->parts->len > 0)
		remove_part(related, related->parts->len - 1);
	g_array_free(related->parts, TRUE);
	vectors_free(related->growing);
	tally_clear(&related->bag);
	g_free(related->cosines);
	g_free(related);
}

size_t related_bytes(const struct related *related)
{
	size_t bytes = 0;

	for (guint i = 0; i < related->parts->len; i++) {
		const struct vectors_view *view = &part_at(related, i)->view;

		bytes += (size_t)(view->postings - (const uint8_t *)view->buckets) + view->posting_bytes;
	}
	return bytes;
}

/* The index -------------------------------------------------------------------------------------------------------- */

/* In how many articles a term stands, but those of the segment that begins with `but`. */
static uint64_t frequency_of(const struct related *related, uint64_t key, uint32_t but)
{
	uint64_t frequency = 0;

	for (guint i = 0; i < related->parts->len; i++) {
		const struct part *part = part_at(related, i);
		uint32_t term = part->segment.first == but ? UINT32_MAX : vectors_find(&part->view, key);

		frequency += term == UINT32_MAX ? 0 : vectors_frequency(&part->view, term);
	}
	return frequency;
}

static uint64_t documents_of(const struct related *related, uint32_t but)
{
	uint64_t documents = 0;

	for (guint i = 0; i < related->parts->len; i++)
		documents += part_at(related, i)->segment.first == but ? 0 : part_at(related, i)->view.documents;
	return documents;
}

/* For the part that is being built. */
static uint64_t elsewhere(void *data, uint64_t key)
{
	const struct related *related = data;

	return frequency_of(related, key, related->next.segment.first);
}

static struct part *find_part(const struct related *related, uint32_t first)
{
	for (guint i = 0; i < related->parts->len; i++) {
		if (part_at(related, i)->segment.first == first)
			return part_at(related, i);
	}
	return NULL;
}

static bool is_final(const struct related *related, const struct archive_segment *segment)
{
	return segment->sealed || !archive_progress(related->archive).loading;
}

/* Whether a part, which may be NULL, will do for a segment. */
static bool covers(const struct related *related, const struct part *part, const struct archive_segment *segment)
{
	if (!part)
		return false;
	if (is_final(related, segment))
		return part->final && part->segment.count == segment->count;
	return segment->count / 2 <= part->segment.count;
}

/* Takes what is built or mapped in the place of what there was of this segment. */
static bool add_part(struct related *related, struct part *part, struct span bytes)
{
	if (!vectors_open(&part->view, bytes, part->segment.count))
		return false;
	for (guint i = 0; i < related->parts->len; i++) {
		if (part_at(related, i)->segment.first == part->segment.first)
			remove_part(related, i--);
	}
	g_array_append_vals(related->parts, part, 1);
	return true;
}

/* A section of the file where there is one, else NULL and 0: then it is written, and mapped. */
static bool map_part(struct related *related, const struct archive_segment *segment)
{
	struct part part = {.segment = *segment, .final = true, .kept = true};

	if (segment->key == 0 || !segment->sealed)
		return false;
	return add_part(related, &part, archive_section(related->archive, segment->key, SECTION, VECTORS_VERSION));
}

static void keep_part(struct related *related, struct part *part, const struct archive_segment *segment)
{
	struct span bytes = {NULL, 0};

	if (part->kept || !part->bytes || !part->final || !segment->sealed || segment->key == 0)
		return;
	part->kept = true;
	bytes.at = g_bytes_get_data(part->bytes, &bytes.len);
	if (archive_section_write(related->archive, segment->key, SECTION, VECTORS_VERSION, &bytes, 1))
		map_part(related, segment);
}

static void begin_part(struct related *related, const struct archive_segment *segment)
{
	related->next = (struct part){.segment = *segment, .final = is_final(related, segment)};
	related->growing = vectors_new(related->archive, segment->first, segment->count, elsewhere, related,
				       documents_of(related, segment->first));
}

static void end_part(struct related *related)
{
	struct part part = related->next;
	struct span bytes;

	part.bytes = vectors_take(related->growing);
	bytes.at = g_bytes_get_data(part.bytes, &bytes.len);
	if (!add_part(related, &part, bytes))
		g_bytes_unref(part.bytes);
	g_clear_pointer(&related->growing, vectors_free);
}

/* Drops the parts of segments that there are no more: another one holds their entries. */
static void drop_parts(struct related *related, const struct archive_segment *segments, size_t count)
{
	for (guint i = related->parts->len; i-- > 0;) {
		const struct archive_segment *mine = &part_at(related, i)->segment;
		bool there = false;

		for (size_t k = 0; k < count && !there; k++)
			there = segments[k].first == mine->first && segments[k].count >= mine->count;
		if (!there)
			remove_part(related, i);
	}
}

/* The first segment that no part will do for, or NULL; on the way keeps and maps what can be. */
static const struct archive_segment *find_lacking(struct related *related, const struct archive_segment *segments,
						  size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct part *part = find_part(related, segments[i].first);

		if (segments[i].count == 0)
			continue;
		if (covers(related, part, &segments[i]))
			keep_part(related, part, &segments[i]);
		else if (!map_part(related, &segments[i]))
			return &segments[i];
	}
	return NULL;
}

/* What is being built is of no use any more once its segment is final and it is not. */
static void drop_growing(struct related *related, const struct archive_segment *segments, size_t count)
{
	const struct part *next = &related->next;

	for (size_t i = 0; related->growing && i < count; i++) {
		if (segments[i].first == next->segment.first && segments[i].count >= next->segment.count &&
		    (next->final || !is_final(related, &segments[i])))
			return;
	}
	g_clear_pointer(&related->growing, vectors_free);
}

bool related_update(struct related *related, unsigned budget_us)
{
	int64_t end = budget_us ? g_get_monotonic_time() + budget_us : 0;
	struct archive_segment segments[SEGMENTS_MOST];
	size_t count = MIN(archive_segments(related->archive, segments, SEGMENTS_MOST), SEGMENTS_MOST);

	drop_growing(related, segments, count);
	drop_parts(related, segments, count);
	do {
		const struct archive_segment *lacking = related->growing ? NULL :
								   find_lacking(related, segments, count);

		if (!related->growing && !lacking)
			return true;
		if (!related->growing)
			begin_part(related, lacking);
		if (!vectors_step(related->growing, end))
			return false;
		end_part(related);
	} while (!end || g_get_monotonic_time() < end);
	return false;
}

/* The question ----------------------------------------------------------------------------------------------------- */

static int compare_asked(const void *a, const void *b)
{
	const struct asked *one = a, *other = b;

	if (one->weight > other->weight || one->weight < other->weight)
		return one->weight > other->weight ? -1 : 1;
	return (one->number > other->number) - (one->number < other->number);
}

static void weigh_question(struct related *related, struct question *question)
{
	GArray *weights = g_array_new(FALSE, FALSE, sizeof(struct asked));
	uint64_t documents = documents_of(related, ENTRY_NONE);
	double norm = 0;

	vectors_fill_bag(&related->bag, &question->article);
	for (size_t i = 0; i < related->bag.used; i++) {
		const struct count *count = &related->bag.counts[i];
		uint64_t frequency = frequency_of(related, count->key, ENTRY_NONE);
		struct asked asked = {(float)vectors_weight(count->n, frequency, documents), (uint32_t)i};

		if (asked.weight > 0)
			g_array_append_val(weights, asked);
	}
	g_array_sort(weights, compare_asked);
	question->count = MIN(weights->len, documents < VECTOR_FEW ? ASKED_TERMS : ASKED_TERMS_MANY);
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

/* What one walk over the postings of one part does with each of them. */
struct walk {
	struct related *related;
	const struct question *question;
	void (*meet)(struct walk *walk, uint32_t entry, size_t term, float product);
	GArray *met;   /* of uint32_t: entries that got any */
	float *shares; /* of the second walk: by entry's index and term */
};

static void walk_part(struct walk *walk, const struct part *part)
{
	size_t left = WALK_BYTES;

	for (size_t i = 0; i < walk->question->count; i++) {
		const struct asked *asked = &walk->question->terms[i];
		uint32_t term = vectors_find(&part->view, walk->related->bag.counts[asked->number].key);
		struct vectors_cursor cursor;

		if (term == UINT32_MAX)
			continue;
		vectors_begin(&part->view, term, &cursor);
		if (vectors_left(&cursor) > left)
			continue;
		left -= vectors_left(&cursor);
		while (vectors_next(&cursor))
			walk->meet(walk, part->segment.first + cursor.row, i, cursor.weight * asked->weight);
	}
}

static void walk_parts(struct walk *walk)
{
	for (guint i = 0; i < walk->related->parts->len; i++)
		walk_part(walk, part_at(walk->related, i));
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

/* Those of one part that link to the article, about `max`. */
static void find_linking(struct related *related, const struct question *question, const struct part *part, size_t max,
			 struct found *found)
{
	uint32_t key = vectors_link_key(question->about.id);
	size_t count, looked = 0;
	const struct vectors_link *links = vectors_linking(&part->view, question->about.id, &count);

	for (size_t i = 0; i < count && looked < max; i++) {
		uint32_t from = part->segment.first + links[i].row;

		if (links[i].to != key || links[i].row >= part->segment.count || !may_be_near(related, question, from))
			continue;
		looked++;
		if (links_to(related, from, question->newest))
			found_take(found, from)->links_here = true;
	}
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
		find_linking(related, question, part_at(related, i), max, found);
}

static int64_t day_of(struct date date)
{
	return date.seconds / 86400 - (date.seconds % 86400 < 0);
}

static enum near_kind kind_of(struct date asked, struct date other)
{
	int64_t days = day_of(other) - day_of(asked);

	if (asked.precision == DATE_NONE || other.precision == DATE_NONE)
		return NEAR_UNDATED;
	if (ABS(days) <= NEAR_STORY_DAYS)
		return NEAR_STORY;
	return days > 0 ? NEAR_FOLLOWS : NEAR_BACKGROUND;
}

static double score_of(const struct related *related, const struct question *question, uint32_t entry)
{
	double score = sqrt(MIN((double)related->cosines[entry], 1.0)), days;
	struct article article;

	archive_article(related->archive, entry, &article);
	if (kind_of(question->article.date, article.date) == NEAR_UNDATED)
		return score / (1 + NEARNESS);
	days = (double)ABS(day_of(article.date) - day_of(question->article.date));
	return score * (1 + NEARNESS / (1 + days / NEARNESS_DAYS)) / (1 + NEARNESS);
}

static void meet_first(struct walk *walk, uint32_t entry, size_t term, float product)
{
	float *cosine = &walk->related->cosines[entry];

	(void)term;
	if (*cosine <= 0)
		g_array_append_val(walk->met, entry);
	*cosine += product;
}

/* The cosine that only so many of those met reach: nobody below has to be looked at. */
static float least_cosine(const struct related *related, const GArray *met, size_t wanted)
{
	unsigned counts[256] = {0};
	size_t above = 0;
	int step = 255;

	for (guint i = 0; i < met->len; i++)
		counts[(int)(255 * MIN(related->cosines[g_array_index(met, uint32_t, i)], 1.0f))]++;
	for (; step > 0 && above < wanted; step--)
		above += counts[step];
	return (float)step / 255;
}

/* Nearness in time can put an article before others whose cosine is higher, but not by more than so much. */
static void find_by_terms(struct related *related, const struct question *question, size_t max, struct found *found)
{
	struct walk walk = {related, question, meet_first, g_array_new(FALSE, FALSE, sizeof(uint32_t)), NULL};
	float least;

	walk_parts(&walk);
	least = least_cosine(related, walk.met, max * 2) / (float)((1 + NEARNESS) * (1 + NEARNESS));
	for (guint i = 0; i < found->list->len; i++) {
		struct near *near = &g_array_index(found->list, struct near, i);

		near->score = score_of(related, question, near->entry);
	}
	for (guint i = 0; i < walk.met->len; i++) {
		uint32_t entry = g_array_index(walk.met, uint32_t, i);
		double score;

		if (related->cosines[entry] < least || !may_be_near(related, question, entry) ||
		    found_get(found, entry))
			continue;
		score = score_of(related, question, entry);
		if (score >= CUT_OFF)
			found_add(found, entry)->score = score;
	}
	for (guint i = 0; i < walk.met->len; i++)
		related->cosines[g_array_index(walk.met, uint32_t, i)] = 0;
	g_array_free(walk.met, TRUE);
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

/* What is linked counts for more. */
static void add_links(GArray *list)
{
	for (guint i = 0; i < list->len; i++) {
		struct near *near = &g_array_index(list, struct near, i);

		if (near->links_here || near->linked_from_here)
			near->score = MIN(near->score + LINKED, 1);
	}
}

/* Takes out what has the article's text, and of several with one text all but the first. */
static void drop_copies(const struct related *related, const struct question *question, GArray *list, size_t max)
{
	size_t kept = 0, looked = 0;

	for (guint i = 0; i < list->len && kept < max; i++) {
		struct near *near = &g_array_index(list, struct near, i);
		struct article article, before;
		bool copy = false;

		archive_article(related->archive, near->entry, &article);
		if (near->score * near->score >= ALIKE_COSINE && looked++ < ALIKE_MOST)
			copy = shingles_likeness(article_text(&question->article), article_text(&article)) >=
			       SHINGLES_ALIKE;
		if (kept > 0 && !copy) {
			archive_article(related->archive, g_array_index(list, struct near, kept - 1).entry, &before);
			copy = span_equal(article_text(&article), article_text(&before));
		}
		if (!copy)
			g_array_index(list, struct near, kept++) = *near;
	}
	g_array_set_size(list, (guint)kept);
}

/* Reasons ---------------------------------------------------------------------------------------------------------- */

/* Notes where the question's terms stand in `text`. */
static void note_places(const struct related *related, struct question *question, struct span text)
{
	struct terms terms;
	struct term term;
	size_t end = 0; /* of the last place */

	terms_begin(&terms, text);
	while (terms_next(&terms, &term)) {
		uint32_t number = tally_find(&related->bag, term.key);
		guint index = GPOINTER_TO_UINT(g_hash_table_lookup(question->index, GUINT_TO_POINTER(number)));
		struct place place = {index - 1, span_cut(text, term.from, term.to), term.from < end};

		if (number == TALLY_NONE || index == 0 || question->times[index - 1]++ >= REASON_TIMES)
			continue;
		g_array_append_val(question->places, place);
		end = term.to;
	}
}

/* The cosines are of no use any more: they say which of the list an entry is, below 0. */
static void meet_second(struct walk *walk, uint32_t entry, size_t term, float product)
{
	float mark = walk->related->cosines[entry];

	if (mark < 0)
		walk->shares[((size_t)-mark - 1) * ASKED_TERMS + term] += product;
}

/* By index in the list, and in that by term: what it adds to the cosine of the two articles. */
static float *share(struct related *related, const struct question *question, const GArray *list)
{
	struct walk walk = {related, question, meet_second, NULL, g_new0(float, (size_t)list->len * ASKED_TERMS + 1)};

	for (guint i = 0; i < list->len; i++)
		related->cosines[g_array_index(list, struct near, i).entry] = -(float)(i + 1);
	walk_parts(&walk);
	for (guint i = 0; i < list->len; i++)
		related->cosines[g_array_index(list, struct near, i).entry] = 0;
	return walk.shares;
}

/* Neighbouring places that touch, as one piece of text. */
struct piece {
	guint from, to;      /* places */
	double weight, news; /* of all its shares; of those that no reason has used yet */
};

/* What the two articles have in common, and what was said of it. */
struct common {
	const struct question *question;
	const float *shares; /* by term */
	bool used[ASKED_TERMS];
	struct span text; /* of the other article */
	struct span title;
};

static const struct place *place_at(const struct question *question, guint index)
{
	return &g_array_index(question->places, struct place, index);
}

/* The piece that begins at place `from`, which may have no weight at all. */
static struct piece piece_at(const struct common *common, guint from)
{
	struct piece piece = {from, from, 0, 0};

	for (; piece.to < common->question->places->len && piece.to - from < PIECE_PAIRS; piece.to++) {
		const struct place *place = place_at(common->question, piece.to);
		double weight = (double)common->shares[place->term];

		if (weight <= 0 || (piece.to > from && !place->touches))
			break;
		piece.weight += weight;
		piece.news += common->used[place->term] ? 0 : weight;
	}
	return piece;
}

/* The piece with most that is new; one that mostly repeats what was said is no reason. */
static struct piece best_piece(const struct common *common)
{
	struct piece best = {0, 0, 0, 0};

	for (guint from = 0; from < common->question->places->len;) {
		struct piece piece = piece_at(common, from);

		if (piece.news > best.news && piece.news * 2 >= piece.weight)
			best = piece;
		from = MAX(piece.to, from + 1);
	}
	return best;
}

static unsigned times_at(const struct question *question, guint place)
{
	return question->times[place_at(question, place)->term];
}

/*
 * Pairs know no words: around a name stand pairs of its edge and whatever comes before or after it. They stand there
 * less often than the name does, so the ends of a piece that are less than half as frequent as its middle are cut off.
 */
static struct piece trim(const struct question *question, struct piece piece)
{
	unsigned most = 0;

	for (guint i = piece.from; i < piece.to; i++)
		most = MAX(most, times_at(question, i));
	while (times_at(question, piece.from) * 2 < most)
		piece.from++;
	while (times_at(question, piece.to - 1) * 2 < most)
		piece.to--;
	return piece;
}

static struct span piece_span(const struct question *question, guint from, guint to)
{
	struct span first = place_at(question, from)->text, last = place_at(question, to - 1)->text;

	return (struct span){first.at, (size_t)(last.at + last.len - first.at)};
}

static bool occurs(const struct common *common, guint from, guint to)
{
	struct span span = piece_span(common->question, from, to);

	return span_find(common->title, span) != SPAN_NONE || span_find(common->text, span) != SPAN_NONE;
}

/*
 * That pairs touch in one article does not mean that they do in the other: the longest run that stands there as it stands
 * here. Where not even a pair does, the other is spelled in another way, and the piece stays.
 */
static struct piece cut(const struct common *common, struct piece piece)
{
	struct piece best = {piece.from, piece.from, 0, 0};

	for (guint from = piece.from; from < piece.to; from++) {
		guint to = MAX(from + 1, from + best.to - best.from + 1);

		while (to <= piece.to && occurs(common, from, to)) {
			best.from = from;
			best.to = to++;
		}
	}
	return best.to > best.from ? best : piece;
}

static void give_reasons(struct common *common, struct near *near)
{
	for (size_t i = 0; i < NEAR_TERMS; i++) {
		struct piece piece = best_piece(common), shown;

		if (piece.news <= 0)
			return;
		shown = cut(common, trim(common->question, piece));
		near->terms[i] = span_dup(piece_span(common->question, shown.from, shown.to));
		for (guint k = piece.from; k < piece.to; k++)
			common->used[place_at(common->question, k)->term] = true;
	}
}

static void give_all_reasons(struct related *related, struct question *question, GArray *list)
{
	float *shares = share(related, question, list);

	note_places(related, question, article_span(&question->article, question->article.title));
	note_places(related, question, span_cut(article_text(&question->article), 0, REASON_BYTES));
	for (guint i = 0; i < list->len; i++) {
		struct near *near = &g_array_index(list, struct near, i);
		struct common common = {.question = question, .shares = shares + (size_t)i * ASKED_TERMS};
		struct article article;

		archive_article(related->archive, near->entry, &article);
		near->kind = kind_of(question->article.date, article.date);
		common.title = article_span(&article, article.title);
		common.text = span_cut(article_text(&article), 0, VECTOR_BYTES);
		give_reasons(&common, near);
	}
	g_free(shares);
}

static void clear_near(void *data)
{
	struct near *near = data;

	for (size_t i = 0; i < NEAR_TERMS; i++)
		g_free(near->terms[i]);
}

static void begin_question(struct related *related, struct question *question, uint32_t entry)
{
	size_t entries = archive_count(related->archive);

	question->entry = entry;
	question->newest = archive_newest(related->archive, entry);
	question->index = g_hash_table_new(NULL, NULL);
	question->places = g_array_new(FALSE, FALSE, sizeof(struct place));
	archive_entry(related->archive, question->newest, &question->about);
	archive_article(related->archive, entry, &question->article);
	if (entries > related->cosine_count) {
		g_free(related->cosines);
		related->cosines = g_new0(float, entries);
		related->cosine_count = entries;
	}
}

GArray *related_find(struct related *related, uint32_t entry, size_t max)
{
	struct found found = {g_array_new(FALSE, FALSE, sizeof(struct near)), g_hash_table_new(NULL, NULL)};
	struct question question = {.count = 0};

	begin_question(related, &question, entry);
	weigh_question(related, &question);
	find_linked(related, &question, max, &found);
	find_by_terms(related, &question, max, &found);
	add_links(found.list);
	g_array_sort_with_data(found.list, compare_near, related->archive);
	drop_copies(related, &question, found.list, max);
	give_all_reasons(related, &question, found.list);
	g_hash_table_unref(found.index);
	g_hash_table_unref(question.index);
	g_array_free(question.places, TRUE);
	g_array_set_clear_func(found.list, clear_near);
	return found.list;
}
