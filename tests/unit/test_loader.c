/* SPDX-License-Identifier: MIT */
/* How many threads read: one a core, and more only while they sleep, as for a disk; all is taken, whoever read it. */
#include "archive/loader.h"

#include <fcntl.h>
#include <glib-unix.h>
#include <sys/resource.h>
#include <unistd.h>

#define DOCUMENTS 4000
#define NAP_US 200

/* A source of made-up documents that tells who reads them. */
struct made {
	struct source source;
	gulong nap; /* before each document, in microseconds */
	GMutex lock;
	GHashTable *readers; /* of GThread */
};

static bool walk_made(struct source *source, const struct source_sink *sink)
{
	const struct stamp stamp = {.size = 1};
	char path[32];
	for (int i = 0; i < DOCUMENTS; i++) {
		g_snprintf(path, sizeof(path), "%d.txt", i);
		if (!sink->document(sink->data, path, &stamp, NULL, 0))
			return false;
	}
	(void)source;
	return true;
}

static bool read_made(struct source *source, const char *path, struct stamp *stamp, struct input *input,
                      struct span *bytes)
{
	static GPrivate told; /* by this thread: who waits for a lock sleeps, too */
	struct made *made = (struct made *)source;
	(void)path, (void)stamp;
	if (!g_private_get(&told)) {
		g_mutex_lock(&made->lock);
		g_hash_table_add(made->readers, g_thread_self());
		g_mutex_unlock(&made->lock);
		g_private_set(&told, made);
	}
	if (made->nap > 0)
		g_usleep(made->nap);
	*bytes = input_hold(input, SPAN("News\n\nWhat came of it is told on Monday.\n"));
	return true;
}

static const struct source_ops made_ops = {.walk = walk_made, .read = read_made};

/* How many threads read what takes so long to come. */
static guint readers(gulong nap)
{
	struct made made = {
		.source = {.ops = &made_ops, .identity = (char *)"made"},
		.nap = nap,
		.readers = g_hash_table_new(NULL, NULL),
	};
	const struct origin origin = {.source = &made.source};
	int news[2];
	guint taken = 0, count;
	g_assert_true(g_unix_open_pipe(news, FD_CLOEXEC, NULL));
	struct loader *loader = loader_new(&origin, 0, NULL, NULL, news[1], 0);
	for (bool done = false; !done;) {
		done = loader_is_done(loader);
		for (struct loaded *loaded; (loaded = loader_take(loader)); taken++) {
				loaded_free(loaded);
		}
		loader_rearm(loader);
		g_usleep(100);
	}
	loader_free(loader);
	g_assert_cmpuint(taken, ==, DOCUMENTS);
	count = g_hash_table_size(made.readers);
	g_hash_table_unref(made.readers);
	close(news[0]);
	close(news[1]);
	return count;
}

static void awake(void)
{
	g_assert_cmpuint(readers(0), <=, g_get_num_processors());
}

static void asleep(void)
{
	guint count = readers(NAP_US);
	g_assert_cmpuint(count, <=, 4 * g_get_num_processors());
#ifdef RUSAGE_THREAD
	g_assert_cmpuint(count, >, g_get_num_processors());
#endif
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/loader/awake", awake);
	g_test_add_func("/loader/asleep", asleep);
	return g_test_run();
}
