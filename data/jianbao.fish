# SPDX-License-Identifier: MIT
#
# Completion of jianbao for fish. Commands, their options and the words of these are asked of the program itself.

function __jianbao_help
    LC_ALL=C jianbao --help 2>/dev/null | sed '/^Examples:/,$d'
end

function __jianbao_commands
    __jianbao_help | string replace -rf '^  jianbao ([a-z]+) .*?  +(\S.*)$' '$1\t$2'
end

# What a command is to do, such as `shelf export`.
function __jianbao_actions
    set -l words (commandline -opc)
    test (count $words) -eq 2; or return
    __jianbao_help | string match -rg "^  jianbao $words[2] ([a-z]+\\|[a-z|]+)" | string split '|'
end

# The help on the command that was named, or on the reader, where the first word is none.
function __jianbao_command_help
    set -l words (commandline -opc)[2..]
    set -l commands (__jianbao_commands | string replace -r '\t.*' '')
    for word in $words
        if contains -- $word $commands
            LC_ALL=C jianbao --help -- $word 2>/dev/null
            return
        end
    end
    if set -q words[1]; and not string match -q -- '-*' $words[1]
        LC_ALL=C jianbao --help -- $words[1] 2>/dev/null
    else
        __jianbao_help
    end
end

function __jianbao_takes
    __jianbao_command_help | string match -q -- "*--$argv[1]=*"
end

function __jianbao_options
    set -l help (__jianbao_command_help)
    printf '%s\n' $help | string replace -rf '^ +(?:-[a-z], )?(--[a-z-]+=?)\S* +(\S.*)$' '$1\t$2'
    printf '%s\n' $help | string match -rg '^ +(?:-[a-z], )?(--[a-z-]+=[a-z0-9]+\|[a-z0-9|]+)' | while read -l line
        set -l parts (string split = -- $line)
        printf '%s\n' $parts[1]=(string split '|' -- $parts[2])
    end
    if __fish_seen_subcommand_from export
        printf '%s\n' --format=(__jianbao_help | string match -rg 'of export: (.*)' | string replace -a , '' | string replace ' or ' ' ' | string split ' ')
    end
end

complete -c jianbao -n __fish_is_first_token -a '(__jianbao_commands)'
complete -c jianbao -a '(__jianbao_actions)'
complete -c jianbao -n '__jianbao_takes archive' -s a -l archive -r
complete -c jianbao -n '__jianbao_takes output' -s o -l output -r
complete -c jianbao -l config -r
complete -c jianbao -n 'string match -q -- "-*" (commandline -ct)' -f -a '(__jianbao_options)'
