/* SPDX-License-Identifier: MIT */
/* A format is a row of the table, and a file that fills a struct stream_format. */
#include "export/export.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "export/formats.h"
#include "text/utf8.h"

/* So much text is gathered before it is written. Bytes. */
#define GATHERED ((size_t)1 << 16)

/* Of a mode, what is no kind of file. */
#define PERMISSIONS 07777

static const struct {
	const char *name;
	const char *endings[3];
	const struct stream_format *stream; /* NULL: a book */
} formats[EXPORT_FORMATS] = {
	[EXPORT_TXT] = {"txt", {".txt", ".text"}, &format_txt},
	[EXPORT_MD] = {"md", {".md", ".markdown"}, &format_md},
	[EXPORT_HTML] = {"html", {".html", ".htm", ".xhtml"}, &format_html},
	[EXPORT_JSONL] = {"jsonl", {".jsonl", ".ndjson"}, &format_jsonl},
	[EXPORT_BIB] = {"bib", {".bib"}, &format_bib},
	[EXPORT_CSL_JSON] = {"csl-json", {".json", ".csl-json", ".csl"}, &format_csl_json},
	[EXPORT_EPUB] = {"epub", {".epub"}, NULL},
};

enum export_format export_format_named(const char *name)
{
	enum export_format format = 0;
	while (format < EXPORT_FORMATS && strcmp(formats[format].name, name) != 0)
		format++;
	return format;
}

static bool has_ending(const char *const *endings, struct span file)
{
	for (size_t i = 0; i < 3 && endings[i]; i++) {
		size_t len = strlen(endings[i]);
		if (file.len > len && span_equal_nocase(span_from(file, file.len - len), span_of(endings[i])))
			return true;
	}
	return false;
}

enum export_format export_format_of(const char *file)
{
	enum export_format format = 0;
	while (format < EXPORT_FORMATS && !has_ending(formats[format].endings, span_of(file)))
		format++;
	return format;
}

char *export_format_names(void)
{
	GString *out = g_string_new(NULL);
	for (size_t i = 0; i < EXPORT_FORMATS; i++)
		g_string_append_printf(out, "%s%s", i ? ", " : "", formats[i].name);
	return g_string_free(out, FALSE);
}

bool export_is_binary(enum export_format format)
{
	return format == EXPORT_EPUB;
}

/* Writing ---------------------------------------------------------------------------------------------------------- */

static bool flush(GString *out, FILE *file, size_t least)
{
	bool written = out->len < least || fwrite(out->str, 1, out->len, file) == out->len;
	if (out->len >= least)
		g_string_truncate(out, 0);
	return written;
}

static bool write_stream(const struct export_set *set, const struct stream_format *stream, FILE *file, bool *stopped)
{
	GString *out = g_string_sized_new(2 * GATHERED);
	bool written = true;
	if (stream->begin)
		stream->begin(out, set);
	for (size_t i = 0; i < set->count && written; i++) {
		struct subject subject;
		*stopped = !export_set_goes_on(set, i);
		if (*stopped)
			break;
		export_set_subject(set, i, &subject);
		stream->put(out, &subject);
		written = flush(out, file, GATHERED);
	}
	if (stream->end)
		stream->end(out, set);
	written = written && flush(out, file, 0);
	g_string_free(out, TRUE);
	return written;
}

bool export_write(const struct export_set *set, enum export_format format, FILE *out, char **message)
{
	bool written, stopped = false;
	*message = NULL;
	if (!formats[format].stream)
		written = epub_write(set, out, &stopped, message);
	else
		written = write_stream(set, formats[format].stream, out, &stopped);
	written = fflush(out) == 0 && written && !ferror(out) && !stopped;
	if (stopped && !*message)
		*message = g_strdup(_("stopped: nothing was kept"));
	if (!written && !*message)
		*message = g_strdup_printf(_("cannot write: %s"), g_strerror(errno));
	return written;
}

/* Files ------------------------------------------------------------------------------------------------------------ */

static bool fail(char **message, const char *path)
{
	*message = g_strdup_printf("%s: %s", path, g_strerror(errno));
	return false;
}

/* Puts the whole file in its place; without `replace` only where there is none, also if it came a moment ago. */
static bool put_in_place(const char *beside, const char *path, bool replace)
{
	if (replace)
		return rename(beside, path) == 0;
	if (link(beside, path) == 0)
		return unlink(beside) == 0;
	if (errno == EEXIST || g_file_test(path, G_FILE_TEST_EXISTS)) {
		errno = EEXIST;
		return false;
	}
	return rename(beside, path) == 0; /* a file system without links */
}

