/* SPDX-License-Identifier: MIT */
/*
 * YAML as a tree, written out here as one line of text: a map as {key=value,…}, a list as [value,…], quoted text in ''.
 * Then what is refused and where, and that hostile input costs no more than its size.
 */
#include "base/yaml.h"

#include <glib.h>
#include <string.h>

/* Writes a tree without recursion: `open` holds the nodes whose children are being written. */
static char *dump(const struct yaml *root)
{
	GString *out = g_string_new(NULL);
	GPtrArray *open = g_ptr_array_new();
	const struct yaml *node = root;
	while (node) {
		if (node->key.at)
			g_string_append_printf(out, "%.*s=", (int)node->key.len, node->key.at);
		const char *quote = node->quoted ? "'" : "";
		if (node->kind == YAML_TEXT)
			g_string_append_printf(out, "%s%.*s%s", quote, (int)node->text.len, node->text.at, quote);
		else
			g_string_append_c(out, node->kind == YAML_MAP ? '{' : '[');
		bool opened = node->kind != YAML_TEXT;
		if (opened)
			g_ptr_array_add(open, (gpointer)node);
		const struct yaml *next = opened ? node->first : node->next;
		while (!next && open->len > 0) {
			const struct yaml *parent = g_ptr_array_steal_index(open, open->len - 1);
			g_string_append_c(out, parent->kind == YAML_MAP ? '}' : ']');
			next = parent->next;
			opened = false;
		}
		if (next && !opened)
			g_string_append_c(out, ',');
		node = next;
	}
	g_ptr_array_unref(open);
	return g_string_free(out, FALSE);
}

static const struct {
	const char *input, *tree;
} trees[] = {
	{"", "{}"},
	{"# nothing\n\n", "{}"},
	{"---\n", "{}"},
	{"title: 美日峰會\ndate: 2022-11-20\n", "{title=美日峰會,date=2022-11-20}"},
	{"\xEF\xBB\xBFtitle: On\n", "{title=On}"},
	{"a: On\nb: 4.15\nc: ~\nd:\n", "{a=On,b=4.15,c=~,d=}"},
	{"a: \"x\\n\\u4e2d\"\nb: 'it''s'\n", "{a='x\n中',b='it's'}"},
	{"t: |\n  one\n  two\nu: >-\n  one\n  two\n", "{t='one\ntwo\n',u='one two'}"},
	{"t: one\n  two\n", "{t=one two}"},
	{"tags: [a, \"b\", c d]\n", "{tags=[a,'b',c d]}"},
	{"tags:\n- a\n- b\nx: {y: z, w: [1]}\n", "{tags=[a,b],x={y=z,w=[1]}}"},
	{"- a: 1\n  b: 2\n- - c\n", "[{a=1,b=2},[c]]"},
	{"a: []\nb: {}\n", "{a=[],b={}}"},
	{"a: &name x\nb: !!int 3\n", "{a=x,b=3}"},
	{"\"\": x\n", "{=x}"},
	{"just text", "just text"},
	{"a: b\n---\nc: d\n", "{a=b}"},
	{"a: b\r\nc: d\r\n", "{a=b,c=d}"},
};

static void test_trees(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(trees); i++) {
		struct arena *arena = arena_new();
		struct yaml_error error;
		struct yaml *root = yaml_read(arena, span_of(trees[i].input), &error);
		g_assert_nonnull(root);
		char *tree = dump(root);
		g_assert_cmpstr(tree, ==, trees[i].tree);
		g_free(tree);
		arena_free(arena);
	}
}

static const struct {
	const char *input;
	unsigned line, column;
} refused[] = {
	{"a: b: c\n", 1, 5},
	{"a: x\nb: [1, 2\n", 3, 1},
	{"a: x\nb: \"open\n", 3, 1},
	{"a: &x 1\nb: *x\n", 2, 4},
	{"? [a]\n: b\n", 1, 3},
	{"a: 1\n中: \x01\n", 2, 4},
	{"a: 1\n中: \xFF\n", 2, 4},
	{"\tx: y\n", 1, 1},
};

static void test_refused(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(refused); i++) {
		struct arena *arena = arena_new();
		struct yaml_error error = {0};
		g_assert_null(yaml_read(arena, span_of(refused[i].input), &error));
		g_assert_nonnull(error.message);
		g_assert_cmpuint(error.line, ==, refused[i].line);
		g_assert_cmpuint(error.column, ==, refused[i].column);
		arena_free(arena);
	}
}

