/* SPDX-License-Identifier: MIT */
/*
 * A block counts by what it shows (archive/shown.h). It is counted by position (from the head of an article or from its
 * tail) in two groups: the archive, and in it the host. Of pages that are copies of one another, which share their
 * longest block, one is counted.
 *
 *   | repeated | repeated | the article ... | ——— | repeated |
 *   '------ head run -----'                 '--- tail run ---'
 *
 * Learning comes first (archive/repeat_learn.c), on threads of its own. Then every article loses the runs of repeated
 * blocks at its very ends, unless a run does not end where one can see it or both together are too much of the article:
 * then the article itself is what repeats.
 */
#include "archive/repeat.h"

#include <errno.h>
#include <glib.h>
#include <unistd.h>

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

static struct sight sight_of(const struct repeat *repeat, struct subject *subject)
{
	const struct sight *known = repeat->sights ? sights_at(repeat->sights, subject->number) : NULL;
	return known ? *known : looker_sight(subject->looker, article_of(repeat, subject));
}

bool repeat_take_up(const struct repeat *repeat, uint32_t number, struct looker *looker, struct subject *subject)
{
	bool all = repeat->origin == REPEAT_ALL;
	uint32_t origin = all ? store_origin(catalog_store(repeat->catalog), number) : 0; /* what is kept knows none */
	subject->number = number;
	subject->looker = looker;
	subject->read = false;
	subject->sight = sight_of(repeat, subject);
	subject->groups.archive = mix(repeat->seed, origin);
	subject->groups.host = subject->sight.host ? mix(subject->groups.archive, subject->sight.host) : 0;
	return subject->sight.blocks > 0;
}

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
		*shown = looker_look(subject->looker, article, &article->blocks[position == HEAD ? i : blocks - 1 - i]);
	}
	return true;
}

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
	const struct tallies *blocks = &repeat->ends[position].blocks;
	uint64_t pages = group ? tallies_pages(blocks, repeat_block_key(group, position, shown)) : 0;
	uint32_t bytes = shown->image ? MAX(shown->bytes, rule.label_bytes) : shown->bytes;
	for (size_t i = 0; i < BARS && pages > 0; i++) {
		const struct bar *bar = &rule.bars[i];
		if (bytes >= bar->bytes && (position == TAIL || !bar->tail_only) && pages >= bar->pages &&
		    pages * bar->share >= tallies_pages(&repeat->groups, group))
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
	return looker_look(subject->looker, article, longest);
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
	return tallies_pages(&repeat->groups, repeat_copy_key(&subject->groups, &most)) < rule.copies;
}

bool repeat_judge(const struct repeat *repeat, struct subject *subject, struct loss *loss)
{
	uint32_t count = subject->sight.blocks, head = run_of(repeat, subject, HEAD);
	uint32_t tail = run_of(repeat, subject, TAIL);
	if (head + tail == 0)
		return false;
	head = spare_table(article_of(repeat, subject), HEAD, head);
	tail = spare_table(article_of(repeat, subject), TAIL, tail);
	*loss = (struct loss){subject->number, head, tail};
	return head + tail > 0 && head + tail < count && may_go(repeat, subject, head, count - tail);
}

static void apply(struct repeat *repeat, const struct loss *loss)
{
	struct article article, trimmed;
	store_article(catalog_store(repeat->catalog), loss->number, &article);
	if (article_trim(&article, loss->head, loss->tail, ASIDE_REPEATED, repeat->scratch, &trimmed))
		catalog_replace(repeat->catalog, loss->number, &trimmed);
	arena_reset(repeat->scratch);
}

void repeat_apply(struct repeat *repeat, uint32_t number)
{
	struct subject subject;
	struct loss loss;
	if (repeat_take_up(repeat, number, repeat->looker, &subject) && repeat_judge(repeat, &subject, &loss))
		apply(repeat, &loss);
	looker_forget(repeat->looker);
}

static const struct loss *next_loss(struct repeat *repeat)
{
	guint at = repeat->applied++;
	const GArray *first = repeat->losses[0], *second = repeat->losses[1];
	if (at < first->len)
		return &g_array_index(first, struct loss, at);
	return at - first->len < second->len ? &g_array_index(second, struct loss, at - first->len) : NULL;
}

