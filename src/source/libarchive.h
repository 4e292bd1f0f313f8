/* SPDX-License-Identifier: MIT */
#ifndef SOURCE_LIBARCHIVE_H
#define SOURCE_LIBARCHIVE_H

#include "base/module.h"

/* module_load() for libarchive, by the names that it has on the systems that we know. */
bool libarchive_load(const struct module_symbol *symbols, size_t count, void *functions);

#endif
