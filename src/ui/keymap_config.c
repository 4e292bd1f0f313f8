/* SPDX-License-Identifier: MIT */
/*
 * Bindings of the config file: context, keys and action are looked up in turn, and the first that is not known is
 * reported where it stands. What is unbound is unbound first, so that "g: none" makes room for "gg" wherever it stands.
 */
#include "ui/keymap_config.h"

#include <glib/gi18n.h>

#define UNBOUND "none"

struct loading {
	struct keymap *keymap;
	struct problems *problems; /* or NULL */
	GHashTable *seen;          /* "context keys", each owned, to the struct free_setting that bound it */
};

/* What one line of the file asks for. */
struct wish {
	enum key_context context;
	struct keys keys;
	enum action action;
};

static void report(const struct loading *loading, const struct free_setting *at, bool value, const char *code,
                   const char *message)
{
	if (loading->problems)
		problems_add(loading->problems, code, at->path, value ? at->line : at->name_line,
		             value ? at->column : at->name_column, "%s", message);
}

/* The same with a word of the file in the message, where it is made printable. */
static void report_word(const struct loading *loading, const struct free_setting *at, bool value, const char *code,
                        const char *format, const char *word)
{
	GString *shown = g_string_new(NULL);
	char *valid = g_utf8_make_valid(word, -1);
	for (const char *c = valid; *c; c = g_utf8_next_char(c))
		g_string_append_unichar(shown, g_unichar_isprint(g_utf8_get_char(c)) ? g_utf8_get_char(c) : '?');
	char **parts = g_strsplit(format, "%s", 2);
	char *message = g_strjoinv(shown->str, parts);
	report(loading, at, value, code, message);
	g_strfreev(parts);
	g_free(message);
	g_free(valid);
	g_string_free(shown, TRUE);
}

static void report_conflict(const struct loading *loading, const struct free_setting *at, const struct keys *other,
                            enum action action)
{
	GString *keys = g_string_new(NULL);
	keys_write(other, keys);
	char *message = g_strdup_printf(_("one of these keys is the beginning of “%s”, or the other way round; "
	                                  "that means %s: bind it to none first"),
	                                keys->str, action_info(action)->name);
	report(loading, at, false, "key-conflict", message);
	g_free(message);
	g_string_free(keys, TRUE);
}

static bool read_context(const struct loading *loading, const struct free_setting *setting, struct wish *wish)
{
	wish->context = key_context_named(span_of(setting->group));
	if (wish->context < KEYS_CONTEXT_COUNT)
		return true;
	struct free_setting at = *setting;
	at.name_line = setting->group_line;
	at.name_column = setting->group_column;
	report_word(loading, &at, false, "unknown-context", _("there is no context “%s” for keys"), setting->group);
	return false;
}

static bool read_wish(const struct loading *loading, const struct free_setting *setting, struct wish *wish)
{
	if (!read_context(loading, setting, wish))
		return false;
	if (!keys_parse(span_of(setting->name), &wish->keys)) {
		report_word(loading, setting, false, "unknown-key", _("there is no key “%s”"), setting->name);
		return false;
	}
	bool unbound = g_str_equal(setting->value, UNBOUND);
	wish->action = unbound ? ACTION_NONE : action_named(span_of(setting->value));
	if (wish->action != ACTION_NONE || unbound)
		return true;
	report_word(loading, setting, true, "unknown-action", _("there is no action “%s”"), setting->value);
	return false;
}

/* The file says twice what the keys mean: the later one counts, and that is reported. */
static void notice_twice(const struct loading *loading, const struct free_setting *setting, const struct wish *wish)
{
	GString *id = g_string_new(key_context_name(wish->context));
	g_string_append_c(id, ' ');
	keys_write(&wish->keys, id);
	const struct free_setting *before = g_hash_table_lookup(loading->seen, id->str);
	if (before && !g_str_equal(before->value, setting->value))
		report_word(loading, setting, false, "key-conflict", _("“%s” was bound to something else before"),
		            setting->name);
	g_hash_table_insert(loading->seen, g_string_free(id, FALSE), (void *)setting);
}

static void bind(const struct loading *loading, const struct free_setting *setting, bool unbinding)
{
	struct wish wish;
	struct keys other;
	enum action action;
	/* Only one of the two rounds reports. */
	struct loading quiet = *loading;
	quiet.problems = unbinding ? NULL : loading->problems;
	if (!read_wish(&quiet, setting, &wish))
		return;
	if (!unbinding)
		notice_twice(loading, setting, &wish);
	if (unbinding != (wish.action == ACTION_NONE))
		return;
	if (!unbinding && keymap_conflict(loading->keymap, wish.context, &wish.keys, &other, &action))
		report_conflict(loading, setting, &other, action);
	else
		keymap_bind_keys(loading->keymap, wish.context, &wish.keys, wish.action);
}

struct keymap *keymap_load(const struct settings *settings, struct problems *problems)
{
	struct loading loading = {
		.keymap = keymap_new((enum preset)settings->preset),
		.problems = problems,
		.seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
	};
	guint count = settings->keys ? settings->keys->len : 0;
	for (int unbinding = 1; unbinding >= 0; unbinding--)
		for (guint i = 0; i < count; i++)
			bind(&loading, g_ptr_array_index(settings->keys, i), unbinding);
	g_hash_table_unref(loading.seen);
	return loading.keymap;
}

/* Writing ---------------------------------------------------------------------------------------------------------- */

struct dump {
	GString *out;
	const char *context; /* its heading has not been written yet; NULL once it has */
};

static void write_binding(void *data, const struct keys *keys, enum action action)
{
	struct dump *dump = data;
	GString *name = g_string_new(NULL);
	if (dump->context)
		g_string_append_printf(dump->out, "  %s:\n", dump->context);
	dump->context = NULL;
	keys_write(keys, name);
	g_string_append(dump->out, "    ");
	settings_quote(name->str, dump->out);
	g_string_append_printf(dump->out, ": %s\n", action == ACTION_NONE ? UNBOUND : action_info(action)->name);
	g_string_free(name, TRUE);
}

void keymap_write(const struct keymap *keymap, GString *out)
{
	for (enum key_context context = KEYS_ALL; context < KEYS_CONTEXT_COUNT; context++) {
		struct dump dump = {out, key_context_name(context)};
		keymap_each(keymap, context, write_binding, &dump);
	}
}
