/* SPDX-License-Identifier: MIT */
/*
 * A query is looked at from its first node on; as soon as a node decides the one above it, what is left below that is
 * passed over. Nodes are ordered by what they cost (query.c), so text is only read where nothing cheaper decides.
 */
#include "find/filter.h"

#include <glib.h>

#include "base/span.h"

/* One article that is being looked at. */
struct subject {
	struct filter *filter;
	uint32_t entry;
	struct article article;
};

struct span filter_field(const struct article *article, enum query_field field)
{
	const struct slice slices[IN_COUNT] = {
		[IN_TITLE] = article->title,
		[IN_AUTHOR] = article->author,
		[IN_SOURCE] = article->source,
		[IN_URL] = article->url,
	};
	return field == IN_TEXT ? article_text(article) : article_span(article, slices[field]);
}

static bool occurs_in(struct subject *subject, const struct query_node *node, struct span text)
{
	if (node->whole)
		return span_equal(text, needle_spelling(node->needle));
	return needle_occurs(node->needle, text, &subject->filter->given_up);
}

static bool occurs_in_tags(struct subject *subject, const struct query_node *node)
{
	const struct article *article = &subject->article;
	for (uint32_t i = 0; i < article->tag_count; i++)
		if (occurs_in(subject, node, article_span(article, article->tags[i])))
			return true;
	return false;
}

/* Tags that the reader gave, and only where tags are asked for: they are no part of the article. */
static struct span own_tags(const struct subject *subject)
{
	const struct asking *asking = &subject->filter->asking;
	return asking->tags ? asking->tags(asking->data, subject->entry) : (struct span){NULL, 0};
}

static bool occurs_in_own_tags(struct subject *subject, const struct query_node *node)
{
	struct span rest = own_tags(subject), tag;
	while (span_line(&rest, &tag))
		if (occurs_in(subject, node, tag))
			return true;
	return false;
}

/* What is known of a long text: of each node, whether it occurs there. */
struct filter_text {
	uint32_t next; /* node that is looked for */
	struct needle_look look;
	bool given_up;
	bool occurs[];
};

static bool occurs_in_text(struct subject *subject, const struct query_node *node)
{
	const struct filter *filter = subject->filter;
	uint32_t count;
	if (filter->text)
		return filter->text->occurs[node - query_nodes(filter->query, &count)];
	return occurs_in(subject, node, article_text(&subject->article));
}

static bool accepts_text(struct subject *subject, const struct query_node *node)
{
	static const enum query_field all[] = {IN_TITLE, IN_AUTHOR, IN_SOURCE};
	if (node->field == IN_TAG)
		return occurs_in_tags(subject, node) || occurs_in_own_tags(subject, node);
	if (node->field == IN_ARCHIVE)
		return occurs_in(subject, node, archive_name(subject->filter->archive, subject->entry));
	if (node->field == IN_TEXT)
		return occurs_in_text(subject, node);
	if (node->field != IN_ANY)
		return occurs_in(subject, node, filter_field(&subject->article, node->field));
	if (occurs_in_text(subject, node))
		return true;
	for (size_t i = 0; i < G_N_ELEMENTS(all); i++)
		if (occurs_in(subject, node, filter_field(&subject->article, all[i])))
			return true;
	return occurs_in_tags(subject, node);
}

static bool accepts_date(struct subject *subject, const struct query_node *node)
{
	return period_holds(&node->period, subject->article.date);
}

/* zh holds zh-Hant too. */
static bool accepts_lang(struct subject *subject, const struct query_node *node)
{
	struct span lang = span_of(subject->article.lang);
	return span_starts_nocase(lang, node->value) &&
	       (lang.len == node->value.len || (!node->whole && lang.at[node->value.len] == '-'));
}

static bool accepts_is(struct subject *subject, const struct query_node *node)
{
	const struct asking *asking = &subject->filter->asking;
	if (node->which == IS_EMPTY)
		return article_is_empty(&subject->article);
	return asking->is && asking->is(asking->data, (enum query_is)node->which, subject->entry);
}

