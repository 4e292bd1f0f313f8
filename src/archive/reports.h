/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_REPORTS_H
#define ARCHIVE_REPORTS_H

/* What the archives hold besides entries: problems, and files that were left out. Collected when somebody asks. */

#include <glib.h>
#include <stddef.h>

#include "archive/catalog.h"
#include "archive/loader.h"
#include "base/problem.h"

/* A file that is no article. */
struct passed_over {
	uint32_t origin;
	struct span path; /* borrowed from its segment */
	const char *reason;
};

struct reports;

/* `origins` are of struct origin; all is borrowed. */
struct reports *reports_new(const struct catalog *catalog, const GArray *origins);
void reports_free(struct reports *reports); /* NULL is allowed */

/* An origin is looked at again. */
void reports_begin(struct reports *reports, uint32_t origin);

/* Something was taken into a volume. */
void reports_take(struct reports *reports, const struct loaded *loaded);

/* What was reported may be true no more. */
void reports_changed(struct reports *reports);

/* As the functions of archive.h that are called so. */
const struct problems *reports_problems(struct reports *reports);
size_t reports_refused(struct reports *reports);
size_t reports_left_out_count(struct reports *reports);
struct passed_over reports_left_out(struct reports *reports, size_t index);

#endif
