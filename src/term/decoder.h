/* SPDX-License-Identifier: MIT */
#ifndef TERM_DECODER_H
#define TERM_DECODER_H

/*
 * Decodes a picture file in a process of its own, this program's own (picture/decode.h), and waits for it in a thread:
 * whatever the file does to its decoder, it is over in DECODER_PATIENCE_MS.
 */

#include <glib.h>

#include "picture/decode.h"

#define DECODER_PATIENCE_MS 10000

struct decoder;

/* `program`: how this program was called, where the system does not tell. The bytes get one more owner. */
struct decoder *decoder_new(const char *program, GBytes *bytes);

/* Ends what is under way. NULL is allowed. */
void decoder_free(struct decoder *decoder);

/* Polls readable once it is over. */
int decoder_fd(const struct decoder *decoder);

/* Once it is over: the raster, for raster_unref(), once; or NULL, and `*result` says why. */
struct raster *decoder_take(struct decoder *decoder, enum decode_result *result);

#endif
