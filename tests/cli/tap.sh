# TAP for shell scripts: source it, run checks, end with `finish`.
set -u
: "${BUILD:=$PWD/build}"
index=$BUILD/litsearch-index
query=$BUILD/litsearch
# A dictionary that happens to be there must not change what is found.
export LITSEARCH_DICT=
tests=0
failures=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

result() { # STATUS NAME [DETAIL]
    tests=$((tests + 1))
    if [ "$1" = 0 ]; then
        echo "ok $tests - $2"
    else
        echo "not ok $tests - $2"
        failures=$((failures + 1))
        [ -n "${3-}" ] && printf '%s\n' "$3" | sed 's/^/# /' >&2
    fi
    return 0
}
skip() { # NAME WHY
    tests=$((tests + 1))
    echo "ok $tests - $1 # SKIP $2"
}
is() { # GOT WANT NAME
    [ "$1" = "$2" ]
    result $? "$3" "got:  $1
want: $2"
}
like() { # TEXT EXTENDED-REGEX NAME
    printf '%s' "$1" | grep -Eq -- "$2"
    result $? "$3" "got:  $1
want: /$2/"
}
unlike() { # TEXT EXTENDED-REGEX NAME
    ! printf '%s' "$1" | grep -Eq -- "$2"
    result $? "$3" "got:  $1
not:  /$2/"
}
# Runs a command; its output goes to $out, errors to $err, exit status to $status.
run() {
    "$@" >"$work/.out" 2>"$work/.err" </dev/null
    status=$?
    out=$(cat "$work/.out")
    err=$(cat "$work/.err")
}
finish() {
    echo "1..$tests"
    exit $((failures > 0))
}

# A small card: card ID-WORD BODY
card() {
    printf '# %s\n\n**English Title**: Notes on %s\n**PMID**: %s\n**期刊**: Journal of Tests\n**評分**: 8\n**應用領域**: 門診\n\n## 📌 第一張：核心觀點卡\n\n### 文獻摘要（Abstract）\n%s\n' \
        "$1" "$1" "$2" "$3"
}
