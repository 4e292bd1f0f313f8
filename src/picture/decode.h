/* SPDX-License-Identifier: MIT */
#ifndef PICTURE_DECODE_H
#define PICTURE_DECODE_H

/*
 * Picture files become rasters, through gdk-pixbuf, which is opened when it is needed. Such files are hostile and their
 * decoders are not ours: the program decodes in a process of its own, which has nothing but the bytes and little time
 * and memory (decoder_main). PNG, JPEG, GIF, WebP, BMP and TIFF, known by what they begin with; of several frames the
 * first one.
 */

#include <stdbool.h>

#include "base/span.h"
#include "picture/raster.h"

/* Larger ones are not decoded: width by height. */
#define PICTURE_PIXELS_MOST ((uint64_t)100 * 1000 * 1000)

/* Why there is no raster; words of `decode_message`. */
enum decode_result {
	DECODE_DONE,
	DECODE_UNKNOWN, /* none of the formats */
	DECODE_DAMAGED,
	DECODE_LARGE,
	DECODE_LIBRARY, /* gdk-pixbuf is not installed, or was left out */
	DECODE_FORMAT,  /* gdk-pixbuf cannot read this format here */
	DECODE_TIME,    /* it took too long, too much memory, or the decoder died */
	DECODE_RESULT_COUNT
};

/* For people, translated, static; NULL for DECODE_DONE. */
const char *decode_message(enum decode_result result);

/*
 * Decodes here and now. What is larger than RASTER_BOX is scaled down. `*raster` is for raster_unref(); NULL on
 * failure.
 */
#define RASTER_BOX 1600u
enum decode_result decode_picture(struct span bytes, struct raster **raster);

/* Whether the program was started to decode (see decoder_main). */
bool decoder_is_asked(int argc, char **argv);

/* The argument that asks for it. */
#define DECODER_ARGUMENT "--decode-picture"

/*
 * The whole of that process: a picture file from standard input, its raster to standard output. Takes itself what a
 * decoder does not need, of time, memory and files. The exit status.
 */
int decoder_main(void);

/* What that process wrote, all of it, as a raster for raster_unref(); NULL where `*result` says why. */
struct raster *decoder_read(struct span written, enum decode_result *result);

/* It never writes more. */
#define DECODER_WRITES_MOST ((size_t)RASTER_BOX * RASTER_BOX * 3 + 64)

#endif
