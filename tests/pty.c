/* SPDX-License-Identifier: MIT */
/*
 * The real program in a real pseudo terminal: it starts, searches, is resized, quits; and however it ends, the terminal
 * is given back. The master side is read as bytes: only what changed is sent, so what is waited for are texts that a
 * step brings onto the screen in one piece.
 */
#include <errno.h>
#include <fcntl.h>
#include <glib.h>
#include <glib/gstdio.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "tree.h"

#define PATIENCE_US (30 * G_USEC_PER_SEC) /* of a machine under load; nothing here takes a tenth of a second */
#define LEAVE_SCREEN "\033[?1049l"
#define PASTE_OFF "\033[?2004l"

struct session {
	int master;
	pid_t child;     /* the shell that stands in, see mirror() */
	struct termios before;
	GString *output; /* all that came */
	gsize seen;      /* up to where it was waited for */
	int status;
};

static char *program(void)
{
	const char *folder = g_getenv("G_TEST_BUILDDIR");
	return g_build_filename(folder ? folder : ".", "jianbao", NULL);
}

static char *seeds(void)
{
	const char *folder = g_getenv("G_TEST_SRCDIR");
	return g_build_filename(folder ? folder : ".", "seeds", NULL);
}

/*
 * The least of a shell, between us and the program: the kernel does not let a program stop that has no shell above it.
 * It stops when the program stops, goes on with it, and ends as it ended. The foreground is its own meanwhile, so that
 * nobody tells a program that stands still of another size.
 */
static void mirror(pid_t program)
{
	int status = 0;
	signal(SIGTTOU, SIG_IGN);
	while (waitpid(program, &status, WUNTRACED) == program && WIFSTOPPED(status)) {
		tcsetpgrp(STDIN_FILENO, getpid());
		raise(SIGSTOP);
		tcsetpgrp(STDIN_FILENO, program);
		kill(program, SIGCONT);
	}
	if (WIFSIGNALED(status)) {
		signal(WTERMSIG(status), SIG_DFL);
		raise(WTERMSIG(status));
	}
	_exit(WEXITSTATUS(status));
}

/* In the process that will be the program: takes the foreground of the terminal, as a shell would give it. */
static void take_foreground(void)
{
	setpgid(0, 0);
	signal(SIGTTOU, SIG_IGN);
	tcsetpgrp(STDIN_FILENO, getpid());
	signal(SIGTTOU, SIG_DFL);
}

/* The program itself, once it has shown something: it leads the group in the foreground. */
static pid_t program_of(const struct session *session)
{
	return tcgetpgrp(session->master);
}

static struct session *start_program(const char *path, const char *terminal, const char *locale, unsigned short rows,
                                     unsigned short columns, char *const arguments[])
{
	struct session *session = g_new0(struct session, 1);
	struct winsize size = {.ws_row = rows, .ws_col = columns};
	session->output = g_string_new(NULL);
	session->child = forkpty(&session->master, NULL, NULL, &size);
	if (session->child == 0) {
		pid_t inner = fork();
		if (inner != 0)
			mirror(inner);
		take_foreground();
		static const char *const unset[] = {"COLUMNS", "LINES", "BROWSER", "DISPLAY", "WAYLAND_DISPLAY",
		                                    "XDG_RUNTIME_DIR"};
		for (size_t i = 0; i < G_N_ELEMENTS(unset); i++)
			g_unsetenv(unset[i]);
		g_setenv("TERM", terminal, TRUE);
		g_setenv("LC_ALL", locale, TRUE);
		g_setenv("XDG_CONFIG_HOME", "/nonexistent", TRUE);
		g_unsetenv("G_DEBUG");
		execv(path, arguments);
		_exit(127);
	}
	g_assert_cmpint(session->child, >, 0);
	g_assert_cmpint(tcgetattr(session->master, &session->before), ==, 0);
	return session;
}

static struct session *start_with(const char *terminal, const char *locale, unsigned short rows, unsigned short columns,
                                  char *const arguments[])
{
	char *path = program();
	struct session *session = start_program(path, terminal, locale, rows, columns, arguments);
	g_free(path);
	return session;
}

