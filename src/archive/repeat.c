/* SPDX-License-Identifier: MIT */
/*
 * A block counts by what it shows: its text without white space and with its numbers folded, where its links and its
 * image lead. It is counted by position (from the head of an article or from its tail) in two groups: the archive, and
 * in it the host. Of pages that are copies of one another, which share their longest block, one is counted.
 *
 *   | repeated | repeated | the article ... | ——— | repeated |
 *   '------ head run -----'                 '--- tail run ---'
 *
 * Learning goes inwards: first the few outermost blocks of all pages are counted; then the next one of those pages in
 * which these are repeated, and so on. Most pages are done after the first round. Then every article loses the runs of
 * repeated blocks at its very ends, unless a run does not end where one can see it or both together are too much of the
 * article: then the article itself is what repeats.
 */
#include "archive/repeat.h"

#include <glib.h>
#include <string.h>
#include <xxhash.h>

#include "article/address.h"
#include "article/date.h"
#include "article/trim.h"
#include "base/arena.h"
#include "text/utf8.h"

#define BARS 3

static const struct repeat_rule {
	uint32_t window[2]; /* blocks a run can have at the head and at the tail: menus are short, footers long */
	uint32_t outermost; /* of these, counted in every page: one may end differently here and there */
	struct bar {
		uint32_t bytes; /* a block of so much text, without its white space, ... */
		uint32_t pages; /* ...is repeated if it stands in so many pages, ... */
		uint32_t share; /* ...and in one of so many of its group... */
		bool tail_only; /* ...at the tail; also at the head unless this is set */
	} bars[BARS];
	uint32_t long_bytes;  /* a longer block is compared as it is, white space and digits with it */
	uint32_t label_bytes; /* below this a block is a label, a name, a place */
	uint32_t dated_bytes; /* up to this a block with a date is a dateline: its digits are what it says */
	uint32_t most;        /* one of so many bytes of an article may go */
	uint32_t copies;      /* what would stay is the longest block of so many pages: all of it is repetition */
} rule = {
	.window = {8, 16},
	.outermost = 3,
	.bars =
		{
			/* Names and labels are often the same without being chrome: many pages must agree. */
			{0, 5, 3, false},
			/* What is known to work on saved pages of many hosts. */
			{24, 3, 10, false},
			/*
			 * An archive of many hands has each one's footer in a few pages of a hundred. A long sentence
			 * that ends five different articles is none of theirs; one that begins them may introduce a
			 * series.
			 */
			{80, 5, 100, true},
		},
	.long_bytes = 65536,
	.label_bytes = 24,
	.dated_bytes = 120,
	.most = 2,
	.copies = 3,
};

enum position { HEAD, TAIL };

struct tally {
	uint64_t key;         /* 0: free */
	uint32_t pages, last; /* of the last page it was counted for: its number + 1 */
};

/* Counts by key: open addressing over a power of two of slots. */
struct tallies {
	struct tally *slots;
	size_t size, used;
	bool borrowed;
};

/* A page that is learned from: alive at an end while all its blocks up to the present round are repeated. */
struct page {
	uint32_t number;
	bool alive[2];
};

/* What a block shows. */
struct shown {
	uint64_t hash;
	uint32_t bytes; /* of text without white space */
	bool image;
	bool nothing; /* a rule, a row of dots: nothing that tells one page from another */
};

/* Blocks of the article that is looked at, as they were seen last: both ends and the longest one are often the same. */
#define SEEN_MOST 32

struct seen {
	const struct block *block; /* NULL: none */
	struct shown shown;
};

struct repeat {
	struct catalog *catalog;
	uint32_t origin;        /* the one source that it is about, or REPEAT_ALL */
	struct tallies tallies; /* of blocks, and of pages by group; what marks a page as seen has a tally too */
	GArray *pages;          /* of struct page: those that are alive at an end */
	struct arena *scratch;
	GString *text; /* scratch */
	struct seen *seen; /* SEEN_MOST; block i of an article is in i % SEEN_MOST */
	uint64_t seed; /* another one each run, so that nobody can prepare collisions */
	enum { OUTERMOST, INWARDS, APPLYING, DONE } pass;
	uint32_t at;    /* the next article or page of the pass */
	uint32_t kept;  /* INWARDS: pages that are still alive in this round */
	uint32_t round; /* INWARDS: which block from the end is counted */
};

/* Counting --------------------------------------------------------------------------------------------------------- */

