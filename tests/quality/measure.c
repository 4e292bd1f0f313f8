/* SPDX-License-Identifier: MIT */
/*
 * Each measure is a row of a table: a function that compares one thing and tells what it expected where it found
 * something else. A file that was wrongly left out has nothing right.
 */
#include "measure.h"

#include <string.h>

#include "article/date.h"
#include "base/span.h"
#include "compare.h"

struct comparison {
	const json_t *truth;
	const char *page; /* NULL: not asked */
	const struct outcome *outcome;
	struct result *result;
	char *text;       /* of the article, squeezed */
};

static const char *const kinds[] = {"article", "empty", "left-out"};

static void failure_free(void *data)
{
	struct failure *failure = data;
	g_free(failure->expected);
	g_free(failure->found);
	g_free(failure);
}

/* Counts one answer; takes both texts. */
static void answer(struct comparison *c, enum measure measure, bool right, char *expected, char *found)
{
	struct tally *tally = &c->result->tallies[measure];
	struct failure *failure;
	tally->asked++;
	tally->right += right;
	if (right) {
		g_free(expected);
		g_free(found);
		return;
	}
	failure = g_new(struct failure, 1);
	*failure = (struct failure){measure, expected, found};
	g_ptr_array_add(c->result->failures, failure);
}

static struct span expected_text(const struct comparison *c, const char *key)
{
	return span_of(json_string_value(json_object_get(c->truth, key)));
}

static bool is_expected(const struct comparison *c, enum verdict verdict)
{
	return span_equal(expected_text(c, "kind"), span_of(kinds[verdict]));
}

static struct span found_text(const struct comparison *c, struct slice slice)
{
	return c->outcome->article ? article_span(c->outcome->article, slice) : (struct span){NULL, 0};
}

/* A value for people. */
static char *shown(struct span value)
{
	return value.len > 0 ? text_collapsed(value) : g_strdup("(none)");
}

/* Two values in the form in which they are compared. */
static void compare_values(struct comparison *c, enum measure measure, struct span expected, struct span found,
                           char *(*form)(struct span))
{
	char *one = form(expected), *other = form(found);
	bool right = c->outcome->article && g_str_equal(one, other);
	answer(c, measure, right, shown(expected), c->outcome->article ? shown(found) : g_strdup("(left out)"));
	g_free(one);
	g_free(other);
}

static void compare_kind(struct comparison *c)
{
	const struct outcome *outcome = c->outcome;
	char *found = outcome->reason ? g_strdup_printf("%s (%s)", kinds[outcome->verdict], outcome->reason)
	                              : g_strdup(kinds[outcome->verdict]);
	answer(c, MEASURE_KIND, is_expected(c, outcome->verdict), span_dup(expected_text(c, "kind")), found);
}

/* Where nothing tells a title, one is made from the file's name, with a warning. */
static bool is_makeshift_title(const struct article *article)
{
	for (uint32_t i = 0; i < article->warning_count; i++) {
		if (span_equal(article_span(article, article->warnings[i].code), SPAN("title")))
			return true;
	}
	return false;
}

static void compare_title(struct comparison *c)
{
	struct span expected = expected_text(c, "title"), found = {NULL, 0};
	if (c->outcome->article && (expected.at || !is_makeshift_title(c->outcome->article)))
		found = found_text(c, c->outcome->article->title);
	compare_values(c, MEASURE_TITLE, expected, found, text_collapsed);
}

static void compare_date(struct comparison *c)
{
	char date[32] = "";
	if (c->outcome->article)
		date_write(c->outcome->article->date, date);
	compare_values(c, MEASURE_DATE, expected_text(c, "date"), span_of(date), span_dup);
}

static void compare_address(struct comparison *c)
{
	struct slice none = {0, 0};
	struct slice url = c->outcome->article ? c->outcome->article->url : none;
	compare_values(c, MEASURE_ADDRESS, expected_text(c, "url"), found_text(c, url), text_without_space);
}

static void compare_author(struct comparison *c)
{
	struct slice none = {0, 0};
	struct slice author = c->outcome->article ? c->outcome->article->author : none;
	compare_values(c, MEASURE_AUTHOR, expected_text(c, "author"), found_text(c, author), names_folded);
}

/* Where a sentence that is missing went: set aside, and why, or nowhere. */
static char *whereabouts(const struct comparison *c, const char *squeezed)
{
	const struct article *article = c->outcome->article;
	if (!article)
		return g_strdup("(left out)");
	for (uint32_t i = 0; i < article->aside_count; i++) {
		char *aside = text_squeezed(article_span(article, article->asides[i].text));
		bool here = strstr(aside, squeezed) != NULL;
		g_free(aside);
		if (here)
			return g_strdup_printf("(set aside: %s)",
			                       aside_reason_name((enum aside_reason)article->asides[i].reason));
	}
	return g_strdup("(nowhere)");
}

