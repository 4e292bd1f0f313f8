/* SPDX-License-Identifier: MIT */
/*
 * What reads archive files and what writes them take other functions of libarchive, so each keeps those that it takes.
 */
#include "source/libarchive.h"

#include <glib.h>

static const char *const names[] = {
	"libarchive.so.13", "libarchive.so", "libarchive.13.dylib", "libarchive.dylib",
};

bool libarchive_load(const struct module_symbol *symbols, size_t count, void *functions)
{
	return module_load(names, G_N_ELEMENTS(names), symbols, count, functions);
}
