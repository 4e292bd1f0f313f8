/* SPDX-License-Identifier: MIT */
/*
 * Choosing a link in sight by its letters. While `hints` is not empty the reader takes the keys: letters narrow the
 * choice, Escape and Backspace leave it, any other key ends it and then means what it always means.
 */
#include "ui/reader.h"

#include <glib/gi18n.h>
#include <string.h>

#include "ui/event.h"
#include "ui/keymap.h"

void reader_hints_end(struct reader *reader)
{
	g_array_set_size(reader->hints, 0);
	g_string_truncate(reader->typed, 0);
}

static struct hint *hint_of(struct reader *reader, uint32_t link)
{
	for (guint i = 0; i < reader->hints->len; i++) {
		struct hint *hint = &g_array_index(reader->hints, struct hint, i);
		if (hint->link == link)
			return hint;
	}
	return NULL;
}

static bool begins_as_typed(const struct reader *reader, const struct hint *hint)
{
	return strncmp(hint->label, reader->typed->str, reader->typed->len) == 0;
}

struct hint *reader_hint_on(struct reader *reader, uint32_t link)
{
	struct hint *hint = hint_of(reader, link);
	return hint && !hint->drawn && begins_as_typed(reader, hint) ? hint : NULL;
}

/* The links of one row that have no hint yet. */
static void gather_row(struct reader *reader, struct place place)
{
	size_t count;
	const struct run *runs = page_row(reader->page, place, &count);
	for (size_t i = 0; i < count; i++) {
		struct hint hint = {.link = runs[i].link};
		if (hint.link < reader->article.link_count && !hint_of(reader, hint.link))
			g_array_append_val(reader->hints, hint);
	}
}

static void label_all(struct reader *reader)
{
	guint count = reader->hints->len;
	for (guint i = 0; i < count; i++) {
		if (!hint_label(i, count, g_array_index(reader->hints, struct hint, i).label)) {
			g_array_set_size(reader->hints, i);
			return;
		}
	}
}

struct reaction reader_hint(struct reader *reader)
{
	reader_hints_end(reader);
	struct place place = reader->top;
	for (unsigned row = 0; row < reader->rows; row++) {
		gather_row(reader, place);
		if (page_move(reader->page, &place, 1) == 0)
			break;
	}
	label_all(reader);
	if (reader->hints->len == 0)
		return (struct reaction){.kind = REACTION_SAY, .say = _("No link in sight")};
	return (struct reaction){.kind = REACTION_SAY, .say = _("Type the letters of a link; Esc leaves")};
}

/* What the letters typed so far mean. */
static struct reaction choose(struct reader *reader)
{
	bool some = false;
	for (guint i = 0; i < reader->hints->len; i++) {
		const struct hint *hint = &g_array_index(reader->hints, struct hint, i);
		if (strcmp(hint->label, reader->typed->str) == 0) {
			struct reaction reaction = reader_follow(reader, hint->link);
			reader_hints_end(reader);
			return reaction;
		}
		some = some || begins_as_typed(reader, hint);
	}
	if (some)
		return (struct reaction){.kind = REACTION_DONE};
	reader_hints_end(reader);
	return (struct reaction){.kind = REACTION_SAY, .say = _("No link has this letter")};
}

bool reader_key(struct pane *pane, uint32_t key, struct reaction *reaction)
{
	struct reader *reader = (struct reader *)pane;
	if (reader->hints->len == 0)
		return false;
	key = key_plain(key);
	*reaction = (struct reaction){.kind = REACTION_DONE};
	if (key < 128 && g_ascii_isalpha((char)key)) {
		g_string_append_c(reader->typed, g_ascii_tolower((char)key));
		*reaction = choose(reader);
		return true;
	}
	bool leaving = key == KEY_ESCAPE || key == KEY_CODE_BACKSPACE;
	reader_hints_end(reader);
	return leaving;
}