static struct tally *tally_slot(const struct tallies *tallies, uint64_t key)
{
	size_t at = (size_t)key & (tallies->size - 1);

	while (tallies->slots[at].key && tallies->slots[at].key != key)
		at = (at + 1) & (tallies->size - 1);
	return &tallies->slots[at];
}

/* Makes room for `least` keys. */
static void tallies_grow(struct tallies *tallies, size_t least)
{
	struct tallies wider = {NULL, MAX(tallies->size, 1024), tallies->used, false};

	while (wider.size / 2 < least)
		wider.size *= 2;
	wider.slots = g_new0(struct tally, wider.size);
	for (size_t i = 0; i < tallies->size; i++) {
		if (tallies->slots[i].key)
			*tally_slot(&wider, tallies->slots[i].key) = tallies->slots[i];
	}
	g_free(tallies->slots);
	*tallies = wider;
}

/* Counts page `number` for the key, once. */
static void tally_page(struct tallies *tallies, uint64_t key, uint32_t number)
{
	struct tally *tally;

	if (tallies->used >= tallies->size / 2)
		tallies_grow(tallies, tallies->used + 1);
	tally = tally_slot(tallies, key);
	if (tally->key == 0) {
		tally->key = key;
		tallies->used++;
	}
	tally->pages += tally->last != number + 1;
	tally->last = number + 1;
}

/* Tallies from a file may be full: then there is no end to be found. */
static uint32_t pages_of(const struct repeat *repeat, uint64_t key)
{
	const struct tallies *tallies = &repeat->tallies;
	size_t mask = tallies->size - 1, at = (size_t)key & mask;

	for (size_t i = 0; i < tallies->size && tallies->slots[at].key; i++, at = (at + 1) & mask) {
		if (tallies->slots[at].key == key)
			return tallies->slots[at].pages;
	}
	return 0;
}

/* What a block shows ----------------------------------------------------------------------------------------------- */

static bool is_digit(uint32_t code)
{
	return (code >= '0' && code <= '9') || (code >= 0xFF10 && code <= 0xFF19);
}

/* A dateline differs from page to page in nothing but its digits, and yet belongs to its page. */
static bool tells_by_digits(struct span text)
{
	return text.len <= rule.dated_bytes && date_find(text).precision != DATE_NONE;
}

/* How long a character is that is no white space and no digit by its first byte alone, as most are; else 0. */
static size_t plain_size(struct span text, size_t at)
{
	unsigned char byte = (unsigned char)text.at[at];

	if (byte < 0x80)
		return byte > ' ' && !is_digit(byte);
	return byte >= 0xE4 && byte <= 0xE9 && text.len - at >= 3 ? 3 : 0; /* U+4000 to U+9FFF */
}

/* Appends the text without white space, every number as 0 where `fold`. */
static void append_text(GString *out, struct span text, bool fold)
{
	bool number = false;
	size_t copied = 0;

	for (size_t at = 0; at < text.len;) {
		size_t from = at, plain = plain_size(text, at);

		if (plain > 0) {
			at += plain;
			number = false;
			continue;
		}
		uint32_t code = utf8_next(text, &at);
		bool digit = fold && is_digit(code);

		if (digit || code_is_space(code)) {
			g_string_append_len(out, text.at + copied, (gssize)(from - copied));
			if (digit && !number)
				g_string_append_c(out, '0');
			copied = at;
		}
		number = digit;
	}
	g_string_append_len(out, text.at + copied, (gssize)(text.len - copied));
}

static bool has_letter(struct span text)
{
	for (size_t at = 0; at < text.len;) {
		if (g_unichar_isalpha(utf8_next(text, &at)))
			return true;
	}
	return false;
}

static bool has_digit(struct span text)
{
	for (size_t at = 0; at < text.len;) {
		size_t plain = plain_size(text, at);

		if (plain == 0 && is_digit(utf8_next(text, &at)))
			return true;
		at += plain;
	}
	return false;
}

/* Appends where the links of a block lead; gives how many there are. Links are sorted by where they begin. */
static uint32_t append_links(GString *out, const struct article *article, const struct block *block)
{
	uint32_t low = 0, high = article->link_count, count = 0;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (article->links[middle].from < block->from)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low < article->link_count && article->links[low].from <= block->to; low++) {
		struct span url = article_span(article, article->links[low].url);

		if (article->links[low].from == block->to && block->to > block->from)
			break;
		g_string_append_c(out, '\0');
		g_string_append_len(out, url.at, (gssize)url.len);
		count++;
	}
	return count;
}

