#!/bin/bash
# What HTTP asks of a server: tags, gzip, HEAD, OPTIONS, pages of other origins, methods.
. "$(dirname "$0")/http.sh"
cp -r "$top/corpus/cards" "$work/cards"
index_cards() { "$index" --quiet "$@" "$work/cards" 2>/dev/null; }
index_cards
serve

# ---- tags ----
tag_of() { # TARGET [CURL OPTION]...
    ask "$@"
    header ETag
}
target='/search?q=hallucination+bias'
tag=$(tag_of "$target")
like "$tag" '^W/"[0-9a-f]{16}"$' "an answer has a weak tag"
for other in /search '/search?q=hallucination' '/search?q=hallucination+bias&limit=3' '/suggest?q=hall' /card/llm-01 /health; do
    [ -n "$(tag_of "$other")" ] && [ "$(tag_of "$other")" != "$tag" ]
    result $? "$other has another"
done
sleep 1.1
is "$(tag_of "$target")" "$tag" "time alone does not change it"
while IFS=$'\t' read -r names code_wanted name; do
    names=${names//TAG/${tag#W/}}
    for method in --head ""; do
        ask "$target" -H "If-None-Match: ${names#-}" ${method:+"$method"}
        is "$code" "$code_wanted" "If-None-Match: $name $method"
    done
    [ "$code" = 304 ] && is "$(stat -c %s "$work/.body")$(header Content-Type)$(header Content-Encoding)" \
        0 "and no body is told of: $name"
    [ "$code" = 304 ] && is "$(header ETag)" "$tag" "but the tag is: $name"
done <<'ROWS'
W/TAG	304	the tag
TAG	304	as if it were a strong one
"x", W/TAG	304	among others
"x",W/TAG,"y"	304	without spaces
*	304	any
"x"	200	another one
W/"0000000000000000"	200	one that nothing has
-	200	none
W/	200	half of one
"	200	a mark
TAG x	200	one with something behind it
ROWS
for target in /card/nothing '/search?q=%22a' '/search?nothing=1'; do
    ask "$target" -H 'If-None-Match: *'
    like "$code$(header ETag)" '^40[04]$' "a mistake has no tag, and any is none of it: $target"
done
target='/search?q=hallucination+bias'
index_cards
is "$(tag_of "$target")" "$tag" "nor does a run that found nothing new"
echo "Something more about hallucination bias." >>"$work/cards/clinical-ai/clinical-ai-01.md"
index_cards
ask "$target" -H "If-None-Match: $tag"
is "$code" 200 "a card that changed does"
tag=$(header ETag)
index_cards --rebuild
ask "$target" -H "If-None-Match: $tag"
is "$code" 200 "and so does an index that is made anew"
tag=$(header ETag)
rm -r "$LITSEARCH_DB"
rm "$work/cards/large-language-models/llm-01.md"
index_cards
ask "$target" -H "If-None-Match: $tag"
is "$code" 200 "or by another one in its place"
is "$(jq '[.hits[] | select(.id == "large-language-models/llm-01.md")] | length' <<<"$body")" 0 "with its cards"
is "$(tag_of /card/llm-02)" "$(tag_of /card/llm-02 -H 'Accept-Encoding: gzip')" "a packed answer means the same"
[ "$(tag_of /card/llm-02)" != "$(tag_of /card/llm-02 -H 'Accept: text/html')" ]
result $? "one in another form does not"

# ---- gzip ----
ask '/search?q=model&limit=20'
cp "$work/.body" "$work/plain"
while IFS=$'\t' read -r accepted wanted; do
    ask '/search?q=model&limit=20' -H "Accept-Encoding: $accepted"
    is "$(header Content-Encoding)" "$wanted" "Accept-Encoding: $accepted"
    like "$(header Vary)" 'Accept-Encoding' "caches are told: $accepted"
    [ -z "$wanted" ] || gzip -dc <"$work/.body" >"$work/.unpacked"
    [ -z "$wanted" ] || is "$(jq -S 'del(.took_ms)' "$work/.unpacked")" "$(jq -S 'del(.took_ms)' "$work/plain")" "the same, packed: $accepted"
done <<'ROWS'
gzip	gzip
GZip	gzip
gzip, deflate, br	gzip
br;q=1.0, gzip;q=0.8, *;q=0.1	gzip
*	gzip
deflate , gzip ; q=0.001	gzip
gzip;q=0	
gzip;q=0.000	
gzip;Q=0, *	
*;q=0	
identity	
br, deflate	
gzipped	
	
,;q=,;;=	
ROWS
ask /health -H 'Accept-Encoding: gzip'
is "$(header Content-Encoding)" "" "what is short is not packed"
ask '/search?q=model&limit=20' -H 'Accept-Encoding: gzip'
[ "$(stat -c %s "$work/.body")" -lt $(($(stat -c %s "$work/plain") * 2 / 3)) ]
result $? "it is shorter"
is "$(header Content-Length)" "$(stat -c %s "$work/.body")" "as long as it says"

# ---- HEAD ----
bare_headers() { # but for what depends on the time
    tr -d '\r' <"$work/.headers" | sed '/^Date:/Id; s/^Content-Length: .*/Content-Length: N/I'
}
for target in '/search?q=model' '/suggest?q=hall' /card/llm-02 '/card/llm-02?format=ris' /health /metrics /opensearch.xml \
    /nothing '/search?q=%22a' /card/nothing; do
    ask "$target"
    get="$code $(bare_headers)"
    ask "$target" --head
    is "$code $(bare_headers)" "$get" "HEAD has the headers of GET: $target"
    is "$(cat "$work/.body")" "$(cat "$work/.headers")" "and no body"
done
is "$(curl -s -w '%{http_code} ' --head -o /dev/null "$url/search?q=model" --next -s -w '%{http_code}' -o /dev/null "$url/search?q=model")" \
    "200 200" "HEAD and GET in one connection"

# ---- headers of all answers ----
for target in '/search?q=model' /metrics /nothing '/search?q=%22'; do
    ask "$target"
    is "$(header X-Content-Type-Options)" nosniff "no type is guessed: $target"
    is "$(header Content-Security-Policy)" "default-src 'none'; frame-ancestors 'none'" "a browser is to run nothing of it: $target"
    is "$(header Server)$(header X-Powered-By)" "" "nothing tells what answers: $target"
done
ask '/search?q=%3Cscript%3Ealert(1)%3C/script%3E'
like "$(header Content-Type),$body" '^application/json; charset=utf-8,.*"query":"<script>alert\(1\)<' "what was asked is JSON, whatever it is"

# ---- methods ----
while read -r method target allow; do
    ask "$target" -X "$method" ${data:+-d "$data"}
    error_is 405 METHOD_NOT_ALLOWED 'with this method$' "$method $target"
    is "$(header Allow)" "${allow//,/, }" "it says what may be done: $method $target"
done <<'ROWS'
POST /search GET,HEAD,OPTIONS
PUT /search GET,HEAD,OPTIONS
DELETE /card/llm-02 GET,HEAD,OPTIONS
PATCH /suggest GET,HEAD,OPTIONS
TRACE /health GET,HEAD,OPTIONS
BREW /metrics GET,HEAD,OPTIONS
get /search GET,HEAD,OPTIONS
ROWS
ask /search -X GET -d 'q=model'
error_is 413 TOO_LARGE 'a larger body than the 0 bytes it may have' "a body for what takes none"
ask /nothing -X OPTIONS
is "$code" 404 "nothing may be done with what is not there"
ask /search -X OPTIONS
is "$code $(header Allow) $(header Content-Length)$(header Access-Control-Allow-Methods)" "204 GET, HEAD, OPTIONS " "OPTIONS"

# ---- connections ----
ask '/search?q=model' --http1.0
is "$code $(header Connection | tr A-Z a-z)" "200 close" "HTTP/1.0"
is "$(curl -s -o /dev/null -w '%{http_code} %{num_connects} ' "$url/search" "$url/nothing" "$url/health" -o /dev/null -o /dev/null)" \
    "200 1 404 0 200 0 " "a connection is kept for the next request"
check_kept error
stop
is "$status" 0 "it ends well"

# ---- pages of other origins ----
share() { # ORIGIN [METHOD]: what a browser learns is in $shared
    ask '/search?q=model' -X "${2-GET}" ${1:+-H "Origin: $1"}
    shared=$(header Access-Control-Allow-Origin)
}
serve --origin https://notes.example --origin http://localhost:3000
while read -r origin wanted; do
    [ "$origin" = - ] && origin=
    share "$origin"
    is "$code $shared" "200 $wanted" "GET from origin '$origin'"
    share "$origin" OPTIONS
    is "$code $shared" "204 $wanted" "OPTIONS from origin '$origin'"
    is "$([ -n "$(header Access-Control-Allow-Methods)" ] && echo "$origin")" "$wanted" "and told what it may, if anything"
    like "$(header Vary)" Origin "caches are told"
done <<'ROWS'
https://notes.example https://notes.example
http://localhost:3000 http://localhost:3000
http://notes.example
https://notes.example.evil
https://evil.example
https://notes.example:8443
https://notes.exampl
null
*
-
ROWS
share https://notes.example
is "$shared$(header Access-Control-Allow-Credentials)" https://notes.example "without cookies"
ask /search -X OPTIONS -H 'Origin: https://notes.example' -H 'Access-Control-Request-Method: GET'
is "$(header Access-Control-Allow-Methods)" "GET, HEAD, OPTIONS" "a preflight is told the methods"
for name in content-type x-algolia-api-key x-algolia-application-id authorization x-meilisearch-client; do
    like "$(header Access-Control-Allow-Headers)" "(^|, )$name(,|\$)" "and that $name may be sent"
done
like "$(header Access-Control-Max-Age)" '^[0-9]+$' "and for how long that holds"
ask '/search?q=%22a' -H 'Origin: https://notes.example'
is "$code $(header Access-Control-Allow-Origin)" "400 https://notes.example" "mistakes can be read too"
ask '/search?q=model' -H 'Origin: https://notes.example'
ask '/search?q=model' -H 'Origin: https://notes.example' -H "If-None-Match: $(header ETag)"
is "$code $(header Access-Control-Allow-Origin)" "304 https://notes.example" "and what is known already"
stop
serve --origin '*'
for origin in https://anyone.example null ''; do
    share "$origin"
    is "$code $shared" "200 $origin" "--origin '*': '$origin'"
done
stop
serve
share https://notes.example
is "$shared" "" "without --origin none"
unlike "$(header Vary)" Origin "and it does not matter"
finish
