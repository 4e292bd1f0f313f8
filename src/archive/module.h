/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_MODULE_H
#define ARCHIVE_MODULE_H

/*
 * Libraries that most readers never need and that cost every start if they were linked (libarchive 0.6 ms, libgit2
 * 4 ms): opened when a source asks for one. Their headers say what the functions are.
 */

#include <stdbool.h>
#include <stddef.h>

struct module_symbol {
	const char *name;
	size_t at; /* where in the struct the function goes */
};

/*
 * Opens the first of `names` that is there and puts its functions into `functions`. It stays open until the program
 * ends. False where there is no such library, or it lacks one of the functions.
 */
bool module_load(const char *const *names, size_t name_count, const struct module_symbol *symbols, size_t count,
		 void *functions);

/* module_load() for libarchive, by the names that it has on the systems that we know. */
bool module_load_libarchive(const struct module_symbol *symbols, size_t count, void *functions);

#endif