static bool write_beside(const struct export_set *set, enum export_format format, int fd, const struct stat *before,
                         char **message)
{
	FILE *file = fdopen(fd, "w");
	bool written;
	if (!file) {
		int why = errno;
		close(fd);
		errno = why;
		return false;
	}
	written = export_write(set, format, file, message) &&
	          (!before || fchmod(fd, before->st_mode & PERMISSIONS) == 0) && fsync(fd) == 0;
	return fclose(file) == 0 && written;
}

/* A new file gets what the mask of the process lets; `before` is what is replaced, or NULL. */
static bool save_whole(const struct export_set *set, enum export_format format, const char *path, bool replace,
                       const struct stat *before, char **message)
{
	char *folder = g_path_get_dirname(path), *beside = g_build_filename(folder, ".jianbao-XXXXXX", NULL);
	int fd = g_mkstemp_full(beside, O_RDWR | O_CLOEXEC, before ? 0600 : 0666);
	bool saved = fd >= 0 && write_beside(set, format, fd, before, message);
	saved = saved && put_in_place(beside, path, replace);
	if (!saved && !*message)
		fail(message, path);
	if (!saved && fd >= 0)
		unlink(beside);
	g_free(beside);
	g_free(folder);
	return saved;
}

/* Does not wait for somebody to read from a pipe: nobody may ever do. From there on it is written to as others are. */
static FILE *open_through(const char *path)
{
	int fd = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (fd >= 0)
		fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK);
	return fd < 0 ? NULL : fdopen(fd, "w");
}

/* A pipe or a device: there is nothing to keep, and nothing to replace. */
static bool save_through(const struct export_set *set, enum export_format format, const char *path, char **message)
{
	FILE *file = open_through(path);
	bool saved;
	if (!file && errno == ENXIO) {
		*message = g_strdup_printf(_("%s: nobody reads from this pipe"), path);
		return false;
	}
	if (!file)
		return fail(message, path);
	saved = export_write(set, format, file, message);
	return fclose(file) == 0 || !saved ? saved : fail(message, path);
}

bool export_save(const struct export_set *set, enum export_format format, const char *path, bool replace,
                 char **message)
{
	struct stat status;
	bool there = stat(path, &status) == 0, folder = there && S_ISDIR(status.st_mode), saved;
	char *target;
	*message = NULL;
	if (there && !folder && !S_ISREG(status.st_mode))
		return save_through(set, format, path, message);
	if (folder || (there && !replace)) {
		errno = folder ? EISDIR : EEXIST;
		return fail(message, path);
	}
	target = there ? realpath(path, NULL) : strdup(path); /* a link stays one */
	saved = target ? save_whole(set, format, target, replace, there ? &status : NULL, message)
	               : fail(message, path);
	free(target);
	return saved;
}

/* Names ------------------------------------------------------------------------------------------------------------ */

/* With room for an ending, what every file system takes. Bytes. */
#define NAME_MOST 120

static bool is_name_code(uint32_t code)
{
	if (code < 0x80)
		return g_ascii_isalnum((char)code) || strchr("-_+.,", (int)code);
	return !code_is_control(code) && !code_is_space(code) && code != UTF8_REPLACEMENT;
}

/* A hyphen for each run of anything else; no dot, hyphen or such at the beginning. */
char *export_file_name(const struct article *article, enum export_format format)
{
	struct span title = article_span(article, article->title);
	GString *out = g_string_new(NULL);
	bool gap = false;
	for (size_t at = 0; at < title.len;) {
		size_t from = at;
		uint32_t code = utf8_next(title, &at);
		if (out->len + (at - from) + gap > NAME_MOST)
			break;
		if (!is_name_code(code) || code == 0 ||
		    (out->len == 0 && code < 0x80 && !g_ascii_isalnum((char)code))) {
			gap = out->len > 0;
			continue;
		}
		g_string_append(out, gap ? "-" : "");
		g_string_append_len(out, title.at + from, (gssize)(at - from));
		gap = false;
	}
	while (out->len > 0 && strchr(".,-", out->str[out->len - 1]))
		g_string_truncate(out, out->len - 1);
	g_string_append_printf(out, "%s%s", out->len > 0 ? "" : "article", formats[format].endings[0]);
	return g_string_free(out, FALSE);
}
