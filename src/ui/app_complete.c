/* SPDX-License-Identifier: MIT */
/*
 * Tab in prompts: what may stand there is asked of the prompt, words of the archive are gathered meanwhile, in portions
 * between the keys.
 */
#include "source/folder_names.h"
#include "ui/app_state.h"
#include "ui/query_words.h"

/* How long one event may gather words: between keys, and when Tab asks for them. Microseconds. */
#define GATHER_US 2000
#define GATHER_NOW_US 20000

/* Tags of one's own are typed like those of articles. */
static void add_own_tags(struct app *app)
{
	struct completing *completing = &app->completing;
	uint64_t changes = shelf_changes(app->standing.shelf);
	if (completing->tags_of == changes + 1)
		return;
	completing->tags_of = changes + 1;
	GPtrArray *tags = shelf_all_tags(app->standing.shelf);
	for (guint i = 0; i < tags->len; i++)
		vocabulary_add(completing->vocabulary, VOCABULARY_TAG, span_of(g_ptr_array_index(tags, i)));
	g_ptr_array_unref(tags);
}

void app_complete_query(struct app *app, struct span text, struct completion *completion)
{
	struct completing *completing = &app->completing;
	add_own_tags(app);
	bool more = vocabulary_work(completing->vocabulary, GATHER_NOW_US);
	query_complete(text, completing->vocabulary, completion);
	completion->more = more && completion->from > 0;
}

/* The last name of the path, out of what lies in its folder. */
void app_complete_path(struct app *app, struct span text, struct completion *completion)
{
	size_t slash = span_find_last(text, SPAN("/")), from = slash == SPAN_NONE ? 0 : slash + 1;
	char *folder = from > 0 ? app_path(span_cut(text, 0, from)) : g_strdup(".");
	GPtrArray *names = folder_names(folder, span_from(text, from), COMPLETION_MOST);
	(void)app;
	for (guint i = 0; i < names->len; i++)
		completion_add(completion, g_ptr_array_index(names, i));
	completion->from = from;
	completion_settle(completion, text.len - from);
	g_ptr_array_unref(names);
	g_free(folder);
}

bool app_complete(struct app *app, enum prompt_result result, uint32_t key,
                  void (*fill)(struct app *app, struct span text, struct completion *completion))
{
	struct completion *completion = &app->completing.completion;
	if (result != PROMPT_IGNORED || (key != KEY_TAB && key != KEY_CODE_BACKTAB)) {
		completion_drop(completion);
		return false;
	}
	if (completion->words->len == 0) {
		fill(app, span_cut(prompt_text(app->prompt), 0, prompt_point(app->prompt)), completion);
		completion->to = prompt_point(app->prompt);
	}
	const char *word = completion_step(completion, key == KEY_TAB ? 1 : -1);
	if (!word)
		return true;
	prompt_replace(app->prompt, completion->from, completion->to, span_of(word));
	completion->to = prompt_point(app->prompt);
	if (completion->words->len == 1)
		completion_drop(completion);
	return true;
}

/* Only while there is a prompt in which they may be wanted. */
bool app_gathers(const struct app *app)
{
	return app->prompt && vocabulary_is_busy(app->completing.vocabulary);
}

void app_gather(struct app *app)
{
	if (app_gathers(app))
		vocabulary_work(app->completing.vocabulary, GATHER_US);
}

void app_draw_completion(const struct app *app, struct canvas *canvas, struct span note)
{
	const struct completion *completion = &app->completing.completion;
	struct rect row = app->layout.status;
	if (row.rows == 0 || row.row == 0)
		return;
	row.row--;
	if (completion->words->len > 1) {
		completion_draw(completion, canvas, row);
	} else if (note.len > 0) {
		canvas_fill(canvas, row, STYLE_STATUS);
		canvas_field(canvas, row.row, row.column, row.columns, note, STYLE_STATUS, 0);
	}
}
