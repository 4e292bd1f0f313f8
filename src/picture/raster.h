/* SPDX-License-Identifier: MIT */
#ifndef PICTURE_RASTER_H
#define PICTURE_RASTER_H

/* A picture as pixels: rows from the top, each pixel red, green and blue, a byte each, nothing in between. */

#include <stddef.h>
#include <stdint.h>

/* No raster is wider or higher. */
#define RASTER_MOST 4096u

struct raster {
	unsigned width, height; /* pixels; neither is 0 */
	uint8_t rgb[];
};

/* All black, for raster_unref(); NULL where a size is 0 or too large. */
struct raster *raster_new(unsigned width, unsigned height);

/* One more owner; any thread. */
struct raster *raster_ref(struct raster *raster);
void raster_unref(struct raster *raster); /* NULL is allowed */

size_t raster_size(const struct raster *raster); /* bytes of its pixels */

/* The largest size of the same shape that fits into a room, at least 1; no larger than it is. */
void raster_fit(unsigned width, unsigned height, unsigned room_width, unsigned room_height, unsigned *fit_width,
                unsigned *fit_height);

/* A raster of another size, each of its pixels the mean of what it covers, for raster_unref(). NULL as raster_new(). */
struct raster *raster_scale(const struct raster *raster, unsigned width, unsigned height);

#endif
