/* SPDX-License-Identifier: MIT */
/*
 * Copies under one line: which entry each line shows, what it says of its group, where places and lines are when groups
 * are folded and unfolded, and that what was unfolded stays so when the rows come anew.
 */
#include <glib.h>

#include "../tree.h"
#include "ui/grouping.h"

/* An article a letter; a text is shared by all letters of its row. The names are the order. */
static const struct {
	const char *name, *url, *text;
} files[] = {
	{"a", "https://example.org/a", "峰會在廣島閉幕，各國領袖發表聯合聲明，強調維持國際秩序與和平。"},
	{"b", "https://example.org/b", "天氣預報說週末有雨，請民眾外出時記得攜帶雨具，注意行車安全。"},
	{"c", "https://example.org/c", "峰会在广岛闭幕，各国领袖发表联合声明，强调维持国际秩序与和平。"},
	{"d", "https://example.org/d", "中央銀行宣布調降利率，市場反應平淡，專家說影響還要再觀察。"},
	{"e", "https://example.org/e", "天氣預報說週末有雨，請民眾外出時記得攜帶雨具，注意行車安全。"},
	{"f", "https://example.org/f", "峰會在廣島閉幕，各國領袖發表聯合聲明，強調維持國際秩序與和平。"},
	{"older", "https://example.org/d", "中央銀行將開會討論利率，多數人認為不會改變，結果下午公布。"},
};

struct world {
	char *root;
	struct archive *archive;
	struct duplicates *duplicates;
	struct stories *stories;
	struct grouping grouping;
};

static void write_file(const char *root, size_t number)
{
	char *name = g_strdup_printf("%s.md", files[number].name);
	char *text = g_strdup_printf("---\ntitle: 標題%s\nfrom: %s\ndate: 2024-01-%02d\n---\n\n%s\n",
	                             files[number].name, files[number].url, 20 - (int)number, files[number].text);
	tree_write(root, name, text);
	g_free(text);
	g_free(name);
}

static void world_begin(struct world *world)
{
	world->root = g_dir_make_tmp("jianbao-grouping-XXXXXX", NULL);
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++)
		write_file(world->root, i);
	const char *root = world->root;
	world->archive = archive_open(&root, 1);
	archive_wait(world->archive);
	world->duplicates = duplicates_new(world->archive);
	world->stories = stories_new(world->archive, world->duplicates);
	stories_update(world->stories, 0);
	grouping_init(&world->grouping, world->stories);
}

static void world_end(struct world *world)
{
	grouping_clear(&world->grouping);
	stories_free(world->stories);
	duplicates_free(world->duplicates);
	archive_close(world->archive);
	tree_remove(world->root);
	g_free(world->root);
}

static uint32_t row_entry(const void *data, size_t row)
{
	return archive_at(data, row);
}

static uint32_t entry_of(const struct world *world, const char *name)
{
	char *path = g_strdup_printf("%s.md", name);
	uint32_t entry = archive_find_path(world->archive, span_of(path));
	g_free(path);
	g_assert_cmpuint(entry, !=, ENTRY_NONE);
	return entry;
}

static void take(struct world *world, bool versions)
{
	grouping_take(&world->grouping, world->archive, row_entry, world->archive, archive_shown(world->archive),
	              versions);
	while (!grouping_work(&world->grouping, 0))
		;
}

/* A line a word: its name, how many more there are, "-" where they show; "." before what stands under another. */
static void assert_lines(const struct world *world, const char *wanted)
{
	GString *out = g_string_new(NULL);
	for (size_t line = 0; line < grouping_lines(&world->grouping); line++) {
		struct group_sign sign = grouping_sign(&world->grouping, line);
		struct entry entry;
		archive_entry(world->archive, grouping_line_entry(&world->grouping, line), &entry);
		g_string_append_printf(out, "%s%s%.*s", line ? " " : "", sign.member ? "." : "",
		                       (int)entry.path.len - 3, entry.path.at);
		if (sign.more > 0)
			g_string_append_printf(out, "+%u%s", sign.more, sign.open ? "-" : "");
	}
	g_assert_cmpstr(out->str, ==, wanted);
	g_string_free(out, TRUE);
}

