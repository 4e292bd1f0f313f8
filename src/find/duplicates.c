/* SPDX-License-Identifier: MIT */
/*
 * A signature for each entry, in memory, kept beside each sealed segment. Copies of one article are found by looking at
 * all signatures, which lie one behind the other; groups by hashing each band (LSH: Indyk and Motwani 1998) and comparing
 * what falls together with a few that fell there first. So a group costs what it has members, even where a band or a
 * text is that of every article, and all of it is linear.
 */
#include "find/duplicates.h"

#include <string.h>

#include "find/shingles.h"
#include "text/fold.h"

#define SECTION "copies"
#define SECTION_VERSION (100 + FOLD_VERSION)
#define SEGMENTS_MOST 1024
#define COMPARED_MOST 256 /* copies of one article that are looked at */
#define FIRST_ONES 4      /* of a bucket, with which all that come later are compared */

struct duplicates {
	struct archive *archive;
	GArray *signatures; /* of struct signature, by entry: those that are signed */
	bool final;         /* signed since nothing loads any more */
};

struct duplicates *duplicates_new(struct archive *archive)
{
	struct duplicates *duplicates = g_new0(struct duplicates, 1);

	duplicates->archive = archive;
	duplicates->signatures = g_array_new(FALSE, FALSE, sizeof(struct signature));
	return duplicates;
}

void duplicates_free(struct duplicates *duplicates)
{
	if (!duplicates)
		return;
	g_array_free(duplicates->signatures, TRUE);
	g_free(duplicates);
}

/* Signing ---------------------------------------------------------------------------------------------------------- */

static const struct signature *signature_of(const struct duplicates *duplicates, uint32_t entry)
{
	return &g_array_index(duplicates->signatures, struct signature, entry);
}

static struct span text_of(const struct archive *archive, uint32_t entry)
{
	struct article article;

	archive_article(archive, entry, &article);
	return article_text(&article);
}

/* What was kept beside the segment, in the place of signing its entries. */
static bool take_section(struct duplicates *duplicates, const struct archive_segment *segment)
{
	struct span bytes = {NULL, 0};

	if (segment->sealed && segment->key != 0)
		bytes = archive_section(duplicates->archive, segment->key, SECTION, SECTION_VERSION);
	if (segment->count == 0 || bytes.len != segment->count * sizeof(struct signature))
		return false;
	g_array_append_vals(duplicates->signatures, bytes.at, segment->count);
	return true;
}

static void keep_section(const struct duplicates *duplicates, const struct archive_segment *segment)
{
	struct span bytes = {(const char *)signature_of(duplicates, segment->first),
			     segment->count * sizeof(struct signature)};

	if (segment->sealed && segment->key != 0)
		archive_section_write(duplicates->archive, segment->key, SECTION, SECTION_VERSION, &bytes, 1);
}

static bool sign_segment(struct duplicates *duplicates, const struct archive_segment *segment, int64_t end)
{
	GArray *signatures = duplicates->signatures;

	if (signatures->len >= segment->first + segment->count)
		return true;
	if (signatures->len == segment->first && take_section(duplicates, segment))
		return true;
	while (signatures->len < segment->first + segment->count) {
		struct signature signature = shingles_sign(text_of(duplicates->archive, signatures->len));

		g_array_append_val(signatures, signature);
		if (end && g_get_monotonic_time() >= end)
			return false;
	}
	keep_section(duplicates, segment);
	return true;
}

bool duplicates_update(struct duplicates *duplicates, unsigned budget_us)
{
	int64_t end = budget_us ? g_get_monotonic_time() + budget_us : 0;
	struct archive_segment segments[SEGMENTS_MOST];
	size_t count = MIN(archive_segments(duplicates->archive, segments, SEGMENTS_MOST), SEGMENTS_MOST);
	bool loaded = !archive_progress(duplicates->archive).loading;

	/* What stands at the ends of many articles was taken away at the end of loading. */
	if (loaded && !duplicates->final)
		g_array_set_size(duplicates->signatures, 0);
	duplicates->final = loaded;
	for (size_t i = 0; i < count; i++) {
		if (!sign_segment(duplicates, &segments[i], end))
			return false;
	}
	return true;
}

/* Copies of one ---------------------------------------------------------------------------------------------------- */

