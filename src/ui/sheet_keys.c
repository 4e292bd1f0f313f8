/* SPDX-License-Identifier: MIT */
/* The sheets about keys. The help is actions.def once more, read as rows; the keys are those of the map in force. */
#include <glib.h>
#include <glib/gi18n.h>

#include "ui/sheet.h"
#include "ui/sheets.h"

/* As many keys of one action as the help names. */
#define KEYS_SHOWN 4

static const struct {
	enum action action; /* ACTION_NONE: a section, whose title stands in `text` */
	const char *text;
} lines[] = {
#define SECTION(title) {ACTION_NONE, title},
#define ACTION(id, name, keys, help) {ACTION_##id, help},
#include "ui/actions.def"
#undef ACTION
#undef SECTION
};

/* `text` tells of other keys, too. */
static void add_row(struct sheet *sheet, const struct keymap *keymap, const char *keys, enum key_context context,
                    const char *text)
{
	GString *told = g_string_new(NULL);
	keymap_tell(keymap, context, text, told);
	sheet_row(sheet, keys, (struct span){told->str, told->len});
	g_string_free(told, TRUE);
}

static void add_action(struct sheet *sheet, const struct keymap *keymap, enum key_context context, enum action action,
                       const char *text)
{
	GString *keys = g_string_new(NULL);
	keymap_keys(keymap, context, action, KEYS_SHOWN, keys);
	if (keys->len == 0)
		g_string_append(keys, _("no key"));
	add_row(sheet, keymap, keys->str, context, _(text));
	g_string_free(keys, TRUE);
}

struct extra {
	struct sheet *sheet;
	const struct keymap *keymap;
	const char *heading; /* not written yet; NULL once it is */
	enum key_context context;
};

static void add_extra(void *data, const struct keys *keys, enum action action)
{
	struct extra *extra = data;
	if (action != ACTION_NONE && action_info(action)->context == extra->context)
		return; /* it stands among the others */
	GString *name = g_string_new(NULL);
	if (extra->heading)
		sheet_heading(extra->sheet, extra->heading);
	extra->heading = NULL;
	keys_write(keys, name);
	const char *help = NULL;
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++)
		if (lines[i].action == action && action != ACTION_NONE)
			help = lines[i].text;
	add_row(extra->sheet, extra->keymap, name->str, extra->context, help ? _(help) : _("nothing"));
	g_string_free(name, TRUE);
}

/* What keys mean in one context alone. */
static void add_contexts(struct sheet *sheet, const struct keymap *keymap)
{
	static const char *const headings[KEYS_CONTEXT_COUNT] = {
		[KEYS_LIST] = N_("Only in the list"),
		[KEYS_FOUND] = N_("Only in what was found"),
		[KEYS_READER] = N_("Only in the reader"),
		[KEYS_RELATED] = N_("Only in the related articles"),
		[KEYS_SELECT] = N_("Only while selecting"),
		[KEYS_FACETS] = N_("Only in facets and the timeline"),
	};
	for (enum key_context context = KEYS_ALL + 1; context < KEYS_CONTEXT_COUNT; context++) {
		struct extra extra = {sheet, keymap, _(headings[context]), context};
		keymap_each(keymap, context, add_extra, &extra);
	}
}

