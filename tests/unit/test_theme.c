/* SPDX-License-Identifier: MIT */
/*
 * Whether every role can be read: the contrast of WCAG 2 between what stands in a cell and what is behind it, for every
 * theme, on the backgrounds that it is meant for, in as many colours as a terminal may have.
 */
#include <glib.h>
#include <math.h>

#include "term/theme.h"

#define GROUNDS_MOST 6

static const struct {
	const char *theme;
	int ground; /* what the terminal said of its background */
	double every, few; /* the least contrast: in all colours or 256; in 16 or 8, which people set as they like */
	int32_t grounds[GROUNDS_MOST]; /* 0xRRGGBB, to a -1 */
} cases[] = {
	{"light", GROUND_UNKNOWN, 4.5, 3, {0xFFFFFF, 0xFDF6E3, 0xF0F0F0, -1}},
	{"dark", GROUND_UNKNOWN, 4.5, 3, {0x000000, 0x1E1E1E, 0x002B36, -1}},
	{"auto", GROUND_LIGHT, 4.5, 3, {0xFFFFFF, 0xFDF6E3, -1}},
	{"auto", GROUND_DARK, 4.5, 3, {0x000000, 0x1E1E1E, -1}},
	{"auto", GROUND_UNKNOWN, 3, 3, {0xFFFFFF, 0x000000, -1}},
	{"high-contrast", GROUND_UNKNOWN, 7, 7, {0xFFFFFF, 0x000000, -1}},
	{"mono", GROUND_UNKNOWN, 7, 7, {0xFFFFFF, 0x000000, -1}},
};

static double linear(int32_t channel)
{
	double value = channel / 255.0;
	return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4);
}

static double luminance(int32_t rgb)
{
	return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
}

static double contrast(int32_t one, int32_t other)
{
	double a = luminance(one), b = luminance(other);
	return (MAX(a, b) + 0.05) / (MIN(a, b) + 0.05);
}

/* The terminal's own colour of letters: what is legible on its background. */
static int32_t shown(int32_t colour, int32_t own)
{
	return colour == LOOK_DEFAULT ? own : palette_rgb(colour);
}

static void check(const struct palette *palette, size_t which, int colours, int32_t ground)
{
	struct theme theme = {.colours = colours, .palette = palette};
	int32_t letters = luminance(ground) > 0.18 ? 0x000000 : 0xFFFFFF;
	for (enum style style = 0; style < STYLE_COUNT; style++) {
		struct look look = theme_look(&theme, style, 0);
		double wanted = style == STYLE_BORDER ? 3 : colours >= 256 ? cases[which].every : cases[which].few;
		double found = contrast(shown(look.fore, letters), shown(look.back, ground));
		if (found < wanted)
			g_test_message("%s, ground %06X, %d colours, role %d: %.2f", cases[which].theme,
			               (unsigned)ground, colours, style, found);
		g_assert_cmpfloat(found, >=, wanted);
	}
}

static void test_contrast(void)
{
	static const int colours[] = {THEME_EVERY_COLOUR, 256, 16, 8, 1};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct settings settings;
		struct palette palette;
		settings_default(&settings);
		settings.theme = g_strdup(cases[i].theme);
		settings.ground = cases[i].ground;
		palette_load(&palette, &settings, NULL);
		for (size_t j = 0; j < G_N_ELEMENTS(colours); j++)
			for (size_t k = 0; cases[i].grounds[k] >= 0; k++)
				check(&palette, i, colours[j], cases[i].grounds[k]);
		settings_clear(&settings);
	}
}

/* Bars stand out from the ground, however few colours there are. */
static void test_bars(void)
{
	static const enum style bars[] = {STYLE_STATUS, STYLE_KEY, STYLE_PANE_TITLE, STYLE_PANE_TITLE_ACTIVE};
	static const int colours[] = {THEME_EVERY_COLOUR, 256, 16, 8, 1};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct settings settings;
		struct palette palette;
		settings_default(&settings);
		settings.theme = g_strdup(cases[i].theme);
		settings.ground = cases[i].ground;
		palette_load(&palette, &settings, NULL);
		for (size_t j = 0; j < G_N_ELEMENTS(colours) * G_N_ELEMENTS(bars); j++) {
			struct theme theme = {.colours = colours[j / G_N_ELEMENTS(bars)], .palette = &palette};
			struct look look = theme_look(&theme, bars[j % G_N_ELEMENTS(bars)], 0);
			if (look.attributes & (LOOK_REVERSE | LOOK_UNDERLINE))
				continue;
			for (size_t k = 0; cases[i].grounds[k] >= 0; k++) {
				int32_t ground = cases[i].grounds[k];
				g_assert_cmpfloat(contrast(shown(look.back, ground), ground), >, 1.05);
			}
		}
		settings_clear(&settings);
	}
}

/* Roles that mean something differ without any colour, too, from the text around them. */
static void test_without_colours(void)
{
	static const enum style telling[] = {
		STYLE_TITLE,    STYLE_HEADING,  STYLE_UNREAD,        STYLE_LINK,         STYLE_HINT,
		STYLE_SELECTED, STYLE_MATCH,    STYLE_MATCH_CURRENT, STYLE_MATCH_SECOND, STYLE_MATCH_THIRD,
		STYLE_STATUS,   STYLE_ERROR,    STYLE_KEY,           STYLE_MATCH_FOURTH, STYLE_PANE_TITLE_ACTIVE,
		STYLE_GROUP,    STYLE_SELECTED_INACTIVE,
	};
	static const enum style apart[] = {STYLE_MATCH, STYLE_MATCH_CURRENT, STYLE_MATCH_SECOND, STYLE_MATCH_THIRD,
	                                   STYLE_MATCH_FOURTH};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct settings settings;
		struct palette palette;
		settings_default(&settings);
		settings.theme = g_strdup(cases[i].theme);
		palette_load(&palette, &settings, NULL);
		/* Attributes that the theme gives where there are colours, too: colours tell nothing alone. */
		struct theme theme = {.colours = 1, .palette = &palette};
		for (size_t j = 0; j < G_N_ELEMENTS(telling); j++)
			g_assert_cmpuint(theme_look(&theme, telling[j], 0).attributes, !=, 0);
		for (size_t j = 0; j < G_N_ELEMENTS(apart); j++)
			for (size_t k = 0; k < j; k++)
				g_assert_cmpuint(theme_look(&theme, apart[j], 0).attributes, !=,
				                 theme_look(&theme, apart[k], 0).attributes);
		settings_clear(&settings);
	}
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/theme/contrast", test_contrast);
	g_test_add_func("/theme/bars", test_bars);
	g_test_add_func("/theme/without-colours", test_without_colours);
	return g_test_run();
}
