# SPDX-License-Identifier: MIT
# shellcheck shell=sh
#
# What shell tests begin with: `build` is where the program is, `work` a folder of their own, in which the program keeps
# what it keeps; points are numbered as they come. `top`, the folder of the sources, is set before this is read.
#
# Who waits too long is ended by timeout(1), never by a subshell that is killed later: one that is killed before it has
# begun still has the trap below, bash heeds it, and the folder is gone under the test.

build=${G_TEST_BUILDDIR:-$PWD}
number=0
work=$(mktemp -d) || exit 1
trap 'chmod -R u+rwx "$work"; rm -rf "$work"' EXIT
XDG_CONFIG_HOME=$work/config XDG_CACHE_HOME=$work/cache XDG_DATA_HOME=$work/data
export XDG_CONFIG_HOME XDG_CACHE_HOME XDG_DATA_HOME
unset JIANBAO_CONFIG JIANBAO_SECURE

# ok DESCRIPTION TEST...: one point: TEST holds. Else what it says is shown, and what is in $work/out and $work/err.
ok()
{
	number=$((number + 1))
	description=$1
	shift
	if "$@" >"$work/said" 2>&1; then
		echo "ok $number - $description"
		return
	fi
	echo "not ok $number - $description"
	for _file in said out err; do
		[ ! -s "$work/$_file" ] || sed "s/^/# $_file: /" "$work/$_file" | head -n 20
	done
}

# skip DESCRIPTION REASON: a point that cannot be tried here.
skip()
{
	number=$((number + 1))
	echo "ok $number - $1 # SKIP $2"
}

# with COMMAND DESCRIPTION TEST...: ok, where there is such a command.
with()
{
	if command -v "$1" >/dev/null 2>&1; then
		shift
		ok "$@"
	else
		skip "$2" "no $1 here"
	fi
}
