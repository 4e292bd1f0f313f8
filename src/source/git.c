/* SPDX-License-Identifier: MIT */
/*
 * A repository as a source: the files of one commit. The walk has a database of its own, and every worker takes one
 * from those that are idle.
 */
#include "source/git.h"

#include <glib.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "source/names.h"
#include "source/objects.h"
#include "source/refs.h"
#include "source/revision.h"

#define TARGET_MOST ((size_t)4096) /* of a link */
#define COUNT_MOST (UINT64_C(4) << 20)
#define SAME_TREE_MOST 64 /* a folder that occurs more often than others on the average, and more than REPEATS_FREE */
#define REPEATS_FREE 4096

struct git {
	struct source base;
	struct objects *objects;
	char *rev;
	bool opened;       /* the objects; from the walk on */
	struct git_id start; /* the commit; from the walk on */
};

struct commit {
	struct git_id tree, parent; /* the first parent */
	bool has_parent;
};

static enum trouble commit_take(const struct git *git, struct git_odb *database, const struct git_id *id,
                                struct commit *commit)
{
	struct object object;
	enum trouble trouble = commit_read(git->objects, database, id, &object);
	struct span rest;
	if (trouble != TROUBLE_NONE)
		return trouble;
	rest = object.bytes;
	if (!commit_tree(&rest, &commit->tree))
		trouble = TROUBLE_DAMAGED;
	commit->has_parent = commit_parent(&rest, &commit->parent);
	object_free(git->objects, &object);
	return trouble;
}

/* The walk --------------------------------------------------------------------------------------------------------- */

/* A folder still to be read. */
struct branch {
	struct git_id tree;
	char *path;
};

struct walk {
	struct git *git;
	struct git_odb *database;
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
	return problem(walk, path, trouble_code(trouble), trouble_message(trouble));
}

static bool link_found(const struct walk *walk, const char *path, const struct git_id *id)
{
	const struct objects *objects = walk->git->objects;
	struct object object;
	enum trouble trouble = object_read(objects, walk->database, id, OBJECT_BLOB, TARGET_MOST, &object);
	char *target;
	bool more;
	if (trouble != TROUBLE_NONE)
		return trouble_found(walk, path, trouble);
	target = span_dup(object.bytes);
	object_free(objects, &object);
	more = names_link(&walk->names, path, target);
	g_free(target);
	return more;
}

static bool file_found(const struct walk *walk, const char *path, const struct git_id *id)
{
	struct stamp stamp = {.blob = *id};
	return walk->sink->known(walk->sink->data, path, &stamp) ||
	       walk->sink->document(walk->sink->data, path, &stamp, NULL, 0);
}

static bool folder_found(const struct walk *walk, const char *path, const struct git_id *id)
{
	struct branch branch = {*id, g_strdup(path)};
	g_array_append_val(walk->branches, branch);
	return true;
}

static bool submodule_found(const struct walk *walk, const char *path, const struct git_id *id)
{
	(void)id;
	return walk->sink->left_out(walk->sink->data, path, "submodule");
}

/* By the kind bits of an entry's mode. */
static const struct {
	unsigned long kind;
	bool (*found)(const struct walk *walk, const char *path, const struct git_id *id);
} kinds[] = {
	{MODE_FILE, file_found},
	{MODE_FOLDER, folder_found},
	{MODE_LINK, link_found},
	{MODE_MODULE, submodule_found},
};

static bool entry_found(struct walk *walk, const char *path, unsigned long mode, const struct git_id *id)
{
	bool more = true;
	if (names_hidden(&walk->names, path, &more))
		return more;
	for (size_t i = 0; i < G_N_ELEMENTS(kinds); i++) {
		if ((mode & MODE_KIND) == kinds[i].kind)
			return kinds[i].found(walk, path, id);
	}
	return problem(walk, path, "special-file", N_("neither a file nor a folder: not read"));
}

static bool take_entry(struct walk *walk, const char *folder, const struct tree_entry *entry)
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
	g_hash_table_add(walk->seen, g_memdup2(&branch->tree, sizeof(branch->tree)));
	if (walk->count <= COUNT_MOST &&
	    walk->visits <= REPEATS_FREE + SAME_TREE_MOST * (uint64_t)g_hash_table_size(walk->seen))
		return false;
	problem(walk, branch->path, "limit-count", N_("the same folders over and over: nothing beyond this is read"));
	return true;
}

static bool walk_tree(struct walk *walk, const struct branch *branch)
{
	const struct objects *objects = walk->git->objects;
	struct object object;
	enum trouble trouble = object_read(objects, walk->database, &branch->tree, OBJECT_TREE, TREE_MOST, &object);
	struct span rest;
	struct tree_entry entry;
	bool more = true;
	if (trouble != TROUBLE_NONE)
		return trouble_found(walk, branch->path, trouble);
	rest = object.bytes;
	while (more && tree_next(&rest, &entry)) {
		walk->count++;
		more = take_entry(walk, branch->path, &entry);
	}
	if (more && rest.len > 0)
		more = trouble_found(walk, branch->path, TROUBLE_DAMAGED);
	object_free(objects, &object);
	return more;
}

