/* SPDX-License-Identifier: MIT */
#ifndef FUZZ_FUZZ_H
#define FUZZ_FUZZ_H

/*
 * What the targets share. Each target is one file with a name and a function that is given bytes; it is linked either
 * with libFuzzer (`make fuzz`) or with replay.c, which runs the kept inputs. A target aborts where a promise is broken.
 */

#include <stddef.h>
#include <stdint.h>

#include "article/builder.h"
#include "article/fields.h"
#include "base/arena.h"
#include "base/span.h"

extern const char fuzz_name[];

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/*
 * Says what promise is broken, and aborts in the way that libFuzzer keeps the input of (GLib's fatal errors are traps).
 */
void fuzz_fail(const char *format, ...) __attribute__((format(printf, 1, 2), noreturn));

/* The bytes as text as charset_decode() gives it: UTF-8 without NUL and carriage returns. In the arena. */
struct span fuzz_text(struct arena *arena, const uint8_t *data, size_t size);

/* Aborts, naming the fault, where `article` is not what article.h promises. */
void fuzz_check_article(const struct article *article);

/* One format from body to article. */
void fuzz_format(void (*parse)(struct builder *builder, struct fields *fields, struct span body), const uint8_t *data,
                 size_t size, bool whole_page);

#endif
