#!/bin/bash
# Clients that mean harm, or act so: others are answered, nothing is lost, and it is soon over.
. "$(dirname "$0")/http.sh"
mkdir "$work/cards"
cp "$top"/corpus/cards/large-language-models/*.md "$work/cards"
evil='</script><script>alert(1)</script><img src=x onerror=alert(2)>'
card evil 667 "Evil body: $evil and more of it." >"$work/cards/<img src=x onerror=alert(3)>.md"
jq -cn --arg evil "$evil" '{_id: ("e/\"" + $evil), title: ("Evil " + $evil), text: ("Evil " + $evil), pmid: "666",
    journal: $evil, authors: [$evil], domains: [$evil], doi: ("10.1/" + $evil), year: 2024, score: 8}' >"$work/evil.jsonl"
"$index" --quiet --jsonl "$work/evil.jsonl" "$work/cards" 2>/dev/null
# Elements and attributes by which a page would run what cards or clients say.
running() {
    "$python" -c '
import html.parser, sys
class Reader(html.parser.HTMLParser):
    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        ours = attrs.get("src", "").split("assets/")[0].strip("./") == "" and "assets/" in attrs.get("src", "")
        if (tag == "script" and not ours) or tag in ("img", "iframe", "object", "embed", "base", "style"):
            print(tag, attrs)
        for name, value in attrs.items():
            if name.startswith("on") or name in ("style", "srcdoc") or (value or "").strip().lower().startswith(("javascript:", "data:")):
                print(tag, name, value)
Reader().feed(sys.stdin.read())'
}
enemy() { perl "$top/tests/http/enemy.pl" "$port" "$@"; }
fds() { ls "/proc/$pid/fd" | wc -l; }
rss() { awk '/^VmRSS/ { print $2 }' "/proc/$pid/status"; }
at_peace() { [ "$(fds)" -le "$peace" ]; }
has_many() { [ "$(fds)" -ge "$count" ]; }
# Nothing is remembered of requests whose clients are gone: there is this one only.
is_idle() {
    ask /metrics
    [ "$(awk '$1 == "litsearch_requests_under_way" { print $2 }' "$work/.body")" = 1 ]
}
# Files of connections that are gone are closed, and someone decent is answered as ever.
survives() { # ATTACK
    within 10 at_peace
    result $? "$1: its connections are closed" "$(fds) files, of $peace"
    within 10 is_idle
    result $? "$1: its requests are forgotten" "$(grep under_way "$work/.body")"
    ask '/search?q=hallucination'
    is "$code $(jq .total <<<"$body")" "$decent" "$1: others are answered"
    is "$(kill -0 "$pid" && grep -c AddressSanitizer "$log")" 0 "$1: by the same process"
}
ulimit -n "$(ulimit -Hn)"
# What is watched is slow, and larger.
time_limit=$([ -n "${SANITIZE-}" ] && echo 30000 || echo 5000)
crowd_max=$([ -n "${SANITIZE-}" ] && echo 1500 || echo 10000)
serve --threads 2 --time-limit "$time_limit"
ask '/search?q=hallucination'
decent="$code $(jq .total <<<"$body")"
enemy rush 40 '/search?q=model&facets=1' >"$work/.out" # each thread opens the index
is "$(cat "$work/.out")" 200:40 "many ask at once"
peace=$(($(fds) + 1))

# ---- the slow: all at once, since each takes its time ----
slow() { # NAME WAY [ARGUMENT]...
    local name=$1
    shift
    enemy "$@" >"$work/slow.$name" 2>&1 &
    slow+=($!)
}
slow=()
slow line dribble 'GET /' a 1 50
slow headers dribble 'GET /health HTTP/1.1\r\nHost: x\r\n' 'X: y\r\n' 1 50
slow body dribble 'POST /multi-search HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n' x 1 50
slow chunks dribble 'POST /multi-search HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n' '1\r\nx\r\n' 1 50
slow reader glutton '/search?q=model&limit=100&explain=1' 400 36
slow decent dribble 'POST /multi-search HTTP/1.1\r\nHost: x\r\nContent-Length: 18\r\n\r\n{"queries":[]}' ' ' 1 5
slow half raw 45 half < <(printf 'POST /multi-search HTTP/1.1\r\nHost: x\r\nContent-Length: 20\r\n\r\n{}')

# ---- meanwhile: bytes as no client sends them ----
H='Host: x\r\n'
P="POST /multi-search HTTP/1.1\\r\\n$H"
while IFS=$'\t' read -r wanted bytes; do
    bytes=${bytes//HOST/$H} bytes=${bytes//ASK/$P}
    got=$(printf "$bytes" | enemy raw 0.7 2>"$work/.text")
    like "$got" "^$wanted\$" "$bytes"
    unlike "$(tr -d '\0' <"$work/.text")" 'root:|"hits"' "nothing of it: $bytes"
done <<'ROWS'
200 open	GET /health HTTP/1.1\r\nHOST\r\n
200 end	GET /health HTTP/1.0\r\n\r\n
200 open	GET /health HTTP/1.0\r\nConnection: keep-alive\r\n\r\n
200 open	\r\nGET /health HTTP/1.1\r\nHOST\r\n
200 200 404 200 open	GET /health HTTP/1.1\r\nHOST\r\nGET /metrics HTTP/1.1\r\nHOST\r\nGET /nothing HTTP/1.1\r\nHOST\r\nGET /suggest?q=a HTTP/1.1\r\nHOST\r\n
400( 400)? end	GET /health HTTP/1.1\r\n\r\n
400 end	GET /health\r\n\r\n
505 end	GET /health HTTP/0.9\r\n\r\n
505 end	PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n
400 end	GET /health http/1.1\r\nHOST\r\n
 (open|end)	\026\003\001\002\000\001\000\001\374\003\003
 end	garbage\r\n\r\n
 end	GET /search?q=a b HTTP/1.1\r\nHOST\r\n
404 open	GET /a\000b HTTP/1.1\r\nHOST\r\n
400 open	GET /a%%00b HTTP/1.1\r\nHOST\r\n
400 open	GET /card/llm-01%%00.html HTTP/1.1\r\nHOST\r\n
400 open	GET /search?q=%%00 HTTP/1.1\r\nHOST\r\n
400 open	GET /\377\376 HTTP/1.1\r\nHOST\r\n
400 open	GET /%%C0%%AE%%C0%%AE/ HTTP/1.1\r\nHOST\r\n
404 open	GET /card/../../../../etc/passwd HTTP/1.1\r\nHOST\r\n
404 open	GET /card/..%%2f..%%2f..%%2fetc%%2fpasswd HTTP/1.1\r\nHOST\r\n
404 open	GET /card/%%2e%%2e/%%2e%%2e/etc/passwd HTTP/1.1\r\nHOST\r\n
404 open	GET /card//etc/passwd HTTP/1.1\r\nHOST\r\n
404 open	GET /../../../etc/passwd HTTP/1.1\r\nHOST\r\n
404 open	GET /assets/../../etc/passwd HTTP/1.1\r\nHOST\r\n
404 open	GET /assets/..%%2f..%%2fetc/passwd HTTP/1.1\r\nHOST\r\n
404 open	GET /assets/%%2e%%2e/server/main.c HTTP/1.1\r\nHOST\r\n
404 open	GET \\..\\..\\etc\\passwd HTTP/1.1\r\nHOST\r\n
200 open	GET http://elsewhere/health HTTP/1.1\r\nHOST\r\n
404 open	GET http://elsewhere:1/card/http://x/ HTTP/1.1\r\nHOST\r\n
404 open	GET file:///etc/passwd HTTP/1.1\r\nHOST\r\n
404 open	GET health HTTP/1.1\r\nHOST\r\n
404 open	CONNECT elsewhere:80 HTTP/1.1\r\nHOST\r\n
400 open	GET /health HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n
400( 400)? end	GET /health HTTP/1.1\r\nHost : x\r\n\r\n
400( 400)? end	GET /health HTTP/1.1\r\nno colon\r\n\r\n
400 end	ASKContent-Length: 5\r\nContent-Length: 6\r\n\r\n{}   GET /health HTTP/1.1\r\nHOST\r\n
400 end	ASKContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /health HTTP/1.1\r\nHOST\r\n
400 end	ASKTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n
400 end	ASKTransfer-Encoding: identity\r\n\r\n{}
400 end	ASKTransfer-Encoding: \013chunked\r\n\r\n0\r\n\r\nGET /health HTTP/1.1\r\nHOST\r\n
400( 400)? end	ASKContent-Length: -1\r\n\r\n{}
400( 400)? end	ASKContent-Length: 0x2\r\n\r\n{}
400( 400)? end	ASKContent-Length: +2\r\n\r\n{}
400( 400)? end	ASKContent-Length: 2, 2\r\n\r\n{}
413( 413)? end	ASKContent-Length: 99999999999999999999999\r\n\r\n{}
413 end	ASKContent-Length: 18446744073709551615\r\n\r\n{}
413 end	ASKContent-Length: 300000\r\n\r\n{}
413 end	ASKContent-Length: 300000\r\nExpect: 100-continue\r\n\r\n
100 400 open	ASKContent-Length: 2\r\nExpect: 100-continue\r\n\r\n{}
400 open	ASKContent-Length: 0\r\n\r\n
400 200 open	ASKTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\nGET /health HTTP/1.1\r\nHOST\r\n
400 end	ASKTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n
400 end	ASKTransfer-Encoding: chunked\r\n\r\n-2\r\n{}\r\n0\r\n\r\n
400 end	ASKTransfer-Encoding: chunked\r\n\r\n2\r\n{}XX0\r\n\r\n
4(00|13) end	ASKTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n{}\r\n0\r\n\r\n
(4(00|13) end| open)	ASKTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n{}\r\n0\r\n\r\n
ROWS
survives_meanwhile=$(curl -s -o /dev/null -w '%{http_code} %{time_total}' "$url/search?q=hallucination")
like "$survives_meanwhile" '^200 0\.' "others do not wait for the slow"

# ---- more than anyone needs ----
for bytes in 200000 300000; do head -c $bytes /dev/zero | tr '\0' '[' >"$work/$bytes"; done
long() { head -c "$1" /dev/zero | tr '\0' "${2-x}"; }
while IFS=$'\t' read -r wanted what; do
    eval "ask $what --max-time 10"
    like "$code" "^($wanted)\$" "$what"
done <<'ROWS'
400	"/search?q=$(long 8000)"
200	"/search?q=a+$(yes %28 | head -2500 | tr -d '\n')&plain=1"
200|400	"/search?q=$(yes 'a+' | head -2500 | tr -d '\n')"
200|400	"/search?q=$(yes '幻覺' | head -1300 | tr -d '\n')"
200|400	"/search?q=$(yes 'a*+' | head -2000 | tr -d '\n')"
400	"/search?q=$(yes '(' | head -7000 | tr -d '\n')"
200|400	"/search?q=$(yes 'a+OR+' | head -1500 | tr -d '\n')b"
200|400	"/search?q=$(yes 'NOT+' | head -1500 | tr -d '\n')b"
200|400	"/search?$(yes 'domain=x&' | head -250 | tr -d '\n')"
200	"/suggest?q=$(long 4000)"
400	"/suggest?q=$(long 8000)"
404	"/card/$(long 8000)"
404	"/$(long 8000 /)"
400	"/search?$(yes 'a=b&' | head -3500 | tr -d '\n')"
400	"/search?$(yes '&' | head -3500 | tr -d '\n')x=1"
414	"/search?q=$(long 20000)"
414|431	"/search?q=$(long 40000)"
414|431	"/search?q=$(long 100000)"
431	/health -H "X: $(long 20000)"
431	/health -H "X: $(long 60000)"
431|000	/health $(yes -- '-H X:y' | head -3000)
200|431|000	/health -H "Cookie: $(yes 'a=b;' | head -300 | tr -d '\n')"
200|431|000	/health -H "Cookie: $(yes 'a=b;' | head -500 | tr -d '\n')"
200|431|000	/health -H "Cookie: $(yes 'a=b;' | head -3000 | tr -d '\n')"
413	/multi-search -H 'Content-Type: application/json' -d "@$work/300000"
400	/multi-search -H 'Content-Type: application/json' -d "@$work/200000"
ROWS
like "$(enemy endless /multi-search 10)" '^(413 )?soon$' "a body without end is cut off"
like "$(enemy endless /search 10)" '^(405 )?soon$' "or never begun"

# ---- script, wherever it may stand ----
while IFS=$'\t' read -r target; do
    ask "$target"
    case $(header Content-Type) in
    application/json*|application/x-suggestions+json*|application/jsonl*)
        is "$code $(jq -c . "$work/.body" >/dev/null 2>&1 && echo JSON) $(header X-Content-Type-Options)" \
            "$code JSON nosniff" "JSON, and no page: $target" ;;
    text/html*)
        is "$(running <"$work/.body")" "" "a page that runs nothing of it: $target"
        like "$(header Content-Security-Policy)" "^default-src 'none'; (script-src 'self'; .*)?frame-ancestors 'none'\$" \
            "nor may: $target"
        ;;
    *) unlike "$(header Content-Type)" html "no page: $target" ;;
    esac
    unlike "$(cat "$work/.headers")" 'script>|onerror' "and no header has it: $target"
done <<'ROWS'
/search?q=evil+body
/search?q=%3Cscript%3Ealert(1)%3C/script%3E
/search?q=evil&format=html
/search?q=evil&format=jsonl
/search?q=evil&format=tsv
/search?q=evil&format=bibtex
/suggest?q=%3Cscript%3E
/suggest?q=evil
/search?q=evil&facets=1&explain=1&headings=3
/search?like=666
/search?q=evil&format=csl
/?q=evil
/?q=evil&part=results
/?q=%3Cscript%3Ealert(1)%3C/script%3E
/?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E&domain=%22%3E%3Cimg+src=x+onerror=alert(1)%3E
/?q=evil&lang=%22%3E%3Cscript%3E&sort=%22%3E%3Cscript%3E&page=%3Cscript%3E
/?like=666
/?q=%22unended+%3Cscript%3Ealert(1)%3C/script%3E
/card/666
/card/667
/card/666?format=html
/card/667?format=html&lang=zh-Hant
/card/%3Cimg%20src=x%20onerror=alert(3)%3E.md
/card/%3Cscript%3Ealert(1)%3C/script%3E
/%3Cscript%3Ealert(1)%3C/script%3E
/search?%3Cscript%3E=1
/search?sort=%3Cscript%3E
/search?q=a%0D%0ASet-Cookie:%20x=1&format=ris
/opensearch.xml?%3Cscript%3E
ROWS

for id in 666 667; do
    ask "/card/$id"
    is "$code" 200 "and they are there: $id"
done

# ---- the crowd ----
allowed=$(($(ulimit -n) - 400))
count=$((allowed < crowd_max ? allowed : crowd_max))
if [ "$count" -ge 1000 ]; then
    mkfifo "$work/end"
    enemy crowd "$count" 10 <"$work/end" >"$work/crowd" &
    crowd=$!
    exec 9>"$work/end"
    within 100 test -s "$work/crowd"
    is "$(cat "$work/crowd")" "$count" "$count connections are open"
    within 20 has_many
    result $? "all of them here"
    is "$(for i in {1..20}; do curl -s -o /dev/null -w '%{http_code} ' --max-time 5 "$url/search?q=hallucination&_=$i"; done)" \
        "$(printf '200 %.0s' {1..20})" "others are answered"
    exec 9>&-
    wait "$crowd"
else
    skip "10000 connections" "this machine allows $(ulimit -n) open files"
fi

wait "${slow[@]}"
like "$(cat "$work/slow.line")" '^(2[89]|3[0-5])$' "a line that never ends may take half a minute"
for name in headers body chunks; do
    like "$(cat "$work/slow.$name")" '^(19|2[0-6])$' "slow $name may take 20 seconds"
done
like "$(cat "$work/slow.reader")" "^some (end|cut)\$${SANITIZE:+|^all}" "who does not read is not sent more"
like "$(cat "$work/slow.decent")" '^200 ' "a slow line does not use up the time that an answer may take"
is "$(head -1 "$work/slow.half")" " end" "who sends half and waits, waits in vain"
survives "all of these"

# ---- those who go away ----
is "$(enemy vanish "$((crowd_max < 10000 ? 50 : 300))" '/search?q=model&limit=100&explain=1')" \
    "$((crowd_max < 10000 ? 50 : 300))" "asked, and gone"
survives "the vanished"
grown() { # how large it is after one more round of it: in kB
    for i in {1..3}; do
        enemy vanish 200 '/search?q=model&limit=50' >/dev/null
        enemy rush 200 '/search?q=model+of+language&facets=1' >/dev/null
        printf 'x%.0s' {1..30000} | enemy raw 0.1 >/dev/null 2>&1
        ask "/$(long 9000)"
    done
    within 10 at_peace
    rss
}
if [ -z "${SANITIZE-}" ]; then
    # What is kept in memory is there after the first round, or the second: a leak is in each.
    sizes=$(grown)
    for ((round = 0; round < 4; round++)); do
        before=${sizes##* }
        after=$(grown)
        sizes+=" $after"
        [ $((after - before)) -gt 4096 ] || break
    done
    [ $((after - before)) -le 4096 ]
    result $? "memory does not grow for ever" "kB: $sizes"
fi
stop
is "$status" 0 "it ends well after all that"

# ---- no room ----
serve --threads 1 --connections 100
mkfifo "$work/end2"
enemy crowd 130 3 <"$work/end2" >"$work/crowd" &
crowd=$!
exec 9>"$work/end2"
within 10 test -s "$work/crowd"
from=$SECONDS
ask '/search?q=hallucination' --max-time 20
is "$code" 200 "where there is no room, those who do nothing make some"
[ $((SECONDS - from)) -le 8 ]
result $? "soon"
exec 9>&-
wait "$crowd"
stop
is "$status" 0 "it ends well"

# ---- too much to do ----
for i in {1..400}; do
    printf '{"_id":"n%d","title":"Note %d","text":"%s"}\n' "$i" "$i" "$(printf 'gnome number%s of many words here. ' {1..80})"
done >"$work/many.jsonl"
"$index" --quiet --db "$work/many" --jsonl "$work/many.jsonl" 2>/dev/null
hard='/search?q=gnome+number*+of+many&limit=100&facets=1&explain=1'
if [ -z "${SANITIZE-}" ]; then
    serve --db "$work/many" --threads 1 --time-limit 60000
    enemy rush 1500 "$hard" >"$work/rush" &
    rush=$!
    is_full() { # one that still finds a place in the queue does not wait for its answer
        ask "$hard&_=$RANDOM" --max-time 3
        [ "$code" = 503 ]
    }
    within 30 is_full
    error_is 503 BUSY '^too many requests at once: try again$' "the queue is full"
    is "$(header Retry-After)" 1 "come again"
    ask /metrics --max-time 2
    is "$code" 200 "it can be watched meanwhile"
    [ "$(awk '$1 == "litsearch_turned_away_total" { print $2 }' "$work/.body")" -gt 0 ]
    result $? "those turned away are counted"
    wait "$rush"
    like "$(cat "$work/rush")" '^200:[0-9]+ 503:[0-9]+$' "each got an answer"
    stop
else
    skip "the queue is full" "what is watched is too slow to tell"
fi
serve --db "$work/many" --threads 1 --time-limit 5
ask "$hard"
ask "$hard&_=2"
error_is 503 BUSY . "what takes longer than it may is given up"
is "$(header Retry-After)" 1 "come again"
is_healthy() {
    ask /health
    [ "$code" = 200 ]
}
within 20 is_healthy # in so little time, on a machine that is busy
result $? "others are answered"
like "$(enemy rush 60 "$hard")" '503:' "and what waited too long is not begun"
kill -TERM "$pid"
enemy vanish 20 "$hard" >/dev/null
wait "$pid"
is $? 0 "it ends well with some who come and go"
check_kept error
finish
