/* SPDX-License-Identifier: MIT */
/*
 * Chafa 1.8 and newer, which have one binary interface: functions over opaque structs, and enums whose numbers stay.
 * Symbols are chosen by code point, so that no newer release comes up with characters that fonts do not have. A raster
 * is scaled to the pixels of its sixels beforehand: a cell is one pixel there. Of kitty's protocol we use what other
 * terminals have taken over: pixels in the stream, pieces of at most 4096 bytes of base64.
 */
#include "picture/chafa.h"

#include <stddef.h>
#include <string.h>

#include "base/module.h"
#include "config.h"

/* Chafa's enums. */
enum { CANVAS_TRUECOLOR = 0, PIXELS_SYMBOLS = 0, PIXELS_SIXELS = 1, PIXEL_RGB8 = 8 };

static const char *const library_names[] = {"libchafa.so.0", "libchafa.so", "libchafa.0.dylib", "libchafa.dylib"};

struct chafa {
	bool tried, there;
	void *(*config_new)(void);
	void (*config_unref)(void *config);
	void (*set_geometry)(void *config, int width, int height);
	void (*set_cell_geometry)(void *config, int width, int height);
	void (*set_canvas_mode)(void *config, int mode);
	void (*set_pixel_mode)(void *config, int mode);
	void (*set_symbol_map)(void *config, const void *map);
	void *(*map_new)(void);
	void (*map_unref)(void *map);
	void (*map_add)(void *map, gunichar first, gunichar last);
	void *(*canvas_new)(const void *config);
	void (*canvas_unref)(void *canvas);
	void (*draw)(void *canvas, int type, const guint8 *pixels, int width, int height, int stride);
	gunichar (*char_at)(void *canvas, int x, int y);
	void (*colours_at)(void *canvas, int x, int y, int *fore, int *back);
	GString *(*print)(void *canvas, void *info);
	void *(*db_default)(void);
	void *(*db_fallback)(void *db);
	void (*info_unref)(void *info);
};

static const struct module_symbol functions[] = {
	{"chafa_canvas_config_new", offsetof(struct chafa, config_new)},
	{"chafa_canvas_config_unref", offsetof(struct chafa, config_unref)},
	{"chafa_canvas_config_set_geometry", offsetof(struct chafa, set_geometry)},
	{"chafa_canvas_config_set_cell_geometry", offsetof(struct chafa, set_cell_geometry)},
	{"chafa_canvas_config_set_canvas_mode", offsetof(struct chafa, set_canvas_mode)},
	{"chafa_canvas_config_set_pixel_mode", offsetof(struct chafa, set_pixel_mode)},
	{"chafa_canvas_config_set_symbol_map", offsetof(struct chafa, set_symbol_map)},
	{"chafa_symbol_map_new", offsetof(struct chafa, map_new)},
	{"chafa_symbol_map_unref", offsetof(struct chafa, map_unref)},
	{"chafa_symbol_map_add_by_range", offsetof(struct chafa, map_add)},
	{"chafa_canvas_new", offsetof(struct chafa, canvas_new)},
	{"chafa_canvas_unref", offsetof(struct chafa, canvas_unref)},
	{"chafa_canvas_draw_all_pixels", offsetof(struct chafa, draw)},
	{"chafa_canvas_get_char_at", offsetof(struct chafa, char_at)},
	{"chafa_canvas_get_colors_at", offsetof(struct chafa, colours_at)},
	{"chafa_canvas_print", offsetof(struct chafa, print)},
	{"chafa_term_db_get_default", offsetof(struct chafa, db_default)},
	{"chafa_term_db_get_fallback_info", offsetof(struct chafa, db_fallback)},
	{"chafa_term_info_unref", offsetof(struct chafa, info_unref)},
};

struct chafa *chafa_new(void)
{
	return g_new0(struct chafa, 1);
}

void chafa_free(struct chafa *chafa)
{
	g_free(chafa);
}

bool chafa_is_there(struct chafa *chafa)
{
	if (!chafa->tried)
		chafa->there = HAVE_PICTURES && module_load(library_names, G_N_ELEMENTS(library_names), functions,
		                                            G_N_ELEMENTS(functions), chafa);
	chafa->tried = true;
	return chafa->there;
}

/* Chafa's scaler goes from row to row by words of so many bytes, whatever it is told. */
#define ROW_UNIT 4

