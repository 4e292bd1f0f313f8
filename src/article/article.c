/* SPDX-License-Identifier: MIT */
/*
 * Reading an article's pool, and copying a whole article into one piece of memory: the struct, its arrays from the
 * widest alignment down, the pool at the end. No element holds a pointer, so copying is memcpy.
 */
#include "article/article.h"

#include <glib.h>
#include <string.h>

struct span article_span(const struct article *article, struct slice slice)
{
	if (slice.len == 0)
		return (struct span){NULL, 0};
	if (slice_is_shared(slice))
		return (struct span){article->shared + (slice.from & ~SLICE_SHARED), slice.len};
	return (struct span){article->pool + slice.from, slice.len};
}

bool article_has(const struct article *article, struct slice slice)
{
	uint32_t from = slice.from & ~SLICE_SHARED;
	uint32_t len = slice_is_shared(slice) ? article->shared_len : article->pool_len;
	return from <= len && slice.len <= len - from;
}

struct span article_text(const struct article *article)
{
	return (struct span){article->pool ? article->pool : "", article->text_len};
}

struct span article_block(const struct article *article, const struct block *block)
{
	return span_cut(article_text(article), block->from, block->to);
}

bool article_is_empty(const struct article *article)
{
	return span_trim_wide(article_text(article)).len == 0;
}

#define ARRAY(pointer, count) \
	{offsetof(struct article, pointer), offsetof(struct article, count), sizeof *((struct article *)0)->pointer}

const struct article_array article_arrays[ARTICLE_ARRAYS] = {
	ARRAY(blocks, block_count),    ARRAY(marks, mark_count),
	ARRAY(links, link_count),      ARRAY(images, image_count),
	ARRAY(related, related_count), ARRAY(asides, aside_count),
	ARRAY(tags, tag_count),        ARRAY(warnings, warning_count),
};

static size_t array_bytes(const struct article *article, const struct article_array *array)
{
	uint32_t count;
	memcpy(&count, (const char *)article + array->count, sizeof count);
	return (size_t)count * array->element;
}

struct article *article_copy(const struct article *article)
{
	size_t size = sizeof *article + article->pool_len;
	for (size_t i = 0; i < ARTICLE_ARRAYS; i++)
		size += array_bytes(article, &article_arrays[i]);
	struct article *copy = g_malloc(size);
	*copy = *article;
	char *at = (char *)(copy + 1);
	for (size_t i = 0; i < ARTICLE_ARRAYS; i++) {
		size_t bytes = array_bytes(article, &article_arrays[i]);
		const void *source;
		memcpy(&source, (const char *)article + article_arrays[i].pointer, sizeof source);
		if (bytes > 0)
			memcpy(at, source, bytes);
		memcpy((char *)copy + article_arrays[i].pointer, &(void *){at}, sizeof(void *));
		at += bytes;
	}
	if (article->pool_len > 0)
		memcpy(at, article->pool, article->pool_len);
	copy->pool = at;
	return copy;
}

void article_free(struct article *article)
{
	g_free(article);
}

const char *date_from_name(enum date_from from)
{
	static const char *const names[] = {
		[DATE_FROM_FRONT_MATTER] = "front-matter", [DATE_FROM_COMMENT] = "comment",
		[DATE_FROM_HEADER] = "header",             [DATE_FROM_META] = "meta",
		[DATE_FROM_BYLINE] = "byline",             [DATE_FROM_URL] = "url",
		[DATE_FROM_FILENAME] = "filename",
	};
	return from < G_N_ELEMENTS(names) ? names[from] : NULL;
}

const char *aside_reason_name(enum aside_reason reason)
{
	static const char *const names[] = {
		[ASIDE_NAVIGATION] = "navigation", [ASIDE_PROMOTION] = "promotion", [ASIDE_SHARE] = "share",
		[ASIDE_COOKIE] = "cookie",         [ASIDE_RELATED] = "related",     [ASIDE_SOURCE] = "source",
		[ASIDE_COMMENTS] = "comments",     [ASIDE_REPEATED] = "repeated",
	};
	return reason < G_N_ELEMENTS(names) ? names[reason] : NULL;
}
