/* SPDX-License-Identifier: MIT */
/*
 * pty_latency [OPTIONS] COMMAND [ARGUMENT...]: what somebody before a terminal waits for. The command runs in a pseudo
 * terminal; its output is taken as bytes. Printed are, as name=value, of the starts (the median of the runs): from exec
 * to the first byte, to the text that was waited for, to the last byte before a rest; then, of each key that was
 * pressed: from the key to the last byte of the answer, its bytes; CPU time a key, how long the program's first thread
 * waited for a processor (wait), private memory. Times are milliseconds, memory kB. Another command may run beside it,
 * and is given a key after each of the first one's: a machine wakes faster or slower from one second to the next, and
 * so both see the same of that.
 *
 * An answer ends where nothing came for 5 ms, or, where something comes all the time (loading), with a mark: the bytes
 * that only the answer to a key holds. The terminal's own questions (cursor position, device) are answered.
 */
#include <fcntl.h>
#include <glib.h>
#include <locale.h>
#include <math.h>
#include <poll.h>
#include <pty.h>
#include <sched.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

#define REST_MS 30.0 /* no byte for so long: the first screen stands */
#define GIVE_UP_MS 120e3
#define STEP_MS 100.0 /* for a key pressed on the way, where something comes all the time */
#define BESIDE_KEY "j"
#define IDLE_MS 500.0 /* neither bytes nor work for so long: all is loaded */
#define WORK_NS 1000000 /* less than that in a tenth of it is no work */
#define SAMPLE_MS 2.0 /* so often it is looked at */

struct options {
	int columns, rows, runs, presses;
	double quiet, gap, patience;
	gboolean ordinary;
	char *wait, *before, *keys, *mark, *quit, *label, *beside;
	gboolean loaded;
};

struct session {
	pid_t child;
	int master;
	double began;
	char bytes[1 << 16];
	ssize_t got;
	double at; /* when it was read */
};

/* What one run of the command took. */
struct start {
	double first, ready, rest, loaded;
};

/* What one press of a key took. */
struct press {
	int key;
	double ms;
	size_t bytes;
};

static double now(void)
{
	struct timespec time;
	clock_gettime(CLOCK_MONOTONIC, &time);
	return (double)time.tv_sec * 1e3 + (double)time.tv_nsec * 1e-6;
}

static int compare_doubles(const void *a, const void *b)
{
	const double *one = a, *other = b;
	return (*one > *other) - (*one < *other);
}

static double quantile(GArray *values, double part)
{
	if (values->len == 0)
		return 0;
	g_array_sort(values, compare_doubles);
	return g_array_index(values, double, (guint)lround(part * (values->len - 1)));
}

/* The program ------------------------------------------------------------------------------------------------------ */

/* This program runs in real time, not to be late itself. What it measures must not: nothing would interrupt it. */
static void share_processors(void)
{
	struct sched_param ordinary = {0};
	sched_setscheduler(0, SCHED_OTHER, &ordinary);
}

/* Ahead of busy neighbours, as far as that is allowed: their work must not show as latency. */
static void go_ahead(void)
{
	FILE *group = fopen("/proc/self/autogroup", "w");
	setpriority(PRIO_PROCESS, 0, -20);
	if (group) {
		fputs("-20", group);
		fclose(group);
	}
}

static void become(const struct options *options, char **command)
{
	share_processors();
	if (!options->ordinary)
		go_ahead();
	g_setenv("TERM", "xterm-256color", TRUE);
	g_setenv("LC_ALL", "C.UTF-8", TRUE);
	g_unsetenv("LINES");
	g_unsetenv("COLUMNS");
	execvp(*command, command);
	_exit(127);
}

static struct session *begin(const struct options *options, char **command)
{
	struct session *session = g_new0(struct session, 1);
	struct winsize size = {.ws_row = (unsigned short)options->rows, .ws_col = (unsigned short)options->columns};
	session->began = now();
	session->child = forkpty(&session->master, NULL, NULL, &size);
	if (session->child == 0)
		become(options, command);
	return session;
}

