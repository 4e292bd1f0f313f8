/* SPDX-License-Identifier: MIT */
/*
 * Looking, then ranking. What the index knows for sure is found at once; what only may be meant is looked at in the
 * archive's order as it was at the beginning, newest first, then what came since, by number. For each article found,
 * how often each term occurs is counted up to a few times, which is all that a score feels; the order is made from
 * that when somebody asks for a row. That is weighing: those that are sure are weighed behind, those with a term in
 * the title first, then the newest; what is not weighed yet stands behind what is, in this order. Positions are rows
 * of the archive's order as it was at the beginning.
 */
#include "find/search.h"

#include <glib.h>
#include <string.h>

#include "find/candidates.h"
#include "find/search_state.h"

/* Life ------------------------------------------------------------------------------------------------------------- */

/* Terms that make an article better by occurring: those that are not denied. */
static void choose_terms(struct search *search)
{
	uint32_t count;
	const struct query_node *nodes = query_nodes(search->query, &count);
	for (uint32_t i = 0; i < count && search->term_count < TERMS_MOST; i++)
		if (nodes[i].kind == QUERY_TEXT && !nodes[i].denied)
			search->terms[search->term_count++] = &nodes[i];
}

/* Whether a node looks at more of an article than its fields, its tags and its counts. */
static bool reads_text(const struct query_node *node)
{
	if (node->kind == QUERY_TEXT)
		return node->field == IN_ANY || node->field == IN_TEXT;
	return node->kind == QUERY_LINKS || (node->kind == QUERY_IS && node->which == IS_EMPTY);
}

static bool asks_for_facts(const struct query *query)
{
	uint32_t count;
	const struct query_node *nodes = query_nodes(query, &count);
	bool facts = true;
	for (uint32_t i = 0; i < count && facts; i++)
		facts = !reads_text(&nodes[i]);
	return facts;
}

static void take_article(const struct search *search, uint32_t entry, struct article *article)
{
	if (search->facts)
		archive_facts(search->archive, entry, article);
	else
		archive_article(search->archive, entry, article);
}

/*
 * The positions of a set of entries, a bit each, for g_free(); of NULL, none. Most sets are small: nothing is asked of
 * the entries that are not in it.
 */
static uint64_t *positions_of(const struct search *search, const uint64_t *entries)
{
	uint32_t known;
	const uint32_t *rows = listing_rows(search->listing, &known);
	uint64_t *positions = g_new0(uint64_t, search->first_count / 64 + 1);
	for (uint32_t word = 0; entries && word <= known / 64; word++) {
		uint64_t bits = entries[word] & (word < known / 64 ? ~(uint64_t)0 : ((uint64_t)1 << known % 64) - 1);
		for (; bits; bits &= bits - 1) {
			uint32_t position = rows[word * 64 + (uint32_t)__builtin_ctzll(bits)];
			if (position != LISTING_NONE)
				positions[position / 64] |= (uint64_t)1 << position % 64;
		}
	}
	return positions;
}

/* Appends to `list`, in their order, those of a set that have the bits of `titles` or, `turned`, have them not. */
static size_t append_positions(const struct search *search, const uint64_t *set, const uint64_t *titles, bool turned,
                               uint32_t *list, size_t count)
{
	uint64_t turn = turned ? ~(uint64_t)0 : 0;
	for (size_t word = 0; word <= search->first_count / 64; word++)
		for (uint64_t bits = set[word] & (titles[word] ^ turn); bits; bits &= bits - 1)
			list[count++] = (uint32_t)(word * 64 + (size_t)__builtin_ctzll(bits));
	return count;
}

/*
 * The positions of a set of entries, for g_free(), and room for so many `more`. Those with a term in their title come
 * first: they are likely to be the best.
 */
static uint32_t *list_positions(const struct search *search, const uint64_t *entries, const uint64_t *titles,
                                size_t more, size_t *count)
{
	uint64_t *set = positions_of(search, entries);
	*count = 0;
	for (size_t word = 0; word <= search->first_count / 64; word++)
		*count += (size_t)__builtin_popcountll(set[word]);
	uint32_t *list = g_new(uint32_t, *count + more + 1);
	size_t titled = append_positions(search, set, titles, false, list, 0);
	append_positions(search, set, titles, true, list, titled);
	g_free(set);
	return list;
}

