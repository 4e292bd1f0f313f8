/* SPDX-License-Identifier: MIT */
/* Looks at each article once: its text is not read here, and its links are followed while the archive can be asked. */
#include "find/vectors_source.h"

int32_t vectors_day(struct date date)
{
	int64_t day = date.seconds / 86400 - (date.seconds % 86400 < 0);
	return date.precision == DATE_NONE ? VECTORS_NO_DAY : (int32_t)CLAMP(day, -INT32_MAX, INT32_MAX);
}

uint32_t vectors_link_key(struct span id)
{
	uint32_t key = 0;
	for (size_t i = 0; i < MIN(id.len, 8); i++)
		key = key << 4 | (uint32_t)g_ascii_xdigit_value(id.at[i]);
	return key;
}

struct vectors_source *vectors_source_new(const struct archive *archive, uint32_t first, uint32_t count)
{
	struct vectors_source *source = g_new0(struct vectors_source, 1);
	source->archive = archive;
	source->first = first;
	source->count = count;
	source->rows = g_new0(struct vectors_row, count);
	source->links = g_array_new(FALSE, FALSE, sizeof(struct vectors_link));
	return source;
}

void vectors_source_free(struct vectors_source *source)
{
	if (!source)
		return;
	g_free(source->rows);
	g_array_free(source->links, TRUE);
	g_free(source);
}

static void add_link(struct vectors_source *source, uint32_t row, struct span url)
{
	uint32_t from = source->first + row, to = archive_resolve(source->archive, from, url);
	struct vectors_link link = {0, row};
	struct entry entry;
	if (to == ENTRY_NONE || to == from)
		return;
	archive_entry(source->archive, to, &entry);
	link.to = vectors_link_key(entry.id);
	g_array_append_val(source->links, link);
}

static void gather_row(struct vectors_source *source, uint32_t row)
{
	uint32_t entry = source->first + row;
	struct vectors_row *gathered = &source->rows[row];
	struct article article;
	gathered->day = vectors_day(archive_date(source->archive, entry));
	if (!archive_is_shown(source->archive, entry))
		return;
	archive_article(source->archive, entry, &article);
	gathered->shown = true;
	gathered->title = article_span(&article, article.title);
	gathered->text = article_text(&article);
	for (uint32_t i = 0; i < MIN(article.link_count, VECTOR_LINKS); i++)
		add_link(source, row, article_span(&article, article.links[i].url));
	for (uint32_t i = 0; i < MIN(article.related_count, VECTOR_LINKS); i++)
		add_link(source, row, article_span(&article, article.related[i].url));
}

bool vectors_source_gather(struct vectors_source *source, int64_t end)
{
	while (source->gathered < source->count) {
		gather_row(source, source->gathered++);
		if (end && source->gathered < source->count && g_get_monotonic_time() >= end)
			return false;
	}
	return true;
}
