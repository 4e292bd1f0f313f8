/* SPDX-License-Identifier: MIT */
/*
 * Line breaks: libunistring's UAX #14 first, then one pass over the clusters that gives each its role in its
 * surroundings and asks a table of rules about every pair of neighbours. Invariant: chances[i] is other than BREAK_NO
 * only where a cluster begins that is no white space. Everything is linear: a sign looks at its neighbours and at most
 * a few bytes ahead. Offsets are bytes, columns are cells.
 */
#include "text/breaks.h"

#include <glib.h>
#include <string.h>
#include <unigbrk.h>
#include <unilbrk.h>

#include "text/roles.h"
#include "text/utf8.h"
#include "text/width.h"

/* Written over libunistring's answers where a code point goes on with the sign before it. */
#define INSIDE_SIGN 'i'

/* A slash between words parts them only where both are longer than this: km/h and TCP/IP stay whole. */
#define SHORT_WORD 3

/* One cluster and the controls behind it, which nobody sees: its first code point stands for it. */
struct sign {
	size_t from;
	uint32_t code;
	enum role role;
	bool breaks; /* UAX #14 allows a break before it */
};

struct setter {
	struct span text;
	uint8_t *chances;
	size_t at;             /* where the sign after `next` begins */
	unsigned level;        /* a bit: 1 << enum break_level */
	bool keep_hangul;      /* breaks Hangul at spaces alone */
	struct sign signs[3];  /* of which three: */
	struct sign *prev;     /* decided */
	struct sign *here;     /* being decided */
	struct sign *next;     /* as the table gives it */
	enum role anchor;      /* of the last sign that was no white space */
	bool leading;          /* nothing but white space since the line began */
	unsigned letters;      /* in a row before `here` */
	bool open_straight[2]; /* a straight quotation mark is open: " and ' */
	bool open_cjk;         /* the last quotation mark that opened belongs to CJK text */
	bool url;              /* inside an address */
	unsigned slashes;      /* ... and how many of those of "://" are still to come */
};

#define BIT(role) (UINT64_C(1) << (role))
#define ANY UINT64_MAX
#define INK (ANY & ~BIT(ROLE_SPACE))

#define URL_SIGNS (BIT(ROLE_URL) | BIT(ROLE_URL_STOP) | BIT(ROLE_URL_TAIL))
#define WORDS (BIT(ROLE_HAN) | BIT(ROLE_ALPHA) | BIT(ROLE_DIGIT) | BIT(ROLE_WIDE_DIGIT) | BIT(ROLE_UNIT))
#define KANA_SIGNS (BIT(ROLE_REPEAT) | BIT(ROLE_SMALL))
#define ENDS (BIT(ROLE_CLOSE) | BIT(ROLE_PAUSE))
#define CJK ((WORDS & ~(BIT(ROLE_ALPHA) | BIT(ROLE_DIGIT))) | BIT(ROLE_OPEN) | ENDS | KANA_SIGNS)
#define CJK_SIGNS                                                                                                      \
	(BIT(ROLE_OPEN) | ENDS | KANA_SIGNS | BIT(ROLE_LINK) | BIT(ROLE_MIDDLE) | BIT(ROLE_SLASH) | BIT(ROLE_DASH) |   \
	 BIT(ROLE_DOTS))

/* Between two of these UAX #14 is right. */
#define PLAIN                                                                                                          \
	(BIT(ROLE_OTHER) | BIT(ROLE_SPACE) | BIT(ROLE_ALPHA) | BIT(ROLE_DIGIT) | BIT(ROLE_HAN) |                       \
	 BIT(ROLE_LATIN_OPEN) | BIT(ROLE_LATIN_CLOSE) | BIT(ROLE_LATIN_PAUSE) | BIT(ROLE_HYPHEN) | BIT(ROLE_PREFIX) |  \
	 BIT(ROLE_POSTFIX))

