/* SPDX-License-Identifier: MIT */
/* Front matter: what archives wrote, and the fields that it means. Every case is followed by the body "body\n". */
#include <glib.h>

#include "article/date.h"
#include "article/preamble.h"

struct sample {
	const char *lines; /* between the fences */
	const char *fields;
};

/* All fields on one line: title|date|author|url|site|tag,tag|language|lines of warnings */
static char *describe(const struct fields *fields)
{
	static const enum field order[] = {FIELD_TITLE, FIELD_AUTHOR, FIELD_URL, FIELD_SITE, FIELD_LANGUAGE};
	GString *out = g_string_new(NULL);
	char date[32];
	for (size_t i = 0; i < G_N_ELEMENTS(order); i++) {
		struct span value = fields_value(fields, order[i], NULL);
		g_string_append_len(out, value.at ? value.at : "", (gssize)value.len);
		g_string_append_c(out, '|');
	}
	date_write(fields_date(fields), date);
	g_string_append_printf(out, "%s|", date);
	for (unsigned i = 0; i < fields->tag_count; i++)
		g_string_append_printf(out, "%s%.*s", i ? "," : "", (int)fields->tags[i].len, fields->tags[i].at);
	g_string_append_c(out, '|');
	for (unsigned i = 0; i < fields->warning_count; i++)
		g_string_append_printf(out, "%s%u", i ? "," : "", fields->warnings[i].line);
	return g_string_free(out, FALSE);
}

static void check(const char *fence, const char *end, const struct sample *sample)
{
	char *file = g_strdup_printf("%s\n%s%s\nbody\n", fence, sample->lines, end), *described;
	struct arena *arena = arena_new();
	struct span text = span_of(file);
	struct fields fields;
	fields_init(&fields, arena);
	g_test_message("%s", sample->lines);
	g_assert_true(front_matter_read(arena, &fields, &text));
	g_assert_true(span_equal(text, SPAN("body\n")));
	described = describe(&fields);
	g_assert_cmpstr(described, ==, sample->fields);
	g_free(described);
	arena_free(arena);
	g_free(file);
}

