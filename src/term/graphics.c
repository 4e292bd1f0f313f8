/* SPDX-License-Identifier: MIT */
/*
 * What the terminal has, and the one picture that it shows. Kitty's pictures are taken away by name; sixels are a part
 * of the screen, so that is written anew. A picture is sent once, and not again while it stays where it is. Sizes are
 * in pixels, areas in cells.
 */
#include "term/graphics.h"

#include "picture/chafa.h"

#define PARAMETER_SIXEL 4
#define CELL_WIDTH 10 /* where nobody tells: the VT340's */
#define CELL_HEIGHT 20
#define CELL_MOST 200
#define SIXELS_MOST 1000 /* wide and high, where nobody tells: what xterm begins with */

enum graphics_kind { GRAPHICS_NONE, GRAPHICS_SIXEL, GRAPHICS_KITTY };

struct graphics {
	bool wanted, asked, answered;
	bool kitty; /* it says that it knows the protocol */
	enum graphics_kind kind;
	unsigned cell_width, cell_height; /* 0: not known */
	unsigned most_width, most_height;
	struct raster *shown; /* NULL for none */
	struct rect area;
	struct chafa *chafa;
};

struct graphics *graphics_new(void)
{
	struct graphics *graphics = g_new0(struct graphics, 1);
	graphics->most_width = graphics->most_height = SIXELS_MOST;
	graphics->chafa = chafa_new();
	return graphics;
}

void graphics_free(struct graphics *graphics)
{
	if (!graphics)
		return;
	raster_unref(graphics->shown);
	chafa_free(graphics->chafa);
	g_free(graphics);
}

/* Asking ----------------------------------------------------------------------------------------------------------- */

void graphics_want(struct graphics *graphics)
{
	graphics->wanted = true;
}

bool graphics_would_ask(const struct graphics *graphics)
{
	return graphics->wanted && !graphics->asked;
}

/*
 * One pixel that is looked at and not kept; the size of a cell; the largest sixels; what the terminal is. A multiplexer
 * takes the first for a title, or hands it to a terminal that does not know where its windows are.
 */
struct span graphics_question(struct graphics *graphics, bool multiplexed)
{
	if (!graphics_would_ask(graphics))
		return (struct span){NULL, 0};
	graphics->asked = true;
	if (multiplexed)
		return SPAN("\033[16t\033[?2;4;0S\033[c");
	return SPAN("\033_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\033\\\033[16t\033[?2;4;0S\033[c");
}

bool graphics_is_asking(const struct graphics *graphics)
{
	return graphics->asked && !graphics->answered;
}

void graphics_kitty(struct graphics *graphics, bool fine)
{
	graphics->kitty = fine && graphics_is_asking(graphics);
}

void graphics_cell(struct graphics *graphics, unsigned width, unsigned height)
{
	if (width == 0 || height == 0 || width > CELL_MOST || height > CELL_MOST)
		return;
	graphics->cell_width = width;
	graphics->cell_height = height;
}

void graphics_most(struct graphics *graphics, unsigned width, unsigned height)
{
	if (width == 0 || height == 0)
		return;
	graphics->most_width = MIN(width, RASTER_MOST);
	graphics->most_height = MIN(height, RASTER_MOST);
}

bool graphics_device(struct graphics *graphics, uint32_t parameters)
{
	graphics->answered = true;
	if (graphics->kitty)
		graphics->kind = GRAPHICS_KITTY;
	else if ((parameters & (1u << PARAMETER_SIXEL)) && chafa_is_there(graphics->chafa))
		graphics->kind = GRAPHICS_SIXEL;
	return graphics->kind != GRAPHICS_NONE;
}

void graphics_cell_size(const struct graphics *graphics, unsigned *width, unsigned *height)
{
	bool known = graphics->cell_width > 0;
	*width = known ? graphics->cell_width : CELL_WIDTH;
	*height = known ? graphics->cell_height : CELL_HEIGHT;
}

/* Showing ---------------------------------------------------------------------------------------------------------- */

static bool is_shown(const struct graphics *graphics, const struct canvas *canvas)
{
	const struct rect *a = &graphics->area, *b = &canvas->picture_area;
	return graphics->shown && graphics->shown == canvas->picture && a->row == b->row && a->column == b->column &&
	       a->rows == b->rows && a->columns == b->columns;
}

__attribute__((hot))
bool graphics_clear(struct graphics *graphics, const struct canvas *canvas, GString *out)
{
	if (!graphics->shown || is_shown(graphics, canvas))
		return false;
	g_clear_pointer(&graphics->shown, raster_unref);
	if (graphics->kind == GRAPHICS_KITTY)
		kitty_clear(out);
	return graphics->kind == GRAPHICS_SIXEL;
}

static void put_sixels(const struct graphics *graphics, const struct canvas *canvas, GString *out)
{
	unsigned cell_width, cell_height, width, height;
	graphics_cell_size(graphics, &cell_width, &cell_height);
	raster_fit(canvas->picture_area.columns * cell_width, canvas->picture_area.rows * cell_height,
	           graphics->most_width, graphics->most_height, &width, &height);
	struct raster *scaled = raster_scale(canvas->picture, width, height);
	if (scaled)
		chafa_sixels(graphics->chafa, scaled, out);
	raster_unref(scaled);
}

__attribute__((hot))
void graphics_show(struct graphics *graphics, const struct canvas *canvas, bool anew, GString *out)
{
	const struct rect *area = &canvas->picture_area;
	if (graphics->kind == GRAPHICS_NONE || !canvas->picture || (!anew && is_shown(graphics, canvas)))
		return;
	if (graphics->kind == GRAPHICS_KITTY && graphics->shown)
		kitty_clear(out);
	g_string_append_printf(out, "\0337\033[%u;%uH", area->row + 1, area->column + 1);
	if (graphics->kind == GRAPHICS_KITTY)
		kitty_picture(canvas->picture, area->columns, area->rows, out);
	else
		put_sixels(graphics, canvas, out);
	g_string_append(out, "\0338");
	raster_unref(graphics->shown);
	graphics->shown = raster_ref(canvas->picture);
	graphics->area = *area;
}

void graphics_forget(struct graphics *graphics, GString *out)
{
	if (graphics->shown && graphics->kind == GRAPHICS_KITTY)
		kitty_clear(out);
	g_clear_pointer(&graphics->shown, raster_unref);
}
