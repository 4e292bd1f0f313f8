/* SPDX-License-Identifier: MIT */
/*
 * Searching in the article that is shown: its title, and its text portion by portion, so that no key waits for a long
 * one. Hits are ranges of bytes kept in order, so that drawing and stepping look them up by halving. A title is
 * searched as it is shown, as that has no bytes of the text.
 */
#include "ui/pane_reader.h"
#include "ui/reader.h"

/* Bytes of text looked at in one go, and the time after which no other begins. */
#define PORTION 65536
#define TURN_US 2000

void reader_search_init(struct reader *reader)
{
	reader->search.title = g_string_new(NULL);
	reader->search.title_hits = g_array_new(FALSE, FALSE, sizeof(struct hit));
	reader->search.hits = g_array_new(FALSE, FALSE, sizeof(struct hit));
	reader->search.current = READER_NO_MATCH;
}

static void forget(struct reader_search *search)
{
	typed_walk_free(search->walk);
	typed_free(search->typed);
	g_free(search->wrong.message);
	search->walk = NULL;
	search->typed = NULL;
	search->wrong = (struct regex_error){0, NULL};
	g_array_set_size(search->title_hits, 0);
	g_array_set_size(search->hits, 0);
	search->current = READER_NO_MATCH;
	search->settled = search->given = search->gave_up = false;
}

void reader_search_clear(struct reader *reader)
{
	forget(&reader->search);
	g_string_free(reader->search.title, TRUE);
	g_array_unref(reader->search.title_hits);
	g_array_unref(reader->search.hits);
}

