/* SPDX-License-Identifier: MIT */
/*
 * jianbao reads archived news in a terminal. This file is the interactive loop: it carries what the app wants done
 * outside to term/, and what happens outside to the app. Everything that needs no terminal is done by cli.c.
 */
#include <fcntl.h>
#include <glib/gi18n.h>
#include <locale.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <signal.h>
#include <unistd.h>

#include "archive/archive.h"
#include "cli.h"
#include "command/opening.h"
#include "config.h"
#include "export/export.h"
#include "export/plain.h"
#include "picture/decode.h"
#include "shelf/session.h"
#include "term/edit.h"
#include "term/open.h"
#include "term/pass.h"
#include "term/term.h"
#include "term/turn.h"
#include "ui/app.h"
#include "ui/keys.h"

__attribute__((hot))
static int64_t monotonic_ms(void *data)
{
	(void)data;
	return g_get_monotonic_time() / 1000;
}

/* What runs, and is shown: always on the same canvas, for what changed is known by the stamps of its rows. */
struct program {
	struct app *app;
	struct term *term;
	struct archive *archive;
	const struct app_host *host;
	struct canvas *canvas;
};

static void tell(struct program *program, const char *message)
{
	app_handle(program->app, &(struct event){.kind = EVENT_RESULT, .message = message});
}

/* The window may have got another size without a word: while the program was stopped, say. */
__attribute__((hot))
static void show(struct program *program)
{
	struct canvas *canvas = program->canvas;
	unsigned rows, columns;
	term_size(program->term, &rows, &columns);
	if (canvas->rows != rows || canvas->columns != columns)
		canvas_resize(canvas, rows, columns);
	app_draw(program->app, canvas);
	term_show(program->term, canvas);
}

/* Why these addresses, one a line, are not opened; NULL where they may be. */
static const char *lines_refusal(const struct open_place *place, struct span urls)
{
	const char *refusal = NULL;
	struct span url;
	while (!refusal && span_line(&urls, &url))
		refusal = open_refusal(place, url);
	return refusal;
}

/* Opens one after the other; false at the first that cannot be. */
static bool open_lines(const struct open_place *place, struct span urls)
{
	bool opened = true;
	struct span url;
	while (opened && span_line(&urls, &url))
		opened = open_address(place, url);
	return opened;
}

/* What became of addresses; for g_free(). */
static char *tell_opened(bool opened, bool copied, struct span urls)
{
	char *text = span_dup(urls);
	unsigned count = 1;
	for (char *end = text; (end = strchr(end, '\n')); count++)
		*end = ' ';
	const char *one = opened ? _("Opened: %s") : copied ? _("No browser here; copied: %s") : _("No browser here: %s");
	const char *many = opened ? ngettext("%u page opened", "%u pages opened", count)
	                          : ngettext("No browser here; %u address copied", "No browser here; %u addresses copied", count);
	char *message = count > 1 && (opened || copied) ? g_strdup_printf(many, count) : g_strdup_printf(one, text);
	g_free(text);
	return message;
}

/* Without a browser the addresses go to the clipboard and are shown: on the far end of SSH that is what helps. */
static void open_or_copy(struct program *program, struct span urls)
{
	struct open_place place = open_place_now(program->host->settings->secure);
	const char *refusal = lines_refusal(&place, urls);
	if (refusal) {
		tell(program, refusal);
		return;
	}
	if (!place.desktop)
		term_leave(program->term);
	bool opened = open_lines(&place, urls);
	if (!place.desktop)
		term_return(program->term);
	char *message = tell_opened(opened, !opened && term_copy(program->term, urls), urls);
	tell(program, message);
	g_free(message);
}

/* What is too long for terminals is not copied at all: half of it would look like all of it. */
static void copy(struct program *program, struct span text)
{
	bool copied = term_copy(program->term, text);
	char *message = copied ? g_strdup(_("Copied"))
	                       : g_strdup_printf(_("Too long for the clipboard: %zu bytes, and terminals take %zu"),
	                                         text.len, TERM_COPY_MOST);
	tell(program, message);
	g_free(message);
}

static void edit(struct program *program, struct span text)
{
	const struct settings *settings = program->host->settings;
	char *message = NULL;
	if (settings->secure) {
		tell(program, _("Writing notes is turned off (JIANBAO_SECURE)"));
		return;
	}
	term_leave(program->term);
	char *edited = edit_text(text, settings->private, &message);
	term_return(program->term);
	if (edited)
		app_handle(program->app, &(struct event){.kind = EVENT_EDITED, .text = span_of(edited)});
	else
		tell(program, message);
	g_free(message);
	g_free(edited);
}

/*
 * Writing takes so long before anybody is told, and is told again after so long; then a key is waited for: longer than
 * it takes to tell Escape from the beginning of another key. Milliseconds.
 */
