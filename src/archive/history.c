/* SPDX-License-Identifier: MIT */
/*
 * Commits wait in a queue, the newest by the committer's clock first; each carries what the file was in it, so that it
 * is looked up once. A commit whose file is the same in a parent leads on to that parent alone. Looking up goes down
 * the trees along the path, and stops at the first tree that is the same as in the commit before. A rename changes the
 * path for all commits that are not looked at yet, whatever branch they are on.
 */
#include "archive/history.h"

#include <glib.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>

#include "archive/renames.h"
#include "article/parse.h"
#include "base/arena.h"
#include "source/git.h"
#include "source/objects.h"
#include "source/refs.h"
#include "source/revision.h"
#include "text/utf8.h"

#define PARENTS_MOST 64                  /* of one commit; the others are not followed */
#define COMMITS_MOST ((size_t)4 << 20)   /* looked at */
#define SEEN_MOST ((guint)1 << 20)       /* remembered at a time */
#define SEEN_FREE ((guint)1 << 16)       /* remembered although nothing can lead there any more */
#define VERSIONS_MOST 10000
#define RENAMES_MOST 100
#define AUTHOR_MOST ((size_t)200)        /* bytes */
#define VERSION_MOST ((size_t)16 << 20)  /* bytes of what is read as an article */
#define LEVELS_MOST 16                   /* folders above the archive where a repository is looked for */

/* What the file is in a commit. */
struct state {
	bool there;
	struct git_id blob;
};

struct node {
	struct git_id id;
	int64_t time; /* the committer's */
	struct git_id tree;
	struct state state;
	struct git_id *parents;
	size_t parent_count;
};

/* A tree on the way to the file, as it was in the commit that was looked up last. */
struct level {
	char *name; /* what is looked for in it */
	struct git_id tree;
	bool known;
};

struct history {
	struct objects *objects;
	struct git_odb *database; /* NULL until it is opened */
	char *rev, *path;
	GArray *levels;     /* of struct level */
	struct state found; /* through these levels */
	GSequence *queue;   /* of struct node, newest first */
	GHashTable *seen;   /* ids of commits that are or were in the queue */
	GArray *versions;   /* of struct version */
	size_t commits, renames;
	bool begun, done, cut;
	enum trouble trouble;
};

/* Where the repository is ------------------------------------------------------------------------------------------ */

/* The nearest folder from `at` upwards that holds a repository; the path from there is put before `path`. */
static char *find_above(char *at, char **path)
{
	for (unsigned i = 0; i < LEVELS_MOST; i++) {
		char *inner = g_build_filename(at, ".git", NULL), *name = g_path_get_basename(at);
		char *above = g_path_get_dirname(at), *longer, *found = refs_repository(inner);
		bool top = strcmp(above, at) == 0;
		g_free(inner);
		longer = found || top ? NULL : g_build_filename(name, *path, NULL);
		g_free(name);
		g_free(at);
		at = above;
		if (found) {
			g_free(at);
			return found;
		}
		if (top)
			break;
		g_free(*path);
		*path = longer;
	}
	g_free(at);
	return NULL;
}

/* The same for a folder or file that is named as people do; NULL where it is not there. */
static char *find_around(const char *root, char **path)
{
	char *real = realpath(root ? root : *path, NULL), *at = NULL;
	if (real && root) {
		at = g_strdup(real);
	} else if (real) {
		at = g_path_get_dirname(real);
		g_free(*path);
		*path = g_path_get_basename(real);
	}
	free(real);
	return at ? find_above(at, path) : NULL;
}

static void clear_version(void *data)
{
	struct version *version = data;
	g_free(version->author);
	g_free(version->path);
	g_free(version->before);
}

static void clear_level(void *level)
{
	g_free(((struct level *)level)->name);
}

static void free_node(struct node *node)
{
	g_free(node->parents);
	g_free(node);
}

static void free_queued(void *node, void *data)
{
	(void)data;
	free_node(node);
}

static GArray *levels_of(const char *path)
{
	GArray *levels = g_array_new(FALSE, TRUE, sizeof(struct level));
	char **names = g_strsplit(path, "/", -1);
	g_array_set_clear_func(levels, clear_level);
	for (char **name = names; *name; name++) {
		struct level level = {.name = g_strdup(*name)};
		g_array_append_val(levels, level);
	}
	g_strfreev(names);
	return levels;
}

