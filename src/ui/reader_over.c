/* SPDX-License-Identifier: MIT */
/*
 * Another pane in the reader's place. While it is there the reader shows nothing and has other operations, which hand
 * everything on; what shows something in the reader takes it away.
 */
#include "archive/archive.h"
#include "ui/pane_reader.h"
#include "ui/reader.h"

static struct pane *over_of(const struct pane *pane)
{
	return ((const struct reader *)pane)->over;
}

static void free_both(struct pane *pane)
{
	reader_drop_over((struct reader *)pane);
	pane->ops->free(pane);
}

static void resize(struct pane *pane, unsigned rows, unsigned columns)
{
	reader_ops.resize(pane, rows, columns);
	over_of(pane)->ops->resize(over_of(pane), rows, columns);
}

static void draw(struct pane *pane, struct canvas *canvas, struct rect area, bool focused)
{
	over_of(pane)->ops->draw(over_of(pane), canvas, area, focused);
}

static void title(const struct pane *pane, GString *out)
{
	over_of(pane)->ops->title(over_of(pane), out);
}

static void position(struct pane *pane, GString *out)
{
	over_of(pane)->ops->position(over_of(pane), out);
}

static struct reaction act(struct pane *pane, enum action action, unsigned count)
{
	return over_of(pane)->ops->act(over_of(pane), action, count);
}

static struct target target(const struct pane *pane)
{
	return over_of(pane)->ops->target(over_of(pane));
}

static void search(struct pane *pane, enum search_phase phase, struct span query)
{
	over_of(pane)->ops->search(over_of(pane), phase, query);
}

static enum search_result step(struct pane *pane, long by)
{
	return over_of(pane)->ops->step(over_of(pane), by);
}

static bool matches(const struct pane *pane, struct search_state *state)
{
	return over_of(pane)->ops->matches(over_of(pane), state);
}

static bool work(struct pane *pane)
{
	return over_of(pane)->ops->work(over_of(pane));
}

static bool busy(const struct pane *pane)
{
	return over_of(pane)->ops->busy(over_of(pane));
}

static const struct pane_ops over_ops = {
	.free = free_both,
	.resize = resize,
	.draw = draw,
	.title = title,
	.position = position,
	.act = act,
	.target = target,
	.search = search,
	.step = step,
	.matches = matches,
	.work = work,
	.busy = busy,
};

void reader_drop_over(struct reader *reader)
{
	if (reader->over)
		reader->over->ops->free(reader->over);
	reader->over = NULL;
	reader->pane.ops = &reader_ops;
}

void reader_pane_show_over(struct pane *pane, struct pane *over)
{
	struct reader *reader = (struct reader *)pane;
	reader_clear(reader);
	reader->entry = ENTRY_NONE;
	reader->over = over;
	reader->pane.ops = &over_ops;
	over->ops->resize(over, reader->rows, reader->columns);
}

struct pane *reader_pane_over(const struct pane *pane)
{
	return over_of(pane);
}
