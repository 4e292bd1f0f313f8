/* SPDX-License-Identifier: MIT */
#ifndef BASE_JSON_H
#define BASE_JSON_H

/*
 * A thin writer of JSON: values are appended in order to a GString, one object a line when the caller ends the line.
 * Strings are encoded by jansson. In an object every value is preceded by json_key().
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

struct json {
	GString *out; /* borrowed */
	bool comma;   /* a value stands before the next one */
};

/* Begins to write to the end of `out`. */
struct json json_begin(GString *out);

/* Brackets, and the comma before them where one is due. Each that is opened is closed by the caller. */
void json_open_object(struct json *json);
void json_close_object(struct json *json);
void json_open_array(struct json *json);
void json_close_array(struct json *json);
/* The key of the next value of an object, as UTF-8. */
void json_key(struct json *json, const char *key);

/* Values. A number with a fraction has six digits; what is not finite is null. */
void json_put_null(struct json *json);
void json_put_flag(struct json *json, bool value);
void json_put_integer(struct json *json, int64_t value);
void json_put_real(struct json *json, double value);

/* `text` is UTF-8; {NULL, 0} writes null. */
void json_put_text(struct json *json, struct span text);

/*
 * As json_put_text for bytes that may not be UTF-8: each invalid byte XX is written as \udcXX, as Python's
 * surrogateescape does.
 */
void json_put_bytes(struct json *json, struct span bytes);

#endif
