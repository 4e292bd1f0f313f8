/* SPDX-License-Identifier: MIT */
/*
 * Cells of characters, and text cut into glyphs. libunistring's widths hold except for the East Asian ambiguous
 * characters, which have a table made from Unicode's data: its own notion of them would widen accented Latin as well.
 * Invariant: a glyph never reaches beyond what one grapheme cluster and dropped characters after it cover, so a text
 * cut between clusters gives the same glyphs as the whole. What has no width that terminals agree on is drawn as
 * U+3013, the printers' mark for a missing sort, which takes two cells everywhere. Offsets are bytes, columns are
 * cells.
 */
#include "text/width.h"

#include <glib.h>
#include <unictype.h>
#include <unigbrk.h>
#include <uninorm.h>
#include <uniwidth.h>

#include "text/utf8.h"

#define GETA 0x3013u
#define DOTTED_CIRCLE 0x25CCu
#define JOINER 0x200Du
#define KEYCAP 0x20E3u
#define FLAG_A 0x1F1E6u

/* How far back a run of flag letters is counted to tell the first of a pair from the second. Even. */
#define FLAG_RUN 64

struct range {
	uint32_t first, last;
};

/* What a code point does to the glyph that it stands in. */
enum kind {
	KIND_SPACING, /* begins a glyph */
	KIND_MARK,    /* combines with the glyph before it */
	KIND_DROPPED, /* shows nothing and leaves the cluster open */
	KIND_CONTROL, /* shows nothing, and nothing combines across it */
	KIND_LINE,    /* ends a line: a glyph of its own that shows nothing */
	KIND_MISSING, /* no terminal is sure of it */
	KIND_JAMO,    /* a Hangul letter: composed where that gives a syllable */
	KIND_FLAG,    /* half a flag */
	KIND_TONE     /* colours the emoji before it */
};

/* What stands in a glyph so far, beside the glyph itself. */
struct gathered {
	uint32_t base; /* as it stands in the text */
	uint32_t last; /* the last code point taken */
	bool closed;   /* a control was taken: marks belong to nothing now */
	bool missing;  /* the base is drawn as GETA */
};

static const struct range ambiguous[] = {
#include "text/ambiguous.inc"
};

/* What terminals disagree on, by code point; the emoji by the ages of Unicode's emoji-data.txt. */
static const struct {
	struct range range;
	enum width_class class;
} doubtful[] = {
#include "text/doubtful.inc"
};

/*
 * A character to measure each class by, and its cells where nothing is known: what nearly all terminals do, if they
 * agree.
 */
static const struct {
	uint32_t sample;
	uint8_t cells;
} classes[WIDTH_CLASS_COUNT] = {
	[WIDTH_CIRCLED] = {0x3248, WIDTH_UNDRAWABLE}, [WIDTH_HEXAGRAM] = {0x4DC0, WIDTH_UNDRAWABLE},
	[WIDTH_SQUARE] = {0x3297, 2},                 [WIDTH_NEW_HAN] = {0x31350, WIDTH_UNDRAWABLE},
	[WIDTH_EMOJI_13] = {0x1F9CB, 2},              [WIDTH_EMOJI_14] = {0x1FAE0, 2},
	[WIDTH_EMOJI_15] = {0x1FAE8, WIDTH_UNDRAWABLE}, [WIDTH_EMOJI_16] = {0x1FAE9, WIDTH_UNDRAWABLE},
};

const struct widths widths_default = {.ambiguous = 1};

static bool in_ranges(const struct range *ranges, size_t count, uint32_t code)
{
	while (count > 0) {
		const struct range *middle = ranges + count / 2;
		if (code < middle->first) {
			count /= 2;
		} else if (code > middle->last) {
			ranges = middle + 1;
			count -= count / 2 + 1;
		} else {
			return true;
		}
	}
	return false;
}

