/* SPDX-License-Identifier: MIT */
/* What leads on from an article, by groups: what it lists itself, what is near it, its links, its headings. */
#include <glib/gi18n.h>

#include "ui/pane_related.h"
#include "ui/related_rows.h"

/* As many articles near it as are looked for. */
#define NEAR_MOST 20

/* What the article lists, under its own headings. */
static void add_listed(struct related_pane *related, const struct article *article)
{
	struct span group = {NULL, 0};
	for (uint32_t i = 0; i < article->related_count; i++) {
		const struct reference *reference = &article->related[i];
		struct span own = article_span(article, reference->group);
		if (i == 0 || !span_equal(own, group)) {
			related_add_group(related, own.len ? own : span_of(_("Listed in the article")));
			related_row(related, related->rows->len - 1)->quoted = own.len > 0;
		}
		group = own;
		related_add_address(related, article_span(article, reference->title),
		                    article_span(article, reference->url));
	}
}

static bool is_listed(const struct related_pane *related, uint32_t entry)
{
	for (guint i = 0; i < related->rows->len; i++)
		if (related_row(related, i)->target.entry == entry)
			return true;
	return false;
}

/* Why one of those that are near stands there; `shares`: it has words of the article. For g_free(). */
static char *reason_of(struct nearby *nearby, size_t index, bool *shares)
{
	const struct near *near = nearby_at(nearby, index);
	char *const *terms = nearby_terms(nearby, index);
	GString *out = g_string_new(NULL);
	if (near->links_here)
		related_append_reason(out, _("links here"));
	if (near->linked_from_here)
		related_append_reason(out, _("linked from here"));
	*shares = terms[0] != NULL;
	if (terms[0]) {
		char *list = g_strjoinv(C_("between terms", ", "), (char **)terms);
		char *said = g_strdup_printf(_("shares %s"), list);
		related_append_reason(out, said);
		g_free(said);
		g_free(list);
	}
	return g_string_free(out, FALSE);
}

struct span related_row_text(const struct related_pane *related, size_t index)
{
	struct row *row = related_row(related, index);
	if (row->near > 0) {
		g_free(row->text);
		row->text = reason_of(related->nearby, row->near - 1, &row->quoted);
		row->near = 0;
	}
	return span_of(row->text);
}

static const struct {
	enum near_kind kind;
	const char *title;
} near_groups[] = {
	{NEAR_STORY, N_("Same story")},
	{NEAR_FOLLOWS, N_("Follow-ups")},
	{NEAR_BACKGROUND, N_("Background")},
	{NEAR_UNDATED, N_("Near it, without a date")},
};

static void add_near_of(struct related_pane *related, enum near_kind kind, const char *title)
{
	bool headed = false;
	for (size_t i = 0; i < nearby_count(related->nearby); i++) {
		const struct near *near = nearby_at(related->nearby, i);
		if (near->kind != kind || is_listed(related, near->entry))
			continue;
		if (!headed)
			related_add_group(related, span_of(title));
		headed = true;
		related_add_title(related, near->entry)->target.entry = near->entry;
		related_add(related, ROW_REASON, SPAN(""))->near = i + 1;
	}
}

static void add_near(struct related_pane *related)
{
	related->nearby = related_find(related->related, related->entry, NEAR_MOST);
	for (size_t i = 0; i < G_N_ELEMENTS(near_groups); i++)
		add_near_of(related, near_groups[i].kind, _(near_groups[i].title));
}

bool related_pane_prepare(struct pane *pane, unsigned budget_us)
{
	return related_update(((struct related_pane *)pane)->related, budget_us);
}

bool related_pane_rests(const struct pane *pane)
{
	return related_rests(((const struct related_pane *)pane)->related);
}

void related_pane_stop(struct pane *pane)
{
	related_cancel(((struct related_pane *)pane)->related);
}

