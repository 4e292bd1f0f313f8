/* SPDX-License-Identifier: MIT */
/*
 * What goes on while archives are open, a portion each time the owner polls. One look at a volume's source goes on at a
 * time:
 *
 *   due -> the loader walks, reads and parses -> (the first look: what repeats is learned) -> sealed, written behind
 *
 * A look that is stopped is due again. Nothing waits for the disk here: a thread writes snapshots and reads through
 * what came from them.
 */
#include "archive/archive_state.h"

#include <errno.h>
#include <glib.h>
#include <poll.h>
#include <unistd.h>

#include "archive/kept.h"
#include "source/sources.h"

/* So many entries are taken into the order between two looks at the clock. */
#define SHOWN_AT_ONCE 64

/* After a look changes are gathered for so many times as long as it took, but no longer than this. */
#define REST 5
#define MOST_GATHERED_MS 60000

/* How long memory is given back to the system at a time. Microseconds. */
#define SETTLING_US 2000

void archive_remind(const struct archive *archive)
{
	ssize_t written;
	do
		written = write(archive->news[1], "", 1);
	while (written < 0 && errno == EINTR);
}

/* A look at one source --------------------------------------------------------------------------------------------- */

static bool is_known(void *volume, const char *path, const struct stamp *stamp)
{
	return volume_knows(volume, path, stamp);
}

/* What a path leads to may be another thing by now. False where it leads nowhere. */
static bool open_again(struct archive *archive, uint32_t number)
{
	struct origin *origin = &g_array_index(archive->origins, struct origin, number);
	struct source *source = source_of(origin->root, archive->nested);
	if (!source)
		return false;
	source_close(origin->source);
	origin->source = source;
	archive_call_source(origin);
	return true;
}

static bool is_looking(const struct archive *archive)
{
	return archive->loader || archive->repeat;
}

static void keeper_do(struct archive *archive, struct task_job *job)
{
	if (!archive->keeper)
		archive->keeper = keeper_new(archive->news[1]);
	archive->writing += job->task == TASK_WRITE;
	keeper_push(archive->keeper, job);
}

static bool is_due(const struct archive *archive)
{
	for (guint i = 0; i < archive->due->len; i++) {
		if (*flag_of(archive->due, i))
			return true;
	}
	return false;
}

/* Looks of a large archive take long: changes are gathered so that it is not looked at all the time. */
static void pace(const struct archive *archive)
{
	int64_t took_ms = (g_get_monotonic_time() - archive->look_begin) / 1000;
	if (archive->follow)
		follow_gather(archive->follow, (unsigned)MIN(took_ms * REST, MOST_GATHERED_MS));
}

static bool keeps(void *data, uint32_t origin, uint32_t entry)
{
	const struct archive *archive = data;
	const struct archive_saying *said = origin_of(archive, origin)->said;
	return !said || !said->keeps || said->keeps(said->data, archive, entry);
}

static void end_look(struct archive *archive)
{
	struct volume *volume = volume_of(archive, archive->at);
	bool interrupted = volume->met;
	struct task_job *job = volume_end(volume, &origin_of(archive, archive->at)->source->whole, keeps, archive);
	archive->changes.added += volume->look.added;
	archive->changes.changed += volume->look.changed;
	archive->changes.gone += volume->look.gone;
	archive->changes.read += volume->look.read;
	archive->changes.unchanged += volume->look.unchanged;
	reports_changed(archive->reports);
	if (interrupted && archive->at > 0) /* what came before the stop may have changed while it lasted */
		*flag_of(archive->due, archive->at) = true;
	pace(archive);
	if (job)
		keeper_do(archive, job);
	job = kept_end(volume);
	if (job)
		keeper_do(archive, job);
	if (archive->verify || is_due(archive) || (archive->following && !archive->follow))
		archive_remind(archive);
}

static void finish_reading(struct archive *archive)
{
	struct volume *volume = volume_of(archive, archive->at);
	loader_free(g_steal_pointer(&archive->loader));
	archive->found_before = archive->found;
	if (volume->sealed) {
		end_look(archive);
		return;
	}
	archive->repeat =
		repeat_new(archive->catalog, archive->at, g_steal_pointer(&volume->sights), archive->news[1]);
}

