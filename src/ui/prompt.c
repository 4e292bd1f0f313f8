/* SPDX-License-Identifier: MIT */
/*
 * The line editor. The text is UTF-8 without controls; `point` is a byte offset at the border of a code point. Borders
 * between visible characters are found by walking the glyphs from the start: a line is short, and it is bounded.
 */
#include "ui/prompt.h"

#include <glib.h>

#include "text/utf8.h"
#include "ui/event.h"

/* More than this is not typed, and a paste is cut. Bytes. */
#define PROMPT_MAX 4096

struct prompt {
	char *label;
	const struct widths *widths; /* borrowed */
	GString *text;
	size_t point;
	bool suggested; /* the text, by the program */
};

struct prompt *prompt_new(const char *label, const struct widths *widths)
{
	struct prompt *prompt = g_new0(struct prompt, 1);
	prompt->label = g_strdup(label);
	prompt->widths = widths;
	prompt->text = g_string_new(NULL);
	return prompt;
}

void prompt_free(struct prompt *prompt)
{
	if (!prompt)
		return;
	g_free(prompt->label);
	g_string_free(prompt->text, TRUE);
	g_free(prompt);
}

struct span prompt_text(const struct prompt *prompt)
{
	return (struct span){prompt->text->str, prompt->text->len};
}

size_t prompt_point(const struct prompt *prompt)
{
	return prompt->point;
}

/* Where the visible character before `byte` begins; 0 at the start. What shows nothing belongs to the one before it. */
static size_t border_before(const struct prompt *prompt, size_t byte)
{
	struct glyph glyph;
	size_t border = 0;
	for (size_t at = 0; glyph_next(prompt->widths, prompt_text(prompt), &at, &glyph) && glyph.from < byte;)
		if (glyph.columns > 0)
			border = glyph.from;
	return border;
}

/* Where the next visible character behind `byte` begins, or the end. */
static size_t border_after(const struct prompt *prompt, size_t byte)
{
	struct glyph glyph;
	for (size_t at = 0; glyph_next(prompt->widths, prompt_text(prompt), &at, &glyph);)
		if (glyph.columns > 0 && glyph.from > byte)
			return glyph.from;
	return prompt->text->len;
}

static enum prompt_result move_to(struct prompt *prompt, size_t point)
{
	prompt->point = point;
	return PROMPT_MOVED;
}

static enum prompt_result erase(struct prompt *prompt, size_t from, size_t to)
{
	prompt->point = from;
	if (from == to)
		return PROMPT_MOVED;
	g_string_erase(prompt->text, (gssize)from, (gssize)(to - from));
	return PROMPT_CHANGED;
}

static enum prompt_result insert(struct prompt *prompt, uint32_t code)
{
	char bytes[4];
	size_t len = utf8_put(bytes, code);
	if (prompt->text->len + len > PROMPT_MAX)
		return PROMPT_MOVED;
	g_string_insert_len(prompt->text, (gssize)prompt->point, bytes, (gssize)len);
	prompt->point += len;
	return PROMPT_CHANGED;
}

/* Of text that nobody typed here: a tab or the end of a line becomes a blank, any other control is left out. */
static enum prompt_result insert_foreign(struct prompt *prompt, uint32_t code)
{
	if (code == '\t' || code == '\n')
		code = ' ';
	return code_is_control(code) ? PROMPT_MOVED : insert(prompt, code);
}

static enum prompt_result go_left(struct prompt *prompt)
{
	return move_to(prompt, border_before(prompt, prompt->point));
}

static enum prompt_result go_right(struct prompt *prompt)
{
	return move_to(prompt, border_after(prompt, prompt->point));
}

static enum prompt_result go_start(struct prompt *prompt)
{
	return move_to(prompt, 0);
}

static enum prompt_result go_end(struct prompt *prompt)
{
	return move_to(prompt, prompt->text->len);
}

static enum prompt_result erase_back(struct prompt *prompt)
{
	if (prompt->text->len == 0)
		return PROMPT_CANCELLED;
	return erase(prompt, border_before(prompt, prompt->point), prompt->point);
}

static enum prompt_result erase_here(struct prompt *prompt)
{
	return erase(prompt, prompt->point, border_after(prompt, prompt->point));
}

static enum prompt_result erase_to_start(struct prompt *prompt)
{
	return erase(prompt, 0, prompt->point);
}

static enum prompt_result erase_to_end(struct prompt *prompt)
{
	return erase(prompt, prompt->point, prompt->text->len);
}

/* Back over blanks, then over what is no blank. */
static enum prompt_result erase_word(struct prompt *prompt)
{
	size_t from = prompt->point;
	bool in_word = false;
	while (from > 0) {
		size_t at = from;
		bool space = code_is_space(utf8_previous(prompt_text(prompt), &at));
		if (space && in_word)
			break;
		in_word = !space;
		from = at;
	}
	return erase(prompt, from, prompt->point);
}

static enum prompt_result accept(struct prompt *prompt)
{
	(void)prompt;
	return PROMPT_ACCEPTED;
}

