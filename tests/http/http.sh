# For tests of the server: source it, `serve`, `ask`, end with `finish`. Servers listen on a free
# port of this machine alone, and are ended at exit by their numbers.
. "$(dirname "${BASH_SOURCE[0]}")/../cli/tap.sh"
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
server=$BUILD/litsearch-serve
python=/usr/bin/python3 # Debian's, which has Debian's packages
schema=$top/query/render/litsearch.schema.json
export LITSEARCH_DB=$work/db PYTHONDONTWRITEBYTECODE=1
unset http_proxy https_proxy all_proxy
pid=
servers=()

end_servers() {
    for one in "${servers[@]}"; do
        kill -KILL "$one" 2>/dev/null && wait "$one" 2>/dev/null
    done
    rm -rf "$work"
}
trap end_servers EXIT

make_index() { # [OPTION]...: the sample cards, in $LITSEARCH_DB
    "$index" --quiet "$@" "$top/corpus/cards" 2>/dev/null
}
# Waits until a command succeeds, at most some seconds: within SECONDS COMMAND...
within() {
    local until=$((SECONDS + $1))
    shift
    until "$@"; do
        [ $SECONDS -ge $until ] && return 1
        sleep 0.02
    done
}
says() { # REGEX: does the server's log?
    grep -Eq -- "$1" "$log"
}
# Starts a server: its $pid, $port, $url and $log. Not when it ends before it listens.
serve() { # [OPTION]...
    log=$work/log.${#servers[@]}
    : >"$log"
    "$server" --listen 127.0.0.1:0 "$@" >"$log" 2>&1 </dev/null &
    pid=$!
    servers+=("$pid")
    within 60 is_up || return 1
    url=$(sed -n 's/^litsearch-serve: listening on //p' "$log")
    port=${url##*:}
}
is_up() {
    says '^litsearch-serve: listening on ' || ! kill -0 "$pid" 2>/dev/null
}
# Ends the server, with a signal: its exit status is in $status.
stop() { # [SIGNAL]
    kill -"${1-TERM}" "$pid"
    wait "$pid"
    status=$?
}
# Asks $url/TARGET: $code, $body and the headers for `header`.
ask() { # TARGET [CURL OPTION]...
    local target=$1
    shift
    : >"$work/.body"
    code=$(curl --silent --globoff --path-as-is --max-time 60 --dump-header "$work/.headers" \
        --output "$work/.body" --write-out '%{http_code}' "$@" "$url$target")
    body=$(tr -d '\0' <"$work/.body")
}
# Like ask, with the query as it is typed: search QUERY [PARAMETERS]
search() {
    ask "/search?q=$(encode "$1")${2:+&$2}"
}
encode() {
    jq -rn --arg text "$1" '$text | @uri'
}
header() { # NAME: its value; nothing when it is not there
    tr -d '\r' <"$work/.headers" | sed -n "s/^$1: //Ip"
}
headers() { # The names of those that are there, but for the date
    tr -d '\r' <"$work/.headers" | sed -nE '2,$s/^([^:]+): .*/\1/p' | grep -vix date | sort | paste -sd' '
}
# Keeps $work/.body, a line, for a check by the schema: checks load slowly, so one does for all.
keep() { # DEFINITION
    cat "$work/.body" >>"$work/kept.$1"
}
check_kept() { # DEFINITION...
    for kind in "$@"; do
        detail=$("$python" "$top/tests/formats/check_schema.py" "$schema" "$kind" <"$work/kept.$kind" 2>&1)
        result $? "the schema knows all of these: $kind ($(wc -l <"$work/kept.$kind"))" "$detail"
    done
}
error_is() { # CODE STATUS MESSAGE-REGEX NAME
    is "$code $(jq -r .error.status "$work/.body" 2>&1)" "$1 $2" "$4"
    like "$(jq -r .error.message "$work/.body" 2>&1)" "$3" "and says why: $4"
    keep error
}
