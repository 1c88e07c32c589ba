#!/bin/bash
# A server that runs for long: it follows its index, stops when told to, says what it did.
. "$(dirname "$0")/http.sh"
mkdir "$work/cards"
card one 1001 "A first card about gnomes." >"$work/cards/one.md"
index_cards() { "$index" --quiet "$@" "$work/cards" 2>/dev/null; }

# ---- an index that comes, changes, goes and comes again ----
serve
result $? "it starts without an index"
like "$(cat "$log")" "^litsearch-serve: .*$work/db.*answering 503 until then" "and says so"
for target in '/search?q=gnomes' '/suggest?q=gn' /card/1001 /health; do
    ask "$target"
    error_is 503 NO_INDEX "$work/db" "$target without an index"
    is "$(header Retry-After)" 1 "come again: $target"
done
ask /metrics
is "$code" 200 "it can be watched"
ask '/search?q=%22gnomes'
error_is 503 NO_INDEX . "an index is missed before a query is read"
index_cards
for target in '/search?q=gnomes' '/suggest?q=gn' /card/1001 /health; do
    ask "$target"
    is "$code" 200 "$target with an index"
done
mv "$work/db" "$work/aside"
ask '/search?q=gnomes'
error_is 503 NO_INDEX . "an index that was moved away"
mv "$work/aside" "$work/db"
ask '/search?q=gnomes'
is "$code $(jq .total <<<"$body")" "200 1" "and is back"
rm -r "$work/db"
ask '/search?q=gnomes'
error_is 503 NO_INDEX . "an index that was removed"
mkdir "$work/db"
ask '/search?q=gnomes'
error_is 503 NO_INDEX . "a folder without one"
echo "not an index" >"$work/db/XAPIANDB"
ask '/search?q=gnomes'
is "$code" 503 "a file that is none"
keep error
rm -r "$work/db"
index_cards
current=$(find "$work/db" -name '*.glass' | head -1)
cp "$current" "$work/kept.glass"
head -c 100 "$work/kept.glass" >"$current"
ask '/search?q=gnomes&_=damaged'
is "$code" 503 "a damaged one"
keep error
like "$(jq -r .error.status "$work/.body")" '^(CORRUPT|NO_INDEX|IO)$' "which is told"
cp "$work/kept.glass" "$current"
rm -r "$work/db"
index_cards
ask '/search?q=gnomes'
is "$code $(jq .total <<<"$body")" "200 1" "nothing of that lasts"
is "$(kill -0 "$pid" && echo there)" there "it is the same process"

# A new generation while many ask: nobody notices but by what is found.
ask_for_ever() {
    while [ -e "$work/asking" ]; do
        curl -s -o /dev/null -w '%{http_code}\n' "$url/search?q=gnomes&facets=1" "$url/suggest?q=gno" "$url/card/1001" "$url/health" \
            -o /dev/null -o /dev/null -o /dev/null
    done
}
touch "$work/asking"
askers=()
for i in 1 2 3; do
    ask_for_ever >"$work/codes.$i" &
    askers+=($!)
done
late=0
i=0
while read -r sentence; do # each another one: what cards repeat is template text
    i=$((i + 1))
    card "c$i" "200$i" "$sentence" >"$work/cards/c$i.md"
    if ((i % 3 == 0)); then index_cards --rebuild; else index_cards; fi
    ask '/search?q=gnomes'
    [ "$code $(jq .total <<<"$body")" = "200 $((i + 1))" ] || late=$((late + 1))
    ask "/card/200$i"
    [ "$code" = 200 ] || late=$((late + 1))
