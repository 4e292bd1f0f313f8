/* SPDX-License-Identifier: MIT */
/*
 * The index has a part for each segment. A part of a sealed segment is made once, kept beside it, and mapped in every
 * later run, where it is looked through before it is believed; that of the growing one is made anew when it has grown
 * enough, and once more when it is loaded. What the terms of a segment weigh follows from its own articles and those of
 * all that are larger, so the same segments give the same index in whatever order they came.
 */
#include "find/related.h"
#include "find/related_parts.h"
#include "find/section.h"

#define SEGMENTS_MOST 1024
#define SECTION "related"

struct related *related_new(struct archive *archive)
{
	struct related *related = g_new0(struct related, 1);
	related->archive = archive;
	related->parts = g_array_new(FALSE, FALSE, sizeof(struct part));
	return related;
}

static void remove_part(struct related *related, guint index)
{
	g_clear_pointer(&related_part(related, index)->bytes, g_bytes_unref);
	g_array_remove_index(related->parts, index);
}

void related_free(struct related *related)
{
	if (!related)
		return;
	section_end(related->writing);
	while (related->parts->len > 0)
		remove_part(related, related->parts->len - 1);
	g_array_free(related->parts, TRUE);
	making_free(related->making);
	checked_free(related->checked);
	g_free(related->cosines);
	g_free(related);
}

/* The index -------------------------------------------------------------------------------------------------------- */

uint64_t related_frequency(const struct related *related, uint64_t key)
{
	uint64_t frequency = 0;
	for (guint i = 0; i < related->parts->len; i++)
		frequency += vectors_frequency(&related_part(related, i)->view, key);
	return frequency;
}

uint64_t related_documents(const struct related *related)
{
	uint64_t documents = 0;
	for (guint i = 0; i < related->parts->len; i++)
		documents += related_part(related, i)->view.documents;
	return documents;
}

/* Whether the terms of a segment are weighed by what a part tells, too. */
static bool is_larger(const struct part *part, const struct archive_segment *segment)
{
	const struct archive_segment *other = &part->segment;
	return part->final &&
	       (other->count > segment->count || (other->count == segment->count && other->first < segment->first));
}

static uint64_t documents_elsewhere(const struct related *related, const struct archive_segment *segment)
{
	uint64_t documents = 0;
	for (guint i = 0; i < related->parts->len; i++) {
		const struct part *part = related_part(related, i);
		documents += is_larger(part, segment) ? part->view.documents : 0;
	}
	return documents;
}

