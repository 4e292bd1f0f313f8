#!/bin/sh
# SPDX-License-Identifier: MIT
#
# scale.sh WHAT...: how jianbao does on made-up archives of growing size, beside baselines measured in the same run.
# WHAT: start, keys, load, update, search, related, peers, or all. Every row is one figure: its value, what it is
# compared with, their ratio, and the bar that the ratio or the value should keep. Nothing is judged, and nothing but
# ratios of one run means anything. BENCH_SIZES says how many articles ("1000 10000"), BENCH_FOLDER where archives are
# made and kept (/tmp/jianbao-bench), JIANBAO_CORPUS where real articles are. Runs what the current folder, a build
# folder, holds. What is missing is skipped with a word.

here=$(dirname -- "$0")
sizes=${BENCH_SIZES:-1000 10000}
folder=${BENCH_FOLDER:-/tmp/jianbao-bench}
seeds=$here/../../seeds
corpus=${JIANBAO_CORPUS:-$here/../../../shared/corpus}
bin=tests/bench
screen=${BENCH_SCREEN:-99x40} # narrow enough for the list to stand alone
threads=$(nproc 2>/dev/null || echo 1)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' HUP INT TERM
XDG_CONFIG_HOME=$work/config XDG_DATA_HOME=$work/data XDG_RUNTIME_DIR=$work XDG_CACHE_HOME=$work/cache
export XDG_CONFIG_HOME XDG_DATA_HOME XDG_RUNTIME_DIR XDG_CACHE_HOME
largest=0
smallest=
for size in $sizes; do
	[ "$size" -gt "$largest" ] && largest=$size
	[ -n "$smallest" ] || smallest=$size
done

# archive NAME [OPTION...]: makes what is not there yet; an archive is finished when its mark stands beside it. It has as
# many articles as the number that its name begins with.
archive()
{
	name=$1
	[ -f "$folder/$name.done" ] && return
	shift
	rm -rf "${folder:?}/$name"
	mkdir -p "$folder"
	"$bin/mkarchive" --count "${name%%-*}" --seeds "$seeds" "$@" "$folder/$name" >"$folder/$name.done.new" || exit 1
	mv "$folder/$name.done.new" "$folder/$name.done"
}

# The families that are measured apart: HTML in all its forms, and what is none.
family()
{
	case $2 in
	html) archive "$1-html" --families jekyll,bare,page ;;
	*) archive "$1-$2" --families "$2" ;;
	esac
}

# real NAME COUNT FOLDER...: makes an archive of real articles, each several times, if it is not there yet.
real()
{
	[ -f "$folder/$1.done" ] && return
	rm -rf "${folder:?}/$1"
	mkdir -p "$folder"
	name=$1 count=$2
	shift 2
	"$bin/mkcopies" "$count" "$folder/$name" "$@" >"$folder/$name.done.new" || exit 1
	mv "$folder/$name.done.new" "$folder/$name.done"
}

skip()
{
	printf '%-34s %8s skipped: %s\n' "$1" "$2" "$3"
}

# row NAME SIZE VALUE UNIT [BASELINE ITS-NAME [BAR]]
row()
{
	awk -v name="$1" -v size="$2" -v value="$3" -v unit="$4" -v base="$5" -v what="$6" -v bar="$7" 'BEGIN {
		printf "%-34s %8s %11.3f %-4s", name, size, value, unit
		if (base + 0 > 0)
			printf " %7.*f x %-22s (%.3f)", value < base / 10 ? 4 : 2, value / base, what, base
		if (bar != "")
			printf "  bar: %s", bar
		printf "\n"
	}'
}

latency()
{
	"$bin/pty_latency" --size "$screen" "$@" || echo "failed start first=0"
}

# field PREFIX NAME FILE: the value of NAME= in the first line that begins with PREFIX.
field()
{
	awk -v prefix="$1" -v name="$2=" 'index($0, prefix) == 1 {
		for (i = 1; i <= NF; i++)
			if (index($i, name) == 1) {
				print substr($i, length(name) + 1)
				exit
			}
	}' "$3"
}

# middle PREFIX NAME FILE: the median of the values of NAME= in all lines that begin with PREFIX.
middle()
{
	grep "^$1" "$3" | grep -o " $2=[^ ]*" | cut -d= -f2 | sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'
}

