/* SPDX-License-Identifier: MIT */
/*
 * The words of class names, in one table. Words that also stand on the element around a whole article ("promoted",
 * "newsletters" as a category) are left out or passed over, for a hint on the wrong element costs the article.
 */
#include "article/hints.h"

#include <glib.h>
#include <string.h>

/* Longer words are none of the table's. */
#define WORD_MAX 24
#define SLOTS 1024 /* a power of two, far above the number of words */

struct word {
	const char *text;
	uint32_t hints;
};

static const struct word words[] = {
	{"aboutauthor", HINT_META},
	{"ad", HINT_PROMOTION},
	{"addthis", HINT_SHARE},
	{"addtoany", HINT_SHARE},
	{"ads", HINT_PROMOTION},
	{"adsense", HINT_PROMOTION},
	{"advert", HINT_PROMOTION},
	{"advertisement", HINT_PROMOTION},
	{"advertising", HINT_PROMOTION},
	{"alsoread", HINT_RELATED},
	{"anzeige", HINT_PROMOTION},
	{"artbody", HINT_CONTENT | HINT_ARTICLE},
	{"article", HINT_ARTICLE},
	{"articlebody", HINT_CONTENT | HINT_ARTICLE},
	{"articlecontent", HINT_CONTENT | HINT_ARTICLE},
	{"articlemeta", HINT_META},
	{"articletext", HINT_CONTENT | HINT_ARTICLE},
	{"articletools", HINT_SHARE},
	{"assistivetext", HINT_HIDDEN},
	{"auteur", HINT_AUTHOR},
	{"author", HINT_AUTHOR},
	{"authorbio", HINT_META},
	{"authorbox", HINT_META},
	{"autor", HINT_AUTHOR},
	{"avatar", HINT_META},
	{"barrier", HINT_PROMOTION},
	{"bdshare", HINT_SHARE},
	{"billboard", HINT_PROMOTION},
	{"bio", HINT_AUTHOR},
	{"biography", HINT_AUTHOR},
	{"blog", HINT_ARTICLE},
	{"body", HINT_ARTICLE},
	{"bodycontent", HINT_CONTENT | HINT_ARTICLE},
	{"bodytext", HINT_CONTENT | HINT_ARTICLE},
	{"breadcrumb", HINT_NAVIGATION},
	{"breadcrumbs", HINT_NAVIGATION},
	{"byline", HINT_META},
	{"caption", HINT_CAPTION},
	{"captiontext", HINT_CAPTION},
	{"categories", HINT_META},
	{"catlinks", HINT_META},
	{"comentario", HINT_COMMENT},
	{"comentarios", HINT_COMMENT},
	{"comment", HINT_COMMENT},
	{"commentaire", HINT_COMMENT},
	{"commentaires", HINT_COMMENT},
	{"commenter", HINT_COMMENT},
	{"commentform", HINT_COMMENT},
	{"commentlist", HINT_COMMENT},
	{"comments", HINT_COMMENT},
	{"compartir", HINT_SHARE},
	{"consent", HINT_COOKIE},
	{"content", HINT_ARTICLE},
	{"contentbody", HINT_CONTENT | HINT_ARTICLE},
	{"contributor", HINT_AUTHOR},
	{"cookie", HINT_COOKIE},
	{"cookies", HINT_COOKIE},
	{"copyright", HINT_META},
	{"credit", HINT_CAPTION},
	{"cutline", HINT_CAPTION},
	{"dateline", HINT_META},
	{"discussion", HINT_COMMENT},
	{"disqus", HINT_COMMENT},
	{"donate", HINT_PROMOTION},
	{"donation", HINT_PROMOTION},
	{"elementhidden", HINT_HIDDEN},
	{"elementinvisible", HINT_HIDDEN},
	{"embeddedcontent", HINT_RELATED},
	{"endnotes", HINT_FOOTNOTE},
	{"entry", HINT_ARTICLE},
	{"entryauthor", HINT_META},
	{"entrycontent", HINT_CONTENT | HINT_ARTICLE},
	{"entrymeta", HINT_META},
	{"fblike", HINT_SHARE},
	{"fenxiang", HINT_SHARE},
	{"figcaption", HINT_CAPTION},
	{"figure", HINT_MEDIA},
	{"footer", HINT_NAVIGATION},
	{"footnote", HINT_FOOTNOTE},
	{"footnotes", HINT_FOOTNOTE},
	{"form", HINT_FORM},
	{"gallery", HINT_MEDIA},
	{"gdpr", HINT_COOKIE},
	{"guanggao", HINT_PROMOTION},
	{"headline", HINT_TITLE},
	{"hentry", HINT_ARTICLE},
	{"image", HINT_MEDIA},
	{"imagecredit", HINT_CAPTION},
	{"imagesource", HINT_CAPTION},
	{"imgcaption", HINT_CAPTION},
	{"imgsource", HINT_CAPTION},
	{"interstitial", HINT_PROMOTION},
	{"jiathis", HINT_SHARE},
	{"kanren", HINT_RELATED},
	{"kommentar", HINT_COMMENT},
	{"kommentare", HINT_COMMENT},
	{"masthead", HINT_NAVIGATION},
	{"media", HINT_MEDIA},
	{"menu", HINT_NAVIGATION},
	{"menubar", HINT_NAVIGATION},
	{"meta", HINT_META},
	{"metadata", HINT_META},
	{"metainfo", HINT_META},
	{"metas", HINT_META},
	{"morearticle", HINT_RELATED},
	{"morearticles", HINT_RELATED},
	{"morenews", HINT_RELATED},
	{"morestories", HINT_RELATED},
	{"mostpopular", HINT_RELATED},
	{"mostread", HINT_RELATED},
	{"namebody", HINT_CONTENT | HINT_ARTICLE},
	{"nav", HINT_NAVIGATION},
	{"navbar", HINT_NAVIGATION},
	{"navigation", HINT_NAVIGATION},
	{"newsbody", HINT_CONTENT | HINT_ARTICLE},
	{"newscontent", HINT_CONTENT | HINT_ARTICLE},
	{"newsletter", HINT_PROMOTION},
	{"newstext", HINT_CONTENT | HINT_ARTICLE},
	{"outbrain", HINT_RELATED},
	{"pagenav", HINT_NAVIGATION},
	{"pager", HINT_NAVIGATION},
	{"pageviews", HINT_META},
	{"pagination", HINT_NAVIGATION},
	{"partage", HINT_SHARE},
	{"partager", HINT_SHARE},
	{"paywall", HINT_PROMOTION},
	{"permalink", HINT_META},
	{"photo", HINT_MEDIA},
	{"photocredit", HINT_CAPTION},
	{"pinglun", HINT_COMMENT},
	{"player", HINT_MEDIA},
	{"popular", HINT_RELATED},
	{"popup", HINT_PROMOTION},
	{"post", HINT_ARTICLE},
	{"postauthor", HINT_META},
	{"postbody", HINT_CONTENT | HINT_ARTICLE},
	{"postcontent", HINT_CONTENT | HINT_ARTICLE},
	{"postedon", HINT_META},
	{"postmeta", HINT_META},
	{"posttags", HINT_META},
	{"postviews", HINT_META},
	{"printfriendly", HINT_SHARE},
	{"promo", HINT_PROMOTION},
	{"promotion", HINT_PROMOTION},
	{"pubdate", HINT_META},
	{"publicidad", HINT_PROMOTION},
	{"publicite", HINT_PROMOTION},
	{"publishedon", HINT_META},
	{"qrcode", HINT_SHARE},
	{"readcount", HINT_META},
	{"readingtime", HINT_META},
	{"readmore", HINT_RELATED},
	{"recirc", HINT_RELATED},
	{"recirculation", HINT_RELATED},
	{"recommend", HINT_RELATED},
	{"recommendation", HINT_RELATED},
	{"recommendations", HINT_RELATED},
	{"recommended", HINT_RELATED},
	{"recommends", HINT_RELATED},
	{"referenceditem", HINT_RELATED},
	{"references", HINT_FOOTNOTE},
	{"reflist", HINT_FOOTNOTE},
	{"relacionadas", HINT_RELATED},
	{"relacionados", HINT_RELATED},
	{"related", HINT_RELATED},
	{"relatedarticles", HINT_RELATED},
	{"relatedposts", HINT_RELATED},
	{"replies", HINT_COMMENT},
	{"reply", HINT_COMMENT},
	{"respond", HINT_COMMENT},
	{"screenreader", HINT_HIDDEN},
	{"seealso", HINT_RELATED},
	{"selfpromo", HINT_PROMOTION},
	{"servicelinks", HINT_SHARE},
	{"share", HINT_SHARE},
	{"sharebar", HINT_SHARE},
	{"sharebutton", HINT_SHARE},
	{"sharedaddy", HINT_SHARE},
	{"shares", HINT_SHARE},
	{"sharethis", HINT_SHARE},
	{"sharing", HINT_SHARE},
	{"sidebar", HINT_NAVIGATION},
	{"signup", HINT_PROMOTION},
	{"sitefooter", HINT_NAVIGATION},
	{"siteheader", HINT_NAVIGATION},
	{"skiplink", HINT_NAVIGATION},
	{"social", HINT_SHARE},
	{"sponsor", HINT_PROMOTION},
	{"sponsored", HINT_PROMOTION},
	{"sponsorship", HINT_PROMOTION},
	{"sronly", HINT_HIDDEN},
	{"story", HINT_ARTICLE},
	{"storybody", HINT_CONTENT | HINT_ARTICLE},
	{"storycontent", HINT_CONTENT | HINT_ARTICLE},
	{"submenu", HINT_NAVIGATION},
	{"submitted", HINT_META},
	{"subscribe", HINT_PROMOTION},
	{"subscription", HINT_PROMOTION},
	{"taboola", HINT_RELATED},
	{"tags", HINT_META},
	{"teilen", HINT_SHARE},
	{"text", HINT_ARTICLE},
	{"textcontent", HINT_CONTENT | HINT_ARTICLE},
	{"timestamp", HINT_META},
	{"title", HINT_TITLE},
	{"toolbar", HINT_NAVIGATION},
	{"topbar", HINT_NAVIGATION},
	{"trending", HINT_RELATED},
	{"video", HINT_MEDIA},
	{"viewcount", HINT_META},
	{"visuallyhidden", HINT_HIDDEN},
	{"werbung", HINT_PROMOTION},
	{"wordcount", HINT_META},
	{"xiangguan", HINT_RELATED},
	{"yarpp", HINT_RELATED},
};