/* Parts what is found from what may be, and both from the rest. */
static void ask_index(struct search *search)
{
	struct candidates candidates = candidates_find(search->filter.asking.index, search->query, search->known);
	uint64_t *titles = positions_of(search, search->order == SEARCH_BY_RELEVANCE ? candidates.titles : NULL);
	for (uint32_t word = 0; word <= search->known / 64; word++)
		candidates.may[word] &= ~candidates.must[word];
	search->maybe = list_positions(search, candidates.may, titles, 0, &search->maybe_count);
	search->sure = list_positions(search, candidates.must, titles, search->maybe_count, &search->sure_count);
	search->later = search->sure_count == 0;
	search->looked = search->first_count - search->maybe_count;
	search->indexed = candidates.known;
	search->indexed_text = candidates.text;
	g_free(titles);
	candidates_clear(&candidates);
}

void search_restart(struct search *search)
{
	const struct asking *asking = &search->filter.asking;
	listing_unref(search->listing);
	search->listing = archive_listing(search->archive);
	search->first = listing_entries(search->listing, &search->first_count);
	g_clear_pointer(&search->sure, g_free);
	g_clear_pointer(&search->maybe, g_free);
	g_clear_pointer(&search->met, g_free);
	filter_forget(&search->filter);
	search->ahead_next = search->expected = 0;
	g_array_set_size(search->late, 0);
	search->late_next = 0;
	search->sure_count = search->sure_next = search->maybe_count = search->maybe_next = search->indexed = 0;
	search->known = search->next = (uint32_t)archive_count(search->archive);
	search->moved = search->shown = search->later = false;
	search->looked = search->given_up = 0;
	search->text_total = search->indexed_text = 0;
	if (asking->index && index_parts(asking->index) > 0)
		ask_index(search);
	else
		search->maybe_count = search->first_count;
	memset(search->having, 0, sizeof(search->having));
	g_array_set_size(search->hits, 0);
	search->stale = search->wrong = true;
}

struct search *search_new(const struct archive *archive, struct query *query, struct asking asking,
                          enum search_order order)
{
	struct search *search = g_new0(struct search, 1);
	search->archive = archive;
	search->query = query;
	search->filter = (struct filter){.archive = archive, .query = query, .asking = asking};
	search->order = order;
	search->hits = g_array_new(FALSE, FALSE, sizeof(struct hit));
	search->ranked = g_array_new(FALSE, FALSE, sizeof(struct ranked));
	search->matches = g_array_new(FALSE, FALSE, sizeof(struct match));
	search->late = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	search->facts = asks_for_facts(query);
	choose_terms(search);
	search_restart(search);
	return search;
}

void search_free(struct search *search)
{
	if (!search)
		return;
	filter_forget(&search->filter);
	query_free(search->query);
	g_array_unref(search->hits);
	g_array_unref(search->ranked);
	g_array_unref(search->matches);
	listing_unref(search->listing);
	g_free(search->sure);
	g_free(search->maybe);
	g_free(search->met);
	g_array_unref(search->late);
	g_free(search);
}

/* Looking ---------------------------------------------------------------------------------------------------------- */

/* What the occurrences of a term in a text count. */
static uint8_t weigh(const struct needle *needle, struct span text, GArray *matches)
{
	struct span spelling = needle_spelling(needle);
	unsigned weight = 0;
	g_array_set_size(matches, 0);
	needle_find_all(needle, text, COUNT_MOST, matches);
	for (guint i = 0; i < matches->len; i++) {
		const struct match *match = &g_array_index(matches, struct match, i);
		bool spelled = !spelling.at || span_equal(span_cut(text, match->from, match->to), spelling);
		weight += spelled ? SPELLED : FOLDED;
	}
	return (uint8_t)weight;
}

/* Of a long text the beginning is weighed: what stands there decides, and nobody waits for the rest. */
static struct span weighed_part(struct span text)
{
	return span_cut(text, 0, WEIGHED_BYTES);
}

/* Addresses are looked in only where they are named. */
static bool asks_for(const struct query_node *term, enum query_field field)
{
	return term->field == field || (term->field == IN_ANY && field != IN_URL);
}

static uint8_t weigh_field(const struct query_node *term, const struct article *article, enum query_field field,
                           GArray *matches)
{
	return asks_for(term, field) ? weigh(term->needle, weighed_part(filter_field(article, field)), matches) : 0;
}

/* Author, source, address and tags: that it occurs at all. */
static uint8_t weigh_beside(const struct query_node *term, const struct article *article, GArray *matches)
{
	unsigned weight = weigh_field(term, article, IN_AUTHOR, matches);
	weight = MAX(weight, weigh_field(term, article, IN_SOURCE, matches));
	weight = MAX(weight, weigh_field(term, article, IN_URL, matches));
	for (uint32_t i = 0; i < article->tag_count && weight == 0 && asks_for(term, IN_TAG); i++)
		weight = weigh(term->needle, article_span(article, article->tags[i]), matches);
	return (uint8_t)weight;
}

