/* SPDX-License-Identifier: MIT */
/*
 * A signature for each entry, in runs of entries that follow one another. Those of a sealed segment are kept beside it
 * by a thread, and lie in that file when the program runs again; before they are believed they are looked through.
 * Copies of one article are found by looking at all signatures.
 */
#include "find/duplicates.h"

#include "find/checked.h"
#include "find/section.h"
#include "find/shingles.h"

#define SECTION "copies"
#define SEGMENTS_MOST 1024
#define COMPARED_MOST 256 /* copies of one article that are looked at */
#define LOOKED 1024       /* signatures between two looks at the clock */

/* The signatures of entries of one segment that follow one another. */
struct run {
	uint32_t first, count;
	const struct signature *signatures;
	GArray *own; /* in which they are; NULL: in a file that stays as long as the archive */
	bool whole;  /* nothing is added: they are all of a segment that is sealed */
	uint64_t key; /* of that, where they are still to be kept; or 0 */
};

struct duplicates {
	struct archive *archive;
	GArray *runs;                /* of struct run, by first entry; together all that are signed */
	bool final;                  /* signed since nothing loads any more */
	struct checked *checked;     /* what was kept and is looked through; NULL: nothing */
	struct span bytes;           /* of that, */
	uint64_t key;                /* and of its segment */
	struct section_job *writing; /* NULL where nothing is being kept */
};

static void clear_run(void *data)
{
	struct run *run = data;
	if (run->own)
		g_array_unref(run->own);
}

struct duplicates *duplicates_new(struct archive *archive)
{
	struct duplicates *duplicates = g_new0(struct duplicates, 1);
	duplicates->archive = archive;
	duplicates->runs = g_array_new(FALSE, FALSE, sizeof(struct run));
	g_array_set_clear_func(duplicates->runs, clear_run);
	return duplicates;
}

void duplicates_free(struct duplicates *duplicates)
{
	if (!duplicates)
		return;
	section_end(duplicates->writing);
	checked_free(duplicates->checked);
	g_array_free(duplicates->runs, TRUE);
	g_free(duplicates);
}

static struct run *run_at(const struct duplicates *duplicates, guint index)
{
	return &g_array_index(duplicates->runs, struct run, index);
}

static struct run *last_run(const struct duplicates *duplicates)
{
	return duplicates->runs->len > 0 ? run_at(duplicates, duplicates->runs->len - 1) : NULL;
}

static uint32_t signed_count(const struct duplicates *duplicates)
{
	const struct run *last = last_run(duplicates);
	return last ? last->first + last->count : 0;
}

/* That of an entry that is signed. */
static const struct run *run_of(const struct duplicates *duplicates, uint32_t entry)
{
	guint from = 0, to = duplicates->runs->len;
	while (to - from > 1) {
		guint middle = from + (to - from) / 2;
		if (run_at(duplicates, middle)->first <= entry)
			from = middle;
		else
			to = middle;
	}
	return run_at(duplicates, from);
}

/* Of an entry that is signed. */
static const struct signature *signature_of(const struct duplicates *duplicates, uint32_t entry)
{
	const struct run *run = run_of(duplicates, entry);
	return &run->signatures[entry - run->first];
}

/* Signing ---------------------------------------------------------------------------------------------------------- */

static struct span text_of(const struct archive *archive, uint32_t entry)
{
	struct article article;
	archive_article(archive, entry, &article);
	return article_text(&article);
}

static void give_up_kept(struct duplicates *duplicates)
{
	g_clear_pointer(&duplicates->checked, checked_free);
}

static void open_kept(struct duplicates *duplicates, const struct archive_segment *segment)
{
	give_up_kept(duplicates);
	duplicates->key = segment->key;
	duplicates->checked =
		section_open(duplicates->archive, segment, SECTION, DUPLICATES_VERSION, &duplicates->bytes);
	if (duplicates->checked && (duplicates->bytes.len != segment->count * sizeof(struct signature) ||
	                            (uintptr_t)duplicates->bytes.at % _Alignof(struct signature) != 0))
		give_up_kept(duplicates);
}

