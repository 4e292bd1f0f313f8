/* SPDX-License-Identifier: MIT */
/*
 * The index: over random texts and queries, before and after changes of the archive, what is found with it is what is
 * found by looking through every article; and what was kept of it is believed only where it is whole, and of now.
 */
#include <glib.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "../tree.h"
#include "archive/cache.h"
#include "find/index.h"
#include "find/search.h"

#define FILES 150

static const char *const letters[] = {"美", "國", "国", "日", "本", "a", "A", "Ｂ", "b", "é", "e", "カ", "か", "゙", "㍿", "株",
                                      "1", "１", "，", " ", "\n\n", "\n", "\xC2\xAD", "\xCC\x81", "하", "ᆫ", "ｶﾞ", "x",
                                      "ab", "bab", "дa", "ба", "abxabxabxabxabxabxabxabxabxabxabxab"};

static char *random_text(GRand *rand, int least, int most)
{
	GString *out = g_string_new(NULL);
	for (int i = g_rand_int_range(rand, least, most + 1); i > 0; i--)
		g_string_append(out, letters[g_rand_int_range(rand, 0, G_N_ELEMENTS(letters))]);
	return g_string_free(out, FALSE);
}

static void write_random(GRand *rand, const char *root, unsigned number)
{
	char *name = g_strdup_printf("%s/%u.md", root, number), *text = random_text(rand, 5, 60);
	char *title = g_strdelimit(random_text(rand, 1, 6), "\n", ' ');
	char *all = g_strdup_printf("---\ntitle: \"題%s\"\nfrom: https://example.org/%u\ndate: %d-01-01\ntags: [日本]\n---\n\n"
	                            "%s\n", title, number % (FILES - 10), 1990 + g_rand_int_range(rand, 0, 30), text);
	g_assert_true(g_file_set_contents(name, all, -1, NULL));
	g_free(all);
	g_free(title);
	g_free(text);
	g_free(name);
}

static char *random_query(GRand *rand)
{
	static const char *const forms[] = {"%s", "\"%s\"", "=%s", "title:\"%s\"", "text:\"%s\"", "-\"%s\"", "/%s/", "/%s|日本/", "/國國|a%s/",
	                                    "tag:\"%s\"", "near:3(\"%s\" 國)", "url:\"%s\"", "date:>2000 \"%s\""};
	GString *out = g_string_new(NULL);
	for (int i = g_rand_int_range(rand, 1, 4); i > 0; i--) {
		char *word = g_strdelimit(random_text(rand, 1, g_rand_boolean(rand) ? 2 : 4), "\n", ' ');
		if (out->len > 0)
			g_string_append(out, g_rand_boolean(rand) ? " " : " OR ");
		gint32 form = g_rand_int_range(rand, 0, 2 * (gint32)G_N_ELEMENTS(forms));
		char **around = g_strsplit(forms[form < (gint32)G_N_ELEMENTS(forms) ? form : 1], "%s", 2);
		g_string_append_printf(out, "%s%s%s", around[0], word, around[1]);
		g_strfreev(around);
		g_free(word);
	}
	return g_string_free(out, FALSE);
}

static struct search *ask(const struct archive *archive, const struct index *index, const char *text,
                          enum search_order order)
{
	struct query_error error;
	struct query *query = query_parse(span_of(text), 0, &error);
	query_error_clear(&error);
	if (!query)
		return NULL;
	return search_new(archive, query, (struct asking){.index = index}, order);
}

static int by_number(const void *a, const void *b)
{
	uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;
	return (one > other) - (one < other);
}

static GArray *rows_of(struct search *search)
{
	GArray *rows = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	uint32_t entry;
	for (size_t row = 0; (entry = search_at(search, row)) != ENTRY_NONE; row++)
		g_array_append_val(rows, entry);
	g_assert_cmpuint(search_progress(search).found, ==, rows->len);
	return rows;
}

static void assert_equal(GArray *one, GArray *other, bool sorted)
{
	if (!sorted) {
		g_array_sort(one, by_number);
		g_array_sort(other, by_number);
	}
	g_assert_cmpuint(one->len, ==, other->len);
	for (guint i = 0; i < one->len; i++)
		g_assert_cmpuint(g_array_index(one, uint32_t, i), ==, g_array_index(other, uint32_t, i));
	g_array_unref(one);
	g_array_unref(other);
}

