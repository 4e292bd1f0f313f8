/* SPDX-License-Identifier: MIT */
/*
 * `make quality`: the loader against truth made by eye. Reads tests/quality/truth (a JSON object a line and file, and
 * the whole text of some pages), opens each family of the corpus as the archive that it is, and prints a table and the
 * worst cases. doc/QUALITY.md tells how things are measured.
 */
#include <glib.h>
#include <jansson.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "archive/archive.h"
#include "base/arena.h"
#include "measure.h"

static const struct {
	const char *name;
	double wanted; /* percent; F1 for shingles; how many for what is counted, not rated */
} measures[MEASURES] = {
	[MEASURE_KIND] = {"kind", 0},
	[MEASURE_TITLE] = {"title", 99.5},
	[MEASURE_DATE] = {"date", 99},
	[MEASURE_ADDRESS] = {"address", 99.5},
	[MEASURE_AUTHOR] = {"author", 97},
	[MEASURE_SENTENCES] = {"sentences", 99.5},
	[MEASURE_ABSENT] = {"absent", 98},
	[MEASURE_BLANK] = {"blank", 0},
	[MEASURE_SHINGLES] = {"F1", 0.95},
};

struct options {
	gboolean all, alone;
	char *only, *what, *corpus, *truth;
};

struct quality {
	struct options options;
	GPtrArray *truths;  /* of json_t *, by path */
	GPtrArray *results; /* of struct result * */
	char *family;       /* the one that is open */
	struct archive *archive;
	struct arena *scratch;
};

/* Truth ------------------------------------------------------------------------------------------------------------ */

static const char *path_of(const json_t *truth)
{
	return json_string_value(json_object_get(truth, "path"));
}

static int compare_truths(const void *a, const void *b)
{
	return strcmp(path_of(*(json_t *const *)a), path_of(*(json_t *const *)b));
}

static void release_truth(void *truth)
{
	json_decref(truth);
}

static void read_truth_line(struct quality *quality, const char *file, unsigned number, const char *line)
{
	json_error_t error;
	json_t *truth = json_loads(line, 0, &error);

	if (!truth || !path_of(truth)) {
		g_printerr("%s:%u: %s\n", file, number, truth ? "no path" : error.text);
		exit(2);
	}
	if (quality->options.only && !strstr(path_of(truth), quality->options.only))
		json_decref(truth);
	else
		g_ptr_array_add(quality->truths, truth);
}

static void read_truth_file(struct quality *quality, const char *file)
{
	char *content, **lines;
	if (!g_file_get_contents(file, &content, NULL, NULL))
		g_error("cannot read %s", file);
	lines = g_strsplit(content, "\n", -1);
	for (unsigned i = 0; lines[i]; i++) {
		if (*lines[i])
			read_truth_line(quality, file, i + 1, lines[i]);
	}
	g_strfreev(lines);
	g_free(content);
}

static void read_truths(struct quality *quality)
{
	GDir *folder = g_dir_open(quality->options.truth, 0, NULL);
	const char *name;
	while (folder && (name = g_dir_read_name(folder))) {
		char *file = g_build_filename(quality->options.truth, name, NULL);
		if (g_str_has_suffix(name, ".jsonl"))
			read_truth_file(quality, file);
		g_free(file);
	}
	if (folder)
		g_dir_close(folder);
	g_ptr_array_sort(quality->truths, compare_truths);
}

/* The whole text of a page, for g_free(); NULL where its truth is sentences only. */
static char *read_page(const struct quality *quality, const char *path)
{
	char *base = g_path_get_basename(path), *dot = strrchr(base, '.'), *file, *text = NULL;
	if (dot)
		*dot = '\0';
	file = g_strdup_printf("%s/pages/%s.txt", quality->options.truth, base);
	if (g_str_has_prefix(path, "full-pages/"))
		g_file_get_contents(file, &text, NULL, NULL);
	g_free(file);
	g_free(base);
	return text;
}

/* Reading the corpus ----------------------------------------------------------------------------------------------- */

/* Opens the folder in which `path` begins as an archive, unless it is open. Gives the path inside it. */
static const char *open_family(struct quality *quality, const char *path)
{
	size_t len = strcspn(path, "/");
	char *family = g_strndup(path, len), *folder;
	const char *inside = path + len + (path[len] == '/');
	if (g_strcmp0(family, quality->family) == 0) {
		g_free(family);
		return inside;
	}
	g_free(quality->family);
	archive_close(quality->archive);
	folder = g_build_filename(quality->options.corpus, family, NULL);
	quality->family = family;
	quality->archive = archive_open((const char *const[]){folder}, 1);
	archive_wait(quality->archive);
	g_free(folder);
	return inside;
}

