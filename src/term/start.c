/* SPDX-License-Identifier: MIT */
/*
 * Taking the terminal over and giving it back: the locale, the modes, curses, the keys that terminfo knows. Whatever is
 * switched on here is switched off in term_leave(), and by term/rescue when the program dies.
 */
#include "term/term.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <string.h>
#include <unistd.h>

#include "term/memory.h"
#include "term/rescue.h"
#include "term/term_state.h"
#include "term/wcwidth.h"

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define ANSWER_PATIENCE_MS 1000

bool term_write(struct term *term, struct span bytes)
{
	bool written = fwrite(bytes.at, 1, bytes.len, term->out) == bytes.len;
	return fflush(term->out) == 0 && written;
}

/* Reads what is there within `wait_ms`; false where nothing came. */
bool term_read(struct term *term, int wait_ms)
{
	struct pollfd ready = {.fd = fileno(term->in), .events = POLLIN};
	char bytes[4096];
	if (poll(&ready, 1, wait_ms) <= 0)
		return false;
	ssize_t got = read(ready.fd, bytes, sizeof bytes);
	if (got <= 0)
		return false;
	input_feed(term->input, (struct span){bytes, (size_t)got});
	return true;
}

/* Opens what curses reads from and writes to: standard input and output, or the terminal itself where a pipe is in the way. */
static bool open_streams(struct term *term, char **message)
{
	if (!isatty(STDOUT_FILENO)) {
		*message = g_strdup(_("standard output is not a terminal; to print an article, use \"jianbao show\""));
		return false;
	}
	int in = isatty(STDIN_FILENO) ? dup(STDIN_FILENO) : open("/dev/tty", O_RDWR | O_CLOEXEC);
	int out = dup(STDOUT_FILENO);
	term->in = in >= 0 ? fdopen(in, "r") : NULL;
	term->out = out >= 0 ? fdopen(out, "w") : NULL;
	/* Before curses changes the modes: what is remembered is what has to come back. */
	if (term->in && term->out && tcgetattr(in, &term->before) == 0)
		return true;
	*message = g_strdup_printf(_("cannot open the terminal: %s"), g_strerror(errno));
	return false;
}

/* The column that the next cursor report gives, 0 where none comes; keys that come before it are kept. */
static unsigned await_column(struct term *term)
{
	gint64 end = g_get_monotonic_time() + ANSWER_PATIENCE_MS * 1000;
	for (;;) {
		struct input_event event;
		while (input_next(term->input, false, &event)) {
			if (event.kind == INPUT_CURSOR)
				return event.column;
			if (event.kind == INPUT_KEY)
				g_array_append_val(term->ahead, event.key);
		}
		gint64 left = (end - g_get_monotonic_time()) / 1000;
		if (left <= 0 || !term_read(term, (int)left))
			return 0;
	}
}

/* Draws one ideograph and looks how far the cursor went: 2 columns on a terminal that reads UTF-8, 3 on one that does not. */
static bool draws_utf8(struct term *term)
{
	struct termios plain = term->before;
	int fd = fileno(term->in);
	cfmakeraw(&plain);
	tcsetattr(fd, TCSANOW, &plain);
	input_expect(term->input, true);
	term_write(term, SPAN("\r中\033[6n"));
	unsigned column = await_column(term);
	input_expect(term->input, false);
	term_write(term, SPAN("\r\033[K"));
	tcsetattr(fd, TCSANOW, &term->before);
	return column == 3;
}

/* Everything here is UTF-8. In another locale the terminal may be UTF-8 all the same: it is asked. */
static bool ensure_utf8(struct term *term, char **message)
{
	if (strcmp(nl_langinfo(CODESET), "UTF-8") == 0)
		return true;
	const char *locale = setlocale(LC_CTYPE, NULL);
	char *name = g_strdup(locale ? locale : "C");
	bool fine = setlocale(LC_CTYPE, "C.UTF-8") && draws_utf8(term);
	if (!fine)
		*message = g_strdup_printf(_("the locale \"%s\" is not UTF-8, and the terminal does not draw UTF-8 either; "
		                             "set LC_ALL=C.UTF-8 in a UTF-8 terminal"),
		                           name);
	g_free(name);
	return fine;
}

/* TERM may be one that this machine has no entry for: what nearly every terminal understands is tried next. */
static SCREEN *new_screen(struct term *term)
{
	static const char *const names[] = {NULL, "xterm-256color", "vt100"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		SCREEN *screen = newterm(names[i], term->out, term->in);
		if (screen)
			return screen;
	}
	return NULL;
}

static bool has_capability(const char *name)
{
	const char *value = tigetstr(name);
	return value && value != (char *)-1;
}

static bool start_curses(struct term *term, char **message)
{
	const char *name = g_getenv("TERM");
	if (name && strcmp(name, "dumb") == 0) {
		*message = g_strdup(_("the terminal is dumb (TERM=dumb): it cannot show a screen; use \"jianbao show\""));
		return false;
	}
	term->screen = new_screen(term);
	if (term->screen && has_capability("cup"))
		return true;
	if (term->screen) {
		endwin();
		delscreen(term->screen);
		term->screen = NULL;
	}
	tcsetattr(fileno(term->in), TCSANOW, &term->before);
	*message = g_strdup_printf(_("cannot show a screen on this terminal (TERM=%s)"), name ? name : "");
	return false;
}

