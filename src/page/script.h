/* SPDX-License-Identifier: MIT */
#ifndef PAGE_SCRIPT_H
#define PAGE_SCRIPT_H

/*
 * Chinese shown in another script than it is written in. OpenCC does it, phrase by phrase; it is looked for when
 * somebody first asks, and nothing else needs it. Texts go through it sentence by sentence: a sentence is converted
 * from the script that it is written in, whatever the rest of the article is, and Japanese and Korean stay as they are.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

enum script {
	SCRIPT_ORIGINAL,
	SCRIPT_SIMPLIFIED,
	SCRIPT_TAIWAN,       /* traditional, as written in Taiwan */
	SCRIPT_HONG_KONG,    /* traditional, as written in Hong Kong */
	SCRIPT_TAIWAN_WORDS, /* as SCRIPT_TAIWAN, the mainland's words replaced too */
	SCRIPT_COUNT
};

/* Which bytes of a text stand for which of its converted form; together all for all, in order. */
struct script_piece {
	uint32_t from, len;       /* of the text */
	uint32_t shown, shown_len; /* of the converted form; equal lengths: character for character, byte for byte */
};

/* The converters that were asked for so far. */
struct scripts;

/* The script that texts are shown in. */
struct writing {
	struct scripts *scripts; /* borrowed; NULL: as they are */
	enum script script;
};

/* Nothing is opened, or looked for, yet. One thread only. */
struct scripts *scripts_new(void);
void scripts_free(struct scripts *scripts); /* NULL is allowed */

/* Why nothing can be shown in `script` here, translated; NULL where it can. Looks for OpenCC where nobody did. */
const char *scripts_missing(struct scripts *scripts, enum script script);

/*
 * Converts UTF-8 text of an article in the language `lang` (BCP 47, may be ""): appends the converted form to `out` and
 * its pieces (struct script_piece, `shown` counted from the beginning of `out`) to `pieces`. False where the text is to
 * be shown as it is; then nothing was appended.
 */
bool writing_convert(const struct writing *writing, const char *lang, struct span text, GString *out, GArray *pieces);

/* Appends `text` as it is shown. */
void writing_append(const struct writing *writing, const char *lang, struct span text, GString *out);

/*
 * The byte of the converted form where what byte `from` of the text became begins; with `behind`, where that of the
 * byte before it ends.
 */
uint32_t writing_shown(const GArray *pieces, uint32_t from, bool behind);

#endif
