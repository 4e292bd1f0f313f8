/* SPDX-License-Identifier: MIT */
#ifndef UI_GALLERY_H
#define UI_GALLERY_H

/*
 * The pictures of one article, one at a time, over all of the screen but its last row. A picture comes in steps: its
 * file is looked for in the archive, somebody decodes it (gallery_wants), and it is drawn. What cannot be shown is told
 * of: why, its caption, its address.
 */

#include "archive/archive.h"
#include "picture/chafa.h"
#include "ui/frame.h"
#include "ui/canvas.h"

struct gallery;

/* What the terminal has for pictures. */
struct gallery_screen {
	bool pixels;                      /* it shows the canvas's picture */
	unsigned cell_width, cell_height; /* pixels; 0: not known */
};

/* The pictures of an entry that has some, from picture `at` on. `chafa` is borrowed. */
struct gallery *gallery_new(const struct archive *archive, uint32_t entry, uint32_t at, struct chafa *chafa);
void gallery_free(struct gallery *gallery); /* NULL is allowed */

/* Goes `by` pictures on, or back; false where there is none. */
bool gallery_step(struct gallery *gallery, long by);

/* The entry whose pictures these are, and the address of the one that is shown, as the article gives it. */
uint32_t gallery_entry(const struct gallery *gallery);
struct span gallery_address(const struct gallery *gallery);

/* True while a file is being looked for; gallery_wants() has to be asked again soon. And while it is being decoded. */
bool gallery_is_waiting(const struct gallery *gallery);
bool gallery_is_decoding(const struct gallery *gallery);

/* How often it is told how long that takes already. Milliseconds. */
#define GALLERY_TELL_MS 1000

/* The bytes of a file that was found and is to be decoded, once, for g_bytes_unref(); NULL. */
GBytes *gallery_wants(struct gallery *gallery);

/* What became of them: the raster is then the gallery's, too; or NULL, and why. */
void gallery_take(struct gallery *gallery, struct raster *raster, const char *why);

/*
 * `lines` as frame_bar(). `covered`: something else will be drawn over it, so pixels, which lie above all cells, are of
 * no use.
 */
void gallery_draw(struct gallery *gallery, struct canvas *canvas, const struct gallery_screen *screen,
                  enum frame_lines lines, bool covered);

#endif
