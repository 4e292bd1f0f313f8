/* SPDX-License-Identifier: MIT */
/*
 * A library is never closed again: some leave handlers behind that run when the program ends, threads, or types that
 * they have registered.
 */
#include "base/module.h"

#include <gmodule.h>

bool module_load(const char *const *names, size_t name_count, const struct module_symbol *symbols, size_t count,
                 void *functions)
{
	GModule *module = NULL;
	for (size_t i = 0; !module && i < name_count; i++)
		module = g_module_open(names[i], G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
	if (!module)
		return false;
	g_module_make_resident(module);
	for (size_t i = 0; i < count; i++)
		if (!g_module_symbol(module, symbols[i].name, (gpointer *)((char *)functions + symbols[i].at)))
			return false;
	return true;
}