/* What may begin or end a line when nothing but a rule of punctuation is left to break. */
#define NO_START                                                                                                       \
	(ENDS | KANA_SIGNS | BIT(ROLE_LATIN_CLOSE) | BIT(ROLE_LATIN_PAUSE) | BIT(ROLE_DOTS) | BIT(ROLE_LINK) |         \
	 BIT(ROLE_MIDDLE) | BIT(ROLE_SLASH) | BIT(ROLE_HYPHEN) | BIT(ROLE_POSTFIX) | BIT(ROLE_JOINED) |                \
	 BIT(ROLE_SUFFIX) | BIT(ROLE_URL_TAIL))
#define NO_END (BIT(ROLE_OPEN) | BIT(ROLE_LATIN_OPEN) | BIT(ROLE_PREFIX) | BIT(ROLE_POINT) | BIT(ROLE_SLASH))

enum {
	AT_NONE = 1 << BREAK_LEVEL_NONE,
	AT_BASIC = 1 << BREAK_LEVEL_BASIC,
	AT_GB = 1 << BREAK_LEVEL_GB,
	AT_STRICT = 1 << BREAK_LEVEL_STRICT,
	FROM_GB = AT_GB | AT_STRICT,
	FROM_BASIC = AT_BASIC | FROM_GB,
	ALWAYS = AT_NONE | FROM_BASIC
};

struct rule {
	uint64_t before, after; /* roles on either side */
	unsigned levels;
	bool breaks;
};

/* The first that fits holds; none: UAX #14. */
static const struct rule rules[] = {
	/* Addresses break after / ? & = - and nowhere else. */
	{BIT(ROLE_URL_STOP), BIT(ROLE_URL), ALWAYS, true},
	{URL_SIGNS, URL_SIGNS, ALWAYS, false},
	/* Words and numbers with signs inside them: U.S.A., C++, .NET, km/h, １２．３, ３㎡. No hyphenation. */
	{BIT(ROLE_JOINED) | BIT(ROLE_SOFT) | BIT(ROLE_POINT), ANY, ALWAYS, false},
	{INK, BIT(ROLE_JOINED) | BIT(ROLE_SUFFIX), ALWAYS, false},
	{(CJK & ~BIT(ROLE_OPEN)) | BIT(ROLE_SPACE), BIT(ROLE_POINT), ALWAYS, true},
	{BIT(ROLE_SUFFIX), BIT(ROLE_HAN) | BIT(ROLE_OPEN), ALWAYS, true},
	{BIT(ROLE_DIGIT) | BIT(ROLE_WIDE_DIGIT), BIT(ROLE_UNIT), ALWAYS, false},
	{BIT(ROLE_PREFIX) | BIT(ROLE_WIDE_DIGIT), BIT(ROLE_WIDE_DIGIT), ALWAYS, false},
	{BIT(ROLE_WIDE_DIGIT), BIT(ROLE_POSTFIX), ALWAYS, false},
	/* Signs of two or more that are one: clreq's two-em dash and ellipsis, jlreq cl-08. */
	{BIT(ROLE_DASH), BIT(ROLE_DASH), ALWAYS, false},
	{BIT(ROLE_DOTS), BIT(ROLE_DOTS), ALWAYS, false},
	/* No prohibition at all. */
	{CJK_SIGNS, CJK_SIGNS | WORDS, AT_NONE, true},
	{WORDS, CJK_SIGNS, AT_NONE, true},
	/*
	 * clreq, basic: stops, closing marks, connectors, interpuncts and solidi begin no line, opening marks end none.
	 */
	{BIT(ROLE_OPEN), ANY, FROM_BASIC, false},
	{ANY, ENDS | BIT(ROLE_SLASH), FROM_BASIC, false},
	{INK, BIT(ROLE_LINK) | BIT(ROLE_MIDDLE), FROM_BASIC, false},
	/* clreq, GB: nor does a solidus end one. */
	{BIT(ROLE_SLASH), ANY, FROM_GB, false},
	/* clreq, strict: dashes and ellipses begin no line. */
	{INK, BIT(ROLE_DASH) | BIT(ROLE_DOTS), AT_STRICT, false},
	/* jlreq cl-09 to cl-11; the looser levels there let small kana begin a line. */
	{INK, KANA_SIGNS, FROM_GB, false},
	{BIT(ROLE_HAN) | KANA_SIGNS, BIT(ROLE_SMALL), AT_BASIC, true},
	/* UAX #14 knows no way that a quotation mark faces, and glues a currency sign to what closes before it. */
	{WORDS | ENDS | KANA_SIGNS | BIT(ROLE_DASH) | BIT(ROLE_DOTS) | BIT(ROLE_LATIN_CLOSE) | BIT(ROLE_LATIN_PAUSE) |
	         BIT(ROLE_POSTFIX),
	 BIT(ROLE_OPEN), ALWAYS, true},
	{ENDS, WORDS | BIT(ROLE_OPEN) | BIT(ROLE_PREFIX) | BIT(ROLE_DASH), ALWAYS, true},
};

