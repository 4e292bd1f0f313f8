/* SPDX-License-Identifier: MIT */
/* Names of keys, the default map and the presets, what a config file makes of them and what is reported where. */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "ui/event.h"
#include "ui/keymap_config.h"
#include "ui/preset.h"

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
	{"F12", KEY_CODE_F12},
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

static enum action find(const struct keymap *keymap, enum key_context context, uint32_t key)
{
	struct keys keys = {{key_plain(key)}, 1};
	enum action action;
	keymap_find(keymap, context, &keys, &action);
	return action;
}

static void test_default(void)
{
	struct keymap *keymap = keymap_new(PRESET_DEFAULT);
	for (size_t i = 0; i < G_N_ELEMENTS(bound); i++)
		g_assert_cmpint(find(keymap, KEYS_LIST, bound[i].key), ==, bound[i].action);
	keymap_free(keymap);
}

/*
 * Every default key is known, means one action in its context, is no digit (a count) and not ^S or ^Q (flow control).
 */
static void test_no_conflict(void)
{
	GHashTable *seen = g_hash_table_new(NULL, NULL);
	for (enum action action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
		char **keys = g_strsplit(action_info(action)->keys, " ", -1);
		for (char **key = keys; *key && **key; key++) {
			uint32_t code = key_parse(span_of(*key));
			g_assert_cmpuint(code, !=, 0);
			g_assert_false(code >= '0' && code <= '9');
			g_assert_true(code != 'S' - '@' && code != 'Q' - '@');
			code |= (uint32_t)action_info(action)->context << 24;
			g_assert_true(g_hash_table_add(seen, GUINT_TO_POINTER(code)));
		}
		g_strfreev(keys);
		g_assert_cmpint(action_named(span_of(action_info(action)->name)), ==, action);
	}
	g_hash_table_unref(seen);
}

static const struct {
	const char *text;
	unsigned count;   /* 0: there is none */
	const char *again; /* as it is written; NULL: as it was read */
} sequences[] = {
	{"gg", 2, NULL},          {"j", 1, NULL},           {"g Down", 2, NULL},   {"g g", 2, "gg"}, {"^Ww", 2, NULL},
	{"^W^W", 2, NULL},        {"pgdn", 1, "PgDn"},      {"ｇｇ", 2, "gg"},      {"中文", 2, NULL}, {"a5", 2, NULL},
	{"U p", 2, NULL},         {"^ W", 2, NULL},         {"Space g", 2, NULL},  {"5j", 0, NULL},  {"abcde", 0, NULL},
	{"", 0, NULL},            {" ", 0, NULL},           {"Control-X", 0, NULL}, {"PageDown", 0, NULL},
};

static void test_sequences(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(sequences); i++) {
		struct keys keys;
		bool known = keys_parse(span_of(sequences[i].text), &keys);
		g_assert_cmpint(known, ==, sequences[i].count > 0);
		if (!known)
			continue;
		GString *out = g_string_new(NULL);
		keys_write(&keys, out);
		g_assert_cmpuint(keys.count, ==, sequences[i].count);
		g_assert_cmpstr(out->str, ==, sequences[i].again ? sequences[i].again : sequences[i].text);
		g_string_free(out, TRUE);
	}
}

static void check_alone(void *data, const struct keys *keys, enum action action)
{
	struct keys other;
	enum action meaning;
	GString *name = g_string_new(NULL);
	keys_write(keys, name);
	if (action != ACTION_NONE && keymap_conflict(data, KEYS_ALL, keys, &other, &meaning))
		g_error("%s conflicts with the keys of %s", name->str, action_info(meaning)->name);
	g_string_free(name, TRUE);
}

/* All names in the presets are known, no key waits for a longer sequence, and every action has a key somewhere. */
static void test_presets(void)
{
	for (enum preset preset = PRESET_DEFAULT; preset < PRESET_COUNT; preset++) {
		struct keymap *keymap = keymap_new(preset);
		size_t count;
		const struct preset_binding *rows = preset_bindings(preset, &count);
		for (size_t i = 0; i < count; i++)
			g_assert_true(keymap_bind(keymap, rows[i].context, span_of(rows[i].keys), rows[i].action));
		for (enum key_context context = KEYS_ALL; context < KEYS_CONTEXT_COUNT; context++)
			keymap_each(keymap, context, check_alone, keymap);
		for (enum action action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
			GString *keys = g_string_new(NULL);
			for (enum key_context context = KEYS_ALL; context < KEYS_CONTEXT_COUNT; context++)
				keymap_keys(keymap, context, action, 1, keys);
			if (keys->len == 0)
				g_test_message("preset %u: %s has no key", preset, action_info(action)->name);
			g_assert_true(keys->len > 0 || action_info(action)->keys[0] == '\0');
			g_string_free(keys, TRUE);
		}
		keymap_free(keymap);
	}
}

