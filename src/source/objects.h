/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_OBJECTS_H
#define SOURCE_OBJECTS_H

/*
 * The objects of a git repository, and nothing else of it: no config, hook, filter, attribute, nor objects that it
 * borrows from another. What an object claims to be is asked before it is read. Any thread may use them; a database is
 * for one at a time.
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "source/git_id.h"

struct objects;
struct git_odb;
struct git_odb_object;

enum object_kind { OBJECT_COMMIT, OBJECT_TREE, OBJECT_BLOB, OBJECT_TAG };

/* Why an object could not be had, or none can. */
enum trouble {
	TROUBLE_NONE,
	TROUBLE_MISSING,
	TROUBLE_KIND,
	TROUBLE_LARGE,
	TROUBLE_DAMAGED,
	TROUBLE_LIBRARY, /* libgit2 is not installed */
	TROUBLE_SPECIAL, /* what should be files and folders is something else */
	TROUBLE_REVISION, /* it has no commit of that name */
	TROUBLE_SPELLING, /* the name is nothing that is understood */
	TROUBLE_LOGS,     /* what it means stands in the logs, or in the config */
	TROUBLE_CONFIG,
	TROUBLE_SHA256, /* how the repository keeps its ids, or its refs */
	TROUBLE_TABLE,
};

/* A stable word, and what it means for people, in English for _(). Both are static. */
const char *trouble_code(enum trouble trouble);
const char *trouble_message(enum trouble trouble);

/* An object that was read. */
struct object {
	struct span bytes;
	struct git_odb_object *held;
};

/* Those of a repository (refs_repository()). None is looked at yet. */
struct objects *objects_new(const char *folder);
void objects_free(struct objects *objects); /* NULL is allowed; all databases were given back */

/* The repository's own folder, borrowed. */
const char *objects_folder(const struct objects *objects);

/* Loads the library and looks the folders through; once, before all that follows. */
enum trouble objects_open(struct objects *objects);

/* A database, one that is idle or a new one; NULL where it cannot be opened. */
struct git_odb *objects_take(struct objects *objects);
void objects_give(struct objects *objects, struct git_odb *database); /* NULL is allowed */

/* An object of this kind and of at most `most` bytes, for object_free(). */
enum trouble object_read(const struct objects *objects, struct git_odb *database, const struct git_id *id,
                         enum object_kind kind, size_t most, struct object *object);
void object_free(const struct objects *objects, struct object *object);

/* The size of an object, without reading it; false where there is none. */
bool object_size(const struct objects *objects, struct git_odb *database, const struct git_id *id, size_t *size);

/* An id of which the first digits are given, where only one object begins so. */
bool object_expand(const struct objects *objects, struct git_odb *database, const char *digits, struct git_id *id);

/* From a tag to what it is a tag of, in `id`, which stays where it is none. */
void tags_follow(const struct objects *objects, struct git_odb *database, struct git_id *id);

/* Reads a commit, for object_free(). */
enum trouble commit_read(const struct objects *objects, struct git_odb *database, const struct git_id *id,
                         struct object *commit);

/* Takes the line of a commit's tree off its header; false where it is damaged. */
bool commit_tree(struct span *header, struct git_id *tree);

/* Takes the next parent off what follows; false where there is no more. */
bool commit_parent(struct span *header, struct git_id *parent);

/* An entry of a tree: a mode in octal digits, a blank, a name, a NUL, an id. */
struct tree_entry {
	unsigned long mode;
	const char *name;
	const struct git_id *id; /* borrowed from the tree */
};

#define TREE_MOST ((size_t)256 << 20)

/* The kind bits of a mode. */
#define MODE_KIND 0170000UL
#define MODE_FILE 0100000UL
#define MODE_FOLDER 0040000UL
#define MODE_LINK 0120000UL
#define MODE_MODULE 0160000UL

/* Takes the next entry off a tree; false at its end, and where it is damaged (then something is left). */
bool tree_next(struct span *rest, struct tree_entry *entry);

#endif
