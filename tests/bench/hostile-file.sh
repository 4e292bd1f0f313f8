#!/bin/sh
# SPDX-License-Identifier: MIT
#
# hostile-file.sh FILE: one row for hostile.sh: seconds, kilobytes, exit status, size in bytes, name. The name is made
# fit for a terminal.

name=$(basename -- "$1" | LC_ALL=C tr -c ' -~\200-\377' '?')
printf '%s\n' "$(tests/bench/measure 3 ./jianbao show -- "$1") $(wc -c <"$1" | tr -d ' ') ${name%\?}"
