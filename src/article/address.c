/* SPDX-License-Identifier: MIT */
/*
 * Addresses as byte strings, after RFC 3986: scheme ":" "//" user "@" host ":" port path "?" query "#" fragment. What
 * an article gives need not be valid; whatever is missing is an empty piece. Everything is linear in the address.
 */
#include "article/address.h"

#include <glib.h>
#include <string.h>

#include "base/lanes.h"
#include "text/utf8.h"

/* Every piece is {NULL, 0} where its sign is missing; `path` may be empty. All point into the address. */
struct pieces {
	struct span scheme, authority, path, query, fragment;
};

/*
 * Query parameters that say how a reader came and never which page it is; a star stands for any ending. Names that some
 * sites use for identity (id, from, ref, source...) stay out, but for pairs that mean sharing alone.
 */
static const char *const tracking[] = {
	"_ga",
	"_gl",
	"_hsenc",
	"_hsmi",
	"_openstat",
	"__hsfp",
	"__hssc",
	"__hstc",
	"__twitter_impression",
	"_branch_match_id",
	"action_object_map",
	"action_ref_map",
	"action_type_map",
	"at_campaign",
	"at_custom*",
	"at_medium",
	"cmpid",
	"dclid",
	"epik",
	"fb_action_ids",
	"fb_action_types",
	"fb_ref",
	"fb_source",
	"fbclid",
	"feature=share",
	"feature=youtu.be",
	"from=groupmessage",
	"from=singlemessage",
	"from=timeline",
	"gbraid",
	"gclid",
	"gclsrc",
	"guccounter",
	"guce_referrer*",
	"igsh",
	"igshid",
	"isappinstalled",
	"mc_cid",
	"mc_eid",
	"mkt_tok",
	"mpshare",
	"msclkid",
	"mtm_*",
	"ncid",
	"ocid",
	"oly_anon_id",
	"oly_enc_id",
	"piwik_*",
	"pk_campaign",
	"pk_kwd",
	"ref_src",
	"ref_url",
	"s_cid",
	"share_from",
	"share_medium",
	"share_plat",
	"share_session_id",
	"share_source",
	"share_tag",
	"share_token",
	"sharer_shareid",
	"sharer_sharetime",
	"smid",
	"smtyp",
	"spm",
	"srnd",
	"trk",
	"trkcampaign",
	"twclid",
	"utm_*",
	"vero_conv",
	"vero_id",
	"wbraid",
	"wickedid",
	"wt.mc_id",
	"wt_mc",
	"xtor",
	"yclid",
};

/* Where the first byte of `set` stands in `s`, or its length. */
static size_t span_until(struct span s, const char *set)
{
	for (; *set; set++) {
		const char *stop = s.len > 0 ? memchr(s.at, *set, s.len) : NULL;
		s.len = stop ? (size_t)(stop - s.at) : s.len;
	}
	return s.len;
}

static size_t scheme_len(struct span url)
{
	size_t at = 0;
	if (!url.len || !g_ascii_isalpha(url.at[0]))
		return 0;
	while (at < url.len && (g_ascii_isalnum(url.at[at]) || strchr("+-.", url.at[at])) && url.at[at])
		at++;
	return at < url.len && url.at[at] == ':' ? at : 0;
}

/* The scheme at the beginning of `url`, which moves behind its colon. */
static struct span take_scheme(struct span *url)
{
	size_t len = scheme_len(*url);
	struct span scheme = span_cut(*url, 0, len);
	if (!len)
		return (struct span){NULL, 0};
	*url = span_from(*url, len + 1);
	return scheme;
}

/* The same for user, host and port behind two slashes. */
static struct span take_authority(struct span *url)
{
	struct span rest = span_from(*url, 2);
	size_t len;
	if (!span_starts(*url, SPAN("//")))
		return (struct span){NULL, 0};
	len = span_until(rest, "/?#");
	*url = span_from(rest, len);
	return span_cut(rest, 0, len);
}

static struct pieces take_apart(struct span url)
{
	struct pieces pieces = {.scheme = take_scheme(&url)};
	size_t len;
	pieces.authority = take_authority(&url);
	len = span_until(url, "?#");
	pieces.path = span_cut(url, 0, len);
	url = span_from(url, len);
	if (span_starts(url, SPAN("?"))) {
		len = span_until(url, "#");
		pieces.query = span_cut(url, 1, len);
		url = span_from(url, len);
	}
	if (span_starts(url, SPAN("#")))
		pieces.fragment = span_from(url, 1);
	return pieces;
}

static struct span finish(struct arena *arena, GString *out)
{
	struct span s = {out->str, out->len};
	s = s.len ? arena_copy(arena, s) : (struct span){NULL, 0};
	g_string_free(out, TRUE);
	return s;
}