done <<'ROWS'
Nobody has measured how many gnomes sleep.
In winter, gnomes and their ducks eat less than expected.
Two trials compared gnomes with badgers.
Weak evidence suggests that taller gnomes fish better.
The authors surveyed gnomes by telephone.
Fear of gnomes is common among gardeners; its cause is not known.
Why do gnomes wear hats?
Painted gnomes fade within three summers.
ROWS
rm "$work/asking"
wait "${askers[@]}"
is "$late" 0 "what a run adds is found by the next request"
is "$(sort "$work"/codes.* | uniq -c | awk '{print $2}')" 200 "nobody who asked meanwhile met an error"
[ "$(cat "$work"/codes.* | wc -l)" -gt 40 ]
result $? "and they did ask"
open=$(ls -l "/proc/$pid/fd" | grep -c "$work/db")
for i in {1..6}; do
    echo more >>"$work/cards/one.md"
    index_cards
    for j in {1..16}; do ask '/search?q=gnomes'; done
done
[ "$(ls -l "/proc/$pid/fd" | grep -c "$work/db")" -le $((open + 40)) ]
result $? "generations that are gone are let go"
stop
is "$status" 0 "it ends well"

# ---- several indexes ----
echo '{"_id":"other","title":"Another gnome","text":"gnomes elsewhere"}' >"$work/other.jsonl"
"$index" --quiet --db "$work/db2" --jsonl "$work/other.jsonl" 2>/dev/null
serve --db "$work/db" --db "$work/db2"
ask '/search?q=gnomes&limit=100'
is "$code $(jq -c '[.total, ([.hits[].id] | contains(["other", "one.md"]))]' <<<"$body")" "200 [10,true]" "--db several times: searched as one"
tag=$(header ETag)
ask /card/other
is "$code" 200 "a card of the second"
echo '{"_id":"third","title":"A third gnome","text":"gnomes again"}' >>"$work/other.jsonl"
"$index" --quiet --db "$work/db2" --jsonl "$work/other.jsonl" 2>/dev/null
ask '/search?q=gnomes&limit=100' -H "If-None-Match: $tag"
is "$code $(jq .total <<<"$body")" "200 11" "each is followed"
mv "$work/db2" "$work/aside"
ask '/search?q=gnomes'
error_is 503 NO_INDEX "$work/db2" "one of them missing"
mv "$work/aside" "$work/db2"
stop INT
is "$status" 0 "it ends well by ^C too"

# ---- the end ----
# Requests that take long: all the queue of one thread, on an index with something to do.
for i in {1..300}; do
    printf '{"_id":"n%d","title":"Note %d","text":"%s"}\n' "$i" "$i" "$(printf 'gnome number%s of many words here. ' {1..60})"
done >"$work/many.jsonl"
"$index" --quiet --db "$work/many" --jsonl "$work/many.jsonl" 2>/dev/null
serve --db "$work/many" --threads 1 --time-limit 20000
asked=$([ -n "${SANITIZE-}" ] && echo 10 || echo 60) # what is watched is slow
curl -s --parallel --parallel-immediate --parallel-max 60 -w '%{http_code}\n' \
    "$url/search?q=gnome+number*+of+many&limit=100&facets=1&explain=1&_=[1-$asked]" -o "$work/answers.#1" >"$work/codes" 2>/dev/null &
asker=$!
within 10 says 'GET /search'
kill -TERM "$pid"
within 10 says '^litsearch-serve: stopping$'
sleep 0.1
curl -s --max-time 2 -o /dev/null "$url/health"
is $? 7 "who comes after the end was told is refused at once"
wait "$pid"
is $? 0 "it ends well, with requests under way"
wait "$asker"
is "$(sort "$work/codes" | uniq -c | awk '{print $1, $2}')" "$asked 200" "which are answered"
is "$(cat "$work"/answers.* | jq -c '.hits | length' | sort -u)" 100 "to the end"

serve --time-limit 100
"$python" - "$port" <<'PYTHON' &
import socket, sys, time
one = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
one.sendall(b"GET /search HTTP/1.1\r\nHost: x\r\n") # and no more
time.sleep(15)
PYTHON
dawdler=$!
sleep 0.5
from=$SECONDS
stop
is "$status" 0 "one who dawdles does not keep it"
[ $((SECONDS - from)) -le 9 ]
result $? "for long"
serve --time-limit 60000
"$python" - "$port" <<'PYTHON' &
import socket, sys, time
one = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
one.sendall(b"GET /search HTTP/1.1\r\nHost: x\r\n")
time.sleep(15)
PYTHON
second=$!
sleep 0.5
kill -TERM "$pid"
within 5 says stopping
from=$SECONDS
stop TERM 2>/dev/null
is "$status" $((128 + 15)) "a second signal ends it"
[ $((SECONDS - from)) -le 2 ]
result $? "at once"
kill "$dawdler" "$second" 2>/dev/null

