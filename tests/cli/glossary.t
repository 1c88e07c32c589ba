#!/bin/bash
# What cards teach and what a glossary adds: gathered, kept, listed, and bad glossaries refused.
. "$(dirname "$0")/tap.sh"
top=$(cd "$(dirname "$0")/../.." && pwd)
export LITSEARCH_DB=$work/db

found() { "$query" --format json "$@" | jq '.hits | length'; }
lists() { "$query" --glossary --format tsv "$@" | cut -f1-3; }
pair() { printf '%s\t%s\t%s' "$@"; }

# ---- the listing ----
"$index" --quiet "$top/corpus/cards" 2>/dev/null
for words in "LLM" "大型语言模型" "LLMs"; do
    like "$(lists "$words")" "$(pair 大型語言模型 LLM parentheses)" "pairs that have $words"
done
unlike "$(lists 語言)" "$(pair 心電圖 ECG parentheses)" "and no others"
unlike "$(lists AI)" "$(pair 生成式人工智慧 GenAI parentheses)" "a Latin word is meant whole"
like "$(lists 語言)" "$(pair 大型語言模型 LLM parentheses)" "a Chinese one need not be"
run "$query" --glossary
like "$out" '^[^=]+ = [^=]+  shortened, [0-9]+ cards$' "for a person, the best first"
is "$("$query" --glossary --count)" "$(wc -l <<<"$out")" "--count counts them"
is "$("$query" --glossary --offset 2 --limit 3)" "$(sed -n 3,5p <<<"$out")" "a part of them"
cards=$("$query" --glossary --format jsonl | jq -r 'select(.kind == "aligned") | .cards')
is "$cards" "$(sort -rn <<<"$cards")" "of a kind, what more cards have comes first"
is "$("$query" --glossary --format json | jq '.total == (.pairs | length)')" true "as one object"
run "$query" --glossary xyzzyq
is "$status $out" "1 " "nothing of that kind"
like "$err" 'no words like these' "which is said"
run "$query" --glossary --format json xyzzyq
is "$status $out" '1 {"version":1,"total":0,"pairs":[]}' "and seen by a program"
run "$query" --glossary '?!'
is "$status" 2 "no word to look for"
run "$query" --glossary --format ris
is "$status" 2 "a format that lists none"

# ---- alike whoever reads the cards, in whatever order ----
mkdir "$work/many"
for i in $(seq 600); do
    case $((i % 4)) in
    0) body="We use large language models (LLMs) in case $i. 採用結構方程模型（SEM）於第 $i 例。" ;;
    1) body="此處談知覺有用性（Perceived Usefulness）第 $i 次。An LLM (large language model) here." ;;
    2) body="方法：結構方程模型（SEM），第 $i 例。Perceived Usefulness（知覺有用性）。" ;;
    3) body="其他內容 $i (Davis, 1989) (n=20)。" ;;
    esac
    card "$i" "$i" "$body" >"$work/many/$i.md"
done
for jobs in 1 2 4; do
    "$index" --quiet --db "$work/jobs-$jobs" --jobs "$jobs" "$work/many"
    "$query" --glossary --format tsv --db "$work/jobs-$jobs" >"$work/jobs-$jobs.tsv"