/* By date the rows are the same; by relevance, and in every step on the way, what was counted. */
static void compare_query(const struct archive *archive, const struct index *index, const char *text)
{
	struct search *scan = ask(archive, NULL, text, SEARCH_BY_DATE);
	if (!scan)
		return;
	g_test_message("%s", text);
	struct search *dated = ask(archive, index, text, SEARCH_BY_DATE);
	struct search *best = ask(archive, index, text, SEARCH_BY_RELEVANCE);
	search_work(scan, 0);
	search_work(dated, 0);
	assert_equal(rows_of(dated), rows_of(scan), true);
	do
		search_work(best, 1);
	while (!search_progress(best).counted);
	g_assert_cmpuint(search_progress(best).looked, ==, search_progress(scan).looked);
	assert_equal(rows_of(best), rows_of(scan), false);
	while (search_work_to_end(best, 1))
		g_assert_cmpuint(search_progress(best).percent, <=, 100);
	g_assert_cmpuint(search_progress(best).percent, ==, 100);
	assert_equal(rows_of(best), rows_of(scan), false);
	search_sort(best, SEARCH_BY_DATE);
	search_work(best, 0);
	assert_equal(rows_of(best), rows_of(scan), true);
	search_free(scan);
	search_free(dated);
	search_free(best);
}

static void compare(GRand *rand, const struct archive *archive, const struct index *index)
{
	for (unsigned i = 0; i < 120; i++) {
		char *query = random_query(rand);
		compare_query(archive, index, query);
		g_free(query);
	}
}

static struct archive *open_archive(const char *root, const char *cache)
{
	struct archive_options options = {.cache = cache};
	struct archive *archive = archive_open_with(&root, 1, &options);
	archive_wait(archive);
	return archive;
}

static void change(GRand *rand, const char *root)
{
	for (unsigned i = 0; i < 20; i++) {
		char *name = g_strdup_printf("%s/%u.md", root, i * 7);
		g_remove(name);
		g_free(name);
		write_random(rand, root, i * 5 + 1);
		write_random(rand, root, FILES + i);
	}
}

static void the_same_is_found(void)
{
	GRand *rand = g_rand_new_with_seed(4711);
	char *root = g_dir_make_tmp("jianbao-index-XXXXXX", NULL), *cache = g_dir_make_tmp("jianbao-index-XXXXXX", NULL);
	for (unsigned i = 0; i < FILES; i++)
		write_random(rand, root, i);
	for (unsigned round = 0; round < 3; round++) {
		struct archive *archive = open_archive(root, cache);
		struct index *index = index_new(archive);
		index_take_kept(index);
		g_assert_cmpint(index_size(index).articles >= FILES, ==, round > 0); /* as kept before */
		compare(rand, archive, index);
		index_work(index, 0);
		g_assert_cmpuint(index_size(index).articles, ==, archive_count(archive));
		compare(rand, archive, index);
		index_free(index);
		archive_close(archive);

		archive = open_archive(root, cache); /* its segments have a place now */
		index = index_new(archive);
		index_work(index, 0);
		compare(rand, archive, index);
		index_free(index);
		archive_close(archive);
		change(rand, root);
	}
	g_rand_free(rand);
	tree_remove(root);
	g_free(root);
	tree_remove(cache);
	g_free(cache);
}

static uint32_t kept_articles(struct archive *archive)
{
	struct index *index = index_new(archive);
	index_take_kept(index);
	uint32_t articles = (uint32_t)index_size(index).articles;
	index_free(index);
	return articles;
}

static char *kept_file(const char *cache, const char *folder, uint64_t key)
{
	return g_strdup_printf("%s/%s/%016" G_GINT64_MODIFIER "x.search-0", cache, folder, (guint64)key);
}

/* The only folder of a cache. */
static char *only_folder(const char *cache)
{
	GDir *dir = g_dir_open(cache, 0, NULL);
	char *name = g_strdup(g_dir_read_name(dir));
	g_dir_close(dir);
	return name;
}

/* What was written with other grams, or by another fold, is not taken, and built anew; then it is taken again. */
static void other_versions_are_built_anew(void)
{
	static const uint32_t now = INDEX_VERSION << 16 | FOLD_VERSION;
	static const uint32_t versions[] = {now - (1u << 16), now + (1u << 16), now - 1, now + 1};
	GRand *rand = g_rand_new_with_seed(3);
	char *root = g_dir_make_tmp("jianbao-index-XXXXXX", NULL), *cache = g_dir_make_tmp("jianbao-index-XXXXXX", NULL);
	for (unsigned i = 0; i < FILES; i++)
		write_random(rand, root, i);
	archive_close(open_archive(root, cache));
	struct archive *archive = open_archive(root, cache);
	struct archive_segment segment;
	g_assert_cmpuint(archive_segments(archive, &segment, 1), ==, 1);
	const struct cache *place = archive_section_place(archive, segment.key);
	for (size_t i = 0; i < G_N_ELEMENTS(versions); i++) {
		struct index *index = index_new(archive);
		index_work(index, 0);
		index_free(index);
		g_assert_cmpuint(kept_articles(archive), ==, FILES);
		struct span bytes = archive_section(archive, segment.key, "search-0", now);
		g_assert_nonnull(bytes.at);
		g_assert_true(cache_section_write(place, segment.key, "search-0", versions[i], &bytes, 1));
		g_assert_cmpuint(kept_articles(archive), ==, 0);
	}
	archive_close(archive);
	g_rand_free(rand);
	tree_remove(root);
	g_free(root);
	tree_remove(cache);
	g_free(cache);
}

