/* SPDX-License-Identifier: MIT */
/* Selection by partition (Hoare 1961) up to what is asked for, then a sort of that part. */
#include "find/ranking.h"

#include <stdlib.h>

/* So many are put in order at once, at least. */
#define PORTION 1024

int ranking_compare(const void *a, const void *b)
{
	const struct ranked *one = a, *other = b;
	if (one->key != other->key)
		return one->key < other->key ? -1 : 1;
	return (one->number > other->number) - (one->number < other->number);
}

static struct ranked middle_of(struct ranked a, struct ranked b, struct ranked c)
{
	if (ranking_compare(&a, &b) > 0) {
		struct ranked swapped = a;
		a = b;
		b = swapped;
	}
	if (ranking_compare(&b, &c) <= 0)
		return b;
	return ranking_compare(&a, &c) > 0 ? a : c;
}

/* Moves the `wanted` first of [from, to) to its beginning, in any order. */
static void select_first(struct ranked *ranked, size_t from, size_t to, size_t wanted)
{
	size_t border = from + wanted;
	while (to - from > PORTION) {
		struct ranked pivot = middle_of(ranked[from], ranked[from + (to - from) / 2], ranked[to - 1]);
		size_t low = from, high = to - 1;
		for (;;) {
			while (ranking_compare(&ranked[low], &pivot) < 0)
				low++;
			while (ranking_compare(&ranked[high], &pivot) > 0)
				high--;
			if (low >= high)
				break;
			struct ranked swapped = ranked[low];
			ranked[low++] = ranked[high];
			ranked[high--] = swapped;
		}
		if (border <= high + 1)
			to = high + 1;
		else
			from = high + 1;
	}
	qsort(ranked + from, to - from, sizeof(*ranked), ranking_compare);
}

const struct ranked *ranking_at(struct ranking *ranking, size_t index)
{
	if (index >= ranking->sorted) {
		size_t wanted = index - ranking->sorted + 1, left = ranking->count - ranking->sorted;
		wanted = wanted < PORTION ? PORTION : wanted * 2;
		if (wanted > left)
			wanted = left;
		select_first(ranking->ranked, ranking->sorted, ranking->count, wanted);
		qsort(ranking->ranked + ranking->sorted, wanted, sizeof(*ranking->ranked), ranking_compare);
		ranking->sorted += wanted;
	}
	return &ranking->ranked[index];
}
