/* SPDX-License-Identifier: MIT */
/*
 * A message is read line by line, once. What is open (multiparts in multiparts) is a short list of boundaries; deeper
 * ones are not looked into. Parts are gathered first, for only then it is known whether a text comes as markup as well.
 */
#include "article/mail.h"

#include <glib.h>

#include "article/bundles.h"
#include "article/date.h"
#include "article/fields.h"
#include "article/mail_header.h"
#include "text/charset.h"

#define DEPTH_MOST 32
#define BOUNDARY_MOST 256 /* bytes; the standard allows 70 */
#define LEAVES_MOST 10000

/* A multipart that is open. */
struct level {
	struct span boundary;
	unsigned group; /* of alternatives that its parts belong to; 0: none */
};

/* A part that holds no others. */
struct leaf {
	struct span type, charset, name, encoding, body;
	unsigned group;
	bool attached, flowed, heading; /* heading: `body` is the subject of a message inside the message */
};

struct mail {
	struct arena *arena;
	struct level levels[DEPTH_MOST];
	unsigned depth, groups;
	GArray *leaves;   /* of struct leaf */
	struct leaf leaf; /* the present one */
	bool in_leaf;
};

static const struct span nothing = {NULL, 0};

/*
 * Heads of parts -----------------------------------------------------------------------------------------------------
 */

static struct span lower(struct arena *arena, struct span text)
{
	char *copy = g_ascii_strdown(text.len > 0 ? text.at : "", (gssize)text.len);
	struct span result = arena_copy(arena, span_of(copy));
	g_free(copy);
	return result;
}

static struct span without_parameters(struct span value)
{
	return span_trim(span_cut(value, 0, span_find(value, SPAN(";"))));
}

static unsigned present_group(const struct mail *mail)
{
	return mail->depth > 0 ? mail->levels[mail->depth - 1].group : 0;
}

static void open_level(struct mail *mail, struct span type, struct span boundary)
{
	unsigned group = present_group(mail);
	if (group == 0 && span_equal(type, SPAN("multipart/alternative")))
		group = ++mail->groups;
	mail->levels[mail->depth++] = (struct level){boundary, group};
}

static void begin_leaf(struct mail *mail, struct span head, struct span type, struct span content)
{
	struct span disposition = mail_field(mail->arena, head, "Content-Disposition");
	struct span name = mail_parameter(mail->arena, disposition, "filename");
	if (name.len == 0)
		name = mail_parameter(mail->arena, content, "name");
	mail->leaf = (struct leaf){
		.type = type,
		.charset = mail_parameter(mail->arena, content, "charset"),
		.encoding = mail_field(mail->arena, head, "Content-Transfer-Encoding"),
		.name = mail_words(mail->arena, name),
		.group = present_group(mail),
		.attached = span_starts_nocase(disposition, SPAN("attachment")),
		.flowed = span_equal_nocase(mail_parameter(mail->arena, content, "format"), SPAN("flowed")),
	};
	mail->in_leaf = true;
}

/* A head has ended. Gives whether another one follows: of a message that is a part. */
static bool take_head(struct mail *mail, struct span head)
{
	struct span content = mail_field(mail->arena, head, "Content-Type");
	struct span type = lower(mail->arena, without_parameters(content));
	struct span boundary = mail_parameter(mail->arena, content, "boundary");
	bool attached = span_starts_nocase(mail_field(mail->arena, head, "Content-Disposition"), SPAN("attachment"));
	if (span_starts(type, SPAN("multipart/")) && boundary.len > 0 && boundary.len <= BOUNDARY_MOST &&
	    mail->depth < DEPTH_MOST) {
		open_level(mail, type, boundary);
		return false;
	}
	if (span_equal(type, SPAN("message/rfc822")) && !attached)
		return true;
	begin_leaf(mail, head, type.len > 0 ? type : SPAN("text/plain"), content);
	return false;
}

/* What is said above a message in a message: its subject, as a heading. */
static void note_inner_head(struct mail *mail, struct span head)
{
	struct leaf leaf = {.heading = true, .body = mail_words(mail->arena, mail_field(mail->arena, head, "Subject"))};
	if (leaf.body.len > 0 && mail->leaves->len < LEAVES_MOST)
		g_array_append_val(mail->leaves, leaf);
}

