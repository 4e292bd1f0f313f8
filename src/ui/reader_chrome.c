/* SPDX-License-Identifier: MIT */
/*
 * The article with what was set aside: a copy made in memory, laid out in place of the article. The places that the
 * reader tells others are always those of the plain text.
 */
#include <glib/gi18n.h>

#include "article/unfold.h"
#include "ui/reader.h"

/* What a piece was set aside as, for people. */
static const char *label_of(enum aside_reason reason)
{
	static const char *const labels[] = {
		[ASIDE_NAVIGATION] = N_("navigation"), [ASIDE_PROMOTION] = N_("promotion"),
		[ASIDE_SHARE] = N_("sharing"),         [ASIDE_COOKIE] = N_("cookies"),
		[ASIDE_RELATED] = N_("related"),       [ASIDE_SOURCE] = N_("source"),
		[ASIDE_COMMENTS] = N_("comments"),     [ASIDE_REPEATED] = N_("the same in many articles"),
	};
	return reason < G_N_ELEMENTS(labels) ? _(labels[reason]) : "";
}

uint32_t reader_shown_byte(const struct reader *reader, uint32_t byte)
{
	return reader->unfolded ? unfold_place(&reader->plain, reader->unfolded, byte) : byte;
}

uint32_t reader_plain_byte(const struct reader *reader, uint32_t byte)
{
	return reader->unfolded ? unfold_place_back(&reader->plain, reader->unfolded, byte) : byte;
}

struct reaction reader_toggle_chrome(struct reader *reader)
{
	bool show = !reader->unfolded;
	uint32_t byte = reader_plain_byte(reader, reader->spot.byte);
	if (show && reader->plain.aside_count == 0)
		return (struct reaction){.kind = REACTION_SAY, .say = _("Nothing was set aside here")};
	reader_search(&reader->pane, SEARCH_DROP, SPAN(""));
	reader_select_end(reader);
	page_free(reader->page);
	reader->page = NULL;
	article_free(reader->unfolded);
	reader->unfolded = show ? article_unfold(&reader->plain, label_of) : NULL;
	reader->article = show ? *reader->unfolded : reader->plain;
	reader->spot.byte = reader_shown_byte(reader, byte);
	reader->search.origin = reader->spot;
	reader_lay(reader);
	return (struct reaction){
		.kind = REACTION_SAY,
		.say = show ? _("What was set aside shows beside bars") : _("What was set aside is hidden"),
	};
}
