/* SPDX-License-Identifier: MIT */
/* Archives made in a temporary folder: what is listed, in which order, and where ids, paths and links lead. */
#include <glib.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "../place.h"
#include "archive/archive.h"

static void set_up(struct place *place, const void *data)
{
	(void)data;
	place_begin(place, "archive");
}

static void tear_down(struct place *place, const void *data)
{
	(void)data;
	place_end(place);
}

static char *inside(const struct place *place, const char *path)
{
	return g_build_filename(place->root, path, NULL);
}

/* Writes one article below the place's root; any of date and address may be NULL. */
static void write_article(struct place *place, const char *path, const char *date, const char *url)
{
	place_write_article(place, path, "題目", date, url);
}

static struct archive *open_all(const char *path)
{
	struct archive *archive = archive_open(&path, 1);
	archive_wait(archive);
	return archive;
}

static struct span path_of(const struct archive *archive, uint32_t number)
{
	struct entry entry;
	archive_entry(archive, number, &entry);
	return entry.path;
}

/* The paths in order, joined by blanks. */
static char *listing(const struct archive *archive)
{
	GString *out = g_string_new(NULL);
	size_t count;
	const uint32_t *order = archive_order(archive, &count);
	for (size_t i = 0; i < count; i++) {
		struct span path = path_of(archive, order[i]);
		g_string_append_len(out, path.at, (gssize)path.len);
		g_string_append_c(out, ' ');
	}
	return g_string_free(out, FALSE);
}

static void assert_span(struct span found, const char *expected)
{
	char *text = span_dup(found);
	g_assert_cmpstr(text, ==, expected);
	g_free(text);
}

static void newest_first_then_undated(struct place *place, const void *data)
{
	struct archive *archive;
	char *list;
	(void)data;
	write_article(place, "c.md", "2020-01-01", NULL);
	write_article(place, "z.md", NULL, NULL);
	write_article(place, "a/b.md", "2021-01-01", NULL);
	write_article(place, "b.md", "2020-01-01", NULL);
	write_article(place, "d.md", "1969-01-01", NULL);
	write_article(place, "y.md", NULL, NULL);
	archive = open_all(place->root);
	list = listing(archive);
	g_assert_cmpstr(list, ==, "a/b.md b.md c.md d.md y.md z.md ");
	g_assert_cmpuint(archive_count(archive), ==, 6);
	g_assert_false(archive_progress(archive).loading);
	g_assert_cmpuint(archive_progress(archive).done, ==, 6);
	g_free(list);
	archive_close(archive);
}

static void one_address_is_one_entry(struct place *place, const void *data)
{
	uint32_t versions[2], number;
	struct archive *archive;
	char *list;
	(void)data;
	write_article(place, "old.md", "2020-01-01", "https://www.example.org/a?utm_source=x");
	write_article(place, "new.md", "2022-01-01", "http://example.org/a/");
	write_article(place, "undated.md", NULL, "https://example.org/%61#top");
	write_article(place, "other.md", "2021-01-01", "https://example.org/b");
	archive = open_all(place->root);
	list = listing(archive);
	g_assert_cmpstr(list, ==, "new.md other.md ");
	number = archive_find_path(archive, SPAN("undated.md"));
	g_assert_cmpuint(archive_versions(archive, number, versions, 2), ==, 3);
	assert_span(path_of(archive, versions[0]), "new.md");
	assert_span(path_of(archive, versions[1]), "old.md");
	g_free(list);
	archive_close(archive);
}

/* What is written down somewhere must be found again by later versions: these values never change. */
static void ids_are_stable(struct place *place, const void *data)
{
	struct entry entry;
	struct archive *archive;
	char *folder = inside(place, "news");
	(void)data;
	write_article(place, "news/with.md", NULL, "https://www.example.org/2020/a.html?x=1&fbclid=2");
	write_article(place, "news/without.md", NULL, NULL);
	archive = open_all(folder);
	archive_entry(archive, archive_find_path(archive, SPAN("with.md")), &entry);
	assert_span(entry.id, "425eb2e26dab3bb8");
	assert_span(entry.archive, "news");
	archive_entry(archive, archive_find_path(archive, SPAN("without.md")), &entry);
	assert_span(entry.id, "8977e921f818a6d7");
	assert_span(path_of(archive, archive_find_id(archive, entry.id)), "without.md");
	g_assert_cmpuint(archive_find_id(archive, SPAN("0000000000000000")), ==, ENTRY_NONE);
	g_assert_cmpuint(archive_find_id(archive, SPAN("")), ==, ENTRY_NONE);
	archive_close(archive);
	g_free(folder);
}

