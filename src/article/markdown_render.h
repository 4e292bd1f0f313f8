/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_MARKDOWN_RENDER_H
#define ARTICLE_MARKDOWN_RENDER_H

/* From plain Markdown to HTML, by md4c. Nobody but markdown.c includes this. */

#include <glib.h>
#include <stdbool.h>

#include "base/span.h"

/*
 * The HTML of `source`, valid UTF-8 of which every line ends in \n; for g_string_free(). `fenced`: some of its lines
 * are fences of code, or other lines than empty ones are blank. `indented`: indentation is a sign of code.
 */
GString *markdown_render(struct span source, bool fenced, bool indented);

#endif
