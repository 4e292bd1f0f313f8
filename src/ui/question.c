/* SPDX-License-Identifier: MIT */
/*
 * The question box. What is asked stays in its first row; the text below it is cut into rows at the cells of the box,
 * for an address has to be shown as it is. `top` is the first of these rows that shows.
 */
#include "ui/question.h"

#include <glib.h>

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
	{27, no},
	{'G' - '@', no},
	{'C' - '@', no},
	{'j', down},
	{KEY_CODE_DOWN, down},
	{'k', up},
	{KEY_CODE_UP, up},
};

enum answer question_key(struct question *question, uint32_t key)
{
	key = key_plain(key);
	for (size_t i = 0; i < G_N_ELEMENTS(answers); i++)
		if (answers[i].key == key)
			return answers[i].answer(question);
	return ANSWER_NONE;
}

/* Where each row of the text begins, in bytes; at least one cluster goes into a row. */
static GArray *cut_rows(const struct question *question, const struct widths *widths, unsigned columns)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(size_t));
	struct glyph glyph;
	size_t used = 0;
	for (size_t at = 0; glyph_next(widths, question_about(question), &at, &glyph);) {
		if (rows->len == 0 || used + glyph.columns > columns) {
			g_array_append_val(rows, glyph.from);
			used = 0;
		}
		used += glyph.columns;
	}
	return rows;
}

static void draw_rule(struct canvas *canvas, unsigned row, struct rect area)
{
	for (unsigned i = 0; i < area.columns; i++)
		canvas_text(canvas, row, area.column + i, 1, SPAN("-"), STYLE_BORDER, 0);
}

void question_draw(struct question *question, struct canvas *canvas, struct rect area)
{
	if (area.rows == 0 || area.columns == 0)
		return;
	GArray *rows = cut_rows(question, canvas->widths, area.columns);
	unsigned shown = MIN(rows->len, area.rows - 1);
	unsigned first = area.row + area.rows - shown;
	question->top = MIN(question->top, rows->len - shown);
	if (first > area.row + 1)
		draw_rule(canvas, first - 2, area);
	canvas_field(canvas, first - 1, area.column, area.columns, span_of(question->ask), STYLE_PROMPT, STYLE_BOLD);
	for (unsigned i = 0; i < shown; i++) {
		size_t row = question->top + i;
		size_t end = row + 1 < rows->len ? g_array_index(rows, size_t, row + 1) : question->about->len;
		struct span text = span_cut(question_about(question), g_array_index(rows, size_t, row), end);
		canvas_field(canvas, first + i, area.column, area.columns, text, STYLE_ADDRESS, 0);
	}
	if (shown < rows->len)
		canvas_text(canvas, first - 1, area.column + area.columns - MIN(area.columns, 6), 6, SPAN(" [j k]"),
		            STYLE_KEY, 0);
	canvas_cursor(canvas, first - 1, area.column + (unsigned)width_text(canvas->widths, span_of(question->ask)));
	g_array_unref(rows);
}
