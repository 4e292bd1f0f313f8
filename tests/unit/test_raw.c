/* SPDX-License-Identifier: MIT */
/* The raw file: where its bytes come from, and that nothing of them reaches a terminal as it is. */
#include <glib.h>
#include <glib/gstdio.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/raw.h"
#include "text/utf8.h"
#include "text/visible.h"
#include "ui/pane_raw.h"
#include "ui/raw_text.h"

static const struct {
	enum visible_kind kind;
	struct span bytes;
	const char *shown;
	const char *signs; /* the same with a . for what is a sign for something else */
} cases[] = {
	{VISIBLE_TEXT, {"a\tb\n", 4}, "a\tb\n", "a\tb\n"},
	{VISIBLE_TEXT, {"\033[31m", 5}, "^[[31m", "..[31m"},
	{VISIBLE_TEXT, {"a\0b", 3}, "a^@b", "a..b"},
	{VISIBLE_TEXT, {"\177", 1}, "^?", ".."},
	{VISIBLE_TEXT, {"a\r\nb\rc", 6}, "a\nb^Mc", "a\nb..c"},
	{VISIBLE_TEXT, {"^[", 2}, "^[", "^["},
	{VISIBLE_TEXT, {"\302\233", 2}, "<U+009B>", "........"},
	{VISIBLE_TEXT, {"\342\200\256x", 4}, "<U+202E>x", "........x"},
	{VISIBLE_TEXT, {"\342\200\213", 3}, "<U+200B>", "........"},
	{VISIBLE_TEXT, {"\363\240\200\201", 4}, "<U+E0001>", "........."},
	{VISIBLE_TEXT, {"\342\200\250", 3}, "<U+2028>", "........"},
	{VISIBLE_TEXT, {"\357\277\275", 3}, "\357\277\275", NULL},
	{VISIBLE_TEXT, {"\xE4\xB8\xAD\xFF\xE4\xB8", 6}, "\xE4\xB8\xAD\\xFF\\xE4\\xB8", NULL},
	{VISIBLE_TEXT, {"\xED\xA0\x80", 3}, "\\xED\\xA0\\x80", "............"},
	{VISIBLE_BYTES, {"\xE4\xB8\xAD\033\r\n", 6}, "\\xE4\\xB8\\xAD^[\n", "..............\n"},
};

static void test_visible(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(cases); i++) {
		GString *out = g_string_new(NULL);
		GByteArray *signs = g_byte_array_new();
		for (size_t at = 0; at < cases[i].bytes.len;) /* as small portions as can be */
			at = visible_write(cases[i].bytes, at, 1, cases[i].kind, out, signs);
		g_assert_cmpstr(out->str, ==, cases[i].shown);
		for (size_t at = 0; cases[i].signs && at < out->len; at++)
			g_assert_cmpint((signs->data[at / 8] >> at % 8 & 1) != 0, ==, cases[i].signs[at] == '.');
		g_byte_array_unref(signs);
		g_string_free(out, TRUE);
	}
}

/* Whatever the bytes are: valid text comes out, and no control in it but line feeds and tabs. */
static void test_any_bytes(void)
{
	GRand *random = g_rand_new_with_seed(3);
	GString *out = g_string_new(NULL);
	GByteArray *signs = g_byte_array_new();
	char bytes[4096];
	for (size_t i = 0; i < sizeof(bytes); i++)
		bytes[i] = (char)g_rand_int_range(random, 0, 256);
	for (enum visible_kind kind = VISIBLE_TEXT; kind <= VISIBLE_BYTES; kind++) {
		g_string_truncate(out, 0);
		visible_write((struct span){bytes, sizeof(bytes)}, 0, sizeof(bytes), kind, out, signs);
		g_assert_cmpuint(utf8_valid((struct span){out->str, out->len}), ==, out->len);
		for (size_t at = 0; at < out->len;)
			g_assert_false(code_is_control(utf8_next((struct span){out->str, out->len}, &at)));
	}
	g_byte_array_unref(signs);
	g_string_free(out, TRUE);
	g_rand_free(random);
}

/* Rows ------------------------------------------------------------------------------------------------------------- */

static const struct raw_room room = {&widths_default, 10};

static void begin(struct raw_text *text, struct span bytes)
{
	raw_text_init(text);
	raw_text_begin(text, bytes, VISIBLE_TEXT);
	while (raw_text_work(text, 1000))
		;
}

