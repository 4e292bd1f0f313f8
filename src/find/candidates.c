/* SPDX-License-Identifier: MIT */
/*
 * Of every node of the query two sets, for one part of the index after the other: articles that may answer it, and
 * articles that must. A term of one or two characters is known exactly; of a longer one the grams are, and of facts
 * that the index does not hold nothing is. Below a NOT both change places. Nodes stand behind the one above them, so
 * going through them from the last to the first each is complete when it is taken into the one above.
 */
#include "find/candidates.h"

#include <glib.h>
#include <string.h>

/* What a node of text asks the index. */
struct asked {
	guint from, to;             /* its grams; none: it asks nothing */
	guint title_from, title_to; /* grams of titles */
	bool exact, odd;
	bool run;                   /* exact where a part has the run that stands first */
	bool word;                  /* exact, and by words: it may also be in what has too long a run of letters */
};

struct asking_part {
	const struct query_node *nodes;
	uint32_t count;
	struct asked *asked;
	GArray *grams; /* struct gram */
	struct part_set *may, *must; /* of each node */
	struct part_set titles;
	size_t words; /* of a set that the part needs */
};

/* The plan --------------------------------------------------------------------------------------------------------- */

struct taking {
	GArray *grams;
	bool title, exact;
	bool empty; /* a literal asks for nothing */
};

static void take_literal(void *data, unsigned branch, struct span literal)
{
	struct taking *taking = data;
	guint from = taking->grams->len;
	taking->exact = grams_of_term(literal, taking->title, taking->grams);
	taking->empty |= from == taking->grams->len;
	for (; from < taking->grams->len; from++)
		g_array_index(taking->grams, struct gram, from).branch = branch;
}

/* `folded`: what is found is what the fold says, and it is one piece. True where nothing has to be verified. */
static bool take_grams(const struct query_node *node, bool title, GArray *grams, bool *folded)
{
	struct taking taking = {grams, title, false, false};
	guint from = grams->len;
	*folded = needle_literals(node->needle, take_literal, &taking);
	if (taking.empty) /* a branch may be without any */
		g_array_set_size(grams, from);
	return *folded && taking.exact;
}

static void plan_node(struct asking_part *asking, uint32_t at)
{
	const struct query_node *node = &asking->nodes[at];
	struct asked *asked = &asking->asked[at];
	bool in_title = node->field == IN_TITLE;
	if (node->kind != QUERY_TEXT || node->field == IN_URL || node->field == IN_TAG ||
	    node->field == IN_ARCHIVE)
		return;
	asked->from = asking->grams->len;
	bool folded, exact = take_grams(node, in_title, asking->grams, &folded);
	asked->to = asked->title_from = asking->grams->len;
	asked->exact = exact && !node->whole && (in_title || node->field == IN_ANY);
	asked->odd = !folded;
	if (asked->from < asked->to) {
		const struct gram *first = &g_array_index(asking->grams, struct gram, asked->from);
		asked->word = exact && first->key == GRAM_KEY_WORDS;
		asked->run = folded && !node->whole && node->field == IN_ANY && first->key == GRAM_KEY_RUNS &&
		             asked->to == asked->from + 1 + first->covers;
	}
	if (!node->denied && (in_title || node->field == IN_ANY))
		take_grams(node, true, asking->grams, &folded);
	asked->title_to = asking->grams->len;
}

/* One part --------------------------------------------------------------------------------------------------------- */

static void fill(struct part_set *set, bool with, size_t words)
{
	memset(set->words, with ? 0xFF : 0, words * sizeof(*set->words));
}

static void both(struct part_set *set, const struct part_set *other, size_t words)
{
	for (size_t i = 0; i < words; i++)
		set->words[i] &= other->words[i];
}

static void either(struct part_set *set, const struct part_set *other, size_t words)
{
	for (size_t i = 0; i < words; i++)
		set->words[i] |= other->words[i];
}