struct history *history_new(const char *root, struct span path)
{
	struct history *history;
	char *inside = span_dup(path), *folder = NULL, *rev = NULL;
	if (!root || !git_locate(root, &folder, &rev))
		folder = find_around(root, &inside);
	if (!folder) {
		g_free(inside);
		return NULL;
	}
	history = g_new0(struct history, 1);
	history->objects = objects_new(folder);
	history->rev = rev ? rev : g_strdup("HEAD");
	history->path = inside;
	history->levels = levels_of(inside);
	history->queue = g_sequence_new(NULL);
	history->seen = g_hash_table_new_full(git_id_hash, git_id_equal, g_free, NULL);
	history->versions = g_array_new(FALSE, TRUE, sizeof(struct version));
	g_array_set_clear_func(history->versions, clear_version);
	g_free(folder);
	return history;
}

void history_free(struct history *history)
{
	if (!history)
		return;
	objects_give(history->objects, history->database);
	objects_free(history->objects);
	g_sequence_foreach(history->queue, free_queued, NULL);
	g_sequence_free(history->queue);
	g_hash_table_unref(history->seen);
	g_array_unref(history->versions);
	g_array_unref(history->levels);
	g_free(history->path);
	g_free(history->rev);
	g_free(history);
}

/* Looking up ------------------------------------------------------------------------------------------------------- */

/* What `name` is in a tree: a folder on the way (`inner`), else a file; false where neither is there. */
static enum trouble look_into(const struct history *history, const struct git_id *tree, const char *name, bool inner,
                              struct state *state)
{
	struct object object;
	enum trouble trouble = object_read(history->objects, history->database, tree, OBJECT_TREE, TREE_MOST, &object);
	struct tree_entry entry;
	struct span rest;
	state->there = false;
	if (trouble != TROUBLE_NONE)
		return trouble;
	rest = object.bytes;
	while (!state->there && tree_next(&rest, &entry)) {
		if ((entry.mode & MODE_KIND) != (inner ? MODE_FOLDER : MODE_FILE) || strcmp(entry.name, name) != 0)
			continue;
		state->there = true;
		state->blob = *entry.id;
	}
	object_free(history->objects, &object);
	return TROUBLE_NONE;
}

/* Nothing is known of the levels from `from` on. */
static void forget(const struct history *history, guint from)
{
	for (guint i = from; i < history->levels->len; i++)
		g_array_index(history->levels, struct level, i).known = false;
}

/*
 * What the file is below a commit's tree, in `history->found`. What is known of a level tells what lies below its tree,
 * whatever is above.
 */
static enum trouble look_up(struct history *history, const struct git_id *root)
{
	struct state at = {.there = history->levels->len > 0, .blob = *root};
	guint i;
	for (i = 0; i < history->levels->len && at.there; i++) {
		struct level *level = &g_array_index(history->levels, struct level, i);
		enum trouble trouble;
		if (level->known && git_id_equal(&level->tree, &at.blob))
			return TROUBLE_NONE;
		level->tree = at.blob;
		level->known = true;
		trouble = look_into(history, &level->tree, level->name, i + 1 < history->levels->len, &at);
		if (trouble != TROUBLE_NONE) {
			forget(history, 0);
			return trouble;
		}
	}
	forget(history, i);
	history->found = at;
	return TROUBLE_NONE;
}

/* Commits ---------------------------------------------------------------------------------------------------------- */

/* A decimal number at the beginning, which is taken off. */
static int64_t take_number(struct span *rest)
{
	int64_t number = 0;
	size_t i = 0;
	for (; i < rest->len && i < 15 && g_ascii_isdigit(rest->at[i]); i++)
		number = number * 10 + (rest->at[i] - '0');
	*rest = span_from(*rest, i);
	return number;
}

/* "NAME <ADDRESS> SECONDS ZONE": the name, and the seconds. */
static struct span read_signature(struct span line, int64_t *seconds)
{
	size_t from = span_find(line, SPAN(" <")), to = span_find_last(line, SPAN("> "));
	struct span rest;
	*seconds = 0;
	if (to >= line.len)
		return (struct span){NULL, 0};
	rest = span_from(line, to + strlen("> "));
	*seconds = take_number(&rest);
	return span_trim(span_cut(line, 0, MIN(from, to)));
}

/* The line of the header that begins with this word, without it; {NULL, 0}: none. */
static struct span header_line(struct span header, struct span word)
{
	struct span line;
	while (span_line(&header, &line) && line.len > 0) {
		if (span_starts(line, word))
			return span_from(line, word.len);
	}
	return (struct span){NULL, 0};
}

static void take_parents(struct node *node, struct span header)
{
	struct git_id parents[PARENTS_MOST];
	while (node->parent_count < PARENTS_MOST && commit_parent(&header, &parents[node->parent_count]))
		node->parent_count++;
	node->parents = g_memdup2(parents, node->parent_count * sizeof(parents[0]));
}

