/* SPDX-License-Identifier: MIT */
/*
 * The terminal: one canvas in, events out. What is shown goes through ncursesw, whose idea of the screen decides what is
 * sent; a copy of the last canvas spares it rows that did not change. Whole rows are written, never parts of one: half of a
 * wide character overwritten leaves curses and the terminal at odds. What comes in is read here (term/input), because
 * curses would take the terminal's answers to the probe for keys.
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
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "term/input.h"
#include "term/memory.h"
#include "term/probe.h"
#include "term/rescue.h"
#include "term/theme.h"
#include "term/wcwidth.h"
#include "text/utf8.h"

#define PASTE_ON "\033[?2004h"
#define PASTE_OFF "\033[?2004l"
#define CLIPBOARD_LARGEST ((size_t)74 << 10) /* bytes; terminals ignore longer ones */
#define ANSWER_PATIENCE_MS 1000

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
	struct input *input;
	struct probe *probe;    /* NULL where nothing is asked, or all is answered */
	struct widths *widths;  /* the caller's */
	bool remember;          /* what the probe finds is kept for the next start */
	GArray *ahead;          /* uint32_t: keys typed before the first screen */
	guint ahead_at;
	GString *paste;
	sigset_t waiting; /* the signal mask while it waits */
};

/* Signals ------------------------------------------------------------------------------------------------------------ */

static volatile sig_atomic_t end_asked;  /* the number of the signal */
static volatile sig_atomic_t stop_asked; /* SIGTSTP came from outside */
static volatile sig_atomic_t resized;    /* the window has another size */

static void on_end(int number)
{
	end_asked = number;
}

static void on_stop(int number)
{
	stop_asked = number;
}

static void on_resized(int number)
{
	resized = number;
}

static const struct {
	int number;
	void (*handler)(int number);
} signals[] = {{SIGTERM, on_end}, {SIGHUP, on_end}, {SIGINT, on_end}, {SIGTSTP, on_stop}, {SIGWINCH, on_resized}};

void term_block_signals(void)
{
	sigset_t set;
	sigemptyset(&set);
	for (size_t i = 0; i < G_N_ELEMENTS(signals); i++)
		sigaddset(&set, signals[i].number);
	sigprocmask(SIG_BLOCK, &set, NULL);
}

/* They are let through while we wait, and at no other time: none can come between a look at its flag and the wait. */
static void handle_signals(struct term *term)
{
	for (size_t i = 0; i < G_N_ELEMENTS(signals); i++) {
		sigaction(signals[i].number, &(struct sigaction){.sa_handler = signals[i].handler}, NULL);
		sigdelset(&term->waiting, signals[i].number);
	}
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

static bool write_bytes(struct term *term, struct span bytes)
{
	bool written = fwrite(bytes.at, 1, bytes.len, term->out) == bytes.len;
	return fflush(term->out) == 0 && written;
}

/* Reads what is there within `wait_ms`; false where nothing came. */
static bool read_input(struct term *term, int wait_ms)
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
		if (left <= 0 || !read_input(term, (int)left))
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
	write_bytes(term, SPAN("\r中\033[6n"));
	unsigned column = await_column(term);
	input_expect(term->input, false);
	write_bytes(term, SPAN("\r\033[K"));
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
	wcwidth_use(term->widths);
	define_keys(term->input);
	arm_rescue(term);
	set_modes(options->colour, &term->theme);
	handle_signals(term);
	input_expect(term->input, term->probe != NULL);
	write_bytes(term, SPAN(PASTE_ON));
	return term;
}

void term_leave(struct term *term)
{
	write_bytes(term, SPAN(PASTE_OFF));
	endwin();
	rescue_disarm();
}