/* Bytes of printable ASCII at the beginning. */
static size_t plain_len(struct span url)
{
	size_t at = 0;
	while (url.len - at >= LANE && !lanes_bits(~lanes_within(lanes_load(url.at + at), '!', '~')))
		at += LANE;
	while (at < url.len && url.at[at] > ' ' && url.at[at] < '\x7F')
		at++;
	return at;
}

struct span address_clean(struct arena *arena, struct span url)
{
	size_t plain = plain_len(url);
	GString *out;
	if (plain == url.len)
		return url.len ? arena_copy(arena, url) : (struct span){NULL, 0};
	out = g_string_sized_new(url.len);
	g_string_append_len(out, url.at, (gssize)plain);
	for (size_t at = plain; at < url.len;) {
		size_t from = at;
		uint32_t code = utf8_next(url, &at);
		if (!code_is_space(code) && !code_is_control(code))
			g_string_append_len(out, url.at + from, (gssize)(at - from));
	}
	return finish(arena, out);
}

/* The host as it is written, with www. but without user and port. */
static struct span host_of(struct span authority)
{
	size_t user = span_find_last(authority, SPAN("@"));
	struct span host = user == SPAN_NONE ? authority : span_from(authority, user + 1);
	size_t port = span_find_last(host, SPAN(":"));
	size_t bracket = span_find_last(host, SPAN("]"));
	if (port != SPAN_NONE && (bracket == SPAN_NONE || port > bracket))
		host = span_cut(host, 0, port);
	return host;
}

bool address_is_web(struct span url)
{
	struct span scheme = take_scheme(&url);
	if (!span_equal_nocase(scheme, SPAN("http")) && !span_equal_nocase(scheme, SPAN("https")))
		return false;
	return host_of(take_authority(&url)).len > 0;
}

static struct span port_of(struct span authority)
{
	struct span host = host_of(authority);
	struct span port = {host.at + host.len, (size_t)(authority.at + authority.len - host.at) - host.len};
	return span_from(port, 1);
}

/* The host without www. and the dot at its end, in small letters. */
static struct span bare_host(struct arena *arena, struct span authority)
{
	struct span host = host_of(authority);
	char *small;
	if (span_starts_nocase(host, SPAN("www.")))
		host = span_from(host, 4);
	if (span_ends(host, SPAN(".")))
		host = span_cut(host, 0, host.len - 1);
	if (!host.len)
		return (struct span){NULL, 0};
	small = arena_alloc(arena, host.len);
	for (size_t i = 0; i < host.len; i++)
		small[i] = (char)(host.at[i] | (host.at[i] >= 'A' && host.at[i] <= 'Z' ? 0x20 : 0));
	return (struct span){small, host.len};
}

struct span address_host(struct arena *arena, struct span url)
{
	take_scheme(&url);
	return bare_host(arena, take_authority(&url));
}

struct span address_path(struct span url)
{
	return take_apart(url).path;
}

/* %XX becomes its byte, once; a broken one stays. In place. */
static void percent_decode(GString *s)
{
	const char *first = memchr(s->str, '%', s->len);
	size_t to = first ? (size_t)(first - s->str) : s->len;
	for (size_t at = to; at < s->len; at++) {
		char byte = s->str[at];
		if (byte == '%' && at + 2 < s->len && g_ascii_isxdigit(s->str[at + 1]) &&
		    g_ascii_isxdigit(s->str[at + 2])) {
			byte = (char)(g_ascii_xdigit_value(s->str[at + 1]) * 16 + g_ascii_xdigit_value(s->str[at + 2]));
			at += 2;
		}
		s->str[to++] = byte;
	}
	g_string_truncate(s, to);
}

static bool is_tracking(struct span parameter)
{
	struct span name = span_cut(parameter, 0, span_until(parameter, "="));
	for (size_t i = 0; i < G_N_ELEMENTS(tracking); i++) {
		struct span entry = span_of(tracking[i]);
		if (span_ends(entry, SPAN("*")) && span_starts_nocase(name, span_cut(entry, 0, entry.len - 1)))
			return true;
		if (span_equal_nocase(span_find(entry, SPAN("=")) == SPAN_NONE ? name : parameter, entry))
			return true;
	}
	return false;
}

/* The parameters that tell pages apart, with their question mark. */
static void append_query(GString *out, struct span query)
{
	char sign = '?';
	while (query.len > 0) {
		size_t len = span_until(query, "&");
		struct span parameter = span_cut(query, 0, len);
		query = span_from(query, len + 1);
		if (span_starts(query, SPAN("amp;")))
			query = span_from(query, 4);
		if (!parameter.len || is_tracking(parameter))
			continue;
		g_string_append_c(out, sign);
		g_string_append_len(out, parameter.at, (gssize)parameter.len);
		sign = '&';
	}
}

