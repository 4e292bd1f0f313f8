/* SPDX-License-Identifier: MIT */
#ifndef TESTS_SPEAK_H
#define TESTS_SPEAK_H

/*
 * The catalogs of this build in a test. The C library translates nothing without a locale of the language, and few
 * machines have all of them: one that is missing is made with localedef and kept in the cache of the tests.
 */

#include <stdbool.h>

/*
 * Speaks `language` ("zh_CN") from here on, or English again for NULL; false where its catalog or locale cannot be had.
 */
bool speak(const char *language);

#endif
