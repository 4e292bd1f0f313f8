/* SPDX-License-Identifier: MIT */
#ifndef CONFIG_SETTINGS_H
#define CONFIG_SETTINGS_H

/*
 * All settings of a run in one struct: defaults, then the config file, then the command line. Filled once, passed
 * const. The config file is YAML; what it may say is one table in setting_table.c (name, type, where it goes, what it
 * means).
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/problem.h"
#include "base/span.h"

/*
 * Something that the config file names freely: a key in a context, a role in a theme. Whoever knows the names reads it.
 */
struct free_setting {
	char *group, *name, *value;          /* "list", "gg", "top" */
	const char *path;                    /* the file; interned */
	unsigned line, column;               /* of the value */
	unsigned name_line, name_column;
	unsigned group_line, group_column;
};

#define SETTING_LIST_MOST 12u

/* Values of words, in order. */
struct setting_list {
	unsigned count;
	int at[SETTING_LIST_MOST];
};

struct setting_place {
	const char *path; /* interned; NULL: in no file */
	unsigned line, column;
};

/* One of the archives that are read where nothing is named. */
struct settings_archive {
	char *name;   /* what it is called, and its ids begin from; NULL: as it is called itself */
	char *path;   /* absolute, or from the folder of the config file */
	char *filter; /* a query: only what it means is read; NULL: everything */
};

/* What the borders between panes are drawn of. */
enum borders {
	BORDERS_AUTO, /* lines where the terminal is known to give them one cell */
	BORDERS_ASCII,
	BORDERS_LINES,
};

/* What the terminal's background is, as far as is known. */
enum ground { GROUND_UNKNOWN, GROUND_LIGHT, GROUND_DARK };

struct settings {
	struct settings_archive *archives; /* archives: [{name, path, filter}]; NULL */
	size_t archive_count;
	bool open_confirm;    /* open: {confirm}: ask before an address is opened */
	int width_ambiguous;  /* width: {ambiguous}: 0 auto, 1 or 2 cells */
	int width_emoji;      /* width: {emoji}: 0 auto, 1 or 2 cells ("text", "wide") */
	int width_quotes;     /* width: {quotes}: an enum width_quotes */
	int read_after;       /* reader: {read_after}: seconds after which an open article counts as read */
	int measure;          /* reader: {measure}: the widest text column, in cells */
	int indented;         /* reader: {paragraph}: 1 indented, 0 parted by blank lines */
	bool hanging;         /* reader: {hanging}: stops and commas may hang behind the end of a line */
	bool spaced;          /* reader: {cjk_latin_space}: a blank between CJK and Latin */
	int break_level;      /* reader: {break_level}: an enum break_level */
	int korean_anywhere;  /* reader: {korean}: 1 breaks Korean between syllables, 0 at spaces */
	int script;           /* reader: {script}: an enum script (page/script.h) to begin with */
	bool taiwan_words;    /* reader: {taiwan_words}: in Taiwan's script its words too */
	int group;            /* list: {group}: 1: copies of an article stand under one line */
	bool pinyin;          /* list: {pinyin}: titles are found by pinyin too */
	bool plain;           /* one pane at a time, nothing drawn that is no text */
	int borders;          /* enum borders */
	int split;            /* layout: {split}: an enum arrangement (ui/layout.h) */
	bool mouse;           /* mouse: clicks and the wheel are taken */
	char *theme;          /* theme: the name of one (ui/palette.h), owned; NULL: auto */
	struct setting_place theme_at; /* where it is said */
	GPtrArray *themes;    /* themes: {NAME: {ROLE: LOOK}}: of struct free_setting, owned; or NULL */
	struct setting_list columns; /* list: {columns}: enum list_column (ui/list_columns.h); none: the usual ones */
	int preset;           /* keys: {preset}: an enum preset (ui/keymap.h) */
	GPtrArray *keys;      /* keys: {CONTEXT: {KEYS: ACTION}}: of struct free_setting, owned; or NULL */
	bool colour;          /* colours on the screen: not with NO_COLOR or --color=never; true */
	int ground;           /* enum ground: the environment or the terminal said so; unknown */
	bool probe;           /* ask the terminal how wide its characters are: not with --no-probe; true */
	bool fresh;           /* --fresh: begin at the list, not where one left; false */
	bool private;         /* --private: nothing is written down anywhere; false */
	bool keep_deleted;    /* keep_deleted: articles that are gone from an archive are kept, and shown */
	bool nested;          /* nested: archive files in archive files are read, too */
	bool cache;           /* snapshots of archives are read and written: not with --no-cache, --private; true */
	bool secure;          /* JIANBAO_SECURE=1: nothing leaves the program: no opening */
};

/* The defaults, with what the environment says (JIANBAO_SECURE, NO_COLOR, COLORFGBG, TERM). */
void settings_default(struct settings *settings);

/* The part of that which the table knows. Texts stay as they are: where they are NULL, their default holds. */
void settings_take_fallbacks(struct settings *settings);

/* Frees what the struct holds, not the struct. */
void settings_clear(struct settings *settings);

/*
 * Reads a config file over `settings`. What is wrong is appended to `problems` with file, line and column, and the rest
 * still counts. A file that does not exist is no problem unless `required`.
 */
void settings_read(struct settings *settings, const char *path, bool required, struct problems *problems);

/* Another struct with the same settings but the archives, for settings_clear(). */
void settings_copy(struct settings *to, const struct settings *from);

/*
 * Gives a setting the value that `text` says, as the config file does; its name is "measure", or "reader.measure".
 * NULL, or what is wrong, which is static and translated.
 */
const char *settings_set(struct settings *settings, struct span name, struct span text);

/* Appends the value of a setting as the config file says it; false where there is none of the name. */
bool settings_get(const struct settings *settings, struct span name, GString *out);

/* The number of settings that have a name, and their names as settings_set() takes them. */
size_t settings_count(void);
const char *settings_name(size_t index);

/* What it means, translated. */
const char *settings_help(size_t index);

/* Appends the words that a setting takes, parted by blanks; nothing where they cannot be listed. */
void settings_words(size_t index, GString *out);

/* Appends the archives of the config file; nothing where it names none. */
void settings_write_archives(const struct settings *settings, GString *out);

/*
 * Appends the settings of the table as a commented config file, or of one section of it; the section of the keys comes
 * last, and what others know of it can be appended.
 */
void settings_write(const struct settings *settings, const char *section, GString *out);

/* Appends a text as YAML that reads back as it, in quotation marks. */
void settings_quote(const char *text, GString *out);

/* The folder for snapshots below $XDG_CACHE_HOME; NULL where none are wanted. For g_free(). */
char *settings_cache(const struct settings *settings);

/* The folder below $XDG_DATA_HOME for articles that are gone; NULL where they are not kept. For g_free(). */
char *settings_kept(const struct settings *settings);

/* $JIANBAO_CONFIG, else $XDG_CONFIG_HOME/jianbao/config.yaml; for g_free(). */
char *settings_path(void);

#endif
