/* SPDX-License-Identifier: MIT */
/*
 * A ref is a file of one line: an id, or "ref: " and the name of another ref, which is followed only a few times. What
 * is in no file of its own stands in packed-refs, a line each. A worktree has a HEAD of its own and a file commondir
 * that leads to the rest; where it is, and where a submodule's repository is, stands in a file .git.
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
#define SHA256_DIGITS 64
#define POINTER_MOST 8192 /* bytes of a file that leads to a folder */

/* The folder of one HEAD, and that of what all worktrees share; the same where there is but one. */
struct places {
	int own, common;
};

static bool is_id(struct span s, size_t digits)
{
	if (s.len != digits)
		return false;
	for (size_t i = 0; i < s.len; i++) {
		if (!g_ascii_isxdigit(s.at[i]))
			return false;
	}
	return true;
}

static bool is_any_id(struct span s)
{
	return is_id(s, ID_DIGITS) || is_id(s, SHA256_DIGITS);
}

/* Where a small file leads that holds `word` and a path, as seen from its own folder; NULL where it is no such file. */
static char *pointed_at(const char *file, struct span word)
{
	struct stat status;
	char buffer[POINTER_MOST];
	int descriptor = input_open(AT_FDCWD, file, false, &status);
	ssize_t got = descriptor >= 0 ? read(descriptor, buffer, sizeof(buffer)) : 0;
	struct span text = span_trim((struct span){buffer, got > 0 ? (size_t)got : 0});
	char *target, *folder, *path;
	if (descriptor >= 0)
		close(descriptor);
	if (text.len == 0 || got == POINTER_MOST || !span_starts(text, word))
		return NULL;
	target = span_dup(span_trim(span_from(text, word.len)));
	folder = g_path_get_dirname(file);
	path = g_path_is_absolute(target) ? g_strdup(target) : g_build_filename(folder, target, NULL);
	g_free(folder);
	g_free(target);
	return path;
}

char *refs_common(const char *folder)
{
	char *file = g_build_filename(folder, "commondir", NULL);
	char *common = pointed_at(file, SPAN(""));
	g_free(file);
	return common ? common : g_strdup(folder);
}

static struct places places_open(const char *folder)
{
	int flags = O_RDONLY | O_DIRECTORY | O_CLOEXEC;
	char *common = refs_common(folder);
	struct places places = {open(folder, flags), open(common, flags)};
	g_free(common);
	return places;
}

static void places_close(const struct places *places)
{
	if (places->own >= 0)
		close(places->own);
	if (places->common >= 0)
		close(places->common);
}

/* Whether a name may be looked for as a file: it leads nowhere else. */
static bool is_sound(const char *name)
{
	return (strcmp(name, "HEAD") == 0 || g_str_has_prefix(name, "refs/")) && !strstr(name, "..");
}

/*
 * The trimmed first line of a ref's own file, or its value in packed-refs; {NULL, 0} for none. Borrowed from `input`.
 */
static struct span find_packed(struct input *input, const struct places *places, const char *name)
{
	struct span rest, line;
	if (!input_read(input, places->common, "packed-refs", false, &rest))
		return (struct span){0};
	while (span_line(&rest, &line)) {
		size_t blank = span_find(line, SPAN(" "));
		if (blank != SPAN_NONE && is_any_id(span_cut(line, 0, blank)) &&
		    span_equal(span_from(line, blank + 1), span_of(name)))
			return span_cut(line, 0, blank);
	}
	return (struct span){0};
}

/* Whether each worktree has a ref of this name. */
static bool is_own(const char *name)
{
	static const char *const own[] = {"refs/bisect/", "refs/worktree/", "refs/rewritten/"};
	for (size_t i = 0; i < G_N_ELEMENTS(own); i++) {
		if (g_str_has_prefix(name, own[i]))
			return true;
	}
	return !g_str_has_prefix(name, "refs/");
}

static struct span find_value(struct input *input, const struct places *places, const char *name)
{
	struct span rest, line = {0};
	if (!input_read(input, is_own(name) ? places->own : places->common, name, false, &rest))
		return find_packed(input, places, name);
	span_line(&rest, &line);
	return span_trim(line);
}

static enum refs_found resolve(struct input *input, const struct places *places, char *name, char id[REFS_ID_SIZE])
{
	struct span value = {0};
	for (unsigned i = 0; i < LINKS_MOST && is_sound(name); i++) {
		value = find_value(input, places, name);
		if (!span_starts(value, SPAN("ref:")))
			break;
		g_free(name);
		name = span_dup(span_trim(span_from(value, strlen("ref:"))));
		value = (struct span){0};
	}
	g_free(name);
	if (is_id(value, SHA256_DIGITS))
		return REFS_SHA256;
	if (!is_id(value, ID_DIGITS))
		return REFS_NONE;
	memcpy(id, value.at, ID_DIGITS);
	id[ID_DIGITS] = '\0';
	return REFS_FOUND;
}

static bool is_folder(int folder, const char *name)
{
	struct stat status;
	return fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(status.st_mode);
}

/* Why a name is not found: maybe because none can be. */
static enum refs_found explain(struct input *input, const struct places *places)
{
	char id[REFS_ID_SIZE];
	if (is_folder(places->common, "reftable"))
		return REFS_TABLE;
	return resolve(input, places, g_strdup("HEAD"), id) == REFS_SHA256 ? REFS_SHA256 : REFS_NONE;
}

enum refs_found refs_resolve(const char *folder, const char *name, char id[REFS_ID_SIZE])
{
	static const char *const before[] = {"", "refs/", "refs/tags/", "refs/heads/", "refs/remotes/"};
	struct places places = places_open(folder);
	struct input input = {.stop = -1};
	enum refs_found found = REFS_NONE;
	for (size_t i = 0; found == REFS_NONE && i < G_N_ELEMENTS(before); i++)
		found = resolve(&input, &places, g_strconcat(before[i], name, NULL), id);
	if (found == REFS_NONE)
		found = resolve(&input, &places, g_strconcat("refs/remotes/", name, "/HEAD", NULL), id);
	if (found == REFS_NONE)
		found = explain(&input, &places);
	input_clear(&input);
	places_close(&places);
	return found;
}

static bool is_repository(const char *path)
{
	struct places places = places_open(path);
	struct input input = {.stop = -1};
	struct span head;
	bool is = places.own >= 0 && is_folder(places.common, "objects") && is_folder(places.common, "refs") &&
	          input_read(&input, places.own, "HEAD", false, &head) &&
	          (span_starts(head, SPAN("ref:")) || is_any_id(span_trim(head)));
	input_clear(&input);
	places_close(&places);
	return is;
}

char *refs_repository(const char *path)
{
	char *folder = pointed_at(path, SPAN("gitdir:"));
	if (!folder)
		folder = g_strdup(path);
	if (is_repository(folder))
		return folder;
	g_free(folder);
	return NULL;
}
