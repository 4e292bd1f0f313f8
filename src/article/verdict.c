/* SPDX-License-Identifier: MIT */
/*
 * The rules that leave files out, from the surest to the weakest: first bytes, the shape of the text, names of files
 * and folders, the share of links. A file that dates itself or names its source above the body is an article whatever
 * else speaks against it, but for data and templates.
 */
#include "article/verdict.h"

#include <glib.h>
#include <stdint.h>
#include <string.h>

#include "article/share.h"
#include "base/json_read.h"
#include "base/lanes.h"
#include "text/utf8.h"

#define SAMPLE ((size_t)4096)
#define JSON_MOST ((size_t)4 << 20)

/*
 * Bytes --------------------------------------------------------------------------------------------------------------
 */

static const struct {
	size_t at;
	struct span bytes;
	const char *reason;
} magic[] = {
	{0, SPAN("\x89PNG"), "image"},
	{0, SPAN("\xFF\xD8\xFF"), "image"},
	{0, SPAN("GIF8"), "image"},
	{8, SPAN("WEBP"), "image"},
	{0, SPAN("II*\0"), "image"},
	{0, SPAN("MM\0*"), "image"},
	{0, SPAN("\0\0\1\0"), "image"},
	{4, SPAN("ftypavif"), "image"},
	{4, SPAN("ftyp"), "binary"},
	{0, SPAN("%PDF-"), "binary"},
	{0, SPAN("PK\3\4"), "binary"},
	{0, SPAN("\x1F\x8B\x08"), "binary"},
	{0, SPAN("7z\xBC\xAF"), "binary"},
	{0, SPAN("Rar!\x1A"), "binary"},
	{0,
	 SPAN("\xFD"
	      "7zXZ"),
	 "binary"},
	{0, SPAN("\x28\xB5\x2F\xFD"), "binary"},
	{0, SPAN("BZh9"), "binary"},
	{0,
	 SPAN("\x7F"
	      "ELF"),
	 "binary"},
	{0, SPAN("SQLite format 3"), "binary"},
	{0, SPAN("OggS"), "binary"},
	{0, SPAN("ID3"), "binary"},
	{0, SPAN("wOFF"), "binary"},
	{0, SPAN("wOF2"), "binary"},
	{0, SPAN("OTTO\0"), "binary"},
};

/* Those of sixteen bytes that are control characters, but no white space. */
static inline lanes controls(const char *bytes)
{
	lanes here = lanes_load(bytes);
	return ((lanes)(here < ' ') & ~lanes_within(here, '\t', '\r')) | lanes_equal(here, 0x7F);
}

static bool has_controls(struct span text)
{
	size_t at = lanes_pass(text.at, text.len, controls);
	if (text.len - at >= LANE)
		return true;
	for (; at < text.len; at++)
		if (((uint8_t)text.at[at] < ' ' && (uint8_t)(text.at[at] - '\t') > '\r' - '\t') || text.at[at] == 0x7F)
			return true;
	return false;
}

/* Controls that hardly stand in any file of text. */
static bool is_binary(unsigned char byte)
{
	return byte < '\t' || byte == 0x7F;
}

/* Controls that no text has; \x1A ended files once, \x1B is what terminals get. */
static bool is_no_text(unsigned char byte)
{
	return is_binary(byte) || (byte >= 0x0E && byte < 0x20 && byte != 0x1A && byte != 0x1B);
}

/* How many bytes of `text` are such controls. */
static size_t count_controls(struct span text, bool (*is_such)(unsigned char byte))
{
	size_t count = 0;
	for (size_t i = 0; i < text.len; i++)
		count += is_such((unsigned char)text.at[i]);
	return count;
}

/* A mark of UTF-16, or zeros at every other byte alone, as UTF-16 has them in Latin text and markup. */
static bool looks_like_utf16(struct span bytes)
{
	size_t zeros[2] = {0, 0};
	if (span_starts(bytes, SPAN("\xFF\xFE")) || span_starts(bytes, SPAN("\xFE\xFF")))
		return true;
	if (bytes.len == 0 || !memchr(bytes.at, '\0', bytes.len))
		return false;
	for (size_t i = 0; i < bytes.len; i++)
		zeros[i & 1] += bytes.at[i] == '\0';
	return MIN(zeros[0], zeros[1]) * 16 < MAX(zeros[0], zeros[1]);
}

const char *verdict_bytes(struct span bytes, bool *controls)
{
	struct span sample = span_cut(bytes, 0, SAMPLE);
	bool any = has_controls(sample);
	if (controls)
		*controls = any;
	for (size_t i = 0; i < G_N_ELEMENTS(magic); i++)
		if (span_starts(span_from(bytes, magic[i].at), magic[i].bytes))
			return magic[i].reason;
	return any && count_controls(sample, is_binary) * 8 > sample.len && !looks_like_utf16(sample) ? "binary" : NULL;
}

