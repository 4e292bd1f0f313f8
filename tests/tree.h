/* SPDX-License-Identifier: MIT */
#ifndef TESTS_TREE_H
#define TESTS_TREE_H

/* Folders that tests make. */

/* Writes a file of that text below a folder, and makes the folders between them. */
void tree_write(const char *folder, const char *path, const char *text);

/* Writes an article of a few words that has only a title. */
void tree_write_article(const char *folder, const char *name, const char *title);

/* Removes a file, a link, or a folder with all that is in it; links are not followed. What cannot be removed stays. */
void tree_remove(const char *path);

#endif
