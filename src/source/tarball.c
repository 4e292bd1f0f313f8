/* SPDX-License-Identifier: MIT */
/*
 * Archive files as sources: the walk over their entries, one after the other, into files that are nested in them once.
 * Names are wanted as the bytes that they are, but libarchive converts them to the charset of the thread: for tar that
 * is ASCII, from which it falls back to the bytes themselves; for zip, where it would fall back to question marks,
 * UTF-8. Sizes that an entry claims are never believed: memory grows as bytes come.
 */
#include "source/tarball.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gi18n.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "source/names.h"
#include "source/tarball_parts.h"

#define READ_AT_ONCE ((size_t)128 << 10)
#define FIRST_BYTES ((size_t)1 << 20) /* of a packed file: one block comes out of no more, as far as packers go */

const struct tarball_limits tarball_limits = {
	.count = UINT64_C(4) << 20,
	.total = UINT64_C(64) << 30,
	.ratio = 256,
	.free = UINT64_C(256) << 20,
};

/* The walk --------------------------------------------------------------------------------------------------------- */

struct tarball {
	struct source base;
	char *path; /* as it was named */
	bool nested;
	const struct tarball_limits *limits;
};

/* What goes in and comes out, of all that is nested too. */
struct budget {
	const struct tarball_limits *limits;
	uint64_t size;       /* of the file */
	uint64_t count, out; /* so far: entries, their bytes */
};

struct walk {
	const struct source *source;
	const struct tarball_library *library;
	const struct source_sink *sink;
	struct names *names;
	struct budget *budget;
	struct archive *outer; /* of the file itself */
	struct archive *from;  /* what is read: the same, or something nested in it */
	const char *within;    /* the path of the nested one, else NULL */
	bool nested;           /* nested ones are to be read */
	locale_t charset;      /* for names */
};

/* How it goes on: not with this entry, not with this file, not at all, for the sink wants no more. */
enum step { STEP_ON, STEP_DAMAGED, STEP_LIMIT, STEP_END };

static enum step told(bool more)
{
	return more ? STEP_ON : STEP_END;
}

static bool problem(const struct walk *walk, const char *path, const char *code, const char *message)
{
	return walk->sink->problem(walk->sink->data, path, code, message);
}

__attribute__((format(printf, 4, 5))) static void problem_of_limit(const struct walk *walk, const char *path,
                                                                   const char *code, const char *format, ...)
{
	va_list arguments;
	char *message;
	va_start(arguments, format);
	message = g_strdup_vprintf(format, arguments);
	va_end(arguments);
	problem(walk, path, code, message);
	g_free(message);
}

static uint64_t not_negative(la_int64_t n)
{
	return n > 0 ? (uint64_t)n : 0;
}

/* Whether no limit is crossed; where one is, reported for `path`, nothing is read any more. */
static enum step check_limits(const struct walk *walk, const char *path)
{
	const struct budget *budget = walk->budget;
	const struct tarball_limits *limits = budget->limits;
	uint64_t stream = not_negative(walk->library->archive_filter_bytes(walk->outer, 0));
	uint64_t in = not_negative(walk->library->archive_filter_bytes(walk->outer, -1));
	uint64_t out = MAX(stream, budget->out);
	in = MIN(in, budget->size); /* parts of a zip may be read over and over */
	if (budget->count > limits->count)
		problem_of_limit(walk, path, "limit-count",
		                 N_("the archive has more than %llu entries: nothing beyond this one is read"),
		                 (unsigned long long)limits->count);
	else if (out > limits->total)
		problem_of_limit(walk, path, "limit-total",
		                 N_("more than %llu MB come out of the archive: nothing beyond this is read"),
		                 (unsigned long long)limits->total >> 20);
	else if (out > limits->free && out / limits->ratio > in)
		problem_of_limit(
			walk, path, "limit-ratio",
			N_("more than %llu times its size comes out of the archive: nothing beyond this is read"),
			(unsigned long long)limits->ratio);
	else
		return STEP_ON;
	return STEP_LIMIT;
}

/* The next piece of the entry; false at its end, and `*step` says how it ended. */
static bool next_piece(const struct walk *walk, const char *path, struct span *piece, uint64_t *offset, enum step *step)
{
	const void *at = NULL;
	size_t len = 0;
	la_int64_t position = 0;
	int result = walk->library->archive_read_data_block(walk->from, &at, &len, &position);

	*step = STEP_ON;
	if (result == ARCHIVE_EOF)
		return false;
	*step = result == ARCHIVE_OK ? STEP_ON : STEP_DAMAGED; /* a wrong checksum is but a warning to libarchive */
	if (*step == STEP_ON && tarball_is_stopped(walk->source->stop))
		*step = STEP_END;
	walk->budget->out += len;
	if (*step == STEP_ON)
		*step = check_limits(walk, path);
	*piece = (struct span){at, len};
	*offset = not_negative(position);
	return *step == STEP_ON;
}