bool repeat_work(struct repeat *repeat, unsigned budget_us)
{
	int64_t end = g_get_monotonic_time() + budget_us;
	const struct loss *loss;
	while ((loss = next_loss(repeat))) {
		apply(repeat, loss);
		if (budget_us && g_get_monotonic_time() >= end)
			return false;
	}
	return true;
}

/* Learning --------------------------------------------------------------------------------------------------------- */

uint32_t repeat_least_pages(void)
{
	uint32_t least = rule.copies;
	for (size_t i = 0; i < BARS; i++)
		least = MIN(least, rule.bars[i].pages);
	return least;
}

void repeat_keep(struct repeat *repeat, struct tallies kept)
{
	struct tallies view = kept;
	view.borrowed = true;
	repeat->kept = kept;
	repeat->groups = repeat->ends[HEAD].blocks = repeat->ends[TAIL].blocks = view;
}

static void *learn(void *data)
{
	struct repeat *repeat = data;
	ssize_t written;
	repeat_learn(repeat);
	g_atomic_int_set(&repeat->learned, 1);
	do
		written = write(repeat->signal, "", 1);
	while (written < 0 && errno == EINTR);
	return NULL;
}

bool repeat_is_learned(const struct repeat *repeat)
{
	return g_atomic_int_get(&repeat->learned);
}

static struct repeat *make(struct catalog *catalog, uint32_t origin, uint64_t seed)
{
	struct repeat *repeat = g_new0(struct repeat, 1);
	repeat->catalog = catalog;
	repeat->origin = origin;
	repeat->looker = looker_new(seed);
	repeat->scratch = arena_new();
	repeat->seed = seed;
	for (enum position end = HEAD; end <= TAIL; end++)
		repeat->ends[end] = (struct end){.repeat = repeat, .position = end};
	return repeat;
}

struct repeat *repeat_new(struct catalog *catalog, uint32_t origin, struct sights *sights, int signal)
{
	struct repeat *repeat;
	if (!sights)
		sights = sights_new((uint64_t)g_random_int() << 32 | g_random_int(), 0);
	repeat = make(catalog, origin, sights_seed(sights));
	repeat->sights = sights;
	repeat->signal = signal;
	repeat->listing = listing_ref(catalog_listing(catalog));
	repeat->pages = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	for (size_t i = 0; i < G_N_ELEMENTS(repeat->losses); i++)
		repeat->losses[i] = g_array_new(FALSE, FALSE, sizeof(struct loss));
	repeat->learner = g_thread_new("learn", learn, repeat);
	return repeat;
}

void repeat_forget(struct repeat *repeat)
{
	g_atomic_int_set(&repeat->stopping, 1);
	if (repeat->learner)
		g_thread_join(g_steal_pointer(&repeat->learner));
	g_clear_pointer(&repeat->listing, listing_unref);
	sights_free(g_steal_pointer(&repeat->sights));
	g_clear_pointer(&repeat->pages, g_array_unref);
	for (size_t i = 0; i < G_N_ELEMENTS(repeat->losses); i++)
		g_clear_pointer(&repeat->losses[i], g_array_unref);
}

void repeat_free(struct repeat *repeat)
{
	if (!repeat)
		return;
	repeat_forget(repeat);
	tallies_clear(&repeat->kept);
	tallies_clear(&repeat->groups);
	for (enum position end = HEAD; end <= TAIL; end++)
		tallies_clear(&repeat->ends[end].blocks);
	looker_free(repeat->looker);
	arena_free(repeat->scratch);
	g_free(repeat);
}

/* Keeping what was learned ----------------------------------------------------------------------------------------- */

struct kept_head {
	uint64_t seed, size; /* as many tallies follow */
};

void repeat_write(const struct repeat *repeat, GByteArray *out)
{
	const struct tallies *tallies = &repeat->kept;
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
	repeat_keep(repeat, (struct tallies){(struct tally *)(void *)(head + 1), head->size, head->size, true});
	return repeat;
}
