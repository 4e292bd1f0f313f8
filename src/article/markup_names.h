/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_MARKUP_NAMES_H
#define ARTICLE_MARKUP_NAMES_H

/*
 * The names of elements and what libxml2 knows of them: which have no content, which end where another begins, how much
 * an end tag may close. The facts are those of its parser for HTML 4; a test asks it for each of them.
 */

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

/* In the order of strcmp(). */
enum markup_name {
	NAME_UNKNOWN,
	NAME_A, NAME_ABBR, NAME_ACRONYM, NAME_ADDRESS, NAME_AMP_IMG, NAME_APPLET, NAME_AREA, NAME_ARTICLE,
	NAME_ASIDE, NAME_AUDIO, NAME_B, NAME_BASE, NAME_BASEFONT, NAME_BDO, NAME_BIG, NAME_BLOCKQUOTE,
	NAME_BODY, NAME_BR, NAME_BUTTON, NAME_CANVAS, NAME_CAPTION, NAME_CENTER, NAME_CITE, NAME_CODE,
	NAME_COL, NAME_COLGROUP, NAME_DATALIST, NAME_DD, NAME_DEL, NAME_DETAILS, NAME_DFN, NAME_DIALOG,
	NAME_DIR, NAME_DIV, NAME_DL, NAME_DT, NAME_EM, NAME_EMBED, NAME_FIELDSET, NAME_FIGCAPTION, NAME_FIGURE,
	NAME_FONT, NAME_FOOTER, NAME_FORM, NAME_FRAME, NAME_FRAMESET, NAME_H1, NAME_H2, NAME_H3, NAME_H4,
	NAME_H5, NAME_H6, NAME_HEAD, NAME_HEADER, NAME_HGROUP, NAME_HR, NAME_HTML, NAME_I, NAME_IFRAME,
	NAME_IMAGE, NAME_IMG, NAME_INPUT, NAME_INS, NAME_ISINDEX, NAME_KBD, NAME_LABEL, NAME_LEGEND, NAME_LI,
	NAME_LINK, NAME_LISTING, NAME_MAIN, NAME_MAP, NAME_MARK, NAME_MENU, NAME_META, NAME_NAV, NAME_NOFRAMES,
	NAME_NOSCRIPT, NAME_O_P, NAME_OBJECT, NAME_OL, NAME_OPTGROUP, NAME_OPTION, NAME_P, NAME_PARAM,
	NAME_PATH, NAME_PICTURE, NAME_PLAINTEXT, NAME_PRE, NAME_Q, NAME_RP, NAME_RT, NAME_RUBY, NAME_S,
	NAME_SAMP, NAME_SCRIPT, NAME_SECTION, NAME_SELECT, NAME_SMALL, NAME_SOURCE, NAME_SPAN, NAME_STRIKE,
	NAME_STRONG, NAME_STYLE, NAME_SUB, NAME_SUMMARY, NAME_SUP, NAME_SVG, NAME_TABLE, NAME_TBODY, NAME_TD,
	NAME_TEMPLATE, NAME_TEXTAREA, NAME_TFOOT, NAME_TH, NAME_THEAD, NAME_TIME, NAME_TITLE, NAME_TR,
	NAME_TRACK, NAME_TT, NAME_U, NAME_UL, NAME_VAR, NAME_VIDEO, NAME_WBR, NAME_XMP,
	NAME_COUNT
};

struct markup_rules {
	struct span name; /* a NUL stands behind it */
	const char *ended_by; /* ends where one of these (enum markup_name, 0 behind the last) begins; NULL */
	uint8_t weight;       /* its end tag ends nothing that weighs more */
	bool empty;           /* it has no content */
};

extern const struct markup_rules markup_rules[NAME_COUNT];

/* The number of `name`; NAME_UNKNOWN where it, which is in lower case, is not in the table. */
enum markup_name markup_name(struct span name);

/* Whether an open `name` ends where an element called `next` begins. */
bool markup_ends(enum markup_name name, enum markup_name next);

#endif
