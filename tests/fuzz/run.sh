#!/bin/sh
# SPDX-License-Identifier: MIT
#
# make fuzz [SECONDS=60] [TARGETS='html date']: run.sh SOURCE BUILD SECONDS TARGET...
# Builds the fuzz targets with clang, libFuzzer and the sanitizers in BUILD and runs each for so many seconds, from what
# is kept in tests/fuzz/corpus and what earlier runs found in BUILD/found. Nothing is written into the sources. What
# crashes a target is left in BUILD and named at the end; `tests/fuzz/replay_TARGET FILE` shows it again, and the file
# belongs into tests/fuzz/corpus/TARGET with its mend.

set -eu
source=$(cd "$1" && pwd)
mkdir -p "$2"
build=$(cd "$2" && pwd)
seconds=$3
shift 3

command -v clang >/dev/null || {
	echo 'fuzzing needs clang with libFuzzer (on Debian: clang, libclang-rt-14-dev)' >&2
	exit 1
}

cd "$build"
if [ ! -f Makefile ] || [ "$source/configure" -nt config.status ]; then
	"$source/configure" --quiet CC=clang CFLAGS='-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined'
fi
programs=$(for target; do echo "tests/fuzz/fuzz_$target"; done)
# shellcheck disable=SC2086 # one word a program
make -j "$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)" $programs >make.log 2>&1 || {
	tail -n 40 make.log >&2
	exit 1
}

# Slices of GLib's would hide what is used after it was freed; ASan looks through all that memmem() could reach.
export G_SLICE=always-malloc LC_ALL=C.UTF-8 ASAN_OPTIONS=detect_leaks=1:intercept_memmem=0
failed=
for target; do
	mkdir -p "found/$target"
	echo "$target: $seconds seconds"
	words=$source/tests/fuzz/$target.dict
	[ -f "$words" ] || words=$source/tests/fuzz/words.dict
	if ! "tests/fuzz/fuzz_$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=4096 \
		-dict="$words" -artifact_prefix="$build/$target-" -print_final_stats=1 \
		"found/$target" "$source/tests/fuzz/corpus/$target" >"$target.log" 2>&1; then
		failed="$failed $target"
		grep -E '^(==|SUMMARY|\*\*|Test unit|artifact)|ERROR' "$target.log" || tail -n 20 "$target.log"
	fi
	grep -E 'stat::number_of_executed_units|stat::new_units_added|^Done' "$target.log" | sed 's/^/  /' || :
done
[ -z "$failed" ] || {
	echo "failed:$failed (logs and inputs in $build)" >&2
	exit 1
}