/* Privately: no session finds what another one left. */
static struct session *start(const char *terminal, const char *locale, unsigned short rows, unsigned short columns)
{
	char *archive = seeds(), *const arguments[] = {(char *)"jianbao", (char *)"--private", archive, NULL};
	struct session *session = start_with(terminal, locale, rows, columns, arguments);
	g_free(archive);
	return session;
}

/* Reads what is there within `wait_ms`; false at the end of the program. */
static gboolean take_output(struct session *session, int wait_ms)
{
	struct pollfd ready = {.fd = session->master, .events = POLLIN};
	if (poll(&ready, 1, wait_ms) <= 0)
		return TRUE;
	char bytes[4096];
	ssize_t got = read(session->master, bytes, sizeof bytes);
	if (got <= 0)
		return FALSE;
	g_string_append_len(session->output, bytes, got);
	return TRUE;
}

static void fail_with_output(struct session *session, const char *what)
{
	char *tail = g_strescape(session->output->str + (session->output->len > 3000 ? session->output->len - 3000 : 0),
	                         NULL);
	g_error("%s; the output ends: %s", what, tail);
}

/* Waits until `text` comes behind all that was waited for before. */
static void expect(struct session *session, const char *text)
{
	gint64 end = g_get_monotonic_time() + PATIENCE_US;
	for (;;) {
		char *hit = memmem(session->output->str + session->seen, session->output->len - session->seen, text,
		                   strlen(text));
		if (hit) {
			session->seen = (gsize)(hit - session->output->str) + strlen(text);
			return;
		}
		if (!take_output(session, 100) || g_get_monotonic_time() > end)
			fail_with_output(session, text);
	}
}

static void type(struct session *session, const char *keys)
{
	g_assert_cmpint(write(session->master, keys, strlen(keys)), ==, (gssize)strlen(keys));
}

static void resize(struct session *session, unsigned short rows, unsigned short columns)
{
	struct winsize size = {.ws_row = rows, .ws_col = columns};
	g_assert_cmpint(ioctl(session->master, TIOCSWINSZ, &size), ==, 0);
}

/* Waits for the end of the program, reading what it still writes. */
static void finish(struct session *session)
{
	gint64 end = g_get_monotonic_time() + PATIENCE_US;
	while (waitpid(session->child, &session->status, WNOHANG) == 0) {
		take_output(session, 10);
		if (g_get_monotonic_time() > end) {
			kill(session->child, SIGKILL);
			fail_with_output(session, "the program did not end");
		}
	}
	while (session->output->len > 0 && take_output(session, 0)) {
		struct pollfd ready = {.fd = session->master, .events = POLLIN};
		if (poll(&ready, 1, 0) <= 0)
			break;
	}
}

static void assert_restored(struct session *session)
{
	struct termios after;
	g_assert_cmpint(tcgetattr(session->master, &after), ==, 0);
	g_assert_cmpuint(after.c_lflag, ==, session->before.c_lflag);
	g_assert_cmpuint(after.c_iflag, ==, session->before.c_iflag);
	g_assert_cmpuint(after.c_oflag, ==, session->before.c_oflag);
	g_assert_nonnull(strstr(session->output->str, PASTE_OFF));
	g_assert_nonnull(strstr(session->output->str, LEAVE_SCREEN));
}

static void clear(struct session *session)
{
	close(session->master);
	g_string_free(session->output, TRUE);
	g_free(session);
}

static void test_session(void)
{
	struct session *session = start("xterm-256color", "C.UTF-8", 24, 80);
	expect(session, "石破与特朗普通电话");
	type(session, "G");
	type(session, "gg");
	type(session, "\r");
	expect(session, "陈博");
	type(session, "/日美同盟");
	expect(session, "1/");
	type(session, "\rn");
	expect(session, "日美同盟"); /* both hits change their colour, in one piece */
	resize(session, 30, 120);
	expect(session, "美日峰會");
	resize(session, 10, 40);
	type(session, "Q");
	finish(session);
	g_assert_true(WIFEXITED(session->status));
	g_assert_cmpint(WEXITSTATUS(session->status), ==, 0);
	assert_restored(session);
	clear(session);
}

