/* SPDX-License-Identifier: MIT */
/*
 * What is done with articles: read, star, tags, and undoing it. An action is about the rows that are chosen, or
 * where none are, about what is selected or read. What one key does is undone together.
 */
#include <glib/gi18n.h>

#include "ui/app_shelf.h"
#include "ui/choice.h"

/* How long one event may set flags, in microseconds, and how many between two looks at the clock. */
#define BULK_US 3000
#define PORTION 64

/* How long to wait for the disk. Milliseconds. */
#define REST_MS 5

static void work_until(struct app *app, int64_t due_us);

/* What an action is about --------------------------------------------------------------------------------------- */

static struct span id_of(const struct app *app, uint32_t entry)
{
	return standing_id(&app->standing, entry);
}

static uint32_t entry_here(const struct app *app)
{
	return app_pane(app)->ops->target(app_pane(app)).entry;
}

/* Forgets what an earlier action was about; false, which is said, while that is still being done. */
static bool begin_subjects(struct app *app)
{
	work_until(app, g_get_monotonic_time() + BULK_US);
	if (app->bulk.on)
		app_tell_failure(app, _("The last action goes on; {cancel} stops it"));
	else
		g_array_set_size(app->subjects, 0);
	return !app->bulk.on;
}

bool app_find_subjects(struct app *app)
{
	GArray *entries = app->subjects;
	uint32_t here = entry_here(app);
	if (!begin_subjects(app))
		return false;
	choice_append(&app->standing.chosen, app->panes[PANE_LIST], app->archive, entries);
	if (entries->len == 0 && here != ENTRY_NONE)
		g_array_append_val(entries, here);
	if (entries->len == 0)
		app_fail(app, _("No article is selected"));
	return entries->len > 0;
}

static uint32_t subject(const struct app *app, guint index)
{
	return g_array_index(app->subjects, uint32_t, index);
}

/* True where every subject has the flag. */
static bool all_have(const struct app *app, enum shelf_field field)
{
	for (guint i = 0; i < app->subjects->len; i++)
		if (shelf_number(app->standing.shelf, id_of(app, subject(app, i)), field) == 0)
			return false;
	return true;
}

static void say_undone(struct app *app, struct shelf_undone last);

/* Says what was done to how many; the sentence for one has no number in it. */
static void say_count(struct app *app, const char *one, const char *many, guint count)
{
	char *text = count == 1 ? g_strdup(one) : g_strdup_printf("%s (%u)", many, count);
	app_say_kept(app, text);
	g_free(text);
}

static void end_bulk(struct app *app)
{
	struct bulk *bulk = &app->bulk;
	bulk->on = false;
	if (bulk->undoing)
		say_undone(app, bulk->undone);
	else if (app->subjects->len == 0)
		app_say(app, _("All of them are read already"));
	else
		say_count(app, bulk->one, bulk->many, app->subjects->len);
}

/* The next rows of the list: what is unread becomes what the action is about. */
static void gather_rows(struct app *app)
{
	struct bulk *bulk = &app->bulk;
	struct pane *list = app->panes[PANE_LIST];
	size_t rows = MIN(bulk->rows, list->ops->rows(list)), end = MIN(bulk->row + PORTION, rows);
	for (; bulk->row < end; bulk->row++) {
		uint32_t entry = list->ops->entry_at(list, bulk->row);
		if (entry != ENTRY_NONE && shelf_number(app->standing.shelf, id_of(app, entry), SHELF_READ) == 0)
			g_array_append_val(app->subjects, entry);
	}
	if (bulk->row >= rows)
		bulk->rows = bulk->row;
}

static void set_flags(struct app *app)
{
	struct bulk *bulk = &app->bulk;
	for (guint end = MIN(bulk->at + PORTION, app->subjects->len); bulk->at < end; bulk->at++)
		shelf_set(app->standing.shelf, id_of(app, subject(app, bulk->at)), bulk->field, bulk->number, NULL);
	if (bulk->at == app->subjects->len)
		end_bulk(app);
}

/* What one key did is undone; true where what was done before it is to be undone, too. */
static bool undo_another(struct app *app)
{
	struct bulk *bulk = &app->bulk;
	if (bulk->steps <= 1 || !shelf_can_undo(app->standing.shelf))
		return false;
	bulk->steps--;
	bulk->undone = (struct shelf_undone){.field = SHELF_FIELDS};
	return true;
}

