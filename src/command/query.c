/* SPDX-License-Identifier: MIT */
/* What is only unfinished is wrong here: nobody types on. */
#include "command/query.h"

#include <glib/gi18n.h>

#include "command/output.h"
#include "shelf/shelf.h"

struct query *command_query(const char *const *arguments)
{
	char *text = g_strjoinv(" ", (char **)arguments);
	struct query_error error;
	struct query *query = query_parse(span_of(text), KEPT_KNOWN, &error);
	if (error.message) {
		char *said = query_error_text(&error), *safe = output_name(said);
		output_warn(_("the query cannot be understood, %s"), safe);
		g_free(safe);
		g_free(said);
		query_free(query);
		query = NULL;
	}
	query_error_clear(&error);
	g_free(text);
	return query;
}

void command_query_hint(const struct request *request)
{
	for (const char *const *word = request->arguments; *word && !request->quiet; word++) {
		if (!g_file_test(*word, G_FILE_TEST_EXISTS))
			continue;
		char *name = output_name(*word);

		output_warn(_("%s was looked for as a word; as an archive it is read after -a"), name);
		g_free(name);
	}
}

static bool asks_shelf(const struct query *query)
{
	uint32_t count;
	const struct query_node *nodes = query_nodes(query, &count);
	for (uint32_t i = 0; i < count; i++)
		if ((nodes[i].kind == QUERY_IS && nodes[i].which != IS_EMPTY) ||
		    (nodes[i].kind == QUERY_TEXT && nodes[i].field == IN_TAG) ||
		    (nodes[i].kind == QUERY_HAS && nodes[i].which == HAS_TAG))
			return true;
	return false;
}

struct asking command_kept_open(struct command_kept *kept, const struct request *request, const struct archive *archive,
                                const struct query *query)
{
	char *path;
	*kept = (struct command_kept){.kept.archive = archive};
	if (query && !asks_shelf(query))
		return (struct asking){.is = NULL};
	path = request->settings->private ? NULL : shelf_path();
	kept->shelf = shelf_open(path);
	kept->kept.shelf = kept->shelf;
	shelf_ready(kept->shelf, -1);
	g_free(path);
	return kept_asking(&kept->kept);
}

void command_kept_close(struct command_kept *kept)
{
	char *problem = shelf_close(kept->shelf);
	if (problem)
		output_warn("%s", problem);
	g_free(problem);
}