/* Waits until so many questions for the cursor have come. */
static void expect_questions(struct session *session, unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		expect(session, "\033[6n");
}

/*
 * A terminal that answers slowly: the screen stands before it is asked anything, four questions are on their way at a
 * time, the last is what it is, and no key among the answers is lost.
 */
static void test_probe(void)
{
	struct session *session = start("xterm-256color", "C.UTF-8", 24, 80);
	expect(session, "Articles");
	expect_questions(session, 4);
	expect(session, "石破与特朗普通电话");
	type(session, "\033[2;3R/\033[2;2R美\033[2;2R");
	expect(session, "美");
	type(session, "日\033[2;2R");
	expect(session, "日");
	expect_questions(session, 4);
	type(session, "\033[2;3R\033[2;3R\033[2;3R\033[2;3R");
	expect_questions(session, 2);
	expect(session, "\033[c");
	type(session, "\033[2;3R峰\033[2;3R\033[?62;4c");
	expect(session, "match 1/1"); /* 美日峰 is in one title, 美 and 日 are in others */
	type(session, "\rQ");
	finish(session);
	g_assert_cmpint(WEXITSTATUS(session->status), ==, 0);
	assert_restored(session);
	clear(session);
}

static void expect_stopped(struct session *session)
{
	int status = 0;
	gint64 end = g_get_monotonic_time() + PATIENCE_US;
	while (waitpid(session->child, &status, WUNTRACED | WNOHANG) == 0 && g_get_monotonic_time() < end)
		take_output(session, 10);
	g_assert_true(WIFSTOPPED(status));
	take_output(session, 0);
}

/* What nobody has read of what was typed. Bytes; the terminal's own line editing ends. */
static int left_unread(const struct session *session)
{
	struct termios raw;
	int count = 0, terminal = open(ptsname(session->master), O_RDWR | O_NOCTTY | O_CLOEXEC);
	g_assert_cmpint(tcgetattr(terminal, &raw), ==, 0);
	cfmakeraw(&raw);
	tcsetattr(terminal, TCSANOW, &raw);
	g_assert_cmpint(ioctl(terminal, FIONREAD, &count), ==, 0);
	tcsetattr(terminal, TCSANOW, &session->before);
	close(terminal);
	return count;
}

/*
 * Whoever suspends at once gets a terminal without the answers to what it was asked: they are waited for, and what was
 * typed meanwhile is not lost.
 */
static void test_late_answers(void)
{
	struct session *session = start("xterm-256color", "C.UTF-8", 24, 80);
	expect_questions(session, 4);
	type(session, "\032/");
	g_usleep(10000);
	type(session, "\033[2;3R\033[2;2Rж\033[2;2R\033[2;2R");
	expect_stopped(session);
	assert_restored(session);
	g_assert_cmpint(left_unread(session), ==, 0);
	g_assert_null(strstr(session->output->str, "[2;3R")); /* nor did the terminal echo it */
	kill(session->child, SIGCONT);
	expect_questions(session, 4);
	expect(session, "ж"); /* is being searched for */
	type(session, "\r\032");
	expect_stopped(session); /* who never answers is not waited for */
	kill(session->child, SIGCONT);
	session->seen = session->output->len;
	expect(session, "石破与特朗普通电话");
	type(session, "Q");
	finish(session);
	g_assert_cmpint(session->status, ==, 0);
	clear(session);
}

