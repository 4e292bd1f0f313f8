/* SPDX-License-Identifier: MIT */
/*
 * A reference becomes paths, all of them below the root and none of them hidden; the first that is there is read. In a
 * folder each part of a path is opened by itself, and never through a link. The thread and the owner share the struct;
 * `done` is set last, and nothing else is looked at before it.
 */
#include "source/fetch.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <limits.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "source/git.h"
#include "source/input.h"
#include "source/reference.h"
#include "source/source.h"
#include "source/tarball.h"

#define FILE_MOST ((size_t)32 << 20)   /* bytes of a picture */
#define REFERENCE_MOST ((size_t)3 * PATH_MAX)
#define FOLDERS_MOST 32                /* above an article, where a site may begin */

struct fetch {
	char *root;       /* as the archive was named */
	bool nested;
	GPtrArray *paths; /* of char *, the likeliest first */
	int cancelled, done; /* atomic */
	GBytes *bytes;
	const char *why;
};

/* Paths ------------------------------------------------------------------------------------------------------------ */

/* "scheme:" or "//host": an address of somewhere else. */
static bool is_elsewhere(struct span reference)
{
	size_t i = 0;
	if (span_starts(reference, SPAN("//")))
		return true;
	while (i < reference.len && (g_ascii_isalnum(reference.at[i]) || strchr("+.-", reference.at[i])))
		i++;
	return i > 0 && i < reference.len && reference.at[i] == ':' && g_ascii_isalpha(reference.at[0]);
}

/* The path of `reference` seen from `folder`, for g_free(); NULL where there is none. */
static char *join(struct span folder, struct span reference)
{
	GString *path = g_string_new_len(folder.at ? folder.at : "", (gssize)folder.len);
	bool inside = reference_walk(path, reference, false);
	return g_string_free(path, !inside || path->len == 0);
}

/* Takes over the path, which may be NULL; each is there once. */
static void add_path(GPtrArray *paths, char *path)
{
	if (path && !g_ptr_array_find_with_equal_func(paths, path, g_str_equal, NULL))
		g_ptr_array_add(paths, path);
	else
		g_free(path);
}

static void add_plain(GPtrArray *paths, struct span folder, struct span reference)
{
	if (memchr(reference.at, '\0', reference.len))
		return;
	if (!span_starts(reference, SPAN("/"))) {
		add_path(paths, join(folder, reference));
		return;
	}
	add_path(paths, join(SPAN(""), reference));
	for (int i = 0; i < FOLDERS_MOST && folder.len > 0; i++, folder = reference_folder(folder))
		add_path(paths, join(folder, reference));
}

/* As it stands, then with %XX decoded. */
static void add_decoded(GPtrArray *paths, struct span folder, struct span reference)
{
	GBytes *decoded;
	if (reference.len == 0)
		return;
	add_plain(paths, folder, reference);
	if (!memchr(reference.at, '%', reference.len))
		return;
	decoded = g_uri_unescape_bytes(reference.at, (gssize)reference.len, NULL, NULL);
	if (decoded) {
		struct span plain;
		plain.at = g_bytes_get_data(decoded, &plain.len);
		add_plain(paths, folder, plain);
		g_bytes_unref(decoded);
	}
}

/* Names of files hold '#' and '?', so the whole is tried before either is taken for syntax. */
GPtrArray *fetch_paths(struct span path, struct span reference)
{
	GPtrArray *paths = g_ptr_array_new_with_free_func(g_free);
	struct span folder = reference_folder(path);
	size_t end = 0;
	if (reference.len == 0 || reference.len > REFERENCE_MOST || is_elsewhere(reference))
		return paths;
	add_decoded(paths, folder, reference);
	while (end < reference.len && !strchr("?#", reference.at[end]))
		end++;
	if (end < reference.len)
		add_decoded(paths, folder, span_cut(reference, 0, end));
	return paths;
}

/* A folder --------------------------------------------------------------------------------------------------------- */

static GBytes *read_file(struct fetch *fetch, int file)
{
	struct stat status;
	GByteArray *bytes;
	ssize_t got = 1;
	if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))
		return NULL;
	bytes = g_byte_array_new();
	while (got > 0 && bytes->len <= FILE_MOST && !g_atomic_int_get(&fetch->cancelled)) {
		guint len = bytes->len;
		g_byte_array_set_size(bytes, len + (64u << 10));
		do
			got = read(file, bytes->data + len, 64u << 10);
		while (got < 0 && errno == EINTR);
		g_byte_array_set_size(bytes, len + (got > 0 ? (guint)got : 0));
	}
	if (got < 0 || bytes->len > FILE_MOST)
		fetch->why = got < 0 ? _("The picture cannot be read") : _("The picture is too large");
	return g_byte_array_free_to_bytes(bytes);
}

/* Opens a path below a folder, part by part; -1 where it is not there, or a link lies on the way. */
static int open_below(int root, const char *path)
{
	int at = root;
	bool more = true;
	while (more && at >= 0) {
		const char *slash = strchr(path, '/');
		char *name = slash ? g_strndup(path, (gsize)(slash - path)) : g_strdup(path);
		int flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (slash ? O_DIRECTORY : 0);
		int next = openat(at, name, flags);
		if (at != root)
			close(at);
		g_free(name);
		at = next;
		more = slash != NULL;
		path = slash ? slash + 1 : path;
	}
	return at;
}

