/* SPDX-License-Identifier: MIT */
/* The line is cut to the terminal's width, for a line that goes on in the next row could not be taken away. */
#include "command/progress.h"

#include <glib.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "text/width.h"

#define CLEAR "\r\033[K"
#define COLUMNS_OTHERWISE 80u

void progress_begin(struct progress *progress, bool quiet)
{
	const char *terminal = g_getenv("TERM");
	*progress = (struct progress){.begun_us = g_get_monotonic_time()};
	progress->told_us = progress->begun_us;
	progress->on = !quiet && isatty(STDERR_FILENO) && terminal && g_strcmp0(terminal, "dumb") != 0;
}

bool progress_is_due(const struct progress *progress)
{
	return progress->on && g_get_monotonic_time() - progress->told_us >= PROGRESS_MS * 1000;
}

void progress_tell(struct progress *progress, const char *text)
{
	struct winsize size;
	bool told = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 1;
	unsigned columns = told ? size.ws_col - 1u : COLUMNS_OTHERWISE - 1;
	size_t len = width_fit(&widths_default, span_of(text), columns, NULL);
	fprintf(stderr, CLEAR "%.*s", (int)len, text);
	fflush(stderr);
	progress->told_us = g_get_monotonic_time();
	progress->shown = true;
}

void progress_tell_search(struct progress *progress, size_t done, size_t of)
{
	char *text;
	if (!progress_is_due(progress))
		return;
	text = g_strdup_printf(_("Searching... %u %%, %u s"), of ? (unsigned)(done * 100 / of) : 100,
	                       progress_seconds(progress));
	progress_tell(progress, text);
	g_free(text);
}

void progress_tell_writing(struct progress *progress, size_t done, size_t of)
{
	char *text;
	if (!progress_is_due(progress))
		return;
	text = g_strdup_printf(_("Writing %zu of %zu articles, %u s"), done, of, progress_seconds(progress));
	progress_tell(progress, text);
	g_free(text);
}

unsigned progress_seconds(const struct progress *progress)
{
	return (unsigned)((g_get_monotonic_time() - progress->begun_us) / G_USEC_PER_SEC);
}

void progress_end(struct progress *progress)
{
	if (progress->shown)
		fputs(CLEAR, stderr);
	progress->shown = false;
}