#define WONDER_MS 200
#define TELL_MS 200
#define KEY_MS 30

/* A file that is being written: who is told how far that is, and may stop it. */
struct writing_out {
	struct program *program;
	size_t count;
	int64_t begun_ms, told_ms;
};

static void show_writing(const struct writing_out *writing, size_t done)
{
	char *message = g_strdup_printf(_("Writing %zu of %zu articles, %u s; Esc stops"), done, writing->count,
	                                (unsigned)((monotonic_ms(NULL) - writing->begun_ms) / 1000));
	tell(writing->program, message);
	show(writing->program);
	g_free(message);
}

static bool is_stop(uint32_t key)
{
	return key == KEY_ESCAPE || key == 'C' - '@' || key == 'G' - '@';
}

/* Keys but these are lost meanwhile, as nothing is there to act on them. */
static bool writing_goes_on(void *data, size_t done)
{
	struct writing_out *writing = data;
	int64_t now = monotonic_ms(NULL);
	struct event event;
	if (now < writing->begun_ms + WONDER_MS || now < writing->told_ms + TELL_MS)
		return true;
	writing->told_ms = now;
	show_writing(writing, done);
	do {
		if (!term_wait(writing->program->term, -1, KEY_MS, &event) ||
		    (event.kind == EVENT_KEY && is_stop(event.key)))
			return false;
	} while (event.kind != EVENT_TICK);
	return true;
}

/* Writes the articles of an effect to the file that it names. */
static void save(struct program *program, const struct effect *effect)
{
	struct writing_out writing = {
		.program = program,
		.count = effect->entries->len,
		.begun_ms = monotonic_ms(NULL),
	};
	struct export_set set;
	char *message = NULL;
	if (program->host->settings->secure)
		return;
	export_set_init(&set, program->archive, (const uint32_t *)(void *)effect->entries->data, effect->entries->len,
	                false);
	set.goes_on = writing_goes_on;
	set.data = &writing;
	if (export_save(&set, export_format_of(effect->text), effect->text, effect->kind == EFFECT_REPLACE, &message))
		message = g_strdup_printf(ngettext("Wrote %u article to %s", "Wrote %u articles to %s", set.count),
		                          effect->entries->len, effect->text);
	tell(program, message);
	export_set_clear(&set);
	g_free(message);
}

static GString *text_of(const struct archive *archive, const GArray *entries)
{
	GString *text = g_string_new(NULL);
	for (guint i = 0; i < entries->len; i++) {
		if (i > 0)
			g_string_append(text, "\n----------------------------------------\n\n");
		plain_write(text, archive, g_array_index(entries, uint32_t, i), false);
	}
	return text;
}

/* Hands the text of the articles to another program, which has the terminal meanwhile. */
static void pass(struct program *program, const struct effect *effect)
{
	const struct settings *settings = program->host->settings;
	char *message = NULL;
	if (settings->secure)
		return;
	GString *out = text_of(program->archive, effect->entries);
	struct span text = {out->str, out->len};
	term_leave(program->term);
	if (effect->kind == EFFECT_PIPE)
		pass_text(effect->text, text, &message);
	else
		pass_view(text, settings->private, &message);
	term_return(program->term);
	if (message)
		tell(program, message);
	g_free(message);
	g_string_free(out, TRUE);
}

static void settle(struct program *program)
{
	const struct settings *settings = app_settings(program->app);
	term_mouse(program->term, settings->mouse);
	term_widths(program->term, (unsigned)settings->width_ambiguous, (unsigned)settings->width_emoji,
	            (unsigned)settings->width_quotes);
	app_handle(program->app, &(struct event){.kind = EVENT_WIDTHS});
}

static void carry_out(struct program *program, const struct effect *effect)
{
	struct term *term = program->term;
	struct span text = span_of(effect->text);
	switch (effect->kind) {
	case EFFECT_OPEN:
		open_or_copy(program, text);
		break;
	case EFFECT_COPY:
		copy(program, text);
		break;
	case EFFECT_EDIT:
		edit(program, text);
		break;
	case EFFECT_SAVE:
	case EFFECT_REPLACE:
		save(program, effect);
		break;
	case EFFECT_PIPE:
	case EFFECT_VIEW:
		pass(program, effect);
		break;
	case EFFECT_SUSPEND:
		term_suspend(term);
		break;
	case EFFECT_SETTLE:
		settle(program);
		break;
	case EFFECT_DRESS:
		term_dress(term, app_palette(program->app));
		break;
	case EFFECT_REDRAW:
		term_redraw(term);
		break;
	case EFFECT_DECODE:
		term_decode(term, effect->bytes);
		break;
	case EFFECT_BELL:
		term_bell(term);
		break;
	case EFFECT_NONE:
		break;
	}
}

