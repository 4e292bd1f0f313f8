/* SPDX-License-Identifier: MIT */
/*
 * What two articles share is known in pairs of characters, which are no words. So the article asked about is cut into
 * words once: a pair that is much rarer than the pairs beside it is a seam between two of them. A reason is a word that
 * the other article has, too, together with the words around it as far as these stand there in the same way. Words of
 * scripts that write spaces are terms already. Offsets are bytes.
 */
#include "find/related_parts.h"

#include <stdlib.h>

#include "find/related.h"
#include "find/terms.h"

#define REASON_BYTES 16384    /* how far into an article its words are looked for */
#define REASON_LETTERS 24     /* bytes that words which stand together take at most */
#define CUT_MOST 32           /* places of a word at which a piece of it may begin */
#define SEAM_INSIDE 3         /* so much rarer than both of its neighbours a pair inside a run is no part of a word, */
#define SEAM_AT_END 5         /* and so much rarer than its only neighbour one at the end of a run */
#define SEAM_CUT 2            /* or where it was cut because the other article has only a piece of it */
#define FIRM_TIMES 3          /* what stands so often in an article tells by itself which pairs belong together */
#define TRIED_MOST 24         /* words that are looked for in one article */
#define RANKED_MOST 8         /* and so many of them by what stands around them, too */
#define PLACES_MOST 4         /* places of a word where its neighbours are looked at */
#define COMMON_LOOKED 4       /* articles that tell what is common, */
#define COMMON_BYTES 8192     /* by so much of each */
#define SPELLED_PAIRS 9       /* as many pairs as are shown of what the other article spells in another way */
#define NO_UNIT G_MAXUINT
#define NO_TERM G_MAXUINT

/* A term of the asked article as it stands there. */
struct place {
	uint32_t number; /* in the bag */
	guint term;      /* index into the question's terms, or NO_TERM */
	struct span text;
	bool touches;    /* it begins inside the place before: pairs of characters overlap */
	uint32_t times;  /* how often the term stands in the article, */
	uint64_t common; /* and that and in how many articles it does */
};

struct word {
	struct span text;
	guint from, to; /* its terms in `terms` of the words */
	guint first;    /* the unit where it stands first */
};

/* A word where it stands. */
struct unit {
	guint word, next; /* the next unit of the same word, or NO_UNIT */
	guint from, to;   /* its places */
	struct span text;
};

/* The words of the asked article. */
struct words {
	GArray *places; /* struct place; of title and text, in order */
	GArray *list;   /* struct word */
	GArray *terms;  /* guint: index into the question's terms */
	GArray *units;  /* struct unit, in order */
	GArray *last;   /* guint, by word: its last unit */
	struct tally known; /* by a hash of the word's terms */
};

/* What the two articles have in common, and what was said of it. */
struct common {
	const struct words *words;
	const float *shares; /* by term */
	bool used[ASKED_TERMS];
	struct span text; /* of the other article */
	struct span title;
};

/* Cutting into words ----------------------------------------------------------------------------------------------- */

static void note_places(const struct question *question, struct span text, GArray *places)
{
	struct terms terms;
	struct term term;
	size_t end = 0; /* of the place before */
	terms_begin(&terms, text);
	while (terms_next(&terms, &term)) {
		uint32_t number = tally_find(&question->bag, term.key);
		guint index = GPOINTER_TO_UINT(g_hash_table_lookup(question->index, GUINT_TO_POINTER(number)));
		struct place place = {.number = number, .text = span_cut(text, term.from, term.to)};
		if (number == TALLY_NONE) {
			end = 0;
			continue;
		}
		place.term = index > 0 ? index - 1 : NO_TERM;
		place.touches = term.from < end;
		place.times = question->bag.counts[number].n;
		place.common = (uint64_t)question->frequencies[number] + place.times;
		g_array_append_val(places, place);
		end = term.to;
	}
}

static const struct place *place_at(const struct words *words, guint index)
{
	return &g_array_index(words->places, struct place, index);
}

/*
 * The index knows nothing of a term that nobody else has, and nothing of one that everybody has. What stands in others
 * of the list, too, is the latter: it counts as if a tenth of all articles had it.
 */
static void learn_common(const struct related *related, struct question *question, const GArray *list)
{
	uint32_t many = (uint32_t)MIN(related_documents(related) / 10 + 2, UINT32_MAX);
	for (guint i = 0; i < MIN(list->len, COMMON_LOOKED); i++) {
		struct article article;
		struct terms terms;
		struct term term;
		archive_article(related->archive, g_array_index(list, struct near, i).entry, &article);
		terms_begin(&terms, span_cut(article_text(&article), 0, COMMON_BYTES));
		while (terms_next(&terms, &term)) {
			uint32_t number = tally_find(&question->bag, term.key);
			if (number != TALLY_NONE && question->frequencies[number] == 0)
				question->frequencies[number] = many;
		}
	}
}

