/* SPDX-License-Identifier: MIT */
/*
 * What is packed by itself, and comes out as one run of bytes: whole, its beginning, or piece by piece. Memory grows as
 * bytes come, whatever the file says about its size.
 */
#include "source/tarball_parts.h"

#include <glib/gi18n.h>
#include <poll.h>
#include <string.h>

#include "source/tarball.h"

bool tarball_is_packed(struct span bytes)
{
	return tarball_kind_of(bytes) == TARBALL_PACKED;
}

/* What is packed, as one run of bytes, from memory; NULL where it cannot be opened. */
static struct archive *open_packed(const struct tarball_library *library, struct span packed)
{
	struct archive *from = library->archive_read_new();
	struct archive_entry *entry;
	tarball_support(library, from, true);
	if (library->archive_read_open_memory(from, packed.at, packed.len) == ARCHIVE_OK &&
	    library->archive_read_next_header(from, &entry) == ARCHIVE_OK)
		return from;
	library->archive_read_free(from);
	return NULL;
}

void tarball_gather(struct tarball_bytes *gathered, size_t len)
{
	if (len > gathered->size || !gathered->at) {
		gathered->size = MAX(len, gathered->size * 2);
		gathered->at = g_realloc(gathered->at, gathered->size + 1);
	}
	if (len > gathered->len) {
		memset(gathered->at + gathered->len, 0, len - gathered->len);
		gathered->len = len;
	}
}

bool tarball_is_stopped(int stop)
{
	struct pollfd polled = {stop, POLLIN, 0};
	return poll(&polled, 1, 0) > 0;
}

struct tarball_bytes tarball_unpack_start(const struct tarball_library *library, struct span packed, size_t wanted,
                                          int stop)
{
	struct archive *from = open_packed(library, packed);
	struct tarball_bytes gathered = {0};
	const void *piece;
	size_t len;
	la_int64_t offset;

	while (from && gathered.len < wanted && !tarball_is_stopped(stop) &&
	       library->archive_read_data_block(from, &piece, &len, &offset) == ARCHIVE_OK) {
		size_t before = gathered.len;
		tarball_gather(&gathered, before + len);
		memcpy(gathered.at + before, piece, len);
	}
	if (from)
		library->archive_read_free(from);
	return gathered;
}

bool tarball_unpacks_to_tar(const struct tarball_library *library, struct span packed)
{
	struct tarball_bytes start = tarball_unpack_start(library, packed, TARBALL_BLOCK, -1);
	bool is_tar = tarball_is_header((struct span){start.at, start.len});
	g_free(start.at);
	return is_tar;
}

static bool fail(struct input *input, const char *code, const char *message)
{
	input->code = code;
	input->message = message;
	return false;
}

bool tarball_unpack(struct input *input, struct span *bytes)
{
	struct tarball_library library;
	struct tarball_bytes gathered;
	if (!tarball_library_load(&library))
		return fail(input, "unsupported", N_("reading this needs libarchive, which is not installed"));
	gathered = tarball_unpack_start(&library, *bytes, INPUT_LIMIT + 1, input->stop);
	if (gathered.len == 0 || gathered.len > INPUT_LIMIT) {
		g_free(gathered.at);
		return gathered.len ? fail(input, "too-large", N_("too large to be an article"))
		                    : fail(input, "damaged", N_("damaged: nothing can be read from it"));
	}
	g_free(input->at);
	input->at = gathered.at;
	input->size = gathered.size;
	*bytes = (struct span){gathered.at, gathered.len};
	return true;
}

struct tarball_stream {
	struct tarball_library library;
	struct archive *from;
	struct span piece; /* came out, and was not read yet */
	const struct tarball_limits *limits;
	uint64_t in, out;
};

struct tarball_stream *tarball_stream_open(struct span packed, const struct tarball_limits *limits)
{
	struct tarball_stream *stream = g_new0(struct tarball_stream, 1);
	stream->limits = limits;
	stream->in = packed.len;
	if (tarball_library_load(&stream->library))
		stream->from = open_packed(&stream->library, packed);
	if (stream->from)
		return stream;
	g_free(stream);
	return NULL;
}

void tarball_stream_close(struct tarball_stream *stream)
{
	if (!stream)
		return;
	stream->library.archive_read_free(stream->from);
	g_free(stream);
}

size_t tarball_stream_read(struct tarball_stream *stream, char *to, size_t room)
{
	const struct tarball_limits *limits = stream->limits;
	la_int64_t offset;
	size_t len;

	while (stream->piece.len == 0) {
		const void *at = NULL;
		if (stream->out > limits->free &&
		    (stream->out > limits->total || stream->out / limits->ratio > stream->in))
			return 0;
		if (stream->library.archive_read_data_block(stream->from, &at, &len, &offset) != ARCHIVE_OK)
			return 0;
		stream->piece = (struct span){at, len};
		stream->out += len;
	}
	len = MIN(room, stream->piece.len);
	memcpy(to, stream->piece.at, len);
	stream->piece = span_from(stream->piece, len);
	return len;
}
