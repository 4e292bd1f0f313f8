# SPDX-License-Identifier: MIT
#
# Makes src/text/ambiguous.inc from Unicode's EastAsianWidth.txt (Debian: package unicode-data):
#
#   awk -f src/text/gen/ambiguous.awk /usr/share/unicode/EastAsianWidth.txt > src/text/ambiguous.inc
#
# The ranges of East_Asian_Width=Ambiguous without what takes no cell anyway: Mn, Cf (U+00AD is one).

function number(hex,   i, n)
{
	n = 0
	for (i = 1; i <= length(hex); i++)
		n = n * 16 + index("0123456789ABCDEF", substr(hex, i, 1)) - 1
	return n
}

function flush()
{
	if (from != "")
		printf "{ 0x%s, 0x%s },\n", from, to
}

NR == 1 {
	sub(/^# */, "")
	printf "/* SPDX-License-Identifier: MIT */\n/* Made by gen/ambiguous.awk from %s: do not edit. */\n", $0
	next
}

/^[0-9A-F]+(\.\.[0-9A-F]+)? *; *A/ {
	category = $0
	sub(/^[^#]*# */, "", category)
	if (category ~ /^(Mn|Cf)/)
		next
	split($0, field, /[ ;]/)
	first = last = field[1]
	sub(/\.\..*/, "", first)
	sub(/.*\.\./, "", last)
	if (from == "" || number(first) != number(to) + 1) {
		flush()
		from = first
	}
	to = last
}

END { flush() }