static void test_bind(void)
{
	struct keymap *keymap = keymap_new(PRESET_DEFAULT);
	GString *keys = g_string_new(NULL);
	g_assert_false(keymap_bind(keymap, KEYS_ALL, SPAN(" x  nonsense ^X"), ACTION_DOWN));
	keymap_keys(keymap, KEYS_ALL, ACTION_DOWN, 9, keys);
	g_assert_cmpstr(keys->str, ==, "j Down ^N x ^X");
	g_assert_true(keymap_bind(keymap, KEYS_ALL, SPAN("j"), ACTION_QUIT));
	g_assert_true(keymap_bind(keymap, KEYS_READER, SPAN("j"), ACTION_UP));
	g_assert_cmpint(find(keymap, KEYS_LIST, 'j'), ==, ACTION_QUIT);
	g_assert_cmpint(find(keymap, KEYS_READER, 'j'), ==, ACTION_UP);
	g_string_truncate(keys, 0);
	keymap_keys(keymap, KEYS_READER, ACTION_QUIT, 9, keys);
	g_assert_cmpstr(keys->str, ==, "Q");
	g_string_free(keys, TRUE);
	keymap_free(keymap);
}

/* The config file ------------------------------------------------------------------------------------------------- */

static char *report(const struct problems *problems)
{
	GString *out = g_string_new(NULL);
	for (size_t i = 0; i < problems_count(problems); i++) {
		const struct problem *problem = problems_at(problems, i);
		g_string_append_printf(out, "%s%u:%u %s", i ? ", " : "", problem->line, problem->column, problem->code);
	}
	return g_string_free(out, FALSE);
}

static struct keymap *load(const char *file, struct settings *settings, struct problems *problems)
{
	char *path = NULL;
	g_close(g_file_open_tmp("jianbao-XXXXXX.yaml", &path, NULL), NULL);
	g_assert_true(g_file_set_contents(path, file, -1, NULL));
	settings_default(settings);
	settings_read(settings, path, true, problems);
	struct keymap *keymap = keymap_load(settings, problems);
	g_unlink(path);
	g_free(path);
	return keymap;
}

/* What the file makes of keys in a context: "?" for nothing, "..." where more keys are needed. */
static const struct {
	const char *file, *problems;
	enum key_context context;
	const char *keys, *meaning;
} configs[] = {
	{"", "", KEYS_LIST, "j", "down"},
	{"keys: {all: {x: quit}}", "", KEYS_READER, "x", "quit"},
	{"keys: {reader: {x: quit}}", "", KEYS_READER, "x", "quit"},
	{"keys: {reader: {j: quit}}", "", KEYS_LIST, "j", "down"},
	{"keys: {reader: {j: none}}", "", KEYS_READER, "j", "?"},
	{"keys: {all: {'；': quit}}", "", KEYS_LIST, ";", "quit"},
	{"keys: {preset: vim}", "", KEYS_LIST, "gg", "top"},
	{"keys: {preset: vim}", "", KEYS_LIST, "g", "..."},
	{"keys: {preset: vim}", "", KEYS_READER, "ZZ", "quit"},
	{"", "", KEYS_LIST, "`", "go-mark"},
	{"keys: {preset: emacs}", "1:16 wrong-value", KEYS_LIST, "g", "top"},
	{"keys: {preset: less}", "", KEYS_READER, "Enter", "down"},
	{"keys: {preset: less}", "", KEYS_LIST, "Enter", "open"},
	{"keys:\n  all:\n    gg: top\n", "3:5 key-conflict", KEYS_LIST, "g", "top"},
	{"keys:\n  all:\n    gg: top\n    g: none\n", "", KEYS_LIST, "gg", "top"},
	{"keys:\n  reader:\n    gg: top\n", "3:5 key-conflict", KEYS_READER, "g", "top"},
	{"keys:\n  reader:\n    gg: top\n    g: none\n", "", KEYS_READER, "gg", "top"},
	{"keys:\n  reader:\n    gg: top\n    g: none\n", "", KEYS_LIST, "g", "top"},
	{"keys:\n  all: {Tab a: top, Tab: none, Tab a b: bottom}", "2:32 key-conflict", KEYS_LIST, "Tab a", "top"},
	{"keys:\n  all: {x: top, x: bottom}", "2:17 key-conflict", KEYS_LIST, "x", "bottom"},
	{"keys:\n  all: {x: tip, Spcae: top, 5: top, J: quit}", "2:12 unknown-action, 2:17 unknown-key, 2:29 unknown-key",
	 KEYS_LIST, "J", "quit"},
	{"keys:\n  lists: {x: top}\n  list: {x: quit}", "2:3 unknown-context", KEYS_LIST, "x", "quit"},
	{"keys:\n  list: {x: [a]}\n", "2:13 wrong-value", KEYS_LIST, "j", "down"},
	{"keys:\n  list: x\n", "2:3 unknown-setting", KEYS_LIST, "j", "down"},
};