/* However the program is ended, the terminal comes back; `status` is what the shell would see. */
static void test_signals(void)
{
	static const struct {
		int signal;
		int status; /* the exit status; 0: it dies of the signal */
	} cases[] = {{SIGTERM, 128 + SIGTERM}, {SIGHUP, 128 + SIGHUP}, {SIGINT, 128 + SIGINT}, {SIGABRT, 0}};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct session *session = start("xterm-256color", "C.UTF-8", 24, 80);
		expect(session, "石破与特朗普通电话");
		kill(program_of(session), cases[i].signal);
		finish(session);
		if (cases[i].status) {
			g_assert_true(WIFEXITED(session->status));
			g_assert_cmpint(WEXITSTATUS(session->status), ==, cases[i].status);
		} else {
			g_assert_true(WIFSIGNALED(session->status));
			g_assert_cmpint(WTERMSIG(session->status), ==, cases[i].signal);
		}
		assert_restored(session);
		clear(session);
	}
}

/* A command that waits says so on a terminal, and leaves nothing of that on it. */
static void test_progress(void)
{
	char *folder = g_dir_make_tmp("jianbao-pty-XXXXXX", NULL), *pipe = g_build_filename(folder, "pipe", NULL);
	char *const arguments[] = {(char *)"jianbao", (char *)"list", (char *)"-a", pipe, NULL};
	g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
	struct session *session = start_with("xterm-256color", "C.UTF-8", 24, 80, arguments);
	expect(session, "0 articles, 0 of ");
	expect(session, "1 s");
	int writer = open(pipe, O_WRONLY | O_CLOEXEC);
	g_assert_cmpint((int)write(writer, "Some words.\n", 12), ==, 12);
	close(writer);
	expect(session, "\r\033[K");
	expect(session, "Some words.");
	finish(session);
	g_assert_cmpint(session->status, ==, 0);
	clear(session);
	g_unlink(pipe);
	g_rmdir(folder);
	g_free(pipe);
	g_free(folder);
}

/* Stopped from its own key and continued, it gives the screen back and takes it again. */
static void test_suspend(void)
{
	struct session *session = start("xterm-256color", "C.UTF-8", 24, 80);
	expect(session, "石破与特朗普通电话");
	type(session, "\032");
	expect_stopped(session);
	assert_restored(session);
	resize(session, 10, 40);
	kill(session->child, SIGCONT);
	session->seen = session->output->len;
	expect(session, "石破与特朗普通电话");
	expect(session, "\033[10;1H"); /* the last row is the window's, though no signal told of its size */
	type(session, "Q");
	finish(session);
	g_assert_null(strstr(session->output->str + session->seen, "\033[24;"));
	g_assert_cmpint(session->status, ==, 0);
	clear(session);
}

/* A box of so many letters that writing them takes a while. */
static char *make_box(const char *folder)
{
	char *path = g_build_filename(folder, "box.mbox", NULL);
	GString *box = g_string_new(NULL);
	for (unsigned i = 0; i < 50000; i++)
		g_string_append_printf(box, "From a@example.org Mon Nov 21 10:00:00 2022\nMessage-ID: <%u@example.org>\n"
		                            "Subject: letter %u\n\nThe words of letter %u.\n\n", i, i, i);
	g_assert_true(g_file_set_contents(path, box->str, (gssize)box->len, NULL));
	g_string_free(box, TRUE);
	return path;
}

/* How far a file is that is being written is told again and again; who is ended meanwhile leaves none of it. */
static void test_writing(void)
{
	char *folder = g_dir_make_tmp("jianbao-pty-XXXXXX", NULL), *box = make_box(folder);
	char *book = g_build_filename(folder, "book.epub", NULL);
	char *const arguments[] = {(char *)"jianbao", (char *)"--private", box, NULL};
	struct session *session = start_with("xterm-256color", "C.UTF-8", 24, 80, arguments);
	while (!strstr(session->output->str, "/50000 ")) { /* of a number only the digits that changed are sent */
		type(session, "\014");
		g_assert_true(take_output(session, 1000));
	}
	type(session, "xGXw");
	expect(session, "Write to: ");
	type(session, "\025");
	type(session, book);
	type(session, "\r");
	expect(session, "Writing ");
	gint64 told = g_get_monotonic_time();
	expect(session, "\033[24;");
	bool over = g_file_test(book, G_FILE_TEST_EXISTS);
	g_assert_true(!over || g_get_monotonic_time() - told < G_USEC_PER_SEC); /* else it would have been told again */
	kill(program_of(session), SIGTERM);
	finish(session);
	g_assert_cmpint(WEXITSTATUS(session->status), ==, 128 + SIGTERM);
	assert_restored(session);
	if (over)
		g_test_skip("this machine writes faster than it tells");
	else
		g_assert_false(g_file_test(book, G_FILE_TEST_EXISTS));
	clear(session);
	g_free(book);
	g_free(box);
	tree_remove(folder);
	g_free(folder);
}