static GBytes *bytes_of(const char *path)
{
	char *bytes;
	gsize len;
	g_assert_true(g_file_get_contents(path, &bytes, &len, NULL));
	return g_bytes_new_take(bytes, len);
}

/* Changes one byte of a file in place. */
static void damage_file(const char *path, GRand *rand)
{
	struct stat status;
	FILE *file = fopen(path, "r+b");
	g_assert_nonnull(file);
	g_assert_cmpint(fstat(fileno(file), &status), ==, 0);
	long at = g_rand_int_range(rand, 4096, (gint32)status.st_size);
	fseek(file, at, SEEK_SET);
	int byte = fgetc(file);
	fseek(file, at, SEEK_SET);
	fputc(byte ^ 1 << g_rand_int_range(rand, 0, 8), file);
	fclose(file);
}

/* A file that is damaged is noticed before it is believed, wherever the byte is; then it is written anew. */
static void damaged_files_are_built_anew(void)
{
	GRand *rand = g_rand_new_with_seed(8);
	char *root = g_dir_make_tmp("jianbao-index-XXXXXX", NULL), *cache = g_dir_make_tmp("jianbao-index-XXXXXX", NULL);
	unsigned noticed = 0;
	for (unsigned i = 0; i < FILES; i++)
		write_random(rand, root, i);
	archive_close(open_archive(root, cache));
	struct archive *archive = open_archive(root, cache);
	struct archive_segment segment;
	archive_segments(archive, &segment, 1);
	char *folder = only_folder(cache), *path = kept_file(cache, folder, segment.key);
	for (unsigned round = 0; round < 6; round++) {
		struct index *index = index_new(archive);
		index_work(index, 0);
		index_free(index);
		GBytes *before = bytes_of(path);
		damage_file(path, rand);
		index = index_new(archive);
		index_take_kept(index);
		compare(rand, archive, index);
		index_work(index, 0);
		g_assert_cmpuint(index_size(index).articles, ==, FILES);
		GBytes *after = bytes_of(path);
		noticed += g_bytes_equal(before, after);
		compare(rand, archive, index);
		g_bytes_unref(before);
		g_bytes_unref(after);
		index_free(index);
	}
	g_assert_cmpuint(noticed, >, 3); /* the rest was not read */
	archive_close(archive);
	g_rand_free(rand);
	g_free(path);
	g_free(folder);
	tree_remove(root);
	g_free(root);
	tree_remove(cache);
	g_free(cache);
}

/* Articles that come, change and go while a search stands are found, found otherwise and found no more. */
static void changes_are_followed(void)
{
	static const char *const queries[] = {"國", "日本", "美國 OR 日", "-國", "/國.{0,3}日/", "國 -日本"};
	static const enum search_order orders[] = {SEARCH_BY_RELEVANCE, SEARCH_BY_DATE};
	GRand *rand = g_rand_new_with_seed(99);
	char *root = g_dir_make_tmp("jianbao-index-XXXXXX", NULL), *cache = g_dir_make_tmp("jianbao-index-XXXXXX", NULL);
	struct search *searches[2 * G_N_ELEMENTS(queries)];
	for (unsigned i = 0; i < FILES; i++)
		write_random(rand, root, i);
	archive_close(open_archive(root, cache));
	struct archive *archive = open_archive(root, cache);
	struct index *index = index_new(archive);
	index_work(index, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(searches); i++) {
		searches[i] = ask(archive, index, queries[i / 2], orders[i % 2]);
		search_work(searches[i], i % 3 ? 0 : 1);
	}
	change(rand, root);
	archive_look(archive);
	archive_wait(archive);
	for (size_t i = 0; i < G_N_ELEMENTS(searches); i++) {
		struct search *scan = ask(archive, NULL, queries[i / 2], orders[i % 2]);
		g_test_message("%s", queries[i / 2]);
		search_refresh(searches[i]);
		search_work(searches[i], 0);
		search_work(scan, 0);
		assert_equal(rows_of(searches[i]), rows_of(scan), i % 2);
		search_free(scan);
		search_free(searches[i]);
	}
	index_free(index);
	archive_close(archive);
	g_rand_free(rand);
	tree_remove(root);
	g_free(root);
	tree_remove(cache);
	g_free(cache);
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "");
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/index/same", the_same_is_found);
	g_test_add_func("/index/versions", other_versions_are_built_anew);
	g_test_add_func("/index/damaged-file", damaged_files_are_built_anew);
	g_test_add_func("/index/changes", changes_are_followed);
	return g_test_run();
}
