/* SPDX-License-Identifier: MIT */
/*
 * Script conversion. OpenCC is opened by name and gets whole sentences of valid UTF-8 (1.1.6 reads beyond a sequence
 * that is cut short); what comes back is aligned with what went in, character by character, so that places, links and
 * hits in the text are found again on the screen. Invariant: a piece ends where a cluster does. Offsets are bytes.
 */
#include "page/script.h"

#include <glib/gi18n.h>
#include <string.h>

#include "base/module.h"
#include "config.h"
#include "text/language.h"
#include "text/utf8.h"
#include "text/width.h"

/* A sentence is cut beyond this: at a comma if it has one. No phrase of a dictionary is that long. */
#define SENTENCE_MOST 1200u

/* How many characters the two forms may be apart before they are taken for other words altogether. */
#define APART_MOST 8u

/* OpenCC's configurations, for sentences written in either script. */
enum config { T2S, TW2S, S2TW, T2TW, S2TWP, S2HK, T2HK, CONFIG_COUNT };

static const char *const config_names[CONFIG_COUNT] = {
	[T2S] = "t2s.json",     [TW2S] = "tw2s.json", [S2TW] = "s2tw.json", [T2TW] = "t2tw.json",
	[S2TWP] = "s2twp.json", [S2HK] = "s2hk.json", [T2HK] = "t2hk.json",
};

/*
 * By the script of the sentence. The configurations for simplified text do harm to traditional text (了 becomes 瞭) and
 * those for Taiwan's to simplified text (么 becomes 幺), which is why it is asked for each sentence.
 */
static const struct {
	enum config simplified, traditional;
} configs[SCRIPT_COUNT] = {
	[SCRIPT_SIMPLIFIED] = {T2S, TW2S},
	[SCRIPT_TAIWAN] = {S2TW, T2TW},
	[SCRIPT_TAIWAN_WORDS] = {S2TWP, T2TW},
	[SCRIPT_HONG_KONG] = {S2HK, T2HK},
};

static const char *const library_names[] = {
	"libopencc.so.1.1", "libopencc.so.1.2", "libopencc.so.1.3", "libopencc.so.2", "libopencc.so", "libopencc.dylib",
};

/* A character of one of the two forms of a sentence that are being aligned. */
struct sign {
	uint32_t code;
	uint32_t from, to; /* bytes of the form, with what combines with it */
};

/* OpenCC's interface for C, which has been the same since 1.0. */
struct library {
	void *(*open)(const char *config);
	int (*close)(void *converter);
	char *(*convert)(void *converter, const char *text, size_t len);
	void (*free)(char *text);
};

static const struct module_symbol symbols[] = {
	{"opencc_open", offsetof(struct library, open)},
	{"opencc_close", offsetof(struct library, close)},
	{"opencc_convert_utf8", offsetof(struct library, convert)},
	{"opencc_convert_utf8_free", offsetof(struct library, free)},
};

struct scripts {
	bool tried, there; /* the library */
	struct library library;
	struct {
		bool tried;
		void *handle; /* NULL where it could not be opened */
	} converters[CONFIG_COUNT];
	GArray *before, *after; /* struct sign: scratch */
};

struct scripts *scripts_new(void)
{
	struct scripts *scripts = g_new0(struct scripts, 1);
	scripts->before = g_array_new(FALSE, FALSE, sizeof(struct sign));
	scripts->after = g_array_new(FALSE, FALSE, sizeof(struct sign));
	return scripts;
}

void scripts_free(struct scripts *scripts)
{
	if (!scripts)
		return;
	for (size_t i = 0; i < CONFIG_COUNT; i++)
		if (scripts->converters[i].handle)
			scripts->library.close(scripts->converters[i].handle);
	g_array_free(scripts->before, TRUE);
	g_array_free(scripts->after, TRUE);
	g_free(scripts);
}

/* The library ------------------------------------------------------------------------------------------------------ */

static bool has_library(struct scripts *scripts)
{
	if (!scripts->tried)
		scripts->there = HAVE_OPENCC && module_load(library_names, G_N_ELEMENTS(library_names), symbols,
		                                            G_N_ELEMENTS(symbols), &scripts->library);
	scripts->tried = true;
	return scripts->there;
}

static void *converter(struct scripts *scripts, enum config config)
{
	if (!has_library(scripts))
		return NULL;
	if (!scripts->converters[config].tried) {
		void *handle = scripts->library.open(config_names[config]);
		scripts->converters[config].tried = true;
		scripts->converters[config].handle = handle == (void *)-1 ? NULL : handle;
	}
	return scripts->converters[config].handle;
}