/* Korean breaks at spaces: Hangul clings to letters, ideographs and brackets as Latin letters do. */
static const struct rule hangul_rules[] = {
	{BIT(ROLE_HANGUL), BIT(ROLE_HANGUL) | WORDS | BIT(ROLE_LATIN_OPEN), ALWAYS, false},
	{WORDS | BIT(ROLE_POSTFIX) | BIT(ROLE_CLOSE) | BIT(ROLE_LATIN_CLOSE), BIT(ROLE_HANGUL), ALWAYS, false},
};

static bool is(enum role role, uint64_t roles)
{
	return (BIT(role) & roles) != 0;
}

/* ------------------------------------------------------------------------------------------------------------------ */

/* Code points that neither go on with a cluster nor keep one open, as far as a few ranges tell it. */
static bool stands_alone(uint32_t code)
{
	return (code >= 0x20 && code <= 0x7E) || code == '\n' || (code >= 0x4E00 && code <= 0x9FFF) ||
	       (code >= 0x3041 && code <= 0x30FF && code != 0x3099 && code != 0x309A) ||
	       (code >= 0x3000 && code <= 0x3029) || (code >= 0xAC00 && code <= 0xD7A3) ||
	       (code >= 0xFF01 && code <= 0xFF60) || (code >= 0x2010 && code <= 0x2027) ||
	       (code >= 0xC0 && code <= 0x2FF) || (code >= 0x370 && code <= 0x482) ||
	       (code >= 0x3400 && code <= 0x4DBF);
}

/* Behind the ASCII and the ideographs from byte `at` on, which all stand alone; `before` gets the last of them. */
static size_t skip_alone(struct span text, size_t at, size_t *before)
{
	while (at < text.len) {
		unsigned char c = (unsigned char)text.at[at];
		size_t len = c >= 0x20 && c <= 0x7E ? 1 : c >= 0xE5 && c <= 0xE9 ? 3 : 0;
		if (len == 0)
			break;
		*before = at;
		at += len;
	}
	return at;
}

/* Marks what goes on with a cluster between bytes `from` and `to`, where clusters begin and end. */
static void join_range(struct span text, size_t from, size_t to, uint8_t *chances, GByteArray *scratch)
{
	g_byte_array_set_size(scratch, (guint)(to - from));
	u8_grapheme_breaks((const uint8_t *)text.at + from, to - from, (char *)scratch->data);
	for (size_t i = 1; i < to - from; i++)
		if (!scratch->data[i])
			chances[from + i] = INSIDE_SIGN;
}

/*
 * Writes INSIDE_SIGN over every byte at which a sign goes on and a code point begins. libunistring is asked only about
 * the stretches where something may combine, each with the code point before and after it.
 */
