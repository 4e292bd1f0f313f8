/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_PHRASE_H
#define ARTICLE_PHRASE_H

/*
 * The words of the genre: what newspapers and blogs everywhere write above, below and between their articles, in
 * Chinese, Japanese, Korean and English. No outlet's own words are among them.
 */

#include <stdbool.h>

#include "article/article.h"
#include "base/span.h"
#include "text/utf8.h"

/* No notice is longer, in bytes. */
#define NOTICE_MOST 320

/*
 * Which slot the first character of a phrase has among PHRASE_HEADS: by its low bits, A-Z as a-z. For tables that tell
 * by it, before anything is compared, whether a text may begin with one of many phrases.
 */
#define PHRASE_HEADS 1024
static inline size_t phrase_head(struct span text)
{
	size_t at = 0;
	uint32_t code = utf8_next(text, &at);
	return (code >= 'A' && code <= 'Z' ? code | 0x20 : code) % PHRASE_HEADS;
}

/* `text` without what is neither letter nor digit at both ends: brackets, bullets, colons, arrows, emoji. */
struct span phrase_core(struct span text);

/* Whether both say the same, but for punctuation, white space and the case of A-Z. */
bool phrase_same(struct span a, struct span b);

/*
 * Whether one of them only goes on where the other ends, but for punctuation and so on, and the shorter is no less than
 * `percent` of the longer: a title with the name of the site behind it, a title that was cut.
 */
bool phrase_begins(struct span a, struct span b, unsigned percent);

/* Whether a block of this text is a notice and not the article's: a share button, a cookie banner... fills `reason`. */
bool phrase_is_notice(struct span text, enum aside_reason *reason);

/* Whether `text` is the heading of a list of related articles: 相关文章, 関連記事, Read more. */
bool phrase_is_related(struct span text);

/* As phrase_is_related for the part of `text` before its first colon; moves `text` behind the colon. */
bool phrase_takes_related(struct span *text);

/* Whether `text` says where a picture comes from, or begins as captions do: 图：, ▲, Photo by. */
bool phrase_is_caption(struct span text);

/* Whether `text` says who made a picture, a text or a translation by machine: AI 生成的图像. */
bool phrase_is_machine(struct span text);

/* Whether `text` is a date and a time and nothing else. */
bool phrase_is_date(struct span text);

/* Whether `text` is a link that only says that there is more: Read more, 阅读全文, […]. */
bool phrase_is_more(struct span text);

/* Whether `text` names the source it links to: 原文, 阅读原文, Source. */
bool phrase_is_source(struct span text);

#endif