static struct span text_at(const struct words *words, guint from, guint to)
{
	struct span first = place_at(words, from)->text, last = place_at(words, to - 1)->text;
	return (struct span){first.at, (size_t)(last.at + last.len - first.at)};
}

/* Whether the pair `at` comes much less often than its neighbour, here and everywhere. */
static bool is_weaker(const struct words *words, guint at, guint neighbour, unsigned times)
{
	const struct place *one = place_at(words, at), *other = place_at(words, neighbour);
	if (one->times >= FIRM_TIMES && one->times * 5ull >= other->times * 4ull)
		return false;
	if (other->times >= FIRM_TIMES && one->times * 2ull < other->times)
		return true;
	return one->common * times < other->common;
}

/* Whether the pair `at` of the run [from, to) stands between two words. */
static bool is_seam(const struct words *words, guint from, guint to, guint at)
{
	unsigned times = at > from && at + 1 < to ? SEAM_INSIDE : SEAM_AT_END;
	if (to - from < 2)
		return false;
	return (at == from || is_weaker(words, at, at - 1, times)) &&
	       (at + 1 == to || is_weaker(words, at, at + 1, times));
}

/* The places [from, to) are a word. */
static void add_unit(struct words *words, guint from, guint to)
{
	struct unit unit = {0, NO_UNIT, from, to, text_at(words, from, to)};
	uint64_t key = 0xCBF29CE484222325u;
	guint at = words->units->len, terms = words->terms->len;
	for (guint i = from; i < to; i++)
		key = (key ^ place_at(words, i)->number) * 0x100000001B3u;
	unit.word = tally_add(&words->known, key, 1);
	if (unit.word < words->list->len) {
		g_array_index(words->units, struct unit, g_array_index(words->last, guint, unit.word)).next = at;
		g_array_index(words->last, guint, unit.word) = at;
		g_array_append_val(words->units, unit);
		return;
	}
	for (guint i = from; i < to; i++) {
		if (place_at(words, i)->term != NO_TERM)
			g_array_append_val(words->terms, place_at(words, i)->term);
	}
	g_array_append_val(words->list, ((struct word){unit.text, terms, words->terms->len, at}));
	g_array_append_val(words->last, at);
	g_array_append_val(words->units, unit);
}

/* A run of places that touch, cut at its seams. */
static void cut_run(struct words *words, guint from, guint to)
{
	guint begin = from;
	for (guint at = from; at < to; at++) {
		if (!is_seam(words, from, to, at))
			continue;
		if (at > begin)
			add_unit(words, begin, at);
		begin = at + 1;
	}
	if (to > begin)
		add_unit(words, begin, to);
}

static struct words find_words(const struct question *question)
{
	const struct article *article = &question->article;
	struct words words = {
		.places = g_array_new(FALSE, FALSE, sizeof(struct place)),
		.list = g_array_new(FALSE, FALSE, sizeof(struct word)),
		.terms = g_array_new(FALSE, FALSE, sizeof(guint)),
		.units = g_array_new(FALSE, FALSE, sizeof(struct unit)),
		.last = g_array_new(FALSE, FALSE, sizeof(guint)),
	};
	tally_init(&words.known);
	note_places(question, article_span(article, article->title), words.places);
	note_places(question, span_cut(article_text(article), 0, REASON_BYTES), words.places);
	for (guint from = 0, to; from < words.places->len; from = to) {
		for (to = from + 1; to < words.places->len && place_at(&words, to)->touches; to++)
			;
		cut_run(&words, from, to);
	}
	return words;
}

static void clear_words(struct words *words)
{
	g_array_free(words->places, TRUE);
	g_array_free(words->list, TRUE);
	g_array_free(words->terms, TRUE);
	g_array_free(words->units, TRUE);
	g_array_free(words->last, TRUE);
	tally_clear(&words->known);
}

/* Choosing --------------------------------------------------------------------------------------------------------- */

static const struct word *word_at(const struct words *words, guint index)
{
	return &g_array_index(words->list, struct word, index);
}

static const struct unit *unit_at(const struct words *words, guint index)
{
	return &g_array_index(words->units, struct unit, index);
}

/* What the word says: of all its shares; of those that no reason has used yet. */
struct saying {
	double weight, news;
};