/* A folder that is every place of the person's, for the programs that are started meanwhile. */
struct home {
	char *folder;
	char *before[5];
};

static const char *const homes[] = {"HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME", "TMPDIR"};

static struct home enter_home(void)
{
	struct home home = {.folder = g_dir_make_tmp("jianbao-pty-XXXXXX", NULL)};
	for (size_t i = 0; i < G_N_ELEMENTS(homes); i++) {
		home.before[i] = g_strdup(g_getenv(homes[i]));
		g_setenv(homes[i], home.folder, TRUE);
	}
	return home;
}

static void leave_home(struct home *home)
{
	for (size_t i = 0; i < G_N_ELEMENTS(homes); i++) {
		if (home->before[i])
			g_setenv(homes[i], home->before[i], TRUE);
		else
			g_unsetenv(homes[i]);
		g_free(home->before[i]);
	}
	tree_remove(home->folder);
	g_free(home->folder);
}

/* Privately nothing is written, however much is done: no file and no folder in any place that is the person's. */
static void test_private(void)
{
	struct home home = enter_home();
	struct session *session = start("xterm-256color", "C.UTF-8", 24, 80);
	expect(session, "石破与特朗普通电话");
	type(session, "*");
	expect(session, "Starred");
	type(session, "S\351\253\230\345\270\202\r@mine\r");
	expect(session, "Saved as mine");
	type(session, "q\r");
	expect(session, "cn.nikkei.com/");
	type(session, "maa");
	expect(session, "folder in memory"); /* nor does an editor get a file on the disk */
	type(session, "Q");
	finish(session);
	g_assert_cmpint(session->status, ==, 0);
	g_assert_cmpint(g_rmdir(home.folder), ==, 0); /* it is empty */
	leave_home(&home);
	clear(session);
}

/* A command gets the text, and words that no shell has read; a pager gets a file that is the person's alone. */
static void test_pass(void)
{
	struct home home = enter_home();
	char *archive = seeds(), *temporary = g_build_filename(home.folder, "tmp", NULL);
	char *const arguments[] = {(char *)"jianbao", (char *)"--no-cache", archive, NULL};
	g_assert_cmpint(g_mkdir(temporary, 0700), ==, 0);
	g_setenv("TMPDIR", temporary, TRUE);
	g_setenv("PAGER", "stat -c mode=%a", TRUE);
	struct session *session = start_with("xterm-256color", "C.UTF-8", 24, 80, arguments);
	expect(session, "石破与特朗普通电话");
	type(session, "|printf [%s] $HOME;x 'a b' >out\r");
	expect(session, "[$HOME;x][a b][>out]");
	expect(session, "Press Enter");
	type(session, "\r|head -n 1\r");
	expect(session, "\r石破与特朗普通电话");
	expect(session, "Press Enter");
	type(session, "\re");
	expect(session, "mode=400");
	type(session, "Q");
	finish(session);
	g_assert_cmpint(session->status, ==, 0);
	g_assert_cmpint(g_rmdir(temporary), ==, 0); /* that file is gone */
	g_unsetenv("PAGER");
	leave_home(&home);
	clear(session);
	g_free(temporary);
	g_free(archive);
}

/* A program that had the terminal may leave it so that nothing that is written to it waits for room. */
static void test_not_waiting(void)
{
	struct session *session = start("xterm-256color", "C.UTF-8", 300, 900);
	expect(session, "石破与特朗普通电话");
	type(session, "|dd oflag=nonblock status=none count=1\r");
	expect(session, "Press Enter");
	type(session, "\r?");
	g_usleep(500000); /* nobody reads: there is no room for two screens */
	expect(session, "quit at once");
	type(session, "Q");
	finish(session);
	g_assert_cmpint(session->status, ==, 0);
	clear(session);
}

