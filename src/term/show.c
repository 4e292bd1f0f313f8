/* SPDX-License-Identifier: MIT */
/*
 * What goes to the terminal: screens, questions, the clipboard. A screen is one write, so that the terminal never shows
 * half of one; where it knows a mark for that, between marks.
 */
#include <errno.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "term/term_state.h"

#define FRAME_BEGINS "\033[?2026h"
#define FRAME_ENDS "\033[?2026l"

/* Another program that has the terminal, too, may have set it not to wait for room: then we do. */
__attribute__((hot))
bool term_write(struct term *term, struct span bytes)
{
	struct pollfd room = {.fd = term->out, .events = POLLOUT};
	for (size_t at = 0; at < bytes.len;) {
		ssize_t written = write(term->out, bytes.at + at, bytes.len - at);
		if (written < 0 && errno == EAGAIN)
			poll(&room, 1, -1);
		else if (written < 0 && errno != EINTR)
			return false;
		at += written > 0 ? (size_t)written : 0;
	}
	return true;
}

__attribute__((hot))
static void write_frame(struct term *term)
{
	if (term->frame->len > 0 && term->synchronized) {
		g_string_prepend(term->frame, FRAME_BEGINS);
		g_string_append(term->frame, FRAME_ENDS);
	}
	term_write(term, (struct span){term->frame->str, term->frame->len});
	g_string_truncate(term->frame, 0);
}

/* Whether a program lies between us and the terminal that takes what it does not know for its own. */
static bool is_multiplexed(void)
{
	const char *name = g_getenv("TERM");
	return g_getenv("TMUX") || g_getenv("STY") ||
	       (name && (g_str_has_prefix(name, "screen") || g_str_has_prefix(name, "tmux")));
}

/*
 * What the probe wants to know next. The row that it draws over is drawn again at once, behind the questions, so that
 * nothing of them stays whether the terminal answers or not.
 */
__attribute__((hot))
static void append_question(struct term *term)
{
	struct span question = {NULL, 0};
	if (term->probe)
		question = probe_question(term->probe);
	else if (term->graphics && graphics_would_ask(term->graphics))
		question = graphics_question(term->graphics, is_multiplexed());
	if (question.len == 0)
		return;
	g_string_append_len(term->frame, question.at, (gssize)question.len);
	writer_repair(term->writer, PROBE_ROW, term->frame);
}

void term_ask(struct term *term)
{
	append_question(term);
	write_frame(term);
}

void term_measure(struct term *term)
{
	struct winsize size;
	bool told = ioctl(term->out, TIOCGWINSZ, &size) == 0 && size.ws_row > 0 && size.ws_col > 0;
	term->rows = told ? size.ws_row : term->info.rows;
	term->columns = told ? size.ws_col : term->info.columns;
	if (term->graphics && told)
		graphics_cell(term->graphics, size.ws_xpixel / size.ws_col, size.ws_ypixel / size.ws_row);
}

void term_size(const struct term *term, unsigned *rows, unsigned *columns)
{
	*rows = term->rows;
	*columns = term->columns;
}

void term_dress(struct term *term, const struct palette *palette)
{
	writer_dress(term->writer, palette);
}

void term_redraw(struct term *term)
{
	writer_forget(term->writer);
}

__attribute__((hot))
void term_show(struct term *term, const struct canvas *canvas)
{
	if (term->graphics && graphics_clear(term->graphics, canvas, term->frame))
		term_redraw(term);
	bool anew = writer_show(term->writer, canvas, term->frame);
	if (term->graphics)
		graphics_show(term->graphics, canvas, anew, term->frame);
	append_question(term);
	write_frame(term);
}

void term_decode(struct term *term, GBytes *bytes)
{
	g_clear_pointer(&term->decoder, decoder_free);
	if (!bytes)
		return;
	term->decoder = decoder_new(term->program, bytes);
	if (term->graphics)
		graphics_want(term->graphics);
}

void term_bell(struct term *term)
{
	term_write(term, SPAN("\a"));
}

bool term_copy(struct term *term, struct span text)
{
	if (text.len == 0 || text.len > TERM_COPY_MOST)
		return false;
	char *encoded = g_base64_encode((const guchar *)text.at, text.len);
	char *sequence = g_strdup_printf("\033]52;c;%s\033\\", encoded);
	term_write(term, span_of(sequence));
	g_free(sequence);
	g_free(encoded);
	return true;
}
