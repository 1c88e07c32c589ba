#!/bin/bash
# The formats as programs of others read them: JSON by its schema, citations by
# readers of citations, HTML by a parser.
. "$(dirname "$0")/tap.sh"
top=$(cd "$(dirname "$0")/../.." && pwd)
schema=$top/query/render/litsearch.schema.json
python=/usr/bin/python3 # Debian's, which has Debian's packages
export LITSEARCH_DB=$work/db PYTHONDONTWRITEBYTECODE=1
"$index" --quiet "$top/corpus/cards" 2>/dev/null

follows() { # DEFINITION NAME, with the output in $work/.out
    detail=$("$python" "$top/tests/formats/check_schema.py" "$schema" "$1" <"$work/.out" 2>&1)
    result $? "$2" "$detail"
}

# ---- JSON and its schema ----
while read -r words; do
    eval "run \"\$query\" --format json $words"
    follows answer "the schema knows: $words"
    eval "run \"\$query\" --format jsonl $words"
    follows hit "and each line of it"
done <<'ROWS'
hallucination bias
-n 100 model
幻覺
--score 8
"大型語言模型在加護病房的應用"
xyzzyq
--show llm-01
-n 0 hallucination
--facets hallucination
--explain hallucination 幻覺
--headings 3 hallucination bias
--headings 8 --explain -n 100 模型
--headings 2 --like llm-01
--facets --explain -n 3 halucination
--base-url https://site.example/docs/ 幻覺
--like llm-01
ROWS
printf '%s\n' '{"_id":"a","text":"hallucination bias"}' '{"_id":7,"text":"xyzzyq"}' >"$work/batch.jsonl"
run "$query" --batch "$work/batch.jsonl"
follows answer "the schema knows the answers of a batch"
printf '%s\n' '{"_id":7,"text":"?!"}' '{"text":"bias"}' '"' >>"$work/batch.jsonl"
run "$query" --batch "$work/batch.jsonl"
follows batch_line "and what is said of lines that cannot be asked"
is "$(wc -l <"$work/.out")" 5 "of each line"
for text in hall 门 "large l" zzz; do
    run "$query" --suggest "$text" --format json
    follows suggestions "the schema knows what --suggest $text says"
    run "$query" --suggest "$text" --format jsonl
    follows suggestion "line by line too"
done
for words in "" LLM xyzzyq; do
    run "$query" --glossary $words --format json
    follows glossary "the schema knows what --glossary $words says"
    run "$query" --glossary $words --format jsonl
    follows glossary_pair "line by line too"
done
run "$query" --stats --format json
follows stats "the schema knows what --stats says"
echo '{"_id":"bare","text":"nothing known"}' >"$work/bare.jsonl"
"$index" --quiet --db "$work/bare" --jsonl "$work/bare.jsonl" 2>/dev/null
run "$query" --stats --format json --db "$work/bare"
follows stats "of an index of nothing known too"
for kind in answer hit; do
    run "$BUILD/tests/query/formats_test.t" "$kind"
    follows "$kind" "the schema knows all that one may have: $kind"
done
run "$query" --format json hallucination
printf '%s' "$out" | jq -c '.hits[0].year = "2024" | .extra = 1' >"$work/.out"
detail=$("$python" "$top/tests/formats/check_schema.py" "$schema" answer <"$work/.out")
is "$?,$(wc -l <<<"$detail")" "1,2" "and not what an answer may not have"
is "$("$query" --format json hallucination | jq -r 'keys_unsorted | join(" ")')" \
    "version query step total total_some total_expanded total_template total_feedback took_ms hits facets suggestion" "the keys stand in order"
for format in json jsonl tsv html bibtex ris nbib csl trec; do
    run "$query" --format $format '"hallucination'
    is "$status,$out" "2," "$format: an error prints nothing"
    run "$query" --format $format --db "$work/none" hallucination
    is "$status,$out" "3," "$format: nor does an index that is not there"
    run "$query" --format $format xyzzyq
    is "$status" 1 "$format: nothing found"
done
run bash -c "set -o pipefail; '$query' -n 60 -f bibtex of | head -1 | wc -l"
is "$out,$err" "1," "a reader that has seen enough is no error to speak of"

# ---- citations ----
"$python" "$top/tests/formats/read_back.py" "$query" "$index" "$BUILD/tests/bibutils_mods" "$work" >"$work/read-back.tsv" 2>"$work/.err"
result $? "the citations are read back" "$(cat "$work/.err")"
while IFS=$'\t' read -r ok name detail; do
    result "$ok" "$name" "$detail"
done <"$work/read-back.tsv"
[ "$(wc -l <"$work/read-back.tsv")" -gt 500 ]
result $? "field by field"

# ---- HTML ----
run "$query" --format html --base-url https://site.example/ -n 1 幻覺
like "$out" '<a href="https://site\.example/large-language-models/llm-01#[-%A-Z0-9]+">Chall' "a title leads to the heading"
run "$query" --format html --base-url 'javascript:alert(1)//' -n 1 幻覺
is "$status$out" 2 "but never into a program"
like "$err" '^litsearch: --base-url javascript:alert\(1\)//: a base URL begins with https://' "which is told"
for words in "-n 100 model" "幻覺" "--base-url /docs/ model" "--score 8 --facets" "xyzzyq" "--show llm-01" \
    "--db $work/read-back -n 100 common 共同"; do
    eval "run \"\$query\" --format html $words"
    is "$("$python" "$top/tests/formats/check_html.py" <"$work/.out")" "" "a fragment of plain tags: $words"
done
like "$out" 'He said &quot;no&quot;, &#39;never&#39; &lt;b&gt;bold&lt;/b&gt; &amp;amp; “so”' "text stays text"
is "$(grep -c '^<article class="litsearch-hit">$' <<<"$out")" "$(grep -c . "$work/cards.jsonl")" "an article for each hit"

# ---- trec ----
for words in "model bias 幻覺" "the patient" "病人 模型 臨床" "--score 5"; do
    eval "run \"\$query\" --format trec -n 100 $words"
    is "$(awk 'NF != 6 || $1 != "0" || $2 != "Q0" || $4 != NR || $6 != "litsearch" || (NR > 1 && $5 >= last) {bad++}
        {last = $5} END {print bad + 0, (NR > 20)}' <<<"$out")" "0 1" "scores fall with the rank: $words"
done
finish
