/* SPDX-License-Identifier: MIT */
#ifndef EXPORT_STYLE_H
#define EXPORT_STYLE_H

/* The style sheet of pages, and what of it books use, too. Nothing in it is fetched. */
extern const char export_style_page[], export_style_text[];

#endif
