/* SPDX-License-Identifier: MIT */
#ifndef SHELF_SCHEMA_H
#define SHELF_SCHEMA_H

/*
 * The tables of the database. `user_version` counts the steps that have been taken; a step, once released, is never
 * changed: what comes later is one more step.
 */
static const char *const schema_steps[] = {
	"CREATE TABLE article(id TEXT PRIMARY KEY, read INTEGER, read_at INTEGER, star INTEGER, star_at INTEGER,"
	" tags_at INTEGER, note TEXT, note_at INTEGER, place INTEGER, context TEXT, place_at INTEGER,"
	" opened INTEGER) WITHOUT ROWID;"
	"CREATE TABLE tag(article TEXT NOT NULL REFERENCES article(id) ON DELETE CASCADE, name TEXT NOT NULL,"
	" PRIMARY KEY(article, name)) WITHOUT ROWID;"
	"CREATE TABLE search(name TEXT PRIMARY KEY, query TEXT NOT NULL, changed INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE history(query TEXT PRIMARY KEY, changed INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE session(archives TEXT PRIMARY KEY, article TEXT REFERENCES article(id), place INTEGER,"
	" context TEXT, filter TEXT, changed INTEGER NOT NULL) WITHOUT ROWID;",
	("CREATE TABLE mark(letter TEXT PRIMARY KEY, article TEXT NOT NULL REFERENCES article(id), place INTEGER,"
	 " context TEXT, changed INTEGER NOT NULL) WITHOUT ROWID;"),
	"ALTER TABLE session ADD COLUMN query TEXT;",
	"CREATE TABLE size(name TEXT PRIMARY KEY, cells INTEGER NOT NULL, changed INTEGER NOT NULL) WITHOUT ROWID;",
};

/* "jbsh": says that a database is the shelf's. */
#define SCHEMA_APPLICATION 0x6A627368

#endif