/* Takes what was kept beside the segment, once it is looked through; true when that has come to its end. */
static bool take_kept(struct duplicates *duplicates, const struct archive_segment *segment, int64_t end)
{
	struct run run = {.first = segment->first, .count = segment->count, .whole = true};
	if (!duplicates->checked || duplicates->key != segment->key)
		open_kept(duplicates, segment);
	if (!duplicates->checked)
		return true;
	if (!checked_read_on(duplicates->checked, end))
		return false;
	run.signatures = (const struct signature *)(const void *)duplicates->bytes.at;
	if (!checked_is_broken(duplicates->checked))
		g_array_append_val(duplicates->runs, run);
	give_up_kept(duplicates);
	return true;
}

/* The run that what is signed next of the segment comes into. */
static struct run *growing_run(struct duplicates *duplicates, const struct archive_segment *segment)
{
	struct run *last = last_run(duplicates), next = {.first = signed_count(duplicates)};
	if (last && !last->whole && last->first >= segment->first)
		return last;
	next.own = g_array_new(FALSE, FALSE, sizeof(struct signature));
	g_array_append_val(duplicates->runs, next);
	return last_run(duplicates);
}

static void sign_next(const struct duplicates *duplicates, struct run *run)
{
	struct signature signature = shingles_sign(text_of(duplicates->archive, run->first + run->count));
	g_array_append_val(run->own, signature);
	run->signatures = (const struct signature *)(const void *)run->own->data;
	run->count++;
}

/* One at least: some of the segment are not signed. */
static bool sign(struct duplicates *duplicates, const struct archive_segment *segment, int64_t end)
{
	struct run *run = growing_run(duplicates, segment);
	uint32_t past = segment->first + segment->count;
	for (sign_next(duplicates, run); run->first + run->count < past; sign_next(duplicates, run)) {
		if (end && g_get_monotonic_time() >= end)
			return false;
	}
	run->whole = duplicates->final && segment->sealed && run->count == segment->count;
	run->key = run->whole ? segment->key : 0;
	return true;
}

static bool sign_segment(struct duplicates *duplicates, const struct archive_segment *segment, int64_t end)
{
	uint32_t past = segment->first + segment->count;
	if (signed_count(duplicates) >= past)
		return true;
	if (signed_count(duplicates) == segment->first && !take_kept(duplicates, segment, end))
		return false;
	return signed_count(duplicates) >= past || sign(duplicates, segment, end);
}

static bool sign_all(struct duplicates *duplicates, int64_t end)
{
	struct archive_segment segments[SEGMENTS_MOST];
	size_t count = MIN(archive_segments(duplicates->archive, segments, SEGMENTS_MOST), SEGMENTS_MOST);
	for (size_t i = 0; i < count; i++) {
		if (!sign_segment(duplicates, &segments[i], end))
			return false;
	}
	return true;
}

static void keep_run(struct duplicates *duplicates, struct run *run)
{
	GBytes *bytes = g_bytes_new_with_free_func(run->own->data, run->count * sizeof(struct signature),
	                                           (GDestroyNotify)g_array_unref, g_array_ref(run->own));
	duplicates->writing = section_begin(archive_section_place(duplicates->archive, run->key), run->key, SECTION,
	                                    DUPLICATES_VERSION, bytes);
	run->key = 0;
	g_bytes_unref(bytes);
}

/* Begins to keep what is to be kept, one after the other; with `wait` to the end. */
static void keep_runs(struct duplicates *duplicates, bool wait)
{
	for (guint i = 0; i < duplicates->runs->len; i++) {
		struct run *run = run_at(duplicates, i);
		if (duplicates->writing && (wait || section_is_over(duplicates->writing)))
			section_end(g_steal_pointer(&duplicates->writing));
		if (run->key != 0 && !duplicates->writing)
			keep_run(duplicates, run);
	}
	if (wait)
		section_end(g_steal_pointer(&duplicates->writing));
}

