/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_ARCHIVE_H
#define ARCHIVE_ARCHIVE_H

/*
 * An archive is what was named on the command line, loaded: entries numbered from 0, each an article and where it came
 * from. Workers read and parse; the thread that owns the archive takes what they finished in archive_poll() and nobody
 * else ever touches the store. Numbers stay the same while the archive is open; the order does not.
 *
 * Once all is read, what the articles of an archive repeat at their ends is set aside (archive/repeat.h): an article
 * may become shorter then, for the last time. All else of it stays. Then a snapshot is written, if there is a place for
 * one. Where there is a snapshot, its entries are there at once, and what has changed since is looked for behind: what
 * is new comes, and what is gone or has changed keeps its number and its article, but is shown no more.
 *
 * The archive owns every byte of every article until it is closed; views handed out by archive_article() and
 * archive_entry() borrow them and stay valid and what they were until then.
 */

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "archive/listing.h"
#include "article/article.h"
#include "base/problem.h"
#include "base/span.h"

struct archive;

/* "No such entry." */
#define ENTRY_NONE UINT32_MAX

struct entry {
	struct span id;      /* stable over runs: from the canonical address, else from archive and path */
	struct span archive; /* its name; {NULL, 0} for a file that was named by itself */
	struct span path;    /* inside the archive, or as it was named; bytes, not always UTF-8 */
	bool empty;          /* an article without text */
	bool gone;           /* not in the archive any more, or not as it is here */
	bool kept;           /* gone from the archive, but kept, and shown */
	bool added;          /* it was not there when the archive was looked at before */
};

struct left_out {
	struct span archive, path; /* as in struct entry */
	const char *reason;        /* a stable word */
};

struct archive_progress {
	size_t found; /* files seen so far */
	size_t done;  /* of these, read and parsed or left out */
	bool loading;  /* not all files are read yet, or articles being shortened */
	bool checking; /* not all that is known already is compared with what is there */
	bool stopped;  /* by archive_stop(): neither goes on */
	bool reading;  /* not all that came from files is read through yet: each article is checked when asked for */
};

/* What the last look at all archives has found; what it came upon without any snapshot counts as added. */
struct archive_changes {
	size_t added, changed, gone; /* articles */
	size_t read, unchanged;      /* documents: read and parsed, or known and left alone */
};

/* What somebody says of a path that is opened. All zero: nothing. */
struct archive_saying {
	const char *name; /* of the archive, instead of its own: ids begin from it; NULL */
	/* Which entries there are: what is not kept goes when all is read. NULL: all. */
	bool (*keeps)(void *data, const struct archive *archive, uint32_t entry);
	void *data;
	const char *key; /* stands for what is kept: a snapshot holds under another one; NULL */
};

/* How archives are opened. All zero: nothing is read but the archives, and nothing written. */
struct archive_options {
	/* One for each path, borrowed until `closed` is called; NULL. Of files by themselves nothing can be said. */
	const struct archive_saying *sayings;
	void (*closed)(void *data); /* when the archive is closed; NULL */
	void *data;
	const char *cache; /* the folder for snapshots, made where it is missing; NULL: there are none. Copied */
	const char *kept;  /* where articles are kept that are gone from a folder, copied; NULL: they are not */
	bool nested;       /* read archive files that lie in archive files, too */
	bool follow;       /* look again whenever something changes in a folder, as far as the system tells */
};

/*
 * Opens folders and files and begins to load them; returns at once. A folder is an archive named after itself; a file
 * by itself belongs to none and is shown whatever it holds. "-" reads standard input. What cannot be opened becomes a
 * problem in archive_problems(). Never NULL.
 */
struct archive *archive_open(const char *const *paths, size_t count);

/* The same, with options. */
struct archive *archive_open_with(const char *const *paths, size_t count, const struct archive_options *options);

