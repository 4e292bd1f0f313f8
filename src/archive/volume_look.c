/* SPDX-License-Identifier: MIT */
/*
 * While a look goes on, the threads that walk ask volume_knows() beside the owner, who takes what came of the rest: the
 * ones read sealed segments and mark what they have seen, the other adds to the segment that grows and marks what is
 * stale. Both kinds of marks are atomic bits; a document becomes stale only after the walk has come upon it.
 */
#include "archive/volume_parts.h"

#include <string.h>

#include "base/span.h"

/* A file that was changed so short before it was read may be changed again without its time showing it. */
#define RACY_US ((int64_t)2 * G_USEC_PER_SEC)

/* A document of one of the sealed segments. */
struct known {
	struct segment *segment; /* NULL: none */
	uint32_t number;
	struct document document;
};

/* What the first look begins with; or goes on with, where it was stopped. */
static void begin_first(struct volume *volume)
{
	if (volume->stopped) { /* in the middle of its first */
		met_free(volume->met);
		volume->met = met_new(store_growing(catalog_store(volume->catalog), volume->origin));
		return;
	}
	if (volume->origin > 0)
		volume->sights = sights_new((uint64_t)g_random_int() << 32 | (g_random_int() | 1),
		                            store_count(catalog_store(volume->catalog)));
	volume->look = (struct look){0};
}

void volume_begin(struct volume *volume)
{
	for (guint i = 0; i < volume->segments->len; i++) {
		struct segment *segment = segment_at(volume, i);
		g_free(segment->seen);
		segment->seen = bits_new(segment_documents(segment));
		if (!segment->stale)
			segment->stale = bits_new(segment_documents(segment)); /* made here, for two threads will ask */
	}
	if (volume->sealed || !volume->stopped)
		sights_free(g_steal_pointer(&volume->sights));
	if (volume->sealed)
		volume->look = (struct look){0};
	else
		begin_first(volume);
	volume->partial = false;
	g_ptr_array_set_size(volume->hidden, 0);
	g_array_set_size(volume->dead, 0);
	g_array_set_size(volume->stale, 0);
	g_array_set_size(volume->leaving, 0);
	if (!volume->stopped) /* else something may still be seen to have moved */
		g_hash_table_remove_all(volume->arrived);
	volume->stopped = false;
}

void volume_stop(struct volume *volume)
{
	volume->stopped = volume->partial = true;
}

/* What the latest segment knows of a path. */
static struct known find_known(const struct volume *volume, struct span path)
{
	for (size_t i = volume->segments->len; i-- > 0;) {
		struct segment *segment = segment_at(volume, i);
		uint32_t number = segment_find_document(segment, path);
		if (number != ROW_NONE)
			return (struct known){segment, number, segment_document(segment, number)};
	}
	return (struct known){NULL, 0, {0}};
}

/* Problems are looked at again: what could not be read may be readable now. What is gone may be back. */
static bool may_stay(const struct document *document)
{
	return document->outcome != OUTCOME_PROBLEM && document->outcome != OUTCOME_GONE;
}

bool volume_knows(struct volume *volume, const char *path, const struct stamp *stamp)
{
	struct known known = find_known(volume, span_of(path));
	if (volume->met)
		return met_has(volume->met, span_of(path));
	if (!known.segment || !may_stay(&known.document) ||
	    !segment_is_unchanged(known.segment, &known.document, stamp))
		return false;
	bits_set(known.segment->seen, known.number);
	__atomic_fetch_add(&volume->look.unchanged, 1, __ATOMIC_RELAXED); /* read when the walk is over */
	return true;
}

static void remove_entry(struct volume *volume, uint32_t local)
{
	uint32_t number = volume_entry(volume, local);
	if (number == NONE || catalog_is_removed(volume->catalog, number))
		return;
	catalog_remove(volume->catalog, number);
	g_array_append_val(volume->dead, local);
}

