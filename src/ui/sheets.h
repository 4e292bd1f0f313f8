/* SPDX-License-Identifier: MIT */
#ifndef UI_SHEETS_H
#define UI_SHEETS_H

/* The articles that the program writes itself. Each is new, for article_free(). */

#include "archive/archive.h"
#include "config/settings.h"
#include "shelf/shelf.h"
#include "ui/keymap.h"

/* Every action with its keys in force, by sections. */
struct article *sheet_help(const struct keymap *keymap);

/* What the reader shows before anything is opened. */
struct article *sheet_welcome(const struct keymap *keymap);

/* What is known about an entry, and where it lies. */
struct article *sheet_info(const struct archive *archive, uint32_t entry, const struct shelf *shelf);

/* What is wrong with the config file and the shelf (NULL: nothing), what could not be read, and what was left out. */
struct article *sheet_problems(const struct archive *archive, const struct problems *config, const char *shelf);

/* Every setting with its value. */
struct article *sheet_settings(const struct settings *settings);

/* A version of an article, of which the title tells which. */
struct article *sheet_version(const struct article *version, const char *name);

/* What has to be done to the text of an article, called `from`, for it to become another one, called `to`. */
struct article *sheet_compare(const struct article *before, struct span from, const struct article *after,
                              struct span to);

#endif
