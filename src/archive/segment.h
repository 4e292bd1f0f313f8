/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_SEGMENT_H
#define ARCHIVE_SEGMENT_H

/*
 * A run of entries of one archive and of the documents that they were read from, in tables without a pointer. It grows
 * in memory until it is sealed; from then on nothing in its tables changes, and they may lie in a file (archive/
 * snapshot.h). What changes later is kept beside them, as bits: entries and documents that are not any more what is
 * true.
 *
 * Rows and documents are numbered from 0 in their segment. What lies in a file was written by somebody: every number
 * and offset in it is checked when it is used.
 */

#include <stdbool.h>
#include <stdint.h>

#include "archive/lookup.h"
#include "archive/mapping.h"
#include "archive/pack.h"
#include "archive/table.h"
#include "article/article.h"
#include "base/span.h"
#include "source/source.h"

#define ID_SIZE 16

/* "No such row", "no such document". */
#define ROW_NONE UINT32_MAX

/* An article's arrays, and behind them its title, author, editor, source and address. */
#define ROW_FIELDS (ARTICLE_ARRAYS + 5)

struct row {
	char id[ID_SIZE]; /* hexadecimal digits; not terminated */
	uint64_t pool;    /* in the bytes */
	int64_t seconds;  /* of its date */
	uint32_t pool_len, text_len;
	uint32_t path;    /* in the paths */
	uint32_t runs;    /* the first of its runs */
	uint32_t next;    /* another version of the same article, by row, or ROW_NONE */
	uint32_t lang;    /* in the table of languages */
	uint32_t path_len : 24;
	uint32_t date_from : 8;
	uint16_t fields;  /* bits: which it has; each has a run */
	uint8_t date_precision;
	uint8_t empty; /* without text */
};

#define PATH_MOST ((UINT32_C(1) << 24) - 1) /* bytes; what is called by more is not remembered */

/* Where the elements of an array are in their table; of a title and the like, the slice itself. */
struct run {
	uint32_t first, count;
};

static inline struct date row_date(const struct row *row)
{
	return (struct date){row->seconds, row->date_precision, (uint8_t)row->date_from};
}

/*
 * What became of one file, or of something else that a walk came upon. OUTCOME_GONE: it was there once. OUTCOME_BUNDLE:
 * it holds many articles, each of which is a document of its own with OUTCOME_ITEM; its path is then the file's with a
 * slash behind it, which no file has beside it, its stamp is of its part of the file, and for an inode it has the
 * length of the file's path.
 */
enum outcome { OUTCOME_ARTICLE, OUTCOME_LEFT_OUT, OUTCOME_PROBLEM, OUTCOME_GONE, OUTCOME_BUNDLE, OUTCOME_ITEM };

/* Whether it has an entry. */
static inline bool outcome_is_article(uint32_t outcome)
{
	return outcome == OUTCOME_ARTICLE || outcome == OUTCOME_ITEM;
}

struct document {
	uint64_t path; /* in the paths */
	uint64_t size; /* the stamp; all zero where nothing tells that it is unchanged */
	int64_t mtime_ns;
	uint64_t inode;   /* has_blob: the number in the table of blobs */
	uint64_t content; /* of an article: identity_of_content() */
	uint32_t path_len : 24;
	uint32_t outcome : 7; /* enum outcome */
	uint32_t has_blob : 1;
	uint32_t detail; /* of an article: its row, counted through all of its archive, for it may stand in an
			  * earlier segment. OUTCOME_LEFT_OUT, OUTCOME_PROBLEM: in the table of notes */
};

/* Why a document was left out, or what is wrong with it. */
struct note {
	uint64_t at;       /* bytes: the code and, behind it, the message */
	uint32_t document;
	uint32_t code_len, message_len;
	uint32_t spare;    /* zero */
};

enum segment_table {
	TABLE_ROWS,
	TABLE_RUNS,
	TABLE_BYTES,  /* pools, notes */
	TABLE_PATHS,  /* bytes, too: a look at an archive goes over all of them, so they stand close together */
	TABLE_SHARED, /* bytes, too: strings of many articles. In one chunk */
	TABLE_LANGUAGES,
	TABLE_DOCUMENTS,
	TABLE_LEFT_OUT, /* of struct note */
	TABLE_PROBLEMS, /* the same */
	TABLE_BLOBS,
	TABLE_PARTS, /* one for each array of an article */
	TABLES = TABLE_PARTS + ARTICLE_ARRAYS
};

enum segment_lookup {
	LOOKUP_IDS,      /* the newest version, by row */
	LOOKUP_PATHS,    /* of entries, by row */
	LOOKUP_SQUEEZED, /* paths with white space in them, without it; of several the first in order */
	LOOKUP_DOCUMENTS,
	LOOKUPS
};

struct segment {
	uint32_t first;  /* the number of its first entry */
	uint32_t origin; /* which of the archive's sources it came from */
	uint32_t local;  /* the number of its first entry among those of its archive, */
	uint32_t local_document; /* and that of its first document */
	uint64_t key;    /* its file's name; 0: it has none */
	uint64_t seed;   /* of its lookups: another one for each, so that nobody can prepare collisions */
	bool sealed;
	bool kept;    /* its articles are gone from their archive (archive/kept.h) */
	bool trusted; /* made by this process, or read through and found to be what was written */
	struct table tables[TABLES];
	struct packer *packer;          /* while it grows; NULL before the first article */
	struct intern asides, tags;     /* runs of these, while it grows */
	struct lookup lookups[LOOKUPS];
	struct mapping *mapping; /* the file; NULL: memory alone */
	uint64_t *dead;          /* bits by row: gone, or replaced; NULL: none. Once sealed */
	uint64_t *stale;         /* bits by document: another segment knows better. Atomic; NULL: none */
	uint64_t *seen;          /* bits by document: the walk came upon it. The walk's own while it goes on */
};

