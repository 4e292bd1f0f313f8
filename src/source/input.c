/* SPDX-License-Identifier: MIT */
/*
 * Files are opened without waiting, so that a pipe in the place of a file holds nobody up, and looked at when they are
 * open, so that nothing can change its kind in between. The size that the system tells is a guess where to begin: a
 * file may grow, shrink, or (as in /proc) not know.
 */
#include "source/input.h"

#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gi18n.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define FIRST_SIZE ((size_t)64 << 10)
#define KEPT_SIZE ((size_t)16 << 20) /* a larger buffer is given back after its file */
#define MOST_AT_ONCE ((size_t)1 << 20)

static bool fail(struct input *input, const char *code, const char *message)
{
	input->code = code;
	input->message = message;
	return false;
}

static bool fail_by_system(struct input *input, int failure)
{
	return fail(input, failure == ENOENT ? "missing" : "unreadable", g_strerror(failure));
}

static void make_room(struct input *input, size_t size)
{
	if (input->size < size) {
		input->size = MAX(MAX(size, input->size * 2), FIRST_SIZE);
		input->at = g_realloc(input->at, input->size);
	}
}

/* Waits until there is something to read; false where reading is to be given up. */
static bool wait_for_bytes(const struct input *input, int file)
{
	struct pollfd polled[] = {{file, POLLIN, 0}, {input->stop, POLLIN, 0}};
	while (poll(polled, G_N_ELEMENTS(polled), -1) < 0 && errno == EINTR)
		;
	return polled[1].revents == 0;
}

/* `waits` for what may come later, as from a pipe; a file that has nothing to read (there are such in /proc) fails. */
static bool read_all(struct input *input, int file, size_t expected, bool waits, struct span *bytes)
{
	size_t len = 0;
	make_room(input, expected + 1); /* one more, to see the end without growing */
	for (;;) {
		size_t asked;
		ssize_t got;
		if (len > INPUT_LIMIT)
			return fail(input, "too-large", N_("too large to be an article"));
		if (waits && !wait_for_bytes(input, file))
			return fail(input, "interrupted", N_("not read to its end"));
		make_room(input, len + 1);
		asked = MIN(input->size - len, MOST_AT_ONCE);
		got = read(file, input->at + len, asked);
		if (got < 0 && errno != EINTR && !(waits && errno == EAGAIN))
			return fail_by_system(input, errno);
		if (got > 0)
			len += (size_t)got;
		if (input->got)
			g_atomic_pointer_set(input->got, len);
		if (got == 0 || (got > 0 && (size_t)got < asked && len == expected))
			break; /* what is as long as expected, and has no more to give, need not be asked again */
	}
	*bytes = (struct span){input->at, len};
	return true;
}

static bool read_open(struct input *input, int file, bool named, struct span *bytes)
{
	const struct stat *status = &input->status;
	bool regular;
	if (fstat(file, &input->status) != 0)
		return fail_by_system(input, errno);
	regular = S_ISREG(status->st_mode);
	if (S_ISDIR(status->st_mode))
		return fail(input, "unreadable", g_strerror(EISDIR));
	if (!regular && !named)
		return fail(input, "special-file", N_("neither a file nor a folder: not read"));
	if (regular && status->st_size > (off_t)INPUT_LIMIT)
		return fail(input, "too-large", N_("too large to be an article"));
	return read_all(input, file, regular ? (size_t)status->st_size : 0, !regular, bytes);
}

static int flags_of(bool named)
{
	return O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC | (named ? 0 : O_NOFOLLOW);
}

int input_open(int folder, const char *path, bool named, struct stat *status)
{
	int file = openat(folder, path, flags_of(named));
	if (file < 0 || (fstat(file, status) == 0 && S_ISREG(status->st_mode)))
		return file;
	close(file);
	return -1;
}

bool input_read(struct input *input, int folder, const char *path, bool named, struct span *bytes)
{
	int file;
	bool done;
	if (input->size > KEPT_SIZE)
		input_clear(input);
	if (named && strcmp(path, "-") == 0)
		return read_open(input, STDIN_FILENO, true, bytes);
	file = openat(folder, path, flags_of(named));
	if (file < 0)
		return fail_by_system(input, errno);
	done = read_open(input, file, named, bytes);
	close(file);
	return done;
}

struct span input_hold(struct input *input, struct span bytes)
{
	if (input->size > KEPT_SIZE)
		input_clear(input);
	make_room(input, bytes.len + 1);
	if (bytes.len > 0)
		memcpy(input->at, bytes.at, bytes.len);
	return (struct span){input->at, bytes.len};
}

void input_clear(struct input *input)
{
	g_free(input->at);
	input->at = NULL;
	input->size = 0;
}
