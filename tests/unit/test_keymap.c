/* SPDX-License-Identifier: MIT */
/* Names of keys, the default map, and that no key is bound twice or is one that a terminal keeps for itself. */
#include <glib.h>

#include "ui/event.h"
#include "ui/keymap.h"

static const struct {
	const char *name;
	uint32_t key;
} names[] = {
	{"j", 'j'},
	{"%", '%'},
	{"^", '^'},
	{"中", 0x4E2D},
	{"Space", ' '},
	{"Tab", 9},
	{"Shift-Tab", KEY_CODE_BACKTAB},
	{"Enter", 13},
	{"Esc", 27},
	{"Backspace", KEY_CODE_BACKSPACE},
	{"PgDn", KEY_CODE_PAGE_DOWN},
	{"F1", KEY_CODE_F1},
	{"^N", 14},
	{"^Z", 26},
};

static void test_names(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		g_assert_cmpuint(key_parse(span_of(names[i].name)), ==, names[i].key);
		GString *out = g_string_new(NULL);
		key_write(names[i].key, out);
		g_assert_cmpstr(out->str, ==, names[i].name);
		g_string_free(out, TRUE);
	}
	g_assert_cmpuint(key_parse(SPAN("pgdn")), ==, KEY_CODE_PAGE_DOWN);
	g_assert_cmpuint(key_parse(SPAN("^J")), ==, 13);
	g_assert_cmpuint(key_parse(SPAN("^?")), ==, 0);
	g_assert_cmpuint(key_parse(SPAN("jj")), ==, 0);
	g_assert_cmpuint(key_parse(SPAN("")), ==, 0);
}

static const struct {
	uint32_t key;
	enum action action;
} bound[] = {
	{'j', ACTION_DOWN},
	{KEY_CODE_DOWN, ACTION_DOWN},
	{0xFF4A, ACTION_DOWN},   /* ｊ */
	{'/', ACTION_SEARCH},
	{0xFF0F, ACTION_SEARCH}, /* ／ */
	{0x3001, ACTION_SEARCH}, /* 、 on the key of / */
	{0xFF1F, ACTION_HELP},   /* ？ */
	{KEY_CODE_F1, ACTION_HELP},
	{0x3000, ACTION_PAGE_DOWN},
	{'\n', ACTION_OPEN},
	{'\r', ACTION_OPEN},
	{127, ACTION_HISTORY_BACK},
	{8, ACTION_HISTORY_BACK},
	{27, ACTION_CANCEL},
	{'N', ACTION_PREVIOUS_MATCH},
	{0x4E2D, ACTION_NONE},
	{0, ACTION_NONE},
};

static void test_default(void)
{
	struct keymap *keymap = keymap_new();
	for (size_t i = 0; i < G_N_ELEMENTS(bound); i++)
		g_assert_cmpint(keymap_find(keymap, bound[i].key), ==, bound[i].action);
	keymap_free(keymap);
}

/* Every default key is known, means one action, is no digit (a count) and not ^S or ^Q (flow control). */
static void test_no_conflict(void)
{
	GHashTable *seen = g_hash_table_new(NULL, NULL);
	struct keymap *keymap = keymap_new();
	for (enum action action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
		g_assert_true(keymap_bind(keymap, span_of(action_info(action)->keys), action));
		char **keys = g_strsplit(action_info(action)->keys, " ", -1);
		for (char **key = keys; *key; key++) {
			uint32_t code = key_parse(span_of(*key));
			g_assert_false(code >= '0' && code <= '9');
			g_assert_true(code != 'S' - '@' && code != 'Q' - '@');
			g_assert_true(g_hash_table_add(seen, GUINT_TO_POINTER(code)));
		}
		g_strfreev(keys);
	}
	keymap_free(keymap);
	g_hash_table_unref(seen);
}

static void test_bind(void)
{
	struct keymap *keymap = keymap_new();
	GString *keys = g_string_new(NULL);
	g_assert_false(keymap_bind(keymap, SPAN(" x  nonsense ^X"), ACTION_DOWN));
	keymap_keys(keymap, ACTION_DOWN, 9, keys);
	g_assert_cmpstr(keys->str, ==, "j Down ^N x ^X");
	g_assert_true(keymap_bind(keymap, SPAN("j"), ACTION_QUIT));
	g_assert_cmpint(keymap_find(keymap, 'j'), ==, ACTION_QUIT);
	g_string_truncate(keys, 0);
	keymap_keys(keymap, ACTION_DOWN, 1, keys);
	g_assert_cmpstr(keys->str, ==, "Down");
	g_string_free(keys, TRUE);
	keymap_free(keymap);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/keymap/names", test_names);
	g_test_add_func("/keymap/default", test_default);
	g_test_add_func("/keymap/no-conflict", test_no_conflict);
	g_test_add_func("/keymap/bind", test_bind);
	return g_test_run();
}