/* The same of a block without an end: what repeats is never that long, and looking at each letter of it takes long. */
static struct shown look_at_long(const struct repeat *repeat, const struct article *article, const struct block *block)
{
	struct span text = article_block(article, block);
	uint64_t hashes[] = {XXH3_64bits_withSeed(text.at, text.len, repeat->seed), 0};
	GString *out = repeat->text;

	g_string_truncate(out, 0);
	append_links(out, article, block);
	hashes[1] = XXH3_64bits_withSeed(out->str, out->len, repeat->seed);
	return (struct shown){.hash = XXH3_64bits(hashes, sizeof(hashes)), .bytes = (uint32_t)text.len};
}

static struct shown look_closely(const struct repeat *repeat, const struct article *article, const struct block *block)
{
	struct span text = article_block(article, block);
	if (text.len > rule.long_bytes && block->kind != BLOCK_IMAGE)
		return look_at_long(repeat, article, block);
	bool letters = has_letter(text), digits = has_digit(text);
	struct shown shown = {.image = block->kind == BLOCK_IMAGE};
	GString *out = repeat->text;
	uint32_t links;

	g_string_truncate(out, 0);
	links = append_links(out, article, block);
	if (shown.image) {
		struct span url = article_span(article, article->images[block->number].url);
		g_string_append_c(out, '\1');
		g_string_append_len(out, url.at, (gssize)url.len);
	}
	g_string_append_c(out, '\2');
	shown.bytes = (uint32_t)out->len;
	append_text(out, text, digits && letters && links == 0 && !tells_by_digits(text));
	shown.bytes = (uint32_t)out->len - shown.bytes;
	shown.nothing = !letters && !digits && !shown.image && links == 0;
	shown.hash = XXH3_64bits_withSeed(out->str, out->len, repeat->seed);
	return shown;
}

/* The same, of a block that may have been looked at a moment ago. */
static struct shown look(const struct repeat *repeat, const struct article *article, const struct block *block)
{
	struct seen *seen = &repeat->seen[(size_t)(block - article->blocks) % SEEN_MOST];

	if (seen->block != block)
		*seen = (struct seen){block, look_closely(repeat, article, block)};
	return seen->shown;
}

/* What belongs to one article is done with. */
static void forget_article(struct repeat *repeat)
{
	memset(repeat->seen, 0, SEEN_MOST * sizeof(*repeat->seen));
	arena_reset(repeat->scratch);
}

/* Groups ----------------------------------------------------------------------------------------------------------- */

struct groups {
	uint64_t archive, host; /* keys; host 0: not known */
};

static uint64_t mix(uint64_t hash, uint64_t with)
{
	uint64_t both[] = {hash, with};
	uint64_t mixed = XXH3_64bits(both, sizeof(both));

	return mixed ? mixed : 1;
}

static uint64_t block_key(uint64_t group, enum position position, const struct shown *shown)
{
	return mix(mix(group, position), shown->hash);
}

static struct groups groups_of(const struct repeat *repeat, uint32_t number, const struct article *article)
{
	bool all = repeat->origin == REPEAT_ALL;
	uint32_t origin = all ? store_origin(catalog_store(repeat->catalog), number) : 0; /* what is kept knows none */
	struct span host = address_host(repeat->scratch, article_span(article, article->url));
	struct groups groups = {.archive = mix(repeat->seed, origin)};

	if (host.len == 0)
		host = article_span(article, article->source);
	if (host.len > 0)
		groups.host = mix(groups.archive, XXH3_64bits_withSeed(host.at, host.len, repeat->seed));
	return groups;
}

static bool is_label(const struct shown *shown)
{
	return !shown->image && shown->bytes < rule.label_bytes;
}

static bool is_repeated_in(const struct repeat *repeat, uint64_t group, enum position position,
			   const struct shown *shown)
{
	uint64_t pages = group ? pages_of(repeat, block_key(group, position, shown)) : 0;
	uint32_t bytes = shown->image ? MAX(shown->bytes, rule.label_bytes) : shown->bytes;

	for (size_t i = 0; i < BARS && pages > 0; i++) {
		const struct bar *bar = &rule.bars[i];

		if (bytes >= bar->bytes && (position == TAIL || !bar->tail_only) && pages >= bar->pages &&
		    pages * bar->share >= pages_of(repeat, group))
			return true;
	}
	return false;
}

