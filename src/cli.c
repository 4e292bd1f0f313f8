/* SPDX-License-Identifier: MIT */
/*
 * The arguments. Options and commands are two tables: GOption's entries, the check whether an option means anything to
 * the command, and the help text are all made from them. An option that would do nothing is refused, not ignored.
 */
#include "cli.h"

#include <glib.h>
#include <glib/gi18n.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "command/command.h"
#include "command/library.h"
#include "command/output.h"
#include "config.h"
#include "source/sources.h"
#include "text/width.h"
#include "ui/keymap_config.h"
#include "ui/palette.h"

/* As GOption fills it: NULL and FALSE where an option was not given. */
struct options {
	char **archives, **arguments;
	char *format, *output, *sort, *limit, *width, *ambiguous, *language, *level, *colour, *config;
	gboolean all, force, sample, with_chrome, quiet, private, no_probe, plain, fresh, no_cache, help, version,
		dump_keys, dump_config;
};

/* Bits of commands, in the order of the table. */
enum {
	OPEN = 1,
	LIST = 2,
	SEARCH = 4,
	SHOW = 8,
	RELATED = 16,
	DUPLICATES = 32,
	FACETS = 64,
	EXPORT = 128,
	CHECK = 256,
	INDEX = 512,
	LAYOUT = 1024,
	SHELF = 2048
};
#define READING (LIST | SEARCH | SHOW | RELATED | DUPLICATES | FACETS | EXPORT | CHECK | INDEX)
#define EVERY (OPEN | READING | LAYOUT | SHELF)

static const struct option {
	const char *name;
	char letter; /* 0: none */
	GOptionArg kind;
	size_t offset;
	unsigned commands;    /* to which it means something */
	const char *argument; /* NULL: takes none */
	const char *help;
} option_table[] = {
#define FIELD(name) offsetof(struct options, name)
	{"archive", 'a', G_OPTION_ARG_FILENAME_ARRAY, FIELD(archives), READING, N_("ARCHIVE"),
	 N_("ask this archive; may be given several times")},
	{"all", 0, G_OPTION_ARG_NONE, FIELD(all), SHOW | RELATED, NULL, N_("all articles of the archive")},
	{"format", 0, G_OPTION_ARG_STRING, FIELD(format), READING, "text|jsonl|tsv",
	 N_("how to answer; of export: txt, md, html, jsonl, bib, csl-json or epub")},
	{"output", 'o', G_OPTION_ARG_FILENAME, FIELD(output), EXPORT, N_("FILE"),
	 N_("write to this file; - is standard output")},
	{"force", 0, G_OPTION_ARG_NONE, FIELD(force), EXPORT, NULL, N_("replace the file if it is there")},
	{"limit", 0, G_OPTION_ARG_STRING, FIELD(limit), LIST | SHOW | RELATED | SEARCH | FACETS | EXPORT | DUPLICATES, "N",
	 N_("at most so many articles (of related: for each)")},
	{"sort", 0, G_OPTION_ARG_STRING, FIELD(sort), LIST | SHOW | RELATED | SEARCH | EXPORT,
	 "date|title|source|author|relevance", N_("order; relevance: of search")},
	{"with-chrome", 0, G_OPTION_ARG_NONE, FIELD(with_chrome), SHOW | EXPORT, NULL, N_("show what was set aside, too")},
	{"width", 0, G_OPTION_ARG_STRING, FIELD(width), LAYOUT, "N", N_("columns of a line")},
	{"ambiguous", 0, G_OPTION_ARG_STRING, FIELD(ambiguous), OPEN | LAYOUT, "1|2",
	 N_("cells that an ambiguous character takes")},
	{"lang", 0, G_OPTION_ARG_STRING, FIELD(language), LAYOUT, N_("TAG"), N_("language of the text, such as ja")},
	{"level", 0, G_OPTION_ARG_STRING, FIELD(level), LAYOUT, "none|basic|gb|strict",
	 N_("how strictly punctuation is kept off the ends of lines")},
	{"sample", 0, G_OPTION_ARG_NONE, FIELD(sample), OPEN | READING, NULL, N_("read the installed sample articles")},
	{"color", 0, G_OPTION_ARG_STRING, FIELD(colour), OPEN, "auto|always|never", N_("colours on the screen")},
	{"config", 0, G_OPTION_ARG_FILENAME, FIELD(config), EVERY, N_("FILE"), N_("read this config file")},
	{"quiet", 0, G_OPTION_ARG_NONE, FIELD(quiet), EVERY, NULL, N_("no warnings")},
	{"private", 0, G_OPTION_ARG_NONE, FIELD(private), OPEN | READING, NULL, N_("write nothing down anywhere, snapshots neither")},
	{"no-probe", 0, G_OPTION_ARG_NONE, FIELD(no_probe), OPEN, NULL,
	 N_("do not ask the terminal how wide its characters are")},
	{"plain", 0, G_OPTION_ARG_NONE, FIELD(plain), OPEN, NULL, N_("one pane at a time, nothing drawn: for screen readers")},
	{"fresh", 0, G_OPTION_ARG_NONE, FIELD(fresh), OPEN, NULL, N_("begin at the list, not where you left")},
	{"no-cache", 0, G_OPTION_ARG_NONE, FIELD(no_cache), OPEN | READING, NULL, N_("neither read nor write snapshots of archives")},
	{"dump-keys", 0, G_OPTION_ARG_NONE, FIELD(dump_keys), EVERY, NULL,
	 N_("write the keys in force as a config file")},
	{"dump-config", 0, G_OPTION_ARG_NONE, FIELD(dump_config), EVERY, NULL,
	 N_("write all settings in force as a config file")},
	{"help", 'h', G_OPTION_ARG_NONE, FIELD(help), EVERY, NULL, N_("show this help")},
	{"version", 0, G_OPTION_ARG_NONE, FIELD(version), EVERY, NULL, N_("show version, licence and libraries")},
#undef FIELD
};