/* The look was stopped, and the next one goes on with it: it is the first that follows. */
static void pause_look(struct archive *archive)
{
	struct volume *volume = volume_of(archive, archive->at);
	loader_free(g_steal_pointer(&archive->loader));
	archive->found_before = archive->done; /* what was found beyond that is found again */
	*flag_of(archive->due, archive->at) = true;
	volume_stop(volume);
	if (volume->sealed)
		end_look(archive);
	archive_remind(archive);
}

/* What is not there for the moment is not gone. */
static void miss(struct archive *archive, struct volume *volume)
{
	struct loaded missing = {
		.outcome = OUTCOME_PROBLEM,
		.origin = archive->at,
		.named = true,
		.path = (char *)"",
		.code = "missing",
		.message = (char *)g_strerror(ENOENT),
	};
	reports_begin(archive->reports, archive->at);
	volume_begin(volume);
	volume_take(volume, &missing);
	end_look(archive);
}

static void look_at(struct archive *archive, struct volume *volume)
{
	if (volume_is_unchanged(volume, &origin_of(archive, archive->at)->source->whole))
		return;
	reports_begin(archive->reports, archive->at);
	volume_begin(volume);
	archive->loader = loader_new((const struct origin *)(const void *)archive->origins->data, archive->at,
	                             volume->sealed || volume->met ? is_known : NULL, volume, archive->news[1],
	                             volume->sights ? sights_seed(volume->sights) : 0);
}

void archive_begin_look(struct archive *archive)
{
	uint32_t at = volume_of(archive, archive->at)->stopped ? archive->at : 0;
	bool again;
	while (at < archive->due->len && !*flag_of(archive->due, at))
		at++;
	if (at == archive->due->len)
		return;
	again = at > 0 && *flag_of(archive->looked, at);
	*flag_of(archive->due, at) = false;
	*flag_of(archive->looked, at) = true;
	archive->at = at;
	archive->look_begin = g_get_monotonic_time();
	if (again && !open_again(archive, at))
		miss(archive, volume_of(archive, at));
	else
		look_at(archive, volume_of(archive, at));
}

/* Gives whether anything was taken; `*more` where time ran out before the queue did. */
static bool take_results(struct archive *archive, unsigned budget_us, bool *more)
{
	int64_t end = g_get_monotonic_time() + budget_us;
	struct volume *volume = volume_of(archive, archive->at);
	struct loaded *loaded;
	bool taken = false;
	*more = false;
	while (!*more && (loaded = loader_take(archive->loader))) {
		if (volume_take(volume, loaded)) {
			reports_take(archive->reports, loaded);
			taken = true;
		}
		loaded_free(loaded);
		archive->done++;
		*more = budget_us && g_get_monotonic_time() >= end;
	}
	archive->found = archive->found_before + loader_found(archive->loader);
	return taken;
}

static bool poll_loader(struct archive *archive, unsigned budget_us)
{
	bool done, more, changed;
	loader_rearm(archive->loader);
	done = loader_is_done(archive->loader); /* asked first: what is left now is all that is left */
	changed = take_results(archive, budget_us, &more);
	if (more) {
		loader_signal(archive->loader);
	} else if (done) {
		if (loader_was_stopped(archive->loader))
			pause_look(archive);
		else
			finish_reading(archive);
		changed = true;
	}
	return changed;
}

static bool poll_repeat(struct archive *archive, unsigned budget_us)
{
	struct volume *volume = volume_of(archive, archive->at);
	if (!repeat_is_learned(archive->repeat))
		return false; /* its threads tell when it is */
	if (!repeat_work(archive->repeat, budget_us)) {
		archive_remind(archive);
		return false;
	}
	repeat_free(volume->learned);
	volume->learned = g_steal_pointer(&archive->repeat);
	repeat_forget(volume->learned);
	end_look(archive);
	return true;
}

/* What lies behind ------------------------------------------------------------------------------------------------- */