/* A canvas with the raster on it, for canvas_unref(). Takes the config over. */
static void *draw(const struct chafa *chafa, void *config, const struct raster *raster)
{
	size_t len = (size_t)raster->width * 3, stride = (len + ROW_UNIT - 1) / ROW_UNIT * ROW_UNIT;
	uint8_t *rows = g_malloc0_n(raster->height, stride);
	void *canvas = chafa->canvas_new(config);
	for (size_t y = 0; y < raster->height; y++)
		memcpy(rows + y * stride, raster->rgb + y * len, len);
	chafa->config_unref(config);
	chafa->draw(canvas, PIXEL_RGB8, rows, (int)raster->width, (int)raster->height, (int)stride);
	g_free(rows);
	return canvas;
}

static void set_symbols(const struct chafa *chafa, void *config, enum picture_symbols symbols)
{
	void *map = chafa->map_new();
	chafa->map_add(map, ' ', ' ');
	if (symbols == PICTURE_BLOCKS) {
		chafa->map_add(map, 0x2580, 0x2590); /* halves and eighths */
		chafa->map_add(map, 0x2596, 0x259F); /* quarters */
	}
	chafa->set_symbol_map(config, map);
	chafa->map_unref(map);
}

struct picture_cell *chafa_cells(struct chafa *chafa, const struct raster *raster, unsigned columns, unsigned rows,
                                 enum picture_symbols symbols)
{
	if (!chafa_is_there(chafa) || columns == 0 || rows == 0 || columns > RASTER_MOST || rows > RASTER_MOST)
		return NULL;
	struct picture_cell *cells = g_new(struct picture_cell, (size_t)columns * rows);
	void *config = chafa->config_new();
	chafa->set_geometry(config, (int)columns, (int)rows);
	chafa->set_canvas_mode(config, CANVAS_TRUECOLOR);
	chafa->set_pixel_mode(config, PIXELS_SYMBOLS);
	set_symbols(chafa, config, symbols);
	void *canvas = draw(chafa, config, raster);
	for (unsigned i = 0; i < columns * rows; i++) {
		int x = (int)(i % columns), y = (int)(i / columns), fore = 0, back = 0;
		cells[i].code = chafa->char_at(canvas, x, y);
		chafa->colours_at(canvas, x, y, &fore, &back);
		cells[i].fore = fore < 0 ? 0 : (uint32_t)fore;
		cells[i].back = back < 0 ? 0 : (uint32_t)back;
	}
	chafa->canvas_unref(canvas);
	return cells;
}

bool chafa_sixels(struct chafa *chafa, const struct raster *raster, GString *out)
{
	if (!chafa_is_there(chafa))
		return false;
	void *config = chafa->config_new();
	chafa->set_geometry(config, (int)raster->width, (int)raster->height);
	chafa->set_cell_geometry(config, 1, 1);
	chafa->set_canvas_mode(config, CANVAS_TRUECOLOR);
	chafa->set_pixel_mode(config, PIXELS_SIXELS);
	void *canvas = draw(chafa, config, raster), *info = chafa->db_fallback(chafa->db_default());
	GString *sixels = chafa->print(canvas, info);
	g_string_append_len(out, sixels->str, (gssize)sixels->len);
	g_string_free(sixels, TRUE);
	chafa->info_unref(info);
	chafa->canvas_unref(canvas);
	return true;
}

/* kitty ------------------------------------------------------------------------------------------------------------ */

#define PIECE 4096 /* bytes of base64 in one control string */

void kitty_picture(const struct raster *raster, unsigned columns, unsigned rows, GString *out)
{
	char *encoded = g_base64_encode(raster->rgb, raster_size(raster));
	size_t len = strlen(encoded);
	for (size_t at = 0; at < len; at += PIECE) {
		g_string_append(out, "\033_G");
		if (at == 0) /* shown at once, the cursor stays, nothing is answered */
			g_string_append_printf(out, "a=T,f=24,s=%u,v=%u,c=%u,r=%u,C=1,q=2,", raster->width,
			                       raster->height, columns, rows);
		g_string_append_printf(out, "m=%d;", at + PIECE < len);
		g_string_append_len(out, encoded + at, (gssize)MIN(PIECE, len - at));
		g_string_append(out, "\033\\");
	}
	g_free(encoded);
}

void kitty_clear(GString *out)
{
	g_string_append(out, "\033_Ga=d,q=2\033\\");
}