/* Two folders of one name, with the same path in both: two articles, two ids. */
static void equal_names_are_two_archives(struct place *place, const void *data)
{
	char *one = inside(place, "1/news"), *other = inside(place, "2/news");
	const char *paths[] = {one, other};
	struct archive *archive;
	size_t count;
	(void)data;
	write_article(place, "1/news/a.md", NULL, NULL);
	write_article(place, "2/news/a.md", NULL, NULL);
	archive = archive_open(paths, 2);
	archive_wait(archive);
	archive_order(archive, &count);
	g_assert_cmpuint(count, ==, 2);
	archive_close(archive);
	g_free(one);
	g_free(other);
}

/* A link in the article `from`, and the path that it leads to; NULL for out of the archive. */
struct resolve_case {
	const char *from, *url, *to;
};

static const struct resolve_case resolve_cases[] = {
	{"a/one.md", "https://example.org/b.html", "b/two.md"},
	{"a/one.md", "HTTP://WWW.Example.org:80/b.html?utm_medium=rss#c", "b/two.md"},
	{"a/one.md", "//example.org/b.html", "b/two.md"},
	{"a/one.md", "/b.html", "b/two.md"},
	{"a/one.md", "../b/two.md", "b/two.md"},
	{"a/one.md", "../b/two", "b/two.md"},
	{"a/one.md", "/b/two", "b/two.md"},
	{"a/one.md", "../b/./x/../two.md#part", "b/two.md"},
	{"a/one.md", "../b/two.md?plain=1", "b/two.md"},
	{"a/one.md", "./three%20%23%20%E4%B8%89.md", "a/three # 三.md"},
	{"a/one.md", "three # 三.md", "a/three # 三.md"},
	{"a/one.md", "three#三.md", "a/three # 三.md"}, /* addresses lose their white space */
	{"a/one.md", "three # 三.md#part", "a/three # 三.md"},
	{"a/one.md", "100%.md", "a/100%.md"},
	{"a/one.md", "back\\slash.md", "a/back\\slash.md"},
	{"a/one.md", "back/slash.md", NULL},
	{"a/one.md", "one.md", "a/one.md"},
	{"a/one.md", "#part", "a/one.md"},
	{"a/one.md", "https://example.org/a.html", "a/one.md"}, /* its own address */
	{"a/one.md", "https://example.org/", NULL},
	{"a/one.md", "../../b/two.md", NULL},
	{"a/one.md", "javascript:b", NULL},
	{"a/one.md", "", NULL},
	{"a/one.md", "..", NULL},
	{"b/two.md", "one.md", NULL},
	{"b/two.md", "../a/one", "a/one.md"},
	{NULL, "https://example.org/a.html", "a/one.md"},
	{NULL, "a/one.md", NULL},
};

static void links_lead_to_entries(struct place *place, const void *data)
{
	struct archive *archive;
	(void)data;
	write_article(place, "a/one.md", NULL, "https://example.org/a.html");
	write_article(place, "a/three # 三.md", NULL, NULL);
	write_article(place, "a/100%.md", NULL, NULL);
	write_article(place, "a/back\\slash.md", NULL, NULL);
	write_article(place, "b/two.md", NULL, "https://example.org/b.html");
	archive = open_all(place->root);
	for (size_t i = 0; i < G_N_ELEMENTS(resolve_cases); i++) {
		const struct resolve_case *c = &resolve_cases[i];
		uint32_t from = c->from ? archive_find_path(archive, span_of(c->from)) : ENTRY_NONE;
		uint32_t to = archive_resolve(archive, from, span_of(c->url));
		g_test_message("%s: %s", c->from, c->url);
		if (c->to)
			assert_span(to == ENTRY_NONE ? SPAN("none") : path_of(archive, to), c->to);
		else
			g_assert_cmpuint(to, ==, ENTRY_NONE);
	}
	archive_close(archive);
}

