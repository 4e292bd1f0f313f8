/* SPDX-License-Identifier: MIT */
/*
 * What stands on the screen for the article's text: the text itself, another script, raised figures as the signs that
 * Unicode has for them, blanks between CJK and Latin. Nothing of it ever enters the text: each unit says for which
 * bytes it stands, and the units of an excerpt stand for all of it. Offsets are bytes of the article's text.
 */
#include <string.h>

#include "page/layout.h"
#include "text/roles.h"
#include "text/utf8.h"

/* Longer ones are text that somebody wanted small. */
#define RAISED_MOST 8u

/* Signs that Unicode has above and below the line; 0: it has none. */
static const struct {
	char plain;
	uint16_t raised, lowered;
} risers[] = {
	{'0', 0x2070, 0x2080}, {'1', 0x00B9, 0x2081}, {'2', 0x00B2, 0x2082}, {'3', 0x00B3, 0x2083},
	{'4', 0x2074, 0x2084}, {'5', 0x2075, 0x2085}, {'6', 0x2076, 0x2086}, {'7', 0x2077, 0x2087},
	{'8', 0x2078, 0x2088}, {'9', 0x2079, 0x2089}, {'+', 0x207A, 0x208A}, {'-', 0x207B, 0x208B},
	{'=', 0x207C, 0x208C}, {'(', 0x207D, 0x208D}, {')', 0x207E, 0x208E}, {'i', 0x2071, 0x1D62},
	{'n', 0x207F, 0x2099},
};

/* What a character is, for the blanks between CJK and Latin, and between CJK and quotation marks in one cell. */
enum side { SIDE_NONE, SIDE_CJK, SIDE_LATIN, SIDE_QUOTE_OPEN, SIDE_QUOTE_CLOSE };

/* An excerpt that is being displayed. */
struct display {
	struct page *page;
	const struct excerpt *excerpt;
	enum side side; /* of what was added last */
	bool clings;    /* what is added next belongs to what stands before it */
};

static void add_unit(struct display *display, struct span text, uint32_t source, uint32_t source_len)
{
	struct unit unit = {text, source, source_len, display->clings};
	if (text.len == 0 && source_len == 0)
		return;
	g_array_append_val(display->page->composer.units, unit);
	display->clings = false;
}

/* Blanks beside CJK ------------------------------------------------------------------------------------------------ */

static enum side side_of(uint32_t code, enum side before)
{
	if (code < 0x80)
		return g_ascii_isalnum((char)code) ? SIDE_LATIN : SIDE_NONE;
	if (code_is_han(code) || code_is_kana(code))
		return SIDE_CJK;
	if (code >= 0x300 && width_of(&widths_default, code) == 0)
		return before; /* a mark */
	if (code == 0x2018 || code == 0x201C)
		return SIDE_QUOTE_OPEN;
	if (code == 0x2019 || code == 0x201D)
		return SIDE_QUOTE_CLOSE;
	enum role role = role_of(code);
	return role == ROLE_ALPHA || role == ROLE_DIGIT ? SIDE_LATIN : SIDE_NONE;
}

static bool pads_quotes(const struct page_style *style)
{
	return style->widths->quotes == QUOTES_PADDED && style->widths->ambiguous == 1;
}

/* Whether there is any blank to set in the excerpt. */
static bool sets_blanks(const struct display *display)
{
	const struct page_style *style = &display->page->style;
	return !display->excerpt->columns && (style->spaced || pads_quotes(style));
}

static bool wants_blank(const struct display *display, enum side next)
{
	const struct page_style *style = &display->page->style;
	enum side before = display->side;
	if ((before == SIDE_CJK && next == SIDE_QUOTE_OPEN) || (before == SIDE_QUOTE_CLOSE && next == SIDE_CJK))
		return pads_quotes(style);
	if ((before == SIDE_CJK && next == SIDE_LATIN) || (before == SIDE_LATIN && next == SIDE_CJK))
		return style->spaced;
	return false;
}

/* Adds text that stands for itself byte for byte, or for as many bytes of another script. */
static void add_text(struct display *display, struct span text, uint32_t source)
{
	size_t done = 0;
	bool spaced = sets_blanks(display);
	for (size_t at = 0; spaced && at < text.len;) {
		size_t here = at;
		enum side side = side_of(utf8_next(text, &at), display->side);
		if (wants_blank(display, side)) {
			add_unit(display, span_cut(text, done, here), source + (uint32_t)done, (uint32_t)(here - done));
			add_unit(display, SPAN(" "), source + (uint32_t)here, 0);
			done = here;
		}
		display->side = side;
	}
	add_unit(display, span_from(text, done), source + (uint32_t)done, (uint32_t)(text.len - done));
}

/* Adds text that stands as a whole for `len` bytes. */
static void add_whole(struct display *display, struct span text, uint32_t source, uint32_t len)
{
	size_t first = 0, last = text.len;
	if (text.len > 0) {
		if (sets_blanks(display) && wants_blank(display, side_of(utf8_next(text, &first), SIDE_NONE)))
			add_unit(display, SPAN(" "), source, 0);
		display->side = side_of(utf8_previous(text, &last), SIDE_NONE);
	}
	add_unit(display, text, source, len);
}

