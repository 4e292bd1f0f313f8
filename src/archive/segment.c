/* SPDX-License-Identifier: MIT */
/* Ids, paths and documents of a segment, and what it is made of. Rows and their articles: archive/segment_rows.c. */
#include "archive/segment.h"

#include <glib.h>
#include <string.h>

#include "base/hash.h"
#include "text/utf8.h"

static const size_t widths[TABLE_PARTS] = {
	[TABLE_ROWS] = sizeof(struct row),      [TABLE_RUNS] = sizeof(struct run),
	[TABLE_BYTES] = 1,                      [TABLE_PATHS] = 1,
	[TABLE_SHARED] = 1,
	[TABLE_LANGUAGES] = LANGUAGE_SIZE,
	[TABLE_DOCUMENTS] = sizeof(struct document), [TABLE_LEFT_OUT] = sizeof(struct note),
	[TABLE_PROBLEMS] = sizeof(struct note), [TABLE_BLOBS] = sizeof(struct git_id),
};

size_t segment_width(enum segment_table table)
{
	return table < TABLE_PARTS ? widths[table] : article_arrays[table - TABLE_PARTS].element;
}

struct segment *segment_new(uint32_t origin, uint32_t first)
{
	struct segment *segment = g_new0(struct segment, 1);
	segment->first = first;
	segment->origin = origin;
	segment->seed = (uint64_t)g_random_int() << 32 | g_random_int();
	segment->trusted = true;
	for (enum segment_table i = 0; i < TABLES; i++)
		table_init(&segment->tables[i], segment_width(i));
	for (enum segment_lookup i = 0; i < LOOKUPS; i++)
		lookup_init(&segment->lookups[i]);
	intern_init(&segment->asides, &segment->tables[TABLE_PARTS + ARRAY_ASIDES], false, segment->seed);
	intern_init(&segment->tags, &segment->tables[TABLE_PARTS + ARRAY_TAGS], false, segment->seed);
	return segment;
}

void segment_free(struct segment *segment)
{
	if (!segment)
		return;
	segment_seal(segment);
	for (enum segment_table i = 0; i < TABLES; i++)
		table_clear(&segment->tables[i]);
	for (enum segment_lookup i = 0; i < LOOKUPS; i++)
		lookup_clear(&segment->lookups[i]);
	mapping_free(segment->mapping);
	g_free(segment->dead);
	g_free(segment->stale);
	g_free(segment->seen);
	g_free(segment);
}

uint32_t segment_rows(const struct segment *segment)
{
	return (uint32_t)segment->tables[TABLE_ROWS].count;
}

uint32_t segment_documents(const struct segment *segment)
{
	return (uint32_t)segment->tables[TABLE_DOCUMENTS].count;
}

void segment_seal(struct segment *segment)
{
	segment->sealed = true;
	g_clear_pointer(&segment->packer, packer_free);
	intern_clear(&segment->asides);
	intern_clear(&segment->tags);
}

struct span segment_bytes(const struct segment *segment, enum segment_table table, uint64_t at, uint32_t len)
{
	const char *bytes = len > 0 ? table_run(&segment->tables[table], at, len) : NULL;
	return bytes ? (struct span){bytes, len} : SPAN("");
}

/* Bits ------------------------------------------------------------------------------------------------------------- */

uint64_t *bits_new(size_t count)
{
	return g_new0(uint64_t, count / 64 + 1);
}

bool bits_test(const uint64_t *bits, uint32_t at)
{
	return bits && (__atomic_load_n(&bits[at / 64], __ATOMIC_RELAXED) >> at % 64 & 1) != 0;
}

bool bits_set(uint64_t *bits, uint32_t at)
{
	uint64_t bit = UINT64_C(1) << at % 64;
	return (__atomic_fetch_or(&bits[at / 64], bit, __ATOMIC_RELAXED) & bit) == 0;
}

/* Ids and paths ---------------------------------------------------------------------------------------------------- */

static uint64_t hash_of(const struct segment *segment, struct span key)
{
	return XXH3_64bits_withSeed(key.len ? key.at : "", key.len, segment->seed);
}

int row_compare_dates(const struct row *one, const struct row *other)
{
	bool dated = one->date_precision != DATE_NONE;
	if (dated != (other->date_precision != DATE_NONE))
		return dated ? -1 : 1;
	if (dated && one->seconds != other->seconds)
		return one->seconds > other->seconds ? -1 : 1;
	return 0;
}

static bool comes_before(const struct segment *segment, uint32_t one, uint32_t other)
{
	int compared = row_compare_dates(segment_row(segment, one), segment_row(segment, other));
	if (!compared)
		compared = span_compare(segment_path(segment, one), segment_path(segment, other));
	return compared ? compared < 0 : one < other;
}