const char *scripts_missing(struct scripts *scripts, enum script script)
{
	if (script == SCRIPT_ORIGINAL)
		return NULL;
	if (!HAVE_OPENCC)
		return _("This jianbao was built without script conversion");
	if (!has_library(scripts))
		return _("Script conversion needs OpenCC, which is not installed (libopencc)");
	if (!converter(scripts, configs[script].simplified) || !converter(scripts, configs[script].traditional))
		return _("OpenCC's dictionaries are missing (libopencc-data)");
	return NULL;
}

/* Sentences -------------------------------------------------------------------------------------------------------- */

static bool is_among(uint32_t code, const char *set)
{
	for (struct span rest = span_of(set); rest.len > 0;) {
		size_t at = 0;
		if (utf8_next(rest, &at) == code)
			return true;
		rest = span_from(rest, at);
	}
	return false;
}

/* True for what never begins a cluster: marks, joiners, variation selectors. */
static bool clings(uint32_t code)
{
	return code >= 0x300 && width_of(&widths_default, code) <= 0 && code != 0x2028 && code != 0x2029;
}

/* Behind the code points from byte `at` on that belong to the cluster before it. */
static size_t skip_clinging(struct span text, size_t at)
{
	for (size_t next = at; at < text.len && clings(utf8_next(text, &next));)
		at = next;
	return at;
}

/* Behind the sentence that begins at byte `from`. */
static size_t sentence_end(struct span text, size_t from)
{
	size_t pause = 0, at = from;
	while (at < text.len) {
		uint32_t code = utf8_next(text, &at);
		if (is_among(code, "。！？；!?;\n"))
			break;
		if (is_among(code, "，、,： "))
			pause = at;
		if (at - from >= SENTENCE_MOST) {
			at = pause ? pause : at;
			break;
		}
	}
	return skip_clinging(text, at);
}

/* Alignment -------------------------------------------------------------------------------------------------------- */

static void read_signs(struct span text, GArray *signs)
{
	g_array_set_size(signs, 0);
	for (size_t at = 0; at < text.len;) {
		struct sign sign = {.from = (uint32_t)at};
		sign.code = utf8_next(text, &at);
		at = skip_clinging(text, at);
		sign.to = (uint32_t)at;
		g_array_append_val(signs, sign);
	}
}

/* Where the pieces of a sentence are counted from. */
struct base {
	uint32_t from, shown;
	guint first; /* of the pieces: what stands before belongs to another text */
};

/* Adds a piece, or joins it to the last one where both are byte for byte. */
static void add_piece(GArray *pieces, guint first, struct script_piece piece)
{
	struct script_piece *last =
		pieces->len > first ? &g_array_index(pieces, struct script_piece, pieces->len - 1) : NULL;
	if (last && last->len == last->shown_len && piece.len == piece.shown_len) {
		last->len += piece.len;
		last->shown_len += piece.len;
	} else {
		g_array_append_val(pieces, piece);
	}
}

static const struct sign *sign_at(const GArray *signs, guint index)
{
	return &g_array_index(signs, struct sign, index);
}

/* Adds the next `count` signs of the text, which became `shown` signs, as one piece. */
static void add_signs(const struct scripts *scripts, guint *i, guint count, guint *j, guint shown,
                      const struct base *base, GArray *pieces)
{
	uint32_t from = sign_at(scripts->before, *i)->from, begin = sign_at(scripts->after, *j)->from;
	*i += count;
	*j += shown;
	struct script_piece piece = {
		.from = base->from + from,
		.len = sign_at(scripts->before, *i - 1)->to - from,
		.shown = base->shown + begin,
		.shown_len = sign_at(scripts->after, *j - 1)->to - begin,
	};
	add_piece(pieces, base->first, piece);
}

/* How many signs to leave out on either side until both forms have the same again; the fewest. Else leaves both be. */
static void meet(const struct scripts *scripts, guint i, guint j, guint *skip_before, guint *skip_after)
{
	for (guint sum = 1; sum <= 2 * APART_MOST; sum++) {
		for (guint more = 0; more <= sum / 2; more++) {
			guint counts[2] = {sum - sum / 2 + more, sum / 2 - more}; /* even ones first */
			for (int way = 0; way < 2; way++) {
				guint a = counts[way], b = counts[1 - way];
				if (a > APART_MOST || b > APART_MOST || i + a >= scripts->before->len ||
				    j + b >= scripts->after->len)
					continue;
				if (sign_at(scripts->before, i + a)->code != sign_at(scripts->after, j + b)->code)
					continue;
				*skip_before = a;
				*skip_after = b;
				return;
			}
		}
	}
}

