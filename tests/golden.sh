#!/bin/sh
# SPDX-License-Identifier: MIT
#
# Golden screens: JIANBAO_GOLDEN=1 writes them, and without it a screen that differs, or is missing, fails. Tried on a
# script in a source folder of its own. Prints TAP.

top=${G_TEST_SRCDIR:-$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)}
# shellcheck source=tests/tap.sh
. "$top/tests/tap.sh"
mkdir -p "$work/top/tests/replay"
cp -R "$top/seeds" "$work/top/seeds"
printf 'size 40x4\nsnap it begins\nkey j\nsnap a row down\n' >"$work/top/tests/replay/one.keys"
screen=$work/top/tests/replay/one.screen

replay()
{
	G_TEST_SRCDIR=$work/top JIANBAO_GOLDEN=$1 "$build/tests/replay/replay" >"$work/out" 2>"$work/err"
}

fails()
{
	! replay "$1"
}

echo 1..6
ok 'a screen that is missing fails' fails 0
ok 'and is not written' [ ! -e "$screen" ]
ok 'JIANBAO_GOLDEN=1 writes it' replay 1
ok 'with what was asked for' grep -q '^==== a row down' "$screen"
ok 'then it is as it was' replay 0
sed 's/^cursor 2,/cursor 1,/' "$screen" >"$work/other" && mv "$work/other" "$screen"
ok 'another one fails' fails 0
