/* SPDX-License-Identifier: MIT */
/*
 * What libxml2 knows of elements, as tables. What it does not know weighs 100, has content and ends nothing; such names
 * stand here where pages have them often, so that they need no place of their own in memory.
 */
#include "article/markup_names.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

/* clang-format off */
static const char ends_a[] = {
	NAME_A, NAME_FIELDSET, NAME_TABLE, NAME_TD, NAME_TH, 0};
static const char ends_address[] = {
	NAME_DD, NAME_DL, NAME_DT, NAME_FORM, NAME_LI, NAME_UL, 0};
static const char ends_b[] = {
	NAME_CENTER, NAME_P, NAME_TD, NAME_TH, 0};
static const char ends_big[] = {
	NAME_P, 0};
static const char ends_caption[] = {
	NAME_COL, NAME_COLGROUP, NAME_TBODY, NAME_TFOOT, NAME_THEAD, NAME_TR, 0};
static const char ends_colgroup[] = {
	NAME_COLGROUP, NAME_TBODY, NAME_TFOOT, NAME_THEAD, NAME_TR, 0};
static const char ends_dd[] = {
	NAME_DT, 0};
static const char ends_dir[] = {
	NAME_DD, NAME_DL, NAME_DT, NAME_FORM, NAME_UL, 0};
static const char ends_dl[] = {
	NAME_FORM, NAME_LI, 0};
static const char ends_dt[] = {
	NAME_DD, NAME_DL, 0};
static const char ends_font[] = {
	NAME_CENTER, NAME_TD, NAME_TH, 0};
static const char ends_form[] = {
	NAME_FORM, 0};
static const char ends_h1[] = {
	NAME_FIELDSET, NAME_FORM, NAME_LI, NAME_P, NAME_TABLE, 0};
static const char ends_head[] = {
	NAME_A, NAME_ABBR, NAME_ACRONYM, NAME_ADDRESS, NAME_B, NAME_BDO, NAME_BIG, NAME_BLOCKQUOTE, NAME_BODY,
	NAME_BR, NAME_CENTER, NAME_CITE, NAME_CODE, NAME_DD, NAME_DFN, NAME_DIR, NAME_DIV, NAME_DL, NAME_DT,
	NAME_EM, NAME_FIELDSET, NAME_FONT, NAME_FORM, NAME_FRAMESET, NAME_H1, NAME_H2, NAME_H3, NAME_H4,
	NAME_H5, NAME_H6, NAME_HR, NAME_I, NAME_IFRAME, NAME_IMG, NAME_KBD, NAME_LI, NAME_LISTING, NAME_MAP,
	NAME_MENU, NAME_OL, NAME_P, NAME_PRE, NAME_Q, NAME_S, NAME_SAMP, NAME_SMALL, NAME_SPAN, NAME_STRIKE,
	NAME_STRONG, NAME_SUB, NAME_SUP, NAME_TABLE, NAME_TT, NAME_U, NAME_UL, NAME_VAR, NAME_XMP, 0};
static const char ends_legend[] = {
	NAME_FIELDSET, 0};
static const char ends_li[] = {
	NAME_LI, 0};
static const char ends_link[] = {
	NAME_BODY, NAME_FRAMESET, 0};
static const char ends_listing[] = {
	NAME_DD, NAME_DL, NAME_DT, NAME_FIELDSET, NAME_FORM, NAME_LI, NAME_TABLE, NAME_UL, 0};
static const char ends_ol[] = {
	NAME_FORM, NAME_UL, 0};
static const char ends_option[] = {
	NAME_OPTGROUP, NAME_OPTION, 0};
static const char ends_p[] = {
	NAME_ADDRESS, NAME_BLOCKQUOTE, NAME_BODY, NAME_CAPTION, NAME_CENTER, NAME_COL, NAME_COLGROUP, NAME_DD,
	NAME_DIR, NAME_DIV, NAME_DL, NAME_DT, NAME_FIELDSET, NAME_FORM, NAME_FRAMESET, NAME_H1, NAME_H2,
	NAME_H3, NAME_H4, NAME_H5, NAME_H6, NAME_HEAD, NAME_HR, NAME_LI, NAME_LISTING, NAME_MENU, NAME_OL,
	NAME_P, NAME_PRE, NAME_TABLE, NAME_TBODY, NAME_TD, NAME_TFOOT, NAME_TH, NAME_TITLE, NAME_TR, NAME_UL,
	NAME_XMP, 0};
static const char ends_script[] = {
	NAME_NOSCRIPT, 0};
