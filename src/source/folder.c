/* SPDX-License-Identifier: MIT */
/*
 * Folders still to be read wait on a list of their own, so depth costs no stack. Every folder is opened relative to the
 * root and never through a link in its last part; a link is only ever looked at, to say where it would have led.
 */
#include "source/folder.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "source/looking.h"

/* A folder whose time is older than that has the same names while it has the same time. Seconds. */
#define SETTLED_S 2

struct folder {
	struct source base;
	char *path; /* as it was named */
	int root;   /* open from the beginning of the walk; -1 before */
};

struct walk {
	int root;
	char *real;         /* the root without links in its path; NULL where nobody can tell */
	GPtrArray *folders; /* paths of folders still to be read; "" is the root */
	GArray *read;       /* of struct source_folder */
	struct looking *looking;
	const struct source_sink *sink;
};

static bool report(const struct walk *walk, const char *path, const char *code, const char *message)
{
	return walk->sink->problem(walk->sink->data, path, code, message);
}

static char *join(const char *folder, const char *name)
{
	return *folder ? g_strconcat(folder, "/", name, NULL) : g_strdup(name);
}

/* True where `path` is `folder` or lies in it; both are real paths. */
static bool lies_in(const char *path, const char *folder)
{
	size_t len = strlen(folder);
	if (strncmp(path, folder, len) != 0)
		return false;
	return path[len] == '\0' || path[len] == '/' || (len > 0 && folder[len - 1] == '/');
}

static bool link_found(const struct walk *walk, const char *path)
{
	char *full = walk->real ? join(walk->real, path) : NULL;
	char *target = full ? realpath(full, NULL) : NULL;
	int failure = target ? 0 : errno;
	bool more;
	if (failure == ENOENT)
		more = report(walk, path, "link-dangling", N_("the link leads nowhere"));
	else if (failure == ELOOP || (target && lies_in(full, target)))
		more = report(walk, path, "link-loop", N_("the link leads in a circle: not followed"));
	else if (!target || !lies_in(target, walk->real))
		more = report(walk, path, "link-outside", N_("the link leads out of the archive: not followed"));
	else
		more = walk->sink->left_out(walk->sink->data, path, "link");
	free(target);
	g_free(full);
	return more;
}

/* What an entry of a folder is, where readdir() does not say. */
static unsigned char type_of(int folder, const char *name)
{
	struct stat status;
	if (fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) != 0)
		return DT_UNKNOWN;
	return S_ISREG(status.st_mode)   ? DT_REG
	       : S_ISDIR(status.st_mode) ? DT_DIR
	       : S_ISLNK(status.st_mode) ? DT_LNK
	                                 : DT_FIFO;
}

/* What is no file. Takes over `path`. */
static bool other_found(struct walk *walk, char *path, unsigned char type)
{
	bool more = true;
	switch (type) {
	case DT_DIR:
		g_ptr_array_add(walk->folders, path);
		return true;
	case DT_LNK:
		more = link_found(walk, path);
		break;
	case DT_UNKNOWN:
		more = report(walk, path, "unreadable", N_("it vanished"));
		break;
	default:
		more = report(walk, path, "special-file", N_("neither a file nor a folder: not read"));
	}
	g_free(path);
	return more;
}

static bool hidden_found(const struct walk *walk, const char *folder, const char *name)
{
	char *path = join(folder, name);
	bool more = walk->sink->left_out(walk->sink->data, path, "hidden");
	g_free(path);
	return more;
}

static bool name_found(struct walk *walk, const char *folder, int descriptor, const struct dirent *entry)
{
	const char *name = entry->d_name;
	unsigned char type = entry->d_type;
	if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
		return true;
	if (name[0] == '.')
		return hidden_found(walk, folder, name);
	if (type == DT_UNKNOWN)
		type = type_of(descriptor, name);
	return type == DT_REG ? looking_file(walk->looking, name) : other_found(walk, join(folder, name), type);
}

static DIR *open_below(const struct walk *walk, const char *path)
{
	int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK;
	int descriptor = *path ? openat(walk->root, path, flags | O_NOFOLLOW) : openat(walk->root, ".", flags);
	DIR *folder = descriptor >= 0 ? fdopendir(descriptor) : NULL;
	if (!folder && descriptor >= 0)
		close(descriptor);
	return folder;
}

