/* SPDX-License-Identifier: MIT */
/*
 * The map from keys to actions: a list of bindings in the order in which they were made, at most one for a sequence in
 * a context. They are looked up by their first key: a walk over some hundred of them for each key that is pressed costs
 * more than it seems, for they are not in the caches then. A binding to ACTION_NONE keeps a key from meaning what it
 * means everywhere.
 */
#include "ui/keymap.h"

#include <string.h>

#include "ui/preset.h"

struct binding {
	enum key_context context;
	struct keys keys;
	enum action action;
	guint next; /* the binding before it whose first key has the same slot; NO_BINDING: there is none */
};

#define SLOTS 64
#define NO_BINDING G_MAXUINT

struct keymap {
	GArray *bindings;   /* of struct binding */
	guint slots[SLOTS]; /* by the first key: the last binding of the slot */
};

static struct binding *binding_at(const struct keymap *keymap, guint index)
{
	return &g_array_index(keymap->bindings, struct binding, index);
}

static guint slot_of(const struct keys *keys)
{
	return keys->at[0] % SLOTS;
}

/* The index of the binding of these keys in this very context, or NO_BINDING. */
__attribute__((hot))
static guint index_of(const struct keymap *keymap, enum key_context context, const struct keys *keys)
{
	guint i = keymap->slots[slot_of(keys)];
	while (i != NO_BINDING &&
	       !(binding_at(keymap, i)->context == context && keys_same(&binding_at(keymap, i)->keys, keys)))
		i = binding_at(keymap, i)->next;
	return i;
}

static bool is_bound(const struct keymap *keymap, enum key_context context, const struct keys *keys)
{
	return index_of(keymap, context, keys) != NO_BINDING;
}

static void enter(struct keymap *keymap, guint index)
{
	struct binding *binding = binding_at(keymap, index);
	guint *slot = &keymap->slots[slot_of(&binding->keys)];
	binding->next = *slot;
	*slot = index;
}

/* Those behind it have other numbers then. */
static void drop(struct keymap *keymap, guint index)
{
	g_array_remove_index(keymap->bindings, index);
	memset(keymap->slots, 0xFF, sizeof(keymap->slots));
	for (guint i = 0; i < keymap->bindings->len; i++)
		enter(keymap, i);
}

void keymap_bind_keys(struct keymap *keymap, enum key_context context, const struct keys *keys, enum action action)
{
	struct binding binding = {context, *keys, action, NO_BINDING};
	guint index = index_of(keymap, context, keys);
	if (index != NO_BINDING && binding_at(keymap, index)->action == action)
		return;
	if (index != NO_BINDING)
		drop(keymap, index);
	g_array_append_val(keymap->bindings, binding);
	enter(keymap, keymap->bindings->len - 1);
}

bool keymap_bind(struct keymap *keymap, enum key_context context, struct span words, enum action action)
{
	bool known = true;
	for (struct span word; keys_next_word(&words, &word);) {
		struct keys keys;
		if (keys_parse(word, &keys))
			keymap_bind_keys(keymap, context, &keys, action);
		else
			known = false;
	}
	return known;
}

/* Whether a binding made everywhere does not hold in `context`, where its keys mean something else. */
static bool is_covered(const struct keymap *keymap, const struct binding *binding, enum key_context context)
{
	return binding->context == KEYS_ALL && context != KEYS_ALL && is_bound(keymap, context, &binding->keys);
}

bool keymap_conflict(const struct keymap *keymap, enum key_context context, const struct keys *keys, struct keys *other,
                     enum action *action)
{
	const struct binding made = {context, *keys, ACTION_NONE, NO_BINDING};
	for (guint i = 0; i < keymap->bindings->len; i++) {
		const struct binding *binding = binding_at(keymap, i);
		bool together = binding->context == context || binding->context == KEYS_ALL || context == KEYS_ALL;
		if (!together || binding->action == ACTION_NONE || is_covered(keymap, binding, context) ||
		    is_covered(keymap, &made, binding->context))
			continue;
		if (!keys_begin(&binding->keys, keys) && !keys_begin(keys, &binding->keys))
			continue;
		*other = binding->keys;
		*action = binding->action;
		return true;
	}
	return false;
}

/* What a preset unbinds need not be remembered. */
static void drop_unbound(struct keymap *keymap)
{
	for (guint i = keymap->bindings->len; i-- > 0;)
		if (binding_at(keymap, i)->action == ACTION_NONE)
			drop(keymap, i);
}