static void join_signs(struct span text, uint8_t *chances)
{
	GByteArray *scratch = g_byte_array_new();
	size_t before = 0, from = 0;
	bool open = false;
	for (size_t at = 0; at < text.len;) {
		if (!open)
			at = skip_alone(text, at, &before);
		if (at >= text.len)
			break;
		size_t here = at;
		uint32_t code = utf8_next(text, &at);
		bool alone = stands_alone(code);
		if (!alone && !open)
			from = before;
		if (!alone && here > 0 && code_is_control(code) && role_of(code) == ROLE_OTHER)
			chances[here] = INSIDE_SIGN;
		if (alone && open)
			join_range(text, from, at, chances, scratch);
		open = !alone;
		before = here;
	}
	if (open)
		join_range(text, from, text.len, chances, scratch);
	g_byte_array_free(scratch, TRUE);
}

/* Whether a cluster that begins with white space shows more than that: a mark on it. */
static bool has_ink(struct span cluster)
{
	size_t at = 0;
	struct glyph glyph;
	return glyph_next(&widths_default, cluster, &at, &glyph) && glyph.count > 1;
}

/* Reads the next sign and sets its bytes to BREAK_NO. At the end of the text comes a sign that ends a line. */
static void read_sign(struct setter *setter, struct sign *sign)
{
	sign->from = setter->at;
	sign->code = 0;
	sign->role = ROLE_LINE;
	if (setter->at >= setter->text.len)
		return;
	sign->breaks = setter->chances[setter->at] == UC_BREAK_POSSIBLE;
	sign->code = utf8_next(setter->text, &setter->at);
	sign->role = role_of(sign->code);
	size_t first = setter->at;
	while (setter->at < setter->text.len && setter->chances[setter->at] == INSIDE_SIGN)
		utf8_next(setter->text, &setter->at);
	if (sign->role == ROLE_SPACE && setter->at > first && has_ink(span_cut(setter->text, sign->from, setter->at)))
		sign->role = ROLE_OTHER;
	for (size_t i = sign->from; i < setter->at; i++)
		setter->chances[i] = BREAK_NO;
}

/* ------------------------------------------------------------------------------------------------------------------ */

static bool touches_cjk(const struct setter *setter)
{
	return is(setter->prev->role, CJK) || is(setter->next->role, CJK);
}

static bool is_word(enum role role)
{
	return role == ROLE_ALPHA || role == ROLE_DIGIT;
}

/* A mark that faces a way counts as CJK where it touches CJK text; one that closes, also where its partner did. */
static enum role faced(struct setter *setter, bool opens)
{
	bool cjk = touches_cjk(setter) || (!opens && setter->open_cjk);
	if (opens)
		setter->open_cjk = cjk;
	if (!cjk)
		return ROLE_OTHER;
	return opens ? ROLE_OPEN : ROLE_CLOSE;
}

static enum role decide_open(struct setter *setter)
{
	return faced(setter, true);
}

static bool is_apostrophe(const struct setter *setter)
{
	return is_word(setter->prev->role) && is_word(setter->next->role);
}

static enum role decide_close(struct setter *setter)
{
	if (setter->here->code == 0x2019 && is_apostrophe(setter))
		return ROLE_OTHER;
	return faced(setter, false);
}

/* Straight marks take turns, except where white space on one side alone tells which way they face. */
static enum role decide_straight(struct setter *setter)
{
	bool *open = &setter->open_straight[setter->here->code == '\''];
	if (setter->here->code == '\'' && is_apostrophe(setter))
		return ROLE_OTHER;
	const uint64_t gap = BIT(ROLE_SPACE) | BIT(ROLE_LINE);
	bool gap_before = is(setter->prev->role, gap), gap_after = is(setter->next->role, gap);
	*open = gap_before == gap_after ? !*open : gap_before;
	return faced(setter, *open);
}

/* One dash alone is a connector. */
static enum role decide_dash(struct setter *setter)
{
	bool more = setter->prev->role == ROLE_DASH || setter->next->role == ROLE_DASH || setter->here->code >= 0x2E3A;
	return more ? ROLE_DASH : ROLE_LINK;
}

static enum role decide_bullet(struct setter *setter)
{
	return is(setter->prev->role, CJK) && is(setter->next->role, CJK) ? ROLE_MIDDLE : ROLE_OTHER;
}