/* Until it is done, the time is over, or the disk cannot keep up. */
static void work_until(struct app *app, int64_t due_us)
{
	struct bulk *bulk = &app->bulk;
	while (bulk->on && !shelf_is_behind(app->standing.shelf)) {
		if (bulk->row < bulk->rows)
			gather_rows(app);
		else if (!bulk->undoing)
			set_flags(app);
		else if (!shelf_undo(app->standing.shelf, PORTION, &bulk->undone) && !undo_another(app))
			end_bulk(app);
		if (g_get_monotonic_time() > due_us)
			break;
	}
}

int app_bulk_timeout(const struct app *app)
{
	return shelf_is_behind(app->standing.shelf) ? REST_MS : 0;
}

static void say_progress(struct app *app)
{
	const struct bulk *bulk = &app->bulk;
	char *text;
	bool gathering = bulk->row < bulk->rows;
	size_t done = gathering ? bulk->row : bulk->at, all = gathering ? bulk->rows : app->subjects->len;
	unsigned seconds = (unsigned)((app->now_ms(app->clock) - bulk->began_ms) / 1000);
	if (bulk->undoing)
		text = g_strdup_printf(_("%zu articles undone, %u s; {cancel} stops it"), bulk->undone.changes, seconds);
	else
		text = g_strdup_printf(_("%zu of %zu articles, %u s; {cancel} stops it"), done, all, seconds);
	app_tell(app, text);
	g_free(text);
}

void app_work_bulk(struct app *app)
{
	if (!app->bulk.on)
		return;
	work_until(app, g_get_monotonic_time() + BULK_US);
	if (app->bulk.on)
		say_progress(app);
}

bool app_stop_bulk(struct app *app)
{
	struct bulk *bulk = &app->bulk;
	char *text;
	if (!bulk->on)
		return false;
	bulk->on = false;
	if (bulk->undoing)
		text = g_strdup_printf(_("%zu articles undone; {undo} undoes the others"), bulk->undone.changes);
	else
		text = g_strdup_printf(_("Stopped after %u of %u articles; {undo} undoes them"), bulk->at,
		                       app->subjects->len);
	app_tell(app, text);
	g_free(text);
	return true;
}

/* Sets a flag of every subject, and says so: `one` of a single one, else `many` and how many. */
static void set_all(struct app *app, enum shelf_field field, bool flag, const char *one, const char *many)
{
	app->bulk = (struct bulk){.field = field, .number = flag, .on = true, .one = one, .many = many,
				 .began_ms = app->now_ms(app->clock)};
	shelf_begin(app->standing.shelf);
	app_work_bulk(app);
}

/* Read and starred ------------------------------------------------------------------------------------------------- */

void app_toggle_read(struct app *app, unsigned count)
{
	(void)count;
	if (!app_find_subjects(app))
		return;
	bool read = !all_have(app, SHELF_READ);
	app->reading.settled = true;
	set_all(app, SHELF_READ, read, read ? _("Read") : _("Unread"),
	        read ? _("Articles marked as read") : _("Articles marked as unread"));
}

void app_toggle_star(struct app *app, unsigned count)
{
	(void)count;
	if (!app_find_subjects(app))
		return;
	bool star = !all_have(app, SHELF_STAR);
	set_all(app, SHELF_STAR, star, star ? _("Starred") : _("No longer starred"),
	        star ? _("Articles starred") : _("Stars taken away"));
}

static void read_all(struct app *app, struct span about)
{
	struct pane *list = app->panes[PANE_LIST];
	(void)about;
	if (!begin_subjects(app))
		return;
	app->bulk = (struct bulk){
		.field = SHELF_READ,
		.number = 1,
		.rows = list->ops->rows(list),
		.on = true,
		.began_ms = app->now_ms(app->clock),
		.one = _("Read"),
		.many = _("Articles marked as read"),
	};
	shelf_begin(app->standing.shelf);
	app_work_bulk(app);
}

void app_read_all(struct app *app, unsigned count)
{
	struct pane *list = app->panes[PANE_LIST];
	size_t rows = list->ops->rows(list);
	(void)count;
	if (rows == 0) {
		app_say(app, _("No article is shown"));
		return;
	}
	char *ask = g_strdup_printf(ngettext("Mark the %zu article of the list as read? (y/n)",
	                                     "Mark all %zu articles of the list as read? (y/n)", rows),
	                            rows);
	app_ask(app, ask, SPAN(""), read_all);
	g_free(ask);
}