/* Where `text` is among the slots, or would be. */
static size_t find_slot(const uint16_t *slots, const char *text)
{
	uint32_t hash = 2166136261u; /* FNV-1a */
	for (const char *at = text; *at; at++)
		hash = (hash ^ (unsigned char)*at) * 16777619u;
	size_t slot = hash % SLOTS;
	while (slots[slot] && strcmp(words[slots[slot] - 1].text, text) != 0)
		slot = (slot + 1) % SLOTS;
	return slot;
}

/* The numbers of the words from 1 by their hashes, 0: free. A constant that is worked out once, whoever asks first. */
static const uint16_t *known_slots(void)
{
	static const uint16_t *known;
	if (g_once_init_enter(&known)) {
		G_STATIC_ASSERT(2 * G_N_ELEMENTS(words) < SLOTS);
		uint16_t *slots = g_new0(uint16_t, SLOTS);
		for (size_t i = 0; i < G_N_ELEMENTS(words); i++)
			slots[find_slot(slots, words[i].text)] = (uint16_t)(i + 1);
		g_once_init_leave(&known, slots);
	}
	return known;
}

static uint32_t look_up(const char *text)
{
	const uint16_t *slots = known_slots();
	size_t number = slots[find_slot(slots, text)];
	return number > 0 ? words[number - 1].hints : 0;
}

