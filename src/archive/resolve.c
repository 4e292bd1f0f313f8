/* SPDX-License-Identifier: MIT */
/*
 * Where a link of an article leads inside the archive. An address of the web is looked up in its canonical form.
 * Anything else is first taken for a path, seen from the article's folder, and then seen from the article's own
 * address, for a site's links were written to be read on that site. Names of files hold '#', '?', '%' and backslashes,
 * so the whole reference is tried before any of it is taken for syntax, and a backslash never is.
 */
#include "archive/resolve.h"

#include <glib.h>
#include <limits.h>
#include <string.h>

#include "archive/identity.h"
#include "article/address.h"
#include "article/article.h"
#include "source/reference.h"

#define NONE UINT32_MAX

/* Bytes: no path is longer, even with every byte of it percent-encoded. */
#define LONGEST_REFERENCE ((size_t)3 * PATH_MAX)

/* What a reference may leave out of the name of the file that it means. */
static const char *const endings[] = {"", ".md", ".markdown", ".html", ".htm", ".txt", "/index.md", "/index.html"};

/* Where a reference may end before its end. */
struct cut {
	char at;
	bool last;
};

static const struct cut cuts[] = {{'#', true}, {'#', false}, {'?', false}};

struct question {
	const struct catalog *catalog;
	uint32_t origin;
	struct span folder; /* of the article that asks; "" for the top */
	GString *path;      /* scratch */
};

/* Writes the path that `reference` means into the scratch string, without "." and "..". */
static bool walk_path(const struct question *question, struct span reference)
{
	g_string_truncate(question->path, 0);
	if (!span_starts(reference, SPAN("/")))
		g_string_append_len(question->path, question->folder.at, (gssize)question->folder.len);
	return reference_walk(question->path, reference, true) && question->path->len > 0;
}

static uint32_t find_plain(const struct question *question, struct span reference)
{
	gsize len;
	if (!walk_path(question, reference))
		return NONE;
	len = question->path->len;
	for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
		struct span path;
		uint32_t found;
		g_string_truncate(question->path, len);
		g_string_append(question->path, endings[i]);
		path = (struct span){question->path->str, question->path->len};
		found = catalog_find_path_like(question->catalog, question->origin, path);
		if (found != NONE)
			return found;
	}
	return NONE;
}

/* As it stands, then with %XX decoded. What is no proper encoding is no encoding at all. */
static uint32_t find_decoded(const struct question *question, struct span reference)
{
	uint32_t found = find_plain(question, reference);
	GBytes *decoded;
	if (found != NONE || !memchr(reference.at, '%', reference.len))
		return found;
	decoded = g_uri_unescape_bytes(reference.at, (gssize)reference.len, NULL, NULL);
	if (decoded) {
		struct span plain;
		plain.at = g_bytes_get_data(decoded, &plain.len);
		found = find_plain(question, plain);
		g_bytes_unref(decoded);
	}
	return found;
}

static uint32_t find_reference(const struct question *question, struct span reference)
{
	uint32_t found = find_decoded(question, reference);
	for (size_t i = 0; found == NONE && i < G_N_ELEMENTS(cuts); i++) {
		const void *at = cuts[i].last ? memrchr(reference.at, cuts[i].at, reference.len)
		                              : memchr(reference.at, cuts[i].at, reference.len);
		if (at && at != reference.at)
			found = find_decoded(question,
			                     span_cut(reference, 0, (size_t)((const char *)at - reference.at)));
	}
	return found;
}

static uint32_t find_as_path(const struct catalog *catalog, uint32_t from, struct span reference)
{
	const struct store *store = catalog_store(catalog);
	struct question question = {
		.catalog = catalog,
		.origin = store_origin(store, from),
		.folder = reference_folder(store_path(store, from)),
		.path = g_string_new(NULL),
	};
	uint32_t found = reference.len <= LONGEST_REFERENCE ? find_reference(&question, reference) : NONE;
	g_string_free(question.path, TRUE);
	return found;
}

static uint32_t find_as_address(const struct catalog *catalog, struct arena *scratch, struct span url)
{
	char id[ID_SIZE];
	if (!identity_of_address(scratch, url, id))
		return NONE;
	return catalog_find_id(catalog, (struct span){id, ID_SIZE});
}

/* The reference seen from the address of the article that holds it. */
static uint32_t find_from_own_address(const struct catalog *catalog, struct arena *scratch, uint32_t from,
                                      struct span reference)
{
	struct article article;
	struct span base;
	store_article(catalog_store(catalog), from, &article);
	base = article_span(&article, article.url);
	if (base.len == 0)
		return NONE;
	return find_as_address(catalog, scratch, address_resolve(scratch, base, reference));
}

static uint32_t find(const struct catalog *catalog, struct arena *scratch, uint32_t from, struct span url)
{
	bool from_site = span_starts(url, SPAN("/"));
	uint32_t found = NONE;
	if (address_is_web(url))
		return find_as_address(catalog, scratch, url);
	if (from == NONE)
		return NONE;
	if (from_site)
		found = find_from_own_address(catalog, scratch, from, url);
	if (found == NONE)
		found = find_as_path(catalog, from, url);
	if (found == NONE && !from_site)
		found = find_from_own_address(catalog, scratch, from, url);
	return found;
}

uint32_t resolve_address(const struct catalog *catalog, struct arena *scratch, uint32_t from, struct span url)
{
	const struct store *store = catalog_store(catalog);
	uint32_t found;
	if (url.len == 0)
		return NONE;
	found = find(catalog, scratch, from, url);
	arena_reset(scratch);
	if (found == NONE)
		return NONE;
	return catalog_find_id(catalog, (struct span){store_row(store, found)->id, ID_SIZE});
}
