#!/bin/sh
# SPDX-License-Identifier: MIT
#
# extract.sh SOURCE-FOLDER FILE VERSION SOURCE...: writes the template of all strings that a person reads to FILE. The
# lists (*.def) are read as C; comments that begin with "Translators:" come along.

top=$1 version=$3
case $2 in
/*) out=$2 ;;
*) out=$PWD/$2 ;;
esac
shift 3
command -v xgettext >/dev/null || {
	echo 'jianbao: xgettext is missing (gettext)' >&2
	exit 77
}
cd "$top" && exec xgettext --language=C --from-code=UTF-8 --add-location=file --add-comments=Translators: \
	--keyword --keyword=_ --keyword=N_ --keyword=Q_:1g --keyword=C_:1c,2 --keyword=NC_:1c,2 \
	--keyword=ngettext:1,2 --keyword=g_dngettext:2,3 \
	--flag=_:1:pass-c-format --flag=N_:1:pass-c-format --flag=ngettext:1:pass-c-format --flag=ngettext:2:pass-c-format \
	--flag=C_:2:pass-c-format \
	--package-name=jianbao --package-version="$version" --copyright-holder='the authors of jianbao' \
	--msgid-bugs-address='https://github.com/jianbao/jianbao/issues' --output="$out" "$@"