static const char ends_span[] = {
	NAME_TD, NAME_TH, 0};
static const char ends_tbody[] = {
	NAME_TBODY, NAME_TFOOT, 0};
static const char ends_td[] = {
	NAME_TBODY, NAME_TD, NAME_TFOOT, NAME_TH, NAME_TR, 0};
static const char ends_tfoot[] = {
	NAME_TBODY, 0};
static const char ends_tr[] = {
	NAME_TBODY, NAME_TFOOT, NAME_TR, 0};
static const char ends_u[] = {
	NAME_P, NAME_TD, NAME_TH, 0};
static const char ends_ul[] = {
	NAME_ADDRESS, NAME_FORM, NAME_MENU, NAME_OL, NAME_PRE, 0};

const struct markup_rules markup_rules[NAME_COUNT] = {
	[NAME_UNKNOWN] = {SPAN(""), NULL, 100, false},
	[NAME_A] = {SPAN("a"), ends_a, 100, false},
	[NAME_ABBR] = {SPAN("abbr"), NULL, 100, false},
	[NAME_ACRONYM] = {SPAN("acronym"), NULL, 100, false},
	[NAME_ADDRESS] = {SPAN("address"), ends_address, 100, false},
	[NAME_AMP_IMG] = {SPAN("amp-img"), NULL, 100, false},
	[NAME_APPLET] = {SPAN("applet"), NULL, 100, false},
	[NAME_AREA] = {SPAN("area"), NULL, 100, true},
	[NAME_ARTICLE] = {SPAN("article"), NULL, 100, false},
	[NAME_ASIDE] = {SPAN("aside"), NULL, 100, false},
	[NAME_AUDIO] = {SPAN("audio"), NULL, 100, false},
	[NAME_B] = {SPAN("b"), ends_b, 100, false},
	[NAME_BASE] = {SPAN("base"), NULL, 100, true},
	[NAME_BASEFONT] = {SPAN("basefont"), NULL, 100, true},
	[NAME_BDO] = {SPAN("bdo"), NULL, 100, false},
	[NAME_BIG] = {SPAN("big"), ends_big, 100, false},
	[NAME_BLOCKQUOTE] = {SPAN("blockquote"), NULL, 100, false},
	[NAME_BODY] = {SPAN("body"), NULL, 200, false},
	[NAME_BR] = {SPAN("br"), NULL, 100, true},
	[NAME_BUTTON] = {SPAN("button"), NULL, 100, false},
	[NAME_CANVAS] = {SPAN("canvas"), NULL, 100, false},
	[NAME_CAPTION] = {SPAN("caption"), ends_caption, 100, false},
	[NAME_CENTER] = {SPAN("center"), NULL, 100, false},
	[NAME_CITE] = {SPAN("cite"), NULL, 100, false},
	[NAME_CODE] = {SPAN("code"), NULL, 100, false},
	[NAME_COL] = {SPAN("col"), ends_caption, 100, true},
	[NAME_COLGROUP] = {SPAN("colgroup"), ends_colgroup, 100, false},
	[NAME_DATALIST] = {SPAN("datalist"), NULL, 100, false},
	[NAME_DD] = {SPAN("dd"), ends_dd, 100, false},
	[NAME_DEL] = {SPAN("del"), NULL, 100, false},
	[NAME_DETAILS] = {SPAN("details"), NULL, 100, false},
	[NAME_DFN] = {SPAN("dfn"), NULL, 100, false},
	[NAME_DIALOG] = {SPAN("dialog"), NULL, 100, false},
	[NAME_DIR] = {SPAN("dir"), ends_dir, 100, false},
	[NAME_DIV] = {SPAN("div"), NULL, 150, false},
	[NAME_DL] = {SPAN("dl"), ends_dl, 100, false},
	[NAME_DT] = {SPAN("dt"), ends_dt, 100, false},
	[NAME_EM] = {SPAN("em"), NULL, 100, false},
	[NAME_EMBED] = {SPAN("embed"), NULL, 100, false},
	[NAME_FIELDSET] = {SPAN("fieldset"), NULL, 100, false},
	[NAME_FIGCAPTION] = {SPAN("figcaption"), NULL, 100, false},
	[NAME_FIGURE] = {SPAN("figure"), NULL, 100, false},
	[NAME_FONT] = {SPAN("font"), ends_font, 100, false},
	[NAME_FOOTER] = {SPAN("footer"), NULL, 100, false},
	[NAME_FORM] = {SPAN("form"), ends_form, 100, false},
	[NAME_FRAME] = {SPAN("frame"), NULL, 100, true},
	[NAME_FRAMESET] = {SPAN("frameset"), NULL, 100, false},
	[NAME_H1] = {SPAN("h1"), ends_h1, 100, false},
	[NAME_H2] = {SPAN("h2"), ends_h1, 100, false},
	[NAME_H3] = {SPAN("h3"), ends_h1, 100, false},
	[NAME_H4] = {SPAN("h4"), ends_h1, 100, false},
	[NAME_H5] = {SPAN("h5"), ends_h1, 100, false},
	[NAME_H6] = {SPAN("h6"), ends_h1, 100, false},
	[NAME_HEAD] = {SPAN("head"), ends_head, 200, false},
	[NAME_HEADER] = {SPAN("header"), NULL, 100, false},
	[NAME_HGROUP] = {SPAN("hgroup"), NULL, 100, false},
	[NAME_HR] = {SPAN("hr"), ends_form, 100, true},
	[NAME_HTML] = {SPAN("html"), NULL, 220, false},
	[NAME_I] = {SPAN("i"), ends_b, 100, false},
	[NAME_IFRAME] = {SPAN("iframe"), NULL, 100, false},
	[NAME_IMAGE] = {SPAN("image"), NULL, 100, false},
	[NAME_IMG] = {SPAN("img"), NULL, 100, true},
	[NAME_INPUT] = {SPAN("input"), NULL, 100, true},
	[NAME_INS] = {SPAN("ins"), NULL, 100, false},
	[NAME_ISINDEX] = {SPAN("isindex"), NULL, 100, true},
	[NAME_KBD] = {SPAN("kbd"), NULL, 100, false},
	[NAME_LABEL] = {SPAN("label"), NULL, 100, false},
	[NAME_LEGEND] = {SPAN("legend"), ends_legend, 100, false},
	[NAME_LI] = {SPAN("li"), ends_li, 100, false},
	[NAME_LINK] = {SPAN("link"), ends_link, 100, true},
	[NAME_LISTING] = {SPAN("listing"), ends_listing, 100, false},
	[NAME_MAIN] = {SPAN("main"), NULL, 100, false},
	[NAME_MAP] = {SPAN("map"), NULL, 100, false},
	[NAME_MARK] = {SPAN("mark"), NULL, 100, false},
	[NAME_MENU] = {SPAN("menu"), ends_dir, 100, false},
	[NAME_META] = {SPAN("meta"), NULL, 100, true},
	[NAME_NAV] = {SPAN("nav"), NULL, 100, false},
	[NAME_NOFRAMES] = {SPAN("noframes"), NULL, 100, false},
	[NAME_NOSCRIPT] = {SPAN("noscript"), NULL, 100, false},
	[NAME_O_P] = {SPAN("o:p"), NULL, 100, false},
	[NAME_OBJECT] = {SPAN("object"), NULL, 100, false},
	[NAME_OL] = {SPAN("ol"), ends_ol, 100, false},
	[NAME_OPTGROUP] = {SPAN("optgroup"), NULL, 100, false},
	[NAME_OPTION] = {SPAN("option"), ends_option, 100, false},
	[NAME_P] = {SPAN("p"), ends_p, 100, false},
	[NAME_PARAM] = {SPAN("param"), NULL, 100, true},
	[NAME_PATH] = {SPAN("path"), NULL, 100, false},
	[NAME_PICTURE] = {SPAN("picture"), NULL, 100, false},
	[NAME_PLAINTEXT] = {SPAN("plaintext"), NULL, 100, false},
	[NAME_PRE] = {SPAN("pre"), ends_listing, 100, false},
	[NAME_Q] = {SPAN("q"), NULL, 100, false},
	[NAME_RP] = {SPAN("rp"), NULL, 100, false},
	[NAME_RT] = {SPAN("rt"), NULL, 100, false},
	[NAME_RUBY] = {SPAN("ruby"), NULL, 100, false},
	[NAME_S] = {SPAN("s"), ends_big, 100, false},
	[NAME_SAMP] = {SPAN("samp"), NULL, 100, false},
	[NAME_SCRIPT] = {SPAN("script"), ends_script, 100, false},
	[NAME_SECTION] = {SPAN("section"), NULL, 100, false},
	[NAME_SELECT] = {SPAN("select"), NULL, 100, false},
	[NAME_SMALL] = {SPAN("small"), ends_big, 100, false},
	[NAME_SOURCE] = {SPAN("source"), NULL, 100, false},
	[NAME_SPAN] = {SPAN("span"), ends_span, 100, false},
	[NAME_STRIKE] = {SPAN("strike"), ends_big, 100, false},
	[NAME_STRONG] = {SPAN("strong"), NULL, 100, false},
	[NAME_STYLE] = {SPAN("style"), ends_link, 100, false},
	[NAME_SUB] = {SPAN("sub"), NULL, 100, false},
	[NAME_SUMMARY] = {SPAN("summary"), NULL, 100, false},
	[NAME_SUP] = {SPAN("sup"), NULL, 100, false},
	[NAME_SVG] = {SPAN("svg"), NULL, 100, false},
	[NAME_TABLE] = {SPAN("table"), NULL, 190, false},
	[NAME_TBODY] = {SPAN("tbody"), ends_tbody, 180, false},
	[NAME_TD] = {SPAN("td"), ends_td, 160, false},
	[NAME_TEMPLATE] = {SPAN("template"), NULL, 100, false},
	[NAME_TEXTAREA] = {SPAN("textarea"), NULL, 100, false},
	[NAME_TFOOT] = {SPAN("tfoot"), ends_tfoot, 180, false},
	[NAME_TH] = {SPAN("th"), ends_td, 160, false},
	[NAME_THEAD] = {SPAN("thead"), ends_tbody, 180, false},
	[NAME_TIME] = {SPAN("time"), NULL, 100, false},
	[NAME_TITLE] = {SPAN("title"), ends_link, 100, false},
	[NAME_TR] = {SPAN("tr"), ends_tr, 170, false},
	[NAME_TRACK] = {SPAN("track"), NULL, 100, false},
	[NAME_TT] = {SPAN("tt"), ends_big, 100, false},
	[NAME_U] = {SPAN("u"), ends_u, 100, false},
	[NAME_UL] = {SPAN("ul"), ends_ul, 100, false},
	[NAME_VAR] = {SPAN("var"), NULL, 100, false},
	[NAME_VIDEO] = {SPAN("video"), NULL, 100, false},
	[NAME_WBR] = {SPAN("wbr"), NULL, 100, false},
	[NAME_XMP] = {SPAN("xmp"), ends_listing, 100, false},
};
/* clang-format on */