/*
 * Until it has been suspended once, curses writes after every move of the cursor: a dozen pieces for a screen, each of
 * which wakes the terminal, which may show it. So it is suspended once before it shows anything, with nobody listening;
 * what it has prepared to send, the way into the full screen, it sends again with its first screen.
 */
static void gather_output(struct term *term)
{
	int out = fileno(term->out), kept = dup(out), nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
	if (kept >= 0 && nowhere >= 0 && dup2(nowhere, out) >= 0) {
		endwin();
		dup2(kept, out);
	}
	if (kept >= 0)
		close(kept);
	if (nowhere >= 0)
		close(nowhere);
}

/* Appends a capability without its padding ($<5>), which nobody obeys while dying. */
static void append_capability(GString *out, const char *name)
{
	const char *value = has_capability(name) ? tigetstr(name) : "";
	while (*value) {
		const char *end = g_str_has_prefix(value, "$<") ? strchr(value, '>') : NULL;
		if (end)
			value = end + 1;
		else
			g_string_append_c(out, *value++);
	}
}

static void arm_rescue(struct term *term)
{
	static const char *const names[] = {"sgr0", "cnorm", "rmkx", "rmcup"};
	GString *restore = g_string_new(PASTE_OFF);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		append_capability(restore, names[i]);
	rescue_arm(fileno(term->in), &term->before, restore->str, restore->len);
	g_string_free(restore, TRUE);
}

/* What this terminal sends for keys, where it differs from what all send. */
static void define_keys(struct input *input)
{
	static const struct {
		const char *capability;
		uint32_t key;
	} keys[] = {
		{"kcuu1", KEY_CODE_UP},       {"kcud1", KEY_CODE_DOWN}, {"kcub1", KEY_CODE_LEFT}, {"kcuf1", KEY_CODE_RIGHT},
		{"kpp", KEY_CODE_PAGE_UP},    {"knp", KEY_CODE_PAGE_DOWN}, {"khome", KEY_CODE_HOME}, {"kend", KEY_CODE_END},
		{"kich1", KEY_CODE_INSERT},   {"kdch1", KEY_CODE_DELETE}, {"kcbt", KEY_CODE_BACKTAB}, {"kf1", KEY_CODE_F1},
		{"kbs", KEY_CODE_BACKSPACE},  {"kent", '\r'},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (has_capability(keys[i].capability))
			input_define(input, span_of(tigetstr(keys[i].capability)), keys[i].key);
}

static void set_modes(bool colour, struct theme *theme)
{
	raw();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	leaveok(stdscr, FALSE);
	/* Deleting and inserting characters: terminals differ on what that does to a wide one beside it. */
	idcok(stdscr, FALSE);
	/* A key that is waiting must not leave the screen half drawn. */
	typeahead(-1);
	if (colour && has_colors()) {
		start_color();
		use_default_colors();
	}
	theme_init(theme, !colour);
}

static struct term *new_term(const struct term_options *options)
{
	struct term *term = g_new0(struct term, 1);
	term->widths = options->widths;
	term->remember = options->remember;
	term->probe = options->probe ? probe_new() : NULL;
	term->input = input_new();
	term->ahead = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	term->paste = g_string_new(NULL);
	term->cursor_visible = -1;
	return term;
}

struct term *term_start(const struct term_options *options, char **message)
{
	struct term *term = new_term(options);
	/* A stale size from the environment would win over the terminal's own. */
	g_unsetenv("COLUMNS");
	g_unsetenv("LINES");
	pthread_sigmask(SIG_BLOCK, NULL, &term->waiting);
	if (!open_streams(term, message) || !ensure_utf8(term, message) || !start_curses(term, message)) {
		term_stop(term);
		return NULL;
	}
	if (options->probe && options->remember)
		memory_recall(fileno(term->in), term->widths);
	term->places = place_needed();
	wcwidth_use(term->widths);
	gather_output(term);
	define_keys(term->input);
	arm_rescue(term);
	set_modes(options->colour, &term->theme);
	term_handle_signals(term);
	input_expect(term->input, term->probe != NULL);
	term_write(term, SPAN(PASTE_ON));
	return term;
}

void term_leave(struct term *term)
{
	term_write(term, SPAN(PASTE_OFF));
	endwin();
	rescue_disarm();
}

void term_return(struct term *term)
{
	arm_rescue(term);
	/* Curses does not send keypad_xmit again after endwin(): without this the first arrow key comes in three pieces. */
	keypad(stdscr, FALSE);
	keypad(stdscr, TRUE);
	term_write(term, SPAN(PASTE_ON));
	term->cursor_visible = -1;
	term_redraw(term);
	refresh();
}

void term_stop(struct term *term)
{
	if (!term)
		return;
	if (term->screen) {
		term_leave(term);
		delscreen(term->screen);
	}
	wcwidth_use(NULL);
	if (term->in)
		fclose(term->in);
	if (term->out)
		fclose(term->out);
	input_free(term->input);
	probe_free(term->probe);
	g_array_unref(term->ahead);
	g_string_free(term->paste, TRUE);
	g_free(term->shown);
	g_free(term->line);
	g_free(term);
}

void term_suspend(struct term *term)
{
	term_leave(term);
	struct sigaction ours;
	sigset_t stop, before;
	sigaction(SIGTSTP, &(struct sigaction){.sa_handler = SIG_DFL}, &ours);
	sigemptyset(&stop);
	sigaddset(&stop, SIGTSTP);
	pthread_sigmask(SIG_UNBLOCK, &stop, &before);
	raise(SIGTSTP);
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	sigaction(SIGTSTP, &ours, NULL);
	term_return(term);
}
