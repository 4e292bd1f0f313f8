/* SPDX-License-Identifier: MIT */
/* Programs that are started. Between fork() and exec() nothing is called but what POSIX lets a signal handler call. */
#include "term/child.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <signal.h>
#include <sys/wait.h>

void child_signals(void *unused)
{
	sigset_t none;
	(void)unused;
	sigemptyset(&none);
	signal(SIGPIPE, SIG_DFL);
	signal(SIGXFSZ, SIG_DFL);
	sigprocmask(SIG_SETMASK, &none, NULL);
}

const char *child_command(const char *const *names, size_t count, const char *otherwise)
{
	for (size_t i = 0; i < count; i++) {
		const char *value = g_getenv(names[i]);
		if (value && *value)
			return value;
	}
	return otherwise;
}

bool child_ended_well(const char *program, int status, GError **error)
{
	bool ended = WIFEXITED(status);
	int number = ended ? WEXITSTATUS(status) : WTERMSIG(status);
	if (ended && number == 0)
		return true;
	g_set_error(error, G_SPAWN_ERROR, G_SPAWN_ERROR_FAILED,
	            ended ? _("%s: exit status %d") : _("%s: ended by signal %d"), program, number);
	return false;
}

bool child_run(const char *command, const char *file, GError **error)
{
	char **words = NULL;
	int status = 0;
	if (!g_shell_parse_argv(command, NULL, &words, error))
		return false;
	guint count = g_strv_length(words);
	words = g_renew(char *, words, count + 2);
	words[count] = g_strdup(file);
	words[count + 1] = NULL;
	bool well = g_spawn_sync(NULL, words, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN, child_signals,
	                         NULL, NULL, NULL, &status, error) &&
	            child_ended_well(words[0], status, error);
	g_strfreev(words);
	return well;
}

char *child_folder(const char *refusal, char **message)
{
	const char *memory = g_getenv("XDG_RUNTIME_DIR");
	bool usable = memory && g_path_is_absolute(memory);
	if (refusal && !usable) {
		*message = g_strdup(refusal);
		return NULL;
	}
	char *folder = g_build_filename(usable ? memory : g_get_tmp_dir(), "jianbao-XXXXXX", NULL);
	if (g_mkdtemp(folder))
		return folder;
	*message = g_strdup_printf(_("No temporary file can be made: %s"), g_strerror(errno));
	g_free(folder);
	return NULL;
}
