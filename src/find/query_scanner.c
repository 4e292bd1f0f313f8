/* SPDX-License-Identifier: MIT */
/*
 * The text of a query, character by character. What an input method puts in the place of an ASCII sign (：（）＂－＝／)
 * can be taken for it; the text itself is never changed. Places are bytes, columns are characters from 1 on.
 */
#include "find/query_scanner.h"

#include "find/query.h"
#include "text/utf8.h"

enum {
	FULL_FIRST = 0xFF01, /* the full-width forms of ! to ~ */
	FULL_LAST = 0xFF5E,
};

bool scanner_note(struct query_scanner *scanner, size_t from, size_t to, bool unfinished, char *message)
{
	struct query_error *error = scanner->error;
	if (error->message && (error->unfinished <= unfinished)) {
		g_free(message);
		return false;
	}
	g_free(error->message);
	unsigned column = (unsigned)utf8_length(span_cut(scanner->text, 0, from)) + 1;
	*error = (struct query_error){from, to, column, unfinished, message};
	return false;
}

bool scanner_wrong(struct query_scanner *scanner, size_t from, const char *message)
{
	return scanner_note(scanner, from, scanner->at, false, g_strdup(message));
}

bool scanner_missing(struct query_scanner *scanner, const char *message)
{
	bool unfinished = scanner->at >= scanner->text.len;
	scanner_note(scanner, scanner->at, scanner->at, unfinished, g_strdup(message));
	return unfinished;
}

uint32_t scanner_plain(uint32_t code)
{
	if (code >= FULL_FIRST && code <= FULL_LAST)
		return code - FULL_FIRST + '!';
	return code == 0x3000 ? ' ' : code;
}

uint32_t scanner_look(const struct query_scanner *scanner, size_t *next)
{
	*next = scanner->at;
	return scanner->at < scanner->text.len ? utf8_next(scanner->text, next) : 0;
}

bool scanner_at_sign(const struct query_scanner *scanner, uint32_t sign)
{
	size_t next;
	return scanner_plain(scanner_look(scanner, &next)) == sign;
}

bool scanner_take_sign(struct query_scanner *scanner, uint32_t sign)
{
	size_t next;
	if (scanner_plain(scanner_look(scanner, &next)) != sign)
		return false;
	scanner->at = next;
	return true;
}

bool scanner_at_space(const struct query_scanner *scanner)
{
	size_t next;
	uint32_t code = scanner_look(scanner, &next);
	return code == 0 || code_is_space(code);
}

void scanner_skip_spaces(struct query_scanner *scanner)
{
	size_t next;
	uint32_t code;
	while ((code = scanner_look(scanner, &next)) != 0 && code_is_space(code))
		scanner->at = next;
}