static bool is_repeated(const struct repeat *repeat, const struct groups *groups, enum position position,
			const struct shown *shown)
{
	return is_repeated_in(repeat, groups->host, position, shown) ||
	       is_repeated_in(repeat, groups->archive, position, shown);
}

/* Block `i` from an end of the article; NULL beyond the window and beyond the other end. */
static const struct block *block_from(const struct article *article, enum position position, uint32_t i)
{
	if (i >= article->block_count || i >= rule.window[position])
		return NULL;
	return &article->blocks[position == HEAD ? i : article->block_count - 1 - i];
}

/* Learning --------------------------------------------------------------------------------------------------------- */

/* A key for the longest of the blocks [from, to), by which copies are known. */
static uint64_t copy_key(const struct repeat *repeat, const struct article *article, const struct groups *groups,
			 uint32_t from, uint32_t to)
{
	const struct block *longest = &article->blocks[from];

	for (uint32_t i = from + 1; i < to; i++) {
		const struct block *block = &article->blocks[i];

		if (block->to - block->from > longest->to - longest->from)
			longest = block;
	}
	return mix(~groups->archive, look(repeat, article, longest).hash);
}

/* Whether block `i` from an end is counted whatever stands outside it: not from the end that is farther away. */
static bool is_outermost(const struct article *article, uint32_t i)
{
	return i < rule.outermost && 2 * (uint64_t)i < article->block_count;
}

/* Counts block `i` from an end. */
static void count_block(struct repeat *repeat, uint32_t number, const struct article *article,
			const struct groups *groups, enum position position, uint32_t i)
{
	const struct block *block = block_from(article, position, i);
	struct shown shown;

	if (!block)
		return;
	shown = look(repeat, article, block);
	if (shown.nothing)
		return;
	tally_page(&repeat->tallies, block_key(groups->archive, position, &shown), number);
	if (groups->host)
		tally_page(&repeat->tallies, block_key(groups->host, position, &shown), number);
}

/* Whether there is a block `i` from an end that is repeated, or shows nothing. */
static bool is_of_run(const struct repeat *repeat, const struct article *article, const struct groups *groups,
		      enum position position, uint32_t i)
{
	const struct block *block = block_from(article, position, i);
	struct shown shown;

	if (!block)
		return false;
	shown = look(repeat, article, block);
	return shown.nothing || is_repeated(repeat, groups, position, &shown);
}

/* The outermost blocks of a page, unless a copy of it was there before. */
static void learn(struct repeat *repeat, uint32_t number)
{
	struct page page = {number, {true, true}};
	struct article article;
	struct groups groups;
	uint64_t copy;

	store_article(catalog_store(repeat->catalog), number, &article);
	if (article_is_empty(&article) || article.block_count == 0)
		return;
	groups = groups_of(repeat, number, &article);
	copy = copy_key(repeat, &article, &groups, 0, article.block_count);
	tally_page(&repeat->tallies, copy, number);
	if (pages_of(repeat, copy) > 1)
		return;
	tally_page(&repeat->tallies, groups.archive, number);
	if (groups.host)
		tally_page(&repeat->tallies, groups.host, number);
	for (uint32_t i = 0; is_outermost(&article, i); i++) {
		count_block(repeat, number, &article, &groups, HEAD, i);
		count_block(repeat, number, &article, &groups, TAIL, i);
	}
	g_array_append_val(repeat->pages, page);
}

/* Whether a page stays alive in this round; then its next block inwards is counted, if it was not at first. */
static bool learn_end(struct repeat *repeat, const struct page *page, const struct article *article,
		      const struct groups *groups, enum position position)
{
	if (!page->alive[position] || !is_of_run(repeat, article, groups, position, repeat->round - 1))
		return false;
	if (!is_outermost(article, repeat->round))
		count_block(repeat, page->number, article, groups, position, repeat->round);
	return true;
}

static void learn_inwards(struct repeat *repeat, struct page *page)
{
	struct article article;
	struct groups groups;

	store_article(catalog_store(repeat->catalog), page->number, &article);
	groups = groups_of(repeat, page->number, &article);
	for (enum position end = HEAD; end <= TAIL; end++)
		page->alive[end] = learn_end(repeat, page, &article, &groups, end);
}

/* Applying --------------------------------------------------------------------------------------------------------- */

/*
 * How many blocks at this end are repeated: what shows nothing goes along behind them. At the head the last one must be
 * more than a label, and no heading: these belong to what follows. 0 where the run does not end inside the window.
 */
