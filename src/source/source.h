/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_SOURCE_H
#define SOURCE_SOURCE_H

/*
 * Where documents come from: a folder, files named one by one, an archive file, a repository. A source is opened
 * without looking far; the walk tells what lies in it, and workers read what the walk did not hand over itself. Paths
 * are inside the source, as bytes; no source ever writes, nor follows what leads out of it.
 */

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "base/span.h"
#include "source/git_id.h"
#include "source/input.h"

/*
 * What tells that a document is unchanged without reading it. Zero where a source has no such thing; what is equal in
 * all that is not zero holds equal bytes.
 */
struct stamp {
	uint64_t size;
	int64_t mtime_ns; /* since 1970 */
	uint64_t inode;
	struct git_id blob; /* the object in git */
};

/* Nanoseconds since 1970, which wrap around before 1677 and after 2262: the same for the same time, whatever it is. */
int64_t stamp_time(int64_t seconds, int64_t ns);

/* The stamp of a file. */
struct stamp stamp_of_file(const struct stat *status);

/*
 * Who wants to know what lies in a source, on the walking thread; where stamps are wanted, on others beside it, too.
 * The functions that give a bool give false to end the walk. Strings are borrowed, but reasons and codes, which are
 * static.
 */
struct source_sink {
	/* Whether the walk is to find stamps, where they cost something: a reader finds them for nothing. */
	bool stamps;
	/* Asked before a document is given: true where this very one is there already; it is then not given. */
	bool (*known)(void *data, const char *path, const struct stamp *stamp);
	/*
	 * A document. Where the source is a stream its bytes come with it, for g_free(), never NULL; else it is read.
	 */
	bool (*document)(void *data, const char *path, const struct stamp *stamp, char *bytes, size_t len);
	/* What is passed over: "hidden", or "link" to what the walk reaches anyway. */
	bool (*left_out)(void *data, const char *path, const char *reason);
	/* What cannot be entered or must not be followed; "" is the source itself. `message` is for people. */
	bool (*problem)(void *data, const char *path, const char *code, const char *message);
	void *data;
};

/* A folder that a walk has read. */
struct source_folder {
	char *path;       /* inside the source; "" is itself */
	int64_t mtime_ns; /* before it was read; 0 where it may have been changed since without that telling */
};

struct source;

struct source_ops {
	/* Tells the sink all that lies in the source, once. False where the sink ended the walk. */
	bool (*walk)(struct source *source, const struct source_sink *sink);
	/*
	 * Reads a document that the walk gave without bytes, and puts what is known of its stamp into `stamp`, which
	 * holds what the walk said. Several threads at once, each with an input of its own, from which the bytes are
	 * borrowed and which says what failed. NULL where the walk gives all bytes along.
	 */
	bool (*read)(struct source *source, const char *path, struct stamp *stamp, struct input *input,
	             struct span *bytes);
	/*
	 * Opens a document that is too large to be read at once, for close(); puts its stamp into `stamp`. -1 where it
	 * cannot be opened. NULL: no document of the source can.
	 */
	int (*open)(struct source *source, const char *path, struct stamp *stamp);
	/*
	 * What the ids of articles without an address begin from, where it takes long to find out: asked for after the
	 * first document, once. NULL: the base has it.
	 */
	const char *(*identity)(struct source *source);
	void (*close)(struct source *source);
};

/* The beginning of every kind's own struct. */
struct source {
	const struct source_ops *ops;
	char *name;         /* of the archive; NULL: files that were named one by one */
	char *identity;     /* what the ids of articles without an address begin from; NULL: not known yet */
	bool by_name;       /* its documents were asked for by name, and are shown whatever they hold */
	struct stamp whole; /* of all that is in it, where the beginning of the walk or less can tell; else zero */
	size_t documents;   /* so many at most; 0: nobody knows */
	GArray *folders;    /* of struct source_folder: all that the last walk has read; NULL: nobody knows */
	int stop;           /* polls readable when a walk that takes long is to be given up; set before the walk */
};

/* An empty list of folders, which frees their paths. */
GArray *source_folders_new(void);

/* Frees what is in the base, and `source` itself. For the kinds' close. */
void source_free(struct source *source);

/* As the operation. One thread at a time. Borrowed until the source is closed. */
const char *source_identity(struct source *source);

/* NULL is allowed. */
void source_close(struct source *source);

#endif
