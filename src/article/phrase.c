/* SPDX-License-Identifier: MIT */
/*
 * Ways to compare with the tables of phrases. Only short blocks are ever compared, so plain loops over the tables are
 * fast enough. Letters are those of any script; everything else at the ends of a phrase is decoration.
 */
#include "article/phrase.h"

#include <glib.h>
#include <string.h>

#include "article/date.h"
#include "article/phrase_tables.h"
#include "text/utf8.h"

#define DATE_MOST 48     /* bytes of a line that is nothing but a date */
#define INDEXED_MOST 256 /* phrases of a table that is indexed */

static bool is_word(uint32_t code)
{
	if (code < 0x80)
		return g_ascii_isalnum((char)code);
	if (code < 0x2E80)
		return code >= 0xC0 && !(code >= 0x2000 && code <= 0x2BFF);
	if (code >= 0x3001 && code <= 0x3030)
		return code >= 0x3005 && code <= 0x3007;
	if (code == 0x30FB)
		return false;
	return (code < 0xFF00 ||
	        (code >= 0xFF10 && code <= 0xFF5A && code != 0xFF1A && code != 0xFF1B && code != 0xFF1F) ||
	        (code >= 0xFF66 && code <= 0xFFDC)) &&
	       !(code >= 0xFE00 && code <= 0xFE6F) && code < 0x1F000;
}

struct span phrase_core(struct span text)
{
	size_t from = 0, to = text.len;
	while (from < to) {
		size_t next = from;
		if (is_word(utf8_next(text, &next)))
			break;
		from = next;
	}
	while (to > from) {
		size_t before = to;
		if (is_word(utf8_previous(text, &before)))
			break;
		to = before;
	}
	return span_cut(text, from, to);
}

/* The next letter or digit of `text`, a-z for A-Z; 0 at the end. */
static uint32_t next_word_code(struct span text, size_t *at)
{
	while (*at < text.len) {
		uint32_t code = utf8_next(text, at);
		if (is_word(code) || code >= 0x20000)
			return code >= 'A' && code <= 'Z' ? code + ('a' - 'A') : code;
	}
	return 0;
}

bool phrase_same(struct span a, struct span b)
{
	size_t at_a = 0, at_b = 0;
	for (bool any = false;; any = true) {
		uint32_t first = next_word_code(a, &at_a), second = next_word_code(b, &at_b);
		if (first != second)
			return false;
		if (first == 0)
			return any;
	}
}

bool phrase_begins(struct span a, struct span b, unsigned percent)
{
	size_t at_a = 0, at_b = 0, common = 0;
	uint32_t first, second;
	for (;; common++) {
		first = next_word_code(a, &at_a);
		second = next_word_code(b, &at_b);
		if (first != second || first == 0)
			break;
	}
	if (common == 0 || (first != 0 && second != 0))
		return false;
	size_t rest = 0;
	struct span longer = first != 0 ? a : b;
	size_t *at = first != 0 ? &at_a : &at_b;
	if (first != 0 || second != 0)
		for (rest = 1; next_word_code(longer, at) != 0;)
			rest++;
	return common * 100 >= (common + rest) * percent;
}

/* The phrase of `list` that `text` is; NULL where it is none. */
static const struct phrase *find_whole(struct span text, const struct phrase *list, size_t count)
{
	for (size_t i = 0; text.len < PHRASE_MOST && i < count; i++)
		if (list[i].len == text.len && span_equal_nocase(text, (struct span){list[i].text, list[i].len}))
			return &list[i];
	return NULL;
}

/* The first phrase of `list` that `text` begins with; NULL where there is none. */
static const struct phrase *find_beginning(struct span text, const struct phrase *list, size_t count)
{
	if (text.len == 0)
		return NULL;
	uint8_t first = (uint8_t)(text.at[0] >= 'A' && text.at[0] <= 'Z' ? text.at[0] + ('a' - 'A') : text.at[0]);
	for (size_t i = 0; i < count; i++)
		if (list[i].first == first && span_starts_nocase(text, (struct span){list[i].text, list[i].len}))
			return &list[i];
	return NULL;
}

/*
 * The phrases of a long table by their first character: the first that begins so, and for each the next one, in the
 * order of the table; numbers from 1, 0: none.
 */
struct phrase_index {
	const struct phrase *list;
	uint16_t first[PHRASE_HEADS], next[INDEXED_MOST];
};

/* The tables that every short block is compared with. */
struct phrase_indexes {
	struct phrase_index wholes, begins, services, related, related_begins, sources;
};

