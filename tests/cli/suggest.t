#!/bin/bash
# litsearch --suggest as a search box calls it.
. "$(dirname "$0")/tap.sh"
top=$(cd "$(dirname "$0")/../.." && pwd)
export LITSEARCH_DB=$work/db
"$index" --quiet "$top/corpus/cards"

run "$query" --suggest hallu
is "$status,$err" "0," "a word is completed"
like "$out" '^Words$' "under a heading"
like "$out" '^  hallucination  6 cards$' "as the cards write it, with how many have it"
run "$query" --suggest 心电
like "$out" '^  心電圖  3 cards$' "Simplified is completed in the glyphs of the cards"
is "$("$query" --suggest 心电)" "$("$query" --suggest 心電)" "as Traditional is"
run "$query" --suggest "large lang"
like "$out" '^  language$' "the word before must be there"
like "$out" '^  .*Large Language Model' "in a title too"
run "$query" --suggest ＬＬ
like "$out" '^  LLM  [0-9]+ cards$' "half an abbreviation, full width"
run "$query" --suggest 門
like "$out" '^  門診  3 cards$' "a domain"

run "$query" --suggest 大型語 --format json
is "$(jq -r '[.version,.prefix,.terms[0].text]|@csv' <<<"$out")" '1,"大型語","大型語言模型"' "JSON, version 1"
is "$(jq -r 'keys_unsorted|join(" ")' <<<"$out")" "version prefix terms titles domains" "with its keys"
is "$(jq -r '.titles[0]|keys_unsorted|join(" ")' <<<"$out")" "id title title_en title_zh" "and those of a title"
id=$(jq -r '.titles[0].id' <<<"$out")
is "$("$query" --show "$id" --format json | jq -r '.hits[0].title_zh')" "$(jq -r '.titles[0].title_zh' <<<"$out")" "whose id shows the card"
is "$("$query" --suggest l -n 2 --format json | jq -c '[.terms,.titles|length]')" "[2,2]" "at most so many of each"
is "$("$query" --suggest s --format json | jq -c '[.terms,.titles|length]')" "[8,8]" "8 unless told"
is "$("$query" --suggest 心 -f json | jq -c '[.terms[].text]|length==(unique|length)')" true "none twice"
is "$("$query" --suggest h --format jsonl | jq -s -c '[.[].kind]|unique')" '["term","title"]' "JSON lines, each with its kind"
is "$("$query" --suggest 門 --format tsv | awk -F'\t' 'NF!=4{bad=1} END{print bad+0}')" 0 "TSV, four columns"
is "$("$query" --suggest 心 --format json)" "$("$query" --suggest 心 --format json)" "the same each time"

for text in xyzzyq '?!，' '*'; do
    run "$query" --suggest "$text"
    is "$status,$out,$err" "1,," "nothing goes on from $text"
done
while IFS='|' read -r want pattern words; do
    eval "run \"\$query\" $words"
    is "$status" "$want" "exit status $want: $words"
    like "$err$out" "$pattern" "says: $pattern"
done <<'ROWS'
1|"terms":\[\]|--suggest xyzzyq --format json
1|kind|--suggest xyzzyq --format tsv
2|beginning of a word|--suggest ''
2|beginning of a word|--suggest ' '
2|in quotes|--suggest large lang
2|not UTF-8: byte 2|--suggest $'a\xff'
2|at most 4096|--suggest "$(printf 'a%.0s' $(seq 4097))"
3|there is no index|--suggest a --db "$work/none"
ROWS
run "$query" --suggest "$(printf '型%.0s' $(seq 1365))"
is "$status" 1 "as long as may be"
finish