/* Goes to the end of an entry under the eyes of the limits, which libarchive would not do. */
static enum step pass_over(const struct walk *walk, const char *path)
{
	struct span piece;
	uint64_t offset;
	enum step step;
	while (next_piece(walk, path, &piece, &offset, &step))
		;
	return step == STEP_DAMAGED ? STEP_ON : step; /* the next header says whether more can be read */
}

/* What a file has holes for comes out of nothing, and takes as much memory as if it had been there. */
static enum step fill_hole(const struct walk *walk, const char *path, uint64_t len)
{
	walk->budget->out += len;
	return len > 0 ? check_limits(walk, path) : STEP_ON;
}

/* The bytes of the entry; none where it is larger than INPUT_LIMIT. */
static enum step read_entry(const struct walk *walk, const char *path, struct tarball_bytes *bytes)
{
	struct span piece;
	uint64_t offset;
	enum step step;
	while (next_piece(walk, path, &piece, &offset, &step)) {
		if (offset > INPUT_LIMIT || piece.len > INPUT_LIMIT - offset) {
			g_clear_pointer(&bytes->at, g_free);
			return STEP_ON;
		}
		step = fill_hole(walk, path, offset > bytes->len ? offset - bytes->len : 0);
		if (step != STEP_ON)
			return step;
		tarball_gather(bytes, (size_t)offset + piece.len);
		if (piece.len > 0)
			memcpy(bytes->at + offset, piece.at, piece.len);
	}
	return step;
}

static struct stamp stamp_of(const struct walk *walk, struct archive_entry *entry)
{
	const struct tarball_library *library = walk->library;
	return (struct stamp){
		.size = not_negative(library->archive_entry_size(entry)),
		.mtime_ns = stamp_time(library->archive_entry_mtime(entry), library->archive_entry_mtime_nsec(entry)),
		.inode = not_negative(library->archive_read_header_position(walk->from)) + 1,
	};
}

static enum step walk_nested(const struct walk *outer, const char *path, struct span bytes);

/* A file in a tarball that is packed by itself. */
static enum step give_unpacked(const struct walk *walk, const char *path, const struct stamp *stamp, struct span packed)
{
	struct tarball_bytes bytes = tarball_unpack_start(walk->library, packed, INPUT_LIMIT + 1, walk->source->stop);
	enum step step;
	walk->budget->out += bytes.len;
	step = check_limits(walk, path);
	if (step == STEP_ON && bytes.len > 0 && bytes.len <= INPUT_LIMIT)
		return told(walk->sink->document(walk->sink->data, path, stamp, bytes.at, bytes.len));
	if (step == STEP_ON)
		step = told(problem(walk, path, "damaged", N_("damaged: nothing can be read from it")));
	g_free(bytes.at);
	return step;
}

/* Takes over the bytes. */
static enum step give(const struct walk *walk, const char *path, const struct stamp *stamp, struct tarball_bytes bytes)
{
	struct span seen = {bytes.at, bytes.len};
	enum step step;
	if (tarball_kind_of(seen) == TARBALL_NONE)
		return told(walk->sink->document(walk->sink->data, path, stamp, bytes.at, bytes.len));
	if (!walk->nested || walk->within)
		step = told(walk->sink->left_out(walk->sink->data, path, "nested"));
	else if (tarball_kind_of(seen) == TARBALL_PACKED && !tarball_unpacks_to_tar(walk->library, seen))
		step = give_unpacked(walk, path, stamp, seen);
	else
		step = walk_nested(walk, path, seen);
	g_free(bytes.at);
	return step;
}

static enum step file_found(const struct walk *walk, struct archive_entry *entry, const char *path)
{
	const struct stamp stamp = stamp_of(walk, entry);
	uint64_t size = not_negative(walk->library->archive_entry_size(entry));
	struct tarball_bytes bytes = {0};
	enum step step = STEP_ON;
	if (walk->library->archive_entry_is_data_encrypted(entry))
		return told(problem(walk, path, "encrypted", N_("it is encrypted: not read")));
	if (walk->sink->known(walk->sink->data, path, &stamp))
		return STEP_ON;
	tarball_gather(&bytes, 0);
	if (size > INPUT_LIMIT)
		g_clear_pointer(&bytes.at, g_free);
	else
		step = read_entry(walk, path, &bytes);
	if (step == STEP_ON && bytes.at)
		return give(walk, path, &stamp, bytes);
	g_free(bytes.at);
	if (step == STEP_ON)
		return told(problem(walk, path, "too-large", N_("too large to be an article")));
	if (step == STEP_DAMAGED)
		return told(problem(walk, path, "damaged", N_("damaged: not read to its end")));
	return step;
}