uint32_t segment_find_id(const struct segment *segment, struct span id)
{
	struct lookup_walk walk = lookup_walk(&segment->lookups[LOOKUP_IDS], hash_of(segment, id));
	uint32_t row;
	while ((row = lookup_next(&walk)) != ROW_NONE) {
		const struct row *found = segment_row(segment, row);
		if (found && memcmp(found->id, id.at, ID_SIZE) == 0)
			return row;
	}
	return ROW_NONE;
}

uint32_t segment_next(const struct segment *segment, uint32_t row, uint32_t *left)
{
	const struct row *found = segment_row(segment, row);
	uint32_t next = found ? found->next : ROW_NONE;
	if (*left == 0 || next >= segment_rows(segment))
		return ROW_NONE;
	--*left;
	return next;
}

/* Whether a character goes where a path is squeezed: white space and controls. */
static bool is_squeezed_out(uint32_t code)
{
	if ((code > ' ' && code < 0x7F) || (code > 0x3000 && code < 0xFDD0)) /* nearly all are */
		return false;
	return code_is_space(code) || code_is_control(code);
}

/* Where the next of them begins from `at` on; the length where there is none. */
static size_t next_squeezed_out(struct span path, size_t at)
{
	for (size_t next = at; at < path.len; at = next)
		if (is_squeezed_out(utf8_next(path, &next)))
			break;
	return at;
}

/* The path without them, as address_clean() would leave it. */
static GString *squeeze(struct span path)
{
	GString *out = g_string_sized_new(path.len + 1);
	for (size_t at = 0; at < path.len;) {
		size_t end = next_squeezed_out(path, at);
		g_string_append_len(out, path.at + at, (gssize)(end - at));
		at = end;
		if (at < path.len)
			utf8_next(path, &at);
	}
	return out;
}

uint32_t segment_find_path(const struct segment *segment, struct span path)
{
	struct lookup_walk walk = lookup_walk(&segment->lookups[LOOKUP_PATHS], hash_of(segment, path));
	uint32_t row;
	while ((row = lookup_next(&walk)) != ROW_NONE) {
		if (row < segment_rows(segment) && !bits_test(segment->dead, row) &&
		    span_equal(segment_path(segment, row), path))
			return row;
	}
	return ROW_NONE;
}

/* `key` is squeezed. */
static uint32_t find_squeezed(const struct segment *segment, struct span key)
{
	struct lookup_walk walk = lookup_walk(&segment->lookups[LOOKUP_SQUEEZED], hash_of(segment, key));
	uint32_t row, found = ROW_NONE;
	while (found == ROW_NONE && (row = lookup_next(&walk)) != ROW_NONE) {
		GString *its = squeeze(segment_path(segment, row));
		if (row < segment_rows(segment) && !bits_test(segment->dead, row) &&
		    span_equal((struct span){its->str, its->len}, key))
			found = row;
		g_string_free(its, TRUE);
	}
	return found;
}

uint32_t segment_find_squeezed(const struct segment *segment, struct span path)
{
	GString *key = squeeze(path);
	uint32_t found = find_squeezed(segment, (struct span){key->str, key->len});
	g_string_free(key, TRUE);
	return found;
}

static void link_id(struct segment *segment, uint32_t row)
{
	struct row *added = segment_row_to_change(segment, row);
	struct span id = {added->id, ID_SIZE};
	uint32_t head = segment_find_id(segment, id);
	if (head == ROW_NONE) {
		lookup_put(&segment->lookups[LOOKUP_IDS], hash_of(segment, id), row);
	} else if (comes_before(segment, row, head)) {
		added->next = head;
		lookup_replace(&segment->lookups[LOOKUP_IDS], hash_of(segment, id), head, row);
	} else {
		added->next = segment_row(segment, head)->next;
		segment_row_to_change(segment, head)->next = row;
	}
}

static void link_squeezed(struct segment *segment, uint32_t row, struct span key)
{
	struct lookup *lookup = &segment->lookups[LOOKUP_SQUEEZED];
	uint32_t same = find_squeezed(segment, key);
	if (same == ROW_NONE)
		lookup_put(lookup, hash_of(segment, key), row);
	else if (comes_before(segment, row, same))
		lookup_replace(lookup, hash_of(segment, key), same, row);
}

void segment_link(struct segment *segment, uint32_t row)
{
	struct span path = segment_path(segment, row);
	link_id(segment, row);
	if (segment_find_path(segment, path) != ROW_NONE)
		return;
	lookup_put(&segment->lookups[LOOKUP_PATHS], hash_of(segment, path), row);
	if (next_squeezed_out(path, 0) == path.len)
		return;
	GString *key = squeeze(path);
	link_squeezed(segment, row, (struct span){key->str, key->len});
	g_string_free(key, TRUE);
}

/* Documents -------------------------------------------------------------------------------------------------------- */

