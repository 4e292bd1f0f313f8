/* SPDX-License-Identifier: MIT */
/*
 * Decoding terminal input (ECMA-48 control sequences, xterm's conventions for keys). Invariant: `bytes` from `at` on
 * begin at the start of a key or sequence. Each decoder says how many bytes it took: 0 means that more are needed.
 */
#include "term/input.h"

#include <glib.h>

#include "text/utf8.h"
#include "ui/event.h"

#define ESCAPE 0x1B
#define SEQUENCE_LONGEST ((size_t)64)        /* bytes; what is longer is no sequence of a terminal's */
#define PASTE_LARGEST ((size_t)64 << 10)     /* bytes; what comes behind is dropped */
#define KEY_PATIENCE_MS 25
#define ANSWER_PATIENCE_MS 1000 /* for the end of a paste, too */
#define PASTE_END SPAN("\033[201~")

struct defined {
	GString *sequence;
	uint32_t key;
};

struct input {
	GString *bytes;
	size_t at;       /* the next byte to decode */
	GArray *defined; /* of struct defined */
	GString *paste;
	bool pasting;
	bool answers; /* a cursor report is one */
};

static void clear_defined(void *data)
{
	g_string_free(((struct defined *)data)->sequence, TRUE);
}

struct input *input_new(void)
{
	struct input *input = g_new0(struct input, 1);
	input->bytes = g_string_new(NULL);
	input->paste = g_string_new(NULL);
	input->defined = g_array_new(FALSE, FALSE, sizeof(struct defined));
	g_array_set_clear_func(input->defined, clear_defined);
	return input;
}

void input_free(struct input *input)
{
	if (!input)
		return;
	g_string_free(input->bytes, TRUE);
	g_string_free(input->paste, TRUE);
	g_array_unref(input->defined);
	g_free(input);
}

void input_define(struct input *input, struct span sequence, uint32_t key)
{
	if (sequence.len < 2 || sequence.at[0] != ESCAPE)
		return;
	struct defined defined = {g_string_new_len(sequence.at, (gssize)sequence.len), key};
	g_array_append_val(input->defined, defined);
}

void input_expect(struct input *input, bool answers)
{
	input->answers = answers;
}

__attribute__((hot))
void input_feed(struct input *input, struct span bytes)
{
	g_string_erase(input->bytes, 0, (gssize)input->at);
	input->at = 0;
	g_string_append_len(input->bytes, bytes.at, (gssize)bytes.len);
}

static struct span rest_of(const struct input *input)
{
	return (struct span){input->bytes->str + input->at, input->bytes->len - input->at};
}

int input_patience(const struct input *input)
{
	if (input->pasting || span_starts(rest_of(input), SPAN("\033_G")))
		return ANSWER_PATIENCE_MS;
	return rest_of(input).len > 0 ? KEY_PATIENCE_MS : -1;
}

/* Sequences -------------------------------------------------------------------------------------------------------- */

/*
 * What xterm and its kin send: CSI or SS3 and a final letter, or CSI number ~. Modifiers are parameters, and ignored. A
 * final R is where the cursor is: what terminals send for F3 comes from terminfo.
 */
#define FUNCTION(number) (KEY_CODE_F1 + (number) - 1)

static const struct {
	char final;
	unsigned number; /* before a ~; else 0 */
	uint32_t key;
} keys[] = {
	{'A', 0, KEY_CODE_UP},       {'B', 0, KEY_CODE_DOWN},  {'C', 0, KEY_CODE_RIGHT},  {'D', 0, KEY_CODE_LEFT},
	{'H', 0, KEY_CODE_HOME},     {'F', 0, KEY_CODE_END},   {'Z', 0, KEY_CODE_BACKTAB}, {'P', 0, KEY_CODE_F1},
	{'M', 0, '\r'},              {'~', 1, KEY_CODE_HOME},  {'~', 2, KEY_CODE_INSERT}, {'~', 3, KEY_CODE_DELETE},
	{'~', 4, KEY_CODE_END},      {'~', 5, KEY_CODE_PAGE_UP}, {'~', 6, KEY_CODE_PAGE_DOWN}, {'~', 7, KEY_CODE_HOME},
	{'~', 8, KEY_CODE_END},      {'Q', 0, FUNCTION(2)},    {'S', 0, FUNCTION(4)},     {'~', 11, FUNCTION(1)},
	{'~', 12, FUNCTION(2)},      {'~', 13, FUNCTION(3)},   {'~', 14, FUNCTION(4)},    {'~', 15, FUNCTION(5)},
	{'~', 17, FUNCTION(6)},      {'~', 18, FUNCTION(7)},   {'~', 19, FUNCTION(8)},    {'~', 20, FUNCTION(9)},
	{'~', 21, FUNCTION(10)},     {'~', 23, FUNCTION(11)},  {'~', 24, FUNCTION(12)},
};

