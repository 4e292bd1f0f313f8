#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Makes src/text/fold.inc from Unicode's data and OpenCC's dictionaries of characters (Debian: packages unicode-data,
# opencc, libopencc-data):
#
#   src/text/gen/fold.sh > src/text/fold.inc
#
# `fold.sh --sources` prints which versions it would be made from, or fails where something is missing. UNICODE_DATA and
# OPENCC_DATA name other folders.

here=$(dirname -- "$0")
unicode=${UNICODE_DATA:-/usr/share/unicode}
opencc=${OPENCC_DATA:-/usr/share/opencc}
LC_ALL=C
export LC_ALL

for file in "$unicode/UnicodeData.txt" "$unicode/CompositionExclusions.txt" "$unicode/CaseFolding.txt" \
	"$unicode/DerivedCoreProperties.txt" "$unicode/Unihan_Variants.txt.bz2" "$opencc/TSCharacters.ocd2"; do
	[ -r "$file" ] || { echo "$file is missing" >&2; exit 1; }
done
version=$(opencc_dict --version 2>/dev/null | sed -n 's/^.*[Vv]ersion:* *//p') ||
	version=
[ -n "$version" ] || { echo 'opencc_dict is missing' >&2; exit 1; }
sources="$(sed -n '1s/^# *CaseFolding-\(.*\)\.txt/Unicode \1/p' "$unicode/CaseFolding.txt"), OpenCC $version"
[ "${1-}" != --sources ] || { echo "$sources"; exit 0; }

scratch=$(mktemp -d) || exit 1
trap 'rm -rf "$scratch"' EXIT
for name in TSCharacters STCharacters TWVariants HKVariants JPVariants; do
	opencc_dict -i "$opencc/$name.ocd2" -f ocd2 -t text -o "$scratch/$name" || exit 1
done
bzcat "$unicode/Unihan_Variants.txt.bz2" >"$scratch/Unihan" || exit 1

awk -v sources="$sources" -f "$here/fold.awk" \
	kind=unicode "$unicode/UnicodeData.txt" \
	kind=exclusions "$unicode/CompositionExclusions.txt" \
	kind=case "$unicode/CaseFolding.txt" \
	kind=ignorable "$unicode/DerivedCoreProperties.txt" \
	kind=class "$scratch/TSCharacters" "$scratch/STCharacters" "$scratch/TWVariants" "$scratch/HKVariants" \
	japanese=1 "$scratch/JPVariants" \
	kind=rare "$scratch/Unihan"
