/* SPDX-License-Identifier: MIT */
/* Around the text: front matter as our own reader reads it, or a heading among others; and what is related. */
#include "article/date.h"
#include "base/json.h"
#include "export/escape.h"
#include "export/markdown_state.h"

/* A scalar of YAML: JSON's strings are such. */
static void put_field(GString *out, const char *name, struct span value)
{
	if (value.len == 0)
		return;
	struct json json = json_begin(out);
	g_string_append_printf(out, "%s: ", name);
	json_put_text(&json, value);
	g_string_append_c(out, '\n');
}

static void put_bytes_field(GString *out, const char *name, struct span value)
{
	GString *safe = g_string_new(NULL);
	escape_field(safe, value);
	put_field(out, name, (struct span){safe->str, safe->len});
	g_string_free(safe, TRUE);
}

static void put_tags(GString *out, const struct article *article)
{
	struct json json = json_begin(out);
	if (article->tag_count == 0)
		return;
	g_string_append(out, "tags: ");
	json_open_array(&json);
	for (uint32_t i = 0; i < article->tag_count; i++)
		json_put_text(&json, article_span(article, article->tags[i]));
	json_close_array(&json);
	g_string_append_c(out, '\n');
}

static void put_front_matter(struct markdown *markdown)
{
	const struct subject *subject = markdown->subject;
	const struct article *article = markdown->article;
	char date[32];
	date_write(article->date, date);
	g_string_append(markdown->out, "---\n");
	put_bytes_field(markdown->out, "title", subject_title(subject));
	if (*date)
		g_string_append_printf(markdown->out, "date: %s\n", date);
	put_field(markdown->out, "author", article_span(article, article->author));
	put_field(markdown->out, "source", article_span(article, article->source));
	put_field(markdown->out, "url", article_span(article, article->url));
	put_tags(markdown->out, article);
	put_field(markdown->out, "lang", span_of(article->lang));
	put_bytes_field(markdown->out, "archive", subject->entry.archive);
	put_bytes_field(markdown->out, "path", subject->entry.path);
	g_string_append(markdown->out, "---\n");
}

/* The title, where the text does not begin with it. */
static void put_title(struct markdown *markdown)
{
	const struct article *article = markdown->article;
	struct span title = subject_title(markdown->subject);
	if (article->block_count > 0 && article->blocks[0].kind == BLOCK_HEADING &&
	    span_equal(article_block(article, &article->blocks[0]), title))
		return;
	g_string_append(markdown->out, "\n# ");
	markdown_line(markdown->out, title);
	g_string_append_c(markdown->out, '\n');
}

void markdown_front(struct markdown *markdown)
{
	put_front_matter(markdown);
	put_title(markdown);
}

static void put_known(GString *out, struct span text)
{
	if (text.len == 0)
		return;
	if (out->len > 0)
		g_string_append(out, " · ");
	markdown_line(out, text);
}

/* Among others: a place to link to, the title, what is known, where it is from. */
void markdown_head(struct markdown *markdown)
{
	const struct article *article = markdown->article;
	GString *out = markdown->out, *known = g_string_new(NULL);
	struct span id = markdown->subject->entry.id, url = article_span(article, article->url);
	char *place = subject_place(markdown->subject), *address = subject_address(markdown->subject, url);
	char date[32];
	subject_date(markdown->subject, date);
	put_known(known, article_span(article, article->author));
	put_known(known, article_span(article, article->source));
	put_known(known, span_of(date));
	g_string_append_printf(out, "<a id=\"a-%.*s\"></a>\n\n# ", (int)id.len, id.at);
	markdown_line(out, subject_title(markdown->subject));
	g_string_append_printf(out, "\n\n%s%s", known->str, known->len > 0 ? "\\\n" : "");
	if (address) {
		g_string_append_c(out, '<');
		g_string_append(out, address);
		g_string_append(out, ">\\\n");
	} else if (url.len > 0) {
		markdown_line(out, url);
		g_string_append(out, "\\\n");
	}
	markdown_line(out, span_of(place));
	g_string_append_c(out, '\n');
	g_free(address);
	g_free(place);
	g_string_free(known, TRUE);
}

static void put_reference(struct markdown *markdown, const struct reference *reference)
{
	struct span title = article_span(markdown->article, reference->title);
	struct span url = article_span(markdown->article, reference->url);
	GString *goal = g_string_new(NULL);
	bool leads = url.len > 0 && markdown_goal(markdown, goal, url);
	g_string_append(markdown->out, leads ? "- [" : "- ");
	markdown_line(markdown->out, title.len > 0 ? title : url);
	if (leads)
		g_string_append_printf(markdown->out, "](%s)", goal->str);
	g_string_append_c(markdown->out, '\n');
	g_string_free(goal, TRUE);
}

/* One list under the word for it: more headings would not be read back as what they are. */
void markdown_related(struct markdown *markdown)
{
	const struct article *article = markdown->article;
	if (article->related_count > 0)
		g_string_append_printf(markdown->out, "\n%s %s\n\n", markdown->many ? "###" : "##",
		                       subject_related_word(markdown->subject));
	for (uint32_t i = 0; i < article->related_count; i++)
		put_reference(markdown, &article->related[i]);
}
