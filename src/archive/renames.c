/* SPDX-License-Identifier: MIT */
/*
 * Two trees are gone through side by side, in the order in which git sorts them; what is only in the first, or is
 * another folder there, is looked into. Where a tree is not sorted, more of it is taken for gone, and nothing worse.
 */
#include "archive/renames.h"

#include <glib.h>
#include <string.h>

#define TREES_MOST 4096 /* of the first kind, looked into for one rename */
#define PATH_MOST ((size_t)4096)

/* A folder to look into. */
struct pair {
	char *path; /* with a slash at its end, or empty */
	struct git_id before, after;
	bool has_after;
};

struct search {
	const struct objects *objects;
	struct git_odb *database;
	const struct git_id *blob;
	GArray *waiting; /* of struct pair */
	char *found;
};

static void clear_pair(void *pair)
{
	g_free(((struct pair *)pair)->path);
}

static bool is_folder(const struct tree_entry *entry)
{
	return (entry->mode & MODE_KIND) == MODE_FOLDER;
}

/* Names are compared by their bytes, those of folders as if a slash stood behind them. */
static int compare_entries(const struct tree_entry *a, const struct tree_entry *b)
{
	size_t one = strlen(a->name), other = strlen(b->name), least = MIN(one, other);
	int bytes = memcmp(a->name, b->name, least);
	unsigned char left = one > least ? (unsigned char)a->name[least] : is_folder(a) ? '/' : '\0';
	unsigned char right = other > least ? (unsigned char)b->name[least] : is_folder(b) ? '/' : '\0';
	return bytes ? bytes : (left > right) - (left < right);
}

static void push(struct search *search, const char *path, const struct tree_entry *before,
                 const struct git_id *after)
{
	struct pair pair = {.before = *before->id, .has_after = after != NULL};
	if (after && git_id_equal(before->id, after))
		return;
	if (strlen(path) + strlen(before->name) > PATH_MOST)
		return;
	pair.path = g_strconcat(path, before->name, "/", NULL);
	if (after)
		pair.after = *after;
	g_array_append_val(search->waiting, pair);
}

/* What is in the tree before; `after` is what has the same name and is of the same kind after it, or NULL. */
static void look_at(struct search *search, const char *path, const struct tree_entry *before,
                    const struct git_id *after)
{
	if (is_folder(before))
		push(search, path, before, after);
	else if (!after && (before->mode & MODE_KIND) == MODE_FILE && git_id_equal(before->id, search->blob))
		search->found = g_strconcat(path, before->name, NULL);
}

static void compare(struct search *search, const char *path, struct span before, struct span after)
{
	struct tree_entry entry, other;
	bool more = tree_next(&after, &other);
	while (!search->found && tree_next(&before, &entry)) {
		while (more && compare_entries(&other, &entry) < 0)
			more = tree_next(&after, &other);
		look_at(search, path, &entry, more && compare_entries(&other, &entry) == 0 ? other.id : NULL);
	}
}

static void look_into(struct search *search, const struct pair *pair)
{
	struct object before, after = {.bytes = {NULL, 0}};
	if (object_read(search->objects, search->database, &pair->before, OBJECT_TREE, TREE_MOST, &before))
		return;
	if (!pair->has_after)
		compare(search, pair->path, before.bytes, after.bytes);
	else if (!object_read(search->objects, search->database, &pair->after, OBJECT_TREE, TREE_MOST, &after)) {
		compare(search, pair->path, before.bytes, after.bytes);
		object_free(search->objects, &after);
	}
	object_free(search->objects, &before);
}

char *renames_find(const struct objects *objects, struct git_odb *database, const struct git_id *before,
                   const struct git_id *after, const struct git_id *blob)
{
	struct search search = {.objects = objects, .database = database, .blob = blob};
	struct pair root = {g_strdup(""), *before, *after, true};
	search.waiting = g_array_new(FALSE, FALSE, sizeof(struct pair));
	g_array_set_clear_func(search.waiting, clear_pair);
	g_array_append_val(search.waiting, root);
	for (unsigned i = 0; i < TREES_MOST && search.waiting->len > 0 && !search.found; i++) {
		struct pair pair = g_array_index(search.waiting, struct pair, search.waiting->len - 1);
		g_array_index(search.waiting, struct pair, search.waiting->len - 1).path = NULL;
		g_array_set_size(search.waiting, search.waiting->len - 1);
		look_into(&search, &pair);
		g_free(pair.path);
	}
	g_array_unref(search.waiting);
	return search.found;
}
