#!/bin/bash
# litsearch as people and scripts call it: what it prints where, and how it ends.
. "$(dirname "$0")/tap.sh"
top=$(cd "$(dirname "$0")/../.." && pwd)
db=$work/db
export LITSEARCH_DB=$db
"$index" --quiet "$top/corpus/cards"

# ---- answers ----
run "$query" hallucination bias
is "$status,$err" "0," "words are found"
like "$out" '^ 1\. Challenges of Implementing LLMs' "the right article first"
like "$out" '6 cards hold all words, 10 some, [0-9]+ more say it otherwise; 1-10 shown, [0-9]+ ms$' "both counts are told"
unlike "$out" $'\033' "no colour when the output is no terminal"
run "$query" --color always 幻觉
like "$out" $'\033''\[[0-9;]+m幻覺'$'\033' "the glyphs of the author are marked"
trad=$("$query" --format json 幻覺 | jq -c '[.hits[].id]')
simp=$("$query" --format json 幻觉 | jq -c '[.hits[].id]')
is "$simp" "$trad" "Simplified finds what Traditional finds, in the same order"
is "$("$query" --format json ＬＬＭ | jq -c '[.total,.hits[0].id]')" "$("$query" --format json llm | jq -c '[.total,.hits[0].id]')" "full-width is no different"
run "$query" --format json hallucination
is "$(jq -r '[.version,.query,.step,(.total|type),.total,(.hits|length)]|@csv' <<<"$out")" '1,"hallucination","all","number",6,8' "JSON, version 1"
is "$(jq -r '.hits[0]|keys_unsorted|join(" ")' <<<"$out")" \
    "id path url anchor title title_en title_zh pmid doi journal year score domains authors relevance card heading snippet marks" "with all keys of a hit"
is "$(jq -r '[.hits[]|.snippet as $s|.marks[]|. as $m|($s|@base64)|length > 0]|all' <<<"$out")" true "and marks"
is "$("$query" --format jsonl --limit 3 hallucination | jq -s 'length')" 3 "JSON lines, one a hit"
is "$("$query" --format tsv --limit 3 hallucination | awk -F'\t' 'NR==1{n=NF} NF!=n{bad=1} END{print NR, bad+0}')" "4 0" "TSV, as many columns in each line"
is "$("$query" --count 幻覺),$("$query" --count --domain 門診 --score 8.. 幻覺)" "8,1" "counts, with filters"
page1=$("$query" --format json -n 3 hallucination | jq -c '[.hits[].id]')
page2=$("$query" --format json -n 2 --offset 1 hallucination | jq -c '[.hits[].id]')
is "$page2" "$(jq -c '.[1:3]' <<<"$page1")" "pages fit together"
run "$query" --show 40943929
like "$out" 'Challenges of Implementing LLMs' "a card by its PMID"
run "$query" --show llm-01
like "$out" '核心觀點卡' "a card by the end of its id"

# ---- why, where and how many ----
run "$query" --explain --format json --no-expand -n 50 'hallucination "in health care" sepsis'
is "$(jq -c '[.hits[]|.explain.lacks|length]|unique' <<<"$out")" '[1,2]' "an explanation names the words a card lacks"
is "$(jq -r '[.hits[]|(.explain.sum-.relevance)|fabs < 0.001]|all' <<<"$out")" true "and its weights add up to the relevance"
is "$(jq -r '[.hits[]|.explain as $e|($e.terms|map(.weight)|add // 0)-$e.sum|fabs < 0.001]|all' <<<"$out")" true "term by term"
run "$query" --explain --format json -n 50 hallucination sepsis LLM
is "$(jq -c '[.hits[]|.explain|(.groups|length)]|max > 0' <<<"$out")" true "what says the same has its part"
is "$(jq -r '[.hits[]|(.explain.sum-.relevance)|fabs < 0.001]|all' <<<"$out")" true "in the relevance"
is "$(jq -r '[.hits[]|.explain as $e|($e.terms+$e.groups|map(.weight)|add // 0)-$e.sum|fabs < 0.001]|all' <<<"$out")" true "group by group"
run "$query" --feedback --explain --format json -n 50 "heat maps"
is "$(jq -r '[.explain.terms[]|select(.source == "feedback")]|length > 5' <<<"$out")" true "words of the best cards are named as such"
is "$(jq -r '[.hits[]|(.explain.sum-.relevance)|fabs < 0.001]|all' <<<"$out")" true "and have their part in the relevance"
is "$(jq -r '.total_feedback > 0 and (.total_some + .total_expanded + .total_feedback == (.hits|length))' <<<"$out")" true "and find more, counted apart"
run "$query" --feedback -n 1 https
is "$status" 0 "a word that is no evidence in any card has best cards too"
run "$query" --feedback -n 1 "heat maps"
like "$out" ', [0-9]+ more share words with the best ones; 1-1 shown' "which a reader is told"
run "$query" --explain --format json -n 50 "heat maps"
is "$(jq -r '.total_feedback, ([.explain.terms[]|select(.source == "feedback")]|length)' <<<"$out")" "0
0" "unless it is not asked for"
is "$(jq -r '.explain.fields.title' <<<"$out")" 5 "and it tells how much a field counts"
for facet in domain year journal card score; do
    wrong=$("$query" --facets --format json -n 0 模型 | jq -r ".facets.$facet[]|[.value,.count]|@tsv" | head -3 | while IFS=$'\t' read -r value count; do
        range=$value
        [ "$facet" = score ] && range=$value..$value
        found=$("$query" "--$facet" "$range" --format json -n 0 模型)
        [ "$(jq .total <<<"$found")" = "$count" ] || echo "$value"
        same=$("$query" "--$facet" "$range" --facets --format json -n 0 模型 | jq -c ".facets.$facet|length")
        [ "$same" = "$("$query" --facets --format json -n 0 模型 | jq -c ".facets.$facet|length")" ] || echo "$value hides others"
    done)
    is "$wrong" "" "each $facet counts what it filters, and hides none of its kind"
