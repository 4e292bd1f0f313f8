/* SPDX-License-Identifier: MIT */
/*
 * A signature for each entry, in memory, kept beside each sealed segment. Copies of one article are found by looking at
 * all signatures, which lie one behind the other.
 */
#include "find/duplicates.h"

#include "find/shingles.h"
#include "text/fold.h"

#define SECTION "copies"
#define SECTION_VERSION (100 + FOLD_VERSION)
#define SEGMENTS_MOST 1024
#define COMPARED_MOST 256 /* copies of one article that are looked at */

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

size_t duplicates_signed(const struct duplicates *duplicates)
{
	return duplicates->signatures->len;
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
	struct shingles *shingles = NULL;
	size_t compared = 0;

	add_versions(duplicates, entry, max, copies);
	for (uint32_t i = 0; entry < signed_ones && i < signed_ones && compared < COMPARED_MOST; i++) {
		struct copy copy;

		if (!signatures_meet(signature_of(duplicates, entry), signature_of(duplicates, i)) || i == entry ||
		    i == newest || !archive_is_shown(duplicates->archive, i))
			continue;
		compared++;
		if (compare(duplicates, entry, i, &shingles, &copy))
			g_array_append_val(copies, copy);
	}
	shingles_free(shingles);
	g_array_sort(copies, compare_copies);
	g_array_set_size(copies, (guint)MIN(copies->len, max));
	return copies;
}
