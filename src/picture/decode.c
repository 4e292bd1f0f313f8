/* SPDX-License-Identifier: MIT */
/*
 * gdk-pixbuf is opened by name, and asked for one format at a time, so that none of its loaders but those listed here
 * ever sees a byte; SVG and other drawings, which may name files, are not among them. The size is known before pixels
 * are, and a picture that is too large is given up there. What the decoder writes is "JBP", a digit that is an enum
 * decode_result, and where that is 0 "WIDTH HEIGHT\n" and the pixels.
 */
#include "picture/decode.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/module.h"
#include "config.h"

#define FILE_MOST ((size_t)32 << 20)
#define SECONDS_MOST 8                  /* of processor time */
#define MEMORY_MOST ((rlim_t)1 << 30)   /* bytes of address space */
#define PORTION ((size_t)16 << 10)      /* bytes handed to a loader at a time */

static const struct {
	struct span magic;
	size_t at;
	const char *name; /* of gdk-pixbuf's loader */
} formats[] = {
	{{"\x89PNG\r\n\x1a\n", 8}, 0, "png"}, {{"\xff\xd8\xff", 3}, 0, "jpeg"}, {{"GIF87a", 6}, 0, "gif"},
	{{"GIF89a", 6}, 0, "gif"},            {{"WEBP", 4}, 8, "webp"},         {{"BM", 2}, 0, "bmp"},
	{{"II*\0", 4}, 0, "tiff"},            {{"MM\0*", 4}, 0, "tiff"},
};

const char *decode_message(enum decode_result result)
{
	static const char *const messages[DECODE_RESULT_COUNT] = {
		[DECODE_UNKNOWN] = N_("This is no picture that can be shown"),
		[DECODE_DAMAGED] = N_("This picture is damaged"),
		[DECODE_LARGE] = N_("This picture is too large"),
		[DECODE_LIBRARY] = N_("Pictures need gdk-pixbuf and Chafa, which are not installed"),
		[DECODE_FORMAT] = N_("gdk-pixbuf cannot read this kind of picture here"),
		[DECODE_TIME] = N_("This picture could not be decoded: it took too long, or too much memory"),
	};
	return messages[result] ? _(messages[result]) : NULL;
}

/* The library: functions of gdk-pixbuf and of GObject, which it brings along. -------------------------------------- */

static const char *const library_names[] = {
	"libgdk_pixbuf-2.0.so.0", "libgdk_pixbuf-2.0.so", "libgdk_pixbuf-2.0.0.dylib", "libgdk_pixbuf-2.0.dylib",
};

struct library {
	void *(*loader_new)(const char *type, GError **error);
	int (*loader_write)(void *loader, const guchar *bytes, gsize count, GError **error);
	int (*loader_close)(void *loader, GError **error);
	void *(*loader_pixbuf)(void *loader);
	void (*loader_set_size)(void *loader, int width, int height);
	int (*width)(const void *pixbuf);
	int (*height)(const void *pixbuf);
	int (*stride)(const void *pixbuf);
	int (*channels)(const void *pixbuf);
	int (*bits)(const void *pixbuf);
	const guchar *(*pixels)(const void *pixbuf);
	void (*unref)(void *object);
	gulong (*connect)(void *object, const char *signal, void (*handler)(void), void *data, void *destroy,
	                  int flags);
};

static const struct module_symbol symbols[] = {
	{"gdk_pixbuf_loader_new_with_type", offsetof(struct library, loader_new)},
	{"gdk_pixbuf_loader_write", offsetof(struct library, loader_write)},
	{"gdk_pixbuf_loader_close", offsetof(struct library, loader_close)},
	{"gdk_pixbuf_loader_get_pixbuf", offsetof(struct library, loader_pixbuf)},
	{"gdk_pixbuf_loader_set_size", offsetof(struct library, loader_set_size)},
	{"gdk_pixbuf_get_width", offsetof(struct library, width)},
	{"gdk_pixbuf_get_height", offsetof(struct library, height)},
	{"gdk_pixbuf_get_rowstride", offsetof(struct library, stride)},
	{"gdk_pixbuf_get_n_channels", offsetof(struct library, channels)},
	{"gdk_pixbuf_get_bits_per_sample", offsetof(struct library, bits)},
	{"gdk_pixbuf_read_pixels", offsetof(struct library, pixels)},
	{"g_object_unref", offsetof(struct library, unref)},
	{"g_signal_connect_data", offsetof(struct library, connect)},
};

