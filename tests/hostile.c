/* SPDX-License-Identifier: MIT */
/*
 * Hostile files: each has a line that says what must become of it. Three folders: the small ones of this project
 * (tests/data/hostile, with the lines in it), those of the corpus and what its make-big.sh writes, where the corpus is
 * here (their lines: the corpus's own, and tests/data/hostile-expect.jsonl, which completes them). Every file is read
 * in its folder as an archive and, but for the big ones, by itself. No article may draw in another file or an address.
 *
 * A line: "file" (or "escaped", with \377 for bytes), "outcome" ("article", "empty", "left-out", "problem"), its
 * "reason", "title", "date" (null: none), "must" and "must_not": strings that must (not) be shown, white space aside.
 * "as_root" is the outcome for root, who may read everything.
 */
#include <glib.h>
#include <jansson.h>
#include <libxml/xmlIO.h>
#include <string.h>
#include <unistd.h>

#include "archive/archive.h"
#include "article/date.h"
#include "article/parse.h"
#include "base/arena.h"
#include "quality/compare.h"
#include "sound.h"
#include "tree.h"

struct folder {
	char *path;
	const char *skip; /* why there is nothing to test; NULL where there is */
	bool alone;        /* read each file by itself too */
	GHashTable *lines; /* of json_t *, by name */
	struct archive *archive;
};

struct hostile_case {
	const struct folder *folder; /* borrowed */
	const char *name;
	const json_t *line;
};

static const char *text_of(const json_t *line, const char *key)
{
	return json_string_value(json_object_get(line, key));
}

static const char *expected_outcome(const json_t *line)
{
	const char *as_root = text_of(line, "as_root"), *outcome = text_of(line, "outcome");
	if (as_root && geteuid() == 0)
		return as_root;
	return outcome ? outcome : "article";
}

/* Nothing is opened ------------------------------------------------------------------------------------------------ */

/* Asked before libxml2 opens anything, file or address. Nothing may ever get here. */
static int opened(const char *name)
{
	g_error("an article made the parser open %s", name);
	return 0;
}

/* What is shown ---------------------------------------------------------------------------------------------------- */

static void add_shown(GString *out, const struct article *article, struct slice slice)
{
	struct span s = article_span(article, slice);
	g_string_append_len(out, s.len ? s.at : "", (gssize)s.len);
	g_string_append_c(out, '\n');
}

/* All that a person may come to see, one thing a line: what was set aside is not among it. */
static GString *all_shown(const struct article *article)
{
	GString *out = g_string_new(NULL);
	struct span text = article_text(article);
	g_string_append_len(out, text.len ? text.at : "", (gssize)text.len);
	g_string_append_c(out, '\n');
	add_shown(out, article, article->title);
	add_shown(out, article, article->author);
	add_shown(out, article, article->editor);
	add_shown(out, article, article->source);
	add_shown(out, article, article->url);
	for (uint32_t i = 0; i < article->link_count; i++)
		add_shown(out, article, article->links[i].url);
	for (uint32_t i = 0; i < article->image_count; i++) {
		add_shown(out, article, article->images[i].url);
		add_shown(out, article, article->images[i].alt);
	}
	for (uint32_t i = 0; i < article->related_count; i++)
		add_shown(out, article, article->related[i].title);
	for (uint32_t i = 0; i < article->tag_count; i++)
		add_shown(out, article, article->tags[i]);
	return out;
}

/* What consists of white space and controls alone is looked for as it is. */
static bool is_shown(struct span shown, const char *squeezed, struct span string)
{
	char *wanted = text_squeezed(string);
	bool found = *wanted ? strstr(squeezed, wanted) != NULL : span_find(shown, string) != SPAN_NONE;
	g_free(wanted);
	return found;
}

static void check_strings(const json_t *line, const char *key, const GString *shown, bool must)
{
	struct span all = {shown->str, shown->len};
	char *squeezed = text_squeezed(all);
	size_t i;
	json_t *item;
	json_array_foreach(json_object_get(line, key), i, item)
	{
		struct span string = {json_string_value(item), json_string_length(item)};
		g_test_message("%s: %s", key, json_string_value(item));
		g_assert_cmpint(is_shown(all, squeezed, string), ==, must);
	}
	g_free(squeezed);
}

static void check_title(const json_t *line, const struct article *article)
{
	char *expected, *found;
	if (!text_of(line, "title"))
		return;
	expected = text_collapsed(span_of(text_of(line, "title")));
	found = text_collapsed(article_span(article, article->title));
	g_assert_cmpstr(found, ==, expected);
	g_free(expected);
	g_free(found);
}

/* `sentences`: those that must be there are asked for too. */
static void check_article(const json_t *line, const struct article *article, bool sentences)
{
	char *fault = article_fault(article);
	GString *shown = all_shown(article);
	g_assert_cmpstr(fault, ==, NULL);
	check_title(line, article);
	if (json_is_null(json_object_get(line, "date")))
		g_assert_cmpint(article->date.precision, ==, DATE_NONE);
	if (sentences)
		check_strings(line, "must", shown, true);
	check_strings(line, "must_not", shown, false);
	g_string_free(shown, TRUE);
}