static enum step entry_found(const struct walk *walk, struct archive_entry *entry, const char *path, const char *link)
{
	const struct tarball_library *library = walk->library;
	bool more = true;
	if (names_hidden(walk->names, path, &more))
		return told(more);
	if (library->archive_entry_hardlink(entry) && library->archive_entry_size(entry) == 0)
		return told(walk->sink->left_out(walk->sink->data, path, "link"));
	switch (library->archive_entry_filetype(entry)) {
	case AE_IFREG:
		return file_found(walk, entry, path);
	case AE_IFDIR:
		return STEP_ON;
	case AE_IFLNK:
		return told(names_link(walk->names, path, link ? link : ""));
	default:
		return told(problem(walk, path, "special-file", N_("neither a file nor a folder: not read")));
	}
}

/* The next entry, with copies of its name and of the link that it may be, in the charset for names. */
static int next_entry(const struct walk *walk, struct archive_entry **entry, char **name, char **link)
{
	locale_t before = uselocale(walk->charset);
	int result = walk->library->archive_read_next_header(walk->from, entry);
	bool is_entry = result == ARCHIVE_OK || result == ARCHIVE_WARN;

	*name = is_entry ? g_strdup(walk->library->archive_entry_pathname(*entry)) : NULL;
	*link = is_entry ? g_strdup(walk->library->archive_entry_symlink(*entry)) : NULL;
	uselocale(before);
	return result;
}

static char *path_of(const struct walk *walk, const char *name, enum step *step)
{
	char *full = walk->within ? g_strconcat(walk->within, "/", name, NULL) : NULL;
	bool more = true;
	char *path = names_path(walk->names, full ? full : name, &more);
	g_free(full);
	*step = told(more);
	return path;
}

static enum step take_entry(const struct walk *walk, struct archive_entry *entry, const char *name, const char *link)
{
	enum step step = STEP_ON;
	char *path = path_of(walk, name ? name : "", &step);
	if (path && *path)
		step = entry_found(walk, entry, path, link);
	else if (path && walk->library->archive_entry_filetype(entry) != AE_IFDIR)
		step = told(problem(walk, walk->within ? walk->within : "?", "bad-name",
		                    N_("an entry without a name")));
	if (step == STEP_ON)
		step = pass_over(walk, path ? path : "");
	g_free(path);
	return step;
}

/* All entries to the end. What can be read no further is reported for the whole of it; what came before stays. */
static enum step walk_entries(const struct walk *walk)
{
	const char *whole = walk->within ? walk->within : "";
	enum step step = STEP_ON;
	while (step == STEP_ON) {
		struct archive_entry *entry;
		char *name, *link;
		int result = next_entry(walk, &entry, &name, &link);
		walk->budget->count++;
		if (result == ARCHIVE_EOF)
			return STEP_ON;
		if (result == ARCHIVE_FATAL)
			step = STEP_DAMAGED;
		else
			step = tarball_is_stopped(walk->source->stop) ? STEP_END : check_limits(walk, whole);
		if (step == STEP_ON && (result == ARCHIVE_OK || result == ARCHIVE_WARN))
			step = take_entry(walk, entry, name, link);
		g_free(name);
		g_free(link);
	}
	if (step == STEP_DAMAGED)
		step = told(problem(walk, whole, "damaged", N_("damaged: what comes after this is lost")));
	return step;
}

static locale_t charset_for(enum tarball_kind kind)
{
	locale_t none = (locale_t)0;
	locale_t utf8 = kind == TARBALL_ZIP ? newlocale(LC_ALL_MASK, "C.UTF-8", none) : none;

	return utf8 != none ? utf8 : newlocale(LC_ALL_MASK, "C", none);
}

static enum step walk_nested(const struct walk *outer, const char *path, struct span bytes)
{
	const struct tarball_library *library = outer->library;
	struct walk walk = *outer;
	enum step step = STEP_ON;
	walk.within = path;
	walk.from = library->archive_read_new();
	walk.charset = charset_for(tarball_kind_of(bytes));
	tarball_support(library, walk.from, false);
	if (library->archive_read_open_memory(walk.from, bytes.at, bytes.len) == ARCHIVE_OK)
		step = walk_entries(&walk);
	else
		step = told(problem(&walk, path, "damaged", N_("damaged: nothing can be read from it")));
	library->archive_read_free(walk.from);
	freelocale(walk.charset);
	return step;
}

