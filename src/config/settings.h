/* SPDX-License-Identifier: MIT */
#ifndef CONFIG_SETTINGS_H
#define CONFIG_SETTINGS_H

/*
 * All settings of a run in one struct: defaults, then the config file, then the command line. Filled once, passed const.
 * The config file is YAML; what it may say is one table in settings.c (name, type, where it goes, what it means).
 */

#include <stdbool.h>
#include <stddef.h>

#include "base/problem.h"

/* One of the archives that are read where nothing is named. */
struct settings_archive {
	char *name;   /* what it is called, and its ids begin from; NULL: as it is called itself */
	char *path;   /* absolute, or from the folder of the config file */
	char *filter; /* a query: only what it means is read; NULL: everything */
};

struct settings {
	struct settings_archive *archives; /* archives: [{name, path, filter}]; NULL */
	size_t archive_count;
	bool open_confirm;    /* open: {confirm}: ask before an address is opened; true */
	int width_ambiguous;  /* width: {ambiguous}: 0 auto, 1 or 2 cells */
	int width_emoji;      /* width: {emoji}: 0 auto, 1 or 2 cells ("text", "wide") */
	int width_quotes;     /* width: {quotes}: an enum width_quotes; QUOTES_AUTO */
	int read_after;       /* reader: {read_after}: seconds after which an open article counts as read; 5 */
	int measure;          /* reader: {measure}: the widest text column, in cells; 76 */
	int indented;         /* reader: {paragraph}: 1 indented, 0 parted by blank lines; 0 */
	bool hanging;         /* reader: {hanging}: stops and commas may hang behind the end of a line; false */
	bool spaced;          /* reader: {cjk_latin_space}: a blank between CJK and Latin; false */
	int break_level;      /* reader: {break_level}: an enum break_level; BREAK_LEVEL_AUTO */
	int korean_anywhere;  /* reader: {korean}: 1 breaks Korean between syllables, 0 at spaces; 0 */
	int script;           /* reader: {script}: an enum script (page/script.h) to begin with; the original */
	bool taiwan_words;    /* reader: {taiwan_words}: in Taiwan's script its words too; false */
	bool pinyin;          /* list: {pinyin}: titles are found by pinyin too; true */
	bool colour;          /* colours on the screen: not with NO_COLOR or --color=never; true */
	bool probe;           /* ask the terminal how wide its characters are: not with --no-probe; true */
	bool fresh;           /* --fresh: begin at the list, not where one left; false */
	bool private;         /* --private: nothing is written down anywhere; false */
	bool cache;           /* snapshots of archives are read and written: not with --no-cache, --private; true */
	bool secure;          /* JIANBAO_SECURE=1: nothing leaves the program: no opening */
};

/* The defaults, with what the environment says (JIANBAO_SECURE, NO_COLOR). */
void settings_default(struct settings *settings);

/* Frees what the config file has said in words. */
void settings_clear(struct settings *settings);

/*
 * Reads a config file over `settings`. What is wrong is appended to `problems` with file, line and column, and the rest
 * still counts. A file that does not exist is no problem unless `required`.
 */
void settings_read(struct settings *settings, const char *path, bool required, struct problems *problems);

/* The folder for snapshots below $XDG_CACHE_HOME; NULL where none are wanted. For g_free(). */
char *settings_cache(const struct settings *settings);

/* $JIANBAO_CONFIG, else $XDG_CONFIG_HOME/jianbao/config.yaml; for g_free(). */
char *settings_path(void);

#endif
