/* SPDX-License-Identifier: MIT */
/* Archives as tests of snapshots open them: one folder, and the cache of its place. */
#include "visit.h"

#include <fcntl.h>
#include <unistd.h>

void visit_fill(struct place *place)
{
	char *link = g_build_filename(place->root, "nowhere.md", NULL);
	place_write_article(place, "a.md", "one", "2020-01-01", NULL);
	place_write_article(place, "b.md", "two", "2021-01-01", "https://example.org/two");
	place_write_article(place, "old/b.md", "two, before", "2019-01-01", "https://example.org/two");
	place_write_article(place, "c d.md", "three", NULL, NULL);
	place_write(place, "style.css", "body { color: red }\n", -1);
	g_assert_cmpint(symlink("nothing", link), ==, 0);
	g_free(link);
}

struct archive *visit_begin(const struct place *place)
{
	struct archive_options options = {.cache = place->cache};
	const char *root = place->root;
	return archive_open_with(&root, 1, &options);
}

struct archive *visit_open(const struct place *place)
{
	struct archive *archive = visit_begin(place);
	archive_wait(archive);
	return archive;
}

void visit_append_title(GString *out, const struct archive *archive, uint32_t number)
{
	struct article article;
	struct span title;
	archive_article(archive, number, &article);
	title = article_span(&article, article.title);
	g_string_append_len(out, title.at, (gssize)title.len);
}

/* Titles in order, joined by bars; those of new entries have a plus. For g_free(). */
static char *listing(const struct archive *archive)
{
	GString *out = g_string_new(NULL);
	for (size_t row = 0; row < archive_shown(archive); row++) {
		uint32_t number = archive_at(archive, row);
		struct entry entry;
		archive_entry(archive, number, &entry);
		g_assert_true(archive_is_shown(archive, number));
		g_assert_cmpuint(archive_row(archive, number), ==, row);
		g_string_append(out, entry.added ? "+" : "");
		visit_append_title(out, archive, number);
		g_string_append_c(out, '|');
	}
	return g_string_free(out, FALSE);
}

void visit_assert_listing(const struct archive *archive, const char *expected)
{
	char *list = listing(archive);
	g_assert_cmpstr(list, ==, expected);
	g_free(list);
}

void visit_assert_changes(const struct archive *archive, size_t added, size_t changed, size_t gone, size_t read)
{
	struct archive_changes changes = archive_changes(archive);
	g_assert_cmpuint(changes.added, ==, added);
	g_assert_cmpuint(changes.changed, ==, changed);
	g_assert_cmpuint(changes.gone, ==, gone);
	g_assert_cmpuint(changes.read, ==, read);
}

void visit_once(const struct place *place, const char *expected, size_t read)
{
	struct archive *archive = visit_open(place);
	visit_assert_listing(archive, expected);
	g_assert_cmpuint(archive_changes(archive).read, ==, read);
	archive_close(archive);
}

unsigned visit_files(const struct place *place, const char *end, char **path)
{
	GDir *caches = g_dir_open(place->cache, 0, NULL);
	const char *cache, *name;
	unsigned count = 0;
	*path = NULL;
	while (caches && (cache = g_dir_read_name(caches))) {
		char *inner = g_build_filename(place->cache, cache, NULL);
		GDir *folder = g_dir_open(inner, 0, NULL);
		while ((name = g_dir_read_name(folder))) {
			if (!g_str_has_suffix(name, end))
				continue;
			count++;
			g_free(*path);
			*path = g_build_filename(inner, name, NULL);
		}
		g_dir_close(folder);
		g_free(inner);
	}
	if (caches)
		g_dir_close(caches);
	return count;
}

void visit_overwrite(const char *path, off_t at, const void *bytes, size_t len)
{
	int file = open(path, O_WRONLY);
	g_assert_cmpint(pwrite(file, bytes, len, at), ==, (gssize)len);
	close(file);
}