static struct span first_bytes(int file, char *buffer, size_t size)
{
	ssize_t got = pread(file, buffer, size, 0);
	return (struct span){buffer, got > 0 ? (size_t)got : 0};
}

static bool walk_file(const struct tarball *tarball, const struct tarball_library *library,
                      const struct source_sink *sink, int file)
{
	char start[TARBALL_BLOCK];
	struct stat status;
	struct names names;
	struct budget budget = {.limits = tarball->limits};
	struct archive *from = library->archive_read_new();
	struct walk walk = {.source = &tarball->base,
	                    .library = library,
	                    .sink = sink,
	                    .names = &names,
	                    .budget = &budget,
	                    .outer = from,
	                    .from = from,
	                    .nested = tarball->nested};
	enum step step;
	names_init(&names, sink);
	walk.charset = charset_for(tarball_kind_of(first_bytes(file, start, sizeof(start))));
	budget.size = fstat(file, &status) == 0 ? (uint64_t)status.st_size : 0;
	tarball_support(library, from, false);
	if (library->archive_read_open_fd(from, file, READ_AT_ONCE) == ARCHIVE_OK)
		step = walk_entries(&walk);
	else
		step = told(problem(&walk, "", "damaged", N_("damaged: nothing can be read from it")));
	library->archive_read_free(from);
	freelocale(walk.charset);
	names_clear(&names);
	return step != STEP_END;
}

static bool tarball_walk(struct source *source, const struct source_sink *sink)
{
	struct tarball *tarball = (struct tarball *)source;
	struct tarball_library library;
	int file;
	bool more;
	if (!tarball_library_load(&library))
		return sink->problem(sink->data, "", "unsupported",
		                     N_("reading this needs libarchive, which is not installed"));
	file = open(tarball->path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	if (file < 0)
		return sink->problem(sink->data, "", "unreadable", g_strerror(errno));
	more = walk_file(tarball, &library, sink, file);
	close(file);
	return more;
}

/*
 * The source ---------------------------------------------------------------------------------------------------------
 */

static void tarball_close(struct source *source)
{
	g_free(((struct tarball *)source)->path);
	source_free(source);
}

static const struct source_ops tarball_ops = {tarball_walk, NULL, NULL, NULL, tarball_close};

static const char *const endings[] = {".tar.gz", ".tgz", ".tar.xz", ".txz", ".tar.zst", ".tzst", ".tar", ".zip"};

/* How the archive is packed is no part of what it is: its ids stay when it is packed otherwise. */
static char *identity_of(const char *name)
{
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		if (g_str_has_suffix(name, endings[i]) && strlen(name) > strlen(endings[i]))
			return g_strndup(name, strlen(name) - strlen(endings[i]));
	}
	return g_strdup(name);
}

/* Whether an open file is an archive file. What is packed is unpacked as far as one block. */
static bool is_archive_file(int file, struct stamp *whole)
{
	char block[TARBALL_BLOCK], *start;
	struct tarball_library library;
	struct stat status;
	enum tarball_kind kind;
	bool is;
	if (fstat(file, &status) != 0 || !S_ISREG(status.st_mode))
		return false;
	*whole = stamp_of_file(&status);
	kind = tarball_kind_of(first_bytes(file, block, sizeof(block)));
	if (kind != TARBALL_PACKED || !tarball_library_load(&library))
		return kind != TARBALL_NONE;
	start = g_malloc(FIRST_BYTES);
	is = tarball_unpacks_to_tar(&library, first_bytes(file, start, FIRST_BYTES));
	g_free(start);
	return is;
}

struct source *tarball_open(const char *path, bool nested, const struct tarball_limits *limits)
{
	int file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
	struct stamp whole;
	bool is = file >= 0 && is_archive_file(file, &whole);
	struct tarball *tarball;
	if (file >= 0)
		close(file);
	if (!is)
		return NULL;
	tarball = g_new0(struct tarball, 1);
	tarball->base.ops = &tarball_ops;
	tarball->base.whole = whole;
	tarball->base.name = g_path_get_basename(path);
	tarball->base.identity = identity_of(tarball->base.name);
	tarball->path = g_strdup(path);
	tarball->nested = nested;
	tarball->limits = limits;
	return &tarball->base;
}
