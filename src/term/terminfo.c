/* SPDX-License-Identifier: MIT */
/*
 * An entry of terminfo, read by ncurses' lower half, which is all of curses that is used. Strings are copied without
 * their padding ($<5>): nothing that draws UTF-8 waits for it.
 */
#include "term/terminfo.h"

#include <glib.h>
#include <string.h>
#include <unistd.h>

#include "term/theme.h"
#include "ui/event.h"

/* Last, for it makes macros of common words. */
#include <curses.h>
#include <term.h>
#undef columns

static const char *string_of(const char *capability)
{
	const char *value = tigetstr(capability);
	return value && value != (char *)-1 ? value : NULL;
}

static void append_string(GString *out, const char *capability)
{
	const char *value = string_of(capability);
	while (value && *value) {
		const char *end = g_str_has_prefix(value, "$<") ? strchr(value, '>') : NULL;
		if (end)
			value = end + 1;
		else
			g_string_append_c(out, *value++);
	}
}

static char *strings_of(const char *one, const char *other)
{
	GString *out = g_string_new(NULL);
	append_string(out, one);
	append_string(out, other);
	return g_string_free(out, FALSE);
}

/* The bits of "ncv" (no_color_video). */
static unsigned not_coloured(void)
{
	static const struct {
		int bit;
		unsigned attribute;
	} bits[] = {{2, LOOK_UNDERLINE}, {4, LOOK_REVERSE}, {32, LOOK_BOLD}};
	int value = tigetnum("ncv");
	unsigned attributes = 0;
	for (size_t i = 0; value > 0 && i < G_N_ELEMENTS(bits); i++)
		if (value & bits[i].bit)
			attributes |= bits[i].attribute;
	return attributes;
}

static void read_keys(terminfo_key *each, void *data)
{
	static const struct {
		const char *capability;
		uint32_t key;
	} keys[] = {
		{"kcuu1", KEY_CODE_UP},      {"kcud1", KEY_CODE_DOWN},
		{"kcub1", KEY_CODE_LEFT},    {"kcuf1", KEY_CODE_RIGHT},
		{"kpp", KEY_CODE_PAGE_UP},   {"knp", KEY_CODE_PAGE_DOWN},
		{"khome", KEY_CODE_HOME},    {"kend", KEY_CODE_END},
		{"kich1", KEY_CODE_INSERT},  {"kdch1", KEY_CODE_DELETE},
		{"kcbt", KEY_CODE_BACKTAB},  {"kbs", KEY_CODE_BACKSPACE},
		{"kent", '\r'},              {"kf1", KEY_CODE_F1},
		{"kf2", KEY_CODE_F1 + 1},    {"kf3", KEY_CODE_F1 + 2},
		{"kf4", KEY_CODE_F1 + 3},    {"kf5", KEY_CODE_F1 + 4},
		{"kf6", KEY_CODE_F1 + 5},    {"kf7", KEY_CODE_F1 + 6},
		{"kf8", KEY_CODE_F1 + 7},    {"kf9", KEY_CODE_F1 + 8},
		{"kf10", KEY_CODE_F1 + 9},   {"kf11", KEY_CODE_F1 + 10},
		{"kf12", KEY_CODE_F12},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(keys); i++) {
		const char *sequence = string_of(keys[i].capability);
		if (sequence)
			each(data, span_of(sequence), keys[i].key);
	}
}

/* How many; every one where the entry or the environment says so (there is no standard name for that). */
static int colours(void)
{
	const char *said = g_getenv("COLORTERM");
	bool every = tigetflag("RGB") > 0 || tigetflag("Tc") > 0 ||
	             (said && (g_str_equal(said, "truecolor") || g_str_equal(said, "24bit")));
	if (!string_of("setaf"))
		return 0;
	return every ? THEME_EVERY_COLOUR : MAX(tigetnum("colors"), 0);
}

bool terminfo_read(struct terminfo *info, const char *name, terminfo_key *each, void *data)
{
	int error;
	if (setupterm(name, STDOUT_FILENO, &error) != OK)
		return false;
	const char *move = string_of("cup");
	bool shows = move && g_str_has_prefix(move, "\033[");
	if (shows) {
		*info = (struct terminfo){
			.rows = (unsigned)MAX(tigetnum("lines"), 1),
			.columns = (unsigned)MAX(tigetnum("cols"), 1),
			.colours = colours(),
			.not_coloured = not_coloured(),
			.missing = string_of("sitm") ? 0 : LOOK_ITALIC,
			.corner_scrolls = tigetflag("am") > 0 && tigetflag("xenl") <= 0,
			.scrolls = string_of("csr") && string_of("ri"),
			.enter = strings_of("smcup", "smkx"),
			.leave = strings_of("rmkx", "rmcup"),
		};
		read_keys(each, data);
	}
	del_curterm(cur_term);
	return shows;
}

void terminfo_clear(struct terminfo *info)
{
	g_clear_pointer(&info->enter, g_free);
	g_clear_pointer(&info->leave, g_free);
}
