/* SPDX-License-Identifier: MIT */
/* Which origin wins, how values are cleaned, and what JSON-LD says. */
#include <glib.h>

#include "article/date.h"
#include "article/entity.h"
#include "article/fields.h"

static void check_value(const struct fields *fields, enum field field, const char *expected)
{
	struct span value = fields_value(fields, field, NULL);
	char *text = value.at ? span_dup(value) : NULL;
	g_assert_cmpstr(text, ==, expected);
	g_free(text);
}

static void test_order(void)
{
	struct arena *arena = arena_new();
	struct fields fields;
	enum origin origin;
	fields_init(&fields, arena);
	g_assert_null(fields_value(&fields, FIELD_TITLE, NULL).at);
	fields_offer(&fields, FIELD_TITLE, ORIGIN_FILE_NAME, SPAN("file"));
	fields_offer(&fields, FIELD_TITLE, ORIGIN_PAGE_TITLE, SPAN("page"));
	fields_offer(&fields, FIELD_TITLE, ORIGIN_HEADING, SPAN("heading"));
	fields_offer(&fields, FIELD_TITLE, ORIGIN_HEADING, SPAN("second heading"));
	check_value(&fields, FIELD_TITLE, "heading");
	fields_offer(&fields, FIELD_TITLE, ORIGIN_META, SPAN("meta"));
	fields_offer(&fields, FIELD_TITLE, ORIGIN_FRONT_MATTER, SPAN(" \n"));
	g_assert_true(span_equal(fields_value(&fields, FIELD_TITLE, &origin), SPAN("meta")));
	g_assert_cmpint(origin, ==, ORIGIN_META);
	arena_free(arena);
}