static void without(struct part_set *set, const struct part_set *other, size_t words)
{
	for (size_t i = 0; i < words; i++)
		set->words[i] = ~other->words[i];
}

static bool is_none(const struct part_set *set, size_t words)
{
	uint64_t any = 0;
	for (size_t i = 0; i < words; i++)
		any |= set->words[i];
	return any == 0;
}

/* Takes out what lacks a gram that is no run. False where the part is broken. */
static bool keep_gram(const struct asking_part *asking, const struct part *part, const struct gram *gram, bool loose,
                      struct part_set *set)
{
	struct part_set one;
	fill(&one, false, asking->words);
	if (gram->key != GRAM_KEY_WORDS) {
		if (!part_add(part, gram->key, &one))
			return false;
	} else if (!part_add_words(part, (struct span){gram->bytes, gram->len}, &one) ||
	           (loose && !part_add(part, GRAM_KEY_LONG, &one))) {
		return false;
	}
	both(set, &one, asking->words);
	return true;
}

/*
 * Articles that have all of the grams of the branch that begins with `*from`, which moves behind it; `loose`: words may
 * be in what has too long a run of letters, too. `run`: the first one is a run, and all that have it are known. False
 * where the part is broken.
 */
static bool intersect(const struct asking_part *asking, const struct part *part, guint *from, guint to, bool loose,
                      struct part_set *set, bool *run)
{
	const struct gram *grams = &g_array_index(asking->grams, struct gram, 0);
	unsigned branch = grams[*from].branch;
	fill(set, true, asking->words);
	*run = false;
	while (*from < to && grams[*from].branch == branch) {
		const struct gram *gram = &grams[(*from)++];
		if (is_none(set, asking->words))
			continue;
		if (gram->key != GRAM_KEY_RUNS) {
			if (!keep_gram(asking, part, gram, loose, set))
				return false;
			continue;
		}
		if (!part_keep_run(part, (struct span){gram->bytes, gram->len}, set, run))
			return false;
		*from += gram->covers;
	}
	return true;
}

/* Articles that have all grams of one branch or another; mostly there is but one. */
static bool unite(const struct asking_part *asking, const struct part *part, guint from, guint to, bool loose,
                  struct part_set *set, bool *run)
{
	struct part_set branch;
	fill(set, false, asking->words);
	while (from < to) {
		if (!intersect(asking, part, &from, to, loose, &branch, run))
			return false;
		either(set, &branch, asking->words);
	}
	return true;
}

static bool ask_text(struct asking_part *asking, const struct part *part, uint32_t at)
{
	const struct asked *asked = &asking->asked[at];
	struct part_set *may = &asking->may[at], *must = &asking->must[at], titles;
	bool run;
	fill(may, true, asking->words);
	fill(must, false, asking->words);
	if (asked->from == asked->to)
		return true;
	if (!unite(asking, part, asked->from, asked->to, !asked->exact, may, &run))
		return false;
	if (asked->exact || (asked->run && run))
		memcpy(must, may, asking->words * sizeof(may->words[0]));
	if (asked->odd && !part_add(part, GRAM_KEY_ODD, may))
		return false;
	if (asked->word && !part_add(part, GRAM_KEY_LONG, may))
		return false;
	if (asked->title_from == asked->title_to)
		return true;
	if (!unite(asking, part, asked->title_from, asked->title_to, true, &titles, &run))
		return false;
	either(&asking->titles, &titles, asking->words);
	return true;
}

/* What a node is before anything below it is known; true for all that are not text. */
static bool begin_node(struct asking_part *asking, const struct part *part, uint32_t at)
{
	enum query_kind kind = asking->nodes[at].kind;
	if (kind == QUERY_TEXT)
		return ask_text(asking, part, at);
	fill(&asking->may[at], kind != QUERY_OR, asking->words);
	fill(&asking->must[at], kind == QUERY_AND, asking->words);
	return true;
}

