# SPDX-License-Identifier: MIT
#
# Completion of jianbao for fish. Commands, options and their words are asked of the program itself.

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

function __jianbao_options
    __jianbao_help | string replace -rf '^ +(?:-[a-z], )?(--[a-z-]+=?)\S* +(\S.*)$' '$1\t$2'
    __jianbao_help | string match -rg '^ +(?:-[a-z], )?(--[a-z-]+=[a-z0-9]+\|[a-z0-9|]+)' | while read -l line
        set -l parts (string split = -- $line)
        printf '%s\n' $parts[1]=(string split '|' -- $parts[2])
    end
    if __fish_seen_subcommand_from export
        printf '%s\n' --format=(__jianbao_help | string match -rg 'of export: (.*)' | string replace -a , '' | string replace ' or ' ' ' | string split ' ')
    end
end

complete -c jianbao -n __fish_is_first_token -a '(__jianbao_commands)'
complete -c jianbao -a '(__jianbao_actions)'
complete -c jianbao -s a -l archive -r
complete -c jianbao -s o -l output -r
complete -c jianbao -l config -r
complete -c jianbao -n 'string match -q -- "-*" (commandline -ct)' -f -a '(__jianbao_options)'
