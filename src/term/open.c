/* SPDX-License-Identifier: MIT */
/*
 * Starting a browser. An address comes out of a hostile file, so it is checked byte by byte here, at the last door,
 * whatever was checked before; and it only ever is a whole argument of a program, never a part of a command line.
 */
#include "term/open.h"

#include <glib/gi18n.h>
#include <string.h>

#include "term/child.h"

struct open_place open_place_now(bool secure)
{
	const char *browser = g_getenv("BROWSER");
	return (struct open_place){
	    .browser = browser && *browser ? browser : NULL,
	    .desktop = g_getenv("DISPLAY") || g_getenv("WAYLAND_DISPLAY"),
	    .secure = secure,
	};
}

/* RFC 3986 and raw CJK: everything but controls, blanks, and what only a shell or HTML would care for. */
static bool is_address_byte(unsigned char byte)
{
	return byte > ' ' && byte != 0x7F && !strchr("\"<>\\^`{|}", byte);
}

const char *open_refusal(const struct open_place *place, struct span url)
{
	if (place->secure)
		return _("Opening is turned off (JIANBAO_SECURE)");
	if (!span_starts_nocase(url, SPAN("http://")) && !span_starts_nocase(url, SPAN("https://")))
		return _("Only http and https addresses are opened");
	for (size_t i = 0; i < url.len; i++)
		if (!is_address_byte((unsigned char)url.at[i]))
			return _("This address has characters that no address has");
	return NULL;
}

/* One word of a $BROWSER command with %s and %% replaced; `*used` becomes true where the address went in. */
static char *expand_word(const char *word, const char *url, bool *used)
{
	GString *out = g_string_new(NULL);
	for (; *word; word++) {
		if (word[0] == '%' && word[1] == 's') {
			g_string_append(out, url);
			*used = true;
			word++;
		} else {
			g_string_append_c(out, *word);
			word += word[0] == '%' && word[1] == '%';
		}
	}
	return g_string_free(out, FALSE);
}

/*
 * The words of one $BROWSER command, the address among them or behind them; NULL for a command that is empty or
 * misquoted.
 */
static char **expand_command(const char *command, const char *url)
{
	char **words = NULL;
	if (!g_shell_parse_argv(command, NULL, &words, NULL))
		return NULL;
	GPtrArray *argv = g_ptr_array_new();
	bool used = false;
	for (char **word = words; *word; word++)
		g_ptr_array_add(argv, expand_word(*word, url, &used));
	if (!used)
		g_ptr_array_add(argv, g_strdup(url));
	g_ptr_array_add(argv, NULL);
	g_strfreev(words);
	return (char **)g_ptr_array_free(argv, FALSE);
}

static void add_command(GPtrArray *candidates, const char *command, const char *url)
{
	char **argv = expand_command(command, url);
	if (argv)
		g_ptr_array_add(candidates, argv);
}

static void add_browsers(GPtrArray *candidates, const char *browsers, const char *url)
{
	char **commands = g_strsplit(browsers, ":", -1);
	for (char **command = commands; *command; command++)
		add_command(candidates, *command, url);
	g_strfreev(commands);
}

GPtrArray *open_candidates(const struct open_place *place, struct span url)
{
	GPtrArray *candidates = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
	char *address = span_dup(url);
	if (place->browser)
		add_browsers(candidates, place->browser, address);
	if (place->desktop)
		add_command(candidates, "xdg-open", address);
#ifdef __APPLE__
	add_command(candidates, "open", address);
#else
	if (place->desktop)
		add_command(candidates, "open", address);
#endif
	g_free(address);
	return candidates;
}

/* Beside us: no input, no output, not waited for (GLib forks twice and reaps what is in between). */
static bool start_beside(char **argv)
{
	GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL;
	return g_spawn_async(NULL, argv, NULL, flags, child_signals, NULL, NULL, NULL);
}

/* In the terminal, to its end. */
static bool run_here(char **argv)
{
	GSpawnFlags flags = G_SPAWN_SEARCH_PATH | G_SPAWN_CHILD_INHERITS_STDIN;
	int status = 0;
	return g_spawn_sync(NULL, argv, NULL, flags, child_signals, NULL, NULL, NULL, &status, NULL) &&
	       g_spawn_check_wait_status(status, NULL);
}

bool open_address(const struct open_place *place, struct span url)
{
	GPtrArray *candidates = open_candidates(place, url);
	bool started = false;
	for (guint i = 0; i < candidates->len && !started; i++) {
		char **argv = g_ptr_array_index(candidates, i);
		started = place->desktop ? start_beside(argv) : run_here(argv);
	}
	g_ptr_array_unref(candidates);
	return started;
}
