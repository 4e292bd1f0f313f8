/* SPDX-License-Identifier: MIT */
/*
 * One pass over the folded characters. The key of a pair is the two code points themselves, with the highest bit set;
 * of a word it is a 63-bit hash (FNV-1a, by Fowler, Noll and Vo).
 */
#include "find/terms.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"

#define WORD_LETTERS 40 /* a longer run of letters is no word */

/* Characters that stand in every text: particles, pronouns, prepositions; both scripts. Sorted by code point. */
static const uint32_t function_characters[] = {
	0x4E0E /* 与 */, 0x4E2A /* 个 */, 0x4E3A /* 为 */, 0x4E5F /* 也 */, 0x4E86 /* 了 */, 0x4E8E /* 于 */,
	0x4ED6 /* 他 */, 0x4EEC /* 们 */, 0x4F46 /* 但 */, 0x4F60 /* 你 */, 0x500B /* 個 */, 0x5011 /* 們 */,
	0x5176 /* 其 */, 0x53CA /* 及 */, 0x548C /* 和 */, 0x5728 /* 在 */, 0x5979 /* 她 */, 0x5B83 /* 它 */,
	0x5BF9 /* 对 */, 0x5C06 /* 将 */, 0x5C07 /* 將 */, 0x5C0D /* 對 */, 0x5C31 /* 就 */, 0x60A8 /* 您 */,
	0x6211 /* 我 */, 0x6216 /* 或 */, 0x628A /* 把 */, 0x65BC /* 於 */, 0x662F /* 是 */, 0x70BA /* 為 */,
	0x7684 /* 的 */, 0x800C /* 而 */, 0x8207 /* 與 */, 0x88AB /* 被 */, 0x8FD9 /* 这 */, 0x9019 /* 這 */,
	0x90A3 /* 那 */,
};

/* Sorted. */
static const char *const function_words[] = {
	"about", "after", "again", "against", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be",
	"because", "been", "before", "being", "below", "between", "both", "but", "by", "came", "can", "come",
	"could", "did", "do", "does", "don", "during", "each", "either", "else", "even", "ever", "every",
	"first", "for", "from", "get", "gets", "go", "goes", "going", "got", "had", "has", "have", "having",
	"he", "her", "here", "him", "his", "how", "if", "in", "instead", "into", "is", "it", "its", "itself",
	"just", "know", "known", "last", "less", "let", "like", "made", "make", "makes", "making", "many",
	"may", "me", "might", "more", "most", "much", "must", "my", "myself", "never", "new", "no", "nor",
	"not", "now", "of", "off", "often", "on", "once", "one", "only", "or", "other", "our", "out", "over",
	"own", "perhaps", "put", "rather", "said", "same", "saw", "say", "says", "see", "seen", "she",
	"should", "since", "so", "some", "still", "such", "take", "taken", "than", "that", "the", "their",
	"them", "then", "there", "these", "they", "this", "those", "though", "through", "to", "too", "took",
	"toward", "two", "under", "until", "up", "upon", "us", "used", "using", "very", "want", "wants", "was",
	"way", "we", "well", "went", "were", "what", "when", "where", "whether", "which", "while", "who",
	"whom", "whose", "why", "will", "with", "within", "without", "would", "yes", "yet", "you", "your",
};

enum class { OTHER, PAIRED, LETTER };

static enum class class_of(uint32_t code)
{
	if (code_is_han(code) || code_is_kana(code) || code_is_hangul(code))
		return PAIRED;
	return g_unichar_isalnum(code) || g_unichar_ismark(code) ? LETTER : OTHER;
}

static int compare_codes(const void *a, const void *b)
{
	uint32_t one = *(const uint32_t *)a, other = *(const uint32_t *)b;
	return (one > other) - (one < other);
}

static bool is_function_character(uint32_t code)
{
	return bsearch(&code, function_characters, G_N_ELEMENTS(function_characters), sizeof(code), compare_codes);
}

static int compare_word(const void *word, const void *entry)
{
	return strcmp(word, *(const char *const *)entry);
}

static bool is_function_word(const char *word)
{
	return bsearch(word, function_words, G_N_ELEMENTS(function_words), sizeof(*function_words), compare_word);
}

/* Whether the text has hiragana at byte `at`: folded, they are no different from katakana. */
static bool is_hiragana(const struct terms *terms, size_t at)
{
	uint32_t code = utf8_next(terms->fold.text, &at);
	return code >= 0x3041 && code <= 0x309F;
}

void terms_begin(struct terms *terms, struct span text)
{
	*terms = (struct terms){.fold = {.text = text, .kind = FOLD_ALL}};
}

static bool look(struct terms *terms)
{
	if (!terms->is_ahead)
		terms->is_ahead = fold_next(&terms->fold, &terms->ahead);
	return terms->is_ahead;
}

/* Takes the character ahead as the second of a pair, if there is a first. */
static bool take_pair(struct terms *terms, struct term *term)
{
	uint32_t first = terms->previous, second = terms->ahead.code;
	bool stops = is_function_character(second);
	term->key = 1ull << 63 | (uint64_t)first << 32 | second;
	term->from = terms->previous_from;
	term->to = terms->ahead.to;
	terms->previous = stops ? 0 : second;
	terms->previous_from = terms->ahead.from;
	terms->is_ahead = false;
	return first && !stops && !(is_hiragana(terms, term->from) && is_hiragana(terms, terms->previous_from));
}

/* Takes the word that begins with the letter ahead. */
static bool take_word(struct terms *terms, struct term *term)
{
	uint64_t hash = 0xCBF29CE484222325u;
	char ascii[8] = ""; /* its beginning; no function word is longer */
	size_t letters = 0;
	bool has_letter = false;
	term->from = terms->ahead.from;
	for (; look(terms) && class_of(terms->ahead.code) == LETTER; terms->is_ahead = false, letters++) {
		uint32_t code = terms->ahead.code;
		hash = (hash ^ code) * 0x100000001B3u;
		if (letters < sizeof(ascii) - 1)
			ascii[letters] = code < 0x80 ? (char)code : '?';
		has_letter |= !g_unichar_isdigit(code);
		term->to = terms->ahead.to;
	}
	term->key = hash >> 1;
	if (letters < 2 || letters > WORD_LETTERS || !has_letter)
		return false;
	return letters >= sizeof(ascii) || !is_function_word(ascii);
}

bool terms_next(struct terms *terms, struct term *term)
{
	while (look(terms)) {
		enum class class = class_of(terms->ahead.code);
		if (class == PAIRED) {
			if (take_pair(terms, term))
				return true;
			continue;
		}
		terms->previous = 0;
		if (class == OTHER)
			terms->is_ahead = false;
		else if (take_word(terms, term))
			return true;
	}
	return false;
}
