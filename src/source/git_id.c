/* SPDX-License-Identifier: MIT */
/* Digits are read in any case, and written in small letters. */
#include "source/git_id.h"

#include <glib.h>
#include <string.h>

bool git_id_read(struct span digits, struct git_id *id)
{
	if (digits.len != GIT_ID_DIGITS)
		return false;
	for (size_t i = 0; i < GIT_ID_SIZE; i++) {
		int high = g_ascii_xdigit_value(digits.at[2 * i]), low = g_ascii_xdigit_value(digits.at[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		id->bytes[i] = (uint8_t)(high * 16 + low);
	}
	return true;
}

char *git_id_digits(const struct git_id *id)
{
	GString *digits = g_string_sized_new(GIT_ID_DIGITS);
	for (size_t i = 0; i < GIT_ID_SIZE; i++)
		g_string_append_printf(digits, "%02x", id->bytes[i]);
	return g_string_free(digits, FALSE);
}

bool git_id_is_none(const struct git_id *id)
{
	static const struct git_id none;
	return git_id_equal(id, &none);
}

/* It is a hash already. */
unsigned git_id_hash(const void *id)
{
	unsigned hash;
	memcpy(&hash, id, sizeof(hash));
	return hash;
}

int git_id_equal(const void *a, const void *b)
{
	return memcmp(a, b, sizeof(struct git_id)) == 0;
}
