/* SPDX-License-Identifier: MIT */
/*
 * Articles of a segment. Adding one and viewing it are loops over its fields: each has a run, in a table of its own for
 * an array, of its strings for a title and the like. Offsets into the bytes are 64 bits wide, numbers of other elements
 * 32. Nothing is ever taken out of a table: what an article no longer has is waste until the segment is merged into
 * another.
 */
#include "archive/segment.h"

#include <glib.h>
#include <string.h>

#include "archive/trust.h"

/* So many languages are looked through for one that is there already. */
#define LANGUAGES 64

static const size_t slices[ROW_FIELDS - ARTICLE_ARRAYS] = {
	offsetof(struct article, title), offsetof(struct article, author), offsetof(struct article, editor),
	offsetof(struct article, source), offsetof(struct article, url),
};

_Static_assert(sizeof(struct run) == sizeof(struct slice), "a run may be a slice");

/* Runs ------------------------------------------------------------------------------------------------------------- */

static const void *elements(const struct article *article, const struct article_array *array, uint32_t *count)
{
	const void *first;
	memcpy(&first, (const char *)article + array->pointer, sizeof(first));
	memcpy(count, (const char *)article + array->count, sizeof(*count));
	return first;
}

/* Whether the run that begins with element `first` of a table is what `at` points to. */
static bool is_own(const struct table *table, uint64_t first, const void *at)
{
	return at && at == table_at(table, first);
}

static uint32_t add_elements(struct segment *segment, enum article_array_index index, const void *from, uint32_t count)
{
	struct intern *intern = index == ARRAY_ASIDES ? &segment->asides : index == ARRAY_TAGS ? &segment->tags : NULL;
	uint32_t first;
	if (count > 0 && intern && intern_run(intern, from, count, intern_hash(intern, from, count), &first))
		return first;
	return (uint32_t)table_add(&segment->tables[TABLE_PARTS + index], from, count);
}

/* The runs of an article; arrays that are still those of `old` (by its field; NULL: none is) are not added again. */
static void make_runs(struct segment *segment, const struct article *article, const struct run *old,
		      struct run runs[ROW_FIELDS])
{
	for (enum article_array_index i = 0; i < ARTICLE_ARRAYS; i++) {
		const void *from = elements(article, &article_arrays[i], &runs[i].count);
		runs[i].first = old && is_own(&segment->tables[TABLE_PARTS + i], old[i].first, from)
					? old[i].first
					: add_elements(segment, i, from, runs[i].count);
	}
	for (size_t i = 0; i < G_N_ELEMENTS(slices); i++)
		memcpy(&runs[ARTICLE_ARRAYS + i], (const char *)article + slices[i], sizeof(*runs));
}

/* A row has a run for what is set aside even where nothing is: more may be, and then there is a place to say so. */
static uint16_t fields_of(const struct run runs[ROW_FIELDS])
{
	uint16_t fields = 1 << ARRAY_ASIDES;
	for (size_t i = 0; i < ROW_FIELDS; i++) {
		if (runs[i].count > 0)
			fields = (uint16_t)(fields | 1 << i);
	}
	return fields;
}

/* Where its runs were there is room for others, unless there are more of them. */
static void write_runs(struct segment *segment, struct row *row, const struct run runs[ROW_FIELDS], bool added)
{
	uint16_t fields = fields_of(runs);
	size_t count = (size_t)__builtin_popcount(fields);
	struct run *to = added || __builtin_popcount(row->fields) < (int)count
				 ? NULL
				 : table_run(&segment->tables[TABLE_RUNS], row->runs, count);
	uint64_t first = row->runs;
	if (!to)
		to = table_extend(&segment->tables[TABLE_RUNS], count, &first);
	row->runs = (uint32_t)first;
	row->fields = fields;
	for (size_t i = 0; i < ROW_FIELDS; i++) {
		if (fields >> i & 1)
			*to++ = runs[i];
	}
}

