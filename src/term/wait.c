/* SPDX-License-Identifier: MIT */
/*
 * Waiting for the terminal, for a worker's news or for a signal. What comes in is taken apart by term/input; what
 * answers the probe goes there, and the rest becomes events.
 */
#include <errno.h>
#include <poll.h>

#include "term/memory.h"
#include "term/term_state.h"
#include "text/utf8.h"

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
void term_handle_signals(struct term *term)
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

/* The buttons of xterm's numbers that mean something; modifiers make them mean nothing. */
static bool mouse_event(const struct input_event *input, struct event *event)
{
	static const struct {
		uint32_t button;
		bool pressed;
		enum mouse_event mouse;
	} buttons[] = {
		{0, true, MOUSE_PRESS},      {0, false, MOUSE_RELEASE},     {32, true, MOUSE_DRAG},
		{64, true, MOUSE_WHEEL_UP}, {65, true, MOUSE_WHEEL_DOWN},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(buttons); i++) {
		if (buttons[i].button != input->key || buttons[i].pressed != input->pressed)
			continue;
		*event = (struct event){
			.kind = EVENT_MOUSE,
			.mouse = buttons[i].mouse,
			.row = input->row - 1,
			.column = input->column - 1,
		};
		return true;
	}
	return false;
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
		memory_keep(term->in, term->widths);
	g_clear_pointer(&term->probe, probe_free);
	input_expect(term->input, false);
	return changed;
}

/* An answer about pictures; true where there will be some. */
static bool graphics_event(struct term *term, const struct input_event *answer, struct event *event)
{
	if (answer->kind == INPUT_KITTY)
		graphics_kitty(term->graphics, answer->key != 0);
	if (answer->kind == INPUT_CELL)
		graphics_cell(term->graphics, answer->column, answer->row);
	if (answer->kind == INPUT_MOST)
		graphics_most(term->graphics, answer->column, answer->row);
	if (answer->kind != INPUT_DEVICE || !graphics_is_asking(term->graphics) ||
	    !graphics_device(term->graphics, answer->key))
		return false;
	*event = (struct event){.kind = EVENT_GRAPHICS};
	graphics_cell_size(term->graphics, &event->columns, &event->rows);
	return true;
}

/* A picture was decoded, or cannot be. */
static bool picture_event(struct term *term, struct event *event)
{
	enum decode_result result;
	raster_unref(term->raster);
	term->raster = decoder_take(term->decoder, &result);
	g_clear_pointer(&term->decoder, decoder_free);
	*event = (struct event){.kind = EVENT_PICTURE, .raster = term->raster, .message = decode_message(result)};
	return true;
}

/* Backgrounds are lighter or darker than this. */
#define LIGHT 128u

/* An answer of the terminal; true where it is an event for the app. */
static bool answer_event(struct term *term, const struct input_event *answer, struct event *event)
{
	if (answer->kind == INPUT_GROUND) {
		*event = (struct event){.kind = EVENT_GROUND, .light = answer->key >= LIGHT};
		return true;
	}
	if (term->graphics && !term->probe)
		return graphics_event(term, answer, event);
	if (!term->probe)
		return false;
	if (answer->kind == INPUT_CURSOR) {
		probe_cursor(term->probe, answer->row, answer->column);
		if (!term->leaving)
			term_ask(term);
		return false;
	}
	if (answer->kind == INPUT_MODE) {
		term->synchronized = probe_synchronizes(answer->row, answer->column);
		return false;
	}
	if (answer->kind != INPUT_DEVICE)
		return false;
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
	if (term->answers.length > 0) {
		struct event *answer = g_queue_pop_head(&term->answers);
		*event = *answer;
		g_free(answer);
		return true;
	}
	struct input_event input;
	while (input_next(term->input, flush, &input)) {
		if (input.kind == INPUT_KEY)
			return key_event(input.key, event);
		if (input.kind == INPUT_MOUSE) {
			if (mouse_event(&input, event))
				return true;
			continue;
		}
		if (input.kind == INPUT_PASTE)
			return paste_event(term, input.text, event);
		if (answer_event(term, &input, event))
			return true;
	}
	return false;
}

