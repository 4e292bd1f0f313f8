/* SPDX-License-Identifier: MIT */
#ifndef UI_PANE_RELATED_H
#define UI_PANE_RELATED_H

/*
 * The pane of what leads on from an article: what the article itself lists, by its groups, then what is near it in the
 * archive, the same story apart from what came before and after, each with the reason. It can list the links of the
 * article's text instead, its headings, its copies, or its earlier versions.
 */

#include "archive/archive.h"
#include "page/script.h"
#include "ui/pane.h"

/* The archive is borrowed, and so are the script to show titles in and what knows of copies. */
struct duplicates;
struct pane *related_pane_new(struct archive *archive, const struct writing *writing, struct duplicates *duplicates);

/* Works on what related_pane_show() needs, for about `budget_us` microseconds; true when showing takes no time. */
bool related_pane_prepare(struct pane *pane, unsigned budget_us);

/* Whether that has nothing to do for some milliseconds, for a thread does it; to give up what the thread is at. */
bool related_pane_rests(const struct pane *pane);
void related_pane_stop(struct pane *pane);

/* Shows what an entry lists itself, and how far preparing is. */
void related_pane_wait(struct pane *pane, uint32_t entry);

/* Shows what is related to an entry; ENTRY_NONE: nothing. */
void related_pane_show(struct pane *pane, uint32_t entry);

/* Shows the links of an entry's text. */
void related_pane_show_links(struct pane *pane, uint32_t entry);

/* Shows the headings of an entry's text, and selects the one under which byte `place` of that stands. */
void related_pane_show_outline(struct pane *pane, uint32_t entry, uint32_t place);

/* Shows the copies of an entry; what is not signed yet comes as the pane works. */
void related_pane_show_copies(struct pane *pane, uint32_t entry);

/* A copy, an entry of the archive; or a version of a file, by its number. */
struct related_item {
	uint32_t entry;   /* ENTRY_NONE: a version */
	uint32_t version;
};

/* The copy or version that is selected; the one that was chosen with ACTION_CHOOSE. False where there is none. */
bool related_pane_item(const struct pane *pane, struct related_item *item);
bool related_pane_chosen(const struct pane *pane, struct related_item *item);

/* Shows what became of the file of an entry in its repository; what is not found yet comes as the pane works. */
void related_pane_show_history(struct pane *pane, uint32_t entry);

/* The number of the version that is selected; false where none is. */
bool related_pane_version(const struct pane *pane, uint32_t *number);

/*
 * A version that is shown, read, for article_free(), and what it is called, for g_free(). NULL where it cannot be read:
 * `why` says it, translated, static.
 */
struct article *related_pane_read(struct pane *pane, uint32_t number, char **name, const char **why);

/* True while links, headings, copies or versions are shown. */
bool related_pane_is_asked(const struct pane *pane);

/* The entry whose relations or links are shown; ENTRY_NONE at the start. */
uint32_t related_pane_entry(const struct pane *pane);

#endif
