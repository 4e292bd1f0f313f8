/* SPDX-License-Identifier: MIT */
/* limit parse|stat THREADS FOLDER: does what limits.h tells, once, for tests/bench/measure to measure. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "limits.h"

int main(int argc, char **argv)
{
	unsigned threads = argc == 4 ? (unsigned)atoi(argv[2]) : 0;
	if (threads == 0 || (strcmp(argv[1], "parse") != 0 && strcmp(argv[1], "stat") != 0)) {
		fputs("usage: limit parse|stat THREADS FOLDER\n", stderr);
		return 2;
	}
	printf("%zu\n", (strcmp(argv[1], "stat") == 0 ? limit_stat : limit_parse)(argv[3], threads));
	return 0;
}