/*
 * Its time stands for its names: what comes or goes after this is seen by another time, but for the clock's coarseness.
 */
static void note_folder(struct walk *walk, int folder, const char *path)
{
	struct source_folder read = {.path = g_strdup(path)};
	struct stat status;
	if (fstat(folder, &status) == 0 && status.st_mtim.tv_sec < g_get_real_time() / G_USEC_PER_SEC - SETTLED_S)
		read.mtime_ns = stamp_of_file(&status).mtime_ns;
	g_array_append_val(walk->read, read);
}

static bool folder_read(struct walk *walk, const char *path)
{
	DIR *folder = open_below(walk, path);
	const struct dirent *entry;
	bool more = true;
	if (!folder)
		return report(walk, path, "unreadable", g_strerror(errno));
	note_folder(walk, dirfd(folder), path);
	looking_enter(walk->looking, dirfd(folder), path);
	while (more) {
		errno = 0;
		entry = readdir(folder);
		if (!entry)
			break;
		more = name_found(walk, path, dirfd(folder), entry);
	}
	if (more && errno)
		more = report(walk, path, "unreadable", g_strerror(errno));
	more = looking_leave(walk->looking) && more;
	closedir(folder);
	return more;
}

/* `*read` are the folders in it, where all was read. */
static bool walk_below(int root, const char *name, const struct source_sink *sink, GArray **read)
{
	struct walk walk = {
		.root = root,
		.real = realpath(name, NULL),
		.folders = g_ptr_array_new_with_free_func(g_free),
		.read = source_folders_new(),
		.looking = looking_new(sink),
		.sink = sink,
	};
	bool more = true;
	g_ptr_array_add(walk.folders, g_strdup(""));
	while (more && walk.folders->len > 0) {
		char *path = g_ptr_array_steal_index(walk.folders, walk.folders->len - 1);
		more = folder_read(&walk, path);
		g_free(path);
	}
	more = looking_free(walk.looking) && more;
	g_ptr_array_unref(walk.folders);
	free(walk.real);
	if (more)
		*read = g_steal_pointer(&walk.read);
	else
		g_array_unref(walk.read);
	return more;
}

/*
 * The source ---------------------------------------------------------------------------------------------------------
 */

static bool folder_walk(struct source *source, const struct source_sink *sink)
{
	struct folder *folder = (struct folder *)source;
	if (folder->root < 0)
		folder->root = open(folder->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder->root < 0)
		return sink->problem(sink->data, "", "unreadable", g_strerror(errno));
	g_clear_pointer(&source->folders, g_array_unref);
	return walk_below(folder->root, folder->path, sink, &source->folders);
}

static bool folder_read_file(struct source *source, const char *path, struct stamp *stamp, struct input *input,
                             struct span *bytes)
{
	bool done = input_read(input, ((struct folder *)source)->root, path, false, bytes);
	if (done)
		*stamp = stamp_of_file(&input->status);
	return done;
}

static int folder_open_file(struct source *source, const char *path, struct stamp *stamp)
{
	struct stat status;
	int file = input_open(((struct folder *)source)->root, path, false, &status);
	if (file >= 0)
		*stamp = stamp_of_file(&status);
	return file;
}

static void folder_close(struct source *source)
{
	struct folder *folder = (struct folder *)source;
	if (folder->root >= 0)
		close(folder->root);
	g_free(folder->path);
	source_free(source);
}

static const struct source_ops folder_ops = {folder_walk, folder_read_file, folder_open_file, NULL, folder_close};

static char *name_of(const char *path)
{
	char *real = realpath(path, NULL);
	char *name = g_path_get_basename(real ? real : path);
	free(real);
	return name;
}

struct source *folder_open(const char *path)
{
	struct folder *folder;
	struct stat status;
	if (stat(path, &status) != 0 || !S_ISDIR(status.st_mode))
		return NULL;
	folder = g_new0(struct folder, 1);
	folder->base.ops = &folder_ops;
	folder->base.name = name_of(path);
	folder->base.identity = g_strdup(folder->base.name);
	folder->path = g_strdup(path);
	folder->root = -1;
	return &folder->base;
}