/* Width in cells of the character that ends at `end`. */
static int width_before(const char *from, const char *end)
{
	const char *at = g_utf8_find_prev_char(from, end);
	gunichar code = at ? g_utf8_get_char_validated(at, end - at) : ' ';

	return (gint32)code < 0 ? 1 : MAX(wcwidth((wchar_t)code), 0);
}

static void send_text(const struct session *session, const char *text)
{
	if (write(session->master, text, strlen(text)) < 0)
		return;
}

static void answer_questions(const struct session *session)
{
	const char *at = session->bytes, *end = at + session->got;
	while ((at = memmem(at, (size_t)(end - at), "\033[6n", 4))) {
		char *answer = g_strdup_printf("\033[2;%dR", 1 + width_before(session->bytes, at));
		send_text(session, answer);
		g_free(answer);
		at += 4;
	}
	if (memmem(session->bytes, (size_t)session->got, "\033[c", 3))
		send_text(session, "\033[?62;22c");
}

/* What comes within `limit_ms`; false where nothing does, or the program has ended (got < 0). */
static bool take(struct session *session, double limit_ms)
{
	struct pollfd ready = {.fd = session->master, .events = POLLIN};
	struct timespec limit = {(time_t)(limit_ms / 1e3), (long)(fmod(limit_ms, 1e3) * 1e6)};
	session->got = 0;
	if (limit_ms < 0 || ppoll(&ready, 1, &limit, NULL) <= 0)
		return false;
	session->got = read(session->master, session->bytes, sizeof(session->bytes));
	session->at = now();
	if (session->got > 0)
		answer_questions(session);
	return session->got > 0;
}

static void drain(struct session *session, double quiet_ms)
{
	double end = now() + GIVE_UP_MS;
	while (now() < end && take(session, quiet_ms))
		;
}

static void end(struct session *session, const char *quit)
{
	send_text(session, quit);
	/* What is being written down may keep it for three seconds, most of them waiting for the disk. */
	for (int i = 0; i < 1000; i++) {
		if (waitpid(session->child, NULL, WNOHANG) == session->child)
			break;
		if (i == 900)
			kill(session->child, SIGKILL);
		take(session, 5);
		if (session->got < 0)
			g_usleep(5000);
	}
	close(session->master);
	g_free(session);
}

/* What its threads have run, in nanoseconds, and whether one of them waits for a disk. */
struct doings {
	guint64 ran;
	bool waits;
};

static char *thread_file(const char *folder, const char *thread, const char *name)
{
	char *path = g_build_filename(folder, thread, name, NULL), *text = NULL;
	g_file_get_contents(path, &text, NULL, NULL);
	g_free(path);
	return text;
}

static struct doings doings_of(const struct session *session)
{
	char *folder = g_strdup_printf("/proc/%d/task", session->child);
	GDir *dir = g_dir_open(folder, 0, NULL);
	struct doings doings = {0};
	const char *name;
	while (dir && (name = g_dir_read_name(dir))) {
		char *ran = thread_file(folder, name, "schedstat"), *state = thread_file(folder, name, "stat");
		const char *word = state ? strrchr(state, ')') : NULL;
		doings.ran += ran ? g_ascii_strtoull(ran, NULL, 10) : 0;
		doings.waits |= word && g_str_has_prefix(word, ") D");
		g_free(state);
		g_free(ran);
	}
	if (dir)
		g_dir_close(dir);
	g_free(folder);
	return doings;
}

static guint64 work_done(const struct session *session)
{
	return doings_of(session).ran;
}

/* Nanoseconds that its first thread could have run and did not. */
static guint64 wait_done(const struct session *session)
{
	char *path = g_strdup_printf("/proc/%d/schedstat", session->child), *text = NULL, *rest = NULL;
	guint64 waited = 0;
	if (g_file_get_contents(path, &text, NULL, NULL) && g_ascii_strtoull(text, &rest, 10) > 0)
		waited = g_ascii_strtoull(rest, NULL, 10);
	g_free(text);
	g_free(path);
	return waited;
}