# seconds COMMAND...: of the best of three rounds; kilobytes at their peak go to $work/peak.
seconds()
{
	"$bin/measure" 3 "$@" >"$work/measured"
	awk '{ print $2 }' "$work/measured" >"$work/peak"
	awk '{ print $1 }' "$work/measured"
}

# best COLUMN FILE: the least of what measure printed in a column.
best()
{
	awk -v column="$1" 'NR == 1 || $column < least { least = $column } END { print least }' "$2"
}

# cold ARCHIVE [LIMIT]: loads an archive, its files in memory and nothing kept of it before, five times; in turns with a
# limit (tests/bench/limits.h), which writes nothing down, and with a load that does not either. What they cost goes to
# $work/load, $work/limit and $work/read.
cold()
{
	: >"$work/load"
	: >"$work/limit"
	: >"$work/read"
	for round in 1 2 3 4 5; do
		rm -rf "$work/cache"
		if [ -n "$2" ]; then
			"$bin/measure" -c 1 "$bin/limit" "$2" "$threads" "$1" >>"$work/limit"
			"$bin/measure" -c 1 ./jianbao --private list --limit=1 -a "$1" >>"$work/read"
		fi
		"$bin/measure" -c 1 ./jianbao list --limit=1 -a "$1" >>"$work/load"
	done
}

# The clean text of an archive, in bytes; its snapshot is in $work/cache then.
text_of()
{
	"$bin/texts" "$1" "$work/cache/jianbao" >"$work/texts"
	field texts bytes "$work/texts"
}

# The bytes of the snapshot in $work/cache, without what is made of it for searching.
snapshot_of()
{
	find "$work/cache/jianbao" -type f -name '*.segment' -exec cat {} + | wc -c
}

bench_start()
{
	latency -L empty -r 15 "$bin/empty" >"$work/empty"
	empty=$(field "empty start" ready "$work/empty")
	row "empty program, same libraries" - "$empty" ms
	for size in $sizes; do
		archive "$size"
		rm -rf "$work/cache"
		latency -L cold -r 1 -x Q ./jianbao --fresh "$folder/$size" >"$work/cold"
		row "first screen, cold" "$size" \
			"$(field "cold start" first "$work/cold")" ms "$empty" "empty program" "20 ms"
		latency -L loaded -r 1 -l -x Q \
			./jianbao --fresh "$folder/$size" >/dev/null
		latency -L warm -r 11 -w 1/ -x Q ./jianbao --fresh "$folder/$size" >"$work/warm"
		row "first screen, again" "$size" \
			"$(field "warm start" first "$work/warm")" ms "$empty" "empty program" "2 x"
		row "first rows of the list, again" "$size" \
			"$(field "warm start" ready "$work/warm")" ms "$empty" "empty program" "2 x"
	done
}

# key_rows NAME KEY LABEL SIZE FLOOR BAR BAR99: how long a key took, beside the floor that was given keys in turn.
key_rows()
{
	for part in p50 p99; do
		bar=$6
		[ "$part" = p50 ] || bar=$7
		row "$1, $part" "$4" "$(field "$3 key=$2" "$part" "$work/keys")" ms \
			"$(field "$3 beside" "$part" "$work/keys")" "$5" "$bar"
	done
}

# private_of LABEL: private memory before keys were pressed, in kB.
private_of()
{
	field "$1 memory" dirty "$work/keys"
}

# Nothing is kept of the archive; what is measured at rest is measured when all has been read and all indexes are made.
keys_at_rest()
{
	rm -rf "$work/cache"
	latency -L made -r 1 -l -x Q ./jianbao --fresh "$folder/$1" >"$work/keys"
	latency -L j -r 1 -l -x Q -B "$bin/floor line" -k j -n 400 ./jianbao --fresh "$folder/$1" >>"$work/keys"
	latency -L page -r 1 -l -x Q -B "$bin/floor page" -k "PageDown PageDown PageDown PageUp" -n 300 \
		./jianbao --fresh "$folder/$1" >>"$work/keys"
	latency -L open -r 1 -l -x Q -B "$bin/floor page" -k "j Enter h" -n 600 ./jianbao --fresh "$folder/$1" >>"$work/keys"
	key_rows j j j "$1" "a floor's two lines" "1.3 x" "1 ms"
	row "j, bytes" "$1" "$(field "j key=j" bytes "$work/keys")" B "" "" "450 B"
	key_rows PageDown PageDown page "$1" "a floor's page" "2 x" "1 ms"
	key_rows "opening an article" Enter open "$1" "a floor's page" "1 ms" "10 ms"
	row "private memory - 8 MB, an article" "$1" "$(awk -v kb="$(private_of j)" -v n="$1" \
		'BEGIN { print (kb - 8192) * 1024 / n }')" B "" "" "500 B"
	row "private memory, indexes just made" "$1" "$(awk -v kb="$(private_of made)" \
		'BEGIN { print kb / 1024 }')" MB
}