# ---- words on the command line ----
while IFS=$'\t' read -r words message; do
    eval "run timeout 10 \"\$server\" $words"
    is "$status" 2 "litsearch-serve $words"
    like "$err" "^litsearch-serve: $message" "is told: $words"
done <<'ROWS'
--listen nowhere	--listen nowhere: write ADDRESS:PORT with a numeric address
--listen 127.0.0.1	--listen 127.0.0.1: write
--listen 127.0.0.1:	--listen
--listen 127.0.0.1:65536	--listen
--listen 127.0.0.1:-1	--listen
--listen '[::1]'	--listen
--listen '[::1]80'	--listen
--listen '[127.0.0.1]x:80'	--listen
--listen 'example.org:80'	--listen
--listen ''	--listen
--threads 0	.*threads
--threads 257	.*threads
--threads x	.*threads
--time-limit 0	.*time-limit
--time-limit 600001	.*time-limit
--connections 0	.*connections
--root /search	--root /search: must begin with http:// or https://
--root javascript:x	--root javascript:x
--base-url javascript:x	--base-url javascript:x
--origin https://notes.example/	--origin https://notes.example/: leave out what stands behind the host
--origin notes.example	--origin notes.example
--db	.*db
--dbb x	.*dbb
notes.idx	notes.idx: litsearch-serve takes options only
ROWS
serve
run timeout 10 "$server" --listen "127.0.0.1:$port"
is "$status" 6 "a port that is taken"
is "$err" "litsearch-serve: cannot listen at 127.0.0.1:$port: Address already in use" "is told"
run timeout 10 "$server" --listen 192.0.2.1:0
is "$status" 6 "an address that is not ours"
like "$err" "cannot listen at 192.0.2.1:0: Cannot assign" "is told"
ask /health
is "$code" 200 "the one that was there answers"
stop
serve --listen "127.0.0.1:$port"
is "$url" "http://127.0.0.1:$port" "its port is free again at once"
stop
if [ -e /proc/net/if_inet6 ] && grep -q ' lo$' /proc/net/if_inet6; then
    serve --listen '[::1]:0'
    like "$url" '^http://\[::1\]:[0-9]+$' "IPv6"
    ask /health
    is "$code" 200 "answers"
    like "$(cat "$log")" ' \[::1\]:[0-9]+ GET /health 200 ' "and is logged"
    stop
else
    skip "IPv6" "this machine has none"
fi

# ---- what is made in memory beside the requests ----
metric() { curl --silent "$url/metrics" | sed -n "s/^litsearch_$1 //p"; }
wait_for_metric() { # NAME VALUE
    local tries
    for ((tries = 0; tries < 100; tries++)); do
        [ "$(metric "$1")" != "$2" ] || break
        sleep 0.1
    done
}
make_index --rebuild
serve
wait_for_metric ready 1
is "$(metric ready)" 1 "a server is ready soon after it starts"
search '"large language models"'
phrase=$(jq -c '[.total, .hits[].id]' <<<"$body")
search title:model facets=1
field=$(jq -c '[.total, .facets, .hits[].id]' <<<"$body")
stop
serve --memory 0
is "$(metric ready)" 0 "which one that keeps nothing in memory never is"
search '"large language models"'
is "$(jq -c '[.total, .hits[].id]' <<<"$body")" "$phrase" "a phrase is found with and without"
search title:model facets=1
like "$field" "\"card\"" "facets"
is "$(jq -c '[.total, .facets, .hits[].id]' <<<"$body")" "$field" "and a word of a field, counted by note cards"
stop