struct keymap *keymap_new(enum preset preset)
{
	struct keymap *keymap = g_new0(struct keymap, 1);
	size_t count;
	const struct preset_binding *rows = preset_bindings(preset, &count);
	keymap->bindings = g_array_new(FALSE, FALSE, sizeof(struct binding));
	memset(keymap->slots, 0xFF, sizeof(keymap->slots));
	for (enum action action = ACTION_NONE + 1; action < ACTION_COUNT; action++)
		keymap_bind(keymap, action_info(action)->context, span_of(action_info(action)->keys), action);
	for (size_t i = 0; i < count; i++)
		keymap_bind(keymap, rows[i].context, span_of(rows[i].keys), rows[i].action);
	drop_unbound(keymap);
	return keymap;
}

void keymap_free(struct keymap *keymap)
{
	if (!keymap)
		return;
	g_array_unref(keymap->bindings);
	g_free(keymap);
}

__attribute__((hot))
enum keys_found keymap_find(const struct keymap *keymap, enum key_context context, const struct keys *typed,
                            enum action *action)
{
	guint index = index_of(keymap, context, typed);
	if (index == NO_BINDING)
		index = index_of(keymap, KEYS_ALL, typed);
	*action = index != NO_BINDING ? binding_at(keymap, index)->action : ACTION_NONE;
	if (*action != ACTION_NONE)
		return KEYS_COMPLETE;
	for (guint i = keymap->slots[slot_of(typed)]; i != NO_BINDING; i = binding_at(keymap, i)->next) {
		const struct binding *binding = binding_at(keymap, i);
		if ((binding->context == context || binding->context == KEYS_ALL) && binding->action != ACTION_NONE &&
		    keys_begin(&binding->keys, typed))
			return KEYS_BEGUN;
	}
	return KEYS_UNKNOWN;
}

void keymap_keys(const struct keymap *keymap, enum key_context context, enum action action, unsigned max, GString *out)
{
	unsigned count = 0;
	for (guint i = 0; i < keymap->bindings->len && count < max; i++) {
		const struct binding *binding = binding_at(keymap, i);
		if (binding->action != action || (binding->context != KEYS_ALL && binding->context != context) ||
		    is_covered(keymap, binding, context))
			continue;
		if (count++ > 0)
			g_string_append_c(out, ' ');
		keys_write(&binding->keys, out);
	}
}

/* As a command: what stands before it is its count, and what is behind it must not run into the name. */
static void write_command(const char *name, char behind, GString *out)
{
	size_t count = out->len;
	while (count > 0 && g_ascii_isdigit(out->str[count - 1]))
		count--;
	bool parted = behind != '\0' && !strchr(" .,;:)", behind);
	g_string_insert_c(out, (gssize)count, ':');
	g_string_append_printf(out, "%s%s%s", count + 1 < out->len ? " " : "", name, parted ? " " : "");
}

static void write_key(const struct keymap *keymap, enum key_context context, enum action action, char behind,
                      GString *out)
{
	const struct action_info *info = action_info(action);
	size_t before = out->len;
	if (!keymap)
		g_string_append_len(out, info->keys, (gssize)strcspn(info->keys, " "));
	else
		keymap_keys(keymap, info->context == KEYS_ALL ? context : info->context, action, 1, out);
	if (out->len == before)
		write_command(info->name, behind, out);
}

void keymap_tell(const struct keymap *keymap, enum key_context context, const char *text, GString *out)
{
	for (const char *open = strchr(text, '{'), *close; open; open = strchr(text, '{')) {
		close = strchr(open, '}');
		enum action action =
			close ? action_named((struct span){open + 1, (size_t)(close - open - 1)}) : ACTION_NONE;
		g_string_append_len(out, text, open - text + (action == ACTION_NONE));
		if (action != ACTION_NONE)
			write_key(keymap, context, action, close[1], out);
		text = action == ACTION_NONE ? open + 1 : close + 1;
	}
	g_string_append(out, text);
}

void keymap_each(const struct keymap *keymap, enum key_context context,
                 void (*each)(void *data, const struct keys *keys, enum action action), void *data)
{
	for (guint i = 0; i < keymap->bindings->len; i++)
		if (binding_at(keymap, i)->context == context)
			each(data, &binding_at(keymap, i)->keys, binding_at(keymap, i)->action);
}
