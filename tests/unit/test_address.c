/* SPDX-License-Identifier: MIT */
/* Addresses: cleaned, canonical, resolved, and where a bare one ends. */
#include <glib.h>

#include "article/address.h"

struct sample {
	const char *url, *means; /* NULL: none */
};

static void check(struct span found, const struct sample *sample)
{
	char *text = found.at ? span_dup(found) : NULL;
	if (g_strcmp0(text, sample->means) != 0)
		g_test_message("address: %s", sample->url);
	g_assert_cmpstr(text, ==, sample->means);
	g_free(text);
}

static void test_clean(void)
{
	static const struct sample samples[] = {
		{" https://a.example/b:\tc\n", "https://a.example/b:c"},
		{"https://a.example/\x1b[31m/%0a\xC2\x9B", "https://a.example/[31m/%0a"},
		{"https://a.example/\xE4\xB8\xAD\xE3\x80\x80\xE6\x96\x87", "https://a.example/中文"},
		{" \n", NULL},
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		check(address_clean(arena, span_of(samples[i].url)), &samples[i]);
	arena_free(arena);
}

static void test_web(void)
{
	static const struct {
		const char *url;
		bool web;
	} samples[] = {
		{"https://a.example/", true},
		{"HTTP://a", true},
		{"https://u:p@a.example:8/x", true},
		{"ftp://a.example/", false},
		{"javascript:alert(1)", false},
		{"http:a.example", false},
		{"http:///path", false},
		{"https://:80/", false},
		{"//a.example/", false},
		{"ttps://a.example/", false},
		{"a.example/b", false},
		{"", false},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		g_assert_cmpint(address_is_web(span_of(samples[i].url)), ==, samples[i].web);
}

static void test_host(void)
{
	static const struct sample samples[] = {
		{"https://WWW.Example.ORG:8080/x", "example.org"},
		{"https://user:pass@news.example.org/", "news.example.org"},
		{"http://[::1]:80/", "[::1]"},
		{"nothing", NULL},
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		check(address_host(arena, span_of(samples[i].url)), &samples[i]);
	arena_free(arena);
}

static void test_canonical(void)
{
	static const struct sample samples[] = {
		{"https://www.Example.org/a/B.html", "example.org/a/B.html"},
		{"http://example.org:80/a/", "example.org/a"},
		{"https://example.org:8443/a", "example.org:8443/a"},
		{"https://example.org/%e6%97%a5", "example.org/日"},
		{"https://example.org/%25E6%2597%25A5", "example.org/日"},
		{"https://example.org/日", "example.org/日"},
		{"https://example.org/a#top", "example.org/a"},
		{"https://example.org/a?utm_source=x&id=3&fbclid=y", "example.org/a?id=3"},
		{"https://example.org/a?id=3&amp;page=2", "example.org/a?id=3&page=2"},
		{"https://example.org/a?from=timeline&from=2", "example.org/a?from=2"},
		{"https://example.org/?p=12", "example.org?p=12"},
		{"https://example.org/?utm_medium=rss", NULL},
		{"https://example.org/", NULL},
		{"https://example.org#a", NULL},
		{"https://example.org/%zz%4", "example.org/%zz%4"},
		{"mailto:a@example.org", NULL},
		{"/relative", NULL},
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		check(address_canonical(arena, span_of(samples[i].url)), &samples[i]);
	arena_free(arena);
}

static void test_resolve(void)
{
	static const struct sample samples[] = {
		{"g", "http://a/b/c/g"},
		{"./g", "http://a/b/c/g"},
		{"g/", "http://a/b/c/g/"},
		{"/g", "http://a/g"},
		{"//g", "http://g"},
		{"?y", "http://a/b/c/d;p?y"},
		{"g?y#s", "http://a/b/c/g?y#s"},
		{"#s", "http://a/b/c/d;p?q#s"},
		{"", "http://a/b/c/d;p?q"},
		{".", "http://a/b/c/"},
		{"..", "http://a/b/"},
		{"../g", "http://a/b/g"},
		{"../../../g", "http://a/g"},
		{"g/./h/../i", "http://a/b/c/g/i"},
		{"mailto:x", "mailto:x"},
		{"http://x/../y", "http://x/../y"},
	};
	struct arena *arena = arena_new();
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		check(address_resolve(arena, SPAN("http://a/b/c/d;p?q"), span_of(samples[i].url)), &samples[i]);
	check(address_resolve(arena, SPAN("pages/1.md"), SPAN("2.md")), &(struct sample){"2.md", "2.md"});
	check(address_resolve(arena, SPAN("https://a.example"), SPAN("x")),
	      &(struct sample){"x", "https://a.example/x"});
	arena_free(arena);
}

static void test_end(void)
{
	static const struct sample samples[] = {
		{"https://a.example/b，后面", "https://a.example/b"},
		{"https://a.example/b后面", "https://a.example/b"},
		{"https://a.example/b에서", "https://a.example/b"},
		{"https://a.example/b. Next", "https://a.example/b"},
		{"https://a.example/b_(c)", "https://a.example/b_(c)"},
		{"https://a.example/b).", "https://a.example/b"},
		{"https://a.example/b?q=1\"", "https://a.example/b?q=1"},
		{"https://a.example/é", "https://a.example/é"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(samples); i++)
		check(span_cut(span_of(samples[i].url), 0, address_end(span_of(samples[i].url))), &samples[i]);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/address/clean", test_clean);
	g_test_add_func("/address/web", test_web);
	g_test_add_func("/address/host", test_host);
	g_test_add_func("/address/canonical", test_canonical);
	g_test_add_func("/address/resolve", test_resolve);
	g_test_add_func("/address/end", test_end);
	return g_test_run();
}
