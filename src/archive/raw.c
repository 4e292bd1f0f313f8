/* SPDX-License-Identifier: MIT */
/*
 * A struct raw is held by whoever asked and by its thread; who lets go last frees it, so giving up waits for nobody.
 * The thread writes everything before `done` is set, and nothing after. A file and a folder's file are read straight
 * away; all else is walked, as when it was loaded, and every document but the one wanted is passed as if it were
 * known.
 */
#include "archive/raw.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib-unix.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "article/bundle.h"
#include "base/arena.h"
#include "source/input.h"
#include "source/sources.h"
#include "source/tarball.h"
#include "text/charset.h"

/* Bytes of a large file that are read before it is told. */
#define AT_ONCE ((size_t)1 << 20)

struct raw {
	char *root, *path;
	char *file, *key;      /* of what may be an item of a file; NULL: it cannot be one */
	bool nested;
	int stop[2];           /* a pipe: the end that polls readable when it is given up, and the other one */
	int given_up, done, passed; /* by g_atomic_int_ only */
	gsize got;             /* by g_atomic_pointer_ only */
	struct arena *arena;
	struct span bytes, text;
	size_t size;
	const char *charset;   /* static */
	bool found, whole;
	char *trouble;
};

static void clear(void *data)
{
	struct raw *raw = data;
	close(raw->stop[0]);
	close(raw->stop[1]);
	arena_free(raw->arena);
	g_free(raw->root);
	g_free(raw->path);
	g_free(raw->file);
	g_free(raw->key);
	g_free(raw->trouble);
}

static bool is_given_up(struct raw *raw)
{
	return g_atomic_int_get(&raw->given_up) != 0;
}

static void set_trouble(struct raw *raw, const char *message)
{
	g_free(raw->trouble);
	raw->trouble = g_strdup(message);
}

static void keep(struct raw *raw, struct span bytes)
{
	raw->found = true;
	raw->size = bytes.len;
	raw->bytes = arena_copy(raw->arena, span_cut(bytes, 0, RAW_MOST));
}

/* Items ------------------------------------------------------------------------------------------------------------ */

static bool find_item(struct raw *raw, struct bundle *bundle)
{
	struct bundle_item item;
	while (bundle && !raw->found && !is_given_up(raw) && bundle_next(bundle, &item)) {
		if (span_equal(item.key, span_of(raw->key)) && item.source.at)
			keep(raw, item.source);
	}
	bundle_close(bundle);
	return raw->found;
}

static size_t read_stream(void *stream, char *to, size_t room)
{
	return tarball_stream_read(stream, to, room);
}

/* The item in the file that it should be in; of a kind whose items lie nowhere by themselves, the file. */
static bool take_item(struct raw *raw, struct span bytes)
{
	struct tarball_stream *stream = NULL;
	struct window window = window_of(bytes);
	if (tarball_is_packed(bytes)) {
		stream = tarball_stream_open(bytes, &tarball_limits);
		if (!stream)
			return false;
		window = window_of_stream(read_stream, stream);
	} else if (!bundle_begins(bytes)) {
		return false;
	}
	find_item(raw, bundle_open(window, span_of(raw->file)));
	tarball_stream_close(stream);
	if (!raw->found && !is_given_up(raw) && bundle_begins(bytes)) {
		keep(raw, bytes);
		raw->whole = true;
	}
	return raw->found;
}

static size_t read_file(void *data, char *to, size_t room)
{
	ssize_t got;
	do
		got = read(*(const int *)data, to, room);
	while (got < 0 && errno == EINTR);
	return got > 0 ? (size_t)got : 0;
}

/* Straight away ---------------------------------------------------------------------------------------------------- */

/* Whatever is too large to be an article may still be shown from its beginning. */
static void take_large(struct raw *raw, int folder, const char *path, bool item)
{
	struct stat status;
	int file = input_open(folder, path, raw->root == NULL, &status);
	char *start;
	size_t len = 0, got;
	if (file < 0)
		return;
	if (item) {
		find_item(raw, bundle_open(window_of_stream(read_file, &file), span_of(raw->file)));
	} else {
		start = g_malloc(RAW_MOST);
		while (len < RAW_MOST && !is_given_up(raw) &&
		       (got = read_file(&file, start + len, MIN(RAW_MOST - len, AT_ONCE))) > 0) {
			len += got;
			g_atomic_pointer_set(&raw->got, len);
		}
		keep(raw, (struct span){start, len});
		raw->size = (size_t)MAX(status.st_size, 0);
		g_free(start);
	}
	close(file);
}

/* False where there is no such file, or it is not what was wanted. */
static bool take_file(struct raw *raw, struct input *input, int folder, const char *path, bool item)
{
	struct span bytes;
	if (!path)
		return false;
	if (!input_read(input, folder, path, raw->root == NULL, &bytes)) {
		set_trouble(raw, input->message);
		if (strcmp(input->code, "too-large") == 0)
			take_large(raw, folder, path, item);
	} else if (item) {
		return take_item(raw, bytes);
	} else if (!tarball_is_packed(bytes) || tarball_unpack(input, &bytes)) {
		keep(raw, bytes);
	}
	return raw->found;
}

static void read_straight(struct raw *raw, struct input *input)
{
	int folder = raw->root ? open(raw->root, O_RDONLY | O_DIRECTORY | O_CLOEXEC) : AT_FDCWD;
	if (!take_file(raw, input, folder, raw->path, false))
		take_file(raw, input, folder, raw->file, true);
	if (folder >= 0)
		close(folder);
}