done
like "$(<"$work/jobs-1.tsv")" "$(pair 結構方程模型 SEM parentheses)" "many cards teach"
cmp -s "$work/jobs-1.tsv" "$work/jobs-2.tsv" && cmp -s "$work/jobs-1.tsv" "$work/jobs-4.tsv"
result $? "the same with any number of workers"
ls "$work/many"/*.md | sort -R --random-source=<(yes) |
    "$index" --quiet --db "$work/order" --files-from -
is "$("$query" --glossary --format tsv --db "$work/order")" "$(<"$work/jobs-1.tsv")" "in any order"
run "$query" --glossary SEM --db "$work/jobs-1" --db "$work/jobs-2" --format tsv
is "$(cut -f4 <<<"$out" | tail -1)" 600 "pairs of several indexes are added up"

# ---- gathered anew when one card in 32 has changed ----
mkdir "$work/few"
for i in $(seq 40); do
    card "$i" "$i" "Nothing new in $i." >"$work/few/$i.md"
done
export LITSEARCH_DB=$work/few-db
run "$index" "$work/few"
like "$out" '; 0 pairs of words learned;' "nothing to learn is told too"
card 1 1 "We ask large language models (LLMs)." >"$work/few/1.md"
run "$index"
unlike "$out" 'learned' "one change of forty is not worth it"
is "$(lists)" "$(pair left right kind)" "so that nothing is known"
card 2 2 "We ask large language models (LLMs) again." >"$work/few/2.md"
run "$index"
like "$out" '; 1 pair of words learned;' "with a second one it is"
is "$("$query" --glossary LLM)" "large language models = LLMs  shortened, 2 cards" "and known"
is "$("$index" --rebuild --report json | jq -c '[.pairs_learned, .glossary_lines]')" "[1,null]" "a rebuild agrees"

# ---- the user's glossary ----
glossary() { printf "$1" >"$work/g.tsv"; }
glossary '# mine\nzorkmid\tquatloo\nzorkmid\t佐客幣\n'
run "$index" --glossary "$work/g.tsv"
like "$out" '; 2 lines of glossary;' "a glossary is taken, though no card has changed"
is "$(lists | grep glossary)" "$(pair zorkmid quatloo 'your glossary')
$(pair zorkmid 佐客幣 'your glossary')" "and listed"
like "$(lists LLM)" shortened "beside what the cards teach"
card 3 3 "Many a quatloo." >"$work/few/3.md"
"$index" --quiet
is "$(found zorkmid)" 1 "a search uses it"
is "$(found --no-expand zorkmid)" 0 "unless told not to"
"$index" --quiet --rebuild
is "$(found zorkmid)" 1 "a rebuild keeps it"
glossary 'zorkmid\tgroat\n'
"$index" --quiet
is "$(found zorkmid)" 1 "a changed file says nothing"
"$index" --quiet --glossary "$work/g.tsv"
is "$(lists groat)" "$(pair left right kind)
$(pair zorkmid groat 'your glossary')" "before it is given again"
is "$(found zorkmid)" 0 "and then takes the place of the old"
printf 'english\ttraditional\tvariants\nsepsis|septicaemia\t敗血症\t\n' >"$work/h.tsv"
"$index" --quiet --glossary "$work/g.tsv" --glossary "$work/h.tsv"
is "$(lists | grep -c glossary)" 3 "several glossaries"
stamp=$(stat -L -c %Y:%i "$LITSEARCH_DB"/gen-*/ 2>/dev/null | tail -1)
"$index" --quiet --glossary "$work/g.tsv" --glossary "$work/h.tsv"
is "$(stat -L -c %Y:%i "$LITSEARCH_DB"/gen-*/ 2>/dev/null | tail -1)" "$stamp" "the same again changes nothing"
"$index" --quiet --glossary ''
is "$(lists | grep -c glossary)" 0 "none any more"
like "$(lists LLM)" shortened "what the cards teach stays"
"$index" --quiet --rebuild
is "$(lists | grep -c glossary)" 0 "also for a rebuild"

# ---- bad glossaries: the line is named and nothing is indexed ----
"$index" --quiet --glossary "$work/h.tsv"
card 4 4 "New: magnetic resonance imaging (MRI)." >"$work/few/4.md"
card 5 5 "New: magnetic resonance imaging (MRI)!" >"$work/few/5.md"
refuses() { # GLOSSARY SAYS NAME
    glossary "$1"
    run "$index" --glossary "$work/g.tsv"
    is "$status" 2 "refused: $3"
    like "$err" "$work/g.tsv:$2" "with its line: $3"
}
refuses 'a term\tb term\nonly\n' '2:.*column' "a wrong column count"
refuses 'ok\tfine\n\nzork\t\xff\xfe\n' '3:6: bad: .*UTF-8' "bad UTF-8"
refuses 'sepsis\tSepsis\n' '1:1: bad: .*the same' "a term that is mapped to itself"
run "$index" --glossary "$work/absent.tsv"
is "$status" 6 "a file that is not there"
like "$err" 'absent.tsv: No such file' "and its name"
run "$index" --report json --glossary "$work/g.tsv"
is "$(jq -c '[.exit_status, (.glossary_complaints | length)]' <<<"$out")" "[2,1]" "a report has it too"
is "$(lists MRI)" "$(pair left right kind)" "the index is as it was"
is "$(lists | grep -c glossary)" 2 "with the glossary it had"
run "$index" --check --glossary "$work/g.tsv" "$work/few"
is "$status" 2 "--check checks a glossary too"

printf 'aa\tbb\nbb\tcc\ncc\taa\n' >"$work/g.tsv"
run "$index" --glossary "$work/g.tsv"
is "$status" 0 "a cycle is no mistake"
is "$(found aa)" 0 "and does no harm"

card 6 6 "Here is member7777." >"$work/few/6.md"
seq 1 5000 | sed 's/.*/crowd\tmember&/' >"$work/g.tsv"
run "$index" --glossary "$work/g.tsv"
is "$status" 0 "thousands of synonyms of one word"
like "$err" "$work/g.tsv:[0-9]+:1: odd: .*many-synonyms" "are told of"
run timeout 20 "$query" --count crowd
[ "$status" = 0 ] || [ "$status" = 1 ]
result $? "and a search is bounded" "$status $err"

seq 1 1000000 | sed 's/.*/term&\tname&/' >"$work/g.tsv"
run timeout 300 "$index" --glossary "$work/g.tsv"
is "$status" 0 "a million lines"
card 7 7 "Here is name777777." >"$work/few/7.md"
"$index" --quiet
is "$(found term777777)" 1 "are used"
finish