/* Another script --------------------------------------------------------------------------------------------------- */

/* The converted form, kept for as long as the page lives, and its pieces in composer.script; nothing where it stays. */
static struct span convert(struct page *page, struct span text)
{
	struct composer *composer = &page->composer;
	g_string_truncate(composer->converted, 0);
	g_array_set_size(composer->script, 0);
	if (!writing_convert(&page->style.writing, page->article->lang, text, composer->converted, composer->script))
		return (struct span){NULL, 0};
	return arena_copy(page->arena, (struct span){composer->converted->str, composer->converted->len});
}

static void add_converted(struct display *display, uint32_t from, uint32_t to)
{
	struct page *page = display->page;
	struct span text = span_cut(article_text(page->article), from, to), shown = convert(page, text);
	if (!shown.at) {
		add_text(display, text, from);
		return;
	}
	for (guint i = 0; i < page->composer.script->len; i++) {
		const struct script_piece *piece = &g_array_index(page->composer.script, struct script_piece, i);
		struct span form = span_cut(shown, piece->shown, (size_t)piece->shown + piece->shown_len);
		if (piece->len == piece->shown_len)
			add_text(display, form, from + piece->from);
		else
			add_whole(display, form, from + piece->from, piece->len);
	}
}

struct span display_made(struct page *page, struct span text)
{
	struct span shown = convert(page, text);
	return shown.at ? shown : text;
}

/* Superscripts and subscripts -------------------------------------------------------------------------------------- */

/* The sign for a character above or below the line; 0 where there is none. */
static uint32_t riser_of(char c, bool raised)
{
	for (size_t i = 0; i < G_N_ELEMENTS(risers); i++)
		if (risers[i].plain == c)
			return raised ? risers[i].raised : risers[i].lowered;
	return 0;
}

static bool all_rise(struct span text, bool raised)
{
	for (size_t i = 0; i < text.len; i++)
		if (riser_of(text.at[i], raised) == 0)
			return false;
	return true;
}

/* True for what would be read as another number or word without a sign before it: x^y, 10^n/2; not 4th. */
static bool is_exponent(const struct display *display, struct span text, uint32_t from)
{
	bool counts = text.len == 1;
	if (from == display->excerpt->from)
		return false;
	char before = article_text(display->page->article).at[from - 1];
	for (size_t i = 0; i < text.len; i++) {
		if (!g_ascii_isalnum(text.at[i]) && !memchr("+-*/=.,()", text.at[i], 9))
			return false;
		counts = counts || !g_ascii_isalpha(text.at[i]);
	}
	return counts && (g_ascii_isalnum(before) || before == ')');
}

static void add_risers(struct display *display, uint32_t from, struct span text, bool raised)
{
	for (uint32_t i = 0; i < text.len; i++) {
		char sign[4];
		size_t len = utf8_put(sign, riser_of(text.at[i], raised));
		add_unit(display, arena_copy(display->page->arena, (struct span){sign, len}), from + i, 1);
	}
}

/* What is raised belongs to what stands before it: no line begins with it, no blank parts them. */
static void add_raised(struct display *display, uint32_t from, uint32_t to, bool raised)
{
	struct span text = span_cut(article_text(display->page->article), from, to);
	enum side before = display->side;
	display->side = SIDE_NONE;
	display->clings = from > display->excerpt->from;
	if (text.len <= RAISED_MOST && all_rise(text, raised)) {
		add_risers(display, from, text, raised);
	} else {
		if (raised && text.len <= RAISED_MOST && is_exponent(display, text, from))
			add_unit(display, SPAN("^"), from, 0);
		add_converted(display, from, to);
	}
	display->side = before;
}

/* ------------------------------------------------------------------------------------------------------------------ */

#define RAISED_MARKS (1u << MARK_SUPERSCRIPT | 1u << MARK_SUBSCRIPT)

/* Which of them hold from byte `from` on, and up to where the same do, at most up to `to`. */
static unsigned raised_marks(const struct page *page, uint32_t from, uint32_t to, uint32_t *end)
{
	guint at = stretch_at(page, from);
	unsigned marks = g_array_index(page->stretches, struct stretch, at).marks & RAISED_MARKS;
	for (at++; at < page->stretches->len; at++) {
		const struct stretch *next = &g_array_index(page->stretches, struct stretch, at);
		if (next->from >= to || (next->marks & RAISED_MARKS) != marks)
			break;
	}
	*end = to;
	if (at < page->stretches->len)
		*end = MIN(to, g_array_index(page->stretches, struct stretch, at).from);
	return marks;
}

void display_find(struct page *page, const struct excerpt *excerpt)
{
	struct display display = {.page = page, .excerpt = excerpt};
	g_array_set_size(page->composer.units, 0);
	for (uint32_t from = excerpt->from, to = excerpt->to; from < excerpt->to; from = to) {
		unsigned marks = page->raised && !excerpt->columns ? raised_marks(page, from, excerpt->to, &to) : 0;
		if (marks)
			add_raised(&display, from, to, marks & 1u << MARK_SUPERSCRIPT);
		else
			add_converted(&display, from, to);
	}
}
