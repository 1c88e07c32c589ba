#!/bin/bash
# What each address answers: the same as the programs say, in the forms it is asked for.
. "$(dirname "$0")/http.sh"
make_index
serve
result $? "it listens"
like "$url" '^http://127\.0\.0\.1:[1-9][0-9]*$' "at the address it tells of"

# ---- /search is `litsearch --format json` ----
# What is asked, of the server and of the program: but for the time it took.
without_time() { jq -S 'del(.took_ms)' 2>&1; }
while IFS=$'\t' read -r target words; do
    ask "/search?$target"
    got="$code $(without_time <"$work/.body")"
    eval "run \"\$query\" --format json $words"
    is "$got" "200 $(printf '%s' "$out" | without_time)" "/search?$target is litsearch $words"
    keep answer
done <<'ROWS'
q=hallucination+bias	hallucination bias
q=hallucination%20bias	hallucination bias
q=%E5%B9%BB%E8%A6%BA	幻覺
q=幻觉	幻觉
q=llm%2B	'llm+'
q=halucination	halucination
q=xyzzyq	xyzzyq
q=%22large+language%22&limit=3	'"large language"' -n 3
q=title:model*+year:2024..	'title:model* year:2024..'
q=(LLM+OR+model)+AND+%E5%B9%BB%E8%A6%BA	'(LLM OR model) AND 幻覺'
q=hallucination[ti]+AND+2024[dp]	'hallucination[ti] AND 2024[dp]'
q=model&domain=%E9%96%80%E8%A8%BA	model -d 門診
q=model&domain=%E9%97%A8%E8%AF%8A	model -d 门诊
q=model&domain=門診&domain=手術室	model -d 門診 -d 手術室
domain=手術室	-d 手術室
q=model&domain=	model
q=model&score=8	model -s 8
q=model&score=8..	model -s 8..
q=model&score=..8	model -s ..8
q=model&score=7.5..8	model -s 7.5..8
q=model&score=	model
score=8	-s 8
q=model&year=2024	model -y 2024
q=model&year=2020..2024	model -y 2020..2024
q=model&year=..2010	model -y ..2010
q=model&journal=Journal+of+Medical+Internet+Research	model -j 'Journal of Medical Internet Research'
q=model&card=qa	model -c qa
q=model&card=qa&card=core	model -c qa -c core
q=model&card=exceptions	model -c exceptions
q=model&card=paraphrase&score=7..&year=2020..	model -c paraphrase -s 7.. -y 2020..
q=model&sort=score	model --sort score
q=model&sort=year	model --sort year
q=model&sort=title	model --sort title
q=model&sort=relevance	model --sort relevance
q=model&limit=0	model -n 0
q=model&limit=100	model -n 100
q=model&limit=3&offset=4	model -n 3 --offset 4
q=model&page=1	model
q=model&page=2	model --offset 10
q=model&limit=3&page=3	model -n 3 --offset 6
q=model&page=3&limit=3	model -n 3 --offset 6
q=model&offset=10000	model --offset 10000
q=hallucination+bias&match=all	hallucination bias --all
q=hallucination+bias&match=any	hallucination bias --any
q=hallucination+bias&match=best	hallucination bias
q=model&facets=1	model --facets
q=model&facets=true&limit=0	model --facets -n 0
q=model&facets=0	model
q=neoplasm	neoplasm
q=neoplasm&expand=0	neoplasm --no-expand
q=neoplasm&expand=1	neoplasm
q=hallucination&feedback=1	hallucination --feedback
q=%22hallucination&plain=1	'"hallucination' --plain
q=a+AND+(&plain=true	'a AND (' --plain
q=hallucination+%E5%B9%BB%E8%A6%BA&explain=1	hallucination 幻覺 --explain
like=llm-01	--like llm-01
like=llm-01&limit=3&score=8	--like llm-01 -n 3 -s 8
like=40943929	--like 40943929
q=model&like=	model
q=model&_=1700000000&utm_source=mail	model
q=model&&	model
&q=model	model
q=model&facets=1&sort=year&limit=5&domain=門診&score=5..10	model --facets --sort year -n 5 -d 門診 -s 5..10
q=model&limit=3&headings=2	model -n 3 --headings 2
ROWS
ask /search
is "$code $(jq -c '[.query, .total, (.hits | length)]' <<<"$body")" '200 ["",68,10]' "nothing asked: all cards"
keep answer
is "$(jq -c '[.hits[].score] | . == (sort | reverse)' <<<"$body")" true "by score"
ask '/search?q='
is "$(jq -c '[.total, (.hits | length)]' <<<"$body")" '[68,10]' "nor by an empty field of a form"

# ---- formats ----
while IFS=$'\t' read -r format type download; do
    ask "/search?q=hallucination&limit=3&format=$format"
    run "$query" --format "$format" -n 3 hallucination
    is "$code $(header Content-Type)" "200 $type; charset=utf-8" "$format: the type"
    is "$(header Content-Disposition)" "${download:+attachment; filename=\"$download\"}" "$format: shown or kept"
    [ "$format" = json ] || is "$body" "$out" "$format: as litsearch writes it"
    ask "/card/llm-01?format=$format"
    case $format in
    json) ;;
    html) like "$body" '^<h1 lang="en">Challenges of Implementing LLMs' "html: the page of an article" ;;
    *)
        run "$query" --format "$format" --show llm-01
        is "$code $body" "200 $out" "$format: an article"
        ;;
    esac
    is "$(header Content-Type)" "$type; charset=utf-8" "$format: of the same type"
