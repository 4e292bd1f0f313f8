#!/bin/sh
# SPDX-License-Identifier: MIT
#
# ./check.sh [--distcheck]: installs what is missing, builds, and runs all tests twice: plainly and under the
# sanitizers; with --distcheck also `make distcheck`. Warnings are errors where CI is set. The last line is the sum of
# both runs, `N passed, N failed` and `, N skipped` where there are any; the exit status is 0 only where some passed,
# none failed and everything could be built.

top=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
. "$top/build-aux/setup.sh"

passed=0 failed=0 skipped=0

# However the script ends, its last line is the sum of what ran.
finish()
{
	status=$?
	trap - EXIT
	line="$passed passed, $failed failed"
	[ "$skipped" -eq 0 ] || line="$line, $skipped skipped"
	echo "$line"
	[ $status -ne 0 ] || [ "$failed" -ne 0 ] || [ "$passed" -eq 0 ] || exit 0
	exit $((status ? status : 1))
}

# results BUILD: the results of single test points, one a line: `PASS name`.
results()
{
	find "$1/tests" -name '*.trs' -exec sed -n 's/^:test-result: //p' {} +
}

# Shows the whole log of each test program in which something failed, and what was skipped.
show_failures()
{
	find "$1/tests" -name '*.trs' -exec grep -lE '^:test-result: (FAIL|ERROR|XPASS)' {} + | sort |
		while read -r trs; do
			printf '\n==== %s ====\n' "${trs%.trs}"
			cat "${trs%.trs}.log"
		done
	find "$1/tests" -name '*.log' -exec grep -h '^SKIP: ' {} + | sort
}

# run_tests NAME TITLE CONFIGURE-OPTION...
run_tests()
{
	build=$top/build/$1
	title=$2
	name=$1
	shift 2
	configure_build "$name" "$needs" "$@"
	make_build "$name" test-programs || exit 1

	find "$build/tests" \( -name '*.trs' -o -name '*.log' \) -exec rm -f {} +
	began=$(date +%s)
	make -k -C "$build" -j "$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)" check >"$build/check.log" 2>&1 </dev/null
	made=$?
	# shellcheck disable=SC2046 # three numbers
	set -- $(results "$build" | awk '
		/^(PASS|XFAIL)/ { passed++ }
		/^(FAIL|ERROR|XPASS)/ { failed++ }
		/^SKIP/ { skipped++ }
		END { print passed + 0, failed + 0, skipped + 0 }')
	show_failures "$build"
	if [ $made -ne 0 ] && [ "$2" -eq 0 ]; then
		tail -n 60 "$build/check.log"
		say "make check itself failed (all of it: $build/check.log)"
		failed=$((failed + 1))
	fi
	passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
	echo "$title: $1 passed, $2 failed, $3 skipped ($(($(date +%s) - began)) s)"
}

needs='requirements check_requirements'
wanted='optional_requirements language_requirements'
case $* in
'') ;;
--distcheck) needs="$needs dist_requirements" ;;
*)
	echo 'usage: ./check.sh [--distcheck]' >&2
	exit 2
	;;
esac

trap finish EXIT
trap 'exit 130' HUP INT TERM

run_tests plain 'plain' --prefix="$top/build/installed" ${CI:+--enable-werror}
if have_sanitizers; then
	run_tests sanitize 'under the sanitizers' --enable-sanitizers CFLAGS='-O1 -g' ${CI:+--enable-werror}
else
	say 'the compiler has no sanitizers here: the second run is left out'
	[ -z "${CI-}" ] || exit 1
fi

# What is not translated fails nothing here, for whoever adds a string need not know four languages; it is said loudly.
if command -v msgmerge >/dev/null 2>&1; then
	make -s -C "$top/build/plain" check-translations >"$top/build/plain/translations.log" 2>&1 ||
		{
			say 'TRANSLATIONS ARE NOT COMPLETE (make check-translations):'
			grep -v '^make' "$top/build/plain/translations.log" >&2
		}
fi

if [ "$*" = --distcheck ]; then
	install_missing dist_requirements
	logged "$top/build/plain/distcheck.log" make -C "$top/build/plain" distcheck || exit 1
	echo 'distcheck: passed'
fi