# All has been read, and an index is made of it.
keys_while_indexing()
{
	rm -rf "$work/cache"
	./jianbao list --limit=1 -a "$folder/$1" >/dev/null
	latency -L making -r 1 -w 1/ -x Q -B "$bin/floor line" -k j -n 100 ./jianbao --fresh "$folder/$1" >"$work/keys"
	key_rows "j, an index being made" j making "$1" "a floor's two lines"
}

# keys_busy LABEL SIZE [OPTION]: the page of help scrolls for nothing but a key, whatever else is drawn meanwhile.
keys_busy()
{
	rm -rf "$work/cache"
	latency -L "$1" $3 -r 1 -w 1/ -b '?' -x Q -k 'j k' -n 100 -g 10 -m '\033[r' ./jianbao --fresh "$folder/$2" >>"$work/busy"
}

# Keys go by way of a thread of the kernel's, which waits behind the program's workers where they run ahead of others:
# so here they do not. How long the first thread itself waits is asked where they do, for neighbours hardly matter then.
keys_while_loading()
{
	: >"$work/busy"
	for round in 1 2 3 4 5; do
		keys_busy busy "$1" -o
		keys_busy ahead "$1"
	done
	row "j while loading, p50" "$1" "$(middle "busy key=j" p50 "$work/busy")" ms "$line" "a floor's two lines"
	row "j while loading, p99" "$1" "$(middle "busy key=j" p99 "$work/busy")" ms "$line99" "a floor's p99" "5 ms"
	row "its thread waits, a key" "$1" "$(middle "ahead keys" wait "$work/busy")" ms
}

bench_keys()
{
	latency -L line -r 3 -k j -n 400 "$bin/floor" line >"$work/floor"
	line=$(field "line key" p50 "$work/floor") line99=$(field "line key" p99 "$work/floor")
	for size in $sizes; do
		archive "$size"
		keys_at_rest "$size"
		[ "$size" -ge 10000 ] || continue
		keys_while_indexing "$size"
		keys_while_loading "$size"
	done
}

# load_beside_limit ARCHIVE ITS-NAME SIZE [BAR]: beside libxml2's HTML parser; only of HTML that is a limit.
load_beside_limit()
{
	cold "$folder/$1" parse
	row "cold load, $2, $threads threads" "$3" "$(best 1 "$work/read")" s "$(best 1 "$work/limit")" "a SAX pass" "$4"
	row "the same, processor time" "$3" "$(best 4 "$work/read")" s "$(best 4 "$work/limit")" "a SAX pass"
	row "the same, and all is on disk" "$3" "$(best 1 "$work/load")" s "$(best 1 "$work/limit")" "a SAX pass"
}

load_family()
{
	bar=
	[ "$2" = html ] && bar="1.3 x"
	family "$1" "$2"
	load_beside_limit "$1-$2" "$2" "$1" "$bar"
}

# The same of real articles, each family by itself and all that are HTML together.
load_real()
{
	if [ ! -d "$corpus" ]; then
		skip "cold load, real HTML" - "$corpus is not here"
		return
	fi
	for what in jekyll-html bare-html share-pages full-pages; do
		real "real-$what" 2000 "$corpus/$what"
		load_beside_limit "real-$what" "$what" 2000
	done
	real real-html 10000 "$corpus/jekyll-html" "$corpus/bare-html" "$corpus/share-pages" "$corpus/full-pages"
	load_beside_limit real-html "real html" 10000 "1.3 x"
}

