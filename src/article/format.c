/* SPDX-License-Identifier: MIT */
/* The table of formats. A new one is a row here, a file that parses it, and how it is told in sniff.c. */
#include "article/format.h"

#include <glib.h>

#define SURE 100 /* nothing can be surer */

static const struct format formats[] = {
	{"page", html_accepts_page, html_parse, true},
	{"html", html_accepts_fragment, html_parse, false},
	{"markdown", markdown_accepts, markdown_parse, false},
	{"text", plain_accepts, plain_parse, false},
};

const struct format *format_of(struct span body)
{
	const struct format *best = &formats[G_N_ELEMENTS(formats) - 1];
	int surest = 0;
	for (size_t i = 0; i < G_N_ELEMENTS(formats) && surest < SURE; i++) {
		int sure = formats[i].accepts(body);
		if (sure > surest) {
			best = &formats[i];
			surest = sure;
		}
	}
	return best;
}
