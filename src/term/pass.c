/* SPDX-License-Identifier: MIT */
/*
 * The program gets a pipe or a file. A program that stops reading is not wrong: what is left of the text is dropped.
 */
#include "term/pass.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "term/child.h"

/* All of it, or as much as is wanted. */
static void feed(int fd, struct span text)
{
	void (*before)(int) = signal(SIGPIPE, SIG_IGN);
	while (text.len > 0) {
		ssize_t written = write(fd, text.at, text.len);
		if (written < 0 && errno != EINTR)
			break;
		text = span_from(text, written > 0 ? (size_t)written : 0);
	}
	close(fd);
	signal(SIGPIPE, before);
}

/* Waits for Enter; the end of the input is as good. */
static void wait_for_enter(void)
{
	int fd = open("/dev/tty", O_RDONLY | O_CLOEXEC);
	char c = '\0';
	printf("\n%s", _("Press Enter to go back"));
	fflush(stdout);
	while (fd >= 0 && c != '\n' && read(fd, &c, 1) == 1)
		;
	if (fd >= 0)
		close(fd);
}

/* What waitpid() says of it. */
static int wait_for(GPid child)
{
	int status = 0;
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	g_spawn_close_pid(child);
	return status;
}

/* What the command printed stays until Enter; one that could not begin printed nothing. */
static bool run_with(char **words, struct span text, GError **error)
{
	GPid child;
	int input;
	if (!g_spawn_async_with_pipes(NULL, words, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD,
	                              child_signals, NULL, &child, &input, NULL, NULL, error))
		return false;
	feed(input, text);
	int status = wait_for(child);
	wait_for_enter();
	return child_ended_well(words[0], status, error);
}

/* Says why not, and frees the error. */
static bool ended_well(bool well, GError *error, char **message)
{
	*message = well ? NULL : g_strdup(error ? error->message : "");
	g_clear_error(&error);
	return well;
}

bool pass_text(const char *command, struct span text, char **message)
{
	GError *error = NULL;
	char **words = NULL;
	bool well = g_shell_parse_argv(command, NULL, &words, &error) && run_with(words, text, &error);
	g_strfreev(words);
	return ended_well(well, error, message);
}

/* A file to look at ------------------------------------------------------------------------------------------------ */

bool pass_view(struct span text, bool in_memory, char **message)
{
	static const char *const names[] = {"PAGER", "VISUAL", "EDITOR"};
	const char *refusal = in_memory ? _("With --private this needs a folder in memory ($XDG_RUNTIME_DIR)") : NULL;
	char *folder = child_folder(refusal, message);
	GError *error = NULL;
	if (!folder)
		return false;
	char *file = g_build_filename(folder, "article.txt", NULL);
	bool well = g_file_set_contents_full(file, text.at, (gssize)text.len, G_FILE_SET_CONTENTS_NONE, 0400, &error) &&
	            child_run(child_command(names, G_N_ELEMENTS(names), "less"), file, &error);
	g_unlink(file);
	g_rmdir(folder);
	g_free(file);
	g_free(folder);
	return ended_well(well, error, message);
}
