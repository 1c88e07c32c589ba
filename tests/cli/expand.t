#!/bin/bash
# Other words for the same: what a query in one language, or in short, finds in cards that say it in
# the other, or in full. With the glossary that is shipped and what the sample cards teach; no
# dictionary.
. "$(dirname "$0")/tap.sh"
top=$(cd "$(dirname "$0")/../.." && pwd)
export LITSEARCH_DB=$work/db LITSEARCH_DICT=
"$index" --quiet "$top/corpus/cards"

ask() { "$query" --format json --limit 100 "$@"; }
names() { jq -r '.hits[].id | sub(".*/"; "") | sub("[. ].*"; "")'; }
holds() { grep -qFx "$1" <<<"$2"; } # LINE TEXT

# ---- both ways, and in short ----
# Each row: the query; a card that says it otherwise only; how it does; where that comes from.
while IFS=$'\t' read -r words card member source; do
    expanded=$(ask --explain "$words")
    plain=$(ask --no-expand "$words")
    all=$(jq 'if .step == "all" then .total else 0 end' <<<"$plain")
    held=$(jq -r --arg card "/$card." '.hits[] | select(.id | contains($card)) | .explain.groups[].members[]' <<<"$expanded")
    holds "$member" "$held"
    result $? "$words finds $card, by $member" "$held"
    [ "$all" -gt 0 ] && holds "$card" "$(names <<<"$plain" | head -n "$all")"
    result $((!$?)) "which does not hold it as typed"
    is "$(names <<<"$expanded" | head -n "$all" | sort)" "$(names <<<"$plain" | head -n "$all" | sort)" \
        "$words: cards that hold it as typed come first"
    is "$(jq .total <<<"$expanded")" "$all" "and are counted alone"
    shown=$(jq -r --arg member "$member" \
        '.explain.groups[].members[] | select(.term == $member) | .source' <<<"$expanded" | head -1)
    like "$shown" "^($source)\$" "--explain says where $member comes from"
    is "$(jq '[.hits[] | (.explain.sum - .relevance) | fabs < 0.001] | all' <<<"$expanded")" true \
        "and its sums are the relevance"
done <<'ROWS'
hallucination	llm-07	幻觉	glossary
hallucinations	llm-11	幻觉	glossary
ECG	llm-06	心电图	glossary|parentheses
心電圖	clinical-ai-02	ecg	glossary|parentheses
心电图	clinical-ai-19	ecg	glossary|parentheses
oncology	clinical-ai-07	肿瘤	glossary
neoplasm	llm-11	肿瘤	glossary
RCT	clinical-ai-20	随机	glossary
LLM	clinical-ai-11	larg languag model	glossary|shortened
LLM	clinical-ai-12	大型语言模型	glossary|parentheses
large language model	llm-03	llm	glossary|shortened
大型語言模型	llm-03	llm	glossary|parentheses
大语言模型	llm-03	llm	glossary
大语言模型	llm-14	大型语言模型	glossary
信息	is-09	资讯	glossary
人工智能	llm-05	ai	glossary|parentheses
人工智能	ops-09	人工智慧	glossary
人工智慧	llm-06	artifici intellig	glossary|parentheses
readmission	llm-06	再入院	glossary
檢傷	llm-02	triag	glossary
triage	clinical-ai-16	检伤	glossary
ROWS

# ---- only what may be said otherwise ----
while IFS=$'\t' read -r name options words; do
    # shellcheck disable=SC2086
    answer=$(ask $options "$words")
    is "$(jq -c '[.total_expanded, .step == "expanded"]' <<<"$answer")" "[0,false]" "$name: $words $options"
    # shellcheck disable=SC2086
    is "$(names <<<"$answer")" "$(ask $options --no-expand "$words" | names)" "and the same cards in the same order"
done <<'ROWS'
a phrase		"hallucination"
a required word		+hallucination
an operand		hallucination AND bias
one of NEAR		ECG NEAR/5 MRI
a field		title:oncology
a beginning		hallucin*
in a note card	--card core	ECG
all words asked for	--all	ECG
without expansion	--no-expand	ECG
a PMID		38733640
ROWS
is "$("$query" --count ECG) $("$query" --count --no-expand ECG)" "4 4" "a count is of the words as typed"
run "$query" --explain --format json --no-expand ECG
is "$(jq -c '[.explain.groups, .hits[0].explain.groups]' <<<"$out")" '[[],[]]' "without expansion nothing is explained by it"
is "$(ask '"ECG" 心電圖 -LLM' | jq .step)" '"all"' "a phrase and an exclusion beside a word that is expanded"
holds llm-06 "$(ask 'ECG -LLM' | names)"
result $((!$?)) "what is excluded is not found by other words"