static enum role decide_plus(struct setter *setter)
{
	return setter->prev->role == ROLE_ALPHA || setter->prev->role == ROLE_SUFFIX ? ROLE_SUFFIX : ROLE_OTHER;
}

/* U+002C . : ; before a letter (UAX #14 LB29), but after CJK they stop a sentence or begin a word such as .NET. */
static enum role decide_latin_pause(struct setter *setter)
{
	uint32_t code = setter->here->code;
	bool begins = is(setter->prev->role, CJK | BIT(ROLE_SPACE) | BIT(ROLE_LINE));
	if (code == '.' && begins && is_word(setter->next->role))
		return ROLE_POINT;
	bool joins = code != '!' && code != '?' && !is(setter->prev->role, CJK);
	return joins && setter->next->role == ROLE_ALPHA ? ROLE_JOINED : ROLE_LATIN_PAUSE;
}

/* Whether no more than SHORT_WORD letters stand at byte `at`. */
static bool is_short_ahead(struct span text, size_t at)
{
	struct span ahead = span_cut(text, at, at + SHORT_WORD + 1);
	for (size_t i = 0; i < ahead.len; i++)
		if (role_of((unsigned char)ahead.at[i]) != ROLE_ALPHA)
			return true;
	return ahead.len <= SHORT_WORD;
}

static enum role decide_slash(struct setter *setter)
{
	if (setter->here->code != '/' || touches_cjk(setter))
		return ROLE_SLASH;
	bool words = setter->letters > 0 && setter->next->role == ROLE_ALPHA;
	bool whole = setter->letters <= SHORT_WORD || is_short_ahead(setter->text, setter->next->from);
	return words && whole ? ROLE_JOINED : ROLE_OTHER;
}

/* Full-width signs inside numbers: a point, a colon, and among full-width digits a comma (else it parts a list). */
static enum role decide_pause(struct setter *setter)
{
	uint32_t code = setter->here->code;
	uint64_t digits = BIT(ROLE_WIDE_DIGIT) | (code == 0xFF0C ? 0 : BIT(ROLE_DIGIT));
	bool joins = code == 0xFF0E || code == 0xFF1A || code == 0xFF0C;
	return joins && is(setter->prev->role, digits) && is(setter->next->role, digits) ? ROLE_JOINED : ROLE_PAUSE;
}

/* Behind CJK text a connector, or the drawl that a sentence ends with. */
static enum role decide_tilde(struct setter *setter)
{
	return is(setter->prev->role, CJK) ? ROLE_LINK : ROLE_OTHER;
}

static enum role (*const decisions[ROLE_COUNT])(struct setter *setter) = {
	[ROLE_QUOTE_OPEN] = decide_open,
	[ROLE_QUOTE_CLOSE] = decide_close,
	[ROLE_QUOTE_STRAIGHT] = decide_straight,
	[ROLE_DASH] = decide_dash,
	[ROLE_BULLET] = decide_bullet,
	[ROLE_PLUS] = decide_plus,
	[ROLE_LATIN_PAUSE] = decide_latin_pause,
	[ROLE_SLASH] = decide_slash,
	[ROLE_PAUSE] = decide_pause,
	[ROLE_TILDE] = decide_tilde,
};

/* ------------------------------------------------------------------------------------------------------------------ */

/* Whether an address begins at the sign: at "www." of a word, or at "://" after its scheme. */
static bool begins_url(struct setter *setter)
{
	struct span rest = span_from(setter->text, setter->here->from);
	if (setter->here->code == ':' && setter->prev->role == ROLE_ALPHA && span_starts(rest, SPAN("://"))) {
		setter->slashes = 2;
		return true;
	}
	return (setter->here->code | 0x20) == 'w' && !is_word(setter->prev->role) &&
	       span_starts_nocase(rest, SPAN("www."));
}

static bool is_in_set(const char *set, uint32_t code)
{
	return code > 0x20 && code < 0x7F && strchr(set, (int)code) != NULL;
}

