/* SPDX-License-Identifier: MIT */
/* What panes tell: the names of the keys in force, how long something takes. */
#include "ui/pane.h"

char *pane_tell(const struct pane *pane, enum key_context context, const char *text)
{
	GString *told = g_string_new(NULL);
	keymap_tell(pane->keymap ? *pane->keymap : NULL, context, text, told);
	return g_string_free(told, FALSE);
}

unsigned pane_seconds(int64_t began_us)
{
	return (unsigned)((g_get_monotonic_time() - began_us) / G_USEC_PER_SEC);
}