/* A line of smaps_rollup, in kB. */
static guint64 memory(const struct session *session, const char *name)
{
	char *path = g_strdup_printf("/proc/%d/smaps_rollup", session->child), *text = NULL;
	char *line = g_file_get_contents(path, &text, NULL, NULL) ? strstr(text, name) : NULL;
	guint64 value = line ? g_ascii_strtoull(line + strlen(name), NULL, 10) : 0;
	g_free(text);
	g_free(path);
	return value;
}

/* Starting --------------------------------------------------------------------------------------------------------- */

static bool shows(GString *output, const char *wanted)
{
	return !wanted || memmem(output->str, output->len, wanted, strlen(wanted));
}

/* Until no output and no work comes, and no disk is waited for; gives when the last of either was seen. */
static double wait_idle(struct session *session)
{
	double last = now(), from = last;
	guint64 before = work_done(session);
	while (session->got >= 0 && now() - last < IDLE_MS) {
		bool came = take(session, SAMPLE_MS);
		struct doings doings = doings_of(session);
		bool works = doings.ran > before + WORK_NS;
		if (came || works || doings.waits)
			last = now();
		if (works || now() - from > IDLE_MS / 10) {
			before = doings.ran;
			from = now();
		}
	}
	return last;
}

/* False where the program ended before it showed what was waited for. */
static bool start_up(struct session *session, const struct options *options, struct start *start)
{
	GString *output = g_string_new(NULL);
	bool ready = false;
	*start = (struct start){0};
	while (!ready && take(session, session->began + GIVE_UP_MS - now())) {
		g_string_append_len(output, session->bytes, session->got);
		start->first = start->first > 0 ? start->first : session->at - session->began;
		start->ready = start->rest = session->at - session->began;
		ready = shows(output, options->wait);
	}
	g_string_free(output, TRUE);
	if (options->loaded && ready)
		start->loaded = wait_idle(session) - session->began;
	else if (ready && !options->mark)
		for (double limit = now() + 1000; now() < limit && take(session, REST_MS);)
			start->rest = session->at - session->began;
	return ready;
}

static void print_starts(const struct options *options, GArray *starts)
{
	static const struct {
		const char *name;
		size_t offset;
	} columns[] = {{"first", G_STRUCT_OFFSET(struct start, first)},
	               {"ready", G_STRUCT_OFFSET(struct start, ready)},
	               {"rest", G_STRUCT_OFFSET(struct start, rest)},
	               {"loaded", G_STRUCT_OFFSET(struct start, loaded)}};
	GArray *values = g_array_new(FALSE, FALSE, sizeof(double));

	printf("%s start", options->label);
	for (size_t i = 0; i < G_N_ELEMENTS(columns); i++) {
		g_array_set_size(values, 0);
		for (guint k = 0; k < starts->len; k++) {
			const char *start = (const char *)&g_array_index(starts, struct start, k);
			g_array_append_vals(values, start + columns[i].offset, 1);
		}
		printf(" %s=%.2f", columns[i].name, quantile(values, .5));
	}
	printf(" runs=%u\n", starts->len);
	g_array_free(values, TRUE);
}

/* Keys ------------------------------------------------------------------------------------------------------------- */

static const char *key_bytes(const char *name)
{
	static const char *const names[][2] = {{"Enter", "\r"},         {"Esc", "\033"},       {"Space", " "},
	                                       {"PageDown", "\033[6~"}, {"PageUp", "\033[5~"}, {"Down", "\033OB"},
	                                       {"Up", "\033OA"},        {"Home", "\033OH"},    {"End", "\033OF"}};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++)
		if (strcmp(name, names[i][0]) == 0)
			return names[i][1];
	return name;
}

/* Presses a key and waits for all of the answer; `ms` is 0 where there was none. */
static struct press press_key(struct session *session, const struct options *options, const char *key, int number)
{
	GString *answer = g_string_new(NULL);
	struct press press = {.key = number};
	double pressed = now(), limit = options->patience;
	send_text(session, key_bytes(key));
	while (take(session, limit)) {
		g_string_append_len(answer, session->bytes, session->got);
		press.ms = session->at - pressed;
		if (options->mark && shows(answer, options->mark))
			break;
		limit = options->mark ? pressed + options->patience - now() : options->quiet;
	}
	press.bytes = answer->len;
	if (options->mark && !shows(answer, options->mark))
		press.ms = 0;
	g_string_free(answer, TRUE);
	return press;
}

