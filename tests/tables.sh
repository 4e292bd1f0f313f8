#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The tables that are made from Unicode's data and OpenCC's are what their generators make now. Prints TAP. Skipped where
# Debian's packages unicode-data, opencc and libopencc-data are missing, or are of other versions than the tables.

top=${G_TEST_SRCDIR:-$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)}
data=${UNICODE_DATA:-/usr/share/unicode}
number=0

# check TABLE GENERATOR SOURCE: one test point.
check()
{
	number=$((number + 1))
	if [ ! -r "$data/$3" ]; then
		echo "ok $number - $1 # SKIP $data/$3 is missing"
	elif ! grep -q "from $(sed -n '1s/^# *//p' "$data/$3")" "$top/src/text/$1"; then
		echo "ok $number - $1 # SKIP $data/$3 is of another version of Unicode"
	elif awk -f "$top/src/text/gen/$2" "$data/$3" | cmp -s - "$top/src/text/$1"; then
		echo "ok $number - $1 is what $2 makes of $3"
	else
		echo "not ok $number - $1 is what $2 makes of $3"
	fi
}

# check_script TABLE GENERATOR: the same for a generator that finds its sources itself.
check_script()
{
	number=$((number + 1))
	script=$top/src/text/gen/$2
	if ! sources=$(sh "$script" --sources 2>&1); then
		echo "ok $number - $1 # SKIP $sources"
	elif ! grep -qF "from $sources:" "$top/src/text/$1"; then
		echo "ok $number - $1 # SKIP $sources are other versions"
	elif sh "$script" | cmp -s - "$top/src/text/$1"; then
		echo "ok $number - $1 is what $2 makes of $sources"
	else
		echo "not ok $number - $1 is what $2 makes of $sources"
	fi
}

# check_unihan TABLE GENERATOR SOURCE: the same for a file of Unihan's, which is packed.
check_unihan()
{
	number=$((number + 1))
	if ! date=$(bzcat "$data/$3.bz2" 2>/dev/null | sed -n 's/^# Date: \([^ ]*\).*/\1/p') || [ -z "$date" ]; then
		echo "ok $number - $1 # SKIP $data/$3.bz2 is missing"
	elif ! grep -q "from $3 of $date:" "$top/src/text/$1"; then
		echo "ok $number - $1 # SKIP $data/$3.bz2 is of another version of Unicode"
	elif bzcat "$data/$3.bz2" | LC_ALL=C awk -f "$top/src/text/gen/$2" | cmp -s - "$top/src/text/$1"; then
		echo "ok $number - $1 is what $2 makes of $3"
	else
		echo "not ok $number - $1 is what $2 makes of $3"
	fi
}

echo 1..4
check ambiguous.inc ambiguous.awk EastAsianWidth.txt
check_script fold.inc fold.sh
check_unihan hanscript.inc hanscript.awk Unihan_Variants.txt
check_unihan pinyin.inc pinyin.awk Unihan_Readings.txt
