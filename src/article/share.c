/* SPDX-License-Identifier: MIT */
/*
 * Tells a list of links from a text by counting letters. A reader of marks, not a parser: it goes over the body once,
 * line by line for Markdown's headings and links, tag by tag for HTML's, and whatever is broken counts as text.
 */
#include "article/share.h"

#include <glib.h>
#include <stdbool.h>

#include "article/preamble.h"
#include "text/utf8.h"

#define LIST_LINKS 5  /* links of a list in which anything else stands */
#define LIST_LINKED 4 /* letters inside links for each letter outside */

/* Where something stands next, looked up anew only when the cursor has passed it, so that all look-ups are linear. */
struct next {
	struct span what;
	size_t at; /* the length of the body where there is none */
	bool known;
};

struct counter {
	struct span body;
	size_t at;
	struct next feed, middle, close; /* the end of a line, ](, ) */
	struct share share;
	bool heading; /* inside a heading of either kind */
	bool anchor;  /* inside <a> */
	bool bracket; /* inside [...](...) */
	bool shown;   /* the link at hand has shown something */
};

static struct span rest_of(const struct counter *counter)
{
	return span_from(counter->body, counter->at);
}

static size_t find_next(const struct counter *counter, struct next *next)
{
	size_t found;
	if (next->known && next->at >= counter->at)
		return next->at;
	found = span_find(rest_of(counter), next->what);
	next->at = found == SPAN_NONE ? counter->body.len : counter->at + found;
	next->known = true;
	return next->at;
}

/* At the beginning of a line: whether it is a heading of Markdown, by its sign or by the line below. */
static void begin_line(struct counter *counter)
{
	struct span below = span_from(counter->body, find_next(counter, &counter->feed) + 1), line;
	counter->bracket = false;
	counter->heading =
		span_starts(rest_of(counter), SPAN("#")) || (span_line(&below, &line) && preamble_is_rule(line));
}

static void end_link(struct counter *counter)
{
	counter->share.links += counter->shown;
	counter->shown = false;
}

/* Moves behind an element whose content is not shown. */
static void skip_element(struct counter *counter, struct span name)
{
	static const struct {
		struct span name, end;
	} hidden[] = {{SPAN("script"), SPAN("</script")}, {SPAN("style"), SPAN("</style")}};

	for (size_t i = 0; i < G_N_ELEMENTS(hidden); i++) {
		size_t end;
		if (!span_equal_nocase(name, hidden[i].name))
			continue;
		end = span_find_nocase(rest_of(counter), hidden[i].end);
		counter->at = end == SPAN_NONE ? counter->body.len : counter->at + end;
	}
}

static void take_tag(struct counter *counter)
{
	struct span rest = rest_of(counter);
	size_t end, from = 1, to;
	bool closing = rest.len > 1 && rest.at[1] == '/';
	struct span name;
	from += closing;
	for (to = from; to < rest.len && g_ascii_isalnum(rest.at[to]); to++)
		;
	name = span_cut(rest, from, to);
	end = name.len ? span_find(rest, SPAN(">")) : 0;
	counter->at += end == SPAN_NONE ? rest.len : end + 1;
	if (span_equal_nocase(name, SPAN("a"))) {
		end_link(counter);
		counter->anchor = !closing;
	} else if (name.len == 2 && (name.at[0] | 0x20) == 'h' && name.at[1] >= '1' && name.at[1] <= '6') {
		counter->heading = !closing;
	} else if (span_equal_nocase(name, SPAN("img")) && !counter->anchor && !counter->bracket) {
		counter->share.pictures++;
	} else if (!closing) {
		skip_element(counter, name);
	}
}

/* [ or ![ where a link or an image of Markdown begins on this line. */
static bool begin_bracket(struct counter *counter)
{
	bool picture = counter->body.at[counter->at] == '!';
	if (!span_starts(rest_of(counter), picture ? SPAN("![") : SPAN("[")))
		return false;
	if (find_next(counter, &counter->middle) >= find_next(counter, &counter->feed))
		return false;
	if (picture && !counter->bracket && !counter->anchor)
		counter->share.pictures++;
	counter->bracket = counter->bracket || !picture;
	counter->at = picture ? counter->middle.at : counter->at + 1;
	return true;
}

/* ]( and the address behind it. */
static bool end_bracket(struct counter *counter)
{
	if (!span_starts(rest_of(counter), SPAN("](")))
		return false;
	if (find_next(counter, &counter->close) < find_next(counter, &counter->feed))
		counter->at = counter->close.at + 1;
	else
		counter->at += 2;
	if (!counter->bracket)
		return true;
	counter->bracket = false;
	end_link(counter);
	return true;
}

/* &nbsp; and the like are no letters. */
static bool skip_reference(struct counter *counter)
{
	size_t end = span_find(span_cut(rest_of(counter), 0, 10), SPAN(";"));
	if (end == SPAN_NONE)
		return false;
	counter->at += end + 1;
	return true;
}

static bool is_letter(uint32_t code)
{
	if (code < 0x80)
		return g_ascii_isalpha((char)code);
	return code_is_han(code) || code_is_kana(code) || code_is_hangul(code) || (code >= 0xC0 && code < 0x2000);
}

/* The character at hand, and those behind it up to what may be a mark. */
static void count_letters(struct counter *counter)
{
	static const bool marks[256] = {['\n'] = true, ['<'] = true, ['&'] = true,
	                                ['!'] = true,  ['['] = true, [']'] = true};
	size_t letters = 0;
	do
		letters += is_letter(utf8_next(counter->body, &counter->at));
	while (counter->at < counter->body.len && !marks[(unsigned char)counter->body.at[counter->at]]);
	if (counter->anchor || counter->bracket) {
		counter->share.linked += letters;
		counter->shown |= letters > 0;
	} else if (!counter->heading) {
		counter->share.free += letters;
	}
}

/* One step over the body: a mark, or characters up to the next. */
static void step(struct counter *counter)
{
	switch (counter->body.at[counter->at]) {
	case '\n':
		counter->at++;
		begin_line(counter);
		return;
	case '<':
		take_tag(counter);
		return;
	case '&':
		if (skip_reference(counter))
			return;
		break;
	case '!':
	case '[':
		if (begin_bracket(counter))
			return;
		break;
	case ']':
		if (end_bracket(counter))
			return;
		break;
	default:
		break;
	}
	count_letters(counter);
}

static struct counter begin(struct span body)
{
	struct counter counter = {
		.body = body,
		.feed = {.what = SPAN("\n")},
		.middle = {.what = SPAN("](")},
		.close = {.what = SPAN(")")},
	};
	begin_line(&counter);
	return counter;
}

struct share share_of(struct span body)
{
	struct counter counter = begin(body);
	while (counter.at < body.len)
		step(&counter);
	end_link(&counter);
	return counter.share;
}

/* Whether no rest, were it all links, could make a list of links of what was counted so far. */
static bool is_decided(const struct counter *counter)
{
	size_t rest = counter->body.len - counter->at;
	return counter->share.pictures > 0 || counter->share.free * LIST_LINKED > counter->share.linked + rest;
}

bool share_is_list(struct span body)
{
	struct counter counter = begin(body);
	const struct share *share = &counter.share;
	while (counter.at < body.len && !is_decided(&counter))
		step(&counter);
	end_link(&counter);
	if (!share->links || share->pictures > 0)
		return false;
	return !share->free || (share->links >= LIST_LINKS && share->linked >= share->free * LIST_LINKED);
}