static const char *code_for(const struct archive *archive, const char *name)
{
	const struct problems *problems = archive_problems(archive);
	for (size_t i = 0; i < problems_count(problems); i++) {
		if (g_str_has_suffix(problems_at(problems, i)->path, name))
			return problems_at(problems, i)->code;
	}
	return NULL;
}

static const char *reason_for(const struct archive *archive, const char *path)
{
	for (size_t i = 0; i < archive_left_out_count(archive); i++) {
		if (span_equal(archive_left_out(archive, i).path, span_of(path)))
			return archive_left_out(archive, i).reason;
	}
	return NULL;
}

static void link_to(const struct place *place, const char *target, const char *name)
{
	char *path = inside(place, name);
	g_assert_cmpint(symlink(target, path), ==, 0);
	g_free(path);
}

static void odd_things_are_reported(struct place *place, const void *data)
{
	char *pipe_path = inside(place, "pipe.md"), *closed = inside(place, "closed.md");
	char *null_path = inside(place, "null.md");
	struct archive *archive;
	char *list;
	bool device;
	(void)data;
	write_article(place, "in/a.md", NULL, NULL);
	write_article(place, "in/.hidden.md", NULL, NULL);
	write_article(place, ".git/b.md", NULL, NULL);
	write_article(place, "\033[31m\n\377.md", NULL, NULL);
	write_article(place, "closed.md", NULL, NULL);
	link_to(place, "../../", "in/parent");
	link_to(place, "..", "in/loop");
	link_to(place, "self", "self");
	link_to(place, "nowhere", "dangling.md");
	link_to(place, "/etc/passwd", "outside.md");
	link_to(place, "in/a.md", "same.md");
	g_assert_cmpint(mkfifo(pipe_path, 0600), ==, 0);
	device = mknod(null_path, S_IFCHR | 0600, makedev(1, 3)) == 0; /* only the superuser may */
	g_assert_cmpint(chmod(closed, 0), ==, 0);
	archive = open_all(place->root);
	list = listing(archive);
	g_assert_cmpstr(list, ==,
	                geteuid() == 0 ? "\033[31m\n\377.md closed.md in/a.md " : "\033[31m\n\377.md in/a.md ");
	g_assert_cmpstr(code_for(archive, "in/parent"), ==, "link-loop");
	g_assert_cmpstr(code_for(archive, "in/loop"), ==, "link-loop");
	g_assert_cmpstr(code_for(archive, "/self"), ==, "link-loop");
	g_assert_cmpstr(code_for(archive, "dangling.md"), ==, "link-dangling");
	g_assert_cmpstr(code_for(archive, "outside.md"), ==, "link-outside");
	g_assert_cmpstr(code_for(archive, "pipe.md"), ==, "special-file");
	g_assert_cmpstr(code_for(archive, "null.md"), ==, device ? "special-file" : NULL);
	g_assert_cmpstr(code_for(archive, "closed.md"), ==, geteuid() == 0 ? NULL : "unreadable");
	g_assert_cmpstr(reason_for(archive, "same.md"), ==, "link");
	g_assert_cmpstr(reason_for(archive, "in/.hidden.md"), ==, "hidden");
	g_assert_cmpstr(reason_for(archive, ".git"), ==, "hidden");
	g_assert_cmpuint(archive_refused(archive), ==, 0);
	archive_close(archive);
	g_free(list);
	g_free(closed);
	g_free(null_path);
	g_free(pipe_path);
}

