/* SPDX-License-Identifier: MIT */
/* Pictures: where they lie, what they decode to, and which cells or bytes they become. */
#include <glib.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "picture/chafa.h"
#include "picture/decode.h"
#include "source/fetch.h"

/* Paths ------------------------------------------------------------------------------------------------------------ */

static const struct {
	const char *path, *reference, *paths;
} references[] = {
	{"a.md", "x.png", "x.png"},
	{"posts/a.md", "x.png", "posts/x.png"},
	{"posts/a.md", "./img//x.png", "posts/img/x.png"},
	{"posts/a.md", "../x.png", "x.png"},
	{"posts/a.md", "/assets/x.png", "assets/x.png posts/assets/x.png"},
	{"site/posts/a.md", "/x.png", "x.png site/posts/x.png site/x.png"},
	{"a.md", "x%20y.png", "x%20y.png x y.png"},
	{"a.md", "x.png?w=3", "x.png?w=3 x.png"},
	{"a.md", "x.png#top", "x.png#top x.png"},
	{"a.md", "%E5%9B%BE.png", "%E5%9B%BE.png 图.png"},
	/* out of the archive, or elsewhere */
	{"a.md", "../x.png", ""},
	{"posts/a.md", "../../etc/passwd", ""},
	{"posts/a.md", "/../etc/passwd", "etc/passwd"}, /* of the archive */
	{"posts/a.md", "x/../../../etc/passwd", ""},
	{"posts/a.md", "%2e%2e/%2e%2e/etc/passwd", "posts/%2e%2e/%2e%2e/etc/passwd"},
	{"posts/a.md", "..%2f..%2fetc%2fpasswd", ""},
	{"posts/a.md", "x%00.png", "posts/x%00.png"},
	{"a.md", ".git/config", ""},
	{"a.md", "img/.hidden.png", ""},
	{"a.md", "//host/x.png", ""},
	{"a.md", "https://host/x.png", ""},
	{"a.md", "file:///etc/passwd", ""},
	{"a.md", "data:image/png;base64,AAAA", ""},
	{"a.md", "", ""},
	{"a.md", "/", ""},
	{"a.md", "..", ""},
	{"a.md", "?w=3", "?w=3"},
};

static void test_paths(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(references); i++) {
		GPtrArray *paths = fetch_paths(span_of(references[i].path), span_of(references[i].reference));
		g_ptr_array_add(paths, NULL);
		char *joined = g_strjoinv(" ", (char **)paths->pdata);
		g_assert_cmpstr(joined, ==, references[i].paths);
		g_free(joined);
		g_ptr_array_unref(paths);
	}
}

/* What was read: its bytes, or "!" and why; for g_free(). */
static char *fetched(const char *root, const char *path, const char *reference)
{
	struct fetch *fetch = fetch_new(root, false, span_of(path), span_of(reference));
	GBytes *bytes = NULL;
	const char *why = NULL;
	while (!fetch_done(fetch, &bytes, &why))
		g_usleep(1000);
	char *text = bytes ? g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes))
	                   : g_strconcat("!", why, NULL);
	if (bytes)
		g_bytes_unref(bytes);
	fetch_free(fetch);
	return text;
}

static const struct {
	const char *reference, *text;
} files[] = {
	{"in.png", "inside"},
	{"../top.png", "top"},
	{"/top.png", "top"},
	{"../../out.png", NULL},
	{"link.png", NULL},         /* to a file outside */
	{"folder/out.png", NULL},   /* through a link to a folder */
	{"inner/in.png", NULL},     /* even where that leads nowhere else */
	{"pipe", NULL},
	{"../posts", NULL},
	{"missing.png", NULL},
};

static void put(const char *place, const char *name, const char *text)
{
	char *path = g_build_filename(place, name, NULL);
	g_assert_true(g_file_set_contents(path, text, -1, NULL));
	g_free(path);
}

static void link_to(const char *place, const char *target, const char *name)
{
	char *path = g_build_filename(place, name, NULL);
	g_assert_cmpint(symlink(target, path), ==, 0);
	g_free(path);
}

