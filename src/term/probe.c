/* SPDX-License-Identifier: MIT */
/*
 * Measuring the terminal by cursor position reports (ECMA-48 CPR): ESC [ row ; column R. The report may come in pieces and
 * among keys that were typed ahead; whatever is not the report is kept.
 */
#include "term/probe.h"

#include <poll.h>
#include <stdbool.h>
#include <unistd.h>

/* Finds a report in `bytes`, cuts it out and gives its column (from 1); 0 where there is none yet. */
static int take_report(GString *bytes)
{
	for (gsize start = 0; start + 1 < bytes->len; start++) {
		if (bytes->str[start] != '\033' || bytes->str[start + 1] != '[')
			continue;
		gsize at = start + 2;
		int numbers[2] = {0, 0};
		int which = 0;
		for (; at < bytes->len; at++) {
			char c = bytes->str[at];
			if (g_ascii_isdigit(c) && numbers[which] < 10000)
				numbers[which] = numbers[which] * 10 + (c - '0');
			else if (c == ';' && which == 0)
				which = 1;
			else
				break;
		}
		if (at < bytes->len && bytes->str[at] == 'R' && which == 1) {
			g_string_erase(bytes, (gssize)start, (gssize)(at + 1 - start));
			return numbers[1];
		}
	}
	return 0;
}

static bool write_all(int fd, struct span bytes)
{
	while (bytes.len > 0) {
		ssize_t written = write(fd, bytes.at, bytes.len);
		if (written <= 0)
			return false;
		bytes = span_from(bytes, (size_t)written);
	}
	return true;
}

int probe_columns(int fd, struct span text, int timeout_ms, GString *typed)
{
	if (!write_all(fd, SPAN("\r")) || !write_all(fd, text) || !write_all(fd, SPAN("\033[6n")))
		return 0;
	gint64 end = g_get_monotonic_time() + (gint64)timeout_ms * 1000;
	int column = 0;
	while (column == 0) {
		gint64 left = (end - g_get_monotonic_time()) / 1000;
		struct pollfd ready = {.fd = fd, .events = POLLIN};
		if (left <= 0 || poll(&ready, 1, (int)left) <= 0)
			break;
		char bytes[256];
		ssize_t got = read(fd, bytes, sizeof bytes);
		if (got <= 0)
			break;
		g_string_append_len(typed, bytes, got);
		column = take_report(typed);
	}
	write_all(fd, SPAN("\r\033[K"));
	return column > 0 ? column - 1 : 0;
}
