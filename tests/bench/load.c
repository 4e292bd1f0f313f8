/* SPDX-License-Identifier: MIT */
/*
 * How fast an archive loads without a snapshot, from its files to articles in the store, beside the least that any
 * program would do that asks libxml2 for the text of HTML: walk, read, pass the front matter, one SAX pass, as many
 * threads. The arguments are a corpus's folder; each folder in it that holds HTML is measured alone, all rounds of both
 * alternating, and the best of each is taken, as another program on the machine can only make it worse. Megabytes of
 * the files a second, and how many times the floor's time loading takes. A floor of 2.14 or later is another parser.
 */
#include <fcntl.h>
#include <glib.h>
#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "archive/archive.h"
#include "base/span.h"

enum { ROUNDS = 9 };

#define MARK "\xEF\xBB\xBF"

static const char *const families[] = {"jekyll-html", "bare-html", "share-pages", "full-pages", "jekyll-table",
				       "plain-text"};

/* The floor ------------------------------------------------------------------------------------------------------- */

struct floor {
	GPtrArray *files;
	int next;
	gsize bytes;
};

static void put_text(void *out, const xmlChar *bytes, int len)
{
	g_string_append_len(out, (const char *)bytes, len);
}

/* Behind the front matter. */
static struct span body_of(struct span file)
{
	size_t end = span_starts(file, SPAN("---\n")) ? span_find(span_from(file, 4), SPAN("\n---\n")) : SPAN_NONE;
	return end == SPAN_NONE ? file : span_from(file, 4 + end + 5);
}

/* A byte order mark in front of `body`, whose three bytes may be overwritten, is the fastest way to say UTF-8. */
static void parse(htmlParserCtxt *parser, struct span body, GString *out)
{
	char *marked = (char *)body.at - strlen(MARK);
	memcpy(marked, MARK, strlen(MARK));
	*parser->sax = (htmlSAXHandler){
		.characters = put_text, .ignorableWhitespace = put_text, .cdataBlock = put_text};
	parser->userData = out;
	xmlDoc *document = htmlCtxtReadMemory(parser, marked, (int)(body.len + strlen(MARK)), NULL, NULL,
					      HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
						      HTML_PARSE_NONET | HTML_PARSE_COMPACT | HTML_PARSE_NOIMPLIED);
	xmlFreeDoc(document);
}

/* The file behind room for a mark; gives its bytes. */
static size_t read_file(const char *path, GString *file)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t got = 1;
	g_string_assign(file, MARK);
	while (fd >= 0 && got > 0) {
		size_t len = file->len;
		g_string_set_size(file, MAX(2 * len, 1 << 16));
		got = read(fd, file->str + len, file->len - len);
		g_string_set_size(file, len + (size_t)MAX(got, 0));
	}
	close(fd);
	return file->len - strlen(MARK);
}

static void *work(void *data)
{
	struct floor *floor = data;
	htmlParserCtxt *parser = htmlNewParserCtxt();
	GString *text = g_string_sized_new(1 << 20), *file = g_string_sized_new(1 << 20);
	for (guint i; (i = (guint)g_atomic_int_add(&floor->next, 1)) < floor->files->len;) {
		size_t len = read_file(g_ptr_array_index(floor->files, i), file);
		g_atomic_pointer_add(&floor->bytes, (gssize)len);
		parse(parser, body_of((struct span){file->str + strlen(MARK), len}), text);
	}
	g_string_free(text, TRUE);
	g_string_free(file, TRUE);
	htmlFreeParserCtxt(parser);
	return NULL;
}

static void walk(const char *path, GPtrArray *files)
{
	GDir *folder = g_dir_open(path, 0, NULL);
	const char *name;
	if (!folder) {
		g_ptr_array_add(files, g_strdup(path));
		return;
	}
	while ((name = g_dir_read_name(folder))) {
		char *inside = g_build_filename(path, name, NULL);
		walk(inside, files);
		g_free(inside);
	}
	g_dir_close(folder);
}

static gsize run_floor(const char *path)
{
	struct floor floor = {.files = g_ptr_array_new_with_free_func(g_free)};
	guint threads = g_get_num_processors();
	GThread **thread = g_new(GThread *, threads);
	walk(path, floor.files);
	for (guint i = 0; i < threads; i++)
		thread[i] = g_thread_new("floor", work, &floor);
	for (guint i = 0; i < threads; i++)
		g_thread_join(thread[i]);
	g_free(thread);
	g_ptr_array_free(floor.files, TRUE);
	return floor.bytes;
}

/* Loading --------------------------------------------------------------------------------------------------------- */

/* Gives how many articles came. */
static size_t run_load(const char *path)
{
	struct archive *archive = archive_open(&path, 1);
	archive_wait(archive);
	size_t count = archive_count(archive);
	archive_close(archive);
	return count;
}

static void measure(const char *corpus, const char *family)
{
	char *path = g_build_filename(corpus, family, NULL);
	gint64 floor = G_MAXINT64, load = G_MAXINT64;
	size_t count = 0;
	gsize bytes = 0;
	for (int round = 0; g_file_test(path, G_FILE_TEST_IS_DIR) && round < ROUNDS; round++) {
		gint64 began = g_get_monotonic_time();
		bytes = run_floor(path);
		gint64 between = g_get_monotonic_time();
		count = run_load(path);
		floor = MIN(floor, MAX(between - began, 1));
		load = MIN(load, MAX(g_get_monotonic_time() - between, 1));
	}
	if (bytes > 0)
		printf("load %-14s %5zu articles %6.2f MB  floor %6.1f MB/s  load %6.1f MB/s  time of the floor x %.2f\n",
		       family, count, (double)bytes / 1e6, (double)bytes / (double)floor,
		       (double)bytes / (double)load, (double)load / (double)floor);
	g_free(path);
}

int main(int argc, char **argv)
{
	/* Where no snapshot can be written, none is read. */
	g_setenv("XDG_CACHE_HOME", "/dev/null", TRUE);
	xmlInitParser();
	for (int i = 1; i < argc; i++)
		for (size_t k = 0; k < G_N_ELEMENTS(families); k++)
			measure(argv[i], families[k]);
	return 0;
}
