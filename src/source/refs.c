/* SPDX-License-Identifier: MIT */
/*
 * A ref is a file of one line: an id, or "ref: " and the name of another ref, which is followed only a few times. What
 * is in no file of its own stands in packed-refs, a line each.
 */
#include "source/refs.h"

#include <fcntl.h>
#include <glib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/span.h"
#include "source/input.h"

#define LINKS_MOST 5 /* from ref to ref, as in git */
#define ID_DIGITS (REFS_ID_SIZE - 1)

static bool is_id(struct span s)
{
	if (s.len != ID_DIGITS)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (!g_ascii_isxdigit(s.at[i]))
			return false;
	}
	return true;
}

/* Whether a name may be looked for as a file: it leads nowhere else. */
static bool is_sound(const char *name)
{
	return (strcmp(name, "HEAD") == 0 || g_str_has_prefix(name, "refs/")) && !strstr(name, "..");
}

/*
 * The trimmed first line of a ref's own file, or its value in packed-refs; {NULL, 0} for none. Borrowed from `input`.
 */
static struct span find_packed(struct input *input, int folder, const char *name)
{
	struct span rest, line;

	if (!input_read(input, folder, "packed-refs", false, &rest))
		return (struct span){0};
	while (span_line(&rest, &line)) {
		if (line.len > ID_DIGITS + 1 && line.at[ID_DIGITS] == ' ' &&
		    span_equal(span_from(line, ID_DIGITS + 1), span_of(name)))
			return span_cut(line, 0, ID_DIGITS);
	}
	return (struct span){0};
}

static struct span find_value(struct input *input, int folder, const char *name)
{
	struct span rest, line = {0};

	if (!input_read(input, folder, name, false, &rest))
		return find_packed(input, folder, name);
	span_line(&rest, &line);
	return span_trim(line);
}

static bool resolve(struct input *input, int folder, char *name, char id[REFS_ID_SIZE])
{
	struct span value = {0};

	for (unsigned i = 0; i < LINKS_MOST && is_sound(name); i++) {
		value = find_value(input, folder, name);
		if (!span_starts(value, SPAN("ref:")))
			break;
		g_free(name);
		name = span_dup(span_trim(span_from(value, strlen("ref:"))));
		value = (struct span){0};
	}
	g_free(name);
	if (!is_id(value))
		return false;
	memcpy(id, value.at, ID_DIGITS);
	id[ID_DIGITS] = '\0';
	return true;
}

bool refs_resolve(int folder, const char *name, char id[REFS_ID_SIZE])
{
	static const char *const before[] = {"", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/"};
	struct input input = {.stop = -1};
	bool found = false;

	for (size_t i = 0; !found && i < G_N_ELEMENTS(before); i++)
		found = resolve(&input, folder, g_strconcat(before[i], name, NULL), id);
	if (!found)
		found = resolve(&input, folder, g_strconcat("refs/remotes/", name, "/HEAD", NULL), id);
	input_clear(&input);
	return found;
}

static bool is_folder(int folder, const char *name)
{
	struct stat status;

	return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode);
}

bool refs_is_repository(const char *path)
{
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	struct input input = {.stop = -1};
	struct span head;
	bool is;

	if (folder < 0)
		return false;
	is = is_folder(folder, "objects") && is_folder(folder, "refs") &&
	     input_read(&input, folder, "HEAD", false, &head) &&
	     (span_starts(head, SPAN("ref:")) || is_id(span_trim(head)));
	input_clear(&input);
	close(folder);
	return is;
}
