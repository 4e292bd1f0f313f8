/* SPDX-License-Identifier: MIT */
/*
 * A block counts by what it shows (archive/shown.h). It is counted by position (from the head of an article or from its
 * tail) in two groups: the archive, and in it the host. Of pages that are copies of one another, which share their
 * longest block, one is counted.
 *
 *   | repeated | repeated | the article ... | ——— | repeated |
 *   '------ head run -----'                 '--- tail run ---'
 *
 * Learning comes first (archive/repeat_learn.c). Then every article loses the runs of repeated blocks at its very ends,
 * unless a run does not end where one can see it or both together are too much of the article: then the article itself
 * is what repeats.
 */
#include "archive/repeat.h"

#include <glib.h>

#include "archive/repeat_parts.h"
#include "article/trim.h"
#include "base/hash.h"

#define BARS 3

static const struct repeat_rule {
	uint32_t window[2]; /* blocks a run can have at the head and at the tail: menus are short, footers long */
	struct bar {
		uint32_t bytes; /* a block of so much text, without its white space, ... */
		uint32_t pages; /* ...is repeated if it stands in so many pages, ... */
		uint32_t share; /* ...and in one of so many of its group... */
		bool tail_only; /* ...at the tail; also at the head unless this is set */
	} bars[BARS];
	uint32_t label_bytes; /* below this a block is a label, a name, a place */
	uint32_t most;        /* one of so many bytes of an article may go */
	uint32_t copies;      /* what would stay is the longest block of so many pages: all of it is repetition */
} rule = {
	.window = {8, 16},
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
	.label_bytes = 24,
	.most = 2,
	.copies = 3,
};

/* One article of a pass -------------------------------------------------------------------------------------------- */

static uint64_t mix(uint64_t hash, uint64_t with)
{
	uint64_t both[] = {hash, with};
	uint64_t mixed = XXH3_64bits(both, sizeof(both));
	return mixed ? mixed : 1;
}

static const struct article *article_of(const struct repeat *repeat, struct subject *subject)
{
	if (!subject->read)
		store_article(catalog_store(repeat->catalog), subject->number, &subject->article);
	subject->read = true;
	return &subject->article;
}

static struct sight sight_of(struct repeat *repeat, struct subject *subject)
{
	const struct sight *known = repeat->sights ? sights_at(repeat->sights, subject->number) : NULL;
	struct sight sight;
	if (known)
		return *known;
	sight = looker_sight(repeat->looker, article_of(repeat, subject));
	if (repeat->sights)
		sights_put(repeat->sights, subject->number, &sight);
	return sight;
}

/* False where there is nothing to be seen of it. */
bool repeat_take_up(struct repeat *repeat, uint32_t number, struct subject *subject)
{
	bool all = repeat->origin == REPEAT_ALL;
	uint32_t origin = all ? store_origin(catalog_store(repeat->catalog), number) : 0; /* what is kept knows none */
	subject->number = number;
	subject->read = false;
	subject->sight = sight_of(repeat, subject);
	subject->groups.archive = mix(repeat->seed, origin);
	subject->groups.host = subject->sight.host ? mix(subject->groups.archive, subject->sight.host) : 0;
	return subject->sight.blocks > 0;
}

/* Whether there is a block `i` from an end, inside the window; what it shows. */
bool repeat_look_at(const struct repeat *repeat, struct subject *subject, enum position position, uint32_t i,
                    struct shown *shown)
{
	uint32_t blocks = subject->sight.blocks;
	if (i >= blocks || i >= rule.window[position])
		return false;
	if (i < SIGHT_DEPTH) {
		*shown = subject->sight.ends[position][i];
	} else {
		const struct article *article = article_of(repeat, subject);
		*shown = looker_look(repeat->looker, article, &article->blocks[position == HEAD ? i : blocks - 1 - i]);
	}
	return true;
}

/* What belongs to one article is done with. */
void repeat_next_article(struct repeat *repeat)
{
	looker_forget(repeat->looker);
	arena_reset(repeat->scratch);
}