static const struct sample yaml_samples[] = {
	{"layout: post\ntitle: \"a\"\ndate: 2022-11-13T18:04:03.000Z\nauthor: b\nfrom: https://e.org/1\n"
	 "tags: [ c ]\ncategories: [ d ]\n",
	 "a|b|https://e.org/1|||2022-11-13T18:04:03Z|c|"},
	{"title: On\n", "On|||||||"},
	{"title: 4.15\n", "4.15|||||||"},
	{"title: [转帖]\n", "[转帖]|||||||"},
	{"title: [转帖] 标题\n", "[转帖] 标题|||||||2"},
	{"title: 2022-11-20\n", "2022-11-20|||||||"},
	{"title: 和我们一起 #Here\n", "和我们一起 #Here|||||||"},
	{"title : x\n", "x|||||||"},
	{"title:x\n", "x|||||||"},
	{"Title: x\n", "x|||||||"},
	{"title: a: b: c\n", "a: b: c|||||||2"},
	{"title: \"a \\\"b\\\" \\d \\u4e2d\\ud83d\\ude00\"\n", "a \"b\" \\d 中😀|||||||"},
	{"title: 'it''s'\n", "it's|||||||"},
	{"title: 'Tis\n", "'Tis|||||||2"},
	{"title: \"他說\"今天不行\"，然後走了\"\n", "他說\"今天不行\"，然後走了|||||||2"},
	{"title: \"甲\" 和 \"乙\"\n", "\"甲\" 和 \"乙\"|||||||2"},
	{"title: \"甲\" # comment\n", "甲|||||||"},
	{"title: \"甲\n  乙\"\n", "甲 乙|||||||"},
	{"title: \"甲\n\n# 乙\ndate: 2020-01-01\n", "甲|||||2020-01-01||2"},
	{"title: >-\n  甲\n  乙\ndate: 2020-01-01\n", "甲 乙|||||2020-01-01||"},
	{"title: a &amp; &#39;b&#39; &amp;#39;\n", "a & 'b' '|||||||"},
	{"title: a\ntitle: b\n", "b|||||||3"},
	{"\ntitle: a\n\ndate:   2018-04-14\n\n", "a|||||2018-04-14||"},
	{"date: 2018-02-24  +0800\n", "|||||2018-02-24||"},
	{"date: 2020-01-01 # made up\n", "|||||2020-01-01||"},
	{"date: x\npublished: 2020-01-01\n", "|||||2020-01-01||"},
	{"published: true\ndateCreated: 2021-10-15T00:00:00.000Z\ndate: 2023-05-06\n", "|||||2023-05-06||"},
	{"author: A &#38; B\n", "|A & B||||||"},
	{"author:\n- 甲\n- 乙\n", "|甲、乙||||||"},
	{"authors: [A B, \"C, D\"]\n", "|A B, C, D||||||"},
	{"author:\n  name: 甲\n  url: https://e.org\n", "|甲||||||"},
	{"author:\n  - name: A\n  - name: B\n", "|A, B||||||"},
	{"author: |\n  甲\n  乙\n", "|甲、乙||||||"},
	{"author: ~\nby: 甲\n", "|甲||||||"},
	{"author: https://e.org/me\n", "|||||||"},
	{"author:\n- *x\n- 乙\n", "|*x、乙||||||3"}, /* YAML refuses the alias */
	{"from: 新华社\n", "|||新华社||||"},
	{"from: ~\n", "|||||||"},
	{"from: javascript:alert(1)\n", "|||||||"},
	{"source: CNN\nurl: https://e.org/1\nfrom: /x\n", "||https://e.org/1|CNN||||"},
	{"url: /2020/01/title/\n", "|||||||"},
	{"canonical_url: <https://e.org/1>\n", "||https://e.org/1|||||"},
	{"source: \"[a](https://e.org/1)\"\n", "||https://e.org/1|||||"},
	{"tags: 996\n", "||||||996|"},
	{"tags: a, b，c\n", "||||||a,b,c|"},
	{"tags: [ 甲, \"乙, 丙 ]\n", "||||||甲,乙,丙|2"},
	{"tags: [a, 'b, c', \"d\"] # e\n", "||||||a,b, c,d|"},
	{"tags:\n  - 一\n  - 二\n", "||||||一,二|"},
	{"tags: [a,\n  b,\n  c]\ntitle: x\n", "x||||||a,b,c|"},
	{"tags:\n\ttitle: 甲\n", "|||||||3"},
	{"tags: [转帖]\ncategories: 4.15\n", "||||||转帖|"},
	{"tags: []\ncategories: [d]\n", "||||||d|"},
	{"lang: zh-TW\n", "||||zh-TW|||"},
	{"title: a\n\tcategories: b\n", "a||||||b|"},
	{"# comment\ntitle: a\nunknown:\n  title: no\n", "a|||||||"},
	{"a: &a [x]\nb: [*a,*a]\ntitle: t\n", "t|||||||"},
};

/* title|author|url|site|language|date|tags|warnings */
static void test_yaml(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(yaml_samples); i++)
		check("---", i & 1 ? "---" : "...", &yaml_samples[i]);
}