/*
 * Shapes -------------------------------------------------------------------------------------------------------------
 */

static char first_byte(struct span s)
{
	return s.len > 0 ? s.at[0] : '\0';
}

/* A list or a map from the first sign to the last; what is too long to be read is judged by these signs alone. */
static bool is_json(struct span text)
{
	struct span all = span_trim(text), inner = span_trim(span_from(all, 1));
	struct arena *arena;
	bool json;
	if (!span_starts(all, SPAN("{")) && !span_starts(all, SPAN("[")))
		return false;
	if (!span_ends(all, all.at[0] == '{' ? SPAN("}") : SPAN("]")) ||
	    !strchr("\"{}[]-0123456789", first_byte(inner)))
		return false;
	if (all.len > JSON_MOST)
		return true;
	arena = arena_new();
	json = json_read(arena, all) != NULL;
	arena_free(arena);
	return json;
}

/* Roots of XML that is no page. */
static const struct {
	const char *root, *reason;
} roots[] = {
	{"rss", "feed"},          {"feed", "feed"},   {"rdf:rdf", "feed"},
	{"opml", "feed"},         {"urlset", "data"}, {"plist", "data"},
	{"sitemapindex", "data"}, {"svg", "image"},   {"xsl:stylesheet", "style"},
};

static const char *xml_reason(struct span text)
{
	struct span rest = span_trim(text);
	while (span_starts(rest, SPAN("<?")) || span_starts(rest, SPAN("<!"))) {
		struct span sign = span_starts(rest, SPAN("<!--")) ? SPAN("-->") : SPAN(">");
		size_t end = span_find(rest, sign);
		if (end == SPAN_NONE)
			return NULL;
		rest = span_trim(span_from(rest, end + sign.len));
	}
	for (size_t i = 0; i < G_N_ELEMENTS(roots); i++) {
		struct span root = span_of(roots[i].root), behind = span_from(rest, 1 + root.len);
		if (span_starts(rest, SPAN("<")) && span_starts_nocase(span_from(rest, 1), root) &&
		    (!behind.len || strchr(" \t\n/>", behind.at[0])))
			return roots[i].reason;
	}
	return NULL;
}

/* What only a template says, in the languages of Jekyll, Hugo and their kin: loops, the place of the content. */
static const char *const template_signs[] = {
	"{{ content }}", "{{content}}",  "{{{ content }}}", "{% for ",     "{%- for ",  "{% extends ",
	"{% block ",     "{%- block ",   "{{ .Content",     "{{ define ",  "{{ range ", "{{- range ",
	"{{ partial ",   "{{- partial ", "<%- body",        "<%- partial",
};

/* One of these begins every sign, and they stand in hardly any text. */
static bool has_template_sign(struct span body)
{
	return span_find(body, SPAN("{{")) != SPAN_NONE || span_find(body, SPAN("{%")) != SPAN_NONE ||
	       span_find(body, SPAN("<%")) != SPAN_NONE;
}

static bool is_template(struct span body)
{
	if (!has_template_sign(body))
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(template_signs); i++)
		if (span_find(body, span_of(template_signs[i])) != SPAN_NONE)
			return true;
	return false;
}

/*
 * Names --------------------------------------------------------------------------------------------------------------
 */

/* Endings of what is no text to read; pages saved under the ending of a program (.php, .aspx) are not among them. */
static const struct {
	const char *endings, *reason; /* with a blank before and behind each */
} kinds[] = {
	{" js mjs cjs ts jsx tsx vue py rb pl lua sh bash zsh bat ps1 c h cc cpp hpp cs java kt go rs swift r sql "
	 "ipynb ",
	 "script"},
	{" css scss sass less styl ", "style"},
	{" json jsonl geojson yml yaml toml ini cfg conf lock csv tsv map po pot mo ics vcf bib env properties ",
	 "data"},
};

/* Files that projects keep beside their articles, without the ending. */
static const char *const project_files[] = {
	"license",
	"licence",
	"copying",
	"changelog",
	"contributing",
	"code_of_conduct",
	"security",
	"authors",
	"404",
	"robots",
	"humans",
	"cname",
	"gemfile",
	"rakefile",
	"makefile",
	"dockerfile",
	"procfile",
	"_sidebar",
	"_navbar",
	"_coverpage",
	"_footer",
	"_config",
	"package",
	"install",
	"todo",
	"contributors",
	"codeowners",
	"pull_request_template",
	"issue_template",
};

/* Folders of generators and tools. */
static const char *const project_folders[] = {
	"_layouts",     "_includes", "_sass",   "_plugins",  "_data",
	"node_modules", ".git",      ".github", ".circleci", ".vscode",
};

