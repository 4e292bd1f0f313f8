/* SPDX-License-Identifier: MIT */
/*
 * One thread has the connection: it opens the database, reads all of it, then writes what is put into the queue, and
 * looks now and then whether another instance has written. Everything that is written is a row of the table below: the
 * statements that each kind of change runs, with its values as ?1 key, ?2 number, ?3 changed, ?4 text, ?5 more, ?6
 * extra, ?7 query.
 */
#include "shelf/disk.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <sqlite3.h>

#include "shelf/disk_read.h"
#include "shelf/schema.h"

enum {
	WAIT_MS = 2000,      /* how long another instance may keep us waiting in one go */
	BATCH_MOST = 10000,  /* changes of one transaction: others have to wait for it */
	STATEMENTS_MOST = 3, /* of one change */
	BEHIND = 50000,      /* changes that wait: who makes very many does it no faster than they are written */
	TRIES = 10,
	LOOK_MS = 1000,      /* how often to look for what others wrote */
	LATER_MS = 60000,    /* what others write may have been queued with them for so long */
	LATE_MOST = 5,       /* times that one waits so long at the end of the program */
	FOLDER_MODE = 0700,
	FILE_MODE = 0600,
};

/* One statement, for marking a whole archive as read writes a row an article. */
#define SET_ARTICLE(names, values, updates)                                                                            \
	"INSERT INTO article(id, " names ") VALUES(?1, " values ") ON CONFLICT(id) DO UPDATE SET " updates
#define ENSURE_OTHER "INSERT OR IGNORE INTO article(id) SELECT ?4 WHERE ?4 IS NOT NULL"
#define ITEM(kind) [DISK_ITEM + (kind)]
#define DROP(kind) [DISK_ITEM + DISK_DROP + (kind)]

static const char *const writings[DISK_WHATS][STATEMENTS_MOST] = {
	[SHELF_READ] = {SET_ARTICLE("read, read_at", "?2, ?3", "read=?2, read_at=?3")},
	[SHELF_STAR] = {SET_ARTICLE("star, star_at", "?2, ?3", "star=?2, star_at=?3")},
	[SHELF_TAGS] =
		{SET_ARTICLE("tags_at", "?3", "tags_at=?3"), "DELETE FROM tag WHERE article=?1",
		 "WITH RECURSIVE line(name, rest) AS (SELECT NULL, ?4 || char(10) WHERE ?4 <> '' UNION ALL"
		 " SELECT substr(rest, 1, instr(rest, char(10)) - 1), substr(rest, instr(rest, char(10)) + 1)"
		 " FROM line WHERE rest <> '') INSERT OR IGNORE INTO tag SELECT ?1, name FROM line WHERE name <> ''"},
	[SHELF_NOTE] = {SET_ARTICLE("note, note_at", "?4, ?3", "note=?4, note_at=?3")},
	[SHELF_PLACE] = {SET_ARTICLE("place, context, place_at", "?2, ?4, ?3", "place=?2, context=?4, place_at=?3")},
	[SHELF_OPENED] = {SET_ARTICLE("opened", "?3", "opened=max(?3, coalesce(opened, 0))")},
	ITEM(SHELF_SEARCH) = {"INSERT OR REPLACE INTO search VALUES(?1, ?4, ?3)"},
	ITEM(SHELF_HISTORY) = {"INSERT OR REPLACE INTO history VALUES(?1, ?3)",
	                       "DELETE FROM history WHERE query NOT IN"
	                       " (SELECT query FROM history ORDER BY changed DESC LIMIT 500)"},
	ITEM(SHELF_SESSION) = {ENSURE_OTHER, "INSERT OR REPLACE INTO session VALUES(?1, ?4, ?2, ?5, ?6, ?3, ?7)",
	                       "DELETE FROM session WHERE archives NOT IN"
	                       " (SELECT archives FROM session ORDER BY changed DESC LIMIT 100)"},
	ITEM(SHELF_MARK) = {ENSURE_OTHER, "INSERT OR REPLACE INTO mark VALUES(?1, ?4, ?2, ?5, ?3)"},
	ITEM(SHELF_SIZE) = {"INSERT OR REPLACE INTO size VALUES(?1, ?2, ?3)"},
	DROP(SHELF_SEARCH) = {"DELETE FROM search WHERE name=?1"},
	DROP(SHELF_HISTORY) = {"DELETE FROM history WHERE query=?1"},
	DROP(SHELF_SESSION) = {"DELETE FROM session WHERE archives=?1"},
	DROP(SHELF_MARK) = {"DELETE FROM mark WHERE letter=?1"},
	DROP(SHELF_SIZE) = {"DELETE FROM size WHERE name=?1"},
};