static void print_key(const char *label, GArray *presses, int number, const char *name)
{
	GArray *times = g_array_new(FALSE, FALSE, sizeof(double)), *sizes = g_array_new(FALSE, FALSE, sizeof(double));
	unsigned silent = 0;
	for (guint i = 0; i < presses->len; i++) {
		struct press press = g_array_index(presses, struct press, i);
		double bytes = (double)press.bytes;
		if (press.key != number)
			continue;
		silent += press.ms <= 0;
		if (press.ms <= 0)
			continue;
		g_array_append_val(times, press.ms);
		g_array_append_val(sizes, bytes);
	}
	printf("%s key=%s p50=%.3f p90=%.3f p99=%.3f max=%.3f bytes=%.0f presses=%u silent=%u\n", label, name,
	       quantile(times, .5), quantile(times, .9), quantile(times, .99), quantile(times, 1), quantile(sizes, .5),
	       times->len, silent);
	g_array_free(times, TRUE);
	g_array_free(sizes, TRUE);
}

/* Presses one key, and rests. */
static void press_one(struct session *session, const struct options *options, const char *key, int number,
                      GArray *presses)
{
	struct press press = press_key(session, options, key, number);
	g_array_append_val(presses, press);
	if (options->mark)
		g_usleep((gulong)(options->gap * 1000));
	else
		drain(session, options->gap);
}

/* What takes keys beside the measured command; NULL where there is nothing. */
static struct session *begin_beside(const struct options *options)
{
	struct session *session = NULL;
	char **command;
	if (options->beside && g_shell_parse_argv(options->beside, NULL, &command, NULL)) {
		session = begin(options, command);
		drain(session, REST_MS);
		g_strfreev(command);
	}
	return session;
}

static void print_beside(const struct options *options, GArray *presses)
{
	char *label = g_strconcat(options->label, " beside", NULL);
	print_key(label, presses, 0, BESIDE_KEY);
	g_free(label);
}

static void press_keys(struct session *session, const struct options *options)
{
	char **keys = g_strsplit(options->keys, " ", -1);
	int count = (int)g_strv_length(keys);
	GArray *presses = g_array_new(FALSE, FALSE, sizeof(struct press));
	GArray *presses_beside = g_array_new(FALSE, FALSE, sizeof(struct press));
	struct session *beside = begin_beside(options);
	guint64 before = work_done(session), waited = wait_done(session);
	for (int i = 0; i < options->presses && session->got >= 0; i++) {
		press_one(session, options, keys[i % count], i % count, presses);
		if (beside)
			press_one(beside, options, BESIDE_KEY, 0, presses_beside);
	}
	guint64 after = MAX(work_done(session), before); /* what a thread did that has ended does not count */
	waited = wait_done(session) - waited;
	for (int number = 0; number < count; number++)
		print_key(options->label, presses, number, keys[number]);
	printf("%s keys cpu=%.3f wait=%.3f\n", options->label, (double)(after - before) / 1e6 / MAX(presses->len, 1),
	       (double)waited / 1e6 / MAX(presses->len, 1));
	if (beside) {
		print_beside(options, presses_beside);
		end(beside, "q");
	}
	g_array_free(presses_beside, TRUE);
	g_array_free(presses, TRUE);
	g_strfreev(keys);
}

/*
 * --------------------------------------------------------------------------------------------------------------------
 */

static void go_there(struct session *session, const struct options *options)
{
	char **keys = g_strsplit(options->before ? options->before : "", " ", -1);
	for (char **key = keys; *key && **key; key++) {
		send_text(session, key_bytes(*key));
		if (!options->mark)
			drain(session, REST_MS);
		for (double end = now() + STEP_MS; options->mark && now() < end;)
			take(session, end - now());
	}
	g_strfreev(keys);
}