struct sequence {
	char final;
	char middle;         /* an intermediate byte such as '$' before the final one; 0 */
	char mark;           /* a private marker such as '?' right behind the bracket; 0 */
	unsigned numbers[4]; /* the first parameters; 0 where they are missing */
	uint32_t seen;       /* a bit for each parameter below 32, of however many */
};

/* Takes a CSI sequence apart; its length, 0 where its end has not come. */
static size_t parse_csi(struct span bytes, struct sequence *sequence)
{
	*sequence = (struct sequence){0};
	unsigned which = 0, value = 0;
	for (size_t i = 2; i < bytes.len && i < SEQUENCE_LONGEST; i++) {
		unsigned char c = (unsigned char)bytes.at[i];
		bool digit = g_ascii_isdigit(c);
		if (!digit && value < 32)
			sequence->seen |= 1u << value;
		value = digit ? MIN(value * 10 + (c - '0'), 1000u) : 0;
		if (i == 2 && c >= '<' && c <= '?')
			sequence->mark = (char)c;
		else if (digit && which < G_N_ELEMENTS(sequence->numbers) && sequence->numbers[which] < 100000)
			sequence->numbers[which] = sequence->numbers[which] * 10 + (c - '0');
		else if (c == ';')
			which++;
		else if (c >= 0x20 && c <= 0x2F)
			sequence->middle = (char)c;
		else if (c >= 0x40 && c <= 0x7E && !(i == 2 && c == '[')) {
			sequence->final = (char)c;
			return i + 1;
		} else if (c < 0x20)
			return i; /* not a sequence after all: what came so far is dropped */
	}
	return bytes.len >= SEQUENCE_LONGEST ? SEQUENCE_LONGEST : 0;
}

/* The key of a final byte and its number, into `event`; false where there is none. */
static bool key_of(char final, unsigned number, struct input_event *event)
{
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++)
		if (keys[i].final == final && (final != '~' || keys[i].number == number)) {
			*event = (struct input_event){.kind = INPUT_KEY, .key = keys[i].key};
			return true;
		}
	return false;
}

/* Answers about pixels: of a cell (CSI 6;height;width t), and of the largest sixels (CSI ?2;0;width;height S). */
static bool read_pixels(const struct sequence *sequence, struct input_event *event)
{
	const unsigned *numbers = sequence->numbers;
	if (sequence->final == 't' && !sequence->mark && numbers[0] == 6)
		*event = (struct input_event){.kind = INPUT_CELL, .row = numbers[1], .column = numbers[2]};
	else if (sequence->final == 'S' && sequence->mark == '?' && numbers[0] == 2 && numbers[1] == 0)
		*event = (struct input_event){.kind = INPUT_MOST, .row = numbers[3], .column = numbers[2]};
	else
		return false;
	return true;
}

