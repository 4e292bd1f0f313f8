/* SPDX-License-Identifier: MIT */
/*
 * Boxes of mail as one file (RFC 4155): a message begins with a line "From SENDER DATE" behind an empty one. Such a
 * line in a text is told from it by its date and by what follows, which must be a header field; lines that were quoted
 * for it
 * (>From) lose a sign. Read as a stream, one message at a time in memory.
 */
#include "article/bundles.h"

#include <glib.h>

#include "article/mail.h"
#include "base/hash.h"

#define MESSAGE_MOST ((size_t)64 << 20) /* bytes; of a message: what is more is passed over */
#define LINE_MOST ((size_t)512)         /* of a line "From" and what must follow it */

struct mbox {
	struct bundle base;
	struct span message; /* the present one, without its first line; of the window */
	size_t taken;        /* bytes of the window up to the next one */
	bool cut;            /* the next one is not there yet */
	uint64_t count;      /* messages so far */
	char key[24];
};

/* Name: of a header field, at the beginning of `rest`. */
static bool is_field(struct span rest)
{
	size_t len = 0;
	while (len < rest.len && (g_ascii_isalnum(rest.at[len]) || rest.at[len] == '-' || rest.at[len] == '_'))
		len++;
	return len > 0 && len < rest.len && rest.at[len] == ':';
}

/* hh:mm somewhere in a line. */
static bool has_time(struct span line)
{
	for (size_t i = 0; i + 4 < line.len; i++)
		if (g_ascii_isdigit(line.at[i]) && g_ascii_isdigit(line.at[i + 1]) && line.at[i + 2] == ':' &&
		    g_ascii_isdigit(line.at[i + 3]) && g_ascii_isdigit(line.at[i + 4]))
			return true;
	return false;
}

/* Whether a message begins with `start`, of which LINE_MOST bytes are seen where there are so many. */
static bool begins_message(struct span start)
{
	struct span rest = span_cut(start, 0, LINE_MOST), line;
	if (!span_starts(rest, SPAN("From ")) || !span_line(&rest, &line) || !has_time(line))
		return false;
	while (span_starts(rest, SPAN(">From "))) /* a box in a box has two */
		span_line(&rest, &line);
	return is_field(rest);
}

/* Whether an empty line ends at `at`. */
static bool is_behind_blank(struct span text, size_t at)
{
	text = span_cut(text, 0, at);
	return span_ends(text, SPAN("\n\n")) || span_ends(text, SPAN("\n\r\n"));
}

/* Looks on from `*scanned` for the next message that begins before `sure`: true where `*at` is its beginning. */
static bool find_in(struct span text, size_t sure, size_t *scanned, size_t *at)
{
	static const struct span sign = SPAN("\nFrom ");
	size_t found;
	while ((found = span_find(span_cut(text, *scanned, sure), sign)) != SPAN_NONE) {
		*at = *scanned + found + 1;
		*scanned = *at;
		if (is_behind_blank(text, *at) && begins_message(span_from(text, *at)))
			return true;
	}
	*scanned = MAX(*scanned, sure > sign.len ? sure - sign.len : 0);
	return false;
}

/* How far what is seen can be judged: a line that may go on is looked at again when more has come. */
static size_t sure_of(const struct window *window)
{
	if (window->ended)
		return window->bytes.len;
	return window->bytes.len > LINE_MOST ? window->bytes.len - LINE_MOST : 0;
}

/* The bytes up to where the next message begins, or all ends; or up to where a message is cut. */
static size_t find_next(struct mbox *box)
{
	struct window *window = &box->base.window;
	size_t scanned = 0, at = 0;
	while (!find_in(window->bytes, sure_of(window), &scanned, &at)) {
		if (window->ended)
			return window->bytes.len;
		box->cut = window->bytes.len > MESSAGE_MOST + LINE_MOST;
		if (box->cut)
			return MESSAGE_MOST;
		window_fill(window, window->bytes.len + 1);
	}
	return at;
}

/* Goes over what is left of a message that was cut. */
static void skip_rest(struct mbox *box)
{
	struct window *window = &box->base.window;
	size_t scanned = 0, at = 0;
	box->cut = false;
	while (!find_in(window->bytes, sure_of(window), &scanned, &at)) {
		window_skip(window, window->ended ? window->bytes.len : scanned);
		if (window->ended)
			return;
		scanned = 0;
		window_fill(window, window->bytes.len + 1);
	}
	window_skip(window, at);
}

static bool accepts(struct span start)
{
	return begins_message(start);
}

static struct bundle *open_mbox(struct window *window)
{
	struct mbox *box = g_new0(struct mbox, 1);
	(void)window;
	return &box->base;
}

static bool next(struct bundle *bundle, struct bundle_item *item)
{
	struct mbox *box = (struct mbox *)bundle;
	struct span line;
	window_skip(&bundle->window, box->taken);
	if (box->cut)
		skip_rest(box);
	if (!window_fill(&bundle->window, 1))
		return false;
	box->taken = find_next(box);
	box->message = span_cut(bundle->window.bytes, 0, box->taken);
	span_line(&box->message, &line);
	g_snprintf(box->key, sizeof(box->key), "%" G_GUINT64_FORMAT, ++box->count);
	*item = (struct bundle_item){.key = span_of(box->key), .size = box->message.len};
	item->source = span_cut(bundle->window.bytes, 0, box->taken);
	item->hash = XXH3_64bits(box->message.at ? box->message.at : "", box->message.len);
	return true;
}

/* >From at the beginning of a line, with any number of signs, loses one. */
static struct span unquote(struct arena *arena, struct span message)
{
	struct span rest = message, result;
	GString *out;
	if (span_find(message, SPAN(">From ")) == SPAN_NONE)
		return message;
	out = g_string_sized_new(message.len);
	while (rest.len > 0) {
		struct span from = rest, line;
		size_t signs = 0;
		span_line(&rest, &line);
		while (signs < line.len && line.at[signs] == '>')
			signs++;
		if (signs > 0 && span_starts(span_from(line, signs), SPAN("From ")))
			from = span_from(from, 1);
		g_string_append_len(out, from.at, (gssize)(from.len - rest.len));
	}
	result = arena_copy(arena, (struct span){out->str, out->len});
	g_string_free(out, TRUE);
	return result;
}

static void parse(struct bundle *bundle, struct arena *scratch, struct parsed *parsed)
{
	const struct mbox *box = (const struct mbox *)bundle;
	mail_parse(scratch, unquote(scratch, box->message), bundle->path, parsed);
}

static void close_mbox(struct bundle *bundle)
{
	g_free(bundle);
}

const struct bundle_kind bundle_mbox = {accepts, true, open_mbox, next, parse, close_mbox};
