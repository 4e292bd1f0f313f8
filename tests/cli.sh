#!/bin/sh
# SPDX-License-Identifier: MIT
#
# The command line from end to end: what each command answers, to which stream, and with which status. Prints TAP.

top=${G_TEST_SRCDIR:-$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)}
# shellcheck source=tests/tap.sh
. "$top/tests/tap.sh"
seeds=$top/seeds
mkdir "$work/bin" "$work/news" "$work/empty"
escape=$(printf '\033')

jianbao()
{
	"$build/jianbao" "$@"
}

# run COMMAND...: keeps what it writes, and its status.
run()
{
	"$@" >"$work/out" 2>"$work/err" </dev/null
	status=$?
}

# gave STATUS [LINES]: the last command ended so, with so many lines of output.
gave()
{
	[ "$status" -eq "$1" ] || { echo "status $status, not $1" && return 1; }
	[ -z "$2" ] || [ "$(wc -l <"$work/out")" -eq "$2" ] || { echo "$(wc -l <"$work/out") lines, not $2" && return 1; }
}

# says / warns STATUS PATTERN: the last command ended so, and a line of its output (of standard error) matches.
says()
{
	gave "$1" && grep -q -e "$2" "$work/out"
}

warns()
{
	gave "$1" && grep -q -e "$2" "$work/err"
}

# refuses PATTERN: wrong usage, said on standard error and nowhere else.
refuses()
{
	warns 2 "$1" && [ ! -s "$work/out" ]
}

# column NUMBER: that column of tab-separated output, joined by blanks.
column()
{
	cut -f "$1" "$work/out" | tr '\n' ' '
}

article()
{
	printf -- '---\ntitle: %s\n%s---\n\n%s\n' "$2" "$3" "$4" >"$1"
}

text='外交部發言人週三在例行記者會上表示，雙方已就下一輪會談的時間與議程達成初步共識，後續進展仍待觀察。'
article "$work/news/one.md" 第一篇 'from: https://example.org/1
date: 2020-01-01
' "$text"
article "$work/news/again.md" 第一篇 'from: https://example.org/1
date: 2021-01-01
' "$text"
article "$work/news/-rf.md" 第二篇 '' "$text"
article "$work/news/${escape}[31m.md" 第三篇 'date: 2022-01-01
' "$text"
printf '# News\n\nAll the news.\n' >"$work/news/README.md"
ln -s /etc/passwd "$work/news/outside.md"

# Usage --------------------------------------------------------------------------------------------------------------

run jianbao --help
ok '--help is an answer' says 0 '^Usage: jianbao'
run jianbao --version
ok '--version names itself first' says 0 '^jianbao [0-9]'
run jianbao show --dump-config
ok 'the settings are an answer to everything' says 0 '^reader:$'
jianbao --dump-config >"$work/config.yaml"
run jianbao --config="$work/config.yaml" --dump-config
ok 'they can be read back' cmp -s "$work/config.yaml" "$work/out"
run jianbao --nonsense
ok 'an unknown option is refused' refuses nonsense
run jianbao list --width=3
ok 'an option that means nothing to the command is refused' refuses 'list.*--width'
run jianbao list --fresh
ok 'nor is one of the reader alone' refuses 'list.*--fresh'
mkdir "$work/copies"
printf '# 一樣的文章\n\n這一篇文章有兩份。\n' >"$work/copies/a.md"
printf '# 另一個標題\n\n這一篇文章有兩份。\n' >"$work/copies/b.md"
run jianbao duplicates --format=jsonl -a "$work/copies"
ok 'duplicates finds two articles with one text' grep -q '"kind":"same-text".*"paths":\["a.md","b.md"\]' "$work/out"
run jianbao duplicates --format=tsv -a "$work/copies"
ok 'a line of tsv has ten fields, a copy each' eval 'gave 0 2 && awk -F "\t" "NF != 10 || \$3 == \"\" { exit 1 }" "$work/out"'
run jianbao search -a "$seeds"
ok 'search without a query is refused' refuses 'search needs a query'
run jianbao show
ok 'show without an article is refused' refuses 'show needs'
run jianbao show --all "$seeds"
ok '--all with an article is refused' refuses 'exclude'
run jianbao list --format=xml -a "$seeds"
ok 'an unknown format is refused' refuses 'text, jsonl or tsv'
run jianbao list --limit=0 -a "$seeds"
ok 'a limit of nothing is refused' refuses 'limit'
run jianbao list --sort=colour -a "$seeds"
ok 'an unknown order is refused' refuses 'sort'
run jianbao check one
ok 'an argument to check is refused' refuses 'check takes no'
run jianbao "$work/nowhere"
ok 'an archive that is not there is refused' refuses 'nowhere'
(cd "$work/empty" && jianbao lst) >"$work/out" 2>"$work/err"
status=$?
ok 'a command that is none is told where commands are' warns 2 'jianbao --help'
run jianbao "$work/empty/${escape}[2J"
ok 'no name reaches the terminal raw' refuses '\\x1B\[2J'
run jianbao list -a "$seeds" --config="$work/nowhere"
ok 'a config file that is named must be there' refuses 'nowhere: [A-Z][^/]*$'

