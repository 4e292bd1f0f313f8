/* SPDX-License-Identifier: MIT */
/*
 * A question walks over the postings of the article's terms and adds up, for each article met, the products of the
 * weights: that is the cosine, for the vectors have length 1 (less what was cut off). The score shown is its square
 * root, which spreads the low values that most pairs have. The index is built anew when the archive has grown enough,
 * and once more when it is loaded: the weights of all terms then rest on all articles, in whatever order these came.
 */
#include "find/related.h"

#include <math.h>

#include "find/terms.h"
#include "find/vectors.h"

#define CUT_OFF 0.15       /* a lower score is chance */
#define REASON_BYTES 16384 /* how far into an article its terms are looked for as they stand */
#define REASON_TIMES 8     /* how often each of them is noted */
#define PIECE_PAIRS 9      /* pairs of characters that touch are shown as one piece of text, of at most so many */

struct related {
	const struct archive *archive;
	struct vectors *ready;   /* NULL at first */
	struct vectors *growing; /* NULL where none is being built */
	float *cosines;          /* by entry of `ready`; all 0 between questions */
};

/* Where a term of the asked article stands. */
struct place {
	size_t weight; /* index into the question's weights */
	struct span text;
	bool touches; /* it begins inside the place before: pairs of characters overlap */
};

struct question {
	uint32_t entry;
	uint32_t newest;                     /* version of the entry */
	struct weight weights[VECTOR_TERMS]; /* by key */
	unsigned times[VECTOR_TERMS];        /* how often each of them stands in the part that is looked at */
	size_t count;
	GArray *places; /* of struct place, in the order of title and text */
};

struct related *related_new(const struct archive *archive)
{
	struct related *related = g_new0(struct related, 1);

	related->archive = archive;
	return related;
}

void related_free(struct related *related)
{
	if (!related)
		return;
	vectors_free(related->ready);
	vectors_free(related->growing);
	g_free(related->cosines);
	g_free(related);
}

static bool is_up_to_date(const struct related *related)
{
	size_t count = archive_count(related->archive);

	if (!related->ready)
		return false;
	if (archive_progress(related->archive).loading)
		return count / 2 <= vectors_count(related->ready);
	return count == vectors_count(related->ready);
}

bool related_update(struct related *related, unsigned budget_us)
{
	int64_t end = budget_us ? g_get_monotonic_time() + budget_us : 0;

	if (!related->growing && is_up_to_date(related))
		return true;
	if (!related->growing)
		related->growing = vectors_new(related->archive, (uint32_t)archive_count(related->archive));
	if (!vectors_step(related->growing, end))
		return false;
	vectors_free(related->ready);
	related->ready = g_steal_pointer(&related->growing);
	g_free(related->cosines);
	related->cosines = g_new0(float, MAX(vectors_count(related->ready), 1));
	return is_up_to_date(related);
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

static void follow(struct related *related, const struct question *question, struct span url, struct found *found)
{
	uint32_t to = archive_resolve(related->archive, question->entry, url);

	if (to != ENTRY_NONE && to != archive_newest(related->archive, question->entry))
		found_take(found, to)->linked_from_here = true;
}

/* The entries that the article links to and that link to it; about `max` of each kind. */
static void find_linked(struct related *related, const struct question *question, size_t max, struct found *found)
{
	struct article article;
	const uint32_t *linking;
	size_t count;

	archive_article(related->archive, question->entry, &article);
	for (uint32_t i = 0; i < MIN(article.related_count, VECTOR_LINKS) && found->list->len < max; i++)
		follow(related, question, article_span(&article, article.related[i].url), found);
	for (uint32_t i = 0; i < MIN(article.link_count, VECTOR_LINKS) && found->list->len < max; i++)
		follow(related, question, article_span(&article, article.links[i].url), found);
	linking = vectors_linking(related->ready, question->newest, &count);
	for (size_t i = 0; i < MIN(count, max); i++) {
		uint32_t from = archive_newest(related->archive, linking[i]);

		if (from != question->newest && archive_is_shown(related->archive, from))
			found_take(found, from)->links_here = true;
	}
}

/* Adds up the products of weights; gives the entries that got any. */
static GArray *add_up(struct related *related, const struct question *question)
{
	GArray *met = g_array_new(FALSE, FALSE, sizeof(uint32_t));

	for (size_t i = 0; i < question->count; i++) {
		size_t count;
		const struct posting *postings = vectors_postings(related->ready, question->weights[i].key, &count);

		for (size_t k = 0; k < count; k++) {
			float *cosine = &related->cosines[postings[k].entry];

			if (*cosine <= 0)
				g_array_append_val(met, postings[k].entry);
			*cosine += postings[k].weight * question->weights[i].weight;
		}
	}
	return met;
}

static void find_by_terms(struct related *related, const struct question *question, struct found *found)
{
	GArray *met = add_up(related, question);

	for (guint i = 0; i < met->len; i++) {
		uint32_t entry = g_array_index(met, uint32_t, i);
		double score = sqrt(MIN((double)related->cosines[entry], 1.0));
		struct near *near = found_get(found, entry);

		related->cosines[entry] = 0;
		if (!near && score >= CUT_OFF && entry != question->newest &&
		    archive_is_shown(related->archive, entry))
			near = found_add(found, entry);
		if (near)
			near->score = score;
	}
	g_array_free(met, TRUE);
}

/*
 * Linked ones first, then by score; the ids decide between equal ones, so that the same archive always gives the same.
 */
static int compare_near(const void *a, const void *b, void *archive)
{
	const struct near *one = a, *other = b;
	bool linked = one->links_here || one->linked_from_here;
	struct entry first, second;

	if (linked != (other->links_here || other->linked_from_here))
		return linked ? -1 : 1;
	if (one->score > other->score || one->score < other->score)
		return one->score > other->score ? -1 : 1;
	archive_entry(archive, one->entry, &first);
	archive_entry(archive, other->entry, &second);
	return span_compare(first.id, second.id);
}

/* Reasons ---------------------------------------------------------------------------------------------------------- */

static size_t weight_index(const struct question *question, uint64_t key)
{
	size_t low = 0, high = question->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (question->weights[middle].key < key)
			low = middle + 1;
		else
			high = middle;
	}
	return low < question->count && question->weights[low].key == key ? low : SIZE_MAX;
}

