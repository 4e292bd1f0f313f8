/* SPDX-License-Identifier: MIT */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

/*
 * The commands that need no terminal. Each takes a request that was checked, writes its answer to standard output and
 * its warnings to standard error, and gives the exit status.
 */

#include <stdbool.h>
#include <stddef.h>

#include "config/settings.h"

enum status { STATUS_DONE = 0, STATUS_NOTHING = 1, STATUS_FAILED = 2 };

enum format { FORMAT_TEXT, FORMAT_JSONL, FORMAT_TSV };

/* What was asked for. Everything is borrowed. */
struct request {
	const struct settings *settings;
	const char *const *archives;  /* NULL-terminated: what -a and --sample name; NULL where they name nothing */
	const char *const *arguments; /* NULL-terminated: what follows the command */
	enum format format;
	const char *format_name; /* of export: as --format gives it, or NULL */
	const char *output;      /* of export: what -o names, or NULL */
	bool force;              /* of export: replace what is there */
	const char *sort; /* a field, or NULL */
	size_t limit;     /* SIZE_MAX: no limit */
	bool all;
	bool with_chrome;
	bool quiet;           /* no warnings, and nothing of what goes on */
	bool asks_problems;   /* they are the answer, and no warnings beside it */
	int width;            /* columns */
	int ambiguous;        /* cells of an ambiguous character: 1 or 2; 0 where nothing was said */
	const char *language; /* BCP 47; NULL */
	const char *level;    /* of line breaking; NULL */
};

/* What they answer is told at the top of the file that has the same name. STATUS_NOTHING: nothing was found. */
enum status command_list(const struct request *request);
enum status command_facets(const struct request *request);
enum status command_search(const struct request *request);
enum status command_show(const struct request *request);
enum status command_related(const struct request *request);
enum status command_duplicates(const struct request *request);
enum status command_check(const struct request *request);
enum status command_export(const struct request *request);
enum status command_index(const struct request *request);
enum status command_layout(const struct request *request);
enum status command_shelf(const struct request *request);

#endif