struct hit search_weigh(const struct search *search, uint32_t entry, const struct article *article)
{
	struct hit hit = {.entry = entry, .text_len = article->text_len};
	GArray *matches = search->matches;
	for (unsigned i = 0; i < search->term_count; i++) {
		const struct query_node *term = search->terms[i];
		struct tf *tf = &hit.terms[i];
		tf->title = weigh_field(term, article, IN_TITLE, matches);
		tf->text = weigh_field(term, article, IN_TEXT, matches);
		tf->beside = weigh_beside(term, article, matches);
	}
	return hit;
}

static void add_hit(struct search *search, uint32_t entry, uint32_t position, const struct article *article)
{
	struct hit hit = search_weigh(search, entry, article);
	hit.position = position;
	for (unsigned i = 0; i < search->term_count; i++)
		search->having[i] += hit.terms[i].title + hit.terms[i].text + hit.terms[i].beside > 0;
	g_array_append_val(search->hits, hit);
}

/* Of so many nobody looks at all: what is found from here on is weighed later, as if the index had known it. */
static void weigh_later(struct search *search)
{
	search->later = true;
	if (!search->sure)
		search->sure = g_new(uint32_t, search->first_count + 1);
}

/* False: it is a long one, and to be looked at once more. */
static bool look_at(struct search *search, uint32_t entry, uint32_t position, const struct article *article)
{
	if (article->text_len > FILTER_LONG && !filter_look_on(&search->filter, article))
		return false;
	bool found = filter_accepts_article(&search->filter, entry, article);
	search->looked++;
	search->given_up += search->filter.given_up;
	search->text_total += article->text_len;
	if (!found)
		return true;
	if (search->hits->len == WEIGHED_MOST && search->sure_count == 0)
		weigh_later(search);
	if (search->later && position < search->first_count)
		search->sure[search->sure_count++] = position;
	else
		add_hit(search, entry, position, article);
	return true;
}

static uint32_t maybe_position(const struct search *search, size_t number)
{
	return search->maybe ? search->maybe[number] : (uint32_t)number;
}

/* Where articles and their texts lie is told by memory that is far itself: several are asked for at once. */
static void ask_ahead(struct search *search)
{
	size_t end = MIN(search->maybe_count, search->maybe_next + AHEAD),
	       far = MIN(search->maybe_count, end + AHEAD_ROWS);
	for (; search->expected < far; search->expected++)
		archive_expect(search->archive, search->first[maybe_position(search, search->expected)]);
	for (; search->ahead_next < end; search->ahead_next++) {
		struct article *article = &search->ahead[search->ahead_next % AHEAD];
		take_article(search, search->first[maybe_position(search, search->ahead_next)], article);
		const char *text = article->pool;
		for (uint32_t at = 0; at < MIN(article->text_len, AHEAD_BYTES) && !search->facts; at += LINE)
			__builtin_prefetch(text + at);
	}
}

static bool look_at_maybe(struct search *search)
{
	if (search->maybe_next % (AHEAD / 2) == 0 || search->ahead_next <= search->maybe_next)
		ask_ahead(search);
	size_t number = search->maybe_next;
	uint32_t position = maybe_position(search, number);
	return look_at(search, search->first[position], position, &search->ahead[number % AHEAD]);
}

static bool look_at_entry(struct search *search, uint32_t entry, uint32_t position)
{
	struct article article;
	take_article(search, entry, &article);
	return look_at(search, entry, position, &article);
}

static void weigh_next(struct search *search)
{
	uint32_t position = search->sure[search->sure_next++], entry = search->first[position];
	struct article article;
	take_article(search, entry, &article);
	add_hit(search, entry, position, &article);
}

/* Whether the next of those that are sure, of which `most` are, is to be weighed. */
bool search_is_to_weigh(const struct search *search, size_t most)
{
	return search->order == SEARCH_BY_RELEVANCE && search->sure_next < MIN(search->sure_count, most);
}

bool search_is_counted(const struct search *search)
{
	return search->maybe_next == search->maybe_count && search->late_next == search->late->len &&
	       search->next >= archive_count(search->archive);
}

size_t search_looked(const struct search *search)
{
	return search->looked;
}