static bool library_load(struct library *library)
{
	return HAVE_PICTURES &&
	       module_load(library_names, G_N_ELEMENTS(library_names), symbols, G_N_ELEMENTS(symbols), library);
}

/* Decoding --------------------------------------------------------------------------------------------------------- */

struct decoding {
	struct library library;
	bool large; /* it said so before it had pixels */
};

static const char *format_of(struct span bytes)
{
	for (size_t i = 0; i < G_N_ELEMENTS(formats); i++)
		if (span_starts(span_from(bytes, formats[i].at), formats[i].magic))
			return formats[i].name;
	return NULL;
}

/* The signal "size-prepared": some loaders scale while they decode, which is cheaper. */
static void size_known(void *loader, int width, int height, struct decoding *decoding)
{
	unsigned fit_width, fit_height;
	decoding->large = width <= 0 || height <= 0 || (uint64_t)width * (uint64_t)height > PICTURE_PIXELS_MOST;
	if (decoding->large) { /* no size: the loader gives up, or does as little as it can */
		decoding->library.loader_set_size(loader, 0, 0);
		return;
	}
	raster_fit((unsigned)width, (unsigned)height, RASTER_BOX, RASTER_BOX, &fit_width, &fit_height);
	if (fit_width != (unsigned)width || fit_height != (unsigned)height)
		decoding->library.loader_set_size(loader, (int)fit_width, (int)fit_height);
}

/* What can be seen through becomes white, as on the pages that such pictures were made for. */
static void put_row(const guchar *from, int channels, unsigned width, uint8_t *to)
{
	for (unsigned x = 0; x < width; x++, from += channels, to += 3) {
		unsigned alpha = channels == 4 ? from[3] : 255;
		for (int i = 0; i < 3; i++)
			to[i] = (uint8_t)((from[i] * alpha + 255 * (255 - alpha) + 127) / 255);
	}
}

/* The pixels of a pixbuf, NULL where it is none that we know how to read. */
static struct raster *take_pixels(const struct library *library, void *pixbuf)
{
	int width = library->width(pixbuf), height = library->height(pixbuf), channels = library->channels(pixbuf);
	const guchar *pixels = library->pixels(pixbuf);
	size_t stride = (size_t)library->stride(pixbuf);
	struct raster *raster = NULL, *scaled;
	unsigned fit_width, fit_height;
	if (pixels && width > 0 && height > 0 && library->bits(pixbuf) == 8 && (channels == 3 || channels == 4))
		raster = raster_new((unsigned)width, (unsigned)height);
	if (!raster)
		return NULL;
	for (unsigned y = 0; y < raster->height; y++)
		put_row(pixels + y * stride, channels, raster->width, raster->rgb + (size_t)y * raster->width * 3);
	raster_fit(raster->width, raster->height, RASTER_BOX, RASTER_BOX, &fit_width, &fit_height);
	if (fit_width == raster->width && fit_height == raster->height)
		return raster;
	scaled = raster_scale(raster, fit_width, fit_height);
	raster_unref(raster);
	return scaled;
}

/* Hands all bytes over, and ends. What came before the damage counts, where that is a picture. */
static void feed(struct decoding *decoding, void *loader, struct span bytes)
{
	bool more = true;
	while (more && bytes.len > 0 && !decoding->large) {
		size_t len = MIN(bytes.len, PORTION);
		more = decoding->library.loader_write(loader, (const guchar *)bytes.at, len, NULL);
		bytes = span_from(bytes, len);
	}
	decoding->library.loader_close(loader, NULL);
}