/* All effects that the last event brought. */
static void carry_out_all(struct program *program)
{
	for (;;) {
		struct effect effect = app_take_effect(program->app);
		if (effect.kind == EFFECT_NONE)
			return;
		carry_out(program, &effect);
		effect_clear(&effect);
	}
}

/*
 * News may wait so long to be shown: a screen takes time that loading, and the next key, wait for. The longer nothing
 * but news comes the longer it waits, for each of those screens also goes over the line, which may be slow.
 * Milliseconds.
 */
#define FRAME_MS 15
#define FRAME_MORE_MS 8 /* with each screen of news */
#define FRAME_MOST_MS 120

static int64_t frame_ms(unsigned screens)
{
	return FRAME_MS + MIN((int64_t)screens * FRAME_MORE_MS, FRAME_MOST_MS - FRAME_MS);
}

static bool can_wait(const struct event *event)
{
	return event->kind == EVENT_NEWS || event->kind == EVENT_TICK;
}

/*
 * An answer is passed on by a thread of the kernel, which may have to wait for this processor: so we wait for so long
 * before anything is made ready, or even looked at, behind a key. Milliseconds.
 */
#define PASS_ON_MS 1

/* Waits as term_wait() does, at most `most_ms`, where that is not -1, and not longer than the app wants to. */
static bool wait_on(struct program *program, bool pressed, int most_ms, struct event *event)
{
	int fd = archive_fd(program->archive);
	if (pressed) {
		bool alive = term_wait(program->term, fd, PASS_ON_MS, event);
		if (!alive || event->kind != EVENT_TICK)
			return alive;
		app_prepare(program->app);
	}
	int timeout = app_timeout(program->app);
	bool shorter = most_ms >= 0 && (timeout < 0 || timeout > most_ms);
	return term_wait(program->term, fd, shorter ? most_ms : timeout, event);
}

/* Until the person quits (0) or a signal ends it (128 and its number). */
static int run(struct program *program)
{
	struct event event;
	bool alive = true, late = false; /* what is shown is not all that is known */
	bool pressed = false, loading = true;
	unsigned screens = 0; /* of news, one after the other */
	int64_t due = 0;
	while (alive && app_running(program->app)) {
		int64_t now = monotonic_ms(NULL);
		bool loaded = loading && !archive_progress(program->archive).loading;
		late = late && now < due && !loaded;
		loading = loading && !loaded;
		if (!late) {
			show(program);
			shelf_ready(program->host->shelf, 0); /* begins to read it, behind the first screen */
			due = now + frame_ms(screens++);
		}
		alive = wait_on(program, pressed, late ? (int)(due - now) : -1, &event);
		if (!alive)
			break;
		late = can_wait(&event);
		screens = late ? screens : 0;
		pressed = event.kind == EVENT_KEY;
		app_handle(program->app, &event);
		carry_out_all(program);
	}
	return alive ? 0 : 128 + term_signal(program->term);
}

/* How long leaving may take for the sake of the next start. Milliseconds. */
#define KEEP_MS 3000

/* Portions of what is left to do then; a key is looked for between them. Microseconds. */
#define KEEP_US 20000

/*
 * Whoever leaves soon after all was read would find it unread the next time: what is being written down is finished,
 * for a while, unless a key or a signal says that it shall not.
 */
static void finish_keeping(struct program *program)
{
	struct archive *archive = program->archive;
	int64_t end = monotonic_ms(NULL) + KEEP_MS, left;
	struct event event = {.kind = EVENT_TICK};
	if (!archive_is_keeping(archive))
		return;
	tell(program, _("Written down for the next start; any key leaves at once"));
	show(program);
	while (archive_is_keeping(archive) && (left = end - monotonic_ms(NULL)) > 0) {
		if (!term_wait(program->term, archive_fd(archive), (int)left, &event) || event.kind == EVENT_KEY)
			break;
		archive_poll(archive, KEEP_US);
	}
}

static struct shelf *open_shelf(bool private)
{
	char *path = private ? NULL : shelf_path();
	struct shelf *shelf = shelf_open(path);
	g_free(path);
	return shelf;
}

/* Reads on the terminal, which is given back. */
static int read_on(struct term *term, struct archive *archive, const struct app_host *host)
{
	struct app *app = app_new(archive, host);
	struct program program = {app, term, archive, host, canvas_new(0, 0, host->widths)};
	term_dress(term, app_palette(app));
	int status = run(&program);
	if (status == 0)
		finish_keeping(&program);
	term_dress(term, NULL);
	canvas_free(program.canvas);
	app_free(app);
	term_stop(term);
	return status;
}

