/* SPDX-License-Identifier: MIT */
/*
 * libarchive's own zip files have extra fields in every entry, which the first one of an EPUB must not have. So the
 * frames are written here (APPNOTE.TXT 4.3), and libarchive packs: a gzip file is ten bytes, deflated data, a checksum
 * and a length, and the inner part is what a zip wants.
 */
#include "source/zip_writer.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <glib.h>
#include <string.h>

#include "source/libarchive.h"

#define VERSION 20 /* of the format, in tenths: 2.0 can deflate */
#define GZIP_HEAD 10 /* without any of the optional parts */
#define GZIP_TAIL 8  /* CRC-32 and length */

#define FUNCTIONS(X)                                                                                                   \
	X(archive_entry_free)                                                                                          \
	X(archive_entry_new)                                                                                           \
	X(archive_entry_set_filetype)                                                                                  \
	X(archive_entry_set_pathname)                                                                                  \
	X(archive_write_add_filter_gzip)                                                                               \
	X(archive_write_close)                                                                                         \
	X(archive_write_data)                                                                                          \
	X(archive_write_free)                                                                                          \
	X(archive_write_header)                                                                                        \
	X(archive_write_new)                                                                                           \
	X(archive_write_open)                                                                                          \
	X(archive_write_set_bytes_in_last_block)                                                                       \
	X(archive_write_set_filter_option)                                                                             \
	X(archive_write_set_format_raw)

#define MEMBER(name) __typeof__(name) *name;
#define SYMBOL(name) {#name, offsetof(struct library, name)},

struct library {
	FUNCTIONS(MEMBER)
};

static const struct module_symbol symbols[] = {FUNCTIONS(SYMBOL)};

struct zip_writer {
	FILE *out;
	struct library library;
	bool packs;         /* the library is there */
	int error;          /* the first errno; 0 */
	uint64_t at;        /* bytes written */
	uint32_t count;
	uint32_t stamp;     /* date and time as DOS has them */
	GString *directory; /* the central directory, so far */
	GString *packed;
};

/* Numbers ---------------------------------------------------------------------------------------------------------- */

static void put16(GString *out, uint32_t value)
{
	g_string_append_c(out, (char)(value & 0xFF));
	g_string_append_c(out, (char)(value >> 8 & 0xFF));
}

static void put32(GString *out, uint32_t value)
{
	put16(out, value & 0xFFFF);
	put16(out, value >> 16);
}

