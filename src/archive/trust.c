/* SPDX-License-Identifier: MIT */
/*
 * Every offset inside what it refers to, every kind one that there is, the pool UTF-8. Costs what the article is long.
 */
#include "archive/trust.h"

#include <string.h>

#include "text/utf8.h"

/* The years 1 to 9999. */
#define FIRST_SECOND INT64_C(-62135596800)
#define LAST_SECOND INT64_C(253402300799)

static bool is_slice(const struct article *article, struct slice slice)
{
	struct span text;
	if (!article_has(article, slice) || !slice_is_shared(slice)) /* the pool is looked at as a whole */
		return article_has(article, slice);
	text = article_span(article, slice);
	return utf8_valid(text) == text.len;
}

static bool is_range(const struct article *article, uint32_t from, uint32_t to, uint32_t least)
{
	return least <= from && from <= to && to <= article->text_len;
}

static bool is_language(const char lang[LANGUAGE_SIZE])
{
	struct span tag = {lang, strnlen(lang, LANGUAGE_SIZE)};
	return tag.len < LANGUAGE_SIZE && utf8_valid(tag) == tag.len;
}

static bool trust_fields(const struct article *article)
{
	const struct slice slices[] = {article->title, article->author, article->editor, article->source, article->url};
	for (size_t i = 0; i < sizeof(slices) / sizeof(*slices); i++) {
		if (!is_slice(article, slices[i]))
			return false;
	}
	return article->title.len > 0 && article->date.precision <= DATE_INSTANT &&
	       article->date.seconds >= FIRST_SECOND && article->date.seconds <= LAST_SECOND &&
	       article->date.from <= DATE_FROM_FILENAME && is_language(article->lang);
}

static bool trust_blocks(const struct article *article)
{
	uint32_t least = 0;
	for (uint32_t i = 0; i < article->block_count; i++) {
		const struct block *block = &article->blocks[i];
		if (!is_range(article, block->from, block->to, least) || block->kind > BLOCK_DEFINITION ||
		    (block->kind == BLOCK_HEADING && (block->level < 1 || block->level > 6)) ||
		    (block->kind == BLOCK_IMAGE && block->number >= article->image_count))
			return false;
		least = block->to;
	}
	return true;
}

static bool trust_marks(const struct article *article)
{
	uint32_t least = 0;
	for (uint32_t i = 0; i < article->mark_count; i++) {
		const struct mark *mark = &article->marks[i];
		if (!is_range(article, mark->from, mark->to, least) || mark->kind > MARK_SUBSCRIPT)
			return false;
		least = mark->from;
	}
	return true;
}

static bool trust_links(const struct article *article)
{
	uint32_t least = 0;
	for (uint32_t i = 0; i < article->link_count; i++) {
		const struct link *link = &article->links[i];
		if (!is_range(article, link->from, link->to, least) || !is_slice(article, link->url))
			return false;
		least = link->from;
	}
	return true;
}

static bool trust_lists(const struct article *article)
{
	bool sound = true;
	for (uint32_t i = 0; i < article->image_count; i++)
		sound &= is_slice(article, article->images[i].url) && is_slice(article, article->images[i].alt) &&
			 is_slice(article, article->images[i].caption);
	for (uint32_t i = 0; i < article->related_count; i++)
		sound &= is_slice(article, article->related[i].title) && is_slice(article, article->related[i].url) &&
			 is_slice(article, article->related[i].group);
	for (uint32_t i = 0; i < article->aside_count; i++)
		sound &= is_slice(article, article->asides[i].text) &&
			 article->asides[i].block <= article->block_count &&
			 article->asides[i].reason <= ASIDE_REPEATED;
	for (uint32_t i = 0; i < article->tag_count; i++)
		sound &= is_slice(article, article->tags[i]);
	for (uint32_t i = 0; i < article->warning_count; i++)
		sound &= is_slice(article, article->warnings[i].code) &&
			 is_slice(article, article->warnings[i].message);
	return sound;
}

/* Of a slice that is_slice() allows: what is shared was looked at there. */
static bool is_text(const struct article *article, struct slice slice)
{
	struct span text = slice_is_shared(slice) ? SPAN("") : article_span(article, slice);
	return utf8_valid(text) == text.len;
}

bool trust_facts(const struct article *article)
{
	bool sound = article->text_len <= article->pool_len && trust_fields(article) &&
		     is_text(article, article->title) && is_text(article, article->author) &&
		     is_text(article, article->editor) && is_text(article, article->source) &&
		     is_text(article, article->url);
	for (uint32_t i = 0; i < article->tag_count && sound; i++)
		sound = is_slice(article, article->tags[i]) && is_text(article, article->tags[i]);
	return sound;
}

bool trust_article(const struct article *article)
{
	struct span pool = {article->pool, article->pool_len};
	return article->pool_len < SLICE_SHARED && article->text_len <= article->pool_len && trust_fields(article) &&
	       trust_blocks(article) && trust_marks(article) && trust_links(article) && trust_lists(article) &&
	       utf8_valid(pool) == pool.len;
}