/* The rows from the first to the last, each in brackets, with its line; and back again. */
static char *rows_of(const struct raw_text *text)
{
	GString *out = g_string_new(NULL);
	struct raw_row row = raw_text_row_at(text, &room, 0);
	size_t down = 0;
	do {
		const struct raw_part *part = raw_text_part(text, row.part);
		g_string_append_printf(out, "%u[%.*s]", part->line, (int)(row.to - row.from),
		                       text->shown->str + row.from);
	} while (raw_text_move(text, &room, &row, 1) == 1 && ++down);
	g_assert_cmpuint(raw_text_move(text, &room, &row, -(long)down - 5), ==, down);
	g_assert_cmpuint(row.from, ==, 0);
	return g_string_free(out, FALSE);
}

static void test_rows(void)
{
	static const struct {
		const char *bytes, *rows;
	} texts[] = {
		{"", "1[]"},
		{"one", "1[one]"},
		{"one\n", "1[one]"},
		{"one\n\n\ntwo", "1[one]2[]3[]4[two]"},
		{"0123456789ab\nc", "1[0123456789]1[ab]2[c]"},
		{"a\tbc\td", "1[a\tbc]1[\td]"},
		{"123456789中", "1[123456789]1[中]"},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
		struct raw_text text;
		char *rows;
		begin(&text, span_of(texts[i].bytes));
		rows = rows_of(&text);
		g_assert_cmpstr(rows, ==, texts[i].rows);
		g_free(rows);
		raw_text_clear(&text);
	}
}

/* A line of twenty megabytes: any row of it costs what a short one does. */
static void test_long_line(void)
{
	size_t len = (size_t)20 << 20;
	char *bytes = g_malloc(len);
	struct raw_text text;
	struct raw_row row;
	gint64 begun;
	memset(bytes, 'x', len);
	bytes[len / 2] = '\033';
	begin(&text, (struct span){bytes, len});
	g_assert_cmpuint(text.shown->len, ==, len + 1);
	begun = g_get_monotonic_time();
	for (unsigned i = 0; i < 1000; i++) {
		row = raw_text_row_at(&text, &room, len / 1000 * i);
		g_assert_cmpuint(row.from, <=, len / 1000 * i);
		g_assert_cmpuint(row.to, >, len / 1000 * i);
		raw_text_move(&text, &room, &row, i % 2 ? 24 : -24);
	}
	g_assert_cmpint(g_get_monotonic_time() - begun, <, 20 * G_USEC_PER_SEC);
	g_assert_cmpuint(raw_text_line(&text, 7), ==, 0);
	raw_text_clear(&text);
	g_free(bytes);
}

/* Where they come from --------------------------------------------------------------------------------------------- */

static char *source_path(const char *name)
{
	const char *source = g_getenv("G_TEST_SRCDIR");
	return g_build_filename(source ? source : ".", name, NULL);
}

static struct raw *read_raw(const char *root, const char *path)
{
	struct raw *raw = raw_begin(root, span_of(path), false);
	for (unsigned i = 0; i < 20000 && !raw_is_done(raw); i++)
		g_usleep(1000);
	g_assert_true(raw_is_done(raw));
	return raw;
}

static void assert_raw(const char *root, const char *path, const char *begins, const char *ends)
{
	struct raw *raw = read_raw(root, path);
	g_assert_cmpstr(raw_trouble(raw), ==, NULL);
	g_assert_true(span_starts(raw_bytes(raw), span_of(begins)));
	g_assert_true(span_ends(raw_bytes(raw), span_of(ends)));
	g_assert_cmpuint(raw_size(raw), ==, raw_bytes(raw).len);
	raw_end(raw);
}

static void test_files(void)
{
	char *bundles = source_path("tests/data/bundles"), *box = source_path("tests/data/bundles/box.mbox");
	assert_raw(bundles, "box.mbox", "From ", "\n");
	assert_raw(bundles, "box.mbox#2", "From bob@post.example", "\n");
	assert_raw(NULL, box, "From ", "\n");
	assert_raw(bundles, "rss.xml#489b93eb1befa9d8", "<item>", "</item>");
	g_free(bundles);
	g_free(box);
}

/* An item of JSON lies nowhere by itself, and what is in another charset is shown as it is: the whole file. */
static void test_whole(void)
{
	char *bundles = source_path("tests/data/bundles");
	struct raw *raw = read_raw(bundles, "rdf.xml#197624b186cc82af");
	g_assert_true(raw_is_whole(raw));
	g_assert_true(span_starts(raw_bytes(raw), SPAN("<?xml")));
	g_assert_cmpstr(raw_charset(raw), ==, "GB18030");
	raw_end(raw);
	g_free(bundles);
}

