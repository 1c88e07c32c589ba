#!/bin/bash
# What the manual says is so: its commands run, its JSON is what programs get.
. "$(dirname "$0")/tap.sh"
cd "$(dirname "$0")/../.." || exit 1
export LC_ALL=C.UTF-8 LITSEARCH_DB=$work/index PATH=$BUILD:$PATH
"$index" -q --db "$LITSEARCH_DB" corpus/cards
cp -r corpus/cards "$work/cards"
cp corpus/cards/large-language-models/llm-01.md "$work/筆記.md"

# The lines of a section of a page of text, commands without the remarks behind three spaces.
commands() { # PROGRAM FORM
    "$1" --help="$2" | sed -n '/^Examples:$/,/^[^ ]/s/^  \(litsearch.*\|find .*\)$/\1/p' | sed 's/   .*//'
}
terms() { # SECTION: of litsearch-json, the keys it defines
    "$query" --help=json | sed -n "/^$1:\$/,/^[A-Z].*:\$/s/^  \([a-z_]*\)\$/\1/p"
}

run_examples() { # PROGRAM FORM
    local count=0 command
    while IFS= read -r command; do
        count=$((count + 1))
        (cd "$work" && bash -o pipefail -c "$command") >"$work/.out" 2>"$work/.err" </dev/null
        status=$?
        [ $status -le 1 ]
        result $? "${1##*/} --help=$2: $command" "exit status $status: $(cat "$work/.err")"
    done < <(commands "$1" "$2")
    [ $count -ge 3 ]
    result $? "${1##*/} --help=$2 has examples ($count)"
}
run_examples "$query" text
run_examples "$query" query
run_examples "$query" json
LITSEARCH_DB=$work/index-of-examples run_examples "$index" text

# Every key of an answer is defined, and every key that is defined is there.
answer=$("$query" --format json --headings 2 'hallucination bias')
is "$(jq -r 'keys_unsorted[]' <<<"$answer")" "$(terms 'The answer')" "the keys of an answer"
is "$(jq -r '.hits[0] | keys_unsorted[]' <<<"$answer")" "$(terms 'A hit')" "the keys of a hit"
is "$(jq -r '.version' <<<"$answer")" 1 "the version"
is "$(jq -r '.hits[0].headings[0] | keys_unsorted | join(" ")' <<<"$answer")" "heading anchor card text marks" "the keys of a heading"
"$query" --format jsonl --headings 1 'hallucination bias' | head -1 >"$work/line"
is "$(jq -r 'keys_unsorted[]' "$work/line")" "$(terms 'A hit')" "the keys of a line"
stats=$("$query" --stats --format json)
is "$(jq -r 'keys_unsorted[]' <<<"$stats")" "$(terms 'The index')" "the keys of --stats"
is "$(jq -c '[.cards, .scores.cards <= .cards, (.domains | map(.count) | . == (sort | reverse))]' <<<"$stats")" \
    "[$(find corpus/cards -type f | wc -l),true,true]" "--stats counts"
while IFS= read -r domain; do
    is "$("$query" --domain "${domain%|*}" --count)" "${domain#*|}" "--stats counts the domain ${domain%|*}"
done < <(jq -r '.domains[:9][] | "\(.value)|\(.count)"' <<<"$stats")
like "$("$query" --stats)" "^Cards +[0-9]+" "--stats as text"
run "$query" --stats --format tsv
is "$status" 2 "--stats in a format it does not have"

for section in "Exit status" Options Environment; do
    like "$("$query" --help=man)" "^\.SH ${section^^}" "litsearch(1) has the section $section"
done
finish