/*
 * What lies in a mapped file may be lost while it is read: zeros take its place, and it is read anew. Whoever installs
 * a handler of SIGBUS calls this afterwards; what is not ours still reaches that handler.
 */
void archive_guard(void);

/*
 * Stops the workers and frees everything. A snapshot that is not yet written is given up, unless archive_wait() was
 * called: then it is finished first. Whoever would rather not lose it polls while archive_is_keeping(). NULL is
 * allowed.
 */
void archive_close(struct archive *archive);

/* A file descriptor that polls readable while there is something to take with archive_poll(). */
int archive_fd(const struct archive *archive);

/*
 * Takes what the workers finished, for about `budget_us` microseconds at most (0: all of it). True when anything
 * changed.
 */
bool archive_poll(struct archive *archive, unsigned budget_us);

/* Loads to the end: all that is there is known then, and what came from a snapshot was read through. */
void archive_wait(struct archive *archive);

/* The same; `tell` is called about every `every_ms` milliseconds. */
void archive_wait_telling(struct archive *archive, int every_ms,
                          void (*tell)(void *data, const struct archive *archive), void *data);

/* True while all that was read of an archive is being prepared for, or written to, its snapshot. */
bool archive_is_keeping(const struct archive *archive);

/*
 * Waits for that; `tell` (or NULL) is called about every `every_ms` milliseconds. False where a snapshot was to be
 * written and could not be.
 */
bool archive_wait_kept(struct archive *archive, int every_ms, void (*tell)(void *data, const struct archive *archive),
                       void *data);

/* About what part of the file that is being written there is, 0 to 100. */
unsigned archive_kept_percent(const struct archive *archive);

/*
 * Looks for changes, beginning with the next poll; nothing happens where that is going on. What was stopped goes on,
 * and reads nothing again that it has read.
 */
void archive_look(struct archive *archive);

/*
 * Stops loading and looking for changes, soon: what is being read at the moment still comes. What is known stays,
 * nothing that was not seen yet is taken for gone, and of what was not loaded whole no snapshot is written; until
 * archive_look() or archive_wait() goes on. False where nothing is going on.
 */
bool archive_stop(struct archive *archive);

/* What the last look found, so far: it is complete when nothing is loaded or checked any more. */
struct archive_changes archive_changes(const struct archive *archive);

/* How far that is; one look at the flags tells whether anything is going on. */
struct archive_progress archive_progress(const struct archive *archive);

/* How many archives are open; files by themselves, if there are any, are one together. */
size_t archive_archives(const struct archive *archive);

/* Entries, those among them that are older versions of another one too. */
size_t archive_count(const struct archive *archive);

/*
 * What is shown: the newest versions only, newest date first, those without a date last, then by path. How many there
 * are, and which entry stands at a row below that count: both cost nothing, however many come or go meanwhile.
 */
size_t archive_shown(const struct archive *archive);
uint32_t archive_at(const struct archive *archive, size_t row);

/* The row of an entry; of one that is not shown, where it would stand. */
size_t archive_row(const struct archive *archive, uint32_t number);

/* Whether an entry has a row: the newest version, not gone, not replaced. */
bool archive_is_shown(const struct archive *archive, uint32_t number);

/* All rows at once, which costs what there are of them after each change. Valid until the next poll. */
const uint32_t *archive_order(const struct archive *archive, size_t *count);

/* The same for who holds them longer: a new reference, for listing_unref(). */
struct listing *archive_listing(const struct archive *archive);

/* What is known of an entry, and its article: `number` is below archive_count(). The views stay as told above. */
void archive_entry(const struct archive *archive, uint32_t number, struct entry *entry);
void archive_article(const struct archive *archive, uint32_t number, struct article *article);

/*
 * The same for whoever reads its fields, its tags and how long its lists are, and nothing else: no text is looked at.
 */
void archive_facts(const struct archive *archive, uint32_t number, struct article *article);

