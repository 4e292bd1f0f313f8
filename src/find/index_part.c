/* SPDX-License-Identifier: MIT */
/*
 * The bytes: a header; blocks of 64 grams each, their first key and where they begin; the grams by key, each as twice
 * the difference to the one before, how many articles have it, and how long its postings are (one more than twice, and
 * the article, where it is a single one); the postings. These are a bitmap where that is shorter, else differences in
 * Golomb's code with Rice's parameter, which follows from how many there are. A part is small enough for postings to
 * be read from their beginning each time; no byte is trusted. While it is built, a gram's articles are varints in a
 * chain of chunks.
 */
#include "find/index_part.h"

#include <stdlib.h>
#include <string.h>

#define MAGIC 0x58424A31u /* "1JBX" */

enum {
	BLOCK = 64,
	FIRST_BITS = 12,    /* of the table of grams, when it is new */
	POOL_BITS = 16,     /* of the bytes of chunks, then */
	SEEN_BITS = 12,
	FETCH_SLOT = 12,    /* keys ahead */
	FETCH_CHUNK = 4,
	LEVELS = 6,
	RARE_MOST = 40,     /* ones of a code: more are no code */
};

struct header {
	uint32_t magic, first, count, blocks;
	uint64_t text, grams, postings; /* bytes */
};

struct block {
	uint64_t key;
	uint32_t grams, postings; /* where they begin */
};

/* Building: the table ---------------------------------------------------------------------------------------------- */

struct slot {
	uint64_t key;
	uint32_t articles; /* 0: nothing is here */
	uint32_t head;     /* of the chain; of one article that one */
	uint32_t at;       /* the byte to write next, or where the chunk is full the place of the next one's offset */
	uint16_t last, room;
};

struct builder {
	struct slot *slots;
	unsigned bits; /* of their number */
	size_t used;
	uint8_t *pool;
	size_t pool_used, pool_size;
	uint64_t seen[1u << SEEN_BITS]; /* keys and articles that were added a little while ago */
};

static const uint16_t chunk_sizes[LEVELS] = {8, 20, 44, 124, 252, 508};

static inline size_t hash_of(uint64_t key, unsigned bits)
{
	return (size_t)(key * 0x9E3779B97F4A7C15u >> (64 - bits));
}

static struct slot *slot_of(struct slot *slots, unsigned bits, uint64_t key)
{
	size_t at = hash_of(key, bits), mask = ((size_t)1 << bits) - 1;
	while (slots[at].articles && slots[at].key != key)
		at = (at + 1) & mask;
	return &slots[at];
}

static void grow(struct builder *builder)
{
	unsigned bits = builder->bits + 1;
	struct slot *slots = g_new0(struct slot, (size_t)1 << bits);
	for (size_t i = 0; i < (size_t)1 << builder->bits; i++)
		if (builder->slots[i].articles)
			*slot_of(slots, bits, builder->slots[i].key) = builder->slots[i];
	g_free(builder->slots);
	builder->slots = slots;
	builder->bits = bits;
}

/* Room for a chunk; where it begins. Its first byte tells its size. */
static uint32_t add_chunk(struct builder *builder, unsigned level)
{
	size_t at = builder->pool_used, size = 1 + chunk_sizes[level] + sizeof(uint32_t);
	if (at + size > builder->pool_size) {
		builder->pool_size *= 2;
		builder->pool = g_realloc(builder->pool, builder->pool_size);
	}
	builder->pool_used += size;
	builder->pool[at] = (uint8_t)level;
	return (uint32_t)at;
}

static unsigned level_for(uint32_t articles)
{
	static const uint32_t most[LEVELS - 1] = {8, 32, 128, 512, 2048};
	unsigned level = 0;
	while (level < LEVELS - 1 && articles > most[level])
		level++;
	return level;
}

static void put_byte(struct builder *builder, struct slot *slot, uint8_t byte)
{
	if (slot->room == 0) {
		unsigned level = level_for(slot->articles);
		uint32_t chunk = add_chunk(builder, level);
		memcpy(builder->pool + slot->at, &chunk, sizeof(chunk));
		slot->at = chunk + 1;
		slot->room = chunk_sizes[level];
	}
	builder->pool[slot->at++] = byte;
	slot->room--;
}

static void put_number(struct builder *builder, struct slot *slot, uint32_t number)
{
	for (; number >= 0x80; number >>= 7)
		put_byte(builder, slot, (uint8_t)(number | 0x80));
	put_byte(builder, slot, (uint8_t)number);
}

static void begin_chain(struct builder *builder, struct slot *slot)
{
	uint32_t first = slot->head;
	slot->head = add_chunk(builder, 0);
	slot->at = slot->head + 1;
	slot->room = chunk_sizes[0];
	put_number(builder, slot, first);
}

