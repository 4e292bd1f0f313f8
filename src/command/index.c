/* SPDX-License-Identifier: MIT */
/* `jianbao index`: the snapshot is brought up to date, as every command does, and what has changed is the answer. */
#include <glib.h>
#include <glib/gi18n.h>

#include "base/json.h"
#include "command/command.h"
#include "command/library.h"
#include "command/output.h"

/* What the answer tells: articles, and older versions of them, which are files of their own. */
struct answer {
	size_t articles, versions;
	struct archive_changes changes;
};

static void write_text(GString *out, const struct answer *answer)
{
	const struct archive_changes *changes = &answer->changes;
	if (answer->versions == 0)
		g_string_append_printf(out,
		                       ngettext("%zu article: %zu added, %zu changed, %zu gone\n",
		                                "%zu articles: %zu added, %zu changed, %zu gone\n", answer->articles),
		                       answer->articles, changes->added, changes->changed, changes->gone);
	else
		g_string_append_printf(
			out,
			ngettext("%zu article, older versions: %zu; %zu added, %zu changed, %zu gone\n",
			         "%zu articles, older versions: %zu; %zu added, %zu changed, %zu gone\n", answer->articles),
			answer->articles, answer->versions, changes->added, changes->changed, changes->gone);
}

static void write_json(GString *out, const struct answer *answer)
{
	const struct {
		const char *name;
		size_t number;
	} fields[] = {
		{"v", 1},
		{"articles", answer->articles},
		{"versions", answer->versions},
		{"added", answer->changes.added},
		{"changed", answer->changes.changed},
		{"gone", answer->changes.gone},
		{"read", answer->changes.read},
		{"unchanged", answer->changes.unchanged},
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

/* articles, added, changed, gone, files read, files unchanged, older versions */
static void write_tsv(GString *out, const struct answer *answer)
{
	const struct archive_changes *changes = &answer->changes;
	g_string_append_printf(out, "%zu\t%zu\t%zu\t%zu\t%zu\t%zu\t%zu\n", answer->articles, changes->added,
	                       changes->changed, changes->gone, changes->read, changes->unchanged, answer->versions);
}

static void (*const writers[])(GString *out, const struct answer *answer) = {
	[FORMAT_TEXT] = write_text,
	[FORMAT_JSONL] = write_json,
	[FORMAT_TSV] = write_tsv,
};

/* Entries that are there and not shown. */
static size_t count_versions(const struct archive *archive)
{
	size_t shown = archive_shown(archive), there = 0;
	struct entry entry;
	if (archive_count(archive) == shown)
		return 0;
	for (uint32_t i = 0; i < archive_count(archive); i++) {
		archive_entry(archive, i, &entry);
		there += !entry.gone || entry.kept;
	}
	return there - shown;
}

static void write_answer(const struct request *request, const struct archive *archive)
{
	struct answer answer = {
		.articles = archive_shown(archive),
		.versions = count_versions(archive),
		.changes = archive_changes(archive),
	};
	GString *out = g_string_new(NULL);
	writers[request->format](out, &answer);
	output_write(out);
	g_string_free(out, TRUE);
}

enum status command_index(const struct request *request)
{
	struct archive *archive = library_open(request);
	enum status status;
	if (!archive)
		return STATUS_FAILED;
	write_answer(request, archive);
	status = library_status(archive, STATUS_DONE);
	if (!library_close(archive, request)) {
		output_warn(_("the snapshot could not be written: all of it will be read again"));
		status = STATUS_FAILED;
	}
	return status;
}