/* Something else is known of this document now. */
static void supersede(struct volume *volume, const struct known *known)
{
	uint32_t local = known->segment->local_document + known->number;
	bits_set(known->segment->seen, known->number);
	volume_mark_stale(known->segment, known->number);
	g_array_append_val(volume->stale, local);
}

/* It is not there any more, or not as it was. */
static void drop(struct volume *volume, const struct known *known)
{
	supersede(volume, known);
	if (outcome_is_article(known->document.outcome))
		remove_entry(volume, known->document.detail);
}

/* Zero where the file may be changed again without its time showing it. */
static struct stamp safe_stamp(const struct stamp *stamp)
{
	int64_t age = g_get_real_time() - stamp->mtime_ns / 1000;
	struct stamp safe = *stamp;
	if (age > -RACY_US && age < RACY_US)
		safe.mtime_ns = 0;
	return safe;
}

static bool is_article(const struct known *known)
{
	return known->segment && outcome_is_article(known->document.outcome);
}

static bool has_stamp_of(const struct known *known, const struct stamp *stamp)
{
	return known->document.size == stamp->size && known->document.mtime_ns == stamp->mtime_ns &&
	       known->document.inode == stamp->inode;
}

/* Whether it is said of a document what is known of it. */
static bool says_the_same(const struct known *known, const struct loaded *loaded, const struct stamp *stamp)
{
	struct document_note note;
	if (!known->segment || known->document.outcome != loaded->outcome)
		return false;
	note = segment_note(known->segment, &known->document);
	return span_equal(note.code, span_of(loaded->code)) && span_equal(note.message, span_of(loaded->message)) &&
	       has_stamp_of(known, stamp);
}

/* The segment that what comes is added to. */
static struct segment *growing_of(const struct volume *volume)
{
	struct segment *growing = store_growing(catalog_store(volume->catalog), volume->origin);
	growing->local = volume->rows;
	return growing;
}

/* What was read again is what is known: the entry stays, and at most the stamp is another. */
static bool is_the_same(const struct known *known, const struct loaded *loaded)
{
	return is_article(known) && loaded->outcome == known->document.outcome &&
	       known->document.content == loaded->content;
}

static struct span document_of(const struct loaded *loaded)
{
	return span_of(loaded->document ? loaded->document : loaded->path);
}

static void keep_article(struct volume *volume, const struct loaded *loaded, const struct known *known)
{
	struct document_article article = {known->document.detail, known->document.content};
	struct stamp stamp = safe_stamp(&loaded->stamp);
	bits_set(known->segment->seen, known->number);
	if (has_stamp_of(known, &stamp))
		return;
	supersede(volume, known);
	segment_add_document(growing_of(volume), document_of(loaded), &stamp, loaded->outcome, &article, NULL);
}

/* What was kept of this path is the archive's again. */
static void welcome_back(struct volume *volume, struct span path)
{
	uint32_t number = volume->kept ? catalog_find_path(volume->catalog, volume->origin, path) : NONE, row;
	if (number != NONE && store_segment_of(catalog_store(volume->catalog), number, &row)->kept)
		catalog_remove(volume->catalog, number);
}

static bool take_article(struct volume *volume, struct loaded *loaded, const struct known *known)
{
	struct label label = {.path = span_of(loaded->path), .origin = volume->origin};
	struct stamp stamp = safe_stamp(&loaded->stamp);
	struct segment *growing = growing_of(volume);
	struct document_article article = {.content = loaded->content};
	uint32_t number;
	welcome_back(volume, label.path);
	if (volume->kept && volume->sealed)
		g_hash_table_add(volume->arrived, GSIZE_TO_POINTER((gsize)loaded->content));
	memcpy(label.id, loaded->id, ID_SIZE);
	number = catalog_add(volume->catalog, &label, loaded->article);
	if (number == NONE)
		return false;
	if (volume->learned)
		repeat_apply(volume->learned, number);
	if (volume->sights && loaded->sight.known)
		sights_put(volume->sights, number, &loaded->sight);
	article.local = growing->local + (number - growing->first);
	segment_add_document(growing, document_of(loaded), &stamp, loaded->outcome, &article, NULL);
	if (is_article(known)) {
		volume->look.changed++;
		return true;
	}
	volume->look.added++;
	if (volume->sealed)
		g_hash_table_add(volume->added, GSIZE_TO_POINTER((gsize)number + 1));
	return true;
}

