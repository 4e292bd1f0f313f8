/* SPDX-License-Identifier: MIT */
/*
 * The pictures of an article lie over everything until they are closed, or an action is about something else. Their
 * files come from a thread of the archive's, which is asked now and then; they are decoded outside, as an effect.
 */
#include <glib/gi18n.h>

#include "ui/app_state.h"
#include "ui/gallery.h"
#include "ui/pane_reader.h"

/* How long to wait before asking for the file again. */
#define ASK_MS 20

static void decode(struct app *app, GBytes *bytes)
{
	struct effect *effect = g_new0(struct effect, 1);
	effect->kind = EFFECT_DECODE;
	effect->bytes = bytes;
	g_queue_push_tail(&app->effects, effect);
}

static void close_gallery(struct app *app)
{
	g_clear_pointer(&app->gallery, gallery_free);
	decode(app, NULL);
}

/* The first picture at or behind the place where one reads, else the last one. */
static uint32_t picture_in_sight(const struct app *app, const struct article *article)
{
	uint32_t place = app->focus == PANE_READER ? reader_pane_place(app->panes[PANE_READER]) : READER_TOP;
	uint32_t last = 0;
	if (place == READER_TOP)
		return 0;
	for (uint32_t i = 0; i < article->block_count; i++) {
		const struct block *block = &article->blocks[i];
		if (block->kind != BLOCK_IMAGE || block->number >= article->image_count)
			continue;
		last = block->number;
		if (block->to >= place)
			break;
	}
	return last;
}

void app_pictures(struct app *app, unsigned count)
{
	uint32_t entry = app_pane(app)->ops->target(app_pane(app)).entry;
	struct article article;
	if (entry == ENTRY_NONE) {
		app_fail(app, _("No article is selected"));
		return;
	}
	archive_article(app->archive, entry, &article);
	if (article.image_count == 0) {
		app_say(app, _("This article has no pictures"));
		return;
	}
	uint32_t at = count > 0 ? MIN(count, article.image_count) - 1 : picture_in_sight(app, &article);
	if (!app->chafa)
		app->chafa = chafa_new();
	app->gallery = gallery_new(app->archive, entry, at, app->chafa);
}

static void step(struct app *app, long by)
{
	if (!gallery_step(app->gallery, by))
		app_say(app, by > 0 ? _("This is the last picture") : _("This is the first picture"));
	else
		decode(app, NULL);
}

/* Actions that mean something here: a step among the pictures, or back to the article (0). */
static const struct {
	enum action action;
	int by;
} steps[] = {
	{ACTION_DOWN, 1},    {ACTION_PAGE_DOWN, 1}, {ACTION_HALF_DOWN, 1}, {ACTION_NEXT_MATCH, 1},
	{ACTION_UP, -1},     {ACTION_PAGE_UP, -1},  {ACTION_HALF_UP, -1},  {ACTION_PREVIOUS_MATCH, -1},
	{ACTION_TOP, -1000000}, {ACTION_BOTTOM, 1000000},
	{ACTION_PICTURES, 0}, {ACTION_CLOSE, 0},    {ACTION_BACK, 0},      {ACTION_CANCEL, 0},
};

__attribute__((hot))
bool app_pictures_act(struct app *app, enum action action, unsigned count)
{
	if (!app->gallery)
		return false;
	for (size_t i = 0; i < G_N_ELEMENTS(steps); i++) {
		if (steps[i].action != action)
			continue;
		if (steps[i].by != 0)
			step(app, steps[i].by * (long)MAX(count, 1));
		else
			close_gallery(app);
		return true;
	}
	if (action == ACTION_OPEN_ADDRESS) {
		struct target target = {ENTRY_NONE, gallery_entry(app->gallery), gallery_address(app->gallery)};
		app_follow(app, target);
		return true;
	}
	if (action != ACTION_REDRAW && action != ACTION_SUSPEND && action != ACTION_REPEAT)
		close_gallery(app);
	return false;
}

bool app_pictures_mouse(struct app *app, const struct event *event)
{
	if (!app->gallery)
		return false;
	if (event->mouse == MOUSE_WHEEL_DOWN)
		step(app, 1);
	else if (event->mouse == MOUSE_WHEEL_UP)
		step(app, -1);
	return true;
}

void app_pictures_work(struct app *app)
{
	GBytes *bytes = app->gallery ? gallery_wants(app->gallery) : NULL;
	if (bytes)
		decode(app, bytes);
}

int app_pictures_timeout(const struct app *app, int timeout)
{
	bool waiting = app->gallery && gallery_is_waiting(app->gallery);
	if (!waiting && !(app->gallery && gallery_is_decoding(app->gallery)))
		return timeout;
	int wait = waiting ? ASK_MS : GALLERY_TELL_MS;
	return timeout < 0 ? wait : MIN(timeout, wait);
}

void app_take_picture(struct app *app, const struct event *event)
{
	if (app->gallery)
		gallery_take(app->gallery, event->raster, event->message);
}

void app_take_graphics(struct app *app, const struct event *event)
{
	app->graphics = (struct gallery_screen){true, event->columns, event->rows};
}

__attribute__((hot))
bool app_draw_pictures(struct app *app, struct canvas *canvas, enum frame_lines lines)
{
	canvas->picture = NULL;
	if (app->gallery)
		gallery_draw(app->gallery, canvas, &app->graphics, lines, app->question || app->prompt);
	return app->gallery != NULL;
}

void app_pictures_clear(struct app *app)
{
	gallery_free(app->gallery);
	chafa_free(app->chafa);
}