/* Tags ------------------------------------------------------------------------------------------------------------- */

static char *with_blanks(const char *tags)
{
	return g_strdelimit(g_strdup(tags), "\n", ' ');
}

/* To the tags of several articles: a word is added to each, -word taken away. For g_free(). */
static char *change_tags(const char *tags, const char *typed)
{
	GString *all = g_string_new(tags);
	char **words = g_strsplit(typed, "\n", -1);
	for (char **word = words; *word; word++)
		if (**word != '-')
			g_string_append_printf(all, "\n%s", *word);
	char **kept = g_strsplit(all->str, "\n", -1);
	g_string_truncate(all, 0);
	for (char **tag = kept; *tag; tag++) {
		char *without = g_strconcat("-", *tag, NULL);
		if (!g_strv_contains((const char *const *)words, without))
			g_string_append_printf(all, "%s\n", *tag);
		g_free(without);
	}
	char *changed = shelf_tags(all->str);
	g_strfreev(kept);
	g_strfreev(words);
	g_string_free(all, TRUE);
	return changed;
}

static void set_tags(struct app *app, struct span typed)
{
	char *text = span_dup(typed), *tags = shelf_tags(text);
	shelf_begin(app->standing.shelf);
	for (guint i = 0; i < app->subjects->len; i++) {
		struct span id = id_of(app, subject(app, i));
		char *changed = app->subjects->len == 1
		                        ? g_strdup(tags)
		                        : change_tags(shelf_text(app->standing.shelf, id, SHELF_TAGS), tags);
		shelf_set(app->standing.shelf, id, SHELF_TAGS, 0, changed);
		g_free(changed);
	}
	say_count(app, *tags ? _("Tagged") : _("No tags"), _("Tags changed"), app->subjects->len);
	g_free(tags);
	g_free(text);
}

/* The last word may become any tag in use; behind a minus, too. */
static void complete_tag(struct app *app, struct span text, struct completion *completion)
{
	completion->from = text.len;
	while (completion->from > 0 && text.at[completion->from - 1] != ' ')
		completion->from--;
	completion->from += completion->from < text.len && text.at[completion->from] == '-';
	struct span begun = span_from(text, completion->from);
	GPtrArray *tags = shelf_all_tags(app->standing.shelf);
	for (guint i = 0; i < tags->len; i++)
		if (span_starts_nocase(span_of(g_ptr_array_index(tags, i)), begun))
			completion_add(completion, g_ptr_array_index(tags, i));
	completion_settle(completion, begun.len);
	g_ptr_array_unref(tags);
}

static void take_tags(struct app *app, enum prompt_result result, uint32_t key)
{
	if (app_complete(app, result, key, complete_tag))
		return;
	if (result == PROMPT_ACCEPTED)
		set_tags(app, prompt_text(app->prompt));
	if (result == PROMPT_ACCEPTED || result == PROMPT_CANCELLED)
		app_close_prompt(app);
}

void app_edit_tags(struct app *app, unsigned count)
{
	(void)count;
	if (!app_find_subjects(app))
		return;
	bool one = app->subjects->len == 1;
	struct span id = id_of(app, subject(app, 0));
	char *text = one ? with_blanks(shelf_text(app->standing.shelf, id, SHELF_TAGS)) : g_strdup("");
	if (*text) {
		char *more = g_strconcat(text, " ", NULL);
		g_free(text);
		text = more;
	}
	app_show_prompt(app, one ? _("Tags: ") : _("Tags to add (-tag takes one away): "), span_of(text), take_tags);
	g_free(text);
}

/* Choosing rows ---------------------------------------------------------------------------------------------------- */

static void say_chosen(struct app *app)
{
	guint chosen = (guint)app->standing.chosen.count;
	char *text = g_strdup_printf(ngettext("%u article is chosen", "%u articles are chosen", chosen), chosen);
	app_say(app, text);
	g_free(text);
}

