/* SPDX-License-Identifier: MIT */
/* Bytes from a terminal and the events that they are, whole and byte by byte. */
#include <glib.h>

#include "term/input.h"
#include "ui/event.h"

static void write_event(GString *out, const struct input_event *event)
{
	static const struct {
		uint32_t key;
		const char *name;
	} names[] = {
		{'\r', "Enter"},           {KEY_CODE_UP, "Up"},          {KEY_CODE_HOME, "Home"},
		{KEY_CODE_END, "End"},     {KEY_CODE_PAGE_DOWN, "PgDn"}, {KEY_CODE_BACKTAB, "BTab"},
		{KEY_CODE_F1, "F1"},       {KEY_CODE_LEFT, "Left"},      {0x1B, "Esc"},
		{KEY_CODE_DELETE, "Del"},  {KEY_CODE_F1 + 4, "F5"},      {KEY_CODE_F12, "F12"},
	};
	switch (event->kind) {
	case INPUT_PASTE:
		g_string_append_printf(out, "paste(%.*s) ", (int)event->text.len, event->text.at);
		return;
	case INPUT_CURSOR:
		g_string_append_printf(out, "cursor(%u,%u) ", event->row, event->column);
		return;
	case INPUT_MODE:
		g_string_append_printf(out, "mode(%u,%u) ", event->row, event->column);
		return;
	case INPUT_MOUSE:
		g_string_append_printf(out, "mouse(%u,%u,%u%s) ", event->key, event->row, event->column,
		                       event->pressed ? "" : " up");
		return;
	case INPUT_DEVICE:
		g_string_append(out, event->key & 1u << 4 ? "device with sixels " : "device ");
		return;
	case INPUT_CELL:
		g_string_append_printf(out, "cell(%u,%u) ", event->row, event->column);
		return;
	case INPUT_MOST:
		g_string_append_printf(out, "most(%u,%u) ", event->row, event->column);
		return;
	case INPUT_KITTY:
		g_string_append_printf(out, "kitty(%u) ", event->key);
		return;
	case INPUT_GROUND:
		g_string_append_printf(out, "ground(%u) ", event->key);
		return;
	case INPUT_KEY:
		break;
	}
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (names[i].key == event->key) {
			g_string_append_printf(out, "%s ", names[i].name);
			return;
		}
	g_string_append_unichar(out, event->key);
	g_string_append_c(out, ' ');
}

static void drain(struct input *input, bool flush, GString *out)
{
	struct input_event event;
	while (input_next(input, flush, &event))
		write_event(out, &event);
}

/* The events of `bytes` fed in pieces of `piece` bytes, then flushed. */
static char *events_of(struct span bytes, size_t piece, bool answers)
{
	struct input *input = input_new();
	GString *out = g_string_new(NULL);
	input_define(input, SPAN("\033[[A"), KEY_CODE_F1);
	input_define(input, SPAN("x"), KEY_CODE_F1);
	input_expect(input, answers);
	for (size_t at = 0; at < bytes.len; at += piece) {
		input_feed(input, span_cut(bytes, at, at + piece));
		drain(input, false, out);
	}
	drain(input, true, out);
	g_assert_cmpint(input_patience(input), ==, -1);
	input_free(input);
	return g_string_free(out, FALSE);
}