# ---- the words found are marked ----
marked() { # CARD QUERY...: the bytes of each mark in its snippet
    local card=$1 hit first past
    shift
    hit=$(ask "$@" | jq -c --arg card "$card" '.hits[] | select(.id | contains($card))')
    jq -r '.marks[] | @tsv' <<<"$hit" | while IFS=$'\t' read -r first past; do
        jq -j .snippet <<<"$hit" | head -c "$past" | tail -c $((past - first))
        echo
    done
}
is "$(marked llm-07 hallucination | sort -u)" 幻覺 "the translation is marked, in the author's glyphs"
is "$(marked llm-06 ECG | sort -u)" 心電圖 "and the name in full"
is "$(marked clinical-ai-02 心電圖 | sort -u)" ECG "and the abbreviation"
like "$(marked clinical-ai-11 LLM | tr '\n' ' ')" '[Ll]arge [Ll]anguage [Mm]odels?|大型語言模型' "and a term of several words"

# ---- in the answer as a whole ----
run "$query" --limit 5 ECG
like "$out" '^4 cards .*, 1 more says? it otherwise; 1-5 shown' "what says it otherwise is counted"
run "$query" neoplasm
is "$status" 0 "what is found by other words alone is found"
like "$out" 'no card holds the words as typed, 4 say the same otherwise' "which is said"
is "$(ask neoplasm | jq -c '[.step, .total, .total_some, .suggestion]')" '["expanded",0,0,null]' "and no word that is known is corrected"
whole=$(ask ECG | names)
for limit in 1 2 3; do
    pages=$(for offset in 0 1 2 3 4 5; do
        "$query" --format json --limit $limit --offset $((offset * limit)) ECG | names
    done)
    is "$pages" "$whole" "pages of $limit go on over the border"
done
for sort in score year title; do
    is "$(ask --sort $sort ECG | names | head -4 | sort)" "$(ask --no-expand ECG | names | sort)" "--sort $sort: those with the word first"
done
is "$(ask --any ECG | names | sort)" "$(sort <<<"$whole")" "--any finds the same cards"
is "$(ask --facets neoplasm | jq -c '.facets.score | map(.count) | add')" \
    "$(ask neoplasm | jq '[.hits[] | select(.score)] | length')" "facets count what was found by other words"
answer=$(ask --domain 腫瘤科 neoplasm)
is "$(jq -c '[.total_expanded, ([.hits[].domains | index("腫瘤科")] | all)]' <<<"$answer")" '[3,true]' "filters hold"
answer=$(ask '心電圖 halucination')
is "$(jq -r .suggestion <<<"$answer")" "心電圖 hallucination" "a slip beside a word that is translated is told"
holds clinical-ai-02 "$(names <<<"$answer")"
result $? "and the translation is found"
is "$(ask ecgg | jq -c '[.step, .suggestion, .total_expanded > 0]')" \
    '["corrected","ecg",true]' "what a slip is corrected to is expanded too"
mkdir "$work/one" "$work/two"
"$index" --quiet --db "$work/one/db" "$top/corpus/cards/clinical-ai"
"$index" --quiet --db "$work/two/db" "$top/corpus/cards/large-language-models"
answer=$(ask --db "$work/one/db" --db "$work/two/db" ECG)
is "$(names <<<"$answer" | sort)" "$(sort <<<"$whole")" "in several indexes too"

# ---- what a user's glossary adds ----
printf 'blockchain\tdistributed ledger\nblockchain\t心電圖\n' >"$work/own.tsv"
"$index" --quiet --db "$work/own" --glossary "$work/own.tsv" "$top/corpus/cards"
answer=$(ask --db "$work/own" --explain blockchain)
holds llm-06 "$(names <<<"$answer")"
result $? "a row of the user's glossary finds cards"
is "$(jq -r '.explain.groups[0].members[] | select(.term == "心电图").source' <<<"$answer")" "your glossary" "and is named as such"
finish
