# SPDX-License-Identifier: MIT
#
# Reads a catalog, its lines not wrapped, and says where a translation lost what has to stay: blanks at an end, (y/n),
# options, names in capitals, variables, commands of the program, {actions} that stand for their keys. Gives 1 where it said anything.

function value(line)
{
	sub(/^[^"]*"/, "", line)
	sub(/"$/, "", line)
	return line
}

function complain(what)
{
	printf "%s: \"%s\" lost %s\n", FILENAME, substr(id, 1, 60), what
	status = 1
}

function check(    rest, word)
{
	if (id == "" || text == "")
		return
	if ((id ~ /^ / && text !~ /^( |，|、|；)/) || (id !~ /^ / && text ~ /^ /) ||
	    (id ~ / $/ && text !~ /( |，|、|；)$/) || (id !~ / $/ && text ~ / $/) || (id ~ /  $/) != (text ~ /  $/))
		complain("a blank at an end")
	if ((id ~ /\\n$/) != (text ~ /\\n$/))
		complain("the end of its line")
	rest = id
	while (match(rest, /\(y\/n\)|--[a-z][a-z-]+|JIANBAO_[A-Z]+|\$[A-Z_]+|LC_ALL=[A-Z.a-z0-9-]+|:set|[a-z]+:[0-9(]|\{[a-z-]+\}/)) {
		word = substr(rest, RSTART, RLENGTH)
		rest = substr(rest, RSTART + RLENGTH)
		if (index(text, word) == 0)
			complain(word)
	}
}

/^msgid "/ { check(); id = value($0); text = ""; part = "id"; next }
/^msgid_plural "/ { part = "plural"; next }
/^msgstr(\[0\])? "/ { text = value($0); part = "text"; next }
/^msgstr\[/ { part = "other"; next }
/^"/ && part == "id" { id = id value($0); next }
/^"/ && part == "text" { text = text value($0); next }
END { check(); exit status }