static void test_toml(void)
{
	static const struct sample samples[] = {
		{"title = \"a \\\"b\\\"\"\ndate = 2020-01-01T00:00:00Z\ndraft = false\ntags = [\"x\", \"y\"]\n",
		 "a \"b\"|||||2020-01-01T00:00:00Z|x,y|"},
		{"title = 'C:\\x'\n[taxonomies]\ntags = [\n  \"x\",\n  \"y\",\n]\n[menu.main]\ntitle = \"no\"\n",
		 "C:\\x||||||x,y|"},
		{"title = \"a: b\"\n[extra]\nauthor = \"甲\"\n", "a: b|甲||||||"},
		{"title = \"a\"\nauthors = [\"甲\", \"乙\"]\ntags = [\"x\"]\n[extra]\nauthors = [\"no\"]\ntags = [\"y\"]\n",
		 "a|甲、乙|||||x|"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		check("+++", "+++", &samples[i]);
}

/* Hexo's older form has an end and no beginning. */
static void test_headless(void)
{
	static const struct sample sample = {"title: a\ndate: 2019-03-04 05:06:07\ntags:\n- x\n- y\n",
	                                     "a|||||2019-03-04|x,y|"};
	check("", "---", &sample);
}

/* A page of HTML has them in a comment. */
static void test_comment(void)
{
	static const struct sample sample = {
		"title: a\ndescription: b: c\npublished: true\ndate: 2020-01-01T00:00:00.000Z\n"
		"tags: x, y\neditor: ckeditor\ndateCreated: 2019-01-01T00:00:00.000Z\n",
		"a|||||2020-01-01T00:00:00Z|x,y|"};
	check("<!--", "-->", &sample);
}

static void test_body(void)
{
	static const char *const bodies[] = {
		"---\nProse: that is never closed\n\nText.\n",
		"---\nlayout: post\ntitle: \"closed by a rule\"\n\nText.\n\n---\n\nMore.\n",
		"---\n\nProse between rules.\n\n---\n",
		"Text\n---\ntitle: a\n---\n",
		"----\ntitle: a\n----\n",
		"title: a\nprose\n---\n",
		"title: a\n\ndate: 2020-01-01\n---\n",
		"title: a heading\n---\n",
		"---",
		"",
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < G_N_ELEMENTS(bodies); i++) {
		struct span text = span_of(bodies[i]);
		struct fields fields;
		fields_init(&fields, arena);
		g_assert_false(front_matter_read(arena, &fields, &text));
		g_assert_true(span_equal(text, span_of(bodies[i])));
		g_assert_null(fields_value(&fields, FIELD_TITLE, NULL).at);
	}
	arena_free(arena);
}

/* What is never closed stays in the body, but says its fields. */
static void test_unclosed(void)
{
	static const char file[] = "---\nlayout: post\ntitle: \"a\"\ndate: 2023-05-06\n\nText.\n";
	struct arena *arena = arena_new();
	struct span text = span_of(file);
	struct fields fields;
	char *described;
	fields_init(&fields, arena);
	g_assert_false(front_matter_read(arena, &fields, &text));
	g_assert_cmpuint(text.len, ==, sizeof file - 1);
	described = describe(&fields);
	g_assert_cmpstr(described, ==, "a|||||2023-05-06||1");
	g_free(described);
	arena_free(arena);
}

/* Twice the input may not take four times the steps; counted by the clock, with room for a busy machine. */
static void test_linear(void)
{
	static const char *const lines[] = {"  title: [\n",     "x: [\n", "title: \"a\n", "author:\n- a\n", "- a\n",
	                                    "tags: ['a, \"b\n", "\n"};
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		GString *file = g_string_new("---\ntitle: t\n");
		struct arena *arena = arena_new();
		struct fields fields;
		struct span text;
		gint64 begin = g_get_monotonic_time();
		for (unsigned n = 0; n < 100000; n++)
			g_string_append(file, lines[i]);
		g_string_append(file, "---\n");
		text = (struct span){file->str, file->len};
		fields_init(&fields, arena);
		front_matter_read(arena, &fields, &text);
		g_assert_cmpint(g_get_monotonic_time() - begin, <, 5 * G_USEC_PER_SEC);
		arena_free(arena);
		g_string_free(file, TRUE);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/front-matter/yaml", test_yaml);
	g_test_add_func("/front-matter/toml", test_toml);
	g_test_add_func("/front-matter/headless", test_headless);
	g_test_add_func("/front-matter/comment", test_comment);
	g_test_add_func("/front-matter/body", test_body);
	g_test_add_func("/front-matter/unclosed", test_unclosed);
	g_test_add_func("/front-matter/linear", test_linear);
	return g_test_run();
}
