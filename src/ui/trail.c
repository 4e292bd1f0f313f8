/* SPDX-License-Identifier: MIT */
/* A list of visits with a pointer into it, as browsers have one. */
#include "ui/trail.h"

void trail_init(struct trail *trail)
{
	trail->visits = g_array_new(FALSE, FALSE, sizeof(struct visit));
	trail->at = 0;
}

void trail_clear(struct trail *trail)
{
	g_array_unref(trail->visits);
}

void trail_push(struct trail *trail, uint32_t entry, uint32_t byte)
{
	struct visit visit = {entry, byte};
	if (trail->visits->len > 0)
		g_array_set_size(trail->visits, trail->at + 1);
	trail->at = trail->visits->len;
	g_array_append_val(trail->visits, visit);
}

__attribute__((hot))
struct visit *trail_here(const struct trail *trail)
{
	return trail->visits->len > 0 ? &g_array_index(trail->visits, struct visit, trail->at) : NULL;
}

struct visit *trail_go(struct trail *trail, long by)
{
	if (trail->visits->len == 0)
		return NULL;
	long wanted = (long)trail->at + by;
	trail->at = (guint)CLAMP(wanted, 0, (long)trail->visits->len - 1);
	return trail_here(trail);
}