/* The role inside an address; false where it has ended. It ends before white space, CJK and what addresses quote. */
static bool decide_in_url(struct setter *setter)
{
	uint32_t code = setter->here->code;
	if (!setter->url && !begins_url(setter))
		return false;
	setter->url = true;
	if (code <= 0x20 || code >= 0x7F || is_in_set("\"<>\\^`{|}", code))
		setter->url = false;
	if (!setter->url)
		return false;
	setter->here->role = is_in_set("/?&=-", code)      ? ROLE_URL_STOP
	                     : is_in_set(".,;:!)]'", code) ? ROLE_URL_TAIL
	                                                   : ROLE_URL;
	if (setter->slashes > 0 && code == '/') {
		setter->slashes--;
		setter->here->role = ROLE_URL_TAIL;
	}
	return true;
}

static void decide_role(struct setter *setter)
{
	if (!decide_in_url(setter) && decisions[setter->here->role])
		setter->here->role = decisions[setter->here->role](setter);
}

static const struct rule *rule_for(const struct rule *table, size_t count, const struct setter *setter)
{
	for (const struct rule *rule = table; rule < table + count; rule++)
		if (is(setter->prev->role, rule->before) && is(setter->here->role, rule->after) &&
		    (rule->levels & setter->level))
			return rule;
	return NULL;
}

/* Whether a line may end before `here` by the rules. */
static bool may_break(const struct setter *setter)
{
	if (is(setter->prev->role, PLAIN) && is(setter->here->role, PLAIN) && setter->anchor != ROLE_OPEN)
		return setter->here->breaks;
	if (setter->prev->role == ROLE_SPACE && setter->anchor == ROLE_OPEN && setter->level != AT_NONE)
		return false;
	const struct rule *rule = NULL;
	if (setter->keep_hangul)
		rule = rule_for(hangul_rules, G_N_ELEMENTS(hangul_rules), setter);
	if (!rule)
		rule = rule_for(rules, G_N_ELEMENTS(rules), setter);
	return rule ? rule->breaks : setter->here->breaks;
}

static enum break_chance emergency(const struct setter *setter)
{
	if (setter->level == AT_NONE)
		return BREAK_EMERGENCY;
	bool split = setter->prev->role == ROLE_DASH && setter->here->role == ROLE_DASH;
	bool broken = is(setter->here->role, NO_START) || is(setter->anchor, NO_END);
	return split || broken ? BREAK_LAST : BREAK_EMERGENCY;
}

static enum break_chance chance_before(const struct setter *setter)
{
	if (setter->here->from == 0)
		return BREAK_NO;
	if (setter->prev->role == ROLE_LINE)
		return BREAK_MUST;
	if (setter->here->role == ROLE_SPACE || setter->here->role == ROLE_LINE)
		return BREAK_NO;
	if (setter->leading) /* a line of white space alone is the last thing to want */
		return BREAK_EMERGENCY;
	if (!may_break(setter))
		return emergency(setter);
	return is(setter->prev->role, URL_SIGNS) && setter->here->role == ROLE_URL ? BREAK_URL : BREAK_MAY;
}

/* What is remembered of `here` for the signs after it. */
static void pass_sign(struct setter *setter)
{
	enum role role = setter->here->role;
	setter->letters = role == ROLE_ALPHA ? setter->letters + 1 : 0;
	setter->leading = role == ROLE_LINE || (setter->leading && role == ROLE_SPACE);
	if (role != ROLE_SPACE)
		setter->anchor = role;
	if (role == ROLE_LINE) {
		setter->open_straight[0] = setter->open_straight[1] = false;
		setter->open_cjk = false;
	}
	struct sign *free = setter->prev; /* signs take turns: copying them costs more than all the rest */
	setter->prev = setter->here;
	setter->here = setter->next;
	setter->next = free;
}

