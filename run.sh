#!/bin/sh
# SPDX-License-Identifier: MIT
#
# ./run.sh [ARGUMENT...]: installs what is missing, builds, and starts jianbao with the arguments (an archive, or any
# command of jianbao's), or on the sample articles in seeds/ without one. Works from any folder; file names among the
# arguments mean what they mean there. What runs is installed under build/, nothing outside this folder is touched but
# by the package manager, which says what it installs.

top=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd) || exit 1
. "$top/build-aux/setup.sh"

installed=$top/build/installed

# shellcheck disable=SC2034 # read by configure_build
wanted=language_requirements
configure_build plain requirements --prefix="$installed"
make_build plain all || exit 1
if [ -n "$(find "$top/build/plain/jianbao" "$top/build/plain/configured" "$top/seeds" "$top/po" -newer "$installed/bin/jianbao" 2>&1)" ]; then
	logged "$top/build/plain/install.log" make -C "$top/build/plain" install || exit 1
fi

[ $# -gt 0 ] || set -- "$top/seeds"
exec "$installed/bin/jianbao" "$@"