static bool take_other(struct volume *volume, struct loaded *loaded, const struct known *known)
{
	struct stamp stamp = safe_stamp(&loaded->stamp);
	const struct document_note note = {span_of(loaded->code), span_of(loaded->message)};
	segment_add_document(growing_of(volume), document_of(loaded), &stamp, loaded->outcome, NULL, &note);
	volume->look.gone += is_article(known);
	return true;
}

/* What the walk could not see is not gone: a folder that could not be read, or all of it. */
static void notice_problem(struct volume *volume, const struct loaded *loaded)
{
	if (loaded->path[0] == '\0')
		volume->partial = true;
	else if (strcmp(loaded->code, "unreadable") == 0)
		g_ptr_array_add(volume->hidden, g_strconcat(loaded->path, "/", NULL));
}

/*
 * What could be read before and cannot be now stays as it was. Its stamp does, too, so it is read again the next time.
 */
static bool outlives(const struct known *known, const struct loaded *loaded)
{
	return loaded->outcome == OUTCOME_PROBLEM && strcmp(loaded->code, "unreadable") == 0 && known->segment &&
	       (outcome_is_article(known->document.outcome) || known->document.outcome == OUTCOME_BUNDLE);
}

/* What the walk passes over has no stamp. */
static bool was_read(const struct loaded *loaded)
{
	return loaded->outcome == OUTCOME_ARTICLE || loaded->outcome == OUTCOME_BUNDLE ||
	       (loaded->outcome == OUTCOME_LEFT_OUT && loaded->stamp.size > 0);
}

/* Of a document that holds many nobody knows whether all its items are the same: it is always known anew. */
static bool has_items_or_entry(const struct loaded *loaded)
{
	return outcome_is_article(loaded->outcome) || loaded->outcome == OUTCOME_BUNDLE;
}

bool volume_take(struct volume *volume, struct loaded *loaded)
{
	struct known known = find_known(volume, document_of(loaded));
	struct stamp stamp = safe_stamp(&loaded->stamp);
	if (loaded->outcome == OUTCOME_PROBLEM)
		notice_problem(volume, loaded);
	if (volume->met && met_has(volume->met, document_of(loaded)))
		return false;
	volume->look.read += was_read(loaded);
	if (!has_items_or_entry(loaded) && says_the_same(&known, loaded, &stamp)) {
		bits_set(known.segment->seen, known.number);
		return false;
	}
	loaded->stays = outlives(&known, loaded);
	if (loaded->stays) {
		bits_set(known.segment->seen, known.number);
		return true;
	}
	if (is_the_same(&known, loaded)) {
		keep_article(volume, loaded, &known);
		return false;
	}
	if (known.segment)
		drop(volume, &known);
	if (outcome_is_article(loaded->outcome))
		return take_article(volume, loaded, &known);
	return take_other(volume, loaded, &known);
}

/* The end of a look ------------------------------------------------------------------------------------------------ */

static bool is_hidden(const struct volume *volume, struct span path)
{
	for (guint i = 0; i < volume->hidden->len; i++) {
		if (span_starts(path, span_of(g_ptr_array_index(volume->hidden, i))))
			return true;
	}
	return false;
}

/* Whether the document that an item was read from is there as it was: then it was not read again. */
static bool is_in_known(const struct volume *volume, const struct document *item, struct span path)
{
	struct known holder = {NULL, 0, {0}};
	if (item->inode < path.len && path.at[item->inode] == '/')
		holder = find_known(volume, span_cut(path, 0, (size_t)item->inode));
	return holder.segment && holder.document.outcome == OUTCOME_BUNDLE &&
	       bits_test(holder.segment->seen, holder.number);
}