/* Notes where the question's terms stand in `text`. */
static void note_places(struct question *question, struct span text)
{
	struct terms terms;
	struct term term;
	size_t end = 0; /* of the last place */

	terms_begin(&terms, text);
	while (terms_next(&terms, &term)) {
		size_t weight = weight_index(question, term.key);
		struct place place = {weight, span_cut(text, term.from, term.to), term.from < end};

		if (weight == SIZE_MAX || question->times[weight]++ >= REASON_TIMES)
			continue;
		g_array_append_val(question->places, place);
		end = term.to;
	}
}

/* By index of the question's weights: what the term adds to the cosine of the two articles. */
static void share(struct related *related, const struct question *question, uint32_t entry, double *shares)
{
	struct weight weights[VECTOR_TERMS];
	size_t count = vectors_weigh(related->ready, entry, weights);

	for (size_t i = 0, k = 0; i < question->count && k < count;) {
		if (question->weights[i].key == weights[k].key) {
			shares[i] = (double)(question->weights[i].weight * weights[k].weight);
			i++, k++;
		} else if (question->weights[i].key < weights[k].key) {
			i++;
		} else {
			k++;
		}
	}
}

/* Neighbouring places that touch, as one piece of text. */
struct piece {
	guint from, to;      /* places */
	double weight, news; /* of all its shares; of those that no reason has used yet */
};

/* The piece that begins at place `from`, which may have no weight at all. */
static struct piece piece_at(const struct question *question, const double *shares, const bool *used, guint from)
{
	struct piece piece = {from, from, 0, 0};

	for (; piece.to < question->places->len && piece.to - from < PIECE_PAIRS; piece.to++) {
		const struct place *place = &g_array_index(question->places, struct place, piece.to);

		if (shares[place->weight] <= 0 || (piece.to > from && !place->touches))
			break;
		piece.weight += shares[place->weight];
		piece.news += used[place->weight] ? 0 : shares[place->weight];
	}
	return piece;
}

/* The piece with most that is new; one that mostly repeats what was said is no reason. */
static struct piece best_piece(const struct question *question, const double *shares, const bool *used)
{
	struct piece best = {0, 0, 0, 0};

	for (guint from = 0; from < question->places->len;) {
		struct piece piece = piece_at(question, shares, used, from);

		if (piece.news > best.news && piece.news * 2 >= piece.weight)
			best = piece;
		from = MAX(piece.to, from + 1);
	}
	return best;
}

static unsigned times_at(const struct question *question, guint place)
{
	return question->times[g_array_index(question->places, struct place, place).weight];
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

static char *piece_text(const struct question *question, const struct piece *piece)
{
	struct piece trimmed = trim(question, *piece);
	struct span first = g_array_index(question->places, struct place, trimmed.from).text;
	struct span last = g_array_index(question->places, struct place, trimmed.to - 1).text;

	return g_strndup(first.at, (gsize)(last.at + last.len - first.at));
}

static void give_reasons(struct related *related, const struct question *question, struct near *near)
{
	double shares[VECTOR_TERMS] = {0};
	bool used[VECTOR_TERMS] = {false};

	share(related, question, near->entry, shares);
	for (size_t i = 0; i < NEAR_TERMS; i++) {
		struct piece piece = best_piece(question, shares, used);

		if (piece.news <= 0)
			return;
		near->terms[i] = piece_text(question, &piece);
		for (guint k = piece.from; k < piece.to; k++)
			used[g_array_index(question->places, struct place, k).weight] = true;
	}
}

static void give_all_reasons(struct related *related, struct question *question, GArray *list)
{
	struct article article;

	archive_article(related->archive, question->entry, &article);
	question->places = g_array_new(FALSE, FALSE, sizeof(struct place));
	note_places(question, article_span(&article, article.title));
	note_places(question, span_cut(article_text(&article), 0, REASON_BYTES));
	for (guint i = 0; i < list->len; i++)
		give_reasons(related, question, &g_array_index(list, struct near, i));
	g_array_free(question->places, TRUE);
}

static void clear_near(void *data)
{
	struct near *near = data;

	for (size_t i = 0; i < NEAR_TERMS; i++)
		g_free(near->terms[i]);
}

GArray *related_find(struct related *related, uint32_t entry, size_t max)
{
	struct found found = {g_array_new(FALSE, FALSE, sizeof(struct near)), g_hash_table_new(NULL, NULL)};
	struct question question = {.entry = entry, .newest = archive_newest(related->archive, entry)};

	while (!related_update(related, 0))
		;
	question.count = vectors_weigh(related->ready, entry, question.weights);
	find_linked(related, &question, max, &found);
	find_by_terms(related, &question, &found);
	g_hash_table_unref(found.index);
	g_array_sort_with_data(found.list, compare_near, (void *)related->archive);
	g_array_set_size(found.list, (guint)MIN(found.list->len, max));
	give_all_reasons(related, &question, found.list);
	g_array_set_clear_func(found.list, clear_near);
	return found.list;
}
