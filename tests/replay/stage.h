/* SPDX-License-Identifier: MIT */
#ifndef TESTS_STAGE_H
#define TESTS_STAGE_H

/*
 * The app without a terminal: a canvas, and a clock that stands still until it is told otherwise. After every event the
 * screen is drawn and looked over: a torn row ends the test.
 */

#include <glib.h>

#include "ui/app.h"

struct stage {
	struct archive *archive;
	struct shelf *shelf;  /* one that is never written; it outlives a restart */
	const char *session;  /* NULL until a test sets it */
	struct settings settings;
	const struct problems *problems; /* of the config; NULL until a test sets it */
	struct widths widths;
	struct app *app;
	struct canvas *canvas;
	int64_t now_ms;
	bool decoding;    /* a picture waits for whoever carries effects out */
	GString *effects; /* what the app wanted done outside, one a line */
};

/* Opens the folder or file `path` and begins when it has been loaded, or at once. */
struct stage *stage_new(const char *path, unsigned rows, unsigned columns);
struct stage *stage_new_loading(const char *path, unsigned rows, unsigned columns);

/* The articles of seeds/ on 24 rows and 80 columns. */
struct stage *stage_seeds(void);

void stage_free(struct stage *stage);

/* Begins again with the same archive. */
void stage_restart(struct stage *stage);

void stage_event(struct stage *stage, const struct event *event);
void stage_key(struct stage *stage, uint32_t key);
void stage_type(struct stage *stage, const char *text);
void stage_resize(struct stage *stage, unsigned rows, unsigned columns);

/* The screen as text, for g_free(). */
char *stage_dump(const struct stage *stage);

/* `name` in the source folder, for g_free(). */
char *stage_source(const char *name);

/* Lets the time pass that the app asks for, until it waits for nothing. */
void stage_rest(struct stage *stage);

/* Waits until the archive has something to tell, and lets the app hear it. */
void stage_take_news(struct stage *stage);

/* Looks for changes of the archive, and takes all that is found. */
void stage_look_again(struct stage *stage);

/* Whether the screen shows a text; the others end the test where it does not, or does. */
bool stage_shows(const struct stage *stage, const char *text);
void stage_expect(const struct stage *stage, const char *text);
void stage_expect_not(const struct stage *stage, const char *text);

/* The cells of the screen that are styled as a match, as text; for g_free(). */
char *stage_marked(const struct stage *stage);

#endif
