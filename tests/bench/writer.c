/* SPDX-License-Identifier: MIT */
/*
 * An article is first decided (who, when, where, how long: struct story), then written in its family's shape. What an
 * article says comes from its seed number alone; a copy says what an earlier article says. Lengths are in characters,
 * about.
 */
#include "writer.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#define SOURCES 150
#define MEDIAN_LENGTH 275.0 /* what is written ends with a paragraph and a footer: 400 come out */
#define SPREAD 1.5          /* of the logarithm of the length: 3.1 kB a file, as a real archive of 29,591 has */
#define LONGEST 300000.0
#define FIRST_DAY 1104537600 /* 2005-01-01 */
#define DAYS (20 * 365)
#define NAME_BYTES 90 /* file names are cut titles */

const char *const family_names[FAMILY_COUNT] = {"jekyll", "markdown", "bare", "page", "plain"};
static const unsigned family_shares[FAMILY_COUNT] = {52, 13, 20, 4, 11}; /* per cent */

enum copy { COPY_NONE, COPY_VERSION, COPY_REPRINT, COPY_NEAR };

struct story {
	enum family family;
	enum writing_kind writing;
	enum copy copy;
	struct dice dice; /* of what it says */
	uint64_t source;
	uint64_t address; /* the article whose address it has */
	gint64 seconds;
	uint32_t length;
	GString *title, *author;
};

static uint64_t mix(uint64_t seed, uint64_t index, uint64_t what)
{
	struct dice dice = {seed * 0x2545F4914F6CDD1Du + index * 8 + what};
	dice_roll(&dice);
	return dice_roll(&dice);
}

static struct dice dice_of(const struct writer *writer, uint64_t index, uint64_t what)
{
	return (struct dice){mix(writer->seed, index, what)};
}

/* Deciding --------------------------------------------------------------------------------------------------------- */

static enum family choose_family(const struct writer *writer, struct dice *dice)
{
	for (;;) {
		unsigned share = dice_below(dice, 100);
		for (int family = 0; family < FAMILY_COUNT; family++) {
			if (share < family_shares[family]) {
				if (writer->families >> family & 1)
					return (enum family)family;
				break;
			}
			share -= family_shares[family];
		}
	}
}

static enum writing_kind choose_writing(struct dice *dice)
{
	static const unsigned char shares[WRITING_COUNT] = {42, 28, 8, 6, 16}; /* per cent */
	unsigned share = dice_below(dice, 100);
	int writing = 0;
	while (share >= shares[writing])
		share -= shares[writing++];
	return (enum writing_kind)writing;
}

static uint32_t choose_length(struct dice *dice)
{
	double normal = sqrt(-2 * log(1 - dice_unit(dice))) * cos(2 * G_PI * dice_unit(dice));
	return (uint32_t)CLAMP(MEDIAN_LENGTH * exp(SPREAD * normal), 10, LONGEST);
}

static enum copy choose_copy(uint64_t index, struct dice *dice)
{
	uint32_t number = dice_below(dice, 1000);
	if (index < 10 || number >= 35)
		return COPY_NONE;
	return number < 10 ? COPY_VERSION : number < 25 ? COPY_REPRINT : COPY_NEAR;
}

/* The article whose words `index` has: mostly itself. */
static uint64_t original(const struct writer *writer, uint64_t index, enum copy *copy)
{
	struct dice dice = dice_of(writer, index, 1);
	*copy = choose_copy(index, &dice);
	/* Copies are made within weeks: the original is one of the last few thousand. */
	return *copy == COPY_NONE ? index : index - 1 - dice_below(&dice, (uint32_t)MIN(index, 3000));
}

static void decide(const struct writer *writer, uint64_t index, struct story *story)
{
	uint64_t from = original(writer, index, &story->copy);
	struct dice words = dice_of(writer, from, 2), dice = dice_of(writer, index, 3);
	story->writing = choose_writing(&words);
	story->length = choose_length(&words);
	g_string_truncate(story->title, 0);
	g_string_truncate(story->author, 0);
	prose_title(writer->prose, story->writing, &words, story->title);
	prose_person(writer->prose, story->writing, &words, story->author);
	story->dice = words;
	story->family = choose_family(writer, &dice);
	story->source = mix(writer->seed, story->copy == COPY_VERSION ? from : index, 4) % SOURCES;
	story->address = story->copy == COPY_VERSION ? from : index;
	story->seconds = FIRST_DAY + (gint64)dice_below(&dice, DAYS) * 86400 + dice_below(&dice, 86400);
	if (story->copy == COPY_VERSION)
		prose_word(writer->prose, story->writing, &dice, story->title);
}