/* False where the row speaks of runs that are not there. */
static bool read_runs(const struct segment *segment, const struct row *row, struct run runs[ROW_FIELDS])
{
	size_t count = (size_t)__builtin_popcount(row->fields);
	const struct run *from = table_run(&segment->tables[TABLE_RUNS], row->runs, count);
	memset(runs, 0, ROW_FIELDS * sizeof(*runs));
	for (size_t i = 0; from && i < ROW_FIELDS; i++) {
		if (row->fields >> i & 1)
			runs[i] = *from++;
	}
	return row->fields == 0 || (from && row->fields >> ROW_FIELDS == 0);
}

/* Adding ----------------------------------------------------------------------------------------------------------- */

static bool is_full(const struct segment *segment, const struct article *article)
{
	if (segment->tables[TABLE_ROWS].count >= ROW_NONE - segment->first || article->pool_len >= SLICE_SHARED ||
	    segment->tables[TABLE_RUNS].count > UINT32_MAX - ROW_FIELDS ||
	    segment->tables[TABLE_PATHS].count > UINT32_MAX - PATH_MOST)
		return true;
	for (enum article_array_index i = 0; i < ARTICLE_ARRAYS; i++) {
		uint32_t count;
		elements(article, &article_arrays[i], &count);
		if (segment->tables[TABLE_PARTS + i].count > UINT32_MAX - count)
			return true;
	}
	return false;
}

static uint32_t add_language(struct segment *segment, const char lang[LANGUAGE_SIZE])
{
	struct table *table = &segment->tables[TABLE_LANGUAGES];
	char padded[LANGUAGE_SIZE] = "";
	g_strlcpy(padded, lang, sizeof(padded));
	for (uint32_t i = 0; i < MIN(table->count, LANGUAGES); i++) {
		if (memcmp(table_at(table, i), padded, sizeof(padded)) == 0)
			return i;
	}
	return (uint32_t)table_add(table, padded, 1);
}

/* What a row says of its article besides where the bytes and elements are. */
static void write_fields(struct segment *segment, struct row *row, const struct article *article)
{
	row->pool_len = article->pool_len;
	row->text_len = article->text_len;
	row->seconds = article->date.seconds;
	row->date_precision = article->date.precision;
	row->date_from = article->date.from;
	row->lang = add_language(segment, article->lang);
}

static struct packer *packer_of(struct segment *segment)
{
	if (!segment->packer)
		segment->packer = packer_new(&segment->tables[TABLE_SHARED], segment->seed);
	return segment->packer;
}

static uint64_t add_pool(struct segment *segment, uint32_t pool_len)
{
	uint64_t at;
	char *to = table_extend(&segment->tables[TABLE_BYTES], pool_len, &at);
	if (to)
		pack_pool(segment->packer, to);
	return at;
}

uint32_t segment_add(struct segment *segment, const struct label *label, const struct article *article)
{
	struct article packed;
	struct run runs[ROW_FIELDS];
	struct row row;
	if (is_full(segment, article) || label->path.len > PATH_MOST)
		return ROW_NONE;
	pack_article(packer_of(segment), article, false, &packed);
	memset(&row, 0, sizeof(row)); /* the holes too: what is written is the same bytes every time */
	memcpy(row.id, label->id, ID_SIZE);
	row.pool = add_pool(segment, packed.pool_len);
	row.path = (uint32_t)table_add(&segment->tables[TABLE_PATHS], label->path.at, label->path.len);
	row.path_len = (uint32_t)label->path.len & PATH_MOST;
	row.next = ROW_NONE;
	row.empty = article_is_empty(article);
	make_runs(segment, &packed, NULL, runs);
	write_runs(segment, &row, runs, true);
	write_fields(segment, &row, &packed);
	return (uint32_t)table_add(&segment->tables[TABLE_ROWS], &row, 1);
}

struct row *segment_row_to_change(struct segment *segment, uint32_t row)
{
	return table_at(&segment->tables[TABLE_ROWS], row);
}

