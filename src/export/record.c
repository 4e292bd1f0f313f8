/* SPDX-License-Identifier: MIT */
/*
 * The record of an article, member by member in the order in which the manual lists them. What is not known is null;
 * what there is none of is an empty list.
 */
#include "export/record.h"

#include <glib.h>

#include "article/date.h"

#define RECORD_VERSION 1

struct record {
	struct json *json;
	const struct archive *archive;
	uint32_t number;
	struct entry entry;
	struct article article;
};

static void write_slice(const struct record *record, const char *key, struct slice slice)
{
	json_key(record->json, key);
	json_put_text(record->json, article_span(&record->article, slice));
}

static void write_date(struct json *json, struct date date)
{
	char text[32];
	json_key(json, "date");
	date_write(date, text);
	json_put_text(json, date.precision == DATE_NONE ? (struct span){NULL, 0} : span_of(text));
}

static void write_place(struct json *json, const struct entry *entry)
{
	json_key(json, "archive");
	json_put_bytes(json, entry->archive);
	json_key(json, "path");
	json_put_bytes(json, entry->path);
}

/* The id of the entry that an address leads to. */
static void write_target(const struct record *record, struct slice url)
{
	struct span address = article_span(&record->article, url);
	uint32_t target = archive_resolve(record->archive, record->number, address);
	struct entry entry = {.id = {NULL, 0}};
	if (target != ENTRY_NONE)
		archive_entry(record->archive, target, &entry);
	json_key(record->json, "article");
	json_put_text(record->json, entry.id);
}

static void write_version(const struct record *record, uint32_t number)
{
	struct entry entry;
	struct article article;
	archive_entry(record->archive, number, &entry);
	archive_article(record->archive, number, &article);
	json_open_object(record->json);
	write_place(record->json, &entry);
	write_date(record->json, article.date);
	json_close_object(record->json);
}

/* Only where there are several. */
static void write_versions(const struct record *record)
{
	size_t count = archive_versions(record->archive, record->number, NULL, 0);
	uint32_t *versions = g_new(uint32_t, count);
	archive_versions(record->archive, record->number, versions, count);
	json_key(record->json, "versions");
	json_open_array(record->json);
	for (size_t i = 0; count > 1 && i < count; i++)
		write_version(record, versions[i]);
	json_close_array(record->json);
	g_free(versions);
}

static void write_head(const struct record *record)
{
	struct json *json = record->json;
	const struct article *article = &record->article;
	struct span title = article_span(article, article->title);
	json_key(json, "v");
	json_put_integer(json, RECORD_VERSION);
	json_key(json, "id");
	json_put_text(json, record->entry.id);
	write_place(json, &record->entry);
	json_key(json, "title");
	json_put_bytes(json, title.at ? title : record->entry.path);
	write_date(json, article->date);
	json_key(json, "date_from");
	json_put_text(json, span_of(date_from_name(article->date.from)));
	write_slice(record, "author", article->author);
	write_slice(record, "source", article->source);
	write_slice(record, "url", article->url);
	write_versions(record);
}

static void write_tags(const struct record *record)
{
	json_key(record->json, "tags");
	json_open_array(record->json);
	for (uint32_t i = 0; i < record->article.tag_count; i++)
		json_put_text(record->json, article_span(&record->article, record->article.tags[i]));
	json_close_array(record->json);
}

static void write_links(const struct record *record)
{
	const struct article *article = &record->article;
	json_key(record->json, "links");
	json_open_array(record->json);
	for (uint32_t i = 0; i < article->link_count; i++) {
		const struct link *link = &article->links[i];
		json_open_object(record->json);
		json_key(record->json, "text");
		json_put_text(record->json, span_cut(article_text(article), link->from, link->to));
		write_slice(record, "url", link->url);
		write_target(record, link->url);
		json_close_object(record->json);
	}
	json_close_array(record->json);
}

static void write_images(const struct record *record)
{
	json_key(record->json, "images");
	json_open_array(record->json);
	for (uint32_t i = 0; i < record->article.image_count; i++) {
		const struct image *image = &record->article.images[i];
		json_open_object(record->json);
		write_slice(record, "url", image->url);
		write_slice(record, "alt", image->alt);
		write_slice(record, "caption", image->caption);
		json_close_object(record->json);
	}
	json_close_array(record->json);
}

static void write_related(const struct record *record)
{
	json_key(record->json, "related");
	json_open_array(record->json);
	for (uint32_t i = 0; i < record->article.related_count; i++) {
		const struct reference *reference = &record->article.related[i];
		json_open_object(record->json);
		write_slice(record, "title", reference->title);
		write_slice(record, "url", reference->url);
		write_slice(record, "group", reference->group);
		write_target(record, reference->url);
		json_close_object(record->json);
	}
	json_close_array(record->json);
}

static void write_warnings(const struct record *record)
{
	json_key(record->json, "warnings");
	json_open_array(record->json);
	for (uint32_t i = 0; i < record->article.warning_count; i++) {
		const struct warning *warning = &record->article.warnings[i];
		json_open_object(record->json);
		write_slice(record, "code", warning->code);
		write_slice(record, "message", warning->message);
		json_key(record->json, "line");
		if (warning->line > 0)
			json_put_integer(record->json, warning->line);
		else
			json_put_null(record->json);
		json_close_object(record->json);
	}
	json_close_array(record->json);
}

/* What was set aside, in the order in which it stood. */
static void write_asides(const struct record *record)
{
	json_key(record->json, "asides");
	json_open_array(record->json);
	for (uint32_t i = 0; i < record->article.aside_count; i++) {
		const struct aside *aside = &record->article.asides[i];
		json_open_object(record->json);
		json_key(record->json, "reason");
		json_put_text(record->json, span_of(aside_reason_name(aside->reason)));
		write_slice(record, "text", aside->text);
		json_close_object(record->json);
	}
	json_close_array(record->json);
}

void record_write(struct json *json, const struct archive *archive, uint32_t entry, unsigned parts)
{
	struct record record = {.json = json, .archive = archive, .number = entry};
	archive_entry(archive, entry, &record.entry);
	archive_article(archive, entry, &record.article);
	write_head(&record);
	write_tags(&record);
	json_key(json, "lang");
	json_put_text(json, *record.article.lang ? span_of(record.article.lang) : (struct span){NULL, 0});
	if (parts & RECORD_TEXT) {
		json_key(json, "text");
		json_put_text(json, article_text(&record.article));
		write_links(&record);
		write_images(&record);
	}
	write_related(&record);
	write_warnings(&record);
	if (parts & RECORD_ASIDES)
		write_asides(&record);
}

void record_line(GString *out, const struct archive *archive, uint32_t entry, unsigned parts)
{
	struct json json = json_begin(out);
	json_open_object(&json);
	record_write(&json, archive, entry, parts);
	json_close_object(&json);
	g_string_append_c(out, '\n');
}