static int compare(const void *name, const void *rules)
{
	return span_compare(*(const struct span *)name, ((const struct markup_rules *)rules)->name);
}

#define LETTERS_MOST 8 /* of names that are told by their letters as a number, as most are */
#define SLOTS 512      /* a power of two, far above the number of names */

struct slot {
	uint64_t letters; /* 0: free */
	enum markup_name name;
};

static uint64_t letters_of(struct span name)
{
	uint64_t letters = 0;
	for (size_t i = 0; i < name.len; i++)
		letters = letters << 8 | (unsigned char)name.at[i];
	return letters;
}

/* The number of the slot where these letters are, or would be. */
static size_t find_slot(const struct slot *slots, uint64_t letters)
{
	size_t at = letters * UINT64_C(0x9E3779B97F4A7C15) >> 32 & (SLOTS - 1);
	while (slots[at].letters && slots[at].letters != letters)
		at = (at + 1) % SLOTS;
	return at;
}

/* A constant that is worked out once, whoever asks first. */
static const struct slot *known_slots(void)
{
	static const struct slot *known;
	if (g_once_init_enter(&known)) {
		G_STATIC_ASSERT(2 * NAME_COUNT < SLOTS);
		struct slot *slots = g_new0(struct slot, SLOTS);
		for (size_t name = NAME_UNKNOWN + 1; name < NAME_COUNT; name++) {
			struct span text = markup_rules[name].name;
			uint64_t letters = text.len <= LETTERS_MOST ? letters_of(text) : 0;
			if (letters)
				slots[find_slot(slots, letters)] = (struct slot){letters, (enum markup_name)name};
		}
		g_once_init_leave(&known, slots);
	}
	return known;
}

enum markup_name markup_name(struct span name)
{
	if (name.len <= LETTERS_MOST) {
		const struct slot *slots = known_slots();
		return slots[find_slot(slots, letters_of(name))].name;
	}
	const struct markup_rules *found = bsearch(&name, markup_rules, NAME_COUNT, sizeof *found, compare);
	return found ? (enum markup_name)(found - markup_rules) : NAME_UNKNOWN;
}

bool markup_ends(enum markup_name name, enum markup_name next)
{
	const char *ended_by = markup_rules[name].ended_by;
	return ended_by && next != NAME_UNKNOWN && strchr(ended_by, (int)next);
}