static void fetch_from_folder(struct fetch *fetch)
{
	int root = open(fetch->root, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	for (guint i = 0; root >= 0 && !fetch->bytes && i < fetch->paths->len; i++) {
		int file = open_below(root, g_ptr_array_index(fetch->paths, i));
		if (file < 0)
			continue;
		fetch->bytes = read_file(fetch, file);
		close(file);
	}
	if (root >= 0)
		close(root);
}

/* Other sources: all that lies in them is walked over -------------------------------------------------------------- */

struct walk {
	struct fetch *fetch;
	guint best; /* the index of what was found so far; as many as there are for nothing */
	struct stamp stamp;
	GBytes *bytes; /* NULL where they have to be read */
};

static guint index_of(const struct walk *walk, const char *path)
{
	const GPtrArray *paths = walk->fetch->paths;
	guint i = 0;
	while (i < paths->len && strcmp(g_ptr_array_index(paths, i), path) != 0)
		i++;
	return i;
}

static bool goes_on(const struct walk *walk)
{
	return walk->best > 0 && !g_atomic_int_get(&walk->fetch->cancelled);
}

/* What is no better than what was found need not be read. A walk that is to end is ended by the next document. */
static bool is_known(void *data, const char *path, const struct stamp *stamp)
{
	const struct walk *walk = data;
	(void)stamp;
	return goes_on(walk) && index_of(walk, path) >= walk->best;
}

static bool take_document(void *data, const char *path, const struct stamp *stamp, char *bytes, size_t len)
{
	struct walk *walk = data;
	guint at = index_of(walk, path);
	if (at >= walk->best) {
		g_free(bytes);
		return goes_on(walk);
	}
	walk->best = at;
	walk->stamp = *stamp;
	g_clear_pointer(&walk->bytes, g_bytes_unref);
	walk->bytes = bytes ? g_bytes_new_take(bytes, len) : NULL;
	return goes_on(walk);
}

static bool pass_over(void *data, const char *path, const char *reason)
{
	(void)path;
	(void)reason;
	return goes_on(data);
}

static bool pass_problem(void *data, const char *path, const char *code, const char *message)
{
	(void)path;
	(void)code;
	(void)message;
	return goes_on(data);
}

static GBytes *read_found(struct source *source, struct walk *walk)
{
	struct input input = {.stop = -1};
	struct span bytes = {NULL, 0};
	const char *path = g_ptr_array_index(walk->fetch->paths, walk->best);
	GBytes *read = NULL;
	if (source->ops->read && source->ops->read(source, path, &walk->stamp, &input, &bytes))
		read = g_bytes_new(bytes.at, bytes.len);
	input_clear(&input);
	return read;
}

static void fetch_from_source(struct fetch *fetch, struct source *source)
{
	struct walk walk = {.fetch = fetch, .best = fetch->paths->len};
	struct source_sink sink = {false, is_known, take_document, pass_over, pass_problem, &walk};
	source->stop = -1;
	source->ops->walk(source, &sink);
	if (walk.best < fetch->paths->len)
		fetch->bytes = walk.bytes ? walk.bytes : read_found(source, &walk);
	if (fetch->bytes && g_bytes_get_size(fetch->bytes) > FILE_MOST)
		fetch->why = _("The picture is too large");
}

/* ------------------------------------------------------------------------------------------------------------------ */

static void free_shared(void *data)
{
	struct fetch *fetch = data;
	g_free(fetch->root);
	g_ptr_array_unref(fetch->paths);
	g_clear_pointer(&fetch->bytes, g_bytes_unref);
}

static void find(struct fetch *fetch)
{
	struct source *source = git_open(fetch->root);
	struct stat status;
	if (!source && stat(fetch->root, &status) == 0 && S_ISDIR(status.st_mode)) {
		fetch_from_folder(fetch);
		return;
	}
	if (!source)
		source = tarball_open(fetch->root, fetch->nested, &tarball_limits);
	if (source)
		fetch_from_source(fetch, source);
	source_close(source);
}

static void *run(void *data)
{
	struct fetch *fetch = data;
	if (fetch->paths->len > 0)
		find(fetch);
	if (!fetch->bytes && !fetch->why)
		fetch->why = _("This picture is not in the archive");
	if (fetch->why)
		g_clear_pointer(&fetch->bytes, g_bytes_unref);
	g_atomic_int_set(&fetch->done, 1);
	g_atomic_rc_box_release_full(fetch, free_shared);
	return NULL;
}

struct fetch *fetch_new(const char *root, bool nested, struct span path, struct span reference)
{
	struct fetch *fetch = g_atomic_rc_box_new0(struct fetch);
	struct span folder = reference_folder(path);
	if (!root) { /* the archive of a file by itself is its folder */
		bool top = folder.len == 0 && span_starts(path, SPAN("/"));

		fetch->root = folder.len > 0 ? span_dup(folder) : g_strdup(top ? "/" : ".");
		path = folder.len > 0 || top ? span_from(path, folder.len + 1) : path;
	} else {
		fetch->root = g_strdup(root);
	}
	fetch->nested = nested;
	fetch->paths = fetch_paths(path, reference);
	g_thread_unref(g_thread_new("fetch", run, g_atomic_rc_box_acquire(fetch)));
	return fetch;
}

bool fetch_done(struct fetch *fetch, GBytes **bytes, const char **why)
{
	if (!g_atomic_int_get(&fetch->done))
		return false;
	*bytes = g_steal_pointer(&fetch->bytes);
	*why = fetch->why;
	return true;
}

void fetch_free(struct fetch *fetch)
{
	if (!fetch)
		return;
	g_atomic_int_set(&fetch->cancelled, 1);
	g_atomic_rc_box_release_full(fetch, free_shared);
}