/* A word and the one before it in the same name, both in lower case: "post" and "tags" of post-tags. */
struct reading {
	char both[2 * WORD_MAX + 1]; /* the word before, at once followed by this one */
	size_t before, len;          /* bytes of the word before, of both */
	bool skipped;                /* this one is too long */
};

static uint32_t end_word(struct reading *reading)
{
	if (reading->len == reading->before && !reading->skipped)
		return 0;
	uint32_t hints = 0;
	if (!reading->skipped) {
		reading->both[reading->len] = '\0';
		hints = look_up(reading->both + reading->before);
		if (reading->before > 0)
			hints |= look_up(reading->both);
	}
	size_t len = reading->skipped ? 0 : reading->len - reading->before;
	memmove(reading->both, reading->both + reading->before, len);
	reading->before = reading->len = len;
	reading->skipped = false;
	return hints;
}

static bool files_under(struct span name)
{
	return span_starts(name, SPAN("category-")) || span_starts(name, SPAN("tag-")) ||
	       span_starts(name, SPAN("type-")) || span_starts(name, SPAN("has-")) || span_starts(name, SPAN("no-"));
}

static uint32_t hints_of_name(struct span name)
{
	if (files_under(name))
		return 0;
	struct reading reading = {0};
	uint32_t hints = 0;
	bool small = false; /* the letter before was a small one */
	for (size_t i = 0; i < name.len; i++) {
		char c = name.at[i];
		bool capital = c >= 'A' && c <= 'Z';
		bool letter = capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		if (!letter || (capital && small))
			hints |= end_word(&reading);
		small = letter && !capital;
		if (!letter)
			continue;
		if (reading.len - reading.before == WORD_MAX)
			reading.skipped = true;
		else
			reading.both[reading.len++] = (char)(capital ? c + ('a' - 'A') : c);
	}
	return hints | end_word(&reading);
}

uint32_t hints_of(struct span classes)
{
	uint32_t hints = 0;
	size_t from = 0;
	for (size_t i = 0; i <= classes.len; i++) {
		bool blank =
			i == classes.len || classes.at[i] == ' ' || (classes.at[i] >= '\t' && classes.at[i] <= '\r');
		if (!blank)
			continue;
		if (i > from)
			hints |= hints_of_name(span_cut(classes, from, i));
		from = i + 1;
	}
	return hints;
}