static void add(struct builder *builder, uint64_t key, uint16_t article)
{
	struct slot *slot = slot_of(builder->slots, builder->bits, key);
	if (slot->articles && slot->last == article)
		return;
	if (slot->articles == 0) {
		*slot = (struct slot){.key = key, .articles = 1, .head = article, .last = article};
		if (++builder->used * 2 > (size_t)1 << builder->bits)
			grow(builder);
		return;
	}
	if (slot->articles == 1)
		begin_chain(builder, slot);
	put_number(builder, slot, (uint32_t)(article - slot->last));
	slot->last = article;
	slot->articles++;
}

/* Leaves out what was added to this article a little while ago. */
static size_t drop_seen(struct builder *builder, uint64_t *keys, size_t count, uint16_t article)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++) {
		uint64_t mark = keys[i] << 17 | article | 0x10000;
		uint64_t *seen = &builder->seen[hash_of(keys[i], SEEN_BITS)];
		keys[kept] = keys[i];
		kept += *seen != mark;
		*seen = mark;
	}
	return kept;
}

/* The table is larger than what is near: slots are asked for before they are needed, then what they lead to. */
static inline void fetch(const struct builder *builder, const uint64_t *keys, size_t at, size_t count)
{
	if (at + FETCH_SLOT < count)
		__builtin_prefetch(&builder->slots[hash_of(keys[at + FETCH_SLOT], builder->bits)], 1);
	if (at + FETCH_CHUNK < count)
		__builtin_prefetch(builder->pool + builder->slots[hash_of(keys[at + FETCH_CHUNK], builder->bits)].at, 1);
}

static void add_piece(struct builder *builder, const struct piece *piece)
{
	uint64_t keys[GRAMS_ROOM];
	struct grams grams = grams_begin((struct span){piece->at, piece->len}, piece->title);
	for (size_t count; (count = grams_next(&grams, keys)) > 0;) {
		count = drop_seen(builder, keys, count, piece->article);
		for (size_t i = 0; i < count; i++) {
			fetch(builder, keys, i, count);
			add(builder, keys[i], piece->article);
		}
	}
}

/* Building: the bytes ---------------------------------------------------------------------------------------------- */

struct reading {
	const struct builder *builder;
	size_t at, left; /* in the chunk */
};

static void enter_chunk(struct reading *reading, uint32_t chunk)
{
	reading->left = chunk_sizes[reading->builder->pool[chunk]];
	reading->at = chunk + 1;
}

static uint8_t get_byte(struct reading *reading)
{
	if (reading->left == 0) {
		uint32_t chunk;
		memcpy(&chunk, reading->builder->pool + reading->at, sizeof(chunk));
		enter_chunk(reading, chunk);
	}
	reading->left--;
	return reading->builder->pool[reading->at++];
}

