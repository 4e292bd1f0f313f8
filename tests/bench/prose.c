/* SPDX-License-Identifier: MIT */
/*
 * The words are split once, into one array a writing and a class; a word is chosen by rank with a Zipf distribution, as
 * words are in real text. Nouns of Chinese are made up in every third case, from common characters by rank as well, so
 * that pairs of characters are as many as in an archive; 的 comes from the templates, and is the commonest character.
 */
#include "prose.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#include "prose_words.h"

#define MADE_UP 20000          /* words of common characters */
#define SEED_SENTENCE 30       /* one sentence in so many is a seed's */
#define SEED_SENTENCE_LEAST 30 /* bytes of one */

enum class { NOUN, VERB, ADJECTIVE, PLACE, ORGANISATION, SURNAME, GIVEN, TIME, CLASS_COUNT };

struct templates {
	const char *const *list;
	uint32_t count;
};

struct grammar {
	const char *words[CLASS_COUNT];
	struct templates sentences, titles;
	bool spaced; /* a blank between the names of a person */
};

#define TEMPLATES(list)                                                                                                \
	{                                                                                                              \
		list, G_N_ELEMENTS(list)                                                                               \
	}
#define GRAMMAR(name, spaced)                                                                                          \
	{                                                                                                              \
		{name##_nouns,         name##_verbs,    name##_adjectives, name##_places,                              \
		 name##_organisations, name##_surnames, name##_given,      name##_times},                              \
			TEMPLATES(name##_sentences), TEMPLATES(name##_titles), spaced                                  \
	}

static const struct grammar grammars[WRITING_COUNT] = {
	[WRITING_SIMPLIFIED] = GRAMMAR(han, false), [WRITING_TRADITIONAL] = GRAMMAR(han, false),
	[WRITING_JAPANESE] = GRAMMAR(kana, false),  [WRITING_KOREAN] = GRAMMAR(hangul, false),
	[WRITING_ENGLISH] = GRAMMAR(latin, true),
};

struct prose {
	char **words[WRITING_COUNT][CLASS_COUNT];
	uint32_t counts[WRITING_COUNT][CLASS_COUNT];
	char **sentences[WRITING_COUNT]; /* templates, in this writing */
	char **titles[WRITING_COUNT];
	char *made_up[2][MADE_UP];        /* Simplified, Traditional */
	GPtrArray *quotes[WRITING_COUNT]; /* sentences of the seeds */
};

uint64_t dice_roll(struct dice *dice)
{
	uint64_t mixed = dice->state += 0x9E3779B97F4A7C15u;
	mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9u;
	mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EBu;
	return mixed ^ (mixed >> 31);
}

uint32_t dice_below(struct dice *dice, uint32_t limit)
{
	return (uint32_t)(((dice_roll(dice) >> 32) * limit) >> 32);
}

double dice_unit(struct dice *dice)
{
	return (double)(dice_roll(dice) >> 11) * 0x1p-53;
}

/* A rank below `count`; rank r comes about 1/(r+1) times as often as the first. */
static uint32_t zipf(struct dice *dice, uint32_t count)
{
	uint32_t rank = (uint32_t)exp(dice_unit(dice) * log((double)count + 1)) - 1;
	return MIN(rank, count - 1);
}

/* Making the tables ------------------------------------------------------------------------------------------------ */

static GHashTable *simplified_forms(void)
{
	GHashTable *forms = g_hash_table_new(NULL, NULL);
	for (const char *at = han_pairs; *at;) {
		gunichar from = g_utf8_get_char(at), to;

		at = g_utf8_next_char(at);
		to = g_utf8_get_char(at);
		at = g_utf8_next_char(at);
		g_hash_table_insert(forms, GUINT_TO_POINTER(from), GUINT_TO_POINTER(to));
	}
	return forms;
}

static char *simplified(GHashTable *forms, const char *text)
{
	GString *out = g_string_new(NULL);
	for (const char *at = text; *at; at = g_utf8_next_char(at)) {
		gunichar from = g_utf8_get_char(at);
		guint to = GPOINTER_TO_UINT(g_hash_table_lookup(forms, GUINT_TO_POINTER(from)));

		g_string_append_unichar(out, to ? to : from);
	}
	return g_string_free(out, FALSE);
}

static char *in_writing(GHashTable *forms, enum writing_kind writing, const char *text)
{
	return writing == WRITING_SIMPLIFIED ? simplified(forms, text) : g_strdup(text);
}

static char **templates_in(GHashTable *forms, enum writing_kind writing, const struct templates *templates)
{
	char **list = g_new0(char *, templates->count + 1);
	for (uint32_t i = 0; i < templates->count; i++)
		list[i] = in_writing(forms, writing, templates->list[i]);
	return list;
}

static void make_words(struct prose *prose, GHashTable *forms, enum writing_kind writing)
{
	for (int class = 0; class < CLASS_COUNT; class ++) {
		char *words = in_writing(forms, writing, grammars[writing].words[class]);
		prose->words[writing][class] = g_strsplit(words, " ", -1);
		prose->counts[writing][class] = g_strv_length(prose->words[writing][class]);
		g_free(words);
	}
	prose->sentences[writing] = templates_in(forms, writing, &grammars[writing].sentences);
	prose->titles[writing] = templates_in(forms, writing, &grammars[writing].titles);
}

static void make_up_words(struct prose *prose, GHashTable *forms)
{
	glong count;
	gunichar *common = g_utf8_to_ucs4_fast(han_common, -1, &count);
	struct dice dice = {1};

	for (size_t i = 0; i < MADE_UP; i++) {
		GString *word = g_string_new(NULL);
		uint32_t letters = dice_below(&dice, 8) == 0 ? 3 : 2;
		/* The very first are particles: they stand between words, not in them. */
		for (uint32_t k = 0; k < letters; k++)
			g_string_append_unichar(word, common[7 + dice_below(&dice, (uint32_t)count - 7)]);
		prose->made_up[0][i] = simplified(forms, word->str);
		prose->made_up[1][i] = g_string_free(word, FALSE);
	}
	g_free(common);
}

static bool has_kana(const char *text)
{
	for (const char *at = text; *at; at = g_utf8_next_char(at))
		if (g_unichar_get_script(g_utf8_get_char(at)) == G_UNICODE_SCRIPT_HIRAGANA)
			return true;
	return false;
}

/* Sentences that end in 。 and hold no markup. */
static void take_sentences(struct prose *prose, const char *text)
{
	char **parts = g_strsplit(text, "。", -1);
	for (char **part = parts; *part && part[1]; part++) {
		const char *from = MAX(strrchr(*part, '>'), strrchr(*part, '\n'));
		char *sentence = g_strconcat(from ? from + 1 : *part, "。", NULL);
		bool fine = strlen(sentence) >= SEED_SENTENCE_LEAST && !strpbrk(sentence, "<&[]()") &&
		            g_utf8_validate(sentence, -1, NULL);
		if (fine && has_kana(sentence)) {
			g_ptr_array_add(prose->quotes[WRITING_JAPANESE], g_strdup(sentence));
		} else if (fine) {
			g_ptr_array_add(prose->quotes[WRITING_SIMPLIFIED], g_strdup(sentence));
			g_ptr_array_add(prose->quotes[WRITING_TRADITIONAL], g_strdup(sentence));
		}
		g_free(sentence);
	}
	g_strfreev(parts);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void read_seeds(struct prose *prose, const char *folder)
{
	GDir *dir = g_dir_open(folder, 0, NULL);
	GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
	const char *name;
	while (dir && (name = g_dir_read_name(dir)))
		g_ptr_array_add(names, g_build_filename(folder, name, NULL));
	g_ptr_array_sort(names, compare_names);
	for (guint i = 0; i < names->len; i++) {
		char *text;
		if (!g_file_get_contents(names->pdata[i], &text, NULL, NULL))
			continue;
		take_sentences(prose, text);
		g_free(text);
	}
	g_ptr_array_unref(names);
	if (dir)
		g_dir_close(dir);
}

struct prose *prose_new(const char *seeds)
{
	struct prose *prose = g_new0(struct prose, 1);
	GHashTable *forms = simplified_forms();
	for (int writing = 0; writing < WRITING_COUNT; writing++) {
		make_words(prose, forms, (enum writing_kind)writing);
		prose->quotes[writing] = g_ptr_array_new_with_free_func(g_free);
	}
	make_up_words(prose, forms);
	g_hash_table_unref(forms);
	if (seeds)
		read_seeds(prose, seeds);
	return prose;
}

void prose_free(struct prose *prose)
{
	for (int writing = 0; writing < WRITING_COUNT; writing++) {
		for (int class = 0; class < CLASS_COUNT; class ++)
			g_strfreev(prose->words[writing][class]);
		g_strfreev(prose->sentences[writing]);
		g_strfreev(prose->titles[writing]);
		g_ptr_array_unref(prose->quotes[writing]);
	}
	for (size_t i = 0; i < MADE_UP; i++) {
		g_free(prose->made_up[0][i]);
		g_free(prose->made_up[1][i]);
	}
	g_free(prose);
}

/* Writing ---------------------------------------------------------------------------------------------------------- */

static void word(const struct prose *prose, enum writing_kind writing, enum class class, struct dice *dice,
                 GString *out)
{
	if (class == NOUN && writing <= WRITING_TRADITIONAL && dice_below(dice, 3) == 0)
		g_string_append(out, prose->made_up[writing == WRITING_TRADITIONAL][zipf(dice, MADE_UP)]);
	else
		g_string_append(out, prose->words[writing][class][zipf(dice, prose->counts[writing][class])]);
}

void prose_word(const struct prose *prose, enum writing_kind writing, struct dice *dice, GString *out)
{
	word(prose, writing, NOUN, dice, out);
}

void prose_person(const struct prose *prose, enum writing_kind writing, struct dice *dice, GString *out)
{
	bool spaced = grammars[writing].spaced;
	word(prose, writing, spaced ? GIVEN : SURNAME, dice, out);
	if (spaced)
		g_string_append_c(out, ' ');
	word(prose, writing, spaced ? SURNAME : GIVEN, dice, out);
}

static void slot(const struct prose *prose, enum writing_kind writing, char code, struct dice *dice, GString *out)
{
	static const char codes[CLASS_COUNT + 1] = {
		[NOUN] = 'N',         [VERB] = 'V',     [ADJECTIVE] = 'A', [PLACE] = 'L',
		[ORGANISATION] = 'O', [SURNAME] = '\1', [GIVEN] = '\1',    [TIME] = 'D'};
	const char *found = strchr(codes, code);
	if (code == 'P')
		prose_person(prose, writing, dice, out);
	else if (code == '#')
		g_string_append_printf(out, "%u", 1 + zipf(dice, 5000));
	else if (found)
		word(prose, writing, (enum class)(found - codes), dice, out);
	else
		g_string_append_c(out, code);
}

static void fill(const struct prose *prose, enum writing_kind writing, const char *template, struct dice *dice,
                 GString *out)
{
	for (const char *sign; (sign = strchr(template, '%')); template = sign + 2) {
		g_string_append_len(out, template, sign - template);
		slot(prose, writing, sign[1], dice, out);
	}
	g_string_append(out, template);
}

void prose_sentence(const struct prose *prose, enum writing_kind writing, struct dice *dice, GString *out)
{
	const GPtrArray *quotes = prose->quotes[writing];
	if (quotes->len > 0 && dice_below(dice, SEED_SENTENCE) == 0)
		g_string_append(out, quotes->pdata[dice_below(dice, quotes->len)]);
	else
		fill(prose, writing, prose->sentences[writing][dice_below(dice, grammars[writing].sentences.count)],
		     dice, out);
}

void prose_title(const struct prose *prose, enum writing_kind writing, struct dice *dice, GString *out)
{
	fill(prose, writing, prose->titles[writing][dice_below(dice, grammars[writing].titles.count)], dice, out);
}
