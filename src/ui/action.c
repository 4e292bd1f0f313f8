/* SPDX-License-Identifier: MIT */
/* The table of actions, made from actions.def and indexed by the enum that comes from it too. */
#include "ui/action.h"

#include <glib.h>
#include <glib/gi18n.h>

static const struct action_info infos[ACTION_COUNT] = {
#define SECTION(title)
#define ACTION(id, name, keys, help) [ACTION_##id] = {name, keys, help, KEYS_ALL},
#define ACTION_IN(context, id, name, keys, help) [ACTION_##id] = {name, keys, help, context},
#include "ui/actions.def"
#undef ACTION
#undef SECTION
};

const struct action_info *action_info(enum action action)
{
	g_assert(action > ACTION_NONE && action < ACTION_COUNT);
	return &infos[action];
}

enum action action_named(struct span name)
{
	for (enum action action = ACTION_NONE + 1; action < ACTION_COUNT; action++)
		if (span_equal(name, span_of(infos[action].name)))
			return action;
	return ACTION_NONE;
}
