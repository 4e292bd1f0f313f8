/* SPDX-License-Identifier: MIT */
/*
 * Writes the arrays of an article by hand: the text with its separators as article.h tells them, and one block for each
 * piece. Nothing is guessed or cleaned away here, as the builder would; what is added comes from the program itself or
 * out of articles, which are clean.
 */
#include "ui/sheet.h"

#include <glib.h>
#include <string.h>

struct sheet {
	char *title;
	GString *text;
	GArray *blocks;    /* struct block */
	GArray *marks;     /* struct mark */
	uint16_t tables;   /* begun so far */
	uint32_t row;      /* of the table that is under way */
};

struct sheet *sheet_new(const char *title)
{
	struct sheet *sheet = g_new0(struct sheet, 1);
	sheet->title = g_strdup(title);
	sheet->text = g_string_new(NULL);
	sheet->blocks = g_array_new(FALSE, TRUE, sizeof(struct block));
	sheet->marks = g_array_new(FALSE, TRUE, sizeof(struct mark));
	return sheet;
}

static const struct block *last_block(const struct sheet *sheet)
{
	return sheet->blocks->len ? &g_array_index(sheet->blocks, struct block, sheet->blocks->len - 1) : NULL;
}

static bool last_is(const struct sheet *sheet, enum block_kind kind)
{
	return sheet->blocks->len > 0 && last_block(sheet)->kind == kind;
}

/* Appends a block with its text; `separator` parts it from what stands before. */
static void add(struct sheet *sheet, struct block block, const char *separator, struct span text)
{
	if (sheet->blocks->len > 0)
		g_string_append(sheet->text, separator);
	block.from = (uint32_t)sheet->text->len;
	g_string_append_len(sheet->text, text.at, (gssize)text.len);
	block.to = (uint32_t)sheet->text->len;
	g_array_append_val(sheet->blocks, block);
}

void sheet_heading(struct sheet *sheet, const char *text)
{
	add(sheet, (struct block){.kind = BLOCK_HEADING, .level = 2}, "\n\n", span_of(text));
}

void sheet_paragraph(struct sheet *sheet, struct span text)
{
	add(sheet, (struct block){.kind = BLOCK_PARAGRAPH}, "\n\n", text);
}

void sheet_marked_paragraph(struct sheet *sheet, struct span text, const struct mark *marks, size_t count)
{
	sheet_paragraph(sheet, text);
	for (size_t i = 0; i < count; i++) {
		uint32_t from = last_block(sheet)->from;
		struct mark mark = {from + marks[i].from, from + marks[i].to, marks[i].kind};
		g_array_append_val(sheet->marks, mark);
	}
}

void sheet_item(struct sheet *sheet, struct span text)
{
	const char *separator = last_is(sheet, BLOCK_ITEM) ? "\n" : "\n\n";
	add(sheet, (struct block){.kind = BLOCK_ITEM, .list = 1}, separator, text);
}

void sheet_row(struct sheet *sheet, const char *name, struct span value)
{
	if (value.len == 0)
		return;
	bool goes_on = last_is(sheet, BLOCK_CELL);
	if (goes_on) {
		sheet->row++;
	} else {
		sheet->tables++;
		sheet->row = 0;
	}
	struct block cell = {.kind = BLOCK_CELL, .table = (uint16_t)(sheet->tables - 1), .row = sheet->row};
	add(sheet, cell, goes_on ? "\n" : "\n\n", span_of(name));
	cell.column = 1;
	add(sheet, cell, "\t", value);
}

static void spare(struct sheet *sheet)
{
	g_free(sheet->title);
	g_string_free(sheet->text, TRUE);
	g_array_unref(sheet->blocks);
	g_array_unref(sheet->marks);
	g_free(sheet);
}

struct article *sheet_finish(struct sheet *sheet)
{
	uint32_t text_len = (uint32_t)sheet->text->len;
	g_string_append(sheet->text, sheet->title);
	struct article article = {
		.pool = sheet->text->str,
		.pool_len = (uint32_t)sheet->text->len,
		.text_len = text_len,
		.title = {text_len, (uint32_t)strlen(sheet->title)},
		.blocks = (const struct block *)(const void *)sheet->blocks->data,
		.block_count = sheet->blocks->len,
		.marks = (const struct mark *)(const void *)sheet->marks->data,
		.mark_count = sheet->marks->len,
	};
	struct article *copy = article_copy(&article);
	spare(sheet);
	return copy;
}
