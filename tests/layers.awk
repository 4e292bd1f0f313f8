# SPDX-License-Identifier: MIT
#
# Reads the table of folders (the first file: doc/ARCHITECTURE.md), then the build file, then the sources, all named
# from the top folder, and prints one line for each thing that breaks the shape: `KIND file:line: what`. The kinds are
# `order` (an include that points up, or nowhere), `circle` (files of one folder that include each other), `library`
# (what belongs to one folder used in another), `listed` (not in the build file), `licence` (no SPDX line), `untold`
# (a function in a header of which no comment tells what it does, above it or above the first of a group without blank
# lines), `wide` (a line of C beyond 120 columns; one that holds a string may be longer) and `table` (a folder without a
# row, a row without a folder). It counts bytes: LC_ALL=C.

function fault(kind, place, text)
{
	print kind " " place ": " text
}

# The folder of a path below src/; "." for what lies in src/ itself.
function folder_of(path)
{
	return path ~ /\// ? substr(path, 1, index(path, "/") - 1) : "."
}

# arena.c, arena.h and arena.def are one module.
function module_of(path)
{
	sub(/\.[a-z]+$/, "", path)
	return path
}

# A name with * and [...] as an expression.
function expression_of(glob)
{
	gsub(/\./, "\\.", glob)
	gsub(/\*/, ".*", glob)
	return "^(" glob ")$"
}

# A row of the table: | `folder/` | what lives there | library `header.h`, `function` |
function read_row(    cells, names, row, count, i)
{
	split($0, cells, "|")
	split(cells[2], names, "`")
	row = names[2] ~ /\/$/ ? substr(names[2], 1, length(names[2]) - 1) : "."
	rank[row] = ++ranks
	count = split(cells[4], names, "`")
	for (i = 2; i <= count; i += 2) {
		owner[++owned] = row
		expression[owned] = expression_of(names[i])
		is_header[owned] = names[i] ~ /\.h$|\//
	}
}

# A library's header, or a function: only where the table says, which may be in several rows.
function check_owner(name, header,    i, elsewhere)
{
	for (i = 1; i <= owned; i++) {
		if (is_header[i] != header || name !~ expression[i])
			continue
		if (owner[i] == folder)
			return
		elsewhere = owner[i]
	}
	if (elsewhere != "")
		fault("library", FILENAME ":" FNR, name " belongs to " elsewhere "/")
}

# An include in quotation marks: of this program, by its path from src/.
function check_include(target,    to)
{
	to = folder_of(target)
	if (target == "config.h")
		return
	if (!(target in sources))
		fault("order", FILENAME ":" FNR, target " is not in src/")
	else if (rank[to] > rank[folder])
		fault("order", FILENAME ":" FNR, target " stands below " folder " in the table")
	else if (to == folder && module_of(target) != module)
		edges[module] = edges[module] " " module_of(target)
}

# The line without what stands in comments and strings. `in_comment` lasts from line to line.
function code_of(line,    from, to)
{
	gsub(/\\./, "", line)
	gsub(/"[^"]*"/, "\"\"", line)
	for (;;) {
		if (in_comment) {
			to = index(line, "*/")
			if (to == 0)
				return ""
			line = substr(line, to + 2)
			in_comment = 0
		}
		from = index(line, "/*")
		if (from == 0)
			return line
		to = index(substr(line, from + 2), "*/")
		if (to == 0) {
			in_comment = 1
			return substr(line, 1, from - 1)
		}
		line = substr(line, 1, from - 1) " " substr(line, from + to + 3)
	}
}

function check_calls(line,    name)
{
	while (match(line, /[A-Za-z_][A-Za-z0-9_]*[ ]*\(/)) {
		name = substr(line, RSTART, RLENGTH - 1)
		sub(/ +$/, "", name)
		check_owner(name, 0)
		line = substr(line, RSTART + RLENGTH)
	}
}

# A line of a header, `code` of it without comments.
function check_told(code, is_comment)
{
	if ($0 == "")
		told = 0
	if (is_comment)
		told = 1
	if (!told && code ~ /^[a-z_][A-Za-z0-9_ *]*\(/ && code !~ /^static /)
		fault("untold", FILENAME ":" FNR, "no comment tells what it does")
}

# The columns of a line: a tab leads to the next multiple of eight, and characters from U+3000 on take two.
function columns_of(line,    parts, count, total, i)
{
	count = split(line, parts, "\t")
	for (i = 1; i <= count; i++) {
		total += gsub(/[\343-\364]/, "&", parts[i])
		gsub(/[\200-\277]/, "", parts[i])
		total += length(parts[i])
		if (i < count)
			total += 8 - total % 8
	}
	return total
}

# Takes away, again and again, the modules that include none of those left or are included by none of them: what stays
# stands in circles or between them.
function check_circles(    left, used, uses, name, other, changed, circle)
{
	for (name in edges)
		left[name] = 1
	do {
		changed = 0
		for (name in left)
			used[name] = uses[name] = 0
		for (name in left)
			for (other in left)
				if (includes(name, other))
					used[other] = uses[name] = 1
		for (name in left)
			if (!(used[name] && uses[name]))
				changed = name
		if (changed)
			delete left[changed]
	} while (changed)
	for (name in left)
		circle = circle " " name
	if (circle != "")
		fault("circle", "src", "these include each other:" circle)
}

function includes(module, other)
{
	return index(edges[module] " ", " " other " ")
}

BEGIN {
	for (i = 3; i < ARGC; i++)
		if (ARGV[i] ~ /^src\//)
			sources[substr(ARGV[i], 5)] = 1
}

FNR == 1 {
	number++
	in_comment = told = 0
	path = FILENAME
	is_source = sub(/^src\//, "", path)
	folder = folder_of(path)
	module = module_of(path)
	if (is_source)
		has_files[folder] = 1
}

number == 1 {
	if (/^\| *`/)
		read_row()
	next
}

number == 2 {
	for (i = 1; i <= NF; i++)
		listed[$i] = 1
	next
}

FNR == 1 && !(FILENAME in listed) {
	fault("listed", FILENAME, "is not in Makefile.am")
}

FNR == 1 && is_source && !(folder in rank) {
	fault("table", FILENAME, "its folder has no row in the table")
}

FNR <= 2 && /SPDX-License-Identifier: MIT/ {
	licensed[FILENAME] = 1
}

is_source && /^[ \t]*#[ \t]*include[ \t]*</ {
	split($0, parts, /[<>]/)
	check_owner(parts[2], 1)
	next
}

is_source && /^[ \t]*#[ \t]*include[ \t]*"/ {
	split($0, parts, "\"")
	check_include(parts[2])
	next
}

FILENAME ~ /\.[ch]$/ && length($0) > 60 && !/"/ && columns_of($0) > 120 {
	fault("wide", FILENAME ":" FNR, columns_of($0) " columns")
}

is_source {
	is_comment = in_comment || index($0, "/*")
	code = code_of($0)
	check_calls(code)
	if (FILENAME ~ /\.h$/)
		check_told(code, is_comment)
}

END {
	for (i = 3; i < ARGC; i++)
		if (!(ARGV[i] in licensed))
			fault("licence", ARGV[i], "has no SPDX line at its head")
	for (name in rank)
		if (!(name in has_files))
			fault("table", "doc/ARCHITECTURE.md", name " has a row and no file")
	check_circles()
}