load_memory()
{
	text=$(text_of "$folder/$1" | awk '{ print $1 / 1048576 }')
	row "peak memory of a cold load" "$1" "$(awk '$2 > most { most = $2 } END { print most / 1024 }' "$work/load")" MB \
		"$text" "the clean text" "2 x"
	row "snapshot, without the index" "$1" "$(snapshot_of | awk '{ print $1 / 1048576 }')" MB \
		"$text" "the clean text" "1.5 x"
}

# repository FOLDER REPOSITORY: all of a folder as one commit, packed.
repository()
{
	git init -q --bare "$2"
	(
		cd "$1" || exit
		GIT_DIR=$2 GIT_WORK_TREE=.
		export GIT_DIR GIT_WORK_TREE
		git add -A
		git -c gc.auto=0 -c user.name=x -c user.email=x@localhost commit -q -m all
		git gc -q
	)
}

# load_packed SIZE SECONDS: the same articles out of one file, and out of a repository.
load_packed()
{
	tar -C "$folder/$1" -cf "$work/packed.tar" . && cold "$work/packed.tar" &&
		row "from tar" "$1" "$(best 1 "$work/load")" s "$2" "the folder's cold load" "1.3 x"
	if command -v zstd >/dev/null; then
		zstd -q -f "$work/packed.tar" && cold "$work/packed.tar.zst" &&
			row "from tar.zst" "$1" "$(best 1 "$work/load")" s "$2" "the folder's cold load"
	else
		skip "from tar.zst" "$1" "zstd is not here"
	fi
	rm -f "$work/packed.tar" "$work/packed.tar.zst"
	if command -v git >/dev/null; then
		repository "$folder/$1" "$work/packed.git"
		cold "$work/packed.git"
		row "from git" "$1" "$(best 1 "$work/load")" s "$2" "the folder's cold load" "2 x"
		rm -rf "$work/packed.git"
	else
		skip "from git" "$1" "git is not here"
	fi
}

bench_load()
{
	before_size='' before=''
	load_real
	for size in $sizes; do
		for what in html markdown plain; do load_family "$size" "$what"; done
		archive "$size"
		cold "$folder/$size" parse
		took=$(best 1 "$work/load")
		row "cold load, all, $threads threads" "$size" "$took" s "$(best 1 "$work/limit")" "a SAX pass"
		row "the same, nothing written down" "$size" "$(best 1 "$work/read")" s "$took" "the cold load"
		load_memory "$size"
		if [ -n "$before" ]; then
			row "growth exponent, $before_size to" "$size" \
				"$(awk -v a="$before" -v b="$took" -v m="$before_size" -v n="$size" \
				'BEGIN { print log(b / a) / log(n / m) }')" "" "" "" "1.10"
		fi
		load_packed "$size" "$took"
		before=$took before_size=$size
	done
}

# Milliseconds until nothing is left to do with ten articles that are known: what starting alone takes.
starting_ms()
{
	archive 10
	latency -L once -r 1 -l -x Q ./jianbao --fresh "$folder/10" >/dev/null
	latency -L few -r 5 -l -x Q ./jianbao --fresh "$folder/10" >"$work/few"
	field "few start" loaded "$work/few"
}

bench_update()
{
	if [ -z "$(ls -A "$work/cache/jianbao" 2>/dev/null)" ]; then
		archive "$smallest"
		latency -L once -r 1 -l -x Q ./jianbao --fresh "$folder/$smallest" >/dev/null
	fi
	if [ -z "$(ls -A "$work/cache/jianbao" 2>/dev/null)" ]; then
		skip "update after 100 changed files" - "this build keeps no snapshot"
		return
	fi
	starting=$(starting_ms)
	row "starting, ten articles" 10 "$starting" ms
	for size in $sizes; do
		archive "$size"
		cp -a "$folder/$size" "$work/changing"
		stat=$(seconds "$bin/limit" stat "$threads" "$work/changing")
		latency -L first -r 1 -l -x Q ./jianbao --fresh "$work/changing" >/dev/null
		latency -L same -r 3 -l -x Q ./jianbao --fresh "$work/changing" >"$work/same"
		same=$(field "same start" loaded "$work/same")
		row "unchanged, without starting" "$size" \
			"$(awk -v a="$same" -v b="$starting" 'BEGIN { print a - b }')" ms \
			"$(awk -v s="$stat" 'BEGIN { print s * 1000 }')" "a stat of all files" "1.2 x"
		"$bin/mkarchive" --count "$size" --seeds "$seeds" --change 100 "$work/changing"
		latency -L changed -r 1 -l -x Q ./jianbao --fresh "$work/changing" >"$work/changed"
		row "100 files changed, beyond that" "$size" \
			"$(awk -v a="$(field "changed start" loaded "$work/changed")" -v b="$same" \
			'BEGIN { print a - b }')" ms "" "" "300 ms at 50000"
		rm -rf "$work/changing"
	done
}

