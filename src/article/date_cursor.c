/* SPDX-License-Identifier: MIT */
/*
 * The cursor that readers of dates go on by, over bytes in UTF-8: signs, numbers, words. A reader that does not find
 * its thing leaves the cursor where it was, and none goes back behind where it began, so all of them are linear.
 */
#include "article/date_parts.h"

#include <glib.h>
#include <string.h>

bool date_take_any(struct date_cursor *c, const char *bytes, char *taken)
{
	char byte = date_peek(c);
	if (!byte || !strchr(bytes, byte))
		return false;
	if (taken)
		*taken = byte;
	c->at++;
	return true;
}

void date_skip_blanks(struct date_cursor *c)
{
	for (;;) {
		if (date_peek(c) == ' ' || date_peek(c) == '\t')
			c->at++;
		else if (!date_take(c, SPAN("\xE3\x80\x80")) && !date_take(c, SPAN("\xC2\xA0")))
			return;
	}
}

/* The digit at the cursor, ASCII or full-width; -1 where there is none. `len` gets its bytes. */
static int digit_at(const struct date_cursor *c, size_t *len)
{
	size_t left = c->s.len - c->at;
	if (left == 0)
		return -1;
	const unsigned char *p = (const unsigned char *)c->s.at + c->at;
	*len = p[0] < 0x80 ? 1 : 3;
	if (p[0] - (unsigned)'0' < 10)
		return p[0] - '0';
	if (left > 2 && p[0] == 0xEF && p[1] == 0xBC && p[2] - 0x90u < 10)
		return p[2] - 0x90;
	return -1;
}

bool date_take_number(struct date_cursor *c, unsigned least, unsigned most, unsigned *value)
{
	struct date_cursor try = *c;
	unsigned digits = 0, number = 0;
	size_t len;
	int digit;
	for (; (digit = digit_at(&try, &len)) >= 0; try.at += len) {
		if (++digits > most)
			return false;
		number = number * 10 + (unsigned)digit;
	}
	if (digits < least)
		return false;
	*c = try;
	*value = number;
	return true;
}

unsigned date_count_digits(const struct date_cursor *c)
{
	struct date_cursor ahead = *c;
	unsigned digits = 0;
	for (size_t len; digits < 10 && digit_at(&ahead, &len) >= 0; digits++)
		ahead.at += len;
	return digits;
}

struct span date_take_word(struct date_cursor *c)
{
	size_t from = c->at;
	while (g_ascii_isalpha(date_peek(c)))
		c->at++;
	return c->at > from ? span_cut(c->s, from, c->at) : (struct span){NULL, 0};
}