static uint32_t get_number(struct reading *reading)
{
	uint32_t number = 0;
	for (unsigned shift = 0;; shift += 7) {
		uint8_t byte = get_byte(reading);
		number |= (uint32_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			return number;
	}
}

static void append_number(GByteArray *out, uint64_t number)
{
	uint8_t bytes[10];
	guint count = 0;
	for (; number >= 0x80; number >>= 7)
		bytes[count++] = (uint8_t)(number | 0x80);
	bytes[count++] = (uint8_t)number;
	g_byte_array_append(out, bytes, count);
}

/* A bitmap takes no more than codes would. */
static inline bool is_bitmap(uint32_t articles, uint32_t count)
{
	return articles >= count / 4 && articles > 1;
}

/* Low bits of a code: about the logarithm of 0.69 times the mean difference. */
static inline unsigned parameter_of(uint32_t articles, uint32_t count)
{
	unsigned bits = 0;
	for (uint64_t mean = (uint64_t)count * 69 / 100 / articles; mean > 1; mean >>= 1)
		bits++;
	return bits;
}

struct bits {
	GByteArray *out;
	uint64_t waiting;
	unsigned count;
};

static void put_bits(struct bits *bits, uint64_t value, unsigned count)
{
	bits->waiting |= value << bits->count;
	for (bits->count += count; bits->count >= 8; bits->count -= 8, bits->waiting >>= 8) {
		uint8_t byte = (uint8_t)bits->waiting;
		g_byte_array_append(bits->out, &byte, 1);
	}
}

/* `more` ones and a zero say how often 2 to the parameter fits in; the rest follows. */
static void put_code(struct bits *bits, uint32_t value, unsigned parameter)
{
	uint32_t more = value >> parameter;
	for (; more >= RARE_MOST; more -= RARE_MOST)
		put_bits(bits, ((uint64_t)1 << RARE_MOST) - 1, RARE_MOST);
	put_bits(bits, ((uint64_t)1 << more) - 1, more + 1);
	put_bits(bits, value & ((1u << parameter) - 1), parameter);
}

static void write_codes(GByteArray *out, struct reading *reading, const struct slot *slot, uint32_t count)
{
	struct bits bits = {.out = out};
	unsigned parameter = parameter_of(slot->articles, count);
	for (uint32_t i = 0; i < slot->articles; i++)
		put_code(&bits, get_number(reading) - (i > 0), parameter);
	if (bits.count > 0)
		put_bits(&bits, 0, 8 - bits.count);
}

static void write_bitmap(GByteArray *out, struct reading *reading, const struct slot *slot, uint32_t count)
{
	guint from = out->len;
	uint32_t article = 0;
	g_byte_array_set_size(out, from + (count + 7) / 8);
	memset(out->data + from, 0, out->len - from);
	for (uint32_t i = 0; i < slot->articles; i++) {
		article += get_number(reading);
		out->data[from + article / 8] |= (uint8_t)(1u << article % 8);
	}
}

static void write_postings(GByteArray *out, const struct builder *builder, const struct slot *slot, uint32_t count)
{
	struct reading reading = {.builder = builder};
	enter_chunk(&reading, slot->head);
	if (is_bitmap(slot->articles, count))
		write_bitmap(out, &reading, slot, count);
	else
		write_codes(out, &reading, slot, count);
}

static int by_key(const void *a, const void *b)
{
	const struct slot *one = a, *other = b;
	return (one->key > other->key) - (one->key < other->key);
}

static size_t sort_slots(struct builder *builder)
{
	size_t count = 0;
	for (size_t i = 0; i < (size_t)1 << builder->bits; i++)
		if (builder->slots[i].articles)
			builder->slots[count++] = builder->slots[i];
	qsort(builder->slots, count, sizeof(*builder->slots), by_key);
	return count;
}

static void write_gram(GByteArray *grams, GByteArray *postings, const struct builder *builder, const struct slot *slot,
                       uint64_t before, uint32_t count)
{
	guint from = postings->len;
	append_number(grams, (slot->key - before) << 1 | (slot->articles == 1));
	if (slot->articles == 1) {
		append_number(grams, slot->head);
		return;
	}
	append_number(grams, slot->articles);
	write_postings(postings, builder, slot, count);
	append_number(grams, postings->len - from);
}

static GByteArray *write_all(struct builder *builder, const struct part_source *source)
{
	size_t count = sort_slots(builder);
	GByteArray *out = g_byte_array_new(), *grams = g_byte_array_new(), *postings = g_byte_array_new();
	struct header header = {.magic = MAGIC, .first = source->first, .count = source->count, .text = source->text};
	header.blocks = (uint32_t)((count + BLOCK - 1) / BLOCK);
	g_byte_array_set_size(out, sizeof(header));
	for (size_t i = 0; i < count; i++) {
		const struct slot *slot = &builder->slots[i];
		struct block block = {slot->key, grams->len, postings->len};
		if (i % BLOCK == 0)
			g_byte_array_append(out, (const guint8 *)&block, sizeof(block));
		write_gram(grams, postings, builder, slot, i % BLOCK ? slot[-1].key : slot->key, source->count);
	}
	header.grams = grams->len;
	header.postings = postings->len;
	memcpy(out->data, &header, sizeof(header));
	g_byte_array_append(out, grams->data, grams->len);
	g_byte_array_append(out, postings->data, postings->len);
	g_byte_array_unref(grams);
	g_byte_array_unref(postings);
	return out;
}

GByteArray *part_build(const struct part_source *source, volatile gint *stop)
{
	struct builder *builder = g_new0(struct builder, 1);
	GByteArray *out = NULL;
	builder->bits = FIRST_BITS;
	builder->pool_size = (size_t)1 << POOL_BITS;
	builder->pool = g_malloc(builder->pool_size);
	builder->slots = g_new0(struct slot, (size_t)1 << FIRST_BITS);
	for (guint i = 0; i < source->pieces->len && !g_atomic_int_get(stop); i++)
		add_piece(builder, &g_array_index(source->pieces, struct piece, i));
	if (!g_atomic_int_get(stop))
		out = write_all(builder, source);
	g_free(builder->slots);
	g_free(builder->pool);
	g_free(builder);
	return out;
}

/* Asking ----------------------------------------------------------------------------------------------------------- */

bool part_open(struct part *part, struct span bytes)
{
	struct header header;
	if (bytes.len < sizeof(header))
		return false;
	memcpy(&header, bytes.at, sizeof(header));
	size_t left = bytes.len - sizeof(header), blocks = (size_t)header.blocks * sizeof(struct block);
	if (header.magic != MAGIC || header.count > PART_ARTICLES || blocks > left || header.grams > left - blocks ||
	    header.postings != left - blocks - header.grams)
		return false;
	*part = (struct part){.first = header.first, .count = header.count, .text = header.text, .blocks = header.blocks};
	part->index = span_cut(bytes, sizeof(header), sizeof(header) + blocks);
	part->grams = span_cut(bytes, sizeof(header) + blocks, sizeof(header) + blocks + header.grams);
	part->postings = span_from(bytes, sizeof(header) + blocks + header.grams);
	return true;
}

static struct block block_at(const struct part *part, uint32_t index)
{
	struct block block;
	memcpy(&block, part->index.at + (size_t)index * sizeof(block), sizeof(block));
	return block;
}

/* The last block that begins at or before the key; false where there is none. */
static bool find_block(const struct part *part, uint64_t key, uint32_t *found)
{
	uint32_t low = 0, high = part->blocks;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (block_at(part, middle).key <= key)
			low = middle + 1;
		else
			high = middle;
	}
	*found = low - 1;
	return low > 0;
}

