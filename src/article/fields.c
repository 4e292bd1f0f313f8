/* SPDX-License-Identifier: MIT */
/*
 * Collects what the finders offer and says who wins. The order of the origins stands in two tables, one for text fields
 * and one for dates. Everything kept is a copy in the arena, clean and on one line.
 */
#include "article/fields.h"

#include <glib.h>
#include <stdarg.h>

#include "article/address.h"
#include "article/clean.h"

/* For each field the origins from the best to the worst, ended by ORIGIN_COUNT. */
static const enum origin text_order[FIELD_COUNT][ORIGIN_COUNT + 1] = {
	[FIELD_TITLE] = {ORIGIN_FRONT_MATTER, ORIGIN_LINK_LINE, ORIGIN_HEADER, ORIGIN_META, ORIGIN_JSON_LD,
	                 ORIGIN_HEADING, ORIGIN_PAGE_TITLE, ORIGIN_FILE_NAME, ORIGIN_COUNT},
	[FIELD_AUTHOR] = {ORIGIN_FRONT_MATTER, ORIGIN_HEADER, ORIGIN_META, ORIGIN_JSON_LD, ORIGIN_BYLINE, ORIGIN_COUNT},
	[FIELD_EDITOR] = {ORIGIN_FRONT_MATTER, ORIGIN_HEADER, ORIGIN_META, ORIGIN_BYLINE, ORIGIN_COUNT},
	[FIELD_SITE] = {ORIGIN_FRONT_MATTER, ORIGIN_META, ORIGIN_JSON_LD, ORIGIN_HEADER, ORIGIN_BYLINE, ORIGIN_URL,
	                ORIGIN_COUNT},
	[FIELD_URL] = {ORIGIN_FRONT_MATTER, ORIGIN_LINK_LINE, ORIGIN_HEADER, ORIGIN_META, ORIGIN_JSON_LD, ORIGIN_COUNT},
	[FIELD_LANGUAGE] = {ORIGIN_FRONT_MATTER, ORIGIN_META, ORIGIN_JSON_LD, ORIGIN_COUNT},
};

/* The same for dates, and how records name the origin, in the order of enum date_from. */
static const struct {
	enum origin origin;
	enum date_from from;
} date_order[] = {
	{ORIGIN_FRONT_MATTER, DATE_FROM_FRONT_MATTER},
	{ORIGIN_COMMENT, DATE_FROM_COMMENT},
	{ORIGIN_HEADER, DATE_FROM_HEADER},
	{ORIGIN_META, DATE_FROM_META},
	{ORIGIN_JSON_LD, DATE_FROM_META},
	{ORIGIN_BYLINE, DATE_FROM_BYLINE},
	{ORIGIN_HEADING, DATE_FROM_BYLINE}, /* a date in the title: 每日新闻（2020/01/26） */
	{ORIGIN_URL, DATE_FROM_URL},
	{ORIGIN_FILE_NAME, DATE_FROM_FILENAME},
};

void fields_init(struct fields *fields, struct arena *arena)
{
	*fields = (struct fields){.arena = arena};
}

void fields_offer(struct fields *fields, enum field field, enum origin origin, struct span value)
{
	struct span clean;
	if (fields->value[field][origin].at || !value.len)
		return;
	clean = field == FIELD_URL ? address_clean(fields->arena, value) : clean_line(fields->arena, value);
	if (!clean.len || (field == FIELD_URL && !address_is_web(clean)))
		return;
	if (field == FIELD_AUTHOR && (address_is_web(clean) || clean.at[0] == '@'))
		return;
	fields->value[field][origin] = clean;
}

void fields_offer_date(struct fields *fields, enum origin origin, struct date date)
{
	if (date.precision != DATE_NONE && fields->date[origin].precision == DATE_NONE)
		fields->date[origin] = date;
}

void fields_tag(struct fields *fields, struct span tag)
{
	struct span clean = clean_line(fields->arena, tag);
	if (!clean.len || fields->tag_count == G_N_ELEMENTS(fields->tags))
		return;
	for (unsigned i = 0; i < fields->tag_count; i++)
		if (span_equal(fields->tags[i], clean))
			return;
	fields->tags[fields->tag_count++] = clean;
}

void fields_warn(struct fields *fields, const char *code, unsigned line, const char *format, ...)
{
	va_list args;
	char *message;
	if (fields->warning_count == G_N_ELEMENTS(fields->warnings))
		return;
	va_start(args, format);
	message = g_strdup_vprintf(format, args);
	va_end(args);
	fields->warnings[fields->warning_count].code = code;
	fields->warnings[fields->warning_count].line = line;
	fields->warnings[fields->warning_count++].message = arena_copy(fields->arena, span_of(message));
	g_free(message);
}

struct span fields_value(const struct fields *fields, enum field field, enum origin *origin)
{
	for (const enum origin *at = text_order[field]; *at != ORIGIN_COUNT; at++) {
		if (!fields->value[field][*at].at)
			continue;
		if (origin)
			*origin = *at;
		return fields->value[field][*at];
	}
	return (struct span){NULL, 0};
}

/* Where two origins go by one name, the one that knows the instant beats the one that knows the day. */
struct date fields_date(const struct fields *fields)
{
	struct date best = {.precision = DATE_NONE};
	for (size_t i = 0; i < G_N_ELEMENTS(date_order); i++) {
		struct date date = fields->date[date_order[i].origin];
		if (best.precision != DATE_NONE && best.from != date_order[i].from)
			break;
		if (date.precision <= best.precision)
			continue;
		best = date;
		best.from = (uint8_t)date_order[i].from;
	}
	return best;
}

bool fields_wants_date(const struct fields *fields, enum origin origin)
{
	struct date known = fields_date(fields);
	size_t i = 0;
	while (date_order[i].origin != origin)
		i++;
	return known.precision == DATE_NONE || known.from >= date_order[i].from;
}
