/* SPDX-License-Identifier: MIT */
/*
 * Themes: the built in ones are tables of the same words that the config file uses. None of them sets a background for
 * text, so the terminal's own stays. Colours: xterm's numbers, which from 16 on are a cube of 6 steps and 24 greys.
 */
#include "ui/palette.h"

#include <glib/gi18n.h>

struct role {
	enum style style;
	const char *look;
};

static const struct role light[] = {
	{STYLE_BYLINE, "#6a4a00"},       {STYLE_DATE, "#6a4a00"},         {STYLE_SOURCE, "#00566b"},
	{STYLE_ADDRESS, "#00566b"},      {STYLE_LINK, "underline #0040b0"}, {STYLE_LINK_NUMBER, "#00566b"},
	{STYLE_QUOTE, "#5a4a20"},        {STYLE_CAPTION, "#5a4a20"},      {STYLE_CODE, "#7a1f5c"},
	{STYLE_MARKER, "#00566b"},       {STYLE_REASON, "#6a4a00"},       {STYLE_BORDER, "#5f5f5f"},
	{STYLE_PANE_TITLE, "#202020 on #d8d8d8"}, {STYLE_PANE_TITLE_ACTIVE, "bold #ffffff on #1f4f8f"},
	{STYLE_SELECTION, "#000000 on #a8c8f0"},
	{STYLE_STATUS, "#202020 on #d8d8d8"}, {STYLE_KEY, "bold #202020 on #d8d8d8"}, {STYLE_ERROR, "bold #b00020"},
	{STYLE_ADDED, "bold #0b4a0b"},   {STYLE_REMOVED, "#a02020"},
};

static const struct role dark[] = {
	{STYLE_BYLINE, "#d7b46a"},       {STYLE_DATE, "#d7b46a"},         {STYLE_SOURCE, "#7fc8d8"},
	{STYLE_ADDRESS, "#7fc8d8"},      {STYLE_LINK, "underline #82b1ff"}, {STYLE_LINK_NUMBER, "#7fc8d8"},
	{STYLE_QUOTE, "#c8b890"},        {STYLE_CAPTION, "#c8b890"},      {STYLE_CODE, "#d8a0d0"},
	{STYLE_MARKER, "#7fc8d8"},       {STYLE_REASON, "#d7b46a"},       {STYLE_BORDER, "#8a8a8a"},
	{STYLE_PANE_TITLE, "#e8e8e8 on #3a3a3a"}, {STYLE_PANE_TITLE_ACTIVE, "bold #ffffff on #1f4f8f"},
	{STYLE_SELECTION, "#ffffff on #2a5080"},
	{STYLE_STATUS, "#e8e8e8 on #3a3a3a"}, {STYLE_KEY, "bold #ffffff on #3a3a3a"}, {STYLE_ERROR, "bold #ff7a7a"},
	{STYLE_ADDED, "bold #8fd18f"},   {STYLE_REMOVED, "#f09090"},
};

/* Nothing but the terminal's own two colours, black, white and yellow. */
static const struct role high_contrast[] = {
	{STYLE_TITLE, "bold"},           {STYLE_HEADING, "bold underline"}, {STYLE_BYLINE, "default"},
	{STYLE_DATE, "default"},         {STYLE_SOURCE, "default"},       {STYLE_ADDRESS, "underline"},
	{STYLE_LINK, "bold underline"},  {STYLE_LINK_NUMBER, "bold"},     {STYLE_QUOTE, "default"},
	{STYLE_CAPTION, "default"},      {STYLE_CODE, "default"},         {STYLE_MARKER, "bold"},
	{STYLE_REASON, "default"},       {STYLE_BORDER, "default"},       {STYLE_PANE_TITLE, "reverse"},
	{STYLE_PANE_TITLE_ACTIVE, "bold #000000 on #ffff00"}, {STYLE_SELECTED, "bold reverse"},
	{STYLE_SELECTED_INACTIVE, "bold underline"}, {STYLE_SELECTION, "reverse"}, {STYLE_HINT, "bold #000000 on #ffff00"},
	{STYLE_MATCH, "reverse"},        {STYLE_MATCH_CURRENT, "bold #000000 on #ffff00"},
	{STYLE_MATCH_SECOND, "reverse underline"}, {STYLE_MATCH_THIRD, "bold reverse"},
	{STYLE_MATCH_FOURTH, "bold reverse underline"}, {STYLE_STATUS, "reverse"}, {STYLE_KEY, "bold reverse"},
	{STYLE_ERROR, "bold reverse"},  {STYLE_ADDED, "bold underline"}, {STYLE_REMOVED, "underline"},
};

#define ROLES(table) table, G_N_ELEMENTS(table)

