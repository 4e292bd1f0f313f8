#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The shape of the source tree, as doc/ARCHITECTURE.md states it: which folder may include which, and which library
# belongs to which folder; and that headers tell what is in them. Prints TAP. First every rule is broken in a small
# made-up tree, so that it is known to see.

top=${G_TEST_SRCDIR:-$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)}
number=0

# ok DESCRIPTION [FAULT...]: one test point; it fails where there are faults, which are shown.
ok()
{
	number=$((number + 1))
	if [ -z "$2" ]; then
		echo "ok $number - $1"
	else
		echo "not ok $number - $1"
		echo "$2" | sed 's/^/# /'
	fi
}

# faults ROOT: what is wrong with the tree there.
faults()
{
	(
		cd "$1" || exit
		# shellcheck disable=SC2046 # our own file names
		LC_ALL=C awk -f "$top/tests/layers.awk" doc/ARCHITECTURE.md Makefile.am \
			$(find src tests -name '*.[ch]' -o -name '*.def' -o -name '*.inc' -o -name '*.sh' -o -name '*.awk' | LC_ALL=C sort) ||
			echo 'error awk could not read the tree'
	)
}

# A tree of three folders and a main file in which nothing is wrong.
make_tree()
{
	rm -rf "$1"
	mkdir -p "$1/doc" "$1/src/low" "$1/src/high" "$1/src/screen" "$1/tests"
	cat >"$1/doc/ARCHITECTURE.md" <<-'END'
		| folder | what lives there | the only place that may touch |
		|---|---|---|
		| `low/` | numbers | libyaml `yaml.h` |
		| `high/` | letters | - |
		| `screen/` | cells | curses `*curses.h`, processes `fork`, `g_spawn_*` |
		| `main.c` | the start | - |
	END
	echo 'SOURCES = src/low/a.c src/low/a.h src/low/b.h src/high/c.c src/screen/d.c src/main.c' >"$1/Makefile.am"
	for _file in low/a.c low/a.h low/b.h high/c.c screen/d.c main.c; do
		echo '/* SPDX-License-Identifier: MIT */' >"$1/src/$_file"
	done
	printf '#include <yaml.h>\n#include "low/a.h"\n#include "low/b.h"\n' >>"$1/src/low/a.c"
	printf '#include "low/a.h"\n/* fork() is elsewhere */\nint c = f("fork()");\n' >>"$1/src/high/c.c"
	printf '#include <ncurses.h>\n#include "low/a.h"\nint d(void) { return fork(); }\n' >>"$1/src/screen/d.c"
	printf '#include "config.h"\n#include "low/b.h"\n' >>"$1/src/main.c"
}

# sees KIND FILE LINE: with this line added to that file of the small tree, exactly one fault is found, of that kind.
sees()
{
	make_tree "$tree"
	printf '%s\n' "$3" >>"$tree/$2"
	_found=$(faults "$tree")
	case $_found in
	*"
"*) ok "sees $1: $3" "more than one fault: $_found" ;;
	"$1 "*) ok "sees $1: $3" ;;
	*) ok "sees $1: $3" "not seen: $_found" ;;
	esac
}

# The faults of one kind in the real tree.
real()
{
	echo "$all" | grep "^$1 "
}

echo 1..23
tree=$(mktemp -d) || exit 1
trap 'rm -rf "$tree"' EXIT

make_tree "$tree"
ok 'finds nothing wrong in a sound tree' "$(faults "$tree")"
sees order src/low/a.c '#include "high/c.c"'
sees order src/high/c.c '#include "main.c"'
sees order src/low/a.c '#include "low/none.h"'
sees order src/low/a.c '#include "b.h"'
sees circle src/low/b.h '#include "low/a.h"'
sees library src/high/c.c '#include <yaml.h>'
sees library src/high/c.c '#include <ncurses.h>'
sees library src/main.c 'int e(void) { return g_spawn_async(); }'
# shellcheck disable=SC2016 # backticks of the table
sees table doc/ARCHITECTURE.md '| `none/` | nothing | - |'
make_tree "$tree"
cp "$tree/src/low/a.h" "$tree/src/low/new.h"
ok 'sees listed: a new file' "$(faults "$tree" | grep -v '^listed src/low/new.h')"
make_tree "$tree"
printf '\nint f(void);\n' >>"$tree/src/low/a.h"
ok 'sees untold: a function without a comment' "$(faults "$tree" | grep -v '^untold src/low/a.h:3:')"
make_tree "$tree"
printf '/*\t%109s */\n' '' >>"$tree/src/low/a.c"
printf '/*\t%106s 寬 */\n' '' >>"$tree/src/low/a.c"
printf '\tf("%113s");\n' '' >>"$tree/src/low/a.c"
printf '/*\t%106s 寬x */\n' '' >>"$tree/src/low/a.c"
ok 'sees wide: a line of too many columns' "$(faults "$tree" | grep -v '^wide src/low/a.c:8:')"
make_tree "$tree"
echo >"$tree/src/low/b.h"
ok 'sees licence: a file without its line' "$(faults "$tree" | grep -c '^licence src/low/b.h' | grep -v 1)"

all=$(faults "$top")
ok 'the tree can be read' "$(real error)"
ok 'every include points down the table' "$(real order)"
ok 'no circles inside a folder' "$(real circle)"
ok 'every library stays in its folder' "$(real library)"
ok 'the table and the folders agree' "$(real table)"
ok 'Makefile.am lists every file' "$(real listed)"
ok 'every file names its licence' "$(real licence)"
ok 'every header tells what its functions do' "$(real untold)"
ok 'no line is wider than 120 columns' "$(real wide)"
