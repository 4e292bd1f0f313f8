/* SPDX-License-Identifier: MIT */
/*
 * The terminal by way of ncursesw: one canvas in, events out. Whole rows are written, never parts of one: half of a wide
 * character overwritten leaves curses and the terminal at odds. Curses' own idea of the screen decides what is sent; a copy
 * of the last canvas spares it rows that did not change.
 */
#include "term/term.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "term/probe.h"
#include "term/rescue.h"
#include "term/theme.h"
#include "term/wcwidth.h"
#include "text/utf8.h"

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define PASTE_LARGEST ((size_t)64 << 10) /* bytes; what comes behind is dropped */
#define CLIPBOARD_LARGEST ((size_t)74 << 10) /* bytes; terminals ignore longer ones */

enum { KEY_PASTE_BEGIN = KEY_MAX + 1, KEY_PASTE_END };

struct term {
	FILE *in, *out;
	struct termios before; /* the modes to give back */
	SCREEN *screen;
	struct theme theme;
	struct cell *shown; /* the canvas that is on the screen; NULL where all has to be drawn */
	unsigned shown_rows, shown_columns;
	cchar_t *line; /* one row, for curses; `line_size` of them */
	unsigned line_size;
	int cursor_visible; /* -1: not known */
	GString *typed;     /* typed before curses listened, not yet given out */
	size_t typed_at;
	GString *paste;
	sigset_t waiting; /* the signal mask while it waits */
};

/* Signals ------------------------------------------------------------------------------------------------------------ */

static volatile sig_atomic_t end_asked;  /* the number of the signal */
static volatile sig_atomic_t stop_asked; /* SIGTSTP came from outside */

static void on_end(int number)
{
	end_asked = number;
}

static void on_stop(int number)
{
	stop_asked = number;
}

static const int end_signals[] = {SIGTERM, SIGHUP, SIGINT};

void term_block_signals(void)
{
	sigset_t set;
	sigemptyset(&set);
	for (size_t i = 0; i < G_N_ELEMENTS(end_signals); i++)
		sigaddset(&set, end_signals[i]);
	sigaddset(&set, SIGTSTP);
	sigaddset(&set, SIGWINCH);
	sigprocmask(SIG_BLOCK, &set, NULL);
}

static void handle_signals(struct term *term)
{
	for (size_t i = 0; i < G_N_ELEMENTS(end_signals); i++) {
		sigaction(end_signals[i], &(struct sigaction){.sa_handler = on_end}, NULL);
		sigdelset(&term->waiting, end_signals[i]);
	}
	sigaction(SIGTSTP, &(struct sigaction){.sa_handler = on_stop}, NULL);
	sigdelset(&term->waiting, SIGTSTP);
	sigdelset(&term->waiting, SIGWINCH);
}

int term_signal(const struct term *term)
{
	(void)term;
	return end_asked;
}

/* Starting and stopping ---------------------------------------------------------------------------------------------- */

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

