/* SPDX-License-Identifier: MIT */
/*
 * libgit2 gives objects by their ids and nothing else: trees, commits and tags are simple enough to be taken apart
 * here, without its repository, which would read the config. The walk has a database of its own, and every worker takes
 * one from those that are idle: a database is not for two threads. What an object claims to be is asked before it is
 * read.
 */
#include "archive/git.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <git2.h>
#include <git2/odb_backend.h>
#include <glib.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/module.h"
#include "archive/names.h"
#include "archive/refs.h"

#define HEADER_MOST ((size_t)16 << 20) /* bytes of a commit or tag */
#define TREE_MOST INPUT_LIMIT
#define TARGET_MOST ((size_t)4096) /* of a link */
#define TAGS_MOST 10               /* a tag of a tag of... */
#define SHORT_LEAST 4              /* digits of a shortened id */
#define COUNT_MOST (UINT64_C(4) << 20)
#define SAME_TREE_MOST 64 /* a folder that occurs more often than others on the average, and more than REPEATS_FREE */
#define REPEATS_FREE 4096

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

struct git {
	struct source base;
	char *folder; /* that holds HEAD, objects and refs */
	char *rev;
	char *objects;
	bool loaded; /* the library; from the walk on */
	struct library library;
	GMutex lock;
	GPtrArray *idle;   /* git_odb *: of workers that are done with one */
	uint8_t start[20]; /* the commit; from the walk on */
};

static bool load(struct git *git)
{
	if (git->loaded)
		return true;
	git->loaded = module_load(library_names, G_N_ELEMENTS(library_names), symbols, G_N_ELEMENTS(symbols),
				  &git->library) &&
		      git->library.git_libgit2_init() > 0;
	if (git->loaded)
		git->library.git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
	return git->loaded;
}

/* Objects ---------------------------------------------------------------------------------------------------------- */

/* Objects of the repository itself, packed or not; nothing that it borrows. NULL where it cannot be opened. */
static git_odb *database_open(const struct git *git)
{
	const struct library *library = &git->library;
	git_odb_backend *packed = NULL, *loose = NULL;
	git_odb *database = NULL;

	if (library->git_odb_new(&database) != 0)
		return NULL;
	if (library->git_odb_backend_pack(&packed, git->objects) == 0 &&
	    library->git_odb_add_backend(database, packed, 2) == 0 &&
	    library->git_odb_backend_loose(&loose, git->objects, -1, 0, 0, 0) == 0 &&
	    library->git_odb_add_backend(database, loose, 1) == 0)
		return database;
	library->git_odb_free(database);
	return NULL;
}

static git_odb *database_take(struct git *git)
{
	git_odb *database;

	g_mutex_lock(&git->lock);
	database = git->idle->len > 0 ? g_ptr_array_steal_index_fast(git->idle, git->idle->len - 1) : NULL;
	g_mutex_unlock(&git->lock);
	return database ? database : database_open(git);
}

/* NULL is allowed. */
static void database_give(struct git *git, git_odb *database)
{
	g_mutex_lock(&git->lock);
	if (database)
		g_ptr_array_add(git->idle, database);
	g_mutex_unlock(&git->lock);
}

static git_oid oid_of(const uint8_t id[20])
{
	git_oid oid = {0};

	memcpy(oid.id, id, sizeof(oid.id));
	return oid;
}

/* Why an object could not be had. */
enum trouble { TROUBLE_NONE, TROUBLE_MISSING, TROUBLE_KIND, TROUBLE_LARGE, TROUBLE_DAMAGED };

static const struct {
	const char *code, *message;
} troubles[] = {
	[TROUBLE_MISSING] = {"missing",
			     N_("the repository does not hold it: a part was cloned, or it borrows from another")},
	[TROUBLE_KIND] = {"damaged", N_("damaged: it is not what it is said to be")},
	[TROUBLE_LARGE] = {"too-large", N_("too large to be an article")},
	[TROUBLE_DAMAGED] = {"damaged", N_("damaged: it cannot be read")},
};

/* An object of this kind and at most so large, for git_odb_object_free(). */
static enum trouble object_read(const struct git *git, git_odb *database, const uint8_t id[20], git_object_t kind,
				size_t most, git_odb_object **object)
{
	const git_oid oid = oid_of(id);
	git_object_t told;
	size_t size;
	int result = database ? git->library.git_odb_read_header(&size, &told, database, &oid) : -1;

	if (result != 0)
		return result == GIT_ENOTFOUND ? TROUBLE_MISSING : TROUBLE_DAMAGED;
	if (told != kind)
		return TROUBLE_KIND;
	if (size > most)
		return TROUBLE_LARGE;
	return git->library.git_odb_read(object, database, &oid) == 0 ? TROUBLE_NONE : TROUBLE_DAMAGED;
}

