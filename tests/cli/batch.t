#!/bin/bash
# litsearch --batch: many queries in one process, as JSON lines or as a run file.
. "$(dirname "$0")/tap.sh"
top=$(cd "$(dirname "$0")/../.." && pwd)
export LITSEARCH_DB=$work/db
"$index" --quiet "$top/corpus/cards"
queries=$work/queries.jsonl
cat >"$queries" <<'LINES'
{"_id":"first","text":"hallucination bias"}
{"_id":2,"text":"幻觉","more":["of","no","interest"]}

{"text":"xyzzyq","_id":"none of them"}
LINES

# ---- answers ----
run "$query" --batch "$queries" -n 3
is "$status,$err" "0," "queries are answered, even when some find nothing"
is "$(jq -c '[._id,.query,.step]' <<<"$out" | tr '\n' ' ')" \
    '["first","hallucination bias","all"] [2,"幻觉","all"] ["none of them","xyzzyq","none"] ' "in their order, under their own names"
is "$(jq -r 'keys_unsorted|join(" ")' <<<"$out" | sort -u)" "_id $("$query" -f json bias | jq -r 'keys_unsorted|join(" ")')" \
    "the answer is that of --format json with _id before it"
alone() { "$query" -f json "$@" | jq -c 'del(.took_ms)'; }
is "$(jq -c 'del(._id,.took_ms)' <<<"$out")" "$(alone -n 3 'hallucination bias'; alone -n 3 幻觉; alone -n 3 xyzzyq)" "and the same"
is "$("$query" --batch "$queries" -n 3 -f jsonl | jq -c 'del(.took_ms)')" "$(jq -c 'del(.took_ms)' <<<"$out")" "jsonl is what it is"
is "$("$query" --batch "$queries" -s 8.. -d 門診 --offset 1 | jq -c '[.total,(.hits|length)]' | tr '\n' ' ')" \
    "$(for q in 'hallucination bias' 幻觉 xyzzyq; do "$query" -s 8.. -d 門診 --offset 1 -f json "$q" | jq -c '[.total,(.hits|length)]' | tr '\n' ' '; done)" \
    "filters and pages hold for all"
is "$("$query" --batch - <"$queries" | jq -c ._id | tr '\n' ' ')" '"first" 2 "none of them" ' "- is standard input"
is "$(printf '{"_id":"x","text":"bias"}' | "$query" --batch - | jq -c ._id)" '"x"' "the last line may lack its end"
is "$(printf '\xef\xbb\xbf{"_id":"x","text":"bias"}\r\n\r\n' | "$query" --batch - | jq -c ._id)" '"x"' "a mark at the start and carriage returns are fine"
run "$query" --batch /dev/null
is "$status,$out,$err" "0,," "no queries, no answers"

# ---- a run file ----
run "$query" --batch "$queries" -n 3 -f trec
is "$status,$err" "0," "a run file"
is "$(awk '{print $1, $2, $4, $6}' <<<"$out" | tr '\n' ';')" \
    "first Q0 1 litsearch;first Q0 2 litsearch;first Q0 3 litsearch;2 Q0 1 litsearch;2 Q0 2 litsearch;2 Q0 3 litsearch;" \
    "names the query, the rank and us; what finds nothing has no line"
is "$(awk '$1 == q && $5 >= last {bad = 1} {q = $1; last = $5} END {print bad + 0}' <<<"$out")" 0 "scores fall strictly with the rank"
is "$(awk '$1 == "first" {print $3}' <<<"$out")" "$("$query" -n 3 -f json 'hallucination bias' | jq -r '.hits[].id')" "in the order of the answer"
printf '{"_id":"two words","text":"手術室 排程"}\n' >"$work/space.jsonl"
is "$("$query" --batch "$work/space.jsonl" -f trec | awk 'NF != 6' | wc -l)" 0 "white space in names does not break columns"
like "$("$query" --batch "$work/space.jsonl" -f trec)" '^two%20words Q0 [^ ]*%20' "but is escaped"

