/* SPDX-License-Identifier: MIT */
/* Paths and items on their way to a worker, and what it made of them on the way to the owner. */
#include "archive/loaded.h"

#include <glib.h>
#include <string.h>

/* The path lies behind the struct. */
struct loaded *loaded_new(uint32_t origin, const char *path)
{
	size_t size = strlen(path) + 1;
	struct loaded *loaded = g_malloc(sizeof(*loaded) + size);
	*loaded = (struct loaded){.origin = origin, .path = (char *)(loaded + 1)};
	memcpy(loaded->path, path, size);
	return loaded;
}

/* An item is called by its file and its key. As a document it lies in the file, where no file can lie. */
struct loaded *loaded_new_item(const struct loaded *document, const struct bundle_item *item)
{
	int len = (int)item->key.len;
	char *path = g_strdup_printf("%s#%.*s", document->path, len, item->key.at);
	struct loaded *loaded = loaded_new(document->origin, path);
	g_free(path);
	loaded->outcome = OUTCOME_ITEM;
	loaded->named = document->named;
	loaded->document = g_strdup_printf("%s/#%.*s", document->path, len, item->key.at);
	loaded->stamp = (struct stamp){
		.size = item->size, .mtime_ns = (int64_t)item->hash, .inode = strlen(document->path)};
	return loaded;
}

void loaded_free(struct loaded *loaded)
{
	if (!loaded)
		return;
	article_free(loaded->article);
	g_free(loaded->message);
	g_free(loaded->bytes);
	g_free(loaded->document);
	g_free(loaded);
}

size_t loaded_weight(const struct loaded *loaded)
{
	return sizeof(*loaded) + (loaded->article ? sizeof(struct article) + loaded->article->pool_len : 0);
}
