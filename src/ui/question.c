/* SPDX-License-Identifier: MIT */
/*
 * The question box. What is asked stays in its first row; the lines below it are cut into rows at the cells of the box,
 * for an address has to be shown as it is. `top` is the first of these rows that shows.
 */
#include "ui/question.h"

#include <glib.h>
#include <glib/gi18n.h>
#include <stdbool.h>

#include "ui/event.h"
#include "ui/keymap.h"

struct question {
	char *ask;
	GString *about;
	size_t top;
};

struct question *question_new(const char *ask, struct span about)
{
	struct question *question = g_new0(struct question, 1);
	question->ask = g_strdup(ask);
	question->about = g_string_new_len(about.at, (gssize)about.len);
	return question;
}

void question_free(struct question *question)
{
	if (!question)
		return;
	g_free(question->ask);
	g_string_free(question->about, TRUE);
	g_free(question);
}

struct span question_about(const struct question *question)
{
	return (struct span){question->about->str, question->about->len};
}

static enum answer yes(struct question *question)
{
	(void)question;
	return ANSWER_YES;
}

static enum answer no(struct question *question)
{
	(void)question;
	return ANSWER_NO;
}

/* question_draw() stops it at the end. */
static enum answer down(struct question *question)
{
	question->top++;
	return ANSWER_NONE;
}

static enum answer up(struct question *question)
{
	question->top -= question->top > 0;
	return ANSWER_NONE;
}

static const struct {
	uint32_t key;
	enum answer (*answer)(struct question *question);
} answers[] = {
	{'y', yes},
	{'Y', yes},
	{'n', no},
	{'N', no},
	{'q', no},
	{KEY_ESCAPE, no},
	{'G' - '@', no},
	{'C' - '@', no},
	{'j', down},
	{KEY_CODE_DOWN, down},
	{'k', up},
	{KEY_CODE_UP, up},
};

/* Whether `key` is among letters, as people of a language would answer. */
static bool is_among(const char *letters, uint32_t key)
{
	for (; *letters; letters = g_utf8_next_char(letters))
		if (g_utf8_get_char(letters) == key)
			return true;
	return false;
}

enum answer question_key(struct question *question, uint32_t key)
{
	key = key_plain(key);
	if (is_among(C_("letters that answer yes, beside y", "y"), key))
		return ANSWER_YES;
	if (is_among(C_("letters that answer no, beside n", "n"), key))
		return ANSWER_NO;
	for (size_t i = 0; i < G_N_ELEMENTS(answers); i++)
		if (answers[i].key == key)
			return answers[i].answer(question);
	return ANSWER_NONE;
}

/* Where each row of `text` begins, in bytes; at least one glyph goes into a row, and a line feed ends one. */
static GArray *cut_rows(struct span text, const struct widths *widths, unsigned columns)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(size_t));
	struct glyph glyph;
	size_t used = 0;
	bool begin = true;
	for (size_t at = 0; glyph_next(widths, text, &at, &glyph);) {
		bool ends = text.at[glyph.from] == '\n';
		if (begin || (!ends && used + glyph.columns > columns)) {
			g_array_append_val(rows, glyph.from);
			used = 0;
		}
		begin = ends;
		used += ends ? 0 : glyph.columns;
	}
	return rows;
}

/* Draws the rows of `text` from `first` on, as many as `area` has. */
static void draw_rows(struct canvas *canvas, struct rect area, struct span text, const GArray *rows, size_t first,
                      enum style style)
{
	for (unsigned i = 0; i < area.rows && first + i < rows->len; i++) {
		size_t next = first + i + 1;
		size_t from = g_array_index(rows, size_t, first + i);
		size_t to = next < rows->len ? g_array_index(rows, size_t, next) : text.len;
		to -= to > from && text.at[to - 1] == '\n';
		canvas_field(canvas, area.row + i, area.column, area.columns, span_cut(text, from, to), style, 0);
	}
}

/* The line above the question, or a blank one; at its right, whether the text goes on. */
static void draw_rule(struct canvas *canvas, unsigned row, struct rect area, bool rule, bool more)
{
	for (unsigned i = 0; i < area.columns; i++)
		canvas_text(canvas, row, area.column + i, 1, rule ? SPAN("-") : SPAN(" "), STYLE_BORDER, 0);
	if (more && area.columns > 8)
		canvas_text(canvas, row, area.column + area.columns - 7, 5, SPAN(" j k "), STYLE_KEY, 0);
}

void question_draw(struct question *question, struct canvas *canvas, struct rect area, bool rule)
{
	struct span ask = span_of(question->ask), about = question_about(question);
	if (area.rows == 0 || area.columns == 0)
		return;
	GArray *ask_rows = cut_rows(ask, canvas->widths, area.columns);
	GArray *about_rows = cut_rows(about, canvas->widths, area.columns);
	unsigned asked = MIN(ask_rows->len, MAX(area.rows - 1, 1));
	unsigned room = area.rows - asked - (area.rows > asked ? 1 : 0);
	unsigned told = MIN(about_rows->len, room);
	unsigned row = area.row + area.rows - asked - told;
	question->top = MIN(question->top, about_rows->len - told);
	if (row > area.row)
		draw_rule(canvas, row - 1, area, rule, told < about_rows->len);
	draw_rows(canvas, (struct rect){row, area.column, asked, area.columns}, ask, ask_rows, 0, STYLE_PROMPT);
	draw_rows(canvas, (struct rect){row + asked, area.column, told, area.columns}, about, about_rows, question->top,
	          STYLE_ADDRESS);
	canvas_cursor(canvas, row, area.column);
	g_array_unref(ask_rows);
	g_array_unref(about_rows);
}
