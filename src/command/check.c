/* SPDX-License-Identifier: MIT */
/*
 * `jianbao check`: what could not be read, what was left out and why, what is missing in an article, and what had to be
 * repaired. One finding a line; people get a summary at the end.
 */
#include <glib.h>
#include <glib/gi18n.h>

#include "base/json.h"
#include "command/command.h"
#include "command/library.h"
#include "command/output.h"
#include "command/progress.h"
#include "export/escape.h"

enum kind { KIND_PROBLEM, KIND_LEFT_OUT, KIND_EMPTY, KIND_MISSING, KIND_WARNING, KIND_COUNT };

/* As records spell them. */
static const char *const kind_names[KIND_COUNT] = {"problem", "left-out", "empty", "missing", "warning"};

/* What an article is warned of whose title had to be made from the file's name. */
#define TITLE_WARNING SPAN("title")

struct finding {
	enum kind kind;
	struct span archive, path;
	struct span code;    /* a stable word */
	struct span message; /* for people; {NULL, 0} where the code says it all */
	uint32_t line;       /* 0 where no line is meant */
};

struct check {
	const struct request *request;
	struct progress *progress;
	GString *out;
	size_t counts[KIND_COUNT];
	size_t files; /* that are articles */
};

/* Writing --------------------------------------------------------------------------------------------------------- */

static void write_text(GString *out, const struct finding *finding)
{
	escape_field(out, finding->path);
	if (finding->line > 0)
		g_string_append_printf(out, ":%" G_GUINT32_FORMAT, finding->line);
	g_string_append_printf(out, ": %s", kind_names[finding->kind]);
	if (finding->code.len > 0)
		g_string_append(out, ": ");
	escape_field(out, finding->code);
	if (finding->message.len > 0) {
		char *message = span_dup(finding->message), *words = problem_words(message);
		g_string_append(out, " (");
		escape_field(out, span_of(words));
		g_string_append_c(out, ')');
		g_free(words);
		g_free(message);
	}
	g_string_append_c(out, '\n');
}

static void write_json(GString *out, const struct finding *finding)
{
	struct json json = json_begin(out);
	json_open_object(&json);
	json_key(&json, "v");
	json_put_integer(&json, 1);
	json_key(&json, "archive");
	json_put_bytes(&json, finding->archive);
	json_key(&json, "path");
	json_put_bytes(&json, finding->path);
	json_key(&json, "kind");
	json_put_text(&json, span_of(kind_names[finding->kind]));
	json_key(&json, "code");
	json_put_text(&json, finding->code);
	json_key(&json, "message");
	json_put_bytes(&json, finding->message);
	json_key(&json, "line");
	if (finding->line > 0)
		json_put_integer(&json, finding->line);
	else
		json_put_null(&json);
	json_close_object(&json);
	g_string_append_c(out, '\n');
}

/* kind, code, path, line, message, archive */
static void write_tsv(GString *out, const struct finding *finding)
{
	char line[16] = "";
	if (finding->line > 0)
		g_snprintf(line, sizeof(line), "%" G_GUINT32_FORMAT, finding->line);
	output_field(out, span_of(kind_names[finding->kind]));
	output_field(out, finding->code);
	output_field(out, finding->path);
	output_field(out, span_of(line));
	output_field(out, finding->message);
	output_field(out, finding->archive);
	g_string_append_c(out, '\n');
}

static void (*const writers[])(GString *, const struct finding *) = {
	[FORMAT_TEXT] = write_text,
	[FORMAT_JSONL] = write_json,
	[FORMAT_TSV] = write_tsv,
};

static void report(struct check *check, const struct finding *finding)
{
	progress_end(check->progress);
	check->counts[finding->kind]++;
	writers[check->request->format](check->out, finding);
	output_write(check->out);
}

/* Finding ---------------------------------------------------------------------------------------------------------- */

static void check_problems(struct check *check, const struct archive *archive)
{
	const struct problems *problems = archive_problems(archive);
	for (size_t i = 0; i < problems_count(problems); i++) {
		const struct problem *problem = problems_at(problems, i);
		report(check, &(struct finding){
				      .kind = KIND_PROBLEM,
				      .path = span_of(problem->path),
				      .code = span_of(problem->code),
				      .message = span_of(problem->message),
			      });
	}
}

