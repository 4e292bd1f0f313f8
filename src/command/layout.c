/* SPDX-License-Identifier: MIT */
/*
 * `jianbao layout`: each line of standard input is a paragraph; it comes out as the lines that the reader would show,
 * one screen row a line. What no terminal must see is dropped before.
 */
#include "page/lines.h"

#include <glib.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>

#include "command/command.h"
#include "command/output.h"
#include "text/utf8.h"

struct layout {
	unsigned columns;
	struct break_rules rules;
	struct widths widths;
	GArray *lines;      /* scratch, of struct line */
	GString *paragraph; /* scratch */
	GString *out;
};

/* The paragraph as it can be laid out: valid UTF-8 without controls, a tab being one blank. */
static void clean(struct layout *layout, struct span input)
{
	g_string_truncate(layout->paragraph, 0);
	for (size_t at = 0; at < input.len;) {
		uint32_t code = utf8_next(input, &at);

		if (code == '\t')
			g_string_append_c(layout->paragraph, ' ');
		else if (!code_is_control(code))
			utf8_append(layout->paragraph, code);
	}
}

static bool lay_out(struct layout *layout, struct span input)
{
	struct span text;

	clean(layout, input);
	text = (struct span){layout->paragraph->str, layout->paragraph->len};
	g_array_set_size(layout->lines, 0);
	lines_lay(layout->lines, text, layout->columns, layout->columns, &layout->rules, &layout->widths);
	for (guint i = 0; i < layout->lines->len; i++) {
		const struct line *line = &g_array_index(layout->lines, struct line, i);

		g_string_append_len(layout->out, text.at + line->from, (gssize)line->shown);
		g_string_append_c(layout->out, '\n');
	}
	return output_write(layout->out);
}

static void lay_out_input(struct layout *layout)
{
	char *line = NULL;
	size_t size = 0;
	ssize_t len;
	bool more = true;

	while (more && (len = getline(&line, &size, stdin)) >= 0) {
		struct span paragraph = {line, (size_t)len};

		if (span_ends(paragraph, SPAN("\n")))
			paragraph = span_cut(paragraph, 0, paragraph.len - 1);
		more = lay_out(layout, paragraph);
	}
	free(line);
}

static bool fill_rules(const struct request *request, struct break_rules *rules)
{
	rules->level = break_level_for(request->language ? request->language : "");
	if (!request->level || break_level_parse(span_of(request->level), &rules->level))
		return true;
	output_warn(_("--level takes none, basic, gb or strict"));
	return false;
}

enum status command_layout(const struct request *request)
{
	struct layout layout = {.columns = (unsigned)request->width, .widths = widths_default};
	int ambiguous = request->ambiguous ? request->ambiguous : request->settings->width_ambiguous;

	if (!fill_rules(request, &layout.rules))
		return STATUS_FAILED;
	if (ambiguous)
		layout.widths.ambiguous = (uint8_t)ambiguous;
	layout.lines = g_array_new(FALSE, FALSE, sizeof(struct line));
	layout.paragraph = g_string_new(NULL);
	layout.out = g_string_new(NULL);
	lay_out_input(&layout);
	g_array_free(layout.lines, TRUE);
	g_string_free(layout.paragraph, TRUE);
	g_string_free(layout.out, TRUE);
	return STATUS_DONE;
}