static bool accepts_has(struct subject *subject, const struct query_node *node)
{
	const struct article *article = &subject->article;
	const bool has[] = {
		[HAS_IMAGE] = article->image_count > 0,
		[HAS_LINK] = article->link_count > 0,
		[HAS_DATE] = article->date.precision != DATE_NONE,
		[HAS_AUTHOR] = article->author.len > 0,
		[HAS_SOURCE] = article->source.len > 0,
		[HAS_LANG] = article->lang[0] != '\0',
		[HAS_COUNT] = false,
	};
	if (node->which == HAS_TAG)
		return article->tag_count > 0 || own_tags(subject).len > 0;
	return node->which == HAS_ARCHIVE ? archive_name(subject->filter->archive, subject->entry).len > 0
	                                  : has[node->which];
}

static bool accepts_links(struct subject *subject, const struct query_node *node)
{
	const struct archive *archive = subject->filter->archive;
	const struct article *article = &subject->article;
	uint32_t wanted = archive_find_id(archive, node->value);
	for (uint32_t i = 0; wanted != ENTRY_NONE && i < article->link_count; i++)
		if (archive_resolve(archive, subject->entry, article_span(article, article->links[i].url)) == wanted)
			return true;
	return false;
}

static bool (*const accepts[])(struct subject *subject, const struct query_node *node) = {
	[QUERY_TEXT] = accepts_text, [QUERY_DATE] = accepts_date, [QUERY_LANG] = accepts_lang,
	[QUERY_IS] = accepts_is,     [QUERY_HAS] = accepts_has,   [QUERY_LINKS] = accepts_links,
};

/*
 * The value of a node is known: goes up as long as that decides the node above, or ends it. The next node to look at;
 * `count` where the whole query is decided, by `*value`.
 */
static uint32_t go_on(const struct query_node *nodes, uint32_t count, uint32_t at, bool *value)
{
	while (nodes[at].parent != QUERY_NO_NODE) {
		uint32_t parent = nodes[at].parent, next = nodes[at].end;
		if (nodes[parent].kind == QUERY_NOT)
			*value = !*value;
		else if (*value == (nodes[parent].kind == QUERY_AND) && next < nodes[parent].end)
			return next;
		at = parent;
	}
	return count;
}

bool filter_accepts_article(struct filter *filter, uint32_t entry, const struct article *article)
{
	struct subject subject = {.filter = filter, .entry = entry, .article = *article};
	uint32_t count;
	const struct query_node *nodes = query_nodes(filter->query, &count);
	bool value = true;
	filter->given_up = filter->text && filter->text->given_up;
	for (uint32_t at = 0; at < count;) {
		bool is_leaf = nodes[at].end == at + 1;
		if (is_leaf) {
			const struct query_node *node = &nodes[at];
			value = node->kind <= QUERY_NOT ? node->kind == QUERY_AND : accepts[node->kind](&subject, node);
			at = go_on(nodes, count, at, &value);
		} else {
			at++;
		}
	}
	filter_forget(filter);
	return value;
}

bool filter_accepts(struct filter *filter, uint32_t entry)
{
	struct article article;
	archive_article(filter->archive, entry, &article);
	return filter_accepts_article(filter, entry, &article);
}

/* Long texts ------------------------------------------------------------------------------------------------------- */

/* What a word is looked for in takes a tenth of a millisecond, mostly; an expression may take some. */
enum { PORTION = 128 << 10 };

static bool asks_for_text(const struct query_node *node)
{
	return node->kind == QUERY_TEXT && !node->whole && (node->field == IN_ANY || node->field == IN_TEXT);
}

static bool has_long_whole(const struct query_node *node, struct span text)
{
	return node->kind == QUERY_TEXT && node->whole && span_equal(text, needle_spelling(node->needle));
}

bool filter_look_on(struct filter *filter, const struct article *article)
{
	uint32_t count;
	const struct query_node *nodes = query_nodes(filter->query, &count);
	if (!filter->text)
		filter->text = g_malloc0(sizeof(*filter->text) + count * sizeof(bool));
	struct filter_text *text = filter->text;
	for (; text->next < count; text->next++) {
		const struct query_node *node = &nodes[text->next];
		if (!asks_for_text(node)) {
			text->occurs[text->next] = has_long_whole(node, article_text(article));
			continue;
		}
		text->look.text = article_text(article);
		enum walk_result result = needle_look_on(node->needle, &text->look, PORTION);
		if (result == WALK_MORE)
			return false;
		text->occurs[text->next] = result == WALK_FOUND;
		text->given_up |= text->look.given_up;
		needle_look_end(&text->look);
	}
	return true;
}

void filter_forget(struct filter *filter)
{
	if (filter->text)
		needle_look_end(&filter->text->look);
	g_clear_pointer(&filter->text, g_free);
}