/* Whether `string` stands in the text; what is nothing but white space is looked for as it is. */
static bool stands_in_text(const struct comparison *c, struct span string, const char *squeezed)
{
	if (*squeezed)
		return strstr(c->text, squeezed) != NULL;
	return c->outcome->article && span_find(article_text(c->outcome->article), string) != SPAN_NONE;
}

static void compare_strings(struct comparison *c, const char *key, enum measure measure, bool wanted)
{
	size_t i;
	json_t *string;
	json_array_foreach(json_object_get(c->truth, key), i, string)
	{
		struct span expected = span_of(json_string_value(string));
		char *squeezed = text_squeezed(expected);
		bool right = stands_in_text(c, expected, squeezed) == wanted;
		answer(c, measure, right, span_dup(expected),
		       right ? NULL : wanted ? whereabouts(c, squeezed) : g_strdup("(in the text)"));
		g_free(squeezed);
	}
}

static void compare_sentences(struct comparison *c)
{
	compare_strings(c, "must", MEASURE_SENTENCES, true);
}

static void compare_absent(struct comparison *c)
{
	compare_strings(c, "must_not", MEASURE_ABSENT, false);
}

static void compare_blank(struct comparison *c)
{
	bool blank = !c->outcome->article || article_is_empty(c->outcome->article);
	if (is_expected(c, VERDICT_ARTICLE))
		answer(c, MEASURE_BLANK, !blank, g_strdup("text"), g_strdup("no text"));
}

/* Whole pages ------------------------------------------------------------------------------------------------------ */

/* The paragraphs of `text`, one a line, of which hardly anything stands in `other`. */
static char *strangers(struct span text, const GArray *other)
{
	GString *out = g_string_new(NULL);
	struct span line;
	while (span_line(&text, &line)) {
		GArray *shingles = shingles_of(line);
		if (shingles->len > 1 && shingles_share(shingles, other) < 0.3) /* a few words stand anywhere */
			g_string_append_printf(out, "\n\t\t%.*s", (int)line.len, line.at);
		g_array_free(shingles, TRUE);
	}
	return g_string_free(out, FALSE);
}

/* What counts as a failure of a page is a paragraph too many or too few, or a poor figure. */
static void compare_shingles(struct comparison *c)
{
	struct span expected = span_of(c->page), found = {NULL, 0};
	struct tally *tally = &c->result->tallies[MEASURE_SHINGLES];
	GArray *mine, *theirs;
	struct agreement agreement;
	const double fair = 0.98;
	if (!c->page)
		return;
	if (c->outcome->article)
		found = article_text(c->outcome->article);
	mine = shingles_of(found);
	theirs = shingles_of(expected);
	agreement = shingles_agree(mine, theirs);
	if (agreement.f1 < fair) {
		char *missing = strangers(expected, mine), *extra = strangers(found, theirs);
		answer(c, MEASURE_SHINGLES, false,
		       g_strdup_printf("recall %.3f, missing:%s", agreement.recall, missing),
		       g_strdup_printf("precision %.3f, too much:%s", agreement.precision, extra));
		g_free(missing);
		g_free(extra);
	}
	*tally = (struct tally){agreement.f1, 1};
	g_array_free(mine, TRUE);
	g_array_free(theirs, TRUE);
}

/* All together ----------------------------------------------------------------------------------------------------- */

static void (*const comparers[])(struct comparison *) = {
	compare_title, compare_date, compare_address, compare_author, compare_sentences, compare_absent, compare_blank,
	compare_shingles,
};

static double weigh(const struct result *result)
{
	double weight = 0;
	for (int i = 0; i < MEASURES; i++) {
		const struct tally *tally = &result->tallies[i];
		if (tally->asked > 0)
			weight += 1 - tally->right / tally->asked;
	}
	return weight;
}

struct result *result_new(const json_t *truth, const char *page, const struct outcome *outcome)
{
	struct result *result = g_new0(struct result, 1);
	struct comparison c = {.truth = truth, .page = page, .outcome = outcome, .result = result};
	struct span text = outcome->article ? article_text(outcome->article) : SPAN("");
	result->path = json_string_value(json_object_get(truth, "path"));
	result->failures = g_ptr_array_new_with_free_func(failure_free);
	c.text = text_squeezed(text);
	compare_kind(&c);
	for (size_t i = 0; i < G_N_ELEMENTS(comparers) && !is_expected(&c, VERDICT_LEFT_OUT); i++)
		comparers[i](&c);
	result->weight = weigh(result);
	g_free(c.text);
	return result;
}

void result_free(struct result *result)
{
	if (!result)
		return;
	g_ptr_array_free(result->failures, TRUE);
	g_free(result);
}