/* The class of a code point that terminals disagree on; WIDTH_CLASS_COUNT for all others. */
static enum width_class class_of(uint32_t code)
{
	size_t low = 0, high = G_N_ELEMENTS(doubtful);
	while (low < high) {
		size_t middle = (low + high) / 2;
		if (code < doubtful[middle].range.first)
			high = middle;
		else if (code > doubtful[middle].range.last)
			low = middle + 1;
		else
			return doubtful[middle].class;
	}
	return WIDTH_CLASS_COUNT;
}

uint32_t width_sample(enum width_class class)
{
	return classes[class].sample;
}

static int class_cells(const struct widths *widths, enum width_class class)
{
	int cells = widths->classes[class] == WIDTH_UNKNOWN ? classes[class].cells : widths->classes[class];
	return cells == WIDTH_UNDRAWABLE ? -1 : cells;
}

static bool is_between(uint32_t code, uint32_t first, uint32_t last)
{
	return code - first <= last - first;
}

static bool is_jamo(uint32_t code)
{
	return is_between(code, 0x1100, 0x11FF) || is_between(code, 0xA960, 0xA97F) || is_between(code, 0xD7B0, 0xD7FF);
}

static bool is_quote(uint32_t code)
{
	return code == 0x2018 || code == 0x2019 || code == 0x201C || code == 0x201D;
}

/* Emoji of any age, but not the halves of flags. */
static bool is_emoji(uint32_t code, enum width_class class)
{
	return is_between(class, WIDTH_EMOJI_13, WIDTH_EMOJI_16) ||
	       (uc_is_property_emoji_presentation(code) && !is_between(code, FLAG_A, FLAG_A + 25));
}

static bool is_noncharacter(uint32_t code)
{
	return (code & 0xFFFE) == 0xFFFE || is_between(code, 0xFDD0, 0xFDEF);
}

static bool is_line_end(uint32_t code)
{
	return is_between(code, 0x0A, 0x0D) || code == 0x85 || code == 0x2028 || code == 0x2029;
}

static bool extends_cluster(uint32_t code)
{
	int property = uc_graphemeclusterbreak_property(code);
	return property == GBP_EXTEND || property == GBP_ZWJ;
}

/* The kind of what is not a plain letter or sign. */
static enum kind category_kind(uint32_t code)
{
	if (uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Cc | UC_CATEGORY_MASK_Cf) ||
	    uc_is_property_default_ignorable_code_point(code))
		return extends_cluster(code) ? KIND_DROPPED : KIND_CONTROL;
	if (uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me))
		return KIND_MARK;
	if (uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Cn | UC_CATEGORY_MASK_Co | UC_CATEGORY_MASK_Cs))
		return is_noncharacter(code) ? KIND_CONTROL : KIND_MISSING;
	return KIND_SPACING;
}

static enum kind kind_of(uint32_t code)
{
	if (is_between(code, 0x20, 0x7E) || code == '\t')
		return KIND_SPACING;
	if (is_line_end(code))
		return KIND_LINE;
	if (is_between(code, FLAG_A, FLAG_A + 25))
		return KIND_FLAG;
	if (is_between(code, 0x1F3FB, 0x1F3FF))
		return KIND_TONE;
	if (code == KEYCAP)
		return KIND_DROPPED;
	if (class_of(code) < WIDTH_CLASS_COUNT)
		return KIND_SPACING;
	enum kind kind = category_kind(code);
	return kind == KIND_SPACING && is_jamo(code) ? KIND_JAMO : kind;
}

/* Cells of what is by far the most of all text, and needs no table; 0 for everything else. */
static uint8_t plain_columns(uint32_t code)
{
	if (is_between(code, 0x20, 0x7E))
		return 1;
	if (is_between(code, 0x4E00, 0x9FFF) || is_between(code, 0x3041, 0x3096) || is_between(code, 0x309B, 0x30FF) ||
	    is_between(code, 0x3000, 0x3029) || is_between(code, 0xFF01, 0xFF60) || is_between(code, 0xAC00, 0xD7A3) ||
	    is_between(code, 0x3400, 0x4DBF))
		return 2;
	return 0;
}

__attribute__((hot))
bool width_certain(uint32_t code)
{
	return plain_columns(code) > 0;
}

