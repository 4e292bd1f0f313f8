/* SPDX-License-Identifier: MIT */
/*
 * The editor gets a file that nobody else can read, in a folder of its own, so that what an editor leaves beside the
 * file goes with it.
 */
#include "term/edit.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

/* Larger than any note; what is larger is not taken. */
#define TEXT_MOST ((gsize)16 << 20)

static const char *editor(void)
{
	static const char *const names[] = {"VISUAL", "EDITOR"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *value = g_getenv(names[i]);
		if (value && *value)
			return value;
	}
	return "vi";
}

/* In the child: the signals that we hold back are its own business. */
static void let_signals_through(void *data)
{
	(void)data;
	sigset_t none;
	sigemptyset(&none);
	signal(SIGXFSZ, SIG_DFL);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

static bool run_editor(const char *file, char **message)
{
	char **words = NULL;
	GError *error = NULL;
	int status = 0;
	bool ran = g_shell_parse_argv(editor(), NULL, &words, &error);
	if (ran) {
		guint count = g_strv_length(words);
		words = g_renew(char *, words, count + 2);
		words[count] = g_strdup(file);
		words[count + 1] = NULL;
		ran = g_spawn_sync(NULL, words, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN,
		                   let_signals_through, NULL, NULL, NULL, &status, &error) &&
		      g_spawn_check_wait_status(status, &error);
	}
	if (!ran)
		*message = g_strdup_printf(_("The editor failed: %s"), error->message);
	g_clear_error(&error);
	g_strfreev(words);
	return ran;
}

/* A new folder of our own; NULL, with a message, where none can be made. */
static char *make_folder(bool in_memory, char **message)
{
	const char *memory = g_getenv("XDG_RUNTIME_DIR");
	bool usable = memory && g_path_is_absolute(memory);
	if (in_memory && !usable) {
		*message = g_strdup(_("With --private notes need a folder in memory ($XDG_RUNTIME_DIR)"));
		return NULL;
	}
	char *folder = g_build_filename(usable ? memory : g_get_tmp_dir(), "jianbao-XXXXXX", NULL);
	if (g_mkdtemp(folder))
		return folder;
	*message = g_strdup_printf(_("No temporary file can be made: %s"), g_strerror(errno));
	g_free(folder);
	return NULL;
}

/* What most editors leave beside a file goes with it. */
static void remove_folder(const char *folder)
{
	static const char *const names[] = {"note.txt", "note.txt~"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		char *path = g_build_filename(folder, names[i], NULL);
		g_unlink(path);
		g_free(path);
	}
	g_rmdir(folder);
}

static char *edit_file(const char *file, struct span text, char **message)
{
	GError *error = NULL;
	char *edited = NULL;
	gsize len = 0;
	if (g_file_set_contents_full(file, text.at ? text.at : "", (gssize)text.len, G_FILE_SET_CONTENTS_NONE, 0600,
	                             &error) &&
	    run_editor(file, message) && g_file_get_contents(file, &edited, &len, &error) && len > TEXT_MOST) {
		*message = g_strdup(_("This text is too long for a note"));
		g_clear_pointer(&edited, g_free);
	}
	if (error)
		*message = g_strdup(error->message);
	g_clear_error(&error);
	return edited;
}

char *edit_text(struct span text, bool in_memory, char **message)
{
	*message = NULL;
	char *folder = make_folder(in_memory, message);
	if (!folder)
		return NULL;
	char *file = g_build_filename(folder, "note.txt", NULL), *edited = edit_file(file, text, message);
	remove_folder(folder);
	g_free(file);
	g_free(folder);
	return edited;
}
