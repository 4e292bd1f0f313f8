/* SPDX-License-Identifier: MIT */
/*
 * A book, EPUB 3.2 with what readers of EPUB 2 need: one chapter an article. Nothing in it depends on when or where it
 * was made: its date is SOURCE_DATE_EPOCH or that of the newest article, its identifier is made from those of the
 * articles.
 */
#include <errno.h>
#include <glib/gi18n.h>

#include "article/date.h"
#include "export/formats.h"
#include "export/html_body.h"
#include "export/style.h"
#include "source/zip_writer.h"

#define CHAPTER "c%06zu.xhtml"
#define XHTML_HEAD                                                                                                     \
	"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!DOCTYPE html>\n"                                                  \
	"<html xmlns=\"http://www.w3.org/1999/xhtml\" xmlns:epub=\"http://www.idpf.org/2007/ops\""

struct book {
	const struct export_set *set;
	struct zip_writer *zip;
	GString *out; /* of the file that is being made */
	char *title, *identifier;
	int64_t seconds; /* since 1970 */
};

static void append_address(GString *out, const struct subject *subject, size_t place)
{
	(void)subject;
	g_string_append_printf(out, CHAPTER, place + 1);
}

static const struct html_style chapter_style = {1, true, append_address};

/* False where nothing more can be written. */
static bool add(struct book *book, const char *name)
{
	bool added = zip_writer_add(book->zip, name, (struct span){book->out->str, book->out->len}, true);
	g_string_truncate(book->out, 0);
	return added;
}

/* What it is about ------------------------------------------------------------------------------------------------- */

static int64_t newest(const struct export_set *set)
{
	int64_t seconds = 0;
	for (size_t i = 0; i < set->count; i++) {
		struct article article;
		archive_article(set->archive, set->entries[i], &article);
		if (article.date.precision != DATE_NONE)
			seconds = MAX(seconds, article.date.seconds);
	}
	return seconds;
}

static int64_t date_of(const struct export_set *set)
{
	const char *told = g_getenv("SOURCE_DATE_EPOCH");
	gint64 seconds;
	if (told && g_ascii_string_to_signed(told, 10, 0, INT64_C(253402300799), &seconds, NULL))
		return seconds;
	return newest(set);
}

/* A name-based UUID of RFC 9562, version 8: our own way of making it. */
static char *identifier_of(const struct export_set *set)
{
	GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
	char *identifier;
	const char *hex;
	for (size_t i = 0; i < set->count; i++) {
		struct entry entry;
		archive_entry(set->archive, set->entries[i], &entry);
		g_checksum_update(sum, (const guchar *)entry.id.at, (gssize)entry.id.len);
		g_checksum_update(sum, (const guchar *)"\n", 1);
	}
	hex = g_checksum_get_string(sum);
	identifier =
		g_strdup_printf("urn:uuid:%.8s-%.4s-8%.3s-8%.3s-%.12s", hex, hex + 8, hex + 13, hex + 17, hex + 20);
	g_checksum_free(sum);
	return identifier;
}

static char *title_of(const struct export_set *set)
{
	struct subject first;
	GString *out = g_string_new(NULL);
	export_set_subject(set, 0, &first);
	if (set->count == 1)
		html_escape(out, subject_title(&first));
	else
		g_string_append_printf(out, ngettext("%zu article", "%zu articles", set->count), set->count);
	return g_string_free(out, FALSE);
}

/* Files ------------------------------------------------------------------------------------------------------------ */

static void add_container(struct book *book)
{
	g_string_append(book->out,
	                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	                "<container version=\"1.0\" xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\">\n"
	                "<rootfiles><rootfile full-path=\"EPUB/package.opf\""
	                " media-type=\"application/oebps-package+xml\"/></rootfiles>\n</container>\n");
	add(book, "META-INF/container.xml");
}

/* False where there is no room for more. */
static bool add_chapter(struct book *book, size_t index)
{
	struct subject subject;
	char *name = g_strdup_printf("EPUB/" CHAPTER, index + 1);
	export_set_subject(book->set, index, &subject);
	g_string_append(book->out, XHTML_HEAD);
	html_language(book->out, &chapter_style, &subject);
	g_string_append(book->out, ">\n<head>\n<title>");
	html_escape(book->out, subject_title(&subject));
	g_string_append(book->out,
	                "</title>\n<link rel=\"stylesheet\" type=\"text/css\" href=\"style.css\"/>\n</head>\n"
	                "<body>\n");
	html_body(book->out, &subject, &chapter_style);
	g_string_append(book->out, "</body>\n</html>\n");
	bool added = add(book, name);
	g_free(name);
	return added;
}

static void add_navigation(struct book *book)
{
	g_string_append_printf(book->out,
	                       XHTML_HEAD
	                       ">\n<head>\n<title>%s</title>\n</head>\n<body>\n<nav epub:type=\"toc\" id=\"toc\">\n"
	                       "<h1>%s</h1>\n<ol>\n",
	                       book->title, _("Contents"));
	for (size_t i = 0; i < book->set->count; i++) {
		struct subject subject;
		export_set_subject(book->set, i, &subject);
		g_string_append_printf(book->out, "<li><a href=\"" CHAPTER "\"", i + 1);
		html_language(book->out, &chapter_style, &subject);
		g_string_append_c(book->out, '>');
		html_escape(book->out, subject_title(&subject));
		g_string_append(book->out, "</a></li>\n");
	}
	g_string_append(book->out, "</ol>\n</nav>\n</body>\n</html>\n");
	add(book, "EPUB/nav.xhtml");
}

