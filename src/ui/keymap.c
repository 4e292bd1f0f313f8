/* SPDX-License-Identifier: MIT */
/*
 * Keys and their names, and the map from keys to actions: a list of bindings in the order in which they were made,
 * at most one for a key. Some seventy of them, so looking one up is a walk.
 */
#include "ui/keymap.h"

#include "text/utf8.h"
#include "ui/event.h"

struct binding {
	uint32_t key;
	enum action action;
};

struct keymap {
	GArray *bindings; /* of struct binding */
};

enum { KEY_TAB = 9, KEY_ENTER = 13, KEY_ESCAPE = 27 };

static const struct {
	const char *name;
	uint32_t key;
} key_names[] = {
	{"Space", ' '},
	{"Tab", KEY_TAB},
	{"Shift-Tab", KEY_CODE_BACKTAB},
	{"Enter", KEY_ENTER},
	{"Esc", KEY_ESCAPE},
	{"Backspace", KEY_CODE_BACKSPACE},
	{"Delete", KEY_CODE_DELETE},
	{"Insert", KEY_CODE_INSERT},
	{"Up", KEY_CODE_UP},
	{"Down", KEY_CODE_DOWN},
	{"Left", KEY_CODE_LEFT},
	{"Right", KEY_CODE_RIGHT},
	{"PgUp", KEY_CODE_PAGE_UP},
	{"PgDn", KEY_CODE_PAGE_DOWN},
	{"Home", KEY_CODE_HOME},
	{"End", KEY_CODE_END},
	{"F1", KEY_CODE_F1},
};

/* Beside the full-width block: what input methods put on ASCII keys, and the second code of a key. */
static const struct {
	uint32_t from, to;
} plain_keys[] = {
	{'\n', KEY_ENTER},
	{8, KEY_CODE_BACKSPACE},
	{127, KEY_CODE_BACKSPACE},
	{0x3000, ' '},
	{0x3001, '/'}, /* 、 */
	{0x3002, '.'}, /* 。 */
	{0x300A, '<'}, /* 《 */
	{0x300B, '>'}, /* 》 */
	{0x3010, '['}, /* 【 */
	{0x3011, ']'}, /* 】 */
};

uint32_t key_plain(uint32_t key)
{
	for (size_t i = 0; i < G_N_ELEMENTS(plain_keys); i++)
		if (plain_keys[i].from == key)
			return plain_keys[i].to;
	return key >= 0xFF01 && key <= 0xFF5E ? key - 0xFF01 + '!' : key;
}

/* "^X", in which X is a letter or one of @[\]^_. */
static bool parse_control(struct span name, uint32_t *key)
{
	if (name.len != 2 || name.at[0] != '^')
		return false;
	unsigned char c = (unsigned char)g_ascii_toupper(name.at[1]);
	if (c < '@' || c > '_')
		return false;
	*key = key_plain(c - '@');
	return true;
}

uint32_t key_parse(struct span name)
{
	uint32_t key = 0;
	size_t at = 0;
	if (name.len == 0)
		return 0;
	if (parse_control(name, &key))
		return key;
	for (size_t i = 0; i < G_N_ELEMENTS(key_names); i++)
		if (span_equal_nocase(name, span_of(key_names[i].name)))
			return key_names[i].key;
	key = utf8_next(name, &at);
	return at == name.len && !code_is_control(key) ? key : 0;
}

void key_write(uint32_t key, GString *out)
{
	for (size_t i = 0; i < G_N_ELEMENTS(key_names); i++) {
		if (key_names[i].key == key) {
			g_string_append(out, key_names[i].name);
			return;
		}
	}
	if (key < ' ')
		g_string_append_printf(out, "^%c", (char)('@' + key));
	else if (key >= KEY_CODE_FIRST || code_is_control(key))
		g_string_append_printf(out, "U+%04X", key);
	else
		utf8_append(out, key);
}

static void bind(struct keymap *keymap, uint32_t key, enum action action)
{
	struct binding binding = {key, action};
	for (guint i = 0; i < keymap->bindings->len; i++) {
		if (g_array_index(keymap->bindings, struct binding, i).key == key) {
			g_array_remove_index(keymap->bindings, i);
			break;
		}
	}
	g_array_append_val(keymap->bindings, binding);
}

/* Takes the next word off `rest`; false where there is none. */
static bool next_word(struct span *rest, struct span *word)
{
	*rest = span_trim(*rest);
	size_t end = span_find(*rest, SPAN(" "));
	*word = span_cut(*rest, 0, end == SPAN_NONE ? rest->len : end);
	*rest = span_from(*rest, word->len);
	return word->len > 0;
}

bool keymap_bind(struct keymap *keymap, struct span keys, enum action action)
{
	bool known = true;
	for (struct span word; next_word(&keys, &word);) {
		uint32_t key = key_parse(word);
		if (key)
			bind(keymap, key, action);
		else
			known = false;
	}
	return known;
}

struct keymap *keymap_new(void)
{
	struct keymap *keymap = g_new0(struct keymap, 1);
	keymap->bindings = g_array_new(FALSE, FALSE, sizeof(struct binding));
	for (enum action action = ACTION_NONE + 1; action < ACTION_COUNT; action++)
		keymap_bind(keymap, span_of(action_info(action)->keys), action);
	return keymap;
}

void keymap_free(struct keymap *keymap)
{
	if (!keymap)
		return;
	g_array_unref(keymap->bindings);
	g_free(keymap);
}

enum action keymap_find(const struct keymap *keymap, uint32_t key)
{
	key = key_plain(key);
	for (guint i = 0; i < keymap->bindings->len; i++) {
		struct binding binding = g_array_index(keymap->bindings, struct binding, i);
		if (binding.key == key)
			return binding.action;
	}
	return ACTION_NONE;
}

void keymap_keys(const struct keymap *keymap, enum action action, unsigned max, GString *out)
{
	unsigned count = 0;
	for (guint i = 0; i < keymap->bindings->len && count < max; i++) {
		struct binding binding = g_array_index(keymap->bindings, struct binding, i);
		if (binding.action != action)
			continue;
		if (count++ > 0)
			g_string_append_c(out, ' ');
		key_write(binding.key, out);
	}
}