/* Pieces ----------------------------------------------------------------------------------------------------------- */

static void append_address(const struct writer *writer, uint64_t index, uint64_t source, GString *out)
{
	uint64_t number = mix(writer->seed, index, 5);
	g_string_append_printf(out, "https://www.paper%03u.example/%s/%04u/%02u/%09u.html", (unsigned)source,
	                       number & 1 ? "world" : "china", 2005 + (unsigned)(number >> 8) % 20,
	                       1 + (unsigned)(number >> 16) % 12, (unsigned)index);
}

/* The address of an article that is near `index`, which may have none of its own. */
static void append_cross_link(const struct writer *writer, uint64_t index, struct dice *dice, GString *out)
{
	uint64_t other = index - MIN(index, dice_below(dice, 2000));
	enum copy copy;
	uint64_t from = original(writer, other, &copy);
	if (copy == COPY_VERSION)
		other = from;
	append_address(writer, other, mix(writer->seed, other, 4) % SOURCES, out);
}

static void append_source(uint64_t source, GString *out)
{
	static const char *const kinds[] = {"日報", "时报", "新聞網", "Times", "通讯社", "週刊", "Review", "電台"};
	g_string_append_printf(out, "第%u%s", (unsigned)source, kinds[source % G_N_ELEMENTS(kinds)]);
}

static void append_time(gint64 seconds, const char *format, GString *out)
{
	GDateTime *time = g_date_time_new_from_unix_utc(seconds);
	char *text = g_date_time_format(time, format);
	g_string_append(out, text);
	g_free(text);
	g_date_time_unref(time);
}

/* Bytes of text that stand for `characters`; a word of Latin letters says what two or three ideographs say. */
static size_t bytes_of(enum writing_kind writing, uint32_t characters)
{
	return (size_t)characters * (writing == WRITING_ENGLISH ? 2 : 3);
}

/* How a family marks up. */
struct markup {
	const char *paragraph, *end;
	const char *heading, *heading_end;
	const char *strong, *strong_end;
	bool html;
};

static const struct markup markups[FAMILY_COUNT] = {
	[FAMILY_JEKYLL] = {"<p>", "</p>", "<h2>", "</h2>", "<strong>", "</strong>", true},
	[FAMILY_BARE] = {"<p>", "</p>\n", "<h3>", "</h3>\n", "<b>", "</b>", true},
	[FAMILY_PAGE] = {"\n      <p>", "</p>", "\n      <h2>", "</h2>", "<strong>", "</strong>", true},
	[FAMILY_MARKDOWN] = {"", "\n\n", "## ", "\n\n", "**", "**", false},
	[FAMILY_PLAIN] = {"", "\n\n", "", "\n\n", "", "", false},
};

static void append_link(const struct writer *writer, const struct story *story, uint64_t index, struct dice *dice,
                        GString *out)
{
	bool html = markups[story->family].html;
	if (story->family == FAMILY_PLAIN)
		return;
	g_string_append(out, html ? "<a href=\"" : "[");
	if (html) {
		append_cross_link(writer, index, dice, out);
		g_string_append(out, "\">");
		prose_word(writer->prose, story->writing, dice, out);
		g_string_append(out, "</a>");
	} else {
		prose_word(writer->prose, story->writing, dice, out);
		g_string_append(out, "](");
		append_cross_link(writer, index, dice, out);
		g_string_append_c(out, ')');
	}
}

static void append_paragraph(const struct writer *writer, const struct story *story, uint64_t index, struct dice *dice,
                             GString *out)
{
	const struct markup *markup = &markups[story->family];
	uint32_t sentences = 2 + dice_below(dice, 4), marked = dice_below(dice, 40);
	g_string_append(out, markup->paragraph);
	for (uint32_t i = 0; i < sentences; i++) {
		if (i == marked)
			g_string_append(out, markup->strong);
		prose_sentence(writer->prose, story->writing, dice, out);
		if (i == marked)
			g_string_append(out, markup->strong_end);
		if (i == 0 && marked % 8 == 7)
			append_link(writer, story, index, dice, out);
	}
	g_string_append(out, markup->end);
}

