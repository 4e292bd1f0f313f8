/* SPDX-License-Identifier: MIT */
/*
 * Titles that carry more than the title: `Headline - Site`, `标题_频道_网站`, `2020-01-01-title.md`. A part is what
 * stands between two separators; only the parts at the ends can be a site's name.
 */
#include "article/title.h"

#include <glib.h>
#include <string.h>

#include "article/date.h"
#include "text/utf8.h"

static const struct span separators[] = {
	SPAN(" - "), SPAN(" | "), SPAN(" – "), SPAN(" — "), SPAN(" :: "), SPAN(" » "), SPAN(" « "),
	SPAN(" · "), SPAN(" • "), SPAN("｜"),  SPAN("|"),   SPAN("_"),    SPAN("-"),
};

/* The last of these stand inside titles too: they part only where no other does, and only at the site's known name. */
#define SURE 10

/* Letters and digits of both, case aside, are the same. */
static bool same_letters(struct span a, struct span b)
{
	size_t i = 0, k = 0;
	while (i < a.len || k < b.len) {
		if (i < a.len && (unsigned char)a.at[i] < 0x80 && !g_ascii_isalnum(a.at[i]))
			i++;
		else if (k < b.len && (unsigned char)b.at[k] < 0x80 && !g_ascii_isalnum(b.at[k]))
			k++;
		else if (i >= a.len || k >= b.len || g_ascii_tolower(a.at[i++]) != g_ascii_tolower(b.at[k++]))
			return false;
	}
	return a.len > 0 && b.len > 0;
}

bool names_site(struct span part, struct span site, struct span host)
{
	size_t dot = span_find(host, SPAN("."));
	return same_letters(part, site) || same_letters(part, host) ||
	       (dot != SPAN_NONE && same_letters(part, span_cut(host, 0, dot)));
}

/* At most a third of the whole, and something is left. */
static bool is_short(struct span part, struct span left)
{
	return utf8_length(left) >= 8 && utf8_length(part) * 2 <= utf8_length(left);
}

/* Takes one part off that names the site; false where none does. */
static bool take_site_off(struct span *title, struct span site, struct span host, bool guess)
{
	for (size_t i = 0; i < G_N_ELEMENTS(separators); i++) {
		size_t last = span_find_last(*title, separators[i]), first = span_find(*title, separators[i]);
		struct span before, behind;
		if (last == SPAN_NONE)
			continue;
		before = span_trim_wide(span_cut(*title, 0, last));
		behind = span_trim_wide(span_from(*title, last + separators[i].len));
		if (before.len && (names_site(behind, site, host) || (guess && i < SURE && is_short(behind, before)))) {
			*title = before;
			return true;
		}
		before = span_trim_wide(span_cut(*title, 0, first));
		behind = span_trim_wide(span_from(*title, first + separators[i].len));
		if (behind.len && names_site(before, site, host)) {
			*title = behind;
			return true;
		}
	}
	return false;
}

struct span title_without_site(struct span title, struct span site, struct span host, bool guess)
{
	for (unsigned n = 0; n < 3 && title.len > 0 && take_site_off(&title, site, host, guess && n == 0); n++)
		;
	return title;
}

/* Without the ending: a dot and up to five letters or digits. */
static struct span without_ending(struct span name)
{
	size_t dot = span_find_last(name, SPAN("."));
	if (dot == SPAN_NONE || dot == 0 || name.len - dot > 6 || name.len - dot < 2)
		return name;
	for (size_t i = dot + 1; i < name.len; i++)
		if (!g_ascii_isalnum(name.at[i]))
			return name;
	return span_cut(name, 0, dot);
}

/* Without 2020-01-31- or 20200131_ at its beginning, where anything follows. */
static struct span without_date(struct span name)
{
	static const size_t lengths[] = {10, 8};
	for (size_t i = 0; i < G_N_ELEMENTS(lengths); i++) {
		struct span rest = span_from(name, lengths[i] + 1);
		if (rest.len && date_parse(span_cut(name, 0, lengths[i])).precision != DATE_NONE &&
		    (name.at[lengths[i]] == '-' || name.at[lengths[i]] == '_' || name.at[lengths[i]] == ' '))
			return rest;
	}
	return name;
}

struct span title_from_path(struct arena *arena, struct span path)
{
	size_t slash = span_find_last(path, SPAN("/"));
	struct span name = slash == SPAN_NONE ? path : span_from(path, slash + 1);
	GString *out = g_string_new(NULL), *title = g_string_new(NULL);
	struct span clean;
	size_t copied = 0;
	utf8_repair(without_date(without_ending(name)), out);
	for (size_t at = 0; at < out->len;) {
		size_t from = at;
		uint32_t code = utf8_next((struct span){out->str, out->len}, &at);
		if (!code_is_control(code) && code != '\t' && code != '\n' && code != '_')
			continue;
		g_string_append_len(title, out->str + copied, (gssize)(from - copied));
		if (code == '_')
			g_string_append_c(title, ' ');
		copied = at;
	}
	g_string_append_len(title, out->str + copied, (gssize)(out->len - copied));
	clean = arena_copy(arena, span_trim_wide((struct span){title->str, title->len}));
	g_string_free(out, TRUE);
	g_string_free(title, TRUE);
	while (clean.len > 1 && strchr("-_ ", clean.at[clean.len - 1]))
		clean.len--;
	return clean.len ? clean : SPAN("?");
}

void title_fall_back(struct fields *fields)
{
	if (fields_value(fields, FIELD_TITLE, NULL).len == 0)
		fields_offer(fields, FIELD_TITLE, ORIGIN_FILE_NAME, title_from_path(fields->arena, fields->path));
}
