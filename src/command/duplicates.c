/* SPDX-License-Identifier: MIT */
/* `jianbao duplicates`: groups of articles with one address, with one text, with nearly one text. */
#include <glib.h>
#include <glib/gi18n.h>

#include "base/json.h"
#include "command/command.h"
#include "command/library.h"
#include "command/output.h"
#include "command/progress.h"
#include "command/row.h"
#include "find/duplicates.h"
#include "find/stories.h"

/* In the words of the record; they are not translated. */
static const char *const kind_names[] = {
	[COPY_ADDRESS] = "same-url", [COPY_TEXT] = "same-text", [COPY_NEAR] = "near",
};

static void write_text(GString *out, const struct archive *archive, size_t number, const struct copies *copies)
{
	g_string_append_printf(out, "%s%zu  %s\n", number > 1 ? "\n" : "", number, kind_names[copies->kind]);
	for (guint i = 0; i < copies->entries->len; i++) {
		g_string_append(out, "  ");
		row_text(out, archive, g_array_index(copies->entries, uint32_t, i));
	}
}

static void write_json(GString *out, const struct archive *archive, size_t number, const struct copies *copies)
{
	struct json json = json_begin(out);
	json_open_object(&json);
	json_key(&json, "v");
	json_put_integer(&json, 1);
	json_key(&json, "group");
	json_put_integer(&json, (int64_t)number);
	json_key(&json, "kind");
	json_put_text(&json, span_of(kind_names[copies->kind]));
	json_key(&json, "members");
	json_open_array(&json);
	for (guint i = 0; i < copies->entries->len; i++) {
		struct entry entry;
		archive_entry(archive, g_array_index(copies->entries, uint32_t, i), &entry);
		json_put_text(&json, entry.id);
	}
	json_close_array(&json);
	json_key(&json, "paths");
	json_open_array(&json);
	for (guint i = 0; i < copies->entries->len; i++) {
		struct entry entry;
		archive_entry(archive, g_array_index(copies->entries, uint32_t, i), &entry);
		json_put_bytes(&json, entry.path);
	}
	json_close_array(&json);
	json_close_object(&json);
	g_string_append_c(out, '\n');
}

/* A line a member: group, kind, and what `list` has. */
static void write_tsv(GString *out, const struct archive *archive, size_t number, const struct copies *copies)
{
	for (guint i = 0; i < copies->entries->len; i++) {
		g_string_append_printf(out, "%zu\t%s", number, kind_names[copies->kind]);
		row_tsv(out, archive, g_array_index(copies->entries, uint32_t, i));
	}
}

static void (*const writers[])(GString *, const struct archive *, size_t, const struct copies *) = {
	[FORMAT_TEXT] = write_text,
	[FORMAT_JSONL] = write_json,
	[FORMAT_TSV] = write_tsv,
};

/* Telling how far that is. */
static void look_for_copies(const struct request *request, struct stories *stories)
{
	struct progress progress;
	progress_begin(&progress, request->quiet);
	while (progress.on && !stories_update(stories, PROGRESS_MS * 1000)) {
		char *text = g_strdup_printf(_("copies: %u %%, %u s"), stories_percent(stories),
		                             progress_seconds(&progress));
		progress_tell(&progress, text);
		g_free(text);
	}
	progress_end(&progress);
}

enum status command_duplicates(const struct request *request)
{
	struct archive *archive = library_open(request);
	GString *out = g_string_new(NULL);
	struct duplicates *duplicates;
	struct stories *stories;
	GArray *groups;
	enum status status;
	if (!archive) {
		g_string_free(out, TRUE);
		return STATUS_FAILED;
	}
	duplicates = duplicates_new(archive);
	stories = stories_new(archive, duplicates);
	look_for_copies(request, stories);
	groups = stories_groups(stories);
	for (guint i = 0; i < MIN(groups->len, request->limit); i++) {
		writers[request->format](out, archive, i + 1, &g_array_index(groups, struct copies, i));
		if (!output_write(out))
			break;
	}
	status = library_status(archive, groups->len > 0 ? STATUS_DONE : STATUS_NOTHING);
	g_array_unref(groups);
	stories_free(stories);
	duplicates_free(duplicates);
	g_string_free(out, TRUE);
	library_close(archive, request);
	return status;
}