/*
 * Whether the bytes at `at` begin what certainly belongs to no glyph before it, told by the first bytes alone: ASCII,
 * U+2010-2027, U+3000-3029, kana without their sound marks, U+3400-9FFF, Hangul syllables, full-width forms.
 */
static bool begins_anew(struct span text, size_t at)
{
	if (at >= text.len)
		return true;
	const unsigned char *p = (const unsigned char *)text.at + at;
	if (p[0] < 0x80)
		return is_between(p[0], 0x20, 0x7E) || p[0] == '\n' || p[0] == '\t';
	if (text.len - at < 3)
		return false;
	switch (p[0]) {
	case 0xE2:
		return p[1] == 0x80 && is_between(p[2], 0x90, 0xA7);
	case 0xE3:
		return p[1] == 0x81 || p[1] == 0x83 || p[1] >= 0x90 || (p[1] == 0x80 && p[2] < 0xAA) ||
	               (p[1] == 0x82 && !is_between(p[2], 0x99, 0x9A));
	case 0xEA:
		return p[1] >= 0xB0;
	case 0xED:
		return p[1] < 0x9E;
	case 0xEF:
		return p[1] == 0xBC || p[1] == 0xBD;
	default:
		return is_between(p[0], 0xE4, 0xE9) || is_between(p[0], 0xEB, 0xEC);
	}
}

int width_of(const struct widths *widths, uint32_t code)
{
	uint8_t plain = plain_columns(code);
	if (plain)
		return plain;
	enum width_class class = class_of(code);
	if (widths->emoji && is_emoji(code, class))
		return widths->emoji;
	if (class < WIDTH_CLASS_COUNT)
		return class_cells(widths, class);
	if (uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me))
		return 0;
	if (is_line_end(code) || is_noncharacter(code) || uc_is_general_category_withtable(code, UC_CATEGORY_MASK_Cs))
		return -1;
	if (widths->ambiguous == 2 && in_ranges(ambiguous, G_N_ELEMENTS(ambiguous), code))
		return 2;
	return uc_width(code, "UTF-8");
}

/* Whether the flag letter at byte `at` is the first of a pair or the second, and the other half is there. */
static bool has_other_half(struct span text, size_t at)
{
	size_t from = at;
	unsigned before = 0;
	while (from > 0 && before < FLAG_RUN && is_between(utf8_previous(text, &from), FLAG_A, FLAG_A + 25))
		before++;
	if (before % 2 == 1)
		return true;
	size_t next = at;
	utf8_next(text, &next);
	return next < text.len && is_between(utf8_next(text, &next), FLAG_A, FLAG_A + 25);
}

static void set_base(struct glyph *glyph, uint32_t code)
{
	glyph->code[0] = code;
	glyph->count = 1;
}

/* The first code point of a glyph. A flag letter alone is shown as a letter: terminals give it one cell or two. */
static void begin_glyph(struct span text, struct glyph *glyph, struct gathered *have, enum kind kind)
{
	have->missing = kind == KIND_MISSING || kind == KIND_TONE;
	have->closed = kind == KIND_CONTROL || kind == KIND_DROPPED;
	if (have->closed || kind == KIND_LINE)
		return;
	set_base(glyph, have->missing ? GETA : have->base);
	if (have->base == '\t')
		set_base(glyph, ' ');
	if (kind == KIND_FLAG && !has_other_half(text, glyph->from))
		set_base(glyph, 'A' + have->base - FLAG_A);
	if (kind == KIND_MARK) {
		set_base(glyph, DOTTED_CIRCLE);
		glyph->code[glyph->count++] = have->base;
	}
}

/* Canonical composition (UAX #15): a mark is blocked by one before it of the same or a higher class. */
static bool compose(struct glyph *glyph, uint32_t mark)
{
	uint32_t last = glyph->code[glyph->count - 1];
	if (glyph->count > 1 && uc_combining_class(last) >= uc_combining_class(mark))
		return false;
	uint32_t composed = uc_composition(glyph->code[0], mark);
	if (composed == 0)
		return false;
	glyph->code[0] = composed;
	return true;
}

