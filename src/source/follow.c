/* SPDX-License-Identifier: MIT */
/*
 * A monitor sees one folder, so each folder gets one, up to a limit: the system has only so many. What lies in a new
 * folder is looked for when that appears. An archive file is replaced by another one, so the folder around it is
 * watched; of a repository its refs are. The first change starts a timer, and when that has run out all changes until
 * then are told as one.
 */
#include "source/follow.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/module.h"
#include "source/git.h"
#include "source/refs.h"
#include "source/source.h"

#define MOST_FOLDERS 8192
#define GATHER_MS 500

/* All that is used of GIO and GObject. */
#define FUNCTIONS(F)                                                                                                   \
	F(g_file_new_for_path)                                                                                         \
	F(g_file_get_path)                                                                                             \
	F(g_file_monitor_directory)                                                                                    \
	F(g_file_monitor_cancel)                                                                                       \
	F(g_signal_connect_data)                                                                                       \
	F(g_object_unref)

#define MEMBER(name) __typeof__(&name) name;
#define SYMBOL(name) {#name, offsetof(struct library, name)},

struct library {
	FUNCTIONS(MEMBER)
};

static const char *const library_names[] = {"libgio-2.0.so.0", "libgio-2.0.0.dylib"};
static const struct module_symbol symbols[] = {FUNCTIONS(SYMBOL)};

/* One root. The thread's own, but for `changed`. */
struct watch {
	struct follow *follow;
	char *root;
	char *file;      /* the only name that matters in the folder, where the root is a file; NULL: all do */
	GArray *folders; /* of struct source_folder; NULL: to be looked for */
	bool waiting; /* the timer runs */
	int changed;  /* by g_atomic_int_ only */
};

struct follow {
	struct library gio;
	GMainContext *context;
	GThread *thread;
	struct watch *watches;
	size_t count;
	GPtrArray *monitors; /* of GFileMonitor; the thread's own */
	int signal;          /* borrowed */
	int stop, gather_ms; /* by g_atomic_int_ only */
};

static gboolean tell(void *data)
{
	struct watch *watch = data;
	ssize_t written;
	watch->waiting = false;
	g_atomic_int_set(&watch->changed, 1);
	do
		written = write(watch->follow->signal, "", 1);
	while (written < 0 && errno == EINTR);
	return G_SOURCE_REMOVE;
}

static void wait_and_tell(struct watch *watch)
{
	GSource *timer;
	if (watch->waiting)
		return;
	watch->waiting = true;
	timer = g_timeout_source_new((guint)g_atomic_int_get(&watch->follow->gather_ms));
	g_source_set_callback(timer, tell, watch, NULL);
	g_source_attach(timer, watch->follow->context);
	g_source_unref(timer);
}

/* Folders ---------------------------------------------------------------------------------------------------------- */

static void watch_below(struct watch *watch, const char *path);

static bool is_called(const struct watch *watch, GFile *file)
{
	char *path = file ? watch->follow->gio.g_file_get_path(file) : NULL;
	char *name = path ? g_path_get_basename(path) : NULL;
	bool is = name && g_str_equal(name, watch->file);
	g_free(name);
	g_free(path);
	return is;
}

/* While a file is written nothing is told of it, but when that is done. */
static void on_change_of_file(GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
	struct watch *watch = data;
	(void)monitor;
	if (event != G_FILE_MONITOR_EVENT_CHANGED && (is_called(watch, file) || is_called(watch, other)))
		wait_and_tell(watch);
}