# ---- answers that are kept ----
kept() { # How many were answered from memory
    curl --silent "$url/metrics" | sed -n 's/^litsearch_kept_total //p'
}
make_index --rebuild
serve
search hallucination
first=$body
search hallucination
is "$(kept) $body" "1 $first" "the second who asks gets the first one's answer"
ask '/search?q=hallucination' -H 'Accept-Encoding: gzip' --compressed
is "$(kept) $body" "2 $first" "packed, too"
ask '/search?q=hallucination&limit=1'
ask '/search?q=nosuchthing'
ask '/search?q=domian:x'
ask '/search?q=domian:x'
is "$(kept)" 2 "other questions have other answers, and errors are not kept"
make_index --rebuild
search hallucination
is "$(kept) $(jq .total "$work/.body")" "2 $(jq .total <<<"$first")" "a new index is asked anew"
ask / -H 'Accept-Language: en'
english=$body
ask / -H 'Accept-Language: zh-TW'
unlike "$body" '<html lang="en"' "another language is another answer"
is "$(kept)" 2 "which is not kept under the first one's name"
stop
serve --cache 0
search hallucination
search hallucination
is "$(kept)" 0 "--cache 0: none"
stop

# ---- the log ----
serve
ask '/search?q=gnomes' -H 'User-Agent: x'
like "$(tail -1 "$log")" "^20[0-9]{2}-[01][0-9]-[0-3][0-9]T[0-9:]{8}Z 127\.0\.0\.1:[0-9]+ GET /search\?q=gnomes 200 [0-9]+ [0-9]+\.[0-9]{2}\$" "a line for each request"
is "$(tail -1 "$log" | awk '{print $6}')" "$(stat -c %s "$work/.body")" "with the bytes of the body"
ask /search -X OPTIONS
like "$(tail -1 "$log")" ' OPTIONS /search 204 0 ' "and its method"
before=$(wc -l <"$log")
while IFS=$'\t' read -r target logged; do
    printf "GET $target HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" |
        "$python" -c 'import socket, sys; s = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
s.sendall(sys.stdin.buffer.read())
while s.recv(9999): pass' "$port"
    like "$(tail -1 "$log")" " GET $logged [0-9]+ [0-9]+ [0-9.]+\$" "hostile bytes are escaped: $target"
done <<'ROWS'
/a\033[31mred\a	/a%1B\[31mred%07
/"quoted"\\back	/%22quoted%22%5Cback
/\377\376\200	/%FF%FE%80
/\346\274\242	/%E6%BC%A2
/%%0d%%0aGET	/%0d%0aGET
/\t\v\177	.*%7F
ROWS
is "$(wc -l <"$log")" $((before + 6)) "a line each"
ask "/$(printf 'x%.0s' {1..5000})"
like "$(tail -1 "$log")" ' /x{1199}\.\.\. 404 ' "what is long is cut"
ask "/$(printf '"%.0s' {1..5000})"
like "$(tail -1 "$log")" '%22\.\.\. 404 ' "also when it is escaped"
is "$(LC_ALL=C awk 'length >= 4096' "$log" | wc -l)" 0 "a line is written in one piece, also to a pipe"
unlike "$(LC_ALL=C cat -v "$log")" '\^|M-' "no byte of it is a terminal's"
stop

# Where the system allows few files there are few connections, but not more than were asked for.
printf '#!/bin/sh\nulimit -n 100\nexec "%s" "$@"\n' "$server" >"$work/few"
chmod +x "$work/few"
server=$work/few serve --threads 2 --connections 3
sleep 5 | perl "$top/tests/http/enemy.pl" "$port" crowd 3 0 >"$work/crowd" &
crowd=$!
within 5 grep -qs 3 "$work/crowd"
ask /health --max-time 1
is "$code" 000 "--connections holds with few files, too"
kill "$crowd" 2>/dev/null
wait "$crowd" 2>/dev/null
ask /health --max-time 5
is "$code" 200 "and there is room again"
stop

serve --quiet
ask /health
ask /nothing
stop
is "$(grep -vc '^litsearch-serve: ' "$log")" 0 "--quiet: none"
check_kept error
finish
