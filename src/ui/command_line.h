/* SPDX-License-Identifier: MIT */
#ifndef UI_COMMAND_LINE_H
#define UI_COMMAND_LINE_H

/*
 * What is typed after ":": an action by its name, with a number before or behind it ("12 open-address"), a line to go
 * to ("40"), a query for those that take one ("limit tag:x", "find x"), other text ("search x", "save x.md", "pipe
 * wc"), or a setting ("set measure=60", "set measure?", "set" for all of them). No app is needed: text in, a command or
 * a complaint out.
 */

#include <glib.h>

#include "base/span.h"
#include "config/settings.h"
#include "ui/action.h"

enum command_kind {
	COMMAND_NOTHING,
	COMMAND_ACTION,
	COMMAND_QUERY,
	COMMAND_TEXT,
	COMMAND_SET,
	COMMAND_ASK,
	COMMAND_LIST
};

struct command {
	enum command_kind kind;
	enum action action;
	unsigned count;          /* 0 for none */
	struct span name, value; /* of a setting, or the query or text; borrowed */
};

/* NULL, or what is wrong, which is static and translated, and the byte where. */
const char *command_parse(struct span text, const struct settings *settings, struct command *command, size_t *at);

/*
 * What the last word of `text` may become: appends new strings to `out`, in order, and gives the byte where that word
 * begins.
 */
size_t command_complete(struct span text, const struct settings *settings, GPtrArray *out);

/* True where a query, or a file's path, is being typed, and the byte where it begins. */
bool command_has_query(struct span text, size_t *from);
bool command_has_path(struct span text, size_t *from);

/* True where words of any kind are being typed, and not names of ours. */
bool command_has_words(struct span text);

#endif