done
is "$("$query" --like llm-01 --format json -n 3 | jq -r '[.hits[].id]|index("large-language-models/llm-01.md")')" null "an article is not like itself"
run "$query" --format json halucination
is "$(jq -r '[.step,.suggestion,.total>0]|@csv' <<<"$out")" '"corrected","hallucination",true' "a slip is corrected, and said to be"
run "$query" --format json "patinet's outcomes"
is "$(jq -r .suggestion <<<"$out")" "patients' outcomes" "a genitive is no part of the slip"
for number in 40943929 https://pubmed.ncbi.nlm.nih.gov/40943929/?x=1 https://doi.org/10.3390/JCM14176169.; do
    is "$("$query" --format json "$number" | jq -c '[.total,.total_some,.hits[0].pmid]')" '[1,1,"40943929"]' "straight to the article: $number"
done
is "$("$query" --base-url https://a.b/docs/ --format json -n 1 hallucination | jq -r '.hits[0]|.url+"#"+.anchor')" \
    "https://a.b/docs/large-language-models/llm-01#-abstract" "a hit has its page and its heading there"

# ---- nothing, and mistakes ----
while IFS='|' read -r want pattern words; do
    eval "run \"\$query\" $words"
    is "$status" "$want" "exit status $want: $words"
    like "$err$out" "$pattern" "says: $pattern"
done <<'ROWS'
1|no card holds|xyzzyq
1|^0$|--count xyzzyq
1|zzz|--domain zzz hallucination
1|no card that passes the filters holds|--domain 門診 xyzzyq
1|no card|--show 99999999
2|no word or number|'!!! ？、'
2|quot|'"hallucination bias'
2|nothing to search for|
2|did you mean --domain|--domian 門診 x
2|score|--score high x
2|score|--score 9..8 x
2|jsonl|--format xml x
2|limit|--limit -1 x
2|at most|"$(printf 'word%s ' $(seq 11000))"
2|UTF-8|$'\xff\xfe'
3|there is no index|--db "$work/none" x
ROWS
run "$query" '"hallucination bias'
like "$err" '^ *\^' "a caret points at the place"
run "$query" xyzzyq --format json
is "$(jq -r '[.step,.total,(.hits|length)]|@csv' <<<"$out")" '"none",0,0' "nothing found is whole JSON too"

# ---- streams ----
run bash -c "'$query' hallucination >/dev/full"
is "$status" 6 "output that cannot be written is an error"
run bash -c "'$query' hallucination >&-"
is "$status" 6 "so is no output at all"
run bash -c "set -o pipefail; '$query' --limit 60 --format jsonl of | head -1 | wc -l"
is "$out,$err" "1," "a reader that has seen enough is no error to speak of"

# ---- indexes that cannot be used ----
cp -r "$db" "$work/cut"
truncate -s 100 "$work"/cut/gen-*/postlist.glass
run "$query" --db "$work/cut" hallucination
is "$status" 5 "a damaged index"
like "$err" '\-\-rebuild' "and what to do"
mkdir "$work/foreign"
echo "auto gen-1" >"$work/foreign/XAPIANDB"
run "$query" --db "$work/foreign" x
is "$status" 3 "a stub that leads nowhere is no index"
is "$(find "$work" -newer "$work/cut/XAPIANDB" -path "$db*" | wc -l)" 0 "searching writes nothing"

# ---- hostile text ----
mkdir "$work/evil"
printf '# \033[31mred\033[0m\n\n**English Title**: A \033]0;owned\007 title\n**PMID**: 123\n\ntext zqzq\n' >"$work/evil/e.md"
"$index" --quiet --db "$work/evildb" "$work/evil"
run "$query" --db "$work/evildb" zqzq
unlike "$out" $'\033|\007' "control characters of a card never reach the terminal"
finish