static bool walk_trees(struct walk *walk, const struct git_id *root)
{
	bool more = true;
	names_init(&walk->names, walk->sink);
	walk->branches = g_array_new(FALSE, FALSE, sizeof(struct branch));
	walk->seen = g_hash_table_new_full(git_id_hash, git_id_equal, g_free, NULL);
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
	struct git_id id;
	enum trouble trouble = revision_find(git->objects, walk->database, git->rev, &id);
	if (trouble == TROUBLE_NONE)
		trouble = commit_take(git, walk->database, &id, &commit);
	if (trouble != TROUBLE_NONE)
		return trouble_found(walk, "", trouble);
	git->start = id;
	git->base.whole.blob = commit.tree;
	return walk_trees(walk, &commit.tree);
}

static bool git_walk(struct source *source, const struct source_sink *sink)
{
	struct git *git = (struct git *)source;
	struct walk walk = {.git = git, .sink = sink};
	enum trouble trouble = objects_open(git->objects);
	bool more;
	if (trouble != TROUBLE_NONE)
		return trouble_found(&walk, "", trouble);
	git->opened = true;
	walk.database = objects_take(git->objects);
	if (!walk.database)
		return trouble_found(&walk, "", TROUBLE_DAMAGED);
	more = walk_revision(&walk);
	objects_give(git->objects, walk.database);
	return more;
}

/* Reading ---------------------------------------------------------------------------------------------------------- */

static bool git_read(struct source *source, const char *path, struct stamp *stamp, struct input *input,
                     struct span *bytes)
{
	struct git *git = (struct git *)source;
	struct git_odb *database = objects_take(git->objects);
	struct object object;
	enum trouble trouble = object_read(git->objects, database, &stamp->blob, OBJECT_BLOB, INPUT_LIMIT, &object);
	(void)path;
	if (trouble == TROUBLE_NONE) {
		*bytes = input_hold(input, object.bytes);
		stamp->size = bytes->len;
		object_free(git->objects, &object);
	} else {
		input->code = trouble_code(trouble);
		input->message = trouble_message(trouble);
	}
	objects_give(git->objects, database);
	return trouble == TROUBLE_NONE;
}

/* The first commit of the history, by first parents; where the history is cut short, the last that is there. */
static void find_root(struct git *git, struct git_odb *database, struct git_id *root)
{
	struct pollfd polled = {git->base.stop, POLLIN, 0};
	struct commit commit = {.parent = git->start, .has_parent = true};
	for (unsigned n = 0; commit.has_parent; n++) {
		struct git_id id = commit.parent;
		if (commit_take(git, database, &id, &commit) != TROUBLE_NONE)
			break;
		*root = id;
		if (n % 1024 == 0 && poll(&polled, 1, 0) > 0)
			break;
	}
}

static const char *git_identity(struct source *source)
{
	struct git *git = (struct git *)source;
	struct git_id root = {0};
	struct git_odb *database;
	if (source->identity || !git->opened)
		return source->identity ? source->identity : "";
	database = objects_take(git->objects);
	find_root(git, database, &root);
	objects_give(git->objects, database);
	source->identity = git_id_digits(&root);
	return source->identity;
}

/*
 * The source ---------------------------------------------------------------------------------------------------------
 */

static void git_close(struct source *source)
{
	struct git *git = (struct git *)source;
	objects_free(git->objects);
	g_free(git->rev);
	source_free(source);
}

static const struct source_ops git_ops = {git_walk, git_read, NULL, git_identity, git_close};

/* The name of a repository: of the folder that was asked for, for .git of the folder that it is in. */
static char *name_of(const char *path, const char *rev)
{
	char *folder = g_strndup(path, strlen(path) - (rev ? strlen(rev) + 1 : 0));
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
	g_free(folder);
	g_free(base);
	return name;
}

static struct source *new_source(const char *path, const char *folder, const char *rev)
{
	struct git *git = g_new0(struct git, 1);
	git->base.ops = &git_ops;
	git->base.name = name_of(path, rev);
	git->objects = objects_new(folder);
	git->rev = g_strdup(rev ? rev : "HEAD");
	return &git->base;
}

/* The repository that a path without a revision means, with or without a work tree; for g_free(). */
static char *repository_at(const char *path)
{
	char *inner = g_build_filename(path, ".git", NULL);
	char *folder = refs_repository(inner);
	g_free(inner);
	return folder ? folder : refs_repository(path);
}

/*
 * What `path` means besides a repository's own folder: PATH@REV. Both a folder's name and a revision may hold an @: the
 * longest folder counts.
 */
static bool locate_revision(const char *path, char **folder, char **rev)
{
	for (size_t at = strlen(path); at-- > 1;) {
		char *before = path[at] == '@' && path[at + 1] ? g_strndup(path, at) : NULL;
		*folder = before ? repository_at(before) : NULL;
		g_free(before);
		if (*folder) {
			*rev = g_strdup(path + at + 1);
			return true;
		}
	}
	return false;
}

bool git_locate(const char *path, char **folder, char **rev)
{
	*rev = NULL;
	*folder = refs_repository(path);
	if (*folder)
		return true;
	return !g_file_test(path, G_FILE_TEST_EXISTS) && locate_revision(path, folder, rev);
}

struct source *git_open(const char *path)
{
	struct source *source;
	char *folder, *rev;
	if (!git_locate(path, &folder, &rev))
		return NULL;
	source = new_source(path, folder, rev);
	g_free(folder);
	g_free(rev);
	return source;
}
