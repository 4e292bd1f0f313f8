/* SPDX-License-Identifier: MIT */
/*
 * The query language: what is read from what is typed, what is said of what is wrong, and which dates a period holds.
 */
#include <glib.h>
#include <string.h>

#include "article/date.h"
#include "find/query.h"

static const char *const field_names[] = {"", "title:", "author:", "source:", "tag:", "url:", "text:", "archive:"};

static void write_leaf(GString *out, const struct query_node *node)
{
	static const char *const is[] = {"empty", "unread", "starred"}, *const has[] = {"image",  "link",   "date",
	                                                                                "author", "source", "tag",
	                                                                                "lang",   "archive"};
	struct span spelling = node->needle ? needle_spelling(node->needle) : node->value;
	switch (node->kind) {
	case QUERY_TEXT:
		g_string_append_printf(out, "%s%s%.*s", field_names[node->field], node->whole ? "==" : "",
		                       (int)spelling.len, spelling.at ? spelling.at : "");
		break;
	case QUERY_DATE:
		g_string_append(out, "date");
		break;
	case QUERY_IS:
		g_string_append_printf(out, "is:%s", is[node->which]);
		break;
	case QUERY_HAS:
		g_string_append_printf(out, "has:%s", has[node->which]);
		break;
	default:
		g_string_append_printf(out, "%s:%s%.*s", node->kind == QUERY_LANG ? "lang" : "links",
		                       node->whole ? "==" : "", (int)spelling.len, spelling.at);
	}
}

/* The tree as it is looked at: &(a |(b c) !(d)). */
static char *shape_of(const struct query *query)
{
	GString *out = g_string_new(NULL);
	uint32_t count;
	const struct query_node *nodes = query_nodes(query, &count);
	for (uint32_t i = 0; i < count; i++) {
		if (i > 0 && nodes[i].parent != i - 1)
			g_string_append_c(out, ' ');
		if (nodes[i].kind <= QUERY_NOT)
			g_string_append_printf(out, "%c(", "&|!"[nodes[i].kind]);
		else
			write_leaf(out, &nodes[i]);
		for (uint32_t at = i; at != QUERY_NO_NODE && nodes[at].end == i + 1; at = nodes[at].parent)
			if (nodes[at].kind <= QUERY_NOT)
				g_string_append_c(out, ')');
	}
	return g_string_free(out, FALSE);
}

static const struct {
	const char *query, *shape;
} tree_cases[] = {
	{"", "&()"},
	{"  ", "&()"},
	{"a", "a"},
	{"a b", "&(a b)"},
	{"a　b", "&(a b)"}, /* an ideographic space */
	{"a AND b", "&(a b)"},
	{"\"a b\" c", "&(a b c)"},
	{"a OR b", "|(a b)"},
	{"a b OR c", "|(c &(a b))"}, /* what costs less is looked at first */
	{"a (b OR c)", "&(a |(b c))"},
	{"((a))", "a"},
	{"-a", "!(a)"},
	{"--a", "a"},
	{"NOT a b", "&(!(a) b)"},
	{"-(a OR b) c", "&(c !(|(a b)))"},
	{"title:a", "title:a"},
	{"title:\"a b\"", "title:a b"},
	{"title:(a b OR -c)", "|(!(title:c) &(title:a title:b))"},
	{"title:(a author:b)", "&(title:a author:b)"},
	{"title:=a", "title:a"},
	{"a title:b is:empty", "&(is:empty title:b a)"},
	{"=a", "a"},
	{"=\"a b\"", "a b"},
	{"source:==a", "source:==a"},
	{"source:==\"a b\"", "source:==a b"},
	{"source：＝＝a", "source:==a"},
	{"archive:a", "archive:a"},
	{"lang:zh-Hant", "lang:zh-Hant"},
	{"lang:==zh", "lang:==zh"},
	{"has:author has:tag", "&(has:author has:tag)"},
	{"date:*-11-13", "date"},
	{"has:image has:link", "&(has:image has:link)"},
	{"links:0123456789abcdef", "links:0123456789abcdef"},
	{"date:2022", "date"},
	{"near:5(a b)", ""},
	{"/a.b/", ""},
	{"/a\\/b/ c", "&( c)"},
	/* an input method's signs */
	{"title：美国", "title:美国"},
	{"＂日本 首相＂ 美国", "&(日本 首相 美国)"},
	{"“日本 首相” 美国", "&(日本 首相 美国)"},
	{"（日本 OR 美国）", "|(日本 美国)"},
	{"－日本", "!(日本)"},
	{"date：２０２２－１１", "date"},
	{"title：“日本”", "title:日本"},
	/* signs inside words are the words' */
	{"习近平（右）", "习近平（右）"},
	{"(f(x) b)", "&(f(x) b)"},
	{"他说\"好\"", "他说\"好\""},
	{"C-3", "C-3"},
	{"日本：岸田", "日本：岸田"},
	{"https://example.org/a", "https://example.org/a"},
	{"12:30", "12:30"},
	{"a=b", "a=b"},
	{"or", "or"},
	{"\"OR\"", "OR"},
};

