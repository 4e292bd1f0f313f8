/* SPDX-License-Identifier: MIT */
/* Pictures, and players as links of their own. Nothing is fetched: an address is all that is taken. */
#include "article/html.h"

#include "article/clean.h"

/* What srcset offers first; it may offer the same picture in many sizes. */
static struct span first_source(struct span set)
{
	set = span_trim(set);
	size_t end = 0;
	while (end < set.len && (unsigned char)set.at[end] > ' ')
		end++;
	while (end > 0 && set.at[end - 1] == ',')
		end--;
	return span_cut(set, 0, end);
}

static bool is_address(struct span value)
{
	return value.len > 4 && !span_starts_nocase(value, SPAN("data:")) && value.at[0] != '{' && value.at[0] != '[';
}

/* Pages that load pictures late keep the address beside src, which then has a placeholder. */
static struct span picture_address(const struct attributes *attributes)
{
	static const char *const late[] = {"data-original",  "data-src",          "data-lazy-src",
	                                   "data-actualsrc", "data-original-src", "data-echo",
	                                   "data-lazyload",  "data-url",          NULL};
	static const char *const sets[] = {"srcset", "data-srcset", "data-lazy-srcset", NULL};
	struct span url = attribute_first(attributes, late);
	if (!is_address(url))
		url = span_trim(attribute(attributes, "src"));
	if (!is_address(url))
		url = first_source(attribute_first(attributes, sets));
	return is_address(url) ? url : (struct span){NULL, 0};
}

/* Names of files that show nothing: what fills a space, what is pressed. */
static bool is_filler(struct span url)
{
	static const char *const names[] = {"1px.", "1x1.",  "spacer.", "blank.",   "pixel.", "transparent.", "bttn_",
	                                    "btn_", "icon_", "arrow_",  "loading.", "sprite", "clear.gif"};
	size_t slash = span_find_last(url, SPAN("/"));
	struct span file = slash == SPAN_NONE ? url : span_from(url, slash + 1);
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (span_starts_nocase(file, span_of(names[i])))
			return true;
	return false;
}

/* Pictures that count readers, and icons. */
static bool is_tiny(const struct attributes *attributes)
{
	int width = attribute_number(attributes, "width"), height = attribute_number(attributes, "height");
	return width == 0 || height == 0 || width == 1 || height == 1 ||
	       (width > 0 && height > 0 && width <= 32 && height <= 32);
}

/* A picture that stands for a character of the running text. */
static bool is_emoji(const struct attributes *attributes)
{
	struct span classes = attributes->classes;
	return span_find_nocase(classes, SPAN("emoji")) != SPAN_NONE || span_find(classes, SPAN("smiley")) != SPAN_NONE;
}

void open_picture(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	(void)tag;
	struct span alt = clean_line(html->arena, attribute(attributes, "alt"));
	if (is_emoji(attributes))
		builder_text(html->builder, alt);
	else if (!is_tiny(attributes) && !is_filler(picture_address(attributes)))
		builder_image(html->builder, picture_address(attributes), alt);
}

static struct span keep(struct html *html, struct span s)
{
	return s.len > 0 ? arena_copy(html->arena, s) : (struct span){NULL, 0};
}

static struct span media_title(struct html *html, const struct attributes *attributes)
{
	static const char *const names[] = {"title", "aria-label", NULL};
	return clean_line(html->arena, attribute_first(attributes, names));
}

/* A player is a link of its own with a word of what it leads to. */
static void put_media(struct html *html, const char *word, struct span url, struct span title)
{
	if (url.len == 0)
		return;
	builder_open(html->builder, &(struct element){.role = ROLE_PARAGRAPH});
	builder_link(html->builder, url);
	builder_text(html->builder, SPAN("["));
	builder_text(html->builder, span_of(word));
	builder_text(html->builder, SPAN("] "));
	builder_text(html->builder, title);
	builder_unlink(html->builder);
	builder_close(html->builder, ROLE_PARAGRAPH);
}

void open_media(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	static const char *const names[] = {"src", "data-src", NULL};
	html->media = tag;
	html->media_url = keep(html, attribute_first(attributes, names));
	html->media_title = media_title(html, attributes);
}

void open_source(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	(void)tag;
	if (html->media && html->media_url.len == 0)
		html->media_url = keep(html, attribute(attributes, "src"));
}

void close_media(struct html *html, const struct tag *tag)
{
	if (html->media != tag)
		return;
	html->media = NULL;
	put_media(html, tag->name[0] == 'v' ? "video" : "audio", html->media_url, html->media_title);
}

/* Only frames whose address says that it is a player; others show advertisements and buttons. */
void open_frame(struct html *html, const struct tag *tag, const struct attributes *attributes)
{
	static const char *const names[] = {"src", "data-src", NULL};
	static const struct span signs[] = {{"/embed/", 7}, {"player", 6}, {"video", 5}};
	(void)tag;
	struct span url = attribute_first(attributes, names);
	for (size_t i = 0; i < G_N_ELEMENTS(signs); i++)
		if (span_find_nocase(url, signs[i]) != SPAN_NONE && span_find(url, SPAN("#?secret=")) == SPAN_NONE) {
			put_media(html, "video", url, media_title(html, attributes));
			return;
		}
}