/* The table of contents of EPUB 2. */
static void add_ncx(struct book *book)
{
	g_string_append_printf(book->out,
	                       "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	                       "<ncx xmlns=\"http://www.daisy.org/z3986/2005/ncx/\" version=\"2005-1\">\n<head>\n"
	                       "<meta name=\"dtb:uid\" content=\"%s\"/>\n</head>\n"
	                       "<docTitle><text>%s</text></docTitle>\n<navMap>\n",
	                       book->identifier, book->title);
	for (size_t i = 0; i < book->set->count; i++) {
		struct subject subject;
		export_set_subject(book->set, i, &subject);
		g_string_append_printf(book->out, "<navPoint id=\"n%zu\" playOrder=\"%zu\"><navLabel><text>", i + 1,
		                       i + 1);
		html_escape(book->out, subject_title(&subject));
		g_string_append_printf(book->out, "</text></navLabel><content src=\"" CHAPTER "\"/></navPoint>\n",
		                       i + 1);
	}
	g_string_append(book->out, "</navMap>\n</ncx>\n");
	add(book, "EPUB/toc.ncx");
}

/* The package ------------------------------------------------------------------------------------------------------ */

static void put_element(struct book *book, const char *name, struct span text)
{
	text = span_trim_wide(text);
	if (text.len == 0)
		return;
	g_string_append_printf(book->out, "<dc:%s>", name);
	html_escape(book->out, text);
	g_string_append_printf(book->out, "</dc:%s>\n", name);
}

/* Each language once, in the order in which they come. */
static void put_languages(struct book *book)
{
	GHashTable *told = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
	for (size_t i = 0; i < book->set->count; i++) {
		struct subject subject;
		export_set_subject(book->set, i, &subject);
		if (g_hash_table_add(told, g_strdup(subject_language(&subject))))
			put_element(book, "language", span_of(subject_language(&subject)));
	}
	g_hash_table_unref(told);
}

/* What only a book of one article can say. */
static void put_single(struct book *book)
{
	struct subject subject;
	struct article *article = &subject.article;
	char date[32];
	export_set_subject(book->set, 0, &subject);
	date_write(article->date, date);
	put_element(book, "creator", article_span(article, article->author));
	put_element(book, "publisher", article_span(article, article->source));
	put_element(book, "date", span_of(date));
	put_element(book, "source", article_span(article, article->url));
	for (uint32_t i = 0; i < article->tag_count; i++)
		put_element(book, "subject", article_span(article, article->tags[i]));
}

static void put_metadata(struct book *book)
{
	GDateTime *when = g_date_time_new_from_unix_utc(book->seconds);
	char *modified = when ? g_date_time_format(when, "%Y-%m-%dT%H:%M:%SZ") : g_strdup("1980-01-01T00:00:00Z");
	g_string_append_printf(book->out,
	                       "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	                       "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"3.0\" unique-identifier=\"id\">\n"
	                       "<metadata xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\n"
	                       "<dc:identifier id=\"id\">%s</dc:identifier>\n<dc:title>%s</dc:title>\n",
	                       book->identifier, book->title);
	put_languages(book);
	if (book->set->count == 1)
		put_single(book);
	g_string_append_printf(book->out, "<meta property=\"dcterms:modified\">%s</meta>\n</metadata>\n", modified);
	g_clear_pointer(&when, g_date_time_unref);
	g_free(modified);
}

static void add_package(struct book *book)
{
	put_metadata(book);
	g_string_append(book->out,
	                "<manifest>\n"
	                "<item id=\"nav\" href=\"nav.xhtml\" media-type=\"application/xhtml+xml\" properties=\"nav\"/>\n"
	                "<item id=\"ncx\" href=\"toc.ncx\" media-type=\"application/x-dtbncx+xml\"/>\n"
	                "<item id=\"style\" href=\"style.css\" media-type=\"text/css\"/>\n");
	for (size_t i = 1; i <= book->set->count; i++)
		g_string_append_printf(book->out,
		                       "<item id=\"c%zu\" href=\"" CHAPTER "\" media-type=\"application/xhtml+xml\"/>\n", i, i);
	g_string_append(book->out, "</manifest>\n<spine toc=\"ncx\">\n");
	if (book->set->count > 1)
		g_string_append(book->out, "<itemref idref=\"nav\"/>\n");
	for (size_t i = 1; i <= book->set->count; i++)
		g_string_append_printf(book->out, "<itemref idref=\"c%zu\"/>\n", i);
	g_string_append(book->out, "</spine>\n</package>\n");
	add(book, "EPUB/package.opf");
}

bool epub_write(const struct export_set *set, FILE *out, bool *stopped, char **message)
{
	struct book book = {.set = set, .out = g_string_new(NULL)};
	bool written, goes_on = true;
	book.title = title_of(set);
	book.identifier = identifier_of(set);
	book.seconds = date_of(set);
	book.zip = zip_writer_new(out, book.seconds);
	zip_writer_add(book.zip, "mimetype", SPAN("application/epub+zip"), false);
	add_container(&book);
	g_string_append(book.out, export_style_text);
	add(&book, "EPUB/style.css");
	for (size_t i = 0; i < set->count && goes_on; i++) {
		*stopped = !export_set_goes_on(set, i);
		goes_on = !*stopped && add_chapter(&book, i);
	}
	if (goes_on) {
		add_navigation(&book);
		add_ncx(&book);
		add_package(&book);
	}
	written = zip_writer_finish(book.zip);
	if (!written && errno == EFBIG)
		*message = g_strdup(_("a book cannot have more than 65,535 files or 4 GiB"));
	g_string_free(book.out, TRUE);
	g_free(book.identifier);
	g_free(book.title);
	return written;
}