/* Takes heads off `rest` until something else begins. */
static void read_heads(struct mail *mail, struct span *rest)
{
	bool more = true, inner = false;
	while (more && rest->len > 0) {
		struct span from = *rest, line, head;
		while (span_line(rest, &line) && line.len > 0)
			;
		head = span_cut(from, 0, from.len - rest->len);
		head = charset_decode(mail->arena, head, nothing).text;
		if (inner)
			note_inner_head(mail, head);
		more = inner = take_head(mail, head);
	}
}

/*
 * Lines --------------------------------------------------------------------------------------------------------------
 */

/* Which of the open multiparts a line is a boundary of, counted from 1; 0: none. */
static unsigned level_of(const struct mail *mail, struct span line, bool *last)
{
	if (!span_starts(line, SPAN("--")))
		return 0;
	line = span_from(line, 2);
	for (unsigned i = mail->depth; i > 0; i--) {
		struct span boundary = mail->levels[i - 1].boundary, tail;
		if (!span_starts(line, boundary))
			continue;
		tail = span_trim(span_from(line, boundary.len));
		*last = span_equal(tail, SPAN("--"));
		if (tail.len == 0 || *last)
			return i;
	}
	return 0;
}

static void end_leaf(struct mail *mail, struct span body)
{
	if (mail->in_leaf && mail->leaves->len < LEAVES_MOST) {
		mail->leaf.body = body;
		g_array_append_val(mail->leaves, mail->leaf);
	}
	mail->in_leaf = false;
}

static void read_body(struct mail *mail, struct span rest)
{
	struct span from = rest, line, before = rest;
	bool last = false;
	while (before = rest, span_line(&rest, &line)) {
		unsigned level = mail->depth > 0 ? level_of(mail, line, &last) : 0;
		if (level == 0)
			continue;
		end_leaf(mail, span_cut(from, 0, from.len - before.len));
		mail->depth = last ? level - 1 : level;
		if (!last)
			read_heads(mail, &rest);
		from = rest;
	}
	end_leaf(mail, from);
}

/*
 * From parts to an article -------------------------------------------------------------------------------------------
 */

/* Lines that end in a blank go on in the next (RFC 3676); the blank before a quotation or a line "From" is none. */
static struct span unflow(struct arena *arena, struct span text)
{
	GString *out = g_string_sized_new(text.len);
	struct span line, result;
	while (span_line(&text, &line)) {
		bool soft = span_ends(line, SPAN(" ")) && !span_equal(line, SPAN("-- "));
		if (span_starts(line, SPAN(" ")))
			line = span_from(line, 1);
		g_string_append_len(out, line.at, (gssize)line.len);
		if (!soft)
			g_string_append_c(out, '\n');
	}
	result = arena_copy(arena, (struct span){out->str, out->len});
	g_string_free(out, TRUE);
	return result;
}

static bool is_markup(const struct leaf *leaf)
{
	return !leaf->attached &&
	       (span_equal(leaf->type, SPAN("text/html")) || span_equal(leaf->type, SPAN("application/xhtml+xml")));
}

static bool is_plain(const struct leaf *leaf)
{
	return !leaf->attached && span_starts(leaf->type, SPAN("text/")) &&
	       (leaf->name.len == 0 || span_equal(leaf->type, SPAN("text/plain")));
}

static struct span text_of(struct arena *arena, const struct leaf *leaf)
{
	struct span text = charset_decode(arena, mail_decode(arena, leaf->body, leaf->encoding), leaf->charset).text;
	return leaf->flowed ? unflow(arena, text) : text;
}

/* What comes as markup too is left out: the groups of alternatives in which there is markup. */
static bool *groups_of_markup(const struct mail *mail)
{
	bool *has = g_new0(bool, mail->groups + 1);
	for (guint i = 0; i < mail->leaves->len; i++) {
		const struct leaf *leaf = &g_array_index(mail->leaves, struct leaf, i);
		has[leaf->group] |= is_markup(leaf) && span_trim(leaf->body).len > 0;
	}
	has[0] = false;
	return has;
}

