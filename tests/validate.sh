#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What is exported, and what is installed beside the program, read by programs of others: a book, a page, citations. Each
# of them that is missing is skipped by name. JIANBAO_VALIDATE names an archive to be read instead of the seeds and the
# hostile articles of tests/data/export; VNU_JAR names the HTML checker of the W3C, where it is no command. Prints TAP.

top=${G_TEST_SRCDIR:-$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)}
# shellcheck source=tests/tap.sh
. "$top/tests/tap.sh"
LC_ALL=C.UTF-8 LANGUAGE=''
export LC_ALL LANGUAGE

write()
{
	if [ -n "${JIANBAO_VALIDATE-}" ]; then
		"$build/jianbao" export --quiet -a "$JIANBAO_VALIDATE" '' --format="$1" -o "$work/all.$1"
	else
		"$build/jianbao" export --quiet -a "$top/seeds" -a "$top/tests/data/export/news" '' --format="$1" -o "$work/all.$1"
	fi
}

for format in epub html bib csl-json; do
	ok "$format is written" write $format
done

# Debian's epubcheck is a jar with a mark that only some kernels run.
check_book()
{
	checker=$(command -v epubcheck)
	if "$checker" --version >/dev/null 2>&1; then
		"$checker" "$1"
	else
		java -jar "$checker" "$1"
	fi
}
if [ -n "${JIANBAO_VALIDATE-}" ]; then # a small one is checked in export.sh
	with epubcheck 'epubcheck: a book' check_book "$work/all.epub"
fi

# The page is written so that it is XML, too: that a slash does nothing in HTML is no fault of it.
nu()
{
	if [ -n "${VNU_JAR-}" ]; then
		java -Xss64m -jar "$VNU_JAR" --errors-only "$1"
	else
		vnu --errors-only "$1"
	fi
}
if [ -n "${VNU_JAR-}" ]; then
	with java 'vnu: a page' nu "$work/all.html"
else
	with vnu 'vnu: a page' nu "$work/all.html"
fi
tidy_errors()
{
	tidy -q -e -utf8 --show-warnings no "$1"
	[ $? -lt 2 ]
}
with tidy 'tidy: a page' tidy_errors "$work/all.html"

# Where there is no date none can be told: that alone it may say.
biber_only_misses_dates()
{
	biber --tool --validate-datamodel --nolog --output-file="$work/biber.bib" "$1" >"$work/biber.log" &&
		! grep -E '^(WARN|ERROR)' "$work/biber.log" | grep -v "one of 'date, year' must be defined"
}
with biber 'biber: the entries of a bibliography' biber_only_misses_dates "$work/all.bib"

# pandoc FROM FILE: as many entries as articles come out, each with a title.
entries()
{
	articles=$(grep -c '^@' "$work/all.bib")
	pandoc --from="$1" --to=csljson -o "$work/read.json" "$2" &&
		[ "$(grep -c '^    "title":' "$work/read.json")" -eq "$articles" ]
}
with pandoc 'pandoc: a bibliography as BibLaTeX' entries biblatex "$work/all.bib"
with pandoc 'pandoc: a bibliography as BibTeX' entries bibtex "$work/all.bib"
with pandoc 'pandoc: citations as CSL JSON' entries csljson "$work/all.csl-json"
cite()
{
	printf -- '---\nnocite: "@*"\n---\n' | pandoc --citeproc --bibliography="$1" --to=plain -o "$work/cited.txt" &&
		[ -s "$work/cited.txt" ]
}
cp "$work/all.csl-json" "$work/all.json"
with pandoc 'pandoc: they can be cited' cite "$work/all.json"

# What the schema of CSL JSON demands of the fields that we write.
cat >"$work/csl.py" <<'END'
import json, sys
def date(value):
    parts = value['date-parts']
    assert 1 <= len(parts) <= 2 and all(1 <= len(p) <= 3 and all(isinstance(n, int) for n in p) for p in parts), value
def names(value):
    for name in value:
        assert name and set(name) <= {'family', 'given', 'literal'} and all(isinstance(v, str) for v in name.values()), name
def text(value):
    assert isinstance(value, str) and value, value
kinds = {'issued': date, 'accessed': date, 'author': names, 'editor': names}
texts = {'id', 'title', 'container-title', 'publisher', 'URL', 'language', 'note', 'archive', 'archive_location',
         'keyword', 'abstract', 'source', 'call-number'}
items = json.load(open(sys.argv[1], encoding='utf-8'))
assert items and len({item['id'] for item in items}) == len(items)
for item in items:
    assert item['type'] in ('article', 'article-newspaper', 'article-magazine', 'webpage', 'post', 'post-weblog'), item['type']
    for name, value in item.items():
        if name != 'type':
            assert name in kinds or name in texts, name
            kinds.get(name, text)(value)
END
with python3 'CSL JSON holds what its schema says' python3 "$work/csl.py" "$work/all.csl-json"

# The second reader of BibTeX.
pybtex()
{
	python3 - "$1" <<-'END'
		import sys, pybtex.database
		assert pybtex.database.parse_file(sys.argv[1], 'bibtex').entries
	END
}
if python3 -c 'import pybtex.database' 2>/dev/null; then
	with python3 'pybtex: a bibliography' pybtex "$work/all.bib"
fi

with desktop-file-validate 'desktop-file-validate: the desktop entry' desktop-file-validate "$top/data/jianbao.desktop"
with appstreamcli 'appstreamcli: the AppStream metadata' \
	appstreamcli validate --no-net "$top/data/io.github.jianbao.jianbao.metainfo.xml"
echo "1..$number"
