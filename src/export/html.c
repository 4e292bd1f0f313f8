/* SPDX-License-Identifier: MIT */
/*
 * One page that needs nothing else: its style is in it, it asks for nothing from anywhere, and its policy forbids that
 * to whatever might have slipped in. Several articles have a table of contents, and link to each other.
 */
#include <glib/gi18n.h>

#include "export/formats.h"
#include "export/html_body.h"
#include "export/style.h"

static void append_address(GString *out, const struct subject *subject, size_t place)
{
	struct subject other;
	export_set_subject(subject->set, place, &other);
	g_string_append(out, "#a-");
	html_escape(out, other.entry.id);
}

static const struct html_style alone = {1, false, append_address}, among = {2, false, append_address};

static void put_contents(GString *out, const struct export_set *set)
{
	g_string_append_printf(out, "<nav>\n<h1>%s</h1>\n<ol>\n", _("Contents"));
	for (size_t i = 0; i < set->count; i++) {
		struct subject subject;
		char date[32];
		export_set_subject(set, i, &subject);
		subject_date(&subject, date);
		g_string_append(out, "<li><a href=\"");
		append_address(out, &subject, i);
		g_string_append(out, "\"");
		html_language(out, &among, &subject);
		g_string_append_c(out, '>');
		html_escape(out, subject_title(&subject));
		g_string_append_printf(out, "</a> %s</li>\n", date);
	}
	g_string_append(out, "</ol>\n</nav>\n");
}

static void begin(GString *out, const struct export_set *set)
{
	struct subject first;
	export_set_subject(set, 0, &first);
	g_string_append(out, "<!DOCTYPE html>\n<html");
	html_language(out, &alone, &first);
	g_string_append(out, ">\n<head>\n<meta charset=\"utf-8\"/>\n"
	                     "<meta http-equiv=\"Content-Security-Policy\""
	                     " content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
	                     "<meta name=\"viewport\" content=\"width=device-width\"/>\n"
	                     "<meta name=\"referrer\" content=\"no-referrer\"/>\n"
	                     "<meta name=\"generator\" content=\"jianbao\"/>\n<title>");
	if (set->count == 1)
		html_escape(out, subject_title(&first));
	else
		g_string_append_printf(out, ngettext("%zu article", "%zu articles", set->count), set->count);
	g_string_append_printf(out, "</title>\n<style>\n%s%s</style>\n</head>\n<body>\n", export_style_page,
	                       export_style_text);
	if (set->count > 1)
		put_contents(out, set);
}

static void put(GString *out, const struct subject *subject)
{
	g_string_append(out, "<article id=\"a-");
	html_escape(out, subject->entry.id);
	g_string_append_c(out, '"');
	html_language(out, &alone, subject);
	g_string_append(out, ">\n");
	html_body(out, subject, subject->set->count > 1 ? &among : &alone);
	g_string_append(out, "</article>\n");
}

static void end(GString *out, const struct export_set *set)
{
	(void)set;
	g_string_append(out, "</body>\n</html>\n");
}

const struct stream_format format_html = {begin, put, end};