/* What stands after a command. */
enum arguments { ARGUMENTS_ANY, ARGUMENTS_OR_ALL, ARGUMENTS_NONE, ARGUMENTS_QUERY, ARGUMENTS_ACTION };

static const struct command {
	const char *name; /* NULL: what happens without a command */
	enum status (*run)(const struct request *request);
	enum arguments arguments;
	const char *synopsis, *help;
} commands[] = {
	{NULL, NULL, ARGUMENTS_ANY, N_("[ARCHIVE]..."), N_("open the reader")},
	{"list", command_list, ARGUMENTS_ANY, N_("[QUERY]"),
	 N_("one line an article, newest first")},
	{"search", command_search, ARGUMENTS_QUERY, N_("QUERY"), N_("what a query means, best first, with snippets")},
	{"show", command_show, ARGUMENTS_OR_ALL, N_("ID|FILE...|--all"), N_("the text of articles")},
	{"related", command_related, ARGUMENTS_OR_ALL, N_("ID|PATH...|--all"), N_("articles near each, and why")},
	{"duplicates", command_duplicates, ARGUMENTS_NONE, "", N_("groups of copies and near copies")},
	{"facets", command_facets, ARGUMENTS_ANY, N_("[QUERY]"), N_("counts by source, tag, author, language, year, month")},
	{"export", command_export, ARGUMENTS_ANY, N_("[ID|FILE|QUERY]... -o FILE"),
	 N_("articles as txt, md, html, jsonl, bib, csl-json or epub")},
	{"check", command_check, ARGUMENTS_NONE, "", N_("what could not be read, was left out, or is missing")},
	{"index", command_index, ARGUMENTS_NONE, "", N_("bring the snapshot up to date and say what changed")},
	{"layout", command_layout, ARGUMENTS_NONE, "--width N",
	 N_("break the lines of standard input as the reader does")},
	{"shelf", command_shelf, ARGUMENTS_ACTION, N_("export|import [FILE]..."),
	 N_("what you read, starred, tagged and noted, as JSON Lines")},
};

/* Refusals --------------------------------------------------------------------------------------------------------- */

