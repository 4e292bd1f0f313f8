# SPDX-License-Identifier: MIT
#
# Completion of jianbao for bash. Commands, their options and the words of these are asked of the program itself.

_jianbao()
{
	local current=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} option='' help words='' i
	help=$(LC_ALL=C "${COMP_WORDS[0]}" --help 2>/dev/null)
	help=${help%%$'\n'Examples:*}
	# bash takes --format=text for three words
	if [[ $current == = ]]; then
		option=$before current=''
	elif [[ $before == = && COMP_CWORD -ge 2 ]]; then
		option=${COMP_WORDS[COMP_CWORD - 2]}
	elif [[ $before == -* ]]; then
		option=$before
	fi

	if [[ $option == --format && " ${COMP_WORDS[*]} " == *' export '* ]]; then
		words=$(sed -n 's/.*of export: //p' <<<"$help" | sed 's/,//g; s/ or / /')
	elif [[ $option == --* ]]; then
		words=$(sed -n "s/^[ a-z,-]*${option}=\\([a-z0-9]*|[a-z0-9|]*\\).*/\\1/p" <<<"$help" | tr '|' ' ')
	fi
	if [[ -n $words ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
		return
	fi
	if [[ $current == -* ]]; then
		# the options of the command, or of the reader, where the first word is none
		for ((i = 1; i < COMP_CWORD; i++)); do
			[[ ${COMP_WORDS[i]} != [a-z]* || $help != *$'\n  jianbao '"${COMP_WORDS[i]} "* ]] || break
		done
		if ((i < COMP_CWORD)) || [[ COMP_CWORD -gt 1 && ${COMP_WORDS[1]} != -* ]]; then
			((i < COMP_CWORD)) || i=1
			help=$(LC_ALL=C "${COMP_WORDS[0]}" --help -- "${COMP_WORDS[i]}" 2>/dev/null)
		fi
		words=$(sed -n 's/^ *\(-[a-z], \)\{0,1\}\(--[a-z-]*=\{0,1\}\).*/\2/p' <<<"$help")
		mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
		[[ ${COMPREPLY[0]} != *= ]] || compopt -o nospace 2>/dev/null
		return
	fi
	if [[ COMP_CWORD -eq 1 ]]; then
		words=$(sed -n 's/^  jianbao \([a-z][a-z]*\).*/\1/p' <<<"$help")
	elif [[ COMP_CWORD -eq 2 && $before == [a-z]* ]]; then # what a command is to do
		words=$(sed -n "s/^  jianbao $before \\([a-z]*|[a-z|]*\\).*/\\1/p" <<<"$help" | tr '|' ' ')
	fi
	mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current"; compgen -f -- "$current")
	compopt -o filenames 2>/dev/null
}
complete -F _jianbao jianbao
