#!/bin/bash
# Every command of README.md is executed, and prints what the README says.
. "$(dirname "$0")/tap.sh"
cd "$(dirname "$0")/../.." || exit 1
# The README's commands name build/ and run in the top folder; here the demo index is made aside.
export LITSEARCH_DB=$work/demo PATH=$BUILD:$PATH
unset NO_COLOR
"$index" --quiet corpus/cards

# Times differ from run to run.
plain() { sed -E 's/[0-9.]+ ms/N ms/; s/[0-9.]+ s$/N s/'; }

check_command() { # COMMAND EXPECTED
    case $1 in
    "export "*) result 0 "README: $1"; return ;;
    esac
    got=$(bash -c "$1" 2>&1 </dev/null | plain)
    is "$got" "$(printf '%s' "$2" | plain)" "README: $1"
}

command=
expected=
in_console=0
while IFS= read -r line || [ -n "$line" ]; do
    case $in_console,$line in
    0,'```console') in_console=1 ;;
    1,'```')
        [ -n "$command" ] && check_command "$command" "$expected"
        in_console=0 command=
        ;;
    1,'$ '*)
        [ -n "$command" ] && check_command "$command" "$expected"
        command=${line#'$ '} expected=
        ;;
    1,*) expected+=$line$'\n' ;;
    esac
done <README.md
[ "$tests" -ge 10 ]; result $? "the README shows commands"

# Its table of exit statuses is the programs' own.
statuses=$(sed -nE 's/^\| ([0-9]+) \| (.*) \|$/\1 \2/p' README.md)
own=$(sed -nE 's/^ +X\([A-Z_]+, ([0-9]+), [0-9]+, "(.*)"\).*/\1 \2/p' lib/base/status.h)
is "$statuses" "$own" "its exit statuses are those of the table"
grep -q '^make demo' README.md && grep -q '^make check' README.md
result $? "it names the two commands of the set-up"
finish