static uint32_t run_of(const struct repeat *repeat, const struct article *article, const struct groups *groups,
		       enum position position)
{
	const struct block *block;
	uint32_t run = 0, i = 0;

	for (; (block = block_from(article, position, i)); i++) {
		struct shown shown = look(repeat, article, block);
		bool leads = position == HEAD && (block->kind == BLOCK_HEADING || is_label(&shown));

		if (shown.nothing) {
			run += run > 0 && run == i;
			continue;
		}
		if (!is_repeated(repeat, groups, position, &shown))
			return run;
		if (!leads)
			run = i + 1;
	}
	return 0;
}

/* The cells of one table stay together: a run that ends between them is cut back to where the table begins. */
static uint32_t spare_table(const struct article *article, enum position position, uint32_t run)
{
	const struct block *blocks = article->blocks;

	while (run > 0 && run < article->block_count) {
		uint32_t border = position == HEAD ? run : article->block_count - run;
		const struct block *one = &blocks[border - 1], *other = &blocks[border];

		if (one->kind != BLOCK_CELL || other->kind != BLOCK_CELL || one->table != other->table)
			break;
		run--;
	}
	return run;
}

static uint64_t bytes_of(const struct article *article, uint32_t from, uint32_t to)
{
	uint64_t bytes = 0;

	for (uint32_t i = from; i < to; i++)
		bytes += article->blocks[i].to - article->blocks[i].from;
	return bytes;
}

/* Whether what stays, the blocks [from, to), is enough, and the page's own. */
static bool may_go(const struct repeat *repeat, const struct article *article, const struct groups *groups,
		   uint32_t from, uint32_t to)
{
	uint64_t all = bytes_of(article, 0, article->block_count), stays = bytes_of(article, from, to);

	return (all - stays) * rule.most <= all &&
	       pages_of(repeat, copy_key(repeat, article, groups, from, to)) < rule.copies;
}

static void apply(struct repeat *repeat, uint32_t number)
{
	struct article article, trimmed;
	struct groups groups;
	uint32_t head, tail, count;

	store_article(catalog_store(repeat->catalog), number, &article);
	if (article_is_empty(&article))
		return;
	count = article.block_count;
	groups = groups_of(repeat, number, &article);
	head = spare_table(&article, HEAD, run_of(repeat, &article, &groups, HEAD));
	tail = spare_table(&article, TAIL, run_of(repeat, &article, &groups, TAIL));
	if (head + tail == 0 || head + tail >= count)
		return;
	if (!may_go(repeat, &article, &groups, head, count - tail))
		return;
	if (article_trim(&article, head, tail, ASIDE_REPEATED, repeat->scratch, &trimmed))
		catalog_replace(repeat->catalog, number, &trimmed);
}

void repeat_apply(struct repeat *repeat, uint32_t number)
{
	apply(repeat, number);
	forget_article(repeat);
}

/* The passes ------------------------------------------------------------------------------------------------------- */

static struct repeat *make(struct catalog *catalog, uint32_t origin, uint64_t seed)
{
	struct repeat *repeat = g_new0(struct repeat, 1);

	repeat->catalog = catalog;
	repeat->origin = origin;
	repeat->pages = g_array_new(FALSE, FALSE, sizeof(struct page));
	repeat->scratch = arena_new();
	repeat->text = g_string_new(NULL);
	repeat->seen = g_new0(struct seen, SEEN_MOST);
	repeat->seed = seed;
	return repeat;
}

struct repeat *repeat_new(struct catalog *catalog, uint32_t origin)
{
	struct repeat *repeat = make(catalog, origin, (uint64_t)g_random_int() << 32 | g_random_int());

	tallies_grow(&repeat->tallies, (size_t)store_count(catalog_store(catalog)) * 12);
	return repeat;
}

void repeat_free(struct repeat *repeat)
{
	if (!repeat)
		return;
	if (!repeat->tallies.borrowed)
		g_free(repeat->tallies.slots);
	g_array_free(repeat->pages, TRUE);
	g_string_free(repeat->text, TRUE);
	g_free(repeat->seen);
	arena_free(repeat->scratch);
	g_free(repeat);
}

/* Of another source, or by itself. */
static bool is_foreign(const struct repeat *repeat, uint32_t number)
{
	uint32_t origin = store_origin(catalog_store(repeat->catalog), number);

	return origin == 0 || (repeat->origin != REPEAT_ALL && origin != repeat->origin);
}

/*
 * The newest versions teach, in the archive's order, so that the outcome does not depend on which file was read first.
 * Here and below: one article of the pass; false where there is none left.
 */
