/* SPDX-License-Identifier: MIT */
/*
 * Archives of the web (ISO 28500). libarchive reads them too, but calls a record by the last part of its address and
 * passes over those that end in a slash, which are most articles'. A record says how long it is, so it is taken as it
 * is; where that is not true, the next one is looked for. Pages are items: what was answered with success and is text.
 */
#include "article/feed_item.h"

#include "article/mail_header.h"
#include "base/brotli.h"
#include "base/hash.h"
#include "base/inflate.h"
#include "text/charset.h"

#define HEADER_MOST ((size_t)64 << 10) /* of a record, and of an answer */
#define RECORD_MOST ((size_t)32 << 20) /* what is longer is no page */

struct warc {
	struct bundle base;
	struct arena *scratch; /* of the present record */
	struct feed_keys keys;
	struct span url, type, body;
	size_t taken; /* bytes of the window up to behind the record */
};

static const struct span nothing = {NULL, 0};

/* Name: value, or the rest of one. */
static bool is_field(struct span line)
{
	size_t len = 0;
	while (len < line.len && (g_ascii_isalnum(line.at[len]) || line.at[len] == '-' || line.at[len] == '_'))
		len++;
	return line.len > 0 && (line.at[0] == ' ' || line.at[0] == '\t' || (len < line.len && line.at[len] == ':'));
}

/*
 * A line and fields up to an empty line, that one too. False where something else comes, such as the beginning of
 * another record: so no line is looked at for two of them.
 */
static bool take_header(struct span bytes, struct span *header)
{
	struct span rest = span_cut(bytes, 0, HEADER_MOST), line;
	span_line(&rest, &line);
	while (span_line(&rest, &line)) {
		if (line.len > 0 && is_field(line))
			continue;
		if (line.len > 0)
			break;
		*header = span_cut(bytes, 0, (size_t)(rest.at - bytes.at));
		return true;
	}
	*header = bytes;
	return false;
}

/* Decimal digits; `most` where they say more. */
static uint64_t number_of(struct span digits, uint64_t most)
{
	uint64_t number = 0;
	for (size_t i = 0; i < digits.len && g_ascii_isdigit(digits.at[i]); i++)
		number = MIN(number * 10 + (uint64_t)(digits.at[i] - '0'), most);
	return number;
}

/* Pieces, each behind its length in a line of its own; what is no such thing stays as it is from there. */
static struct span dechunk(struct arena *arena, struct span body)
{
	GString *out = g_string_sized_new(body.len);
	struct span line, rest = body, whole;
	while (span_line(&rest, &line)) {
		size_t len = 0, digits = 0;
		for (; digits < line.len && digits < 8 && g_ascii_isxdigit(line.at[digits]); digits++)
			len = len * 16 + (size_t)g_ascii_xdigit_value(line.at[digits]);
		if (digits == 0 || len == 0)
			break;
		len = MIN(len, rest.len);
		g_string_append_len(out, rest.at, (gssize)len);
		rest = span_from(rest, len);
		span_line(&rest, &line); /* the end of the piece's line */
	}
	whole = arena_copy(arena, (struct span){out->str, out->len});
	g_string_free(out, TRUE);
	return whole;
}

/* How a body may be packed for the way. */
static const struct coding {
	struct span name;
	bool (*unpack)(struct span packed, size_t most, GString *out);
} codings[] = {
	{SPAN("gzip"), inflate_span},
	{SPAN("x-gzip"), inflate_span},
	{SPAN("deflate"), inflate_span},
	{SPAN("br"), brotli_span},
};

/* A body as it was before; false where how is not known. What was cut short is read as far. */
static bool unpack(struct arena *arena, struct span coding, struct span *body)
{
	const struct coding *known = NULL;
	GString *out;
	if (coding.len == 0 || span_equal_nocase(coding, SPAN("identity")))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(codings); i++)
		if (span_equal_nocase(coding, codings[i].name))
			known = &codings[i];
	if (!known || (known->unpack == brotli_span && !brotli_is_there()))
		return false;
	out = g_string_new(NULL);
	known->unpack(*body, RECORD_MOST, out);
	if (out->len > 0 || body->len == 0) /* else it is stored unpacked, whatever the header says */
		*body = arena_copy(arena, (struct span){out->str, out->len});
	g_string_free(out, TRUE);
	return true;
}

static bool has_value(struct warc *warc, struct span header, const char *name, const char *value)
{
	return span_find_nocase(mail_field(warc->scratch, header, name), span_of(value)) != SPAN_NONE;
}

/* An answer of HTTP: its body, if it is one of success. */
static bool take_answer(struct warc *warc, struct span block)
{
	struct span header, body, coding;
	if (!span_starts(block, SPAN("HTTP/")) || !take_header(block, &header))
		return false;
	body = span_from(block, header.len);
	if (span_find(span_cut(header, 0, 16), SPAN(" 200")) == SPAN_NONE)
		return false;
	if (has_value(warc, header, "Transfer-Encoding", "chunked"))
		body = dechunk(warc->scratch, body);
	coding = mail_field(warc->scratch, header, "Content-Encoding");
	if (!unpack(warc->scratch, coding, &body))
		return false;
	warc->type = mail_field(warc->scratch, header, "Content-Type");
	warc->body = body;
	return true;
}

