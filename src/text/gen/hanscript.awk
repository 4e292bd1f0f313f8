# SPDX-License-Identifier: MIT
#
# Makes src/text/hanscript.inc from Unicode's Unihan_Variants.txt (Debian: package unicode-data):
#
#   bzcat /usr/share/unicode/Unihan_Variants.txt.bz2 | awk -f src/text/gen/hanscript.awk > src/text/hanscript.inc
#
# Two bitmaps of U+4E00 to U+9FFF: ideographs that only simplified Chinese writes (they have a traditional form, and are
# not it themselves), and such that only traditional Chinese writes. A row is 64 characters, as many as the third byte
# in UTF-8 tells apart; its bit 0 is its lowest code point.

function number(hex,   i, n)
{
	n = 0
	for (i = 1; i <= length(hex); i++)
		n = n * 16 + index("0123456789ABCDEF", substr(hex, i, 1)) - 1
	return n
}

# Whether this line's character is among its own variants: then both scripts write it.
function is_shared(   i)
{
	for (i = 3; i <= NF; i++)
		if ($i == $1)
			return 1
	return 0
}

# The bits of 16 code points from `first` on, as four digits.
function sixteen(only, first,   bit, bits)
{
	bits = 0
	for (bit = 15; bit >= 0; bit--)
		bits = bits * 2 + ((first + bit) in only)
	return sprintf("%04X", bits)
}

function print_bitmap(name, only,   row, from)
{
	printf "static const uint64_t %s[] = {", name
	for (row = 0; row < 20992 / 64; row++) {
		from = 19968 + row * 64
		printf "%s0x%s%s%s%s,", row % 5 ? " " : "\n\t", sixteen(only, from + 48), sixteen(only, from + 32),
			sixteen(only, from + 16), sixteen(only, from)
	}
	printf "\n};\n"
}

/^# Date:/ { date = $3 }

/^U\+/ {
	code = number(substr($1, 3))
	if (is_shared())
		shared[code] = 1
	else if ($2 == "kTraditionalVariant")
		simplified[code] = 1
	else if ($2 == "kSimplifiedVariant")
		traditional[code] = 1
}

END {
	for (code in simplified)
		if (code in traditional || code in shared)
			both[code] = 1
	for (code in traditional)
		if (code in shared)
			both[code] = 1
	for (code in both) {
		delete simplified[code]
		delete traditional[code]
	}
	print "/* SPDX-License-Identifier: MIT */"
	printf "/* Made by gen/hanscript.awk from Unihan_Variants.txt of %s: do not edit. */\n", date
	print_bitmap("only_simplified", simplified)
	print_bitmap("only_traditional", traditional)
}