static void append_body(const struct writer *writer, const struct story *story, uint64_t index, GString *out)
{
	const struct markup *markup = &markups[story->family];
	struct dice dice = story->dice;
	size_t end = out->len + bytes_of(story->writing, story->length);
	for (unsigned paragraphs = 1; out->len < end; paragraphs++) {
		append_paragraph(writer, story, index, &dice, out);
		if (paragraphs % 9 == 0) {
			g_string_append(out, markup->heading);
			prose_title(writer->prose, story->writing, &dice, out);
			g_string_append(out, markup->heading_end);
		}
		if (markup->html && dice_below(&dice, 12) == 0)
			g_string_append_printf(
				out, "<figure><img src=\"/images/%u.jpg\"/><figcaption>©</figcaption></figure>",
				dice_below(&dice, 1000000));
	}
	if (story->copy == COPY_NEAR)
		append_paragraph(writer, story, index, &(struct dice){mix(writer->seed, index, 6)}, out);
}

/* What a source puts under all its articles. */
static void append_footer(const struct writer *writer, const struct story *story, GString *out)
{
	const struct markup *markup = &markups[story->family];
	struct dice dice = {mix(writer->seed, story->source, 7)};
	uint32_t lines = dice_below(&dice, 3);
	for (uint32_t i = 0; i < lines; i++) {
		g_string_append(out, markup->paragraph);
		append_source(story->source, out);
		g_string_append(out, i == 0 ? "：" : " © ");
		prose_sentence(writer->prose, story->source & 1 ? WRITING_SIMPLIFIED : WRITING_TRADITIONAL, &dice, out);
		g_string_append(out, markup->end);
	}
}

static void append_related(const struct writer *writer, const struct story *story, uint64_t index, GString *out)
{
	struct dice dice = dice_of(writer, index, 0);
	if (dice_below(&dice, 6) > 0 || story->family == FAMILY_PLAIN)
		return;
	g_string_append(out, markups[story->family].html ? "<h3>相关阅读</h3><ul>" : "### 相关阅读\n\n");
	for (unsigned i = 0; i < 3; i++) {
		g_string_append(out, markups[story->family].html ? "<li>" : "- ");
		append_link(writer, story, index, &dice, out);
		g_string_append(out, markups[story->family].html ? "</li>" : "\n");
	}
	g_string_append(out, markups[story->family].html ? "</ul>" : "\n");
}

static void append_edition(const struct story *story, unsigned edition, GString *out)
{
	if (edition > 0)
		g_string_append_printf(out, "%s更新第%u次。%s", markups[story->family].paragraph, edition,
		                       markups[story->family].end);
}

static void append_content(const struct writer *writer, const struct story *story, uint64_t index, unsigned edition,
                           GString *out)
{
	append_body(writer, story, index, out);
	append_edition(story, edition, out);
	append_related(writer, story, index, out);
	append_footer(writer, story, out);
}

/* Families --------------------------------------------------------------------------------------------------------- */

static void append_link_line(const struct writer *writer, const struct story *story, GString *out)
{
	g_string_append_printf(out, "[%s](", story->title->str);
	append_address(writer, story->address, story->source, out);
	g_string_append(out, ")\n------\n");
}

static void append_front_matter(const struct writer *writer, const struct story *story, GString *out)
{
	g_string_append_printf(out, "---\nlayout: post\ntitle: \"%s\"\ndate: ", story->title->str);
	append_time(story->seconds, "%Y-%m-%dT%H:%M:%S.000Z", out);
	g_string_append_printf(out, "\nauthor: %s\nfrom: ", story->author->str);
	append_address(writer, story->address, story->source, out);
	g_string_append(out, "\ntags: [ ");
	append_source(story->source, out);
	g_string_append(out, " ]\ncategories: [ ");
	append_source(story->source, out);
	g_string_append(out, " ]\n---\n");
}

static void write_jekyll(const struct writer *writer, const struct story *story, uint64_t index, unsigned edition,
                         GString *out)
{
	append_front_matter(writer, story, out);
	g_string_append_printf(out, "<!--%" G_GINT64_FORMAT "000-->\n", story->seconds);
	if (index % 4 == 0) /* three of four posts have none */
		append_link_line(writer, story, out);
	g_string_append(out, "\n<div>\n");
	append_content(writer, story, index, edition, out);
	g_string_append(out, "\n</div>\n");
}

