#!/bin/sh
# SPDX-License-Identifier: MIT
#
# `jianbao export` from end to end: hostile articles in every format beside what they must give, and what is done with
# files. JIANBAO_GOLDEN=1 writes the expected files anew where the sources can be written. Prints TAP.

top=${G_TEST_SRCDIR:-$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)}
# shellcheck source=tests/tap.sh
. "$top/tests/tap.sh"
news=$top/tests/data/export/news
TZ=UTC LC_ALL=C.UTF-8 LANGUAGE=''
export TZ LC_ALL LANGUAGE
unset SOURCE_DATE_EPOCH

export_()
{
	"$build/jianbao" export --no-cache "$@" >"$work/out" 2>"$work/err" </dev/null
}

# gives FILE: what was written is what the file has.
gives()
{
	[ "$JIANBAO_GOLDEN" != 1 ] || cp "$work/out" "$1"
	diff "$1" "$work/out" >"$work/err"
}

# fails STATUS PATTERN ARGUMENT...: ends so, and says so.
fails()
{
	_status=$1 _pattern=$2
	shift 2
	export_ "$@"
	[ $? -eq "$_status" ] && grep -q -e "$_pattern" "$work/err"
}

shelf_is_refused()
{
	"$build/jianbao" shelf export >"$work/out" 2>"$work/err"
	[ $? -eq 2 ] && [ ! -s "$work/out" ] && grep -q SECURE "$work/err"
}

for format in txt md html jsonl bib csl-json; do
	export_ -a "$news" --format=$format -o -
	ok "$format" gives "$top/tests/data/export/expected.$format"
done
export_ -a "$news" one.md --format=md
ok 'one article as Markdown has front matter' gives "$top/tests/data/export/one.md"

cd "$work" || exit 1
export_ -a "$news" one.md -o back.md
"$build/jianbao" show -a "$news" one.md --format=jsonl >before.json
"$build/jianbao" show back.md --format=jsonl >after.json
text()
{
	grep -o "\"$1\":\(\"\([^\"\\\\]\|\\\\.\)*\"\|\[[^]]*\]\)" "$2"
}
same()
{
	for _field in text title date author source url tags; do
		[ -n "$(text $_field before.json)" ] || return 1
		[ "$(text $_field before.json | head -n 1)" = "$(text $_field after.json | head -n 1)" ] || {
			diff before.json after.json >"$work/err"
			return 1
		}
	done
}
ok 'Markdown reads back to the same text and fields' same

ok 'an ending that is no format is refused' fails 2 'csl-json' -a "$news" -o x.doc
ok 'the name of a format is an ending' export_ -a "$news" -o x.csl-json
ok 'so is a format that is none' fails 2 'csl-json' -a "$news" --format=pdf
ok 'no format is refused' fails 2 'name a format' -a "$news" -o -
ok 'what nothing answers writes nothing' fails 1 'nothing to export' -a "$news" 無此文字 -o none.md
ok 'and no file' [ ! -e none.md ]
export_ -a "$news" title:Second -o second.txt
ok 'a query means its articles' grep -q 'Second <story>' second.txt
ok 'and no others' [ "$(grep -c '^From ' second.txt)" -eq 1 ]
echo mine >kept.md
ok 'a file that is there stays' fails 2 force -a "$news" -o kept.md
ok 'as it was' grep -q mine kept.md
ok '--force replaces it' export_ -a "$news" -o kept.md --force
ok 'whole' grep -q 'Second' kept.md
ok 'what cannot be written is said' fails 2 'no/such' -a "$news" -o no/such/x.md
ok 'nothing is left beside' [ -z "$(find . -name '.jianbao*')" ]
# ended: a file is begun, and the program ended while it is written. Where it is through before, try again.
ended()
{
	for _try in 1 2 3 4 5; do
		"$build/jianbao" export --quiet --private -a "$work/many" -o ended.html &
		set -- .jianbao*
		while [ ! -e "$1" ] && kill -0 $! 2>/dev/null; do set -- .jianbao*; done
		kill $! 2>/dev/null
		wait $! 2>/dev/null
		[ $? -eq 143 ] && [ ! -e ended.html ] && return 0
		rm -f ended.html
	done
	return 1
}
mkdir "$work/many"
i=0
while [ $i -lt 3000 ]; do
	i=$((i + 1))
	printf '# Story %s\n\nWhat story %s tells is short, and there are many of them.\n' $i $i >"$work/many/$i.md"