bool segment_replace(struct segment *segment, uint32_t number, const struct article *article)
{
	struct row *row = segment_row_to_change(segment, number);
	struct run runs[ROW_FIELDS], old[ROW_FIELDS];
	struct article packed;
	bool own;
	if (segment->sealed || !row || is_full(segment, article) || !read_runs(segment, row, old))
		return false;
	own = is_own(&segment->tables[TABLE_BYTES], row->pool, article->pool);
	pack_article(packer_of(segment), article, own, &packed);
	if (!own)
		row->pool = add_pool(segment, packed.pool_len);
	make_runs(segment, &packed, old, runs);
	write_runs(segment, row, runs, false);
	write_fields(segment, row, &packed);
	row->empty = article_is_empty(article);
	return true;
}

/* Viewing ---------------------------------------------------------------------------------------------------------- */

const struct row *segment_row(const struct segment *segment, uint32_t row)
{
	return table_at(&segment->tables[TABLE_ROWS], row);
}

struct span segment_path(const struct segment *segment, uint32_t number)
{
	const struct row *row = segment_row(segment, number);
	return row ? segment_bytes(segment, TABLE_PATHS, row->path, row->path_len) : SPAN("");
}

static bool view_arrays(const struct segment *segment, const struct run *runs, struct article *article)
{
	for (enum article_array_index i = 0; i < ARTICLE_ARRAYS; i++) {
		const void *first = NULL;
		if (runs[i].count == 0)
			continue;
		first = table_run(&segment->tables[TABLE_PARTS + i], runs[i].first, runs[i].count);
		if (!first)
			return false;
		memcpy((char *)article + article_arrays[i].pointer, &first, sizeof(first));
		memcpy((char *)article + article_arrays[i].count, &runs[i].count, sizeof(runs[i].count));
	}
	return true;
}

static void view_shared(const struct segment *segment, struct article *article)
{
	const struct table *table = &segment->tables[TABLE_SHARED];
	if (table->count == 0)
		return;
	article->shared = table_chunk(table, 0)->at;
	article->shared_len = (uint32_t)MIN(table_chunk(table, 0)->count, INT32_MAX);
}

/* False where the row speaks of what is not there. */
static bool view(const struct segment *segment, const struct row *row, struct article *article)
{
	struct span pool = segment_bytes(segment, TABLE_BYTES, row->pool, row->pool_len);
	const char *lang = table_at(&segment->tables[TABLE_LANGUAGES], row->lang);
	struct run runs[ROW_FIELDS];
	*article = (struct article){
		.pool = pool.at, .pool_len = row->pool_len, .text_len = row->text_len, .date = row_date(row)};
	if (!lang || !read_runs(segment, row, runs) || !view_arrays(segment, runs, article))
		return false;
	memcpy(article->lang, lang, sizeof(article->lang));
	for (size_t i = 0; i < G_N_ELEMENTS(slices); i++)
		memcpy((char *)article + slices[i], &runs[ARTICLE_ARRAYS + i], sizeof(*runs));
	view_shared(segment, article);
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

static void want_facts(const struct segment *segment, const struct row *row)
{
	struct article article;
	if (!view(segment, row, &article))
		return;
	for (size_t i = 0; i < G_N_ELEMENTS(slices); i++) {
		struct slice slice;
		memcpy(&slice, (const char *)&article + slices[i], sizeof(slice));
		if (article_has(&article, slice))
			mapping_want(segment->mapping, article_span(&article, slice).at, slice.len);
	}
}

void segment_want(const struct segment *segment, uint32_t number, enum segment_want want)
{
	const struct row *row = segment_row(segment, number);
	size_t count;
	const void *runs;
	if (!row || !segment->mapping)
		return;
	if (want == WANT_ROW) {
		mapping_want(segment->mapping, row, sizeof(*row));
	} else if (want == WANT_RUNS) {
		count = (size_t)__builtin_popcount(row->fields);
		runs = table_run(&segment->tables[TABLE_RUNS], row->runs, count);
		if (runs)
			mapping_want(segment->mapping, runs, count * sizeof(struct run));
	} else {
		want_facts(segment, row);
	}
}
