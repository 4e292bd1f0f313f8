/* SPDX-License-Identifier: MIT */
#ifndef BASE_MODULE_H
#define BASE_MODULE_H

/*
 * Libraries that most readers never need and that cost every start if they were linked (libarchive 0.6 ms, libgit2
 * 4 ms), or that a machine may lack: opened when somebody asks for one. Whoever does says what the functions are.
 */

#include <stdbool.h>
#include <stddef.h>

struct module_symbol {
	const char *name;
	size_t at; /* where in the struct the function goes */
};

/*
 * Opens the first of `names` that is there and puts its functions into the struct `functions`. It stays open until the
 * program ends. False where there is no such library, or it lacks one of the functions; some may be set then.
 */
bool module_load(const char *const *names, size_t name_count, const struct module_symbol *symbols, size_t count,
                 void *functions);

#endif