static struct span object_bytes(const struct git *git, git_odb_object *object)
{
	return (struct span){git->library.git_odb_object_data(object), git->library.git_odb_object_size(object)};
}

/* Forty hexadecimal digits. */
static bool read_id(struct span digits, uint8_t id[20])
{
	if (digits.len != 40)
		return false;
	for (size_t i = 0; i < 20; i++) {
		int high = g_ascii_xdigit_value(digits.at[2 * i]), low = g_ascii_xdigit_value(digits.at[2 * i + 1]);

		if (high < 0 || low < 0)
			return false;
		id[i] = (uint8_t)(high * 16 + low);
	}
	return true;
}

/* The id in the next line of the header of a commit or tag, where it begins with this word; else the line stays. */
static bool header_id(struct span *rest, struct span word, uint8_t id[20])
{
	struct span after = *rest, line;

	if (!span_line(&after, &line) || !span_starts(line, word) || !read_id(span_from(line, word.len), id))
		return false;
	*rest = after;
	return true;
}

struct commit {
	uint8_t tree[20], parent[20]; /* the first parent */
	bool has_parent;
};

static enum trouble commit_read(const struct git *git, git_odb *database, const uint8_t id[20], struct commit *commit)
{
	git_odb_object *object;
	enum trouble trouble = object_read(git, database, id, GIT_OBJECT_COMMIT, HEADER_MOST, &object);
	struct span rest;

	if (trouble != TROUBLE_NONE)
		return trouble;
	rest = object_bytes(git, object);
	if (!header_id(&rest, SPAN("tree "), commit->tree))
		trouble = TROUBLE_DAMAGED;
	commit->has_parent = header_id(&rest, SPAN("parent "), commit->parent);
	git->library.git_odb_object_free(object);
	return trouble;
}

/* From a tag to what it is a tag of, in `id`; false where `id` is none. */
static bool tag_follow(const struct git *git, git_odb *database, uint8_t id[20])
{
	git_odb_object *object;
	struct span rest;
	bool is;

	if (object_read(git, database, id, GIT_OBJECT_TAG, HEADER_MOST, &object) != TROUBLE_NONE)
		return false;
	rest = object_bytes(git, object);
	is = header_id(&rest, SPAN("object "), id);
	git->library.git_odb_object_free(object);
	return is;
}

/* Finding the commit ----------------------------------------------------------------------------------------------- */

/* A shortened id, where only one object begins so. */
static bool expand(const struct git *git, git_odb *database, const char *digits, uint8_t id[20])
{
	size_t len = strlen(digits);
	char padded[REFS_ID_SIZE] = "0000000000000000000000000000000000000000";
	uint8_t start[20];
	git_oid from, found;

	if (len < SHORT_LEAST || len > 40 || strspn(digits, "0123456789abcdefABCDEF") != len)
		return false;
	memcpy(padded, digits, len);
	read_id(span_of(padded), start);
	from = oid_of(start);
	if (git->library.git_odb_exists_prefix(&found, database, &from, len) != 0)
		return false;
	memcpy(id, found.id, 20);
	return true;
}

static bool find_start(const struct git *git, git_odb *database, uint8_t id[20])
{
	int folder = open(git->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	char digits[REFS_ID_SIZE];
	bool found = folder >= 0 && refs_resolve(folder, git->rev, digits) && read_id(span_of(digits), id);

	if (folder >= 0)
		close(folder);
	return found || expand(git, database, git->rev, id);
}

/* Whether an open folder holds nothing but files and folders, which goes on in `folders` by their names. */
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
			(S_ISREG(status.st_mode) || (S_ISDIR(status.st_mode) && folders));
		if (plain && S_ISDIR(status.st_mode))
			g_ptr_array_add(folders, g_strdup(entry->d_name));
	}
	if (folder)
		closedir(folder);
	else if (descriptor >= 0)
		close(descriptor);
	return plain;
}

/* libgit2 would follow links, and wait for ever at a pipe that stands where an object should. */
static bool has_plain_objects(const struct git *git)
{
	int flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
	int objects = open(git->objects, flags);
	GPtrArray *folders = g_ptr_array_new_with_free_func(g_free);
	bool plain = objects >= 0 && is_plain(dup(objects), folders);

	for (guint i = 0; plain && i < folders->len; i++)
		plain = is_plain(openat(objects, g_ptr_array_index(folders, i), flags), NULL);
	g_ptr_array_unref(folders);
	if (objects >= 0)
		close(objects);
	return plain;
}

