/* SPDX-License-Identifier: MIT */
#ifndef UI_EVENT_H
#define UI_EVENT_H

/* What comes in, and what goes out: the two small languages between the app and whoever runs it (term/, or a test). */

#include <glib.h>
#include <stdint.h>

#include "base/span.h"
#include "picture/raster.h"

/* A key is a code point (control keys as their control code, 1 to 31, 127) or one of these. */
enum key {
	KEY_CODE_FIRST = 0x110000, /* beyond Unicode */
	KEY_CODE_UP = KEY_CODE_FIRST,
	KEY_CODE_DOWN,
	KEY_CODE_LEFT,
	KEY_CODE_RIGHT,
	KEY_CODE_PAGE_UP,
	KEY_CODE_PAGE_DOWN,
	KEY_CODE_HOME,
	KEY_CODE_END,
	KEY_CODE_INSERT,
	KEY_CODE_DELETE,
	KEY_CODE_BACKSPACE,
	KEY_CODE_BACKTAB,
	KEY_CODE_F1,
	KEY_CODE_F12 = KEY_CODE_F1 + 11,
};

enum event_kind {
	EVENT_KEY,    /* key */
	EVENT_PASTE,  /* text: what was pasted, as it came */
	EVENT_RESIZE, /* rows, columns */
	EVENT_TICK,   /* the time that app_timeout() asked for has come */
	EVENT_NEWS,   /* archive_fd() is readable */
	EVENT_EDITED, /* the text of an EFFECT_EDIT came back: text */
	EVENT_RESULT, /* an effect was carried out: message says how, or is NULL */
	EVENT_WIDTHS, /* characters have other widths than before: all that was measured has to be measured again */
	EVENT_GROUND, /* light: the terminal said what its background is */
	EVENT_MOUSE,  /* mouse, row, column */
	EVENT_REDRAW, /* the screen was lost: all of it has to be drawn again */
	EVENT_GRAPHICS, /* the terminal shows the canvas's picture; rows, columns: the pixels of a cell */
	EVENT_PICTURE, /* the bytes of an EFFECT_DECODE were decoded: raster, or NULL, and message says why */
};

/* The left button, or the wheel. */
enum mouse_event { MOUSE_PRESS, MOUSE_RELEASE, MOUSE_DRAG, MOUSE_WHEEL_UP, MOUSE_WHEEL_DOWN };

struct event {
	enum event_kind kind;
	uint32_t key;
	unsigned rows, columns;
	enum mouse_event mouse;
	bool light;
	unsigned row, column; /* of the screen, from 0 */
	struct span text;    /* EVENT_PASTE, EVENT_EDITED; borrowed during the call */
	const char *message; /* EVENT_RESULT, EVENT_PICTURE; borrowed during the call */
	struct raster *raster; /* EVENT_PICTURE; borrowed during the call */
};

enum effect_kind {
	EFFECT_NONE,
	EFFECT_OPEN,    /* open the addresses `text`, one a line; where there is no browser, copy them and say so */
	EFFECT_COPY,    /* copy `text` to the clipboard */
	EFFECT_EDIT,    /* let the person edit `text`; EVENT_EDITED follows, or EVENT_RESULT where that failed */
	EFFECT_SAVE,    /* write `entries` to the file `text`, unless it is there */
	EFFECT_REPLACE, /* the same, whether it is there or not */
	EFFECT_PIPE,    /* give the text of `entries` to the command `text` */
	EFFECT_VIEW,    /* show the text of `entries` in a pager */
	EFFECT_SUSPEND, /* give the terminal back to the shell */
	EFFECT_DRESS,   /* show roles as app_palette() says now */
	EFFECT_SETTLE,  /* the mouse and the widths are as app_settings() says now */
	EFFECT_REDRAW,  /* draw the whole screen anew */
	EFFECT_DECODE,  /* make a raster of the picture file `bytes`; NULL: what is under way is not wanted any more */
	EFFECT_BELL,
};

struct effect {
	enum effect_kind kind;
	char *text; /* owned by whoever took the effect, for g_free(); NULL where there is none */
	GArray *entries; /* of uint32_t: articles, for g_array_unref(); or NULL */
	GBytes *bytes;   /* for g_bytes_unref(); or NULL */
};

#endif
