/* SPDX-License-Identifier: MIT */
#ifndef UI_APP_STATE_H
#define UI_APP_STATE_H

/*
 * What the files of the app share; nobody else includes it.
 *
 *   app.c          the state, messages, effects
 *   app_events.c   events in
 *   app_work.c     what is done behind the keys, and how long the app can rest
 *   app_draw.c     the canvas out
 *   app_settings.c what the settings mean
 *   app_show.c     what the panes show: articles, sheets, what is related; the focus
 *   app_layout.c   how panes share the screen
 *   app_mouse.c    clicks, the wheel, borders that are dragged
 *   app_search.c   the search prompt
 *   app_find.c     searching the archive, limiting the list
 *   app_facets.c   facets and the timeline, and the query that they narrow
 *   app_export.c   articles written to files, given to commands
 *   app_address.c  addresses: followed, opened, copied
 *   app_progress.c what goes on behind the keys, told
 *   app_raw.c      the raw file of an article
 *   app_pictures.c the pictures of an article
 *   app_shelf.c    what is done with articles: read, star, tags, note, undoing it
 *   app_unread.c   the next unread article
 *   app_saved.c    saved searches
 *   app_resume.c   where one was: in each article, when one left, at marks
 *   app_complete.c Tab in prompts
 *   app_compare.c  what is different in two articles, or versions
 *   app_changed.c  what is read changes in its archive
 *   app_command.c  the command line, doing again
 *   app_actions.c  the actions that are the app's own, and what panes ask it to do
 */

#include <glib.h>

#include "archive/archive.h"
#include "config/settings.h"
#include "page/row.h"
#include "page/script.h"
#include "ui/completion.h"
#include "ui/event.h"
#include "ui/frame.h"
#include "ui/gallery.h"
#include "ui/keymap.h"
#include "ui/layout.h"
#include "ui/palette.h"
#include "ui/pane.h"
#include "ui/prompt.h"
#include "ui/question.h"
#include "ui/recall.h"
#include "ui/standing.h"
#include "ui/status.h"
#include "ui/trail.h"
#include "ui/vocabulary.h"

/* The related pane follows the selection when that has rested. */
struct following {
	uint32_t entry; /* what is to be shown */
	bool stale;     /* the pane does not show it yet */
	bool preparing; /* the pane waits for its index */
	int64_t due_ms; /* when it shall */
};

/* The article that is read: whether it counts as read is settled by time, by its end, or by a key. */
struct reading {
	uint32_t entry;
	int64_t due_ms;
	bool settled;
};

/*
 * A flag that is being set on all subjects, or changes that are undone, as many at a time as leave the keys quick. The
 * subjects may have to be gathered first, out of the rows of the list.
 */
struct bulk {
	enum shelf_field field;
	int64_t number;
	size_t row, rows;        /* of the list: the next one to look at, and how many there are */
	guint at;                /* the subject that is next */
	int64_t began_ms;
	bool on;
	bool undoing;
	unsigned steps;          /* how many keys are to be undone, with this one */
	struct shelf_undone undone;
	const char *one, *many;  /* what to say then of one, and of several; static */
};

/* On the way to what is unread. */
struct seeking {
	bool on;
	int by;         /* 1 or -1 */
	unsigned left;  /* unread articles to go */
	size_t row;     /* of the list: the next one to look at */
	uint32_t found; /* the last one that was unread; or ENTRY_NONE */
	int64_t began_ms;
};

/* What searching the archive has to remember. */
struct finding {
	enum pane_id focus; /* where one was before */
	struct visit visit; /* and what was read; no entry where nothing was */
	char *before;       /* the query, or the limit, before it was edited; or NULL */
	guint at;           /* the query of the history that is shown; as many as there are for none */
};

/* What the mouse holds while its button is down. */
enum grabbed { GRABBED_NOTHING, GRABBED_LIST_SIDE, GRABBED_LIST_BELOW, GRABBED_RELATED_SIDE, GRABBED_RELATED_TOP };

struct mouse {
	enum grabbed grabbed;
	unsigned row, column; /* where the button went down, or a border was dragged to */
	int64_t clicked_ms;
	bool clicked;         /* a second click now opens */
};

