/* SPDX-License-Identifier: MIT */
#ifndef UI_PANE_H
#define UI_PANE_H

/*
 * A pane is a table of operations over its own state. Panes never name each other and reach nothing outside: what they
 * cannot do themselves they hand back as a reaction, and the app acts on it.
 */

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"
#include "ui/action.h"
#include "ui/canvas.h"
#include "ui/keymap.h"

enum reaction_kind {
	REACTION_IGNORED, /* none of this pane's business */
	REACTION_DONE,
	REACTION_OPEN,    /* show `target.entry` in the reader */
	REACTION_FOLLOW,  /* go where `target.url` leads, seen from the entry `target.from` */
	REACTION_PLACE,   /* show `target.entry` in the reader from byte `place` of its text on */
	REACTION_VERSION, /* show the version `place` of the file of the pane's article */
	REACTION_PREVIEW, /* show `target.entry` in the reader and stay; once it shows, its next page */
	REACTION_SAY,     /* show `say` in the status line */
	REACTION_COPY,    /* copy `text` */
	REACTION_QUOTE,   /* copy `text`, and where it stands: `target.entry` */
	REACTION_NARROW,  /* list what `text` means instead of what the list's query means now */
	REACTION_LIST,    /* the same, and go to the list */
	REACTION_FIND,    /* search the archive for `text` */
};

/* What an action is about: an entry of the archive, an address, or both. */
struct target {
	uint32_t entry;  /* or ENTRY_NONE */
	uint32_t from;   /* the entry in which the address stands, or ENTRY_NONE */
	struct span url; /* {NULL, 0} where there is none; borrowed from the archive or the pane */
};

struct reaction {
	enum reaction_kind kind;
	struct target target;
	uint32_t place;
	const char *say; /* translated, static; keys are named as keymap_tell() takes them */
	struct span text; /* borrowed until the pane acts again */
};

enum search_phase {
	SEARCH_BEGIN,  /* remember where one stands */
	SEARCH_TYPE,   /* the query changed: mark its matches and go to the first one from there */
	SEARCH_KEEP,   /* it is settled: stay */
	SEARCH_CANCEL, /* go back to where one stood and forget it */
	SEARCH_DROP,   /* forget it and stay */
};

/* SEARCH_BEYOND: the match lies in another article, and nothing was moved. */
enum search_result { SEARCH_FOUND, SEARCH_WRAPPED, SEARCH_NOTHING, SEARCH_BEYOND };

struct search_state {
	size_t number; /* of the current match, from 1; 0 where one stands on none */
	size_t count;
	bool more;     /* not everything has been looked at yet */
	bool gave_up;  /* an expression reached its limits: matches may be missing */
	const char *wrong; /* why what was typed cannot be searched for, or NULL */
	size_t wrong_at;   /* the number of the character before which it is wrong, from 1 */
};

struct pane;

struct pane_ops {
	void (*free)(struct pane *pane);
	void (*resize)(struct pane *pane, unsigned rows, unsigned columns); /* of its body */
	/* Paints all of `area`, which has the size last given, and puts the hardware cursor where it belongs. */
	void (*draw)(struct pane *pane, struct canvas *canvas, struct rect area, bool focused);
	/*
	 * Makes ready what the next key may show, after all of this one was shown. Takes about as long as draw(). May
	 * be NULL.
	 */
	void (*prepare)(struct pane *pane);
	void (*title)(const struct pane *pane, GString *out);
	void (*position)(struct pane *pane, GString *out); /* "2/5", "45%"; may append nothing */
	/* Does an action; `count` is the number typed before it, 0 for none. */
	struct reaction (*act)(struct pane *pane, enum action action, unsigned count);
	/*
	 * Takes a key before it becomes an action, while the pane asks for letters; false where it does not. May be
	 * NULL.
	 */
	bool (*key)(struct pane *pane, uint32_t key, struct reaction *reaction);
	/*
	 * Selects what stands at a cell of the body, counted from 0; false where nothing does. REACTION_DONE: opening
	 * it is left to ACTION_OPEN. May be NULL.
	 */
	bool (*click)(struct pane *pane, unsigned row, unsigned column, struct reaction *reaction);
	struct target (*target)(const struct pane *pane); /* what is selected or shown */
	uint32_t (*entry)(const struct pane *pane); /* target().entry, which is asked for at each key. May be NULL */
	void (*search)(struct pane *pane, enum search_phase phase, struct span query);
	enum search_result (*step)(struct pane *pane, long by); /* to the next match but `by` - 1; negative: back */
	bool (*matches)(const struct pane *pane, struct search_state *state); /* false where no search is on */
	bool (*work)(struct pane *pane); /* goes on looking for matches; true while more is left. May be NULL */
	bool (*busy)(const struct pane *pane); /* work() has more to do besides matches. May be NULL */
	bool (*choose)(struct pane *pane, uint32_t entry); /* selects an entry; false: it has no row. May be NULL */
	/*
	 * Of panes that list articles, else NULL: how many rows, the entry in one, the row of one (the count: it has
	 * none).
	 */
	size_t (*rows)(const struct pane *pane);
	uint32_t (*entry_at)(const struct pane *pane, size_t row);
	size_t (*row_of)(const struct pane *pane, uint32_t entry);
};

/* The first member of every pane's struct. */
struct pane {
	const struct pane_ops *ops;
	struct keymap *const *keymap; /* the keys in force, to name them; borrowed. NULL: the default ones are named */
};

/* What a text says about keys (keymap_tell()), for g_free(). */
char *pane_tell(const struct pane *pane, enum key_context context, const char *text);

/* Whole seconds since g_get_monotonic_time() gave `began_us`. */
unsigned pane_seconds(int64_t began_us);

#endif