/*
 * Asks the system for the fields of several entries at once: where they are in a file and not in memory, a disk takes
 * hardly longer for all of them than for one. Waits for what leads to them.
 */
void archive_want(const struct archive *archive, const uint32_t *numbers, size_t count);

/* The name of the archive that an entry is of; "" for a file by itself. */
struct span archive_name(const struct archive *archive, uint32_t number);

/* The article's date alone, which takes a fraction of that. */
struct date archive_date(const struct archive *archive, uint32_t number);

/* The entry will be asked for soon: memory is told. For whoever asks for many that stand far from one another. */
void archive_expect(const struct archive *archive, uint32_t number);

/*
 * All entries with the address of `number`, newest first, itself among them; writes at most `max`, gives how many there
 * are.
 */
size_t archive_versions(const struct archive *archive, uint32_t number, uint32_t *versions, size_t max);

/*
 * What became of the file of an entry in the repository where it lies (archive/history.h), for history_free(); NULL
 * where it lies in none.
 */
struct history;
struct history *archive_history(const struct archive *archive, uint32_t number);

/* The bytes from which an entry was read, as they lie in its archive now (archive/raw.h), for raw_end(). Never NULL. */
struct raw;
struct raw *archive_raw(const struct archive *archive, uint32_t number);

/* The bytes of a picture that an entry names, where it lies in its archive (source/fetch.h), for fetch_free(). */
struct fetch;
struct fetch *archive_picture(const struct archive *archive, uint32_t number, struct span url);

/* The newest version of `number`: mostly itself, and itself where none is left. */
uint32_t archive_newest(const struct archive *archive, uint32_t number);

/* The entry with this id, with this path (inside its archive, or as named), or ENTRY_NONE. */
uint32_t archive_find_id(const struct archive *archive, struct span id);
uint32_t archive_find_path(const struct archive *archive, struct span path);

/* The entry that was read from this file, by whatever way the file is named here, or ENTRY_NONE. */
uint32_t archive_find_file(const struct archive *archive, const char *file);

/*
 * The entry that an address leads to: its canonical form, a relative path seen from the entry `from`, or a path of the
 * site seen from that article's own address; percent-encoded or not. The newest version of what it leads to, which may
 * be the entry's own; ENTRY_NONE where it leads out of the archive. `from` may be ENTRY_NONE.
 */
uint32_t archive_resolve(const struct archive *archive, uint32_t from, struct span url);

/* Files that could not be read, links that were not followed; by path once nothing loads any more. */
const struct problems *archive_problems(const struct archive *archive);

/* How many of the paths given to archive_open() could not be read at all; final when nothing loads any more. */
size_t archive_refused(const struct archive *archive);

/* Files that are no articles, and why; by path once nothing loads any more. `index` below the count. */
size_t archive_left_out_count(const struct archive *archive);
struct left_out archive_left_out(const struct archive *archive, size_t index);

/*
 * Segments: runs of entries that came at one time, in the order of their numbers. What is made of the articles of a
 * sealed one holds for good, but that some of its entries may not be shown any more; it can be kept beside the
 * snapshot.
 */
struct archive_segment {
	uint32_t first, count;
	uint64_t key; /* the same in every run for what is the same; 0: not kept, or not yet */
	bool sealed;  /* its articles change no more */
};

/* Writes at most `max`, gives how many there are. */
size_t archive_segments(const struct archive *archive, struct archive_segment *segments, size_t max);

/*
 * What was kept under this name and version beside the segment with this key; {NULL, 0}: nothing. Valid until the
 * archive is closed. Nothing of it is read: whoever reads it checks it.
 */
struct span archive_section(struct archive *archive, uint64_t key, const char *name, uint32_t version);

/*
 * Where cache_section_write() (archive/cache.h), which any thread may call until the archive is closed, keeps what is
 * made of a segment; NULL: nowhere.
 */
struct cache;
const struct cache *archive_section_place(const struct archive *archive, uint64_t key);

#endif