static const struct {
	const char *name;
	const struct role *roles;
	size_t count;
	bool mono;
} themes[] = {
	{"auto", NULL, 0, false},
	{"light", ROLES(light), false},
	{"dark", ROLES(dark), false},
	{"high-contrast", ROLES(high_contrast), false},
	{"mono", NULL, 0, true},
};

/* Looks ------------------------------------------------------------------------------------------------------------ */

static bool parse_hex(struct span text, int32_t *colour)
{
	int32_t value = 0;
	if (text.len != 7 || text.at[0] != '#')
		return false;
	for (size_t i = 1; i < text.len; i++) {
		int digit = g_ascii_xdigit_value(text.at[i]);
		if (digit < 0)
			return false;
		value = value * 16 + digit;
	}
	*colour = PALETTE_RGB | value;
	return true;
}

static bool parse_number(struct span text, int32_t *colour)
{
	int32_t value = 0;
	for (size_t i = 0; i < text.len; i++) {
		if (text.at[i] < '0' || text.at[i] > '9' || value > 255)
			return false;
		value = value * 10 + (text.at[i] - '0');
	}
	*colour = value;
	return text.len > 0 && value <= 255;
}

static bool parse_name(struct span text, int32_t *colour)
{
	static const char *const names[] = {"black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"};
	int32_t bright = span_starts(text, SPAN("bright-")) ? 8 : 0;
	struct span name = span_from(text, bright ? SPAN("bright-").len : 0);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		if (span_equal(name, span_of(names[i]))) {
			*colour = bright + (int32_t)i;
			return true;
		}
	}
	*colour = PALETTE_DEFAULT;
	return span_equal(text, SPAN("default"));
}

static bool parse_attribute(struct span word, unsigned *attributes)
{
	static const struct {
		const char *word;
		unsigned bit;
	} words[] = {
		{"bold", STYLE_BOLD}, {"italic", STYLE_ITALIC}, {"underline", STYLE_UNDERLINE}, {"reverse", PALETTE_REVERSE},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		if (span_equal(word, span_of(words[i].word))) {
			*attributes |= words[i].bit;
			return true;
		}
	}
	return false;
}

bool paint_parse(struct span text, struct paint *paint)
{
	*paint = (struct paint){true, PALETTE_DEFAULT, PALETTE_DEFAULT, 0};
	bool behind = false;
	for (text = span_trim(text); text.len > 0; text = span_trim(text)) {
		size_t end = span_find(text, SPAN(" "));
		struct span word = span_cut(text, 0, end == SPAN_NONE ? text.len : end);
		int32_t colour;
		text = span_from(text, word.len);
		if (!behind && parse_attribute(word, &paint->attributes))
			continue;
		if (!behind && span_equal(word, SPAN("on"))) {
			behind = true;
			continue;
		}
		if (!parse_hex(word, &colour) && !parse_number(word, &colour) && !parse_name(word, &colour))
			return false;
		*(behind ? &paint->back : &paint->fore) = colour;
		if (behind && text.len > 0)
			return false;
	}
	return !behind || paint->back != PALETTE_DEFAULT;
}

/* Themes ----------------------------------------------------------------------------------------------------------- */

static void report(struct problems *problems, const struct free_setting *at, bool value, const char *code,
                   const char *message)
{
	if (problems)
		problems_add(problems, code, at->path, value ? at->line : at->name_line,
		             value ? at->column : at->name_column, "%s", message);
}

static enum style style_named(const char *name)
{
	static const char *const names[STYLE_COUNT] = {
#define NAME(id, text) [STYLE_##id] = text,
		STYLE_LIST(NAME)
#undef NAME
	};
	enum style style = 0;
	while (style < STYLE_COUNT && !g_str_equal(name, names[style]))
		style++;
	return style;
}

/* One line of the config file; taken where it is about the theme that is wanted. */
static void read_role(struct palette *palette, const struct free_setting *setting, const char *wanted,
                      struct problems *problems)
{
	enum style style = style_named(setting->name);
	struct paint paint;
	bool readable = paint_parse(span_of(setting->value), &paint);
	if (style == STYLE_COUNT)
		report(problems, setting, false, "unknown-role", _("there is no role of this name"));
	else if (setting->value[0] == '\0')
		report(problems, setting, true, "wrong-value",
		       _("nothing is said of this role: a colour in digits (#rrggbb) has to stand in quotes, "
		         "for # begins a comment"));
	else if (!readable)
		report(problems, setting, true, "wrong-value",
		       _("bold, italic, underline, reverse, a colour, and a colour behind \"on\" are expected"));
	else if (g_str_equal(setting->group, wanted))
		palette->paints[style] = paint;
}

bool palette_is_known(const struct settings *settings, const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(themes); i++)
		if (g_str_equal(themes[i].name, name))
			return true;
	for (guint i = 0; settings->themes && i < settings->themes->len; i++)
		if (g_str_equal(((const struct free_setting *)g_ptr_array_index(settings->themes, i))->group, name))
			return true;
	return false;
}

