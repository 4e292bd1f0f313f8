/* SPDX-License-Identifier: MIT */
/* Signatures are made once, kept beside their segment, and looked through before they are believed. */
#include <glib.h>

#include "../tree.h"
#include "archive/cache.h"
#include "find/duplicates.h"
#include "find/stories.h"

#define ARTICLES 40
#define STEP_US 1 /* signs a few articles, or looks through what was kept of these */

static void write_articles(const char *root)
{
	for (unsigned i = 0; i < ARTICLES; i++) {
		char *name = g_strdup_printf("%02u.md", i);
		char *text = g_strdup_printf("---\ntitle: t%u\nfrom: https://example.org/%u\n---\n\n"
		                             "峰會在廣島閉幕，各國領袖發表聯合聲明，強調維持國際秩序與和平%u。\n",
		                             i, i, i / 2 * 2);
		tree_write(root, name, text);
		g_free(name);
		g_free(text);
	}
}

/* What is found when all is signed, and how many steps that took. */
static GArray *find_copies(struct archive *archive, unsigned *steps)
{
	struct duplicates *duplicates = duplicates_new(archive);
	for (*steps = 1; !duplicates_update(duplicates, STEP_US); (*steps)++)
		;
	g_assert_cmpuint(duplicates_signed(duplicates), ==, ARTICLES);
	struct duplicates_search *search = duplicates_begin(duplicates, 7, ARTICLES);
	g_assert_true(duplicates_go_on(search, 0));
	GArray *copies = duplicates_end(search);
	duplicates_free(duplicates); /* waits for what is being kept */
	return copies;
}

static void assert_same(GArray *copies, const GArray *wanted)
{
	g_assert_cmpuint(copies->len, ==, wanted->len);
	for (guint i = 0; i < copies->len; i++)
		g_assert_cmpuint(g_array_index(copies, struct copy, i).entry, ==,
		                 g_array_index(wanted, struct copy, i).entry);
	g_array_free(copies, TRUE);
}

static void change_a_byte(struct archive *archive, uint64_t key, const char *name, uint32_t version)
{
	const struct cache *place = archive_section_place(archive, key);
	struct span kept = archive_section(archive, key, name, version);
	g_assert_nonnull(kept.at);
	char *changed = g_memdup2(kept.at, kept.len);
	struct span bytes = {changed, kept.len};
	changed[100] ^= 1;
	g_assert_true(cache_section_write(place, key, name, version, &bytes, 1));
	g_free(changed);
}

static void signatures_are_kept(void)
{
	char *root = g_dir_make_tmp("jianbao-copies-XXXXXX", NULL), *cache = g_dir_make_tmp("jianbao-copies-XXXXXX", NULL);
	const char *paths[] = {root};
	struct archive_options options = {.cache = cache};
	struct archive_segment segment;
	unsigned steps;
	write_articles(root);
	for (unsigned i = 0; i < 2; i++) { /* the second time its segment is in a file */
		struct archive *archive = archive_open_with(paths, 1, &options);
		archive_wait(archive);
		archive_close(archive);
	}
	struct archive *archive = archive_open_with(paths, 1, &options);
	archive_wait(archive);
	g_assert_cmpuint(archive_segments(archive, &segment, 1), ==, 1);
	GArray *copies = find_copies(archive, &steps);
	g_assert_cmpuint(steps, >, 1);
	g_assert_cmpuint(copies->len, ==, 1);
	assert_same(find_copies(archive, &steps), copies);
	g_assert_cmpuint(steps, ==, 1);
	change_a_byte(archive, segment.key, "copies", DUPLICATES_VERSION);
	assert_same(find_copies(archive, &steps), copies);
	g_assert_cmpuint(steps, >, 1);
	g_array_free(copies, TRUE);
	archive_close(archive);
	tree_remove(root);
	tree_remove(cache);
	g_free(root);
	g_free(cache);
}

/* One portion compares one text, where that takes as long as a portion may; nothing is compared twice. */
static void copies_are_found_in_portions(void)
{
	char *root = g_dir_make_tmp("jianbao-copies-XXXXXX", NULL);
	GString *text = g_string_new(NULL);
	for (unsigned i = 0; i < 100; i++)
		g_string_append_printf(text, "%u. 峰會在廣島閉幕，各國領袖發表聯合聲明，強調維持國際秩序與和平。\n\n", i);
	for (unsigned i = 0; i < ARTICLES; i++) {
		char *name = g_strdup_printf("%02u.md", i), *own = g_strdup_printf("%s%u", text->str, i);
		tree_write(root, name, own);
		g_free(name);
		g_free(own);
	}
	const char *path = root;
	struct archive *archive = archive_open(&path, 1);
	archive_wait(archive);
	struct duplicates *duplicates = duplicates_new(archive);
	g_assert_true(duplicates_update(duplicates, 0));
	struct duplicates_search *search = duplicates_begin(duplicates, 7, ARTICLES);
	unsigned portions = 1;
	while (!duplicates_go_on(search, STEP_US))
		portions++;
	g_assert_cmpuint(portions, >=, ARTICLES - 1);
	GArray *copies = duplicates_end(search);
	g_assert_cmpuint(copies->len, ==, ARTICLES - 1);
	g_array_free(copies, TRUE);
	struct stories *stories = stories_new(archive, duplicates);
	for (portions = 1; !stories_update(stories, STEP_US); portions++)
		;
	g_assert_cmpuint(portions, >=, ARTICLES - 1); /* each is compared with one, and then of its group */
	stories_free(stories);
	duplicates_free(duplicates);
	archive_close(archive);
	tree_remove(root);
	g_string_free(text, TRUE);
	g_free(root);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/copies/kept", signatures_are_kept);
	g_test_add_func("/copies/portions", copies_are_found_in_portions);
	return g_test_run();
}
