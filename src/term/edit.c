/* SPDX-License-Identifier: MIT */
/*
 * The editor gets a file that nobody else can read, in a folder of its own, so that what an editor leaves beside the
 * file goes with it.
 */
#include "term/edit.h"

#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "term/child.h"

/* Larger than any note; what is larger is not taken. */
#define TEXT_MOST ((gsize)16 << 20)

static bool run_editor(const char *file, char **message)
{
	static const char *const names[] = {"VISUAL", "EDITOR"};
	GError *error = NULL;
	bool ran = child_run(child_command(names, G_N_ELEMENTS(names), "vi"), file, &error);
	if (!ran)
		*message = g_strdup_printf(_("The editor failed: %s"), error->message);
	g_clear_error(&error);
	return ran;
}

/* What most editors leave beside a file goes with it. */
static void remove_folder(const char *folder)
{
	static const char *const names[] = {"note.txt", "note.txt~"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		char *path = g_build_filename(folder, names[i], NULL);
		g_unlink(path);
		g_free(path);
	}
	g_rmdir(folder);
}

static char *edit_file(const char *file, struct span text, char **message)
{
	GError *error = NULL;
	char *edited = NULL;
	gsize len = 0;
	if (g_file_set_contents_full(file, text.at ? text.at : "", (gssize)text.len, G_FILE_SET_CONTENTS_NONE, 0600,
	                             &error) &&
	    run_editor(file, message) && g_file_get_contents(file, &edited, &len, &error) && len > TEXT_MOST) {
		*message = g_strdup(_("This text is too long for a note"));
		g_clear_pointer(&edited, g_free);
	}
	if (error)
		*message = g_strdup(error->message);
	g_clear_error(&error);
	return edited;
}

char *edit_text(struct span text, bool in_memory, char **message)
{
	*message = NULL;
	const char *refusal = in_memory ? _("With --private notes need a folder in memory ($XDG_RUNTIME_DIR)") : NULL;
	char *folder = child_folder(refusal, message);
	if (!folder)
		return NULL;
	char *file = g_build_filename(folder, "note.txt", NULL), *edited = edit_file(file, text, message);
	remove_folder(folder);
	g_free(file);
	g_free(folder);
	return edited;
}
