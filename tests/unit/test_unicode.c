/* SPDX-License-Identifier: MIT */
/*
 * Unicode's own tests of clusters and line breaks, from the files that Debian's package unicode-data installs; skipped
 * where they are missing. Where we mean to differ, tests/data/linebreak-deviations.txt lists it with the reason.
 */
#include <glib.h>
#include <string.h>

#include "text/breaks.h"
#include "text/roles.h"
#include "text/utf8.h"

#define FOLDER "/usr/share/unicode/auxiliary/"
#define LONGEST 64 /* code points of a case; more would fail an assertion */

/* The standard's behaviour as far as options go: our default keeps Korean words whole. */
static const struct break_rules rules = {.level = BREAK_LEVEL_GB, .korean_anywhere = true};

/* One line of a test file. */
struct sample {
	GString *text;
	uint8_t *chances;
	size_t count;
	uint32_t code[LONGEST];
	size_t from[LONGEST];   /* bytes */
	bool breaks[LONGEST];   /* the test wants a break before it */
};

/* A test file's lines, or NULL after skipping the test. */
static char **read_lines(const char *path)
{
	char *content = NULL;
	if (!g_file_get_contents(path, &content, NULL, NULL)) {
		char *reason = g_strdup_printf("%s is missing", path);
		g_test_skip(reason);
		g_free(reason);
		return NULL;
	}
	char **lines = g_strsplit(content, "\n", -1);
	g_free(content);
	return lines;
}

static void add_word(struct sample *sample, const char *word)
{
	g_assert_cmpuint(sample->count, <, LONGEST - 1);
	if (strcmp(word, "÷") == 0 || strcmp(word, "×") == 0) {
		sample->breaks[sample->count] = strcmp(word, "÷") == 0;
		return;
	}
	uint32_t code = (uint32_t)g_ascii_strtoull(word, NULL, 16);
	sample->code[sample->count] = code;
	sample->from[sample->count++] = sample->text->len;
	utf8_append(sample->text, code);
}

/* "× 0023 × 0308 ÷ 0023 ÷ # a comment"; false for a line that is none. */
static bool sample_read(struct sample *sample, const char *line)
{
	*sample = (struct sample){0};
	if (!g_str_has_prefix(line, "×") && !g_str_has_prefix(line, "÷"))
		return false;
	sample->text = g_string_new(NULL);
	char **words = g_strsplit_set(line, " \t", -1);
	for (char **word = words; *word && (*word)[0] != '#'; word++)
		if ((*word)[0])
			add_word(sample, *word);
	g_strfreev(words);
	sample->chances = g_malloc(sample->text->len);
	breaks_find((struct span){sample->text->str, sample->text->len}, &rules, sample->chances);
	return true;
}

static void sample_clear(struct sample *sample)
{
	g_string_free(sample->text, TRUE);
	g_free(sample->chances);
}

/* Where a cluster begins a line may end, if need be; not before white space and what shows nothing. */
static void check_clusters(const struct sample *sample, const char *line)
{
	for (size_t i = 1; i < sample->count; i++) {
		bool begins = sample->chances[sample->from[i]] != BREAK_NO;
		enum role role = role_of(sample->code[i]);
		bool skipped = role == ROLE_SPACE || role == ROLE_LINE || code_is_control(sample->code[i]);
		if (begins != sample->breaks[i] && !skipped)
			g_error("differs at code point %zu: %s", i + 1, line);
	}
}

static void test_clusters(void)
{
	char **lines = read_lines(FOLDER "GraphemeBreakTest.txt");
	size_t checked = 0;
	for (char **line = lines; lines && *line; line++) {
		struct sample sample;
		if (!sample_read(&sample, *line))
			continue;
		check_clusters(&sample, *line);
		sample_clear(&sample);
		checked++;
	}
	g_assert_true(lines == NULL || checked > 500);
	g_strfreev(lines);
}

/* The sample as the list of deviations spells it, or NULL where nothing differs. */
static char *deviation(const struct sample *sample)
{
	GString *out = g_string_new(NULL);
	bool differs = false;
	for (size_t i = 0; i < sample->count; i++) {
		uint8_t chance = sample->chances[sample->from[i]];
		bool may = chance == BREAK_MAY || chance == BREAK_URL || chance == BREAK_MUST;
		bool other = i > 0 && may != sample->breaks[i];
		differs = differs || other;
		g_string_append_printf(out, "%s%s%04X", i ? " " : "", other ? "!" : "", sample->code[i]);
	}
	return g_string_free(out, !differs);
}

/*
 * The listed deviations, each with NULL until it is met; `version` gets the first line, which names the test file that
 * they were found with.
 */
static GHashTable *read_deviations(char **version)
{
	const char *top = g_getenv("G_TEST_SRCDIR");
	char *path = g_build_filename(top ? top : ".", "tests", "data", "linebreak-deviations.txt", NULL);
	char *content = NULL;
	g_assert_true(g_file_get_contents(path, &content, NULL, NULL));
	GHashTable *listed = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	char **lines = g_strsplit(content, "\n", -1);
	*version = g_strdup(lines[0]);
	for (char **line = lines; *line; line++)
		if ((*line)[0] && (*line)[0] != '#')
			g_hash_table_insert(listed, g_strdup(*line), NULL);
	g_strfreev(lines);
	g_free(content);
	g_free(path);
	return listed;
}

static size_t count_unlisted(char **lines, GHashTable *listed)
{
	size_t unlisted = 0;
	for (char **line = lines; *line; line++) {
		struct sample sample;
		if (!sample_read(&sample, *line))
			continue;
		char *differs = deviation(&sample);
		if (differs && !g_hash_table_contains(listed, differs)) {
			g_test_message("not listed: %s", differs);
			unlisted++;
		}
		if (differs)
			g_hash_table_insert(listed, differs, listed);
		sample_clear(&sample);
	}
	return unlisted;
}

static size_t count_unmet(GHashTable *listed)
{
	size_t unmet = 0;
	GHashTableIter iter;
	void *deviation_listed, *met;
	g_hash_table_iter_init(&iter, listed);
	while (g_hash_table_iter_next(&iter, &deviation_listed, &met))
		if (!met) {
			g_test_message("differs no longer: %s", (char *)deviation_listed);
			unmet++;
		}
	return unmet;
}

static void test_breaks(void)
{
	char *version;
	char **lines = read_lines(FOLDER "LineBreakTest.txt");
	if (!lines)
		return;
	GHashTable *listed = read_deviations(&version);
	if (g_strcmp0(lines[0], version) != 0) {
		g_test_skip("the deviations are listed for another version of Unicode");
	} else {
		g_assert_cmpuint(count_unlisted(lines, listed), ==, 0);
		g_assert_cmpuint(count_unmet(listed), ==, 0);
	}
	g_hash_table_unref(listed);
	g_free(version);
	g_strfreev(lines);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/unicode/clusters", test_clusters);
	g_test_add_func("/unicode/breaks", test_breaks);
	return g_test_run();
}
