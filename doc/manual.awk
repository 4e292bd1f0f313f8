# SPDX-License-Identifier: MIT
#
# Completes the manual page: reads src/ui/actions.def, then the page, and writes the page with the table of keys in the
# place of its line @KEYS@ (one line an action there, one item here), and the folder `seeds` in the place of @SEEDS@.

# The strings between quotation marks, in order, into `strings`; gives how many.
function strings_of(line, strings,    count)
{
	count = 0
	while (match(line, /"([^"\\]|\\.)*"/)) {
		strings[++count] = substr(line, RSTART + 1, RLENGTH - 2)
		gsub(/\\"/, "\"", strings[count])
		line = substr(line, RSTART + RLENGTH)
	}
	return count
}

# Text as mdoc takes it: what roff would read as an escape, and what it sets as typographic signs.
function escaped(text)
{
	gsub(/\\/, "\\e", text)
	gsub(/\^/, "\\(ha", text)
	gsub(/'/, "\\(aq", text)
	gsub(/"/, "\\(dq", text)
	gsub(/-/, "\\-", text)
	return text
}

# A word alone that roff would take for punctuation is kept a word.
function keys_of(keys,    names, count, i, line)
{
	count = split(keys, names, " ")
	for (i = 1; i <= count; i++)
		line = line (i > 1 ? " , " : "") "\\&" escaped(names[i])
	return line
}

FILENAME ~ /\.def$/ && /^SECTION/ {
	strings_of($0, part)
	if (table != "")
		table = table ".El\n"
	table = table ".Ss " part[1] "\n.Bl -tag -width \"H, Backspace, ^O\" -compact\n"
	next
}

FILENAME ~ /\.def$/ && /^ACTION/ {
	if (strings_of($0, part) != 3) {
		print FILENAME ":" FNR ": not ACTION(id, name, keys, help)" >"/dev/stderr"
		exit 1
	}
	table = table ".It Ic " keys_of(part[2]) "\n" escaped(part[3]) "\n"
	next
}

FILENAME ~ /\.def$/ {
	next
}

/^@KEYS@$/ {
	printf "%s.El\n", table
	next
}

{
	gsub(/@SEEDS@/, seeds)
	print
}
