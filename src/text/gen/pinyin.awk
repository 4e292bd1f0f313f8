# SPDX-License-Identifier: MIT
#
# Makes src/text/pinyin.inc from Unicode's Unihan_Readings.txt (Debian: package unicode-data):
#
#   bzcat /usr/share/unicode/Unihan_Readings.txt.bz2 | LC_ALL=C awk -f src/text/gen/pinyin.awk > src/text/pinyin.inc
#
# The readings of U+3400 to U+9FFF without tones: kMandarin, and what kTGHZ2013, kXHC1983 and kHanyuPinlu have besides
# (kHanyuPinyin has too many that nobody uses). A value is the number of a syllable, or from LISTS on a place in the
# table of lists, each of which ends with 0.

function number(hex,   i, n)
{
	n = 0
	for (i = 1; i <= length(hex); i++)
		n = n * 16 + index("0123456789ABCDEF", substr(hex, i, 1)) - 1
	return n
}

# A syllable in ASCII, ü as v.
function toneless(syllable)
{
	gsub(/\314[\200-\277]/, "", syllable) # combining marks
	gsub(/\303\274|\307\226|\307\230|\307\232|\307\234/, "v", syllable)
	gsub(/\304\201|\303\241|\307\216|\303\240/, "a", syllable)
	gsub(/\304\223|\303\251|\304\233|\303\250|\303\252|\341\272\277|\341\273\201/, "e", syllable)
	gsub(/\304\253|\303\255|\307\220|\303\254/, "i", syllable)
	gsub(/\305\215|\303\263|\307\222|\303\262/, "o", syllable)
	gsub(/\305\253|\303\272|\307\224|\303\271/, "u", syllable)
	gsub(/\305\204|\305\210|\307\271/, "n", syllable)
	gsub(/\341\270\277/, "m", syllable)
	return syllable
}

function add(code, syllable)
{
	syllable = toneless(syllable)
	if (syllable !~ /^[a-z]+$/ || index(" " readings[code] " ", " " syllable " "))
		return
	readings[code] = readings[code] (readings[code] == "" ? "" : " ") syllable
	if (!(syllable in id)) {
		id[syllable] = ++count
		name[count] = syllable
	}
}

function print_wrapped(list,   n, i, parts, line)
{
	n = split(list, parts, ",")
	for (i = 1; i < n; i++) {
		if (length(line) + length(parts[i]) > 112) {
			print "\t" line
			line = ""
		}
		line = line parts[i] ","
	}
	if (line != "")
		print "\t" line
}

/^# Date:/ { date = $3 }

/^U\+/ && $2 ~ /^k(Mandarin|TGHZ2013|XHC1983|HanyuPinlu)$/ {
	code = number(substr($1, 3))
	if (code < 13312 || code > 40959)
		next
	for (i = 3; i <= NF; i++) {
		sub(/^[^:]*:/, "", $i)
		sub(/\(.*/, "", $i)
		n = split($i, syllables, ",")
		for (k = 1; k <= n; k++)
			add(code, syllables[k])
	}
}

END {
	LISTS = 32768
	place = 0
	for (code = 13312; code <= 40959; code++) {
		n = split(readings[code], parts, " ")
		value = n == 1 ? id[parts[1]] : 0
		if (n > 1) {
			text = ""
			for (i = 1; i <= n; i++)
				text = text id[parts[i]] ","
			if (!(text in list)) {
				list[text] = place
				lists = lists text "0,"
				place += n + 1
			}
			value = LISTS + list[text]
		}
		values = values value ","
	}
	print "/* SPDX-License-Identifier: MIT */"
	printf "/* Made by gen/pinyin.awk from Unihan_Readings.txt of %s: do not edit. */\n", date
	printf "static const char syllables[%d][8] = {\n", count + 1
	names = "\"\","
	for (i = 1; i <= count; i++)
		names = names "\"" name[i] "\","
	print_wrapped(names)
	print "};\nstatic const uint16_t readings[] = {"
	print_wrapped(values)
	print "};\nstatic const uint16_t reading_lists[] = {"
	print_wrapped(lists)
	print "};"
}