/* As a person would see the file in its archive. */
static void look_up(struct quality *quality, const char *path, struct article *article, struct outcome *outcome)
{
	struct span inside = span_of(open_family(quality, path));
	uint32_t number = archive_find_path(quality->archive, inside);
	if (number != ENTRY_NONE) {
		archive_article(quality->archive, number, article);
		*outcome = (struct outcome){
			.verdict = article_is_empty(article) ? VERDICT_EMPTY : VERDICT_ARTICLE, .article = article};
		return;
	}
	*outcome = (struct outcome){.verdict = VERDICT_LEFT_OUT, .reason = "not found"};
	for (size_t i = 0; i < archive_left_out_count(quality->archive); i++) {
		struct left_out left_out = archive_left_out(quality->archive, i);
		if (span_equal(left_out.path, inside))
			outcome->reason = left_out.reason;
	}
}

/* As a person would see the file by itself. */
static void parse_alone(struct quality *quality, const char *path, struct parsed *parsed, struct outcome *outcome)
{
	char *file = g_build_filename(quality->options.corpus, path, NULL), *bytes;
	gsize len;
	arena_reset(quality->scratch);
	*outcome = (struct outcome){.verdict = VERDICT_LEFT_OUT, .reason = "not found"};
	if (g_file_get_contents(file, &bytes, &len, NULL)) {
		struct span copy = arena_copy(quality->scratch, (struct span){bytes, len});
		article_parse(quality->scratch, copy, span_of(path), parsed);
		*outcome = (struct outcome){parsed->verdict, parsed->reason, &parsed->article};
		g_free(bytes);
	}
	g_free(file);
}

static void measure_all(struct quality *quality)
{
	for (guint i = 0; i < quality->truths->len; i++) {
		const json_t *truth = g_ptr_array_index(quality->truths, i);
		char *page = read_page(quality, path_of(truth));
		struct article article;
		struct parsed parsed;
		struct outcome outcome;
		if (quality->options.alone)
			parse_alone(quality, path_of(truth), &parsed, &outcome);
		else
			look_up(quality, path_of(truth), &article, &outcome);
		g_ptr_array_add(quality->results, result_new(truth, page, &outcome));
		g_free(page);
	}
}

/* The table -------------------------------------------------------------------------------------------------------- */

static void print_figure(enum measure measure, const struct tally *tally)
{
	if (tally->asked == 0)
		g_print("%10s", "-");
	else if (measure == MEASURE_BLANK)
		g_print("%10.0f", tally->asked - tally->right);
	else if (measure == MEASURE_SHINGLES)
		g_print("%10.3f", tally->right / tally->asked);
	else
		g_print("%10.1f", 100 * tally->right / tally->asked);
}

static void print_row(const char *name, unsigned files, const struct tally *tallies)
{
	g_print("%-14s%6u", name, files);
	for (int i = 0; i < MEASURES; i++)
		print_figure(i, &tallies[i]);
	g_print("\n");
}

/* How many answers each figure rests on. */
static void print_counts(const struct tally *tallies)
{
	g_print("%-14s%6s", "asked", "");
	for (int i = 0; i < MEASURES; i++)
		g_print("%10u", tallies[i].asked);
	g_print("\n%-14s%6s", "wanted", "");
	for (int i = 0; i < MEASURES; i++) {
		if (i == MEASURE_KIND)
			g_print("%10s", "-");
		else
			g_print("%10.*f", i == MEASURE_BLANK ? 0 : i == MEASURE_SHINGLES ? 3 : 1, measures[i].wanted);
	}
	g_print("\n");
}

static void add_tallies(struct tally *sum, const struct tally *tallies)
{
	for (int i = 0; i < MEASURES; i++) {
		sum[i].right += tallies[i].right;
		sum[i].asked += tallies[i].asked;
	}
}

/* Whether `path` lies in the folder that the path of `other` begins with. */
static bool same_family(const char *path, const char *other)
{
	size_t len = strcspn(other, "/") + 1;
	return strncmp(path, other, len) == 0;
}

static void print_table(const struct quality *quality)
{
	struct tally all[MEASURES] = {0};
	guint next;
	g_print("%-14s%6s", "family", "files");
	for (int i = 0; i < MEASURES; i++)
		g_print("%10s", measures[i].name);
	g_print("\n");
	for (guint i = 0; i < quality->results->len; i = next) {
		const struct result *first = g_ptr_array_index(quality->results, i);
		struct tally sum[MEASURES] = {0};
		char *name = g_strndup(first->path, strcspn(first->path, "/"));
		for (next = i; next < quality->results->len; next++) {
			const struct result *result = g_ptr_array_index(quality->results, next);
			if (!same_family(result->path, first->path))
				break;
			add_tallies(sum, result->tallies);
		}
		print_row(name, next - i, sum);
		add_tallies(all, sum);
		g_free(name);
	}
	print_row("in all", quality->results->len, all);
	print_counts(all);
}

