/* SPDX-License-Identifier: MIT */
/*
 * What is different between two articles, as a sheet: what was taken away stands in [-...-], what was added in {+...+},
 * so that it is told without colour, too; both have a role of their own. A block parts marks, so these are closed and
 * opened again at each.
 */
#include <glib.h>
#include <glib/gi18n.h>

#include "find/diff.h"
#include "text/utf8.h"
#include "ui/sheet.h"
#include "ui/sheets.h"

static const struct {
	const char *open, *close;
	enum mark_kind mark;
} brackets[] = {
	[EDIT_KEPT] = {"", "", MARK_STRONG},
	[EDIT_REMOVED] = {"[-", "-]", MARK_DELETED},
	[EDIT_ADDED] = {"{+", "+}", MARK_ADDED},
};

/* What is written so far: one paragraph a line, and what was added and removed in it. */
struct writing_diff {
	GString *text;
	GArray *marks; /* struct mark; none goes beyond its line */
};

static void append_line(struct writing_diff *out, enum edit_kind kind, struct span line)
{
	struct mark mark = {.from = (uint32_t)out->text->len, .kind = brackets[kind].mark};
	g_string_append(out->text, brackets[kind].open);
	g_string_append_len(out->text, line.at, (gssize)line.len);
	g_string_append(out->text, brackets[kind].close);
	mark.to = (uint32_t)out->text->len;
	if (kind != EDIT_KEPT)
		g_array_append_val(out->marks, mark);
}

static void append_edit(struct writing_diff *out, const struct edit *edit)
{
	struct span rest = edit->text, line;
	while (span_line(&rest, &line)) {
		if (line.len > 0)
			append_line(out, edit->kind, line);
		if (rest.len > 0 || line.at + line.len < edit->text.at + edit->text.len)
			g_string_append_c(out->text, '\n');
	}
}

/* Each line becomes a paragraph, with the marks that stand in it; `*next` is the first one that may. */
static void add_paragraph(struct sheet *sheet, const struct writing_diff *out, struct span line, guint *next)
{
	uint32_t from = (uint32_t)(line.at - out->text->str), to = from + (uint32_t)line.len;
	GArray *marks = g_array_new(FALSE, FALSE, sizeof(struct mark));
	for (; *next < out->marks->len && g_array_index(out->marks, struct mark, *next).from < to; (*next)++) {
		struct mark mark = g_array_index(out->marks, struct mark, *next);

		mark.from -= from;
		mark.to -= from;
		g_array_append_val(marks, mark);
	}
	if (!span_is_blank(line))
		sheet_marked_paragraph(sheet, line, (const struct mark *)(const void *)marks->data, marks->len);
	g_array_free(marks, TRUE);
}

static void add_text(struct sheet *sheet, struct span old, struct span new)
{
	GArray *edits = diff_texts(old, new);
	struct writing_diff out = {g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(struct mark))};
	struct span rest, line;
	guint next = 0;
	for (guint i = 0; i < edits->len; i++)
		append_edit(&out, &g_array_index(edits, struct edit, i));
	rest = (struct span){out.text->str, out.text->len};
	while (span_line(&rest, &line))
		add_paragraph(sheet, &out, line, &next);
	g_string_free(out.text, TRUE);
	g_array_free(out.marks, TRUE);
	g_array_free(edits, TRUE);
}

/* Paths are bytes: what is no UTF-8 in them is made visible. */
static void add_name(struct sheet *sheet, const char *what, struct span name)
{
	GString *shown = g_string_new(NULL);
	utf8_repair(name, shown);
	sheet_row(sheet, what, (struct span){shown->str, shown->len});
	g_string_free(shown, TRUE);
}

struct article *sheet_compare(const struct article *before, struct span from, const struct article *after,
                              struct span to)
{
	struct sheet *sheet = sheet_new(_("What is different"));
	add_name(sheet, _("From"), from);
	add_name(sheet, _("To"), to);
	sheet_heading(sheet, _("Title"));
	add_text(sheet, article_span(before, before->title), article_span(after, after->title));
	sheet_heading(sheet, _("Text"));
	if (span_equal(article_text(before), article_text(after)))
		sheet_paragraph(sheet, span_of(_("The texts are the same")));
	else
		add_text(sheet, article_text(before), article_text(after));
	return sheet_finish(sheet);
}

struct article *sheet_version(const struct article *version, const char *name)
{
	struct article named = *version;
	GString *pool = g_string_new_len(version->pool, (gssize)version->pool_len);
	struct span title = article_span(version, version->title);
	struct article *copy;
	g_string_append(pool, name);
	g_string_append(pool, title.len > 0 ? ": " : "");
	g_string_append_len(pool, title.at, (gssize)title.len);
	named.title = (struct slice){version->pool_len, (uint32_t)(pool->len - version->pool_len)};
	named.pool = pool->str;
	named.pool_len = (uint32_t)pool->len;
	copy = article_copy(&named);
	g_string_free(pool, TRUE);
	return copy;
}
