/* SPDX-License-Identifier: MIT */
/* Which texts are copies, what is different in them, and the groups of a small archive. */
#include <glib.h>
#include <glib/gstdio.h>

#include "find/diff.h"
#include "find/shingles.h"

/* "=kept-removed+added", each part behind its sign. */
static char *diff_of(const char *old, const char *new)
{
	GArray *edits = diff_texts(span_of(old), span_of(new));
	GString *out = g_string_new(NULL);
	for (guint i = 0; i < edits->len; i++) {
		const struct edit *edit = &g_array_index(edits, struct edit, i);
		g_string_append_c(out, "=-+"[edit->kind]);
		g_string_append_len(out, edit->text.at, (gssize)edit->text.len);
	}
	g_array_free(edits, TRUE);
	return g_string_free(out, FALSE);
}

static void differences_are_words_and_characters(void)
{
	static const struct {
		const char *old, *new, *diff;
	} cases[] = {
		{"", "", ""},
		{"a", "a", "=a"},
		{"", "新", "+新"},
		{"舊", "", "-舊"},
		{"日本首相訪美", "日本前首相訪美", "=日本+前=首相訪美"},
		{"拜登說", "岸田說", "-拜登+岸田=說"},
		{"the minister said", "the ministers said", "=the -minister+ministers= said"},
		{"一\n\n二\n\n三", "一\n\n三", "=一\n\n-二\n\n=三"},
		{"共12人", "共15人", "=共-12+15=人"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *diff = diff_of(cases[i].old, cases[i].new);
		g_assert_cmpstr(diff, ==, cases[i].diff);
		g_free(diff);
	}
}

static char *random_text(unsigned most)
{
	static const char *const pieces[] = {"日", "本", "首相", "a", "bc ", " ", "\n", "。", "\xff", "한"};
	GString *text = g_string_new(NULL);
	for (unsigned left = (unsigned)g_test_rand_int_range(0, (int)most); left > 0; left--)
		g_string_append(text, pieces[g_test_rand_int_range(0, G_N_ELEMENTS(pieces))]);
	return g_string_free(text, FALSE);
}

/* What is kept and removed is the old text; what is kept and added, the new one. */
static void applied_it_gives_the_other_text(void)
{
	for (unsigned round = 0; round < 500; round++) {
		char *old = random_text(round + 1), *new = random_text(round + 1);
		GString *first = g_string_new(NULL), *second = g_string_new(NULL);
		GArray *edits = diff_texts(span_of(old), span_of(new));
		for (guint i = 0; i < edits->len; i++) {
			const struct edit *edit = &g_array_index(edits, struct edit, i);
			if (edit->kind != EDIT_ADDED)
				g_string_append_len(first, edit->text.at, (gssize)edit->text.len);
			if (edit->kind != EDIT_REMOVED)
				g_string_append_len(second, edit->text.at, (gssize)edit->text.len);
		}
		g_assert_cmpstr(first->str, ==, old);
		g_assert_cmpstr(second->str, ==, new);
		g_array_free(edits, TRUE);
		g_string_free(first, TRUE);
		g_string_free(second, TRUE);
		g_free(old);
		g_free(new);
	}
}

static void reprints_are_alike(void)
{
	static const char text[] =
		"岸田首相在廣島舉行的七國集團峰會上表示，各國同意加強合作，並就烏克蘭局勢與核裁軍發表聯合聲明。"
		"會議為期三天，各國領袖參觀了和平紀念館，並向慰靈碑獻花。";
	static const struct {
		const char *text;
		bool meets, alike;
	} cases[] = {
		{"岸田首相在广岛举行的七国集团峰会上表示，各国同意加强合作，并就乌克兰局势与核裁军发表联合声明。"
		 "会议为期三天，各国领袖参观了和平纪念馆，并向慰灵碑献花。", true, true},
		{"岸田首相在廣島舉行的七國集團峰會上表示，各國同意加強合作，並就烏克蘭局勢與核裁軍發表聯合聲明。"
		 "會議為期三天，各國領袖參觀了和平紀念館，並向慰靈碑獻花。（轉載）", true, true},
		{"豆腐切塊，油鍋燒熱，放入蔥薑爆香，再加醬油燜煮十分鐘即可，也可以撒上一點香菜和辣椒一起上桌食用。", false, false},
		{"", false, false},
	};
	struct signature signature = shingles_sign(span_of(text));

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct signature other = shingles_sign(span_of(cases[i].text));
		g_assert_cmpint(signatures_meet(&signature, &other), ==, cases[i].meets);
		g_assert_cmpint(shingles_likeness(span_of(text), span_of(cases[i].text)) >= SHINGLES_ALIKE, ==,
		                cases[i].alike);
	}
}

/* What ends early because too little is alike ends as if all had been looked at. */
static void what_is_not_alike_is_told_early(void)
{
	static const double leasts[] = {0.3, SHINGLES_ALIKE, 0.9};
	GRand *random = g_rand_new_with_seed(7);
	for (unsigned round = 0; round < 60; round++) {
		GString *one = g_string_new(NULL), *other = g_string_new(NULL);
		int changed = g_rand_int_range(random, 0, 60), letters = g_rand_int_range(random, 10, 6000);
		for (int i = 0; i < letters; i++) {
			gunichar letter = (gunichar)g_rand_int_range(random, 0x4E00, 0x5E00);

			g_string_append_unichar(one, letter);
			g_string_append_unichar(other, g_rand_int_range(random, 0, 1000) < changed ? '-' : letter);
			if (g_rand_int_range(random, 0, 1000) < changed)
				g_string_append_unichar(other, 0x6C34);
		}
		struct span first = {one->str, one->len}, second = {other->str, other->len};
		double likeness = shingles_likeness(first, second);
		struct shingles *shingles = shingles_new(first);

		for (size_t i = 0; i < G_N_ELEMENTS(leasts); i++)
			g_assert_cmpfloat(shingles_compare(shingles, second, leasts[i]), ==,
			                  likeness >= leasts[i] ? likeness : 0);
		shingles_free(shingles);
		g_string_free(one, TRUE);
		g_string_free(other, TRUE);
	}
	g_rand_free(random);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/diff/cases", differences_are_words_and_characters);
	g_test_add_func("/diff/applied", applied_it_gives_the_other_text);
	g_test_add_func("/shingles/reprints", reprints_are_alike);
	g_test_add_func("/shingles/early", what_is_not_alike_is_told_early);
	return g_test_run();
}
