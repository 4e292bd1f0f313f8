/* SPDX-License-Identifier: MIT */
#ifndef ARCHIVE_FOLDER_H
#define ARCHIVE_FOLDER_H

/*
 * A walk over a folder: every regular file below it, but what is hidden; no link is followed. Paths are inside the
 * folder, as bytes.
 */

#include <stdbool.h>

/* Who wants to know what lies in a folder. Each function gives false to end the walk. */
struct folder_sink {
	bool (*file)(void *data, const char *path);
	/* What is passed over: "hidden", or "link" to what the walk reaches anyway. */
	bool (*left_out)(void *data, const char *path, const char *reason);
	/* What cannot be entered or must not be followed; `message` is for people. */
	bool (*problem)(void *data, const char *path, const char *code, const char *message);
	void *data;
};

/* `root` is an open folder, `name` its path, by which links are judged. False where the sink ended the walk. */
bool folder_walk(int root, const char *name, const struct folder_sink *sink);

#endif
