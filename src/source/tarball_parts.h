/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_TARBALL_PARTS_H
#define SOURCE_TARBALL_PARTS_H

/*
 * What the files behind tarball.h share; nobody else includes it.
 *
 *   tarball_library.c  libarchive, and what a file is
 *   tarball_packed.c   files that are only packed
 *   tarball.c          the entries of an archive file
 */

#include <archive.h>
#include <archive_entry.h>
#include <stdbool.h>
#include <stddef.h>

#include "base/span.h"

#define TARBALL_BLOCK 512 /* bytes: what a tar consists of */

/* The functions of libarchive that reading takes. */
#define TARBALL_FUNCTIONS(X)                                                                                           \
	X(archive_entry_filetype)                                                                                      \
	X(archive_entry_hardlink)                                                                                      \
	X(archive_entry_is_data_encrypted)                                                                             \
	X(archive_entry_mtime)                                                                                         \
	X(archive_entry_mtime_nsec)                                                                                    \
	X(archive_entry_pathname)                                                                                      \
	X(archive_entry_size)                                                                                          \
	X(archive_entry_size_is_set)                                                                                   \
	X(archive_entry_symlink)                                                                                       \
	X(archive_filter_bytes)                                                                                        \
	X(archive_read_data_block)                                                                                     \
	X(archive_read_free)                                                                                           \
	X(archive_read_header_position)                                                                                \
	X(archive_read_new)                                                                                            \
	X(archive_read_next_header)                                                                                    \
	X(archive_read_open_fd)                                                                                        \
	X(archive_read_open_memory)                                                                                    \
	X(archive_read_support_filter_gzip)                                                                            \
	X(archive_read_support_filter_xz)                                                                              \
	X(archive_read_support_filter_zstd)                                                                            \
	X(archive_read_support_format_raw)                                                                             \
	X(archive_read_support_format_tar)                                                                             \
	X(archive_read_support_format_zip)

#define TARBALL_MEMBER(name) __typeof__(name) *name;

struct tarball_library {
	TARBALL_FUNCTIONS(TARBALL_MEMBER)
};

/* Fills the struct; false where there is no libarchive, or one that lacks something. */
bool tarball_library_load(struct tarball_library *library);

enum tarball_kind { TARBALL_NONE, TARBALL_TAR, TARBALL_ZIP, TARBALL_PACKED };

/* What a file is that begins with these bytes, of which one block is enough. */
enum tarball_kind tarball_kind_of(struct span bytes);

/* Whether a tar begins with these bytes: its first block holds the sum of its own. Old ones have no other sign. */
bool tarball_is_header(struct span bytes);

/* Lets `from` read what is packed, as one run of bytes where `raw`, else as an archive file. */
void tarball_support(const struct tarball_library *library, struct archive *from, bool raw);

/* Bytes that come in pieces. */
struct tarball_bytes {
	char *at; /* for g_free(); NULL: nothing was made room for */
	size_t len, size;
};

/* Makes `len` bytes of it, if it has less, the new ones zero; what is held is at most twice what came. */
void tarball_gather(struct tarball_bytes *gathered, size_t len);

/* Whether the file descriptor that ends a walk can be read; negative: nothing ends it. */
bool tarball_is_stopped(int stop);

/* The first bytes that come out of what is packed, at least `wanted` if there are so many; `at` is for g_free(). */
struct tarball_bytes tarball_unpack_start(const struct tarball_library *library, struct span packed, size_t wanted,
                                          int stop);

/* Whether a tar comes out of what is packed. */
bool tarball_unpacks_to_tar(const struct tarball_library *library, struct span packed);

#endif
