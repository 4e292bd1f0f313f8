/* SPDX-License-Identifier: MIT */
/* The probe against made-up terminals: what it asks, and what it makes of the answers; and what is kept of them. */
#include <glib.h>
#include <glib/gstdio.h>
#include <pty.h>
#include <string.h>
#include <unistd.h>

#include "term/memory.h"
#include "term/probe.h"

/* Cells by sample: the ideograph, the quotation mark, then the classes. 0: no answer comes, nor any after it. */
typedef unsigned terminal[2 + WIDTH_CLASS_COUNT];

static unsigned count(struct span text, const char *needle)
{
	unsigned found = 0;
	for (size_t at; (at = span_find(text, span_of(needle))) != SPAN_NONE; found++)
		text = span_from(text, at + 1);
	return found;
}

/* Plays a terminal to the end of the probe. */
static bool play(const unsigned *cells, struct widths *widths)
{
	struct probe *probe = probe_new();
	unsigned asked = 0;
	for (struct span question; (question = probe_question(probe)).at;) {
		unsigned questions = count(question, "\033[6n");
		g_assert_cmpuint(questions, <=, 4);
		g_assert_null(probe_question(probe).at);
		for (unsigned i = 0; i < questions; i++, asked++) {
			probe_cursor(probe, 1, 2); /* of another row: a key, no answer */
			if (cells[asked] == 0)
				goto fence;
			probe_cursor(probe, PROBE_ROW + 1, cells[asked] + 1);
		}
		g_assert_cmpint(probe_done(probe), ==, false);
	}
	probe_device(probe);
	g_assert_true(probe_done(probe));
fence:;
	bool changed = probe_apply(probe, widths);
	probe_free(probe);
	return changed;
}

static void test_answers(void)
{
	static const terminal same = {2, 1, 2, 2, 2, 2, 2, 2, 2, 2}, wide = {2, 2, 2, 2, 2, 2, 2, 2, 2, 2},
	                      odd = {2, 1, 1, 3, 1, 1, 2, 2, 2, 1}, bytes = {3, 3, 3, 3, 3, 3, 3, 3, 3, 3},
	                      mute = {0}, shy = {2, 2, 1, 0};
	static const struct {
		const unsigned *cells;
		bool changed;
		struct widths want;
	} cases[] = {
		{same, true, {.ambiguous = 1, .lines = 1, .classes = {2, 2, 2, 2, 2, 2, 2, 2}}},
		{wide, true, {.ambiguous = 2, .classes = {2, 2, 2, 2, 2, 2, 2, 2}}},
		{odd, true, {.ambiguous = 1, .lines = 1,
		             .classes = {1, WIDTH_UNDRAWABLE, 1, WIDTH_UNDRAWABLE, 2, 2, 2, 1}}},
		{bytes, false, {.ambiguous = 1, .classes = {0}}},
		{mute, false, {.ambiguous = 1, .classes = {0}}},
		{shy, true, {.ambiguous = 2, .classes = {1}}},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct widths widths = widths_default;
		g_assert_cmpint(play(cases[i].cells, &widths), ==, cases[i].changed);
		g_assert_cmpint(memcmp(&widths, &cases[i].want, sizeof widths), ==, 0);
		g_assert_cmpint(play(cases[i].cells, &widths), ==, false);
	}
}

/* The characters asked about stand in row 2, and the fence comes last. */
static void test_question(void)
{
	struct probe *probe = probe_new();
	struct span question = probe_question(probe);
	g_assert_true(span_starts(question, SPAN("\0337\033[2;1H中\033[6n\033[2;1H“\033[6n")));
	g_assert_true(span_ends(question, SPAN("\0338")));
	probe_device(probe);
	g_assert_false(probe_done(probe));
	probe_free(probe);
}

static void test_memory(void)
{
	char *folder = g_dir_make_tmp("jianbao-memory-XXXXXX", NULL);
	g_setenv("XDG_RUNTIME_DIR", folder, TRUE);
	int master, terminal_fd;
	g_assert_cmpint(openpty(&master, &terminal_fd, NULL, NULL, NULL), ==, 0);
	struct widths kept = {.ambiguous = 2, .classes = {1, WIDTH_UNDRAWABLE, 2}}, found = widths_default;
	g_assert_false(memory_recall(terminal_fd, &found));
	memory_keep(terminal_fd, &kept);
	g_assert_true(memory_recall(terminal_fd, &found));
	g_assert_cmpint(memcmp(&found, &kept, sizeof kept), ==, 0);

	char *inner = g_build_filename(folder, "jianbao", NULL);
	GDir *dir = g_dir_open(inner, 0, NULL);
	char *path = g_build_filename(inner, g_dir_read_name(dir), NULL);
	g_dir_close(dir);
	static const char *const spoilt[] = {"",
	                                     "1 3 0 0 0 0 0 0 0 0\n",
	                                     "2 1 0 0 0 0 0 0 0 0\n",
	                                     "1 1 0 0 0 0 0 0 0 7\n",
	                                     "1 1 0 0 0 0 0 0 0\n",
	                                     "1 1 0 0 0 0 0 0 0 0 0\n",
	                                     "x"};
	for (size_t i = 0; i < G_N_ELEMENTS(spoilt); i++) {
		g_assert_true(g_file_set_contents(path, spoilt[i], -1, NULL));
		g_assert_false(memory_recall(terminal_fd, &found));
	}
	g_unlink(path);
	g_rmdir(inner);
	g_rmdir(folder);
	close(master);
	close(terminal_fd);
	g_free(path);
	g_free(inner);
	g_free(folder);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/probe/answers", test_answers);
	g_test_add_func("/probe/question", test_question);
	g_test_add_func("/probe/memory", test_memory);
	return g_test_run();
}
