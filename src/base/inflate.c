/* SPDX-License-Identifier: MIT */
/*
 * zlib, a piece at a time: how long something is unpacked is known only when it is, so it is never believed beforehand.
 */
#include "base/inflate.h"

#include <string.h>
#include <zlib.h>

enum {
	FRAMED = MAX_WBITS + 32, /* a window of any size, the frame of zlib or of gzip */
	BARE = -MAX_WBITS,
};

static bool unpack(inflate_read *read, void *data, int window, size_t most, GString *out)
{
	char in[16384], piece[16384];
	z_stream stream = {0};
	int state = inflateInit2(&stream, window);
	while (state == Z_OK && stream.total_out <= most) {
		if (stream.avail_in == 0) {
			stream.next_in = (unsigned char *)in;
			stream.avail_in = (unsigned)read(data, in, sizeof(in));
		}
		stream.next_out = (unsigned char *)piece;
		stream.avail_out = sizeof(piece);
		state = inflate(&stream, Z_NO_FLUSH); /* Z_BUF_ERROR where nothing goes in, nor comes out any more */
		if (out)
			g_string_append_len(out, piece, (gssize)(sizeof(piece) - stream.avail_out));
	}
	inflateEnd(&stream);
	return state == Z_STREAM_END && stream.total_out <= most;
}

bool inflate_stream(inflate_read *read, void *data, size_t most, GString *out)
{
	return unpack(read, data, FRAMED, most, out);
}

static size_t read_span(void *data, char *to, size_t room)
{
	struct span *left = data;
	size_t len = MIN(left->len, room);
	if (len > 0)
		memcpy(to, left->at, len);
	*left = span_from(*left, len);
	return len;
}

bool inflate_span(struct span packed, size_t most, GString *out)
{
	struct span framed = packed, bare = packed;
	size_t before = out->len;
	return unpack(read_span, &framed, FRAMED, most, out) ||
	       (out->len == before && unpack(read_span, &bare, BARE, most, out));
}