# ---- what people write ----
printf '%s\n' '{"_id":1,"text":"\"hallucination bias"}' '{"_id":2,"text":"bias"}' >"$work/odd.jsonl"
run "$query" --batch "$work/odd.jsonl" -n 2 -f trec
is "$status,$(awk '{print $1}' <<<"$out" | uniq | tr '\n' ' ')" "0,1 2 " "a text with a mistake in it is searched all the same"
is "$err" "litsearch: $work/odd.jsonl:1: $("$query" '"hallucination bias' 2>&1 | sed -n '1s/litsearch: //p') (searched as plain words)" "and the mistake is told, with its line"
is "$("$query" --plain -f jsonl '"hallucination ( bias')" "$("$query" -f jsonl 'hallucination bias')" "--plain alone does so in silence"
is "$("$query" --plain --batch "$work/odd.jsonl" -f trec 2>&1 | grep -c litsearch:)" 0 "with --batch too"
run "$query" --batch "$queries" -d zzz -n 1
is "$(grep -c zzz <<<"$err")" 1 "what is said of a filter is said once"

# ---- bad lines ----
while IFS='|' read -r pattern line; do
    { printf '{"_id":"a","text":"bias"}\n'; printf "$line\n"; printf '{"_id":"b","text":"bias"}\n'; } >"$work/bad.jsonl"
    run "$query" --batch "$work/bad.jsonl" -n 1 -f trec
    is "$status,$(cut -d' ' -f1 <<<"$out" | tr '\n' ' ')" "2,a b " "the others are answered: $line"
    like "$err" "^litsearch: $work/bad.jsonl:2.*$pattern" "says: $pattern"
done <<'ROWS'
not JSON|nonsense
not JSON|{"_id":"x","text":"cut
not a JSON object|["_id","text"]
no _id|{"text":"bias"}
no _id|{"_id":null,"text":"bias"}
no _id|{"_id":"","text":"bias"}
no text|{"_id":"x"}
no text|{"_id":"x","text":7}
no text|{"_id":"x","text":" "}
not UTF-8: byte 0xff|{"_id":"x","text":"\xff"}
not JSON: .u0000 is no character|{"_id":"x","text":"a\\u0000b"}
no word or number|{"_id":"x","text":"?!"}
ROWS
while IFS='|' read -r want line; do
    { printf '{"_id":"a","text":"bias"}\n'; printf "$line\n"; printf '{"_id":"b","text":"bias"}\n'; } >"$work/bad.jsonl"
    run "$query" --batch "$work/bad.jsonl" -n 1
    is "$status,$(jq -c '[._id,.total != null]' <<<"$out" | tr '\n' ' ')" "2,[\"a\",true] [$want,false] [\"b\",true] " \
        "a line for each query: $line"
    is "$(jq -r 'select(.error) | .error' <<<"$out")" "$(sed -E 's/^litsearch: [^:]*:2:([0-9]+:)? //' <<<"$err")" "says why it is not answered"
done <<'ROWS'
null|nonsense
null|["_id","text"]
null|{"_id":null,"text":"bias"}
null|{"_id":"x","text":"\xff"}
"x"|{"_id":"x","text":7}
7|{"_id":7,"text":"?!"}
ROWS
{ printf '{"_id":"x","text":"'; head -c 1100000 /dev/zero | tr '\0' x; printf '"}\n{"_id":"b","text":"bias"}\n'; } >"$work/long.jsonl"
run "$query" --batch "$work/long.jsonl" -n 1 -f trec
is "$status,$(cut -d' ' -f1 <<<"$out")" "2,b" "a line of a megabyte"
like "$err" ':1: the line has more than 1048576 bytes' "is told"

# ---- what cannot be ----
while IFS='|' read -r want pattern words; do
    eval "run \"\$query\" $words"
    is "$status,$out" "$want," "exit status $want: $words"
    like "$err" "$pattern" "says: $pattern"
    is "$(grep -c . <<<"$err")" 1 "once"
done <<'ROWS'
2|leave out the query|--batch "$queries" bias
2|--count|--batch "$queries" --count
2|jsonl or --format trec|--batch "$queries" -f tsv
6|cannot open .*/none: No such file|--batch "$work/none"
6|cannot read .*: Is a directory|--batch "$work"
3|there is no index|--db "$work/none" --batch "$queries"
ROWS

# ---- streams ----
run bash -c "'$query' --batch '$queries' >/dev/full"
is "$status" 6 "output that cannot be written is an error"
for i in $(seq 3000); do printf '{"_id":%d,"text":"hallucination bias of large language models %d"}\n' "$i" "$i"; done >"$work/many.jsonl"
run bash -c "set -o pipefail; '$query' --batch '$work/many.jsonl' | head -1 | wc -l"
is "$out,$err" "1," "a reader that has seen enough is no error to speak of"
is "$("$query" --batch "$work/many.jsonl" -n 1 -f trec | awk '$1 != NR {bad = 1} END {print NR, bad + 0}')" "3000 0" "thousands, in order"
coproc ask { exec "$query" --batch - -n 1 -f trec; }
to=${ask[1]} from=${ask[0]} asker=$ask_PID # which bash forgets when it ends
printf '{"_id":"now","text":"bias"}\n' >&"$to"
read -r -t 20 line <&"$from"
like "$line" '^now Q0' "an answer does not wait for the next query"
eval "exec $to>&-"
wait "$asker"
if [ -z "${SANITIZE-}" ] && command -v valgrind >/dev/null; then
    head -40 "$work/many.jsonl" >"$work/some.jsonl"
    cat "$work/odd.jsonl" "$work/bad.jsonl" >>"$work/some.jsonl"
    run valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite "$query" --batch "$work/some.jsonl" -n 2
    is "$status" 2 "nothing is lost on the way"
fi
finish
