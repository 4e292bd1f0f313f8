/* SPDX-License-Identifier: MIT */
#ifndef ARTICLE_HTML_H
#define ARTICLE_HTML_H

/* What the files of the HTML parser share: html.c runs it, html_media.c and html_meta.c do what single tags ask for. */

#include <glib.h>
#include <libxml/HTMLparser.h>
#include <stdbool.h>
#include <stdint.h>

#include "article/builder.h"
#include "article/fields.h"
#include "article/markup.h"
#include "article/standin.h"
#include "base/arena.h"
#include "base/span.h"

/* Open elements that are remembered at most. */
#define HTML_DEPTH 512
#define HTML_HEARD 240 /* bytes that are heard of an author at most */
#define HTML_SEEN 64 /* values of attributes whose meaning is remembered */

struct html;
struct tag;

/* The attributes of the element that is being opened; {NULL, 0} for those that are missing. */
struct attributes {
	const struct attribute *all;
	size_t count;
	struct span classes, itemprop, rel;
	uint32_t hints; /* HINT_* of class, id, role and itemprop */
	bool hide;      /* hidden, display: none, or a class that says so */
	bool author;    /* a class names the author */
};

/* What a tag means when it opens and when it closes; the attributes are valid during the call. */
typedef void tag_open(struct html *html, const struct tag *tag, const struct attributes *attributes);
typedef void tag_close(struct html *html, const struct tag *tag);

struct tag {
	const char *name;
	tag_open *open;   /* NULL: nothing happens */
	tag_close *close; /* NULL: nothing happens */
	int what;         /* enum role or enum mark_kind, where these ask for one */
	bool hides;       /* what stands in it is not shown */
	uint32_t hints;   /* what the tag itself tells, HINT_* */
};

/* An element that is open to the parser. */
struct open {
	const struct tag *tag; /* NULL: unknown, so transparent */
	bool hidden;           /* it or an element around it is */
};

/* What the names of classes tell; a page has the same ones over and over. */
struct seen {
	struct span names;
	uint32_t hints;
	bool author;
};

struct html {
	struct builder *builder;
	struct fields *fields;
	struct arena *arena;
	xmlParserCtxt *parser; /* NULL: the source is read without it */
	struct standins standins;
	struct attribute *attributes; /* of the element that libxml2 begins */
	uint32_t attribute_room;
	struct open *stack; /* HTML_DEPTH + 1, of which `depth` are set */
	int depth;
	struct seen seen[HTML_SEEN];
	GString *caught;         /* text that is not shown but wanted: of a title, of JSON-LD; NULL: none so far */
	bool catching;           /* text goes there */
	const struct tag *media; /* <video> or <audio> that is open */
	struct span media_url;   /* its address, once known */
	struct span media_title;
	struct span source; /* all that is read */
	enum { FRAMES_UNKNOWN, FRAMES_CLOSED, FRAMES_OPEN } frames; /* in it; whether each is closed */
	GString *heard; /* shown text of an element that says it names the author; NULL: none so far */
	int listening;  /* how deep that element stands; 0: none is open */
	size_t unheard; /* bytes shown since the last one ended */
};

/* The value of an attribute; {NULL, 0} where it is missing, {"", 0} where it is empty. */
struct span attribute(const struct attributes *attributes, const char *name);

/* The first of the named attributes (a list that ends with NULL) that says something, trimmed; {NULL, 0}. */
struct span attribute_first(const struct attributes *attributes, const char *const *names);

/* A number at the start of an attribute ("640", "1px"); -1 where there is none. */
int attribute_number(const struct attributes *attributes, const char *name);

/* html_media.c: pictures and players. */
tag_open open_picture, open_media, open_source, open_frame;
tag_close close_media;

/* html_meta.c: what is said about the article: in the head, by times and by names of authors. */
tag_open open_html, open_title, open_script, open_meta, open_link_element, open_time, open_abbreviation;
tag_close close_title, close_script;

/* Whether `classes` say that the element names the author. */
bool html_names_author(struct span classes);

/* Looks whether the element that was just opened names the author or the time; its text is heard till it ends. */
void html_listen(struct html *html, const struct attributes *attributes);

/* The element that was listened to ends. */
void html_stop_listening(struct html *html);

#endif