/* What is typed, and what is shown, beside keys; {actions} stand for theirs. NULL begins a section. */
static const struct {
	const char *name, *text;
} notes[] = {
	{NULL, N_("What a query may say")},
	{N_("word \"a phrase\""), N_("articles with all of them, whatever their script and case")},
	{N_("a OR b   -word"), N_("one of them; not this one; parentheses group")},
	{"title: text: author:", N_("a word in this alone; so source: tag: url:")},
	{"date:2022-11", N_("also 2022, 2022-11..2023-01, >2024")},
	{"is:unread", N_("also is:starred, is:empty; has:image, has:link, has:date; lang:ja")},
	{"near:5(a b)  /re/", N_("words close together; a regular expression")},
	{N_("=word"), N_("exactly as it is typed; in a search of this pane, ^T does that")},
	{"Tab", N_("completes fields and their values, in every prompt")},
	{"Up Down", N_("bring back what was typed in a prompt before")},
	{NULL, N_("What a search of this pane may say")},
	{"a|b", N_("several terms, each in a style of its own")},
	{"mrfh", N_("letters alone find titles by their pinyin, too; so in a limit")},
	{"{saved-searches}name=  {saved-searches}-name", N_("keeps a search over the one of that name; deletes it")},
	{NULL, N_("What signs mean")},
	{"> x X", N_("selected, chosen, both")},
	{"N", N_("before a title: unread")},
	{"*", N_("behind a title: starred")},
	{"+ -", N_("new in the archive; gone from it and kept")},
	{NULL, N_("Settings")},
	{"{command}set", N_("lists all of them with their values")},
	{"{command}set measure=60", N_("changes one for this run; Tab completes names and values")},
	{"{command}set theme=dark", N_("colours: auto, light, dark, high-contrast, mono, or your own")},
	{"{command}set preset=vim", N_("keys of newsboat, vim, less, mutt; your own stand in the config file")},
	{"{command}set columns=date", N_("what the list shows of an article: date, source, tags, star...")},
	{"config.yaml", N_("in ~/.config/jianbao: settings, keys, themes and archives of your own")},
	{"jianbao --dump-config", N_("prints a config file with all of them, explained")},
	{"man jianbao", N_("the manual; jianbao-query(7) and jianbao-config(5) tell the rest")},
	{NULL, N_("From the shell")},
	{"jianbao --fresh", N_("begins at the list, not where you left")},
	{"jianbao --private", N_("writes nothing to disk: no history, no cache")},
	{"jianbao --plain", N_("one pane, nothing but text: for screen readers")},
	{"NO_COLOR=1 jianbao", N_("no colours; bold, underlined and reversed tell the same")},
	{"JIANBAO_SECURE=1 jianbao", N_("nothing is opened, piped, edited, saved or exported")},
	{"... | jianbao -", N_("reads an article from a pipe")},
	{"jianbao export", N_("articles as files; also list, search, related, facets, check...: see --help")},
	{"jianbao shelf export", N_("what you read, starred, tagged and noted; import takes it in")},
	{NULL, N_("The mouse")},
	{N_("click"), N_("selects; a second one opens; on a link: follows it")},
	{N_("wheel"), N_("moves what it stands over; borders can be dragged; Shift selects text")},
};

static void add_note(struct sheet *sheet, const struct keymap *keymap, const char *name, const char *text)
{
	GString *told = g_string_new(NULL);
	keymap_tell(keymap, KEYS_ALL, name, told);
	add_row(sheet, keymap, told->str, KEYS_ALL, text);
	g_string_free(told, TRUE);
}

static void add_notes(struct sheet *sheet, const struct keymap *keymap)
{
	for (size_t i = 0; i < G_N_ELEMENTS(notes); i++) {
		if (notes[i].name)
			add_note(sheet, keymap, _(notes[i].name), _(notes[i].text));
		else
			sheet_heading(sheet, _(notes[i].text));
	}
}

struct article *sheet_help(const struct keymap *keymap)
{
	struct sheet *sheet = sheet_new(_("The keys of jianbao"));
	sheet_paragraph(sheet, span_of(_("A number typed before a key repeats it.")));
	sheet_paragraph(sheet, span_of(_("A search ignores case unless a capital letter is typed.")));
	sheet_paragraph(sheet, span_of(_("Queries, signs, settings and the mouse are told at the end.")));
	for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
		if (lines[i].action == ACTION_NONE)
			sheet_heading(sheet, _(lines[i].text));
		else
			add_action(sheet, keymap, action_info(lines[i].action)->context, lines[i].action,
			           lines[i].text);
	}
	add_contexts(sheet, keymap);
	add_notes(sheet, keymap);
	return sheet_finish(sheet);
}

struct article *sheet_welcome(const struct keymap *keymap)
{
	static const struct {
		enum action action;
		const char *text;
	} first[] = {
		{ACTION_OPEN, N_("read the selected article")}, {ACTION_DOWN, N_("move")},
		{ACTION_PAGE_DOWN, N_("next page")},            {ACTION_FIND, N_("search all articles")},
		{ACTION_SEARCH, N_("search in this pane")},     {ACTION_LIMIT, N_("limit the list")},
		{ACTION_NEXT_PANE, N_("next pane")},            {ACTION_CLOSE, N_("back, and quit")},
		{ACTION_HELP, N_("all keys")},
	};
	struct sheet *sheet = sheet_new(_("jianbao 剪報"));
	sheet_paragraph(sheet, span_of(_("The articles are listed beside this text. What you open is read here.")));
	for (size_t i = 0; i < G_N_ELEMENTS(first); i++)
		add_action(sheet, keymap, KEYS_LIST, first[i].action, first[i].text);
	return sheet_finish(sheet);
}
