/* SPDX-License-Identifier: MIT */
/*
 * A block counts by what it shows: its text without white space and with its digits folded, where its links and its
 * image lead. It is counted by position (among the first blocks of an article or the last) in two groups: the archive,
 * and in it the host. Of pages that are copies of one another, which share their longest block, one is counted.
 *
 *   | repeated | repeated | the article ... | ——— | repeated |
 *   '------ head run -----'                 '--- tail run ---'
 *
 * Then every article loses the runs of repeated blocks at its very ends, unless a run does not end where one can see it
 * or both together are too much of the article: then the article itself is what repeats.
 */
#include "archive/repeat.h"

#include <glib.h>
#include <xxhash.h>

#include "article/address.h"
#include "article/date.h"
#include "article/trim.h"
#include "base/arena.h"
#include "text/utf8.h"

static const struct repeat_rule {
	uint32_t window[2];        /* blocks looked at from the head and from the tail: menus are short, footers are long */
	uint32_t pages, share;     /* a block is repeated in so many pages at least, and one of so many of its group */
	uint32_t short_bytes;      /* below this a block is a label, a name or a place (8 ideographs)... */
	uint32_t short_pages;      /* ...which are often the same without being chrome, so more pages... */
	uint32_t short_share;      /* ...and more of the group must agree */
	uint32_t dated_bytes;      /* up to this a block with a date is a dateline: its digits are what it says */
	uint32_t most;             /* one of so many bytes of an article may go */
} rule = {
	.window = {8, 16},
	.pages = 3,
	.share = 10,
	.short_bytes = 24,
	.short_pages = 5,
	.short_share = 3,
	.dated_bytes = 120,
	.most = 2,
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
};

struct repeat {
	struct catalog *catalog;
	struct tallies tallies; /* of blocks, and of pages by group; what marks a page as seen has a tally too */
	struct arena *scratch;
	GString *text;          /* scratch */
	uint64_t seed;          /* another one each run, so that nobody can prepare collisions */
	uint32_t learned, applied;
};

/* Counting --------------------------------------------------------------------------------------------------------- */

static struct tally *tally_slot(const struct tallies *tallies, uint64_t key)
{
	size_t at = (size_t)key & (tallies->size - 1);

	while (tallies->slots[at].key && tallies->slots[at].key != key)
		at = (at + 1) & (tallies->size - 1);
	return &tallies->slots[at];
}

static void tallies_grow(struct tallies *tallies)
{
	struct tallies wider = {.size = MAX(tallies->size * 2, 1024), .used = tallies->used};

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

	if (tallies->used * 2 >= tallies->size)
		tallies_grow(tallies);
	tally = tally_slot(tallies, key);
	if (tally->key == 0) {
		tally->key = key;
		tallies->used++;
	}
	tally->pages += tally->last != number + 1;
	tally->last = number + 1;
}

static uint32_t pages_of(const struct repeat *repeat, uint64_t key)
{
	return repeat->tallies.size ? tally_slot(&repeat->tallies, key)->pages : 0;
}

/* What a block shows ----------------------------------------------------------------------------------------------- */

struct shown {
	uint64_t hash;
	uint32_t bytes; /* of text without white space */
	bool image;
	bool nothing;   /* a rule, a row of dots: nothing that tells one page from another */
};

static bool is_digit(uint32_t code)
{
	return (code >= '0' && code <= '9') || (code >= 0xFF10 && code <= 0xFF19);
}

static bool is_letter(uint32_t code)
{
	return g_unichar_isalpha(code);
}

/* A dateline differs from page to page in nothing but its digits, and yet belongs to its page. */
static bool tells_by_digits(struct span text)
{
	return text.len <= rule.dated_bytes && date_find(text).precision != DATE_NONE;
}

/* Appends the text without white space, every digit as 0 where `fold`. */
static void append_text(GString *out, struct span text, bool fold)
{
	for (size_t at = 0; at < text.len;) {
		size_t from = at;
		uint32_t code = utf8_next(text, &at);

		if (fold && is_digit(code))
			g_string_append_c(out, '0');
		else if (!code_is_space(code))
			g_string_append_len(out, text.at + from, (gssize)(at - from));
	}
}