static void fill_index(struct phrase_index *index, const struct phrase *list, size_t count)
{
	index->list = list;
	for (size_t i = count; i-- > 0;) {
		uint16_t *first = &index->first[phrase_head((struct span){list[i].text, list[i].len})];
		index->next[i] = *first;
		*first = (uint16_t)(i + 1);
	}
}

/* A constant that is worked out once, whichever thread asks first. */
static const struct phrase_indexes *known_indexes(void)
{
	static const struct phrase_indexes *known;
	G_STATIC_ASSERT(G_N_ELEMENTS(wholes) <= INDEXED_MOST);
	G_STATIC_ASSERT(G_N_ELEMENTS(begins) <= INDEXED_MOST);
	G_STATIC_ASSERT(G_N_ELEMENTS(services) <= INDEXED_MOST);
	G_STATIC_ASSERT(G_N_ELEMENTS(related) <= INDEXED_MOST);
	G_STATIC_ASSERT(G_N_ELEMENTS(related_begins) <= INDEXED_MOST);
	G_STATIC_ASSERT(G_N_ELEMENTS(sources) <= INDEXED_MOST);
	if (g_once_init_enter(&known)) {
		struct phrase_indexes *made = g_new0(struct phrase_indexes, 1);
		fill_index(&made->wholes, wholes, G_N_ELEMENTS(wholes));
		fill_index(&made->begins, begins, G_N_ELEMENTS(begins));
		fill_index(&made->services, services, G_N_ELEMENTS(services));
		fill_index(&made->related, related, G_N_ELEMENTS(related));
		fill_index(&made->related_begins, related_begins, G_N_ELEMENTS(related_begins));
		fill_index(&made->sources, sources, G_N_ELEMENTS(sources));
		g_once_init_leave(&known, made);
	}
	return known;
}

/* As find_whole(), for `text` that is not empty. */
static const struct phrase *look_up_whole(const struct phrase_index *index, struct span text)
{
	for (size_t at = index->first[phrase_head(text)]; at > 0; at = index->next[at - 1]) {
		const struct phrase *phrase = &index->list[at - 1];
		if (span_equal_nocase(text, (struct span){phrase->text, phrase->len}))
			return phrase;
	}
	return NULL;
}

/* As find_beginning(), for `text` that is not empty. */
static const struct phrase *look_up_beginning(const struct phrase_index *index, struct span text)
{
	for (size_t at = index->first[phrase_head(text)]; at > 0; at = index->next[at - 1]) {
		const struct phrase *phrase = &index->list[at - 1];
		if (span_starts_nocase(text, (struct span){phrase->text, phrase->len}))
			return phrase;
	}
	return NULL;
}

static bool parts_buttons(char c)
{
	return c == ' ' || c == '|' || c == ',' || c == '/' || c == '\n' || c == '\t' || c == '\0';
}

/* Whether all words of `text`, which is not empty, are services, and two at least. */
static bool is_buttons(const struct phrase_index *known, struct span text)
{
	unsigned count = 0;
	if (known->first[phrase_head(text)] == 0)
		return false;
	for (size_t from = 0, to; from < text.len; from = to + 1) {
		for (to = from; to < text.len && !parts_buttons(text.at[to]);)
			to++;
		struct span word = span_cut(text, from, to);
		if (phrase_core(word).len == 0)
			continue;
		if (!look_up_whole(known, word))
			return false;
		count++;
	}
	return count >= 2;
}

/* 114 views */
static const struct phrase *find_counter(struct span core)
{
	size_t digits = 0;
	while (digits < core.len && strchr("0123456789,.", core.at[digits]) && core.at[digits] != '\0')
		digits++;
	if (digits == 0 || digits == core.len)
		return NULL;
	return find_whole(phrase_core(span_from(core, digits)), counted, G_N_ELEMENTS(counted));
}

static const struct phrase *find_held(struct span text)
{
	for (size_t i = 0; i < G_N_ELEMENTS(holds); i++)
		if (span_find_nocase(text, (struct span){holds[i].text, holds[i].len}) != SPAN_NONE)
			return &holds[i];
	return NULL;
}

bool phrase_is_notice(struct span text, enum aside_reason *reason)
{
	static const struct phrase buttons = SHARE(" "), copyright = NAVIGATION("©");
	if (text.len > NOTICE_MOST)
		return false;
	struct span core = phrase_core(text), from_core = span_from(text, (size_t)(core.at - text.at));
	const struct phrase_indexes *known = known_indexes();
	const struct phrase *found = core.len > 0 ? look_up_whole(&known->wholes, core) : NULL;
	if (core.len > 0 && !found)
		found = look_up_beginning(&known->begins, from_core);
	if (core.len > 0 && !found && is_buttons(&known->services, core))
		found = &buttons;
	if (!found && span_starts(text, SPAN("©")))
		found = &copyright;
	if (!found)
		found = find_counter(core);
	if (!found)
		found = find_held(text);
	if (found)
		*reason = (enum aside_reason)found->reason;
	return found;
}