# list ---------------------------------------------------------------------------------------------------------------

run jianbao list -a "$seeds"
ok 'list has a line for each article' gave 0 5
ok 'the newest comes first' eval 'head -n 1 "$work/out" | grep -q "^9aac26bc1a733da9  2024-11-07  cn.nikkei.com "'
ok 'those without a date come last' eval 'tail -n 1 "$work/out" | grep -q 高市早苗'
run jianbao list 岸田文雄 --format=tsv -a "$seeds"
ok 'words in the text are found' gave 0 2
ok 'a line of tsv has eight fields' eval 'awk -F "\t" "NF != 8 { exit 1 }" "$work/out"'
run jianbao list -a "$seeds" 岸田文雄 高市早苗
ok 'all words must occur' gave 1 0
run jianbao list -a "$seeds" --format=jsonl --limit=2
ok 'records of list' gave 0 2
ok 'records of list have no text' eval '! grep -q "\"text\":" "$work/out" && grep -q "\"v\":1,\"id\":\"9aac26bc1a733da9\",\"archive\":\"seeds\"" "$work/out"'
run jianbao list -a "$work/news" --format=tsv --quiet
ok 'several files of one address are one entry, the newest' [ "$(column 8)" = "\\x1B[31m.md again.md -rf.md " ]
run jianbao list -a "$work/news" --sort=title --format=tsv
ok 'sorted by title, the newest first among equal ones' [ "$(column 3)" = '第一篇 第三篇 第二篇 ' ]
ok 'what was not read is a warning' warns 0 'outside.md: the link leads out'
run jianbao list -a "$seeds" "$work/news"
ok 'list says where a folder was taken for a word' grep -q 'after -a' "$work/err"
run jianbao facets "$work/copies"
ok 'and so does facets' grep -q 'after -a' "$work/err"
run jianbao check "$work/copies"
ok 'check says where an archive stands' refuses 'behind -a'
run jianbao list -a "$work/empty"
ok 'nothing in an empty folder' gave 1 0
run jianbao list -a "$work/nowhere"
ok 'an archive that cannot be read' refuses 'nowhere'
cd "$seeds" && run jianbao list
ok 'without an archive the current folder is read' gave 0 5
cd "$top" || exit

run jianbao list -a "$seeds" 'title:石破 OR near:5(岸田 拜登)' --format=tsv
ok 'list takes the query language' [ "$(column 1)" = '9aac26bc1a733da9 dc91d79a7666d728 ' ]
run jianbao list -a "$seeds" 'date:>2024' --quiet
ok 'a year that is over ends where the next begins' gave 1 0

# search -------------------------------------------------------------------------------------------------------------

