/* SPDX-License-Identifier: MIT */
/*
 * Groups are found by hashing each band of the signatures (LSH: Indyk and Motwani 1998) and comparing what falls
 * together with a few that fell there first. So a group costs what it has members, even where a band or a text is that
 * of every article, and all of it is linear. One pass goes over all entries for each band, one more asks for older
 * versions; what a pass knows is thrown away after it. Positions count the entries of a pass.
 */
#include "find/stories.h"

#include "find/shingles.h"
#include "find/tally.h"

#define FIRST_ONES 4                       /* of a bucket, with which all that come later are compared */
#define PASSES (SIGNATURE_BANDS + 2)       /* the text, the bands, versions */
#define LOOKED 64                          /* entries between two looks at the clock */
#define SIGNED_PART 50                     /* of a hundred: what signing counts for */

/* Sets of entries: each points to another one of its set, the first one to itself. */
struct sets {
	uint32_t count;
	uint32_t *parent;
	uint8_t *marks; /* enum sign, by entry */
};

/* Of the first of a set: not all of its texts are the same. Of any: there are others in its set; older versions. */
enum sign { MARK_NEAR = 1, MARK_COPIES = 2, MARK_VERSIONS = 4 };

/* The first ones with one value of a band. */
struct bucket {
	uint32_t count, entries[FIRST_ONES];
};

/* How the archive was when it was looked at. */
struct stamp {
	size_t entries, shown;
	bool loading;
};

struct stories {
	struct archive *archive;
	struct duplicates *duplicates;
	struct sets known, next; /* in force; being made: `parent` is NULL where nothing is */
	unsigned changes;
	struct stamp stamp;      /* of what is being made, or of what is known */
	struct listing *listing;
	const uint32_t *order;   /* its entries, to go over, `count` of them */
	size_t count, at;
	unsigned pass;
	struct tally values;     /* of the pass: values of the band */
	struct bucket *buckets;  /* by number of the value */
	bool is_signed;
};

struct stories *stories_new(struct archive *archive, struct duplicates *duplicates)
{
	struct stories *stories = g_new0(struct stories, 1);
	stories->archive = archive;
	stories->duplicates = duplicates;
	return stories;
}

static void clear_sets(struct sets *sets)
{
	g_free(sets->parent);
	g_free(sets->marks);
	*sets = (struct sets){0, NULL, NULL};
}

static void end_pass(struct stories *stories)
{
	if (!stories->buckets)
		return;
	tally_clear(&stories->values);
	g_clear_pointer(&stories->buckets, g_free);
}

void stories_free(struct stories *stories)
{
	if (!stories)
		return;
	end_pass(stories);
	clear_sets(&stories->known);
	clear_sets(&stories->next);
	listing_unref(stories->listing);
	g_free(stories);
}

/* Sets ------------------------------------------------------------------------------------------------------------- */

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
	uint32_t first = MIN(set_of(sets, one), set_of(sets, other)),
		 second = MAX(set_of(sets, one), set_of(sets, other));
	if (near)
		sets->marks[first] |= MARK_NEAR;
	sets->marks[first] |= (uint8_t)(sets->marks[second] & MARK_NEAR);
	sets->parent[second] = first;
	sets->marks[one] |= MARK_COPIES;
	sets->marks[other] |= MARK_COPIES;
}

/* One pass --------------------------------------------------------------------------------------------------------- */

/* How many had to be compared. */
static unsigned meet_bucket(struct stories *stories, struct bucket *bucket, uint32_t entry)
{
	struct sets *sets = &stories->next;
	for (uint32_t i = 0; i < bucket->count; i++) {
		struct copy copy;
		if (set_of(sets, entry) == set_of(sets, bucket->entries[i]))
			return i;
		if (duplicates_compare(stories->duplicates, bucket->entries[i], entry, &copy)) {
			join(sets, bucket->entries[i], entry, copy.kind == COPY_NEAR);
			return i + 1;
		}
	}
	unsigned compared = bucket->count;
	if (bucket->count < FIRST_ONES)
		bucket->entries[bucket->count++] = entry;
	return compared;
}