/* The command line, and what "." does again. */
struct commands {
	struct recall typed;
	bool refused;        /* Enter found something wrong */
	enum action last;
	unsigned last_count;
};

/* What Tab goes through in a prompt. */
struct completing {
	struct completion completion;
	struct vocabulary *vocabulary; /* of the archive */
	uint64_t tags_of;              /* the state of the shelf of which tags were added, and one; 0: none yet */
};

/* What is told at the right of the status line. */
enum going_on {
	GOING_NOTHING,
	GOING_LOADING,
	GOING_CHECKING,
	GOING_INDEXING,
	GOING_NOT_LOADING, /* from here on: it was stopped */
	GOING_NOT_CHECKING,
	GOING_NOT_INDEXING
};

/* What bars and the status line say, written anew for each drawing. */
struct lettering {
	GString *title, *position, *right;
};

struct app {
	struct archive *archive;         /* borrowed */
	struct settings own_settings;    /* what :set changes */
	const struct settings *settings; /* these */
	struct commands commands;
	struct completing completing;
	struct palette palette;
	struct mouse mouse;
	const struct widths *widths;     /* borrowed */
	const struct problems *config_problems; /* borrowed; NULL: none */
	struct index *index;             /* of the texts */
	struct duplicates *duplicates;   /* the signatures of the texts */
	struct standing standing;
	bool shelf_ready;
	char *shelf_problem;             /* why nothing that is done is kept; NULL: it is, as far as is known */
	char *session;                   /* which archives these are; NULL: where one left is not kept */
	bool resuming;                   /* one has not come back yet to where one left */
	int64_t keep_due_ms;             /* when to keep where one is; 0: nothing was done since that was kept */
	struct reading reading;
	GArray *subjects;                /* of uint32_t: the entries that the prompt is about */
	struct bulk bulk;                /* what is being done with them */
	struct seeking seeking;
	GPtrArray *noting;               /* char *: ids of the articles whose note is being written */
	uint32_t chosen_from;            /* the row where choosing began; or ENTRY_NONE */
	char awaiting;                   /* the letter of a mark: to be set (m) or gone to (') */
	struct visit jumped_from;        /* where the last jump began */
	int64_t (*now_ms)(void *clock);
	void *clock;
	struct keymap *keymap;
	struct pane *panes[PANE_COUNT];
	struct pane *list, *finder; /* one of them is panes[PANE_LIST] */
	struct finding finding;

	unsigned rows, columns; /* of the screen */
	unsigned measure;       /* columns of text */
	struct writing writing; /* the script that articles are shown in */
	struct layout layout;
	struct status_drawn status;
	struct lettering lettering;
	enum pane_id focus;
	enum pane_id beside;         /* which pane stands in the place of the related one, PANE_RELATED or behind it */
	bool beside_before;          /* that place showed before the facets or the timeline took it */
	enum pane_id before_related; /* the focus to which closing the pane there returns */
	struct values *values;       /* what can be counted of the articles */
	enum pane_id before_sheet;   /* the same for a sheet */
	bool alone;             /* one pane although there is room */
	enum pane_id before_alone; /* the focus that comes back then */
	bool related_shown;
	enum arrangement arrangement;
	int list_columns, list_rows, related_size; /* by which panes were made larger */

	bool running;
	bool loading;           /* as of the last look */
	enum going_on going_on;
	int64_t going_since_ms;
	size_t going_from, going_found; /* so many files were done then, and seen */
	bool index_stopped; /* by the reader: neither index is built until it goes on */
	bool looking; /* for changes, because the reader asked */
	bool sheet;             /* a sheet lies over what is read */
	bool helping;           /* where that is the help */
	struct trail trail;
	uint32_t told_changed;  /* the entry of which it was told that it is not what the archive has; ENTRY_NONE */
	struct following following;

