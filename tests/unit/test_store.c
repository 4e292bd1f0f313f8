/* SPDX-License-Identifier: MIT */
/* The tables of the store, the lookup of numbers, and the queue between threads. */
#include <glib.h>
#include <string.h>

#include "archive/lookup.h"
#include "archive/order.h"
#include "archive/store.h"
#include "archive/table.h"
#include "base/queue.h"

/* Elements wider than a power of two, in runs of every size: chunks end where nobody expects it. */
static void table_keeps_runs_together(void)
{
	struct table table;
	uint32_t run[3 * 400], next = 0;
	const uint32_t *first;
	table_init(&table, 3 * sizeof(uint32_t));
	g_assert_null(table_at(&table, 0));
	table_add(&table, (uint32_t[]){7, 8, 9}, 1);
	first = table_at(&table, 0);
	for (size_t len = 0; len < 400; len++) {
		for (size_t i = 0; i < 3 * len; i++)
			run[i] = next++;
		g_assert_cmpuint(table_add(&table, run, len), ==, table.count - len);
		if (len > 0)
			g_assert_true(memcmp(table_at(&table, table.count - len), run, 12 * len) == 0);
	}
	g_assert_true(first == table_at(&table, 0));
	for (uint64_t i = 1; i < table.count; i++)
		g_assert_cmpuint(*(const uint32_t *)table_at(&table, i), ==, 3 * (i - 1));
	g_assert_null(table_at(&table, table.count));
	table_clear(&table);
}

/* One larger than any chunk. */
static void table_takes_large_runs(void)
{
	size_t len = (size_t)40 << 20;
	char *bytes = g_malloc0(len);
	struct table table;
	bytes[len - 1] = 'z';
	table_init(&table, 1);
	table_add(&table, "abc", 3);
	g_assert_cmpuint(table_add(&table, bytes, len), ==, 3);
	g_assert_cmpuint(table_add(&table, "d", 1), ==, 3 + len);
	g_assert_cmpint(*(char *)table_at(&table, 2), ==, 'c');
	g_assert_cmpint(((char *)table_at(&table, 3))[len - 1], ==, 'z');
	g_assert_cmpint(*(char *)table_at(&table, 3 + len), ==, 'd');
	table_clear(&table);
	g_free(bytes);
}

/* Article number `n`: its text, its counts and its offsets all tell which it is. */
static void make_article(struct article *article, uint32_t n, GString *pool, struct link *links)
{
	struct slice url;
	g_string_printf(pool, "text %u", n);
	*article = (struct article){.text_len = (uint32_t)pool->len};
	url = (struct slice){(uint32_t)pool->len, 7};
	g_string_append(pool, "address");
	for (uint32_t i = 0; i < n % 50; i++)
		links[i] = (struct link){n, n + i, url};
	article->pool = pool->str;
	article->pool_len = (uint32_t)pool->len;
	article->url = url;
	article->date = (struct date){n, DATE_INSTANT, DATE_FROM_COMMENT};
	article->links = links;
	article->link_count = n % 50;
	memcpy(article->lang, "zh-Hant", 8);
}

static void check_article(const struct store *store, uint32_t n)
{
	struct article article;
	char *text = g_strdup_printf("text %u", n), *path = g_strdup_printf("path %u", n);
	store_article(store, n, &article);
	g_assert_true(span_equal(article_text(&article), span_of(text)));
	g_assert_true(span_equal(article_span(&article, article.url), SPAN("address")));
	g_assert_cmpint(article.date.seconds, ==, n);
	g_assert_cmpint(article.date.from, ==, DATE_FROM_COMMENT);
	g_assert_cmpstr(article.lang, ==, "zh-Hant");
	g_assert_cmpuint(article.block_count, ==, 0);
	g_assert_cmpuint(article.link_count, ==, n % 50);
	for (uint32_t i = 0; i < article.link_count; i++)
		g_assert_cmpuint(article.links[i].to, ==, n + i);
	g_assert_true(span_equal(store_path(store, n), span_of(path)));
	g_free(text);
	g_free(path);
}

static void store_gives_back_what_it_took(void)
{
	struct store *store = store_new();
	GString *pool = g_string_new(NULL);
	struct article article, early;
	struct link links[50];
	for (uint32_t n = 0; n < 20000; n++) {
		char *path = g_strdup_printf("path %u", n);
		struct label label = {.path = span_of(path)};
		make_article(&article, n, pool, links);
		g_assert_cmpuint(store_add(store, &label, &article), ==, n);
		if (n == 7)
			store_article(store, 7, &early);
		g_free(path);
	}
	g_assert_cmpuint(store_count(store), ==, 20000);
	for (uint32_t n = 0; n < 20000; n++)
		check_article(store, n);
	g_assert_true(span_equal(article_text(&early), SPAN("text 7")));
	g_assert_cmpuint(early.links[6].to, ==, 13);
	g_string_free(pool, TRUE);
	store_free(store);
}

