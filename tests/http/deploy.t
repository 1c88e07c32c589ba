#!/bin/bash
# The files of deploy/: units that systemd takes and finds safe, and nginx before the server.
. "$(dirname "$0")/http.sh"
cd "$top" || exit 1

# ---- systemd ----
make -s services BUILD="$work/build" BINDIR="$(cd "$BUILD" && pwd)" >"$work/.out" 2>&1
result $? "make services" "$(cat "$work/.out")"
cp deploy/*.timer "$work/build/deploy"
if command -v systemd-analyze >/dev/null; then
    run systemd-analyze verify --man=no "$work"/build/deploy/litsearch-*
    is "$status $out$err" "0 " "systemd takes the units"
    for unit in litsearch-serve litsearch-index; do
        # From 0, safe, to 100.
        run systemd-analyze security --offline=true --no-pager --threshold=15 "$work/build/deploy/$unit.service"
        is "$status" 0 "and finds $unit safe"
    done
    run systemd-analyze calendar "$(sed -n 's/^OnCalendar=//p' deploy/litsearch-index.timer)"
    is "$status" 0 "the timer has a time"
else
    skip "systemd takes the units" "no systemd-analyze here"
fi
for unit in serve index; do
    command=$(sed -n "s/^ExecStart=//p" "$work/build/deploy/litsearch-$unit.service")
    run bash -c "CARDS=corpus/cards; ${command/ --/ --version --}"
    is "$status" 0 "the program takes these options: litsearch-$unit"
done

# ---- nginx ----
nginx=$(PATH=$PATH:/usr/sbin:$top/build/nginx/usr/sbin command -v nginx)
if [ -z "$nginx" ]; then
    skip "nginx" "no nginx here"
    finish
fi
make_index
serve --root https://notes.example/litsearch --origin https://page.example
free_port() {
    "$python" -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}
web_port=$(free_port)
mkdir -p "$work/nginx/logs" "$work/nginx/cache"
# The example as it is, but for what another machine has elsewhere.
sed "s|127.0.0.1:7700|127.0.0.1:$port|; s|listen 80;|listen 127.0.0.1:$web_port;|; s|/var/cache/nginx|$work/nginx/cache|" \
    deploy/nginx.conf >"$work/nginx/litsearch.conf"
cat >"$work/nginx/nginx.conf" <<CONF
daemon off;
master_process off;
pid $work/nginx/pid;
error_log $work/nginx/error.log;
events { worker_connections 256; }
http {
    access_log off;
    client_body_temp_path $work/nginx/body;
    proxy_temp_path $work/nginx/proxy;
    fastcgi_temp_path $work/nginx/fastcgi;
    uwsgi_temp_path $work/nginx/uwsgi;
    scgi_temp_path $work/nginx/scgi;
    include $work/nginx/litsearch.conf;
}
CONF
web_server=("$nginx" -p "$work/nginx" -c "$work/nginx/nginx.conf" -e "$work/nginx/error.log")
run "${web_server[@]}" -t -q
is "$status" 0 "nginx takes the example"
"${web_server[@]}" >"$work/nginx/out" 2>&1 &
web=$!
servers+=("$web")
direct=$url
within 20 curl -s -o /dev/null "http://127.0.0.1:$web_port/"
result $? "and listens"

to_path() { # TARGET [CURL OPTION]...: under a path of the site
    url=http://127.0.0.1:$web_port/litsearch
    ask "$@" -H 'Host: notes.example'
}
to_host() { # of a host of its own
    url=http://127.0.0.1:$web_port
    ask "$@" -H 'Host: search.notes.example'
}
answer_of() { jq -S 'del(.took_ms)' "$work/.body" 2>&1; }
while read -r target; do
    url=$direct
    ask "$target"
    wanted="$code $(header Content-Type) $(header X-Content-Type-Options) $(answer_of)"
    for way in to_path to_host; do
        $way "$target"
        is "$code $(header Content-Type) $(header X-Content-Type-Options) $(answer_of)" "$wanted" "$way $target"
    done
done <<'ROWS'
/search?q=hallucination+bias&facets=1
/search?q=%E5%B9%BB%E8%A6%BA
/search?q=model&domain=%E9%96%80%E8%A8%BA&format=json
/search?q=%22unended
/card/llm-01
/card/large-language-models/llm-01.md
/card/large-language-models%2Fllm-01.md
/card/hospital-operations/ops-07%20%E6%89%8B%E8%A1%93%E5%AE%A4%20%E6%8E%92%E7%A8%8B.md
/card/10.3390%2Fjcm14176169
/card/nothing
/suggest?q=hall
/health
/nothing
ROWS
for way in to_path to_host; do
    $way /
    is "$code $(header Content-Type)" "200 text/html; charset=utf-8" "$way: the page"
    $way '/search?q=model&limit=20'
    cp "$work/.body" "$work/plain"
    tag=$(header ETag)
    like "$tag" '^W/"' "$way: the tag"
    $way '/search?q=model&limit=20' -H "If-None-Match: $tag"
    is "$code $(stat -c %s "$work/.body")" "304 0" "$way: nothing new"
    $way '/search?q=model&limit=20' -H "Accept-Encoding: gzip"
    is "$(header Content-Encoding)" gzip "$way: packed"
    is "$(gzip -dc <"$work/.body" | jq -S 'del(.took_ms)')" "$(jq -S 'del(.took_ms)' "$work/plain")" "$way: the same, unpacked"
    $way '/search?q=model&limit=20'
    is "$(header Content-Encoding)" "" "$way: and not packed where it is not wanted"
    for origin in https://page.example https://other.example ''; do
        $way "/search?q=model" ${origin:+-H "Origin: $origin"}
        is "$code $(header Access-Control-Allow-Origin)" "200 $([ "$origin" = https://page.example ] && echo "$origin")" "$way: for pages of '$origin'"
    done
    $way /search -X OPTIONS -H 'Origin: https://page.example'
    is "$code $(header Access-Control-Allow-Methods)" "204 GET, HEAD, OPTIONS" "$way: a preflight"
    $way /opensearch.xml
    like "$body" 'template="https://notes.example/litsearch/search\?q=' "$way: with addresses readers can reach"
    $way /multi-search -H 'Content-Type: application/json' -d '{"queries":[{"indexUid":"notes","q":"hallucination"}]}'
    is "$code $(jq '.results | length' <<<"$body")" "200 1" "$way: a POST"
    $way /metrics
    is "$code" 200 "$way: metrics, for this machine"
    head -c 300000 /dev/zero >"$work/large"
    $way /multi-search -H 'Content-Type: application/json' -H 'Expect:' --data-binary "@$work/large"
    is "$code" 413 "$way: a body that is too large"
    $way "/../../etc/passwd"
    like "$code" '^40[04]$' "$way: nothing above it"
done
echo '{"_id":"new","title":"A new one","text":"gnomes"}' >"$work/new.jsonl"
"$index" --quiet --jsonl "$work/new.jsonl" 2>/dev/null
finds_new() {
    to_path '/search?q=gnomes'
    [ "$code $(jq .total <<<"$body")" = "200 1" ]
}
to_path '/search?q=gnomes'
within 10 finds_new
result $? "an answer that is kept does not outlive its index"
sleep 2
stop
to_path '/search?q=gnomes'
is "$code $(jq .total <<<"$body")" "200 1" "while the server is away, what is known is answered"
to_host '/search?q=gnomes'
is "$code" 502 "and what is not, is not"
for i in {1..120}; do echo "url = \"http://127.0.0.1:$web_port/litsearch/nothing?$i\""; done >"$work/urls"
curl -s -K "$work/urls" -H 'Host: notes.example' -w '%{stderr}%{http_code}\n' 2>&1 >/dev/null | grep -q 429
result $? "who asks too often is told"
kill -QUIT "$web"
wait "$web"
is $? 0 "nginx ends"
finish
