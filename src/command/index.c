/* SPDX-License-Identifier: MIT */
/* `jianbao index`: the snapshot is brought up to date, as every command does, and what has changed is the answer. */
#include <glib.h>
#include <glib/gi18n.h>

#include "base/json.h"
#include "command/command.h"
#include "command/library.h"
#include "command/output.h"

static void write_text(GString *out, const struct archive_changes *changes, size_t shown)
{
	g_string_append_printf(out, ngettext("%zu article: %zu added, %zu changed, %zu gone\n",
	                                     "%zu articles: %zu added, %zu changed, %zu gone\n", shown),
	                       shown, changes->added, changes->changed, changes->gone);
}

static void write_json(GString *out, const struct archive_changes *changes, size_t shown)
{
	const struct {
		const char *name;
		size_t number;
	} fields[] = {
		{"v", 1},
		{"articles", shown},
		{"added", changes->added},
		{"changed", changes->changed},
		{"gone", changes->gone},
		{"read", changes->read},
		{"unchanged", changes->unchanged},
	};
	struct json json = json_begin(out);

	json_open_object(&json);
	for (size_t i = 0; i < G_N_ELEMENTS(fields); i++) {
		json_key(&json, fields[i].name);
		json_put_integer(&json, (int64_t)fields[i].number);
	}
	json_close_object(&json);
	g_string_append_c(out, '\n');
}

/* articles, added, changed, gone, files read, files unchanged */
static void write_tsv(GString *out, const struct archive_changes *changes, size_t shown)
{
	g_string_append_printf(out, "%zu\t%zu\t%zu\t%zu\t%zu\t%zu\n", shown, changes->added, changes->changed,
	                       changes->gone, changes->read, changes->unchanged);
}

static void (*const writers[])(GString *out, const struct archive_changes *changes, size_t shown) = {
	[FORMAT_TEXT] = write_text,
	[FORMAT_JSONL] = write_json,
	[FORMAT_TSV] = write_tsv,
};

enum status command_index(const struct request *request)
{
	struct archive *archive = library_open(request);
	struct archive_changes changes;
	enum status status;
	GString *out;

	if (!archive)
		return STATUS_FAILED;
	changes = archive_changes(archive);
	out = g_string_new(NULL);
	writers[request->format](out, &changes, archive_shown(archive));
	output_write(out);
	g_string_free(out, TRUE);
	status = library_status(archive, STATUS_DONE);
	if (!archive_wait_kept(archive)) {
		output_warn(_("the snapshot could not be written: all of it will be read again"));
		status = STATUS_FAILED;
	}
	archive_close(archive);
	return status;
}
