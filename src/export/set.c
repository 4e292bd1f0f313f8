/* SPDX-License-Identifier: MIT */
/*
 * Addresses are data of a hostile file that become links in somebody's browser or e-book reader: what has a scheme
 * other than four harmless ones is none, and each byte that RFC 3986 has no place for is written as %XX.
 */
#include "export/set.h"

#include <string.h>

#include "article/address.h"
#include "article/date.h"
#include "export/escape.h"

void export_set_init(struct export_set *set, const struct archive *archive, const uint32_t *entries, size_t count,
                     bool with_chrome)
{
	*set = (struct export_set){.archive = archive, .entries = entries, .count = count, .with_chrome = with_chrome};
	set->places = g_new0(uint32_t, archive_count(archive) + 1);
	for (size_t i = 0; i < count; i++)
		set->places[entries[i]] = (uint32_t)i + 1;
}

bool export_set_goes_on(const struct export_set *set, size_t index)
{
	return !set->goes_on || set->goes_on(set->data, index);
}

void export_set_clear(struct export_set *set)
{
	g_clear_pointer(&set->places, g_free);
}

void export_set_subject(const struct export_set *set, size_t index, struct subject *subject)
{
	*subject = (struct subject){.set = set, .index = index, .number = set->entries[index]};
	archive_entry(set->archive, subject->number, &subject->entry);
	archive_article(set->archive, subject->number, &subject->article);
}

/* Links ------------------------------------------------------------------------------------------------------------ */

static bool is_hex(char c)
{
	return g_ascii_isxdigit(c);
}

/* The bytes that an address may have as they are, besides letters, digits and what is not ASCII. */
static bool is_address_byte(char c)
{
	return g_ascii_isalnum(c) || (c & 0x80) || (c && strchr("-._~:/?#@!$&'()*+,;=", c));
}

/* The host as the name service knows it, for what looks like Latin letters may be none; its end in `url`, or 0. */
static size_t encode_host(GString *out, struct span url)
{
	size_t from = span_find(url, SPAN("//")), to;
	if (from == SPAN_NONE)
		return 0;
	from += 2;
	for (to = from; to < url.len && !strchr("/?#", url.at[to]); to++)
		;
	char *name = span_dup(span_cut(url, from, to));
	char *ascii = g_hostname_to_ascii(name);
	g_string_append_len(out, url.at, (gssize)from);
	g_string_append(out, ascii ? ascii : "invalid");
	g_free(ascii);
	g_free(name);
	return to;
}

static char *encode(struct span url)
{
	GString *out = g_string_sized_new(url.len + 16);
	bool fragment = false;
	for (size_t i = encode_host(out, url); i < url.len; i++) {
		char c = url.at[i];
		bool escaped = c == '%' && i + 2 < url.len && is_hex(url.at[i + 1]) && is_hex(url.at[i + 2]);
		bool again = c == '#' && fragment; /* a second one */
		fragment = fragment || c == '#';
		if (escaped || (is_address_byte(c) && !again))
			g_string_append_c(out, c);
		else
			g_string_append_printf(out, "%%%02X", (unsigned char)c);
	}
	return g_string_free(out, FALSE);
}

/* Letters, digits, hyphens and dots, a port, and no label that is empty: what every reader of addresses takes. */
static bool host_is_sound(struct span url)
{
	size_t from = span_find(url, SPAN("//")) + 2, at = from;
	for (; at < url.len && !strchr("/?#", url.at[at]); at++) {
		char c = url.at[at];
		bool dot = c == '.' && (at == from || url.at[at - 1] == '.');
		if (dot || !(g_ascii_isalnum(c) || (c & 0x80) || (c && strchr("-._:", c))))
			return false;
	}
	return at > from;
}

static bool is_harmless(struct span url)
{
	if (span_starts_nocase(url, SPAN("mailto:")))
		return url.len > strlen("mailto:");
	return (address_is_web(url) || span_starts_nocase(url, SPAN("ftp://"))) && host_is_sound(url);
}

/* A scheme: letters before a colon that stands before any slash. */
static bool has_scheme(struct span url)
{
	size_t at = 0;
	while (at < url.len && (g_ascii_isalnum(url.at[at]) || strchr("+-.", url.at[at])))
		at++;
	return at > 0 && at < url.len && url.at[at] == ':';
}

char *subject_address(const struct subject *subject, struct span url)
{
	struct arena *arena = arena_new();
	struct span base = article_span(&subject->article, subject->article.url);
	char *address;
	url = address_clean(arena, url);
	if (!has_scheme(url) && base.len > 0)
		url = address_resolve(arena, base, url);
	address = is_harmless(url) ? encode(url) : NULL;
	arena_free(arena);
	return address;
}

struct link_goal subject_link(const struct subject *subject, struct span url)
{
	const struct export_set *set = subject->set;
	uint32_t entry = archive_resolve(set->archive, subject->number, url);
	char *address;
	if (entry != ENTRY_NONE && set->places[entry] > 0)
		return (struct link_goal){LINK_INSIDE, set->places[entry] - 1, NULL};
	address = subject_address(subject, url);
	return (struct link_goal){address ? LINK_OUTSIDE : LINK_NONE, 0, address};
}

/* Fields ----------------------------------------------------------------------------------------------------------- */

struct span subject_title(const struct subject *subject)
{
	struct span title = article_span(&subject->article, subject->article.title);
	return title.len > 0 ? title : subject->entry.path;
}

void subject_date(const struct subject *subject, char out[32])
{
	struct date date = subject->article.date;
	date_write(date, out);
	if (date.precision != DATE_INSTANT || strlen(out) < strlen("2022-11-13T18:04:03Z"))
		return;
	out[10] = ' ';
	strcpy(out + 16, " UTC");
}

char *subject_place(const struct subject *subject)
{
	GString *out = g_string_new(NULL);
	escape_field(out, subject->entry.archive);
	if (out->len > 0)
		g_string_append(out, ": ");
	escape_field(out, subject->entry.path);
	return g_string_free(out, FALSE);
}

const char *subject_language(const struct subject *subject)
{
	return *subject->article.lang ? subject->article.lang : "und";
}

const char *subject_related_word(const struct subject *subject)
{
	static const struct {
		const char *language, *word;
	} words[] = {
		{"zh-Hans", "相关阅读"},
		{"zh-Hant", "相關閱讀"},
		{"ja", "関連記事"},
		{"ko", "관련 기사"},
	};
	for (size_t i = 0; i < G_N_ELEMENTS(words); i++) {
		if (strcmp(words[i].language, subject->article.lang) == 0)
			return words[i].word;
	}
	return "Related articles";
}