static struct span base_name(struct span path)
{
	size_t slash = span_find_last(path, SPAN("/"));
	return slash == SPAN_NONE ? path : span_from(path, slash + 1);
}

static const char *ending_reason(struct span name)
{
	size_t dot = span_find_last(name, SPAN("."));
	const char *reason = NULL;
	char *ending;
	if (dot == SPAN_NONE || dot == 0)
		return NULL;
	ending = g_strdup_printf(" %.*s ", (int)(name.len - dot - 1), name.at + dot + 1);
	for (size_t i = 0; i < G_N_ELEMENTS(kinds) && !reason; i++)
		if (span_find_nocase(span_of(kinds[i].endings), span_of(ending)) != SPAN_NONE)
			reason = kinds[i].reason;
	g_free(ending);
	return reason;
}

static bool is_readme(struct span name)
{
	return span_starts_nocase(name, SPAN("readme")) && (name.len == 6 || strchr(".-_", name.at[6]));
}

static bool is_project_file(struct span name)
{
	size_t dot = span_find_last(name, SPAN("."));
	struct span stem = span_cut(name, 0, dot == SPAN_NONE || dot == 0 ? name.len : dot);
	for (size_t i = 0; i < G_N_ELEMENTS(project_files); i++)
		if (span_equal_nocase(stem, span_of(project_files[i])))
			return true;
	return span_starts(name, SPAN("."));
}

static bool is_in_project_folder(struct span path)
{
	while (path.len > 0) {
		size_t slash = span_find(path, SPAN("/"));
		if (slash == SPAN_NONE)
			return false;
		for (size_t i = 0; i < G_N_ELEMENTS(project_folders); i++)
			if (span_equal(span_cut(path, 0, slash), span_of(project_folders[i])))
				return true;
		path = span_from(path, slash + 1);
	}
	return false;
}

static const char *name_reason(struct span path)
{
	struct span name = base_name(path);
	if (is_readme(name))
		return "readme";
	if (is_in_project_folder(path))
		return "layout";
	return is_project_file(name) ? "project-file" : ending_reason(name);
}

/*
 * All together --------------------------------------------------------------------------------------------------------
 */

/* The file says above its body when or from where it was published. */
static bool is_published(const struct fields *fields)
{
	static const enum origin above[] = {ORIGIN_FRONT_MATTER, ORIGIN_COMMENT, ORIGIN_LINK_LINE, ORIGIN_HEADER};
	for (size_t i = 0; i < G_N_ELEMENTS(above); i++)
		if (fields->date[above[i]].precision != DATE_NONE || fields->value[FIELD_URL][above[i]].at)
			return true;
	return false;
}

/* Layouts of what a site has besides its articles. */
static bool is_site_page(const struct fields *fields)
{
	static const char *const layouts[] = {"page",     "default",    "home", "base", "list",  "archive", "archives",
	                                      "category", "categories", "tag",  "tags", "about", "index",   "search"};
	for (size_t i = 0; i < G_N_ELEMENTS(layouts); i++)
		if (span_equal_nocase(fields->layout, span_of(layouts[i])))
			return true;
	return false;
}

/* The same as share_is_list() for a page whose navigation has been taken out. */
static bool is_page_of_links(const struct article *article)
{
	size_t linked = 0;
	if (article->image_count > 0)
		return false;
	for (uint32_t i = 0; i < article->link_count; i++)
		linked += article->links[i].to - article->links[i].from;
	return article->link_count >= 5 && linked * 5 >= (size_t)article->text_len * 4;
}

/* Without text, picture, source or a title of its own there is nothing to list. */
static bool is_nothing(const struct fields *fields, const struct article *article)
{
	enum origin origin = ORIGIN_FILE_NAME;
	fields_value(fields, FIELD_TITLE, &origin);
	return article_is_empty(article) && !article->image_count && !article->url.len && origin == ORIGIN_FILE_NAME;
}

/*
 * More than one character of twenty is a control that no text has: the bytes were no text, whatever charset made
 * characters of them.
 */
static bool is_gibberish(struct span text)
{
	struct span sample = span_cut(text, 0, SAMPLE);
	size_t controls = count_controls(sample, is_no_text);
	return controls > 0 && controls * 20 > utf8_length(sample);
}

const char *verdict_text(struct span text, struct span body, bool controls, struct span path,
                         const struct fields *fields, const struct article *article)
{
	const char *reason = controls && is_gibberish(text) ? "binary" : xml_reason(text);
	if (reason || is_json(text))
		return reason ? reason : "data";
	if (is_published(fields))
		return NULL;
	if (is_template(body))
		return "template";
	reason = name_reason(path);
	if (reason)
		return reason;
	if (is_site_page(fields))
		return "site-page";
	if (share_is_list(body) || is_page_of_links(article))
		return "list-of-links";
	return is_nothing(fields, article) ? "empty-file" : NULL;
}