/* Takes entries of snapshots into the order that lie in no order of their own; the newest of each come first. */
static bool poll_showing(struct archive *archive, unsigned budget_us)
{
	int64_t end = g_get_monotonic_time() + budget_us;
	while (archive->showing->len > 0) {
		struct showing *showing = &g_array_index(archive->showing, struct showing, 0);
		size_t to = MIN(showing->count, showing->at + SHOWN_AT_ONCE);
		for (; showing->at < to; showing->at++) {
			uint32_t number = volume_entry(showing->volume, showing->order[showing->at]);
			if (number != ENTRY_NONE && !catalog_is_removed(archive->catalog, number))
				catalog_show(archive->catalog, number);
		}
		if (showing->at == showing->count)
			g_array_remove_index(archive->showing, 0);
		if (budget_us && g_get_monotonic_time() >= end)
			break;
	}
	archive_remind(archive);
	return true;
}

static void verify_volume(struct archive *archive, const struct volume *volume)
{
	for (guint i = 0; i < volume->segments->len; i++) {
		struct segment *segment = g_ptr_array_index(volume->segments, i);
		struct task_job *job;
		if (segment->trusted || mapping_is_broken(segment->mapping))
			continue;
		job = g_new0(struct task_job, 1);
		job->task = TASK_VERIFY;
		job->origin = volume->origin;
		job->segment = segment;
		keeper_do(archive, job);
		archive->verifying++;
	}
}

static void verify_all(struct archive *archive)
{
	archive->verify = false;
	for (guint i = 0; i < archive->volumes->len; i++)
		verify_volume(archive, volume_of(archive, i));
}

static void finish_verifying(struct archive *archive, const struct task_job *job)
{
	archive->verifying--;
	job->segment->trusted = job->done;
	if (!job->done)
		mapping_break(job->segment->mapping);
}

/* Lays the next pieces of the file that was written in the place of memory. */
static void settle(struct archive *archive)
{
	struct task_job *job = archive->settling;
	int64_t end = g_get_monotonic_time() + SETTLING_US;
	while (archive->settled < job->written.layout.count && g_get_monotonic_time() < end)
		snapshot_settle_piece(job->segment, job->written.file,
		                      &job->written.layout.pieces[archive->settled++]);
	if (archive->settled < job->written.layout.count) {
		archive_remind(archive);
		return;
	}
	task_job_free(job);
	archive->settling = NULL;
}

/* Takes over the job. */
static void finish_job(struct archive *archive, struct task_job *job)
{
	archive->writing -= job->task == TASK_WRITE;
	archive->unkept |= job->task == TASK_WRITE && !job->done;
	if (job->task == TASK_VERIFY)
		finish_verifying(archive, job);
	if (job->task == TASK_WRITE && job->done &&
	    snapshot_settle(job->segment, job->written.file, &job->written.layout)) {
		archive->settling = job;
		archive->settled = 0;
	} else {
		task_job_free(job);
	}
}

static void poll_keeper(struct archive *archive)
{
	struct task_job *job;
	for (;;) {
		if (archive->settling)
			settle(archive);
		if (archive->settling || !(job = keeper_take(archive->keeper)))
			return;
		finish_job(archive, job);
	}
}

static bool is_broken(const struct volume *volume)
{
	for (guint i = 0; i < volume->segments->len; i++) {
		if (mapping_is_broken(((const struct segment *)g_ptr_array_index(volume->segments, i))->mapping))
			return true;
	}
	return false;
}

/* A volume one of whose files is not what was written is read anew, all of it. */
static bool notice_broken(struct archive *archive)
{
	bool broken = false;
	for (guint i = 0; i < archive->volumes->len; i++) {
		if (!is_broken(volume_of(archive, i)))
			continue;
		volume_forget(volume_of(archive, i));
		catalog_sort(archive->catalog);
		reports_changed(archive->reports);
		*flag_of(archive->due, i) = true;
		broken = true;
	}
	return broken;
}

static void merge_all_volumes(struct archive *archive)
{
	for (guint i = 0; i < archive->volumes->len; i++) {
		struct task_job *job = volume_merge(volume_of(archive, i));
		if (job)
			keeper_do(archive, job);
	}
}

static void begin_following(struct archive *archive)
{
	struct follow_root *roots = g_new0(struct follow_root, archive->origins->len);
	for (guint i = 1; i < archive->origins->len; i++)
		roots[i - 1] =
			(struct follow_root){origin_of(archive, i)->root, origin_of(archive, i)->source->folders};
	archive->follow = follow_new(roots, archive->origins->len - 1, archive->news[1]);
	g_free(roots);
}