static struct saying saying_of(const struct common *common, const struct word *word)
{
	struct saying saying = {0, 0};
	for (guint i = word->from; i < word->to; i++) {
		guint term = g_array_index(common->words->terms, guint, i);
		double weight = (double)common->shares[term];
		saying.weight += weight;
		saying.news += common->used[term] ? 0 : weight;
	}
	return saying;
}

static bool occurs(const struct common *common, struct span text)
{
	return span_find(common->title, text) != SPAN_NONE || span_find(common->text, text) != SPAN_NONE;
}

struct candidate {
	guint word;
	double value;
};

static int compare_candidates(const void *a, const void *b)
{
	const struct candidate *one = a, *other = b;
	if (one->value > other->value || one->value < other->value)
		return one->value > other->value ? -1 : 1;
	return (one->word > other->word) - (one->word < other->word);
}

/* Words with a share in the other article: a new array of struct candidate, best first. */
static GArray *find_candidates(const struct common *common)
{
	GArray *candidates = g_array_new(FALSE, FALSE, sizeof(struct candidate));
	for (guint i = 0; i < common->words->list->len; i++) {
		const struct word *word = word_at(common->words, i);
		struct candidate candidate = {i, saying_of(common, word).weight};
		if (candidate.value <= 0)
			continue;
		g_array_append_val(candidates, candidate);
	}
	g_array_sort(candidates, compare_candidates);
	return candidates;
}

/* From the first of one text to the end of another one behind it, where nothing but a blank stands between. */
static bool join(struct span first, struct span second, struct span *both)
{
	const char *end = first.at + first.len;
	bool blank = second.at == end + 1 && *end == ' ';
	if (second.at != end && !blank)
		return false;
	*both = (struct span){first.at, (size_t)(second.at + second.len - first.at)};
	return both->len <= REASON_LETTERS;
}

/* Units that stand one behind the other, as one piece of text. */
struct piece {
	guint from, to;
	struct span text;
};

/* Whether the word of a unit is anything that the two share by its own. */
static bool says(const struct common *common, guint unit)
{
	return saying_of(common, word_at(common->words, unit_at(common->words, unit)->word)).weight > 0;
}

/* The words around a unit that stand so in the other article, too. */
static struct piece widen(const struct common *common, guint unit)
{
	struct piece piece = {unit, unit + 1, unit_at(common->words, unit)->text};
	struct span both;
	for (; piece.to < common->words->units->len; piece.to++, piece.text = both) {
		if (!says(common, piece.to) || !join(piece.text, unit_at(common->words, piece.to)->text, &both) ||
		    !occurs(common, both))
			break;
	}
	for (; piece.from > 0; piece.from--, piece.text = both) {
		if (!says(common, piece.from - 1) ||
		    !join(unit_at(common->words, piece.from - 1)->text, piece.text, &both) || !occurs(common, both))
			break;
	}
	return piece;
}

static struct piece longest(const struct common *common, const struct word *word)
{
	struct piece best = {word->first, word->first + 1, {NULL, 0}};
	unsigned looked = 0;
	for (guint at = word->first; at != NO_UNIT && looked < PLACES_MOST; looked++) {
		struct piece piece = widen(common, at);
		if (piece.text.len > best.text.len)
			best = piece;
		at = unit_at(common->words, at)->next;
	}
	return best;
}

/* The longest run of places whose terms are all shared. */
static struct span longest_run(const struct common *common, guint from, guint to)
{
	struct span best = {NULL, 0};
	guint begin = from;
	for (guint i = from; i < to; i++) {
		guint term = place_at(common->words, i)->term;
		if (term == NO_TERM || common->shares[term] <= 0) {
			begin = i + 1;
			continue;
		}
		struct span text = text_at(common->words, begin, i + 1);

		if (i - begin < SPELLED_PAIRS && text.len > best.len)
			best = text;
	}
	return best;
}

static bool is_shared(const struct common *common, guint from, guint to)
{
	for (guint i = from; i < to; i++) {
		guint term = place_at(common->words, i)->term;
		if (term != NO_TERM && common->shares[term] > 0)
			return true;
	}
	return false;
}

/* Without pairs at its ends that are rarer than the ones inside: what stands before them differs. */
static struct span trimmed(const struct common *common, guint from, guint to)
{
	while (to - from > 1 && is_weaker(common->words, from, from + 1, SEAM_CUT))
		from++;
	while (to - from > 1 && is_weaker(common->words, to - 1, to - 2, SEAM_CUT))
		to--;
	return text_at(common->words, from, to);
}