# found NAME FILE: the value of NAME= in the line of a query.
found()
{
	awk -v name="$1=" -v query="query \"$query\" " 'index($0, query) == 1 {
		for (i = 1; i <= NF; i++)
			if (index($i, name) == 1)
				print substr($i, length(name) + 1)
	}' "$2"
}

bench_search()
{
	command -v rg >/dev/null || skip "rg -l" - "it is not here"
	for size in $sizes; do
		archive "$size"
		"$bin/search" "$folder/$size" "$work/cache" 100 的 美國 日美同盟 国家主席 世界衛生組織 外交部長 minister \
			'/岸田.{0,9}拜登/' '/[岸安]田.{0,9}拜登/' '/小泉|[習习]近平|medvedev/' >"$work/search"
		row "index" "$size" "$(awk -v b="$(field index bytes "$work/search")" 'BEGIN { print b / 1048576 }')" MB \
			"$(awk -v b="$(field index text "$work/search")" 'BEGIN { print b / 1048576 }')" "the text" "0.35 x"
		row "index, built, a core" "$size" "$(field index build "$work/search")" MB/s "" "" "50 MB/s"
		row "index, opened" "$size" "$(field index open "$work/search")" ms
		for query in 的 美國 日美同盟 国家主席 世界衛生組織 外交部長 minister; do
			rg=0
			command -v rg >/dev/null && rg=$(seconds rg -l -F "$query" "$folder/$size")
			row "$query, p50" "$size" "$(found p50 "$work/search")" ms \
				"$(found scan "$work/search")" "without the index"
			row "$query, p99" "$size" "$(found p99 "$work/search")" ms \
				"$(awk -v s="$rg" 'BEGIN { print s * 1000 }')" "rg -l" "5 ms at 50000, 0.05 x"
			row "$query, p99, own time" "$size" "$(found cpu99 "$work/search")" ms
			[ "$(found same "$work/search")" = yes ] || echo "$query: the index does not find the same"
		done
		for query in '/岸田.{0,9}拜登/' '/[岸安]田.{0,9}拜登/'; do
			row "$query, p50" "$size" "$(found p50 "$work/search")" ms \
				"$(query=日美同盟 found scan "$work/search")" "a literal, no index" "3 x"
		done
		query='/小泉|[習习]近平|medvedev/'
		row "$query" "$size" "$(found done "$work/search")" ms "$(found jit "$work/search")" "PCRE2 in one piece" "1.5 x"
	done
}

# counted QUERY NAME: the value of NAME= in the line of a query whose articles were counted.
counted()
{
	field "counts $1" "$2" "$work/related"
}

bench_related()
{
	for size in $sizes; do
		archive "$size"
		"$bin/related" "$folder/$size" "$work/cache/jianbao" 2000 >"$work/related"
		row "related index, built, own time" "$size" "$(field index build "$work/related")" s
		row "related index, longest step" "$size" "$(field index step "$work/related")" ms "" "" "5 ms"
		row "related index, an article" "$size" "$(find "$work/cache" -name '*.related' -exec cat {} + | wc -c |
			awk -v n="$size" '{ print $1 / n }')" B "" "" "320 B"
		for part in 50 99; do
			floor=$(field floor "own$part" "$work/related")
			row "related, p$part, own time" "$size" "$(field question "own$part" "$work/related")" ms \
				"$floor" "reading the article" "1 ms at 50000, 10 ms at 1000000"
			row "reasons of 20 rows, p$part" "$size" "$(field reasons "own$part" "$work/related")" ms \
				"$floor" "reading the article"
		done
		for query in all date; do
			row "counts, $query, first answer" "$size" "$(counted "$query" first)" ms
			row "counts, $query, longest step" "$size" "$(counted "$query" step)" ms "" "" "5 ms"
		done
		latency -L facets -r 1 -l -x Q -k 'F h' -n 200 ./jianbao --fresh "$folder/$size" >"$work/keys"
		latency -L time -r 1 -l -x Q -k 'T h' -n 200 ./jianbao --fresh "$folder/$size" >>"$work/keys"
		latency -L month -r 1 -l -x Q -b T -k 'Left Left Left Right' -n 200 \
			./jianbao --fresh "$folder/$size" >>"$work/keys"
		row "F, first and worst" "$size" "$(field "facets key=F" max "$work/keys")" ms
		row "T, first and worst" "$size" "$(field "time key=T" max "$work/keys")" ms
		row "a month back, p99" "$size" "$(field "month key=Left" p99 "$work/keys")" ms "" "" "5 ms"
	done
}