bool phrase_is_related(struct span text)
{
	struct span core = phrase_core(text);
	const struct phrase_indexes *known = known_indexes();
	if (core.len == 0)
		return false;
	return look_up_whole(&known->related, core) ||
	       (core.len <= 60 && look_up_beginning(&known->related_begins, core));
}

bool phrase_takes_related(struct span *text)
{
	size_t wide = span_find(span_cut(*text, 0, 60), SPAN("："));
	size_t narrow = span_find(span_cut(*text, 0, 60), SPAN(":"));
	size_t colon = MIN(wide, narrow);
	if (colon == SPAN_NONE || !phrase_is_related(span_cut(*text, 0, colon)))
		return false;
	*text = span_trim_wide(span_from(*text, colon + (colon == wide ? sizeof "：" - 1 : 1)));
	return true;
}

bool phrase_is_caption(struct span text)
{
	text = span_trim_wide(text);
	if (find_beginning(text, captions, G_N_ELEMENTS(captions)))
		return true;
	for (size_t i = 0; text.len <= 90 && i < G_N_ELEMENTS(credits); i++)
		if (span_find(text, span_of(credits[i])) != SPAN_NONE)
			return true;
	return false;
}

bool phrase_is_machine(struct span text)
{
	text = span_trim_wide(text);
	for (size_t i = 0; text.len <= 120 && i < G_N_ELEMENTS(machines); i++)
		if (span_find_nocase(text, span_of(machines[i])) != SPAN_NONE)
			return true;
	return false;
}

bool phrase_is_date(struct span text)
{
	static const struct span words[] = {
		SPAN("年"),        SPAN("月"),       SPAN("日"),       SPAN("号"),        SPAN("號"),
		SPAN("时"),        SPAN("時"),       SPAN("分"),       SPAN("秒"),        SPAN("星期"),
		SPAN("周"),        SPAN("週"),       SPAN("一"),       SPAN("二"),        SPAN("三"),
		SPAN("四"),        SPAN("五"),       SPAN("六"),       SPAN("天"),        SPAN("上午"),
		SPAN("下午"),      SPAN("am"),       SPAN("pm"),       SPAN("st"),        SPAN("nd"),
		SPAN("rd"),        SPAN("th"),       SPAN("년"),       SPAN("월"),        SPAN("일"),
		SPAN("jan"),       SPAN("feb"),      SPAN("mar"),      SPAN("apr"),       SPAN("may"),
		SPAN("jun"),       SPAN("jul"),      SPAN("aug"),      SPAN("sep"),       SPAN("sept"),
		SPAN("oct"),       SPAN("nov"),      SPAN("dec"),      SPAN("january"),   SPAN("february"),
		SPAN("march"),     SPAN("april"),    SPAN("june"),     SPAN("july"),      SPAN("august"),
		SPAN("september"), SPAN("october"),  SPAN("november"), SPAN("december"),  SPAN("mon"),
		SPAN("tue"),       SPAN("wed"),      SPAN("thu"),      SPAN("fri"),       SPAN("sat"),
		SPAN("sun"),       SPAN("monday"),   SPAN("tuesday"),  SPAN("wednesday"), SPAN("thursday"),
		SPAN("friday"),    SPAN("saturday"), SPAN("sunday"),   SPAN("gmt"),       SPAN("utc"),
	};
	if (text.len > DATE_MOST || date_find(text).precision == DATE_NONE)
		return false;
	for (size_t at = 0; at < text.len;) {
		size_t next = at, longest = 0;
		uint32_t code = utf8_next(text, &next);
		for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
			if (words[i].len > longest && span_starts_nocase(span_from(text, at), words[i]))
				longest = words[i].len;
		if (longest == 0 && is_word(code) && !(code >= '0' && code <= '9'))
			return false;
		at = longest > 0 ? at + longest : next;
	}
	return true;
}

bool phrase_is_more(struct span text)
{
	struct span core = phrase_core(text);
	return core.len == 0 || find_whole(core, mores, G_N_ELEMENTS(mores));
}

bool phrase_is_source(struct span text)
{
	struct span core = phrase_core(text);
	return core.len > 0 && look_up_whole(&known_indexes()->sources, core);
}
