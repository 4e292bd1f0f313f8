/* SPDX-License-Identifier: MIT */
#ifndef EXPORT_MARKDOWN_H
#define EXPORT_MARKDOWN_H

#include <glib.h>

#include "export/set.h"

/*
 * An article as CommonMark with tables and ~~deletions~~, which reads back to the same text. By itself it has front
 * matter; among others (`many`) a heading, a line about it, and headings one level deeper.
 */
void markdown_write(GString *out, const struct subject *subject, bool many);

#endif