static void on_change(GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer data)
{
	struct watch *watch = data;
	char *path;
	(void)monitor;
	if (event == G_FILE_MONITOR_EVENT_CREATED || event == G_FILE_MONITOR_EVENT_MOVED_IN ||
	    event == G_FILE_MONITOR_EVENT_RENAMED) {
		path = watch->follow->gio.g_file_get_path(event == G_FILE_MONITOR_EVENT_RENAMED && other ? other
		                                                                                         : file);
		if (path && g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
			watch_below(watch, path);
		g_free(path);
	}
	wait_and_tell(watch);
}

static void watch_folder(struct watch *watch, const char *path)
{
	struct follow *follow = watch->follow;
	GFile *file = follow->gio.g_file_new_for_path(path);
	GFileMonitor *monitor =
		follow->gio.g_file_monitor_directory(file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
	follow->gio.g_object_unref(file);
	if (!monitor)
		return;
	follow->gio.g_signal_connect_data(monitor, "changed",
	                                  watch->file ? G_CALLBACK(on_change_of_file) : G_CALLBACK(on_change), watch,
	                                  NULL, (GConnectFlags)0);
	g_ptr_array_add(follow->monitors, monitor);
}

static bool is_folder(DIR *folder, const struct dirent *entry)
{
	struct stat status;
	if (entry->d_name[0] == '.' || (entry->d_type != DT_DIR && entry->d_type != DT_UNKNOWN))
		return false;
	return entry->d_type == DT_DIR ||
	       (fstatat(dirfd(folder), entry->d_name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode));
}

static void push_folders(GQueue *paths, const char *path)
{
	DIR *folder = opendir(path);
	const struct dirent *entry;
	while (folder && (entry = readdir(folder))) {
		if (is_folder(folder, entry))
			g_queue_push_tail(paths, g_build_filename(path, entry->d_name, NULL));
	}
	if (folder)
		closedir(folder);
}

static bool may_watch(struct follow *follow)
{
	return !g_atomic_int_get(&follow->stop) && follow->monitors->len < MOST_FOLDERS;
}

/* The monitor comes before the look, so nothing that appears between them is missed. */
static void watch_below(struct watch *watch, const char *path)
{
	GQueue paths = G_QUEUE_INIT;
	char *next;
	g_queue_push_tail(&paths, g_strdup(path));
	while ((next = g_queue_pop_head(&paths))) {
		if (may_watch(watch->follow)) {
			watch_folder(watch, next);
			push_folders(&paths, next);
		}
		g_free(next);
	}
}

/* Folders that came into one that has another time than when it was walked over. */
static void watch_new(struct watch *watch, const char *path, GHashTable *known)
{
	GQueue found = G_QUEUE_INIT;
	char *next;
	push_folders(&found, path);
	while ((next = g_queue_pop_head(&found))) {
		if (!g_hash_table_contains(known, next))
			watch_below(watch, next);
		g_free(next);
	}
}

static int64_t time_of(const char *path)
{
	struct stat status;
	return stat(path, &status) == 0 ? stamp_of_file(&status).mtime_ns : 0;
}

/* Reading folders again takes as long as walking over them did: only those are read that have changed. */
static void watch_walked(struct watch *watch)
{
	GHashTable *known = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	guint count = MIN(watch->folders->len, MOST_FOLDERS);
	char **paths = g_new0(char *, count + 1);
	for (guint i = 0; i < count; i++) {
		const char *path = g_array_index(watch->folders, struct source_folder, i).path;
		paths[i] = *path ? g_build_filename(watch->root, path, NULL) : g_strdup(watch->root);
		g_hash_table_add(known, paths[i]);
	}
	for (guint i = 0; i < count && may_watch(watch->follow); i++) {
		int64_t walked = g_array_index(watch->folders, struct source_folder, i).mtime_ns;
		watch_folder(watch, paths[i]);
		if (walked != 0 && time_of(paths[i]) == walked)
			continue;
		watch_new(watch, paths[i], known);
		if (walked != 0)
			wait_and_tell(watch);
	}
	g_hash_table_destroy(known);
	g_free(paths);
}

/* HEAD and packed refs lie beside the folder of the others. What objects there are says nothing. */
static void watch_repository(struct watch *watch, const char *folder)
{
	char *common = refs_common(folder), *refs = g_build_filename(common, "refs", NULL);
	watch_folder(watch, folder);
	if (strcmp(common, folder) != 0)
		watch_folder(watch, common);
	watch_below(watch, refs);
	g_free(refs);
	g_free(common);
}

static void watch_file(struct watch *watch)
{
	char *folder = g_path_get_dirname(watch->root);
	watch->file = g_path_get_basename(watch->root);
	watch_folder(watch, folder);
	g_free(folder);
}

static void watch_root(struct watch *watch)
{
	char *folder = NULL, *rev = NULL;
	if (watch->folders)
		watch_walked(watch);
	else if (git_locate(watch->root, &folder, &rev))
		watch_repository(watch, folder);
	else if (g_file_test(watch->root, G_FILE_TEST_IS_DIR))
		watch_below(watch, watch->root);
	else
		watch_file(watch);
	g_free(folder);
	g_free(rev);
}

/* The thread ------------------------------------------------------------------------------------------------------- */

static void *run(void *data)
{
	struct follow *follow = data;
	if (!module_load(library_names, G_N_ELEMENTS(library_names), symbols, G_N_ELEMENTS(symbols), &follow->gio))
		return NULL;
	g_main_context_push_thread_default(follow->context);
	for (size_t i = 0; i < follow->count; i++)
		watch_root(&follow->watches[i]);
	while (!g_atomic_int_get(&follow->stop))
		g_main_context_iteration(follow->context, TRUE);
	for (guint i = 0; i < follow->monitors->len; i++) {
		follow->gio.g_file_monitor_cancel(g_ptr_array_index(follow->monitors, i));
		follow->gio.g_object_unref(g_ptr_array_index(follow->monitors, i));
	}
	while (g_main_context_iteration(follow->context, FALSE))
		;
	g_main_context_pop_thread_default(follow->context);
	return NULL;
}

struct follow *follow_new(const struct follow_root *roots, size_t count, int signal)
{
	struct follow *follow = g_new0(struct follow, 1);
	follow->context = g_main_context_new();
	follow->watches = g_new0(struct watch, count);
	follow->count = count;
	follow->monitors = g_ptr_array_new();
	follow->signal = signal;
	follow->gather_ms = GATHER_MS;
	for (size_t i = 0; i < count; i++) {
		follow->watches[i].follow = follow;
		follow->watches[i].root = g_strdup(roots[i].path);
		follow->watches[i].folders = roots[i].folders ? g_array_ref(roots[i].folders) : NULL;
	}
	follow->thread = g_thread_new("follow", run, follow);
	return follow;
}

void follow_free(struct follow *follow)
{
	if (!follow)
		return;
	g_atomic_int_set(&follow->stop, 1);
	g_main_context_wakeup(follow->context);
	g_thread_join(follow->thread);
	g_main_context_unref(follow->context);
	for (size_t i = 0; i < follow->count; i++) {
		g_free(follow->watches[i].root);
		g_free(follow->watches[i].file);
		g_clear_pointer(&follow->watches[i].folders, g_array_unref);
	}
	g_free(follow->watches);
	g_ptr_array_unref(follow->monitors);
	g_free(follow);
}

bool follow_take(struct follow *follow, size_t index)
{
	return g_atomic_int_compare_and_exchange(&follow->watches[index].changed, 1, 0);
}

void follow_gather(struct follow *follow, unsigned ms)
{
	g_atomic_int_set(&follow->gather_ms, (int)MAX(ms, GATHER_MS));
}
