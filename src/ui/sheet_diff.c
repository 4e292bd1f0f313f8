/* SPDX-License-Identifier: MIT */
/*
 * What is different between two articles, as a sheet: what was taken away stands in [-...-], what was added in {+...+},
 * so that it is told without colour, too. A block parts marks, so these are closed and opened again at each.
 */
#include <glib.h>
#include <glib/gi18n.h>

#include "find/diff.h"
#include "ui/sheet.h"
#include "ui/sheets.h"

static const struct {
	const char *open, *close;
} brackets[] = {
	[EDIT_KEPT] = {"", ""},
	[EDIT_REMOVED] = {"[-", "-]"},
	[EDIT_ADDED] = {"{+", "+}"},
};

static void append_edit(GString *out, const struct edit *edit)
{
	struct span rest = edit->text, line;

	while (span_line(&rest, &line)) {
		if (line.len > 0) {
			g_string_append(out, brackets[edit->kind].open);
			g_string_append_len(out, line.at, (gssize)line.len);
			g_string_append(out, brackets[edit->kind].close);
		}
		if (rest.len > 0 || line.at + line.len < edit->text.at + edit->text.len)
			g_string_append_c(out, '\n');
	}
}

static size_t add_text(struct sheet *sheet, struct span old, struct span new)
{
	GArray *edits = diff_texts(old, new);
	GString *out = g_string_new(NULL);
	struct span rest, line;
	size_t changes = 0;

	for (guint i = 0; i < edits->len; i++) {
		const struct edit *edit = &g_array_index(edits, struct edit, i);

		append_edit(out, edit);
		changes += edit->kind != EDIT_KEPT;
	}
	rest = (struct span){out->str, out->len};
	while (span_line(&rest, &line)) {
		if (span_trim(line).len > 0)
			sheet_paragraph(sheet, line);
	}
	g_string_free(out, TRUE);
	g_array_free(edits, TRUE);
	return changes;
}

struct article *sheet_diff(const struct archive *archive, uint32_t old, uint32_t new)
{
	struct sheet *sheet = sheet_new(_("What is different"));
	struct article before, after;
	struct entry one, other;

	archive_article(archive, old, &before);
	archive_article(archive, new, &after);
	archive_entry(archive, old, &one);
	archive_entry(archive, new, &other);
	sheet_row(sheet, _("From"), one.path);
	sheet_row(sheet, _("To"), other.path);
	sheet_heading(sheet, _("Title"));
	add_text(sheet, article_span(&before, before.title), article_span(&after, after.title));
	sheet_heading(sheet, _("Text"));
	if (span_equal(article_text(&before), article_text(&after)))
		sheet_paragraph(sheet, span_of(_("The texts are the same")));
	else
		add_text(sheet, article_text(&before), article_text(&after));
	return sheet_finish(sheet);
}
