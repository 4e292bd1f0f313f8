/* SPDX-License-Identifier: MIT */
/*
 * The columns of the list, a table of how wide each is and from which width of the row on it shows. Those before the
 * title stand left of it, the others right; the title has what is left. Units: cells.
 */
#include "ui/list_columns.h"

#include <glib.h>

#include "ui/listing.h"

#define GAP 2u /* between columns */

/* What a column shows; `room` is for what has to be made. */
static struct span source_of(const struct column_row *row, GString *room)
{
	(void)room;
	return article_span(row->article, row->article->source);
}

static struct span author_of(const struct column_row *row, GString *room)
{
	(void)room;
	return article_span(row->article, row->article->author);
}

static struct span archive_of(const struct column_row *row, GString *room)
{
	struct entry entry;
	(void)room;
	archive_entry(row->archive, row->entry, &entry);
	return entry.archive;
}

static struct span date_of(const struct column_row *row, GString *room)
{
	char date[LISTING_DATE];
	struct span text = listing_date(row->article->date, date);
	g_string_append_len(room, text.at ? text.at : "", (gssize)text.len);
	return (struct span){room->str, room->len};
}

static struct span tags_of(const struct column_row *row, GString *room)
{
	for (uint32_t i = 0; i < row->article->tag_count; i++) {
		struct span tag = article_span(row->article, row->article->tags[i]);
		g_string_append_printf(room, "%s%.*s", i > 0 ? " " : "", (int)tag.len, tag.at);
	}
	return (struct span){room->str, room->len};
}

/* Bytes, in thousands: counting the characters of every row that shows would cost what reading it costs. */
static struct span length_of(const struct column_row *row, GString *room)
{
	g_string_append_printf(room, "%4uk", (row->article->text_len + 999) / 1000);
	return (struct span){room->str, room->len};
}

static struct span read_of(const struct column_row *row, GString *room)
{
	(void)room;
	return row->signs.unread ? SPAN("N") : SPAN("");
}

static struct span star_of(const struct column_row *row, GString *room)
{
	(void)room;
	return row->signs.star ? SPAN("*") : SPAN("");
}

static const struct {
	unsigned columns, from;
	enum style style;
	struct span (*text)(const struct column_row *row, GString *room);
} table[COLUMN_COUNT] = {
	[COLUMN_SOURCE] = {16, 64, STYLE_SOURCE, source_of},
	[COLUMN_ARCHIVE] = {12, 72, STYLE_SOURCE, archive_of},
	[COLUMN_DATE] = {LISTING_DATE, 48, STYLE_DATE, date_of},
	[COLUMN_AUTHOR] = {12, 72, STYLE_BYLINE, author_of},
	[COLUMN_TAGS] = {16, 80, STYLE_SOURCE, tags_of},
	[COLUMN_LENGTH] = {5, 56, STYLE_DATE, length_of},
	[COLUMN_READ] = {1, 0, STYLE_UNREAD, read_of},
	[COLUMN_STAR] = {1, 0, STYLE_UNREAD, star_of},
};

/* Whether it shows, and leaves the title as much as itself takes. */
static bool shows(enum list_column column, const struct column_row *row, const struct rect *line)
{
	if (column == COLUMN_TITLE || row->wide < table[column].from)
		return false;
	if (column == COLUMN_ARCHIVE && archive_archives(row->archive) < 2)
		return false;
	return line->columns > 2 * (table[column].columns + GAP);
}

static void draw_at(enum list_column column, const struct column_row *row, struct canvas *canvas, unsigned at,
                    const struct rect *line)
{
	GString *room = g_string_new(NULL);
	struct span text = table[column].text(row, room);
	canvas_field(canvas, line->row, at, table[column].columns, text,
	             row->marked ? *row->marked : table[column].style, 0);
	g_string_free(room, TRUE);
}

bool list_columns_have(const struct setting_list *columns, enum list_column column)
{
	bool have = false;
	for (unsigned i = 0; i < columns->count; i++)
		have = have || columns->at[i] == (int)column;
	return have;
}

void list_columns_draw(const struct setting_list *columns, const struct column_row *row, struct canvas *canvas,
                       struct rect *line)
{
	static const struct setting_list usual = {4, {COLUMN_TITLE, COLUMN_SOURCE, COLUMN_ARCHIVE, COLUMN_DATE}};
	unsigned title = 0;
	if (columns->count == 0)
		columns = &usual;
	while (title < columns->count && columns->at[title] != COLUMN_TITLE)
		title++;
	for (unsigned i = columns->count; i > title + 1; i--) {
		enum list_column column = (enum list_column)columns->at[i - 1];
		if (!shows(column, row, line))
			continue;
		line->columns -= table[column].columns;
		draw_at(column, row, canvas, line->column + line->columns, line);
		line->columns -= GAP;
	}
	for (unsigned i = 0; i < title; i++) {
		enum list_column column = (enum list_column)columns->at[i];
		if (!shows(column, row, line))
			continue;
		draw_at(column, row, canvas, line->column, line);
		line->column += table[column].columns + GAP;
		line->columns -= table[column].columns + GAP;
	}
}