/* The walk --------------------------------------------------------------------------------------------------------- */

/* A folder still to be read. */
struct branch {
	uint8_t tree[20];
	char *path;
};

struct walk {
	struct git *git;
	git_odb *database;
	const struct source_sink *sink;
	struct names names;
	GArray *branches; /* of struct branch, last first */
	GHashTable *seen; /* trees, by their ids */
	uint64_t count;   /* of entries */
	uint64_t visits;  /* to trees */
};

static bool problem(const struct walk *walk, const char *path, const char *code, const char *message)
{
	return walk->sink->problem(walk->sink->data, path, code, message);
}

static bool trouble_found(const struct walk *walk, const char *path, enum trouble trouble)
{
	return problem(walk, path, troubles[trouble].code, _(troubles[trouble].message));
}

static bool link_found(const struct walk *walk, const char *path, const uint8_t id[20])
{
	git_odb_object *object;
	enum trouble trouble = object_read(walk->git, walk->database, id, GIT_OBJECT_BLOB, TARGET_MOST, &object);
	char *target;
	bool more;

	if (trouble != TROUBLE_NONE)
		return trouble_found(walk, path, trouble);
	target = span_dup(object_bytes(walk->git, object));
	walk->git->library.git_odb_object_free(object);
	more = names_link(&walk->names, path, target);
	g_free(target);
	return more;
}

static bool file_found(const struct walk *walk, const char *path, const uint8_t id[20])
{
	struct stamp stamp = {0};

	memcpy(stamp.blob, id, sizeof(stamp.blob));
	return walk->sink->known(walk->sink->data, path, &stamp) ||
	       walk->sink->document(walk->sink->data, path, &stamp, NULL, 0);
}

static bool folder_found(const struct walk *walk, const char *path, const uint8_t id[20])
{
	struct branch branch = {.path = g_strdup(path)};

	memcpy(branch.tree, id, sizeof(branch.tree));
	g_array_append_val(walk->branches, branch);
	return true;
}

static bool submodule_found(const struct walk *walk, const char *path, const uint8_t id[20])
{
	(void)id;
	return walk->sink->left_out(walk->sink->data, path, "submodule");
}

/* By the kind bits of an entry's mode. */
static const struct {
	unsigned long kind;
	bool (*found)(const struct walk *walk, const char *path, const uint8_t id[20]);
} kinds[] = {
	{0100000, file_found},
	{0040000, folder_found},
	{0120000, link_found},
	{0160000, submodule_found},
};

static bool entry_found(struct walk *walk, const char *path, unsigned long mode, const uint8_t id[20])
{
	bool more = true;

	if (names_hidden(&walk->names, path, &more))
		return more;
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if ((mode & 0170000) == kinds[i].kind)
			return kinds[i].found(walk, path, id);
	}
	return problem(walk, path, "special-file", _("neither a file nor a folder: not read"));
}

/* An entry of a tree: a mode in octal digits, a blank, a name, a NUL, an id. */
struct entry {
	unsigned long mode;
	const char *name;
	const uint8_t *id;
};

/* Takes the next entry off a tree; false at its end, and where it is damaged (then something is left). */
static bool next_entry(struct span *rest, struct entry *entry)
{
	const char *nul = rest->len ? memchr(rest->at, '\0', rest->len) : NULL;
	const char *blank = nul ? memchr(rest->at, ' ', (size_t)(nul - rest->at)) : NULL;
	size_t end = nul ? (size_t)(nul - rest->at) + 1 + 20 : 0;

	if (!blank || blank - rest->at > 8 || end > rest->len)
		return false;
	entry->mode = strtoul(rest->at, NULL, 8);
	entry->name = blank + 1;
	entry->id = (const uint8_t *)nul + 1;
	*rest = span_from(*rest, end);
	return true;
}

static bool take_entry(struct walk *walk, const char *folder, const struct entry *entry)
{
	char *name = *folder ? g_strconcat(folder, "/", entry->name, NULL) : g_strdup(entry->name);
	bool more = true;
	char *path = names_path(&walk->names, name, &more);

	if (path)
		more = entry_found(walk, path, entry->mode, entry->id);
	g_free(path);
	g_free(name);
	return more;
}