size_t reader_hit_at(const GArray *hits, size_t byte)
{
	size_t low = 0, high = hits->len;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (g_array_index(hits, struct hit, middle).to <= byte)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t count_of(const struct reader_search *search)
{
	return (size_t)search->title_hits->len + search->hits->len;
}

/* The hit with that number, where it stands in the text; else NULL. */
static const struct hit *text_hit(const struct reader_search *search, size_t number)
{
	size_t index = number - search->title_hits->len;
	if (number == READER_NO_MATCH || number < search->title_hits->len || index >= search->hits->len)
		return NULL;
	return &g_array_index(search->hits, struct hit, index);
}

uint32_t reader_match_link(const struct reader *reader)
{
	const struct hit *hit = text_hit(&reader->search, reader->search.current);
	for (uint32_t i = 0; hit && i < reader->article.link_count; i++)
		if (reader->article.links[i].from <= hit->from && hit->from < reader->article.links[i].to)
			return i;
	return PAGE_NO_LINK;
}

/* Going ------------------------------------------------------------------------------------------------------------ */

/* Moves code so that a byte of it shows. */
static void uncover(struct reader *reader, uint32_t byte)
{
	unsigned reach = page_reach_of(reader->page, byte), shift = reader->style.shift,
		 columns = reader_columns(reader);
	if (reach == 0 || (reach > shift + (shift > 0) && reach < shift + columns))
		return;
	reader_shift(reader, reach < columns ? 0 : reach - columns / 2);
}

/* The row of a match; those of the title count as its first. */
static struct place place_of(struct reader *reader, size_t number)
{
	const struct hit *hit = text_hit(&reader->search, number);
	return hit ? page_place_of(reader->page, hit->from) : page_first(reader->page);
}

/* Makes a match the current one; where it does not show yet, a third of the screen stays above it. */
static void go_to(struct reader *reader, size_t number)
{
	const struct hit *hit = text_hit(&reader->search, number);
	reader->search.current = number;
	if (hit)
		uncover(reader, hit->from);
	struct place place = place_of(reader, number);
	if (reader_shows(reader, place))
		return;
	page_move(reader->page, &place, -(long)(reader->rows / 3));
	reader_scroll_to(reader, place);
}

static void go_back(struct reader *reader)
{
	reader_scroll_to(reader, reader->search.origin.place);
}

/* Searching -------------------------------------------------------------------------------------------------------- */

static void search_title(struct reader *reader)
{
	struct reader_search *search = &reader->search;
	struct hit hit;
	g_string_truncate(search->title, 0);
	writing_append(&reader->style.writing, reader->article.lang,
	               article_span(&reader->article, reader->article.title), search->title);
	struct span title = {search->title->str, search->title->len};
	for (size_t from = 0; typed_find(search->typed, title, from, &hit); from = hit.to)
		g_array_append_val(search->title_hits, hit);
}

/* The first match from where one stood becomes the current one, as soon as it is known. */
static void settle(struct reader *reader)
{
	struct reader_search *search = &reader->search;
	size_t titles = search->title_hits->len, first = reader_hit_at(search->hits, search->origin.byte);
	bool found = first < search->hits->len, in_title = search->origin.head && titles > 0;
	if (search->settled || (!found && !in_title && search->walk))
		return;
	search->settled = true;
	if (count_of(search) > 0)
		go_to(reader, in_title || !found ? 0 : titles + first);
}

/* One portion; hits that come before the current one change its number. */
static void walk_on(struct reader_search *search)
{
	const struct hit *hit = text_hit(search, search->current);
	uint32_t byte = hit ? hit->from : 0;
	bool more = typed_walk_on(search->walk, PORTION, search->hits);
	if (hit)
		search->current = search->title_hits->len + reader_hit_at(search->hits, byte);
	search->gave_up = typed_walk_gave_up(search->walk);
	if (more)
		return;
	typed_walk_free(search->walk);
	search->walk = NULL;
}

bool reader_work(struct pane *pane)
{
	struct reader *reader = (struct reader *)pane;
	struct reader_search *search = &reader->search;
	gint64 end = g_get_monotonic_time() + TURN_US;
	if (!search->walk)
		return false;
	do
		walk_on(search);
	while (search->walk && g_get_monotonic_time() < end);
	settle(reader);
	return search->walk != NULL;
}

static void set_query(struct reader *reader, struct span query)
{
	struct reader_search *search = &reader->search;
	forget(search);
	search->typed = typed_new(query, &search->wrong);
	if (!search->typed)
		return;
	search_title(reader);
	search->walk = typed_walk_new(search->typed, article_text(&reader->article));
	reader_work(&reader->pane);
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
	if (search->current < count_of(search) && reader_shows(reader, place_of(reader, search->current)))
		return (long)search->current;
	long first = (long)(search->title_hits->len +
	                    reader_hit_at(search->hits, page_source_of(reader->page, reader->top)));
	if (reader_shows(reader, page_first(reader->page)))
		first = 0;
	return by > 0 ? first - 1 : first;
}

enum search_result reader_step(struct pane *pane, long by)
{
	struct reader *reader = (struct reader *)pane;
	long count = (long)count_of(&reader->search);
	if (count == 0)
		return reader->search.given ? SEARCH_BEYOND : SEARCH_NOTHING;
	long wanted = base_of(reader, by) + by;
	long index = (wanted % count + count) % count;
	if (index != wanted && reader->search.given)
		return SEARCH_BEYOND;
	if (index != wanted && reader->search.walk)
		return SEARCH_NOTHING; /* round to where has not been looked yet */
	go_to(reader, (size_t)index);
	return index == wanted ? SEARCH_FOUND : SEARCH_WRAPPED;
}

/* Marks from elsewhere --------------------------------------------------------------------------------------------- */

void reader_pane_mark(struct pane *pane, struct match *matches, size_t count)
{
	struct reader_search *search = &((struct reader *)pane)->search;
	forget(search);
	search->given = search->settled = true;
	for (size_t i = 0; i < count; i++) {
		struct hit hit = {matches[i].from, matches[i].to, 0};
		g_array_append_val(search->hits, hit);
	}
	g_free(matches);
}

void reader_pane_go_mark(struct pane *pane, bool last)
{
	struct reader *reader = (struct reader *)pane;
	if (reader->page && reader->search.hits->len > 0)
		go_to(reader, last ? count_of(&reader->search) - 1 : 0);
}

bool reader_pane_is_marked(const struct pane *pane)
{
	return ((const struct reader *)pane)->search.given;
}

bool reader_matches(const struct pane *pane, struct search_state *state)
{
	const struct reader_search *search = &((const struct reader *)pane)->search;
	bool given = search->given && search->hits->len > 0;
	if (!search->typed && !search->wrong.message && !given)
		return false;
	*state = (struct search_state){
		.number = search->current == READER_NO_MATCH ? 0 : search->current + 1,
		.count = count_of(search),
		.more = search->walk != NULL,
		.gave_up = search->gave_up,
		.wrong = search->wrong.message,
		.wrong_at = search->wrong.at,
	};
	return true;
}
