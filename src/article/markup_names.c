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
	[NAME_UNKNOWN] = {"", NULL, 100, false},
	[NAME_A] = {"a", ends_a, 100, false},
	[NAME_ABBR] = {"abbr", NULL, 100, false},
	[NAME_ACRONYM] = {"acronym", NULL, 100, false},
	[NAME_ADDRESS] = {"address", ends_address, 100, false},
	[NAME_AMP_IMG] = {"amp-img", NULL, 100, false},
	[NAME_APPLET] = {"applet", NULL, 100, false},
	[NAME_AREA] = {"area", NULL, 100, true},
	[NAME_ARTICLE] = {"article", NULL, 100, false},
	[NAME_ASIDE] = {"aside", NULL, 100, false},
	[NAME_AUDIO] = {"audio", NULL, 100, false},
	[NAME_B] = {"b", ends_b, 100, false},
	[NAME_BASE] = {"base", NULL, 100, true},
	[NAME_BASEFONT] = {"basefont", NULL, 100, true},
	[NAME_BDO] = {"bdo", NULL, 100, false},
	[NAME_BIG] = {"big", ends_big, 100, false},
	[NAME_BLOCKQUOTE] = {"blockquote", NULL, 100, false},
	[NAME_BODY] = {"body", NULL, 200, false},
	[NAME_BR] = {"br", NULL, 100, true},
	[NAME_BUTTON] = {"button", NULL, 100, false},
	[NAME_CANVAS] = {"canvas", NULL, 100, false},
	[NAME_CAPTION] = {"caption", ends_caption, 100, false},
	[NAME_CENTER] = {"center", NULL, 100, false},
	[NAME_CITE] = {"cite", NULL, 100, false},
	[NAME_CODE] = {"code", NULL, 100, false},
	[NAME_COL] = {"col", ends_caption, 100, true},
	[NAME_COLGROUP] = {"colgroup", ends_colgroup, 100, false},
	[NAME_DATALIST] = {"datalist", NULL, 100, false},
	[NAME_DD] = {"dd", ends_dd, 100, false},
	[NAME_DEL] = {"del", NULL, 100, false},
	[NAME_DETAILS] = {"details", NULL, 100, false},
	[NAME_DFN] = {"dfn", NULL, 100, false},
	[NAME_DIALOG] = {"dialog", NULL, 100, false},
	[NAME_DIR] = {"dir", ends_dir, 100, false},
	[NAME_DIV] = {"div", NULL, 150, false},
	[NAME_DL] = {"dl", ends_dl, 100, false},
	[NAME_DT] = {"dt", ends_dt, 100, false},
	[NAME_EM] = {"em", NULL, 100, false},
	[NAME_EMBED] = {"embed", NULL, 100, false},
	[NAME_FIELDSET] = {"fieldset", NULL, 100, false},
	[NAME_FIGCAPTION] = {"figcaption", NULL, 100, false},
	[NAME_FIGURE] = {"figure", NULL, 100, false},
	[NAME_FONT] = {"font", ends_font, 100, false},
	[NAME_FOOTER] = {"footer", NULL, 100, false},
	[NAME_FORM] = {"form", ends_form, 100, false},
	[NAME_FRAME] = {"frame", NULL, 100, true},
	[NAME_FRAMESET] = {"frameset", NULL, 100, false},
	[NAME_H1] = {"h1", ends_h1, 100, false},
	[NAME_H2] = {"h2", ends_h1, 100, false},
	[NAME_H3] = {"h3", ends_h1, 100, false},
	[NAME_H4] = {"h4", ends_h1, 100, false},
	[NAME_H5] = {"h5", ends_h1, 100, false},
	[NAME_H6] = {"h6", ends_h1, 100, false},
	[NAME_HEAD] = {"head", ends_head, 200, false},
	[NAME_HEADER] = {"header", NULL, 100, false},
	[NAME_HGROUP] = {"hgroup", NULL, 100, false},
	[NAME_HR] = {"hr", ends_form, 100, true},
	[NAME_HTML] = {"html", NULL, 220, false},
	[NAME_I] = {"i", ends_b, 100, false},
	[NAME_IFRAME] = {"iframe", NULL, 100, false},
	[NAME_IMAGE] = {"image", NULL, 100, false},
	[NAME_IMG] = {"img", NULL, 100, true},
	[NAME_INPUT] = {"input", NULL, 100, true},
	[NAME_INS] = {"ins", NULL, 100, false},
	[NAME_ISINDEX] = {"isindex", NULL, 100, true},
	[NAME_KBD] = {"kbd", NULL, 100, false},
	[NAME_LABEL] = {"label", NULL, 100, false},
	[NAME_LEGEND] = {"legend", ends_legend, 100, false},
	[NAME_LI] = {"li", ends_li, 100, false},
	[NAME_LINK] = {"link", ends_link, 100, true},
	[NAME_LISTING] = {"listing", ends_listing, 100, false},
	[NAME_MAIN] = {"main", NULL, 100, false},
	[NAME_MAP] = {"map", NULL, 100, false},
	[NAME_MARK] = {"mark", NULL, 100, false},
	[NAME_MENU] = {"menu", ends_dir, 100, false},
	[NAME_META] = {"meta", NULL, 100, true},
	[NAME_NAV] = {"nav", NULL, 100, false},
	[NAME_NOFRAMES] = {"noframes", NULL, 100, false},
	[NAME_NOSCRIPT] = {"noscript", NULL, 100, false},
	[NAME_O_P] = {"o:p", NULL, 100, false},
	[NAME_OBJECT] = {"object", NULL, 100, false},
	[NAME_OL] = {"ol", ends_ol, 100, false},
	[NAME_OPTGROUP] = {"optgroup", NULL, 100, false},
	[NAME_OPTION] = {"option", ends_option, 100, false},
	[NAME_P] = {"p", ends_p, 100, false},
	[NAME_PARAM] = {"param", NULL, 100, true},
	[NAME_PATH] = {"path", NULL, 100, false},
	[NAME_PICTURE] = {"picture", NULL, 100, false},
	[NAME_PLAINTEXT] = {"plaintext", NULL, 100, false},
	[NAME_PRE] = {"pre", ends_listing, 100, false},
	[NAME_Q] = {"q", NULL, 100, false},
	[NAME_RP] = {"rp", NULL, 100, false},
	[NAME_RT] = {"rt", NULL, 100, false},
	[NAME_RUBY] = {"ruby", NULL, 100, false},
	[NAME_S] = {"s", ends_big, 100, false},
	[NAME_SAMP] = {"samp", NULL, 100, false},
	[NAME_SCRIPT] = {"script", ends_script, 100, false},
	[NAME_SECTION] = {"section", NULL, 100, false},
	[NAME_SELECT] = {"select", NULL, 100, false},
	[NAME_SMALL] = {"small", ends_big, 100, false},
	[NAME_SOURCE] = {"source", NULL, 100, false},
	[NAME_SPAN] = {"span", ends_span, 100, false},
	[NAME_STRIKE] = {"strike", ends_big, 100, false},
	[NAME_STRONG] = {"strong", NULL, 100, false},
	[NAME_STYLE] = {"style", ends_link, 100, false},
	[NAME_SUB] = {"sub", NULL, 100, false},
	[NAME_SUMMARY] = {"summary", NULL, 100, false},
	[NAME_SUP] = {"sup", NULL, 100, false},
	[NAME_SVG] = {"svg", NULL, 100, false},
	[NAME_TABLE] = {"table", NULL, 190, false},
	[NAME_TBODY] = {"tbody", ends_tbody, 180, false},
	[NAME_TD] = {"td", ends_td, 160, false},
	[NAME_TEMPLATE] = {"template", NULL, 100, false},
	[NAME_TEXTAREA] = {"textarea", NULL, 100, false},
	[NAME_TFOOT] = {"tfoot", ends_tfoot, 180, false},
	[NAME_TH] = {"th", ends_td, 160, false},
	[NAME_THEAD] = {"thead", ends_tbody, 180, false},
	[NAME_TIME] = {"time", NULL, 100, false},
	[NAME_TITLE] = {"title", ends_link, 100, false},
	[NAME_TR] = {"tr", ends_tr, 170, false},
	[NAME_TRACK] = {"track", NULL, 100, false},
	[NAME_TT] = {"tt", ends_big, 100, false},
	[NAME_U] = {"u", ends_u, 100, false},
	[NAME_UL] = {"ul", ends_ul, 100, false},
	[NAME_VAR] = {"var", NULL, 100, false},
	[NAME_VIDEO] = {"video", NULL, 100, false},
	[NAME_WBR] = {"wbr", NULL, 100, false},
	[NAME_XMP] = {"xmp", ends_listing, 100, false},
};
/* clang-format on */

static int compare(const void *name, const void *rules)
{
	return strcmp(name, ((const struct markup_rules *)rules)->name);
}

enum markup_name markup_name(struct span name)
{
	char copy[NAME_LONGEST + 1];
	if (name.len == 0 || name.len > NAME_LONGEST)
		return NAME_UNKNOWN;
	memcpy(copy, name.at, name.len);
	copy[name.len] = '\0';
	const struct markup_rules *found = bsearch(copy, markup_rules, NAME_COUNT, sizeof *found, compare);
	return found ? (enum markup_name)(found - markup_rules) : NAME_UNKNOWN;
}

bool markup_ends(enum markup_name name, enum markup_name next)
{
	const char *ended_by = markup_rules[name].ended_by;
	return ended_by && next != NAME_UNKNOWN && strchr(ended_by, (int)next);
}
