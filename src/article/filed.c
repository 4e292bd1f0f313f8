/* SPDX-License-Identifier: MIT */
/*
 * The line that says what an article was filed under: 标签：…, Post tags: …. It has been set aside by now; its words
 * are the tags of an article that has no others. The first such line counts, so that all of them cost one walk.
 */
#include "article/passes.h"

#include <glib.h>

#include "article/phrase.h"

#define LABEL_MOST 40 /* bytes before the colon */
#define TAG_MOST 90   /* bytes: more is a sentence */

static bool is_label(struct span text)
{
	static const struct span labels[] = {
		SPAN("标签"),     SPAN("標籤"), SPAN("关键词"), SPAN("關鍵詞"), SPAN("关键字"),    SPAN("關鍵字"),
		SPAN("キーワード"), SPAN("タグ"), SPAN("태그"),   SPAN("키워드"), SPAN("post tags"), SPAN("tags"),
		SPAN("keywords"),
	};
	for (size_t i = 0; i < G_N_ELEMENTS(labels); i++)
		if (phrase_same(text, labels[i]))
			return true;
	return false;
}

/* Moves `text` behind the label that it begins with. */
static bool take_label(struct span *text)
{
	struct span head = span_cut(*text, 0, MIN(text->len, LABEL_MOST));
	size_t wide = span_find(head, SPAN("：")), narrow = span_find(head, SPAN(":")), colon = MIN(wide, narrow);
	if (colon == SPAN_NONE || !is_label(span_cut(*text, 0, colon)))
		return false;
	*text = span_from(*text, colon + (colon == wide ? sizeof "：" - 1 : 1));
	return true;
}

static size_t separator_at(struct span text)
{
	static const struct span separators[] = {SPAN(","), SPAN("，"), SPAN("、"), SPAN(";"), SPAN("；"), SPAN("|")};
	for (size_t i = 0; i < G_N_ELEMENTS(separators); i++)
		if (span_starts(text, separators[i]))
			return separators[i].len;
	return 0;
}

static void offer(struct fields *fields, struct span tag)
{
	tag = span_trim_wide(tag);
	if (span_starts(tag, SPAN("#")))
		tag = span_from(tag, 1);
	if (tag.len > 0 && tag.len <= TAG_MOST)
		fields_tag(fields, tag);
}

static void offer_words(struct fields *fields, struct span list)
{
	size_t from = 0;
	for (size_t at = 0; at < list.len;) {
		size_t width = separator_at(span_from(list, at));
		if (width > 0) {
			offer(fields, span_cut(list, from, at));
			from = at + width;
		}
		at += MAX(width, 1);
	}
	offer(fields, span_from(list, from));
}

/* Every tag a link. */
static void offer_links(const struct draft *draft, struct fields *fields, const struct draft_block *block)
{
	for (uint32_t i = 0; i < draft->link_count && draft->links[i].from < block->to; i++) {
		const struct draft_link *link = &draft->links[i];
		if (link->from >= block->from && link->to <= block->to)
			offer_words(fields, (struct span){draft->text + link->from, link->to - link->from});
	}
}

void filed_find(const struct draft *draft, struct fields *fields)
{
	if (fields->tag_count > 0)
		return;
	for (uint32_t i = 0; i < draft->block_count; i++) {
		const struct draft_block *block = &draft->blocks[i];
		if (block->fate != FATE_ASIDE || block->reason == ASIDE_COMMENTS || block->reason == ASIDE_RELATED)
			continue;
		struct span list = draft_text(draft, block);
		if (!take_label(&list))
			continue;
		if (block->link_bytes * 2 > list.len)
			offer_links(draft, fields, block);
		else
			offer_words(fields, list);
		return;
	}
}
