/* SPDX-License-Identifier: MIT */
/* `jianbao related`: for each article asked about the articles near it, best first, and why they are. */
#include <glib.h>

#include "article/date.h"
#include "base/json.h"
#include "command/command.h"
#include "command/library.h"
#include "command/output.h"
#include "command/progress.h"
#include "export/escape.h"
#include "export/record.h"
#include "find/related.h"

#define NEAR_MOST 10 /* where no --limit says otherwise */

struct asking {
	const struct request *request;
	const struct archive *archive;
	struct related *related;
	GString *out;
	size_t found;
	enum status missed; /* the worst of the arguments that meant no article */
};

/* One line of the answer. */
struct hit {
	uint32_t of;
	size_t rank; /* from 1 */
	const struct near *near;
	GPtrArray *reasons; /* of const char *, borrowed */
};

/* In the words of the record; they are not translated. */
static GPtrArray *reasons_of(struct nearby *nearby, size_t index)
{
	const struct near *near = nearby_at(nearby, index);
	char *const *terms = nearby_terms(nearby, index);
	GPtrArray *reasons = g_ptr_array_new();
	if (near->links_here)
		g_ptr_array_add(reasons, (char *)"links here");
	if (near->linked_from_here)
		g_ptr_array_add(reasons, (char *)"linked from here");
	for (size_t i = 0; terms[i]; i++)
		g_ptr_array_add(reasons, terms[i]);
	return reasons;
}

static void append_reasons(GString *out, const GPtrArray *reasons, const char *between)
{
	for (guint i = 0; i < reasons->len; i++) {
		if (i > 0)
			g_string_append(out, between);
		escape_field(out, span_of(g_ptr_array_index(reasons, i)));
	}
}

static struct span title_of(const struct archive *archive, uint32_t number)
{
	struct article article;
	archive_article(archive, number, &article);
	return article_span(&article, article.title);
}

static void write_text(struct asking *asking, const struct hit *hit)
{
	struct entry of, entry;
	char score[G_ASCII_DTOSTR_BUF_SIZE];
	archive_entry(asking->archive, hit->of, &of);
	archive_entry(asking->archive, hit->near->entry, &entry);
	if (hit->rank == 1) {
		if (asking->found > 0)
			g_string_append_c(asking->out, '\n');
		g_string_append_printf(asking->out, "%.*s  ", (int)of.id.len, of.id.at);
		output_line(asking->out, title_of(asking->archive, hit->of));
	}
	g_string_append_printf(asking->out, "  %s  %.*s  ",
	                       g_ascii_formatd(score, sizeof(score), "%.2f", hit->near->score), (int)entry.id.len,
	                       entry.id.at);
	escape_field(asking->out, title_of(asking->archive, hit->near->entry));
	if (hit->reasons->len > 0) {
		g_string_append(asking->out, "  (");
		append_reasons(asking->out, hit->reasons, ", ");
		g_string_append_c(asking->out, ')');
	}
	g_string_append_c(asking->out, '\n');
}

static void write_json(struct asking *asking, const struct hit *hit)
{
	struct json json = json_begin(asking->out);
	struct entry of;
	archive_entry(asking->archive, hit->of, &of);
	json_open_object(&json);
	record_write(&json, asking->archive, hit->near->entry, RECORD_FIELDS);
	json_key(&json, "of");
	json_put_text(&json, of.id);
	json_key(&json, "of_path");
	json_put_bytes(&json, of.path);
	json_key(&json, "rank");
	json_put_integer(&json, (int64_t)hit->rank);
	json_key(&json, "score");
	json_put_real(&json, hit->near->score);
	json_key(&json, "why");
	json_open_array(&json);
	for (guint i = 0; i < hit->reasons->len; i++)
		json_put_text(&json, span_of(g_ptr_array_index(hit->reasons, i)));
	json_close_array(&json);
	json_close_object(&json);
	g_string_append_c(asking->out, '\n');
}

/* of, rank, score, id, date, title, why */
static void write_tsv(struct asking *asking, const struct hit *hit)
{
	struct entry of, entry;
	struct article article;
	char date[32], score[G_ASCII_DTOSTR_BUF_SIZE];
	GString *why = g_string_new(NULL);
	archive_entry(asking->archive, hit->of, &of);
	archive_entry(asking->archive, hit->near->entry, &entry);
	archive_article(asking->archive, hit->near->entry, &article);
	date_write(article.date, date);
	output_field(asking->out, of.id);
	g_string_append_printf(asking->out, "\t%zu\t%s", hit->rank,
	                       g_ascii_formatd(score, sizeof(score), "%.6g", hit->near->score));
	output_field(asking->out, entry.id);
	output_field(asking->out, span_of(date));
	output_field(asking->out, article_span(&article, article.title));
	append_reasons(why, hit->reasons, ", ");
	g_string_append_printf(asking->out, "\t%s\n", why->str);
	g_string_free(why, TRUE);
}

static void (*const writers[])(struct asking *, const struct hit *) = {
	[FORMAT_TEXT] = write_text,
	[FORMAT_JSONL] = write_json,
	[FORMAT_TSV] = write_tsv,
};

/* False where there is no use in going on. */
static bool ask(struct asking *asking, uint32_t entry)
{
	size_t limit = asking->request->limit;
	struct nearby *nearby = related_find(asking->related, entry, limit == SIZE_MAX ? NEAR_MOST : limit);
	for (size_t i = 0; i < nearby_count(nearby); i++) {
		struct hit hit = {entry, i + 1, nearby_at(nearby, i), reasons_of(nearby, i)};
		writers[asking->request->format](asking, &hit);
		g_ptr_array_unref(hit.reasons);
		asking->found++;
	}
	nearby_free(nearby);
	return output_write(asking->out);
}

static void ask_about_all(struct asking *asking)
{
	GArray *sorted = library_sorted(asking->archive, asking->request->sort);
	for (guint i = 0; i < sorted->len; i++) {
		if (!ask(asking, g_array_index(sorted, uint32_t, i)))
			break;
	}
	g_array_free(sorted, TRUE);
}

static void ask_about_arguments(struct asking *asking)
{
	for (const char *const *argument = asking->request->arguments; *argument; argument++) {
		uint32_t entry = library_find(asking->archive, *argument);
		if (entry == ENTRY_NONE) {
			enum status missed = library_missed(*argument);
			asking->missed = MAX(asking->missed, missed);
		} else if (!ask(asking, entry)) {
			break;
		}
	}
}

#define LOOK_US 10000 /* between two looks at the thread that makes the index */

/* Telling how far that is. */
static void make_index(const struct request *request, struct related *related)
{
	struct progress progress;
	progress_begin(&progress, request->quiet);
	while (!related_update(related, progress.on ? PROGRESS_MS * 1000 : 0)) {
		progress_tell_search(&progress, related_percent(related), 100);
		if (related_rests(related))
			g_usleep(LOOK_US);
	}
	progress_end(&progress);
}

enum status command_related(const struct request *request)
{
	struct archive *archive = library_open(request);
	struct asking asking = {.request = request, .archive = archive};
	enum status status;
	if (!archive)
		return STATUS_FAILED;
	asking.related = related_new(archive);
	make_index(request, asking.related);
	asking.out = g_string_new(NULL);
	if (request->all)
		ask_about_all(&asking);
	else
		ask_about_arguments(&asking);
	status = library_status(archive, MAX(asking.missed, asking.found ? STATUS_DONE : STATUS_NOTHING));
	g_string_free(asking.out, TRUE);
	related_free(asking.related);
	library_close(archive, request);
	return status;
}
