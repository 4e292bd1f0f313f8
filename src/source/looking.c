/* SPDX-License-Identifier: MIT */
/*
 * Names of one folder are gathered, and so many of them looked at together, by a thread or, of the first ones, at once.
 * A file that cannot be looked at is given all the same: reading it says why.
 */
#include "source/looking.h"

#include <fcntl.h>
#include <glib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/queue.h"

/* Bytes of names, and how many times that waits: an open folder belongs to each. */
#define TOGETHER ((size_t)64 << 10)
#define WAITING 32

/* Files whose stamps are asked for before anything is done with them. */
#define IN_A_ROW 32

/* So many bytes of names are no work for threads. */
#define FEW ((size_t)64 << 10)

/* Files of one folder: their names, each with a NUL. */
struct names {
	int folder;
	GString *path; /* of the folder, with a slash behind it; "" for the source itself */
	GString *all;
};

struct looking {
	const struct source_sink *sink;
	struct names names; /* that are gathered */
	size_t bytes;       /* of names, in all */
	GString *path;      /* scratch */
	struct queue *queue; /* of struct names; NULL before there are threads */
	GPtrArray *threads;
	int ended; /* by g_atomic_int_ only */
};

struct looking *looking_new(const struct source_sink *sink)
{
	struct looking *looking = g_new0(struct looking, 1);
	looking->sink = sink;
	looking->names = (struct names){-1, g_string_new(NULL), g_string_sized_new(TOGETHER)};
	looking->path = g_string_new(NULL);
	looking->threads = g_ptr_array_new();
	return looking;
}

static bool goes_on(struct looking *looking)
{
	return !g_atomic_int_get(&looking->ended);
}

/* `path` is the folder's, with room behind it. */
static bool give(const struct source_sink *sink, const struct names *names, GString *path, const char *name,
		 const struct stamp *stamp)
{
	g_string_truncate(path, names->path->len);
	g_string_append(path, name);
	return sink->known(sink->data, path->str, stamp) || sink->document(sink->data, path->str, stamp, NULL, 0);
}

static struct stamp stamp_of(int folder, const char *name)
{
	struct stat status;
	return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ? stamp_of_file(&status) : (struct stamp){0};
}

/*
 * First the system is asked for some, then what is known of them is looked for: that waits for memory far apart, and
 * for several at once where nothing stands between.
 */
static void look_at(struct looking *looking, const struct names *names, GString *path)
{
	const char *end = names->all->str + names->all->len, *at[IN_A_ROW];
	struct stamp stamps[IN_A_ROW];
	g_string_assign(path, names->path->str);
	for (const char *name = names->all->str; name < end && goes_on(looking);) {
		size_t count = 0;
		for (; name < end && count < IN_A_ROW; name += strlen(name) + 1) {
			at[count] = name;
			stamps[count++] = stamp_of(names->folder, name);
		}
		for (size_t i = 0; i < count && goes_on(looking); i++) {
			if (!give(looking->sink, names, path, at[i], &stamps[i]))
				g_atomic_int_set(&looking->ended, 1);
		}
	}
}

/* Threads ---------------------------------------------------------------------------------------------------------- */

static void free_names(void *data)
{
	struct names *names = data;
	close(names->folder);
	g_string_free(names->path, TRUE);
	g_string_free(names->all, TRUE);
	g_free(names);
}

static void *look(void *data)
{
	struct looking *looking = data;
	GString *path = g_string_new(NULL);
	struct names *names;
	while ((names = queue_pop(looking->queue))) {
		look_at(looking, names, path);
		free_names(names);
	}
	g_string_free(path, TRUE);
	return NULL;
}

static void start_threads(struct looking *looking)
{
	looking->queue = queue_new(WAITING, NULL);
	for (guint i = MAX(g_get_num_processors(), 1); i > 0; i--)
		g_ptr_array_add(looking->threads, g_thread_new("look", look, looking));
}

/* Hands what is gathered to the threads. False where the folder cannot be kept open for them. */
static bool hand_over(struct looking *looking)
{
	struct names *names = g_new(struct names, 1);
	int folder = fcntl(looking->names.folder, F_DUPFD_CLOEXEC, 0);
	*names = (struct names){folder, looking->names.path, looking->names.all};
	if (folder < 0) {
		g_free(names);
		return false;
	}
	if (!looking->queue)
		start_threads(looking);
	looking->names.path = g_string_new_len(names->path->str, (gssize)names->path->len);
	looking->names.all = g_string_sized_new(TOGETHER);
	queue_push(looking->queue, names);
	return true;
}

bool looking_free(struct looking *looking)
{
	bool more = goes_on(looking);
	if (looking->queue)
		queue_end(looking->queue);
	for (guint i = 0; i < looking->threads->len; i++)
		g_thread_join(g_ptr_array_index(looking->threads, i));
	more = goes_on(looking) && more;
	if (looking->queue)
		queue_free(looking->queue, free_names);
	g_ptr_array_unref(looking->threads);
	g_string_free(looking->names.path, TRUE);
	g_string_free(looking->names.all, TRUE);
	g_string_free(looking->path, TRUE);
	g_free(looking);
	return more;
}

/* The walk's side -------------------------------------------------------------------------------------------------- */

/* What is gathered is done with, or on its way. */
static void pass_on(struct looking *looking)
{
	looking->bytes += looking->names.all->len;
	if (looking->bytes > FEW && looking->names.all->len > 0 && hand_over(looking))
		return;
	look_at(looking, &looking->names, looking->path);
	g_string_truncate(looking->names.all, 0);
}

void looking_enter(struct looking *looking, int folder, const char *path)
{
	looking->names.folder = folder;
	g_string_assign(looking->names.path, path);
	if (*path)
		g_string_append_c(looking->names.path, '/');
}

bool looking_file(struct looking *looking, const char *name)
{
	GString *all = looking->names.all;
	if (!looking->sink->stamps) {
		g_string_assign(looking->path, looking->names.path->str);
		return give(looking->sink, &looking->names, looking->path, name, &(struct stamp){0});
	}
	g_string_append_len(all, name, (gssize)strlen(name) + 1);
	if (all->len >= TOGETHER)
		pass_on(looking);
	return goes_on(looking);
}

bool looking_leave(struct looking *looking)
{
	pass_on(looking);
	looking->names.folder = -1;
	return goes_on(looking);
}