static struct part *find_part(const struct related *related, uint32_t first)
{
	for (guint i = 0; i < related->parts->len; i++) {
		if (related_part(related, i)->segment.first == first)
			return related_part(related, i);
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
		return part->final && part->segment.count == segment->count &&
		       part->view.elsewhere == documents_elsewhere(related, segment);
	return segment->count / 2 <= part->segment.count;
}

/* Takes what is built or mapped in the place of what there was of this segment. */
static bool add_part(struct related *related, struct part *part, struct span bytes)
{
	if (!vectors_open(&part->view, bytes, part->segment.count))
		return false;
	for (guint i = 0; i < related->parts->len; i++) {
		if (related_part(related, i)->segment.first == part->segment.first)
			remove_part(related, i--);
	}
	g_array_append_vals(related->parts, part, 1);
	return true;
}

/* What was kept of a segment; see section_open(). */
static struct checked *open_kept(const struct related *related, const struct archive_segment *segment,
                                 struct span *bytes)
{
	return section_open(related->archive, segment, SECTION, VECTORS_VERSION, bytes);
}

static void begin_writing(struct related *related, struct part *part, const struct archive_segment *segment)
{
	if (related->writing || part->kept || !part->bytes || !part->final || !segment->sealed || segment->key == 0)
		return;
	part->kept = true;
	related->written = *segment;
	related->writing = section_begin(archive_section_place(related->archive, segment->key), segment->key, SECTION,
	                                 VECTORS_VERSION, part->bytes);
}

/* Lays what was written in the place of memory. */
static void end_writing(struct related *related)
{
	struct part part = {.segment = related->written, .final = true, .kept = true};
	bool written = section_end(g_steal_pointer(&related->writing));
	struct span bytes;
	struct checked *checked = written ? open_kept(related, &related->written, &bytes) : NULL;
	if (checked)
		add_part(related, &part, bytes);
	checked_free(checked);
}

static void begin_part(struct related *related, const struct archive_segment *segment)
{
	related->next = (struct part){.segment = *segment, .final = is_final(related, segment)};
	related->making = making_new(related->archive, segment);
	for (guint i = 0; i < related->parts->len; i++) {
		const struct part *part = related_part(related, i);
		if (is_larger(part, segment))
			making_weigh_by(related->making, &part->view, part->bytes);
	}
}

/* Goes on with what was kept of a segment, or builds it: also where there was less, or more, to weigh terms by. */
static void begin(struct related *related, const struct archive_segment *segment)
{
	struct vectors_view view;
	related->checked = open_kept(related, segment, &related->bytes);
	if (related->checked && (!vectors_open(&view, related->bytes, segment->count) ||
	                         view.elsewhere != documents_elsewhere(related, segment)))
		g_clear_pointer(&related->checked, checked_free);
	if (related->checked)
		related->next = (struct part){.segment = *segment, .final = true, .kept = true};
	else
		begin_part(related, segment);
}

/* What is not what it was, or of another version, is built instead. */
static void end_look(struct related *related)
{
	struct part part = related->next;
	bool sound = !checked_is_broken(related->checked);
	g_clear_pointer(&related->checked, checked_free);
	if (!sound || !add_part(related, &part, related->bytes))
		begin_part(related, &part.segment);
}

/* What was stopped left nothing. */
static void end_part(struct related *related)
{
	struct part part = related->next;
	struct span bytes = {NULL, 0};
	part.bytes = making_take(related->making);
	g_clear_pointer(&related->making, making_free);
	if (!part.bytes)
		return;
	bytes.at = g_bytes_get_data(part.bytes, &bytes.len);
	if (!add_part(related, &part, bytes))
		g_bytes_unref(part.bytes);
}

/* Drops the parts of segments that there are no more: another one holds their entries. */
static void drop_parts(struct related *related, const struct archive_segment *segments, size_t count)
{
	for (guint i = related->parts->len; i-- > 0;) {
		const struct archive_segment *mine = &related_part(related, i)->segment;
		bool there = false;
		for (size_t k = 0; k < count && !there; k++)
			there = segments[k].first == mine->first && segments[k].count >= mine->count;
		if (!there)
			remove_part(related, i);
	}
}

/* The largest segment that no part will do for, or NULL; on the way begins to keep what can be. */
static const struct archive_segment *find_lacking(struct related *related, const struct archive_segment *segments,
                                                  size_t count)
{
	const struct archive_segment *lacking = NULL;
	for (size_t i = 0; i < count; i++) {
		struct part *part = find_part(related, segments[i].first);
		if (segments[i].count > 0 && covers(related, part, &segments[i]))
			begin_writing(related, part, &segments[i]);
		else if (segments[i].count > (lacking ? lacking->count : 0))
			lacking = &segments[i];
	}
	return lacking;
}

static bool is_at_work(const struct related *related)
{
	return related->making || related->checked;
}

void related_cancel(struct related *related)
{
	if (related->making)
		making_stop(related->making);
	g_clear_pointer(&related->checked, checked_free);
}

bool related_rests(const struct related *related)
{
	return related->making && making_rests(related->making);
}

/* What is being made is of no use any more once its segment is final and it is not. */
static void drop_making(struct related *related, const struct archive_segment *segments, size_t count)
{
	const struct part *next = &related->next;
	for (size_t i = 0; is_at_work(related) && i < count; i++) {
		if (segments[i].first == next->segment.first && segments[i].count >= next->segment.count &&
		    (next->final || !is_final(related, &segments[i])))
			return;
	}
	related_cancel(related);
}

/* True when what is being looked through or made has come to its end. */
static bool step(struct related *related, int64_t end)
{
	if (related->checked) {
		if (!checked_read_on(related->checked, end))
			return false;
		end_look(related);
	} else {
		if (!making_go_on(related->making, end))
			return false;
		end_part(related);
	}
	return true;
}

/* Begins with what is lacking; false where nothing is. */
static bool begin_next(struct related *related, const struct archive_segment *segments, size_t count)
{
	const struct archive_segment *lacking = find_lacking(related, segments, count);
	if (lacking)
		begin(related, lacking);
	return lacking;
}

bool related_update(struct related *related, unsigned budget_us)
{
	int64_t end = budget_us ? g_get_monotonic_time() + budget_us : 0;
	struct archive_segment segments[SEGMENTS_MOST];
	size_t count = MIN(archive_segments(related->archive, segments, SEGMENTS_MOST), SEGMENTS_MOST);
	if (related->writing && section_is_over(related->writing))
		end_writing(related);
	drop_making(related, segments, count);
	drop_parts(related, segments, count);
	do {
		if (!is_at_work(related) && !begin_next(related, segments, count)) {
			if (end || !related->writing)
				return true;
			end_writing(related);
		} else if (!step(related, end)) {
			return false;
		}
	} while (!end || g_get_monotonic_time() < end);
	return false;
}

unsigned related_percent(const struct related *related)
{
	uint64_t all = MAX(archive_count(related->archive), 1), done = 0;
	for (guint i = 0; i < related->parts->len; i++)
		done += related_part(related, i)->segment.count;
	if (related->checked && related->bytes.len > 0)
		done += (uint64_t)related->next.segment.count * checked_is_at(related->checked) / related->bytes.len;
	if (related->making)
		done += (uint64_t)related->next.segment.count * making_percent(related->making) / 100;
	return (unsigned)MIN(done * 100 / all, 99);
}