static void add_leaf(struct parts *parts, const struct leaf *leaf, bool superseded)
{
	if (leaf->heading)
		parts_add(parts, PART_HEADING, leaf->body, nothing);
	else if (is_markup(leaf))
		parts_add(parts, PART_HTML, text_of(parts->arena, leaf), nothing);
	else if (is_plain(leaf) && !superseded)
		parts_add(parts, PART_PLAIN, text_of(parts->arena, leaf), nothing);
}

/* Attachments stand at the end, by their names. */
static void add_attachment(struct parts *parts, const struct leaf *leaf)
{
	if (!leaf->heading && !is_markup(leaf) && !is_plain(leaf))
		parts_add_file(parts, "Attachment", leaf->name, leaf->type, nothing, nothing);
}

static void add_parts(const struct mail *mail, struct parts *parts)
{
	bool *has = groups_of_markup(mail);
	for (guint i = 0; i < mail->leaves->len; i++) {
		const struct leaf *leaf = &g_array_index(mail->leaves, struct leaf, i);
		add_leaf(parts, leaf, has[leaf->group]);
	}
	for (guint i = 0; i < mail->leaves->len; i++)
		add_attachment(parts, &g_array_index(mail->leaves, struct leaf, i));
	g_free(has);
}

/* Where a message says at which address it can be read. */
static const char *const address_fields[] = {"Archived-At", "Content-Location", "X-RSS-URL", "Content-Base"};

static void offer_address(struct fields *fields, struct span head)
{
	for (size_t i = 0; i < G_N_ELEMENTS(address_fields); i++) {
		struct span url = mail_field(fields->arena, head, address_fields[i]);
		if (span_starts(url, SPAN("<")) && span_ends(url, SPAN(">")))
			url = span_cut(url, 1, url.len - 1);
		fields_offer(fields, FIELD_URL, ORIGIN_HEADER, url);
	}
}

static void offer_tags(struct fields *fields, struct span head)
{
	struct span rest = mail_words(fields->arena, mail_field(fields->arena, head, "Keywords"));
	while (rest.len > 0) {
		size_t comma = span_find(rest, SPAN(","));
		fields_tag(fields, span_cut(rest, 0, comma));
		rest = span_from(rest, comma == SPAN_NONE ? rest.len : comma + 1);
	}
}

/* Dates may end in a comment: (UTC) */
static struct date date_of(struct span value)
{
	struct date date = date_parse(value);
	size_t bracket = span_find(value, SPAN("("));
	return date.precision == DATE_NONE ? date_parse(span_trim(span_cut(value, 0, bracket))) : date;
}

static void offer_head(struct fields *fields, struct span head)
{
	struct arena *arena = fields->arena;
	struct span list = mail_field(arena, head, "List-Id");
	size_t bracket = span_find(list, SPAN("<"));
	fields_offer(fields, FIELD_TITLE, ORIGIN_HEADER, mail_words(arena, mail_field(arena, head, "Subject")));
	fields_offer(fields, FIELD_AUTHOR, ORIGIN_HEADER, mail_person(arena, mail_field(arena, head, "From")));
	fields_offer(fields, FIELD_LANGUAGE, ORIGIN_META, mail_field(arena, head, "Content-Language"));
	if (bracket != SPAN_NONE && bracket > 0)
		fields_offer(fields, FIELD_SITE, ORIGIN_HEADER, mail_person(arena, list));
	fields_offer_date(fields, ORIGIN_HEADER, date_of(mail_field(arena, head, "Date")));
	offer_address(fields, head);
	offer_tags(fields, head);
}

void mail_parse(struct arena *scratch, struct span message, struct span path, struct parsed *parsed)
{
	struct mail mail = {.arena = scratch, .leaves = g_array_new(FALSE, FALSE, sizeof(struct leaf))};
	struct parts parts = {.arena = scratch};
	struct span rest = message, line;
	struct fields fields;
	fields_init(&fields, scratch);
	while (span_line(&rest, &line) && line.len > 0)
		;
	offer_head(&fields, charset_decode(scratch, span_cut(message, 0, message.len - rest.len), nothing).text);
	rest = message;
	read_heads(&mail, &rest);
	read_body(&mail, rest);
	add_parts(&mail, &parts);
	article_parse_parts(scratch, &fields, parts.all, parts.count, path, parsed);
	g_array_free(mail.leaves, TRUE);
}