/* What there is to say of an article besides itself. */
struct label {
	char id[ID_SIZE];
	struct span path;
	uint32_t origin;
};

/* An empty one, in memory: `first` is the number of its first row in the store, `origin` the archive that it is of. */
struct segment *segment_new(uint32_t origin, uint32_t first);
void segment_free(struct segment *segment); /* NULL is allowed */

/* Nothing is added any more. */
void segment_seal(struct segment *segment);

/* The width of the elements of each table. */
size_t segment_width(enum segment_table table);

/* How many rows it has, gone ones too; how many documents. */
uint32_t segment_rows(const struct segment *segment);
uint32_t segment_documents(const struct segment *segment);

/* Copies an article in; ROW_NONE where the segment is full. */
uint32_t segment_add(struct segment *segment, const struct label *label, const struct article *article);

/*
 * Makes a row known to the lookups, by its id and its path: of versions of one article the newest leads to the others.
 * For one that was just added.
 */
void segment_link(struct segment *segment, uint32_t row);

/* Rows are ordered by this, then by path: newest date first, without a date last. 0 for equal dates. */
int row_compare_dates(const struct row *one, const struct row *other);

/* The rows with this id are a chain: the first one, ROW_NONE where there is none. The chain's end is ROW_NONE, too. */
uint32_t segment_find_id(const struct segment *segment, struct span id);

/* The next row of a chain. A chain from a file may be anything: `*left`, from the number of rows on, ends it. */
uint32_t segment_next(const struct segment *segment, uint32_t row, uint32_t *left);

/* The row with this path that is not dead, or ROW_NONE; and one whose path is that but for its white space. */
uint32_t segment_find_path(const struct segment *segment, struct span path);
uint32_t segment_find_squeezed(const struct segment *segment, struct span path);

/* Another article in the place of a row's; see store_replace(). */
bool segment_replace(struct segment *segment, uint32_t row, const struct article *article);

/* Bytes of a table that holds them; {"", 0} for what is not there. */
struct span segment_bytes(const struct segment *segment, enum segment_table table, uint64_t at, uint32_t len);

/* NULL only for a row that is not there. The second is for what makes rows alone. */
const struct row *segment_row(const struct segment *segment, uint32_t row);
struct row *segment_row_to_change(struct segment *segment, uint32_t row);

/* The path of a row inside its origin, the segment's; "" for a row that is not there. */
struct span segment_path(const struct segment *segment, uint32_t row);

/* An article of nothing where what the file holds is none; the segment's mapping is then broken. */
void segment_article(const struct segment *segment, uint32_t row, struct article *article);

/* The same for whoever reads fields, tags and counts alone: the rest may be anything. */
void segment_facts(const struct segment *segment, uint32_t row, struct article *article);

/* What leads to an article's facts, and they: each lies where the one before says. */
enum segment_want { WANT_ROW, WANT_RUNS, WANT_FACTS, WANTS };

/* Asks the system for that of a row, and does not wait but for what leads there. */
void segment_want(const struct segment *segment, uint32_t row, enum segment_want want);

/* Documents -------------------------------------------------------------------------------------------------------- */

/* What is known of a document that is none of an article's says why (`code`), and what (`message`), or nothing. */
struct document_note {
	struct span code, message;
};

/* Where an article is: its row, counted through all of its archive, and identity_of_content(). */
struct document_article {
	uint32_t local;
	uint64_t content;
};

/* `article` is given for what is one, `note` for what is left out or a problem. */
uint32_t segment_add_document(struct segment *segment, struct span path, const struct stamp *stamp,
			      enum outcome outcome, const struct document_article *article,
			      const struct document_note *note);

/* One that stands for nothing: it keeps the numbers of those behind it. */
void segment_add_nothing(struct segment *segment);

/* {0} for a document that is not there. */
struct document segment_document(const struct segment *segment, uint32_t document);
struct span segment_document_path(const struct segment *segment, const struct document *document);

/* The document of this path that is not stale, or ROW_NONE. */
uint32_t segment_find_document(const struct segment *segment, struct span path);

/* All {NULL, 0} for a document that has none. */
struct document_note segment_note(const struct segment *segment, const struct document *document);

/* What the document's file was when it was read; the blob all zero where it came from no repository. */
struct stamp segment_stamp(const struct segment *segment, const struct document *document);

/* Whether the stamp of a document says that it is what `stamp` says. */
bool segment_is_unchanged(const struct segment *segment, const struct document *document, const struct stamp *stamp);

/* Bits, by row or by document; NULL holds none. Setting may be done beside a thread that asks. --------------------- */

/* So many bits, none of them set; for g_free(). */
uint64_t *bits_new(size_t count);

/* False for every bit of NULL. */
bool bits_test(const uint64_t *bits, uint32_t at);

/* True where it was not set before. */
bool bits_set(uint64_t *bits, uint32_t at);

#endif