static uint32_t get32(const char *at)
{
	const unsigned char *p = (const unsigned char *)at;
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

/* CRC-32 of IEEE 802.3; only for what is not packed. */
static uint32_t checksum(struct span bytes)
{
	uint32_t crc = UINT32_MAX;
	for (size_t i = 0; i < bytes.len; i++) {
		crc ^= (unsigned char)bytes.at[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (0xEDB88320 & -(crc & 1));
	}
	return ~crc;
}

/* Seven bits of years from 1980, month, day; hours, minutes, halves of seconds. UTC. */
static uint32_t dos_time(int64_t seconds)
{
	GDateTime *when =
		g_date_time_new_from_unix_utc(CLAMP(seconds, INT64_C(315532800), INT64_C(4354819198)));
	uint32_t day = (uint32_t)(g_date_time_get_year(when) - 1980) << 9 | (uint32_t)g_date_time_get_month(when) << 5 |
	               (uint32_t)g_date_time_get_day_of_month(when);
	uint32_t time = (uint32_t)g_date_time_get_hour(when) << 11 | (uint32_t)g_date_time_get_minute(when) << 5 |
	                (uint32_t)g_date_time_get_second(when) / 2;
	g_date_time_unref(when);
	return day << 16 | time;
}

/* Packing ---------------------------------------------------------------------------------------------------------- */

static la_ssize_t gather(struct archive *archive, void *data, const void *bytes, size_t len)
{
	(void)archive;
	g_string_append_len(data, bytes, (gssize)len);
	return (la_ssize_t)len;
}

static bool write_packed(const struct library *library, struct archive *to, struct archive_entry *entry,
                         struct span bytes, GString *out)
{
	library->archive_entry_set_pathname(entry, "data");
	library->archive_entry_set_filetype(entry, AE_IFREG);
	return library->archive_write_add_filter_gzip(to) == ARCHIVE_OK &&
	       library->archive_write_set_format_raw(to) == ARCHIVE_OK &&
	       library->archive_write_set_filter_option(to, "gzip", "timestamp", NULL) == ARCHIVE_OK &&
	       library->archive_write_set_bytes_in_last_block(to, 1) == ARCHIVE_OK &&
	       library->archive_write_open(to, out, NULL, gather, NULL) == ARCHIVE_OK &&
	       library->archive_write_header(to, entry) == ARCHIVE_OK &&
	       library->archive_write_data(to, bytes.at, bytes.len) == (la_ssize_t)bytes.len &&
	       library->archive_write_close(to) == ARCHIVE_OK;
}

/* The deflated bytes inside zip->packed and their checksum; false where the plain ones are better. */
static bool pack(struct zip_writer *zip, struct span bytes, struct span *packed, uint32_t *crc)
{
	struct archive *to = zip->library.archive_write_new();
	struct archive_entry *entry = zip->library.archive_entry_new();
	GString *out = zip->packed;
	bool whole;
	g_string_truncate(out, 0);
	whole = write_packed(&zip->library, to, entry, bytes, out);
	zip->library.archive_entry_free(entry);
	zip->library.archive_write_free(to);
	if (!whole || out->len < GZIP_HEAD + GZIP_TAIL || out->str[3] != 0)
		return false;
	*packed = (struct span){out->str + GZIP_HEAD, out->len - GZIP_HEAD - GZIP_TAIL};
	*crc = get32(out->str + out->len - GZIP_TAIL);
	return packed->len < bytes.len;
}

/* Frames ----------------------------------------------------------------------------------------------------------- */

static void emit(struct zip_writer *zip, struct span bytes)
{
	if (zip->error == 0 && fwrite(bytes.at, 1, bytes.len, zip->out) != bytes.len)
		zip->error = errno;
	zip->at += bytes.len;
}

/* What the local and the central frame have in common: from the version that is needed to the length of the name. */
static void put_facts(GString *out, const struct zip_writer *zip, bool packed, uint32_t crc, size_t len, size_t full,
                      size_t name)
{
	put16(out, VERSION);
	put16(out, 0x800); /* names are UTF-8 */
	put16(out, packed ? 8 : 0);
	put32(out, zip->stamp);
	put32(out, crc);
	put32(out, (uint32_t)len);
	put32(out, (uint32_t)full);
	put16(out, (uint32_t)name);
	put16(out, 0);
}

static void put_local(struct zip_writer *zip, const char *name, bool packed, uint32_t crc, size_t len, size_t full)
{
	GString *out = g_string_new(NULL);
	put32(out, 0x04034B50);
	put_facts(out, zip, packed, crc, len, full, strlen(name));
	g_string_append(out, name);
	emit(zip, (struct span){out->str, out->len});
	g_string_free(out, TRUE);
}

static void put_central(struct zip_writer *zip, uint64_t at, const char *name, bool packed, uint32_t crc, size_t len,
                        size_t full)
{
	GString *out = zip->directory;
	put32(out, 0x02014B50);
	put16(out, VERSION);
	put_facts(out, zip, packed, crc, len, full, strlen(name));
	put16(out, 0);
	put16(out, 0);
	put16(out, 0);
	put32(out, 0);
	put32(out, (uint32_t)at);
	g_string_append(out, name);
}

struct zip_writer *zip_writer_new(FILE *out, int64_t seconds)
{
	struct zip_writer *zip = g_new0(struct zip_writer, 1);
	zip->out = out;
	zip->packs = libarchive_load(symbols, G_N_ELEMENTS(symbols), &zip->library);
	zip->stamp = dos_time(seconds);
	zip->directory = g_string_new(NULL);
	zip->packed = g_string_new(NULL);
	return zip;
}

bool zip_writer_add(struct zip_writer *zip, const char *name, struct span bytes, bool packed)
{
	struct span data = bytes;
	uint64_t at = zip->at;
	uint32_t crc;
	if (zip->error == 0 && (zip->count == UINT16_MAX - 1 || at + bytes.len > UINT32_MAX - (64u << 20)))
		zip->error = EFBIG;
	if (zip->error != 0)
		return false;
	packed = packed && zip->packs && pack(zip, bytes, &data, &crc);
	if (!packed) {
		data = bytes;
		crc = checksum(bytes);
	}
	put_local(zip, name, packed, crc, data.len, bytes.len);
	emit(zip, data);
	put_central(zip, at, name, packed, crc, data.len, bytes.len);
	zip->count++;
	return zip->error == 0;
}

bool zip_writer_finish(struct zip_writer *zip)
{
	uint64_t at = zip->at;
	GString *end = g_string_new(NULL);
	int error;
	put32(end, 0x06054B50);
	put32(end, 0);
	put16(end, zip->count);
	put16(end, zip->count);
	put32(end, (uint32_t)zip->directory->len);
	put32(end, (uint32_t)at);
	put16(end, 0);
	emit(zip, (struct span){zip->directory->str, zip->directory->len});
	emit(zip, (struct span){end->str, end->len});
	error = zip->error;
	g_string_free(end, TRUE);
	g_string_free(zip->directory, TRUE);
	g_string_free(zip->packed, TRUE);
	g_free(zip);
	errno = error;
	return error == 0;
}