/*
 * A few trees can name any number of files, by naming each other over and over. True where that goes too far, which is
 * reported.
 */
static bool is_too_much(struct walk *walk, const struct branch *branch)
{
	walk->visits++;
	g_hash_table_add(walk->seen, g_memdup2(branch->tree, sizeof(branch->tree)));
	if (walk->count <= COUNT_MOST &&
	    walk->visits <= REPEATS_FREE + SAME_TREE_MOST * (uint64_t)g_hash_table_size(walk->seen))
		return false;
	problem(walk, branch->path, "limit-count", _("the same folders over and over: nothing beyond this is read"));
	return true;
}

static bool walk_tree(struct walk *walk, const struct branch *branch)
{
	git_odb_object *object;
	enum trouble trouble =
		object_read(walk->git, walk->database, branch->tree, GIT_OBJECT_TREE, TREE_MOST, &object);
	struct span rest;
	struct entry entry;
	bool more = true;

	if (trouble != TROUBLE_NONE)
		return trouble_found(walk, branch->path, trouble);
	rest = object_bytes(walk->git, object);
	while (more && next_entry(&rest, &entry)) {
		walk->count++;
		more = take_entry(walk, branch->path, &entry);
	}
	if (more && rest.len > 0)
		more = trouble_found(walk, branch->path, TROUBLE_DAMAGED);
	walk->git->library.git_odb_object_free(object);
	return more;
}

static guint hash_of_id(gconstpointer id)
{
	guint hash;

	memcpy(&hash, id, sizeof(hash));
	return hash;
}

static gboolean is_same_id(gconstpointer a, gconstpointer b)
{
	return memcmp(a, b, 20) == 0;
}

static bool walk_trees(struct walk *walk, const uint8_t root[20])
{
	bool more = true;

	names_init(&walk->names, walk->sink);
	walk->branches = g_array_new(FALSE, FALSE, sizeof(struct branch));
	walk->seen = g_hash_table_new_full(hash_of_id, is_same_id, g_free, NULL);
	folder_found(walk, "", root);
	while (more && walk->branches->len > 0) {
		struct branch branch = g_array_index(walk->branches, struct branch, walk->branches->len - 1);

		g_array_set_size(walk->branches, walk->branches->len - 1);
		if (is_too_much(walk, &branch)) {
			g_free(branch.path);
			break;
		}
		more = walk_tree(walk, &branch);
		g_free(branch.path);
	}
	for (guint i = 0; i < walk->branches->len; i++)
		g_free(g_array_index(walk->branches, struct branch, i).path);
	g_array_unref(walk->branches);
	g_hash_table_unref(walk->seen);
	names_clear(&walk->names);
	return more;
}

static bool walk_revision(struct walk *walk)
{
	struct git *git = walk->git;
	struct commit commit;
	enum trouble trouble;
	uint8_t id[20];

	if (!find_start(git, walk->database, id))
		return problem(walk, "", "missing", _("the repository has no such revision"));
	for (unsigned i = 0; i < TAGS_MOST && tag_follow(git, walk->database, id); i++)
		;
	trouble = commit_read(git, walk->database, id, &commit);
	if (trouble != TROUBLE_NONE)
		return trouble_found(walk, "", trouble);
	memcpy(git->start, id, sizeof(id));
	memcpy(git->base.whole.blob, commit.tree, sizeof(commit.tree));
	return walk_trees(walk, commit.tree);
}

static bool git_walk(struct source *source, const struct source_sink *sink)
{
	struct git *git = (struct git *)source;
	struct walk walk = {.git = git, .sink = sink};
	bool more;

	if (!load(git))
		return problem(&walk, "", "unsupported", _("reading this needs libgit2, which is not installed"));
	if (!has_plain_objects(git))
		return problem(&walk, "", "special-file",
			       _("its objects are not plain files in plain folders: not read"));
	walk.database = database_take(git);
	if (!walk.database)
		return problem(&walk, "", "damaged", _("damaged: it cannot be read"));
	more = walk_revision(&walk);
	database_give(git, walk.database);
	return more;
}

/* Reading ---------------------------------------------------------------------------------------------------------- */

static bool git_read(struct source *source, const char *path, struct stamp *stamp, struct input *input,
		     struct span *bytes)
{
	struct git *git = (struct git *)source;
	git_odb *database = database_take(git);
	git_odb_object *object;
	enum trouble trouble = object_read(git, database, stamp->blob, GIT_OBJECT_BLOB, INPUT_LIMIT, &object);

