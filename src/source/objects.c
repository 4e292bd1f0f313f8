/* SPDX-License-Identifier: MIT */
/*
 * libgit2 gives objects by their ids and nothing else: trees, commits and tags are simple enough to be taken apart
 * here, without its repository, which would read the config.
 */
#include "source/objects.h"

#include <dirent.h>
#include <fcntl.h>
#include <git2.h>
#include <git2/odb_backend.h>
#include <glib.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/inflate.h"
#include "base/module.h"
#include "source/refs.h"

#define HEADER_MOST ((size_t)16 << 20) /* bytes of a commit or tag */
#define TAGS_MOST 10                   /* a tag of a tag of... */
#define LOOSE_MOST TREE_MOST           /* bytes of an object in a file of its own */
#define SHORT_LEAST 4                  /* digits of a shortened id */

/* The library ------------------------------------------------------------------------------------------------------ */

#define FUNCTIONS(X)                                                                                                   \
	X(git_libgit2_init)                                                                                            \
	X(git_libgit2_opts)                                                                                            \
	X(git_libgit2_shutdown)                                                                                        \
	X(git_odb_add_backend)                                                                                         \
	X(git_odb_backend_loose)                                                                                       \
	X(git_odb_backend_pack)                                                                                        \
	X(git_odb_exists_prefix)                                                                                       \
	X(git_odb_free)                                                                                                \
	X(git_odb_new)                                                                                                 \
	X(git_odb_object_data)                                                                                         \
	X(git_odb_object_free)                                                                                         \
	X(git_odb_object_size)                                                                                         \
	X(git_odb_read)                                                                                                \
	X(git_odb_read_header)

#define MEMBER(name) __typeof__(name) *name;
#define SYMBOL(name) {#name, offsetof(struct library, name)},

struct library {
	FUNCTIONS(MEMBER)
};

static const struct module_symbol symbols[] = {FUNCTIONS(SYMBOL)};

/* The one that the headers are of, for its interface may change with every version. */
static const char *const library_names[] = {"libgit2.so." LIBGIT2_SOVERSION, "libgit2." LIBGIT2_SOVERSION ".dylib"};

struct objects {
	char *folder; /* that holds HEAD */
	char *path;   /* of the objects, in it or in the one that it shares with others */
	bool loaded;  /* the library */
	struct library library;
	GMutex lock;
	GPtrArray *idle; /* git_odb *: of those that are done with one */
};

static bool load(struct objects *objects)
{
	if (objects->loaded)
		return true;
	objects->loaded = module_load(library_names, G_N_ELEMENTS(library_names), symbols, G_N_ELEMENTS(symbols),
	                              &objects->library) &&
	                  objects->library.git_libgit2_init() > 0;
	if (objects->loaded)
		objects->library.git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
	return objects->loaded;
}

/* Troubles --------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *code, *message;
} troubles[] = {
	[TROUBLE_MISSING] = {"missing",
	                     N_("the repository does not hold it: a part was cloned, or it borrows from another")},
	[TROUBLE_KIND] = {"damaged", N_("damaged: it is not what it is said to be")},
	[TROUBLE_LARGE] = {"too-large", N_("too large to be an article")},
	[TROUBLE_DAMAGED] = {"damaged", N_("damaged: it cannot be read")},
	[TROUBLE_LIBRARY] = {"unsupported", N_("reading this needs libgit2, which is not installed")},
	[TROUBLE_SPECIAL] = {"special-file", N_("its objects are not plain files in plain folders: not read")},
	[TROUBLE_REVISION] = {"missing", N_("the repository has no such revision")},
	[TROUBLE_SPELLING] = {"missing", N_("a revision is a branch, a tag, HEAD or an id, with ~N or ^N behind it")},
	[TROUBLE_LOGS] = {"missing", N_("@{...} asks for the logs of the repository, which are not read")},
	[TROUBLE_CONFIG] = {"missing", N_("what is upstream stands in the config of the repository, which is not read")},
	[TROUBLE_SHA256] = {"unsupported", N_("its ids are SHA-256: only repositories with SHA-1 are read")},
	[TROUBLE_TABLE] = {"unsupported", N_("its branches and tags are in a reftable, which is not read")},
};

const char *trouble_code(enum trouble trouble)
{
	return troubles[trouble].code;
}

const char *trouble_message(enum trouble trouble)
{
	return troubles[trouble].message;
}

/* Opening ---------------------------------------------------------------------------------------------------------- */

struct objects *objects_new(const char *folder)
{
	struct objects *objects = g_new0(struct objects, 1);
	char *common = refs_common(folder);
	objects->folder = g_strdup(folder);
	objects->path = g_build_filename(common, "objects", NULL);
	g_free(common);
	objects->idle = g_ptr_array_new();
	g_mutex_init(&objects->lock);
	return objects;
}