# The files of an archive as one feed: sfeed's lines, or RSS for newsboat. All that both show in a list is the name.
records()
{
	item='<item><title>%s</title><link>http://localhost/%s</link><guid>%s</guid>'
	item="$item<description><![CDATA[%s]]></description></item>\\n"
	find "$folder/$1" -type f -print0 | xargs -0 awk -v form="$2" -v item="$item" '
		function put() {
			if (name == "")
				return
			if (form == "sfeed")
				printf "%d\t%s\thttp://localhost/%s\t%s\thtml\t%s\t\t\t\n",
					1500000000 + n, name, n, text, n
			else
				printf item, name, n, name, text
		}
		FNR == 1 {
			put()
			n++
			text = ""
			name = FILENAME
			sub(/.*\//, "", name)
			gsub(/[&<>]/, "", name)
		}
		{
			gsub(/\]\]>|\t|\\/, " ")
			text = text $0 (form == "sfeed" ? "\\n" : "\n")
		}
		END { put() }'
}

sfeed_ms()
{
	records "$1" sfeed >"$work/feed.tsv"
	latency -L sfeed -r 3 -w 2017- -x q sfeed_curses "$work/feed.tsv" >"$work/peer"
	field "sfeed start" ready "$work/peer"
}

# To the list of feeds, and from there to the list of articles.
newsboat_ms()
{
	{
		echo '<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>'
		echo '<title>Feed000</title><link>http://localhost/</link>'
		records "$1" rss
		echo '</channel></rss>'
	} >"$work/feed.xml"
	echo "file://$work/feed.xml" >"$work/urls"
	echo 'max-items 0' >"$work/newsboat"
	HOME=$work newsboat -u "$work/urls" -c "$work/cache.db" -C "$work/newsboat" -x reload >"$work/log" 2>&1
	HOME=$work latency -L news -r 1 -w Feed000 -x qqq -k Enter -n 1 -p 60000 \
		newsboat -u "$work/urls" -c "$work/cache.db" -C "$work/newsboat" >"$work/peer"
	opened=$(field "news key" p50 "$work/peer")
	awk -v a="$(field "news start" ready "$work/peer")" -v b="$opened" 'BEGIN { print (b > 0 ? a + b : 0) }'
}

bench_peers()
{
	archive "$largest"
	latency -L ours -r 1 -l -x Q ./jianbao --fresh "$folder/$largest" >/dev/null
	latency -L ours -r 11 -w 1/ -x Q ./jianbao --fresh "$folder/$largest" >"$work/ours"
	ours=$(field "ours start" ready "$work/ours")
	for peer in sfeed_curses:0.1 newsboat:0.01; do
		name=${peer%:*}
		if ! command -v "$name" >/dev/null; then
			skip "first rows, against $name" "$largest" "it is not here"
			continue
		fi
		row "first rows, against $name" "$largest" "$ours" ms \
			"$("${name%_curses}_ms" "$largest")" "$name" "${peer#*:} x"
	done
}

for what in ${*:-all}; do
	case $what in
	all) for each in start keys load update search related peers; do "bench_$each"; done ;;
	start | keys | load | update | search | related | peers) "bench_$what" ;;
	*)
		echo "scale.sh: $what is none of start, keys, load, update, search, related, peers, all" >&2
		exit 2
		;;
	esac
done