static void finish(struct cli *cli, enum status status)
{
	cli->done = true;
	cli->status = status;
}

static void point_to_help(void)
{
	fprintf(stderr, _("Try 'jianbao --help'.\n"));
}

/* Says what is wrong with the usage. */
static void refuse(struct cli *cli, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void refuse(struct cli *cli, const char *format, ...)
{
	va_list arguments;
	char *message, *safe;
	va_start(arguments, format);
	message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	safe = output_name(message);
	output_warn("%s", safe);
	point_to_help();
	g_free(safe);
	g_free(message);
	finish(cli, STATUS_FAILED);
}

/* Help and version ------------------------------------------------------------------------------------------------- */

/* Where it begins what a command or an option means. Cells. */
#define HELP_COLUMN 36

static void pad(GString *out, size_t from, size_t columns)
{
	size_t used = width_text(&widths_default, (struct span){out->str + from, out->len - from});
	for (; used < columns; used++)
		g_string_append_c(out, ' ');
}

static void append_command(GString *out, const struct command *command)
{
	const char *name = command->name, *synopsis = command->synopsis;
	size_t from = out->len;
	g_string_append_printf(out, "  jianbao%s%s%s%s", name ? " " : "", name ? name : "", *synopsis ? " " : "",
	                       *synopsis ? _(synopsis) : "");
	pad(out, from, HELP_COLUMN);
	g_string_append_printf(out, "  %s\n", _(command->help));
}

/* The options that mean something to one of these commands. */
static void append_options(GString *out, unsigned to)
{
	for (size_t i = 0; i < G_N_ELEMENTS(option_table); i++) {
		const struct option *option = &option_table[i];
		char letter[] = {'-', option->letter, ',', ' ', '\0'};
		size_t from = out->len;
		if (!(option->commands & to))
			continue;
		g_string_append_printf(out, "  %s--%s%s%s", option->letter ? letter : "    ", option->name,
		                       option->argument ? "=" : "", option->argument ? _(option->argument) : "");
		pad(out, from, HELP_COLUMN);
		g_string_append_printf(out, "  %s\n", _(option->help));
	}
}

static void print_help(void)
{
	GString *out = g_string_new(_("Usage: jianbao [OPTION]... [ARCHIVE]...\n"
	                              "Reads archives of news in the terminal.\n\n"));
	for (size_t i = 0; i < G_N_ELEMENTS(commands); i++)
		append_command(out, &commands[i]);
	g_string_append(out,
	                _("\nAn ARCHIVE is a folder, a tarball or zip, a git repository (REPO@REV for a revision) or\n"
	                  "one article file; \"-\" reads an article from standard input.\n"
	                  "A feed or a box of mail is as many articles as it holds.\n"
	                  "Without one, the archives of the config file are read, else the current folder where it\n"
	                  "holds articles, else the installed samples. A FILE is read by itself unless -a is given.\n\nOptions:\n"));
	append_options(out, UINT_MAX);
	g_string_append(out,
	                _("\nOptions may stand anywhere; \"--\" ends them.\n"
	                  "Exit status: 0 done or found, 1 nothing found, 2 wrong usage or something named could not\n"
	                  "be read, 130 interrupted.\n\n"
	                  "Examples:\n"
	                  "  jianbao ~/news                       read an archive\n"
	                  "  jianbao list -a ~/news 日本          what has 日本 in it\n"
	                  "  jianbao search -a ~/news '日本 date:>2022'\n"
	                  "  jianbao show page.html               the text of a saved page\n"
	                  "  jianbao show -a ~/news --all --format=jsonl | jq -r .title\n"
	                  "  jianbao related -a ~/news ID         what is near an article\n\n"));
	g_string_append_printf(out, _("Bugs: %s\n"), PACKAGE_BUGREPORT);
	output_write(out);
	g_string_free(out, TRUE);
}

/* What is known of one command, as shells complete it; of the reader, too, where an archive is named. */
static void print_command_help(size_t command)
{
	GString *out = g_string_new(NULL);
	append_command(out, &commands[command]);
	g_string_append(out, _("\nOptions:\n"));
	append_options(out, 1u << command);
	output_write(out);
	g_string_free(out, TRUE);
}

static void print_version(void)
{
	GString *out = g_string_new(NULL);
	g_string_append_printf(out, "jianbao %s\n%s\n", PACKAGE_VERSION, _("Licence: MIT. There is no warranty."));
	g_string_append_printf(
		out,
		_("Libraries: GLib %u.%u.%u, libxml2, libyaml, libunistring, md4c, jansson, xxHash, PCRE2, SQLite, zlib, ncurses\n"),
		glib_major_version, glib_minor_version, glib_micro_version);
	output_write(out);
	g_string_free(out, TRUE);
}

/* Options ---------------------------------------------------------------------------------------------------------- */

static void *field_of(struct options *options, const struct option *option)
{
	return (char *)options + option->offset;
}

static bool is_given(struct options *options, const struct option *option)
{
	if (option->kind == G_OPTION_ARG_NONE)
		return *(gboolean *)field_of(options, option);
	return *(void **)field_of(options, option) != NULL;
}

/* Reads all options, wherever they stand; what is left becomes the arguments. */
static bool parse_options(struct cli *cli, struct options *options, char **argv)
{
	GOptionContext *context = g_option_context_new(NULL);
	GOptionEntry entries[G_N_ELEMENTS(option_table) + 2] = {0};
	char **copy = g_strdupv(argv);
	GError *error = NULL;
	size_t i;
	for (i = 0; i < G_N_ELEMENTS(option_table); i++)
		entries[i] = (GOptionEntry){option_table[i].name,
		                            option_table[i].letter,
		                            0,
		                            option_table[i].kind,
		                            field_of(options, &option_table[i]),
		                            NULL,
		                            NULL};
	entries[i] =
		(GOptionEntry){G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->arguments, NULL, NULL};
	g_option_context_set_help_enabled(context, FALSE);
	g_option_context_add_main_entries(context, entries, NULL);
	if (!g_option_context_parse_strv(context, &copy, &error))
		refuse(cli, "%s", error->message);
	g_clear_error(&error);
	g_option_context_free(context);
	g_strfreev(copy);
	return !cli->done;
}

static void clear_options(struct options *options)
{
	for (size_t i = 0; i < G_N_ELEMENTS(option_table); i++) {
		const struct option *option = &option_table[i];
		if (option->kind == G_OPTION_ARG_FILENAME_ARRAY)
			g_strfreev(*(char ***)field_of(options, option));
		else if (option->kind != G_OPTION_ARG_NONE)
			g_free(*(char **)field_of(options, option));
	}
	g_strfreev(options->arguments);
}

static bool options_suit(struct cli *cli, struct options *options, size_t command)
{
	for (size_t i = 0; i < G_N_ELEMENTS(option_table); i++) {
		const struct option *option = &option_table[i];
		if (!is_given(options, option) || option->commands & 1u << command)
			continue;
		if (commands[command].name)
			refuse(cli, _("%s does not take --%s"), commands[command].name, option->name);
		else
			refuse(cli, _("the reader does not take --%s"), option->name);
		return false;
	}
	return true;
}

/* The index of `word` among `count` words; -1 where it is none of them. */
static int index_of(const char *word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (strcmp(word, words[i]) == 0)
			return (int)i;
	}
	return -1;
}