void objects_free(struct objects *objects)
{
	if (!objects)
		return;
	for (guint i = 0; i < objects->idle->len; i++)
		objects->library.git_odb_free(g_ptr_array_index(objects->idle, i));
	if (objects->loaded)
		objects->library.git_libgit2_shutdown();
	g_ptr_array_unref(objects->idle);
	g_mutex_clear(&objects->lock);
	g_free(objects->folder);
	g_free(objects->path);
	g_free(objects);
}

const char *objects_folder(const struct objects *objects)
{
	return objects->folder;
}

/* Whether an open folder holds nothing but files and folders; the names of the latter go into `folders`, if given. */
static bool is_plain(int descriptor, GPtrArray *folders)
{
	DIR *folder = descriptor >= 0 ? fdopendir(descriptor) : NULL;
	const struct dirent *entry;
	bool plain = folder != NULL;
	while (plain && (entry = readdir(folder))) {
		struct stat status;
		if (entry->d_name[0] == '.' || entry->d_type == DT_REG)
			continue;
		plain = fstatat(dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
			(S_ISREG(status.st_mode) || S_ISDIR(status.st_mode));
		if (plain && folders && S_ISDIR(status.st_mode))
			g_ptr_array_add(folders, g_strdup(entry->d_name));
	}
	if (folder)
		closedir(folder);
	else if (descriptor >= 0)
		close(descriptor);
	return plain;
}

/*
 * libgit2 would follow links, and wait for ever at a pipe that stands where an object should. It reads no deeper than
 * the folders of `objects`: what git keeps below them (info/commit-graphs/) is nothing to it.
 */
static bool has_plain_objects(const struct objects *objects)
{
	int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
	int folder = open(objects->path, flags);
	GPtrArray *folders = g_ptr_array_new_with_free_func(g_free);
	bool plain = folder >= 0 && is_plain(fcntl(folder, F_DUPFD_CLOEXEC, 0), folders);
	for (guint i = 0; plain && i < folders->len; i++)
		plain = is_plain(openat(folder, g_ptr_array_index(folders, i), flags), NULL);
	g_ptr_array_unref(folders);
	if (folder >= 0)
		close(folder);
	return plain;
}

enum trouble objects_open(struct objects *objects)
{
	if (!load(objects))
		return TROUBLE_LIBRARY;
	return has_plain_objects(objects) ? TROUBLE_NONE : TROUBLE_SPECIAL;
}

/* Objects of the repository itself, packed or not; nothing that it borrows. NULL where it cannot be opened. */
static git_odb *database_open(const struct objects *objects)
{
	const struct library *library = &objects->library;
	git_odb_backend *packed = NULL, *loose = NULL;
	git_odb *database = NULL;
	if (library->git_odb_new(&database) != 0)
		return NULL;
	if (library->git_odb_backend_pack(&packed, objects->path) == 0 &&
	    library->git_odb_add_backend(database, packed, 2) == 0 &&
	    library->git_odb_backend_loose(&loose, objects->path, -1, 0, 0, 0) == 0 &&
	    library->git_odb_add_backend(database, loose, 1) == 0)
		return database;
	library->git_odb_free(database);
	return NULL;
}

struct git_odb *objects_take(struct objects *objects)
{
	git_odb *database;
	g_mutex_lock(&objects->lock);
	database = objects->idle->len > 0 ? g_ptr_array_steal_index_fast(objects->idle, objects->idle->len - 1) : NULL;
	g_mutex_unlock(&objects->lock);
	return database ? database : database_open(objects);
}

void objects_give(struct objects *objects, struct git_odb *database)
{
	g_mutex_lock(&objects->lock);
	if (database)
		g_ptr_array_add(objects->idle, database);
	g_mutex_unlock(&objects->lock);
}

/* Objects ---------------------------------------------------------------------------------------------------------- */

static const git_object_t kinds[] = {
	[OBJECT_COMMIT] = GIT_OBJECT_COMMIT,
	[OBJECT_TREE] = GIT_OBJECT_TREE,
	[OBJECT_BLOB] = GIT_OBJECT_BLOB,
	[OBJECT_TAG] = GIT_OBJECT_TAG,
};

static git_oid oid_of(const struct git_id *id)
{
	git_oid oid = {0};
	memcpy(oid.id, id->bytes, sizeof(oid.id));
	return oid;
}

/* The file of an object that is in no pack, open; -1 where there is none. */
static int loose_open(const struct objects *objects, const struct git_id *id)
{
	char *digits = git_id_digits(id), *path = g_strdup_printf("%s/%.2s/%s", objects->path, digits, digits + 2);
	int file = open(path, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
	g_free(path);
	g_free(digits);
	return file;
}

static size_t read_packed(void *file, char *to, size_t room)
{
	ssize_t got = read(*(const int *)file, to, room);
	return got > 0 ? (size_t)got : 0;
}

/* Whether libgit2 may be asked for an object: version 1.5 never comes back from a file that was cut short. */
static bool is_whole(const struct objects *objects, const struct git_id *id)
{
	int file = loose_open(objects, id);
	bool whole = file < 0 || inflate_stream(read_packed, &file, LOOSE_MOST, NULL);
	if (file >= 0)
		close(file);
	return whole;
}

enum trouble object_read(const struct objects *objects, struct git_odb *database, const struct git_id *id,
                         enum object_kind kind, size_t most, struct object *object)
{
	const git_oid oid = oid_of(id);
	const struct library *library = &objects->library;
	git_object_t told;
	size_t size;
	bool whole = database && is_whole(objects, id);
	int result = whole ? library->git_odb_read_header(&size, &told, database, &oid) : -1;
	if (result != 0)
		return result == GIT_ENOTFOUND ? TROUBLE_MISSING : TROUBLE_DAMAGED;
	if (told != kinds[kind])
		return TROUBLE_KIND;
	if (size > most)
		return TROUBLE_LARGE;
	if (library->git_odb_read(&object->held, database, &oid) != 0)
		return TROUBLE_DAMAGED;
	object->bytes.at = library->git_odb_object_data(object->held);
	object->bytes.len = library->git_odb_object_size(object->held);
	return TROUBLE_NONE;
}

void object_free(const struct objects *objects, struct object *object)
{
	objects->library.git_odb_object_free(object->held);
}

bool object_size(const struct objects *objects, struct git_odb *database, const struct git_id *id, size_t *size)
{
	const git_oid oid = oid_of(id);
	git_object_t told;
	return database && is_whole(objects, id) &&
	       objects->library.git_odb_read_header(size, &told, database, &oid) == 0;
}

/* The id in the next line of the header of a commit or tag, where it begins with this word; else the line stays. */
static bool header_id(struct span *rest, struct span word, struct git_id *id)
{
	struct span after = *rest, line;
	if (!span_line(&after, &line) || !span_starts(line, word) || !git_id_read(span_from(line, word.len), id))
		return false;
	*rest = after;
	return true;
}

enum trouble commit_read(const struct objects *objects, struct git_odb *database, const struct git_id *id,
                         struct object *commit)
{
	return object_read(objects, database, id, OBJECT_COMMIT, HEADER_MOST, commit);
}

bool commit_tree(struct span *header, struct git_id *tree)
{
	return header_id(header, SPAN("tree "), tree);
}

bool commit_parent(struct span *header, struct git_id *parent)
{
	return header_id(header, SPAN("parent "), parent);
}

bool tree_next(struct span *rest, struct tree_entry *entry)
{
	const char *nul = rest->len ? memchr(rest->at, '\0', rest->len) : NULL;
	const char *blank = nul ? memchr(rest->at, ' ', (size_t)(nul - rest->at)) : NULL;
	size_t end = nul ? (size_t)(nul - rest->at) + 1 + GIT_ID_SIZE : 0;
	if (!blank || blank - rest->at > 8 || end > rest->len)
		return false;
	entry->mode = strtoul(rest->at, NULL, 8);
	entry->name = blank + 1;
	entry->id = (const struct git_id *)(const void *)(nul + 1);
	*rest = span_from(*rest, end);
	return true;
}

bool object_expand(const struct objects *objects, struct git_odb *database, const char *digits, struct git_id *id)
{
	size_t len = strlen(digits);
	char padded[] = "0000000000000000000000000000000000000000";
	struct git_id start;
	git_oid from, found;
	if (len < SHORT_LEAST || len >= sizeof(padded) || strspn(digits, "0123456789abcdefABCDEF") != len)
		return false;
	memcpy(padded, digits, len);
	git_id_read(span_of(padded), &start);
	from = oid_of(&start);
	if (objects->library.git_odb_exists_prefix(&found, database, &from, len) != 0)
		return false;
	memcpy(id->bytes, found.id, sizeof(id->bytes));
	return true;
}

/* From a tag to what it is a tag of, in `id`; false where `id` is none. */
static bool tag_follow(const struct objects *objects, git_odb *database, struct git_id *id)
{
	struct object object;
	struct span rest;
	bool is;
	if (object_read(objects, database, id, OBJECT_TAG, HEADER_MOST, &object) != TROUBLE_NONE)
		return false;
	rest = object.bytes;
	is = header_id(&rest, SPAN("object "), id);
	object_free(objects, &object);
	return is;
}

void tags_follow(const struct objects *objects, struct git_odb *database, struct git_id *id)
{
	for (unsigned i = 0; i < TAGS_MOST && tag_follow(objects, database, id); i++)
		;
}