/* One article more, or a portion of a long one; false where there is none for now. */
static bool look_on(struct search *search, bool to_end)
{
	if (search->maybe_next < search->maybe_count) {
		search->maybe_next += look_at_maybe(search);
	} else if (search->late_next < search->late->len) {
		uint32_t entry = g_array_index(search->late, uint32_t, search->late_next);
		search->late_next += look_at_entry(search, entry, UINT32_MAX);
	} else if (search->next < archive_count(search->archive)) {
		uint32_t position = (uint32_t)search->first_count + (search->next - search->known);
		search->next += look_at_entry(search, search->next, position);
	} else if (search_is_to_weigh(search, to_end ? SIZE_MAX : WEIGHED_MOST)) {
		weigh_next(search);
	} else {
		return false;
	}
	return true;
}

static bool work(struct search *search, unsigned budget_us, bool to_end)
{
	int64_t end = budget_us ? g_get_monotonic_time() + budget_us : G_MAXINT64;
	bool looked = false;
	while (look_on(search, to_end)) {
		bool ready = !search->shown && search_is_counted(search) && !search_is_to_weigh(search, PAGE);
		looked = true;
		search->shown |= ready;
		if (budget_us && (ready || g_get_monotonic_time() >= end))
			break;
	}
	search->stale = search->stale || looked;
	return looked;
}

bool search_work(struct search *search, unsigned budget_us)
{
	return work(search, budget_us, budget_us == 0);
}

bool search_work_to_end(struct search *search, unsigned budget_us)
{
	return work(search, budget_us, true);
}

static void meet(struct search *search, uint32_t entry, bool met)
{
	uint64_t bit = (uint64_t)1 << entry % 64;
	search->met[entry / 64] = (search->met[entry / 64] & ~bit) | (met ? bit : 0);
}

static void meet_first(struct search *search)
{
	if (search->met)
		return;
	search->met = g_new0(uint64_t, search->known / 64 + 1);
	for (size_t i = 0; i < search->first_count; i++)
		meet(search, search->first[i], true);
}

/* What is not shown any more is not found any more. */
static void drop_hidden(struct search *search)
{
	size_t kept = search->sure_next;
	for (size_t i = search->sure_next; i < search->sure_count; i++) {
		uint32_t entry = search->first[search->sure[i]];
		if (archive_is_shown(search->archive, entry))
			search->sure[kept++] = search->sure[i];
		else
			meet(search, entry, false);
	}
	search->sure_count = kept;
}

/* An older version is shown where the newer ones are gone. */
static void take_late(struct search *search)
{
	for (uint32_t word = 0; word <= search->known / 64; word++) {
		for (uint64_t left = ~search->met[word]; left != 0; left &= left - 1) {
			uint32_t entry = word * 64 + (uint32_t)__builtin_ctzll(left);
			if (entry >= search->known)
				return;
			if (!archive_is_shown(search->archive, entry))
				continue;
			meet(search, entry, true);
			g_array_append_val(search->late, entry);
		}
	}
}

void search_refresh(struct search *search)
{
	search->stale = search->wrong = search->moved = true;
	meet_first(search);
	drop_hidden(search);
	take_late(search);
}

void search_sort(struct search *search, enum search_order order)
{
	if (order == search->order)
		return;
	search->stale = search->wrong = true;
	search->order = order;
	if (search->sure_count > 0)
		search_restart(search); /* those that are sure stand in another order */
}

const struct query *search_query(const struct search *search)
{
	return search->query;
}

/* Matches ---------------------------------------------------------------------------------------------------------- */

static int by_place(const void *a, const void *b)
{
	const struct match *one = a, *other = b;
	if (one->from != other->from)
		return one->from < other->from ? -1 : 1;
	return (one->to < other->to) - (one->to > other->to); /* the longer one first */
}

/* Leaves out what overlaps the match before it. */
static void part(GArray *matches)
{
	guint kept = 0;
	for (guint i = 0; i < matches->len; i++) {
		struct match match = g_array_index(matches, struct match, i);
		if (kept == 0 || g_array_index(matches, struct match, kept - 1).to <= match.from)
			g_array_index(matches, struct match, kept++) = match;
	}
	g_array_set_size(matches, kept);
}

struct match *search_matches(const struct search *search, uint32_t entry, enum query_field field, size_t most,
                             size_t *count)
{
	uint32_t nodes_count;
	const struct query_node *nodes = query_nodes(search->query, &nodes_count);
	struct article article;
	GArray *matches = g_array_new(FALSE, FALSE, sizeof(struct match));
	archive_article(search->archive, entry, &article);
	for (uint32_t i = 0; i < nodes_count; i++)
		if (nodes[i].kind == QUERY_TEXT && !nodes[i].denied && asks_for(&nodes[i], field))
			needle_find_all(nodes[i].needle, filter_field(&article, field), most, matches);
	g_array_sort(matches, by_place);
	part(matches);
	*count = matches->len;
	return (struct match *)(void *)g_array_free(matches, matches->len == 0);
}
