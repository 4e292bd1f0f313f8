/* SPDX-License-Identifier: MIT */
#ifndef UI_APP_H
#define UI_APP_H

/*
 * The app owns the panes, the focus and the prompt. It is a state machine: events in, a painted canvas and effects out.
 * It never waits and never touches the terminal. What it does depends on the clock that the host gives, and on no
 * other; how much of it at a time, and what it says of that, on the machine's. main.c and the tests drive it the same
 * way.
 */

#include <stdbool.h>
#include <stdint.h>

#include "archive/archive.h"
#include "config/settings.h"
#include "shelf/shelf.h"
#include "ui/canvas.h"
#include "ui/event.h"
#include "ui/palette.h"

struct app;

/* What surrounds a run; nothing else is asked for inside. */
struct app_host {
	const struct settings *settings; /* borrowed */
	const struct widths *widths;     /* borrowed; shared with the canvas */
	int64_t (*now_ms)(void *data);   /* a clock that never goes back, in milliseconds */
	void *data;
	struct shelf *shelf;             /* borrowed */
	const char *session;             /* which archives these are, to come back to where one left; NULL: not kept */
	const struct problems *problems; /* of the config file; borrowed; NULL: none */
};

/* `archive` is borrowed and may still be loading. */
struct app *app_new(struct archive *archive, const struct app_host *host);
void app_free(struct app *app); /* NULL is allowed */

/* False once the reader is to end: main.c then carries out what effects there are, and frees the app. */
bool app_running(const struct app *app);

/* Paints everything onto the canvas, always the same one, whose size is taken as the screen's. */
void app_draw(struct app *app, struct canvas *canvas);

/* Does what an event asks for, and what is due besides. The event is borrowed. Draw after it. */
void app_handle(struct app *app, const struct event *event);

/*
 * After a screen was shown: makes ready what the next key may show, so that whoever presses it need not wait for that.
 */
void app_prepare(struct app *app);

/* The next effect to carry out, for effect_clear(); EFFECT_NONE when there is none left. */
struct effect app_take_effect(struct app *app);

/* Frees what an effect brought along. */
void effect_clear(struct effect *effect);

/* The settings in force: those of the host, and what :set made of them. */
const struct settings *app_settings(const struct app *app);

/* The colours that the settings ask for now; EFFECT_DRESS tells that they are others. */
const struct palette *app_palette(const struct app *app);

/* Milliseconds until the app wants an EVENT_TICK; -1 when it waits for nothing. */
int app_timeout(const struct app *app);

#endif
