/* SPDX-License-Identifier: MIT */
/*
 * What is different between two articles, as a sheet: what was taken away stands in [-...-], what was added in {+...+},
 * so that it is told without colour, too. A block parts marks, so these are closed and opened again at each.
 */
#include <glib.h>
#include <glib/gi18n.h>

#include "find/diff.h"
#include "text/utf8.h"
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

struct article *sheet_diff(const struct archive *archive, uint32_t old, uint32_t new)
{
	struct article before, after;
	struct entry one, other;

	archive_article(archive, old, &before);
	archive_article(archive, new, &after);
	archive_entry(archive, old, &one);
	archive_entry(archive, new, &other);
	return sheet_compare(&before, one.path, &after, other.path);
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
