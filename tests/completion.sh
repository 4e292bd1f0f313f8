#!/bin/sh
# SPDX-License-Identifier: MIT
#
# What shells complete, and what desktops are told: every command, and the options that --help names of it, and files that the
# checkers of these formats take. What is not here is skipped. Prints TAP.

top=${G_TEST_SRCDIR:-$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd)}
# shellcheck source=tests/tap.sh
. "$top/tests/tap.sh"
PATH=$build:$PATH
export PATH
help=$(LC_ALL=C jianbao --help | sed '/^Examples:/,$d')
commands=$(echo "$help" | sed -n 's/^  jianbao \([a-z][a-z]*\).*/\1/p' | sort)

# options_of [WORD]: those that the help on it names, on the reader where it is no command; without it, all.
options_of()
{
	LC_ALL=C jianbao --help "$@" | sed '/^Examples:/,$d' |
		sed -n 's/.*  *\(--[a-z-]*=\{0,1\}\)[^ ]*  .*/\1/p' | sort -u
}

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

# fish_options LINE: without their words; those that take a file stand there twice.
fish_options()
{
	fish_gives "$1" | sed 's/=.*/=/; /^--config$/d; /^--archive$/d; /^--output$/d' | sort -u
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

# refuses COMMAND OPTION...: the help on the command names none of these options.
refuses()
{
	_given=$(options_of "$1")
	shift
	for _word; do
		if echo "$_given" | grep -q -x -e "$_word"; then
			return 1
		fi
	done
}

# all_of WANTED GIVEN: each line of the one is a line of the other.
all_of()
{
	[ -n "$1" ] || return 1
	for _word in $1; do
		echo "$2" | grep -q -x -e "$_word" || { echo "no $_word among: $2"; return 1; }
	done
}

ok 'help on a command names its options alone' refuses layout --all --sort= --sample
ok 'help on the reader, too' refuses / --all --sort= --archive=
formats='txt md html jsonl bib csl-json epub'
with bash 'bash: every command' all_of "$commands" "$(bash_gives jianbao '')"
with bash 'bash: every option' [ "$(bash_gives jianbao --)" = "$(options_of)" ]
with bash 'bash: the options of the command' [ "$(bash_gives jianbao -a / layout --)" = "$(options_of layout)" ]
with bash 'bash: the options of the reader' [ "$(bash_gives jianbao / --)" = "$(options_of /)" ]
with bash 'bash: words of an option' [ "$(bash_gives jianbao list --format = t | tr '\n' ' ')" = 'text tsv ' ]
with bash 'bash: what shelf is to do' [ "$(bash_gives jianbao shelf ex)" = export ]
with bash 'bash: formats of export' all_of "$formats" "$(bash_gives jianbao export --format =)"
with fish 'fish: every command' all_of "$commands" "$(fish_gives 'jianbao ')"
with fish 'fish: every option' all_of "$(options_of)" "$(fish_gives 'jianbao --')"
with fish 'fish: the options of the command' [ "$(fish_options 'jianbao -a / layout --')" = "$(options_of layout)" ]
with fish 'fish: the options of the reader' [ "$(fish_options 'jianbao / --')" = "$(options_of /)" ]
with fish 'fish: what shelf is to do' [ "$(fish_gives 'jianbao shelf ex')" = export ]
with fish 'fish: files of an option' [ "$(fish_gives 'jianbao list --config=/et')" = --config=/etc/ ]
with fish 'fish: formats of export' all_of "$(printf -- '--format=%s\n' $formats)" "$(fish_gives 'jianbao export --format=')"
with zsh 'zsh: every command and option, once' [ "$(zsh_gives jianbao --)" = "$(printf '%s\n' $commands $(options_of) | sort)" ]
with zsh 'zsh: the options of the command' [ "$(zsh_gives jianbao -a / layout --)" = "$(printf '%s\n' $commands $(options_of layout) | sort)" ]
with zsh 'zsh: the options of the reader' [ "$(zsh_gives jianbao / --)" = "$(printf '%s\n' $commands $(options_of /) | sort)" ]
with zsh 'zsh: what shelf is to do' [ "$(zsh_actions jianbao shelf '')" = 'export import' ]
with zsh 'zsh: no other command is to do anything' [ -z "$(zsh_actions jianbao list '')" ]
with desktop-file-validate 'the desktop entry is valid' desktop-file-validate "$top/data/jianbao.desktop"
with appstreamcli 'the AppStream metadata are valid' \
	appstreamcli validate --no-net "$top/data/io.github.jianbao.jianbao.metainfo.xml"
ok 'NEWS tells of this version' grep -q "^$(jianbao --version | sed -n '1s/jianbao //p')" "$top/NEWS"
echo "1..$number"
