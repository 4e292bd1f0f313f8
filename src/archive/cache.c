/* SPDX-License-Identifier: MIT */
/*
 * Every file is written beside under a name of its own, synced, and renamed. Files that the manifest does not name are
 * removed by the next writer, under the lock: who opened them before keeps them, for a file that is mapped stays.
 */
#include "archive/cache.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/hash.h"

#define MAGIC "jianbaoM"
#define FORMAT 1
#define MOST_SEGMENTS 4096
#define MOST_BYTES ((size_t)1 << 20)
#define TRIES 3 /* a writer may come between the manifest and what it names */

#define MANIFEST "manifest"
#define LOCK "lock"
#define SEGMENT_FORMAT "%016" G_GINT64_MODIFIER "x.segment"
#define KEY_DIGITS 16

struct head {
	char magic[8];
	uint32_t format, count; /* segments */
	uint64_t root_len;
	uint64_t hash; /* XXH3 of what follows: keys, root */
};

struct cache {
	char *folder, *root;
	uint64_t seen; /* hash of the manifest as this process knows it; 0: none */
	GArray *keys;  /* of uint64_t: the segments that it names */
	bool lasting;  /* read whatever version of the parser wrote it */
	bool lost;     /* nothing is written any more */
};

/* Names ------------------------------------------------------------------------------------------------------------ */

/* The same archive by whatever name; for g_free(). */
static char *real_root(const char *root)
{
	char *real = realpath(root, NULL);
	char *found = real ? g_strdup(real) : g_canonicalize_filename(root, NULL);
	free(real);
	return found;
}

struct cache *cache_new(const char *base, const char *root, unsigned rank, bool lasting)
{
	struct cache *cache = g_new0(struct cache, 1);
	char name[KEY_DIGITS + 1];
	cache->lasting = lasting;
	cache->root = real_root(root);
	g_snprintf(name, sizeof(name), "%016" G_GINT64_MODIFIER "x",
	           (guint64)XXH3_64bits_withSeed(cache->root, strlen(cache->root), rank));
	cache->folder = g_build_filename(base, name, NULL);
	cache->keys = g_array_new(FALSE, FALSE, sizeof(uint64_t));
	return cache;
}

void cache_free(struct cache *cache)
{
	if (!cache)
		return;
	g_free(cache->folder);
	g_free(cache->root);
	g_array_free(cache->keys, TRUE);
	g_free(cache);
}

static char *path_of(const struct cache *cache, const char *name)
{
	return g_build_filename(cache->folder, name, NULL);
}

static char *segment_path_of(const struct cache *cache, uint64_t key)
{
	char name[KEY_DIGITS + sizeof(".segment")];
	g_snprintf(name, sizeof(name), SEGMENT_FORMAT, (guint64)key);
	return path_of(cache, name);
}

/* Files ------------------------------------------------------------------------------------------------------------ */

static int open_to_read(const char *path)
{
	return open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
}

/* All of a small file, for g_free(); NULL where there is none that can be read. */
static char *read_small(const char *path, size_t *len)
{
	int file = open_to_read(path);
	struct stat status;
	char *bytes = NULL;
	ssize_t got;
	if (file < 0)
		return NULL;
	if (fstat(file, &status) == 0 && S_ISREG(status.st_mode) && status.st_size <= (off_t)MOST_BYTES) {
		bytes = g_malloc((size_t)status.st_size + 1);
		got = pread(file, bytes, (size_t)status.st_size, 0);
		if (got != status.st_size)
			g_clear_pointer(&bytes, g_free);
		*len = (size_t)status.st_size;
	}
	close(file);
	return bytes;
}