/* Takes a node that is complete into the one above it. */
static void end_node(struct asking_part *asking, uint32_t at)
{
	uint32_t parent = asking->nodes[at].parent;
	struct part_set *may = &asking->may[parent], *must = &asking->must[parent];
	switch (asking->nodes[parent].kind) {
	case QUERY_AND:
		both(may, &asking->may[at], asking->words);
		both(must, &asking->must[at], asking->words);
		break;
	case QUERY_OR:
		either(may, &asking->may[at], asking->words);
		either(must, &asking->must[at], asking->words);
		break;
	default:
		without(may, &asking->must[at], asking->words);
		without(must, &asking->may[at], asking->words);
		break;
	}
}

static bool ask_part(struct asking_part *asking, const struct part *part)
{
	asking->words = (part->count + 63) / 64;
	fill(&asking->titles, false, asking->words);
	for (uint32_t i = 0; i < asking->count; i++)
		if (!begin_node(asking, part, i))
			return false;
	for (uint32_t i = asking->count; i-- > 1;)
		end_node(asking, i);
	return true;
}

/* All ------------------------------------------------------------------------------------------------------------- */

/* Puts `count` bits in the place of those from bit `first` on. */
static void place(uint64_t *bits, size_t first, const struct part_set *set, size_t count)
{
	for (size_t i = 0; i < count; i += 64) {
		size_t at = first + i, left = MIN(count - i, 64);
		uint64_t mask = left < 64 ? ((uint64_t)1 << left) - 1 : ~(uint64_t)0, word = set->words[i / 64] & mask;
		unsigned shift = at % 64;
		bits[at / 64] = (bits[at / 64] & ~(mask << shift)) | word << shift;
		if (shift > 0)
			bits[at / 64 + 1] = (bits[at / 64 + 1] & ~(mask >> (64 - shift))) | word >> (64 - shift);
	}
}

static void ask_all(struct asking_part *asking, const struct index *index, uint32_t entries,
                    struct candidates *candidates)
{
	for (size_t i = 0; i < index_parts(index); i++) {
		uint32_t entry;
		const struct part *part = index_part(index, i, &entry);
		if (entry > entries || part->count > entries - entry || !ask_part(asking, part))
			continue;
		place(candidates->may, entry, &asking->may[0], part->count);
		place(candidates->must, entry, &asking->must[0], part->count);
		place(candidates->titles, entry, &asking->titles, part->count);
		candidates->known += part->count;
		candidates->text += part->text;
	}
}

struct candidates candidates_find(const struct index *index, const struct query *query, uint32_t entries)
{
	size_t words = (size_t)entries / 64 + 2; /* one more than is needed: place() may look there */
	struct candidates candidates = {.may = g_new(uint64_t, words)};
	struct asking_part *asking = g_new(struct asking_part, 1);
	candidates.must = g_new0(uint64_t, words);
	candidates.titles = g_new0(uint64_t, words);
	memset(candidates.may, 0xFF, words * sizeof(*candidates.may));
	asking->nodes = query_nodes(query, &asking->count);
	asking->asked = g_new0(struct asked, asking->count);
	asking->grams = g_array_new(FALSE, FALSE, sizeof(struct gram));
	asking->may = g_new(struct part_set, asking->count);
	asking->must = g_new(struct part_set, asking->count);
	for (uint32_t i = 0; i < asking->count; i++)
		plan_node(asking, i);
	if (index)
		ask_all(asking, index, entries, &candidates);
	g_free(asking->asked);
	g_array_unref(asking->grams);
	g_free(asking->may);
	g_free(asking->must);
	g_free(asking);
	return candidates;
}

void candidates_clear(struct candidates *candidates)
{
	g_free(candidates->may);
	g_free(candidates->must);
	g_free(candidates->titles);
	*candidates = (struct candidates){.may = NULL};
}