static void note_leaving(struct volume *volume, const struct known *known)
{
	struct leaving leaving = {volume_entry(volume, known->document.detail), known->document.content};
	if (leaving.number != NONE && !catalog_is_removed(volume->catalog, leaving.number)) /* unwanted ones were */
		g_array_append_val(volume->leaving, leaving);
}

static void note_gone(struct volume *volume, struct segment *segment, uint32_t number)
{
	static const struct stamp nothing;
	struct known known = {segment, number, segment_document(segment, number)};
	struct span path = segment_document_path(segment, &known.document);
	if (known.document.outcome == OUTCOME_GONE || is_hidden(volume, path) ||
	    is_in_known(volume, &known.document, path))
		return;
	volume->look.gone += is_article(&known);
	if (volume->kept && is_article(&known))
		note_leaving(volume, &known);
	drop(volume, &known);
	segment_add_document(growing_of(volume), path, &nothing, OUTCOME_GONE, NULL, NULL);
}

/* Most words of the bits say that all was seen, or is stale: whole words are passed over. */
static void find_gone(struct volume *volume, struct segment *segment)
{
	uint32_t documents = segment_documents(segment);
	for (uint32_t word = 0; word <= documents / 64; word++) {
		uint64_t left = ~(segment->seen[word] | segment->stale[word]);
		for (; left != 0; left &= left - 1) {
			uint32_t number = word * 64 + (uint32_t)__builtin_ctzll(left);
			if (number < documents)
				note_gone(volume, segment, number);
		}
	}
}

static bool has_stamp(const struct stamp *stamp)
{
	return stamp->size != 0 || stamp->mtime_ns != 0 || stamp->inode != 0 || !git_id_is_none(&stamp->blob);
}

/* The stamp of the source is kept as that of a document without a name, which is never there. */
bool volume_is_unchanged(const struct volume *volume, const struct stamp *whole)
{
	struct known known = find_known(volume, SPAN(""));
	return volume->sealed && known.segment && known.document.outcome == OUTCOME_GONE &&
	       segment_is_unchanged(known.segment, &known.document, whole);
}

static void note_whole(struct volume *volume, const struct stamp *whole)
{
	struct known known = find_known(volume, SPAN(""));
	struct stamp stamp = safe_stamp(whole);
	if (!has_stamp(whole) || volume->met || volume->partial || volume_is_unchanged(volume, whole))
		return;
	if (known.segment)
		supersede(volume, &known);
	segment_add_document(growing_of(volume), SPAN(""), &stamp, OUTCOME_GONE, NULL, NULL);
}

/* What is not wanted goes as if it had been replaced; its document stays, so that it is not read again. */
static void remove_unwanted(struct volume *volume, const struct segment *segment, volume_keeps *keeps, void *data)
{
	for (uint32_t row = 0; row < segment_rows(segment); row++) {
		if (!keeps(data, volume->origin, segment->first + row))
			remove_entry(volume, segment->local + row);
	}
}

struct task_job *volume_end(struct volume *volume, const struct stamp *whole, volume_keeps *keeps, void *data)
{
	bool base = !volume->sealed;
	guint segments = volume->segments->len;
	struct segment *segment;
	for (guint i = 0; !volume->partial && i < segments; i++)
		find_gone(volume, segment_at(volume, i));
	note_whole(volume, whole);
	segment = store_seal(catalog_store(volume->catalog));
	if (segment && segment->origin != volume->origin)
		segment = NULL;
	if (segment)
		volume_append(volume, segment);
	if (segment)
		remove_unwanted(volume, segment, keeps, data);
	if (base && volume->partial) /* of what was not seen nothing may be kept, nor of what follows it */
		g_clear_pointer(&volume->cache, cache_free);
	met_free(g_steal_pointer(&volume->met));
	volume->sealed = true;
	return segment && volume->cache ? volume_write(volume, segment, base) : NULL;
}