/* `name`: how this program was called. */
static int read_archives(const struct cli *cli, const char *name)
{
	struct widths widths = widths_default;
	if (cli->settings.width_ambiguous > 0)
		widths.ambiguous = (uint8_t)cli->settings.width_ambiguous;
	widths.emoji = (uint8_t)cli->settings.width_emoji;
	widths.quotes = (uint8_t)cli->settings.width_quotes;
	struct term_options options = {
	    .widths = &widths,
	    .colour = cli->settings.colour,
	    .plain = cli->settings.plain,
	    .mouse = cli->settings.mouse,
	    .probe = cli->settings.probe && cli->settings.width_ambiguous == 0,
	    .remember = !cli->settings.private,
	    .graphics = cli->settings.probe,
	    .program = name,
	};
	term_block_signals();
	turn_shorten(); /* not those that load: they begin below */
	char *message = NULL;
	struct archive *archive =
		opening_begin(&cli->settings, (const char *const *)cli->archives, OPENING_FOLLOWS);
	struct shelf *shelf = open_shelf(cli->settings.private);
	char *session = session_name(cli->archives);
	struct term *term = term_start(&options, &message);
	archive_guard();
	int status = 2;
	if (term) {
		struct app_host host = {&cli->settings, &widths, monotonic_ms, NULL, shelf, session, cli->problems};
		status = read_on(term, archive, &host);
	} else {
		g_printerr("jianbao: %s\n", message);
		g_free(message);
	}
	char *problem = shelf_close(shelf);
	if (problem)
		g_printerr("jianbao: %s\n", problem);
	g_free(problem);
	g_free(session);
	archive_close(archive);
	return status;
}

/* Where nobody speaks a language of the locale, its nearest kin: the C library knows of none. */
static void set_kin(const char *locale)
{
	static const char *const kin[][2] = {
		{"zh_HK", "zh_HK:zh_TW"}, {"zh_MO", "zh_MO:zh_TW"}, {"zh_SG", "zh_SG:zh_CN"}, {"zh_MY", "zh_MY:zh_CN"},
	};
	for (size_t i = 0; locale && i < G_N_ELEMENTS(kin); i++)
		if (g_str_has_prefix(locale, kin[i][0]))
			g_setenv("LANGUAGE", kin[i][1], FALSE);
}

/* The language of the locale; JIANBAO_LOCALEDIR names catalogs that were built and are not installed. */
static void set_language(void)
{
	const char *folder = g_getenv("JIANBAO_LOCALEDIR");
	setlocale(LC_ALL, "");
	set_kin(setlocale(LC_MESSAGES, NULL));
	bindtextdomain(PACKAGE, folder ? folder : JIANBAO_LOCALEDIR);
	bind_textdomain_codeset(PACKAGE, "UTF-8");
	textdomain(PACKAGE);
}

/* A folder of the person that is not named from the root is none: so says the specification, and GLib does not look. */
static void forget_relative_folders(void)
{
	static const char *const names[] = {"XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"};
	for (size_t i = 0; i < G_N_ELEMENTS(names); i++) {
		const char *folder = g_getenv(names[i]);
		if (folder && !g_path_is_absolute(folder))
			g_unsetenv(names[i]);
	}
}

/*
 * So much freed memory may the allocator keep to itself, in bytes: by itself it keeps twice the largest piece that was
 * ever freed, and a first load frees large ones.
 */
#define FREED_MOST (1 << 20)

static void keep_little_memory(void)
{
#ifdef __GLIBC__
	mallopt(M_TRIM_THRESHOLD, FREED_MOST);
	mallopt(M_MMAP_THRESHOLD, FREED_MOST);
#endif
}

/*
 * Where one of the three standard files is closed, the next file that is opened would be taken for it: an archive's for
 * the terminal, say. What stands in its place fails when it is used, as what is closed does.
 */
static void hold_standard_files(void)
{
	static const int modes[] = {[STDIN_FILENO] = O_WRONLY, [STDOUT_FILENO] = O_RDONLY, [STDERR_FILENO] = O_RDONLY};
	for (int file = 0; file < (int)G_N_ELEMENTS(modes); file++)
		if (fcntl(file, F_GETFD) < 0 && open("/dev/null", modes[file]) < 0)
			return; /* they are taken in turn, so that each gets its number */
}

int main(int argc, char **argv)
{
	hold_standard_files();
	if (decoder_is_asked(argc, argv))
		return decoder_main();
	signal(SIGXFSZ, SIG_IGN); /* a file that may not grow is an error like a full disk, and no reason to die */
	keep_little_memory();
	forget_relative_folders();
	set_language();
	struct cli cli;
	cli_run(&cli, argc, argv);
	int status = cli.done ? cli.status : read_archives(&cli, argv[0]);
	cli_clear(&cli);
	return status;
}