static bool read_number(struct span bytes, size_t *at, uint64_t *number)
{
	*number = 0;
	for (unsigned shift = 0; *at < bytes.len && shift < 63; shift += 7) {
		uint8_t byte = (uint8_t)bytes.at[(*at)++];
		*number |= (uint64_t)(byte & 0x7F) << shift;
		if (byte < 0x80)
			return true;
	}
	return false;
}

/* The next 64 bits from bit `at` on, or as many as there are; at least 57 where there are so many. */
static inline uint64_t bits_at(struct span bytes, size_t at)
{
	uint64_t bits = 0;
	size_t byte = at / 8;
	if (byte < bytes.len)
		memcpy(&bits, bytes.at + byte, MIN(sizeof(bits), bytes.len - byte));
	return bits >> at % 8;
}

/* Reads ones up to a zero. */
static inline bool read_ones(struct span bytes, size_t *at, uint32_t *ones)
{
	for (*ones = 0; *at < bytes.len * 8;) {
		uint64_t bits = ~bits_at(bytes, *at);
		unsigned run = bits ? (unsigned)__builtin_ctzll(bits) : 64;
		if (run < 56) {
			*ones += run;
			*at += run + 1;
			return true;
		}
		*ones += 56;
		*at += 56;
	}
	return false;
}

static bool add_codes(struct part_set *set, struct span bytes, uint32_t articles, uint32_t count)
{
	unsigned parameter = parameter_of(articles, count);
	uint64_t mask = ((uint64_t)1 << parameter) - 1, next = 0;
	size_t at = 0;
	for (uint32_t i = 0; i < articles; i++) {
		uint32_t ones;
		if (!read_ones(bytes, &at, &ones))
			return false;
		next += ((uint64_t)ones << parameter) + (bits_at(bytes, at) & mask);
		at += parameter;
		if (next >= count)
			return false;
		set->words[next / 64] |= (uint64_t)1 << next % 64;
		next++;
	}
	return true;
}

static bool add_bitmap(struct part_set *set, struct span bytes, uint32_t count)
{
	if (bytes.len != (count + 7) / 8)
		return false;
	for (size_t i = 0; i < (bytes.len + 7) / 8; i++)
		set->words[i] |= bits_at(bytes, i * 64);
	return true;
}

static bool add_postings(const struct part *part, uint64_t from, uint64_t len, uint64_t articles, struct part_set *set)
{
	if (articles == 0 || articles > part->count || from > part->postings.len || len > part->postings.len - from)
		return false;
	struct span bytes = span_cut(part->postings, from, from + len);
	if (is_bitmap((uint32_t)articles, part->count))
		return add_bitmap(set, bytes, part->count);
	return add_codes(set, bytes, (uint32_t)articles, part->count);
}

static bool add_single(const struct part *part, uint64_t article, struct part_set *set)
{
	if (article >= part->count)
		return false;
	set->words[article / 64] |= (uint64_t)1 << article % 64;
	return true;
}

bool part_add(const struct part *part, uint64_t key, struct part_set *set)
{
	uint32_t index;
	if (!find_block(part, key, &index))
		return true;
	struct block block = block_at(part, index);
	size_t at = block.grams;
	uint64_t now = block.key, postings = block.postings;
	for (unsigned i = 0; i < BLOCK && at < part->grams.len; i++) {
		uint64_t more, articles = 1, last;
		if (!read_number(part->grams, &at, &more) || (!(more & 1) && !read_number(part->grams, &at, &articles)) ||
		    !read_number(part->grams, &at, &last))
			return false;
		now += more >> 1;
		if (now > key)
			return true;
		if (now == key)
			return more & 1 ? add_single(part, last, set) : add_postings(part, postings, last, articles, set);
		postings += more & 1 ? 0 : last;
	}
	return true;
}
