/* SPDX-License-Identifier: MIT */
#ifndef COMMAND_LIBRARY_H
#define COMMAND_LIBRARY_H

/* Which archives a command asks, what is in them, and which article an argument means. */

#include <glib.h>
#include <stdbool.h>

#include "archive/archive.h"
#include "command/command.h"

/*
 * What is read where nothing is named: the archives of the config, else the current folder where it holds articles,
 * else the installed samples. NULL-terminated, for g_strfreev(); empty where there is none of these.
 */
char **library_default(const struct settings *settings);

/* The installed samples, NULL-terminated, for g_strfreev(). */
char **library_sample(void);

/*
 * Opens the archives of a request, or those that are read where it names none, and loads them to the end. What could
 * not be read becomes a warning, unless the request wants none. NULL where there is nothing to open or the request asks
 * for an order that there is not, which was said.
 */
struct archive *library_open(const struct request *request);

/*
 * Closes an archive (NULL is allowed), telling of the snapshot that is written first. False where one was to be written
 * and could not be.
 */
bool library_close(struct archive *archive, const struct request *request);

/* `status`, or STATUS_FAILED where something named could not be read. */
enum status library_status(const struct archive *archive, enum status status);

/*
 * The file of an argument that means an item of one that holds many, box.mbox#3, for g_free(); NULL where there is no
 * such file, or one that is called like the argument.
 */
char *library_file_of(const char *argument);

/*
 * The article that an argument means: a file that exists or an item of one, an id, a path in the archive. ENTRY_NONE
 * for none.
 */
uint32_t library_find(const struct archive *archive, const char *argument);

/* True for what is spelled as ids are, whether there is such an article or not. */
bool library_is_id(const char *argument);

/*
 * Says that an argument means no article. What is spelled as an id was looked for and not found: STATUS_NOTHING;
 * anything else was named and could not be read: STATUS_FAILED.
 */
enum status library_missed(const char *argument);

/* The newest versions of all entries in the order that a request wants: a GArray of uint32_t, for g_array_free(). */
GArray *library_sorted(const struct archive *archive, const char *sort);

#endif
