/* SPDX-License-Identifier: MIT */
/*
 * Versions of one article are a chain: the lookup of ids leads to the newest, from there on the order is any. So adding
 * the thousandth version costs what adding the second did; who asks for all of them gets them sorted.
 * The order is kept sorted while the archive grows: new entries are sorted among themselves and merged in.
 */
#include "archive/catalog.h"

#include <glib.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "archive/lookup.h"
#include "text/utf8.h"

#define NONE UINT32_MAX

struct version {
	uint32_t next;       /* another version of the same article, or NONE */
	uint32_t superseded; /* 1: not the newest */
};

struct catalog {
	struct store *store;
	GArray *versions;  /* of struct version; by entry number */
	struct lookup ids; /* the newest version */
	struct lookup paths;
	struct lookup squeezed; /* paths with white space in them, without it; of several the first in order */
	uint64_t seed;          /* of all lookups: another one each run, so that nobody can prepare collisions */
	GArray *order;          /* of uint32_t: what catalog_order() gives */
	uint32_t ordered;       /* entries below this number have been considered for `order` */
	GString *key;           /* scratch */
};

struct catalog *catalog_new(void)
{
	struct catalog *catalog = g_new0(struct catalog, 1);

	catalog->store = store_new();
	catalog->versions = g_array_new(FALSE, FALSE, sizeof(struct version));
	catalog->order = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	catalog->key = g_string_new(NULL);
	catalog->seed = (uint64_t)g_random_int() << 32 | g_random_int();
	lookup_init(&catalog->ids);
	lookup_init(&catalog->paths);
	lookup_init(&catalog->squeezed);
	return catalog;
}

void catalog_free(struct catalog *catalog)
{
	if (!catalog)
		return;
	store_free(catalog->store);
	g_array_free(catalog->versions, TRUE);
	g_array_free(catalog->order, TRUE);
	g_string_free(catalog->key, TRUE);
	lookup_clear(&catalog->ids);
	lookup_clear(&catalog->paths);
	lookup_clear(&catalog->squeezed);
	g_free(catalog);
}

const struct store *catalog_store(const struct catalog *catalog)
{
	return catalog->store;
}

static struct version *version_of(const struct catalog *catalog, uint32_t number)
{
	return &g_array_index(catalog->versions, struct version, number);
}

/*
 * <0 where `a` is shown before `b`. No two entries are equal, so the order does not depend on which was loaded first.
 */
static int compare(const struct catalog *catalog, uint32_t a, uint32_t b)
{
	const struct row *one = store_row(catalog->store, a), *other = store_row(catalog->store, b);
	bool dated = one->date.precision != DATE_NONE;
	int paths;

	if (dated != (other->date.precision != DATE_NONE))
		return dated ? -1 : 1;
	if (dated && one->date.seconds != other->date.seconds)
		return one->date.seconds > other->date.seconds ? -1 : 1;
	paths = span_compare(store_path(catalog->store, a), store_path(catalog->store, b));
	if (paths)
		return paths;
	if (one->origin != other->origin)
		return one->origin < other->origin ? -1 : 1;
	return a < b ? -1 : a > b;
}

static int compare_numbers(const void *a, const void *b, void *catalog)
{
	return compare(catalog, *(const uint32_t *)a, *(const uint32_t *)b);
}

static uint64_t id_hash(const struct catalog *catalog, struct span id)
{
	return XXH3_64bits_withSeed(id.at, id.len, catalog->seed);
}

static void append_squeezed(GString *out, struct span path)
{
	for (size_t at = 0; at < path.len;) {
		size_t from = at;
		uint32_t code = utf8_next(path, &at);

		if (!code_is_space(code) && !code_is_control(code))
			g_string_append_len(out, path.at + from, (gssize)(at - from));
	}
}

/* The path without white space and controls, as address_clean() would leave it, in the scratch string. */
static struct span squeeze(const struct catalog *catalog, struct span path)
{
	g_string_truncate(catalog->key, 0);
	append_squeezed(catalog->key, path);
	return (struct span){catalog->key->str, catalog->key->len};
}

static uint64_t path_hash(const struct catalog *catalog, uint32_t origin, struct span path)
{
	return XXH3_64bits_withSeed(path.len ? path.at : "", path.len, catalog->seed + origin);
}

static void link_version(struct catalog *catalog, uint32_t number, struct span id)
{
	uint64_t hash = id_hash(catalog, id);
	uint32_t newest = catalog_find_id(catalog, id);

	if (newest == NONE) {
		lookup_put(&catalog->ids, hash, number);
		return;
	}
	if (compare(catalog, number, newest) < 0) {
		version_of(catalog, number)->next = newest;
		version_of(catalog, newest)->superseded = 1;
		lookup_replace(&catalog->ids, hash, newest, number);
		return;
	}
	version_of(catalog, number)->next = version_of(catalog, newest)->next;
	version_of(catalog, number)->superseded = 1;
	version_of(catalog, newest)->next = number;
}

static bool squeezes_to(struct span path, struct span squeezed)
{
	GString *key = g_string_new(NULL);
	bool same;

	append_squeezed(key, path);
	same = span_equal((struct span){key->str, key->len}, squeezed);
	g_string_free(key, TRUE);
	return same;
}