/* What a whole CSI sequence means, into `event`; false where it means nothing. */
static bool read_csi(struct input *input, const struct sequence *sequence, struct input_event *event)
{
	if (sequence->final == 'R' && input->answers && !sequence->mark) {
		*event = (struct input_event){
		    .kind = INPUT_CURSOR, .row = sequence->numbers[0], .column = sequence->numbers[1]};
		return true;
	}
	if (sequence->final == 'y' && sequence->middle == '$' && sequence->mark == '?') {
		*event = (struct input_event){
		    .kind = INPUT_MODE, .row = sequence->numbers[0], .column = sequence->numbers[1]};
		return true;
	}
	if (sequence->final == 'c' && sequence->mark == '?') {
		*event = (struct input_event){.kind = INPUT_DEVICE, .key = sequence->seen};
		return true;
	}
	if (read_pixels(sequence, event))
		return true;
	if (sequence->mark == '<' && (sequence->final == 'M' || sequence->final == 'm')) {
		*event = (struct input_event){.kind = INPUT_MOUSE,
		                              .key = sequence->numbers[0],
		                              .column = sequence->numbers[1],
		                              .row = sequence->numbers[2],
		                              .pressed = sequence->final == 'M'};
		return sequence->numbers[1] > 0 && sequence->numbers[2] > 0;
	}
	input->pasting = sequence->final == '~' && sequence->numbers[0] == 200;
	g_string_truncate(input->paste, 0);
	return !sequence->mark && key_of(sequence->final, sequence->numbers[0], event);
}

/* A sequence that terminfo defined: its length, 0 where none begins here. */
static size_t match_defined(const struct input *input, struct input_event *event)
{
	struct span rest = rest_of(input);
	for (guint i = 0; i < input->defined->len; i++) {
		const struct defined *defined = &g_array_index(input->defined, struct defined, i);
		struct span sequence = {defined->sequence->str, defined->sequence->len};
		if (span_starts(rest, sequence)) {
			*event = (struct input_event){.kind = INPUT_KEY, .key = defined->key};
			return sequence.len;
		}
	}
	return 0;
}

/* One part of a colour, one to four hexadecimal digits, from 0 to 255; negative where it is none. */
static int read_channel(struct span text, size_t *at)
{
	unsigned value = 0, most = 0;
	for (; *at < text.len && g_ascii_isxdigit(text.at[*at]) && most < 0xFFFF; (*at)++) {
		value = value * 16 + (unsigned)g_ascii_xdigit_value(text.at[*at]);
		most = most * 16 + 15;
	}
	return most ? (int)(value * 255 / most) : -1;
}

/* "rgb:ffff/ffff/ffff", as light as an eye has it. */
static bool read_light(struct span text, struct input_event *event)
{
	size_t at = span_find(text, SPAN(":"));
	int channels[3];
	for (size_t i = 0; i < G_N_ELEMENTS(channels); i++) {
		at += at < text.len;
		channels[i] = at < text.len ? read_channel(text, &at) : -1;
		if (channels[i] < 0)
			return false;
	}
	unsigned light = (unsigned)(2 * channels[0] + 7 * channels[1] + channels[2]) / 10;
	*event = (struct input_event){.kind = INPUT_GROUND, .key = light};
	return true;
}

/*
 * The colour of the background, ESC ] 1 1 ; ... and BEL or ESC \: its length, 0 where its end has not come, SIZE_MAX
 * where none begins.
 */
static size_t read_ground(struct span rest, struct input_event *event, bool *found)
{
	struct span begin = SPAN("\033]11;");
	*found = false;
	if (!span_starts(rest, span_cut(begin, 0, MIN(rest.len, begin.len))))
		return SIZE_MAX;
	size_t bell = span_find(rest, SPAN("\a")), string = span_find(rest, SPAN("\033\\")), end = MIN(bell, string);
	if (end == SPAN_NONE)
		return rest.len < SEQUENCE_LONGEST ? 0 : SEQUENCE_LONGEST;
	*found = read_light(span_cut(rest, 0, end), event);
	return end + (end == bell ? 1 : 2);
}

/*
 * An answer in kitty's protocol, ESC _ G ... ESC \: its length, 0 where its end has not come, SIZE_MAX where none
 * begins. Nobody types that.
 */
static size_t read_kitty(struct span rest, struct input_event *event)
{
	*event = (struct input_event){.kind = INPUT_KEY};
	if (!span_starts(rest, span_cut(SPAN("\033_G"), 0, MIN(rest.len, 3))))
		return SIZE_MAX;
	size_t end = span_find(rest, SPAN("\033\\"));
	if (end == SPAN_NONE)
		return rest.len < SEQUENCE_LONGEST ? 0 : SEQUENCE_LONGEST;
	*event = (struct input_event){.kind = INPUT_KITTY, .key = span_ends(span_cut(rest, 0, end), SPAN(";OK"))};
	return end + 2;
}