/* A whole number from `least` to `most`; `*number` stays where nothing was given. */
static bool read_number(struct cli *cli, const char *name, const char *text, int least, int most, int *number)
{
	guint64 value;
	if (!text)
		return true;
	if (g_ascii_string_to_unsigned(text, 10, (guint64)least, (guint64)most, &value, NULL)) {
		*number = (int)value;
		return true;
	}
	refuse(cli, _("--%s takes a number from %d to %d"), name, least, most);
	return false;
}

static bool read_format(struct cli *cli, const char *text, enum format *format)
{
	static const char *const words[] = {[FORMAT_TEXT] = "text", [FORMAT_JSONL] = "jsonl", [FORMAT_TSV] = "tsv"};
	int index = text ? index_of(text, words, G_N_ELEMENTS(words)) : FORMAT_TEXT;
	*format = index < 0 ? FORMAT_TEXT : (enum format)index;
	if (index < 0)
		refuse(cli, _("--format takes text, jsonl or tsv"));
	return index >= 0;
}

static bool read_colour(struct cli *cli, const char *text)
{
	static const char *const words[] = {"auto", "always", "never"};
	int index = text ? index_of(text, words, G_N_ELEMENTS(words)) : 0;
	if (index < 0)
		refuse(cli, _("--color takes auto, always or never"));
	if (index > 0)
		cli->settings.colour = index == 1;
	return index >= 0;
}