static void store_takes_an_article_of_nothing(void)
{
	struct store *store = store_new();
	struct label label = {.path = SPAN("")};
	struct article article = {.pool = NULL};
	store_add(store, &label, &article);
	memset(&article, 1, sizeof(article));
	store_article(store, 0, &article);
	g_assert_cmpuint(article.pool_len, ==, 0);
	g_assert_cmpuint(article_text(&article).len, ==, 0);
	g_assert_true(store_row(store, 0)->empty);
	store_free(store);
}

/* Hashes that differ in nothing but the bits that are not kept. */
static void lookup_walks_over_equal_hashes(void)
{
	struct lookup lookup;
	struct lookup_walk walk;
	lookup_init(&lookup);
	for (uint32_t i = 0; i < 5000; i++)
		lookup_put(&lookup, i / 2, i);
	for (uint32_t i = 0; i < 2500; i++) {
		uint32_t seen = 0, number;
		walk = lookup_walk(&lookup, i);
		while ((number = lookup_next(&walk)) != UINT32_MAX)
			seen |= number == 2 * i ? 1 : number == 2 * i + 1 ? 2 : 0;
		g_assert_cmpuint(seen, ==, 3);
	}
	lookup_replace(&lookup, 100, 200, 77777);
	walk = lookup_walk(&lookup, 100);
	g_assert_cmpuint(lookup_next(&walk) + lookup_next(&walk), ==, 77777 + 201);
	walk = lookup_walk(&lookup, 999999);
	g_assert_cmpuint(lookup_next(&walk), ==, UINT32_MAX);
	lookup_clear(&lookup);
}

/* By the number itself; `data` counts. */
static int compare_counting(const void *data, uint32_t a, uint32_t b)
{
	++*(size_t *)data;
	return a < b ? -1 : a > b;
}

/* Even numbers borrowed, odd ones put in out of order, every third taken out; it must not cost more than logarithms. */
static void order_takes_and_gives(void)
{
	enum { HALF = 20000 };
	size_t compared = 0, row = 0;
	struct order *order = order_new(compare_counting, NULL, &compared);
	uint32_t *even = g_new(uint32_t, HALF), *all = g_new(uint32_t, 2 * HALF);

	for (uint32_t i = 0; i < HALF; i++)
		even[i] = 2 * i;
	order_begin(order, even, HALF);
	for (uint32_t i = 0; i < HALF; i++)
		order_insert(order, 2 * (i * 7919 % HALF) + 1);
	g_assert_cmpuint(order_count(order), ==, 2 * HALF);
	g_assert_cmpuint(compared, <, (size_t)HALF * 32);
	for (uint32_t i = 0; i < 2 * HALF; i += 3)
		order_remove(order, i);
	order_remove(order, 3);
	g_assert_cmpuint(order_count(order), ==, 2 * HALF * 2 / 3);
	order_copy(order, all);
	for (uint32_t i = 0; i < 2 * HALF; i++) {
		if (i % 3 == 0)
			continue;
		g_assert_cmpuint(order_at(order, row), ==, i);
		g_assert_cmpuint(order_row(order, i), ==, row);
		g_assert_cmpuint(all[row++], ==, i);
	}
	for (uint32_t i = 0; i < HALF; i++)
		g_assert_cmpuint(even[i], ==, 2 * i); /* what was borrowed was not written to */
	order_free(order);
	g_free(even);
	g_free(all);
}

static void order_of_nothing(void)
{
	size_t compared = 0;
	struct order *order = order_new(compare_counting, NULL, &compared);
	order_remove(order, 1);
	g_assert_cmpuint(order_row(order, 1), ==, 0);
	order_insert(order, 5);
	order_insert(order, 4);
	g_assert_cmpuint(order_at(order, 0), ==, 4);
	order_remove(order, 4);
	order_remove(order, 5);
	g_assert_cmpuint(order_count(order), ==, 0);
	order_insert(order, 6);
	g_assert_cmpuint(order_at(order, 0), ==, 6);
	order_free(order);
}

static uint64_t key_reversed(const void *data, uint32_t number)
{
	(void)data;
	return UINT64_MAX - number;
}

static int compare_reversed(const void *data, uint32_t a, uint32_t b)
{
	return compare_counting(data, b, a);
}

/* Nobody asks while numbers come: then they are sorted by their keys, and each is compared with the last one alone. */
static void order_waits_until_asked(void)
{
	enum { COUNT = 20000 };
	size_t compared = 0;
	struct order *order = order_new(compare_reversed, key_reversed, &compared);

	for (uint32_t i = 0; i < COUNT; i++)
		order_insert(order, i * 7919 % COUNT);
	g_assert_cmpuint(compared, ==, 0);
	g_assert_cmpuint(order_at(order, 0), ==, COUNT - 1);
	g_assert_cmpuint(compared, <, COUNT);
	g_assert_cmpuint(order_row(order, 0), ==, COUNT - 1);
	order_free(order);
}

