/* SPDX-License-Identifier: MIT */
/*
 * Searching in the article that is shown. Matches are ranges of bytes of its text, found anew at each letter and kept
 * in order, so that drawing and stepping look them up by halving.
 */
#include "ui/reader.h"

static void forget(struct reader_search *search)
{
	pattern_free(search->pattern);
	g_free(search->matches);
	search->pattern = NULL;
	search->matches = NULL;
	search->count = search->current = 0;
}

size_t reader_match_at(const struct reader *reader, uint32_t byte)
{
	size_t low = 0, high = reader->search.count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (reader->search.matches[middle].to <= byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

uint32_t reader_match_link(const struct reader *reader)
{
	const struct reader_search *search = &reader->search;
	if (search->current >= search->count)
		return PAGE_NO_LINK;
	uint32_t byte = search->matches[search->current].from;
	for (uint32_t i = 0; i < reader->article.link_count; i++)
		if (reader->article.links[i].from <= byte && byte < reader->article.links[i].to)
			return i;
	return PAGE_NO_LINK;
}

/* Moves code so that a byte of it shows. */
static void uncover(struct reader *reader, uint32_t byte)
{
	unsigned reach = page_reach_of(reader->page, byte), shift = reader->style.shift, columns = reader_columns(reader);
	if (reach == 0 || (reach > shift + (shift > 0) && reach < shift + columns))
		return;
	reader_shift(reader, reach < columns ? 0 : reach - columns / 2);
}

/* Makes a match the current one; where it does not show yet, a third of the screen stays above it. */
static void go_to(struct reader *reader, size_t index)
{
	reader->search.current = index;
	uncover(reader, reader->search.matches[index].from);
	struct place place = page_place_of(reader->page, reader->search.matches[index].from);
	if (reader_shows(reader, place))
		return;
	page_move(reader->page, &place, -(long)(reader->rows / 3));
	reader_scroll_to(reader, place);
}

static void go_back(struct reader *reader)
{
	reader_scroll_to(reader, reader->search.origin.place);
}

static void set_query(struct reader *reader, struct span query)
{
	struct reader_search *search = &reader->search;
	forget(search);
	search->pattern = pattern_new(query);
	if (!search->pattern)
		return;
	search->matches = pattern_find_all(search->pattern, article_text(&reader->article), &search->count);
	if (!search->matches)
		search->count = 0;
	search->current = search->count;
	if (search->count == 0)
		return;
	size_t first = reader_match_at(reader, search->origin.byte);
	go_to(reader, first < search->count ? first : 0);
}

void reader_search(struct pane *pane, enum search_phase phase, struct span query)
{
	struct reader *reader = (struct reader *)pane;
	if (!reader->page)
		return;
	switch (phase) {
	case SEARCH_BEGIN:
		reader->search.origin = reader->spot;
		break;
	case SEARCH_TYPE:
		go_back(reader);
		set_query(reader, query);
		break;
	case SEARCH_KEEP:
		break;
	case SEARCH_CANCEL:
		go_back(reader);
		forget(&reader->search);
		break;
	case SEARCH_DROP:
		forget(&reader->search);
		break;
	}
}

/* From which match to count, so that one step down leads to the first one in sight where the current one is not. */
static long base_of(struct reader *reader, long by)
{
	const struct reader_search *search = &reader->search;
	if (search->current < search->count &&
	    reader_shows(reader, page_place_of(reader->page, search->matches[search->current].from)))
		return (long)search->current;
	long first = (long)reader_match_at(reader, page_source_of(reader->page, reader->top));
	return by > 0 ? first - 1 : first;
}

enum search_result reader_step(struct pane *pane, long by)
{
	struct reader *reader = (struct reader *)pane;
	long count = (long)reader->search.count;
	if (count == 0)
		return SEARCH_NOTHING;
	long wanted = base_of(reader, by) + by;
	long index = (wanted % count + count) % count;
	go_to(reader, (size_t)index);
	return index == wanted ? SEARCH_FOUND : SEARCH_WRAPPED;
}

bool reader_matches(const struct pane *pane, struct search_state *state)
{
	const struct reader_search *search = &((const struct reader *)pane)->search;
	if (!search->pattern)
		return false;
	*state = (struct search_state){search->current < search->count ? search->current + 1 : 0, search->count, false};
	return true;
}
