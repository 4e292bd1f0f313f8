/* SPDX-License-Identifier: MIT */
/* What holds for every setting alike: the defaults, copies, and the folders that follow from them. */
#include "config/settings.h"

#include <glib.h>
#include <string.h>

/* "15;0", the numbers of the colours of letters and background, of which the last one counts; a console is dark. */
static enum ground ground_said(void)
{
	const char *said = g_getenv("COLORFGBG"), *term = g_getenv("TERM");
	const char *last = said ? strrchr(said, ';') : NULL;
	if (last && g_ascii_isdigit(last[1])) {
		int64_t colour = g_ascii_strtoll(last + 1, NULL, 10);
		return colour == 7 || colour == 15 ? GROUND_LIGHT : colour < 16 ? GROUND_DARK : GROUND_UNKNOWN;
	}
	return term && g_str_equal(term, "linux") ? GROUND_DARK : GROUND_UNKNOWN;
}

void settings_default(struct settings *settings)
{
	const char *secure = g_getenv("JIANBAO_SECURE");
	const char *no_colour = g_getenv("NO_COLOR");
	*settings = (struct settings){
		.colour = !no_colour || !no_colour[0],
		.ground = ground_said(),
		.probe = true,
		.cache = true,
		.secure = secure && secure[0] && !g_str_equal(secure, "0"),
	};
	settings_take_fallbacks(settings);
}

void settings_clear(struct settings *settings)
{
	for (size_t i = 0; i < settings->archive_count; i++) {
		g_free(settings->archives[i].name);
		g_free(settings->archives[i].path);
		g_free(settings->archives[i].filter);
	}
	g_clear_pointer(&settings->archives, g_free);
	settings->archive_count = 0;
	g_clear_pointer(&settings->theme, g_free);
	g_clear_pointer(&settings->keys, g_ptr_array_unref);
	g_clear_pointer(&settings->themes, g_ptr_array_unref);
}

/* What was read freely never changes, so copies share it. */
void settings_copy(struct settings *to, const struct settings *from)
{
	*to = *from;
	to->theme = g_strdup(from->theme);
	to->archives = NULL;
	to->archive_count = 0;
	if (to->keys)
		g_ptr_array_ref(to->keys);
	if (to->themes)
		g_ptr_array_ref(to->themes);
}

char *settings_cache(const struct settings *settings)
{
	return settings->cache ? g_build_filename(g_get_user_cache_dir(), "jianbao", NULL) : NULL;
}

char *settings_kept(const struct settings *settings)
{
	bool keep = settings->keep_deleted && !settings->private;
	return keep ? g_build_filename(g_get_user_data_dir(), "jianbao", "gone", NULL) : NULL;
}

char *settings_path(void)
{
	const char *path = g_getenv("JIANBAO_CONFIG");
	if (path && path[0])
		return g_strdup(path);
	return g_build_filename(g_get_user_config_dir(), "jianbao", "config.yaml", NULL);
}