struct span address_canonical(struct arena *arena, struct span url)
{
	struct span clean = address_clean(arena, url);
	struct pieces pieces = take_apart(clean);
	struct span host, port, path = pieces.path;
	GString *out;
	size_t host_len;
	if (!address_is_web(clean))
		return (struct span){NULL, 0};
	out = g_string_sized_new(clean.len);
	host = bare_host(arena, pieces.authority);
	g_string_append_len(out, host.at, (gssize)host.len);
	port = port_of(pieces.authority);
	if (port.len && !span_equal(port, SPAN("80")) && !span_equal(port, SPAN("443")))
		g_string_append_printf(out, ":%.*s", (int)port.len, port.at);
	host_len = out->len;
	while (span_ends(path, SPAN("/")))
		path = span_cut(path, 0, path.len - 1);
	g_string_append_len(out, path.at, (gssize)path.len);
	append_query(out, pieces.query);
	if (out->len == host_len)
		g_string_truncate(out, 0);
	percent_decode(out);
	percent_decode(out);
	return finish(arena, out);
}

/* RFC 3986, section 5.2.4: appends `path` to `out` without its dot segments; `out` holds nothing else behind `from`. */
static void append_path(GString *out, struct span path)
{
	size_t from = out->len;
	while (path.len > 0) {
		bool slash = path.at[0] == '/';
		size_t len = span_until(span_from(path, slash), "/") + slash;
		struct span name = span_cut(path, slash, len);
		path = span_from(path, len);
		if (span_equal(name, SPAN(".")) || span_equal(name, SPAN(".."))) {
			if (name.len == 2)
				while (out->len > from && out->str[--out->len] != '/')
					;
			if (!path.len)
				g_string_append_c(out, '/');
			continue;
		}
		g_string_append_len(out, name.at - slash, (gssize)len);
	}
	g_string_truncate(out, out->len);
}

static void append_piece(GString *out, const char *sign, struct span piece)
{
	if (!piece.at)
		return;
	g_string_append(out, sign);
	g_string_append_len(out, piece.at, (gssize)piece.len);
}

/* The path of the base up to its last slash, then the reference's. */
static void append_merged(GString *out, const struct pieces *base, struct span path)
{
	size_t slash = span_find_last(base->path, SPAN("/"));
	GString *merged = g_string_new(NULL);
	if (slash == SPAN_NONE)
		g_string_append_c(merged, '/');
	else
		g_string_append_len(merged, base->path.at, (gssize)slash + 1);
	g_string_append_len(merged, path.at, (gssize)path.len);
	append_path(out, (struct span){merged->str, merged->len});
	g_string_free(merged, TRUE);
}

struct span address_resolve(struct arena *arena, struct span base, struct span reference)
{
	struct pieces from = take_apart(base), to = take_apart(reference);
	GString *out;
	if (to.scheme.at || !from.scheme.at || !from.authority.at)
		return reference;
	out = g_string_new(NULL);
	g_string_append_len(out, from.scheme.at, (gssize)from.scheme.len);
	append_piece(out, "://", to.authority.at ? to.authority : from.authority);
	if (to.authority.at || span_starts(to.path, SPAN("/"))) {
		append_path(out, to.path);
	} else if (to.path.len) {
		append_merged(out, &from, to.path);
	} else {
		g_string_append_len(out, from.path.at, (gssize)from.path.len);
		to.query = to.query.at ? to.query : from.query;
	}
	append_piece(out, "?", to.query);
	append_piece(out, "#", to.fragment);
	return finish(arena, out);
}

/* Closing brackets that the address did not open; below zero where it opened more than it closed. */
static long surplus_of_closing(struct span url)
{
	long surplus = 0;
	for (size_t i = 0; i < url.len; i++)
		surplus += (url.at[i] == ')' || url.at[i] == ']') - (url.at[i] == '(' || url.at[i] == '[');
	return surplus;
}

/* Without the punctuation of the sentence that the address ends. */
static size_t without_trailing(struct span url)
{
	long surplus = surplus_of_closing(url);
	while (url.len > 0) {
		char last = url.at[url.len - 1];
		bool closing = last == ')' || last == ']';
		if (!strchr(".,;:!?'", last) && !(closing && surplus > 0))
			break;
		surplus -= closing;
		url.len--;
	}
	return url.len;
}

size_t address_end(struct span text)
{
	size_t end = 0;
	while (end < text.len) {
		size_t next = end;
		uint32_t code = utf8_next(text, &next);
		if (code_is_space(code) || code_is_control(code) || code_is_cjk(code) || code_is_hangul(code) ||
		    (code < 0x80 && strchr("<>\"`|", (int)code)))
			break;
		end = next;
	}
	return without_trailing(span_cut(text, 0, end));
}