static void test_get(void)
{
	struct arena *arena = arena_new();
	struct yaml_error error;
	const struct yaml *root = yaml_read(arena, SPAN("a: 1\n  \nwidth:\n    ambiguous:   2\na: 3\n"), &error);
	const struct yaml *last = yaml_get(root, "a");
	g_assert_true(span_equal(last->text, SPAN("3")));
	const struct yaml *inner = yaml_get(yaml_get(root, "width"), "ambiguous");
	g_assert_true(span_equal(inner->text, SPAN("2")));
	g_assert_cmpuint(inner->line, ==, 4);
	g_assert_cmpuint(inner->column, ==, 18);
	g_assert_cmpuint(inner->key_line, ==, 4);
	g_assert_cmpuint(inner->key_column, ==, 5);
	g_assert_null(yaml_get(root, "b"));
	g_assert_null(yaml_get(last, "a"));
	g_assert_null(yaml_get(NULL, "a"));
	arena_free(arena);
}

/* `count` times `unit`, between `head` and `tail`. */
static struct span repeated(const char *head, const char *unit, size_t count, const char *tail)
{
	GString *out = g_string_new(head);
	while (count-- > 0)
		g_string_append(out, unit);
	g_string_append(out, tail);
	gsize len = out->len;
	return (struct span){g_string_free(out, FALSE), len};
}

static void test_depth(void)
{
	struct arena *arena = arena_new();
	struct yaml_error error = {0};
	for (size_t levels = 63; levels <= 65; levels++) {
		struct span flow = repeated("", "[", levels, "x");
		g_assert_cmpuint(flow.len, ==, levels + 1);
		struct span closed = repeated(flow.at, "]", levels, "\n");
		g_assert_cmpint(yaml_read(arena, closed, &error) != NULL, ==, levels <= 64);
		g_free((char *)flow.at);
		g_free((char *)closed.at);
	}
	g_assert_cmpuint(error.line, ==, 1);
	g_assert_cmpuint(error.column, ==, 65);
	arena_free(arena);
}

static const struct {
	const char *head, *unit, *tail;
	bool readable;
} hostile[] = {
	{"a: ", "[", "", false},
	{"", "[\n", "", false},
	{"", "{a: ", "", false},
	{"", "- ", "x", false},
	{"", "? ", "x", false},
	{"a: &a [x]\nb: ", "[*a,*a],", "", false},
	{"a: &a [lol]\n", "b: &b [*a, *a, *a, *a]\n", "", false},
	{"", "- x\n", "", false}, /* too many values */
	{"", "%TAG !x! tag:x,2000:\n", "--- a\n", false},
	{"", "# %TAG\n", "a: b\n", true},
	{"a: \"", "x\n ", "\"\n", true},
	{"a: \"", "x\n ", "", false},
	{"a: ", "x ", "\n", true},
	{"a: ", "x\n ", "\n", true},
	{"a: |\n", "  x\n", "\n", true},
	{"a: ", "&a ", "x\n", false},
	{"a: !<", "x", "> y\n", true},
	{"", "\n", "a: b\n", true},
	{"x", "y", ": z\n", false},
};

/* 400 kB each. What is quadratic in it takes minutes. */
static void test_hostile(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(hostile); i++) {
		size_t count = 400000 / strlen(hostile[i].unit);
		struct span input = repeated(hostile[i].head, hostile[i].unit, count, hostile[i].tail);
		struct arena *arena = arena_new();
		struct yaml_error error;
		gint64 start = g_get_monotonic_time();
		g_assert_cmpint(yaml_read(arena, input, &error) != NULL, ==, hostile[i].readable);
		g_assert_cmpint(g_get_monotonic_time() - start, <, 10 * G_USEC_PER_SEC);
		g_assert_cmpuint(arena_bytes(arena), <, 32u << 20);
		arena_free(arena);
		g_free((char *)input.at);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/yaml/trees", test_trees);
	g_test_add_func("/yaml/refused", test_refused);
	g_test_add_func("/yaml/get", test_get);
	g_test_add_func("/yaml/depth", test_depth);
	g_test_add_func("/yaml/hostile", test_hostile);
	return g_test_run();
}