void related_pane_wait(struct pane *pane, uint32_t entry)
{
	struct related_pane *related = (struct related_pane *)pane;
	unsigned percent = related_percent(related->related);
	bool asked = related->showing != SHOWING_RELATED && related->entry == entry;
	bool waited = related->waiting && related->entry == entry;
	if (!related->waiting)
		related->began_us = g_get_monotonic_time();
	unsigned seconds = pane_seconds(related->began_us);
	if (asked || entry == ENTRY_NONE || (waited && related->percent == percent && related->seconds == seconds))
		return;
	struct article article;
	related_begin(related, entry, SHOWING_RELATED);
	archive_article(related->archive, entry, &article);
	add_listed(related, &article);
	if (related->rows->len > 0)
		related_add(related, ROW_BLANK, SPAN(""));
	related_add_note(related, g_strdup_printf(_("Searching... %u %%, %u s; {cancel} stops it"), percent, seconds));
	related_end(related, "");
	related->waiting = true;
	related->percent = percent;
	related->seconds = seconds;
}

void related_pane_show(struct pane *pane, uint32_t entry)
{
	struct related_pane *related = (struct related_pane *)pane;
	related_begin(related, entry, SHOWING_RELATED);
	if (entry != ENTRY_NONE) {
		struct article article;
		archive_article(related->archive, entry, &article);
		add_listed(related, &article);
		add_near(related);
	}
	related_end(related, _("Nothing related was found"));
}

void related_pane_show_links(struct pane *pane, uint32_t entry)
{
	struct related_pane *related = (struct related_pane *)pane;
	struct article article;
	GString *text = g_string_new(NULL);
	related_begin(related, entry, SHOWING_LINKS);
	archive_article(related->archive, entry, &article);
	for (uint32_t i = 0; i < article.link_count; i++) {
		const struct link *link = &article.links[i];
		struct span shown = span_cut(article_text(&article), link->from, link->to);
		g_string_printf(text, "[%u] ", i + 1);
		g_string_append_len(text, shown.at, (gssize)shown.len);
		related_add_address(related, (struct span){text->str, text->len}, article_span(&article, link->url));
	}
	g_string_free(text, TRUE);
	related_end(related, _("The article has no links"));
}

/* Columns by which a heading stands further in than one of the level above. */
#define LEVEL_INDENT 2

static void add_heading(struct related_pane *related, const struct article *article, const struct block *block,
                        unsigned depth)
{
	struct span shown = article_block(article, block);
	char *text = g_strdup_printf("%*s%.*s", (int)(depth * LEVEL_INDENT), "", (int)shown.len, shown.at);
	struct row *row = related_add(related, ROW_ITEM, span_of(g_strdelimit(text, "\n\t", ' ')));
	g_strlcpy(row->lang, related->lang, LANGUAGE_SIZE);
	row->target.entry = related->entry;
	row->place = block->from;
	g_free(text);
}

static bool is_heading(const struct block *block)
{
	return block->kind == BLOCK_HEADING && block->to > block->from;
}

static unsigned highest_level(const struct article *article)
{
	unsigned level = G_MAXUINT8;
	for (uint32_t i = 0; i < article->block_count; i++)
		if (is_heading(&article->blocks[i]))
			level = MIN(level, article->blocks[i].level);
	return level;
}

void related_pane_show_outline(struct pane *pane, uint32_t entry, uint32_t place)
{
	struct related_pane *related = (struct related_pane *)pane;
	struct article article;
	size_t selected = 0;
	related_begin(related, entry, SHOWING_OUTLINE);
	archive_article(related->archive, entry, &article);
	unsigned highest = highest_level(&article);
	for (uint32_t i = 0; i < article.block_count; i++) {
		const struct block *block = &article.blocks[i];
		if (!is_heading(block))
			continue;
		if (block->from <= place)
			selected = related->rows->len;
		add_heading(related, &article, block, block->level - highest);
	}
	related_end(related, _("The article has no headings"));
	roster_set_rows(&related->roster, related->rows->len, selected);
}