/*
 * A word that is none in the other article: the longest piece of it that stands there as it stands here. Where not even
 * a pair does, the other spells it in another way, and what is shared of it is shown.
 */
static struct piece cut(const struct common *common, const struct word *word)
{
	const struct unit *unit = unit_at(common->words, word->first);
	struct piece best = {word->first, word->first + 1, {NULL, 0}};
	for (guint from = unit->from; from < MIN(unit->to, unit->from + CUT_MOST); from++) {
		for (guint to = from + 1; to <= unit->to; to++) {
			struct span text = text_at(common->words, from, to);
			if (text.len > REASON_LETTERS || !occurs(common, text))
				break;
			if (text.len > best.text.len && is_shared(common, from, to))
				best.text = trimmed(common, from, to);
		}
	}
	if (best.text.len == 0)
		best.text = longest_run(common, unit->from, unit->to);
	return best;
}

static void use(struct common *common, const struct piece *piece)
{
	for (guint at = piece->from; at < piece->to; at++) {
		const struct word *word = word_at(common->words, unit_at(common->words, at)->word);
		for (guint i = word->from; i < word->to; i++)
			common->used[g_array_index(common->words->terms, guint, i)] = true;
	}
}

/* Whether one of the reasons given says it already, or is a piece of it. */
static bool is_said(char *const *terms, size_t count, struct span text)
{
	for (size_t i = 0; i < count; i++) {
		struct span said = span_of(terms[i]);
		if (span_find(said, text) != SPAN_NONE || span_find(text, said) != SPAN_NONE)
			return true;
	}
	return false;
}

/* A word as it is shown, with what stands around it; no text where there is nothing to show. */
static struct piece piece_of(const struct common *common, const struct candidate *candidate)
{
	const struct word *word = word_at(common->words, candidate->word);
	return occurs(common, word->text) ? longest(common, word) : cut(common, word);
}

static double value_of(const struct common *common, const struct piece *piece)
{
	double value = 0;
	for (guint at = piece->from; at < piece->to; at++)
		value += saying_of(common, word_at(common->words, unit_at(common->words, at)->word)).weight;
	return value;
}

/* The best words are ranked by all that stands with them. */
static void rank_pieces(const struct common *common, GArray *candidates)
{
	guint count = MIN(candidates->len, RANKED_MOST);
	for (guint i = 0; i < count; i++) {
		struct candidate *candidate = &g_array_index(candidates, struct candidate, i);
		struct piece piece = piece_of(common, candidate);
		candidate->value = value_of(common, &piece);
	}
	if (count > 0)
		qsort(candidates->data, count, sizeof(struct candidate), compare_candidates);
}

static void give_reasons(struct common *common, char **terms)
{
	GArray *candidates = find_candidates(common);
	size_t count = 0;
	rank_pieces(common, candidates);
	for (guint i = 0; i < MIN(candidates->len, TRIED_MOST) && count < NEAR_TERMS; i++) {
		const struct candidate *candidate = &g_array_index(candidates, struct candidate, i);
		struct saying saying = saying_of(common, word_at(common->words, candidate->word));
		struct piece piece;
		if (saying.news * 2 < saying.weight)
			continue;
		piece = piece_of(common, candidate);
		if (piece.text.len == 0 || is_said(terms, count, piece.text))
			continue;
		terms[count++] = span_dup(piece.text);
		use(common, &piece);
	}
	g_array_free(candidates, TRUE);
}

struct reasons {
	const struct archive *archive;
	const GArray *list;
	struct words words;
	float *shares; /* see related_shares() */
};

struct reasons *reasons_new(struct related *related, struct question *question, const GArray *list)
{
	struct reasons *reasons = g_new0(struct reasons, 1);
	archive_article(related->archive, question->entry, &question->article);
	learn_common(related, question, list);
	reasons->archive = related->archive;
	reasons->list = list;
	reasons->words = find_words(question);
	reasons->shares = related_shares(related, question, list);
	return reasons;
}

void reasons_free(struct reasons *reasons)
{
	if (!reasons)
		return;
	clear_words(&reasons->words);
	g_free(reasons->shares);
	g_free(reasons);
}

void reasons_give(const struct reasons *reasons, guint index, char **terms)
{
	struct common common = {.words = &reasons->words, .shares = reasons->shares + (size_t)index * ASKED_TERMS};
	struct article article;
	archive_article(reasons->archive, g_array_index(reasons->list, struct near, index).entry, &article);
	common.title = article_span(&article, article.title);
	common.text = span_cut(article_text(&article), 0, VECTOR_BYTES);
	give_reasons(&common, terms);
}