static void test_missing(void)
{
	char *bundles = source_path("tests/data/bundles");
	static const char *const paths[] = {"none", "none#1", "../hostile", "#"};
	for (size_t i = 0; i < G_N_ELEMENTS(paths); i++) {
		struct raw *raw = read_raw(bundles, paths[i]);
		g_assert_nonnull(raw_trouble(raw));
		raw_end(raw);
	}
	raw_end(raw_begin("/", SPAN("x"), true)); /* and given up at once */
	g_free(bundles);
}

static void test_repository(void)
{
	char *repository = source_path("tests/data/history.git");
	struct raw *raw = read_raw(repository, "news/flood.md");
	if (raw_trouble(raw))
		g_test_skip(raw_trouble(raw)); /* libgit2 is not there */
	else
		g_assert_cmpuint(raw_size(raw), >, 0);
	raw_end(raw);
	g_free(repository);
}

/* Until the bytes are there the pane says how many came, and has nothing to show in another way. */
static void test_waiting(void)
{
	char *folder = g_dir_make_tmp("jianbao-raw-XXXXXX", NULL), *path = g_build_filename(folder, "pipe", NULL);
	g_assert_cmpint(mkfifo(path, 0600), ==, 0);
	int writer = open(path, O_RDWR | O_CLOEXEC);
	struct raw *raw = raw_begin(NULL, span_of(path), false);
	struct pane *pane = raw_pane_new(raw, SPAN("pipe"), (struct target){0}, &widths_default);
	struct canvas *canvas = canvas_new(2, 70, &widths_default);

	g_assert_cmpint((int)write(writer, "12345", 5), ==, 5);
	for (unsigned i = 0; i < 20000 && raw_got(raw) < 5; i++)
		g_usleep(1000);
	pane->ops->resize(pane, 2, 70);
	pane->ops->draw(pane, canvas, (struct rect){0, 0, 2, 70}, true);
	char *dump = canvas_dump(canvas);
	g_assert_nonnull(strstr(dump, "Reading the raw file... 5 bytes, 0 s; Esc stops it"));
	struct reaction reaction = pane->ops->act(pane, ACTION_SCRIPT, 0);
	g_assert_cmpint(reaction.kind, ==, REACTION_SAY);
	g_assert_cmpstr(reaction.say, ==, "There is nothing to show byte by byte yet");
	g_free(dump);
	canvas_free(canvas);
	pane->ops->free(pane);
	close(writer);
	g_unlink(path);
	g_rmdir(folder);
	g_free(path);
	g_free(folder);
}

/* A tar of one file, by hand. */
static void write_tar(const char *path, const char *name, const char *text)
{
	char block[512 * 4] = "";
	unsigned sum = 0;
	g_strlcpy(block, name, 100);
	g_snprintf(block + 100, 8, "%07o", 0644u);
	g_snprintf(block + 124, 12, "%011o", (unsigned)strlen(text));
	memset(block + 148, ' ', 8);
	block[156] = '0';
	memcpy(block + 257, "ustar\0" "00", 8);
	for (size_t i = 0; i < 512; i++)
		sum += (unsigned char)block[i];
	g_snprintf(block + 148, 8, "%06o", sum);
	memcpy(block + 512, text, strlen(text));
	g_assert_true(g_file_set_contents(path, block, sizeof(block), NULL));
}

static void test_tarball(void)
{
	char *folder = g_dir_make_tmp("jianbao-raw-XXXXXX", NULL), *path = g_build_filename(folder, "a.tar", NULL);
	write_tar(path, "in/one.txt", "the bytes\033 of it\n");
	struct raw *raw = read_raw(path, "in/one.txt");
	if (raw_trouble(raw))
		g_test_skip(raw_trouble(raw)); /* libarchive is not there */
	else
		g_assert_true(span_equal(raw_bytes(raw), SPAN("the bytes\033 of it\n")));
	raw_end(raw);
	g_unlink(path);
	g_rmdir(folder);
	g_free(path);
	g_free(folder);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/raw/visible", test_visible);
	g_test_add_func("/raw/any-bytes", test_any_bytes);
	g_test_add_func("/raw/rows", test_rows);
	g_test_add_func("/raw/long-line", test_long_line);
	g_test_add_func("/raw/files", test_files);
	g_test_add_func("/raw/whole", test_whole);
	g_test_add_func("/raw/missing", test_missing);
	g_test_add_func("/raw/repository", test_repository);
	g_test_add_func("/raw/tarball", test_tarball);
	g_test_add_func("/raw/waiting", test_waiting);
	return g_test_run();
}