static int compare_copies(const void *a, const void *b)
{
	const struct copy *one = a, *other = b;

	if (one->kind != other->kind)
		return one->kind < other->kind ? -1 : 1;
	if (one->likeness > other->likeness || one->likeness < other->likeness)
		return one->likeness > other->likeness ? -1 : 1;
	return (one->entry > other->entry) - (one->entry < other->entry);
}

/* False where they are no copies. */
static bool compare_texts(const struct duplicates *duplicates, uint32_t entry, uint32_t other, struct copy *copy)
{
	const struct signature *one = signature_of(duplicates, entry), *two = signature_of(duplicates, other);

	*copy = (struct copy){other, COPY_TEXT, 1};
	if (one->text != 0 && one->text == two->text)
		return true;
	copy->kind = COPY_NEAR;
	copy->likeness = shingles_likeness(text_of(duplicates->archive, entry), text_of(duplicates->archive, other));
	return copy->likeness >= SHINGLES_ALIKE;
}

static void add_versions(const struct duplicates *duplicates, uint32_t entry, size_t max, GArray *copies)
{
	uint32_t versions[COMPARED_MOST];
	size_t count = archive_versions(duplicates->archive, entry, versions, MIN(max, COMPARED_MOST - 1) + 1);

	for (size_t i = 0; i < MIN(count, MIN(max, COMPARED_MOST - 1) + 1); i++) {
		struct copy copy = {versions[i], COPY_ADDRESS, 0};

		if (versions[i] == entry)
			continue;
		copy.likeness = shingles_likeness(text_of(duplicates->archive, entry),
						  text_of(duplicates->archive, versions[i]));
		g_array_append_val(copies, copy);
	}
}

GArray *duplicates_find(const struct duplicates *duplicates, uint32_t entry, size_t max)
{
	GArray *copies = g_array_new(FALSE, FALSE, sizeof(struct copy));
	uint32_t newest = archive_newest(duplicates->archive, entry);
	guint signed_ones = duplicates->signatures->len;
	size_t compared = 0;

	add_versions(duplicates, entry, max, copies);
	for (uint32_t i = 0; entry < signed_ones && i < signed_ones && compared < COMPARED_MOST; i++) {
		struct copy copy;

		if (!signatures_meet(signature_of(duplicates, entry), signature_of(duplicates, i)) || i == entry ||
		    i == newest || !archive_is_shown(duplicates->archive, i))
			continue;
		compared++;
		if (compare_texts(duplicates, entry, i, &copy))
			g_array_append_val(copies, copy);
	}
	g_array_sort(copies, compare_copies);
	g_array_set_size(copies, (guint)MIN(copies->len, max));
	return copies;
}

/* Groups ----------------------------------------------------------------------------------------------------------- */

/* Sets of entries: each points to another one of its set, the first one to itself. */
struct sets {
	uint32_t *parent;
	bool *near; /* by the first of a set: not all of its texts are the same */
};

static uint32_t set_of(const struct sets *sets, uint32_t entry)
{
	while (sets->parent[entry] != entry) {
		sets->parent[entry] = sets->parent[sets->parent[entry]];
		entry = sets->parent[entry];
	}
	return entry;
}

static void join(struct sets *sets, uint32_t one, uint32_t other, bool near)
{
	uint32_t first = MIN(set_of(sets, one), set_of(sets, other)), second = MAX(set_of(sets, one), set_of(sets, other));

	sets->near[first] = near || sets->near[first] || sets->near[second];
	sets->parent[second] = first;
}

/* The first ones with one value of a band. */
struct bucket {
	uint32_t count, entries[FIRST_ONES];
};

static void meet_bucket(const struct duplicates *duplicates, struct sets *sets, struct bucket *bucket, uint32_t entry)
{
	for (uint32_t i = 0; i < bucket->count; i++) {
		struct copy copy;

		if (set_of(sets, entry) == set_of(sets, bucket->entries[i]))
			return;
		if (compare_texts(duplicates, bucket->entries[i], entry, &copy)) {
			join(sets, bucket->entries[i], entry, copy.kind == COPY_NEAR);
			return;
		}
	}
	if (bucket->count < FIRST_ONES)
		bucket->entries[bucket->count++] = entry;
}

