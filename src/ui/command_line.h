/* SPDX-License-Identifier: MIT */
#ifndef UI_COMMAND_LINE_H
#define UI_COMMAND_LINE_H

/*
 * What is typed after ":": an action by its name, with a number before or behind it ("12 open-address"), a line to go to
 * ("40"), or a setting ("set measure=60", "set measure?"). No app is needed: text in, a command or a complaint out.
 */

#include <glib.h>

#include "base/span.h"
#include "config/settings.h"
#include "ui/action.h"

enum command_kind { COMMAND_NOTHING, COMMAND_ACTION, COMMAND_SET, COMMAND_ASK };

struct command {
	enum command_kind kind;
	enum action action;
	unsigned count;          /* 0 for none */
	struct span name, value; /* of a setting; borrowed from the text */
};

/* NULL, or what is wrong, which is static and translated, and the byte where. */
const char *command_parse(struct span text, const struct settings *settings, struct command *command, size_t *at);

/*
 * What the last word of `text` may become: appends new strings to `out`, in order, and gives the byte where that word
 * begins.
 */
size_t command_complete(struct span text, GPtrArray *out);

/* The longest beginning that all of the strings have in common, in bytes. */
size_t command_common(const GPtrArray *strings);

#endif
