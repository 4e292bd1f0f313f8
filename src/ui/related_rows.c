/* SPDX-License-Identifier: MIT */
/*
 * The rows of the related pane: groups (headings), items, and under an item a line that tells why it stands there or
 * where it leads. Only items can be selected; heading and reason scroll along with them.
 */
#include "ui/related_rows.h"

#include <glib/gi18n.h>

void related_row_clear(void *row)
{
	g_free(((struct row *)row)->text);
}

struct row *related_add(struct related_pane *related, enum row_kind kind, struct span text)
{
	struct row row = {.kind = kind, .text = span_dup(text), .target = {ENTRY_NONE, ENTRY_NONE, {NULL, 0}}};
	g_array_append_val(related->rows, row);
	return related_row(related, related->rows->len - 1);
}

void related_add_group(struct related_pane *related, struct span text)
{
	if (related->rows->len > 0)
		related_add(related, ROW_BLANK, SPAN(""));
	related_add(related, ROW_GROUP, text);
}

/* An item that shows the title of an entry. */
struct row *related_add_title(struct related_pane *related, uint32_t entry)
{
	struct article article;
	archive_facts(related->archive, entry, &article);
	struct row *row = related_add(related, ROW_ITEM, article_span(&article, article.title));
	g_strlcpy(row->lang, article.lang, LANGUAGE_SIZE);
	return row;
}

/* An item that leads to `url`, seen from the pane's entry. */
void related_add_address(struct related_pane *related, struct span text, struct span url)
{
	uint32_t entry = url.len ? archive_resolve(related->archive, related->entry, url) : ENTRY_NONE;
	struct row *row = related_add(related, ROW_ITEM, text.len ? text : url);
	g_strlcpy(row->lang, related->lang, LANGUAGE_SIZE);
	row->target = (struct target){entry, related->entry, url};
	if (entry != ENTRY_NONE)
		related_add(related, ROW_REASON, span_of(_("in this archive")));
	else if (url.len && text.len)
		related_add(related, ROW_REASON, url);
}

void related_add_note(struct related_pane *related, char *text)
{
	char *told = pane_tell(&related->pane, KEYS_RELATED, text);
	related_add(related, ROW_NOTE, span_of(told));
	g_free(told);
	g_free(text);
}

void related_append_reason(GString *out, const char *reason)
{
	if (out->len > 0)
		g_string_append(out, C_("between reasons", "; "));
	g_string_append(out, reason);
}

void related_begin(struct related_pane *related, uint32_t entry, enum showing showing)
{
	g_array_set_size(related->rows, 0);
	g_clear_pointer(&related->nearby, nearby_free);
	if (showing != SHOWING_HISTORY)
		g_clear_pointer(&related->history, history_free);
	if (related->entry != entry || related->showing != showing)
		related->has_chosen = false;
	related->entry = entry;
	related->showing = showing;
	related->waiting = false;
	related->lang[0] = '\0';
	if (entry != ENTRY_NONE) {
		struct article article;
		archive_article(related->archive, entry, &article);
		g_strlcpy(related->lang, article.lang, LANGUAGE_SIZE);
	}
}

/* `nothing` is shown where there are no rows. */
void related_end(struct related_pane *related, const char *nothing)
{
	if (related->rows->len == 0 && related->entry != ENTRY_NONE)
		related_add(related, ROW_NOTE, span_of(nothing));
	roster_search(&related->roster, SEARCH_DROP, SPAN(""));
	related->roster.cursor.top = related->roster.cursor.selected = 0;
	roster_set_rows(&related->roster, related->rows->len, 0);
}