/* Whether a record is a page: then its address, type and body are there. */
static bool take_page(struct warc *warc, struct span header, struct span block)
{
	bool answer = has_value(warc, header, "WARC-Type", "response");
	warc->url = mail_field(warc->scratch, header, "WARC-Target-URI");
	warc->url = charset_decode(warc->scratch, warc->url, nothing).text;
	if (span_starts(warc->url, SPAN("<")) && span_ends(warc->url, SPAN(">"))) /* some writers of 0.18 and 1.0 */
		warc->url = span_cut(warc->url, 1, warc->url.len - 1);
	warc->type = mail_field(warc->scratch, header, "Content-Type");
	warc->body = block;
	if (!answer && !has_value(warc, header, "WARC-Type", "resource"))
		return false;
	if (answer && !take_answer(warc, block))
		return false;
	return span_find_nocase(warc->type, SPAN("html")) != SPAN_NONE ||
	       span_starts_nocase(warc->type, SPAN("text/plain"));
}

/* Goes to where the next record begins, here or at the beginning of a line; false where none does. */
static bool find_record(struct window *window)
{
	static const struct span start = SPAN("WARC/"), sign = SPAN("\nWARC/");
	while (window_fill(window, start.len)) {
		size_t at = span_starts(window->bytes, start) ? 0 : span_find(window->bytes, sign);
		if (at != SPAN_NONE) {
			window_skip(window, at + (window->bytes.at[at] == '\n'));
			window_fill(window, HEADER_MOST);
			return true;
		}
		if (window->ended)
			return false;
		window_skip(window, window->bytes.len - MIN(window->bytes.len, sign.len - 1));
		if (!window_fill(window, window->bytes.len + 1))
			return false;
	}
	return false;
}

/* Goes over bytes of which not all need be seen. */
static void pass(struct window *window, uint64_t len)
{
	while (len > 0 && window_fill(window, 1)) {
		size_t step = (size_t)MIN(len, window->bytes.len);
		window_skip(window, step);
		len -= step;
	}
}

/* Reads the record that begins here; true where it is a page. Else it is gone over. */
static bool read_record(struct warc *warc)
{
	struct window *window = &warc->base.window;
	struct span header;
	uint64_t len;
	if (!take_header(window->bytes, &header)) {
		window_skip(window, 1);
		return false;
	}
	len = number_of(mail_field(warc->scratch, header, "Content-Length"), UINT64_MAX / 16);
	if (len > RECORD_MOST) {
		pass(window, header.len + len);
		return false;
	}
	warc->taken = header.len;
	window_fill(window, warc->taken + (size_t)len);
	header = span_cut(window->bytes, 0, warc->taken); /* it may have moved */
	warc->taken = MIN(warc->taken + (size_t)len, window->bytes.len);
	if (take_page(warc, header, span_cut(window->bytes, header.len, warc->taken)))
		return true;
	window_skip(window, warc->taken);
	warc->taken = 0;
	return false;
}

/*
 * The bundle ---------------------------------------------------------------------------------------------------------
 */

static bool accepts(struct span start)
{
	return span_starts(start, SPAN("WARC/")) && span_find(start, SPAN("WARC-Type")) != SPAN_NONE;
}

static struct bundle *open_warc(struct window *window)
{
	struct warc *warc = g_new0(struct warc, 1);
	(void)window;
	warc->scratch = arena_new();
	return &warc->base;
}

static bool next(struct bundle *bundle, struct bundle_item *item)
{
	struct warc *warc = (struct warc *)bundle;
	struct feed_item named = {.id = nothing};
	bool found = false;
	window_skip(&bundle->window, warc->taken);
	warc->taken = 0;
	while (!found && find_record(&bundle->window)) {
		arena_reset(warc->scratch);
		found = read_record(warc);
	}
	if (!found)
		return false;
	named.id = warc->url;
	item->key = feed_key(&warc->keys, &named);
	item->size = warc->body.len;
	item->hash = XXH3_64bits_withSeed(warc->body.at ? warc->body.at : "", warc->body.len,
	                                  XXH3_64bits(warc->type.at ? warc->type.at : "", warc->type.len));
	item->source = span_cut(bundle->window.bytes, 0, warc->taken);
	return true;
}

static void parse(struct bundle *bundle, struct arena *scratch, struct parsed *parsed)
{
	const struct warc *warc = (const struct warc *)bundle;
	const struct known_page page = {warc->url, mail_parameter(scratch, warc->type, "charset")};
	article_parse_page(scratch, warc->body, &page, bundle->path, parsed);
}

static void close_warc(struct bundle *bundle)
{
	struct warc *warc = (struct warc *)bundle;
	feed_keys_clear(&warc->keys);
	arena_free(warc->scratch);
	g_free(warc);
}

const struct bundle_kind bundle_warc = {accepts, true, open_warc, next, parse, close_warc};