/* Of what is done with a number before anybody asks the last holds, and what is so already stays. */
static void order_keeps_the_last_word(void)
{
	static const struct {
		const char *done; /* + puts 1 in, - takes it out, ? asks */
		size_t count;
	} cases[] = {{"+-", 0}, {"-+", 1}, {"+-+", 1}, {"+?-+", 1}, {"+?+", 1}, {"+?+-", 0}, {"+?-+-", 0}, {"-?-", 0}};
	size_t compared = 0;

	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct order *order = order_new(compare_counting, NULL, &compared);
		for (const char *at = cases[i].done; *at; at++) {
			if (*at == '?')
				order_count(order);
			else
				(*at == '+' ? order_insert : order_remove)(order, 1);
		}
		g_assert_cmpuint(order_count(order), ==, cases[i].count);
		order_free(order);
	}
}

static void *push_numbers(void *data)
{
	struct queue *queue = data;
	for (size_t i = 1; i <= 1000; i++) {
		if (!queue_push(queue, GSIZE_TO_POINTER(i)))
			return GSIZE_TO_POINTER(i);
	}
	queue_end(queue);
	return NULL;
}

static void queue_keeps_the_order_and_ends(void)
{
	struct queue *queue = queue_new(3, NULL);
	GThread *thread = g_thread_new("push", push_numbers, queue);
	for (size_t i = 1; i <= 1000; i++)
		g_assert_cmpuint(GPOINTER_TO_SIZE(queue_pop(queue)), ==, i);
	g_assert_null(queue_pop(queue));
	g_assert_null(g_thread_join(thread));
	queue_free(queue, NULL);
}

static size_t heavy(const void *item)
{
	return GPOINTER_TO_SIZE(item);
}

/* Who waits for room is let go, and keeps what did not fit; one item fits however heavy it is. */
static void queue_lets_go_when_closed(void)
{
	struct queue *queue = queue_new(5, heavy);
	GThread *thread;
	void *item;
	g_assert_true(queue_push(queue, GSIZE_TO_POINTER(50)));
	thread = g_thread_new("push", push_numbers, queue);
	queue_close(queue);
	g_assert_cmpuint(GPOINTER_TO_SIZE(g_thread_join(thread)), ==, 1);
	g_assert_null(queue_pop(queue));
	g_assert_cmpuint(queue_take_some(queue, &item, 1), ==, 0);
	g_assert_cmpuint(queue_take_all(queue, &item, 1), ==, 1);
	g_assert_cmpuint(GPOINTER_TO_SIZE(item), ==, 50);
	queue_free(queue, NULL);
}

/* Of many that wait one taker gets a share, and who is alone gets all. */
static void queue_gives_shares(void)
{
	struct queue *queue = queue_new(1000, NULL);
	void *items[100];
	for (size_t i = 0; i < 80; i++)
		g_assert_true(queue_push(queue, GSIZE_TO_POINTER(i + 1)));
	g_assert_cmpuint(queue_take_some(queue, items, 100), ==, 11);
	g_assert_cmpuint(queue_take_some(queue, items, 3), ==, 3);
	g_assert_cmpuint(queue_take_all(queue, items, 100), ==, 66);
	g_assert_cmpuint(GPOINTER_TO_SIZE(items[65]), ==, 80);
	g_assert_cmpuint(queue_take_all(queue, items, 100) + queue_take_some(queue, items, 100), ==, 0);
	queue_free(queue, NULL);
}

/* Nobody waits for room who has something to tell first. */
static void queue_takes_what_has_room(void)
{
	struct queue *queue = queue_new(5, heavy);
	void *items[] = {GSIZE_TO_POINTER(3), GSIZE_TO_POINTER(2), GSIZE_TO_POINTER(4), GSIZE_TO_POINTER(9)};
	void *taken[4];
	g_assert_cmpuint(queue_push_some(queue, items, 4), ==, 2);
	g_assert_cmpuint(queue_take_all(queue, taken, 4), ==, 2);
	g_assert_cmpuint(queue_push_some(queue, items + 2, 2), ==, 1);
	g_assert_cmpuint(queue_take_all(queue, taken, 4), ==, 1);
	g_assert_cmpuint(queue_push_some(queue, items + 3, 1), ==, 1); /* too heavy, but alone */
	g_assert_cmpuint(queue_take_all(queue, taken, 4), ==, 1);
	queue_close(queue);
	g_assert_cmpuint(queue_push_some(queue, items, 1), ==, 0);
	queue_free(queue, NULL);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/table/runs", table_keeps_runs_together);
	g_test_add_func("/table/large", table_takes_large_runs);
	g_test_add_func("/store/articles", store_gives_back_what_it_took);
	g_test_add_func("/store/nothing", store_takes_an_article_of_nothing);
	g_test_add_func("/lookup/equal", lookup_walks_over_equal_hashes);
	g_test_add_func("/order/many", order_takes_and_gives);
	g_test_add_func("/order/nothing", order_of_nothing);
	g_test_add_func("/order/waits", order_waits_until_asked);
	g_test_add_func("/order/last-word", order_keeps_the_last_word);
	g_test_add_func("/queue/order", queue_keeps_the_order_and_ends);
	g_test_add_func("/queue/shares", queue_gives_shares);
	g_test_add_func("/queue/room", queue_takes_what_has_room);
	g_test_add_func("/queue/close", queue_lets_go_when_closed);
	return g_test_run();
}
