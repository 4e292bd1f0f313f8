/* SPDX-License-Identifier: MIT */
/*
 *   | header | piece | piece | ... | directory |     each from a page on
 *
 * The directory stands at the end because how many pieces there are and what their hashes are is known when they are
 * written; the header, which says where it is, is written last. The key is the hash of the directory, so of everything.
 */
#include "archive/snapshot.h"

#include <errno.h>
#include <glib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/old_segment.h"
#include "article/parse.h"
#include "base/hash.h"

#define MAGIC "jianbao\n"
#define FORMAT 2
#define OLD_FORMAT 1 /* archive/old_segment.h */
#define BYTE_ORDER_MARK UINT32_C(0x01020304)
#define MOST_PIECES ((uint64_t)1 << 20)
#define AT_ONCE ((size_t)4 << 20) /* bytes written or hashed between two looks at whether to stop */

/* Pieces that are no table: behind the tables' numbers. */
enum { PIECE_LOOKUPS = TABLES, PIECE_ORDER = TABLES + LOOKUPS, PIECE_DEAD, PIECE_STALE, PIECE_LEARNED, PIECE_KINDS };

struct header {
	char magic[8];
	uint32_t format, parser, order, page;
	uint64_t key, seed;
	uint64_t directory, pieces; /* bytes from the beginning; how many */
	uint64_t size;              /* bytes of the file */
	uint64_t hash;              /* XXH3 of all before it */
};

static uint64_t header_hash(const struct header *header)
{
	return XXH3_64bits(header, offsetof(struct header, hash));
}

static uint32_t width_of(uint32_t kind)
{
	if (kind < TABLES)
		return (uint32_t)segment_width(kind);
	return kind == PIECE_LEARNED ? 1 : sizeof(uint32_t);
}

/* Numbers in a file's lookups are below those of its tables, which come before them. */
static unsigned bits_of(const struct segment *segment, enum segment_lookup lookup)
{
	return lookup_bits(lookup == LOOKUP_DOCUMENTS ? segment_documents(segment) : segment_rows(segment));
}

static void borrow_lookup(struct segment *segment, const struct snapshot_piece *piece, const char *at)
{
	enum segment_lookup lookup = piece->kind - PIECE_LOOKUPS;
	lookup_borrow(&segment->lookups[lookup], (const uint32_t *)(const void *)at, piece->count,
		      bits_of(segment, lookup));
}

/* Writing ---------------------------------------------------------------------------------------------------------- */

struct writer {
	int file;
	struct snapshot_going *going;
	uint64_t at, all; /* bytes: whole pages; so many in all, nearly */
	GArray *pieces; /* of struct snapshot_piece */
};

static bool is_stopped(const int *stop)
{
	return stop && g_atomic_int_get(stop) != 0;
}

/* The beginning of the file is written last: that takes nothing back. */
static void tell_far(const struct writer *writer, uint64_t at)
{
	int percent = (int)MIN(at * 100 / writer->all, 99);
	if (percent > g_atomic_int_get(&writer->going->percent))
		g_atomic_int_set(&writer->going->percent, percent);
}

static bool write_all(const struct writer *writer, const char *bytes, size_t len, uint64_t at)
{
	while (len > 0) {
		ssize_t written = pwrite(writer->file, bytes, MIN(len, AT_ONCE), (off_t)at);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0 || is_stopped(&writer->going->stop)) {
			errno = written < 0 ? errno : written == 0 ? ENOSPC : ECANCELED;
			return false;
		}
		bytes += written;
		len -= (size_t)written;
		at += (uint64_t)written;
		tell_far(writer, at);
	}
	return true;
}

static bool write_piece(struct writer *writer, uint32_t kind, const void *at, uint64_t first, uint64_t count)
{
	struct snapshot_piece piece = {kind, width_of(kind), first, count, writer->at, 0};
	size_t bytes = (size_t)(count * piece.width);
	if (count == 0)
		return true;
	piece.hash = XXH3_64bits(at, bytes);
	g_array_append_val(writer->pieces, piece);
	writer->at += page_round(bytes);
	return write_all(writer, at, bytes, piece.offset);
}

static bool write_table(struct writer *writer, uint32_t kind, const struct table *table)
{
	for (size_t i = 0; i < table_chunks(table); i++) {
		const struct chunk *chunk = table_chunk(table, i);
		if (!write_piece(writer, kind, chunk->at, chunk->first, chunk->count))
			return false;
	}
	return true;
}

static bool write_lookup(struct writer *writer, const struct segment *segment, enum segment_lookup lookup)
{
	size_t size;
	uint32_t *packed = lookup_pack(&segment->lookups[lookup], bits_of(segment, lookup), &size);
	bool done = write_piece(writer, PIECE_LOOKUPS + lookup, packed, 0, size);
	g_free(packed);
	return done;
}

