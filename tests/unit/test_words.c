/* SPDX-License-Identifier: MIT */
/* Steps through a text: by clusters, words and sentences. A bar stands where each step leads. */
#include <glib.h>
#include <string.h>

#include "text/words.h"

typedef size_t step(struct span text, size_t at);

static const struct {
	step *next, *previous;
	const char *barred; /* the text, a bar before each place that is a step */
} cases[] = {
	{cluster_next, cluster_previous, "|a|b"},
	{cluster_next, cluster_previous, "|e\xCC\x81|x"},
	{cluster_next, cluster_previous, "|中|\xF0\x9F\x91\xA8\xE2\x80\x8D\xF0\x9F\x91\xA9|文"},
	{word_next, word_previous, "|one  |two, |three."},
	{word_next, word_previous, "|don't |stop |3.5 |m"},
	{word_next, word_previous, "|首相说：“|日本”。"},
	{word_next, word_previous, "|東京|に|行|くの|カメラ"},
	{word_next, word_previous, "|今天|2024|年|Linux|内核"},
	{word_next, word_previous, "|하나 |둘"},
	{word_next, word_previous, "|one\n\n- |two"},
	{sentence_next, sentence_previous, "|One. |Two 3.5 is it! |“Three?” |Four"},
	{sentence_next, sentence_previous, "|他说。|“不行！”|我走了……|好"},
	{sentence_next, sentence_previous, "|One\n\n|Two"},
	{sentence_next, sentence_previous, "|One ...x. |Two .\"。|Three ..”y?"},
};

static void assert_steps(size_t i, struct span text, const GArray *places)
{
	size_t at = 0;
	for (guint n = 1; n < places->len; n++) {
		at = cases[i].next(text, at);
		g_assert_cmpuint(at, ==, g_array_index(places, size_t, n));
	}
	g_assert_cmpuint(cases[i].next(text, at), ==, text.len);
	for (guint n = places->len; n-- > 0;) {
		at = n + 1 == places->len ? cases[i].previous(text, text.len) : cases[i].previous(text, at);
		g_assert_cmpuint(at, ==, g_array_index(places, size_t, n));
	}
}

static void test_steps(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		GString *text = g_string_new(NULL);
		GArray *places = g_array_new(FALSE, FALSE, sizeof(size_t));
		for (const char *at = cases[i].barred; *at; at++) {
			if (*at == '|')
				g_array_append_val(places, text->len);
			else
				g_string_append_c(text, *at);
		}
		assert_steps(i, (struct span){text->str, text->len}, places);
		g_array_unref(places);
		g_string_free(text, TRUE);
	}
}

static void test_word_end(void)
{
	struct span text = SPAN("one two, 三四五。");
	g_assert_cmpuint(word_end(text, 0), ==, 2);
	g_assert_cmpuint(word_end(text, 2), ==, 6);
	g_assert_cmpuint(word_end(text, 6), ==, strlen("one two, 三四"));
}

/* Nothing that is long costs more than a window, and every step goes on. */
static void test_long(void)
{
	static const char *const units[] = {"x", "中", "x ", " ", "。", "e\xCC\x81", "\xF0\x9F\x87\xA8"};
	step *const steps[] = {word_next, word_end, sentence_next};
	step *const backwards[] = {word_previous, sentence_previous};

	for (size_t i = 0; i < G_N_ELEMENTS(units); i++) {
		GString *string = g_string_new(NULL);
		while (string->len < 20000)
			g_string_append(string, units[i]);
		struct span text = {string->str, string->len};
		for (size_t j = 0; j < G_N_ELEMENTS(steps); j++)
			for (size_t at = 0, next; at < text.len; at = next)
				if ((next = steps[j](text, at)) <= at)
					break;
		for (size_t j = 0; j < G_N_ELEMENTS(backwards); j++)
			for (size_t at = text.len, before; at > 0; at = before) {
				before = backwards[j](text, at);
				g_assert_cmpuint(before, <, at);
			}
		g_string_free(string, TRUE);
	}
}

/* Stops that end nothing are not walked over again from each of them. */
static void test_stops(void)
{
	GString *string = g_string_new(NULL);
	while (string->len < 1000000)
		g_string_append_c(string, '.');
	g_string_append_c(string, 'x');
	struct span text = {string->str, string->len};
	size_t steps = 0;
	g_test_timer_start();
	for (size_t at = 0; at < text.len; at = sentence_next(text, at))
		steps++;
	g_assert_cmpuint(steps, <, 100);
	g_assert_cmpfloat(g_test_timer_elapsed(), <, 20);
	g_string_free(string, TRUE);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/words/steps", test_steps);
	g_test_add_func("/words/end", test_word_end);
	g_test_add_func("/words/long", test_long);
	g_test_add_func("/words/stops", test_stops);
	return g_test_run();
}