static enum prompt_result cancel(struct prompt *prompt)
{
	(void)prompt;
	return PROMPT_CANCELLED;
}

#define CONTROL(letter) ((letter) - '@')

static const struct {
	uint32_t key;
	enum prompt_result (*edit)(struct prompt *prompt);
} edits[] = {
	{'\r', accept},
	{'\n', accept},
	{CONTROL('['), cancel},
	{CONTROL('G'), cancel},
	{CONTROL('C'), cancel},
	{KEY_CODE_LEFT, go_left},
	{CONTROL('B'), go_left},
	{KEY_CODE_RIGHT, go_right},
	{CONTROL('F'), go_right},
	{KEY_CODE_HOME, go_start},
	{CONTROL('A'), go_start},
	{KEY_CODE_END, go_end},
	{CONTROL('E'), go_end},
	{KEY_CODE_BACKSPACE, erase_back},
	{CONTROL('H'), erase_back},
	{127, erase_back},
	{KEY_CODE_DELETE, erase_here},
	{CONTROL('D'), erase_here},
	{CONTROL('U'), erase_to_start},
	{CONTROL('K'), erase_to_end},
	{CONTROL('W'), erase_word},
};

/* Something is typed: it takes the place of what was suggested. */
static void drop_suggestion(struct prompt *prompt)
{
	if (prompt->suggested)
		erase(prompt, 0, prompt->text->len);
	prompt->suggested = false;
}

enum prompt_result prompt_key(struct prompt *prompt, uint32_t key)
{
	for (size_t i = 0; i < G_N_ELEMENTS(edits); i++) {
		if (edits[i].key == key) {
			prompt->suggested = false;
			return edits[i].edit(prompt);
		}
	}
	if (key < ' ' || key >= KEY_CODE_FIRST || code_is_control(key))
		return PROMPT_IGNORED;
	drop_suggestion(prompt);
	return insert(prompt, key);
}

void prompt_suggest(struct prompt *prompt, struct span text)
{
	prompt_replace(prompt, 0, prompt->text->len, text);
	prompt->suggested = prompt->text->len > 0;
}

void prompt_toggle(struct prompt *prompt, char mark)
{
	if (prompt->text->len > 0 && prompt->text->str[0] == mark) {
		g_string_erase(prompt->text, 0, 1);
		prompt->point -= prompt->point > 0;
	} else if (prompt->text->len < PROMPT_MAX) {
		g_string_prepend_c(prompt->text, mark);
		prompt->point++;
	}
}

enum prompt_result prompt_paste(struct prompt *prompt, struct span text)
{
	enum prompt_result result = PROMPT_MOVED;
	struct span line;
	text = span_trim(text);
	if (!span_line(&text, &line))
		return result;
	drop_suggestion(prompt);
	for (size_t at = 0; at < line.len;)
		if (insert_foreign(prompt, utf8_next(line, &at)) == PROMPT_CHANGED)
			result = PROMPT_CHANGED;
	return result;
}

void prompt_replace(struct prompt *prompt, size_t from, size_t to, struct span text)
{
	to = MIN(to, prompt->text->len);
	from = MIN(from, to);
	g_string_erase(prompt->text, (gssize)from, (gssize)(to - from));
	prompt->point = from;
	for (size_t at = 0; at < text.len;)
		insert_foreign(prompt, utf8_next(text, &at));
}

/* The first byte to draw, so that the insertion point and one cell for it fit into `room`; `before`: cells up to it. */
static size_t first_shown(const struct prompt *prompt, size_t room, size_t *before)
{
	struct glyph glyph;
	size_t first = 0;
	*before = width_text(prompt->widths, span_cut(prompt_text(prompt), 0, prompt->point));
	while (*before + 1 > room && glyph_next(prompt->widths, prompt_text(prompt), &first, &glyph))
		*before -= MIN(*before, glyph.columns);
	return MIN(first, prompt->point);
}

bool prompt_draw(const struct prompt *prompt, struct canvas *canvas, struct rect area, struct span note)
{
	canvas_fill(canvas, (struct rect){area.row, area.column, 1, area.columns}, STYLE_PROMPT);
	unsigned used = canvas_text(canvas, area.row, area.column, area.columns, span_of(prompt->label), STYLE_PROMPT,
	                            STYLE_BOLD);
	unsigned room = area.columns - used;
	size_t wanted = width_text(canvas->widths, note);
	bool fits = wanted + 8 < room;
	if (wanted > 0 && fits) {
		canvas_text(canvas, area.row, area.column + area.columns - (unsigned)wanted, (unsigned)wanted, note,
		            STYLE_STATUS, 0);
		room -= (unsigned)wanted + 1;
	}
	size_t before;
	struct span shown = span_from(prompt_text(prompt), first_shown(prompt, room, &before));
	enum style style = prompt->suggested ? STYLE_SELECTION : STYLE_PROMPT;
	canvas_text(canvas, area.row, area.column + used, room, shown, style, 0);
	canvas_cursor(canvas, area.row, area.column + used + (unsigned)before);
	return fits || wanted == 0;
}