/*
 * What begins with Escape: its length in bytes, 0 where the rest has to be waited for; `*found` tells whether it is an
 * event. Escape before anything but a bracket or an O is the key itself, and what follows is a key of its own.
 */
static size_t decode_escape(struct input *input, bool flush, struct input_event *event, bool *found)
{
	struct span rest = rest_of(input);
	size_t taken = match_defined(input, event);
	*found = taken > 0;
	if (taken > 0)
		return taken;
	char second = rest.len > 1 ? rest.at[1] : '\0';
	struct sequence sequence;
	if (second == '[' && rest.len > 2) {
		taken = parse_csi(rest, &sequence);
		*found = taken > 0 && read_csi(input, &sequence, event);
		return taken > 0 || !flush ? taken : rest.len;
	}
	if (second == 'O' && rest.len > 2) {
		*found = key_of(rest.at[2], 0, event);
		return 3;
	}
	if (second == '_' && (rest.len > 2 || !flush) && (taken = read_kitty(rest, event)) != SIZE_MAX) {
		*found = taken > 0 && event->kind == INPUT_KITTY;
		return taken > 0 || !flush ? taken : rest.len;
	}
	if (second == ']' && (rest.len > 2 || !flush) && (taken = read_ground(rest, event, found)) != SIZE_MAX)
		return taken > 0 || !flush ? taken : rest.len;
	if (!flush && (rest.len == 1 || ((second == '[' || second == 'O') && rest.len == 2)))
		return 0;
	*event = (struct input_event){.kind = INPUT_KEY, .key = ESCAPE};
	*found = true;
	return 1;
}

/* Whether the bytes of the last character of `rest` may still come. */
static bool is_cut(struct span rest)
{
	unsigned char lead = (unsigned char)rest.at[0];
	size_t len = lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
	for (size_t i = 1; i < rest.len && i < len; i++)
		if (((unsigned char)rest.at[i] & 0xC0) != 0x80)
			return false;
	return rest.len < len;
}

static bool decode_character(struct input *input, bool flush, struct input_event *event)
{
	struct span rest = rest_of(input);
	if (!flush && is_cut(rest))
		return false;
	size_t taken = 0;
	*event = (struct input_event){.kind = INPUT_KEY, .key = utf8_next(rest, &taken)};
	input->at += taken;
	return true;
}

/* How many bytes at the end of `text` may be the beginning of the paste's end mark. */
static size_t held_back(struct span text)
{
	for (size_t len = PASTE_END.len - 1; len > 0; len--)
		if (span_ends(text, span_cut(PASTE_END, 0, len)))
			return len;
	return 0;
}

/* Gathers pasted text up to its end mark; true when that came, or nothing more will. */
static bool decode_paste(struct input *input, bool flush, struct input_event *event)
{
	struct span rest = rest_of(input);
	size_t end = span_find(rest, PASTE_END);
	size_t len = end != SPAN_NONE ? end : flush ? rest.len : rest.len - held_back(rest);
	size_t room = PASTE_LARGEST - MIN(input->paste->len, PASTE_LARGEST);
	g_string_append_len(input->paste, rest.at, (gssize)MIN(len, room));
	input->at += len + (end != SPAN_NONE ? PASTE_END.len : 0);
	if (end == SPAN_NONE && !flush)
		return false;
	input->pasting = false;
	*event = (struct input_event){.kind = INPUT_PASTE, .text = {input->paste->str, input->paste->len}};
	return true;
}

__attribute__((hot))
bool input_next(struct input *input, bool flush, struct input_event *event)
{
	if (input->pasting)
		return decode_paste(input, flush, event);
	while (rest_of(input).len > 0) {
		if (input->bytes->str[input->at] != ESCAPE)
			return decode_character(input, flush, event);
		bool found;
		size_t taken = decode_escape(input, flush, event, &found);
		if (taken == 0)
			return false;
		input->at += taken;
		if (found || input->pasting)
			return found || input_next(input, flush, event);
	}
	return false;
}