/* An article comes through a pipe, and keys from the terminal all the same. */
static void test_piped(void)
{
	char *folder = seeds(), *article = g_build_filename(folder, "001_626f2210c4149d2c.txt", NULL);
	char *path = program();
	char *const arguments[] = {(char *)"sh", (char *)"-c", (char *)"cat \"$1\" | \"$2\" --private -", (char *)"sh",
	                           article, path, NULL};
	struct session *session = start_program("/bin/sh", "xterm-256color", "C.UTF-8", 24, 80, arguments);
	expect(session, "epochtimes.com/gb");
	type(session, "G");
	expect(session, "END");
	type(session, "Q");
	finish(session);
	g_assert_cmpint(session->status, ==, 0);
	assert_restored(session);
	clear(session);
	g_free(folder);
	g_free(article);
	g_free(path);
}

/* The mouse is asked for, two clicks at one place open what stands there, and it is given back. */
static void test_mouse(void)
{
	struct session *session = start("xterm-256color", "C.UTF-8", 24, 80);
	expect(session, "\033[?1002h\033[?1006h");
	expect(session, "石破与特朗普通电话");
	type(session, "\033[<0;10;2M\033[<0;10;2m\033[<0;10;2M\033[<0;10;2m");
	expect(session, "cn.nikkei.com/");
	type(session, ":set mouse=false\r");
	expect(session, "\033[?1006l\033[?1002l"); /* it is the terminal's */
	type(session, ":set mouse=true\r");
	expect(session, "\033[?1002h\033[?1006h");
	session->seen = session->output->len;
	type(session, "Q");
	finish(session);
	g_assert_nonnull(strstr(session->output->str + session->seen, "\033[?1006l\033[?1002l"));
	g_assert_cmpint(session->status, ==, 0);
	clear(session);
}

/* A terminal that cannot show it gets a clear message, not garbage. */
static void test_refusals(void)
{
	static const struct {
		const char *terminal, *locale, *message;
	} cases[] = {
		{"dumb", "C.UTF-8", "TERM=dumb"},
		{"xterm-256color", "C", "not UTF-8"}, /* nobody answers here, as on a terminal without cursor reports */
	};
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		struct session *session = start(cases[i].terminal, cases[i].locale, 24, 80);
		expect(session, cases[i].message);
		finish(session);
		g_assert_true(WIFEXITED(session->status));
		g_assert_cmpint(WEXITSTATUS(session->status), ==, 2);
		g_assert_null(strstr(session->output->str, "\033[?1049h"));
		clear(session);
	}
}

/* In the C locale of a terminal that does draw UTF-8 (it says so when asked) the screen comes all the same. */
static void test_c_locale(void)
{
	struct session *session = start("xterm-256color", "C", 24, 80);
	expect(session, "\033[6n");
	type(session, "\033[1;3R");
	expect(session, "石破与特朗普通电话");
	type(session, "Q");
	finish(session);
	g_assert_cmpint(session->status, ==, 0);
	assert_restored(session);
	clear(session);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/pty/probe", test_probe);
	g_test_add_func("/pty/late-answers", test_late_answers);
	g_test_add_func("/pty/session", test_session);
	g_test_add_func("/pty/progress", test_progress);
	g_test_add_func("/pty/signals", test_signals);
	g_test_add_func("/pty/suspend", test_suspend);
	g_test_add_func("/pty/writing", test_writing);
	g_test_add_func("/pty/private", test_private);
	g_test_add_func("/pty/pass", test_pass);
	g_test_add_func("/pty/not-waiting", test_not_waiting);
	g_test_add_func("/pty/piped", test_piped);
	g_test_add_func("/pty/mouse", test_mouse);
	g_test_add_func("/pty/refusals", test_refusals);
	g_test_add_func("/pty/c-locale", test_c_locale);
	return g_test_run();
}