	unsigned count;         /* digits typed before a key */
	struct keys typed;      /* the beginning of a sequence */
	char *message;          /* in the status line until the next key; NULL for none */
	bool error;             /* it tells of a failure */
	struct prompt *prompt;  /* of a search, or NULL */
	void (*take_prompt)(struct app *app, enum prompt_result result, uint32_t key); /* what it is for */
	char *query;            /* the last one that was kept, or NULL */
	struct recall queries;  /* those that were kept, of all panes */
	struct recall pipes;    /* commands that got the text */
	bool path_refused;      /* Enter found no format in the file's name */
	struct question *question;                               /* or NULL */
	void (*on_yes)(struct app *app, struct span about);      /* what its yes means */
	struct gallery *gallery;         /* the pictures that lie over everything; NULL: none do */
	struct gallery_screen graphics;  /* what the terminal has for them */
	struct chafa *chafa;             /* NULL until there was a picture */
	GQueue effects;         /* of struct effect */
};

/* app.c */

/* The pane in focus; the app's. */
struct pane *app_pane(const struct app *app);

/* Which keys hold in the pane in focus. */
enum key_context app_context(const struct app *app);

/* Shows a message in the status line; it is copied. */
void app_say(struct app *app, const char *message);

/* The same of something that the shelf was given: where nothing is kept, that is said with it. */
void app_say_kept(struct app *app, const char *message);

/* Shows what went wrong. */
void app_fail(struct app *app, const char *message);

/* The same for a text of the program alone, in which keys are named as keymap_tell() takes them. */
void app_tell(struct app *app, const char *text);
void app_tell_failure(struct app *app, const char *text);

/* Hands an effect out; `text` is copied. */
void app_effect(struct app *app, enum effect_kind kind, struct span text);

/*
 * Asks for y or n before anything else happens, in place of what was asked before. Both texts are copied; `on_yes` is
 * called with `about`, and never after another answer.
 */
void app_ask(struct app *app, const char *ask, struct span about, void (*on_yes)(struct app *, struct span));

/* app_settings.c */

/* How the settings want articles to be shown. */
struct page_style app_reader_style(const struct app *app);

/* Own settings were others `before`: panes show what they mean now. */
void app_apply_settings(struct app *app, const struct settings *before);

/* app_work.c */

/* EVENT_TICK and EVENT_NEWS: a portion of what is to be done. */
void app_on_tick(struct app *app, const struct event *event);
void app_on_news(struct app *app, const struct event *event);

/* After every event: whether loading has ended, and what was asked for with ACTION_RELOAD. */
void app_notice_loaded(struct app *app);
void app_notice_looked(struct app *app);

/* app_show.c */

/* Gives every pane its room; to be called when size, focus or what is shown has changed. */
void app_place(struct app *app);

/* Moves the focus; of the panes that share a place, this one shows from now on. */
void app_focus(struct app *app, enum pane_id pane);

/* What is read is left: its place is kept. */
void app_keep_place(struct app *app);

/* Opens an entry in the reader and adds it to the trail; the one that is read already is shown where it was left. */
void app_open(struct app *app, uint32_t entry);

/* Opens an entry at a byte of its text; what is read already stays as it is, and moves. */
void app_open_at(struct app *app, uint32_t entry, uint32_t byte);

/* Loading has ended: what is read may have become shorter. */
void app_renew(struct app *app);

/* Shows what was read before. */
void app_show(struct app *app, const struct visit *visit);

/* Lays a sheet over what is read, or takes it away again. The sheet becomes the reader's. */
void app_show_sheet(struct app *app, struct article *sheet);
void app_show_over(struct app *app, struct pane *over); /* the same for another pane, of which the reader takes care */
void app_close_sheet(struct app *app);

/* The help; and when the keys have changed, those sheets that name them. */
void app_show_help(struct app *app);
void app_renew_help(struct app *app);

/* After anything happened: notices where the selection stands now, and shows what is related once it is due. */
void app_follow_selection(struct app *app);

/* app_layout.c */

/* Another arrangement, and what it is called. */
void app_arrange(struct app *app, unsigned count);

/* The pane in focus takes so many columns or rows more. */
void app_resize(struct app *app, int by);

/*
 * Makes one of the sizes larger; what changes no row (column) of `pane`, for there is no room, is not remembered.
 */
void app_enlarge(struct app *app, int *size, int by, enum pane_id pane, bool rows);

/* The sizes that were kept, and keeping them. */
void app_take_sizes(struct app *app);
void app_keep_sizes(struct app *app);