/* Draws one ideograph and looks how far the cursor went: 2 columns on a terminal that reads UTF-8, 3 on one that does not. */
static bool draws_utf8(struct term *term)
{
	struct termios plain = term->before;
	int fd = fileno(term->in);
	cfmakeraw(&plain);
	tcsetattr(fd, TCSANOW, &plain);
	int columns = probe_columns(fd, SPAN("中"), 1000, term->typed);
	tcsetattr(fd, TCSANOW, &term->before);
	return columns == 2;
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

static void write_mode(struct term *term, const char *sequence)
{
	fputs(sequence, term->out);
	fflush(term->out);
}

static void set_modes(bool colour, struct theme *theme)
{
	raw();
	noecho();
	nonl();
	meta(stdscr, TRUE);
	keypad(stdscr, TRUE);
	nodelay(stdscr, TRUE);
	set_escdelay(25);
	leaveok(stdscr, FALSE);
	define_key("\033[200~", KEY_PASTE_BEGIN);
	define_key("\033[201~", KEY_PASTE_END);
	if (colour && has_colors()) {
		start_color();
		use_default_colors();
	}
	theme_init(theme, !colour);
}

struct term *term_start(const struct widths *widths, bool colour, char **message)
{
	struct term *term = g_new0(struct term, 1);
	term->typed = g_string_new(NULL);
	term->paste = g_string_new(NULL);
	term->cursor_visible = -1;
	/* A stale size from the environment would win over the terminal's own. */
	g_unsetenv("COLUMNS");
	g_unsetenv("LINES");
	wcwidth_use(widths);
	pthread_sigmask(SIG_BLOCK, NULL, &term->waiting);
	if (!open_streams(term, message) || !ensure_utf8(term, message) || !start_curses(term, message)) {
		term_stop(term);
		return NULL;
	}
	arm_rescue(term);
	set_modes(colour, &term->theme);
	handle_signals(term);
	write_mode(term, PASTE_ON);
	return term;
}

void term_leave(struct term *term)
{
	write_mode(term, PASTE_OFF);
	endwin();
	rescue_disarm();
}

void term_return(struct term *term)
{
	arm_rescue(term);
	/* Curses does not send keypad_xmit again after endwin(): without this the first arrow key comes in three pieces. */
	keypad(stdscr, FALSE);
	keypad(stdscr, TRUE);
	write_mode(term, PASTE_ON);
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
	g_string_free(term->typed, TRUE);
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

/* Showing ------------------------------------------------------------------------------------------------------------ */

void term_size(const struct term *term, unsigned *rows, unsigned *columns)
{
	(void)term;
	*rows = LINES > 0 ? (unsigned)LINES : 1;
	*columns = COLS > 0 ? (unsigned)COLS : 1;
}

void term_redraw(struct term *term)
{
	g_clear_pointer(&term->shown, g_free);
	clearok(curscr, TRUE);
}

static void make_character(const struct term *term, const struct cell *cell, cchar_t *out)
{
	wchar_t codes[CCHARW_MAX + 1];
	size_t count = cell->count < CCHARW_MAX ? cell->count : CCHARW_MAX;
	for (size_t i = 0; i < count; i++)
		codes[i] = (wchar_t)cell->code[i];
	codes[count] = L'\0';
	struct look look = theme_look(&term->theme, (enum style)cell->style, cell->attributes);
	if (count == 0 || setcchar(out, codes, look.attributes, look.pair, NULL) != OK)
		setcchar(out, L" ", look.attributes, look.pair, NULL);
}

static void show_row(struct term *term, const struct canvas *canvas, unsigned row)
{
	const struct cell *cells = canvas->cells + (size_t)row * canvas->columns;
	unsigned count = 0;
	for (unsigned column = 0; column < canvas->columns; column++)
		if (cells[column].width > 0)
			make_character(term, &cells[column], &term->line[count++]);
	mvadd_wchnstr((int)row, 0, term->line, (int)count);
}

static bool same_row(const struct term *term, const struct canvas *canvas, unsigned row)
{
	size_t at = (size_t)row * canvas->columns;
	return memcmp(term->shown + at, canvas->cells + at, canvas->columns * sizeof *canvas->cells) == 0;
}

static void show_cursor(struct term *term, const struct canvas *canvas)
{
	if (term->cursor_visible != canvas->cursor_visible) {
		term->cursor_visible = canvas->cursor_visible;
		curs_set(canvas->cursor_visible ? 1 : 0);
	}
	move((int)canvas->cursor_row, (int)canvas->cursor_column);
}

/* Room for a canvas of this size; what was shown before counts no more where the size differs. */
static void fit_buffers(struct term *term, const struct canvas *canvas)
{
	if (term->line_size < canvas->columns) {
		term->line = g_renew(cchar_t, term->line, canvas->columns);
		term->line_size = canvas->columns;
	}
	if (term->shown_rows != canvas->rows || term->shown_columns != canvas->columns)
		g_clear_pointer(&term->shown, g_free);
}

void term_show(struct term *term, const struct canvas *canvas)
{
	fit_buffers(term, canvas);
	for (unsigned row = 0; row < canvas->rows; row++)
		if (!term->shown || !same_row(term, canvas, row))
			show_row(term, canvas, row);
	size_t bytes = (size_t)canvas->rows * canvas->columns * sizeof *canvas->cells;
	if (!term->shown)
		term->shown = g_malloc(bytes);
	memcpy(term->shown, canvas->cells, bytes);
	term->shown_rows = canvas->rows;
	term->shown_columns = canvas->columns;
	show_cursor(term, canvas);
	refresh();
}

void term_bell(struct term *term)
{
	(void)term;
	beep();
}

bool term_copy(struct term *term, struct span text)
{
	if (text.len == 0 || text.len > CLIPBOARD_LARGEST)
		return false;
	char *encoded = g_base64_encode((const guchar *)text.at, text.len);
	fprintf(term->out, "\033]52;c;%s\033\\", encoded);
	fflush(term->out);
	g_free(encoded);
	return true;
}

/* Events ------------------------------------------------------------------------------------------------------------- */

static const struct {
	int curses;
	uint32_t key;
} key_table[] = {
	{KEY_UP, KEY_CODE_UP},
	{KEY_DOWN, KEY_CODE_DOWN},
	{KEY_LEFT, KEY_CODE_LEFT},
	{KEY_RIGHT, KEY_CODE_RIGHT},
	{KEY_PPAGE, KEY_CODE_PAGE_UP},
	{KEY_NPAGE, KEY_CODE_PAGE_DOWN},
	{KEY_HOME, KEY_CODE_HOME},
	{KEY_END, KEY_CODE_END},
	{KEY_IC, KEY_CODE_INSERT},
	{KEY_DC, KEY_CODE_DELETE},
	{KEY_BACKSPACE, KEY_CODE_BACKSPACE},
	{KEY_BTAB, KEY_CODE_BACKTAB},
	{KEY_F(1), KEY_CODE_F1},
	{KEY_ENTER, '\r'},
};

static bool key_event(uint32_t key, struct event *event)
{
	*event = (struct event){.kind = EVENT_KEY, .key = key};
	return true;
}

static bool resize_event(const struct term *term, struct event *event)
{
	*event = (struct event){.kind = EVENT_RESIZE};
	term_size(term, &event->rows, &event->columns);
	return true;
}

/* Everything up to the end mark; a paste whose end never comes ends after a second of silence. */
static bool paste_event(struct term *term, struct event *event)
{
	g_string_truncate(term->paste, 0);
	timeout(1000);
	wint_t code;
	for (int kind = get_wch(&code); kind != ERR; kind = get_wch(&code)) {
		if (kind == KEY_CODE_YES && code == KEY_PASTE_END)
			break;
		if (kind == OK && term->paste->len < PASTE_LARGEST)
			utf8_append(term->paste, (uint32_t)code);
	}
	timeout(0);
	*event = (struct event){.kind = EVENT_PASTE, .text = {term->paste->str, term->paste->len}};
	return true;
}

static bool special_event(struct term *term, int curses, struct event *event)
{
	if (curses == KEY_RESIZE)
		return resize_event(term, event);
	if (curses == KEY_PASTE_BEGIN)
		return paste_event(term, event);
	for (size_t i = 0; i < G_N_ELEMENTS(key_table); i++)
		if (key_table[i].curses == curses)
			return key_event(key_table[i].key, event);
	return false;
}

/* What was typed while the terminal was being asked, as plain keys. */
static bool typed_event(struct term *term, struct event *event)
{
	struct span typed = {term->typed->str, term->typed->len};
	return term->typed_at < typed.len && key_event(utf8_next(typed, &term->typed_at), event);
}

/* A key that is there already; false where there is none. Keys that mean nothing to us are skipped. */
static bool read_event(struct term *term, struct event *event)
{
	if (typed_event(term, event))
		return true;
	wint_t code;
	for (int kind = get_wch(&code); kind != ERR; kind = get_wch(&code)) {
		if (kind == OK)
			return key_event((uint32_t)code, event);
		if (special_event(term, (int)code, event))
			return true;
	}
	return false;
}

/* True where a signal came that has to be acted on; `*end` where it is one that ends the program. */
static bool signal_event(struct term *term, struct event *event, bool *end)
{
	*end = end_asked != 0;
	if (*end)
		return true;
	if (!stop_asked)
		return false;
	stop_asked = 0;
	term_suspend(term);
	return resize_event(term, event);
}

bool term_wait(struct term *term, int fd, int timeout_ms, struct event *event)
{
	for (;;) {
		bool end;
		if (signal_event(term, event, &end))
			return !end;
		if (read_event(term, event))
			return true;
		struct pollfd ready[2] = {{.fd = fileno(term->in), .events = POLLIN}, {.fd = fd, .events = POLLIN}};
		struct timespec wait = {timeout_ms / 1000, (long)(timeout_ms % 1000) * 1000000};
		int count = ppoll(ready, 2, timeout_ms < 0 ? NULL : &wait, &term->waiting);
		if (count < 0 && errno == EINTR)
			continue;
		if (count <= 0) {
			event->kind = EVENT_TICK;
			return count == 0;
		}
		/* The terminal is gone (its window was closed): there is nobody left to show anything to. */
		if (ready[0].revents & (POLLHUP | POLLERR | POLLNVAL)) {
			end_asked = SIGHUP;
			return false;
		}
		if (!ready[0].revents) {
			event->kind = EVENT_NEWS;
			return true;
		}
	}
}
