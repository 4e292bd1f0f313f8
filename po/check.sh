#!/bin/sh
# SPDX-License-Identifier: MIT
#
# check.sh PO-FOLDER TEMPLATE: says of each language what the template has and its catalog has not translated, or only
# by guess (fuzzy). The exit status is 1 where anything is missing or wrong.

po=$1 template=$2 status=0
merged=$(mktemp) || exit 1
trap 'rm -f "$merged"' EXIT

# The strings that are not translated, each shortened to one line.
untranslated()
{
	msgattrib --untranslated --no-obsolete --no-wrap "$merged"
	msgattrib --only-fuzzy --no-obsolete --no-wrap "$merged"
}

while read -r language; do
	msgmerge --quiet --no-fuzzy-matching --output-file="$merged" "$po/$language.po" "$template" || exit 1
	figures=$(LC_ALL=C msgfmt --check --statistics --output-file=/dev/null "$merged" 2>&1) || status=1
	case $figures in
	*fuzzy* | *untranslated* | *error*)
		status=1
		echo "$language: NOT COMPLETE: $figures"
		untranslated | sed -n 's/^msgid "\(..*\)"$/    \1/p' | cut -c 1-94 | head -n 20
		;;
	*) echo "$language: $figures" ;;
	esac
done <"$po/LINGUAS"
exit $status
