/* SPDX-License-Identifier: MIT */
/* `jianbao list`: one line an article, of those that a query means. */
#include <glib.h>

#include "command/command.h"
#include "command/library.h"
#include "command/output.h"
#include "command/progress.h"
#include "command/query.h"
#include "command/row.h"
#include "export/record.h"
#include "find/filter.h"

static void write_json(GString *out, const struct archive *archive, uint32_t entry)
{
	record_line(out, archive, entry, RECORD_FIELDS);
}

static void (*const writers[])(GString *, const struct archive *, uint32_t) = {
	[FORMAT_TEXT] = row_text,
	[FORMAT_JSONL] = write_json,
	[FORMAT_TSV] = row_tsv,
};

static enum status write_all(const struct request *request, const struct archive *archive, const struct query *query,
                             const GArray *sorted)
{
	struct command_kept kept;
	struct filter filter = {
		.archive = archive, .query = query, .asking = command_kept_open(&kept, request, archive, query)};
	GString *out = g_string_new(NULL);
	struct progress progress;
	size_t found = 0;
	bool written = true;
	progress_begin(&progress, request->quiet);
	for (guint i = 0; i < sorted->len && found < request->limit && written; i++) {
		uint32_t entry = g_array_index(sorted, uint32_t, i);
		progress_tell_search(&progress, i, sorted->len);
		if (!filter_accepts(&filter, entry))
			continue;
		found++;
		progress_end(&progress);
		writers[request->format](out, archive, entry);
		written = output_write(out);
	}
	progress_end(&progress);
	command_kept_close(&kept);
	g_string_free(out, TRUE);
	return found ? STATUS_DONE : STATUS_NOTHING;
}

enum status command_list(const struct request *request)
{
	struct query *query = command_query(request->arguments);
	struct archive *archive = query ? library_open(request) : NULL;
	enum status status = STATUS_FAILED;
	if (archive) {
		GArray *sorted = library_sorted(archive, request->sort);
		status = library_status(archive, write_all(request, archive, query, sorted));
		g_array_free(sorted, TRUE);
		library_close(archive, request);
	}
	if (!query || status == STATUS_NOTHING)
		command_query_hint(request);
	query_free(query);
	return status;
}