static uint32_t find_squeezed(const struct catalog *catalog, uint32_t origin, struct span squeezed)
{
	struct lookup_walk walk = lookup_walk(&catalog->squeezed, path_hash(catalog, origin, squeezed));
	uint32_t number;

	while ((number = lookup_next(&walk)) != NONE) {
		if (store_row(catalog->store, number)->origin == origin &&
		    squeezes_to(store_path(catalog->store, number), squeezed))
			return number;
	}
	return NONE;
}

static void link_path(struct catalog *catalog, uint32_t number, uint32_t origin, struct span path)
{
	uint32_t same = catalog_find_path(catalog, origin, path);
	struct span squeezed;
	uint64_t hash;

	if (same != NONE)
		return;
	lookup_put(&catalog->paths, path_hash(catalog, origin, path), number);
	squeezed = squeeze(catalog, path);
	if (squeezed.len == path.len)
		return;
	hash = path_hash(catalog, origin, squeezed);
	same = find_squeezed(catalog, origin, squeezed);
	if (same == NONE)
		lookup_put(&catalog->squeezed, hash, number);
	else if (compare(catalog, number, same) < 0)
		lookup_replace(&catalog->squeezed, hash, same, number);
}

uint32_t catalog_add(struct catalog *catalog, const struct label *label, const struct article *article)
{
	static const struct version alone = {NONE, 0};
	uint32_t number = store_add(catalog->store, label, article);

	if (number == NONE)
		return NONE;
	g_array_append_val(catalog->versions, alone);
	link_version(catalog, number, (struct span){label->id, ID_SIZE});
	link_path(catalog, number, label->origin, label->path);
	return number;
}

bool catalog_replace(struct catalog *catalog, uint32_t number, const struct article *article)
{
	return store_replace(catalog->store, number, article);
}

/* Drops the entries that a newer version has taken the place of. */
static void drop_superseded(struct catalog *catalog)
{
	GArray *order = catalog->order;
	guint kept = 0;

	for (guint i = 0; i < order->len; i++) {
		uint32_t number = g_array_index(order, uint32_t, i);

		if (!version_of(catalog, number)->superseded)
			g_array_index(order, uint32_t, kept++) = number;
	}
	g_array_set_size(order, kept);
}

static GArray *sorted_news(const struct catalog *catalog)
{
	GArray *news = g_array_new(FALSE, FALSE, sizeof(uint32_t));

	for (uint32_t number = catalog->ordered; number < store_count(catalog->store); number++) {
		if (!version_of(catalog, number)->superseded)
			g_array_append_val(news, number);
	}
	g_array_sort_with_data(news, compare_numbers, (void *)catalog);
	return news;
}

/* Merges from the end, in place: the order grows by as many as there are news. */
static void merge(struct catalog *catalog, const GArray *news)
{
	GArray *order = catalog->order;
	guint left = order->len, right = news->len;

	g_array_set_size(order, left + right);
	while (right > 0) {
		uint32_t number = g_array_index(news, uint32_t, right - 1);

		if (left > 0 && compare(catalog, g_array_index(order, uint32_t, left - 1), number) > 0) {
			g_array_index(order, uint32_t, left + right - 1) = g_array_index(order, uint32_t, left - 1);
			left--;
		} else {
			g_array_index(order, uint32_t, left + right - 1) = number;
			right--;
		}
	}
}

const uint32_t *catalog_order(struct catalog *catalog, size_t *count)
{
	if (catalog->ordered < store_count(catalog->store)) {
		GArray *news = sorted_news(catalog);

		drop_superseded(catalog);
		merge(catalog, news);
		catalog->ordered = store_count(catalog->store);
		g_array_free(news, TRUE);
	}
	*count = catalog->order->len;
	return (const uint32_t *)(const void *)catalog->order->data;
}

size_t catalog_versions(const struct catalog *catalog, uint32_t number, uint32_t *versions, size_t max)
{
	const struct row *row = store_row(catalog->store, number);
	uint32_t newest = catalog_find_id(catalog, (struct span){row->id, ID_SIZE});
	GArray *all = g_array_new(FALSE, FALSE, sizeof(uint32_t));
	size_t count;

	for (uint32_t at = newest; at != NONE; at = version_of(catalog, at)->next)
		g_array_append_val(all, at);
	g_array_sort_with_data(all, compare_numbers, (void *)catalog);
	count = all->len;
	if (max > 0)
		memcpy(versions, all->data, MIN(count, max) * sizeof(*versions));
	g_array_free(all, TRUE);
	return count;
}

uint32_t catalog_find_id(const struct catalog *catalog, struct span id)
{
	struct lookup_walk walk;
	uint32_t number;

	if (id.len != ID_SIZE)
		return NONE;
	walk = lookup_walk(&catalog->ids, id_hash(catalog, id));
	while ((number = lookup_next(&walk)) != NONE) {
		if (memcmp(store_row(catalog->store, number)->id, id.at, ID_SIZE) == 0)
			return number;
	}
	return NONE;
}

uint32_t catalog_find_path(const struct catalog *catalog, uint32_t origin, struct span path)
{
	struct lookup_walk walk = lookup_walk(&catalog->paths, path_hash(catalog, origin, path));
	uint32_t number;

	while ((number = lookup_next(&walk)) != NONE) {
		if (store_row(catalog->store, number)->origin == origin &&
		    span_equal(store_path(catalog->store, number), path))
			return number;
	}
	return NONE;
}

uint32_t catalog_find_path_like(const struct catalog *catalog, uint32_t origin, struct span path)
{
	uint32_t found = catalog_find_path(catalog, origin, path);

	return found != NONE ? found : find_squeezed(catalog, origin, squeeze(catalog, path));
}
