/* SPDX-License-Identifier: MIT */
/*
 * Only what stands behind the text is cut out of a pool, and nothing that another string needs, too: strings may
 * overlap. Work goes with the number of strings and its logarithm. A string that lies in the shared bytes of another
 * segment, and finds no room in these, comes to the pool.
 */
#include "archive/pack.h"

#include <string.h>

/* Addresses for what is shared in a segment. Bytes; beyond that strings stay in their pools. */
#define MOST_SHARED ((size_t)64 << 20)

struct cut {
	uint32_t from, to; /* bytes of the pool */
	uint32_t before;   /* bytes that all cuts before it take away */
	bool kept;         /* it is none: somebody needs it */
};

/* A string that should move to what is shared. */
struct moving {
	struct slice *slice; /* in the packed article */
	uint64_t hash;
};

struct string {
	size_t at;   /* in struct article, or in the element of an array */
	bool shared; /* mostly another article says the same */
};

static const struct string fields[] = {
	{offsetof(struct article, title), false}, {offsetof(struct article, author), true},
	{offsetof(struct article, editor), true}, {offsetof(struct article, source), true},
	{offsetof(struct article, url), false},
};

#define MOST_STRINGS 3

static const struct {
	size_t count;
	struct string strings[MOST_STRINGS];
} elements[ARTICLE_ARRAYS] = {
	[ARRAY_LINKS] = {1, {{offsetof(struct link, url), true}}},
	[ARRAY_IMAGES] = {3, {{offsetof(struct image, url), false}, {offsetof(struct image, alt), false},
			      {offsetof(struct image, caption), true}}},
	[ARRAY_RELATED] = {3, {{offsetof(struct reference, title), true}, {offsetof(struct reference, url), true},
			       {offsetof(struct reference, group), true}}},
	[ARRAY_ASIDES] = {1, {{offsetof(struct aside, text), true}}},
	[ARRAY_TAGS] = {1, {{0, true}}},
	[ARRAY_WARNINGS] = {2, {{offsetof(struct warning, code), true}, {offsetof(struct warning, message), true}}},
};

struct packer *packer_new(struct table *shared, uint64_t seed)
{
	struct packer *packer = g_new0(struct packer, 1);
	table_reserve(shared, MOST_SHARED);
	intern_init(&packer->strings, shared, true, seed);
	packer->arena = arena_new();
	packer->cuts = g_array_new(FALSE, FALSE, sizeof(struct cut));
	packer->moving = g_array_new(FALSE, FALSE, sizeof(struct moving));
	packer->added = g_string_new(NULL);
	return packer;
}

void packer_free(struct packer *packer)
{
	if (!packer)
		return;
	intern_clear(&packer->strings);
	arena_free(packer->arena);
	g_array_free(packer->cuts, TRUE);
	g_array_free(packer->moving, TRUE);
	g_string_free(packer->added, TRUE);
	g_free(packer);
}

/* Every string of an article --------------------------------------------------------------------------------------- */

typedef void visit_string(struct packer *packer, struct slice *slice, bool shared);

static char *array_of(const struct article *article, enum article_array_index index, uint32_t *count)
{
	char *first;
	memcpy(&first, (const char *)article + article_arrays[index].pointer, sizeof(first));
	memcpy(count, (const char *)article + article_arrays[index].count, sizeof(*count));
	return first;
}

static struct slice *slice_at(char *at, const struct string *string)
{
	return (struct slice *)(void *)(at + string->at);
}

/* Of arrays only those that are the packed article's own. */
static void visit_all(struct packer *packer, struct article *packed, visit_string *visit)
{
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++)
		visit(packer, slice_at((char *)packed, &fields[i]), fields[i].shared);
	for (enum article_array_index i = 0; i < ARTICLE_ARRAYS; i++) {
		uint32_t count, old;
		char *first = array_of(packed, i, &count);
		if (elements[i].count == 0 || first == array_of(packer->from, i, &old))
			continue;
		for (char *at = first; count > 0; count--, at += article_arrays[i].element) {
			for (size_t j = 0; j < elements[i].count; j++)
				visit(packer, slice_at(at, &elements[i].strings[j]), elements[i].strings[j].shared);
		}
	}
}

/* Sharing ---------------------------------------------------------------------------------------------------------- */

static bool is_foreign(const struct packer *packer, struct slice slice)
{
	return slice_is_shared(slice) && packer->from->shared != table_at(packer->strings.table, 0);
}

/* Whether a string should move to what is shared. */
static bool is_to_move(const struct packer *packer, struct slice slice, bool shared)
{
	if (slice.len == 0)
		return false;
	return slice_is_shared(slice) ? is_foreign(packer, slice) : shared && slice.from >= packer->from->text_len;
}

/* Their places among what is shared lie all over the memory, which is told of all before the first is needed. */
static void expect(struct packer *packer, struct slice *slice, bool shared)
{
	struct span bytes = article_span(packer->from, *slice);
	struct moving moving = {.slice = slice};
	if (!is_to_move(packer, *slice, shared))
		return;
	moving.hash = intern_hash(&packer->strings, bytes.at, bytes.len);
	g_array_append_val(packer->moving, moving);
}

static void share(struct packer *packer, const struct moving *moving)
{
	struct slice *slice = moving->slice;
	struct cut cut = {.from = slice->from, .to = slice->from + slice->len};
	struct span bytes = article_span(packer->from, *slice);
	bool foreign = is_foreign(packer, *slice);
	uint32_t at;
	if (intern_run(&packer->strings, bytes.at, bytes.len, moving->hash, &at)) {
		slice->from = SLICE_SHARED | at;
		if (!foreign && !packer->keep_pool)
			g_array_append_val(packer->cuts, cut);
	} else if (foreign) {
		slice->from = packer->from->pool_len + (uint32_t)packer->added->len;
		g_string_append_len(packer->added, bytes.at, (gssize)bytes.len);
	}
}