/* Settings --------------------------------------------------------------------------------------------------------- */

static void read_settings(struct cli *cli, const struct options *options)
{
	struct problems *problems = cli->problems = problems_new();
	struct palette palette;
	char *path = options->config ? g_strdup(options->config) : settings_path();
	settings_read(&cli->settings, path, options->config != NULL, problems);
	keymap_free(keymap_load(&cli->settings, problems));
	palette_load(&palette, &cli->settings, problems);
	cli->settings.private = options->private;
	cli->settings.fresh = options->fresh;
	cli->settings.plain = cli->settings.plain || options->plain;
	cli->settings.cache = !options->private && !options->no_cache;
	cli->settings.probe = !options->no_probe;
	if (!options->quiet)
		output_problems(problems);
	if (options->config && !g_file_test(path, G_FILE_TEST_EXISTS))
		finish(cli, STATUS_FAILED);
	g_free(path);
}

static void dump(const struct settings *settings, bool all)
{
	struct keymap *keymap = keymap_load(settings, NULL);
	GString *out = g_string_new(NULL);
	if (all)
		settings_write_archives(settings, out);
	settings_write(settings, all ? NULL : "keys", out);
	keymap_write(keymap, out);
	if (all)
		palette_write(settings, out);
	output_write(out);
	g_string_free(out, TRUE);
	keymap_free(keymap);
}

/* Commands --------------------------------------------------------------------------------------------------------- */

/* Which command the first argument names: its index in the table, 0 where it names none. */
static size_t find_command(const char *word)
{
	for (size_t i = 1; i < G_N_ELEMENTS(commands); i++) {
		if (strcmp(word, commands[i].name) == 0)
			return i;
	}
	return 0;
}

static bool arguments_suit(struct cli *cli, const struct options *options, size_t command, size_t count)
{
	const char *name = commands[command].name;
	bool bare = commands[command].arguments == ARGUMENTS_NONE && count > 0;
	if (bare && 1u << command & READING)
		refuse(cli, _("%s takes no arguments but options: an archive stands behind -a"), name);
	else if (bare)
		refuse(cli, _("%s takes no arguments but options"), name);
	else if (commands[command].arguments == ARGUMENTS_OR_ALL && !options->all && count == 0)
		refuse(cli, _("%s needs the articles that are meant, or --all"), name);
	else if (commands[command].arguments == ARGUMENTS_QUERY && count == 0)
		refuse(cli, _("%s needs a query"), name);
	else if (commands[command].arguments == ARGUMENTS_ACTION && count == 0)
		refuse(cli, _("%s needs to be told what to do"), name);
	else if (options->all && count > 0)
		refuse(cli, _("--all and named articles exclude each other"));
	else if (options->sample && (options->archives || (!name && count > 0)))
		refuse(cli, _("--sample and a named archive exclude each other"));
	else if (commands[command].run == command_layout && !options->width)
		refuse(cli, _("layout needs --width=N"));
	return !cli->done;
}

