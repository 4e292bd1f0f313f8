/* SPDX-License-Identifier: MIT */
/*
 * Thousands of random keys, pastes and sizes. Nothing is expected but that the app lives and draws whole rows; the
 * sanitizers see the rest. The seed is fixed, so what fails once fails again.
 */
#include <glib.h>

#include "stage.h"
#include "text/utf8.h"
#include "ui/keymap.h"

#define EVENTS 6000

static const char *const words[] = {"日本", "首相", "ｊ／", "e\u0301", "👨\u200D👩", "\u202E<", "  "};

static uint32_t random_key(GRand *random)
{
	if (g_rand_int_range(random, 0, 4) == 0)
		return KEY_CODE_FIRST + (uint32_t)g_rand_int_range(random, 0, KEY_CODE_F12 - KEY_CODE_FIRST + 2);
	return (uint32_t)g_rand_int_range(random, 1, 128);
}

static void random_event(struct stage *stage, GRand *random)
{
	unsigned dice = (unsigned)g_rand_int_range(random, 0, 100);
	const char *word = words[g_rand_int_range(random, 0, G_N_ELEMENTS(words))];
	unsigned rows = (unsigned)g_rand_int_range(random, 0, 70);
	if (dice < 3)
		stage_resize(stage, rows, (unsigned)g_rand_int_range(random, 0, 220));
	else if (dice < 5)
		stage_event(stage, &(struct event){.kind = EVENT_PASTE, .text = span_of(word)});
	else if (dice < 10)
		stage_type(stage, word);
	else if (dice < 15)
		stage_rest(stage);
	else if (dice < 16)
		stage_event(stage, &(struct event){.kind = EVENT_NEWS});
	else
		stage_key(stage, random_key(random));
}

static void play(const char *path, guint32 seed, uint8_t ambiguous)
{
	GRand *random = g_rand_new_with_seed(seed);
	struct stage *stage = stage_new(path, 24, 80);
	stage->widths.ambiguous = ambiguous;
	for (int i = 0; i < EVENTS; i++) {
		random_event(stage, random);
		if (!app_running(stage->app))
			stage_restart(stage);
	}
	stage_free(stage);
	g_rand_free(random);
}

static void test_seeds(void)
{
	char *path = stage_source("seeds");
	play(path, 5, 1);
	play(path, 6, 2);
	g_free(path);
}

/* A person's own archive, or none: the app has to live with a folder that is not there, too. */
static void test_nothing(void)
{
	play("/nonexistent", 7, 1);
}

static void test_one_article(void)
{
	char *path = stage_source("seeds/004_fc267856b34364b9.txt");
	play(path, 11, 2);
	g_free(path);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/monkey/seeds", test_seeds);
	g_test_add_func("/monkey/nothing", test_nothing);
	g_test_add_func("/monkey/one-article", test_one_article);
	return g_test_run();
}
