/* SPDX-License-Identifier: MIT */
/*
 * The five seed articles against tests/data/seeds.jsonl, one object a file: the fields exactly, the sentences that must
 * and the strings that must not stand in the text (white space aside on both sides), related articles and images.
 */
#include <glib.h>
#include <jansson.h>
#include <string.h>

#include "article/date.h"
#include "article/parse.h"
#include "text/utf8.h"

struct seed {
	json_t *expected;
	const char *path;
	char *bytes;
	struct arena *arena;
	const struct article *article;
};

static char *source_path(const char *folder, const char *name)
{
	const char *top = g_getenv("G_TEST_SRCDIR");
	return g_build_filename(top ? top : ".", folder, name, NULL);
}

/* "null" for what is not known, so that both sides of a comparison are texts. */
static char *shown(const struct article *article, struct slice slice)
{
	struct span s = article_span(article, slice);
	return s.at ? span_dup(s) : g_strdup("null");
}

static const char *text_of(const json_t *object, const char *key)
{
	const json_t *value = json_object_get(object, key);
	return json_is_string(value) ? json_string_value(value) : "null";
}

static void check_slice(const struct seed *seed, const json_t *expected, const char *key, struct slice slice)
{
	char *found = shown(seed->article, slice);
	g_assert_cmpstr(found, ==, text_of(expected, key));
	g_free(found);
}

static void check_date(const struct seed *seed)
{
	const char *from = date_from_name((enum date_from)seed->article->date.from);
	char date[32];
	date_write(seed->article->date, date);
	g_assert_cmpstr(*date ? date : "null", ==, text_of(seed->expected, "date"));
	g_assert_cmpstr(from ? from : "null", ==, text_of(seed->expected, "date_from"));
}

static void check_tags(const struct seed *seed)
{
	const json_t *tags = json_object_get(seed->expected, "tags");
	g_assert_cmpuint(seed->article->tag_count, ==, json_array_size(tags));
	for (uint32_t i = 0; i < seed->article->tag_count; i++) {
		char *tag = shown(seed->article, seed->article->tags[i]);
		g_assert_cmpstr(tag, ==, json_string_value(json_array_get(tags, i)));
		g_free(tag);
	}
}

/* Without white space, as sentences are compared. */
static char *squeeze(struct span s)
{
	GString *out = g_string_new(NULL);
	for (size_t at = 0; at < s.len;) {
		uint32_t code = utf8_next(s, &at);
		if (!code_is_space(code))
			utf8_append(out, code);
	}
	return g_string_free(out, FALSE);
}

static void check_sentences(const struct seed *seed, const char *key, bool must)
{
	char *text = squeeze(article_text(seed->article));
	size_t i;
	json_t *sentence;
	json_array_foreach(json_object_get(seed->expected, key), i, sentence)
	{
		char *squeezed = squeeze(span_of(json_string_value(sentence)));
		g_test_message("%s: %s", key, json_string_value(sentence));
		g_assert_cmpint(strstr(text, squeezed) != NULL, ==, must);
		g_free(squeezed);
	}
	g_free(text);
}

/* Blocks between blank lines. */
static void check_paragraphs(const struct seed *seed)
{
	const json_t *expected = json_object_get(seed->expected, "paragraphs");
	struct span rest = article_text(seed->article);
	json_int_t count = rest.len > 0;

	if (!json_is_integer(expected))
		return;
	for (size_t at; (at = span_find(rest, SPAN("\n\n"))) != SPAN_NONE; rest = span_from(rest, at + 2))
		count++;
	g_assert_cmpint(count, ==, json_integer_value(expected));
}

static bool same_reference(const struct seed *seed, const struct reference *reference, const json_t *expected)
{
	char *title = shown(seed->article, reference->title), *url = shown(seed->article, reference->url);
	char *group = shown(seed->article, reference->group);
	bool same = g_str_equal(title, text_of(expected, "title")) && g_str_equal(url, text_of(expected, "url")) &&
	            g_str_equal(group, text_of(expected, "group"));
	g_free(title);
	g_free(url);
	g_free(group);
	return same;
}

/* All that are expected, in this order; others may stand between them. */
static void check_related(const struct seed *seed)
{
	size_t i;
	json_t *expected;
	uint32_t at = 0;
	json_array_foreach(json_object_get(seed->expected, "related"), i, expected)
	{
		while (at < seed->article->related_count &&
		       !same_reference(seed, &seed->article->related[at], expected))
			at++;
		g_test_message("related: %s", text_of(expected, "title"));
		g_assert_cmpuint(at, <, seed->article->related_count);
		at++;
	}
}

static void check_images(const struct seed *seed)
{
	const json_t *images = json_object_get(seed->expected, "images");
	g_assert_cmpuint(seed->article->image_count, ==, json_array_size(images));
	for (uint32_t i = 0; i < seed->article->image_count; i++) {
		const json_t *expected = json_array_get(images, i);
		check_slice(seed, expected, "url", seed->article->images[i].url);
		check_slice(seed, expected, "caption", seed->article->images[i].caption);
	}
}

static void test_seed(gconstpointer data)
{
	struct seed seed = {.expected = json_loads(data, 0, NULL), .arena = arena_new()};
	struct parsed parsed;
	char *path;
	gsize len;
	g_assert_nonnull(seed.expected);
	path = source_path("seeds", text_of(seed.expected, "path"));
	g_assert_true(g_file_get_contents(path, &seed.bytes, &len, NULL));
	article_parse(seed.arena, (struct span){seed.bytes, len}, span_of(path), &parsed);
	seed.article = &parsed.article;

	g_assert_cmpint(parsed.verdict, ==, VERDICT_ARTICLE);
	check_slice(&seed, seed.expected, "title", seed.article->title);
	check_slice(&seed, seed.expected, "author", seed.article->author);
	check_slice(&seed, seed.expected, "url", seed.article->url);
	check_date(&seed);
	check_tags(&seed);
	g_assert_cmpstr(seed.article->lang, ==, text_of(seed.expected, "lang"));
	check_sentences(&seed, "body_must", true);
	check_sentences(&seed, "body_must_not", false);
	check_paragraphs(&seed);
	check_related(&seed);
	check_images(&seed);

	g_free(path);
	g_free(seed.bytes);
	arena_free(seed.arena);
	json_decref(seed.expected);
}

int main(int argc, char **argv)
{
	char *path, *records, **lines;
	int failed;
	g_test_init(&argc, &argv, NULL);
	path = source_path("tests/data", "seeds.jsonl");
	if (!g_file_get_contents(path, &records, NULL, NULL))
		g_error("cannot read %s", path);
	lines = g_strsplit(records, "\n", -1);
	for (char **line = lines; *line; line++) {
		char name[32];
		g_snprintf(name, sizeof name, "/seeds/%zd", (gssize)(line - lines));
		if (**line)
			g_test_add_data_func(name, *line, test_seed);
	}
	failed = g_test_run();
	g_strfreev(lines);
	g_free(records);
	g_free(path);
	return failed;
}