static void notice_changes(struct archive *archive)
{
	if (!archive->follow) {
		if (archive->following)
			begin_following(archive);
		return;
	}
	for (guint i = 1; i < archive->origins->len; i++)
		*flag_of(archive->due, i) |= follow_take(archive->follow, i - 1);
}

/* Between two looks: jobs that are done, files that broke, the next look. True when what is shown has changed. */
static bool poll_between(struct archive *archive)
{
	bool changed;
	if (archive->keeper)
		poll_keeper(archive);
	changed = notice_broken(archive);
	if (archive->stopped)
		return changed;
	if (!is_due(archive))
		notice_changes(archive);
	archive_begin_look(archive);
	if (is_looking(archive) || is_due(archive))
		archive_remind(archive);
	else if (archive->verify)
		verify_all(archive);
	else if (archive->verifying == 0)
		merge_all_volumes(archive);
	return changed;
}

static void empty_news(const struct archive *archive)
{
	char bytes[64];
	while (read(archive->news[0], bytes, sizeof(bytes)) == (ssize_t)sizeof(bytes))
		;
}

bool archive_poll(struct archive *archive, unsigned budget_us)
{
	empty_news(archive);
	if (archive->showing->len > 0)
		return poll_showing(archive, budget_us);
	if (archive->loader)
		return poll_loader(archive, budget_us);
	if (archive->repeat)
		return poll_repeat(archive, budget_us);
	return poll_between(archive);
}

static bool is_busy(const struct archive *archive)
{
	return archive->showing->len > 0 || is_looking(archive) || is_due(archive) || archive->verifying > 0 ||
	       archive->verify;
}

static void go_on(struct archive *archive)
{
	archive->stopped = false;
	archive_remind(archive);
}

void archive_wait(struct archive *archive)
{
	archive_wait_telling(archive, -1, NULL, NULL);
}

void archive_wait_telling(struct archive *archive, int every_ms,
                          void (*tell)(void *data, const struct archive *archive), void *data)
{
	struct pollfd polled = {archive->news[0], POLLIN, 0};
	archive->waited = archive->verify = true;
	go_on(archive); /* and begins with what is left to verify */
	while (is_busy(archive)) {
		if (poll(&polled, 1, every_ms) > 0)
			archive_poll(archive, 0);
		if (tell)
			tell(data, archive);
	}
}

bool archive_is_keeping(const struct archive *archive)
{
	return archive->repeat || archive->writing > 0;
}

bool archive_wait_kept(struct archive *archive, int every_ms, void (*tell)(void *data, const struct archive *archive),
                       void *data)
{
	struct pollfd polled = {archive->news[0], POLLIN, 0};
	while (archive_is_keeping(archive)) {
		if (poll(&polled, 1, every_ms) > 0)
			archive_poll(archive, 0);
		if (tell)
			tell(data, archive);
	}
	return !archive->unkept;
}

unsigned archive_kept_percent(const struct archive *archive)
{
	return archive->keeper ? keeper_percent(archive->keeper) : 0;
}

bool archive_stop(struct archive *archive)
{
	if (archive->stopped || (!archive->loader && !is_due(archive)))
		return false;
	archive->stopped = true;
	if (archive->loader)
		loader_stop(archive->loader);
	return true;
}

void archive_look(struct archive *archive)
{
	if (archive->stopped) {
		go_on(archive);
		return;
	}
	for (uint32_t i = 1; i < archive->due->len; i++)
		*flag_of(archive->due, i) = true;
	archive->changes = (struct archive_changes){0};
	archive_remind(archive);
}

struct archive_changes archive_changes(const struct archive *archive)
{
	return archive->changes;
}

int archive_fd(const struct archive *archive)
{
	return archive->news[0];
}

/* A volume without anything that is known is loaded; the others are checked. */
__attribute__((hot))
struct archive_progress archive_progress(const struct archive *archive)
{
	struct archive_progress progress = {archive->found, archive->done, archive->showing->len > 0, false,
	                                    archive->stopped, archive->verify || archive->verifying > 0};
	for (uint32_t i = 0; i < archive->volumes->len; i++) {
		bool going_on = *flag_of(archive->due, i) || (is_looking(archive) && archive->at == i);
		if (going_on && volume_of(archive, i)->sealed)
			progress.checking = true;
		else if (going_on)
			progress.loading = true;
	}
	return progress;
}
