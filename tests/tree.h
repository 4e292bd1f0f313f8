/* SPDX-License-Identifier: MIT */
#ifndef TESTS_TREE_H
#define TESTS_TREE_H

/* Folders that tests make. */

/* Removes a file, a link, or a folder with all that is in it; links are not followed. What cannot be removed stays. */
void tree_remove(const char *path);

#endif
