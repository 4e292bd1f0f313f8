/* SPDX-License-Identifier: MIT */
#ifndef CONFIG_SETTING_TABLE_H
#define CONFIG_SETTING_TABLE_H

/* The table of settings, for those who read them from a file; nobody outside of config/ includes it. */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"
#include "config/settings.h"

enum type {
	TYPE_FLAG,   /* a bool */
	TYPE_WORD,   /* an int, by a list of words */
	TYPE_NUMBER, /* an int from `least` to `most` */
	TYPE_LIST,   /* a struct setting_list, by a list of words */
	TYPE_TEXT,   /* a char *, owned; NULL reads back as the fallback */
};

struct word {
	const char *word;
	int value;
};

struct setting {
	const char *section, *name;
	const char *id; /* what settings_set() calls it */
	enum type type;
	size_t offset;            /* of the field in struct settings */
	const struct word *words; /* what may be said, up to a NULL; or NULL */
	const char *fallback;     /* what holds where nothing is said, as one would say it */
	int least, most;          /* TYPE_NUMBER */
	const char *expected;     /* what may be said, for people */
	const char *help;         /* what it means */
};

/* The setting of this name in a section, "" for one that stands by itself; NULL where there is none. */
const struct setting *setting_find(struct span section, struct span name);

/* Whether any setting stands in a section of this name. */
bool setting_is_section(struct span name);

/* Where the groups of a section that are named freely are gathered, of struct free_setting; NULL where it has none. */
GPtrArray **setting_groups(struct settings *settings, struct span section);

/* Gives a setting what `text` says; false, and nothing is changed, where it does not fit. */
bool setting_take(struct settings *settings, const struct setting *setting, struct span text);

#endif