/* `value`: what falls together, 0 for nothing. */
static void meet(const struct duplicates *duplicates, struct sets *sets, GHashTable *buckets, uint64_t value,
		 uint32_t entry)
{
	struct bucket *bucket = value ? g_hash_table_lookup(buckets, &value) : NULL;

	if (bucket) {
		meet_bucket(duplicates, sets, bucket, entry);
	} else if (value) {
		bucket = g_new0(struct bucket, 1);
		bucket->entries[bucket->count++] = entry;
		g_hash_table_insert(buckets, g_memdup2(&value, sizeof(value)), bucket);
	}
}

/* `band` SIGNATURE_BANDS: the text as a whole. */
static void join_by(const struct duplicates *duplicates, struct sets *sets, size_t band)
{
	GHashTable *buckets = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, g_free);
	size_t count;
	const uint32_t *order = archive_order(duplicates->archive, &count);

	for (size_t i = 0; i < count; i++) {
		const struct signature *signature = signature_of(duplicates, order[i]);

		meet(duplicates, sets, buckets, band < SIGNATURE_BANDS ? signature->bands[band] : signature->text,
		     order[i]);
	}
	g_hash_table_unref(buckets);
}

static void clear_copies(void *copies)
{
	g_array_free(((struct copies *)copies)->entries, TRUE);
}

static void add_groups_by_address(const struct duplicates *duplicates, GArray *groups)
{
	size_t count;
	const uint32_t *order = archive_order(duplicates->archive, &count);

	for (size_t i = 0; i < count; i++) {
		size_t versions = archive_versions(duplicates->archive, order[i], NULL, 0);
		struct copies copies = {COPY_ADDRESS, NULL};

		if (versions < 2)
			continue;
		copies.entries = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), (guint)versions);
		g_array_set_size(copies.entries, (guint)versions);
		archive_versions(duplicates->archive, order[i], (uint32_t *)(void *)copies.entries->data, versions);
		g_array_append_val(groups, copies);
	}
}

static void add_groups_by_text(const struct duplicates *duplicates, const struct sets *sets, enum copy_kind kind,
			       GArray *groups)
{
	GHashTable *index = g_hash_table_new(NULL, NULL); /* first of a set -> 1 + index of its group */
	GArray *all = g_array_new(FALSE, FALSE, sizeof(struct copies));
	size_t count;
	const uint32_t *order = archive_order(duplicates->archive, &count);

	for (size_t i = 0; i < count; i++) {
		uint32_t first = set_of(sets, order[i]);
		guint at = GPOINTER_TO_UINT(g_hash_table_lookup(index, GUINT_TO_POINTER(first)));

		if ((sets->near[first] ? COPY_NEAR : COPY_TEXT) != kind)
			continue;
		if (at == 0) {
			struct copies copies = {kind, g_array_new(FALSE, FALSE, sizeof(uint32_t))};

			g_array_append_val(all, copies);
			at = all->len;
			g_hash_table_insert(index, GUINT_TO_POINTER(first), GUINT_TO_POINTER(at));
		}
		g_array_append_val(g_array_index(all, struct copies, at - 1).entries, order[i]);
	}
	for (guint i = 0; i < all->len; i++) {
		struct copies *copies = &g_array_index(all, struct copies, i);

		if (copies->entries->len > 1)
			g_array_append_vals(groups, copies, 1);
		else
			g_array_free(copies->entries, TRUE);
	}
	g_array_free(all, TRUE);
	g_hash_table_unref(index);
}

GArray *duplicates_groups(const struct duplicates *duplicates)
{
	GArray *groups = g_array_new(FALSE, FALSE, sizeof(struct copies));
	guint count = duplicates->signatures->len;
	struct sets sets = {g_new(uint32_t, count + 1), g_new0(bool, count + 1)};

	g_array_set_clear_func(groups, clear_copies);
	for (uint32_t i = 0; i < count; i++)
		sets.parent[i] = i;
	for (size_t band = SIGNATURE_BANDS + 1; band-- > 0;)
		join_by(duplicates, &sets, band);
	add_groups_by_address(duplicates, groups);
	add_groups_by_text(duplicates, &sets, COPY_TEXT, groups);
	add_groups_by_text(duplicates, &sets, COPY_NEAR, groups);
	g_free(sets.parent);
	g_free(sets.near);
	return groups;
}