/* In its archive --------------------------------------------------------------------------------------------------- */

static const char *left_out_reason(const struct archive *archive, const char *name)
{
	for (size_t i = 0; i < archive_left_out_count(archive); i++) {
		struct left_out left_out = archive_left_out(archive, i);
		if (span_equal(left_out.path, span_of(name)))
			return left_out.reason;
	}
	return NULL;
}

static const char *problem_code(const struct folder *folder, const char *name)
{
	const struct problems *problems = archive_problems(folder->archive);
	char *path = g_build_filename(folder->path, name, NULL);
	const char *code = NULL;
	for (size_t i = 0; i < problems_count(problems); i++) {
		if (g_strcmp0(problems_at(problems, i)->path, path) == 0)
			code = problems_at(problems, i)->code;
	}
	g_free(path);
	return code;
}

/*
 * Made-up files end in the same sentences, which an archive may take for what its pages repeat: they are asked for
 * alone.
 */
static void check_in_archive(const struct hostile_case *c, const char *outcome)
{
	const struct archive *archive = c->folder->archive;
	uint32_t number = archive_find_path(archive, span_of(c->name));
	struct article article;
	if (g_str_equal(outcome, "left-out")) {
		g_assert_cmpstr(left_out_reason(archive, c->name), ==, text_of(c->line, "reason"));
	} else if (g_str_equal(outcome, "problem")) {
		g_assert_cmpstr(problem_code(c->folder, c->name), ==, text_of(c->line, "reason"));
	} else if (number != ENTRY_NONE) {
		archive_article(archive, number, &article);
		g_assert_cmpint(article_is_empty(&article), ==, g_str_equal(outcome, "empty"));
		check_article(c->line, &article, !c->folder->alone);
	}
	g_assert_cmpint(number != ENTRY_NONE, ==, g_str_equal(outcome, "article") || g_str_equal(outcome, "empty"));
}

/* By itself -------------------------------------------------------------------------------------------------------- */

/* What is left out of an archive is shown when it is asked for, and is an article as sound as any. */
static void check_alone(const struct hostile_case *c, const char *outcome)
{
	static const char *const outcomes[] = {"article", "empty", "left-out"};
	char *path = g_build_filename(c->folder->path, c->name, NULL), *bytes, *fault;
	struct arena *arena = arena_new();
	struct parsed parsed;
	gsize len;
	if (!g_file_get_contents(path, &bytes, &len, NULL))
		g_error("cannot read %s", path);
	article_parse(arena, (struct span){bytes, len}, span_of(c->name), &parsed);
	g_assert_cmpstr(outcomes[parsed.verdict], ==, outcome);
	fault = article_fault(&parsed.article);
	g_assert_cmpstr(fault, ==, NULL);
	if (parsed.verdict != VERDICT_LEFT_OUT)
		check_article(c->line, &parsed.article, true);
	g_free(bytes);
	g_free(path);
	arena_free(arena);
}

static void test_case(const void *data)
{
	const struct hostile_case *c = data;
	const char *outcome = expected_outcome(c->line);
	check_in_archive(c, outcome);
	if (c->folder->alone && !g_str_equal(outcome, "problem"))
		check_alone(c, outcome);
}

/* Every file has its line ------------------------------------------------------------------------------------------ */

static void expect_line(const struct folder *folder, struct span path)
{
	char *name = span_dup(path);
	g_test_message("a line for %s", name);
	g_assert_true(g_hash_table_contains(folder->lines, name));
	g_free(name);
}

static void test_complete(const void *data)
{
	const struct folder *folder = data;
	const struct problems *problems;
	if (folder->skip) {
		g_test_skip(folder->skip);
		return;
	}
	problems = archive_problems(folder->archive);
	for (uint32_t i = 0; i < archive_count(folder->archive); i++) {
		struct entry entry;
		archive_entry(folder->archive, i, &entry);
		expect_line(folder, entry.path);
	}
	for (size_t i = 0; i < archive_left_out_count(folder->archive); i++)
		expect_line(folder, archive_left_out(folder->archive, i).path);
	for (size_t i = 0; i < problems_count(problems); i++)
		expect_line(folder, span_of(problems_at(problems, i)->path + strlen(folder->path) + 1));
}

/* Setting up ------------------------------------------------------------------------------------------------------- */

static void release_line(void *line)
{
	json_decref(line);
}

/* Later lines complete and overrule what earlier ones say of the same file. */
static void add_line(GHashTable *lines, json_t *line)
{
	const char *escaped = text_of(line, "escaped");
	char *name = escaped ? g_strcompress(escaped) : g_strdup(text_of(line, "file"));
	json_t *known = g_hash_table_lookup(lines, name);
	if (known) {
		json_object_update(known, line);
		json_decref(line);
		g_free(name);
	} else {
		g_hash_table_insert(lines, name, line);
	}
}