/* The worst cases -------------------------------------------------------------------------------------------------- */

static int compare_results(const void *a, const void *b)
{
	const struct result *one = *(struct result *const *)a, *other = *(struct result *const *)b;
	if (one->weight != other->weight)
		return one->weight < other->weight ? 1 : -1;
	return strcmp(one->path, other->path);
}

/* "title, sentences 2/4": what is wrong in a word or two each. */
static void print_summary(const struct result *result)
{
	const char *comma = "";
	g_print("%s\n\t", result->path);
	for (int i = 0; i < MEASURES; i++) {
		const struct tally *tally = &result->tallies[i];
		if (tally->right >= tally->asked)
			continue;
		g_print("%s%s", comma, measures[i].name);
		if (i == MEASURE_SHINGLES)
			g_print(" %.3f", tally->right);
		else if (tally->asked > 1)
			g_print(" %.0f/%u", tally->right, tally->asked);
		comma = ", ";
	}
	g_print("\n");
}

static bool is_asked_for(const struct options *options, enum measure measure)
{
	char **words = options->what ? g_strsplit(options->what, ",", -1) : NULL;
	bool asked = !words || g_strv_contains((const char *const *)words, measures[measure].name);
	g_strfreev(words);
	return asked;
}

static void print_failures(const struct options *options, const struct result *result)
{
	bool named = false;
	for (guint i = 0; i < result->failures->len; i++) {
		const struct failure *failure = g_ptr_array_index(result->failures, i);
		if (!is_asked_for(options, failure->measure))
			continue;
		if (!named)
			g_print("%s\n", result->path);
		named = true;
		g_print("    %s\n\texpected: %s\n\tfound:    %s\n", measures[failure->measure].name, failure->expected,
		        failure->found);
	}
}

static void print_worst(struct quality *quality)
{
	const guint shown = 25;
	guint count = quality->results->len;
	g_ptr_array_sort(quality->results, compare_results);
	g_print("\n%s\n\n", quality->options.all ? "All failures, the worst files first" : "The worst files");
	for (guint i = 0; i < count && (quality->options.all || i < shown); i++) {
		const struct result *result = g_ptr_array_index(quality->results, i);
		if (quality->options.all)
			print_failures(&quality->options, result);
		else if (result->weight > 0)
			print_summary(result);
	}
}

/* ------------------------------------------------------------------------------------------------------------------ */

static void release_result(void *result)
{
	result_free(result);
}

static void read_options(int *argc, char ***argv, struct options *options)
{
	GOptionEntry entries[] = {
		{"all", 0, 0, G_OPTION_ARG_NONE, &options->all, "Print every failure: what was expected, what was found", NULL},
		{"what", 0, 0, G_OPTION_ARG_STRING, &options->what, "With --all: only these measures", "title,date..."},
		{"only", 0, 0, G_OPTION_ARG_STRING, &options->only, "Only files whose path contains TEXT", "TEXT"},
		{"alone", 0, 0, G_OPTION_ARG_NONE, &options->alone, "Read each file by itself, not in its archive", NULL},
		{"corpus", 0, 0, G_OPTION_ARG_FILENAME, &options->corpus, "Where the corpus is", "FOLDER"},
		{"truth", 0, 0, G_OPTION_ARG_FILENAME, &options->truth, "Where the truth is", "FOLDER"},
		{NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL},
	};
	GOptionContext *context = g_option_context_new(NULL);
	GError *error = NULL;
	g_option_context_add_main_entries(context, entries, NULL);
	if (!g_option_context_parse(context, argc, argv, &error) || !options->corpus || !options->truth) {
		g_printerr("%s\n", error ? error->message : "--corpus and --truth must be given");
		exit(2);
	}
	g_option_context_free(context);
}

int main(int argc, char **argv)
{
	struct quality quality = {.scratch = arena_new()};
	setlocale(LC_ALL, "");
	read_options(&argc, &argv, &quality.options);
	if (!g_file_test(quality.options.corpus, G_FILE_TEST_IS_DIR)) {
		g_print("%s is not here: nothing to measure (JIANBAO_CORPUS names another folder)\n",
		        quality.options.corpus);
		return 0;
	}
	quality.truths = g_ptr_array_new_with_free_func(release_truth);
	quality.results = g_ptr_array_new_with_free_func(release_result);
	read_truths(&quality);
	measure_all(&quality);
	print_table(&quality);
	print_worst(&quality);
	g_ptr_array_free(quality.results, TRUE);
	g_ptr_array_free(quality.truths, TRUE);
	archive_close(quality.archive);
	arena_free(quality.scratch);
	g_free(quality.family);
	g_free(quality.options.corpus);
	g_free(quality.options.truth);
	g_free(quality.options.only);
	g_free(quality.options.what);
	return 0;
}
