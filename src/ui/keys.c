/* SPDX-License-Identifier: MIT */
/* Keys by their names, and back, and the names of the contexts. Tables, walked: nothing here is asked for often. */
#include "ui/keys.h"

#include <string.h>

#include "text/utf8.h"
#include "ui/event.h"

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

__attribute__((hot))
uint32_t key_plain(uint32_t key)
{
	for (size_t i = 0; i < G_N_ELEMENTS(plain_keys); i++)
		if (plain_keys[i].from == key)
			return plain_keys[i].to;
	return key >= 0xFF01 && key <= 0xFF5E ? key - 0xFF01 + '!' : key;
}

/* "^X" or "Ctrl-X", in which X is a letter or one of @[\]^_. */
static bool parse_control(struct span name, uint32_t *key)
{
	if (span_starts_nocase(name, SPAN("Ctrl-")))
		name = span_from(name, strlen("Ctrl-") - 1);
	else if (!span_starts(name, SPAN("^")))
		return false;
	if (name.len != 2)
		return false;
	unsigned char c = (unsigned char)g_ascii_toupper(name.at[1]);
	if (c < '@' || c > '_')
		return false;
	*key = key_plain(c - '@');
	return true;
}

/* "F1" to "F12". */
static bool parse_function(struct span name, uint32_t *key)
{
	for (*key = KEY_CODE_F1; *key <= KEY_CODE_F12; ++*key) {
		char written[8];
		g_snprintf(written, sizeof(written), "F%u", *key - KEY_CODE_F1 + 1);
		if (span_equal_nocase(name, span_of(written)))
			return true;
	}
	return false;
}

uint32_t key_parse(struct span name)
{
	uint32_t key = 0;
	size_t at = 0;
	if (name.len == 0)
		return 0;
	if (parse_control(name, &key) || parse_function(name, &key))
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
	else if (key >= KEY_CODE_F1 && key <= KEY_CODE_F12)
		g_string_append_printf(out, "F%u", key - KEY_CODE_F1 + 1);
	else if (key >= KEY_CODE_FIRST || code_is_control(key))
		g_string_append_printf(out, "U+%04X", key);
	else
		utf8_append(out, key);
}

/* Sequences -------------------------------------------------------------------------------------------------------- */

bool keys_next_word(struct span *rest, struct span *word)
{
	*rest = span_trim(*rest);
	size_t end = span_find(*rest, SPAN(" "));
	*word = span_cut(*rest, 0, end == SPAN_NONE ? rest->len : end);
	*rest = span_from(*rest, word->len);
	return word->len > 0;
}

static bool add_key(struct keys *keys, uint32_t key)
{
	if (key == 0 || keys->count == KEYS_LONGEST)
		return false;
	keys->at[keys->count++] = key_plain(key);
	return true;
}

/* A name, or the keys of a run such as "gg" or "^Wj". */
static bool parse_word(struct span word, struct keys *keys)
{
	uint32_t key = key_parse(word);
	if (key)
		return add_key(keys, key);
	for (size_t at = 0; at < word.len;) {
		size_t from = at;
		utf8_next(word, &at);
		if (word.at[from] == '^' && at < word.len && parse_control(span_cut(word, from, at + 1), &key))
			at++;
		else
			key = key_parse(span_cut(word, from, at));
		if (!add_key(keys, key))
			return false;
	}
	return true;
}

/* A count would take a digit. */
static bool begins_with_digit(const struct keys *keys)
{
	return keys->at[0] >= '0' && keys->at[0] <= '9';
}

bool keys_parse(struct span text, struct keys *keys)
{
	*keys = (struct keys){.count = 0};
	for (struct span word; keys_next_word(&text, &word);)
		if (!parse_word(word, keys))
			return false;
	return keys->count > 0 && !begins_with_digit(keys);
}

__attribute__((hot))
bool keys_same(const struct keys *a, const struct keys *b)
{
	return a->count == b->count && memcmp(a->at, b->at, a->count * sizeof(a->at[0])) == 0;
}

static void write_keys(const struct keys *keys, const char *between, GString *out)
{
	for (unsigned i = 0; i < keys->count; i++) {
		g_string_append(out, i > 0 ? between : "");
		key_write(keys->at[i], out);
	}
}

void keys_write(const struct keys *keys, GString *out)
{
	size_t from = out->len;
	struct keys again;
	write_keys(keys, "", out);
	if (keys_parse((struct span){out->str + from, out->len - from}, &again) && keys_same(keys, &again))
		return;
	g_string_truncate(out, from);
	write_keys(keys, " ", out);
}

bool keys_begin(const struct keys *keys, const struct keys *with)
{
	return with->count < keys->count && memcmp(keys->at, with->at, with->count * sizeof(with->at[0])) == 0;
}

static const char *const context_names[KEYS_CONTEXT_COUNT] = {
	[KEYS_ALL] = "all",       [KEYS_LIST] = "list",       [KEYS_FOUND] = "found",
	[KEYS_READER] = "reader", [KEYS_RELATED] = "related", [KEYS_SELECT] = "select",
	[KEYS_FACETS] = "facets",
};

const char *key_context_name(enum key_context context)
{
	return context_names[context];
}

enum key_context key_context_named(struct span name)
{
	enum key_context context = KEYS_ALL;
	while (context < KEYS_CONTEXT_COUNT && !span_equal(name, span_of(context_names[context])))
		context++;
	return context;
}
