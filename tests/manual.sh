#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The manual page as it is installed: sound mdoc, with a line for every action. Prints TAP.

page=${G_TEST_BUILDDIR:-.}/doc/jianbao.1
actions=${G_TEST_SRCDIR:-.}/src/ui/actions.def

echo 1..2

if command -v mandoc >/dev/null 2>&1; then
	faults=$(mandoc -T lint "$page" 2>&1)
	[ -z "$faults" ] || printf 'not '
	echo 'ok 1 - mandoc finds no fault'
	[ -z "$faults" ] || echo "$faults" | sed 's/^/# /'
else
	echo 'ok 1 - mandoc finds no fault # SKIP no mandoc here'
fi

wanted=$(grep -c '^ACTION' "$actions")
found=$(awk '/^\.Sh/ { keys = /KEYS/ } keys && /^\.It/' "$page" | wc -l)
[ "$wanted" -gt 0 ] && [ "$wanted" -eq "$found" ] || printf 'not '
echo "ok 2 - of $wanted actions $((found)) are in the table of keys"
