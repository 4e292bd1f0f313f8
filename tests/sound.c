/* SPDX-License-Identifier: MIT */
/*
 * The promises of article.h, checked: clean UTF-8, every range inside what it refers to, blocks in order, marks and
 * links sorted. Hostile files, fuzz targets and samples are all held to them.
 */
#include "sound.h"

#include <glib.h>
#include <stdarg.h>

#include "article/date.h"
#include "text/utf8.h"

/* The first fault found stays. */
struct sound {
	const struct article *article;
	char *fault;
};

static void complain(struct sound *sound, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void complain(struct sound *sound, const char *format, ...)
{
	va_list args;
	if (sound->fault)
		return;
	va_start(args, format);
	sound->fault = g_strdup_vprintf(format, args);
	va_end(args);
}

static void check_clean(struct sound *sound, const char *what, struct span s, bool lines)
{
	if (utf8_valid(s) != s.len)
		complain(sound, "%s: bad UTF-8 at byte %zu", what, utf8_valid(s));
	for (size_t at = 0; at < s.len && !sound->fault;) {
		size_t from = at;
		uint32_t code = utf8_next(s, &at);
		if (code_is_control(code) || (!lines && (code == '\n' || code == '\t')))
			complain(sound, "%s: U+%04X at byte %zu", what, code, from);
	}
}

/* A string of one line behind the text. */
static void check_slice(struct sound *sound, const char *what, struct slice slice)
{
	const struct article *article = sound->article;
	if (!article_has(article, slice))
		complain(sound, "%s: [%u, +%u) reaches beyond the pool", what, slice.from, slice.len);
	else
		check_clean(sound, what, article_span(article, slice), false);
}

/* As check_slice(); it may have several lines. */
static void check_passage(struct sound *sound, const char *what, struct slice slice)
{
	const struct article *article = sound->article;
	if (!article_has(article, slice))
		complain(sound, "%s: [%u, +%u) reaches beyond the pool", what, slice.from, slice.len);
	else
		check_clean(sound, what, article_span(article, slice), true);
}

static bool is_boundary(const struct article *article, uint32_t at)
{
	return at == article->text_len || ((unsigned char)article->pool[at] & 0xC0) != 0x80;
}

/* A range of the text that begins at `least` or later. */
static void check_range(struct sound *sound, const char *what, uint32_t index, uint32_t from, uint32_t to,
                        uint32_t least)
{
	const struct article *article = sound->article;
	if (from > to || to > article->text_len || from < least)
		complain(sound, "%s %u: [%u, %u) after %u of %u", what, index, from, to, least, article->text_len);
	else if (!is_boundary(article, from) || !is_boundary(article, to))
		complain(sound, "%s %u: [%u, %u) cuts a character", what, index, from, to);
}

static void check_block(struct sound *sound, uint32_t index, uint32_t least)
{
	const struct article *article = sound->article;
	const struct block *block = &article->blocks[index];
	check_range(sound, "block", index, block->from, block->to, least);
	if (block->kind > BLOCK_DEFINITION)
		complain(sound, "block %u: kind %u", index, block->kind);
	if (block->kind == BLOCK_HEADING && (block->level < 1 || block->level > 6))
		complain(sound, "block %u: a heading of level %u", index, block->level);
	if (block->kind == BLOCK_IMAGE && block->number >= article->image_count)
		complain(sound, "block %u: image %u of %u", index, block->number, article->image_count);
	if (block->kind == BLOCK_RULE && block->from != block->to)
		complain(sound, "block %u: a rule with text", index);
}

static void check_blocks(struct sound *sound)
{
	uint32_t least = 0;
	for (uint32_t i = 0; i < sound->article->block_count && !sound->fault; i++) {
		check_block(sound, i, least);
		least = sound->article->blocks[i].to;
	}
}

static void check_marks(struct sound *sound)
{
	uint32_t least = 0;
	for (uint32_t i = 0; i < sound->article->mark_count && !sound->fault; i++) {
		const struct mark *mark = &sound->article->marks[i];
		check_range(sound, "mark", i, mark->from, mark->to, least);
		if (mark->kind > MARK_SUBSCRIPT)
			complain(sound, "mark %u: kind %u", i, mark->kind);
		least = mark->from;
	}
}

static void check_links(struct sound *sound)
{
	uint32_t least = 0;
	for (uint32_t i = 0; i < sound->article->link_count && !sound->fault; i++) {
		const struct link *link = &sound->article->links[i];
		check_range(sound, "link", i, link->from, link->to, least);
		check_slice(sound, "a link's address", link->url);
		least = link->from;
	}
}

static void check_lists(struct sound *sound)
{
	const struct article *article = sound->article;
	for (uint32_t i = 0; i < article->image_count && !sound->fault; i++) {
		check_slice(sound, "an image's address", article->images[i].url);
		check_slice(sound, "an image's alternative", article->images[i].alt);
		check_passage(sound, "a caption", article->images[i].caption);
	}
	for (uint32_t i = 0; i < article->related_count && !sound->fault; i++) {
		check_slice(sound, "a related title", article->related[i].title);
		check_slice(sound, "a related address", article->related[i].url);
		check_slice(sound, "a related group", article->related[i].group);
	}
	for (uint32_t i = 0; i < article->aside_count && !sound->fault; i++) {
		check_passage(sound, "what was set aside", article->asides[i].text);
		if (article->asides[i].block > article->block_count || article->asides[i].reason > ASIDE_REPEATED)
			complain(sound, "aside %u: before block %u, for reason %u", i, article->asides[i].block,
				 article->asides[i].reason);
	}
	for (uint32_t i = 0; i < article->tag_count && !sound->fault; i++)
		check_slice(sound, "a tag", article->tags[i]);
	for (uint32_t i = 0; i < article->warning_count && !sound->fault; i++) {
		check_slice(sound, "a warning's code", article->warnings[i].code);
		check_passage(sound, "a warning", article->warnings[i].message);
	}
}

/* A date that is written is a date that can be read. */
static void check_date(struct sound *sound)
{
	struct date date = sound->article->date, again;
	char text[32];
	if (date.precision > DATE_INSTANT || date.from > DATE_FROM_FILENAME)
		complain(sound, "date: precision %u from %u", date.precision, date.from);
	if (date.precision == DATE_NONE || sound->fault)
		return;
	date_write(date, text);
	again = date_parse(span_of(text));
	if (again.seconds != date.seconds || again.precision != date.precision)
		complain(sound, "date: %s is read as another one", text);
}

static void check_fields(struct sound *sound)
{
	const struct article *article = sound->article;
	check_slice(sound, "title", article->title);
	check_slice(sound, "author", article->author);
	check_slice(sound, "editor", article->editor);
	check_slice(sound, "source", article->source);
	check_slice(sound, "address", article->url);
	if (article->title.len == 0)
		complain(sound, "no title");
	if (!g_utf8_validate(article->lang, -1, NULL))
		complain(sound, "language: no text");
	check_date(sound);
}

char *article_fault(const struct article *article)
{
	struct sound sound = {.article = article};
	if (article->text_len > article->pool_len || (!article->pool && article->pool_len > 0)) {
		complain(&sound, "the text is longer than the pool");
		return sound.fault;
	}
	check_clean(&sound, "text", article_text(article), true);
	check_fields(&sound);
	check_blocks(&sound);
	check_marks(&sound);
	check_links(&sound);
	check_lists(&sound);
	return sound.fault;
}
