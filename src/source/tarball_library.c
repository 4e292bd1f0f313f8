/* SPDX-License-Identifier: MIT */
/*
 * libarchive is opened when an archive file is, with the formats and filters named here and none else; what its build
 * would leave to a program is not taken. What a file is, is told by its first bytes.
 */
#include "source/tarball_parts.h"

#include <glib.h>

#include "source/libarchive.h"

#define SYMBOL(name) {#name, offsetof(struct tarball_library, name)},

static const struct module_symbol symbols[] = {TARBALL_FUNCTIONS(SYMBOL)};

bool tarball_library_load(struct tarball_library *library)
{
	return libarchive_load(symbols, G_N_ELEMENTS(symbols), library);
}

/* What a file is --------------------------------------------------------------------------------------------------- */

static const struct {
	struct span bytes;
	enum tarball_kind kind;
} magics[] = {
	{{"PK\003\004", 4}, TARBALL_ZIP},
	{{"PK\005\006", 4}, TARBALL_ZIP}, /* nothing in it */
	{{"\037\213\010", 3}, TARBALL_PACKED},
	{{"\xfd"
	  "7zXZ\0",
	  6},
	 TARBALL_PACKED},
	{{"\x28\xb5\x2f\xfd", 4}, TARBALL_PACKED},
};

bool tarball_is_header(struct span bytes)
{
	unsigned long sum = 0, told = 0;
	const size_t from = 148, end = 156;
	size_t at = from;
	if (bytes.len < TARBALL_BLOCK || bytes.at[0] == '\0')
		return false;
	while (at < end && bytes.at[at] == ' ')
		at++;
	for (; at < end && bytes.at[at] >= '0' && bytes.at[at] <= '7'; at++)
		told = told * 8 + (unsigned long)(bytes.at[at] - '0');
	if (told == 0 || (at < end && bytes.at[at] != '\0' && bytes.at[at] != ' '))
		return false; /* as nearly every file that is no tarball */
	for (size_t i = 0; i < TARBALL_BLOCK; i++)
		sum += i >= from && i < end ? ' ' : (unsigned char)bytes.at[i];
	return sum == told;
}

enum tarball_kind tarball_kind_of(struct span bytes)
{
	for (size_t i = 0; i < G_N_ELEMENTS(magics); i++) {
		if (span_starts(bytes, magics[i].bytes))
			return magics[i].kind;
	}
	return tarball_is_header(bytes) ? TARBALL_TAR : TARBALL_NONE;
}

void tarball_support(const struct tarball_library *library, struct archive *from, bool raw)
{
	library->archive_read_support_filter_gzip(from);
	library->archive_read_support_filter_xz(from);
	library->archive_read_support_filter_zstd(from);
	if (raw) {
		library->archive_read_support_format_raw(from);
		return;
	}
	library->archive_read_support_format_tar(from);
	library->archive_read_support_format_zip(from);
}
