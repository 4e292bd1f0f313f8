#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What shells complete, and what desktops are told: every command and every option that --help names, and files that the
# checkers of these formats take. What is not here is skipped. Prints TAP.

top=${G_TEST_SRCDIR:-$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)}
# shellcheck source=tests/tap.sh
. "$top/tests/tap.sh"
PATH=$build:$PATH
export PATH
help=$(LC_ALL=C jianbao --help | sed '/^Examples:/,$d')
commands=$(echo "$help" | sed -n 's/^  jianbao \([a-z][a-z]*\).*/\1/p' | sort)
options=$(echo "$help" | sed -n 's/.*  *\(--[a-z-]*=\{0,1\}\)[^ ]*  .*/\1/p' | sort -u)

# bash_gives WORD...: what bash completes the last word to, one a line.
bash_gives()
{
	(
		cd / && bash --norc -c '
			. "$1"; shift
			COMP_WORDS=("$@") COMP_CWORD=$(($# - 1))
			_jianbao 2>/dev/null
			printf "%s\n" "${COMPREPLY[@]}"' bash "$top/data/jianbao.bash" "$@" | sort -u
	)
}

fish_gives()
{
	(cd / && HOME=$work XDG_CONFIG_HOME=$work fish --no-config -c 'source $argv[1]; complete -C $argv[2]' \
		"$top/data/jianbao.fish" "$1" 2>&1 | cut -f 1 | sort -u)
}

# zsh_gives WORD...: what zsh is told that there is, one a line; errors are among it.
zsh_gives()
{
	zsh -f -c '
		_arguments() { print -rl -- "$@" $commands; }
		complete_them() { . "$1"; }
		file=$1; shift; words=("$@")
		complete_them $file' zsh "$top/data/_jianbao" "$@" 2>&1 |
		sed -n 's/^\([a-z]*\):.*/\1/p; s/^\**\(--[a-z-]*=\{0,1\}\)\[.*/\1/p; /math\|error/p' | sort
}

# zsh_actions WORD...: what it is told that the command may be to do.
zsh_actions()
{
	zsh -f -c '
		_arguments() { print -r -- $actions; }
		complete_them() { . "$1"; }
		file=$1; shift; words=("$@")
		complete_them $file' zsh "$top/data/_jianbao" "$@" 2>&1
}

# all_of WANTED GIVEN: each line of the one is a line of the other.
all_of()
{
	[ -n "$1" ] || return 1
	for _word in $1; do
		echo "$2" | grep -q -x -e "$_word" || { echo "no $_word among: $2"; return 1; }
	done
}

formats='txt md html jsonl bib csl-json epub'
with bash 'bash: every command' all_of "$commands" "$(bash_gives jianbao '')"
with bash 'bash: every option' all_of "$options" "$(bash_gives jianbao list --)"
with bash 'bash: words of an option' [ "$(bash_gives jianbao list --format = t | tr '\n' ' ')" = 'text tsv ' ]
with bash 'bash: what shelf is to do' [ "$(bash_gives jianbao shelf ex)" = export ]
with bash 'bash: formats of export' all_of "$formats" "$(bash_gives jianbao export --format =)"
with fish 'fish: every command' all_of "$commands" "$(fish_gives 'jianbao ')"
with fish 'fish: every option' all_of "$options" "$(fish_gives 'jianbao list --')"
with fish 'fish: what shelf is to do' [ "$(fish_gives 'jianbao shelf ex')" = export ]
with fish 'fish: files of an option' [ "$(fish_gives 'jianbao list --config=/et')" = --config=/etc/ ]
with fish 'fish: formats of export' all_of "$(printf -- '--format=%s\n' $formats)" "$(fish_gives 'jianbao export --format=')"
with zsh 'zsh: every command and option, once' [ "$(zsh_gives jianbao list)" = "$(printf '%s\n' $commands $options | sort)" ]
with zsh 'zsh: what shelf is to do' [ "$(zsh_actions jianbao shelf '')" = 'export import' ]
with zsh 'zsh: no other command is to do anything' [ -z "$(zsh_actions jianbao list '')" ]
with desktop-file-validate 'the desktop entry is valid' desktop-file-validate "$top/data/jianbao.desktop"
with appstreamcli 'the AppStream metadata are valid' \
	appstreamcli validate --no-net "$top/data/io.github.jianbao.jianbao.metainfo.xml"
ok 'NEWS tells of this version' grep -q "^$(jianbao --version | sed -n '1s/jianbao //p')" "$top/NEWS"
echo "1..$number"