bool duplicates_update(struct duplicates *duplicates, unsigned budget_us)
{
	int64_t end = budget_us ? g_get_monotonic_time() + budget_us : 0;
	bool loaded = !archive_progress(duplicates->archive).loading, all;
	/* What stands at the ends of many articles was taken away at the end of loading. */
	if (loaded && !duplicates->final)
		g_array_set_size(duplicates->runs, 0);
	duplicates->final = loaded;
	all = sign_all(duplicates, end);
	keep_runs(duplicates, !end);
	return all;
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

size_t duplicates_signed(const struct duplicates *duplicates)
{
	return signed_count(duplicates);
}

const struct signature *duplicates_signature(const struct duplicates *duplicates, uint32_t entry)
{
	return signature_of(duplicates, entry);
}

/* The runs of the entry's text are made when they are first needed, for several others. */
static bool compare(const struct duplicates *duplicates, uint32_t entry, uint32_t other, struct shingles **shingles,
                    struct copy *copy)
{
	const struct signature *one = signature_of(duplicates, entry), *two = signature_of(duplicates, other);
	*copy = (struct copy){other, COPY_TEXT, 1};
	if (one->text != 0 && one->text == two->text)
		return true;
	copy->kind = COPY_NEAR;
	if (!*shingles)
		*shingles = shingles_new(text_of(duplicates->archive, entry));
	copy->likeness = shingles_compare(*shingles, text_of(duplicates->archive, other), SHINGLES_ALIKE);
	return copy->likeness > 0;
}

bool duplicates_compare(const struct duplicates *duplicates, uint32_t entry, uint32_t other, struct copy *copy)
{
	struct shingles *shingles = NULL;
	bool same = compare(duplicates, entry, other, &shingles, copy);
	shingles_free(shingles);
	return same;
}

struct duplicates_search {
	const struct duplicates *duplicates;
	uint32_t entry, newest;
	uint32_t next;             /* to be looked at */
	size_t max, compared;
	struct shingles *shingles; /* of the entry, once they are needed */
	GArray *copies;
};

static void add_versions(struct duplicates_search *search)
{
	const struct archive *archive = search->duplicates->archive;
	uint32_t versions[COMPARED_MOST];
	size_t most = MIN(search->max, COMPARED_MOST - 1) + 1;
	size_t count = archive_versions(archive, search->entry, versions, most);
	for (size_t i = 0; i < MIN(count, most); i++) {
		struct copy copy = {versions[i], COPY_ADDRESS, 0};
		if (versions[i] == search->entry)
			continue;
		copy.likeness = shingles_likeness(text_of(archive, search->entry), text_of(archive, versions[i]));
		g_array_append_val(search->copies, copy);
	}
}

struct duplicates_search *duplicates_begin(const struct duplicates *duplicates, uint32_t entry, size_t max)
{
	struct duplicates_search *search = g_new(struct duplicates_search, 1);
	*search = (struct duplicates_search){
		.duplicates = duplicates,
		.entry = entry,
		.newest = archive_newest(duplicates->archive, entry),
		.max = max,
		.copies = g_array_new(FALSE, FALSE, sizeof(struct copy)),
	};
	add_versions(search);
	return search;
}

/* The next ones of a run, until one of them had to be compared. */
static void look_on(struct duplicates_search *search)
{
	const struct duplicates *duplicates = search->duplicates;
	const struct signature *own = signature_of(duplicates, search->entry);
	const struct run *run = run_of(duplicates, search->next);
	for (uint32_t to = MIN(search->next + LOOKED, run->first + run->count); search->next < to;) {
		uint32_t other = search->next++;
		struct copy copy;
		if (!signatures_meet(own, &run->signatures[other - run->first]) || other == search->entry ||
		    other == search->newest || !archive_is_shown(duplicates->archive, other))
			continue;
		search->compared++;
		if (compare(duplicates, search->entry, other, &search->shingles, &copy))
			g_array_append_val(search->copies, copy);
		return;
	}
}

bool duplicates_go_on(struct duplicates_search *search, unsigned budget_us)
{
	int64_t end = budget_us ? g_get_monotonic_time() + budget_us : G_MAXINT64;
	uint32_t count = signed_count(search->duplicates);
	while (search->entry < count && search->next < count && search->compared < COMPARED_MOST) {
		look_on(search);
		if (g_get_monotonic_time() >= end)
			return false;
	}
	return true;
}

GArray *duplicates_end(struct duplicates_search *search)
{
	GArray *copies = search->copies;
	g_array_sort(copies, compare_copies);
	g_array_set_size(copies, (guint)MIN(copies->len, search->max));
	shingles_free(search->shingles);
	g_free(search);
	return copies;
}