static bool has(struct span text, bool (*is)(uint32_t code))
{
	for (size_t at = 0; at < text.len;) {
		if (is(utf8_next(text, &at)))
			return true;
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

static struct shown look(const struct repeat *repeat, const struct article *article, const struct block *block)
{
	struct span text = article_block(article, block);
	bool letters = has(text, is_letter), digits = has(text, is_digit);
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

static struct groups groups_of(const struct repeat *repeat, uint32_t number, const struct article *article)
{
	uint32_t origin = store_row(catalog_store(repeat->catalog), number)->origin;
	struct span host = address_host(repeat->scratch, article_span(article, article->url));
	struct groups groups = {.archive = mix(repeat->seed, origin)};

	if (host.len == 0)
		host = article_span(article, article->source);
	if (host.len > 0)
		groups.host = mix(groups.archive, XXH3_64bits_withSeed(host.at, host.len, repeat->seed));
	return groups;
}

static bool is_repeated_in(const struct repeat *repeat, uint64_t group, uint64_t block, const struct shown *shown)
{
	bool label = shown->bytes < rule.short_bytes && !shown->image;
	uint32_t pages = pages_of(repeat, mix(group, block));

	return group && pages >= (label ? rule.short_pages : rule.pages) &&
	       (uint64_t)pages * (label ? rule.short_share : rule.share) >= pages_of(repeat, group);
}

static bool is_repeated(const struct repeat *repeat, const struct groups *groups, enum position position,
			const struct shown *shown)
{
	uint64_t block = mix(shown->hash, position);

	return is_repeated_in(repeat, groups->host, block, shown) ||
	       is_repeated_in(repeat, groups->archive, block, shown);
}

/* Block `i` counted from an end of the article; NULL beyond the window and beyond the other end. */
static const struct block *block_from(const struct article *article, enum position position, uint32_t i)
{
	if (i >= article->block_count || i >= rule.window[position])
		return NULL;
	return &article->blocks[position == HEAD ? i : article->block_count - 1 - i];
}

/* Learning --------------------------------------------------------------------------------------------------------- */

static uint64_t longest_block(const struct repeat *repeat, const struct article *article)
{
	const struct block *longest = &article->blocks[0];

	for (uint32_t i = 1; i < article->block_count; i++) {
		const struct block *block = &article->blocks[i];

		if (block->to - block->from > longest->to - longest->from)
			longest = block;
	}
	return look(repeat, article, longest).hash;
}

static void learn_end(struct repeat *repeat, uint32_t number, const struct article *article,
		      const struct groups *groups, enum position position)
{
	const struct block *block;

	for (uint32_t i = 0; (block = block_from(article, position, i)); i++) {
		struct shown shown = look(repeat, article, block);
		uint64_t hash = mix(shown.hash, position);

		if (shown.nothing)
			continue;
		tally_page(&repeat->tallies, mix(groups->archive, hash), number);
		if (groups->host)
			tally_page(&repeat->tallies, mix(groups->host, hash), number);
	}
}

static void learn(struct repeat *repeat, uint32_t number)
{
	struct article article;
	struct groups groups;
	uint64_t copy;

	store_article(catalog_store(repeat->catalog), number, &article);
	if (article_is_empty(&article) || article.block_count == 0)
		return;
	groups = groups_of(repeat, number, &article);
	copy = mix(~groups.archive, longest_block(repeat, &article));
	if (pages_of(repeat, copy) > 0)
		return;
	tally_page(&repeat->tallies, copy, number);
	tally_page(&repeat->tallies, groups.archive, number);
	if (groups.host)
		tally_page(&repeat->tallies, groups.host, number);
	learn_end(repeat, number, &article, &groups, HEAD);
	learn_end(repeat, number, &article, &groups, TAIL);
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
		bool leads = position == HEAD &&
			     (block->kind == BLOCK_HEADING || (shown.bytes < rule.short_bytes && !shown.image));

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

static void apply(struct repeat *repeat, uint32_t number)
{
	struct article article, trimmed;
	struct groups groups;
	uint32_t head, tail, count;
	uint64_t gone;

	store_article(catalog_store(repeat->catalog), number, &article);
	if (article_is_empty(&article))
		return;
	count = article.block_count;
	groups = groups_of(repeat, number, &article);
	head = spare_table(&article, HEAD, run_of(repeat, &article, &groups, HEAD));
	tail = spare_table(&article, TAIL, run_of(repeat, &article, &groups, TAIL));
	if (head + tail == 0 || head + tail >= count)
		return;
	gone = bytes_of(&article, 0, head) + bytes_of(&article, count - tail, count);
	if (gone * rule.most > bytes_of(&article, 0, count))
		return;
	if (article_trim(&article, head, tail, ASIDE_REPEATED, repeat->scratch, &trimmed))
		catalog_replace(repeat->catalog, number, &trimmed);
}

/* Both passes ------------------------------------------------------------------------------------------------------ */

struct repeat *repeat_new(struct catalog *catalog)
{
	struct repeat *repeat = g_new0(struct repeat, 1);

	repeat->catalog = catalog;
	repeat->scratch = arena_new();
	repeat->text = g_string_new(NULL);
	repeat->seed = (uint64_t)g_random_int() << 32 | g_random_int();
	return repeat;
}

void repeat_free(struct repeat *repeat)
{
	if (!repeat)
		return;
	g_free(repeat->tallies.slots);
	g_string_free(repeat->text, TRUE);
	arena_free(repeat->scratch);
	g_free(repeat);
}

static bool is_by_itself(const struct repeat *repeat, uint32_t number)
{
	return store_row(catalog_store(repeat->catalog), number)->origin == 0;
}

/*
 * One article of one pass; false where both are done. The newest versions teach, in the archive's order, so that the
 * outcome does not depend on which file was read first; all versions learn.
 */
static bool step(struct repeat *repeat)
{
	size_t count;
	const uint32_t *order = catalog_order(repeat->catalog, &count);
	uint32_t number;

	if (repeat->learned < count) {
		number = order[repeat->learned++];
		if (!is_by_itself(repeat, number))
			learn(repeat, number);
	} else if (repeat->applied < store_count(catalog_store(repeat->catalog))) {
		number = repeat->applied++;
		if (!is_by_itself(repeat, number))
			apply(repeat, number);
	} else {
		return false;
	}
	arena_reset(repeat->scratch);
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