done
ok 'a signal ends writing' ended
ok 'and nothing is left of it' [ -z "$(find . -name '.jianbao*' -o -name 'ended.*')" ]
# blocked: a pipe is full, and the program ended while it waits for room. Who does not end is killed.
blocked()
{
	mkfifo full
	timeout --preserve-status --kill-after=10 1 \
		"$build/jianbao" export --quiet --private -a "$work/many" --format=md >full &
	exec 3<full
	head -c 1 <&3 >/dev/null
	wait $! 2>/dev/null
	_ended=$?
	exec 3<&-
	[ $_ended -eq 143 ]
}
ok 'nor does it wait for a pipe that nobody reads on' blocked
if [ -w /dev/full ]; then
	ok 'a full disk is said' fails 2 'space' -a "$news" --format=md -o /dev/full
else
	skip 'a full disk is said' 'no /dev/full'
fi
# unread: a pipe that has no reader is refused. Who waits for one is let go, and has failed.
unread()
{
	mkfifo pipe
	timeout 10 "$build/jianbao" export --no-cache -a "$news" --format=md -o pipe 2>"$work/err"
	[ $? -eq 2 ] && grep -q 'nobody reads from this pipe' "$work/err"
}
ok 'a pipe that nobody reads is not waited for' unread
head -c 4096 /dev/zero | tr '\0' x >large.txt
limited()
{
	(
		ulimit -f 1
		fails 2 'large' "$PWD/large.txt" -o full.txt
	)
}
ok 'a file that may not grow is an error, and no signal' limited
ok 'and nothing is left of it' [ -z "$(find . -name 'full.txt' -o -name '.jianbao*')" ]
JIANBAO_SECURE=1
export JIANBAO_SECURE
ok 'JIANBAO_SECURE writes no file' fails 2 SECURE -a "$news" -o secure.md
ok 'nor anything to standard output' fails 2 SECURE -a "$news" --format=md
ok 'nor the shelf' shelf_is_refused
unset JIANBAO_SECURE
export_ "$news/two.html" -o two.html
ok 'a file by itself is exported by itself' grep -q '<article id=' two.html
printf -- '---\ntitle: One\n---\n\nWords.\n' >bare.md
export_ bare.md --format=bib
ok 'what has no address is no @online' grep -q '^@misc{jianbao-' "$work/out"
cat >chrome.html <<-'END'
	<html><head><title>T</title></head><body><nav><ul><li><a href="/a">Alpha menu</a></li><li><a href="/b">Beta
	menu</a></li></ul></nav><article><h1>T</h1><p>Some text that is long enough to be an article, or so one may hope,
	for it goes on and on.</p><p>Another paragraph of it, which is long as well.</p></article></body></html>
END
export_ chrome.html --format=html
ok 'what was set aside stays out' [ "$(grep -c Alpha "$work/out")" -eq 0 ]
export_ chrome.html --format=html --with-chrome
ok 'unless it is asked for' grep -q '<aside class="navigation"><p>Alpha' "$work/out"

if ldconfig -p 2>/dev/null | grep -q libarchive.so || [ -e /usr/lib/libarchive.so.13 ]; then
	export_ -a "$news" -o one.epub && sleep 1 && export_ -a "$news" -o two.epub
	ok 'a book is the same at every time' cmp -s one.epub two.epub
	ok 'its first file is its type' [ "$(dd if=one.epub bs=1 skip=30 count=28 2>/dev/null)" = mimetypeapplication/epub+zip ]
	"$build/jianbao" list -a one.epub >/dev/null 2>&1
	ok 'it is a sound zip' [ $? -ne 2 ]
else
	skip 'a book' 'no libarchive here'
fi
# Debian's epubcheck is a jar with a mark that only some kernels run
checker=$(command -v epubcheck)
if [ -n "$checker" ] && "$checker" --version >/dev/null 2>&1; then
	ok 'epubcheck finds nothing wrong' sh -c '"$1" one.epub >"$2" 2>&1' sh "$checker" "$work/err"
elif [ -n "$checker" ] && command -v java >/dev/null 2>&1; then
	ok 'epubcheck finds nothing wrong' sh -c 'java -jar "$1" one.epub >"$2" 2>&1' sh "$checker" "$work/err"
else
	skip 'epubcheck finds nothing wrong' 'no epubcheck here'
fi
echo "1..$number"
