/* SPDX-License-Identifier: MIT */
/* Marks and links are sorted by where they begin and read once; of nested ones of one kind the farthest end counts. */
#include "export/runs.h"

static const enum run_level levels[] = {
	[MARK_STRONG] = LEVEL_STRONG,   [MARK_EMPHASIS] = LEVEL_EMPHASIS,       [MARK_CODE] = LEVEL_CODE,
	[MARK_DELETED] = LEVEL_DELETED, [MARK_SUPERSCRIPT] = LEVEL_SUPERSCRIPT, [MARK_SUBSCRIPT] = LEVEL_SUBSCRIPT,
};

/* Takes what begins at or before `at`. */
static void advance(struct runs *runs, uint32_t at)
{
	const struct article *article = runs->article;
	for (; runs->next_mark < article->mark_count && article->marks[runs->next_mark].from <= at; runs->next_mark++) {
		const struct mark *mark = &article->marks[runs->next_mark];
		if (mark->kind < G_N_ELEMENTS(levels))
			runs->ends[levels[mark->kind]] = MAX(runs->ends[levels[mark->kind]], mark->to);
	}
	for (; runs->next_link < article->link_count && article->links[runs->next_link].from <= at; runs->next_link++) {
		const struct link *link = &article->links[runs->next_link];
		if (link->to <= at)
			continue;
		runs->link = runs->next_link;
		runs->link_to = link->to;
	}
}

/* Where something changes next, at most `to`. */
static uint32_t next_change(const struct runs *runs, uint32_t at, uint32_t to)
{
	const struct article *article = runs->article;
	if (runs->next_mark < article->mark_count)
		to = MIN(to, article->marks[runs->next_mark].from);
	if (runs->next_link < article->link_count)
		to = MIN(to, article->links[runs->next_link].from);
	if (runs->link_to > at)
		to = MIN(to, runs->link_to);
	for (int level = 0; level < LEVEL_COUNT; level++) {
		if (runs->ends[level] > at)
			to = MIN(to, runs->ends[level]);
	}
	return to;
}

static bool is_as(const struct run *a, const struct run *b)
{
	return a->link == b->link && a->marks == b->marks;
}

static void add(struct runs *runs, const struct run *run)
{
	struct run *last = runs->found->len > 0 ? &g_array_index(runs->found, struct run, runs->found->len - 1) : NULL;
	if (last && is_as(last, run))
		last->to = run->to;
	else
		g_array_append_val(runs->found, *run);
}

const struct run *runs_of(struct runs *runs, const struct block *block, size_t *count)
{
	if (!runs->found)
		runs->found = g_array_new(FALSE, FALSE, sizeof(struct run));
	g_array_set_size(runs->found, 0);
	for (uint32_t at = block->from; at < block->to;) {
		advance(runs, at);
		struct run run = {at, next_change(runs, at, block->to), NO_LINK, 0};
		if (runs->link_to > at)
			run.link = runs->link;
		for (int level = 0; level < LEVEL_COUNT; level++) {
			if (runs->ends[level] > at)
				run.marks |= 1u << level;
		}
		add(runs, &run);
		at = run.to;
	}
	*count = runs->found->len;
	return (const struct run *)(void *)runs->found->data;
}

/* Of several images at one place the first links are those of the first images. */
uint32_t runs_image_link(struct runs *runs, const struct block *block)
{
	const struct article *article = runs->article;
	for (; runs->next_image_link < article->link_count; runs->next_image_link++) {
		const struct link *link = &article->links[runs->next_image_link];
		if (link->from > block->from)
			return NO_LINK;
		if (link->from == block->from && link->to == link->from)
			return runs->next_image_link++;
	}
	return NO_LINK;
}

void runs_clear(struct runs *runs)
{
	if (runs->found)
		g_array_free(runs->found, TRUE);
	runs->found = NULL;
}

bool run_has(const struct run *run, enum run_level level)
{
	return level == LEVEL_LINK ? run->link != NO_LINK : run->marks >> level & 1;
}

bool runs_continue(const struct run *before, const struct run *run, enum run_level level)
{
	uint32_t mask = (2u << level) - 1;
	return run_has(run, level) && before->link == run->link && (before->marks & mask) == (run->marks & mask);
}

size_t runs_reach(const struct run *run, size_t count, enum run_level level)
{
	size_t reach = 1;
	while (reach < count && runs_continue(&run[reach - 1], &run[reach], level))
		reach++;
	return reach;
}