static void write_markdown(const struct writer *writer, const struct story *story, uint64_t index, unsigned edition,
                           GString *out)
{
	append_front_matter(writer, story, out);
	g_string_append_printf(out, "\n# %s\n\n", story->title->str);
	append_content(writer, story, index, edition, out);
}

static void write_bare(const struct writer *writer, const struct story *story, uint64_t index, unsigned edition,
                       GString *out)
{
	append_link_line(writer, story, out);
	g_string_append(out, "日期：");
	append_time(story->seconds, "%a, %d %b %Y %H:%M:%S +0000", out);
	g_string_append(out, "\n\n");
	append_content(writer, story, index, edition, out);
	g_string_append(out, "<p><em>Feed enhanced by a made-up service</em></p>\n");
}

static void append_menu(const struct writer *writer, const struct story *story, const char *kind, GString *out)
{
	struct dice dice = {mix(writer->seed, story->source, 8)};
	g_string_append_printf(out, "\n  <%s class=\"%s\"><ul>", kind, kind);
	for (unsigned i = 0; i < 24; i++) {
		g_string_append_printf(out, "\n    <li class=\"menu-item menu-item-%u\"><a href=\"/section/%u\">", i,
		                       i);
		prose_word(writer->prose, WRITING_TRADITIONAL, &dice, out);
		g_string_append(out, "</a></li>");
	}
	g_string_append_printf(out, "\n  </ul></%s>", kind);
}

static void write_page(const struct writer *writer, const struct story *story, uint64_t index, unsigned edition,
                       GString *out)
{
	g_string_append_printf(out,
	                       "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n<title>%s</title>\n"
	                       "<meta property=\"article:published_time\" content=\"",
	                       story->title->str);
	append_time(story->seconds, "%Y-%m-%dT%H:%M:%SZ", out);
	g_string_append(out, "\">\n<link rel=\"canonical\" href=\"");
	append_address(writer, story->address, story->source, out);
	g_string_append(out, "\">\n<script>var page = {\"kind\": \"<p>no text</p>\"};</script>\n"
	                     "<style>body { margin: 0 } .menu-item { display: inline }</style>\n</head>\n<body>");
	append_menu(writer, story, "nav", out);
	g_string_append_printf(
		out,
		"\n  <main><article>\n    <h1>%s</h1>\n    <div class=\"byline\">%s</div>\n    <div class=\"content\">",
		story->title->str, story->author->str);
	append_content(writer, story, index, edition, out);
	g_string_append(out, "\n    </div></article></main>");
	append_menu(writer, story, "footer", out);
	g_string_append(out, "\n</body>\n</html>\n");
}

static void write_plain(const struct writer *writer, const struct story *story, uint64_t index, unsigned edition,
                        GString *out)
{
	g_string_append_printf(out, "%s\n\n", story->title->str);
	append_source(story->source, out);
	append_time(story->seconds, " %Y-%m-%d %H:%M\n\n", out);
	append_content(writer, story, index, edition, out);
}

static const struct {
	void (*write)(const struct writer *, const struct story *, uint64_t, unsigned, GString *);
	const char *extension;
} families[FAMILY_COUNT] = {
	[FAMILY_JEKYLL] = {write_jekyll, "md"}, [FAMILY_MARKDOWN] = {write_markdown, "md"},
	[FAMILY_BARE] = {write_bare, "md"},     [FAMILY_PAGE] = {write_page, "html"},
	[FAMILY_PLAIN] = {write_plain, "txt"},
};

static void make_name(const struct story *story, uint64_t index, GString *name)
{
	const char *title = story->title->str;
	size_t bytes = MIN(story->title->len, NAME_BYTES);
	while (bytes > 0 && ((unsigned char)title[bytes] & 0xC0) == 0x80)
		bytes--;
	g_string_truncate(name, 0);
	append_time(story->seconds, "%Y-%m-%d-", name);
	g_string_append_printf(name, "%07u-%.*s.%s", (unsigned)index, (int)bytes, title,
	                       families[story->family].extension);
}

void writer_article(const struct writer *writer, uint64_t index, unsigned edition, GString *name, GString *out)
{
	struct story story = {.title = g_string_new(NULL), .author = g_string_new(NULL)};
	decide(writer, index, &story);
	make_name(&story, index, name);
	g_string_truncate(out, 0);
	families[story.family].write(writer, &story, index, edition, out);
	g_string_free(story.title, TRUE);
	g_string_free(story.author, TRUE);
}