void term_return(struct term *term)
{
	arm_rescue(term);
	/* Curses does not send keypad_xmit again after endwin(): without this the first arrow key comes in three pieces. */
	keypad(stdscr, FALSE);
	keypad(stdscr, TRUE);
	write_bytes(term, SPAN(PASTE_ON));
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

/*
 * Asks what the probe wants to know next. The row that it draws over is drawn again at once, behind the questions, so that
 * nothing of them stays whether the terminal answers or not.
 */
static void ask(struct term *term)
{
	struct span question = term->probe ? probe_question(term->probe) : (struct span){NULL, 0};
	if (question.len == 0)
		return;
	write_bytes(term, question);
	wredrawln(stdscr, PROBE_ROW, 1);
	refresh();
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
	ask(term);
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

static bool paste_event(struct term *term, struct span text, struct event *event)
{
	g_string_truncate(term->paste, 0);
	utf8_repair(text, term->paste);
	*event = (struct event){.kind = EVENT_PASTE, .text = {term->paste->str, term->paste->len}};
	return true;
}

/* All is answered that will be: true where characters have other widths than was thought. */
static bool end_probe(struct term *term)
{
	probe_device(term->probe);
	if (!probe_done(term->probe))
		return false;
	bool changed = probe_apply(term->probe, term->widths);
	if (changed && term->remember)
		memory_keep(fileno(term->in), term->widths);
	g_clear_pointer(&term->probe, probe_free);
	input_expect(term->input, false);
	return changed;
}

/* An answer of the terminal; true where it is an event for the app. */
static bool answer_event(struct term *term, const struct input_event *answer, struct event *event)
{
	if (!term->probe)
		return false;
	if (answer->kind == INPUT_CURSOR) {
		probe_cursor(term->probe, answer->row, answer->column);
		ask(term);
		return false;
	}
	if (!end_probe(term))
		return false;
	term_redraw(term);
	*event = (struct event){.kind = EVENT_WIDTHS};
	return true;
}

/* An event that is there already; false where there is none. */
static bool next_event(struct term *term, bool flush, struct event *event)
{
	if (term->ahead_at < term->ahead->len)
		return key_event(g_array_index(term->ahead, uint32_t, term->ahead_at++), event);
	struct input_event input;
	while (input_next(term->input, flush, &input)) {
		if (input.kind == INPUT_KEY)
			return key_event(input.key, event);
		if (input.kind == INPUT_PASTE)
			return paste_event(term, input.text, event);
		if (answer_event(term, &input, event))
			return true;
	}
	return false;
}

/* Tells curses the window's size. */
static void take_size(struct term *term)
{
	struct winsize size;
	if (ioctl(fileno(term->out), TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0)
		resizeterm(size.ws_row, size.ws_col);
}

/* What a signal asked for; `*end` where it is the end of the program. */
static bool signal_event(struct term *term, struct event *event, bool *end)
{
	*end = end_asked != 0;
	if (*end)
		return true;
	if (!stop_asked && !resized)
		return false;
	if (stop_asked)
		term_suspend(term);
	stop_asked = resized = 0;
	take_size(term);
	return resize_event(term, event);
}

/* The shorter of two times in milliseconds, of which -1 is for ever. */
static int shorter(int a, int b)
{
	if (a < 0 || b < 0)
		return MAX(a, b);
	return MIN(a, b);
}

/* Waits for the terminal, `fd` or a signal. -1: a signal or an error came, 0: the time passed, else what poll says. */
static int wait_for(struct term *term, struct pollfd ready[2], int timeout_ms)
{
	struct timespec wait = {timeout_ms / 1000, (long)(timeout_ms % 1000) * 1000000};
	return ppoll(ready, 2, timeout_ms < 0 ? NULL : &wait, &term->waiting);
}

bool term_wait(struct term *term, int fd, int timeout_ms, struct event *event)
{
	bool flush = false;
	for (;;) {
		bool end;
		if (signal_event(term, event, &end))
			return !end;
		if (next_event(term, flush, event))
			return true;
		int patience = input_patience(term->input);
		int wait_ms = shorter(timeout_ms, patience);
		struct pollfd ready[2] = {{.fd = fileno(term->in), .events = POLLIN}, {.fd = fd, .events = POLLIN}};
		int count = wait_for(term, ready, wait_ms);
		if (count < 0 && errno != EINTR)
			return false;
		flush = count == 0 && wait_ms == patience;
		if (count == 0 && !flush) {
			*event = (struct event){.kind = EVENT_TICK};
			return true;
		}
		if (count <= 0)
			continue;
		/* The terminal may be gone (its window was closed): there is nobody left to show anything to. */
		if (ready[0].revents && !read_input(term, 0)) {
			end_asked = SIGHUP;
			return false;
		}
		if (!ready[0].revents) {
			*event = (struct event){.kind = EVENT_NEWS};
			return true;
		}
	}
}
