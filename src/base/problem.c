/* SPDX-License-Identifier: MIT */
/*
 * A list of problems: values with a place, gathered by whoever reads files and shown by whoever talks to the person.
 * Paths are kept as the bytes that they are; problem_text() makes them safe to show.
 */
#include "base/problem.h"

#include <glib.h>
#include <glib/gi18n.h>
#include <stdarg.h>
#include <stdbool.h>
#include <string.h>

#define QUOTE_OPEN "“"
#define QUOTE_CLOSE "”"

struct problems {
	GPtrArray *list; /* of struct problem */
};

static void problem_free(void *data)
{
	struct problem *problem = data;
	g_free(problem->path);
	g_free(problem->message);
	g_free(problem);
}

struct problems *problems_new(void)
{
	struct problems *problems = g_new0(struct problems, 1);
	problems->list = g_ptr_array_new_with_free_func(problem_free);
	return problems;
}

void problems_free(struct problems *problems)
{
	if (!problems)
		return;
	g_ptr_array_unref(problems->list);
	g_free(problems);
}

void problems_add(struct problems *problems, const char *code, const char *path, unsigned line, unsigned column,
                  const char *format, ...)
{
	if (!problems)
		return;
	struct problem *problem = g_new0(struct problem, 1);
	problem->code = code;
	problem->path = g_strdup(path);
	problem->line = line;
	problem->column = column;
	va_list arguments;
	va_start(arguments, format);
	problem->message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	g_ptr_array_add(problems->list, problem);
}

__attribute__((hot))
size_t problems_count(const struct problems *problems)
{
	return problems ? problems->list->len : 0;
}

const struct problem *problems_at(const struct problems *problems, size_t index)
{
	return g_ptr_array_index(problems->list, index);
}

static int compare_problems(const void *a, const void *b)
{
	const struct problem *one = *(const struct problem *const *)a, *other = *(const struct problem *const *)b;
	int paths = g_strcmp0(one->path, other->path);
	if (paths)
		return paths;
	if (one->line != other->line)
		return one->line < other->line ? -1 : 1;
	return (one->column > other->column) - (one->column < other->column);
}

void problems_sort(struct problems *problems)
{
	g_ptr_array_sort(problems->list, compare_problems);
}

/*
 * Appends a path: valid UTF-8 as it is, but controls and bad bytes as \xNN, and a backslash doubled so that \xNN is
 * sure.
 */
static void append_path(GString *out, const char *path)
{
	while (*path) {
		gunichar code = g_utf8_get_char_validated(path, -1);
		if (code >= (gunichar)-2 || !g_unichar_isprint(code)) {
			g_string_append_printf(out, "\\x%02X", (unsigned char)*path++);
			continue;
		}
		if (code == '\\')
			g_string_append_c(out, '\\');
		const char *next = g_utf8_next_char(path);
		g_string_append_len(out, path, next - path);
		path = next;
	}
}

/* The end of the run of digits, or of what stands in curved quotes, at `at`; `at` where there is neither. */
static const char *value_end(const char *at)
{
	const char *end = at;
	while (g_ascii_isdigit(*end))
		end++;
	if (end > at || !g_str_has_prefix(at, QUOTE_OPEN))
		return end;
	end = strstr(at, QUOTE_CLOSE);
	return end ? end : at;
}

/* What was filled into a message, taken out again: gives the format, and the values in order. */
static GString *format_of(const char *message, GPtrArray *values)
{
	GString *format = g_string_new(NULL);
	while (*message) {
		const char *end = value_end(message);
		bool quoted = *message == *QUOTE_OPEN;
		const char *from = message + (quoted ? strlen(QUOTE_OPEN) : 0);
		if (end == message) {
			g_string_append_c(format, *message++);
			continue;
		}
		g_ptr_array_add(values, g_strndup(from, (gsize)(end - from)));
		g_string_append(format, quoted ? QUOTE_OPEN "%s" : "%llu");
		message = end;
	}
	return format;
}

/* Fills the values into a format of "%s" and "%llu", which may be numbered: "%2$s". */
static char *fill(const char *format, const GPtrArray *values)
{
	GString *text = g_string_new(NULL);
	guint next = 0;
	while (*format) {
		const char *percent = strchr(format, '%'), *end = percent ? strpbrk(percent, "su") : NULL;
		if (!end)
			break;
		guint which = percent[1] >= '1' && percent[1] <= '9' ? (guint)(percent[1] - '1') : next++;
		g_string_append_len(text, format, percent - format);
		g_string_append(text, which < values->len ? g_ptr_array_index(values, which) : "");
		format = end + 1;
	}
	g_string_append(text, format);
	return g_string_free(text, FALSE);
}

char *problem_words(const char *message)
{
	const char *whole = *message ? gettext(message) : message;
	if (whole != message)
		return g_strdup(whole);
	GPtrArray *values = g_ptr_array_new_with_free_func(g_free);
	GString *format = format_of(message, values);
	const char *known = values->len > 0 ? gettext(format->str) : format->str;
	char *words = known != format->str ? fill(known, values) : g_strdup(message);
	g_string_free(format, TRUE);
	g_ptr_array_unref(values);
	return words;
}

char *problem_text(const struct problem *problem)
{
	char *words = problem_words(problem->message);
	GString *text = g_string_new(NULL);
	if (problem->path) {
		append_path(text, problem->path);
		g_string_append(text, ": ");
	}
	if (problem->path && problem->line > 0) {
		g_string_truncate(text, text->len - 1);
		g_string_append_printf(text, "%u:", problem->line);
		if (problem->column > 0)
			g_string_append_printf(text, "%u:", problem->column);
		g_string_append_c(text, ' ');
	}
	g_string_append(text, words);
	g_free(words);
	return g_string_free(text, FALSE);
}
