# SPDX-License-Identifier: MIT
#
# Completes the manual of the config file: reads src/config/settings.def and src/ui/style.h, then the page, and
# writes the page with the table of settings in the place of its line @SETTINGS@, the roles in that of @ROLES@.

# The strings between quotation marks, in order, into `strings`; gives how many.
function strings_of(line, strings,    count)
{
	count = 0
	while (match(line, /"([^"\\]|\\.)*"/)) {
		strings[++count] = substr(line, RSTART + 1, RLENGTH - 2)
		line = substr(line, RSTART + RLENGTH)
	}
	return count
}

# Text as mdoc takes it, on lines of at most some 70 columns, each begun with a word.
function text_of(text,    words, count, i, line, out)
{
	gsub(/\\/, "\\e", text)
	gsub(/-/, "\\-", text)
	gsub(/'/, "\\(aq", text)
	count = split(text, words, " ")
	for (i = 1; i <= count; i++) {
		if (line != "" && length(line words[i]) > 66) {
			out = out line "\n"
			line = ""
		}
		line = line (line == "" ? "" : " ") words[i]
	}
	return out line "\n"
}

FILENAME ~ /\.def$/ && /^SETTING/ {
	if (strings_of($0, part) != 5) {
		print FILENAME ":" FNR ": not SETTING(section, name, ..., fallback, ..., expected, help)" >"/dev/stderr"
		exit 1
	}
	name = part[1] (part[2] == "" ? "" : ": " part[2])
	gsub(/-/, "\\-", name)
	sub(/ (is|are) expected$/, "", part[4])
	table = table ".It Cm " name "\n" text_of(part[5] ":") text_of(part[4] ".") \
		text_of("Default: " part[3] ".")
	next
}

FILENAME ~ /\.def$/ {
	next
}

FILENAME ~ /style\.h$/ {
	if (/^\tX\(/ && strings_of($0, part) == 1)
		roles = roles (roles == "" ? "" : ", ") part[1]
	next
}

/^@ROLES@$/ {
	printf "%s", text_of(roles ".")
	next
}

/^@SETTINGS@$/ {
	printf ".Bl -tag -width Ds\n%s.El\n", table
	next
}

{
	print
}