	(void)path;
	if (trouble == TROUBLE_NONE) {
		*bytes = input_hold(input, object_bytes(git, object));
		stamp->size = bytes->len;
		git->library.git_odb_object_free(object);
	} else {
		input->code = troubles[trouble].code;
		input->message = _(troubles[trouble].message);
	}
	database_give(git, database);
	return trouble == TROUBLE_NONE;
}

/* The first commit of the history, by first parents; where the history is cut short, the last that is there. */
static void find_root(struct git *git, git_odb *database, uint8_t root[20])
{
	struct pollfd polled = {git->base.stop, POLLIN, 0};
	struct commit commit = {.has_parent = true};

	memcpy(commit.parent, git->start, sizeof(commit.parent));
	for (unsigned n = 0; commit.has_parent; n++) {
		uint8_t id[20];

		memcpy(id, commit.parent, sizeof(id));
		if (commit_read(git, database, id, &commit) != TROUBLE_NONE)
			break;
		memcpy(root, id, sizeof(id));
		if (n % 1024 == 0 && poll(&polled, 1, 0) > 0)
			break;
	}
}

static const char *git_identity(struct source *source)
{
	struct git *git = (struct git *)source;
	GString *digits;
	uint8_t root[20] = {0};
	git_odb *database;

	if (source->identity || !git->loaded)
		return source->identity ? source->identity : "";
	database = database_take(git);
	find_root(git, database, root);
	database_give(git, database);
	digits = g_string_new(NULL);
	for (size_t i = 0; i < sizeof(root); i++)
		g_string_append_printf(digits, "%02x", root[i]);
	source->identity = g_string_free(digits, FALSE);
	return source->identity;
}

/* The source ---------------------------------------------------------------------------------------------------------
 */

static void git_close(struct source *source)
{
	struct git *git = (struct git *)source;

	for (guint i = 0; i < git->idle->len; i++)
		git->library.git_odb_free(g_ptr_array_index(git->idle, i));
	if (git->loaded)
		git->library.git_libgit2_shutdown();
	g_ptr_array_unref(git->idle);
	g_mutex_clear(&git->lock);
	g_free(git->folder);
	g_free(git->objects);
	g_free(git->rev);
	source_free(source);
}

static const struct source_ops git_ops = {git_walk, git_read, NULL, git_identity, git_close};

/* The name of a repository: of its folder, for .git of the folder that it is in. */
static char *name_of(const char *folder, const char *rev)
{
	char *real = realpath(folder, NULL);
	char *base = g_path_get_basename(real ? real : folder);
	char *name;

	if (strcmp(base, ".git") == 0 && real) {
		char *parent = g_path_get_dirname(real);

		g_free(base);
		base = g_path_get_basename(parent);
		g_free(parent);
	}
	if (g_str_has_suffix(base, ".git") && strlen(base) > strlen(".git"))
		base[strlen(base) - strlen(".git")] = '\0';
	name = rev ? g_strconcat(base, "@", rev, NULL) : g_strdup(base);
	free(real);
	g_free(base);
	return name;
}

static struct source *new_source(const char *folder, const char *rev)
{
	struct git *git = g_new0(struct git, 1);

	git->base.ops = &git_ops;
	git->base.name = name_of(folder, rev);
	git->folder = g_strdup(folder);
	git->objects = g_build_filename(folder, "objects", NULL);
	git->rev = g_strdup(rev ? rev : "HEAD");
	git->idle = g_ptr_array_new();
	g_mutex_init(&git->lock);
	return &git->base;
}

/* The repository that a path without a revision means, with or without a work tree; for g_free(). */
static char *repository_at(const char *path)
{
	char *inner = g_build_filename(path, ".git", NULL);

	if (refs_is_repository(inner))
		return inner;
	g_free(inner);
	return refs_is_repository(path) ? g_strdup(path) : NULL;
}

/* Both a folder's name and a revision may hold an @: the longest folder counts. */
static struct source *open_revision(const char *path)
{
	for (size_t at = strlen(path); at-- > 1;) {
		char *before = path[at] == '@' && path[at + 1] ? g_strndup(path, at) : NULL;
		char *folder = before ? repository_at(before) : NULL;
		struct source *source = folder ? new_source(folder, path + at + 1) : NULL;

		g_free(folder);
		g_free(before);
		if (source)
			return source;
	}
	return NULL;
}

struct source *git_open(const char *path)
{
	if (refs_is_repository(path))
		return new_source(path, NULL);
	return g_file_test(path, G_FILE_TEST_EXISTS) ? NULL : open_revision(path);
}
