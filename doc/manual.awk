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

# What stands for keys in help: the name of an action in braces is its first default key.
function told(text,    name, key)
{
	while (match(text, /\{[a-z-]+\}/)) {
		name = substr(text, RSTART + 1, RLENGTH - 2)
		if (!(name in first)) {
			print "actions.def: no action " name >"/dev/stderr"
			exit 1
		}
		text = substr(text, 1, RSTART - 1) first[name] substr(text, RSTART + RLENGTH)
	}
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

function write_table(    row)
{
	for (row = 1; row <= rows; row++) {
		if (title[row] == "")
			printf ".It Ic %s\n%s\n", keys_of(keys[row]), escaped(told(help[row]))
		else
			printf "%s.Ss %s\n.Bl -tag -width \"H, Backspace, ^O\" -compact\n", (row > 1 ? ".El\n" : ""), title[row]
	}
	print ".El"
}

FILENAME ~ /\.def$/ && /^SECTION/ {
	strings_of($0, part)
	title[++rows] = part[1]
	next
}

FILENAME ~ /\.def$/ && /^ACTION/ {
	if (strings_of($0, part) != 3) {
		print FILENAME ":" FNR ": not ACTION(id, name, keys, help)" >"/dev/stderr"
		exit 1
	}
	title[++rows] = ""
	keys[rows] = part[2]
	help[rows] = part[3]
	first[part[1]] = part[2]
	sub(/ .*/, "", first[part[1]])
	next
}

FILENAME ~ /\.def$/ {
	next
}

/^@KEYS@$/ {
	write_table()
	next
}

{
	gsub(/@SEEDS@/, seeds)
	print
}