done <<'ROWS'
json	application/json
jsonl	application/jsonl
tsv	text/tab-separated-values
html	text/html
bibtex	application/x-bibtex	litsearch.bib
ris	application/x-research-info-systems	litsearch.ris
nbib	application/nbib	litsearch.nbib
csl	application/vnd.citationstyles.csl+json	litsearch.json
ROWS

for accepted in text/html 'text/html,application/xhtml+xml,*/*;q=0.8'; do
    ask /card/llm-01 -H "Accept: $accepted"
    is "$code $(header Content-Type)" "200 text/html; charset=utf-8" "Accept: $accepted: a page"
    like "$body" '^<h1 lang="en">Challenges of Implementing LLMs' "of the article: $accepted"
done
for accepted in application/json '*/*'; do
    ask /card/llm-01 -H "Accept: $accepted"
    is "$code $(header Content-Type)" "200 application/json; charset=utf-8" "Accept: $accepted: its JSON"
done

# ---- mistakes ----
while IFS=$'\t' read -r target message place; do
    ask "/search?$target"
    error_is 400 USAGE "$message" "/search?$target"
    is "$(jq -c .error.place "$work/.body")" "${place:-null}" "and where: $target"
done <<'ROWS'
querry=x	^there is no parameter querry$
domian=x	^there is no parameter domian: did you mean domain\?$
Q=x	^there is no parameter Q
limits=3	^there is no parameter limits: did you mean limit\?$
lang=en	^there is no parameter lang
=x	^there is no parameter 
q=%22hallucination	quote has no end	[0,1]
q=(a	.	[0,1]
q=a+AND	.	[2,5]
q=%E5%B9%BB+domian:x	did you mean domain:	[4,10]
q=year:soon	.	[5,9]
q=%	^%: a % stands before two hexadecimal digits
q=%4	a % stands before
q=%zz	a % stands before
q=%00	NUL byte
q=%FF	not UTF-8: byte %FF
q=%ED%A0%80	not UTF-8
q=%C0%AF	not UTF-8
limit=101	^limit=101: must be a whole number from 0 to 100$
limit=-1	whole number
limit=ten	whole number
limit=	whole number
limit=99999999999999999999	whole number
offset=10001	^offset=10001: must be a whole number from 0 to 10000$
page=0	^page=0: must be a whole number from 1 
page=102&limit=100	^page=102: answers go no further than number 10000$
page=10001	whole number
score=9..8	^score=9\.\.8: write MIN, 
score=11	numbers from 0 to 10
score=high	write MIN
year=2024-2025	write MIN
card=title	^card=title: must be core, paraphrase, qa or exceptions$
sort=date	must be relevance, score, year or title
match=most	must be best, all or any
facets=yes	^facets=yes: must be 0 or 1$
expand=no	must be 0 or 1
format=text	for terminals
format=trec	for terminals
format=xml	must be json, jsonl, tsv
ROWS
ask '/search?like=nothing'
error_is 404 NOT_FOUND '^no card has the id, PMID or DOI nothing' "like what is not there"
ask "/search?$(printf 'q=a&%.0s' {1..257})"
error_is 400 USAGE '^there are more than 256 parameters$' "more parameters than anyone needs"

# ---- /suggest ----
ask '/suggest?q=hall'
is "$code $(header Content-Type)" "200 application/x-suggestions+json; charset=utf-8" "/suggest"
is "$body" "[\"hall\",[\"hallucination\"],[\"6 cards\"],[\"$url/?q=hallucination\"]]" "as OpenSearch has suggestions"
ask '/suggest?q=risk+hall'
is "$(jq -c '.[1][0], .[3][0]' <<<"$body")" "\"risk hallucination\"
\"$url/?q=risk%20hallucination\"" "the whole query with its last word whole"
while IFS=$'\t' read -r target text words; do
    ask "/suggest?$target"
    is "$code $(jq -c '.[0], ([.[1:][] | length] | unique | length)' <<<"$body")" "200 \"$text\"
1" "four lists: /suggest?$target"
    ask "/suggest?$target&format=json"
    eval "run \"\$query\" --format json --suggest $words"
    is "$body" "$out" "format=json is litsearch --suggest $words"
    keep suggestions
done <<'ROWS'
q=hall	hall	hall
q=门	门	门
q=大型语&limit=2	大型语	大型语 -n 2
q=large+l	large l	'large l'
q=zzzz	zzzz	zzzz
q=challenges+of+imp	challenges of imp	'challenges of imp'
ROWS
ask '/suggest?q=challenges+of+imp'
id=$(jq -r '.[3][] | select(contains("/card/"))' <<<"$body" | head -1)
ask "${id#"$url"}"
is "$code" 200 "a title leads to its card: $id"
ask '/suggest'
is "$code $(jq -c . <<<"$body")" '200 ["",[],[],[]]' "nothing typed, nothing suggested"
for target in 'q=a&domain=x' 'q=a&format=ris' 'q=a&limit=1000'; do
    ask "/suggest?$target"
    error_is 400 USAGE . "/suggest?$target"
done

# ---- /card/ID ----
for id in llm-01 large-language-models/llm-01.md large-language-models%2Fllm-01.md 40943929 10.3390/jcm14176169 \
    10.3390%2FJCM14176169; do
    ask "/card/$id"
    is "$code $(jq -r '.id' <<<"$body")" "200 large-language-models/llm-01.md" "/card/$id"
    keep card
done
is "$(jq -r '[.sections[].card] | unique | join(" ")' <<<"$body")" " core exceptions paraphrase qa" "with all its parts"
like "$(jq -r '.sections[] | select(.heading == "📝 Abstract") | .text' <<<"$body")" \
    "^Large language models \(LLMs\) can help with notes, .* for deploying models responsibly\.$" "and their text"
ask "/card/$(encode 'hospital-operations/ops-07 手術室 排程.md')"
is "$code $(jq -r '.path' <<<"$body")" "200 hospital-operations/ops-07 手術室 排程.md" "an id that needs escapes"
keep card
ask '/search?limit=100&format=tsv'
for id in $(tail -n +2 <<<"$body" | cut -f2 | jq -Rr @uri); do
    ask "/card/$id"
    [ "$code" = 200 ] || result 1 "/card/$id" "$code $body"
    keep card
done
is "$(wc -l <"$work/kept.card")" 75 "each card is there"
for id in nothing 1 10.1/x large-language-models a%0Ab '<script>' %2e%2e/%2e%2e/etc/passwd; do
    ask "/card/$id"
    error_is 404 NOT_FOUND '^no card has the id' "/card/$id"
done
for target in /card /card/ /cards/llm-01; do
    ask "$target"
    error_is 404 NOT_FOUND '^there is nothing' "$target"
done
ask '/card/llm-01?format=xml'
error_is 400 USAGE '^format=xml' "a card in no format there is"
ask '/card/llm-01?q=x'
error_is 400 USAGE '^there is no parameter q' "a card is not searched for"

# ---- the rest ----
ask /opensearch.xml
is "$code $(header Content-Type)" "200 application/opensearchdescription+xml; charset=utf-8" "/opensearch.xml"
check_xml() { "$python" -c 'import sys, xml.dom.minidom as m
for u in m.parse(sys.stdin).getElementsByTagName("Url"): print(u.getAttribute("type"), u.getAttribute("template"))'; }
is "$(check_xml <"$work/.body" 2>&1)" "text/html $url/?q={searchTerms}
application/x-suggestions+json $url/suggest?q={searchTerms}
application/json $url/search?q={searchTerms}" "with addresses of this server"
ask /opensearch.xml -H 'Host: "><script>alert(1)</script>'
is "$(check_xml <"$work/.body" 2>&1 | head -1)" "text/html /?q={searchTerms}" "a host that is none is not told on"
ask /health
is "$code $(jq -c '[.status, .cards]' <<<"$body")" '200 ["available",68]' "/health"
ask /metrics
is "$code $(header Content-Type)" "200 text/plain; version=0.0.4; charset=utf-8" "/metrics"
bad_metrics() { # What a reader of them would not take
    awk '
        /^# HELP [a-z_]+ ./ { if (help[$3]++) print "HELP twice: " $0; next }
        /^# TYPE [a-z_]+ (counter|gauge|histogram)$/ { if (kind[$3]) print "TYPE twice: " $0; kind[$3] = $4; next }
        !/^[a-z_]+(\{[a-z]+="[^"\\]*"(,[a-z]+="[^"\\]*")*\})? [0-9.e+]+$/ { print "no sample: " $0; next }
        {
            name = $1; sub(/\{.*/, "", name)
            base = name; sub(/_(bucket|sum|count)$/, "", base)
            if (!(kind[name] || kind[base] == "histogram") || !(help[name] || help[base])) print "unannounced: " $0
            if (kind[name] == "counter" && name !~ /_total$/) print "a counter that is no total: " $0
            if (seen[$1]++) print "twice: " $1
            if (name ~ /_bucket$/) {
                series = $1; sub(/,le=.*/, "", series)
                if ($2 + 0 < last[series]) print "a bucket with less than the one before: " $0
                last[series] = $2 + 0
            }
            if (name ~ /_count$/) { series = $1; sub(/_count/, "_bucket", series); sub(/\}$/, "", series)
                if ($2 + 0 != last[series]) print "the count is not the last bucket: " $0 }
        }'
}
is "$(bad_metrics <"$work/.body")" "" "each line is one that Prometheus reads"
metric() { awk -v name="$1" '$1 == name { print $2 }' "$work/.body"; }
before=$(metric 'litsearch_requests_total{route="health",code="2xx"}')
ask /health
ask /nothing
ask /metrics
is "$(metric 'litsearch_requests_total{route="health",code="2xx"}')" $((before + 1)) "a request is counted"
is "$(metric litsearch_requests_under_way)" 1 "this one is under way"
for target in / /searching /search/ /search/x //search /SEARCH /health/x /opensearch; do
    ask "$target"
    [ "$target" = / ] || error_is 404 NOT_FOUND '^there is nothing at this address$' "$target"
done
check_kept answer suggestions card error
stop
is "$status" 0 "it ends well"

# ---- under another name ----
serve --root https://notes.example/find/ --base-url https://notes.example/docs
ask /opensearch.xml
is "$(check_xml <"$work/.body" | head -1)" "text/html https://notes.example/find/?q={searchTerms}" "--root is where readers find it"
ask '/suggest?q=hall'
is "$(jq -r '.[3][0]' <<<"$body")" "https://notes.example/find/?q=hallucination" "in suggestions too"
ask '/search?q=hallucination&limit=1'
is "$(jq -r '.hits[0].url' <<<"$body")" https://notes.example/docs/large-language-models/llm-01 "--base-url is that of the articles"
ask '/card/llm-01'
is "$(jq -r '.url' <<<"$body")" https://notes.example/docs/large-language-models/llm-01 "of a card too"
finish