static void test_folder(void)
{
	char *place = g_dir_make_tmp("jianbao-XXXXXX", NULL), *root = g_build_filename(place, "archive", NULL);
	char *posts = g_build_filename(root, "posts", NULL), *inner = g_build_filename(posts, "real", NULL);
	char *pipe = g_build_filename(posts, "pipe", NULL), *named = g_build_filename(posts, "a.md", NULL), *text;
	g_assert_cmpint(g_mkdir_with_parents(inner, 0700), ==, 0);
	put(place, "out.png", "outside");
	put(root, "top.png", "top");
	put(posts, "in.png", "inside");
	put(inner, "in.png", "inside");
	link_to(posts, "../../out.png", "link.png");
	link_to(posts, "../..", "folder");
	link_to(posts, "real", "inner");
	g_assert_cmpint(mkfifo(pipe, 0600), ==, 0);
	for (size_t i = 0; i < G_N_ELEMENTS(files); i++) {
		text = fetched(root, "posts/a.md", files[i].reference);
		g_assert_cmpstr(text, ==, files[i].text ? files[i].text : "!This picture is not in the archive");
		g_free(text);
	}
	text = fetched(NULL, named, "in.png"); /* a file by itself */
	g_assert_cmpstr(text, ==, "inside");
	g_free(text);
	text = fetched(NULL, named, "../top.png");
	g_assert_cmpint(text[0], ==, '!');
	g_free(text);
	char *command[] = {(char[]){"rm"}, (char[]){"-r"}, place, NULL};
	g_assert_true(g_spawn_sync(NULL, command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
	g_free(named);
	g_free(pipe);
	g_free(inner);
	g_free(posts);
	g_free(root);
	g_free(place);
}

static void test_tarball(void)
{
	char *place = g_dir_make_tmp("jianbao-XXXXXX", NULL), *tar = g_build_filename(place, "a.tgz", NULL);
	char *posts = g_build_filename(place, "site", "posts", NULL), *site = g_build_filename(place, "site", NULL);
	g_assert_cmpint(g_mkdir_with_parents(posts, 0700), ==, 0);
	put(site, "x.png", "picture");
	put(posts, "a.md", "# text");
	char *command[] = {(char[]){"tar"}, (char[]){"-C"}, place, (char[]){"-czf"}, tar, (char[]){"site"}, NULL};
	g_assert_true(g_spawn_sync(NULL, command, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
	char *text = fetched(tar, "site/posts/a.md", "/x.png");
	g_assert_cmpstr(text, ==, "picture");
	g_free(text);
	text = fetched(tar, "site/posts/a.md", "../x.png");
	g_assert_cmpstr(text, ==, "picture");
	g_free(text);
	text = fetched(tar, "site/posts/a.md", "y.png");
	g_assert_cmpstr(text, ==, "!This picture is not in the archive");
	g_free(text);
	char *remove[] = {(char[]){"rm"}, (char[]){"-r"}, place, NULL};
	g_assert_true(g_spawn_sync(NULL, remove, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL));
	g_free(site);
	g_free(posts);
	g_free(tar);
	g_free(place);
}

/* Decoding --------------------------------------------------------------------------------------------------------- */

static const struct {
	unsigned width, height, room_width, room_height, fit_width, fit_height;
} fits[] = {
	{10, 10, 20, 20, 10, 10}, {40, 20, 20, 20, 20, 10},       {20, 40, 20, 20, 10, 20},
	{4000, 1, 20, 20, 20, 1}, {1, 4000000000, 20, 20, 1, 20},
};

static void test_fit(void)
{
	for (size_t i = 0; i < G_N_ELEMENTS(fits); i++) {
		unsigned width, height;
		raster_fit(fits[i].width, fits[i].height, fits[i].room_width, fits[i].room_height, &width, &height);
		g_assert_cmpuint(width, ==, fits[i].fit_width);
		g_assert_cmpuint(height, ==, fits[i].fit_height);
	}
}

/* The picture of four quarters; NULL, and the test skips, where the library is missing. */
static struct raster *quarters(GString *file)
{
	const char *top = g_getenv("G_TEST_SRCDIR");
	char *path = g_build_filename(top ? top : ".", "tests/data/pictures/quarters.png", NULL), *bytes;
	struct raster *raster;
	gsize len;
	g_assert_true(g_file_get_contents(path, &bytes, &len, NULL));
	g_string_append_len(file, bytes, (gssize)len);
	g_free(bytes);
	g_free(path);
	enum decode_result result = decode_picture((struct span){file->str, file->len}, &raster);
	if (result == DECODE_LIBRARY || result == DECODE_FORMAT) {
		g_test_skip(decode_message(result));
		return NULL;
	}
	g_assert_cmpint(result, ==, DECODE_DONE);
	return raster;
}

static uint32_t pixel(const struct raster *raster, unsigned x, unsigned y)
{
	const uint8_t *at = raster->rgb + ((size_t)y * raster->width + x) * 3;
	return (uint32_t)at[0] << 16 | (uint32_t)at[1] << 8 | at[2];
}

static void test_decode(void)
{
	GString *file = g_string_new(NULL);
	struct raster *raster = quarters(file), *other;
	if (raster) {
		g_assert_cmpuint(raster->width, ==, 16);
		g_assert_cmphex(pixel(raster, 15, 0), ==, 0x00FF00);
		struct raster *small = raster_scale(raster, 1, 2);
		g_assert_cmphex(pixel(small, 0, 0), ==, 0x808000);
		raster_unref(small);
		/* The size in the header is 65535 by 65535: given up before there are pixels. */
		memcpy(file->str + 16, "\0\0\xff\xff\0\0\xff\xff", 8);
		g_assert_cmpint(decode_picture((struct span){file->str, file->len}, &other), !=, DECODE_DONE);
		g_assert_null(other);
		g_assert_cmpint(decode_picture((struct span){file->str, 30}, &other), ==, DECODE_DAMAGED);
	}
	g_assert_cmpint(decode_picture(SPAN("<svg xmlns='http://www.w3.org/2000/svg'/>"), &other), ==, DECODE_UNKNOWN);
	g_assert_cmpint(decode_picture(SPAN(""), &other), ==, DECODE_UNKNOWN);
	raster_unref(raster);
	g_string_free(file, TRUE);
}

static const struct {
	struct span written;
	enum decode_result result;
} answers[] = {
	{{"JBP01 1\nabc", 11}, DECODE_DONE},  {{"JBP01 1\nabcd", 12}, DECODE_TIME}, {{"JBP01 1\nab", 10}, DECODE_TIME},
	{{"JBP3", 4}, DECODE_LARGE},          {{"JBP2garbage", 11}, DECODE_DAMAGED}, {{"JBP9", 4}, DECODE_TIME},
	{{"JBP00 1\n", 8}, DECODE_TIME},      {{"JBP09999 9999\n", 14}, DECODE_TIME}, {{"JBP0-1 1\nabc", 12}, DECODE_TIME},
	{{"", 0}, DECODE_TIME},               {{"JBP01 1 \nabc", 12}, DECODE_TIME},
};

/* Whoever reads behind an answer dies. */
static void test_answer(void)
{
	size_t page = (size_t)sysconf(_SC_PAGESIZE);
	char *pages = mmap(NULL, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
	char *end = pages + page;
	g_assert_true(pages != MAP_FAILED && mprotect(end, page, PROT_NONE) == 0);
	for (size_t i = 0; i < G_N_ELEMENTS(answers); i++) {
		enum decode_result result;
		struct span written = answers[i].written;
		memcpy(end - written.len, written.at, written.len);
		struct raster *raster = decoder_read((struct span){end - written.len, written.len}, &result);
		g_assert_cmpint(result, ==, answers[i].result);
		g_assert_cmpint(raster != NULL, ==, result == DECODE_DONE);
		raster_unref(raster);
	}
	munmap(pages, 2 * page);
}

/* Cells ------------------------------------------------------------------------------------------------------------ */

static uint32_t shown(const struct picture_cell *cell)
{
	return cell->code == ' ' ? cell->back : cell->fore;
}

/* Scaling blends a little of the neighbours into a cell. */
static bool is_near(uint32_t a, uint32_t b)
{
	for (int shift = 0; shift < 24; shift += 8)
		if (ABS((int)(a >> shift & 255) - (int)(b >> shift & 255)) > 40)
			return false;
	return true;
}

static void test_cells(void)
{
	static const uint32_t expected[] = {0xFF0000, 0xFF0000, 0x00FF00, 0x00FF00,
	                                    0x0000FF, 0x0000FF, 0xFFFFFF, 0xFFFFFF};
	GString *file = g_string_new(NULL);
	struct raster *raster = quarters(file);
	struct chafa *chafa = chafa_new();
	if (raster && !chafa_is_there(chafa)) {
		g_test_skip("Chafa is not installed");
	} else if (raster) {
		struct picture_cell *cells = chafa_cells(chafa, raster, 4, 2, PICTURE_BLANKS);
		for (size_t i = 0; i < G_N_ELEMENTS(expected); i++) {
			g_assert_true(is_near(shown(&cells[i]), expected[i]));
			g_assert_cmpuint(cells[i].code, ==, ' ');
		}
		g_free(cells);
		cells = chafa_cells(chafa, raster, 1, 1, PICTURE_BLOCKS); /* no cell shows four colours: some block */
		g_assert_true(cells[0].code >= 0x2580 && cells[0].code <= 0x259F);
		g_free(cells);
		GString *sixels = g_string_new(NULL);
		g_assert_true(chafa_sixels(chafa, raster, sixels));
		g_assert_true(g_str_has_prefix(sixels->str, "\033P") && g_str_has_suffix(sixels->str, "\033\\"));
		g_string_free(sixels, TRUE);
	}
	chafa_free(chafa);
	raster_unref(raster);
	g_string_free(file, TRUE);
}

/* Upright lines stay upright, whatever the width of a row in bytes. */
static void test_upright(void)
{
	struct chafa *chafa = chafa_new();
	if (!chafa_is_there(chafa))
		g_test_skip("Chafa is not installed");
	for (unsigned width = 61; width <= 64 && chafa_is_there(chafa); width++) {
		struct raster *raster = raster_new(width, 64);
		for (size_t y = 0; y < raster->height; y++)
			memset(raster->rgb + (y * width + width / 2) * 3, 255, (size_t)(width - width / 2) * 3);
		struct picture_cell *cells = chafa_cells(chafa, raster, 4, 8, PICTURE_BLANKS);
		for (unsigned i = 0; i < 4 * 8; i++)
			g_assert_true(i % 4 == 1 || i % 4 == 2 || is_near(shown(&cells[i]), i % 4 ? 0xFFFFFF : 0));
		g_free(cells);
		raster_unref(raster);
	}
	chafa_free(chafa);
}

static void test_kitty(void)
{
	struct raster *raster = raster_new(64, 64); /* 16384 bytes of base64: four pieces */
	GString *out = g_string_new(NULL);
	kitty_picture(raster, 8, 4, out);
	char **pieces = g_strsplit(out->str, "\033\\", -1);
	g_assert_cmpuint(g_strv_length(pieces), ==, 5);
	g_assert_true(g_str_has_prefix(pieces[0], "\033_Ga=T,f=24,s=64,v=64,c=8,r=4,C=1,q=2,m=1;AAAA"));
	g_assert_true(g_str_has_prefix(pieces[3], "\033_Gm=0;AAAA"));
	g_strfreev(pieces);
	g_string_free(out, TRUE);
	raster_unref(raster);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	g_test_add_func("/picture/paths", test_paths);
	g_test_add_func("/picture/folder", test_folder);
	g_test_add_func("/picture/tarball", test_tarball);
	g_test_add_func("/picture/fit", test_fit);
	g_test_add_func("/picture/decode", test_decode);
	g_test_add_func("/picture/answer", test_answer);
	g_test_add_func("/picture/cells", test_cells);
	g_test_add_func("/picture/upright", test_upright);
	g_test_add_func("/picture/kitty", test_kitty);
	return g_test_run();
}
