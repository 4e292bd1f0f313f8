/* SPDX-License-Identifier: MIT */
/* The raw file of an article: laid over what is read, as a sheet is, and taken away by the same keys. */
#include <glib/gi18n.h>

#include "ui/app_state.h"
#include "ui/pane_raw.h"
#include "ui/pane_reader.h"

/* How often it is looked whether the bytes have come. Milliseconds. */
#define LOOK_MS 30

/* Why an article has no raw file any more; NULL where it may have one. */
static const char *refusal(const struct app *app, uint32_t number)
{
	struct entry entry;
	if (number == ENTRY_NONE)
		return _("No article is selected");
	archive_entry(app->archive, number, &entry);
	if (entry.kept)
		return _("The file is gone from its archive: only the article was kept");
	if (entry.gone)
		return _("The file is gone from its archive, or not what it was");
	if (!entry.archive.at && span_equal(entry.path, SPAN("-")))
		return _("What came from standard input cannot be read again");
	return NULL;
}

void app_raw(struct app *app, unsigned count)
{
	(void)count;
	struct pane *reader = app->panes[PANE_READER];
	struct target target = app_pane(app)->ops->target(app_pane(app));
	const char *why = refusal(app, target.entry);
	if (app->focus == PANE_READER && reader_pane_over(reader)) {
		app_close_sheet(app);
		return;
	}
	if (why) {
		app_fail(app, why);
		return;
	}
	struct entry entry;
	archive_entry(app->archive, target.entry, &entry);
	struct raw *raw = archive_raw(app->archive, target.entry);
	app_show_over(app, raw_pane_new(raw, entry.path, target, app->widths));
}

int app_raw_timeout(const struct app *app, int other)
{
	const struct pane *over = reader_pane_over(app->panes[PANE_READER]);
	bool waits = over && raw_pane_waits(over);
	return waits && (other < 0 || other > LOOK_MS) ? LOOK_MS : other;
}