/* app_mouse.c */

/* What was pressed, dragged, let go or turned, at a cell of the screen. */
void app_mouse(struct app *app, const struct event *event);

/* app_prompt.c */

/* Opens a prompt that holds `text`; `take` gets what comes of each key, and closes it in the end. */
void app_show_prompt(struct app *app, const char *label, struct span text,
                     void (*take)(struct app *app, enum prompt_result result, uint32_t key));
void app_close_prompt(struct app *app);

/* While a prompt is open: a key, or what was pasted. */
void app_prompt_key(struct app *app, uint32_t key);
void app_prompt_paste(struct app *app, struct span text);

/* Up and Down put another of these lines into the prompt; false for any other key, and where there is no other line. */
bool app_recall(struct app *app, struct recall *lines, uint32_t key);

/* app_search.c */

/* Opens the prompt for a search in the pane in focus; what is typed shows at once. */
void app_search(struct app *app);

/* The same for what is given: its first match, or why there is none. */
void app_search_for(struct app *app, struct span text);
/* To the next match (negative: back) in the pane in focus, or else of what was searched for; says why there is none. */
void app_step(struct app *app, long by);

/* "3/17" or, `named`, "match 3/17" while a search is on in the pane; else appends nothing. */
void app_write_matches(const struct pane *pane, bool named, GString *out);

/* What is wrong with what was typed, and where; false where nothing is. */
bool app_write_wrong(const struct pane *pane, GString *out);

/* app_find.c */

/* Searches the archive: the finder comes into the place of the list. */
void app_find(struct app *app);
void app_close_finder(struct app *app);

/* The same for a query that is given. */
void app_find_query(struct app *app, struct span query);
bool app_finding(const struct app *app);

/* Marks in the reader where an entry's text was found; false where there is nothing to mark. */
bool app_mark_found(struct app *app, uint32_t entry);

/* A step beyond the marks of an article: into the next or the last one found. */
void app_step_beyond(struct app *app, long by);

/* Shows an entry and leaves the focus where it is, where both show. */
void app_preview(struct app *app, uint32_t entry);

/* Opens the prompt for the query that the list is limited by. */
void app_limit(struct app *app);

/* Limits the list by a query (ACTION_LIMIT), or searches the archive for it; it is a right one. */
void app_act_on_query(struct app *app, enum action action, struct span query);

/* What stands at the end of the prompt. */
void app_write_note(const struct app *app, GString *out);

/* app_facets.c */

/* Show the facets, the timeline, in the place of the related pane, or take them away again. */
void app_facets(struct app *app, unsigned count);
void app_timeline(struct app *app, unsigned count);

/* One of them is closed: the related pane has its place again. */
void app_close_counting(struct app *app);

/* Articles of the same day in other years. */
void app_this_day(struct app *app, unsigned count);

/* After every event: they count what the list lists now. And when the archive has changed. */
void app_notice_counting(struct app *app);
void app_refresh_counting(struct app *app);

/* The list, or the search that is on, is about another query. */
void app_narrow(struct app *app, struct span query);

/* app_changed.c */

/* Tells once, where what is read has changed in the archive or is gone from it. */
void app_notice_changed(struct app *app);

/* Shows what took the place of what is read, at the same place. */
void app_show_changed(struct app *app);

/* app_command.c */

/* What was typed at prompts before: nothing. app_commands_clear() frees it. */
void app_commands_init(struct app *app);
void app_commands_clear(struct app *app);

/* Opens the command line. */
void app_command(struct app *app);

/* A key that is typed into a prompt: in the command line names are ASCII, whatever the input method makes of them. */
uint32_t app_command_key(const struct app *app, uint32_t key);

/* What stands beside the command line; false where another prompt is open. */
bool app_write_command(const struct app *app, GString *out);

/* Does an action that a person asked for, and remembers it for app_repeat(). */
void app_do(struct app *app, enum action action, unsigned count);
void app_repeat(struct app *app, unsigned count);

/* app_complete.c */

/*
 * A key in a prompt. True where it was Tab, or Shift-Tab: then the text may be another. `fill` says what the text
 * before the insertion point may become. Any other key ends completing.
 */
