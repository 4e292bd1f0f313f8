/* SPDX-License-Identifier: MIT */
/*
 * `make quality`: how well articles near an article are ranked, against truth graded by eye: 2 for the same matter, 1
 * for one that a reader of the article may want next, 0 for neither. nDCG@10 of plain TF-IDF and of ours. What has the
 * very text of the article asked about is in neither list. Half of the truth is held out: nothing was tried out on it.
 */
#include <glib.h>
#include <jansson.h>
#include <locale.h>
#include <math.h>

#include "archive/archive.h"
#include "find/related.h"
#include "plain.h"

#define DEPTH 10
#define NEAR_MOST 40

struct family {
	const char *name;
	struct archive *archive;
	struct plain *plain;
	struct related *related;
};

/* What a run of questions gave. */
struct sums {
	double plain, ours, squares, worst, best; /* the last three of the differences */
	size_t count, unjudged, shown;            /* articles among our first ten */
	unsigned better, worse;
};

static double gain_of(json_int_t grade)
{
	return pow(2, (double)grade) - 1;
}

static int compare_gains(const void *a, const void *b)
{
	double one = *(const double *)a, other = *(const double *)b;
	return (one < other) - (one > other);
}

static double ideal_of(const json_t *grades)
{
	GArray *gains = g_array_new(FALSE, FALSE, sizeof(double));
	const char *path;
	json_t *grade;
	double sum = 0;
	json_object_foreach((json_t *)grades, path, grade)
	{
		double gain = gain_of(json_integer_value(grade));
		g_array_append_val(gains, gain);
	}
	g_array_sort(gains, compare_gains);
	for (guint i = 0; i < MIN(gains->len, DEPTH); i++)
		sum += g_array_index(gains, double, i) / log2(i + 2);
	g_array_free(gains, TRUE);
	return sum;
}

static bool has_text_of(const struct archive *archive, uint32_t entry, uint32_t other)
{
	struct article one, two;
	archive_article(archive, entry, &one);
	archive_article(archive, other, &two);
	return span_equal(article_text(&one), article_text(&two));
}

/* `ranked`: of uint32_t. Counts what nobody has judged where `sums` is given. */
static double ndcg(const struct family *family, uint32_t asked, const GArray *ranked, const json_t *grades,
                   struct sums *sums, gboolean verbose)
{
	double sum = 0;
	unsigned place = 0;
	for (guint i = 0; i < ranked->len && place < DEPTH; i++) {
		uint32_t number = g_array_index(ranked, uint32_t, i);
		struct entry entry;
		char *path;
		json_t *grade;
		if (has_text_of(family->archive, asked, number))
			continue;
		archive_entry(family->archive, number, &entry);
		path = span_dup(entry.path);
		grade = json_object_get(grades, path);
		sum += grade ? gain_of(json_integer_value(grade)) / log2(place + 2) : 0;
		place++;
		if (sums && verbose && !grade)
			g_print("  ?           %s\n", path);
		if (sums) {
			sums->unjudged += !grade;
			sums->shown++;
		}
		g_free(path);
	}
	return sum / ideal_of(grades);
}

static GArray *rank_ours(const struct family *family, uint32_t entry)
{
	struct nearby *nearby = related_find(family->related, entry, NEAR_MOST);
	GArray *ranked = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	for (size_t i = 0; i < nearby_count(nearby); i++)
		g_array_append_val(ranked, nearby_at(nearby, i)->entry);
	nearby_free(nearby);
	return ranked;
}

static void ask(const struct family *family, const json_t *truth, struct sums *sums, gboolean verbose)
{
	const char *path = json_string_value(json_object_get(truth, "path"));
	const json_t *grades = json_object_get(truth, "grades");
	uint32_t entry = archive_find_path(family->archive, span_of(path));
	GArray *plain, *ours;
	double before, now;
	if (entry == ENTRY_NONE) {
		g_printerr("%s: %s is not there\n", family->name, path);
		return;
	}
	plain = plain_rank(family->plain, entry);
	ours = rank_ours(family, entry);
	before = ndcg(family, entry, plain, grades, NULL, FALSE);
	now = ndcg(family, entry, ours, grades, sums, verbose);
	if (verbose)
		g_print("  %.3f %.3f %s\n", before, now, path);
	sums->plain += before;
	sums->ours += now;
	sums->squares += (now - before) * (now - before);
	sums->worst = sums->count ? MIN(sums->worst, now - before) : now - before;
	sums->best = sums->count ? MAX(sums->best, now - before) : now - before;
	sums->better += now > before + 0.001;
	sums->worse += now < before - 0.001;
	sums->count++;
	g_array_free(plain, TRUE);
	g_array_free(ours, TRUE);
}

