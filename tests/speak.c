/* SPDX-License-Identifier: MIT */
/*
 * Catalogs lie under locale/ of the build folder. LOCPATH hides the locales of the system, so it is set only for ours.
 */
#include "speak.h"

#include <glib.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

/* "zh_CN" in "zh_CN.UTF-8", "ja" in "ja_JP.UTF-8" */
static char *locale_of(const char *language)
{
	static const char *const countries[][2] = {{"ja", "ja_JP"}, {"ko", "ko_KR"}};
	for (size_t i = 0; i < G_N_ELEMENTS(countries); i++)
		if (strcmp(countries[i][0], language) == 0)
			language = countries[i][1];
	return g_strconcat(language, ".UTF-8", NULL);
}

/*
 * Makes the locale under a name that nobody looks for first: tests run side by side. It warns, and its status tells
 * little.
 */
static void make_locale(const char *folder, const char *locale)
{
	char *path = g_build_filename(folder, locale, NULL), *made = g_strconcat(path, ".XXXXXX", NULL);
	char *base = g_strndup(locale, strcspn(locale, "."));
	char *arguments[] = {"localedef", "-i", base, "-f", "UTF-8", made, NULL};
	bool begun = !g_file_test(path, G_FILE_TEST_IS_DIR) && g_mkdtemp(made);
	if (begun && g_spawn_sync(NULL, arguments, NULL,
	                          G_SPAWN_SEARCH_PATH | G_SPAWN_STDOUT_TO_DEV_NULL | G_SPAWN_STDERR_TO_DEV_NULL, NULL,
	                          NULL, NULL, NULL, NULL, NULL))
		g_rename(made, path);
	else if (begun)
		g_rmdir(made);
	g_free(base);
	g_free(made);
	g_free(path);
}

static bool take_locale(const char *locale)
{
	g_unsetenv("LOCPATH");
	if (setlocale(LC_ALL, locale))
		return true;
	char *folder = g_build_filename(g_get_user_cache_dir(), "locales", NULL);
	g_mkdir_with_parents(folder, 0700);
	make_locale(folder, locale);
	g_setenv("LOCPATH", folder, TRUE);
	bool taken = setlocale(LC_ALL, locale) != NULL;
	g_free(folder);
	return taken;
}

bool speak(const char *language)
{
	const char *build = g_getenv("G_TEST_BUILDDIR");
	char *folder = g_build_filename(build ? build : ".", "locale", NULL);
	char *catalog = g_build_filename(folder, language ? language : "", "LC_MESSAGES", "jianbao.mo", NULL);
	char *locale = locale_of(language ? language : "C");
	bool spoken = language && g_file_test(catalog, G_FILE_TEST_EXISTS) && take_locale(locale);
	if (spoken) {
		bindtextdomain("jianbao", folder);
		bind_textdomain_codeset("jianbao", "UTF-8");
		textdomain("jianbao");
	} else {
		g_unsetenv("LOCPATH");
		setlocale(LC_ALL, "C.UTF-8");
	}
	g_free(locale);
	g_free(catalog);
	g_free(folder);
	return spoken || !language;
}