bool app_complete(struct app *app, enum prompt_result result, uint32_t key,
                  void (*fill)(struct app *app, struct span text, struct completion *completion));

/* What a query may become. */
void app_complete_query(struct app *app, struct span text, struct completion *completion);

/* What the path of a file may become. */
void app_complete_path(struct app *app, struct span text, struct completion *completion);

/* Words are gathered while a prompt is open; true while there are more. */
bool app_gathers(const struct app *app);
void app_gather(struct app *app);

/* What Tab goes through, or else a note that the prompt had no room for, in the row above it. */
void app_draw_completion(const struct app *app, struct canvas *canvas, struct span note);

/* app_compare.c */

/* Compares two of what is chosen, or what is selected with what it is listed for; else lists versions. */
void app_compare(struct app *app, unsigned count);

/* app_address.c */

/* Goes where the address leads: into the archive, or out of the program. */
void app_follow(struct app *app, struct target target);

/* Actions on the address of what is selected or read. */
void app_open_address(struct app *app, unsigned count);
void app_open_copy(struct app *app, unsigned count);
void app_copy_address(struct app *app, unsigned count);
void app_copy_citation(struct app *app, unsigned count);

/* Copies a passage; with title, byline and address of the article that is read, where `quote`. */
void app_copy_text(struct app *app, struct span text, bool quote);

/* app_export.c */

/*
 * Actions: ask for the file, or the command, that the articles go to which app_find_subjects() finds; and show them in
 * the pager, without asking. `count` is unused.
 */
void app_save(struct app *app, unsigned count);
void app_pipe(struct app *app, unsigned count);
void app_view(struct app *app, unsigned count);

/* The same to the file, or for the command, that is given. */
void app_save_to(struct app *app, struct span path);
void app_pipe_to(struct app *app, struct span command);

/* What is wrong with the file's name, while it is asked for; false where another prompt is open. */
bool app_write_path(const struct app *app, GString *out);

/* A path as a shell takes it, with ~ for one's home; for g_free(). */
char *app_path(struct span typed);

/* app_progress.c */

/* After every event: what goes on behind the keys; and how far that is. */
void app_notice_progress(struct app *app);
void app_write_progress(const struct app *app, GString *out);

/* Stops what has been told; false where nothing has. And goes on with it, or looks for changes where all is done. */
bool app_stop_work(struct app *app);
void app_resume_work(struct app *app);

/* app_raw.c */

/* Shows the raw file of an article, or takes it away again. */
void app_raw(struct app *app, unsigned count);

/* `timeout`, or less while the bytes of one are waited for. */
int app_raw_timeout(const struct app *app, int timeout);

/* app_pictures.c */

/* Shows the pictures of an article, the one that is in sight first, or the one counted. */
void app_pictures(struct app *app, unsigned count);

/* While they show: an action, or the mouse; false where it is about something else. */
bool app_pictures_act(struct app *app, enum action action, unsigned count);
bool app_pictures_mouse(struct app *app, const struct event *event);

/* Draws them, where they show: true. */
bool app_draw_pictures(struct app *app, struct canvas *canvas, enum frame_lines lines);

/* On every tick, and how long until the next one is wanted: `timeout` or less. */
void app_pictures_work(struct app *app);
int app_pictures_timeout(const struct app *app, int timeout);

/* What became of the picture that was to be decoded. */
void app_take_picture(struct app *app, const struct event *event);
/* What the terminal has for pictures is known. */
void app_take_graphics(struct app *app, const struct event *event);
/* Frees the pictures and the library that draws them; for app_free(). */
void app_pictures_clear(struct app *app);

/* app_actions.c */

/* An action: the pane in focus is asked first, then the app; what neither does is said. `count`: 0 for none. */
void app_act(struct app *app, enum action action, unsigned count);

/* The entry of which the related pane shall list something; ENTRY_NONE, which is said, where there is none. */
uint32_t app_entry_to_list(struct app *app);

/* Shows articles in a script of the first four, in the settings' words, or says what is missing for it. */
void app_write(struct app *app, enum script script);
void app_react(struct app *app, struct reaction reaction);

#endif