/* A commit with what the file is in it, for free_node(); NULL, and the trouble is set, where that cannot be had. */
static struct node *load_node(struct history *history, const struct git_id *id, enum trouble *trouble)
{
	struct node *node;
	struct object object;
	struct span rest;
	history->commits++;
	*trouble = commit_read(history->objects, history->database, id, &object);
	if (*trouble != TROUBLE_NONE)
		return NULL;
	rest = object.bytes;
	node = g_new0(struct node, 1);
	node->id = *id;
	if (commit_tree(&rest, &node->tree))
		*trouble = look_up(history, &node->tree);
	else
		*trouble = TROUBLE_DAMAGED;
	take_parents(node, rest);
	read_signature(header_line(rest, SPAN("committer ")), &node->time);
	object_free(history->objects, &object);
	node->state = history->found;
	if (*trouble == TROUBLE_NONE)
		return node;
	free_node(node);
	return NULL;
}

static bool is_same(const struct state *a, const struct state *b)
{
	return a->there == b->there && (!a->there || git_id_equal(&a->blob, &b->blob));
}

/* Versions --------------------------------------------------------------------------------------------------------- */

static void read_author(const struct history *history, const struct git_id *id, struct version *version)
{
	struct object object;
	GString *author = g_string_new(NULL);
	int64_t seconds = 0;
	if (commit_read(history->objects, history->database, id, &object) == TROUBLE_NONE) {
		struct span name = read_signature(header_line(object.bytes, SPAN("author ")), &seconds);
		utf8_repair(span_cut(name, 0, MIN(name.len, AUTHOR_MOST)), author);
		object_free(history->objects, &object);
	}
	version->author = g_string_free(author, FALSE);
	version->date = (struct date){.seconds = seconds, .precision = seconds ? DATE_INSTANT : DATE_NONE};
}

/* Takes over `renamed`, what the file was called before; NULL. */
static void add_version(struct history *history, const struct node *node, bool before, char *renamed)
{
	struct version version = {.kind = before ? VERSION_CHANGED : VERSION_FIRST, .before = renamed};
	version.path = g_strdup(history->path);
	if (renamed)
		version.kind = VERSION_RENAMED;
	if (node->state.there) {
		version.blob = node->state.blob;
		object_size(history->objects, history->database, &version.blob, &version.size);
	} else {
		version.kind = VERSION_DELETED;
	}
	read_author(history, &node->id, &version);
	g_array_append_val(history->versions, version);
}

/* Renames ---------------------------------------------------------------------------------------------------------- */

/* What the file was called in one of the parents, where it is not by its name; for g_free(). NULL: nothing. */
static char *find_before(struct history *history, const struct node *node, const GPtrArray *parents)
{
	char *before = NULL;
	if (history->renames >= RENAMES_MOST)
		return NULL;
	for (guint i = 0; i < parents->len && !before; i++) {
		const struct node *parent = g_ptr_array_index(parents, i);
		before = renames_find(history->objects, history->database, &parent->tree, &node->tree,
		                      &node->state.blob);
	}
	history->renames += before != NULL;
	return before;
}

static void look_again(void *data, void *user_data)
{
	struct history *history = user_data;
	struct node *node = data;
	node->state.there = false;
	if (look_up(history, &node->tree) == TROUBLE_NONE)
		node->state = history->found;
	else
		history->cut = true;
}

/* From here on the file is looked for by another path. */
static void follow(struct history *history, const char *path, GPtrArray *parents)
{
	g_free(history->path);
	history->path = g_strdup(path);
	g_array_unref(history->levels);
	history->levels = levels_of(path);
	history->found.there = false;
	g_ptr_array_foreach(parents, look_again, history);
	g_sequence_foreach(history->queue, look_again, history);
}

/* The walk --------------------------------------------------------------------------------------------------------- */

static int compare_nodes(const void *a, const void *b, void *data)
{
	int64_t left = ((const struct node *)a)->time, right = ((const struct node *)b)->time;
	(void)data;
	return (left < right) - (left > right);
}

/* Takes over the node. */
static void enqueue(struct history *history, struct node *node)
{
	if (g_hash_table_add(history->seen, g_memdup2(&node->id, sizeof(node->id))))
		g_sequence_insert_sorted(history->queue, node, compare_nodes, NULL);
	else
		free_node(node);
}

