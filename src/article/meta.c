/* SPDX-License-Identifier: MIT */
/*
 * The names under which pages say something of themselves in their head: Open Graph, schema.org's microdata, Dublin
 * Core, and what publishing systems have made up. One table, for each field the best name first.
 */
#include <glib.h>

#include "article/date.h"
#include "article/entity.h"
#include "article/fields.h"

/* Beyond the fields that are texts. */
enum { META_DATE = FIELD_COUNT, META_TAG };

static const struct {
	const char *name;
	int field;
} names[] = {
	{"og:title", FIELD_TITLE},
	{"twitter:title", FIELD_TITLE},
	{"headline", FIELD_TITLE},
	{"dc.title", FIELD_TITLE},
	{"author", FIELD_AUTHOR},
	{"article:author", FIELD_AUTHOR},
	{"byl", FIELD_AUTHOR},
	{"parsely-author", FIELD_AUTHOR},
	{"sailthru.author", FIELD_AUTHOR},
	{"search.byline", FIELD_AUTHOR},
	{"dc.creator", FIELD_AUTHOR},
	{"dcterms.creator", FIELD_AUTHOR},
	{"citation_author", FIELD_AUTHOR},
	{"twitter:creator", FIELD_AUTHOR},
	{"og:site_name", FIELD_SITE},
	{"application-name", FIELD_SITE},
	{"dc.publisher", FIELD_SITE},
	{"canonical", FIELD_URL},
	{"og:url", FIELD_URL},
	{"twitter:url", FIELD_URL},
	{"og:locale", FIELD_LANGUAGE},
	{"content-language", FIELD_LANGUAGE},
	{"dc.language", FIELD_LANGUAGE},
	{"article:published_time", META_DATE},
	{"datepublished", META_DATE},
	{"og:published_time", META_DATE},
	{"og:article:published_time", META_DATE},
	{"article:published", META_DATE},
	{"publishdate", META_DATE},
	{"publish_date", META_DATE},
	{"publish-date", META_DATE},
	{"publication_date", META_DATE},
	{"publicationdate", META_DATE},
	{"published_time", META_DATE},
	{"pubdate", META_DATE},
	{"pub_date", META_DATE},
	{"parsely-pub-date", META_DATE},
	{"sailthru.date", META_DATE},
	{"dc.date.issued", META_DATE},
	{"dcterms.issued", META_DATE},
	{"dc.date", META_DATE},
	{"dcterms.date", META_DATE},
	{"dc.date.created", META_DATE},
	{"dcterms.created", META_DATE},
	{"citation_publication_date", META_DATE},
	{"datecreated", META_DATE},
	{"date", META_DATE},
	{"article:tag", META_TAG},
};

/* www.example.org/path: a host by its first and last part, and a path behind it. */
static bool lacks_scheme(struct span url)
{
	size_t end = span_find(url, SPAN("/")), dots = 0, letters = 0;
	if (!span_starts_nocase(url, SPAN("www.")) || end == SPAN_NONE || end + 1 == url.len)
		return false;
	for (size_t i = 0; i < end; i++) {
		char c = url.at[i];
		if (!g_ascii_isalnum(c) && c != '-' && c != '.')
			return false;
		dots += c == '.';
		letters = g_ascii_isalpha(c) ? letters + 1 : 0;
	}
	return dots >= 2 && letters >= 2;
}

/* An address of the page itself: the scheme is what some leave out. */
static struct span with_scheme(struct arena *arena, struct span url)
{
	bool none = lacks_scheme(span_trim(url));
	char *whole;
	if (!none && !span_starts(span_trim(url), SPAN("//")))
		return url;
	url = span_trim(url);
	whole = g_strdup_printf("http:%s%.*s", none ? "//" : "", (int)MIN(url.len, (size_t)INT_MAX), url.at);
	url = arena_copy(arena, span_of(whole));
	g_free(whole);
	return url;
}

/* False where `content` is no value of this field; then what was known stays. */
static bool replace(struct fields *fields, int field, struct span content)
{
	struct date date;
	struct span *value, before;
	if (field == META_DATE) {
		date = date_parse(content);
		if (date.precision != DATE_NONE)
			fields->date[ORIGIN_META] = date;
		return date.precision != DATE_NONE;
	}
	if (field == FIELD_URL)
		content = with_scheme(fields->arena, content);
	value = &fields->value[field][ORIGIN_META];
	before = *value;
	*value = (struct span){NULL, 0};
	fields_offer(fields, (enum field)field, ORIGIN_META, content);
	if (value->at)
		return true;
	*value = before;
	return false;
}

void fields_meta(struct fields *fields, struct span name, struct span content)
{
	content = entity_decode(fields->arena, content);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		uint8_t rank = (uint8_t)(G_N_ELEMENTS(names) - i);
		if (!span_equal_nocase(name, span_of(names[i].name)))
			continue;
		if (names[i].field == META_TAG)
			fields_tag(fields, content);
		else if (rank > fields->meta_rank[names[i].field] && replace(fields, names[i].field, content))
			fields->meta_rank[names[i].field] = rank;
		return;
	}
}

G_STATIC_ASSERT(G_N_ELEMENTS(names) <= UINT8_MAX);
