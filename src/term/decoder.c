/* SPDX-License-Identifier: MIT */
/*
 * The process gets the file by one pipe and answers by another; the thread moves bytes until the answer ends, the time
 * is up, or nobody wants it any more, and then kills what is left. It shares the struct with the owner and writes to it
 * before it closes its end of `over`.
 */
#include "term/decoder.h"

#include <errno.h>
#include <glib-unix.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "term/child.h"

#define PORTION ((size_t)64 << 10)

struct decoder {
	char *program;
	GBytes *bytes;
	int over[2];   /* the thread closes the second one when it is done */
	int cancel[2]; /* the owner closes the second one when it has lost interest */
	GThread *thread;
	enum decode_result result;
	struct raster *raster;
};

/* What is under way between the two processes. */
struct exchange {
	int to, from; /* -1: closed */
	size_t at;    /* bytes that were sent */
	GByteArray *got;
};

static bool start(const struct decoder *decoder, struct exchange *exchange, GPid *pid)
{
	char *words[] = {decoder->program, (char[]){DECODER_ARGUMENT}, NULL};
	char *own[] = {(char[]){"/proc/self/exe"}, words[1], NULL};
	const GSpawnFlags flags = G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDERR_TO_DEV_NULL;
	return g_spawn_async_with_pipes("/", own, NULL, flags, child_signals, NULL, pid, &exchange->to,
	                                &exchange->from, NULL, NULL) ||
	       (words[0] && g_spawn_async_with_pipes(NULL, words, NULL, flags | G_SPAWN_SEARCH_PATH, child_signals,
	                                             NULL, pid, &exchange->to, &exchange->from, NULL, NULL));
}

static void shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* The process may end without having read all of it. */
static void send_more(struct exchange *exchange, GBytes *bytes)
{
	size_t len;
	const char *at = g_bytes_get_data(bytes, &len);
	ssize_t sent = write(exchange->to, at + exchange->at, MIN(len - exchange->at, PORTION));
	exchange->at += sent > 0 ? (size_t)sent : 0;
	if (exchange->at >= len || (sent < 0 && errno != EAGAIN && errno != EINTR))
		shut(&exchange->to);
}

static void take_more(struct exchange *exchange)
{
	uint8_t portion[4096 * 4];
	ssize_t got = read(exchange->from, portion, sizeof(portion));
	if (got > 0)
		g_byte_array_append(exchange->got, portion, (guint)got);
	if (got == 0 || (got < 0 && errno != EINTR) || exchange->got->len > DECODER_WRITES_MOST)
		shut(&exchange->from);
}

/* Moves bytes to and fro; false where it was given up. */
static bool talk(const struct decoder *decoder, struct exchange *exchange)
{
	gint64 end = g_get_monotonic_time() + DECODER_PATIENCE_MS * 1000;
	while (exchange->from >= 0) {
		struct pollfd ready[] = {
			{decoder->cancel[0], POLLIN, 0}, {exchange->from, POLLIN, 0}, {exchange->to, POLLOUT, 0}};
		gint64 left = (end - g_get_monotonic_time()) / 1000;
		if (left <= 0 || (poll(ready, G_N_ELEMENTS(ready), (int)left) < 0 && errno != EINTR) ||
		    ready[0].revents)
			return false;
		if (ready[1].revents)
			take_more(exchange);
		if (exchange->to >= 0 && ready[2].revents)
			send_more(exchange, decoder->bytes);
	}
	return true;
}

/* A thread that writes to a pipe nobody reads shall see an error, not end the program. */
static void hold_pipe_signal(void)
{
	sigset_t set;
	sigemptyset(&set);
	sigaddset(&set, SIGPIPE);
	pthread_sigmask(SIG_BLOCK, &set, NULL);
}

static void *run(void *data)
{
	struct decoder *decoder = data;
	struct exchange exchange = {.to = -1, .from = -1};
	GPid pid;
	hold_pipe_signal();
	decoder->result = DECODE_TIME;
	if (start(decoder, &exchange, &pid)) {
		exchange.got = g_byte_array_new();
		g_unix_set_fd_nonblocking(exchange.to, TRUE, NULL);
		if (talk(decoder, &exchange)) {
			struct span written = {(const char *)exchange.got->data, exchange.got->len};
			decoder->raster = decoder_read(written, &decoder->result);
		}
		kill(pid, SIGKILL);
		while (waitpid(pid, NULL, 0) < 0 && errno == EINTR)
			;
		shut(&exchange.to);
		shut(&exchange.from);
		g_byte_array_unref(exchange.got);
	}
	shut(&decoder->over[1]);
	return NULL;
}

struct decoder *decoder_new(const char *program, GBytes *bytes)
{
	struct decoder *decoder = g_new0(struct decoder, 1);
	GError *error = NULL;
	decoder->program = g_strdup(program);
	decoder->bytes = g_bytes_ref(bytes);
	if (!g_unix_open_pipe(decoder->over, FD_CLOEXEC, &error) ||
	    !g_unix_open_pipe(decoder->cancel, FD_CLOEXEC, &error))
		g_error("%s", error->message);
	decoder->thread = g_thread_new("decoder", run, decoder);
	return decoder;
}

void decoder_free(struct decoder *decoder)
{
	if (!decoder)
		return;
	shut(&decoder->cancel[1]);
	g_thread_join(decoder->thread);
	shut(&decoder->cancel[0]);
	shut(&decoder->over[0]);
	raster_unref(decoder->raster);
	g_bytes_unref(decoder->bytes);
	g_free(decoder->program);
	g_free(decoder);
}

int decoder_fd(const struct decoder *decoder)
{
	return decoder->over[0];
}

struct raster *decoder_take(struct decoder *decoder, enum decode_result *result)
{
	*result = decoder->result;
	return g_steal_pointer(&decoder->raster);
}