/* A file that is named is read whatever it is: through a link, hidden, from a pipe; it belongs to no archive. */
static void named_files_are_read(struct place *place, const void *data)
{
	char *hidden = inside(place, ".hidden.md"), *linked = inside(place, "link");
	char *missing = inside(place, "missing");
	char pipe_name[32];
	const char *paths[] = {hidden, linked, pipe_name, missing};
	struct archive *archive;
	struct entry entry;
	int ends[2];
	(void)data;
	write_article(place, ".hidden.md", NULL, NULL);
	link_to(place, ".hidden.md", "link");
	g_assert_cmpint(pipe(ends), ==, 0);
	g_assert_cmpint((int)write(ends[1], PLACE_PARAGRAPH, strlen(PLACE_PARAGRAPH)), ==, strlen(PLACE_PARAGRAPH));
	close(ends[1]);
	g_snprintf(pipe_name, sizeof(pipe_name), "/dev/fd/%d", ends[0]);
	archive = archive_open(paths, G_N_ELEMENTS(paths));
	archive_wait(archive);
	g_assert_cmpuint(archive_count(archive), ==, 3);
	archive_entry(archive, archive_find_path(archive, span_of(linked)), &entry);
	g_assert_null(entry.archive.at);
	g_assert_cmpuint(archive_find_path(archive, span_of(pipe_name)), !=, ENTRY_NONE);
	g_assert_cmpstr(code_for(archive, "missing"), ==, "missing");
	g_assert_cmpuint(archive_refused(archive), ==, 1);
	archive_close(archive);
	close(ends[0]);
	g_free(hidden);
	g_free(linked);
	g_free(missing);
}

static void files_are_found_by_any_name(struct place *place, const void *data)
{
	char *folder = inside(place, "news"), *file = inside(place, "news/../news/in/./a.md");
	char *beside = inside(place, "newspaper/in/a.md");
	struct archive *archive;
	(void)data;
	write_article(place, "news/in/a.md", NULL, NULL);
	write_article(place, "newspaper/in/a.md", NULL, NULL);
	archive = open_all(folder);
	assert_span(path_of(archive, archive_find_file(archive, file)), "in/a.md");
	g_assert_cmpuint(archive_find_file(archive, beside), ==, ENTRY_NONE);
	g_assert_cmpuint(archive_find_file(archive, "a.md"), ==, ENTRY_NONE);
	archive_close(archive);
	g_free(folder);
	g_free(file);
	g_free(beside);
}

/* The descriptor is readable as long as there is something to take, and no longer. */
static void descriptor_tells_of_news(struct place *place, const void *data)
{
	const char *root = place->root;
	struct pollfd polled = {.events = POLLIN};
	struct archive *archive;
	size_t polls = 0;
	(void)data;
	for (unsigned i = 0; i < 200; i++) {
		char *path = g_strdup_printf("%u.md", i);
		write_article(place, path, NULL, NULL);
		g_free(path);
	}
	archive = archive_open(&root, 1);
	polled.fd = archive_fd(archive);
	while (archive_progress(archive).loading) {
		g_assert_cmpint(poll(&polled, 1, 60000), ==, 1);
		archive_poll(archive, 1);
		polls++;
	}
	g_assert_cmpuint(archive_count(archive), ==, 200);
	g_assert_cmpuint(polls, >, 1);
	g_assert_cmpint(poll(&polled, 1, 0), ==, 0);
	g_assert_false(archive_poll(archive, 0));
	archive_close(archive);
}

/* Nobody takes anything, one reader waits for a pipe that never ends: closing waits for neither. */
static void closing_does_not_wait(struct place *place, const void *data)
{
	char pipe_name[32];
	const char *paths[] = {place->root, pipe_name};
	int ends[2];
	(void)data;
	write_article(place, "a.md", NULL, NULL);
	g_assert_cmpint(pipe(ends), ==, 0);
	g_snprintf(pipe_name, sizeof(pipe_name), "/dev/fd/%d", ends[0]);
	for (unsigned i = 0; i < 20; i++)
		archive_close(archive_open(paths, G_N_ELEMENTS(paths)));
	archive_close(NULL);
	close(ends[0]);
	close(ends[1]);
}

static void add(const char *name, void (*test)(struct place *, const void *))
{
	g_test_add(name, struct place, NULL, set_up, test, tear_down);
}

int main(int argc, char **argv)
{
	g_test_init(&argc, &argv, NULL);
	add("/archive/order", newest_first_then_undated);
	add("/archive/versions", one_address_is_one_entry);
	add("/archive/ids", ids_are_stable);
	add("/archive/equal-names", equal_names_are_two_archives);
	add("/archive/links", links_lead_to_entries);
	add("/archive/odd", odd_things_are_reported);
	add("/archive/named", named_files_are_read);
	add("/archive/files", files_are_found_by_any_name);
	add("/archive/descriptor", descriptor_tells_of_news);
	add("/archive/closing", closing_does_not_wait);
	return g_test_run();
}