void app_choose(struct app *app, unsigned count)
{
	struct pane *list = app->panes[PANE_LIST];
	for (unsigned i = 0; i < MAX(count, 1); i++) {
		uint32_t entry = list->ops->target(list).entry;
		if (entry == ENTRY_NONE)
			return;
		standing_choose(&app->standing, entry, !standing_is_chosen(&app->standing, entry));
		app->chosen_from = entry;
		list->ops->act(list, ACTION_DOWN, 1);
		if (list->ops->target(list).entry == entry)
			break;
	}
	say_chosen(app);
}

/* From the row that was chosen last, or the first one, to the selected one. */
void app_choose_range(struct app *app, unsigned count)
{
	struct pane *list = app->panes[PANE_LIST];
	uint32_t here = list->ops->target(list).entry;
	(void)count;
	if (here == ENTRY_NONE)
		return;
	size_t rows = list->ops->rows(list), to = list->ops->row_of(list, here);
	size_t from = app->chosen_from == ENTRY_NONE ? to : list->ops->row_of(list, app->chosen_from);
	if (from >= rows)
		from = to;
	for (size_t row = MIN(from, to); row <= MAX(from, to); row++)
		standing_choose(&app->standing, list->ops->entry_at(list, row), true);
	app->chosen_from = here;
	say_chosen(app);
}

bool app_drop_chosen(struct app *app)
{
	app->chosen_from = ENTRY_NONE;
	return standing_drop(&app->standing);
}

/* Undoing ---------------------------------------------------------------------------------------------------------- */

/* Places and when articles were opened are not undone. */
static char *undone_in_many(enum shelf_field field, size_t count)
{
	const char *const formats[SHELF_FIELDS] = {
		[SHELF_READ] = ngettext("Undone: read or unread (%zu article)", "Undone: read or unread (%zu articles)",
		                        count),
		[SHELF_STAR] = ngettext("Undone: star (%zu article)", "Undone: star (%zu articles)", count),
		[SHELF_TAGS] = ngettext("Undone: tags (%zu article)", "Undone: tags (%zu articles)", count),
		[SHELF_NOTE] = ngettext("Undone: note (%zu article)", "Undone: note (%zu articles)", count),
		[SHELF_PLACE] = "",
		[SHELF_OPENED] = "",
	};
	return g_strdup_printf(formats[field], count);
}

/* With the title of the article, where it is there. */
static char *undone_in_one(const struct app *app, enum shelf_field field, uint32_t entry)
{
	static const struct {
		const char *alone, *titled;
	} undone[SHELF_FIELDS] = {
		[SHELF_READ] = {N_("Undone: read or unread"), N_("Undone: read or unread (%.*s)")},
		[SHELF_STAR] = {N_("Undone: star"), N_("Undone: star (%.*s)")},
		[SHELF_TAGS] = {N_("Undone: tags"), N_("Undone: tags (%.*s)")},
		[SHELF_NOTE] = {N_("Undone: note"), N_("Undone: note (%.*s)")},
		[SHELF_PLACE] = {"", ""},
		[SHELF_OPENED] = {"", ""},
	};
	if (entry == ENTRY_NONE)
		return g_strdup(_(undone[field].alone));
	struct article article;
	archive_article(app->archive, entry, &article);
	struct span title = article_span(&article, article.title);
	return g_strdup_printf(_(undone[field].titled), (int)title.len, title.at);
}

static void say_undone(struct app *app, struct shelf_undone last)
{
	if (last.changes == 0 || !last.id) {
		if (last.changes == 0)
			app_say(app, _("Nothing is left to undo"));
		else
			app_say_kept(app, last.kind == SHELF_SEARCH ? _("Undone: saved search") : _("Undone: mark"));
		return;
	}
	app->reading.settled = true;
	uint32_t entry = archive_find_id(app->archive, span_of(last.id));
	char *text = last.changes > 1 ? undone_in_many(last.field, last.changes)
	                              : undone_in_one(app, last.field, entry);
	app_say_kept(app, text);
	g_free(text);
}

/* What is being done is stopped: then that much of it is undone. */
void app_undo(struct app *app, unsigned count)
{
	if (app->bulk.on && app->bulk.undoing)
		return;
	app_stop_bulk(app);
	app->bulk = (struct bulk){
		.on = true,
		.undoing = true,
		.steps = count,
		.undone = {.field = SHELF_FIELDS},
		.began_ms = app->now_ms(app->clock),
	};
	app_work_bulk(app);
}
