/* SPDX-License-Identifier: MIT */
/*
 * Written by hand where libxml2 is at hand, for three reasons: libxml2 gives up references at the first fault, and
 * saved feeds are seldom without one; it compares each attribute of a tag with all before it; and a reader that goes on
 * where it is asked to lets a feed be taken apart item by item. What may be searched for in vain up to the end of the
 * input (the sign that closes a comment, a quotation mark) is searched for once.
 */
#include "article/xml.h"

#include <glib.h>

static bool is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool begins_name(char c)
{
	return g_ascii_isalpha(c) || c == '_' || c == ':' || (unsigned char)c >= 0x80;
}

/* The end of the tag that begins at `at`: behind its >, which may stand in quotation marks before. SPAN_NONE: none. */
static size_t tag_end(struct xml *xml, size_t at)
{
	static const char quotes[] = {'"', '\''};
	while (at < xml->input.len) {
		char c = xml->input.at[at++];
		int which = c == quotes[0] ? 0 : c == quotes[1] ? 1 : -1;
		const char *close;
		if (c == '>')
			return at;
		if (which < 0 || xml->no_quote[which])
			continue;
		close = memchr(xml->input.at + at, quotes[which], xml->input.len - at);
		if (close)
			at = (size_t)(close - xml->input.at) + 1;
		else
			xml->no_quote[which] = true;
	}
	return SPAN_NONE;
}

/* Where `sign` ends behind `from`; the end of the input where it does not come. */
static size_t behind(const struct xml *xml, size_t from, struct span sign)
{
	size_t at = span_find(span_from(xml->input, from), sign);
	return at == SPAN_NONE ? xml->input.len : from + at + sign.len;
}

/* <!DOCTYPE name [ declarations ]> */
static size_t doctype_end(const struct xml *xml, size_t from)
{
	size_t end = behind(xml, from, SPAN(">"));
	struct span head = span_cut(xml->input, from, end);
	size_t inner = span_find(head, SPAN("["));
	if (inner == SPAN_NONE)
		return end;
	end = behind(xml, from + inner, SPAN("]"));
	return behind(xml, end, SPAN(">"));
}

static bool take_text(struct xml *xml, struct xml_token *token, size_t to)
{
	*token = (struct xml_token){.kind = XML_TEXT, .from = xml->at, .to = to};
	token->text = span_cut(xml->input, xml->at, to);
	xml->at = to;
	return true;
}

static bool take_cdata(struct xml *xml, struct xml_token *token)
{
	static const struct span open = SPAN("<![CDATA["), close = SPAN("]]>");
	struct span rest = span_from(xml->input, xml->at + open.len);
	size_t end = span_find(rest, close);
	*token = (struct xml_token){.kind = XML_TEXT, .plain = true, .from = xml->at};
	token->text = span_cut(rest, 0, end);
	token->to = end == SPAN_NONE ? xml->input.len : xml->at + open.len + end + close.len;
	xml->at = token->to;
	return true;
}

static struct span take_name(struct span *rest)
{
	struct span name;
	size_t len = 0;
	while (len < rest->len && !is_space(rest->at[len]) && !strchr("/>=", rest->at[len]))
		len++;
	name = span_cut(*rest, 0, len);
	*rest = span_from(*rest, len);
	return name;
}

static bool take_tag(struct xml *xml, struct xml_token *token)
{
	bool closing = span_starts(span_from(xml->input, xml->at), SPAN("</"));
	size_t from = xml->at + (closing ? 2 : 1), end = tag_end(xml, from);
	struct span inner;
	if (end == SPAN_NONE) {
		xml->at = xml->input.len;
		return false;
	}
	inner = span_cut(xml->input, from, end - 1);
	*token = (struct xml_token){.kind = closing ? XML_CLOSE : XML_OPEN, .from = xml->at, .to = end};
	token->empty = !closing && span_ends(inner, SPAN("/"));
	token->name = take_name(&inner);
	token->text = token->empty ? span_cut(inner, 0, inner.len - 1) : inner;
	xml->at = end;
	return true;
}

/* Passes over what says nothing; false where something stands at the place. */
static bool skip(struct xml *xml)
{
	struct span rest = span_from(xml->input, xml->at);
	if (span_starts(rest, SPAN("<!--")))
		xml->at = behind(xml, xml->at + 4, SPAN("-->"));
	else if (span_starts(rest, SPAN("<?")))
		xml->at = behind(xml, xml->at, SPAN("?>"));
	else if (span_starts(rest, SPAN("<!")) && !span_starts(rest, SPAN("<![CDATA[")))
		xml->at = doctype_end(xml, xml->at);
	else
		return false;
	return true;
}

/* Whether a tag begins at the place, where a < stands. */
static bool is_tag(struct span rest)
{
	struct span name = span_from(rest, span_starts(rest, SPAN("</")) ? 2 : 1);
	return name.len > 0 && begins_name(name.at[0]);
}

bool xml_next(struct xml *xml, struct xml_token *token)
{
	while (xml->at < xml->input.len) {
		struct span rest = span_from(xml->input, xml->at);
		size_t next;
		if (rest.at[0] == '<' && skip(xml))
			continue;
		if (span_starts(rest, SPAN("<![CDATA[")))
			return take_cdata(xml, token);
		if (rest.at[0] == '<' && is_tag(rest))
			return take_tag(xml, token);
		next = span_find(span_from(rest, 1), SPAN("<"));
		return take_text(xml, token, next == SPAN_NONE ? xml->input.len : xml->at + 1 + next);
	}
	return false;
}

struct span xml_local(struct span name)
{
	size_t colon = span_find(name, SPAN(":"));
	return colon == SPAN_NONE ? name : span_from(name, colon + 1);
}

struct span xml_prefix(struct span name)
{
	size_t colon = span_find(name, SPAN(":"));
	return span_cut(name, 0, colon == SPAN_NONE ? 0 : colon);
}

static struct span take_value(struct span *rest)
{
	char quote = rest->len > 0 ? rest->at[0] : '\0';
	struct span value;
	size_t len = 0;
	if (quote == '"' || quote == '\'') {
		*rest = span_from(*rest, 1);
		len = span_find(*rest, (struct span){&quote, 1});
		value = span_cut(*rest, 0, len);
		*rest = span_from(*rest, value.len + 1);
		return value;
	}
	while (len < rest->len && !is_space(rest->at[len]))
		len++;
	value = span_cut(*rest, 0, len);
	*rest = span_from(*rest, len);
	return value;
}

/*
 * The next attribute of those that stand in `*rest`, which moves behind it; references in the value stay as they are.
 */
static bool next_attribute(struct span *rest, struct span *name, struct span *value)
{
	*rest = span_trim(*rest);
	while (rest->len > 0 && strchr("/=>", rest->at[0]))
		*rest = span_trim(span_from(*rest, 1));
	if (rest->len == 0)
		return false;
	*name = take_name(rest);
	*rest = span_trim(*rest);
	*value = SPAN("");
	if (span_starts(*rest, SPAN("="))) {
		*rest = span_trim(span_from(*rest, 1));
		*value = take_value(rest);
	}
	return true;
}

struct span xml_attribute(const struct xml_token *token, const char *name)
{
	struct span rest = token->text, at, value;
	while (next_attribute(&rest, &at, &value))
		if (span_equal(at, span_of(name)))
			return value;
	return (struct span){NULL, 0};
}
