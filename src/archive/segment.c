/* SPDX-License-Identifier: MIT */
/*
 * Adding an article and viewing it are loops over article_arrays. Offsets into the bytes are 64 bits wide, numbers of
 * other elements 32. Nothing is ever taken out of a table: what an article no longer has is waste until the segment is
 * merged into another.
 */
#include "archive/segment.h"

#include <glib.h>
#include <string.h>
#include <xxhash.h>

#include "archive/trust.h"
#include "text/utf8.h"

static const size_t widths[TABLE_PARTS] = {
	[TABLE_ROWS] = sizeof(struct row),      [TABLE_BYTES] = 1,
	[TABLE_DOCUMENTS] = sizeof(struct document), [TABLE_LEFT_OUT] = sizeof(struct note),
	[TABLE_PROBLEMS] = sizeof(struct note), [TABLE_BLOBS] = sizeof(((struct stamp *)0)->blob),
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
	return segment;
}

void segment_free(struct segment *segment)
{
	if (!segment)
		return;
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

/* Adding ----------------------------------------------------------------------------------------------------------- */

static const void *elements(const struct article *article, const struct article_array *array)
{
	const void *first;

	memcpy(&first, (const char *)article + array->pointer, sizeof(first));
	return first;
}

static uint32_t element_count(const struct article *article, const struct article_array *array)
{
	uint32_t count;

	memcpy(&count, (const char *)article + array->count, sizeof(count));
	return count;
}

static bool is_full(const struct segment *segment, const struct article *article)
{
	if (segment->tables[TABLE_ROWS].count >= ROW_NONE - segment->first)
		return true;
	for (size_t i = 0; i < ARTICLE_ARRAYS; i++) {
		uint32_t count = element_count(article, &article_arrays[i]);

		if (segment->tables[TABLE_PARTS + i].count > UINT32_MAX - count)
			return true;
	}
	return false;
}

/* What a row says of its article besides where the bytes and elements are. */
static void write_fields(struct row *row, const struct article *article)
{
	row->pool_len = article->pool_len;
	row->text_len = article->text_len;
	row->title = article->title;
	row->author = article->author;
	row->editor = article->editor;
	row->source = article->source;
	row->url = article->url;
	row->date.seconds = article->date.seconds;
	row->date.precision = article->date.precision;
	row->date.from = article->date.from;
	row->empty = article_is_empty(article);
	memcpy(row->lang, article->lang, sizeof(row->lang));
}

uint32_t segment_add(struct segment *segment, const struct label *label, const struct article *article)
{
	struct row row;

	if (is_full(segment, article))
		return ROW_NONE;
	memset(&row, 0, sizeof(row)); /* the holes too: what is written is the same bytes every time */
	memcpy(row.id, label->id, ID_SIZE);
	row.pool = table_add(&segment->tables[TABLE_BYTES], article->pool, article->pool_len);
	row.path = table_add(&segment->tables[TABLE_BYTES], label->path.at, label->path.len);
	row.path_len = (uint32_t)label->path.len;
	for (size_t i = 0; i < ARTICLE_ARRAYS; i++) {
		const void *from = elements(article, &article_arrays[i]);

		row.count[i] = element_count(article, &article_arrays[i]);
		row.first[i] = (uint32_t)table_add(&segment->tables[TABLE_PARTS + i], from, row.count[i]);
	}
	row.next = ROW_NONE;
	write_fields(&row, article);
	return (uint32_t)table_add(&segment->tables[TABLE_ROWS], &row, 1);
}

/* Whether the run that begins with element `first` of a table is what `at` points to. */
static bool is_own(const struct table *table, uint64_t first, const void *at)
{
	return at && at == table_at(table, first);
}

static struct row *row_to_change(struct segment *segment, uint32_t row)
{
	return table_at(&segment->tables[TABLE_ROWS], row);
}

bool segment_replace(struct segment *segment, uint32_t number, const struct article *article)
{
	struct row *row = row_to_change(segment, number);
	struct table *bytes = &segment->tables[TABLE_BYTES];

	if (segment->sealed || !row || is_full(segment, article))
		return false;
	if (!is_own(bytes, row->pool, article->pool))
		row->pool = table_add(bytes, article->pool, article->pool_len);
	for (size_t i = 0; i < ARTICLE_ARRAYS; i++) {
		struct table *part = &segment->tables[TABLE_PARTS + i];
		const void *from = elements(article, &article_arrays[i]);

		row->count[i] = element_count(article, &article_arrays[i]);
		if (!is_own(part, row->first[i], from))
			row->first[i] = (uint32_t)table_add(part, from, row->count[i]);
	}
	write_fields(row, article);
	return true;
}

/* Viewing ---------------------------------------------------------------------------------------------------------- */

const struct row *segment_row(const struct segment *segment, uint32_t row)
{
	return table_at(&segment->tables[TABLE_ROWS], row);
}

/* {"", 0} for what is not there. */
static struct span bytes_at(const struct segment *segment, uint64_t at, uint32_t len)
{
	const char *bytes = len > 0 ? table_run(&segment->tables[TABLE_BYTES], at, len) : NULL;

	return bytes ? (struct span){bytes, len} : SPAN("");
}

struct span segment_path(const struct segment *segment, uint32_t number)
{
	const struct row *row = segment_row(segment, number);

	return row ? bytes_at(segment, row->path, row->path_len) : SPAN("");
}

/* False where the row speaks of elements that are not there. */
static bool view(const struct segment *segment, const struct row *row, struct article *article)
{
	struct span pool = bytes_at(segment, row->pool, row->pool_len);

	*article = (struct article){
		.pool = pool.at,
		.pool_len = row->pool_len,
		.text_len = row->text_len,
		.title = row->title,
		.author = row->author,
		.editor = row->editor,
		.source = row->source,
		.url = row->url,
		.date = row->date,
	};
	memcpy(article->lang, row->lang, sizeof(article->lang));
	for (size_t i = 0; i < ARTICLE_ARRAYS; i++) {
		const void *first = NULL;

		if (row->count[i] > 0) {
			first = table_run(&segment->tables[TABLE_PARTS + i], row->first[i], row->count[i]);
			if (!first)
				return false;
		}
		memcpy((char *)article + article_arrays[i].pointer, &first, sizeof(first));
		memcpy((char *)article + article_arrays[i].count, &row->count[i], sizeof(row->count[i]));
	}
	return pool.len == row->pool_len;
}

static void look_at(const struct segment *segment, uint32_t number, bool (*trust)(const struct article *),
		    struct article *article)
{
	const struct row *row = segment_row(segment, number);

	if (row && view(segment, row, article) && (segment->trusted || trust(article)))
		return;
	if (segment->mapping)
		mapping_break(segment->mapping);
	*article = (struct article){.pool = ""};
}

void segment_article(const struct segment *segment, uint32_t number, struct article *article)
{
	look_at(segment, number, trust_article, article);
}

void segment_facts(const struct segment *segment, uint32_t number, struct article *article)
{
	look_at(segment, number, trust_facts, article);
}

/* Ids and paths ---------------------------------------------------------------------------------------------------- */

static uint64_t hash_of(const struct segment *segment, struct span key)
{
	return XXH3_64bits_withSeed(key.len ? key.at : "", key.len, segment->seed);
}

int row_compare_dates(const struct row *one, const struct row *other)
{
	bool dated = one->date.precision != DATE_NONE;

	if (dated != (other->date.precision != DATE_NONE))
		return dated ? -1 : 1;
	if (dated && one->date.seconds != other->date.seconds)
		return one->date.seconds > other->date.seconds ? -1 : 1;
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

/* The path without white space and controls, as address_clean() would leave it. */
static GString *squeeze(struct span path)
{
	GString *out = g_string_sized_new(path.len + 1);

	size_t copied = 0;

	for (size_t at = 0; at < path.len;) {
		size_t from = at;
		uint32_t code = utf8_next(path, &at);

		if (!code_is_space(code) && !code_is_control(code))
			continue;
		g_string_append_len(out, path.at + copied, (gssize)(from - copied));
		copied = at;
	}
	g_string_append_len(out, path.at + copied, (gssize)(path.len - copied));
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
	struct row *added = row_to_change(segment, row);
	struct span id = {added->id, ID_SIZE};
	uint32_t head = segment_find_id(segment, id);

	if (head == ROW_NONE) {
		lookup_put(&segment->lookups[LOOKUP_IDS], hash_of(segment, id), row);
	} else if (comes_before(segment, row, head)) {
		added->next = head;
		lookup_replace(&segment->lookups[LOOKUP_IDS], hash_of(segment, id), head, row);
	} else {
		added->next = segment_row(segment, head)->next;
		row_to_change(segment, head)->next = row;
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
	GString *key;

	link_id(segment, row);
	if (segment_find_path(segment, path) != ROW_NONE)
		return;
	lookup_put(&segment->lookups[LOOKUP_PATHS], hash_of(segment, path), row);
	key = squeeze(path);
	if (key->len != path.len)
		link_squeezed(segment, row, (struct span){key->str, key->len});
	g_string_free(key, TRUE);
}

/* Documents -------------------------------------------------------------------------------------------------------- */

static bool has_blob(const struct stamp *stamp)
{
	static const struct stamp nothing;

	return memcmp(stamp->blob, nothing.blob, sizeof(stamp->blob)) != 0;
}

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

	return row && span_equal(bytes_at(segment, row->path, row->path_len), path)
		       ? row->path
		       : table_add(&segment->tables[TABLE_BYTES], path.at, path.len);
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
		.path_len = (uint32_t)path.len,
		.detail = article ? article->local : ROW_NONE,
		.blob = ROW_NONE,
		.outcome = outcome,
	};
	uint32_t number;

	if (segment_documents(segment) == ROW_NONE - 1)
		return ROW_NONE;
	document.path = place_path(segment, path, article);
	if (has_blob(stamp))
		document.blob = (uint32_t)table_add(&segment->tables[TABLE_BLOBS], stamp->blob, 1);
	if (note)
		document.detail = add_note(segment, outcome, note);
	number = (uint32_t)table_add(&segment->tables[TABLE_DOCUMENTS], &document, 1);
	lookup_put(&segment->lookups[LOOKUP_DOCUMENTS], hash_of(segment, path), number);
	return number;
}

void segment_add_nothing(struct segment *segment)
{
	const struct document nothing = {.detail = ROW_NONE, .blob = ROW_NONE, .outcome = OUTCOME_GONE};

	table_add(&segment->tables[TABLE_DOCUMENTS], &nothing, 1);
}

struct document segment_document(const struct segment *segment, uint32_t number)
{
	const struct document *document = table_at(&segment->tables[TABLE_DOCUMENTS], number);

	return document ? *document : (struct document){.blob = ROW_NONE, .outcome = OUTCOME_GONE};
}

struct span segment_document_path(const struct segment *segment, const struct document *document)
{
	return bytes_at(segment, document->path, document->path_len);
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
	return (struct document_note){bytes_at(segment, note->at, note->code_len),
				      bytes_at(segment, note->at + note->code_len, note->message_len)};
}

struct stamp segment_stamp(const struct segment *segment, const struct document *document)
{
	struct stamp stamp = {.size = document->size, .mtime_ns = document->mtime_ns, .inode = document->inode};
	const char *blob = table_at(&segment->tables[TABLE_BLOBS], document->blob);

	if (blob)
		memcpy(stamp.blob, blob, sizeof(stamp.blob));
	return stamp;
}

bool segment_is_unchanged(const struct segment *segment, const struct document *document, const struct stamp *stamp)
{
	const char *blob = table_at(&segment->tables[TABLE_BLOBS], document->blob);

	if (has_blob(stamp))
		return blob && memcmp(blob, stamp->blob, sizeof(stamp->blob)) == 0;
	return stamp->mtime_ns != 0 && document->mtime_ns == stamp->mtime_ns && document->size == stamp->size &&
	       document->inode == stamp->inode;
}
