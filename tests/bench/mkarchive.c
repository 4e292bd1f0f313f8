/* SPDX-License-Identifier: MIT */
/*
 * mkarchive [OPTIONS] FOLDER: writes a made-up archive, or changes one that it wrote. The same options give the same
 * bytes. Articles are numbered; number n lies in folder n / layout. A change is told by its round: of every five
 * articles touched three are edited, one is new, one goes.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "writer.h"

struct options {
	int count, seed, layout, change, round;
	char *families, *seeds;
};

static void die(const char *what, const char *about)
{
	g_printerr("mkarchive: %s: %s\n", about, what);
	exit(1);
}

static unsigned family_bits(const char *names)
{
	unsigned bits = 0;
	char **list = g_strsplit(names ? names : "jekyll,markdown,bare,page,plain", ",", -1);
	for (char **name = list; *name; name++) {
		int family = 0;
		while (family < FAMILY_COUNT && strcmp(*name, family_names[family]) != 0)
			family++;
		if (family == FAMILY_COUNT)
			die("no such family", *name);
		bits |= 1u << family;
	}
	g_strfreev(list);
	return bits;
}

/* Opens the folder that an article lies in; made where it is missing. */
static int open_folder(const char *root, uint64_t number)
{
	char *path = g_strdup_printf("%s/%05u", root, (unsigned)number);
	int fd;
	if (mkdir(path, 0777) != 0 && errno != EEXIST)
		die(g_strerror(errno), path);
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd < 0)
		die(g_strerror(errno), path);
	g_free(path);
	return fd;
}

static void write_file(int folder, const char *name, const GString *text)
{
	int fd = openat(folder, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
	if (fd < 0 || write(fd, text->str, text->len) != (ssize_t)text->len || close(fd) != 0)
		die(g_strerror(errno), name);
}

static uint64_t write_all(const struct writer *writer, const struct options *options, const char *root)
{
	GString *name = g_string_new(NULL), *text = g_string_new(NULL);
	uint64_t bytes = 0;
	int folder = -1;
	for (int i = 0; i < options->count; i++) {
		if (i % options->layout == 0) {
			if (folder >= 0)
				close(folder);
			folder = open_folder(root, (uint64_t)(i / options->layout));
		}
		writer_article(writer, (uint64_t)i, 0, name, text);
		write_file(folder, name->str, text);
		bytes += text->len;
	}
	if (folder >= 0)
		close(folder);
	g_string_free(name, TRUE);
	g_string_free(text, TRUE);
	return bytes;
}

/* What one touch does to article `index`: 0 to 2 edits it, 3 takes it away, 4 writes a new one behind all others. */
static void touch(const struct writer *writer, const struct options *options, const char *root, int touched,
                  uint64_t index)
{
	GString *name = g_string_new(NULL), *text = g_string_new(NULL);
	int what = touched % 5, folder;
	if (what == 4)
		index = (uint64_t)options->count + (uint64_t)options->round * 1000000 + (uint64_t)touched;
	folder = open_folder(root, (index % (uint64_t)options->count) / (uint64_t)options->layout);
	writer_article(writer, index, what < 3 ? (unsigned)options->round : 0, name, text);
	if (what == 3)
		unlinkat(folder, name->str, 0);
	else if (what == 4 || faccessat(folder, name->str, F_OK, 0) == 0)
		write_file(folder, name->str, text);
	close(folder);
	g_string_free(name, TRUE);
	g_string_free(text, TRUE);
}

static void change(const struct writer *writer, const struct options *options, const char *root)
{
	struct dice dice = {(uint64_t)options->seed * 1000003 + (uint64_t)options->round};
	for (int i = 0; i < options->change; i++)
		touch(writer, options, root, i, dice_below(&dice, (uint32_t)options->count));
}

static void make_root(const char *root)
{
	if (g_mkdir_with_parents(root, 0777) != 0)
		die(g_strerror(errno), root);
}

int main(int argc, char **argv)
{
	struct options options = {.count = 1000, .seed = 1, .layout = 400, .round = 1};
	const GOptionEntry entries[] = {
		{"count", 'n', 0, G_OPTION_ARG_INT, &options.count, "How many articles there are (1000)", "N"},
		{"seed", 's', 0, G_OPTION_ARG_INT, &options.seed, "Another seed is another archive (1)", "N"},
		{"families", 'f', 0, G_OPTION_ARG_STRING, &options.families,
		 "Only these: jekyll,markdown,bare,page,plain", "LIST"},
		{"layout", 'l', 0, G_OPTION_ARG_INT, &options.layout, "Files in a folder (400)", "N"},
		{"seeds", 0, 0, G_OPTION_ARG_FILENAME, &options.seeds, "Articles whose sentences are used too",
		 "FOLDER"},
		{"change", 'c', 0, G_OPTION_ARG_INT, &options.change,
		 "Change so many articles of an archive written before", "K"},
		{"round", 'r', 0, G_OPTION_ARG_INT, &options.round, "Which change it is (1)", "N"},
		{0},
	};
	GOptionContext *context = g_option_context_new("FOLDER - a made-up archive");
	GError *error = NULL;
	g_option_context_add_main_entries(context, entries, NULL);
	if (!g_option_context_parse(context, &argc, &argv, &error))
		die(error->message, "options");
	if (argc != 2 || options.count < 1 || options.layout < 1 || options.round < 1)
		die("one folder, and numbers above 0", "usage");
	struct prose *prose = prose_new(options.seeds);
	struct writer writer = {prose, (uint64_t)options.seed, family_bits(options.families)};
	make_root(argv[1]);
	if (options.change > 0)
		change(&writer, &options, argv[1]);
	else
		printf("%d articles, %.1f MB\n", options.count, (double)write_all(&writer, &options, argv[1]) / 1e6);
	prose_free(prose);
	g_option_context_free(context);
	g_free(options.families);
	g_free(options.seeds);
	return 0;
}