static void read_lines(GHashTable *lines, const char *file, const char *group)
{
	char *content, **split;
	if (!g_file_get_contents(file, &content, NULL, NULL))
		g_error("cannot read %s", file);
	split = g_strsplit(content, "\n", -1);
	for (char **at = split; *at; at++) {
		json_t *line = **at ? json_loads(*at, JSON_ALLOW_NUL, NULL) : NULL;
		if (**at && !line)
			g_error("%s: not JSON: %s", file, *at);
		if (line && g_strcmp0(text_of(line, "group"), group) == 0)
			add_line(lines, line);
		else
			json_decref(line);
	}
	g_strfreev(split);
	g_free(content);
}

static const char *top(void)
{
	const char *folder = g_getenv("G_TEST_SRCDIR");
	return folder ? folder : ".";
}

/* Opens the folder and makes a test of each line. */
static void add_folder(struct folder *folder, const char *name, GPtrArray *cases)
{
	char *complete = g_strdup_printf("/hostile/%s", name);
	GHashTableIter lines;
	void *file, *line;
	g_test_add_data_func(complete, folder, test_complete);
	g_free(complete);
	if (folder->skip)
		return;
	folder->archive = archive_open((const char *const[]){folder->path}, 1);
	archive_wait(folder->archive);
	g_hash_table_iter_init(&lines, folder->lines);
	while (g_hash_table_iter_next(&lines, &file, &line)) {
		struct hostile_case *c = g_new(struct hostile_case, 1);
		char *shown = g_uri_escape_string(file, " #\"\\", TRUE),
		     *path = g_strdup_printf("/hostile/%s/%s", name, shown);
		*c = (struct hostile_case){folder, file, line};
		g_ptr_array_add(cases, c);
		g_test_add_data_func(path, c, test_case);
		g_free(path);
		g_free(shown);
	}
}

static void close_folder(struct folder *folder)
{
	archive_close(folder->archive);
	g_hash_table_unref(folder->lines);
	g_free(folder->path);
}

static GHashTable *new_lines(void)
{
	return g_hash_table_new_full(g_str_hash, g_str_equal, g_free, release_line);
}

static struct folder open_own(void)
{
	struct folder folder = {
		.path = g_build_filename(top(), "tests/data/hostile", NULL), .alone = true, .lines = new_lines()};
	char *expect = g_build_filename(folder.path, "expect.jsonl", NULL);
	read_lines(folder.lines, expect, NULL);
	g_free(expect);
	return folder;
}

/* Where the corpus is, for g_free(); it may not be there. */
static char *corpus_folder(void)
{
	const char *named = g_getenv("JIANBAO_CORPUS");
	return named ? g_build_filename(named, "hostile", NULL)
	             : g_build_filename(top(), "../shared/corpus/hostile", NULL);
}

static struct folder open_corpus(void)
{
	struct folder folder = {.path = corpus_folder(), .alone = true, .lines = new_lines()};
	char *expect = g_build_filename(folder.path, "expect.jsonl", NULL);
	char *ours = g_build_filename(top(), "tests/data/hostile-expect.jsonl", NULL);
	if (g_file_test(expect, G_FILE_TEST_EXISTS)) {
		read_lines(folder.lines, expect, NULL);
		read_lines(folder.lines, ours, "corpus");
	} else {
		folder.skip = "the corpus is not here";
	}
	g_free(expect);
	g_free(ours);
	return folder;
}

/* What is too big to keep is written for the time of the test. */
static struct folder open_big(void)
{
	struct folder folder = {.lines = new_lines()};
	char *corpus = corpus_folder(), *script = g_build_filename(corpus, "make-big.sh", NULL);
	char *ours = g_build_filename(top(), "tests/data/hostile-expect.jsonl", NULL);
	if (g_file_test(script, G_FILE_TEST_EXISTS)) {
		folder.path = g_dir_make_tmp("jianbao-hostile-XXXXXX", NULL);
		if (!g_spawn_sync(NULL, (char *[]){"sh", script, folder.path, NULL}, NULL, G_SPAWN_SEARCH_PATH, NULL,
		                  NULL, NULL, NULL, NULL, NULL))
			g_error("cannot run %s", script);
		read_lines(folder.lines, ours, "big");
	} else {
		folder.skip = "the corpus is not here";
	}
	g_free(ours);
	g_free(script);
	g_free(corpus);
	return folder;
}

int main(int argc, char **argv)
{
	GPtrArray *cases = g_ptr_array_new_with_free_func(g_free);
	struct folder own, corpus, big;
	int failed;
	g_test_init(&argc, &argv, NULL);
	g_test_set_nonfatal_assertions();
	xmlCleanupInputCallbacks();
	xmlRegisterInputCallbacks(opened, NULL, NULL, NULL);
	own = open_own();
	corpus = open_corpus();
	big = open_big();
	add_folder(&own, "own", cases);
	add_folder(&corpus, "corpus", cases);
	add_folder(&big, "big", cases);
	failed = g_test_run();
	if (big.path)
		tree_remove(big.path);
	close_folder(&own);
	close_folder(&corpus);
	close_folder(&big);
	g_ptr_array_free(cases, TRUE);
	return failed;
}