/* Aligns two forms that have not the same number of signs. */
static void align_uneven(struct scripts *scripts, const struct base *base, GArray *pieces)
{
	guint i = 0, j = 0, before = scripts->before->len, after = scripts->after->len;
	while (i < before && j < after) {
		guint a = 1, b = 1;
		if (sign_at(scripts->before, i)->code != sign_at(scripts->after, j)->code)
			meet(scripts, i, j, &a, &b);
		if (a == 0 || b == 0) { /* a sign was added or left out: it goes with the next one */
			a++;
			b++;
		}
		if (i + a >= before || j + b >= after) {
			a = before - i;
			b = after - j;
		}
		for (; a == b && a > 1; a--, b--)
			add_signs(scripts, &i, 1, &j, 1, base, pieces);
		add_signs(scripts, &i, a, &j, b, base, pieces);
	}
}

static void align(struct scripts *scripts, struct span text, struct span shown, const struct base *base, GArray *pieces)
{
	read_signs(text, scripts->before);
	read_signs(shown, scripts->after);
	if (scripts->before->len != scripts->after->len) {
		align_uneven(scripts, base, pieces);
		return;
	}
	for (guint i = 0, j = 0; i < scripts->before->len;)
		add_signs(scripts, &i, 1, &j, 1, base, pieces);
}

/* ------------------------------------------------------------------------------------------------------------------ */

/* The converted form of a sentence, for scripts->library.free(); NULL where it stays as it is. */
static char *convert_sentence(struct scripts *scripts, enum script script, bool traditional, struct span sentence)
{
	enum han han = language_han(sentence);
	if (han == HAN_NONE || utf8_valid(sentence) < sentence.len || memchr(sentence.at, '\0', sentence.len))
		return NULL;
	bool from_traditional = han == HAN_EITHER ? traditional : han == HAN_TRADITIONAL;
	if (script == SCRIPT_SIMPLIFIED) /* a quotation in an article of the mainland is not set as in Taiwan */
		from_traditional = from_traditional && traditional;
	void *handle = converter(scripts, from_traditional ? configs[script].traditional : configs[script].simplified);
	return handle ? scripts->library.convert(handle, sentence.at, sentence.len) : NULL;
}

/* Appends one sentence; true where its form is another. */
static bool add_sentence(struct scripts *scripts, enum script script, bool traditional, struct span sentence,
                         const struct base *base, GString *out, GArray *pieces)
{
	char *converted = convert_sentence(scripts, script, traditional, sentence);
	struct span shown = span_of(converted);
	bool other = shown.len > 0 && !span_equal(shown, sentence) && utf8_valid(shown) == shown.len;
	if (other) {
		g_string_append_len(out, shown.at, (gssize)shown.len);
		align(scripts, sentence, shown, base, pieces);
	} else {
		uint32_t len = (uint32_t)sentence.len;
		g_string_append_len(out, sentence.at, (gssize)sentence.len);
		add_piece(pieces, base->first, (struct script_piece){base->from, len, base->shown, len});
	}
	if (converted)
		scripts->library.free(converted);
	return other;
}

static bool is_language(const char *lang, const char *code)
{
	return span_starts_nocase(span_of(lang), span_of(code)) && (lang[2] == '\0' || lang[2] == '-');
}

bool writing_convert(const struct writing *writing, const char *lang, struct span text, GString *out, GArray *pieces)
{
	struct scripts *scripts = writing->scripts;
	if (!scripts || writing->script == SCRIPT_ORIGINAL || is_language(lang, "ja") || is_language(lang, "ko") ||
	    scripts_missing(scripts, writing->script))
		return false;
	bool traditional = span_starts_nocase(span_of(lang), SPAN("zh-Hant")), other = false;
	size_t len = out->len, end;
	struct base base = {.first = pieces->len};
	for (size_t at = 0; at < text.len; at = end) {
		end = sentence_end(text, at);
		base.from = (uint32_t)at;
		base.shown = (uint32_t)out->len;
		struct span sentence = span_cut(text, at, end);
		other |= add_sentence(scripts, writing->script, traditional, sentence, &base, out, pieces);
	}
	if (!other) {
		g_string_truncate(out, len);
		g_array_set_size(pieces, base.first);
	}
	return other;
}

void writing_append(const struct writing *writing, const char *lang, struct span text, GString *out)
{
	GArray *pieces = g_array_new(FALSE, FALSE, sizeof(struct script_piece));
	if (!writing_convert(writing, lang, text, out, pieces))
		g_string_append_len(out, text.at, (gssize)text.len);
	g_array_free(pieces, TRUE);
}

uint32_t writing_shown(const GArray *pieces, uint32_t from, bool behind)
{
	uint32_t shown = 0;
	for (guint i = 0; i < pieces->len; i++) {
		const struct script_piece *piece = &g_array_index(pieces, struct script_piece, i);
		if (from < piece->from + behind)
			break;
		bool whole = piece->len != piece->shown_len;
		uint32_t inside = MIN(from - piece->from, piece->len);
		if (!whole || inside == 0)
			shown = piece->shown + inside;
		else
			shown = piece->shown + (behind || inside == piece->len ? piece->shown_len : 0);
	}
	return shown;
}