static bool step_outermost(struct repeat *repeat)
{
	uint32_t number;

	if (repeat->at >= catalog_shown(repeat->catalog))
		return false;
	number = catalog_at(repeat->catalog, repeat->at);
	if (!is_foreign(repeat, number))
		learn(repeat, number);
	return true;
}

/* Round after round over the pages, which become fewer. */
static bool step_inwards(struct repeat *repeat)
{
	struct page *page;

	if (repeat->round == 0 || repeat->at >= repeat->pages->len) {
		if (repeat->round > 0)
			g_array_set_size(repeat->pages, repeat->kept);
		repeat->round++;
		repeat->at = repeat->kept = 0;
	}
	if (repeat->pages->len == 0)
		return false;
	page = &g_array_index(repeat->pages, struct page, repeat->at);
	learn_inwards(repeat, page);
	if (page->alive[HEAD] || page->alive[TAIL])
		g_array_index(repeat->pages, struct page, repeat->kept++) = *page;
	return true;
}

static bool step_applying(struct repeat *repeat)
{
	if (repeat->at >= store_count(catalog_store(repeat->catalog)))
		return false;
	if (!is_foreign(repeat, repeat->at))
		apply(repeat, repeat->at);
	return true;
}

static bool (*const steps[])(struct repeat *repeat) = {
	[OUTERMOST] = step_outermost,
	[INWARDS] = step_inwards,
	[APPLYING] = step_applying,
};

/* False once all passes are done. */
static bool step(struct repeat *repeat)
{
	if (repeat->pass == DONE)
		return false;
	if (steps[repeat->pass](repeat)) {
		repeat->at++;
	} else {
		repeat->pass++;
		repeat->at = 0;
	}
	forget_article(repeat);
	return true;
}

bool repeat_work(struct repeat *repeat, unsigned budget_us)
{
	int64_t end = g_get_monotonic_time() + budget_us;

	while (step(repeat)) {
		if (budget_us && g_get_monotonic_time() >= end)
			return false;
	}
	return true;
}

/* Keeping what was learned ----------------------------------------------------------------------------------------- */

struct kept_head {
	uint64_t seed, size; /* as many tallies follow */
};

/* Fewer pages than that make nothing repeated, by any of the bars. */
static uint32_t least_pages(void)
{
	uint32_t least = rule.copies;

	for (size_t i = 0; i < BARS; i++)
		least = MIN(least, rule.bars[i].pages);
	return least;
}

/* The tallies that can make anything repeated; the slots are for g_free(). */
static struct tallies sift(const struct tallies *all)
{
	struct tallies kept = {0};

	tallies_grow(&kept, 1);
	for (size_t i = 0; i < all->size; i++) {
		struct tally tally = all->slots[i];

		if (tally.key == 0 || tally.pages < least_pages())
			continue;
		if (kept.used >= kept.size / 2)
			tallies_grow(&kept, kept.used + 1);
		*tally_slot(&kept, tally.key) = (struct tally){tally.key, tally.pages, 0};
		kept.used++;
	}
	return kept;
}

void repeat_forget(struct repeat *repeat)
{
	struct tallies kept = sift(&repeat->tallies);

	if (!repeat->tallies.borrowed)
		g_free(repeat->tallies.slots);
	repeat->tallies = kept;
	g_array_free(repeat->pages, TRUE);
	repeat->pages = g_array_new(FALSE, FALSE, sizeof(struct page));
}

void repeat_write(const struct repeat *repeat, GByteArray *out)
{
	struct tallies kept = sift(&repeat->tallies);
	struct kept_head head = {repeat->seed, kept.size};

	g_byte_array_append(out, (const guint8 *)&head, sizeof(head));
	g_byte_array_append(out, (const guint8 *)kept.slots, (guint)(kept.size * sizeof(struct tally)));
	g_free(kept.slots);
}

struct repeat *repeat_open(struct catalog *catalog, uint32_t origin, struct span learned)
{
	const struct kept_head *head = (const struct kept_head *)(const void *)learned.at;
	struct repeat *repeat;

	if (learned.len < sizeof(*head) || head->size == 0 || (head->size & (head->size - 1)) != 0 ||
	    head->size != (learned.len - sizeof(*head)) / sizeof(struct tally))
		return NULL;
	repeat = make(catalog, origin, head->seed);
	repeat->tallies = (struct tallies){(struct tally *)(void *)(head + 1), head->size, head->size, true};
	return repeat;
}