/* What falls together in the pass; 0 for nothing. */
static uint64_t value_of(const struct stories *stories, uint32_t entry)
{
	const struct signature *signature = duplicates_signature(stories->duplicates, entry);
	return stories->pass == 0 ? signature->text : signature->bands[stories->pass - 1];
}

/* How many texts had to be compared for it. */
static unsigned look_at(struct stories *stories, uint32_t entry)
{
	uint64_t value;
	if (entry >= stories->next.count)
		return 0;
	if (stories->pass == PASSES - 1) {
		if (archive_versions(stories->archive, entry, NULL, 0) > 1)
			stories->next.marks[entry] |= MARK_VERSIONS;
		return 0;
	}
	value = value_of(stories, entry);
	if (value == 0)
		return 0;
	return meet_bucket(stories, &stories->buckets[tally_add(&stories->values, value, 1)], entry);
}

/* The next few entries, until texts had to be compared: that takes as long as very many entries. */
static void look_on(struct stories *stories)
{
	unsigned compared = 0;
	for (size_t i = 0; i < LOOKED && compared == 0 && stories->at < stories->count; i++)
		compared = look_at(stories, stories->order[stories->at++]);
}

static void begin_pass(struct stories *stories)
{
	end_pass(stories);
	stories->at = 0;
	if (stories->pass >= PASSES - 1)
		return;
	tally_init_for(&stories->values, stories->count + 1);
	stories->buckets = g_new0(struct bucket, stories->count + 1);
}

/* All of them ------------------------------------------------------------------------------------------------------ */

static struct stamp stamp_of(const struct stories *stories)
{
	return (struct stamp){archive_count(stories->archive), archive_shown(stories->archive),
	                      archive_progress(stories->archive).loading};
}

bool stories_are_current(const struct stories *stories)
{
	struct stamp now = stamp_of(stories);
	return stories->known.parent && now.entries == stories->stamp.entries && now.shown == stories->stamp.shown &&
	       now.loading == stories->stamp.loading;
}

static void begin(struct stories *stories)
{
	struct sets *next = &stories->next;
	listing_unref(stories->listing);
	stories->listing = archive_listing(stories->archive);
	stories->order = listing_entries(stories->listing, &stories->count);
	stories->stamp = stamp_of(stories);
	next->count = (uint32_t)duplicates_signed(stories->duplicates);
	next->parent = g_new(uint32_t, (size_t)next->count + 1);
	next->marks = g_new0(uint8_t, (size_t)next->count + 1);
	for (uint32_t i = 0; i < next->count; i++)
		next->parent[i] = i;
	stories->pass = 0;
	begin_pass(stories);
}

static void end(struct stories *stories)
{
	for (uint32_t i = 0; i < stories->next.count; i++)
		stories->next.parent[i] = set_of(&stories->next, i);
	clear_sets(&stories->known);
	stories->known = stories->next;
	stories->next = (struct sets){0, NULL, NULL};
	stories->changes++;
	g_clear_pointer(&stories->listing, listing_unref);
	end_pass(stories);
}

/* True once all passes are over. */
static bool go_on(struct stories *stories, int64_t end_us)
{
	while (stories->pass < PASSES) {
		look_on(stories);
		if (stories->at == stories->count) {
			stories->pass++;
			begin_pass(stories);
		}
		if (end_us && g_get_monotonic_time() >= end_us)
			break;
	}
	return stories->pass == PASSES;
}

bool stories_update(struct stories *stories, unsigned budget_us)
{
	int64_t end_us = budget_us ? g_get_monotonic_time() + budget_us : 0;
	if (!stories->next.parent) {
		if (stories_are_current(stories))
			return true;
		stories->is_signed = duplicates_update(stories->duplicates, budget_us);
		if (!stories->is_signed)
			return false;
		begin(stories);
	}
	if (!go_on(stories, end_us))
		return false;
	end(stories);
	return stories_are_current(stories);
}