/* Whether a sign that is one letter of ASCII, or one ideograph, stands at byte `at`: as `role` says. */
static bool is_plain(const struct setter *setter, size_t at, enum role role)
{
	size_t len = role == ROLE_HAN ? 3 : 1;
	const char *p = setter->text.at + at;
	if (setter->text.len - at < len || (at + len < setter->text.len && setter->chances[at + len] == INSIDE_SIGN))
		return false;
	if (role == ROLE_ALPHA)
		return g_ascii_isalpha(*p);
	/* U+5000-9FFF */
	return (unsigned char)p[0] >= 0xE5 && (unsigned char)p[0] <= 0xE9;
}

/*
 * Goes on to the last of the ideographs or letters in a row that `here` is in the midst of. No rule of ours parts them,
 * or joins them; most of all text is that.
 */
static void pass_run(struct setter *setter)
{
	struct sign *here = setter->here;
	if (here->role != setter->prev->role || setter->url || (here->role != ROLE_HAN && here->role != ROLE_ALPHA))
		return;
	size_t len = here->role == ROLE_HAN ? 3 : 1;
	while (is_plain(setter, setter->at, here->role)) {
		setter->chances[here->from] = here->breaks ? BREAK_MAY : BREAK_EMERGENCY;
		here->from = setter->at;
		here->breaks = setter->chances[setter->at] == UC_BREAK_POSSIBLE;
		memset(setter->chances + setter->at, BREAK_NO, len);
		setter->at += len;
		setter->letters += here->role == ROLE_ALPHA;
		here->code = 0; /* none that any decision asks for */
	}
}

static void set_chances(struct setter *setter)
{
	setter->prev = &setter->signs[0];
	setter->here = &setter->signs[1];
	setter->next = &setter->signs[2];
	setter->prev->role = setter->anchor = ROLE_LINE;
	setter->leading = true;
	read_sign(setter, setter->here);
	while (setter->here->from < setter->text.len) {
		pass_run(setter);
		read_sign(setter, setter->next);
		decide_role(setter);
		setter->chances[setter->here->from] = (uint8_t)chance_before(setter);
		pass_sign(setter);
	}
}

/* A copy with a letter for each byte that is no UTF-8: libunistring reads beyond a sequence that is cut short. */
static char *repair(struct span text)
{
	char *copy = g_memdup2(text.at, text.len);
	for (size_t at = utf8_valid(text); at < text.len; at += 1 + utf8_valid(span_from(text, at + 1)))
		copy[at] = 'x';
	return copy;
}

void breaks_find(struct span text, const struct break_rules *break_rules, uint8_t *chances)
{
	if (text.len == 0)
		return;
	char *copy = utf8_valid(text) < text.len ? repair(text) : NULL;
	struct setter setter = {.text = {copy ? copy : text.at, text.len},
	                        .chances = chances,
	                        .level = 1u << (break_rules->level ? break_rules->level : BREAK_LEVEL_GB),
	                        .keep_hangul = !break_rules->korean_anywhere};
	u8_possible_linebreaks((const uint8_t *)setter.text.at, text.len, "UTF-8", (char *)chances);
	join_signs(setter.text, chances);
	set_chances(&setter);
	g_free(copy);
}

/* ------------------------------------------------------------------------------------------------------------------ */

static const char *const level_names[] = {
	[BREAK_LEVEL_NONE] = "none",
	[BREAK_LEVEL_BASIC] = "basic",
	[BREAK_LEVEL_GB] = "gb",
	[BREAK_LEVEL_STRICT] = "strict",
};

bool break_level_parse(struct span name, enum break_level *level)
{
	for (size_t i = 0; i < G_N_ELEMENTS(level_names); i++)
		if (level_names[i] && span_equal(name, span_of(level_names[i]))) {
			*level = (enum break_level)i;
			return true;
		}
	return false;
}

enum break_level break_level_for(const char *lang)
{
	bool japanese = span_starts_nocase(span_of(lang), SPAN("ja")) && (lang[2] == '\0' || lang[2] == '-');
	return japanese ? BREAK_LEVEL_STRICT : BREAK_LEVEL_GB;
}
