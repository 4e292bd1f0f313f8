/* SPDX-License-Identifier: MIT */
/* A text goes to the editor and comes back; what fails is told, and nothing stays behind. */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "term/edit.h"

static const struct {
	const char *visual, *editor, *text, *edited, *message;
} cases[] = {
	{"sh -c 'printf more >>\"$0\"'", "false", "some\n", "some\nmore", NULL},
	{"", "sh -c 'printf else >\"$0\"'", "some", "else", NULL},
	{"true", NULL, "", "", NULL},
	{"false", NULL, "some", NULL, "The editor failed: false: exit status 1"},
	{"sh -c 'kill -9 $$'", NULL, "some", NULL, "sh: ended by signal 9"},
	{"/nonexistent/editor", NULL, "some", NULL, "The editor failed"},
	{"unclosed '", NULL, "some", NULL, "The editor failed"},
	{"sh -c 'rm \"$0\"'", NULL, "some", NULL, "note.txt"},
	/* nobody else can read it */
	{"sh -c 'stat -c %a \"$0\" >>\"$0\"'", NULL, "", "600\n", NULL},
};

static void set_or_unset(const char *name, const char *value)
{
	if (value)
		g_setenv(name, value, TRUE);
	else
		g_unsetenv(name);
}

static void test_cases(void)
{
	char *folder = g_dir_make_tmp("jianbao-edit-XXXXXX", NULL);
	g_setenv("XDG_RUNTIME_DIR", folder, TRUE);
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		char *message = NULL;
		set_or_unset("VISUAL", cases[i].visual);
		set_or_unset("EDITOR", cases[i].editor);
		char *edited = edit_text(span_of(cases[i].text), true, &message);
		g_assert_cmpstr(edited, ==, cases[i].edited);
		g_assert_true(cases[i].message ? message && strstr(message, cases[i].message) : !message);
		g_free(edited);
		g_free(message);
	}
	g_assert_cmpint(g_rmdir(folder), ==, 0);
	g_free(folder);
}

/* What must stay in memory is not edited where there is no such place. */
static void test_memory(void)
{
	char *message = NULL;
	g_unsetenv("XDG_RUNTIME_DIR");
	g_setenv("VISUAL", "true", TRUE);
	g_assert_null(edit_text(SPAN("some"), true, &message));
	g_assert_nonnull(message);
	g_free(message);
	char *edited = edit_text(SPAN("some"), false, &message);
	g_assert_cmpstr(edited, ==, "some");
	g_free(edited);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/edit/cases", test_cases);
	g_test_add_func("/edit/memory", test_memory);
	return g_test_run();
}