static void test_config(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(configs); i++) {
		struct problems *problems = problems_new();
		struct settings settings;
		struct keymap *keymap = load(configs[i].file, &settings, problems);
		char *reported = report(problems);
		struct keys keys;
		enum action action;
		g_assert_cmpstr(reported, ==, configs[i].problems);
		g_assert_true(keys_parse(span_of(configs[i].keys), &keys));
		enum keys_found found = keymap_find(keymap, configs[i].context, &keys, &action);
		const char *meaning = found == KEYS_BEGUN     ? "..."
		                      : found == KEYS_UNKNOWN ? "?"
		                                              : action_info(action)->name;
		g_assert_cmpstr(meaning, ==, configs[i].meaning);
		g_free(reported);
		settings_clear(&settings);
		keymap_free(keymap);
		problems_free(problems);
	}
}

/* What --dump-keys makes of a file. */
static char *dump(const char *file, struct problems *problems)
{
	GString *out = g_string_new(NULL);
	struct settings settings;
	struct keymap *keymap = load(file, &settings, problems);
	settings_write(&settings, "keys", out);
	keymap_write(keymap, out);
	settings_clear(&settings);
	keymap_free(keymap);
	return g_string_free(out, FALSE);
}

/* What is written of any preset and of one's own keys is read back as the same. */
static void test_write(void)
{
	static const char *const files[] = {
		"", "keys: {preset: newsboat}", "keys: {preset: vim}", "keys: {preset: less}", "keys: {preset: mutt}",
		"keys: {reader: {j: none, \"'\": quit, 'U p': top, U: none}, all: {g: none, gg: top, 'Tab x': up, Tab: none}}",
	};
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		struct problems *problems = problems_new();
		char *once = dump(files[i], problems), *twice = dump(once, problems), *reported = report(problems);
		g_assert_cmpstr(once, ==, twice);
		g_assert_cmpstr(reported, ==, "");
		g_free(once);
		g_free(twice);
		g_free(reported);
		problems_free(problems);
	}
}

/* Names of actions in braces are the keys in force. */
static const struct {
	const char *file;
	enum key_context context;
	const char *text, *told;
} tellings[] = {
	{NULL, KEYS_LIST, "{limit} and Enter; {select-begin} begins", "& and Enter; v begins"},
	{"", KEYS_LIST, "{limit} and Enter; {select-begin} begins", "& and Enter; v begins"},
	{"keys: {all: {'&': none, x: none, 'U p': limit, U: none}, select: {v: none, '-': select-begin}}", KEYS_LIST,
	 "{limit}, {choose}, {select-begin}, {nonsense} {", "U p, :choose, -, {nonsense} {"},
	{"keys: {all: {'@': none, g: none, Home: none, m: none}}", KEYS_LIST,
	 "5{top} goes; {mark}a; {saved-searches}=", ":5 top goes; :mark a; :saved-searches ="},
	{"keys: {list: {E: none, e: problems}}", KEYS_LIST, "{problems}}", "e}"},
	{"keys: {list: {E: none, e: problems}}", KEYS_READER, "{problems", "{problems"},
};

static void test_tell(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(tellings); i++) {
		struct problems *problems = problems_new();
		struct settings settings;
		struct keymap *keymap = load(tellings[i].file ? tellings[i].file : "", &settings, problems);
		GString *told = g_string_new(NULL);
		keymap_tell(tellings[i].file ? keymap : NULL, tellings[i].context, tellings[i].text, told);
		g_assert_cmpstr(told->str, ==, tellings[i].told);
		g_string_free(told, TRUE);
		settings_clear(&settings);
		keymap_free(keymap);
		problems_free(problems);
	}
}

/* Whatever stands in braces in the help is the name of an action. */
static void test_help(void)
{
	for (enum action action = ACTION_NONE + 1; action < ACTION_COUNT; action++) {
		GString *told = g_string_new(NULL);
		keymap_tell(NULL, KEYS_ALL, action_info(action)->help, told);
		if (strchr(told->str, '{'))
			g_error("%s: %s", action_info(action)->name, told->str);
		g_string_free(told, TRUE);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/keymap/names", test_names);
	g_test_add_func("/keymap/default", test_default);
	g_test_add_func("/keymap/tell", test_tell);
	g_test_add_func("/keymap/help", test_help);
	g_test_add_func("/keymap/no-conflict", test_no_conflict);
	g_test_add_func("/keymap/sequences", test_sequences);
	g_test_add_func("/keymap/presets", test_presets);
	g_test_add_func("/keymap/bind", test_bind);
	g_test_add_func("/keymap/config", test_config);
	g_test_add_func("/keymap/write", test_write);
	return g_test_run();
}
