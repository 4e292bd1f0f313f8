/* SPDX-License-Identifier: MIT */
/* Columns for people, tabs for programs. */
#include "command/row.h"

#include "article/date.h"
#include "command/output.h"

#define DAY_COLUMNS 10
#define SOURCE_COLUMNS 20
#define ARCHIVE_COLUMNS 12

void row_text(GString *out, const struct archive *archive, uint32_t number)
{
	struct entry entry;
	struct article article;
	char date[32];
	archive_entry(archive, number, &entry);
	archive_article(archive, number, &article);
	date_write(article.date, date);
	g_string_append_len(out, entry.id.at, (gssize)entry.id.len);
	g_string_append(out, "  ");
	output_column(out, span_cut(span_of(date), 0, DAY_COLUMNS), DAY_COLUMNS);
	g_string_append(out, "  ");
	output_column(out, article_span(&article, article.source), SOURCE_COLUMNS);
	g_string_append(out, "  ");
	if (archive_archives(archive) > 1) {
		output_column(out, entry.archive, ARCHIVE_COLUMNS);
		g_string_append(out, "  ");
	}
	output_line(out, article_span(&article, article.title));
}

void row_tsv(GString *out, const struct archive *archive, uint32_t number)
{
	struct entry entry;
	struct article article;
	char date[32];
	archive_entry(archive, number, &entry);
	archive_article(archive, number, &article);
	date_write(article.date, date);
	output_field(out, entry.id);
	output_field(out, span_of(date));
	output_field(out, article_span(&article, article.title));
	output_field(out, article_span(&article, article.author));
	output_field(out, article_span(&article, article.source));
	output_field(out, article_span(&article, article.url));
	output_field(out, entry.archive);
	output_field(out, entry.path);
	g_string_append_c(out, '\n');
}