static bool write_segment(struct writer *writer, const struct segment *segment)
{
	for (uint32_t i = 0; i < TABLES; i++) {
		if (!write_table(writer, i, &segment->tables[i]))
			return false;
	}
	for (uint32_t i = 0; i < LOOKUPS; i++) {
		if (!write_lookup(writer, segment, i))
			return false;
	}
	return true;
}

static bool write_sides(struct writer *writer, const struct snapshot_sides *sides)
{
	return write_piece(writer, PIECE_ORDER, sides->order, 0, sides->order_count) &&
	       write_piece(writer, PIECE_DEAD, sides->dead, 0, sides->dead_count) &&
	       write_piece(writer, PIECE_STALE, sides->stale, 0, sides->stale_count) &&
	       write_piece(writer, PIECE_LEARNED, sides->learned.at, 0, sides->learned.len);
}

/*
 * The directory and the header. The file ends with a whole page: the last page of a mapping is then never half there.
 */
static bool write_end(struct writer *writer, const struct segment *segment, struct snapshot_layout *layout)
{
	size_t bytes = writer->pieces->len * sizeof(struct snapshot_piece);
	struct header header = {
		.format = FORMAT,
		.parser = PARSE_VERSION,
		.order = BYTE_ORDER_MARK,
		.page = (uint32_t)page_size(),
		.key = XXH3_64bits_withSeed(writer->pieces->data, bytes, segment->seed),
		.seed = segment->seed,
		.directory = writer->at,
		.pieces = writer->pieces->len,
		.size = writer->at + page_round(bytes),
	};
	memcpy(header.magic, MAGIC, sizeof(header.magic));
	header.hash = header_hash(&header);
	layout->key = header.key;
	layout->size = header.size;
	return write_all(writer, writer->pieces->data, bytes, writer->at) &&
	       ftruncate(writer->file, (off_t)header.size) == 0 &&
	       write_all(writer, (const char *)&header, sizeof(header), 0) && fsync(writer->file) == 0;
}

/* Of its tables, which are nearly all of it. */
static uint64_t bytes_of(const struct segment *segment)
{
	uint64_t bytes = 0;
	for (uint32_t i = 0; i < TABLES; i++) {
		for (size_t chunk = 0; chunk < table_chunks(&segment->tables[i]); chunk++)
			bytes += table_chunk(&segment->tables[i], chunk)->count * width_of(i);
	}
	return bytes;
}

bool snapshot_write(int file, const struct segment *segment, const struct snapshot_sides *sides,
		    struct snapshot_going *going, struct snapshot_layout *layout)
{
	struct writer writer = {file, going, page_round(sizeof(struct header)), bytes_of(segment) + 1, NULL};
	bool done;
	writer.pieces = g_array_new(FALSE, FALSE, sizeof(struct snapshot_piece));
	done = write_segment(&writer, segment) && write_sides(&writer, sides) && write_end(&writer, segment, layout);
	layout->count = writer.pieces->len;
	layout->pieces = (struct snapshot_piece *)(void *)g_array_free(writer.pieces, FALSE);
	return done;
}

/* Laying the file in the place of memory --------------------------------------------------------------------------- */

bool snapshot_settle(struct segment *segment, int file, const struct snapshot_layout *layout)
{
	segment->mapping = mapping_new(file, layout->size);
	if (segment->mapping)
		segment->key = layout->key;
	return segment->mapping != NULL;
}

void snapshot_settle_piece(struct segment *segment, int file, const struct snapshot_piece *piece)
{
	const char *bytes = mapping_bytes(segment->mapping);
	if (piece->kind < TABLES) {
		char *at = table_at(&segment->tables[piece->kind], piece->first);
		mapping_cover(segment->mapping, file, piece->offset, at, page_round(piece->count * piece->width));
	} else if (piece->kind < PIECE_ORDER) {
		borrow_lookup(segment, piece, bytes + piece->offset);
	}
}

/* Opening ---------------------------------------------------------------------------------------------------------- */

static bool is_header(const struct header *header, uint64_t size)
{
	return memcmp(header->magic, MAGIC, sizeof(header->magic)) == 0 &&
	       (header->format == FORMAT || header->format == OLD_FORMAT) &&
	       header->order == BYTE_ORDER_MARK && header->page == page_size() &&
	       header->hash == header_hash(header) && header->size == size && header->pieces <= MOST_PIECES &&
	       header->directory % header->page == 0 && header->directory <= size &&
	       header->pieces * sizeof(struct snapshot_piece) <= size - header->directory;
}

static const struct snapshot_piece *directory_of(const struct mapping *mapping, uint64_t *count)
{
	const struct header *header = (const struct header *)(const void *)mapping_bytes(mapping);
	const char *directory;
	if (mapping_size(mapping) < sizeof(*header) || !is_header(header, mapping_size(mapping)))
		return NULL;
	*count = header->pieces;
	directory = mapping_bytes(mapping) + header->directory;
	if (XXH3_64bits_withSeed(directory, *count * sizeof(struct snapshot_piece), header->seed) != header->key)
		return NULL;
	return (const struct snapshot_piece *)(const void *)directory;
}