/* The parents that are there, of struct node; those that are not cut the history short. */
static GPtrArray *load_parents(struct history *history, const struct node *node)
{
	GPtrArray *parents = g_ptr_array_new();
	for (size_t i = 0; i < node->parent_count; i++) {
		enum trouble trouble;
		struct node *parent = load_node(history, &node->parents[i], &trouble);
		if (!parent) {
			history->cut = true;
			continue;
		}
		g_ptr_array_add(parents, parent);
		if (is_same(&parent->state, &node->state))
			break;
	}
	return parents;
}

/* Goes on from a commit to its parents: all of them where the file is another than in each. */
static void expand(struct history *history, const struct node *node)
{
	GPtrArray *parents = load_parents(history, node);
	bool before = false, same = false;
	char *renamed = NULL;
	for (guint i = 0; i < parents->len; i++) {
		const struct node *parent = g_ptr_array_index(parents, i);
		before = before || parent->state.there;
		same = is_same(&parent->state, &node->state);
	}
	if (!same && !before && node->state.there)
		renamed = find_before(history, node, parents);
	if (!same && (node->state.there || before))
		add_version(history, node, before, renamed);
	if (renamed)
		follow(history, renamed, parents);
	for (guint i = 0; i < parents->len; i++) {
		if (same && i + 1 < parents->len)
			free_node(g_ptr_array_index(parents, i));
		else
			enqueue(history, g_ptr_array_index(parents, i));
	}
	g_ptr_array_unref(parents);
}

static void begin(struct history *history)
{
	struct git_id id;
	struct node *node;
	history->begun = true;
	history->trouble = objects_open(history->objects);
	if (history->trouble != TROUBLE_NONE)
		return;
	history->database = objects_take(history->objects);
	history->trouble = history->database ? revision_find(history->objects, history->database, history->rev, &id)
	                                     : TROUBLE_DAMAGED;
	if (history->trouble == TROUBLE_NONE && (node = load_node(history, &id, &history->trouble)))
		enqueue(history, node);
}

static bool is_too_much(const struct history *history)
{
	return history->commits > COMMITS_MOST || history->versions->len >= VERSIONS_MOST ||
	       g_hash_table_size(history->seen) > SEEN_MOST;
}

/* Where nothing else waits, all that comes is older than the commit that was taken. */
static void step(struct history *history)
{
	GSequenceIter *first = g_sequence_get_begin_iter(history->queue);
	struct node *node;
	history->done = g_sequence_iter_is_end(first);
	if (!history->done && is_too_much(history))
		history->done = history->cut = true;
	if (history->done)
		return;
	node = g_sequence_get(first);
	g_sequence_remove(first); /* before its parents come: they find their places by the order of what is there */
	if (g_sequence_is_empty(history->queue) && g_hash_table_size(history->seen) > SEEN_FREE)
		g_hash_table_remove_all(history->seen);
	expand(history, node);
	free_node(node);
}

bool history_work(struct history *history, unsigned budget_us)
{
	int64_t end = g_get_monotonic_time() + budget_us;
	if (!history->begun)
		begin(history);
	do
		step(history);
	while (!history->done && g_get_monotonic_time() < end);
	return !history->done;
}

size_t history_count(const struct history *history)
{
	return history->versions->len;
}

const struct version *history_at(const struct history *history, size_t index)
{
	return &g_array_index(history->versions, struct version, index);
}

size_t history_commits(const struct history *history)
{
	return history->commits;
}

const char *history_trouble(const struct history *history)
{
	if (history->trouble != TROUBLE_NONE)
		return _(trouble_message(history->trouble));
	return history->cut ? _("the history is cut short: what came before is not there") : NULL;
}

/* Reading ---------------------------------------------------------------------------------------------------------- */

static struct article *parse(const struct version *version, struct span bytes)
{
	struct arena *scratch = arena_new();
	struct parsed parsed;
	struct article *article;
	article_parse(scratch, bytes, span_of(version->path), &parsed);
	article = article_copy(&parsed.article);
	arena_free(scratch);
	return article;
}

struct article *history_read(struct history *history, size_t index, const char **why)
{
	const struct version *version = history_at(history, index);
	struct object object;
	struct article *article;
	enum trouble trouble;
	*why = _("The file was deleted here");
	if (version->kind == VERSION_DELETED)
		return NULL;
	trouble = object_read(history->objects, history->database, &version->blob, OBJECT_BLOB, VERSION_MOST, &object);
	if (trouble != TROUBLE_NONE) {
		*why = _(trouble_message(trouble));
		return NULL;
	}
	*why = NULL;
	article = parse(version, object.bytes);
	object_free(history->objects, &object);
	return article;
}
