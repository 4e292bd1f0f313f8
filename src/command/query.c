/* SPDX-License-Identifier: MIT */
/* What is only unfinished is wrong here: nobody types on. */
#include "command/query.h"

#include <glib/gi18n.h>

#include "command/output.h"

struct query *command_query(const char *const *arguments)
{
	char *text = g_strjoinv(" ", (char **)arguments);
	struct query_error error;
	struct query *query = query_parse(span_of(text), 0, &error);

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
