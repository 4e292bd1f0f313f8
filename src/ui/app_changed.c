/* SPDX-License-Identifier: MIT */
/*
 * An article that changes in its archive, or goes from it, while it is read. What one reads stays as it is, for its
 * lines must not move under one's eyes; that it is not what the archive has any more is told, once.
 */
#include <glib/gi18n.h>

#include "ui/app_state.h"

/* What took the place of an entry that is gone; ENTRY_NONE where nothing did. */
static uint32_t successor(const struct app *app, uint32_t number)
{
	struct entry entry, other;
	uint32_t next = archive_newest(app->archive, number);
	archive_entry(app->archive, number, &entry);
	if (next == number)
		next = archive_find_path(app->archive, entry.path);
	if (next == ENTRY_NONE || next == number)
		return ENTRY_NONE;
	archive_entry(app->archive, next, &other);
	return other.gone ? ENTRY_NONE : next;
}

/* What is read, where the archive does not have it any more; else NULL. */
static struct visit *outdated(const struct app *app)
{
	struct visit *visit = trail_here(&app->trail);
	struct entry entry;
	if (!visit || app->sheet || archive_progress(app->archive).loading)
		return NULL;
	archive_entry(app->archive, visit->entry, &entry);
	return entry.gone ? visit : NULL;
}

void app_notice_changed(struct app *app)
{
	const struct visit *visit = outdated(app);
	if (!visit || app->looking || app->told_changed == visit->entry)
		return;
	app->told_changed = visit->entry;
	if (successor(app, visit->entry) == ENTRY_NONE)
		app_say(app, _("What you read is gone from the archive"));
	else
		app_tell(app, _("What you read has changed; {look-for-changes} shows it as it is now"));
}

void app_show_changed(struct app *app)
{
	struct visit *visit = outdated(app);
	uint32_t next = visit ? successor(app, visit->entry) : ENTRY_NONE;
	if (next == ENTRY_NONE)
		return;
	app_keep_place(app);
	visit->entry = next;
	enum pane_id focus = app->focus;
	app_show(app, visit);
	app_focus(app, focus);
}
