/* SPDX-License-Identifier: MIT */
/*
 * Both lists are read from the notes of all segments: problems when somebody asks, which is at every drawing, and from
 * then on each new one is added; what was left out only when somebody wants to see it.
 */
#include "archive/reports.h"

/* A problem with a document that is kept as it was: true until its archive is looked at again. */
struct passing {
	uint32_t origin;
	char *path, *message;
	const char *code;
};

struct reports {
	const struct catalog *catalog;
	const GArray *origins;
	struct problems *problems; /* NULL: to be collected */
	size_t refused;
	GArray *passing;  /* of struct passing */
	GArray *left_out; /* of struct passed_over; NULL: to be collected */
};

static void clear_passing(void *data)
{
	struct passing *passing = data;
	g_free(passing->path);
	g_free(passing->message);
}

struct reports *reports_new(const struct catalog *catalog, const GArray *origins)
{
	struct reports *reports = g_new0(struct reports, 1);
	reports->catalog = catalog;
	reports->origins = origins;
	reports->passing = g_array_new(FALSE, FALSE, sizeof(struct passing));
	g_array_set_clear_func(reports->passing, clear_passing);
	return reports;
}

static void forget_left_out(struct reports *reports)
{
	if (reports->left_out)
		g_array_unref(g_steal_pointer(&reports->left_out));
}

void reports_free(struct reports *reports)
{
	if (!reports)
		return;
	problems_free(reports->problems);
	forget_left_out(reports);
	g_array_unref(reports->passing);
	g_free(reports);
}

void reports_changed(struct reports *reports)
{
	problems_free(g_steal_pointer(&reports->problems));
	forget_left_out(reports);
}

/* Problems --------------------------------------------------------------------------------------------------------- */

/* The path by which a person finds the file again; for g_free(). */
static char *full_path(const struct reports *reports, uint32_t origin, const char *path)
{
	const char *root = g_array_index(reports->origins, struct origin, origin).root;
	if (!root)
		return g_strdup(path);
	return *path ? g_build_filename(root, path, NULL) : g_strdup(root);
}

static void add_problem(struct reports *reports, uint32_t origin, const char *path, const char *code,
                        const char *message)
{
	char *full = full_path(reports, origin, path);
	problems_add(reports->problems, code, full, 0, 0, "%s", message);
	/* behind a limit nothing is read any more: not all that was named is there */
	reports->refused += origin == 0 || *path == '\0' || g_str_has_prefix(code, "limit-");
	g_free(full);
}

/* No segment tells of it, for what was read before stands there. */
static void add_passing(struct reports *reports, const struct loaded *loaded)
{
	struct passing passing = {
		.origin = loaded->origin,
		.code = loaded->code,
		.path = g_strdup(loaded->path),
		.message = g_strdup(loaded->message),
	};
	g_array_append_val(reports->passing, passing);
}

void reports_begin(struct reports *reports, uint32_t origin)
{
	for (guint i = reports->passing->len; i-- > 0;) {
		if (g_array_index(reports->passing, struct passing, i).origin != origin)
			continue;
		g_array_remove_index(reports->passing, i);
		reports_changed(reports);
	}
}

void reports_take(struct reports *reports, const struct loaded *loaded)
{
	if (loaded->stays)
		add_passing(reports, loaded);
	if (loaded->outcome == OUTCOME_PROBLEM && reports->problems)
		add_problem(reports, loaded->origin, loaded->path, loaded->code, loaded->message);
	else if (loaded->outcome == OUTCOME_LEFT_OUT)
		forget_left_out(reports);
}

typedef void visit_note(struct reports *reports, const struct segment *segment, const struct document *document);

/* All notes of one table that are still true. */
static void visit(struct reports *reports, enum segment_table table, enum outcome outcome, visit_note *visitor)
{
	const struct store *store = catalog_store(reports->catalog);
	for (size_t i = 0; i < store_segments(store); i++) {
		const struct segment *segment = store_segment(store, i);
		const struct table *notes = &segment->tables[table];
		for (uint64_t k = 0; k < notes->count; k++) {
			uint32_t number = ((const struct note *)table_at(notes, k))->document;
			struct document document = segment_document(segment, number);
			if (document.outcome == (uint32_t)outcome && !bits_test(segment->stale, number))
				visitor(reports, segment, &document);
		}
	}
}

/* Words that a list keeps are kept for good: there are few of them, but in a file that is broken. */
static const char *word(struct span code)
{
	char *copy = span_dup(code);
	const char *kept = code.len <= 32 ? g_intern_string(copy) : "unknown";
	g_free(copy);
	return kept;
}

static void take_problem(struct reports *reports, const struct segment *segment, const struct document *document)
{
	struct document_note note = segment_note(segment, document);
	char *path = span_dup(segment_document_path(segment, document)), *text = span_dup(note.message);
	add_problem(reports, segment->origin, path, word(note.code), text);
	g_free(text);
	g_free(path);
}

static void collect_problems(struct reports *reports)
{
	if (reports->problems)
		return;
	reports->problems = problems_new();
	reports->refused = 0;
	visit(reports, TABLE_PROBLEMS, OUTCOME_PROBLEM, take_problem);
	for (guint i = 0; i < reports->passing->len; i++) {
		const struct passing *passing = &g_array_index(reports->passing, struct passing, i);
		add_problem(reports, passing->origin, passing->path, passing->code, passing->message);
	}
	problems_sort(reports->problems);
}

__attribute__((hot))
const struct problems *reports_problems(struct reports *reports)
{
	collect_problems(reports);
	return reports->problems;
}

size_t reports_refused(struct reports *reports)
{
	collect_problems(reports);
	return reports->refused;
}

/* What was left out ------------------------------------------------------------------------------------------------ */

static void take_left_out(struct reports *reports, const struct segment *segment, const struct document *document)
{
	struct passed_over passed_over = {
		.origin = segment->origin,
		.path = segment_document_path(segment, document),
		.reason = word(segment_note(segment, document).code),
	};
	g_array_append_val(reports->left_out, passed_over);
}

static int compare_passed_over(const void *a, const void *b)
{
	const struct passed_over *one = a, *other = b;
	int paths = span_compare(one->path, other->path);
	return paths ? paths : (one->origin > other->origin) - (one->origin < other->origin);
}

static void collect_left_out(struct reports *reports)
{
	if (reports->left_out)
		return;
	reports->left_out = g_array_new(FALSE, FALSE, sizeof(struct passed_over));
	visit(reports, TABLE_LEFT_OUT, OUTCOME_LEFT_OUT, take_left_out);
	g_array_sort(reports->left_out, compare_passed_over);
}

size_t reports_left_out_count(struct reports *reports)
{
	collect_left_out(reports);
	return reports->left_out->len;
}

struct passed_over reports_left_out(struct reports *reports, size_t index)
{
	collect_left_out(reports);
	return g_array_index(reports->left_out, struct passed_over, index);
}
