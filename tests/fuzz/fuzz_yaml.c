/* SPDX-License-Identifier: MIT */
/* YAML: what is read is a tree whose every node has its place. */
#include "base/yaml.h"
#include "fuzz.h"

const char fuzz_name[] = "yaml";

/* How many values may wait: the tree is at most 64 deep, and a node waits while what follows it is looked at. */
#define WAITING 128

static void check_tree(const struct yaml *root)
{
	const struct yaml *waiting[WAITING];
	size_t count = 0;
	for (const struct yaml *node = root; node;) {
		if (node->line == 0 || node->column == 0 || (node->key.at && node->key_line == 0))
			fuzz_fail("a value without its place");
		if (node->kind == YAML_TEXT && node->first)
			fuzz_fail("a text with children");
		if (node->next && count == WAITING)
			fuzz_fail("deeper than promised");
		if (node->next)
			waiting[count++] = node->next;
		node = node->first ? node->first : count > 0 ? waiting[--count] : NULL;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct yaml_error error = {0};
	const struct yaml *root = yaml_read(arena, fuzz_text(arena, data, size), &error);
	if (root)
		check_tree(root);
	else if (!error.message || error.line == 0)
		fuzz_fail("an error without its place");
	yaml_get(root, "title");
	arena_free(arena);
	return 0;
}