struct disk {
	char *path;
	GThread *thread;
	GMutex mutex;
	GCond cond;
	/* Shared, under the mutex: */
	struct disk_contents *contents; /* to be taken */
	bool read;                      /* all that could be was */
	bool closing;
	const char *trouble; /* why nothing is written, static; NULL: what was put is written, or will be */
	GQueue incoming; /* of struct disk_change */
	bool writing;    /* some have been taken out and are not written yet */
	bool waiting;    /* the thread waits for something to come in */
	char *problem;   /* to be taken */
	uint64_t puts;   /* how many changes ever came in */
	struct disk_contents *news; /* what others wrote, to be taken; or NULL */
	uint64_t news_of;           /* as of so many changes */
	bool look;                  /* it was not taken, for something had come in: look again */
	/* The thread's alone: */
	sqlite3 *db;
	bool dead; /* nothing will ever be written */
	sqlite3_stmt *statements[DISK_WHATS][STATEMENTS_MOST];
	int64_t version; /* of the database, as others have written it */
	int64_t looked;  /* when it was looked at last, milliseconds since 1970 */
	int late;       /* times that another instance had the lock at the end */
	GQueue pending; /* of struct disk_change: taken out of `incoming`, not written yet */
};

static void free_change(struct disk_change *change)
{
	g_free(change->key);
	g_free(change->text);
	g_free(change->more);
	g_free(change->extra);
	g_free(change->query);
	g_free(change);
}

static void free_changes(GQueue *changes)
{
	for (struct disk_change *change = g_queue_pop_head(changes); change; change = g_queue_pop_head(changes))
		free_change(change);
}

/* Problems --------------------------------------------------------------------------------------------------------- */

/* A problem that lasts is told once, and again at the end. */
static void tell(struct disk *disk, const char *why)
{
	char *name = g_filename_display_name(disk->path);
	g_mutex_lock(&disk->mutex);
	if (!disk->trouble || disk->closing) {
		g_free(disk->problem);
		disk->problem = g_strdup_printf(_("Nothing is kept of what you do: %s (%s)"), why, name);
	}
	disk->trouble = why;
	g_mutex_unlock(&disk->mutex);
	g_free(name);
}

/* Of the last statement. A full disk is another error where what did not fit is no page of the database. */
static int code_of(sqlite3 *db)
{
	int code = sqlite3_errcode(db) & 0xFF;
	return code == SQLITE_IOERR && sqlite3_system_errno(db) == ENOSPC ? SQLITE_FULL : code;
}

/* Why SQLite failed, in our words where these help. */
static const char *reason(int code)
{
	switch (code) {
	case SQLITE_FULL:
		return _("the disk is full");
	case SQLITE_READONLY:
	case SQLITE_CANTOPEN:
	case SQLITE_PERM:
		return _("the file cannot be written");
	case SQLITE_NOTADB:
	case SQLITE_CORRUPT:
		return _("the file is damaged; move it away to begin a new one");
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return _("another program keeps the file locked");
	default:
		return sqlite3_errstr(code);
	}
}

/* Opening ---------------------------------------------------------------------------------------------------------- */

