/* SPDX-License-Identifier: MIT */
/*
 * texts ARCHIVE [CACHE]: how many articles an archive has and how many bytes their clean texts are, for what is
 * measured against them. A snapshot in the folder CACHE is used, and written where there is none.
 */
#include <glib.h>
#include <stdio.h>

#include "archive/archive.h"

int main(int argc, char **argv)
{
	struct archive_options options = {.cache = argc > 2 ? argv[2] : NULL};
	struct archive *archive = archive_open_with((const char *const *)&argv[1], argc > 1 ? 1 : 0, &options);
	uint64_t bytes = 0;
	uint32_t articles = 0;
	archive_wait(archive);
	for (uint32_t i = 0; i < archive_count(archive); i++) {
		struct entry entry;
		struct article article;
		archive_entry(archive, i, &entry);
		if (entry.gone)
			continue;
		archive_article(archive, i, &article);
		bytes += article.text_len;
		articles++;
	}
	printf("texts articles=%u bytes=%" G_GUINT64_FORMAT "\n", articles, bytes);
	archive_close(archive);
	return 0;
}
