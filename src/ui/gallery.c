/* SPDX-License-Identifier: MIT */
/*
 * A bar, the picture, its caption and address, and a row that is left to the caller. Cells of a picture are made once
 * for each size. Where the terminal has pixels its cells stay blank. Sizes of areas are in cells, of rasters in pixels.
 */
#include "ui/gallery.h"

#include <glib/gi18n.h>

#include "picture/decode.h"
#include "source/fetch.h"
#include "ui/frame.h"
#include "ui/pane.h"

#define CELL_WIDTH 10 /* pixels, where nobody tells: what matters is that it is half as wide as high */
#define CELL_HEIGHT 20
#define CELLS_LARGER 4 /* a small picture may grow so far where a cell is all the detail there is */
#define ROWS_LEAST 8   /* on a smaller screen the caption and the address leave the picture no room */

struct gallery {
	const struct archive *archive;
	uint32_t entry, at;
	struct article article; /* its bytes are the archive's */
	struct fetch *fetch;    /* NULL once the file was found, or not */
	GBytes *found;          /* to be decoded; NULL once somebody took it */
	bool decoding;
	int64_t began_us;       /* when looking for it began */
	struct raster *raster;
	const char *why;        /* there is none */
	struct chafa *chafa;
	struct picture_cell *cells; /* of the raster; NULL */
	unsigned columns, rows;     /* of the cells */
	enum picture_symbols symbols;
};

static const struct image *image_of(const struct gallery *gallery)
{
	return &gallery->article.images[gallery->at];
}

/* Forgets the picture that is shown. */
static void drop(struct gallery *gallery)
{
	g_clear_pointer(&gallery->fetch, fetch_free);
	g_clear_pointer(&gallery->found, g_bytes_unref);
	g_clear_pointer(&gallery->raster, raster_unref);
	g_clear_pointer(&gallery->cells, g_free);
	gallery->decoding = false;
	gallery->why = NULL;
}

static void look_for(struct gallery *gallery)
{
	drop(gallery);
	gallery->began_us = g_get_monotonic_time();
	if (!chafa_is_there(gallery->chafa))
		gallery->why = decode_message(DECODE_LIBRARY);
	else
		gallery->fetch = archive_picture(gallery->archive, gallery->entry, gallery_address(gallery));
}

struct gallery *gallery_new(const struct archive *archive, uint32_t entry, uint32_t at, struct chafa *chafa)
{
	struct gallery *gallery = g_new0(struct gallery, 1);
	gallery->archive = archive;
	gallery->entry = entry;
	gallery->at = at;
	gallery->chafa = chafa;
	archive_article(archive, entry, &gallery->article);
	look_for(gallery);
	return gallery;
}

void gallery_free(struct gallery *gallery)
{
	if (!gallery)
		return;
	drop(gallery);
	g_free(gallery);
}

bool gallery_step(struct gallery *gallery, long by)
{
	long last = (long)gallery->article.image_count - 1, to = CLAMP((long)gallery->at + by, 0, last);
	if (to == (long)gallery->at)
		return false;
	gallery->at = (uint32_t)to;
	look_for(gallery);
	return true;
}

uint32_t gallery_entry(const struct gallery *gallery)
{
	return gallery->entry;
}

struct span gallery_address(const struct gallery *gallery)
{
	return article_span(&gallery->article, image_of(gallery)->url);
}

bool gallery_is_waiting(const struct gallery *gallery)
{
	return gallery->fetch != NULL;
}

bool gallery_is_decoding(const struct gallery *gallery)
{
	return gallery->decoding;
}

GBytes *gallery_wants(struct gallery *gallery)
{
	GBytes *bytes = NULL;
	if (!gallery->fetch || !fetch_done(gallery->fetch, &bytes, &gallery->why))
		return NULL;
	g_clear_pointer(&gallery->fetch, fetch_free);
	gallery->decoding = bytes != NULL;
	return bytes;
}

void gallery_take(struct gallery *gallery, struct raster *raster, const char *why)
{
	if (!gallery->decoding)
		return;
	gallery->decoding = false;
	gallery->raster = raster ? raster_ref(raster) : NULL;
	gallery->why = raster ? NULL : why;
}

/* Drawing ---------------------------------------------------------------------------------------------------------- */

static void draw_bar(const struct gallery *gallery, struct canvas *canvas, enum frame_lines lines)
{
	GString *position = g_string_new(NULL);
	char *title = g_strdup_printf(_("Picture %u of %u"), gallery->at + 1, gallery->article.image_count);
	if (gallery->raster)
		g_string_printf(position, "%ux%u", gallery->raster->width, gallery->raster->height);
	frame_bar(canvas, (struct rect){0, 0, 1, canvas->columns}, span_of(title),
	          (struct span){position->str, position->len}, true, lines);
	g_string_free(position, TRUE);
	g_free(title);
}

