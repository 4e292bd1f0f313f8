/* SPDX-License-Identifier: MIT */
/* An entry is asked about by its id: one lookup, and none at all while nothing was ever touched. */
#include "find/kept.h"

static struct span id_of(const struct kept *kept, uint32_t number)
{
	struct entry entry;
	archive_entry(kept->archive, number, &entry);
	return entry.id;
}

static bool is(void *data, enum query_is what, uint32_t entry)
{
	const struct kept *kept = data;
	if (what == IS_UNREAD)
		return shelf_number(kept->shelf, id_of(kept, entry), SHELF_READ) == 0;
	return shelf_number(kept->shelf, id_of(kept, entry), SHELF_STAR) != 0;
}

static struct span tags(void *data, uint32_t entry)
{
	const struct kept *kept = data;
	return span_of(shelf_text(kept->shelf, id_of(kept, entry), SHELF_TAGS));
}

struct asking kept_asking(const struct kept *kept)
{
	return (struct asking){.is = is, .tags = tags, .data = (void *)kept, .index = kept->index};
}
