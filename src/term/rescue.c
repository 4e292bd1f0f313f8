/* SPDX-License-Identifier: MIT */
/*
 * The handlers for faults and aborts. They use only what POSIX calls async-signal-safe: write, tcsetattr, raise. The
 * default action follows, so the exit status and the core file are what they would have been.
 */
#include "term/rescue.h"

#include <glib.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static struct {
	volatile sig_atomic_t armed;
	int fd;
	struct termios before;
	char restore[512]; /* a few control sequences of terminfo's */
	size_t len;
} rescue;

static void give_back(void)
{
	if (!rescue.armed)
		return;
	rescue.armed = 0;
	for (size_t at = 0; at < rescue.len;) {
		ssize_t written = write(rescue.fd, rescue.restore + at, rescue.len - at);
		if (written <= 0)
			break;
		at += (size_t)written;
	}
	tcsetattr(rescue.fd, TCSANOW, &rescue.before);
}

static void on_fault(int number)
{
	give_back();
	signal(number, SIG_DFL);
	raise(number);
}

/* With a sanitizer built in, a fault is its to report; it ends in abort(), which we see. */
static const int faults[] = {
	SIGABRT, SIGTRAP,
#if !defined(__SANITIZE_ADDRESS__)
	SIGSEGV, SIGBUS, SIGFPE, SIGILL,
#endif
};

static void install(void)
{
	struct sigaction action = {.sa_handler = on_fault, .sa_flags = (int)SA_RESETHAND};
	for (size_t i = 0; i < G_N_ELEMENTS(faults); i++)
		sigaction(faults[i], &action, NULL);
	atexit(give_back);
}

void rescue_arm(int fd, const struct termios *before, const char *restore, size_t len)
{
	static gsize installed = 0;
	if (len > sizeof rescue.restore)
		return;
	rescue.before = *before;
	memcpy(rescue.restore, restore, len);
	rescue.len = len;
	rescue.fd = fd;
	if (g_once_init_enter(&installed)) {
		install();
		g_once_init_leave(&installed, 1);
	}
	rescue.armed = 1;
}

void rescue_disarm(void)
{
	rescue.armed = 0;
}