static bool fill_request(struct cli *cli, const struct options *options, size_t command, struct request *request)
{
	int limit = INT_MAX;
	bool exports = 1u << command == EXPORT; /* it has formats of its own */
	*request = (struct request){
		.settings = &cli->settings,
		.archives = (const char *const *)options->archives,
		.format_name = options->format,
		.output = options->output,
		.force = options->force,
		.sort = options->sort,
		.all = options->all,
		.with_chrome = options->with_chrome,
		.quiet = options->quiet,
		.language = options->language,
		.level = options->level,
	};
	if ((!exports && !read_format(cli, options->format, &request->format)) ||
	    !read_number(cli, "limit", options->limit, 1, INT_MAX, &limit) ||
	    !read_number(cli, "width", options->width, 1, 10000, &request->width) ||
	    !read_number(cli, "ambiguous", options->ambiguous, 1, 2, &request->ambiguous))
		return false;
	request->limit = options->limit ? (size_t)limit : SIZE_MAX;
	return true;
}

static void run_command(struct cli *cli, const struct options *options, size_t command)
{
	static const char *const nothing[] = {NULL};
	const char *const *arguments = (const char *const *)options->arguments;
	char **sample = options->sample ? library_sample() : NULL;
	struct request request;
	enum status status;
	if (fill_request(cli, options, command, &request)) {
		request.arguments = arguments ? arguments + 1 : nothing;
		if (sample)
			request.archives = (const char *const *)sample;
		status = commands[command].run(&request);
		finish(cli, status);
	}
	g_strfreev(sample);
}

/* A file or folder, or something that is read without being one: a revision of a repository. */
static bool is_there(const char *path)
{
	struct source *source = NULL;
	bool there = strcmp(path, "-") == 0 || g_file_test(path, G_FILE_TEST_EXISTS);
	if (!there)
		source = source_of(path, false);
	there = there || source;
	source_close(source);
	return there;
}

/* The reader: everything that is named must be there. */
static void prepare_reader(struct cli *cli, const struct options *options)
{
	if (!read_colour(cli, options->colour) ||
	    !read_number(cli, "ambiguous", options->ambiguous, 1, 2, &cli->settings.width_ambiguous))
		return;
	if (options->sample)
		cli->archives = library_sample();
	else
		cli->archives = options->arguments ? g_strdupv(options->arguments) : library_default(&cli->settings);
	for (char **path = cli->archives; *path; path++) {
		char *name = output_name(*path);
		if (!is_there(*path)) {
			output_warn(_("%s: there is no such file or folder"), name);
			if (!strchr(*path, '/')) /* maybe it was to be a command */
				point_to_help();
			finish(cli, STATUS_FAILED);
		}
		g_free(name);
	}
	if (!*cli->archives) {
		output_warn(_("no articles here: name an archive"));
		point_to_help();
		finish(cli, STATUS_FAILED);
	}
}

static void carry_out(struct cli *cli, struct options *options)
{
	const char *word = options->arguments ? options->arguments[0] : "";
	size_t command = find_command(word);
	size_t count = options->arguments ? g_strv_length(options->arguments) - (command > 0) : 0;
	bool dumps = options->dump_keys || options->dump_config;
	if (!options_suit(cli, options, command) || (!dumps && !arguments_suit(cli, options, command, count)))
		return;
	read_settings(cli, options);
	if (!cli->done && dumps) {
		dump(&cli->settings, options->dump_config);
		finish(cli, STATUS_DONE);
	}
	if (cli->done)
		return;
	if (command > 0)
		run_command(cli, options, command);
	else
		prepare_reader(cli, options);
}

void cli_run(struct cli *cli, int argc, char **argv)
{
	struct options options = {0};
	(void)argc;
	*cli = (struct cli){.archives = NULL};
	settings_default(&cli->settings);
	if (parse_options(cli, &options, argv)) {
		if (options.help && options.arguments)
			print_command_help(find_command(options.arguments[0]));
		else if (options.help)
			print_help();
		else if (options.version)
			print_version();
		else
			carry_out(cli, &options);
		if (options.help || options.version)
			finish(cli, STATUS_DONE);
	}
	clear_options(&options);
	if (cli->done && cli->status != STATUS_FAILED && !output_end())
		cli->status = STATUS_FAILED;
}

void cli_clear(struct cli *cli)
{
	g_strfreev(cli->archives);
	cli->archives = NULL;
	settings_clear(&cli->settings);
	problems_free(cli->problems);
}