enum decode_result decode_picture(struct span bytes, struct raster **raster)
{
	struct decoding decoding = {0};
	const char *format = format_of(bytes);
	*raster = NULL;
	if (!format)
		return DECODE_UNKNOWN;
	if (!library_load(&decoding.library))
		return DECODE_LIBRARY;
	void *loader = decoding.library.loader_new(format, NULL);
	if (!loader)
		return DECODE_FORMAT;
	decoding.library.connect(loader, "size-prepared", (void (*)(void))size_known, &decoding, NULL, 0);
	feed(&decoding, loader, bytes);
	void *pixbuf = decoding.large ? NULL : decoding.library.loader_pixbuf(loader);
	if (pixbuf)
		*raster = take_pixels(&decoding.library, pixbuf);
	decoding.library.unref(loader);
	if (decoding.large)
		return DECODE_LARGE;
	return *raster ? DECODE_DONE : DECODE_DAMAGED;
}

/* The process ------------------------------------------------------------------------------------------------------ */

bool decoder_is_asked(int argc, char **argv)
{
	return argc == 2 && strcmp(argv[1], DECODER_ARGUMENT) == 0;
}

/* What is not needed is given away, so that a decoder that was taken over can do little. */
static void give_up_rights(void)
{
	static const struct {
		int what;
		rlim_t most;
	} limits[] = {
		{RLIMIT_CPU, SECONDS_MOST},
		{RLIMIT_CORE, 0},
		{RLIMIT_FSIZE, 0},
#ifndef __SANITIZE_ADDRESS__ /* which takes address space by the terabyte */
		{RLIMIT_AS, MEMORY_MOST},
#endif
	};
	for (size_t i = 0; i < G_N_ELEMENTS(limits); i++) {
		struct rlimit limit = {limits[i].most, limits[i].most};
		setrlimit(limits[i].what, &limit);
	}
}

static GByteArray *read_input(void)
{
	GByteArray *bytes = g_byte_array_new();
	uint8_t portion[PORTION];
	ssize_t got;
	while (bytes->len <= FILE_MOST && (got = read(STDIN_FILENO, portion, sizeof(portion))) != 0) {
		if (got > 0)
			g_byte_array_append(bytes, portion, (guint)got);
		else if (errno != EINTR)
			break;
	}
	return bytes;
}

int decoder_main(void)
{
	struct raster *raster = NULL;
	GByteArray *bytes;
	enum decode_result result;
	give_up_rights();
	bytes = read_input();
	result = bytes->len > FILE_MOST ? DECODE_LARGE
	                                : decode_picture((struct span){(const char *)bytes->data, bytes->len}, &raster);
	printf("JBP%d", (int)result);
	if (raster) {
		printf("%u %u\n", raster->width, raster->height);
		fwrite(raster->rgb, 1, raster_size(raster), stdout);
	}
	raster_unref(raster);
	g_byte_array_unref(bytes);
	return fflush(stdout) == 0 ? 0 : 1;
}

struct raster *decoder_read(struct span written, enum decode_result *result)
{
	unsigned width = 0, height = 0;
	int taken = 0;
	size_t line = span_find(written, SPAN("\n"));
	char head[64] = "";
	*result = DECODE_TIME;
	if (!span_starts(written, SPAN("JBP")) || written.len < 4)
		return NULL;
	if (written.at[3] > '0' && written.at[3] < '0' + DECODE_RESULT_COUNT) {
		*result = (enum decode_result)(written.at[3] - '0');
		return NULL;
	}
	if (line == SPAN_NONE || line >= sizeof(head))
		return NULL;
	memcpy(head, written.at, line);
	if (sscanf(head, "JBP0%4u %4u%n", &width, &height, &taken) != 2 || (size_t)taken != line)
		return NULL;
	struct raster *raster = raster_new(width, height);
	if (!raster || raster_size(raster) != written.len - line - 1) {
		raster_unref(raster);
		return NULL;
	}
	memcpy(raster->rgb, written.at + line + 1, raster_size(raster));
	*result = DECODE_DONE;
	return raster;
}
