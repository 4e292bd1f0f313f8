/* SPDX-License-Identifier: MIT */
/*
 * Words in a balanced tree a field, so that no archive makes a key slow, whatever its names are. What it takes is
 * bounded: words that are longer, or more of them, are left out. `next`: the number of the entry to look at next.
 */
#include "ui/vocabulary.h"

#include <string.h>

#include "text/utf8.h"

/* Bytes of a word, words of a field, entries between two looks at the clock. */
#define WORD_MOST 200
#define WORDS_MOST 200000
#define PORTION 32

struct vocabulary {
	const struct archive *archive;
	GTree *words[VOCABULARY_FIELDS]; /* of char * */
	uint32_t next;
};

static int compare(const void *a, const void *b, void *data)
{
	(void)data;
	int order = g_ascii_strcasecmp(a, b);
	return order ? order : strcmp(a, b);
}

struct vocabulary *vocabulary_new(const struct archive *archive)
{
	struct vocabulary *vocabulary = g_new0(struct vocabulary, 1);
	vocabulary->archive = archive;
	for (size_t i = 0; i < VOCABULARY_FIELDS; i++)
		vocabulary->words[i] = g_tree_new_full(compare, NULL, g_free, NULL);
	return vocabulary;
}

void vocabulary_free(struct vocabulary *vocabulary)
{
	if (!vocabulary)
		return;
	for (size_t i = 0; i < VOCABULARY_FIELDS; i++)
		g_tree_unref(vocabulary->words[i]);
	g_free(vocabulary);
}

static bool can_be_typed(struct span word)
{
	if (word.len == 0 || word.len > WORD_MOST || utf8_valid(word) < word.len)
		return false;
	for (size_t at = 0; at < word.len;)
		if (code_is_control(utf8_next(word, &at)))
			return false;
	return true;
}

void vocabulary_add(struct vocabulary *vocabulary, enum vocabulary_field field, struct span word)
{
	char key[WORD_MOST + 1] = "";
	GTree *words = vocabulary->words[field];
	word = span_trim_wide(word);
	if (!can_be_typed(word) || g_tree_nnodes(words) >= WORDS_MOST)
		return;
	memcpy(key, word.at, word.len);
	if (!g_tree_lookup_node(words, key))
		g_tree_insert(words, g_strdup(key), NULL);
}

static void look_at(struct vocabulary *vocabulary, uint32_t entry)
{
	struct article article;
	if (!archive_is_shown(vocabulary->archive, entry))
		return;
	archive_facts(vocabulary->archive, entry, &article);
	vocabulary_add(vocabulary, VOCABULARY_SOURCE, article_span(&article, article.source));
	vocabulary_add(vocabulary, VOCABULARY_AUTHOR, article_span(&article, article.author));
	vocabulary_add(vocabulary, VOCABULARY_LANG, span_of(article.lang));
	for (uint32_t i = 0; i < article.tag_count; i++)
		vocabulary_add(vocabulary, VOCABULARY_TAG, article_span(&article, article.tags[i]));
}

bool vocabulary_is_busy(const struct vocabulary *vocabulary)
{
	return vocabulary->next < archive_count(vocabulary->archive);
}

bool vocabulary_work(struct vocabulary *vocabulary, unsigned budget_us)
{
	int64_t due = g_get_monotonic_time() + budget_us;
	while (vocabulary_is_busy(vocabulary)) {
		look_at(vocabulary, vocabulary->next++);
		if (vocabulary->next % PORTION == 0 && g_get_monotonic_time() >= due)
			break;
	}
	return vocabulary_is_busy(vocabulary);
}

void vocabulary_find(const struct vocabulary *vocabulary, enum vocabulary_field field, struct span begun,
                     bool (*take)(void *data, const char *word), void *data)
{
	/* Before every word that begins so, however that is written. */
	char *text = span_dup(begun), *least = g_ascii_strup(text, -1);
	GTreeNode *node = g_tree_lower_bound(vocabulary->words[field], least);
	for (; node && g_ascii_strncasecmp(g_tree_node_key(node), text, strlen(text)) == 0;
	     node = g_tree_node_next(node))
		if (!take(data, g_tree_node_key(node)))
			break;
	g_free(least);
	g_free(text);
}