static bool run(sqlite3 *db, const char *sql)
{
	return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

/* The number that a statement gives; -1 where it fails. */
static int64_t ask_number(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *statement = NULL;
	int64_t number = -1;
	if (sqlite3_prepare_v2(db, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW)
		number = sqlite3_column_int64(statement, 0);
	sqlite3_finalize(statement);
	return number;
}

static bool take_steps(sqlite3 *db, int64_t from)
{
	for (int64_t step = from; step < (int64_t)G_N_ELEMENTS(schema_steps); step++)
		if (!run(db, schema_steps[step]))
			return false;
	char *mark = g_strdup_printf("PRAGMA application_id=%d; PRAGMA user_version=%d", SCHEMA_APPLICATION,
	                             (int)G_N_ELEMENTS(schema_steps));
	bool done = run(db, mark);
	g_free(mark);
	return done;
}

/* Brings the tables up to date, while no other instance does. */
static bool migrate(sqlite3 *db)
{
	if (ask_number(db, "PRAGMA user_version") == (int64_t)G_N_ELEMENTS(schema_steps))
		return true;
	if (!run(db, "BEGIN IMMEDIATE"))
		return false;
	int64_t version = ask_number(db, "PRAGMA user_version");
	if (version >= 0 && take_steps(db, version) && run(db, "COMMIT"))
		return true;
	run(db, "ROLLBACK");
	return false;
}

/* A database that is not ours, or that a newer version made; NULL where it is neither. */
static const char *stranger(sqlite3 *db)
{
	int64_t version = ask_number(db, "PRAGMA user_version"), application = ask_number(db, "PRAGMA application_id");
	if (version > (int64_t)G_N_ELEMENTS(schema_steps))
		return _("a newer version of jianbao made the file");
	if (version < 0 || (application == 0 && version == 0))
		return NULL;
	return application == SCHEMA_APPLICATION ? NULL : _("the file belongs to another program");
}

static void close_database(struct disk *disk)
{
	sqlite3_close(disk->db);
	disk->db = NULL;
}

static void make_folder(const char *path)
{
	char *folder = g_path_get_dirname(path);
	g_mkdir_with_parents(folder, FOLDER_MODE);
	g_free(folder);
}

/* SQLITE_OK, or why the database cannot be written to. */
static int open_to_write(struct disk *disk)
{
	bool made = !g_file_test(disk->path, G_FILE_TEST_EXISTS);
	int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
	if (sqlite3_open_v2(disk->path, &disk->db, flags, NULL) != SQLITE_OK)
		return code_of(disk->db);
	if (made)
		g_chmod(disk->path, FILE_MODE);
	sqlite3_busy_timeout(disk->db, WAIT_MS);
	if (stranger(disk->db))
		return SQLITE_OK;
	if (sqlite3_db_readonly(disk->db, "main") == 1)
		return SQLITE_READONLY;
	bool done = run(disk->db, "PRAGMA journal_mode=WAL") &&
	            run(disk->db, "PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON") &&
	            run(disk->db, "PRAGMA cache_size=-32768; PRAGMA wal_autocheckpoint=8000") &&
	            migrate(disk->db);
	return done ? SQLITE_OK : code_of(disk->db);
}

/* What is there can be shown although nothing can be added to it. */
static void open_to_read(struct disk *disk)
{
	char *path = g_uri_escape_string(disk->path, "/", TRUE), *uri = g_strdup_printf("file:%s?immutable=1", path);
	int flags = SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX;
	if (sqlite3_open_v2(uri, &disk->db, flags, NULL) != SQLITE_OK)
		close_database(disk);
	g_free(uri);
	g_free(path);
}

static void open_database(struct disk *disk)
{
	make_folder(disk->path);
	int code = open_to_write(disk);
	/* Where two instances make the database at the same time, one of them is told so at once. */
	for (int i = 0; i < TRIES && code == SQLITE_BUSY; i++) {
		close_database(disk);
		g_usleep(WAIT_MS * 1000 / TRIES);
		code = open_to_write(disk);
	}
	if (code != SQLITE_OK) {
		tell(disk, reason(code));
		close_database(disk);
		open_to_read(disk);
	}
	const char *strange = disk->db ? stranger(disk->db) : NULL;
	if (strange) {
		tell(disk, strange);
		close_database(disk);
	}
	disk->dead = code != SQLITE_OK || strange;
}

/* Reading ---------------------------------------------------------------------------------------------------------- */

static void read_database(struct disk *disk)
{
	struct disk_contents *contents = disk_contents_new();
	disk->looked = g_get_real_time() / 1000;
	disk->version = disk->db ? disk_version(disk->db) : 0;
	if (disk->db && !disk_read_all(disk->db, 0, contents)) {
		tell(disk, reason(code_of(disk->db)));
		disk->dead = true;
	}
	g_mutex_lock(&disk->mutex);
	disk->contents = contents;
	disk->read = true;
	g_cond_broadcast(&disk->cond);
	g_mutex_unlock(&disk->mutex);
}

/* Reads what others wrote, where they did. What one has put oneself is all written by now. */
static void look_for_news(struct disk *disk, uint64_t puts, bool again)
{
	int64_t now = g_get_real_time() / 1000;
	if (disk->dead || !disk->db)
		return;
	int64_t version = disk_version(disk->db);
	if (version < 0 || (version == disk->version && !again))
		return;
	struct disk_contents *news = disk_contents_new();
	if (!disk_read_all(disk->db, disk->looked - LATER_MS, news)) {
		disk_contents_free(news);
		return;
	}
	disk->version = version;
	g_mutex_lock(&disk->mutex);
	disk->looked = disk->news ? disk->looked : now;
	disk_contents_free(disk->news);
	disk->news = news;
	disk->news_of = puts;
	g_mutex_unlock(&disk->mutex);
}

/* Writing ---------------------------------------------------------------------------------------------------------- */

static void bind_text(sqlite3_stmt *statement, int at, const char *text)
{
	if (at > sqlite3_bind_parameter_count(statement))
		return;
	if (text)
		sqlite3_bind_text(statement, at, text, -1, SQLITE_STATIC);
	else
		sqlite3_bind_null(statement, at);
}

static void bind_number(sqlite3_stmt *statement, int at, int64_t number)
{
	if (at <= sqlite3_bind_parameter_count(statement))
		sqlite3_bind_int64(statement, at, number);
}

static bool step(sqlite3_stmt *statement, const struct disk_change *change)
{
	bind_text(statement, 1, change->key);
	bind_number(statement, 2, change->number);
	bind_number(statement, 3, change->changed);
	bind_text(statement, 4, change->text);
	bind_text(statement, 5, change->more);
	bind_text(statement, 6, change->extra);
	bind_text(statement, 7, change->query);
	int result = sqlite3_step(statement);
	sqlite3_reset(statement);
	sqlite3_clear_bindings(statement);
	return result == SQLITE_DONE || result == SQLITE_ROW;
}

static bool write_change(struct disk *disk, const struct disk_change *change)
{
	for (size_t i = 0; i < STATEMENTS_MOST && writings[change->what][i]; i++) {
		sqlite3_stmt **statement = &disk->statements[change->what][i];
		if (!*statement && sqlite3_prepare_v3(disk->db, writings[change->what][i], -1,
		                                      SQLITE_PREPARE_PERSISTENT, statement, NULL) != SQLITE_OK)
			return false;
		if (!step(*statement, change))
			return false;
	}
	return true;
}

/* The first changes that are pending, all of them or none: SQLITE_OK, or why not. */
static int write_batch(struct disk *disk)
{
	guint count = 0;
	bool written = run(disk->db, "BEGIN IMMEDIATE");
	for (GList *at = disk->pending.head; written && at && count < BATCH_MOST; at = at->next, count++)
		written = write_change(disk, at->data);
	written = written && run(disk->db, "COMMIT");
	int code = written ? SQLITE_OK : code_of(disk->db);
	for (; written && count > 0; count--)
		free_change(g_queue_pop_head(&disk->pending));
	if (!sqlite3_get_autocommit(disk->db))
		run(disk->db, "ROLLBACK");
	return code;
}

/* Until something comes in, with the mutex held. Meanwhile others may have written. */
static void rest(struct disk *disk)
{
	int64_t until = g_get_monotonic_time() + LOOK_MS * 1000;
	disk->waiting = true;
	g_cond_broadcast(&disk->cond);
	if (g_cond_wait_until(&disk->cond, &disk->mutex, until) || disk->pending.length > 0)
		return;
	uint64_t puts = disk->puts;
	bool again = disk->look;
	if (disk->incoming.length > 0 || disk->closing)
		return;
	disk->look = false;
	g_mutex_unlock(&disk->mutex);
	look_for_news(disk, puts, again);
	g_mutex_lock(&disk->mutex);
}

/* Moves what came in to what is pending. False when there is nothing more to do. */
static bool take_incoming(struct disk *disk)
{
	g_mutex_lock(&disk->mutex);
	bool retry = disk->pending.length > 0 && !disk->trouble;
	disk->writing = retry;
	while (disk->incoming.length == 0 && !disk->closing && !retry)
		rest(disk);
	disk->waiting = false;
	while (disk->incoming.length > 0)
		g_queue_push_tail(&disk->pending, g_queue_pop_head(&disk->incoming));
	disk->writing = true;
	bool more = !disk->closing || (disk->pending.length > 0 && !disk->dead);
	g_mutex_unlock(&disk->mutex);
	return more;
}

/* Whether to go on after a batch: who waits for another instance tries again, what failed waits for what comes next. */
static bool note_result(struct disk *disk, int code)
{
	bool written = code == SQLITE_OK, busy = code == SQLITE_BUSY;
	g_mutex_lock(&disk->mutex);
	bool last = disk->closing && !written && (!busy || ++disk->late == LATE_MOST);
	if (written)
		disk->trouble = NULL;
	g_mutex_unlock(&disk->mutex);
	if (!written && (last || !busy))
		tell(disk, reason(code));
	return !last;
}

__attribute__((hot))
static void *work(void *data)
{
	struct disk *disk = data;
	open_database(disk);
	read_database(disk);
	while (take_incoming(disk)) {
		if (disk->dead || !disk->db)
			free_changes(&disk->pending);
		else if (!note_result(disk, write_batch(disk)))
			break;
	}
	for (size_t i = 0; i < DISK_WHATS; i++)
		for (size_t j = 0; j < STATEMENTS_MOST; j++)
			sqlite3_finalize(disk->statements[i][j]);
	sqlite3_close(disk->db);
	return NULL;
}

/* From the other thread -------------------------------------------------------------------------------------------- */

struct disk *disk_open(const char *path)
{
	struct disk *disk = g_new0(struct disk, 1);
	disk->path = g_strdup(path);
	g_mutex_init(&disk->mutex);
	g_cond_init(&disk->cond);
	g_queue_init(&disk->incoming);
	g_queue_init(&disk->pending);
	disk->thread = g_thread_new("shelf", work, disk);
	return disk;
}

char *disk_close(struct disk *disk)
{
	g_mutex_lock(&disk->mutex);
	disk->closing = true;
	g_cond_broadcast(&disk->cond);
	g_mutex_unlock(&disk->mutex);
	g_thread_join(disk->thread);
	free_changes(&disk->incoming);
	free_changes(&disk->pending);
	disk_contents_free(disk->contents);
	disk_contents_free(disk->news);
	g_mutex_clear(&disk->mutex);
	g_cond_clear(&disk->cond);
	char *problem = disk->problem;
	g_free(disk->path);
	g_free(disk);
	return problem;
}

struct disk_contents *disk_take(struct disk *disk, int wait_ms)
{
	int64_t until = g_get_monotonic_time() + (int64_t)wait_ms * 1000;
	g_mutex_lock(&disk->mutex);
	bool waiting = wait_ms != 0;
	while (!disk->read && waiting) {
		if (wait_ms < 0)
			g_cond_wait(&disk->cond, &disk->mutex);
		else
			waiting = g_cond_wait_until(&disk->cond, &disk->mutex, until);
	}
	struct disk_contents *contents = disk->contents;
	disk->contents = NULL;
	g_mutex_unlock(&disk->mutex);
	return contents;
}

__attribute__((hot))
struct disk_contents *disk_take_news(struct disk *disk)
{
	g_mutex_lock(&disk->mutex);
	struct disk_contents *news = disk->news;
	disk->news = NULL;
	if (news && disk->news_of != disk->puts) {
		disk_contents_free(news);
		news = NULL;
		disk->look = true;
	}
	g_mutex_unlock(&disk->mutex);
	return news;
}

bool disk_is_behind(struct disk *disk)
{
	g_mutex_lock(&disk->mutex);
	bool behind = disk->incoming.length > BEHIND && !disk->trouble;
	g_mutex_unlock(&disk->mutex);
	return behind;
}

void disk_put(struct disk *disk, const struct disk_change *change)
{
	g_mutex_lock(&disk->mutex);
	g_queue_push_tail(&disk->incoming, g_memdup2(change, sizeof *change));
	disk->puts++;
	if (disk->waiting)
		g_cond_broadcast(&disk->cond);
	disk->waiting = false;
	g_mutex_unlock(&disk->mutex);
}

static bool is_busy(const struct disk *disk)
{
	return !disk->read || disk->incoming.length > 0 || disk->writing;
}

bool disk_is_busy(struct disk *disk)
{
	g_mutex_lock(&disk->mutex);
	bool busy = is_busy(disk);
	g_mutex_unlock(&disk->mutex);
	return busy;
}

void disk_wait(struct disk *disk)
{
	g_mutex_lock(&disk->mutex);
	while (is_busy(disk))
		g_cond_wait(&disk->cond, &disk->mutex);
	g_mutex_unlock(&disk->mutex);
}

__attribute__((hot))
char *disk_take_problem(struct disk *disk)
{
	g_mutex_lock(&disk->mutex);
	char *problem = disk->problem;
	disk->problem = NULL;
	g_mutex_unlock(&disk->mutex);
	return problem;
}

__attribute__((hot))
const char *disk_trouble(struct disk *disk)
{
	g_mutex_lock(&disk->mutex);
	const char *trouble = disk->trouble;
	g_mutex_unlock(&disk->mutex);
	return trouble;
}
