/* SPDX-License-Identifier: MIT */
#ifndef COMMAND_ROW_H
#define COMMAND_ROW_H

/* One article on one line. */

#include <glib.h>

#include "archive/archive.h"

/* Id, day, source and title in columns, with a line feed. */
void row_text(GString *out, const struct archive *archive, uint32_t entry);

/* Tab-separated: id, date, title, author, source, address, archive, path; with a line feed. */
void row_tsv(GString *out, const struct archive *archive, uint32_t entry);

#endif
