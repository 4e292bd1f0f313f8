/* SPDX-License-Identifier: MIT */
/*
 * Citations: BibTeX in the fields of biblatex's @online, or @misc, and CSL-JSON (the schema of citeproc). A name is one
 * literal: where the family name ends in a byline nobody can tell. Braces cannot be escaped by a backslash, for BibTeX
 * counts them before TeX reads them.
 */
#include <string.h>

#include "article/date.h"
#include "base/json.h"
#include "export/escape.h"
#include "export/formats.h"
#include "text/utf8.h"

/* BibTeX ----------------------------------------------------------------------------------------------------------- */

static const struct {
	char c;
	const char *tex;
} escapes[] = {
	{'\\', "\\textbackslash{}"}, {'{', "\\textbraceleft{}"},    {'}', "\\textbraceright{}"},
	{'~', "\\textasciitilde{}"}, {'^', "\\textasciicircum{}"}, {'%', "\\%"},
	{'&', "\\&"},                {'$', "\\$"},                   {'#', "\\#"},
	{'_', "\\_"},                {'\n', " "},                     {'\t', " "},
};

static const char *tex_of(char c)
{
	for (size_t i = 0; i < G_N_ELEMENTS(escapes); i++) {
		if (escapes[i].c == c)
			return escapes[i].tex;
	}
	return NULL;
}

static void put_tex(GString *out, struct span text)
{
	for (size_t i = 0; i < text.len; i++) {
		const char *tex = tex_of(text.at[i]);
		if (tex)
			g_string_append(out, tex);
		else
			g_string_append_c(out, text.at[i]);
	}
}

/* `wrap`: in braces once more, as one name or a title whose letters stay. */
static void put_field(GString *out, const char *name, struct span text, bool wrap)
{
	if (text.len == 0)
		return;
	g_string_append_printf(out, ",\n\t%s = {%s", name, wrap ? "{" : "");
	put_tex(out, text);
	g_string_append(out, wrap ? "}}" : "}");
}

/* An address is read as it stands; what would end it or begin a comment is written as %XX. */
static void put_address(GString *out, struct span url)
{
	if (url.len == 0)
		return;
	g_string_append(out, ",\n\turl = {");
	for (size_t i = 0; i < url.len; i++) {
		char c = url.at[i];
		if ((unsigned char)c <= ' ' || strchr("{}\\", c))
			g_string_append_printf(out, "%%%02X", (unsigned char)c);
		else
			g_string_append_c(out, c);
	}
	g_string_append_c(out, '}');
}

static void put_tags(GString *out, const struct article *article)
{
	for (uint32_t i = 0; i < article->tag_count; i++) {
		g_string_append(out, i ? ", " : ",\n\tkeywords = {");
		char *tag = span_dup(article_span(article, article->tags[i]));
		put_tex(out, span_of(g_strdelimit(tag, ",", ' ')));
		g_free(tag);
	}
	if (article->tag_count > 0)
		g_string_append_c(out, '}');
}

/* The words of babel and polyglossia. */
static const struct {
	const char *language, *name;
} languages[] = {
	{"zh-Hans", "chinese"}, {"zh-Hant", "chinese"}, {"zh", "chinese"}, {"ja", "japanese"},
	{"ko", "korean"},       {"en", "english"},
};

static const char *language_name(const char *language)
{
	for (size_t i = 0; i < G_N_ELEMENTS(languages); i++) {
		if (strcmp(languages[i].language, language) == 0)
			return languages[i].name;
	}
	return NULL;
}

static struct span valid(struct span text)
{
	return utf8_valid(text) == text.len ? text : (struct span){NULL, 0};
}

static void put_bib(GString *out, const struct subject *subject)
{
	const struct article *article = &subject->article;
	struct span id = subject->entry.id;
	char date[32], *place = subject_place(subject);
	date_write(article->date, date);
	/* @online has to have an address. */
	g_string_append_printf(out, "%s@%s{jianbao-%.*s", subject->index ? "\n" : "",
	                       article->url.len > 0 ? "online" : "misc", (int)id.len, id.at);
	put_field(out, "title", valid(subject_title(subject)), true);
	put_field(out, "author", article_span(article, article->author), true);
	put_field(out, "organization", article_span(article, article->source), false);
	put_field(out, "date", span_of(date), false);
	put_address(out, article_span(article, article->url));
	put_field(out, "langid", span_of(language_name(article->lang)), false);
	put_tags(out, article);
	put_field(out, "note", span_of(place), false);
	g_string_append(out, ",\n}\n");
	g_free(place);
}

/* CSL-JSON --------------------------------------------------------------------------------------------------------- */

static void put_member(struct json *json, const char *name, struct span text)
{
	if (text.len == 0)
		return;
	json_key(json, name);
	json_put_text(json, text);
}

static void put_author(struct json *json, struct span author)
{
	if (author.len == 0)
		return;
	json_key(json, "author");
	json_open_array(json);
	json_open_object(json);
	put_member(json, "literal", author);
	json_close_object(json);
	json_close_array(json);
}

static void put_issued(struct json *json, struct date date)
{
	char text[32];
	int year, month, day;
	date_write(date, text);
	if (sscanf(text, "%d-%d-%d", &year, &month, &day) != 3)
		return;
	json_key(json, "issued");
	json_open_object(json);
	json_key(json, "date-parts");
	json_open_array(json);
	json_open_array(json);
	json_put_integer(json, year);
	json_put_integer(json, month);
	json_put_integer(json, day);
	json_close_array(json);
	json_close_array(json);
	json_close_object(json);
}

static void put_keywords(struct json *json, const struct article *article)
{
	GString *words = g_string_new(NULL);
	for (uint32_t i = 0; i < article->tag_count; i++) {
		struct span tag = article_span(article, article->tags[i]);
		g_string_append(words, i ? ", " : "");
		g_string_append_len(words, tag.at, (gssize)tag.len);
	}
	put_member(json, "keyword", (struct span){words->str, words->len});
	g_string_free(words, TRUE);
}

static void put_csl(GString *out, const struct subject *subject)
{
	const struct article *article = &subject->article;
	struct entry entry = subject->entry;
	GString *path = g_string_new(NULL);
	g_string_append(out, subject->index > 0 ? ",\n" : "");
	struct json json = json_begin(out);
	escape_field(path, entry.path);
	json_open_object(&json);
	put_member(&json, "id", entry.id);
	put_member(&json, "type", SPAN("article-newspaper"));
	json_key(&json, "title");
	json_put_bytes(&json, subject_title(subject));
	put_author(&json, article_span(article, article->author));
	put_member(&json, "container-title", article_span(article, article->source));
	put_issued(&json, article->date);
	put_member(&json, "URL", article_span(article, article->url));
	put_member(&json, "language", span_of(*article->lang ? article->lang : NULL));
	put_keywords(&json, article);
	json_key(&json, "archive");
	json_put_bytes(&json, entry.archive.at ? entry.archive : SPAN(""));
	put_member(&json, "archive_location", (struct span){path->str, path->len});
	json_close_object(&json);
	g_string_free(path, TRUE);
}

static void begin_csl(GString *out, const struct export_set *set)
{
	(void)set;
	g_string_append(out, "[\n");
}

static void end_csl(GString *out, const struct export_set *set)
{
	(void)set;
	g_string_append(out, "\n]\n");
}

const struct stream_format format_bib = {.put = put_bib};
const struct stream_format format_csl_json = {begin_csl, put_csl, end_csl};
