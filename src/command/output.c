/* SPDX-License-Identifier: MIT */
/* Everything that a command prints passes through here. */
#include "command/output.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdarg.h>
#include <stdio.h>

#include "export/escape.h"
#include "text/width.h"

bool output_write(GString *out)
{
	bool failed = ferror(stdout), written = fwrite(out->str, 1, out->len, stdout) == out->len;
	if (!written && !failed) /* later nobody knows any more why */
		output_warn(_("cannot write: %s"), g_strerror(errno));
	g_string_truncate(out, 0);
	return written;
}

bool output_end(void)
{
	if (ferror(stdout))
		return false;
	if (fflush(stdout) == 0)
		return true;
	output_warn(_("cannot write: %s"), g_strerror(errno));
	return false;
}

void output_warn(const char *format, ...)
{
	va_list arguments;
	char *text;
	va_start(arguments, format);
	text = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	fprintf(stderr, "jianbao: %s\n", text);
	g_free(text);
}

bool output_export_is_off(bool secure)
{
	if (secure)
		output_warn(_("exporting is turned off (JIANBAO_SECURE)"));
	return secure;
}

char *output_name(const char *name)
{
	GString *out = g_string_new(NULL);
	escape_field(out, span_of(name));
	return g_string_free(out, FALSE);
}

void output_problems(const struct problems *problems)
{
	for (size_t i = 0; i < problems_count(problems); i++) {
		char *text = problem_text(problems_at(problems, i));
		output_warn("%s", text);
		g_free(text);
	}
}

void output_field(GString *out, struct span field)
{
	if (out->len > 0 && out->str[out->len - 1] != '\n')
		g_string_append_c(out, '\t');
	escape_field(out, field);
}

void output_line(GString *out, struct span text)
{
	escape_field(out, text);
	g_string_append_c(out, '\n');
}

void output_column(GString *out, struct span text, size_t columns)
{
	GString *safe = g_string_new(NULL);
	size_t len, used;
	escape_field(safe, text);
	len = width_fit(&widths_default, (struct span){safe->str, safe->len}, columns, &used);
	g_string_append_len(out, safe->str, (gssize)len);
	for (; used < columns; used++)
		g_string_append_c(out, ' ');
	g_string_free(safe, TRUE);
}
