/* SPDX-License-Identifier: MIT */
/* What the fuzz targets share: text of any bytes, and an article held to its promises. */
#include "fuzz.h"

#include <glib.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "../sound.h"
#include "text/utf8.h"

struct span fuzz_text(struct arena *arena, const uint8_t *data, size_t size)
{
	GString *out = g_string_sized_new(size);
	GString *kept = g_string_sized_new(size);
	struct span text;
	for (size_t i = 0; i < size; i++) {
		if (data[i] != '\0' && data[i] != '\r')
			g_string_append_c(kept, (char)data[i]);
	}
	utf8_repair((struct span){kept->str, kept->len}, out);
	text = arena_copy(arena, (struct span){out->str, out->len});
	g_string_free(kept, TRUE);
	g_string_free(out, TRUE);
	return text;
}

void fuzz_fail(const char *format, ...)
{
	va_list args;
	va_start(args, format);
	vfprintf(stderr, format, args);
	va_end(args);
	fputc('\n', stderr);
	abort();
}

void fuzz_check_article(const struct article *article)
{
	char *fault = article_fault(article);
	if (fault)
		fuzz_fail("%s", fault);
}

void fuzz_format(void (*parse)(struct builder *builder, struct fields *fields, struct span body), const uint8_t *data,
                 size_t size, bool whole_page)
{
	struct arena *arena = arena_new();
	struct builder *builder = builder_new(arena);
	struct fields fields;
	struct article article;
	fields_init(&fields, arena);
	fields_offer(&fields, FIELD_TITLE, ORIGIN_FILE_NAME, SPAN("a name"));
	parse(builder, &fields, fuzz_text(arena, data, size));
	builder_settle(builder, &fields, whole_page);
	builder_finish(builder, &fields, &article);
	fuzz_check_article(&article);
	arena_free(arena);
}