static bool is_inside(const struct snapshot_piece *piece, uint64_t size)
{
	return piece->kind < PIECE_KINDS && piece->width == width_of(piece->kind) && piece->count > 0 &&
	       piece->offset % page_size() == 0 && piece->offset <= size &&
	       piece->count <= (size - piece->offset) / piece->width;
}

static bool take_side(struct snapshot_sides *sides, const struct snapshot_piece *piece, const char *at)
{
	const uint32_t *numbers = (const uint32_t *)(const void *)at;
	switch (piece->kind) {
	case PIECE_ORDER:
		sides->order = numbers;
		sides->order_count = piece->count;
		break;
	case PIECE_DEAD:
		sides->dead = numbers;
		sides->dead_count = piece->count;
		break;
	case PIECE_STALE:
		sides->stale = numbers;
		sides->stale_count = piece->count;
		break;
	default:
		sides->learned = (struct span){at, piece->count};
	}
	return true;
}

static bool take_piece(struct segment *segment, struct snapshot_sides *sides, const struct snapshot_piece *piece)
{
	const char *at = mapping_bytes(segment->mapping) + piece->offset;
	if (!is_inside(piece, mapping_size(segment->mapping)))
		return false;
	if (piece->kind >= PIECE_ORDER)
		return take_side(sides, piece, at);
	if (piece->kind >= PIECE_LOOKUPS) {
		borrow_lookup(segment, piece, at);
		return (piece->count & (piece->count - 1)) == 0;
	}
	if (piece->first != segment->tables[piece->kind].count)
		return false;
	table_borrow(&segment->tables[piece->kind], (void *)at, piece->count);
	return true;
}

static bool take_pieces(struct segment *segment, struct snapshot_sides *sides)
{
	uint64_t count = 0;
	const struct snapshot_piece *pieces = directory_of(segment->mapping, &count);
	for (uint64_t i = 0; pieces && i < count; i++) {
		if (!take_piece(segment, sides, &pieces[i]))
			return false;
	}
	return pieces && !mapping_is_broken(segment->mapping) && segment->tables[TABLE_ROWS].count < ROW_NONE &&
	       segment->tables[TABLE_DOCUMENTS].count < ROW_NONE;
}

/* NULL where there is none in it that may be taken. */
static struct segment *take_old(struct mapping *mapping, bool lasting)
{
	uint64_t count = 0;
	const struct snapshot_piece *pieces = lasting ? directory_of(mapping, &count) : NULL;
	struct segment *segment = pieces ? old_segment_read(mapping, pieces, count) : NULL;
	if (segment)
		segment->key = ((const struct header *)(const void *)mapping_bytes(mapping))->key;
	mapping_free(mapping);
	return segment;
}

struct segment *snapshot_open(int file, bool lasting, struct snapshot_sides *sides)
{
	struct segment *segment;
	struct mapping *mapping = NULL;
	const struct header *header;
	struct stat status;
	*sides = (struct snapshot_sides){0};
	if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size >= (off_t)sizeof(*header))
		mapping = mapping_new(file, (size_t)status.st_size);
	if (!mapping)
		return NULL;
	header = (const struct header *)(const void *)mapping_bytes(mapping);
	if (header->format == OLD_FORMAT)
		return take_old(mapping, lasting);
	segment = segment_new(0, 0);
	segment->mapping = mapping;
	if (!take_pieces(segment, sides) || (header->parser != PARSE_VERSION && !lasting)) {
		segment_free(segment);
		return NULL;
	}
	segment->key = header->key;
	segment->seed = header->seed;
	segment->trusted = false;
	segment_seal(segment);
	return segment;
}

/* Verifying -------------------------------------------------------------------------------------------------------- */

static bool verify_piece(const struct mapping *mapping, const struct snapshot_piece *piece, XXH3_state_t *state,
			 const int *stop)
{
	const char *at = mapping_bytes(mapping) + piece->offset;
	size_t left = (size_t)(piece->count * piece->width);
	XXH3_64bits_reset(state);
	while (left > 0 && !is_stopped(stop)) {
		size_t part = MIN(left, AT_ONCE);
		XXH3_64bits_update(state, at, part);
		at += part;
		left -= part;
	}
	return left > 0 || XXH3_64bits_digest(state) == piece->hash;
}

bool snapshot_verify(const struct segment *segment, const int *stop)
{
	XXH3_state_t *state = XXH3_createState();
	uint64_t count = 0;
	const struct snapshot_piece *pieces = directory_of(segment->mapping, &count);
	bool same = pieces != NULL;
	for (uint64_t i = 0; same && i < count && !is_stopped(stop); i++)
		same = is_inside(&pieces[i], mapping_size(segment->mapping)) &&
		       verify_piece(segment->mapping, &pieces[i], state, stop);
	XXH3_freeState(state);
	return same && !mapping_is_broken(segment->mapping);
}