/* What is known ---------------------------------------------------------------------------------------------------- */

bool stories_are_known(const struct stories *stories)
{
	return stories->known.parent != NULL;
}

unsigned stories_percent(const struct stories *stories)
{
	size_t entries = MAX(archive_count(stories->archive), 1), count = MAX(stories->count, 1);
	if (!stories->next.parent)
		return (unsigned)(duplicates_signed(stories->duplicates) * SIGNED_PART / entries);
	return SIGNED_PART +
	       (unsigned)((stories->pass * count + stories->at) * (100 - SIGNED_PART) / (PASSES * count));
}

unsigned stories_changes(const struct stories *stories)
{
	return stories->changes;
}

uint32_t stories_of(const struct stories *stories, uint32_t entry)
{
	return entry < stories->known.count ? stories->known.parent[entry] : entry;
}

static bool has(const struct stories *stories, uint32_t entry, enum sign sign)
{
	return entry < stories->known.count && stories->known.marks[entry] & sign;
}

bool stories_has_copies(const struct stories *stories, uint32_t entry)
{
	return has(stories, entry, MARK_COPIES);
}

bool stories_has_versions(const struct stories *stories, uint32_t entry)
{
	return has(stories, entry, MARK_VERSIONS);
}

/* Groups ----------------------------------------------------------------------------------------------------------- */

static void clear_copies(void *copies)
{
	g_array_free(((struct copies *)copies)->entries, TRUE);
}

static void add_groups_by_address(const struct stories *stories, GArray *groups)
{
	size_t count;
	const uint32_t *order = archive_order(stories->archive, &count);
	for (size_t i = 0; i < count; i++) {
		size_t versions = archive_versions(stories->archive, order[i], NULL, 0);
		struct copies copies = {COPY_ADDRESS, NULL};
		if (versions < 2)
			continue;
		copies.entries = g_array_sized_new(FALSE, FALSE, sizeof(uint32_t), (guint)versions);
		g_array_set_size(copies.entries, (guint)versions);
		archive_versions(stories->archive, order[i], (uint32_t *)(void *)copies.entries->data, versions);
		g_array_append_val(groups, copies);
	}
}

static void add_groups_by_text(const struct stories *stories, enum copy_kind kind, GArray *groups)
{
	GHashTable *index = g_hash_table_new(NULL, NULL); /* first of a set -> 1 + index of its group */
	size_t count;
	const uint32_t *order = archive_order(stories->archive, &count);
	for (size_t i = 0; i < count; i++) {
		uint32_t first = stories_of(stories, order[i]);
		guint at = GPOINTER_TO_UINT(g_hash_table_lookup(index, GUINT_TO_POINTER(first)));
		if (!has(stories, order[i], MARK_COPIES) ||
		    (has(stories, first, MARK_NEAR) ? COPY_NEAR : COPY_TEXT) != kind)
			continue;
		if (at == 0) {
			struct copies copies = {kind, g_array_new(FALSE, FALSE, sizeof(uint32_t))};
			g_array_append_val(groups, copies);
			at = groups->len;
			g_hash_table_insert(index, GUINT_TO_POINTER(first), GUINT_TO_POINTER(at));
		}
		g_array_append_val(g_array_index(groups, struct copies, at - 1).entries, order[i]);
	}
	g_hash_table_unref(index);
}

GArray *stories_groups(struct stories *stories)
{
	GArray *groups = g_array_new(FALSE, FALSE, sizeof(struct copies));
	stories_update(stories, 0);
	g_array_set_clear_func(groups, clear_copies);
	add_groups_by_address(stories, groups);
	add_groups_by_text(stories, COPY_TEXT, groups);
	add_groups_by_text(stories, COPY_NEAR, groups);
	return groups;
}