static void check_left_out(struct check *check, const struct archive *archive)
{
	for (size_t i = 0; i < archive_left_out_count(archive); i++) {
		struct left_out left_out = archive_left_out(archive, i);
		report(check, &(struct finding){
				      .kind = KIND_LEFT_OUT,
				      .archive = left_out.archive,
				      .path = left_out.path,
				      .code = span_of(left_out.reason),
			      });
	}
}

static bool has_warning(const struct article *article, struct span code)
{
	for (uint32_t i = 0; i < article->warning_count; i++) {
		if (span_equal(article_span(article, article->warnings[i].code), code))
			return true;
	}
	return false;
}

/* What every article should have. */
static void check_fields(struct check *check, const struct article *article, struct finding *finding)
{
	const struct {
		const char *name;
		bool missing;
	} fields[] = {
		{"title", article->title.len == 0 || has_warning(article, TITLE_WARNING)},
		{"date", article->date.precision == DATE_NONE},
		{"url", article->url.len == 0},
	};

	finding->kind = KIND_MISSING;
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		finding->code = span_of(fields[i].name);
		if (fields[i].missing)
			report(check, finding);
	}
}

static void check_warnings(struct check *check, const struct article *article, struct finding *finding)
{
	finding->kind = KIND_WARNING;
	for (uint32_t i = 0; i < article->warning_count; i++) {
		finding->code = article_span(article, article->warnings[i].code);
		if (span_equal(finding->code, TITLE_WARNING))
			continue; /* reported as missing */
		finding->message = article_span(article, article->warnings[i].message);
		finding->line = article->warnings[i].line;
		report(check, finding);
	}
}

static void check_entry(struct check *check, const struct archive *archive, uint32_t number)
{
	struct entry entry;
	struct article article;
	struct finding finding;
	archive_entry(archive, number, &entry);
	archive_article(archive, number, &article);
	finding = (struct finding){.kind = KIND_EMPTY, .archive = entry.archive, .path = entry.path};
	if (entry.empty)
		report(check, &finding);
	check_fields(check, &article, &finding);
	check_warnings(check, &article, &finding);
}

struct by_path {
	uint32_t number;
	struct span path;
};

static int compare_paths(const void *a, const void *b)
{
	const struct by_path *one = a, *other = b;
	int paths = span_compare(one->path, other->path);
	return paths ? paths : (one->number > other->number) - (one->number < other->number);
}

/* All entries, older versions too: each is a file of its own. */
static void check_entries(struct check *check, const struct archive *archive)
{
	GArray *sorted = g_array_new(FALSE, FALSE, sizeof(struct by_path));
	struct entry entry;
	for (uint32_t i = 0; i < archive_count(archive); i++) {
		archive_entry(archive, i, &entry);
		if (!entry.gone)
			g_array_append_val(sorted, ((struct by_path){i, entry.path}));
	}
	check->files = sorted->len;
	g_array_sort(sorted, compare_paths);
	for (guint i = 0; i < sorted->len; i++) {
		progress_tell_search(check->progress, i, sorted->len);
		check_entry(check, archive, g_array_index(sorted, struct by_path, i).number);
	}
	g_array_free(sorted, TRUE);
}

static void summarize(struct check *check, const struct archive *archive)
{
	g_string_append_printf(check->out,
	                       ngettext("%zu article; files: %zu, empty: %zu, left out: %zu, problems: %zu\n",
	                                "%zu articles; files: %zu, empty: %zu, left out: %zu, problems: %zu\n",
	                                archive_shown(archive)),
	                       archive_shown(archive), check->files, check->counts[KIND_EMPTY],
	                       check->counts[KIND_LEFT_OUT], check->counts[KIND_PROBLEM]);
	output_write(check->out);
}

enum status command_check(const struct request *request)
{
	struct request asking = *request;
	struct progress progress;
	struct check check = {.request = request, .progress = &progress, .out = g_string_new(NULL)};
	struct archive *archive;
	enum status status = STATUS_FAILED;
	asking.asks_problems = true;
	archive = library_open(&asking);
	if (archive) {
		progress_begin(&progress, request->quiet);
		check_problems(&check, archive);
		check_left_out(&check, archive);
		check_entries(&check, archive);
		progress_end(&progress);
		if (request->format == FORMAT_TEXT)
			summarize(&check, archive);
		status = library_status(archive, STATUS_DONE);
	}
	library_close(archive, request);
	g_string_free(check.out, TRUE);
	return status;
}