static void report(const char *name, const char *half, const struct sums *sums)
{
	double count = (double)MAX(sums->count, 1), mean = (sums->ours - sums->plain) / count;
	double error = sqrt(MAX(sums->squares / count - mean * mean, 0) / count);
	g_print("%-12s %-9s %3zu  %.4f  %.4f  %+.4f +- %.4f  %+.3f to %+.3f  %2u better, %2u worse; unjudged %zu of %zu\n",
	        name, half, sums->count, sums->plain / count, sums->ours / count, mean, error, sums->worst, sums->best,
	        sums->better, sums->worse, sums->unjudged, sums->shown);
}

static void add(struct sums *to, const struct sums *from)
{
	if (from->count == 0)
		return;
	to->worst = to->count ? MIN(to->worst, from->worst) : from->worst;
	to->best = to->count ? MAX(to->best, from->best) : from->best;
	to->plain += from->plain;
	to->ours += from->ours;
	to->squares += from->squares;
	to->count += from->count;
	to->unjudged += from->unjudged;
	to->shown += from->shown;
	to->better += from->better;
	to->worse += from->worse;
}

/* `sums`: of the tried half and of that held out. */
static void measure(struct family *family, const char *folder, char **lines, struct sums sums[2], gboolean verbose)
{
	family->archive = archive_open((const char *const[]){folder}, 1);
	archive_wait(family->archive);
	family->plain = plain_new(family->archive);
	family->related = related_new(family->archive);
	related_update(family->related, 0);
	for (char **line = lines; *line && **line; line++) {
		json_t *truth = json_loads(*line, 0, NULL);
		ask(family, truth, &sums[json_is_true(json_object_get(truth, "held_out"))], verbose);
		json_decref(truth);
	}
	related_free(family->related);
	plain_free(family->plain);
	archive_close(family->archive);
}

int main(int argc, char **argv)
{
	static const char *const families[] = {"bare-html", "jekyll-html"};
	gboolean verbose = FALSE;
	struct sums all[2] = {{.count = 0}, {.count = 0}}, total = {.count = 0};
	int at = 1;
	setlocale(LC_ALL, "");
	if (argc > at && g_strcmp0(argv[at], "--all") == 0)
		verbose = TRUE, at++;
	if (argc != at + 2) {
		g_printerr("related [--all] TRUTH CORPUS\n");
		return 2;
	}
	if (!g_file_test(argv[at + 1], G_FILE_TEST_IS_DIR)) {
		g_print("%s is not here: nothing to measure (JIANBAO_CORPUS names another folder)\n", argv[at + 1]);
		return 0;
	}
	g_print("related articles, nDCG@10\n%-12s %-9s %3s  %-6s  %-6s  difference\n", "archive", "half", "n", "plain",
	        "ours");
	for (size_t i = 0; i < G_N_ELEMENTS(families); i++) {
		struct family family = {.name = families[i]};
		struct sums sums[2] = {{.count = 0}, {.count = 0}};
		char *file = g_strdup_printf("%s/%s.jsonl", argv[at], families[i]), *content = NULL, **lines;
		char *folder = g_build_filename(argv[at + 1], families[i], NULL);
		if (!g_file_get_contents(file, &content, NULL, NULL))
			g_error("cannot read %s", file);
		lines = g_strsplit(content, "\n", -1);
		measure(&family, folder, lines, sums, verbose);
		report(families[i], "tried", &sums[0]);
		report(families[i], "held out", &sums[1]);
		add(&all[0], &sums[0]);
		add(&all[1], &sums[1]);
		g_strfreev(lines);
		g_free(content);
		g_free(file);
		g_free(folder);
	}
	report("both", "tried", &all[0]);
	report("both", "held out", &all[1]);
	add(&total, &all[0]);
	add(&total, &all[1]);
	report("both", "all", &total);
	return 0;
}