/* The number of a note in its table. */
static uint32_t add_note(struct segment *segment, enum outcome outcome, const struct document_note *text)
{
	enum segment_table table = outcome == OUTCOME_PROBLEM ? TABLE_PROBLEMS : TABLE_LEFT_OUT;
	GString *both = g_string_new_len(text->code.at, (gssize)text->code.len);
	struct note note = {.document = segment_documents(segment)};
	g_string_append_len(both, text->message.at, (gssize)text->message.len);
	note.at = table_add(&segment->tables[TABLE_BYTES], both->str, both->len);
	note.code_len = (uint32_t)text->code.len;
	note.message_len = (uint32_t)text->message.len;
	g_string_free(both, TRUE);
	return (uint32_t)table_add(&segment->tables[table], &note, 1);
}

/* Where the path's bytes are: the row's own, where that is in this segment. */
static uint64_t place_path(struct segment *segment, struct span path, const struct document_article *article)
{
	const struct row *row = article && article->local >= segment->local
					? segment_row(segment, article->local - segment->local)
					: NULL;
	return row && span_equal(segment_path(segment, article->local - segment->local), path)
		       ? row->path
		       : table_add(&segment->tables[TABLE_PATHS], path.at, path.len);
}

uint32_t segment_add_document(struct segment *segment, struct span path, const struct stamp *stamp,
			      enum outcome outcome, const struct document_article *article,
			      const struct document_note *note)
{
	struct document document = {
		.size = stamp->size,
		.mtime_ns = stamp->mtime_ns,
		.inode = stamp->inode,
		.content = article ? article->content : 0,
		.path_len = (uint32_t)path.len & PATH_MOST,
		.detail = article ? article->local : ROW_NONE,
		.outcome = outcome & 0x7F,
		.has_blob = !git_id_is_none(&stamp->blob),
	};
	uint32_t number;
	if (segment_documents(segment) == ROW_NONE - 1 || path.len > PATH_MOST)
		return ROW_NONE;
	document.path = place_path(segment, path, article);
	if (document.has_blob)
		document.inode = table_add(&segment->tables[TABLE_BLOBS], &stamp->blob, 1);
	if (note)
		document.detail = add_note(segment, outcome, note);
	number = (uint32_t)table_add(&segment->tables[TABLE_DOCUMENTS], &document, 1);
	lookup_put(&segment->lookups[LOOKUP_DOCUMENTS], hash_of(segment, path), number);
	return number;
}

void segment_add_nothing(struct segment *segment)
{
	const struct document nothing = {.detail = ROW_NONE, .outcome = OUTCOME_GONE};
	table_add(&segment->tables[TABLE_DOCUMENTS], &nothing, 1);
}

struct document segment_document(const struct segment *segment, uint32_t number)
{
	const struct document *document = table_at(&segment->tables[TABLE_DOCUMENTS], number);
	return document ? *document : (struct document){.outcome = OUTCOME_GONE};
}

struct span segment_document_path(const struct segment *segment, const struct document *document)
{
	return segment_bytes(segment, TABLE_PATHS, document->path, document->path_len);
}

uint32_t segment_find_document(const struct segment *segment, struct span path)
{
	struct lookup_walk walk = lookup_walk(&segment->lookups[LOOKUP_DOCUMENTS], hash_of(segment, path));
	uint32_t number;
	while ((number = lookup_next(&walk)) != ROW_NONE) {
		struct document document = segment_document(segment, number);
		if (number < segment_documents(segment) && !bits_test(segment->stale, number) &&
		    span_equal(segment_document_path(segment, &document), path))
			return number;
	}
	return ROW_NONE;
}

struct document_note segment_note(const struct segment *segment, const struct document *document)
{
	enum segment_table table = document->outcome == OUTCOME_PROBLEM ? TABLE_PROBLEMS : TABLE_LEFT_OUT;
	bool noted = document->outcome == OUTCOME_PROBLEM || document->outcome == OUTCOME_LEFT_OUT;
	const struct note *note = noted ? table_at(&segment->tables[table], document->detail) : NULL;
	if (!note)
		return (struct document_note){{NULL, 0}, {NULL, 0}};
	return (struct document_note){
		segment_bytes(segment, TABLE_BYTES, note->at, note->code_len),
		segment_bytes(segment, TABLE_BYTES, note->at + note->code_len, note->message_len)};
}

/* NULL where it has none. */
static const struct git_id *blob_of(const struct segment *segment, const struct document *document)
{
	return document->has_blob ? table_at(&segment->tables[TABLE_BLOBS], document->inode) : NULL;
}

struct stamp segment_stamp(const struct segment *segment, const struct document *document)
{
	struct stamp stamp = {.size = document->size, .mtime_ns = document->mtime_ns};
	const struct git_id *blob = blob_of(segment, document);
	if (blob)
		stamp.blob = *blob;
	else
		stamp.inode = document->inode;
	return stamp;
}

bool segment_is_unchanged(const struct segment *segment, const struct document *document, const struct stamp *stamp)
{
	const struct git_id *blob = blob_of(segment, document);
	if (!git_id_is_none(&stamp->blob))
		return blob && git_id_equal(blob, &stamp->blob);
	return stamp->mtime_ns != 0 && document->mtime_ns == stamp->mtime_ns && document->size == stamp->size &&
	       document->inode == stamp->inode;
}
