#!/bin/sh
# SPDX-License-Identifier: MIT
#
# hostile.sh CORPUS: what each hostile file costs `jianbao show`: those of the corpus and what its make-big.sh writes,
# one a row, the slowest first. No file may take longer than one second or more memory than 200 MB and ten times its
# size; what does is marked. Runs the jianbao and the tests/bench/measure of the current folder, a build folder; under
# the sanitizers the figures mean nothing.

corpus=$1
here=$(dirname -- "$0")
[ -f "$corpus/hostile/make-big.sh" ] || {
	echo "$corpus has no hostile files: nothing to measure"
	exit 0
}
big=$(mktemp -d) || exit 1
trap 'rm -rf "$big"' EXIT
trap 'exit 130' HUP INT TERM
sh "$corpus/hostile/make-big.sh" "$big" || exit 1

# Links, pipes and folders are no files: how they are passed over is tested elsewhere.
find "$corpus/hostile" "$big" -type f -exec sh "$here/hostile-file.sh" {} \; |
	sort -rn |
	awk '
		BEGIN { printf "%9s %9s %9s  %s\n", "seconds", "MB", "size, MB", "file" }
		{
			seconds = $1; memory = $2 / 1024; status = $3; size = $4 / 1048576
			name = $0
			sub(/^[^ ]+ [^ ]+ [^ ]+ [^ ]+ /, "", name)
			over = seconds > 1 || memory > 200 + 10 * size
			failed = status > 1
			printf "%9.3f %9.1f %9.2f  %s%s%s\n", seconds, memory, size, name, over ? "  OVER" : "",
				failed ? "  EXIT STATUS " status : ""
			files++
			bad += over || failed
		}
		END { printf "%d files, %d of them over 1 s or 200 MB + 10 x size, or failed\n", files, bad }'