void palette_names(GString *out)
{
	for (size_t i = 0; i < G_N_ELEMENTS(themes); i++)
		g_string_append_printf(out, "%s%s", i > 0 ? " " : "", themes[i].name);
}

/* Roles as a theme that is built in has them. */
static void take_theme(struct palette *palette, const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(themes); i++) {
		if (!g_str_equal(themes[i].name, name))
			continue;
		palette->mono = themes[i].mono;
		for (size_t j = 0; j < themes[i].count; j++)
			paint_parse(span_of(themes[i].roles[j].look), &palette->paints[themes[i].roles[j].style]);
	}
}

/* What "auto" is taken from: the theme for the background that is known. */
static const char *base_of(const struct settings *settings, const char *wanted)
{
	if (settings->ground == GROUND_UNKNOWN || !g_str_equal(wanted, "auto"))
		return wanted;
	return settings->ground == GROUND_LIGHT ? "light" : "dark";
}

/* Keys stand in the status line: a theme that paints that alone means them, too. */
static void name_keys(struct palette *palette)
{
	if (palette->paints[STYLE_KEY].set || !palette->paints[STYLE_STATUS].set)
		return;
	palette->paints[STYLE_KEY] = palette->paints[STYLE_STATUS];
	palette->paints[STYLE_KEY].attributes |= STYLE_BOLD;
}

void palette_load(struct palette *palette, const struct settings *settings, struct problems *problems)
{
	const char *wanted = settings->theme ? settings->theme : settings->plain ? "mono" : "auto";
	*palette = (struct palette){.mono = false};
	if (problems && !palette_is_known(settings, wanted))
		problems_add(problems, "unknown-theme", settings->theme_at.path, settings->theme_at.line,
		             settings->theme_at.column, "%s", _("there is no theme of this name"));
	take_theme(palette, base_of(settings, wanted));
	for (guint i = 0; settings->themes && i < settings->themes->len; i++)
		read_role(palette, g_ptr_array_index(settings->themes, i), wanted, problems);
	name_keys(palette);
}

void palette_write(const struct settings *settings, GString *out)
{
	const char *group = NULL;
	for (guint i = 0; settings->themes && i < settings->themes->len; i++) {
		const struct free_setting *setting = g_ptr_array_index(settings->themes, i);
		if (i == 0)
			g_string_append(out, "\nthemes:\n");
		if (!group || !g_str_equal(group, setting->group)) {
			g_string_append(out, "  ");
			settings_quote(setting->group, out);
			g_string_append(out, ":\n");
		}
		group = setting->group;
		g_string_append(out, "    ");
		settings_quote(setting->name, out);
		g_string_append(out, ": ");
		settings_quote(setting->value, out);
		g_string_append_c(out, '\n');
	}
}

/* Colours ---------------------------------------------------------------------------------------------------------- */

int32_t palette_rgb(int32_t colour)
{
	static const int32_t first[16] = {
		0x000000, 0xcd0000, 0x00cd00, 0xcdcd00, 0x0000ee, 0xcd00cd, 0x00cdcd, 0xe5e5e5,
		0x7f7f7f, 0xff0000, 0x00ff00, 0xffff00, 0x5c5cff, 0xff00ff, 0x00ffff, 0xffffff,
	};
	static const int32_t steps[6] = {0, 95, 135, 175, 215, 255};
	if (colour >= PALETTE_RGB)
		return colour - PALETTE_RGB;
	if (colour < 16)
		return first[colour];
	if (colour >= 232)
		return (8 + 10 * (colour - 232)) * 0x010101;
	colour -= 16;
	return steps[colour / 36] << 16 | steps[colour / 6 % 6] << 8 | steps[colour % 6];
}

enum { BRIGHT_BLACK = 8 };

static int32_t distance(int32_t a, int32_t b)
{
	int32_t red = (a >> 16 & 255) - (b >> 16 & 255), green = (a >> 8 & 255) - (b >> 8 & 255);
	int32_t blue = (a & 255) - (b & 255);
	return 2 * red * red + 4 * green * green + 3 * blue * blue;
}

/*
 * Of 256 the first sixteen are left out, which people set as they like; of sixteen the bright black, which many of them
 * set so that it can hardly be read.
 */
int32_t palette_nearest(int32_t colour, int32_t count)
{
	if (colour < count)
		return colour;
	int32_t wanted = palette_rgb(colour), best = count == 256 ? 16 : 0;
	for (int32_t i = best; i < count; i++)
		if (i != BRIGHT_BLACK && distance(palette_rgb(i), wanted) < distance(palette_rgb(best), wanted))
			best = i;
	return best;
}