static bool sync_folder(const struct cache *cache)
{
	int folder = open(cache->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool done = folder >= 0 && fsync(folder) == 0;
	if (folder >= 0)
		close(folder);
	return done;
}

/* A new file beside the others; `*path` is for g_free(). -1 where it cannot be. */
static int make_beside(const struct cache *cache, char **path)
{
	int file;
	*path = path_of(cache, "new-XXXXXX");
	file = g_mkstemp_full(*path, O_RDWR | O_CLOEXEC, 0600);
	return file;
}

static bool put_all(int file, const char *bytes, size_t len)
{
	while (len > 0) {
		ssize_t written = write(file, bytes, len);
		if (written < 0 && errno == EINTR)
			continue;
		if (written <= 0)
			return false;
		bytes += written;
		len -= (size_t)written;
	}
	return true;
}

/* Renames what was made beside; where `done` is false, or renaming fails, it goes. */
static bool put_in_place(const struct cache *cache, const char *beside, const char *path, bool done)
{
	done = done && rename(beside, path) == 0 && sync_folder(cache);
	if (!done)
		unlink(beside);
	return done;
}

/* The manifest ----------------------------------------------------------------------------------------------------- */

/* Its hash; 0 where there is none. `keys` (may be NULL) gets the segments. */
static uint64_t manifest_read(const struct cache *cache, GArray *keys)
{
	char *path = path_of(cache, MANIFEST), *bytes;
	struct head head = {0};
	size_t len = 0, keys_len = 0;
	uint64_t hash = 0;
	bytes = read_small(path, &len);
	if (bytes && len >= sizeof(head)) {
		memcpy(&head, bytes, sizeof(head));
		keys_len = (size_t)head.count * sizeof(uint64_t);
		hash = XXH3_64bits(bytes + sizeof(head), len - sizeof(head));
	}
	if (memcmp(head.magic, MAGIC, sizeof(head.magic)) != 0 || head.format != FORMAT || head.hash != hash ||
	    head.count > MOST_SEGMENTS || len - sizeof(head) < keys_len ||
	    !span_equal((struct span){bytes + sizeof(head) + keys_len, len - sizeof(head) - keys_len},
	                span_of(cache->root)))
		hash = 0;
	if (hash && keys)
		g_array_append_vals(keys, bytes + sizeof(head), head.count);
	g_free(bytes);
	g_free(path);
	return hash;
}

static bool manifest_write(struct cache *cache, const GArray *keys)
{
	size_t root_len = strlen(cache->root);
	struct head head = {.format = FORMAT, .count = keys->len, .root_len = root_len};
	GByteArray *bytes = g_byte_array_new();
	char *beside, *path = path_of(cache, MANIFEST);
	int file = make_beside(cache, &beside);
	bool done = file >= 0;
	g_byte_array_append(bytes, (const guint8 *)keys->data, keys->len * (guint)sizeof(uint64_t));
	g_byte_array_append(bytes, (const guint8 *)cache->root, (guint)root_len);
	memcpy(head.magic, MAGIC, sizeof(head.magic));
	head.hash = XXH3_64bits(bytes->data, bytes->len);
	done = done && put_all(file, (const char *)&head, sizeof(head)) &&
	       put_all(file, (const char *)bytes->data, bytes->len) && fsync(file) == 0;
	if (file >= 0) {
		close(file);
		done = put_in_place(cache, beside, path, done);
	}
	if (done)
		cache->seen = head.hash;
	g_byte_array_unref(bytes);
	g_free(beside);
	g_free(path);
	return done;
}

/* Reading ---------------------------------------------------------------------------------------------------------- */

static bool read_segment(const struct cache *cache, uint64_t key, GPtrArray *segments, GArray *sides)
{
	char *path = segment_path_of(cache, key);
	int file = open_to_read(path);
	struct snapshot_sides its;
	struct segment *segment = file >= 0 ? snapshot_open(file, cache->lasting, &its) : NULL;
	if (file >= 0)
		close(file);
	g_free(path);
	if (!segment)
		return false;
	g_ptr_array_add(segments, segment);
	g_array_append_val(sides, its);
	return segment->key == key;
}

static bool read_segments(const struct cache *cache, GPtrArray *segments, GArray *sides)
{
	for (guint i = 0; i < cache->keys->len; i++) {
		if (!read_segment(cache, g_array_index(cache->keys, uint64_t, i), segments, sides))
			return false;
	}
	return true;
}

static void forget_segments(GPtrArray *segments, GArray *sides)
{
	for (guint i = 0; i < segments->len; i++)
		segment_free(g_ptr_array_index(segments, i));
	g_ptr_array_set_size(segments, 0);
	g_array_set_size(sides, 0);
}

bool cache_read(struct cache *cache, GPtrArray *segments, GArray *sides)
{
	for (unsigned i = 0; i < TRIES; i++) {
		g_array_set_size(cache->keys, 0);
		cache->seen = manifest_read(cache, cache->keys);
		if (cache->seen == 0)
			return false;
		if (read_segments(cache, segments, sides) && segments->len > 0)
			return true;
		forget_segments(segments, sides);
	}
	return false;
}

/* Writing ---------------------------------------------------------------------------------------------------------- */

/* An open file that holds the lock; -1 where somebody else has it. */
static int lock_take(const struct cache *cache)
{
	char *path = path_of(cache, LOCK);
	int lock;
	g_mkdir_with_parents(cache->folder, 0700);
	lock = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
	g_free(path);
	if (lock >= 0 && flock(lock, LOCK_EX | LOCK_NB) != 0) {
		close(lock);
		return -1;
	}
	return lock;
}

static bool is_named(const GArray *keys, const char *name)
{
	guint64 key;
	char digits[KEY_DIGITS + 1];
	if (strcmp(name, MANIFEST) == 0 || strcmp(name, LOCK) == 0)
		return true;
	g_strlcpy(digits, name, sizeof(digits));
	if (strlen(digits) < KEY_DIGITS || !g_ascii_string_to_unsigned(digits, 16, 0, G_MAXUINT64, &key, NULL))
		return false;
	for (guint i = 0; i < keys->len; i++) {
		if (g_array_index(keys, uint64_t, i) == key)
			return true;
	}
	return false;
}

/* What no manifest names any more. */
static void sweep(const struct cache *cache)
{
	GDir *folder = g_dir_open(cache->folder, 0, NULL);
	const char *name;
	while (folder && (name = g_dir_read_name(folder))) {
		char *path = path_of(cache, name);
		if (!is_named(cache->keys, name))
			unlink(path);
		g_free(path);
	}
	if (folder)
		g_dir_close(folder);
}

static bool write_segment(struct cache *cache, const struct segment *segment, const struct snapshot_sides *sides,
                          struct snapshot_going *going, struct cache_file *written)
{
	char *beside, *path;
	bool done;
	written->file = make_beside(cache, &beside);
	done = written->file >= 0 && snapshot_write(written->file, segment, sides, going, &written->layout);
	path = segment_path_of(cache, written->layout.key);
	if (written->file >= 0)
		done = put_in_place(cache, beside, path, done);
	g_free(path);
	g_free(beside);
	return done;
}

static bool add_locked(struct cache *cache, const struct segment *segment, const struct snapshot_sides *sides,
                       size_t keep, struct snapshot_going *going, struct cache_file *written)
{
	GArray *keys;
	bool done;
	if (manifest_read(cache, NULL) != cache->seen || !write_segment(cache, segment, sides, going, written))
		return false;
	keys = g_array_new(FALSE, FALSE, sizeof(uint64_t));
	g_array_append_vals(keys, cache->keys->data, (guint)MIN(keep, cache->keys->len));
	g_array_append_val(keys, written->layout.key);
	done = keys->len <= MOST_SEGMENTS && manifest_write(cache, keys);
	if (done) {
		g_array_set_size(cache->keys, 0);
		g_array_append_vals(cache->keys, keys->data, keys->len);
	}
	g_array_free(keys, TRUE);
	sweep(cache);
	return done;
}

bool cache_add(struct cache *cache, const struct segment *segment, const struct snapshot_sides *sides, size_t keep,
               struct snapshot_going *going, struct cache_file *written)
{
	int lock = cache->lost ? -1 : lock_take(cache);
	*written = (struct cache_file){.file = -1};
	if (lock >= 0 && add_locked(cache, segment, sides, keep, going, written)) {
		close(lock);
		return true;
	}
	if (lock >= 0)
		close(lock);
	if (written->file >= 0)
		close(written->file);
	g_free(written->layout.pieces);
	*written = (struct cache_file){.file = -1};
	cache->lost = true;
	return false;
}

/* Sections of others ----------------------------------------------------------------------------------------------- */

struct section {
	char magic[8];
	uint32_t format, version;
	uint64_t key;  /* of the segment */
	uint64_t len;  /* bytes that follow the header's page */
	uint64_t hash; /* XXH3 of all before it */
};

#define SECTION_MAGIC "jianbaoS"

static char *section_path(const struct cache *cache, uint64_t key, const char *name)
{
	char *file = g_strdup_printf("%016" G_GINT64_MODIFIER "x.%s", (guint64)key, name);
	char *path = path_of(cache, file);
	g_free(file);
	return path;
}

static bool is_section(const struct mapping *mapping, uint64_t key, uint32_t version)
{
	const struct section *section = (const struct section *)(const void *)mapping_bytes(mapping);
	return mapping_size(mapping) >= page_size() &&
	       memcmp(section->magic, SECTION_MAGIC, sizeof(section->magic)) == 0 && section->format == FORMAT &&
	       section->version == version && section->key == key &&
	       section->hash == XXH3_64bits(section, offsetof(struct section, hash)) &&
	       section->len == mapping_size(mapping) - page_size();
}

struct mapping *cache_section(const struct cache *cache, uint64_t key, const char *name, uint32_t version,
                              struct span *bytes)
{
	char *path = section_path(cache, key, name);
	int file = open_to_read(path);
	struct stat status;
	struct mapping *mapping = NULL;
	g_free(path);
	if (file < 0)
		return NULL;
	if (fstat(file, &status) == 0 && S_ISREG(status.st_mode))
		mapping = mapping_new(file, (size_t)status.st_size);
	close(file);
	if (mapping && (!is_section(mapping, key, version) || mapping_is_broken(mapping)))
		g_clear_pointer(&mapping, mapping_free);
	if (mapping)
		*bytes = (struct span){mapping_bytes(mapping) + page_size(), mapping_size(mapping) - page_size()};
	return mapping;
}

static bool put_section(int file, struct section *section, const struct span *parts, size_t n)
{
	bool done = lseek(file, (off_t)page_size(), SEEK_SET) >= 0;
	for (size_t i = 0; done && i < n; i++) {
		section->len += parts[i].len;
		done = put_all(file, parts[i].at, parts[i].len);
	}
	section->hash = XXH3_64bits(section, offsetof(struct section, hash));
	return done && ftruncate(file, (off_t)(page_size() + section->len)) == 0 &&
	       pwrite(file, section, sizeof(*section), 0) == (ssize_t)sizeof(*section) && fsync(file) == 0;
}

bool cache_section_write(const struct cache *cache, uint64_t key, const char *name, uint32_t version,
                         const struct span *parts, size_t n)
{
	struct section section = {.format = FORMAT, .version = version, .key = key};
	char *path = section_path(cache, key, name), *beside;
	int file = make_beside(cache, &beside);
	bool done = false;
	memcpy(section.magic, SECTION_MAGIC, sizeof(section.magic));
	if (file >= 0) {
		done = put_in_place(cache, beside, path, put_section(file, &section, parts, n));
		close(file);
	}
	g_free(beside);
	g_free(path);
	return done;
}
