/* SPDX-License-Identifier: MIT */
/*
 * Files are opened as seen from their folders, which stay open from the walk on; threads take so many of them at a
 * time. All text is kept, as a reader would keep it. libxml2 of 2.14 or later is another parser.
 */
#include "limits.h"

#include <dirent.h>
#include <fcntl.h>
#include <glib.h>
#include <libxml/HTMLparser.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define AT_ONCE 64
#define MARK "\xEF\xBB\xBF" /* in front of a page, the fastest way to tell libxml2 that it is UTF-8 */

struct file {
	int folder;
	char *name;
};

struct limit {
	GArray *files;   /* of struct file */
	GArray *folders; /* of int: they are open */
	GStringChunk *names;
	int next;
	size_t bytes;
};

/* The walk --------------------------------------------------------------------------------------------------------- */

static void walk(struct limit *limit, int folder)
{
	DIR *stream = folder >= 0 ? fdopendir(dup(folder)) : NULL;
	const struct dirent *entry;
	if (!stream)
		return;
	g_array_append_val(limit->folders, folder);
	while ((entry = readdir(stream))) {
		if (entry->d_name[0] == '.')
			continue;
		if (entry->d_type == DT_DIR)
			walk(limit, openat(folder, entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
		if (entry->d_type != DT_REG)
			continue;
		struct file file = {folder, g_string_chunk_insert(limit->names, entry->d_name)};
		g_array_append_val(limit->files, file);
	}
	closedir(stream);
}

/* Every folder stays open. */
static void allow_many_files(void)
{
	struct rlimit most;
	getrlimit(RLIMIT_NOFILE, &most);
	most.rlim_cur = most.rlim_max;
	setrlimit(RLIMIT_NOFILE, &most);
}

static size_t run(const char *folder, unsigned threads, GThreadFunc work)
{
	struct limit limit = {.files = g_array_new(FALSE, FALSE, sizeof(struct file)),
	                      .folders = g_array_new(FALSE, FALSE, sizeof(int)),
	                      .names = g_string_chunk_new(1 << 20)};
	GThread **thread = g_new(GThread *, threads);
	allow_many_files();
	walk(&limit, open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC));
	for (unsigned i = 0; i < threads; i++)
		thread[i] = g_thread_new("limit", work, &limit);
	for (unsigned i = 0; i < threads; i++)
		g_thread_join(thread[i]);
	for (guint i = 0; i < limit.folders->len; i++)
		close(g_array_index(limit.folders, int, i));
	g_free(thread);
	g_array_free(limit.files, TRUE);
	g_array_free(limit.folders, TRUE);
	g_string_chunk_free(limit.names);
	return limit.bytes;
}

/* The next files for one thread: [*from, *to). False where there are none left. */
static bool take(struct limit *limit, guint *from, guint *to)
{
	*from = (guint)g_atomic_int_add(&limit->next, AT_ONCE);
	*to = MIN(*from + AT_ONCE, limit->files->len);
	return *from < limit->files->len;
}

/* Looking ---------------------------------------------------------------------------------------------------------- */

static void *look(void *data)
{
	struct limit *limit = data;
	size_t found = 0;
	for (guint from, to; take(limit, &from, &to);) {
		for (; from < to; from++) {
			const struct file *file = &g_array_index(limit->files, struct file, from);
			struct stat status;
			found += fstatat(file->folder, file->name, &status, 0) == 0;
		}
	}
	__atomic_fetch_add(&limit->bytes, found, __ATOMIC_RELAXED);
	return NULL;
}

size_t limit_stat(const char *folder, unsigned threads)
{
	return run(folder, threads, look);
}

/* Parsing ---------------------------------------------------------------------------------------------------------- */

static void put_text(void *out, const xmlChar *bytes, int len)
{
	g_string_append_len(out, (const char *)bytes, len);
}

/* Where the body begins behind the front matter. */
static size_t body_of(const char *file, size_t len)
{
	const char *end = len > 4 && memcmp(file, "---\n", 4) == 0 ? memmem(file + 4, len - 4, "\n---\n", 5) : NULL;
	return end ? (size_t)(end + 5 - file) : 0;
}

/* The mark overwrites what stands in front of the body. */
static void parse(htmlParserCtxt *parser, char *body, size_t len, GString *out)
{
	char *marked = body - strlen(MARK);
	memcpy(marked, MARK, strlen(MARK));
	*parser->sax = (htmlSAXHandler){
		.characters = put_text, .ignorableWhitespace = put_text, .cdataBlock = put_text};
	parser->userData = out;
	xmlFreeDoc(htmlCtxtReadMemory(parser, marked, (int)(len + strlen(MARK)), NULL, NULL,
	                              HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
	                                      HTML_PARSE_NONET | HTML_PARSE_COMPACT | HTML_PARSE_NOIMPLIED));
}

/* The file behind room for a mark; gives its bytes. */
static size_t read_file(const struct file *file, GString *to)
{
	size_t at = strlen(MARK);
	int fd = openat(file->folder, file->name, O_RDONLY | O_CLOEXEC);
	ssize_t got;
	while (fd >= 0 && (got = read(fd, to->str + at, to->allocated_len - at)) > 0) {
		at += (size_t)got;
		if (at < to->allocated_len)
			break; /* less than there was room for: that was all */
		g_string_set_size(to, 2 * to->allocated_len);
	}
	if (fd >= 0)
		close(fd);
	return at - strlen(MARK);
}

static void *parse_files(void *data)
{
	struct limit *limit = data;
	htmlParserCtxt *parser = htmlNewParserCtxt();
	GString *text = g_string_sized_new(1 << 20), *file = g_string_sized_new(1 << 20);
	size_t bytes = 0;
	for (guint from, to; take(limit, &from, &to);) {
		for (; from < to; from++) {
			size_t len = read_file(&g_array_index(limit->files, struct file, from), file), body;
			bytes += len;
			body = body_of(file->str + strlen(MARK), len);
			parse(parser, file->str + strlen(MARK) + body, len - body, text);
		}
	}
	__atomic_fetch_add(&limit->bytes, bytes, __ATOMIC_RELAXED);
	g_string_free(text, TRUE);
	g_string_free(file, TRUE);
	htmlFreeParserCtxt(parser);
	return NULL;
}

size_t limit_parse(const char *folder, unsigned threads)
{
	xmlInitParser();
	return run(folder, threads, parse_files);
}