/* By walking ------------------------------------------------------------------------------------------------------- */

struct search {
	struct raw *raw;
	struct source *source;
	struct input *input;
};

static bool is_wanted(const struct raw *raw, const char *path)
{
	return strcmp(path, raw->path) == 0 || (raw->file && strcmp(path, raw->file) == 0);
}

static bool is_known(void *data, const char *path, const struct stamp *stamp)
{
	struct raw *raw = ((const struct search *)data)->raw;
	(void)stamp;
	g_atomic_int_inc(&raw->passed);
	return !is_wanted(raw, path) && !is_given_up(raw);
}

static bool take_document(const struct search *search, const char *path, struct span bytes)
{
	struct raw *raw = search->raw;
	if (strcmp(path, raw->path) != 0)
		return take_item(raw, bytes);
	keep(raw, bytes);
	return true;
}

static bool found_document(void *data, const char *path, const struct stamp *stamp, char *bytes, size_t len)
{
	const struct search *search = data;
	struct stamp copy = *stamp;
	struct span given = {bytes, len};
	bool there = is_wanted(search->raw, path), done = is_given_up(search->raw);
	if (there && !bytes && !done) {
		there = search->source->ops->read(search->source, path, &copy, search->input, &given);
		if (!there)
			set_trouble(search->raw, search->input->message);
	}
	if (there && !done)
		done = take_document(search, path, given);
	g_free(bytes);
	return !done;
}

static bool found_other(void *data, const char *path, const char *reason)
{
	(void)path;
	(void)reason;
	return !is_given_up(((const struct search *)data)->raw);
}

static bool found_problem(void *data, const char *path, const char *code, const char *message)
{
	struct raw *raw = ((const struct search *)data)->raw;
	(void)code;
	if (*path == '\0' || is_wanted(raw, path))
		set_trouble(raw, message);
	return !is_given_up(raw);
}

static void walk(struct raw *raw, struct source *source, struct input *input)
{
	struct search search = {raw, source, input};
	const struct source_sink sink = {
		.stamps = true,
		.known = is_known,
		.document = found_document,
		.left_out = found_other,
		.problem = found_problem,
		.data = &search,
	};
	source->stop = raw->stop[0];
	source->ops->walk(source, &sink);
}

/* The thread ------------------------------------------------------------------------------------------------------- */

static void decode(struct raw *raw)
{
	struct decoded decoded = charset_decode(raw->arena, raw->bytes, (struct span){NULL, 0});
	raw->charset = decoded.charset;
	raw->text = strcmp(decoded.charset, "UTF-8") == 0 ? raw->bytes : decoded.text;
}

static void *look(void *data)
{
	struct raw *raw = data;
	struct input input = {.stop = raw->stop[0], .got = &raw->got};
	struct source *source = raw->root ? source_of(raw->root, raw->nested) : NULL;
	if (!raw->root || (source && source->ops->open))
		read_straight(raw, &input);
	else if (source)
		walk(raw, source, &input);
	source_close(source);
	input_clear(&input);
	if (raw->found)
		decode(raw);
	else if (!raw->trouble)
		set_trouble(raw, _("it is not there any more"));
	g_atomic_int_set(&raw->done, 1);
	g_atomic_rc_box_release_full(raw, clear);
	return NULL;
}

/* Keys of items hold letters, digits and dashes only: the last # parts them from the file. */
static void split(struct raw *raw)
{
	const char *sign = strrchr(raw->path, '#');
	if (!sign || sign == raw->path || !sign[1])
		return;
	raw->file = g_strndup(raw->path, (gsize)(sign - raw->path));
	raw->key = g_strdup(sign + 1);
}

struct raw *raw_begin(const char *root, struct span path, bool nested)
{
	struct raw *raw = g_atomic_rc_box_new0(struct raw);
	GError *error = NULL;
	raw->root = g_strdup(root);
	raw->path = span_dup(path);
	raw->nested = nested;
	raw->arena = arena_new();
	if (!g_unix_open_pipe(raw->stop, FD_CLOEXEC, &error))
		g_error("%s", error->message);
	split(raw);
	g_atomic_rc_box_acquire(raw);
	g_thread_unref(g_thread_new("raw", look, raw));
	return raw;
}

void raw_end(struct raw *raw)
{
	if (!raw)
		return;
	g_atomic_int_set(&raw->given_up, 1);
	if (write(raw->stop[1], "", 1) < 0) {
		/* nobody reads it any more, or it was written to before */
	}
	g_atomic_rc_box_release_full(raw, clear);
}

bool raw_is_done(const struct raw *raw)
{
	return g_atomic_int_get(&raw->done) != 0;
}

size_t raw_passed(const struct raw *raw)
{
	return (size_t)g_atomic_int_get(&raw->passed);
}

size_t raw_got(const struct raw *raw)
{
	return g_atomic_pointer_get((gsize *)&raw->got);
}

const char *raw_trouble(const struct raw *raw)
{
	return raw->found ? NULL : raw->trouble;
}

struct span raw_bytes(const struct raw *raw)
{
	return raw->bytes;
}

size_t raw_size(const struct raw *raw)
{
	return raw->size;
}

struct span raw_text(const struct raw *raw)
{
	return raw->text;
}

const char *raw_charset(const struct raw *raw)
{
	return raw->charset;
}

bool raw_is_whole(const struct raw *raw)
{
	return raw->whole;
}
