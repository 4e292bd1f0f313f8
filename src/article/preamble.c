/* SPDX-License-Identifier: MIT */
/*
 * What stands between the front matter and the body:
 *
 *   <!--1668362643000-->              milliseconds since 1970, or NaN
 *   [title](address)                  ended by the last ](
 *   ------
 *   日期：Thu, 02 Jul 2020 ...         header lines
 *
 * Each part may be missing. What is recognised is taken off the text; everything else is the body's.
 */
#include "article/preamble.h"

#include <string.h>

#include "article/date.h"
#include "article/entity.h"
#include "article/label.h"
#include "article/title.h"

/* Without the blank lines at its beginning; the indentation of the first line that is not blank stays. */
static struct span skip_blank_lines(struct span text)
{
	struct span rest = text, line;
	while (span_line(&rest, &line)) {
		if (!span_is_blank(line))
			return text;
		text = rest;
	}
	return text;
}

/* <!--digits--> and <!--NaN-->; other comments are the body's. */
static bool take_comment(struct fields *fields, struct span *text)
{
	struct span rest = skip_blank_lines(*text), value;
	size_t end;
	if (!span_starts(rest, SPAN("<!--")))
		return false;
	end = span_find(span_cut(rest, 0, 64), SPAN("-->"));
	if (end == SPAN_NONE)
		return false;
	value = span_trim(span_cut(rest, 4, end));
	for (size_t i = 0; i < value.len; i++)
		if (!strchr("-0123456789", value.at[i]) && !span_equal_nocase(value, SPAN("NaN")))
			return false;
	if (!value.len)
		return false;
	fields_offer_date(fields, ORIGIN_COMMENT, date_from_milliseconds(value));
	*text = span_from(rest, end + 3);
	return true;
}

bool preamble_is_rule(struct span line)
{
	line = span_trim(line);
	if (line.len < 3 || (line.at[0] != '-' && line.at[0] != '='))
		return false;
	for (size_t i = 1; i < line.len; i++)
		if (line.at[i] != line.at[0])
			return false;
	return true;
}

/* [title](address), all of a line. Several links in a row are navigation. */
static bool split_link(struct span line, struct span *title, struct span *url)
{
	size_t middle, inner, quote;
	line = span_trim_wide(line);
	middle = span_find_last(line, SPAN("]("));
	if (!span_starts(line, SPAN("[")) || middle == SPAN_NONE || !span_ends(line, SPAN(")")))
		return false;
	*title = span_cut(line, 1, middle);
	*url = span_cut(line, middle + 2, line.len - 1);
	quote = span_find(*url, SPAN(" \""));
	*url = span_cut(*url, 0, quote == SPAN_NONE ? url->len : quote);
	inner = span_find(*title, SPAN("]("));
	return inner == SPAN_NONE || span_find(span_from(*title, inner), SPAN("[")) == SPAN_NONE;
}

static bool is_known_title(struct fields *fields, struct span title)
{
	title_fall_back(fields);
	return title.len > 0 && span_equal(title, fields_value(fields, FIELD_TITLE, NULL));
}

/*
 * The link line with the rule below it. Without a rule it counts where it says the title that is known already, or
 * `marked`: a comment with the time stood above.
 */
static bool take_link_line(struct arena *scratch, struct fields *fields, bool marked, struct span *text)
{
	struct span rest = skip_blank_lines(*text), line, below, title, url;
	bool ruled;
	if (!span_line(&rest, &line) || !split_link(line, &title, &url))
		return false;
	title = entity_decode_twice(scratch, title);
	below = rest;
	ruled = span_line(&below, &line) && preamble_is_rule(line);
	if (!ruled && !marked && !is_known_title(fields, span_trim_wide(title)))
		return false;
	fields_offer(fields, FIELD_TITLE, ORIGIN_LINK_LINE, title);
	fields_offer(fields, FIELD_URL, ORIGIN_LINK_LINE, url);
	*text = ruled ? below : rest;
	return true;
}

static bool take_header_line(struct arena *scratch, struct fields *fields, struct span *text)
{
	struct span rest = skip_blank_lines(*text), line;
	enum label label;
	if (!span_line(&rest, &line))
		return false;
	label = label_take(&line);
	if (label == LABEL_NONE || !label_offer(fields, label, ORIGIN_HEADER, entity_decode_twice(scratch, line)))
		return false;
	*text = rest;
	return true;
}

/* How many lines at the very beginning are header lines. */
static unsigned count_header_lines(struct span text)
{
	struct span line;
	unsigned count = 0;
	while (span_line(&text, &line) && label_take(&line) != LABEL_NONE && line.len > 0)
		count++;
	return count;
}

struct span preamble_read(struct arena *scratch, struct fields *fields, struct span text)
{
	bool marked, linked;
	front_matter_read(scratch, fields, &text);
	marked = take_comment(fields, &text);
	linked = take_link_line(scratch, fields, marked, &text);
	if (marked || linked || count_header_lines(skip_blank_lines(text)) > 1)
		while (take_header_line(scratch, fields, &text))
			;
	return text;
}