static bool is_asking(const struct term *term)
{
	return (term->probe && probe_is_waiting(term->probe)) ||
	       (term->graphics && graphics_is_asking(term->graphics));
}

/* Of what came meanwhile keys and answers are kept for term_wait(). */
static void keep_ahead(struct term *term)
{
	struct input_event input;
	struct event event;
	while (input_next(term->input, false, &input)) {
		if (input.kind == INPUT_KEY)
			g_array_append_val(term->ahead, input.key);
		else if (input.kind != INPUT_MOUSE && input.kind != INPUT_PASTE && answer_event(term, &input, &event))
			g_queue_push_tail(&term->answers, g_memdup2(&event, sizeof(event)));
	}
}

/* Who does not answer at all, or too late, is not asked any further. */
static void stop_asking(struct term *term)
{
	g_clear_pointer(&term->probe, probe_free);
	input_expect(term->input, false);
	if (term->graphics && graphics_is_asking(term->graphics))
		graphics_device(term->graphics, 0);
}

/* How long, in milliseconds: few networks are slower, and whoever leaves hardly waits. */
#define SETTLE_MS 250

void term_settle(struct term *term)
{
	int64_t end = g_get_monotonic_time() + SETTLE_MS * 1000, left = SETTLE_MS;
	struct pollfd ready = {.fd = term->in, .events = POLLIN};
	term->leaving = true;
	for (keep_ahead(term); is_asking(term) && left > 0; keep_ahead(term)) {
		if (poll(&ready, 1, (int)left) > 0 && !term_read(term))
			break;
		left = (end - g_get_monotonic_time()) / 1000;
	}
	if (is_asking(term))
		stop_asking(term);
	term->leaving = false;
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
	term_measure(term);
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
static int wait_for(struct term *term, struct pollfd ready[3], int timeout_ms)
{
	struct timespec wait = {timeout_ms / 1000, (long)(timeout_ms % 1000) * 1000000};
	return ppoll(ready, 3, timeout_ms < 0 ? NULL : &wait, &term->waiting);
}

/*
 * How long the rest of what has begun is still waited for, in milliseconds, whatever else comes meanwhile: Escape has
 * to be heard while there are news all the time. -1 where nothing has begun.
 */
static int patience_left(const struct term *term)
{
	int patience = input_patience(term->input);
	int64_t waited = (g_get_monotonic_time() - term->read_us) / 1000;
	return patience < 0 ? -1 : (int)CLAMP(patience - waited, 0, patience);
}

__attribute__((hot))
bool term_wait(struct term *term, int fd, int timeout_ms, struct event *event)
{
	bool flush = false;
	for (;;) {
		bool end;
		if (signal_event(term, event, &end))
			return !end;
		if (next_event(term, flush, event))
			return true;
		int wait_ms = shorter(timeout_ms, patience_left(term));
		struct pollfd ready[3] = {{.fd = term->in, .events = POLLIN},
		                          {.fd = fd, .events = POLLIN},
		                          {.fd = term->decoder ? decoder_fd(term->decoder) : -1, .events = POLLIN}};
		int count = wait_for(term, ready, wait_ms);
		if (count < 0 && errno != EINTR)
			return false;
		flush = count >= 0 && !ready[0].revents && patience_left(term) == 0;
		if (count < 0 || flush)
			continue;
		if (count == 0 && wait_ms != timeout_ms)
			continue;
		if (count == 0) {
			*event = (struct event){.kind = EVENT_TICK};
			return true;
		}
		/* The terminal may be gone (its window was closed): there is nobody left to show anything to. */
		if (ready[0].revents && !term_read(term)) {
			end_asked = SIGHUP;
			return false;
		}
		if (!ready[0].revents && ready[2].revents)
			return picture_event(term, event);
		if (!ready[0].revents) {
			*event = (struct event){.kind = EVENT_NEWS};
			return true;
		}
	}
}