/* A text in the middle of a row. */
static void draw_line(struct canvas *canvas, unsigned row, struct span text, enum style style)
{
	unsigned width = (unsigned)MIN(width_text(canvas->widths, text), canvas->columns);
	unsigned column = (canvas->columns - width) / 2;
	canvas_field(canvas, row, column, canvas->columns - column, text, style, 0);
}

/* The rows below the picture: the caption, else what stands for it, and the address. Gives the rows above them. */
static unsigned draw_words(const struct gallery *gallery, struct canvas *canvas)
{
	unsigned end = canvas->rows - 1;
	struct span caption = article_span(&gallery->article, image_of(gallery)->caption);
	struct span alt = article_span(&gallery->article, image_of(gallery)->alt);
	if (end < ROWS_LEAST && !gallery->why)
		return end;
	if (caption.len == 0)
		caption = alt;
	draw_line(canvas, --end, gallery_address(gallery), STYLE_ADDRESS);
	if (caption.len > 0 && end > 1)
		draw_line(canvas, --end, caption, STYLE_CAPTION);
	return end;
}

/* The cells that the picture takes of a room, in its middle. */
static struct rect place(const struct raster *raster, struct rect room, const struct gallery_screen *screen)
{
	unsigned width = screen->cell_width ? screen->cell_width : CELL_WIDTH;
	unsigned height = screen->cell_height ? screen->cell_height : CELL_HEIGHT;
	unsigned larger = screen->pixels ? 1 : CELLS_LARGER, across, down;
	raster_fit(raster->width * larger, raster->height * larger, room.columns * width, room.rows * height, &across,
	           &down);
	unsigned columns = CLAMP((across + width / 2) / width, 1, room.columns);
	unsigned rows = CLAMP((down + height / 2) / height, 1, room.rows);
	return (struct rect){room.row + (room.rows - rows) / 2, room.column + (room.columns - columns) / 2, rows,
	                     columns};
}

/* The cells of the picture in this size. */
static const struct picture_cell *cells_of(struct gallery *gallery, struct rect area, enum picture_symbols symbols)
{
	if (gallery->cells && gallery->columns == area.columns && gallery->rows == area.rows &&
	    gallery->symbols == symbols)
		return gallery->cells;
	g_free(gallery->cells);
	gallery->cells = chafa_cells(gallery->chafa, gallery->raster, area.columns, area.rows, symbols);
	gallery->columns = area.columns;
	gallery->rows = area.rows;
	gallery->symbols = symbols;
	return gallery->cells;
}

static void draw_cells(struct gallery *gallery, struct canvas *canvas, struct rect area)
{
	/* Blocks are as wide as quotation marks are: of two cells they are no use. */
	bool narrow = canvas->widths->lines;
	const struct picture_cell *cell = cells_of(gallery, area, narrow ? PICTURE_BLOCKS : PICTURE_BLANKS);
	for (unsigned row = 0; cell && row < area.rows; row++)
		for (unsigned column = 0; column < area.columns; column++, cell++)
			canvas_paint(canvas, area.row + row, area.column + column, cell->code, cell->fore, cell->back);
}

static void draw_picture(struct gallery *gallery, struct canvas *canvas, struct rect room,
                         const struct gallery_screen *screen, bool covered)
{
	struct rect area = place(gallery->raster, room, screen);
	if (!screen->pixels || covered) {
		draw_cells(gallery, canvas, area);
		return;
	}
	canvas->picture = gallery->raster;
	canvas->picture_area = area;
}

/* Why there is no picture, or that there may be one, and since when it is looked for. */
static void draw_waiting(const struct gallery *gallery, struct canvas *canvas, unsigned row)
{
	char *text = g_strdup_printf(gallery->decoding ? _("Decoding the picture... %u s")
	                                               : _("Looking for the picture... %u s"),
	                             pane_seconds(gallery->began_us));
	draw_line(canvas, row, span_of(gallery->why ? gallery->why : text), gallery->why ? STYLE_ERROR : STYLE_REASON);
	g_free(text);
}

void gallery_draw(struct gallery *gallery, struct canvas *canvas, const struct gallery_screen *screen,
                  enum frame_lines lines, bool covered)
{
	struct rect room = {1, 0, 0, canvas->columns};
	canvas_fill(canvas, (struct rect){0, 0, canvas->rows - 1, canvas->columns}, STYLE_TEXT);
	if (canvas->rows < 3)
		return;
	draw_bar(gallery, canvas, lines);
	unsigned end = draw_words(gallery, canvas);
	room.rows = end > room.row ? end - room.row : 0;
	if (room.rows == 0 || room.columns == 0)
		return;
	if (gallery->raster)
		draw_picture(gallery, canvas, room, screen, covered);
	else
		draw_waiting(gallery, canvas, room.row + room.rows / 2);
}
