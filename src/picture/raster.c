/* SPDX-License-Identifier: MIT */
/* Pixels in one piece of memory, counted by its owners. Sizes are bounded when it is made, so no product overflows. */
#include "picture/raster.h"

#include <glib.h>
#include <stdbool.h>

struct raster *raster_new(unsigned width, unsigned height)
{
	if (width == 0 || height == 0 || width > RASTER_MOST || height > RASTER_MOST)
		return NULL;
	struct raster *raster = g_atomic_rc_box_alloc0(sizeof(*raster) + (size_t)width * height * 3);
	raster->width = width;
	raster->height = height;
	return raster;
}

struct raster *raster_ref(struct raster *raster)
{
	return g_atomic_rc_box_acquire(raster);
}

void raster_unref(struct raster *raster)
{
	if (raster)
		g_atomic_rc_box_release(raster);
}

size_t raster_size(const struct raster *raster)
{
	return (size_t)raster->width * raster->height * 3;
}

void raster_fit(unsigned width, unsigned height, unsigned room_width, unsigned room_height, unsigned *fit_width,
                unsigned *fit_height)
{
	uint64_t across = (uint64_t)width * room_height, down = (uint64_t)height * room_width;
	*fit_width = width;
	*fit_height = height;
	if (width <= room_width && height <= room_height)
		return;
	bool wide = across > down;
	*fit_width = wide ? room_width : (unsigned)(across / MAX(height, 1));
	*fit_height = wide ? (unsigned)(down / MAX(width, 1)) : room_height;
	*fit_width = MAX(*fit_width, 1);
	*fit_height = MAX(*fit_height, 1);
}

/* The mean of the pixels [x0, x1) by [y0, y1). */
static void put_mean(const struct raster *raster, unsigned x0, unsigned x1, unsigned y0, unsigned y1, uint8_t *to)
{
	uint64_t sums[3] = {0}, count = (uint64_t)(x1 - x0) * (y1 - y0);
	for (unsigned y = y0; y < y1; y++) {
		const uint8_t *from = raster->rgb + ((size_t)y * raster->width + x0) * 3;
		for (unsigned x = x0; x < x1; x++, from += 3)
			for (int i = 0; i < 3; i++)
				sums[i] += from[i];
	}
	for (int i = 0; i < 3; i++)
		to[i] = (uint8_t)((sums[i] + count / 2) / count);
}

/* The piece [`*from`, `*to`) of `size` that the pixel `at` of `count` covers; never nothing. */
static void piece(unsigned at, unsigned count, unsigned size, unsigned *from, unsigned *to)
{
	*from = (unsigned)((uint64_t)at * size / count);
	*to = MAX((unsigned)((uint64_t)(at + 1) * size / count), *from + 1);
}

struct raster *raster_scale(const struct raster *raster, unsigned width, unsigned height)
{
	struct raster *scaled = raster_new(width, height);
	for (unsigned y = 0; scaled && y < height; y++) {
		unsigned x0, x1, y0, y1;
		piece(y, height, raster->height, &y0, &y1);
		for (unsigned x = 0; x < width; x++) {
			piece(x, width, raster->width, &x0, &x1);
			put_mean(raster, x0, x1, y0, y1, scaled->rgb + ((size_t)y * width + x) * 3);
		}
	}
	return scaled;
}
