/* SPDX-License-Identifier: MIT */
/*
 * The presets, a table each. A key that begins longer sequences is unbound first; what lost its key to another action
 * gets one elsewhere, so that nothing is out of reach.
 */
#include "ui/preset.h"

#include <glib.h>

static const struct preset_binding newsboat[] = {
	{KEYS_ALL, "h", ACTION_HELP},
	{KEYS_ALL, "u", ACTION_LINKS},
	{KEYS_ALL, "F", ACTION_LIMIT},
	{KEYS_ALL, "W", ACTION_FACETS},
	{KEYS_LIST, "/", ACTION_FIND},
	{KEYS_ALL, "g", ACTION_SORT},
	{KEYS_ALL, "s", ACTION_SAVE},
	{KEYS_ALL, "n", ACTION_NEXT_UNREAD},
	{KEYS_ALL, "p", ACTION_PREVIOUS_UNREAD},
	{KEYS_ALL, "N", ACTION_TOGGLE_READ},
	{KEYS_ALL, "^E", ACTION_STAR},
	{KEYS_ALL, ";", ACTION_NEXT_MATCH},
	{KEYS_ALL, ",", ACTION_PREVIOUS_MATCH},
};

static const struct preset_binding vim[] = {
	{KEYS_ALL, "g", ACTION_NONE},
	{KEYS_ALL, "gg", ACTION_TOP},
	{KEYS_ALL, "gx", ACTION_OPEN_ADDRESS},
	{KEYS_ALL, "gf", ACTION_OPEN},
	{KEYS_ALL, "gt", ACTION_NEXT_PANE},
	{KEYS_ALL, "gT", ACTION_PREVIOUS_PANE},
	{KEYS_ALL, "^Ww ^W^W ^Wl ^Wj", ACTION_NEXT_PANE},
	{KEYS_ALL, "^WW ^Wh ^Wk", ACTION_PREVIOUS_PANE},
	{KEYS_ALL, "^Wo", ACTION_READER_ALONE},
	{KEYS_ALL, "^Wc ^Wq", ACTION_CLOSE},
	{KEYS_ALL, "^E", ACTION_DOWN},
	{KEYS_ALL, "^Y", ACTION_UP},
	{KEYS_ALL, "u", ACTION_UNDO},
	{KEYS_ALL, "Z", ACTION_NONE}, /* hands that type ZZ want out */
	{KEYS_ALL, "ZZ ZQ", ACTION_QUIT},
};

static const struct preset_binding less[] = {
	{KEYS_ALL, "f ^V", ACTION_PAGE_DOWN},
	{KEYS_ALL, "e ^E Enter", ACTION_DOWN},
	{KEYS_LIST, "Enter", ACTION_OPEN},
	{KEYS_FOUND, "Enter", ACTION_OPEN},
	{KEYS_RELATED, "Enter", ACTION_OPEN},
	{KEYS_FACETS, "Enter", ACTION_OPEN},
	{KEYS_ALL, "y ^Y", ACTION_UP},
	{KEYS_ALL, "<", ACTION_TOP},
	{KEYS_ALL, ">", ACTION_BOTTOM},
	{KEYS_ALL, "p", ACTION_PERCENT},
	{KEYS_ALL, "h H", ACTION_HELP},
	{KEYS_ALL, ";", ACTION_HINTS},
	{KEYS_ALL, "(", ACTION_NARROWER},
	{KEYS_ALL, ")", ACTION_WIDER},
	{KEYS_ALL, "c", ACTION_COPY_ADDRESS},
	{KEYS_ALL, ",", ACTION_ARRANGE},
	{KEYS_ALL, "s", ACTION_SAVE},
	{KEYS_ALL, "w", ACTION_SORT},
	{KEYS_ALL, "v", ACTION_VIEW},
	{KEYS_ALL, "^X", ACTION_VERSIONS},
};

static const struct preset_binding mutt[] = {
	{KEYS_ALL, "=", ACTION_TOP},
	{KEYS_ALL, "*", ACTION_BOTTOM},
	{KEYS_ALL, "]", ACTION_HALF_DOWN},
	{KEYS_ALL, "[", ACTION_HALF_UP},
	{KEYS_LIST, "z", ACTION_PAGE_DOWN},
	{KEYS_LIST, "Z", ACTION_PAGE_UP},
	{KEYS_ALL, "u", ACTION_UNDO},
	{KEYS_ALL, "t", ACTION_CHOOSE},
	{KEYS_ALL, "Y", ACTION_TAGS},
	{KEYS_ALL, "^Y", ACTION_COPY_CITATION},
	{KEYS_ALL, "x", ACTION_CLOSE},
	{KEYS_ALL, "s", ACTION_SAVE},
	{KEYS_LIST, "l", ACTION_LIMIT},
	{KEYS_READER, "i", ACTION_CLOSE},
	{KEYS_READER, "j", ACTION_NEXT_ARTICLE},
	{KEYS_READER, "k", ACTION_PREVIOUS_ARTICLE},
	{KEYS_READER, "Enter", ACTION_DOWN},
	{KEYS_ALL, "^B", ACTION_LINKS},
	{KEYS_ALL, "N", ACTION_TOGGLE_READ},
	{KEYS_ALL, "P", ACTION_PREVIOUS_MATCH},
	{KEYS_ALL, "F", ACTION_STAR},
	{KEYS_ALL, "W", ACTION_FACETS},
	{KEYS_LIST, "Tab", ACTION_NEXT_UNREAD},
	{KEYS_LIST, "Shift-Tab", ACTION_PREVIOUS_UNREAD},
	{KEYS_ALL, "^E", ACTION_NEXT_PANE},
	{KEYS_LIST, "o", ACTION_SORT},
	{KEYS_FOUND, "o", ACTION_SORT},
};

#define PRESET(rows) {rows, G_N_ELEMENTS(rows)}

static const struct {
	const struct preset_binding *rows;
	size_t count;
} presets[PRESET_COUNT] = {
	[PRESET_DEFAULT] = {NULL, 0},
	[PRESET_NEWSBOAT] = PRESET(newsboat),
	[PRESET_VIM] = PRESET(vim),
	[PRESET_LESS] = PRESET(less),
	[PRESET_MUTT] = PRESET(mutt),
};

const struct preset_binding *preset_bindings(enum preset preset, size_t *count)
{
	*count = presets[preset].count;
	return presets[preset].rows;
}