static void share_all(struct packer *packer, struct article *packed)
{
	g_array_set_size(packer->moving, 0);
	visit_all(packer, packed, expect);
	for (guint i = 0; i < packer->moving->len; i++)
		share(packer, &g_array_index(packer->moving, struct moving, i));
}

/* Cutting ---------------------------------------------------------------------------------------------------------- */

static struct cut *cut_at(const struct packer *packer, guint index)
{
	return &g_array_index(packer->cuts, struct cut, index);
}

static int compare_cuts(const void *a, const void *b)
{
	uint32_t one = ((const struct cut *)a)->from, other = ((const struct cut *)b)->from;
	return (one > other) - (one < other);
}

/* In order, those that touch being one. */
static void sort_cuts(struct packer *packer)
{
	guint count = 0;
	g_array_sort(packer->cuts, compare_cuts);
	for (guint i = 0; i < packer->cuts->len; i++) {
		struct cut *cut = cut_at(packer, i), *last = count > 0 ? cut_at(packer, count - 1) : NULL;
		if (last && cut->from < last->to)
			last->to = MAX(last->to, cut->to);
		else
			*cut_at(packer, count++) = *cut;
	}
	g_array_set_size(packer->cuts, count);
}

/* How many cuts begin before a byte. */
static guint cuts_before(const struct packer *packer, uint32_t byte)
{
	guint low = 0, high = packer->cuts->len;
	while (low < high) {
		guint middle = low + (high - low) / 2;
		if (cut_at(packer, middle)->from < byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* What a string needs that stays in the pool is not cut out: each cut is looked at so often as strings lie over it. */
static void protect(struct packer *packer, struct slice *slice, bool shared)
{
	(void)shared;
	if (slice->len == 0 || slice_is_shared(*slice))
		return;
	for (guint i = cuts_before(packer, slice->from + slice->len); i > 0; i--) {
		struct cut *cut = cut_at(packer, i - 1);
		if (cut->to <= slice->from)
			return;
		cut->kept = true;
	}
}

static uint32_t drop_kept_cuts(struct packer *packer)
{
	uint32_t gone = 0;
	guint count = 0;
	for (guint i = 0; i < packer->cuts->len; i++) {
		struct cut cut = *cut_at(packer, i);
		if (cut.kept)
			continue;
		cut.before = gone;
		gone += cut.to - cut.from;
		*cut_at(packer, count++) = cut;
	}
	g_array_set_size(packer->cuts, count);
	return gone;
}

static void move(struct packer *packer, struct slice *slice, bool shared)
{
	guint before = cuts_before(packer, slice->from);
	const struct cut *last = before > 0 ? cut_at(packer, before - 1) : NULL;
	(void)shared;
	if (last && slice->len > 0 && !slice_is_shared(*slice))
		slice->from -= last->before + (last->to - last->from);
}

/* All of it -------------------------------------------------------------------------------------------------------- */

/* Whether anything of an array is to move. */
static bool has_to_move(const struct packer *packer, enum article_array_index index)
{
	uint32_t count;
	char *at = array_of(packer->from, index, &count);
	for (; count > 0; count--, at += article_arrays[index].element) {
		for (size_t j = 0; j < elements[index].count; j++) {
			const struct string *string = &elements[index].strings[j];
			if (is_to_move(packer, *slice_at(at, string), string->shared))
				return true;
		}
	}
	return false;
}

static void copy_arrays(struct packer *packer, struct article *packed)
{
	for (enum article_array_index i = 0; i < ARTICLE_ARRAYS; i++) {
		uint32_t count;
		const char *from = array_of(packer->from, i, &count);
		void *copy;
		if (elements[i].count == 0 || count == 0 || (packer->keep_pool && !has_to_move(packer, i)))
			continue;
		copy = arena_alloc(packer->arena, count * article_arrays[i].element);
		memcpy(copy, from, count * article_arrays[i].element);
		memcpy((char *)packed + article_arrays[i].pointer, &copy, sizeof(copy));
	}
}

void pack_article(struct packer *packer, const struct article *from, bool keep_pool, struct article *packed)
{
	arena_reset(packer->arena);
	g_array_set_size(packer->cuts, 0);
	g_string_truncate(packer->added, 0);
	packer->from = from;
	packer->keep_pool = keep_pool && (!from->shared || from->shared == table_at(packer->strings.table, 0));
	*packed = *from;
	packed->pool = NULL;
	copy_arrays(packer, packed);
	share_all(packer, packed);
	packed->pool_len = from->pool_len + (uint32_t)packer->added->len;
	if (packer->cuts->len == 0)
		return;
	sort_cuts(packer);
	visit_all(packer, packed, protect);
	packed->pool_len -= drop_kept_cuts(packer);
	if (packer->cuts->len > 0)
		visit_all(packer, packed, move);
}

void pack_pool(const struct packer *packer, char *to)
{
	const struct article *from = packer->from;
	uint32_t at = 0;
	for (guint i = 0; i < packer->cuts->len; i++) {
		const struct cut *cut = cut_at(packer, i);
		memcpy(to, from->pool + at, cut->from - at);
		to += cut->from - at;
		at = cut->to;
	}
	if (from->pool_len > at)
		memcpy(to, from->pool + at, from->pool_len - at);
	if (packer->added->len > 0)
		memcpy(to + (from->pool_len - at), packer->added->str, packer->added->len);
}