/* Of another source, or by itself. */
bool repeat_is_foreign(const struct repeat *repeat, uint32_t number)
{
	uint32_t origin = store_origin(catalog_store(repeat->catalog), number);
	return origin == 0 || (repeat->origin != REPEAT_ALL && origin != repeat->origin);
}

/* What repeats ----------------------------------------------------------------------------------------------------- */

uint64_t repeat_block_key(uint64_t group, enum position position, const struct shown *shown)
{
	return mix(mix(group, position), shown->hash);
}

/* A key for what the longest block shows, by which copies are known. */
uint64_t repeat_copy_key(const struct groups *groups, const struct shown *longest)
{
	return mix(~groups->archive, longest->hash);
}

static bool is_label(const struct shown *shown)
{
	return !shown->image && shown->bytes < rule.label_bytes;
}

static bool is_repeated_in(const struct repeat *repeat, uint64_t group, enum position position,
                           const struct shown *shown)
{
	uint64_t pages = group ? tallies_pages(&repeat->tallies, repeat_block_key(group, position, shown)) : 0;
	uint32_t bytes = shown->image ? MAX(shown->bytes, rule.label_bytes) : shown->bytes;
	for (size_t i = 0; i < BARS && pages > 0; i++) {
		const struct bar *bar = &rule.bars[i];
		if (bytes >= bar->bytes && (position == TAIL || !bar->tail_only) && pages >= bar->pages &&
		    pages * bar->share >= tallies_pages(&repeat->tallies, group))
			return true;
	}
	return false;
}

bool repeat_is_repeated(const struct repeat *repeat, const struct groups *groups, enum position position,
                        const struct shown *shown)
{
	return is_repeated_in(repeat, groups->host, position, shown) ||
	       is_repeated_in(repeat, groups->archive, position, shown);
}

/* Applying --------------------------------------------------------------------------------------------------------- */

/*
 * How many blocks at this end are repeated: what shows nothing goes along behind them. At the head the last one must be
 * more than a label, and no heading: these belong to what follows. 0 where the run does not end inside the window.
 */