static void add_mark(struct glyph *glyph, const struct gathered *have, uint32_t mark)
{
	if (!have->missing && !compose(glyph, mark) && glyph->count < 1 + GLYPH_MARKS)
		glyph->code[glyph->count++] = mark;
}

/* Letters that do not make a modern syllable go together into one GETA. */
static bool add_jamo(struct glyph *glyph, struct gathered *have, uint32_t code)
{
	if (!code_is_hangul(have->last) || uc_is_grapheme_break(have->last, code))
		return false;
	uint32_t syllable = glyph->count == 1 ? uc_composition(glyph->code[0], code) : 0;
	have->missing = have->missing || syllable == 0;
	set_base(glyph, have->missing ? GETA : syllable);
	return true;
}

/* Whether the glyph takes `code`, which stands behind it. */
static bool extend_glyph(struct glyph *glyph, struct gathered *have, uint32_t code)
{
	enum kind kind = kind_of(code);
	if (kind == KIND_DROPPED)
		return true;
	if (kind == KIND_CONTROL) {
		have->closed = true;
		return true;
	}
	if (have->closed || kind == KIND_LINE || kind == KIND_FLAG)
		return false;
	if (kind == KIND_MARK) {
		add_mark(glyph, have, code);
		return true;
	}
	if (kind == KIND_JAMO)
		return add_jamo(glyph, have, code);
	if (kind == KIND_TONE)
		return uc_is_property_extended_pictographic(have->base);
	return have->last == JOINER && uc_is_property_extended_pictographic(have->base) &&
	       uc_is_property_extended_pictographic(code);
}

/* A Hangul letter that stayed alone, and the glyph's cells. */
static void finish_glyph(const struct widths *widths, struct glyph *glyph)
{
	if (glyph->count == 0)
		return;
	if (is_jamo(glyph->code[0]))
		set_base(glyph, GETA);
	if (widths->quotes == QUOTES_NARROW && widths->ambiguous == 2 && is_quote(glyph->code[0]))
		glyph->code[0] = glyph->code[0] < 0x201C ? '\'' : '"';
	int columns = width_of(widths, glyph->code[0]);
	if (columns <= 0) {
		set_base(glyph, GETA);
		columns = 2;
	}
	glyph->columns = (uint8_t)columns;
}

static void gather(const struct widths *widths, struct span text, size_t *at, struct glyph *glyph)
{
	struct gathered have = {.base = glyph->code[0], .last = glyph->code[0]};
	enum kind kind = kind_of(have.base);
	begin_glyph(text, glyph, &have, kind);
	while (kind != KIND_LINE && !begins_anew(text, *at)) {
		size_t next = *at;
		uint32_t code = utf8_next(text, &next);
		if (!extend_glyph(glyph, &have, code))
			break;
		have.last = code;
		*at = next;
	}
	finish_glyph(widths, glyph);
}

__attribute__((hot))
bool glyph_next_any(const struct widths *widths, struct span text, size_t *at, struct glyph *glyph)
{
	if (*at >= text.len)
		return false;
	glyph->from = *at;
	glyph->code[0] = utf8_next(text, at);
	glyph->columns = plain_columns(glyph->code[0]);
	glyph->count = glyph->columns > 0;
	if (glyph->columns == 0 || !begins_anew(text, *at))
		gather(widths, text, at, glyph);
	glyph->to = *at;
	return true;
}

__attribute__((hot))
size_t width_text(const struct widths *widths, struct span text)
{
	size_t columns = 0;
	struct glyph glyph;
	for (size_t at = 0; glyph_next(widths, text, &at, &glyph);)
		columns += glyph.columns;
	return columns;
}

__attribute__((hot))
size_t width_fit(const struct widths *widths, struct span text, size_t columns, size_t *used)
{
	size_t fitted = 0, taken = 0, at = 0;
	struct glyph glyph;
	while (glyph_next(widths, text, &at, &glyph) && taken + glyph.columns <= columns) {
		taken += glyph.columns;
		fitted = glyph.to;
	}
	if (used)
		*used = taken;
	return fitted;
}