static bool measure(const struct options *options, char **command)
{
	GArray *starts = g_array_new(FALSE, FALSE, sizeof(struct start));
	struct session *session = NULL;
	struct start start;
	bool fine = true;
	for (int run = 0; run < options->runs && fine; run++) {
		if (session)
			end(session, options->quit);
		session = begin(options, command);
		fine = start_up(session, options, &start);
		g_array_append_val(starts, start);
	}
	if (fine) {
		print_starts(options, starts);
		printf("%s memory dirty=%" G_GUINT64_FORMAT " rss=%" G_GUINT64_FORMAT "\n", options->label,
		       memory(session, "Private_Dirty:"), memory(session, "Rss:"));
		go_there(session, options);
		if (options->keys)
			press_keys(session, options);
	}
	end(session, options->quit);
	g_array_free(starts, TRUE);
	return fine;
}

int main(int argc, char **argv)
{
	struct options options = {
		.columns = 120, .rows = 40, .runs = 5, .presses = 200, .quiet = 5, .gap = 2, .patience = 250};
	char *size = NULL;
	const GOptionEntry entries[] = {
		{"label", 'L', 0, G_OPTION_ARG_STRING, &options.label, "What the lines begin with", "NAME"},
		{"size", 's', 0, G_OPTION_ARG_STRING, &size, "Of the terminal (120x40)", "COLUMNSxROWS"},
		{"wait", 'w', 0, G_OPTION_ARG_STRING, &options.wait,
		 "The start ends when these bytes come (the first ones)", "TEXT"},
		{"ordinary", 'o', 0, G_OPTION_ARG_NONE, &options.ordinary,
		 "It does not run ahead of others: its threads do not hold up the kernel's that passes keys on", NULL},
		{"loaded", 'l', 0, G_OPTION_ARG_NONE, &options.loaded, "Press keys only when it has nothing left to do",
		 NULL},
		{"runs", 'r', 0, G_OPTION_ARG_INT, &options.runs,
		 "Start so often (5); keys are pressed in the last run", "N"},
		{"before", 'b', 0, G_OPTION_ARG_STRING, &options.before, "Press these first, unmeasured", "KEYS"},
		{"keys", 'k', 0, G_OPTION_ARG_STRING, &options.keys, "Press these in turn; parted by blanks", "KEYS"},
		{"beside", 'B', 0, G_OPTION_ARG_STRING, &options.beside,
		 "Runs beside it, and is given a j after each key; q ends it", "COMMAND"},
		{"presses", 'n', 0, G_OPTION_ARG_INT, &options.presses, "Press so many (200)", "N"},
		{"mark", 'm', 0, G_OPTION_ARG_STRING, &options.mark, "Bytes that only the answer to a key holds",
		 "TEXT"},
		{"gap", 'g', 0, G_OPTION_ARG_DOUBLE, &options.gap, "Between an answer and the next key (2)", "MS"},
		{"patience", 'p', 0, G_OPTION_ARG_DOUBLE, &options.patience,
		 "A key that shows nothing for so long shows nothing (250)", "MS"},
		{"quit", 'x', 0, G_OPTION_ARG_STRING, &options.quit, "What ends the program (q)", "TEXT"},
		{0},
	};
	GOptionContext *context = g_option_context_new("COMMAND [ARGUMENT...]");
	struct sched_param urgent = {10};
	setlocale(LC_CTYPE, "C.UTF-8");
	signal(SIGPIPE, SIG_IGN);
	g_option_context_set_strict_posix(context, TRUE);
	g_option_context_add_main_entries(context, entries, NULL);
	if (!g_option_context_parse(context, &argc, &argv, NULL) || argc < 2 || options.runs < 1 ||
	    (size && sscanf(size, "%dx%d", &options.columns, &options.rows) != 2)) {
		g_printerr("pty_latency: wrong options; see --help\n");
		return 2;
	}
	options.label = options.label ? options.label : g_strdup(argv[1]);
	options.quit = options.quit ? options.quit : g_strdup("q");
	if (options.mark)
		options.mark = g_strcompress(options.mark);
	sched_setscheduler(0, SCHED_FIFO, &urgent);
	return measure(&options, argv + 1) ? 0 : 1;
}
