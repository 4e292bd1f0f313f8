/* SPDX-License-Identifier: MIT */
/*
 * Taking the terminal over and giving it back: the locale, the modes, what terminfo knows. Whatever is switched on here
 * is switched off in term_leave(), and by term/rescue.c when the program dies.
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

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
/* Buttons, and their motion while they are down, in the numbers of mode 1006. */
#define MOUSE_ON "\033[?1002h\033[?1006h"
#define MOUSE_OFF "\033[?1006l\033[?1002l"
#define ANSWER_PATIENCE_MS 1000

/* Reads what is there; false where the terminal is gone. */
__attribute__((hot))
bool term_read(struct term *term)
{
	char bytes[4096];
	ssize_t got = read(term->in, bytes, sizeof bytes);
	if (got < 0 && (errno == EAGAIN || errno == EINTR))
		return true;
	if (got <= 0)
		return false;
	input_feed(term->input, (struct span){bytes, (size_t)got});
	term->read_us = g_get_monotonic_time();
	return true;
}

/*
 * Opens what is read from and written to: standard input and output, or the terminal itself where a pipe is in the way.
 */
static bool open_streams(struct term *term, char **message)
{
	if (!isatty(STDOUT_FILENO)) {
		*message = g_strdup(_("standard output is not a terminal; to print an article, use \"jianbao show\""));
		return false;
	}
	term->in = isatty(STDIN_FILENO) ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0)
	                                : open("/dev/tty", O_RDWR | O_CLOEXEC);
	term->out = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0);
	/* What is remembered is what has to come back. */
	if (term->in >= 0 && term->out >= 0 && tcgetattr(term->in, &term->before) == 0)
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
		struct pollfd ready = {.fd = term->in, .events = POLLIN};
		if (left <= 0 || poll(&ready, 1, (int)left) <= 0 || !term_read(term))
			return 0;
	}
}

/*
 * Draws one ideograph and looks how far the cursor went: 2 columns on a terminal that reads UTF-8, 3 on one that does
 * not.
 */
static bool draws_utf8(struct term *term)
{
	struct termios plain = term->before;
	cfmakeraw(&plain);
	tcsetattr(term->in, TCSANOW, &plain);
	input_expect(term->input, true);
	term_write(term, SPAN("\r中\033[6n"));
	unsigned column = await_column(term);
	input_expect(term->input, false);
	term_write(term, SPAN("\r\033[K"));
	tcsetattr(term->in, TCSANOW, &term->before);
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

static void define_key(void *data, struct span sequence, uint32_t key)
{
	input_define(data, sequence, key);
}

/* TERM may be one that this machine has no entry for: what nearly every terminal understands is tried next. */
static bool read_terminfo(struct term *term)
{
	static const char *const names[] = {NULL, "xterm-256color", "vt100"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (terminfo_read(&term->info, names[i], define_key, term->input))
			return true;
	return false;
}

static bool know_terminal(struct term *term, char **message)
{
	const char *name = g_getenv("TERM");
	if (name && strcmp(name, "dumb") == 0) {
		*message = g_strdup(_("the terminal is dumb (TERM=dumb): it cannot show a screen; use \"jianbao show\""));
		return false;
	}
	if (read_terminfo(term))
		return true;
	*message = g_strdup_printf(_("cannot show a screen on this terminal (TERM=%s)"), name ? name : "");
	return false;
}

static struct term *new_term(const struct term_options *options)
{
	struct term *term = g_new0(struct term, 1);
	term->widths = options->widths;
	term->remember = options->remember;
	term->mouse = options->mouse;
	term->graphics = options->graphics ? graphics_new() : NULL;
	term->program = g_strdup(options->program);
	term->probe = options->probe ? probe_new() : NULL;
	term->input = input_new();
	term->ahead = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	term->paste = g_string_new(NULL);
	term->frame = g_string_new(NULL);
	term->in = term->out = -1;
	return term;
}

/* What undoes all that was switched on: looks, a hidden cursor, the keypad, the full screen. */
static char *leaving(const struct term *term)
{
	return g_strconcat(term->mouse ? MOUSE_OFF : "", PASTE_OFF "\033[0m\033[?25h\033[999;1H", term->info.leave,
	                   "\r", NULL);
}

void term_return(struct term *term)
{
	struct termios raw = term->before;
	char *leave = leaving(term),
	     *enter = g_strconcat(term->info.enter, PASTE_ON, term->mouse ? MOUSE_ON : "", NULL);
	rescue_arm(term->in, &term->before, leave, strlen(leave));
	cfmakeraw(&raw);
	tcsetattr(term->in, TCSADRAIN, &raw);
	term_measure(term);
	term_redraw(term);
	/* With the first screen, in one piece. */
	g_string_assign(term->frame, enter);
	g_free(enter);
	g_free(leave);
}

void term_leave(struct term *term)
{
	char *leave = leaving(term);
	term_settle(term);
	g_string_truncate(term->frame, 0);
	if (term->graphics)
		graphics_forget(term->graphics, term->frame);
	term_write(term, (struct span){term->frame->str, term->frame->len});
	g_string_truncate(term->frame, 0);
	term_write(term, span_of(leave));
	tcsetattr(term->in, TCSADRAIN, &term->before);
	rescue_disarm();
	g_free(leave);
}

/* What undoes it is another from now on, for a program that dies, too. */
void term_mouse(struct term *term, bool on)
{
	if (term->mouse == on)
		return;
	term_leave(term);
	term->mouse = on;
	term_return(term);
}

void term_widths(struct term *term, unsigned ambiguous, unsigned emoji, unsigned quotes)
{
	if (!term->ambiguous)
		term->ambiguous = term->widths->ambiguous;
	term->widths->ambiguous = ambiguous ? (uint8_t)ambiguous : term->ambiguous;
	term->widths->emoji = (uint8_t)emoji;
	term->widths->quotes = (uint8_t)quotes;
	term_redraw(term);
}

struct term *term_start(const struct term_options *options, char **message)
{
	struct term *term = new_term(options);
	pthread_sigmask(SIG_BLOCK, NULL, &term->waiting);
	if (!open_streams(term, message) || !ensure_utf8(term, message) || !know_terminal(term, message)) {
		term_stop(term);
		return NULL;
	}
	if (options->probe && options->remember)
		memory_recall(term->in, term->widths);
	struct writer_options look = {
		.theme = {options->colour ? term->info.colours : 0, term->info.not_coloured, term->info.missing, NULL},
		.corner_scrolls = term->info.corner_scrolls,
		.scrolls = term->info.scrolls && !options->plain,
	};
	term->writer = writer_new(&look);
	term_handle_signals(term);
	input_expect(term->input, term->probe != NULL);
	term_return(term);
	return term;
}

void term_stop(struct term *term)
{
	if (!term)
		return;
	if (term->writer)
		term_leave(term);
	if (term->in >= 0)
		close(term->in);
	if (term->out >= 0)
		close(term->out);
	writer_free(term->writer);
	terminfo_clear(&term->info);
	input_free(term->input);
	probe_free(term->probe);
	graphics_free(term->graphics);
	decoder_free(term->decoder);
	raster_unref(term->raster);
	g_free(term->program);
	g_array_unref(term->ahead);
	g_queue_clear_full(&term->answers, g_free);
	g_string_free(term->paste, TRUE);
	g_string_free(term->frame, TRUE);
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