static void queries_become_trees(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(tree_cases); i++) {
		struct query_error error;
		struct query *query = query_parse(span_of(tree_cases[i].query), 0, &error);
		char *shape;
		g_test_message("%s", tree_cases[i].query);
		g_assert_null(error.message);
		g_assert_nonnull(query);
		shape = shape_of(query);
		g_assert_cmpstr(shape, ==, tree_cases[i].shape);
		g_free(shape);
		query_free(query);
	}
}

/* What is typed is never refused while it may become right, and what is there counts. */
static void unfinished_queries_count(void)
{
	static const struct {
		const char *query, *shape;
	} cases[] = {
		{"\"a b", "a b"},   {"a OR", "a"},        {"a OR ", "a"},         {"(a", "a"},
		{"(", "&()"},       {"a (", "a"},         {"a -(", "a"},          {"a -((", "a"},
		{"a -", "a"},       {"a title:", "a"},    {"a -title:", "a"},     {"a (b OR", "&(a b)"},
		{"a /b", "a"},      {"a /", "a"},         {"a date:", "a"},       {"a date:20", "a"},
		{"a date:>", "a"},  {"date:2022-1", "&()"}, {"date:2022..", "date"}, {"date:2022.", "&()"},
		{"a is:em", "a"},   {"a has:", "a"},      {"a lang:", "a"},       {"links:01", "&()"},
		{"a date:*", "a"},  {"date:*-1", "&()"},  {"date:*-11-", "&()"}, {"a source:==", "a"},
		{"a near:", "a"},   {"a near:5", "a"},    {"a near:5(b", "a"},    {"a near:5(b c", "&(a )"},
		{"a \"", "a"},      {"a =", "a"},         {"a NOT", "a"},         {"a (-(b OR", "&(a !(b))"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct query_error error;
		struct query *query = query_parse(span_of(cases[i].query), 0, &error);
		char *shape;
		g_test_message("%s", cases[i].query);
		g_assert_nonnull(query);
		if (strcmp(cases[i].query, "date:2022..") != 0) {
			g_assert_nonnull(error.message);
			g_assert_true(error.unfinished);
		}
		shape = shape_of(query);
		g_assert_cmpstr(shape, ==, cases[i].shape);
		g_free(shape);
		query_error_clear(&error);
		query_free(query);
	}
}

static void wrong_queries_say_where(void)
{
	static const struct {
		const char *query;
		unsigned column;
		const char *says;
	} cases[] = {
		{"美国 )", 4, "no group"},
		{"()", 2, "expected a word"},
		{"a ()", 4, "expected a word"},
		{"OR a", 1, "before OR"},
		{"a OR OR b", 6, "before OR"},
		{"a (OR b)", 4, "before OR"},
		{"titel:x", 1, "no such field"},
		{"title: x", 7, "right behind the colon"},
		{"(title:)", 8, "right behind the colon"},
		{"date:yesterday", 6, "expected a date"},
		{"date:2022-13", 6, "expected a date"},
		{"date:20 a", 6, "expected a date"},
		{"date:2022-02-30", 6, "expected a date"},
		{"date:*-13", 6, "expected a date"},
		{"date:*-02-30", 6, "expected a date"},
		{"date:*2022", 6, "expected a date"},
		{"a lang:!", 8, "expected a language"},
		{"is:red", 4, "expected unread"},
		{"is:un a", 4, "expected unread"},
		{"is:unread", 4, "not known here"},
		{"日本 is:starred", 7, "not known here"},
		{"has:sound", 5, "expected image"},
		{"links:xyz", 7, "hexadecimal"},
		{"near:5(a)", 9, "expected two words"},
		{"near:5 (a b)", 7, "expected two words"},
		{"/(/", 3, "a ) is missing"},
		{"/a)/", 3, "no ( for"},
		{"/a**/", 4, "nothing to repeat"},
		{"/[z-a]/", 5, "wrong way round"},
		{"/a{3,2}/", 7, "wrong way round"},
		{"/\\y/", 3, "behind \\"},
		{"/(?<n>a)(?<n>b)/", 14, "(PCRE2: "},
		{"a /[/ b", 5, "missing"},
		{"//", 1, "between the slashes"},
		{"- a", 2, "shall not occur"},
		{"\"\" a", 3, "expected a word"},
		{"\xc2\xad", 1, "seen"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct query_error error;
		g_test_message("%s", cases[i].query);
		g_assert_null(query_parse(span_of(cases[i].query), 0, &error));
		g_assert_nonnull(error.message);
		g_test_message("%u: %s", error.column, error.message);
		g_assert_false(error.unfinished);
		g_assert_cmpuint(error.column, ==, cases[i].column);
		g_assert_nonnull(strstr(error.message, cases[i].says));
		query_error_clear(&error);
	}
}

static void too_much_is_refused(void)
{
	GString *text = g_string_new(NULL);
	struct query_error error;
	for (unsigned i = 0; i < 5000; i++)
		g_string_append(text, i < 2500 ? "(" : "a ");
	g_assert_null(query_parse((struct span){text->str, text->len}, 0, &error));
	query_error_clear(&error);
	g_assert_null(query_parse((struct span){text->str + 2500, 5000}, 0, &error));
	query_error_clear(&error);
	g_string_free(text, TRUE);
}

static void states_are_known_where_they_are_kept(void)
{
	struct query_error error;
	struct query *query = query_parse(SPAN("is:unread -is:starred"), QUERY_KNOWS_READ | QUERY_KNOWS_STARS, &error);
	char *shape = shape_of(query);
	g_assert_cmpstr(shape, ==, "&(is:unread !(is:starred))");
	g_free(shape);
	query_free(query);
}

static void filters_come_off(void)
{
	static const struct {
		const char *query, *rest, *filters; /* NULL: none come off */
	} cases[] = {
		{"a is:empty b", "a b", "is:empty"},
		{"-is:empty a date:2022", "a", "-is:empty date:2022"},
		{"(a OR b) lang:zh", "(a OR b)", "lang:zh"},
		{"is:empty", NULL, NULL},
		{"a title:b", NULL, NULL},
		{"a OR is:empty", NULL, NULL},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct query_error error;
		struct query *query = query_parse(span_of(cases[i].query), 0, &error);
		GString *rest = g_string_new(NULL), *filters = g_string_new(NULL);
		g_assert_cmpint(query_loosen(query, rest, filters), ==, cases[i].rest != NULL);
		if (cases[i].rest) {
			g_assert_cmpstr(rest->str, ==, cases[i].rest);
			g_assert_cmpstr(filters->str, ==, cases[i].filters);
		}
		g_string_free(rest, TRUE);
		g_string_free(filters, TRUE);
		query_free(query);
	}
}

static void periods_hold_dates(void)
{
	static const struct {
		const char *period, *date;
		bool held;
	} cases[] = {
		{"2022", "2022-01-01", true},
		{"2022", "2022-12-31", true},
		{"2022", "2023-01-01", false},
		{"2022", "2021-12-31", false},
		{"2022-11", "2022-11-30T23:59:59Z", true},
		{"2022-11", "2022-12-01T00:00:00Z", false},
		{"2022-11-13", "2022-11-13", true},
		{"2022/11/13", "2022-11-14", false},
		{"2022-11..2023-01", "2022-11-01", true},
		{"2022-11..2023-01", "2023-01-31", true},
		{"2022-11..2023-01", "2023-02-01", false},
		{"2022-11..", "2024-02-01", true},
		{"..2022", "2022-12-31", true},
		{"..2022", "2023-01-01", false},
		{">2024", "2024-12-31", false},
		{">2024", "2025-01-01", true},
		{">=2024", "2024-01-01", true},
		{"<2024", "2024-01-01", false},
		{"<2024", "2023-12-31T23:59:59Z", true},
		{"<=2024-02", "2024-02-29", true},
		{"*-11", "2022-11-30", true},
		{"*-11", "2022-12-01", false},
		{"*-11-13", "2022-11-13", true},
		{"*-11-13", "1999-11-13T12:00:00Z", true},
		{"*-11-13", "2022-11-14", false},
		{"*-02-29", "2020-02-29", true},
		{"*-11", "", false},
		{"2022", "", false},
		{"..2100", "", false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct period period;
		bool unfinished;
		g_test_message("%s %s", cases[i].period, cases[i].date);
		g_assert_true(period_parse(span_of(cases[i].period), &period, &unfinished));
		g_assert_cmpint(period_holds(&period, date_parse(span_of(cases[i].date))), ==, cases[i].held);
	}
}

/* What a needle finds in a text, as it stands there, joined by |. */
static void needles_find(void)
{
	static const struct {
		const char *query, *text, *found;
	} cases[] = {
		{"ab", "xABab", "AB|ab"},
		{"=ab", "xABab", "ab"},
		{"/a+b?/", "caab A", "aab|A"},
		{"/A/", "aA", "A"},
		{"/^b.$/", "ab\nbc\ncb", "bc"},
		{"/x*/", "ab", ""},
		{"/[岸田]{2}/", "是岸田的", "岸田"},
		{"near:5(岸田 拜登)", "拜登与岸田", "拜登与岸田"},
		{"near:1(岸田 拜登)", "拜登会见了岸田", ""},
		{"near:3(岸田 拜登)", "拜登会见了岸田", "拜登会见了岸田"},
		{"near:5(岸田 拜登)", "拜登会见，岸田说，后来过了很久很久拜登", "拜登会见，岸田"},
		{"near:5(a b c)", "a b x c", "a b x c"},
		{"near:5(a b c)", "a b b c a", "a b b c a"},
		{"near:5(a b)", "a\n\nb", ""},
		{"near:0(日本 本人)", "日本人", "日本人"},
		{"near:5(a b)", "aaaa", ""},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct query_error error;
		struct query *query = query_parse(span_of(cases[i].query), 0, &error);
		GArray *matches = g_array_new(FALSE, FALSE, sizeof(struct match));
		GString *found = g_string_new(NULL);
		uint32_t count;
		const struct needle *needle = query_nodes(query, &count)->needle;
		needle_find_all(needle, span_of(cases[i].text), SIZE_MAX, matches);
		for (guint j = 0; j < matches->len; j++) {
			struct match match = g_array_index(matches, struct match, j);
			g_string_append_printf(found, "%s%.*s", j > 0 ? "|" : "", (int)(match.to - match.from),
			                       cases[i].text + match.from);
		}
		g_test_message("%s", cases[i].query);
		g_assert_cmpstr(found->str, ==, cases[i].found);
		g_assert_cmpint(needle_occurs(needle, span_of(cases[i].text), NULL), ==, matches->len > 0);
		g_string_free(found, TRUE);
		g_array_unref(matches);
		query_free(query);
	}
}

/* An expression that would go on for ages is given up, which is said. */
static void regex_gives_up(void)
{
	struct regex_error error;
	struct regex *regex = regex_new(SPAN("(a+)+$b|(a|aa)+c"), &error);
	GString *text = g_string_new(NULL);
	struct match match;
	bool given_up = false;
	for (unsigned i = 0; i < 5000; i++)
		g_string_append_c(text, 'a');
	g_assert_nonnull(regex);
	g_assert_false(regex_find(regex, (struct span){text->str, text->len}, 0, &match, &given_up));
	g_assert_true(given_up);
	regex_free(regex);
	g_string_free(text, TRUE);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/query/trees", queries_become_trees);
	g_test_add_func("/query/unfinished", unfinished_queries_count);
	g_test_add_func("/query/wrong", wrong_queries_say_where);
	g_test_add_func("/query/too-much", too_much_is_refused);
	g_test_add_func("/query/states", states_are_known_where_they_are_kept);
	g_test_add_func("/query/filters", filters_come_off);
	g_test_add_func("/query/periods", periods_hold_dates);
	g_test_add_func("/query/needles", needles_find);
	g_test_add_func("/query/regex-gives-up", regex_gives_up);
	return g_test_run();
}
