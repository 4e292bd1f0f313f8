/* SPDX-License-Identifier: MIT */
/* The line editor. A script holds keys: letters as they are, editing keys by the names below; "|" marks the point. */
#include <glib.h>

#include "text/utf8.h"
#include "ui/event.h"
#include "ui/prompt.h"

static const struct {
	char letter;
	uint32_t key;
} named[] = {
	{'<', KEY_CODE_LEFT},   {'>', KEY_CODE_RIGHT},     {'{', KEY_CODE_HOME}, {'}', KEY_CODE_END},
	{'~', KEY_CODE_DELETE}, {'#', KEY_CODE_BACKSPACE}, {'W', 'W' - '@'},     {'U', 'U' - '@'},
	{'K', 'K' - '@'},       {'!', 27},                 {'=', '\r'},          {'^', KEY_CODE_UP},
};

static const struct {
	const char *script, *text; /* the text with its point */
	enum prompt_result last;
} cases[] = {
	{"岸田", "岸田|", PROMPT_CHANGED},
	{"岸田#", "岸|", PROMPT_CHANGED},
	{"岸田<文", "岸文|田", PROMPT_CHANGED},
	{"岸田<<<", "|岸田", PROMPT_MOVED},
	{"岸田{>~", "岸|", PROMPT_CHANGED},
	{"か\u3099な<#", "|な", PROMPT_CHANGED},
	{"か\u3099な<<~", "|な", PROMPT_CHANGED},
	{"e\u0301<>", "e\u0301|", PROMPT_MOVED},
	{"一👨\u200D👩\u200D👧#", "一|", PROMPT_CHANGED},
	{"ｊ／？", "ｊ／？|", PROMPT_CHANGED}, /* text here, no keys */
	{"ab 美日 峰會W", "ab 美日 |", PROMPT_CHANGED},
	{"ab  W", "|", PROMPT_CHANGED},
	{"abc<U", "|c", PROMPT_CHANGED},
	{"abc<K", "ab|", PROMPT_CHANGED},
	{"ab}~", "ab|", PROMPT_MOVED},
	{"a{#", "|a", PROMPT_MOVED},
	{"a##", "|", PROMPT_CANCELLED},
	{"a!", "a|", PROMPT_CANCELLED},
	{"a=", "a|", PROMPT_ACCEPTED},
	{"a^", "a|", PROMPT_IGNORED},
};

static uint32_t key_of(uint32_t code)
{
	for (size_t i = 0; i < G_N_ELEMENTS(named); i++)
		if (named[i].letter == (char)code && code < 128)
			return named[i].key;
	return code;
}

static enum prompt_result type(struct prompt *prompt, const char *script)
{
	enum prompt_result result = PROMPT_IGNORED;
	struct span keys = span_of(script);
	for (size_t at = 0; at < keys.len;)
		result = prompt_key(prompt, key_of(utf8_next(keys, &at)));
	return result;
}

static void assert_text(const struct prompt *prompt, const char *expected)
{
	struct span text = prompt_text(prompt);
	GString *shown = g_string_new_len(text.at, (gssize)text.len);
	g_string_insert_c(shown, (gssize)prompt_point(prompt), '|');
	g_assert_cmpstr(shown->str, ==, expected);
	g_string_free(shown, TRUE);
}

static void test_editing(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct prompt *prompt = prompt_new("/", &widths_default);
		enum prompt_result last = type(prompt, cases[i].script);
		assert_text(prompt, cases[i].text);
		g_assert_cmpint(last, ==, cases[i].last);
		prompt_free(prompt);
	}
}

static const struct {
	const char *pasted, *text;
} pastes[] = {
	{"美日\n峰會", "美日|"},
	{"  \n 峰會\tx", "峰會 x|"},
	{"a\033[1mb\u202E\xFF", "a[1mb\uFFFD|"},
	{"", "|"},
};

static void test_paste(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(pastes); i++) {
		struct prompt *prompt = prompt_new("/", &widths_default);
		prompt_paste(prompt, span_of(pastes[i].pasted));
		assert_text(prompt, pastes[i].text);
		prompt_free(prompt);
	}
}

/* What replaces something stands there as it is, on one line. */
static void test_replacing(void)
{
	struct prompt *prompt = prompt_new("/", &widths_default);
	prompt_replace(prompt, 0, 0, SPAN("tag:a\ttag:b \033"));
	assert_text(prompt, "tag:a tag:b |");
	prompt_replace(prompt, 4, 7, SPAN("c\nd"));
	assert_text(prompt, "tag:c d|ag:b ");
	prompt_free(prompt);
}

/* What is suggested gives way to what is typed, and is edited by keys that edit. */
static const struct {
	const char *script, *text;
} suggested[] = {
	{"", "a.epub|"}, {"新", "新|"}, {"新書", "新書|"}, {"#", "a.epu|"}, {"}x", "a.epubx|"}, {"^x", "x|"}, {"=", "a.epub|"},
};

static void test_suggestion(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(suggested); i++) {
		struct prompt *prompt = prompt_new("/", &widths_default);
		prompt_suggest(prompt, SPAN("a.epub"));
		type(prompt, suggested[i].script);
		assert_text(prompt, suggested[i].text);
		prompt_free(prompt);
	}
	struct prompt *prompt = prompt_new("/", &widths_default);
	prompt_suggest(prompt, SPAN("a.epub"));
	prompt_paste(prompt, SPAN("b.md"));
	prompt_paste(prompt, SPAN("x"));
	assert_text(prompt, "b.mdx|");
	prompt_free(prompt);
}

/* A long text scrolls by whole characters, and the cursor stays inside. */
static const struct {
	const char *script, *note, *row;
	unsigned cursor;
} drawn[] = {
	{"岸田", "", "/岸田", 5},
	{"岸田", "3/17", "/岸田       3/17", 5},
	{"岸田文雄和拜登", "3/17", "/雄和拜登   3/17", 9},
	{"岸田文雄和拜登<<", "3/17", "/田文雄和拜 3/17", 9},
	{"美日峰會岸田文雄拜登", "", "/會岸田文雄拜登", 15},
};

static void test_drawing(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(drawn); i++) {
		struct canvas *canvas = canvas_new(1, 16, &widths_default);
		struct prompt *prompt = prompt_new("/", &widths_default);
		type(prompt, drawn[i].script);
		prompt_draw(prompt, canvas, (struct rect){0, 0, 1, 16}, span_of(drawn[i].note));
		char *dump = canvas_dump(canvas);
		g_assert_cmpstr(g_strchomp(dump), ==, drawn[i].row);
		g_assert_true(canvas->cursor_visible);
		g_assert_cmpuint(canvas->cursor_column, ==, drawn[i].cursor);
		g_free(dump);
		prompt_free(prompt);
		canvas_free(canvas);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/prompt/editing", test_editing);
	g_test_add_func("/prompt/paste", test_paste);
	g_test_add_func("/prompt/replacing", test_replacing);
	g_test_add_func("/prompt/suggestion", test_suggestion);
	g_test_add_func("/prompt/drawing", test_drawing);
	return g_test_run();
}
