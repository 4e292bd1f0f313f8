/* SPDX-License-Identifier: MIT */
/*
 * The JSON writer. Commas are its own business: every value that is not the first of its object or array, and does not
 * follow a key, gets one. Strings go through jansson, which alone knows the escapes.
 */
#include "base/json.h"

#include <jansson.h>
#include <math.h>

struct json json_begin(GString *out)
{
	return (struct json){out, false};
}

static void separate(struct json *json)
{
	if (json->comma)
		g_string_append_c(json->out, ',');
	json->comma = true;
}

static void open_with(struct json *json, char bracket)
{
	separate(json);
	g_string_append_c(json->out, bracket);
	json->comma = false;
}

static void close_with(struct json *json, char bracket)
{
	g_string_append_c(json->out, bracket);
	json->comma = true;
}

void json_open_object(struct json *json)
{
	open_with(json, '{');
}

void json_close_object(struct json *json)
{
	close_with(json, '}');
}

void json_open_array(struct json *json)
{
	open_with(json, '[');
}

void json_close_array(struct json *json)
{
	close_with(json, ']');
}

static int append_piece(const char *piece, size_t len, void *out)
{
	g_string_append_len(out, piece, (gssize)len);
	return 0;
}

/* Appends valid UTF-8 with JSON's escapes, without the quotation marks around it. */
static void append_escaped(GString *out, struct span text)
{
	gsize start = out->len;
	json_t *string = json_stringn_nocheck(text.len ? text.at : "", text.len);
	json_dump_callback(string, append_piece, out, JSON_ENCODE_ANY);
	json_decref(string);
	g_string_erase(out, (gssize)start, 1);
	g_string_truncate(out, out->len - 1);
}

static void append_quoted(GString *out, struct span text)
{
	g_string_append_c(out, '"');
	append_escaped(out, text);
	g_string_append_c(out, '"');
}

void json_key(struct json *json, const char *key)
{
	separate(json);
	append_quoted(json->out, span_of(key));
	g_string_append_c(json->out, ':');
	json->comma = false;
}

void json_put_flag(struct json *json, bool value)
{
	separate(json);
	g_string_append(json->out, value ? "true" : "false");
}

void json_put_null(struct json *json)
{
	separate(json);
	g_string_append(json->out, "null");
}

void json_put_integer(struct json *json, int64_t value)
{
	separate(json);
	g_string_append_printf(json->out, "%" G_GINT64_FORMAT, value);
}

void json_put_real(struct json *json, double value)
{
	char digits[G_ASCII_DTOSTR_BUF_SIZE];
	separate(json);
	g_string_append(json->out, isfinite(value) ? g_ascii_formatd(digits, sizeof digits, "%.6g", value) : "null");
}

void json_put_text(struct json *json, struct span text)
{
	if (!text.at) {
		json_put_null(json);
		return;
	}
	separate(json);
	append_quoted(json->out, text);
}

/* How many bytes from `at` on are valid UTF-8 without NUL, which no path holds. */
static size_t valid_run(struct span bytes, size_t at)
{
	const char *end;
	g_utf8_validate_len(bytes.at + at, bytes.len - at, &end);
	return (size_t)(end - (bytes.at + at));
}

void json_put_bytes(struct json *json, struct span bytes)
{
	if (!bytes.at) {
		json_put_null(json);
		return;
	}
	separate(json);
	g_string_append_c(json->out, '"');
	for (size_t at = 0; at < bytes.len;) {
		size_t run = valid_run(bytes, at);
		append_escaped(json->out, span_cut(bytes, at, at + run));
		at += run;
		if (at < bytes.len)
			g_string_append_printf(json->out, "\\udc%02x", (unsigned char)bytes.at[at++]);
	}
	g_string_append_c(json->out, '"');
}
