#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The program in terminals that disagree about widths: an article made to torture is read from its beginning to its end,
# with a list and related articles beside it, and no row may move a border. The terminals are played by a tool that is not
# in the tarball (JIANBAO_SCREEN names it). Prints TAP.

top=${G_TEST_SRCDIR:-$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)}
build=${G_TEST_BUILDDIR:-$PWD}
screen=${JIANBAO_SCREEN:-$top/../shared/tools/tui-screen}

if ! command -v python3 >/dev/null 2>&1; then
	echo '1..0 # SKIP no python3 here'
	exit 0
fi
if [ ! -x "$screen" ]; then
	echo "1..0 # SKIP $screen is not here"
	exit 0
fi

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
XDG_CONFIG_HOME=$work XDG_CACHE_HOME=$work XDG_RUNTIME_DIR=$work
export XDG_CONFIG_HOME XDG_CACHE_HOME XDG_RUNTIME_DIR

# An archive whose every title is a line of the article: all of them stand in the list.
mkdir "$work/news" "$work/plain"
cp "$top/tests/data/torture.md" "$work/news"
printf -- '---\ntitle: Plain\n---\n\nPlain text.\n' | tee "$work/plain/a.md" >"$work/plain/b.md"
number=0
sed '1,/^---$/d; s/^[#>| -]*//; /^$/d' "$top/tests/data/torture.md" | while read -r line; do
	number=$((number + 1))
	printf -- '---\ntitle: %s\n---\n\n%s\n' "$line" "$line" >"$work/news/$number.md"
done

# borders SNAPSHOTS: the columns in which row 0 has a crossing. ends_in COLUMNS SNAPSHOTS: says which rows lack a border
# in any of them. A snapshot is a line of JSON with the cells of the screen.
cat >"$work/check.py" <<'END'
import json, sys
BARS = set("|+\u2502\u253c\u251c\u2524\u252c\u2534")
snaps = [json.loads(line) for line in open(sys.argv[2])]
if sys.argv[1] == "borders":
    print(",".join(str(x) for x, cell in enumerate(snaps[0]["cells"][0]) if cell[0] in BARS))
    sys.exit(0)
columns = [int(x) for x in sys.argv[1].split(",")]
torn = 0
for snap in snaps:
    for y, row in enumerate(snap["cells"][:-1]):
        wrong = [x for x in columns if row[x][0] not in BARS]
        if wrong:
            torn += 1
            if torn <= 5:
                print("# %s, row %d, column %s: %s" % (snap["name"], y, wrong, snap["text"][y]))
if not snaps or not columns:
    print("# nothing was seen")
sys.exit(torn > 0 or not snaps or not columns)
END

# shots SIZE PROFILE ARCHIVE OPTION... : reads the archive's first article to its end; snapshots on standard output
shots()
{
	_size=$1 _profile=$2 _archive=$3
	shift 3
	"$screen" --size "$_size" --profile "$_profile" --format json --cells --settle 0.05 \
		-e 'wait Articles' -e quiet -e 'snap list' -e 'key G' -e 'snap the end of the list' -e 'key g Enter' \
		-e 'snap the first page' -e 'key Space' -e 'snap the second' -e 'key Space' -e 'snap the third' \
		-e 'key j j j' -e 'snap three rows further' -e 'key }' -e 'snap code moved' -e 'key G' -e 'snap the end' \
		-e 'key b' -e 'snap a page back' -e 'key f' -e 'snap letters on links' -e 'key Esc' -e 'key Q' -e 'exit 0' \
		-- "$build/jianbao" --private "$@" "$_archive" >"$work/shots" 2>"$work/errors"
}

# The columns of the borders at a size, as an article without anything doubtful shows them.
for size in 180x24 110x24; do
	shots $size xterm "$work/plain" && python3 "$work/check.py" borders "$work/shots" >"$work/$size"
done

point=0
# holds DESCRIPTION PROFILE OPTION...: one test point
holds()
{
	point=$((point + 1))
	description=$1 profile=$2
	shift 2
	for size in 180x24 110x24; do
		if ! shots $size "$profile" "$work/news" "$@" || ! python3 "$work/check.py" "$(cat "$work/$size")" "$work/shots"; then
			sed 's/^/# /' "$work/errors"
			echo "not ok $point - $description, at $size"
			return
		fi
	done
	echo "ok $point - $description"
}

for profile in xterm tmux foot vte wide screen konsole kitty cluster; do
	holds "every row ends in its column on $profile" $profile
done
for profile in xterm konsole kitty; do
	holds "every row ends in its column on $profile, which is not asked" $profile --no-probe
done
holds 'every row ends in its column on wide, by the settings' wide --ambiguous=2
holds 'a wrong setting tears no row' wide --ambiguous=1
holds 'a wrong setting tears no row the other way' xterm --ambiguous=2
if shots 180x24 xterm "$work/news" && ! python3 "$work/check.py" "$(cat "$work/110x24")" "$work/shots" >/dev/null; then
	echo "ok $((point + 1)) - a border elsewhere is seen"
else
	echo "not ok $((point + 1)) - a border elsewhere is seen"
fi
echo "1..$((point + 1))"
