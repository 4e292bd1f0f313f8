/* SPDX-License-Identifier: MIT */
/*
 * The name goes up to the first ~ or ^, which git lets no name hold, nor a colon, two dots in a row or @{. What follows
 * is steps from commit to commit, taken one after the other.
 */
#include "source/revision.h"

#include <glib.h>
#include <string.h>

#include "source/refs.h"

#define STEPS_MOST 1000000 /* up the history, from what is named */

/* By its name, or its id. */
static enum trouble find_named(const struct objects *objects, struct git_odb *database, const char *name,
                               struct git_id *id)
{
	static const enum trouble troubles[] = {
		[REFS_NONE] = TROUBLE_REVISION, [REFS_SHA256] = TROUBLE_SHA256, [REFS_TABLE] = TROUBLE_TABLE};
	char digits[REFS_ID_SIZE];
	enum refs_found found =
		refs_resolve(objects_folder(objects), strcmp(name, "@") == 0 ? "HEAD" : name, digits);
	if (found == REFS_FOUND ? !git_id_read(span_of(digits), id) : !object_expand(objects, database, name, id))
		return troubles[found];
	tags_follow(objects, database, id);
	return TROUBLE_NONE;
}

/* From a commit to one of its parents, the first being 1, in `id`. */
static bool go_up(const struct objects *objects, struct git_odb *database, uint64_t number, struct git_id *id)
{
	struct object object;
	struct span rest;
	struct git_id tree;
	bool is;
	if (commit_read(objects, database, id, &object) != TROUBLE_NONE)
		return false;
	rest = object.bytes;
	is = commit_tree(&rest, &tree);
	for (; is && number > 0; number--)
		is = commit_parent(&rest, id);
	object_free(objects, &object);
	return is;
}

/* Takes "~3", "^", "^2" or "^{commit}" off the suffix: `times` up to the parent of this number; false for all else. */
static bool next_step(const char **suffix, uint64_t *times, uint64_t *number)
{
	static const char *const peels[] = {"^{}", "^{commit}"}; /* a tag, which was followed before */
	bool many = **suffix == '~';
	uint64_t given = 1;
	char *end;
	for (size_t i = 0; i < G_N_ELEMENTS(peels); i++) {
		if (g_str_has_prefix(*suffix, peels[i])) {
			*suffix += strlen(peels[i]);
			*times = 0;
			return true;
		}
	}
	if (!many && **suffix != '^')
		return false;
	(*suffix)++;
	if (g_ascii_isdigit(**suffix)) {
		given = g_ascii_strtoull(*suffix, &end, 10);
		*suffix = end;
	}
	*times = many ? given : given > 0;
	*number = many ? 1 : given;
	return !**suffix || strchr("~^", **suffix);
}

static enum trouble climb(const struct objects *objects, struct git_odb *database, const char *suffix,
                          struct git_id *id)
{
	uint64_t left = STEPS_MOST;
	while (*suffix) {
		uint64_t times = 0, number = 1;
		if (!next_step(&suffix, &times, &number))
			return TROUBLE_SPELLING;
		for (; times > 0; times--) {
			if (left-- == 0 || !go_up(objects, database, number, id))
				return TROUBLE_REVISION;
		}
	}
	return TROUBLE_NONE;
}

/* What git understands and this does not. */
static enum trouble check_name(const char *name)
{
	static const struct {
		const char *part;
		enum trouble trouble;
	} parts[] = {
		{"@{u", TROUBLE_CONFIG}, {"@{push", TROUBLE_CONFIG}, {"@{", TROUBLE_LOGS},
		{":", TROUBLE_SPELLING}, {"..", TROUBLE_SPELLING},
	};

	for (size_t i = 0; i < G_N_ELEMENTS(parts); i++) {
		if (strstr(name, parts[i].part))
			return parts[i].trouble;
	}
	return TROUBLE_NONE;
}

enum trouble revision_find(const struct objects *objects, struct git_odb *database, const char *rev, struct git_id *id)
{
	size_t len = strcspn(rev, "~^");
	char *name = g_strndup(rev, len);
	enum trouble trouble = check_name(name);
	if (trouble == TROUBLE_NONE)
		trouble = find_named(objects, database, name, id);
	if (trouble == TROUBLE_NONE)
		trouble = climb(objects, database, rev + len, id);
	g_free(name);
	return trouble;
}
