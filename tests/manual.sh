#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The manual pages as they are installed: sound mdoc, with a line for every action and every option, and for every field
# of the query language. Prints TAP.

page=${G_TEST_BUILDDIR:-.}/doc/jianbao.1
config=${G_TEST_BUILDDIR:-.}/doc/jianbao-config.5
settings=${G_TEST_SRCDIR:-.}/src/config/settings.def
query=${G_TEST_SRCDIR:-.}/doc/jianbao-query.7
actions=${G_TEST_SRCDIR:-.}/src/ui/actions.def

program=$(cd "${G_TEST_BUILDDIR:-.}" && pwd)/jianbao

echo 1..8

if command -v mandoc >/dev/null 2>&1; then
	# they name each other, and neither has to be installed
	faults=$(mandoc -T lint "$page" "$config" "$query" 2>&1 | grep -v -e 'referenced manual not found' -e 'outdated mandoc.db')
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

options=$("${G_TEST_BUILDDIR:-.}/jianbao" --help | tr -c 'a-z-' '\n' | sed -n 's/^--\([a-z]\)/\1/p' | sort -u)
missing=
for option in $options; do
	grep -q "Fl .*\\\\-$(echo "$option" | sed 's/-/\\\\-/g')\( \|$\)" "$page" || missing="$missing --$option"
done
[ -n "$options" ] && [ -z "$missing" ] || printf 'not '
echo "ok 3 - the options that --help names are in the manual$missing"

fields=$(sed -n '/^} fields\[\] = {/,/^};/s/{{"/\n"/gp' "${G_TEST_SRCDIR:-.}/src/find/query_parse.c" | sed -n 's/^"\([a-z]*\)".*/\1/p')
missing=
for field in $fields; do
	grep -q "^\.It .*Cm $field:" "$query" || missing="$missing $field:"
done
[ -n "$fields" ] && [ -z "$missing" ] || printf 'not '
echo "ok 4 - the fields of the query language are in its manual$missing"

wanted=$(grep -c '^SETTING' "$settings")
found=$(awk '/^\.Sh/ { table = /SETTINGS/ } table && /^\.It/' "$config" | wc -l)
defaults=$(grep -c '^Default: ' "$config")
[ "$wanted" -gt 0 ] && [ "$wanted" -eq "$found" ] && [ "$wanted" -eq "$defaults" ] || printf 'not '
echo "ok 5 - of $wanted settings $((found)) are in their table, $((defaults)) with what they are by default"

# the names of the fields of all records, those of objects in them, too
fields=$(cd "${G_TEST_SRCDIR:-.}/seeds" && for command in 'show --with-chrome --all' 'search 日本' 'related --all --limit=1' check facets index; do
	# shellcheck disable=SC2086 # a command and its arguments
	"$program" $command --private --quiet --format=jsonl -a . | grep -o '"[a-z_]*":' | tr -d '":'
done | sort -u)
missing=
for field in $fields; do
	sed -n '/^\.Sh OUTPUT/,/^\.Sh KEYS/p' "$page" | grep '^\.' | grep -q "[ ,]$field\( \|$\)" || missing="$missing $field"
done
[ -n "$fields" ] && [ -z "$missing" ] || printf 'not '
echo "ok 6 - the fields of records are in the manual$missing"

missing=
for variable in $(cat "${G_TEST_SRCDIR:-.}"/src/*.c "${G_TEST_SRCDIR:-.}"/src/*/*.c | grep -o 'getenv("[A-Z_]*")' | cut -d '"' -f 2 | sort -u); do
	sed -n '/^\.Sh ENVIRONMENT/,/^\.Sh FILES/p' "$page" | grep '^\.It' | grep -q "[ ,]$variable\( \|$\)" || missing="$missing $variable"
done
[ -z "$missing" ] || printf 'not '
echo "ok 7 - the variables that the program reads are in the manual$missing"

# the program runs into nothing when it reads what the manual shows; -a, so that it opens none of the archives there
example=$(sed -n '/^\.Bd -literal/,/^\.Ed/p' "$config" | sed -e '/^\./d' -e 's/\\-/-/g')
warned=$(echo "$example" | "$program" check --private --config=/dev/stdin -a "${G_TEST_SRCDIR:-.}/seeds" 2>&1 >/dev/null)
[ -n "$example" ] && [ -z "$warned" ] || printf 'not '
echo "ok 8 - the example of a config file is one${warned:+: $warned}"