run jianbao search -a "$seeds" 美國 --format=tsv
ok 'search finds both scripts' gave 0 5
ok 'a line of tsv has eleven fields' eval 'awk -F "\t" "NF != 11 { exit 1 }" "$work/out"'
run jianbao search -a "$seeds" =美國 --format=tsv
ok 'exactly means one script' gave 0 1
run jianbao search -a "$seeds" 石破 --format=tsv --limit=1
ok 'the title decides which comes first' [ "$(column 1)" = '9aac26bc1a733da9 ' ]
run jianbao search -a "$seeds" 日本 --format=tsv --sort=date --limit=2
ok 'sorted by date' [ "$(column 1)" = '9aac26bc1a733da9 dc201a2040016632 ' ]
run jianbao search -a "$seeds" 岸田 拜登 -- '-title:峰會' --format=text
ok 'what follows -- is the query, too' eval '[ "$status" -eq 1 ]'
run jianbao search -a "$seeds" 韓國總統 --format=jsonl
ok 'records of search' says 0 '"score":[0-9.]*,"hits":1,"snippets":\[{"text":"[^"]*韓國總統[^"]*","from":[0-9]*,"length":[0-9]*}\]'
run jianbao search -a "$seeds" 韓國總統
ok 'for people the snippet stands below' says 0 '^    .*韓國總統'
run jianbao search -a "$seeds" 找不到的詞
ok 'nothing found' gave 1 0
run jianbao search -a "$seeds" 日本 titel:x
ok 'a wrong query says where' refuses 'column 4: no such field'
run jianbao search -a "$seeds" '(日本'
ok 'what is unfinished is wrong' refuses 'column 1: expected )'

# facets -------------------------------------------------------------------------------------------------------------

run jianbao facets -a "$seeds" --format=tsv
ok 'each article has a source and a year, or none' eval '[ "$(awk -F "\t" "\$1 == \"year\" { n += \$3 } END { print n }" "$work/out")" -eq 5 ]'
ok 'the newest year first' eval '[ "$(grep -m 1 "^year" "$work/out" | tr "\t" " ")" = "year 2024 1" ]'
run jianbao facets -a "$seeds" 石破 --format=jsonl --limit=1
ok 'facets of what a query means' says 0 '{"v":1,"facet":"source","value":"cn.nikkei.com","count":1}'
run jianbao facets -a "$seeds" 找不到的詞
ok 'no facets of nothing' gave 1 0

# show ---------------------------------------------------------------------------------------------------------------

