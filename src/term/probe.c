/* SPDX-License-Identifier: MIT */
/*
 * The probe's questions and answers. Answers come in the order of the questions, so the n-th report belongs to the n-th
 * sample; a report from another row is none of ours. Samples: an ideograph, a quotation mark for all that is East Asian
 * ambiguous, then one character of each class.
 */
#include "term/probe.h"

#include <glib.h>
#include <string.h>

#include "text/utf8.h"

#define IDEOGRAPH 0x4E2Du
#define QUOTATION_MARK 0x201Cu
#define IN_FLIGHT 4u
#define SYNCHRONIZED 2026u

enum { SAMPLE_IDEOGRAPH, SAMPLE_AMBIGUOUS, SAMPLE_CLASSES, SAMPLE_COUNT = SAMPLE_CLASSES + WIDTH_CLASS_COUNT };

struct probe {
	unsigned asked, answered;     /* samples */
	unsigned cells[SAMPLE_COUNT]; /* below `answered` */
	bool fenced;                  /* the last question was written */
	bool done;
	GString *question;
};

struct probe *probe_new(void)
{
	struct probe *probe = g_new0(struct probe, 1);
	probe->question = g_string_new(NULL);
	return probe;
}

void probe_free(struct probe *probe)
{
	if (!probe)
		return;
	g_string_free(probe->question, TRUE);
	g_free(probe);
}

static uint32_t sample(unsigned number)
{
	if (number == SAMPLE_IDEOGRAPH)
		return IDEOGRAPH;
	return number == SAMPLE_AMBIGUOUS ? QUOTATION_MARK : width_sample((enum width_class)(number - SAMPLE_CLASSES));
}

__attribute__((hot))
struct span probe_question(struct probe *probe)
{
	if (probe->fenced || probe->asked > probe->answered)
		return (struct span){NULL, 0};
	unsigned end = MIN(probe->asked + IN_FLIGHT, SAMPLE_COUNT);
	g_string_assign(probe->question, "\0337");
	for (; probe->asked < end; probe->asked++) {
		g_string_append_printf(probe->question, "\033[%d;1H", PROBE_ROW + 1);
		utf8_append(probe->question, sample(probe->asked));
		g_string_append(probe->question, "\033[6n");
	}
	probe->fenced = end == SAMPLE_COUNT;
	/* In the row that is drawn over: what does not understand this may show a bit of it. */
	g_string_append(probe->question, probe->fenced ? "\033[2;1H\033]11;?\033\\\033[?2026$p\0338\033[c" : "\0338");
	return (struct span){probe->question->str, probe->question->len};
}

void probe_cursor(struct probe *probe, unsigned row, unsigned column)
{
	if (row == PROBE_ROW + 1 && column > 0 && probe->answered < probe->asked)
		probe->cells[probe->answered++] = column - 1;
}

bool probe_synchronizes(unsigned mode, unsigned state)
{
	return mode == SYNCHRONIZED && (state == 1 || state == 2);
}

bool probe_is_waiting(const struct probe *probe)
{
	return probe->asked > probe->answered || (probe->fenced && !probe->done);
}

void probe_device(struct probe *probe)
{
	probe->done = probe->done || probe->fenced;
}

bool probe_done(const struct probe *probe)
{
	return probe->done;
}

/* Whether the reports make sense at all: from a terminal that gives an ideograph two cells. */
static bool is_sane(const struct probe *probe)
{
	return probe->answered > SAMPLE_IDEOGRAPH && probe->cells[SAMPLE_IDEOGRAPH] == 2;
}

bool probe_apply(const struct probe *probe, struct widths *widths)
{
	if (!is_sane(probe))
		return false;
	struct widths found = *widths;
	for (unsigned i = SAMPLE_AMBIGUOUS; i < probe->answered; i++) {
		unsigned cells = probe->cells[i];
		bool sane = cells == 1 || cells == 2;
		if (i >= SAMPLE_CLASSES)
			found.classes[i - SAMPLE_CLASSES] = sane ? (uint8_t)cells : WIDTH_UNDRAWABLE;
		else if (sane)
			found.ambiguous = (uint8_t)cells;
		if (i == SAMPLE_AMBIGUOUS)
			found.lines = cells == 1;
	}
	/* An ideograph in one cell is drawn over its neighbour: better the mark for a missing sort. */
	if (found.classes[WIDTH_NEW_HAN] == 1)
		found.classes[WIDTH_NEW_HAN] = WIDTH_UNDRAWABLE;
	bool changed = memcmp(&found, widths, sizeof found) != 0;
	*widths = found;
	return changed;
}
