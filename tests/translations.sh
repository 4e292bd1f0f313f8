#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The catalogs: each is sound, its formats take the same arguments as the English, and what a person types stays. Whether
# they are complete is not judged here, for a string is added before it is translated: make check-translations does.
# Prints TAP.

po=${G_TEST_SRCDIR:-.}/po
languages=$(cat "$po/LINGUAS")

if ! command -v msgfmt >/dev/null 2>&1 || ! command -v msgattrib >/dev/null 2>&1; then
	echo '1..0 # SKIP no msgfmt here (gettext)'
	exit 0
fi

# shellcheck disable=SC2086 # one word a language
set -- $languages
echo 1..$((3 * $#))

number=0
# point NAME FAULTS: one test point, which holds where there are no faults.
point()
{
	number=$((number + 1))
	[ -z "$2" ] || printf 'not '
	echo "ok $number - $1"
	[ -z "$2" ] || echo "$2" | sed 's/^/# /'
}

for language; do
	file=$po/$language.po
	faults=$(msgfmt --check --output-file=/dev/null "$file" 2>&1) && faults=
	point "$language is sound, and its formats are those of the English" "$faults"
	faults=$(msgattrib --no-wrap --no-obsolete --translated "$file" | awk -f "$po/kept.awk")
	point "$language keeps what is typed" "$faults"
	listed=$(grep -c "po/$language.po" "${G_TEST_SRCDIR:-.}/Makefile.am")
	[ "$listed" -gt 0 ] && faults= || faults="Makefile.am does not name po/$language.po"
	point "$language is built" "$faults"
done
