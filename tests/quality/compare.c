/* SPDX-License-Identifier: MIT */
/*
 * Comparing what was found with what was expected. Shingles are compared as sorted arrays of 64-bit hashes, so that the
 * intersection of two multisets is one walk over both.
 */
#include "compare.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "text/utf8.h"

#define SHINGLE 4

static bool is_invisible(uint32_t code)
{
	return code_is_space(code) || code_is_control(code) || code == 0xAD || (code >= 0x200B && code <= 0x200F) ||
	       code == 0x2060;
}

/* All but the characters of which `drops` says so. Texts run to megabytes: what stays is copied run by run. */
static char *without(struct span s, bool (*drops)(uint32_t code))
{
	GString *out = g_string_sized_new(s.len);
	size_t run = 0;
	for (size_t at = 0; at < s.len;) {
		size_t from = at;
		if (!drops(utf8_next(s, &at)))
			continue;
		g_string_append_len(out, s.at + run, (gssize)(from - run));
		run = at;
	}
	if (run < s.len)
		g_string_append_len(out, s.at + run, (gssize)(s.len - run));
	return g_string_free(out, FALSE);
}

char *text_squeezed(struct span s)
{
	return without(s, is_invisible);
}

char *text_without_space(struct span s)
{
	return without(s, code_is_space);
}

char *text_collapsed(struct span s)
{
	GString *out = g_string_new(NULL);
	bool space = false;
	for (size_t at = 0; at < s.len;) {
		uint32_t code = utf8_next(s, &at);
		if (code_is_space(code)) {
			space = true;
			continue;
		}
		if (space && out->len > 0)
			g_string_append_c(out, ' ');
		space = false;
		utf8_append(out, code);
	}
	return g_string_free(out, FALSE);
}

char *names_folded(struct span s)
{
	GRegex *parting = g_regex_new("\\s*(?:[、,，;；/／&|]|\\sand\\s)\\s*", G_REGEX_OPTIMIZE, 0, NULL);
	char *names = span_dup(s);
	char *parted = g_regex_replace_literal(parting, names, -1, 0, "\t", 0, NULL);
	GString *out = g_string_new(NULL);
	for (const char *at = parted; *at; at = g_utf8_next_char(at)) {
		gunichar code = g_utf8_get_char(at);

		if (code == '\t')
			g_string_append_c(out, '\n');
		else if (!code_is_space(code))
			g_string_append_unichar(out, g_unichar_tolower(code));
	}
	g_free(parted);
	g_free(names);
	g_regex_unref(parting);
	return g_string_free(out, FALSE);
}

/* Shingles --------------------------------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t hash, uint64_t value)
{
	hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
	return hash ^ (hash >> 29);
}

static bool is_word(uint32_t code)
{
	return g_unichar_isalnum(code) || g_unichar_ismark(code);
}

/* Ends the word that is being gathered in `word`, which is 0 where there is none. */
static void end_word(GArray *tokens, uint64_t *word)
{
	if (*word)
		g_array_append_val(tokens, *word);
	*word = 0;
}

static GArray *tokens_of(struct span s)
{
	GArray *tokens = g_array_new(FALSE, FALSE, sizeof(uint64_t));
	uint64_t word = 0;
	for (size_t at = 0; at < s.len;) {
		uint32_t code = utf8_next(s, &at);
		if (code_is_han(code) || code_is_kana(code) || code_is_hangul(code)) {
			uint64_t token = mix(1, code);
			end_word(tokens, &word);
			g_array_append_val(tokens, token);
		} else if (is_word(code)) {
			word = mix(word, g_unichar_tolower(code)) | 1;
		} else {
			end_word(tokens, &word);
		}
	}
	end_word(tokens, &word);
	return tokens;
}

static int compare_hashes(const void *a, const void *b)
{
	uint64_t one = *(const uint64_t *)a, other = *(const uint64_t *)b;
	return (one > other) - (one < other);
}

GArray *shingles_of(struct span s)
{
	GArray *tokens = tokens_of(s), *shingles = g_array_new(FALSE, FALSE, sizeof(uint64_t));
	guint width = MIN(tokens->len, SHINGLE);
	for (guint i = 0; width > 0 && i + width <= tokens->len; i++) {
		uint64_t hash = 0;
		for (guint j = 0; j < width; j++)
			hash = mix(hash, g_array_index(tokens, uint64_t, i + j));
		g_array_append_val(shingles, hash);
	}
	g_array_sort(shingles, compare_hashes);
	g_array_free(tokens, TRUE);
	return shingles;
}

static guint count_common(const GArray *a, const GArray *b)
{
	guint common = 0;
	for (guint i = 0, j = 0; i < a->len && j < b->len;) {
		int order = compare_hashes(&g_array_index(a, uint64_t, i), &g_array_index(b, uint64_t, j));
		common += order == 0;
		i += order <= 0;
		j += order >= 0;
	}
	return common;
}

struct agreement shingles_agree(const GArray *found, const GArray *expected)
{
	double common = count_common(found, expected);
	struct agreement agreement;
	if (found->len == 0 && expected->len == 0)
		return (struct agreement){1, 1, 1};
	agreement.precision = found->len ? common / found->len : 0;
	agreement.recall = expected->len ? common / expected->len : 0;
	agreement.f1 = 2 * common / ((double)found->len + expected->len);
	return agreement;
}

double shingles_share(const GArray *part, const GArray *whole)
{
	guint found = 0;
	for (guint i = 0; i < part->len; i++) {
		found += bsearch(&g_array_index(part, uint64_t, i), whole->data, whole->len, sizeof(uint64_t),
		                 compare_hashes) != NULL;
	}
	return part->len ? (double)found / part->len : 1;
}
