/* SPDX-License-Identifier: MIT */
/*
 * `jianbao show`: whole articles. A file is read by itself, as if no other had been named: it has no versions, and none
 * of its links leads to another. A few files are read ahead, so that all cores have work. Anything else is an id or a
 * path in the archive, which is loaded when the first such argument is met.
 */
#include <glib.h>
#include <glib/gi18n.h>
#include <string.h>

#include "command/command.h"
#include "command/library.h"
#include "command/output.h"
#include "command/row.h"
#include "export/plain.h"
#include "export/record.h"
#include "source/sources.h"

struct show {
	const struct request *request;
	struct archive *archive; /* NULL until something in it is asked for */
	bool failed;             /* opening it did not work: not tried again */
	struct archive **alone;  /* by argument: a file that is read by itself; NULL before and after */
	size_t count, begun;     /* arguments; of these, begun to be read ahead */
	size_t written;          /* articles */
	GString *out;
	enum status status;
};

static void worse(struct show *show, enum status status)
{
	show->status = MAX(show->status, status);
}

/* Writing --------------------------------------------------------------------------------------------------------- */

static void write_text(struct show *show, const struct archive *archive, uint32_t entry)
{
	if (show->written > 0)
		g_string_append(show->out, "\n----------------------------------------\n\n");
	plain_write(show->out, archive, entry, show->request->with_chrome);
}

static void write_json(struct show *show, const struct archive *archive, uint32_t entry)
{
	record_line(show->out, archive, entry, RECORD_TEXT | (show->request->with_chrome ? RECORD_ASIDES : 0));
}

/* As a line of `list`, and the text. */
static void write_tsv(struct show *show, const struct archive *archive, uint32_t entry)
{
	struct article article;
	archive_article(archive, entry, &article);
	row_tsv(show->out, archive, entry);
	g_string_truncate(show->out, show->out->len - 1);
	output_field(show->out, article_text(&article));
	g_string_append_c(show->out, '\n');
}

static void (*const writers[])(struct show *, const struct archive *, uint32_t) = {
	[FORMAT_TEXT] = write_text,
	[FORMAT_JSONL] = write_json,
	[FORMAT_TSV] = write_tsv,
};

/* False where there is no use in going on. */
static bool write_entry(struct show *show, const struct archive *archive, uint32_t entry)
{
	writers[show->request->format](show, archive, entry);
	show->written++;
	return output_write(show->out) && show->written < show->request->limit;
}

/* Files by themselves ---------------------------------------------------------------------------------------------- */

static bool is_file(const struct show *show, const char *argument)
{
	if (show->request->archives)
		return false;
	return strcmp(argument, "-") == 0 || g_file_test(argument, G_FILE_TEST_EXISTS);
}

/* The file that an argument means, or in which lies what it means; for g_free(). NULL: no file. */
static char *file_of(const struct show *show, const char *argument)
{
	if (is_file(show, argument))
		return g_strdup(argument);
	return show->request->archives ? NULL : library_file_of(argument);
}

static void read_ahead(struct show *show, size_t current)
{
	size_t end = MIN(show->count, current + 1 + g_get_num_processors());
	for (; show->begun < end; show->begun++) {
		char *file = file_of(show, show->request->arguments[show->begun]);
		const char *const files[] = {file};
		if (file)
			show->alone[show->begun] = archive_open(files, 1);
		g_free(file);
	}
}

/* A file that is many, as a folder or a tarball is: all that is in it would be meant, and that is what -a is for. */
static bool is_archive(const char *argument)
{
	struct source *source = source_of(argument, false);
	char *name;
	if (!source)
		return false;
	source_close(source);
	name = output_name(argument);
	if (g_file_test(argument, G_FILE_TEST_IS_DIR))
		output_warn(_("%s: a folder; show all of it with -a %s --all"), name, name);
	else
		output_warn(_("%s: an archive; show all of it with -a %s --all"), name, name);
	g_free(name);
	return true;
}

/* All that a file holds, in its own order: mostly one article. Or the item that is meant. */
static bool write_file(struct show *show, const struct archive *archive, const char *argument)
{
	char *file = library_file_of(argument);
	uint32_t item = file ? archive_find_path(archive, span_of(argument)) : 0;
	bool more = true;
	for (uint32_t i = 0; i < archive_count(archive) && more; i++) {
		if (!file || i == item)
			more = write_entry(show, archive, i);
	}
	if (item == ENTRY_NONE)
		worse(show, library_missed(argument));
	g_free(file);
	return more;
}

static bool show_file(struct show *show, size_t index)
{
	struct archive *archive = g_steal_pointer(&show->alone[index]);
	bool more;
	if (is_archive(show->request->arguments[index])) {
		worse(show, STATUS_FAILED);
		archive_close(archive);
		return true;
	}
	archive_wait(archive);
	worse(show, library_status(archive, STATUS_DONE));
	output_problems(archive_problems(archive));
	more = write_file(show, archive, show->request->arguments[index]);
	archive_close(archive);
	return more;
}

/* Entries of an archive -------------------------------------------------------------------------------------------- */

static bool open_archive(struct show *show)
{
	if (!show->archive && !show->failed) {
		show->archive = library_open(show->request);
		show->failed = !show->archive;
	}
	return !show->failed;
}

/* Where no archive is named, only an id is worth looking for in the one that is read by default. */
static bool show_entry(struct show *show, const char *argument)
{
	uint32_t entry = ENTRY_NONE;
	if (show->request->archives || library_is_id(argument)) {
		if (!open_archive(show)) {
			worse(show, STATUS_FAILED);
			return false;
		}
		entry = library_find(show->archive, argument);
	}
	if (entry != ENTRY_NONE)
		return write_entry(show, show->archive, entry);
	worse(show, library_missed(argument));
	return true;
}

static void show_all(struct show *show)
{
	GArray *sorted;
	bool more = true;
	if (!open_archive(show)) {
		worse(show, STATUS_FAILED);
		return;
	}
	sorted = library_sorted(show->archive, show->request->sort);
	for (guint i = 0; i < sorted->len && more; i++)
		more = write_entry(show, show->archive, g_array_index(sorted, uint32_t, i));
	if (sorted->len == 0)
		worse(show, STATUS_NOTHING);
	g_array_free(sorted, TRUE);
}

static void show_arguments(struct show *show)
{
	bool more = true;
	show->alone = g_new0(struct archive *, show->count);
	for (size_t i = 0; i < show->count && more; i++) {
		read_ahead(show, i);
		if (show->alone[i])
			more = show_file(show, i);
		else
			more = show_entry(show, show->request->arguments[i]);
	}
	for (size_t i = 0; i < show->begun; i++)
		archive_close(show->alone[i]);
	g_free(show->alone);
}

enum status command_show(const struct request *request)
{
	struct show show = {
		.request = request,
		.count = g_strv_length((char **)request->arguments),
		.out = g_string_new(NULL),
	};
	if (request->all)
		show_all(&show);
	else
		show_arguments(&show);
	if (show.archive)
		worse(&show, library_status(show.archive, STATUS_DONE));
	library_close(show.archive, request);
	g_string_free(show.out, TRUE);
	return show.status;
}
