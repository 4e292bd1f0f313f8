/* SPDX-License-Identifier: MIT */
/* The formats that other files of this folder know already: plain text, Markdown, records. */
#include <glib/gi18n.h>

#include "export/formats.h"
#include "export/markdown.h"
#include "export/plain.h"
#include "export/record.h"

static void put_txt(GString *out, const struct subject *subject)
{
	char *place = subject_place(subject);
	if (subject->index > 0)
		g_string_append(out, "\n----------------------------------------\n\n");
	plain_write(out, subject->set->archive, subject->number, subject->set->with_chrome);
	g_string_append_printf(out, _("\nFrom %s\n"), place);
	g_free(place);
}

static void put_md(GString *out, const struct subject *subject)
{
	if (subject->index > 0)
		g_string_append_c(out, '\n');
	markdown_write(out, subject, subject->set->count > 1);
}

static void put_jsonl(GString *out, const struct subject *subject)
{
	record_line(out, subject->set->archive, subject->number,
	            RECORD_TEXT | (subject->set->with_chrome ? RECORD_ASIDES : 0));
}

const struct stream_format format_txt = {.put = put_txt};
const struct stream_format format_md = {.put = put_md};
const struct stream_format format_jsonl = {.put = put_jsonl};