static uint32_t run_of(const struct repeat *repeat, struct subject *subject, enum position position)
{
	struct shown shown;
	uint32_t run = 0;
	for (uint32_t i = 0; repeat_look_at(repeat, subject, position, i, &shown); i++) {
		if (shown.nothing) {
			run += run > 0 && run == i;
			continue;
		}
		if (!repeat_is_repeated(repeat, &subject->groups, position, &shown))
			return run;
		if (position == TAIL || !(shown.heading || is_label(&shown)))
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

/* What the longest of the blocks [from, to) shows. */
static struct shown most_of(const struct repeat *repeat, struct subject *subject, uint32_t from, uint32_t to)
{
	const struct article *article = article_of(repeat, subject);
	const struct block *longest = &article->blocks[from];
	if (subject->sight.longest >= from && subject->sight.longest < to)
		return subject->sight.most;
	for (const struct block *block = longest + 1; block < &article->blocks[to]; block++) {
		if (block->to - block->from > longest->to - longest->from)
			longest = block;
	}
	return looker_look(repeat->looker, article, longest);
}

/* Whether what stays, the blocks [from, to), is enough, and the page's own. */
static bool may_go(const struct repeat *repeat, struct subject *subject, uint32_t from, uint32_t to)
{
	const struct article *article = article_of(repeat, subject);
	uint64_t all = bytes_of(article, 0, article->block_count), stays = bytes_of(article, from, to);
	struct shown most;
	if ((all - stays) * rule.most > all)
		return false;
	most = most_of(repeat, subject, from, to);
	return tallies_pages(&repeat->tallies, repeat_copy_key(&subject->groups, &most)) < rule.copies;
}

static void apply(struct repeat *repeat, uint32_t number)
{
	struct subject subject;
	struct article trimmed;
	uint32_t head, tail, count;
	if (!repeat_take_up(repeat, number, &subject))
		return;
	count = subject.sight.blocks;
	head = run_of(repeat, &subject, HEAD);
	tail = run_of(repeat, &subject, TAIL);
	if (head + tail == 0)
		return;
	head = spare_table(article_of(repeat, &subject), HEAD, head);
	tail = spare_table(article_of(repeat, &subject), TAIL, tail);
	if (head + tail == 0 || head + tail >= count || !may_go(repeat, &subject, head, count - tail))
		return;
	if (article_trim(&subject.article, head, tail, ASIDE_REPEATED, repeat->scratch, &trimmed))
		catalog_replace(repeat->catalog, number, &trimmed);
}

void repeat_apply(struct repeat *repeat, uint32_t number)
{
	apply(repeat, number);
	repeat_next_article(repeat);
}

/* The passes ------------------------------------------------------------------------------------------------------- */

static struct repeat *make(struct catalog *catalog, uint32_t origin, uint64_t seed)
{
	struct repeat *repeat = g_new0(struct repeat, 1);
	repeat->catalog = catalog;
	repeat->origin = origin;
	repeat->pages = g_array_new(FALSE, FALSE, sizeof(struct page));
	repeat->looker = looker_new(seed);
	repeat->scratch = arena_new();
	repeat->seed = seed;
	return repeat;
}

struct repeat *repeat_new(struct catalog *catalog, uint32_t origin, struct sights *sights)
{
	struct repeat *repeat;
	if (!sights)
		sights = sights_new((uint64_t)g_random_int() << 32 | g_random_int(), 0);
	repeat = make(catalog, origin, sights_seed(sights));
	repeat->sights = sights;
	tallies_grow(&repeat->tallies, sights_keys(sights) / 4 * 3); /* what repeats has one key */
	return repeat;
}

void repeat_free(struct repeat *repeat)
{
	if (!repeat)
		return;
	tallies_clear(&repeat->tallies);
	sights_free(repeat->sights);
	g_array_free(repeat->pages, TRUE);
	looker_free(repeat->looker);
	arena_free(repeat->scratch);
	g_free(repeat);
}

/* Here and in learning: some articles of the pass; gives how many, 0 where there is none left. */
static uint32_t step_applying(struct repeat *repeat)
{
	if (repeat->at >= store_count(catalog_store(repeat->catalog)))
		return 0;
	if (!repeat_is_foreign(repeat, repeat->at))
		apply(repeat, repeat->at);
	repeat_next_article(repeat);
	return 1;
}

/* Fewer pages than that make nothing repeated, by any of the bars. */
static uint32_t least_pages(void)
{
	uint32_t least = rule.copies;
	for (size_t i = 0; i < BARS; i++)
		least = MIN(least, rule.bars[i].pages);
	return least;
}

/* All is counted: what is left is few enough to lie close together. */
static void forget_tallies(struct repeat *repeat)
{
	struct tallies kept = tallies_sift(&repeat->tallies, least_pages());
	tallies_clear(&repeat->tallies);
	repeat->tallies = kept;
}

static uint32_t (*const steps[])(struct repeat *repeat) = {
	[OUTERMOST] = repeat_learn_outermost,
	[INWARDS] = repeat_learn_inwards,
	[APPLYING] = step_applying,
};

/* False once all passes are done. */
static bool step(struct repeat *repeat)
{
	uint32_t done;
	if (repeat->pass == DONE)
		return false;
	done = steps[repeat->pass](repeat);
	repeat->at += done;
	if (done > 0)
		return true;
	if (++repeat->pass == APPLYING)
		forget_tallies(repeat);
	repeat->at = 0;
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

void repeat_forget(struct repeat *repeat)
{
	sights_free(g_steal_pointer(&repeat->sights));
	g_array_free(repeat->pages, TRUE);
	repeat->pages = g_array_new(FALSE, FALSE, sizeof(struct page));
}

void repeat_write(const struct repeat *repeat, GByteArray *out)
{
	const struct tallies *tallies = &repeat->tallies;
	struct kept_head head = {repeat->seed, tallies->size};
	g_byte_array_append(out, (const guint8 *)&head, sizeof(head));
	g_byte_array_append(out, (const guint8 *)tallies->slots, (guint)(tallies->size * sizeof(struct tally)));
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