static void copies_stand_under_the_first(void)
{
	struct world world;
	size_t first;
	world_begin(&world);
	g_assert_false(grouping_is_on(&world.grouping));
	take(&world, false);
	assert_lines(&world, "a+2 b+1 d");
	g_assert_cmpuint(grouping_places(&world.grouping), ==, 6);

	g_assert_cmpuint(grouping_unfold(&world.grouping, 1, true, &first), ==, 1);
	g_assert_cmpuint(first, ==, 1);
	assert_lines(&world, "a+2 b+1- .e d");
	g_assert_cmpuint(grouping_unfold(&world.grouping, 1, true, &first), ==, 0);
	g_assert_cmpuint(grouping_unfold(&world.grouping, 0, true, &first), ==, 2);
	assert_lines(&world, "a+2- .c .f b+1- .e d");
	take(&world, false); /* what is unfolded stays so */
	assert_lines(&world, "a+2- .c .f b+1- .e d");

	g_assert_cmpuint(grouping_unfold(&world.grouping, 2, false, &first), ==, 2); /* from among them */
	g_assert_cmpuint(first, ==, 0);
	assert_lines(&world, "a+2 b+1- .e d");
	g_assert_cmpuint(grouping_unfold(&world.grouping, 3, true, &first), ==, 0); /* alone */
	g_assert_cmpuint(grouping_unfold(&world.grouping, 99, true, &first), ==, 0);
	world_end(&world);
}

static void places_hold_all(void)
{
	struct world world;
	size_t first;
	world_begin(&world);
	take(&world, false);
	const struct grouping *grouping = &world.grouping;
	size_t place = grouping_place(grouping, entry_of(&world, "f"));
	g_assert_cmpuint(place, ==, 2);
	g_assert_cmpuint(grouping_line(grouping, place), ==, 0); /* it is folded under a */
	g_assert_cmpuint(grouping_line(grouping, grouping_place(grouping, entry_of(&world, "e"))), ==, 1);
	grouping_unfold(&world.grouping, 0, true, &first);
	g_assert_cmpuint(grouping_line(grouping, place), ==, 2);
	g_assert_cmpuint(grouping_place_of(grouping, 2), ==, place);
	for (size_t line = 0; line < grouping_lines(grouping); line++)
		g_assert_cmpuint(grouping_line(grouping, grouping_place_of(grouping, line)), ==, line);

	/* behind the end, and what has no row: older versions are none here */
	size_t places = grouping_places(grouping);
	g_assert_cmpuint(grouping_place(grouping, entry_of(&world, "older")), ==, places);
	g_assert_cmpuint(grouping_entry(grouping, places), ==, ENTRY_NONE);
	g_assert_cmpuint(grouping_line_entry(grouping, 99), ==, ENTRY_NONE);
	g_assert_cmpuint(grouping_line(grouping, places), ==, grouping_lines(grouping));
	world_end(&world);
}

static void versions_stand_under_the_newest(void)
{
	struct world world;
	size_t first;
	world_begin(&world);
	take(&world, true);
	assert_lines(&world, "a+2 b+1 d+1");
	grouping_unfold(&world.grouping, 2, true, &first);
	assert_lines(&world, "a+2 b+1 d+1- .older");
	grouping_drop(&world.grouping);
	g_assert_false(grouping_is_on(&world.grouping));
	world_end(&world);
}

/* The same rows over and over. */
static uint32_t repeated(const void *data, size_t row)
{
	return archive_at(data, row % archive_shown(data));
}

/* Rows, places and lines are gone over in portions; the groups before hold until all is done. */
static void portions_hold_nobody_up(void)
{
	enum { ROWS = 3000, PORTION_ROWS = 256 };
	struct world world;
	size_t portions = 1, first;
	bool unfolded = false;
	world_begin(&world);
	take(&world, false);
	grouping_take(&world.grouping, world.archive, repeated, world.archive, ROWS, false);
	for (; !grouping_work(&world.grouping, 0); portions++) {
		assert_lines(&world, unfolded ? "a+2 b+1- .e d" : "a+2 b+1 d");
		unfolded |= grouping_percent(&world.grouping) > 80; /* when the next lines are there already, in part */
		if (unfolded)
			grouping_unfold(&world.grouping, 1, true, &first);
	}
	g_assert_false(grouping_is_busy(&world.grouping));
	g_assert_cmpuint(portions, >=, 3 * ROWS / PORTION_ROWS);
	g_assert_cmpuint(grouping_places(&world.grouping), ==, ROWS);
	g_assert_cmpuint(grouping_lines(&world.grouping), ==, 2 + ROWS / 3); /* b is unfolded */
	world_end(&world);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/grouping/lines", copies_stand_under_the_first);
	g_test_add_func("/grouping/places", places_hold_all);
	g_test_add_func("/grouping/versions", versions_stand_under_the_newest);
	g_test_add_func("/grouping/portions", portions_hold_nobody_up);
	return g_test_run();
}