/* The scheme is all that the address of a page may lack. */
static void test_scheme(void)
{
	static const struct {
		const char *content, *url;
	} samples[] = {
		{"www.a.example/b", "http://www.a.example/b"},
		{" //a.example/b", "http://a.example/b"},
		{"www.a.example", NULL},
		{"www.a.example/", NULL},
		{"www.html/b", NULL},
		{"www.a.1/b", NULL},
		{"a.example/b", NULL},
		{"/www.a.example/b", NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		struct arena *arena = arena_new();
		struct fields fields;
		fields_init(&fields, arena);
		g_test_message("content: %s", samples[i].content);
		fields_meta(&fields, SPAN("og:url"), span_of(samples[i].content));
		check_value(&fields, FIELD_URL, samples[i].url);
		arena_free(arena);
	}
}

static void test_dates(void)
{
	struct arena *arena = arena_new();
	struct fields fields;
	struct date date;
	fields_init(&fields, arena);
	fields_offer_date(&fields, ORIGIN_URL, date_parse(SPAN("2020-01-01")));
	fields_offer_date(&fields, ORIGIN_META, date_parse(SPAN("2020-01-02")));
	fields_offer_date(&fields, ORIGIN_JSON_LD, date_parse(SPAN("2020-01-02T03:00:00Z")));
	fields_offer_date(&fields, ORIGIN_BYLINE, date_parse(SPAN("2020-01-03T04:00:00Z")));
	date = fields_date(&fields);
	g_assert_cmpint(date.from, ==, DATE_FROM_META);
	g_assert_cmpint(date.precision, ==, DATE_INSTANT); /* of two meta dates the one that knows more */
	fields_offer_date(&fields, ORIGIN_FRONT_MATTER, date_parse(SPAN("2021-13-45")));
	g_assert_cmpint(fields_date(&fields).from, ==, DATE_FROM_META);
	fields_offer_date(&fields, ORIGIN_FRONT_MATTER, date_parse(SPAN("2020-01-04")));
	g_assert_cmpint(fields_date(&fields).from, ==, DATE_FROM_FRONT_MATTER);
	arena_free(arena);
}

static void test_clean(void)
{
	static const struct {
		enum field field;
		const char *offered, *kept;
	} samples[] = {
		{FIELD_TITLE, " a \n\t b\xE2\x80\xAE\x1b[31m\xC2\x9B c\xE3\x80\x80", "a b[31m› c"},
		{FIELD_TITLE, "甲　乙\xE2\x80\x8B", "甲 乙"},
		{FIELD_URL, " https://e.org/a b\n", "https://e.org/ab"},
		{FIELD_URL, "/a/b", NULL},
		{FIELD_URL, "javascript:x", NULL},
		{FIELD_AUTHOR, "https://e.org/me", NULL},
		{FIELD_AUTHOR, "\x07", NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		struct arena *arena = arena_new();
		struct fields fields;
		fields_init(&fields, arena);
		fields_offer(&fields, samples[i].field, ORIGIN_FRONT_MATTER, span_of(samples[i].offered));
		check_value(&fields, samples[i].field, samples[i].kept);
		arena_free(arena);
	}
}

static void test_limits(void)
{
	struct arena *arena = arena_new();
	struct fields fields;
	fields_init(&fields, arena);
	fields_tag(&fields, SPAN(" a "));
	fields_tag(&fields, SPAN("a"));
	fields_tag(&fields, SPAN(""));
	g_assert_cmpuint(fields.tag_count, ==, 1);
	for (unsigned i = 0; i < 1000; i++) {
		char *tag = g_strdup_printf("%u", i);
		fields_tag(&fields, span_of(tag));
		fields_warn(&fields, "x", i, "%s", tag);
		g_free(tag);
	}
	g_assert_cmpuint(fields.tag_count, ==, G_N_ELEMENTS(fields.tags));
	g_assert_cmpuint(fields.warning_count, ==, G_N_ELEMENTS(fields.warnings));
	arena_free(arena);
}

static void test_json_ld(void)
{
	static const struct {
		const char *json, *title, *author, *site, *url, *date;
	} samples[] = {
		{"{\"@type\":\"NewsArticle\",\"headline\":\"a &amp; "
		 "b\",\"datePublished\":\"2020-01-02T03:04:05+08:00\","
		 "\"author\":{\"@type\":\"Person\",\"name\":\"X\"},\"publisher\":{\"name\":\"P\"},"
		 "\"mainEntityOfPage\":{\"@id\":\"https://e.org/1\"}}",
		 "a & b", "X", "P", "https://e.org/1", "2020-01-01T19:04:05Z"},
		{"[{\"@type\":\"BreadcrumbList\",\"name\":\"no\"},{\"@type\":[\"Thing\",\"Article\"],\"headline\":"
		 "\"a\","
		 "\"author\":[\"X\",{\"name\":\"Y\"}],\"url\":\"https://e.org/1\"}]",
		 "a", "X, Y", NULL, "https://e.org/1", ""},
		{"{\"@graph\":[{\"@type\":\"WebPage\",\"name\":\"no\"},{\"@type\":\"Article\",\"headline\":\"a\"}]}",
		 "a", NULL, NULL, NULL, ""},
		{"//<![CDATA[\n{\"@type\":\"Article\",\"headline\":\"a\nb\"}\n//]]>", "a b", NULL, NULL, NULL, ""},
		{"{\"@type\":\"Article\",\"headline\":\"a\",\"author\":{\"name\":\"P\"},\"publisher\":{\"name\":\"P\"}"
		 "}",
		 "a", NULL, "P", NULL, ""},
		{"{\"@type\":\"Person\",\"name\":\"no\"}", NULL, NULL, NULL, NULL, ""},
		{"{\"@type\":\"Article\",\"headline\":7,\"author\":null,\"url\":[]}", NULL, NULL, NULL, NULL, ""},
		{"{\"@type\":\"Article\",", NULL, NULL, NULL, NULL, ""},
		{"", NULL, NULL, NULL, NULL, ""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		struct arena *arena = arena_new();
		struct fields fields;
		char date[32];
		fields_init(&fields, arena);
		fields_json_ld(&fields, span_of(samples[i].json));
		check_value(&fields, FIELD_TITLE, samples[i].title);
		check_value(&fields, FIELD_AUTHOR, samples[i].author);
		check_value(&fields, FIELD_SITE, samples[i].site);
		check_value(&fields, FIELD_URL, samples[i].url);
		date_write(fields_date(&fields), date);
		g_assert_cmpstr(date, ==, samples[i].date);
		arena_free(arena);
	}
}

/* Deep nesting is refused or read, but neither overflows the stack nor takes long. */
static void test_json_ld_deep(void)
{
	GString *json = g_string_new(NULL);
	struct arena *arena = arena_new();
	struct fields fields;
	for (unsigned i = 0; i < 100000; i++)
		g_string_append(json, "[{\"@graph\":");
	g_string_append(json, "[]");
	for (unsigned i = 0; i < 100000; i++)
		g_string_append(json, "}]");
	fields_init(&fields, arena);
	fields_json_ld(&fields, (struct span){json->str, json->len});
	g_assert_null(fields_value(&fields, FIELD_TITLE, NULL).at);
	arena_free(arena);
	g_string_free(json, TRUE);
}

static void test_entities(void)
{
	static const struct {
		const char *escaped, *once, *twice;
	} samples[] = {
		{"a &amp; &lt;b&gt; &#39;c&#39; &quot;d&quot; &apos;&hellip;", "a & <b> 'c' \"d\" '…",
		 "a & <b> 'c' \"d\" '…"},
		{"&amp;#39;&amp;amp;amp;", "&#39;&amp;amp;", "'&amp;"},
		{"&#147;x&#x94; &#128;", "“x” €", "“x” €"},
		{"&#0; &#xD800; &#x110000; &#99999999999999999999; &#x; &#; &; &nosuch; &amp", NULL, NULL},
		{"&#20013;&#x6587", "中文", "中文"},
		{"AT&T; &thetasym;", "AT&T; ϑ", "AT&T; ϑ"},
		{"", "", ""},
	};
	struct arena *arena = arena_new();

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++) {
		struct span escaped = span_of(samples[i].escaped);
		char *once = span_dup(entity_decode(arena, escaped)),
		     *twice = span_dup(entity_decode_twice(arena, escaped));
		g_assert_cmpstr(once, ==, samples[i].once ? samples[i].once : samples[i].escaped);
		g_assert_cmpstr(twice, ==, samples[i].twice ? samples[i].twice : samples[i].escaped);
		g_free(once);
		g_free(twice);
	}
	arena_free(arena);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/fields/order", test_order);
	g_test_add_func("/fields/scheme", test_scheme);
	g_test_add_func("/fields/dates", test_dates);
	g_test_add_func("/fields/clean", test_clean);
	g_test_add_func("/fields/limits", test_limits);
	g_test_add_func("/fields/json-ld", test_json_ld);
	g_test_add_func("/fields/json-ld/deep", test_json_ld_deep);
	g_test_add_func("/fields/entities", test_entities);
	return g_test_run();
}