run jianbao show "$seeds"/000*
ok 'show begins with the title' eval '[ "$(head -n 1 "$work/out")" = "美日峰會 拜登、岸田同意強化雙方同盟關係" ]'
run jianbao show --format=jsonl "$seeds"/*
ok 'show reads files by themselves' gave 0 5
ok 'a file by itself is in no archive' eval '[ "$(grep -c "\"archive\":null" "$work/out")" -eq 5 ]'
run jianbao show --format=jsonl "$work/news/one.md" "$work/news/again.md"
ok 'files by themselves are no versions of each other' eval '[ "$(grep -c "\"versions\":\[\]" "$work/out")" -eq 2 ]'
run jianbao show --format=tsv -a "$seeds" 9aac26bc1a733da9 000_0a00e22e69490359.txt "$seeds/../seeds/001_626f2210c4149d2c.txt"
ok 'an id, a path in the archive and a file lead to articles' [ "$(column 1)" = '9aac26bc1a733da9 dc91d79a7666d728 33530ae22b645a94 ' ]
run jianbao show -a "$seeds" --all --limit=3 --format=jsonl
ok 'show --all' gave 0 3
run jianbao show -a "$seeds" 0123456789abcdef
ok 'an id that is nowhere' warns 1 'no such article'
run jianbao show "$work/nowhere" "$seeds"/000*
ok 'a file that is not there, and one that is' warns 2 'no such file'
ok 'the one that is there is shown' grep -q 岸田 "$work/out"
run jianbao show "$build/jianbao"
ok 'a program is no article' refuses 'no text'
run jianbao show "$seeds"
ok 'a folder is no article' refuses 'a folder'
tar -cf "$work/seeds.tar" -C "$seeds" .
run jianbao show "$work/seeds.tar"
ok 'a tarball is no article' refuses 'an archive'
run jianbao list -a "$work/seeds.tar"
ok 'a tarball is an archive' gave 0 5
cd "$work/news" && run jianbao show -- -rf.md
ok '-- ends the options' says 0 第二篇
cd "$top" || exit
jianbao show - <"$work/news/one.md" >"$work/out" 2>"$work/err"
status=$?
ok 'standard input is an article' says 0 第一篇
run jianbao show --with-chrome --format=jsonl "$seeds"/000*
ok 'what was set aside is kept' says 0 '"asides":\[{'
run jianbao show "$work/news/${escape}[31m.md" --format=tsv
ok 'no control character in any output' eval '! grep -q "$escape" "$work/out"'

# related, check, layout ---------------------------------------------------------------------------------------------

run jianbao related -a "$seeds" 9aac26bc1a733da9 --limit=1 --format=jsonl
ok 'related finds the nearest' says 0 '"id":"[0-9a-f]*".*"path":"003_ce345879cc19f8df.txt"'
ok 'related says of what, and why' says 0 '"of":"9aac26bc1a733da9","of_path":"004_fc267856b34364b9.txt","rank":1,"score":0\.[0-9]*,"why":\["[^"]*特朗普'
run jianbao related -a "$seeds" --all
ok 'related to all of them' says 0 '^dc91d79a7666d728  美日峰會'
run jianbao related -a "$seeds" nothing
ok 'related to what is not there' refuses 'no such file or article'

run jianbao check -a "$work/news" --format=tsv
ok 'check tells what was left out' says 0 "^left-out	[a-z-]*	README.md"
ok 'check tells what was not followed' says 0 "^problem	link-outside	.*outside.md"
ok 'check tells what is missing' says 0 "^missing	date	-rf.md"
ok 'check escapes names' eval '! grep -q "$escape" "$work/out"'
ok 'check warns of nothing that it answers' [ ! -s "$work/err" ]
run jianbao check -a "$work/news"
ok 'check sums up for people' says 0 '^3 articles; files: 4'
run jianbao check -a "$work/news" --format=jsonl
ok 'check gives records' says 0 '"path":"README.md","kind":"left-out"'

printf '他说：“你好。”然后走了。\n\nabc\tdef\n' >"$work/paragraphs"
jianbao layout --width=8 <"$work/paragraphs" >"$work/out" 2>"$work/err"
status=$?
printf '他说：\n“你好。”\n然后走\n了。\n\nabc def\n' >"$work/expected"
ok 'layout breaks lines as the reader does' eval 'gave 0 && diff "$work/expected" "$work/out" | sed "s/^/# /" >&2 && cmp -s "$work/expected" "$work/out"'
printf 'reader: {hanging: true, korean: anywhere, break_level: none}\n' >"$work/reader.yaml"
printf '一二三，四五\n한국어는 띄어\n' | jianbao layout --config="$work/reader.yaml" --width=8 --level=gb >"$work/out" 2>"$work/err"
status=$?
printf '一二三，\n四五\n한국어\n는 띄\n어\n' >"$work/expected"
ok 'layout sets text as the settings say' eval 'gave 0 && diff "$work/expected" "$work/out" | sed "s/^/# /" >&2 && cmp -s "$work/expected" "$work/out"'
# fits COLUMNS: no line of the output is wider. (In ASCII a byte is a cell; each sign used here that has more bytes is wide.)
fits()
{
	LC_ALL=C awk -v most="$1" '{ wide = gsub(/[\340-\357]/, ""); gsub(/[\200-\277]/, ""); if (length + 2 * wide > most) exit 1 }' "$work/out"
}
# joins COLUMNS: the paragraph, laid out so wide, joined again is the paragraph, and no line is too wide.
joins()
{
	jianbao layout --width="$1" --ambiguous=2 <"$work/paragraphs" >"$work/out" 2>"$work/err"
	tr -d '\n' <"$work/out" >"$work/joined"
	tr -d '\n' <"$work/paragraphs" | cmp -s - "$work/joined" && fits "$1"
}
# no line ends in what a line must not lose: white space that fills the line, or more of it than a line holds
for paragraph in 'see  all of it, 他说：“你好。”  然后　走了。 https://example.org/a?b=c&d=e   ' 'abc def        ghi' '　　　'; do
	echo "$paragraph" >"$work/paragraphs"
	for columns in 2 3 4 5 6 7 11 30; do
		joins $columns || echo "$columns: $paragraph"
	done
done >"$work/failures"
ok 'the lines of layout joined are the paragraph, none too wide' [ ! -s "$work/failures" ]
printf 'abc def\nabcdef   gh\n' >"$work/paragraphs"
jianbao layout --width=3 <"$work/paragraphs" >"$work/out" 2>"$work/err"
status=$?
printf 'abc\n \ndef\nabc\ndef\n   \ngh\n' >"$work/expected"
ok 'white space that does not fit stands alone' cmp -s "$work/expected" "$work/out"
run jianbao layout --width=8 --level=loose
ok 'an unknown level is refused' refuses 'level'
run jianbao layout
ok 'layout needs a width' refuses 'width'
for input in 'show -' 'layout --width=8' 'shelf import'; do
	# shellcheck disable=SC2086 # words
	jianbao $input <&- >"$work/out" 2>"$work/err" && echo "$input: done"
	grep -q '^jianbao: -: Bad file' "$work/err" || echo "$input: not said"
done >"$work/failures"
ok 'a standard input that is closed is no file of ours' [ ! -s "$work/failures" ]
jianbao layout --width=8 <"$work" >"$work/out" 2>"$work/err"
status=$?
ok 'what layout cannot read is said' eval 'gave 2 && grep -q "^jianbao: -: " "$work/err"'

# Dates --------------------------------------------------------------------------------------------------------------

article "$work/zoned.md" Zoned 'date: 2024-06-29T20:30:00Z
' "$text"
TZ=XXX-8 run jianbao show "$work/zoned.md"
ok 'a time is told in the local zone' says 0 '2024-06-30 04:30'
TZ=XXX5 run jianbao show "$work/zoned.md"
ok 'whichever that is' says 0 '2024-06-29 15:30'

# The shelf ----------------------------------------------------------------------------------------------------------

run jianbao shelf
ok 'shelf alone is refused' refuses 'shelf needs'
run jianbao shelf export there
ok 'shelf export takes no file' refuses 'import'
run jianbao shelf export
ok 'an empty shelf has nothing to export' gave 1 0
cat >"$work/shelf" <<-'END'
	{"v":1,"article":"0123456789abcdef","read":true,"read_at":"2023-01-06T08:00:00.000Z"}
	{"v":1,"article":"fedcba9876543210","star":true,"star_at":"2023-01-06T08:00:00.000Z","note":"看过","note_at":"2023-01-06T08:00:00.000Z"}
	{"v":1,"search":"japan","query":"日本","changed":"2023-01-06T08:00:00.000Z"}
END
run jianbao shelf import "$work/shelf"
ok 'shelf import is quiet' gave 0 0
ok 'it writes no more than its one database' [ "$(cd "$work/data" && find . -type f)" = ./jianbao/shelf.sqlite ]
run jianbao shelf export
ok 'what was imported is exported, sorted' cmp -s "$work/shelf" "$work/out"
echo '{"v":1,"article":"0123456789abcdef","read":false,"read_at":"2024-01-06T08:00:00.000Z"}' >"$work/later"
sort -u "$work/later" "$work/shelf" "$work/out" >"$work/merged"
jianbao shelf import <"$work/merged"
run jianbao shelf export
ok 'of two records the later one counts' says 0 '0123456789abcdef","read":false,"read_at":"2024'
ok 'and every article is there once' gave 0 3
id=$(jianbao list -a "$seeds" --format=tsv --limit=1 | cut -f1)
printf '{"v":1,"article":"%s","read":true,"read_at":"2023-01-06T08:00:00.000Z","tags":["später"],"tags_at":"2023-01-06T08:00:00.000Z"}\n' \
	"$id" | jianbao shelf import
run jianbao list -a "$seeds" -- -is:unread
ok 'list knows what was read' says 0 "^$id"
run jianbao list -a "$seeds" is:unread
ok 'and what was not' gave 0 4
run jianbao search -a "$seeds" tag:spater
ok "search finds one's own tags, folded" says 0 "$id"
run jianbao list -a "$seeds" --private is:unread
ok '--private knows nothing of what was read' gave 0 5
mkdir "$work/clone" && cp -R "$seeds/." "$work/clone/elsewhere" && rm -r "$work/cache"
run jianbao list -a "$work/clone" -- -is:unread
ok 'what was read stays so in another place, read anew' says 0 "^$id"
echo nonsense >"$work/wrong"
run jianbao shelf import "$work/wrong" "$work/shelf" "$work/none"
ok 'what is no record is told with its line' warns 2 'wrong:1: '
ok 'a file that is not there is told' warns 2 'none: '
echo nonsense >"$work/data/jianbao/shelf.sqlite"
rm -f "$work/data/jianbao/"*-wal "$work/data/jianbao/"*-shm
run jianbao shelf export
ok 'a damaged shelf is told' warns 2 'damaged'
ok 'and left as it is' grep -q '^nonsense$' "$work/data/jianbao/shelf.sqlite"
rm -r "$work/data"

# Many articles in one file, and several archives ------------------------------------------------------------------------

bundles=$top/tests/data/bundles
mkdir "$work/bundles" "$work/bundles/sub" "$work/more"
for file in rss.xml atom.xml rdf.xml feed.json pages.warc; do
	cp "$bundles/$file" "$work/bundles"
done
cp "$bundles/box.mbox" "$work/bundles/sub"
run jianbao list -a "$work/bundles"
ok 'feeds, mail and WARC are as many articles as they hold' gave 0 22
run jianbao show -a "$work/bundles" 'sub/box.mbox#2'
ok 'an item is found by its path' says 0 '^Bob Ferry'
run jianbao show "$work/bundles/sub/box.mbox#2"
ok 'and by its file' says 0 '^Bob Ferry'
run jianbao show "$work/bundles/sub/box.mbox#9"
ok 'where it is one' warns 2 'no such'
run jianbao show "$bundles/feed.json" --format=tsv
ok 'a feed by itself is all that it holds' gave 0 2
printf 'A file\n\nthat is called as an item is, and is something else altogether.\n' >"$work/bundles/sub/box.mbox#2"
run jianbao list -a "$work/bundles" --no-cache
ok 'a file may be called as an item is' gave 0 23
run jianbao show "$work/bundles/sub/box.mbox#2"
ok 'and is meant where it is there' says 0 '^A file'
rm "$work/bundles/sub/box.mbox#2"
touch -d '1 hour ago' "$work/bundles/"*.* "$work/bundles/sub/"*
jianbao index -a "$work/bundles" >/dev/null
printf '\nFrom x Mon Jan  4 09:00:00 2021\nSubject: one more\n\nIt came late.\n' >>"$work/bundles/sub/box.mbox"
run jianbao index -a "$work/bundles"
ok 'of a box that grew only what is new is new' says 0 '23 articles: 1 added, 0 changed, 0 gone'
rm "$work/bundles/rss.xml"
run jianbao index -a "$work/bundles"
ok 'what a feed held goes with it' says 0 '19 articles: 0 added, 0 changed, 4 gone'
if gzip -c "$bundles/pages.warc" >"$work/more/pages.warc.gz" 2>/dev/null && [ -z "${JIANBAO_NO_LIBARCHIVE-}" ]; then
	run jianbao list -a "$work/more"
	ok 'WARC may be packed' gave 0 9
	rm "$work/more/pages.warc.gz"
else
	skip 'WARC may be packed' 'no gzip here'
fi
cp "$bundles/atom.xml" "$work/more"
run jianbao list -a "$work/bundles" -a "$work/more" 'title:lamps' --format=jsonl
ok 'the same article in two archives is one with two places' says 0 '"versions":\[{"archive":"[a-z]*","path":"atom.xml#[0-9a-f]*","date":"[^"]*"},{"archive":"'
run jianbao list -a "$work/more" -a "$work/more/." 'title:lamps' --format=jsonl
ok 'and one that is named twice is read once' says 0 '"versions":\[\]'
run jianbao list -a "$work/bundles" -a "$work/more" 'title:lamps'
ok 'of several archives the list tells which' says 0 '  \(more\|bundles\)  '
mkdir "$work/config" "$work/config/jianbao"
cat >"$work/config/jianbao/config.yaml" <<-END
	archives:
	  - name: mixed
	    path: ../../bundles
	    filter: -title:ferry
	  - $work/more
END
here=$PWD
cd "$work/empty" || exit 1
run jianbao list
cd "$here" || exit 1
ok 'without a name the archives of the config are read' says 0 '  mixed  '
run jianbao list -a "$work/bundles/." --format=tsv
ok 'an archive of the config has its name there' says 0 '	mixed	'
ok 'and its filter' [ "$(grep -c 'ferry' "$work/out")" = 0 ]
mv "$work/bundles" "$work/moved"
sed 's,bundles,moved,' "$work/config/jianbao/config.yaml" >"$work/config/jianbao/new"
mv "$work/config/jianbao/new" "$work/config/jianbao/config.yaml"
cut -f1 "$work/out" | sort >"$work/before"
run jianbao list -a "$work/moved" --format=tsv
cut -f1 "$work/out" | sort >"$work/after"
ok 'its ids stay when it moves' cmp -s "$work/before" "$work/after"
printf 'archives:\n  - name: x\n  - path: [y]\n' >"$work/config/jianbao/config.yaml"
run jianbao list -a "$seeds"
ok 'an archive without a path is told with its place' warns 0 'config.yaml:2:'
printf 'archives:\n  - path: %s\n    filter: "title:"\n' "$seeds" >"$work/config/jianbao/config.yaml"
run jianbao list -a "$seeds"
ok 'a filter that is not finished is told' warns 0 'title:.*column 7'
rm -r "$work/config" "$work/moved" "$work/more"

# What has changed ---------------------------------------------------------------------------------------------------

run jianbao index -a "$work/news" --quiet --private
ok 'older versions are told apart' says 0 '^3 articles, older versions: 1; 4 added, 0 changed, 0 gone$'
run jianbao index -a "$work/news" --quiet --private --format=jsonl
ok 'as a record, too' says 0 '"articles":3,"versions":1,"added":4,"changed":0,"gone":0,"read":'

# The rest -----------------------------------------------------------------------------------------------------------

mkdir "$work/config" "$work/config/jianbao"
echo 'nonsense: {yes: 1}' >"$work/config/jianbao/config.yaml"
run jianbao list -a "$seeds"
ok 'a fault in the config is a warning with its place' warns 0 'config.yaml:1:'
run jianbao list -a "$seeds" --quiet
ok '--quiet warns of nothing' [ ! -s "$work/err" ]
rm -r "$work/config"
if [ -c /dev/full ]; then
	jianbao list -a "$seeds" >/dev/full 2>"$work/err"
	status=$?
	ok 'a full disk is a failure' warns 2 'cannot write'
	jianbao show -a "$seeds" --all >/dev/full 2>"$work/err"
	status=$?
	ok 'also where it is full before the end' warns 2 'cannot write: No space'
	jianbao export -a "$seeds" -o - --format=md >/dev/full 2>"$work/err"
	ok 'which is told once' [ "$(grep -c 'cannot write' "$work/err")" = 1 ]
else
	skip 'a full disk is a failure' 'no /dev/full here'
fi
(cd "$work/empty" && XDG_CACHE_HOME=cache XDG_DATA_HOME=data jianbao list -a "$seeds" >/dev/null)
ok 'folders that are not named from the root are not made' [ -z "$(ls "$work/empty")" ]
echo >"$work/file"
XDG_CACHE_HOME=$work/file jianbao index -a "$seeds" >"$work/out" 2>"$work/err"
status=$?
ok 'a snapshot that cannot be written is told' warns 2 'snapshot'
history=$top/tests/data/history.git
run jianbao list -a "$history@ad27342"
if [ "$status" -eq 0 ]; then
	mv "$work/out" "$work/first"
	run jianbao list -a "$history@HEAD^~3"
	ok 'a revision may be named by its distance' cmp -s "$work/first" "$work/out"
	run jianbao list -a "$history@HEAD~5"
	ok 'before the first commit is none' refuses 'HEAD~5'
else
	skip 'a revision may be named by its distance' 'no libgit2 here'
	skip 'before the first commit is none' 'no libgit2 here'
fi
run jianbao "$seeds"
ok 'the reader without a terminal says so' refuses '[a-z]'

echo "1..$number"