static void test_events(void)
{
	static const struct {
		const char *bytes;
		bool answers;
		const char *events;
	} cases[] = {
		{"jx剪報", false, "j x 剪 報 "},
		{"\r\033[A\033OA\033[1;5A", false, "Enter Up Up Up "},
		{"\033[H\033OF\033[1~\033[4~\033[6~\033[3~\033[Z\033OP\033[11~", false,
		 "Home End Home End PgDn Del BTab F1 F1 "},
		{"\033[[A", false, "F1 "},
		{"\033[15~\033[24~\033[15;2~\033[16~", false, "F5 F12 F5 "},
		{"\033", false, "Esc "},
		{"\033j", false, "Esc j "},
		{"\033\033[D", false, "Esc Left "},
		{"\033[", false, "Esc [ "},
		{"a\033[200~粘贴\033[31m\njk\033[201~b", false, "a paste(粘贴\033[31m\njk) b "},
		{"\033[200~no end", false, "paste(no end) "},
		{"\033[2;3R", true, "cursor(2,3) "},
		{"\033[2;3Rj\033[2;2R\033[?62;c", true, "cursor(2,3) j cursor(2,2) device "},
		{"\033[1;2R", false, ""},
		{"\033[?1;2c", false, "device "},
		{"\033[?62;1;2;6;4;9;22cq", false, "device with sixels q "},
		{"\033[?62;14;44c", false, "device "},
		{"\033[6;20;10tq\033[4;600;800t", false, "cell(20,10) q "},
		{"\033[?2;0;1000;800Sq\033[?2;3;0S", false, "most(800,1000) q "},
		{"\033_Gi=31;OK\033\\q", false, "kitty(1) q "},
		{"\033_Gi=31;ENOTSUPPORTED:no\033\\q", false, "kitty(0) q "},
		{"\033_q", false, "Esc _ q "},
		{"\033_", false, "Esc _ "},
		{"\033_Gnothing", false, ""},
		{"\033]11;rgb:ffff/ffff/ffff\033\\q", false, "ground(255) q "},
		{"\033]11;rgb:00/80/0\aq", false, "ground(89) q "},
		{"\033]11;rgba:0000/0000/0000/ffff\033\\", false, "ground(0) "},
		{"\033]11;rgb:ffff/ffff\aq\033]11;?\aq", false, "q q "},
		{"\033]", false, "Esc ] "},
		{"\033]1", false, ""},
		{"\033[<0;12;3Mj\033[<0;12;3m\033[<65;1;2M", false, "mouse(0,3,12) j mouse(0,3,12 up) mouse(65,2,1) "},
		{"\033[<0;0;3Mj\033[<0Mj", false, "j j "},
		{"\033[?2026;2$yq", false, "mode(2026,2) q "},
		{"\033[97;5uj\033[<0;10;5Mk", false, "j mouse(0,5,10) k "},
		{"\033[I\033[Oq", false, "q "},
		{"\033[1\x03q", false, "\x03 q "},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct span bytes = span_of(cases[i].bytes);
		char *whole = events_of(bytes, bytes.len, cases[i].answers);
		char *pieces = events_of(bytes, 1, cases[i].answers);
		g_assert_cmpstr(whole, ==, cases[i].events);
		g_assert_cmpstr(pieces, ==, cases[i].events);
		g_free(whole);
		g_free(pieces);
	}
}

/* A paste beyond the limit is cut, not lost, and what follows it counts. */
static void test_large_paste(void)
{
	struct input *input = input_new();
	GString *bytes = g_string_new("\033[200~");
	for (int i = 0; i < 200000; i++)
		g_string_append_c(bytes, 'p');
	g_string_append(bytes, "\033[201~q");
	input_feed(input, (struct span){bytes->str, bytes->len});
	struct input_event event;
	g_assert_true(input_next(input, false, &event));
	g_assert_cmpint(event.kind, ==, INPUT_PASTE);
	g_assert_cmpuint(event.text.len, ==, 64 << 10);
	g_assert_true(input_next(input, false, &event));
	g_assert_cmpuint(event.key, ==, 'q');
	g_string_free(bytes, TRUE);
	input_free(input);
}

/* Whatever a terminal sends, nothing but events comes out, the same in pieces as at once; nothing is left behind. */
static void test_noise(void)
{
	GRand *random = g_rand_new_with_seed(7);
	for (int round = 0; round < 2000; round++) {
		char bytes[40];
		static const char alphabet[] = "\033[O0129;~?<ABRcMuZ_GSt\\\xE5\x89\xAAj\r";
		for (size_t i = 0; i < sizeof bytes; i++)
			bytes[i] = alphabet[g_rand_int_range(random, 0, (gint32)sizeof alphabet - 1)];
		struct span noise = {bytes, sizeof bytes};
		char *whole = events_of(noise, sizeof bytes, round % 2);
		char *pieces = events_of(noise, (size_t)g_rand_int_range(random, 1, 9), round % 2);
		g_assert_cmpstr(pieces, ==, whole);
		g_free(pieces);
		g_free(whole);
	}
	g_rand_free(random);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/input/events", test_events);
	g_test_add_func("/input/large_paste", test_large_paste);
	g_test_add_func("/input/noise", test_noise);
	return g_test_run();
}
