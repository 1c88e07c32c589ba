#!/bin/bash
# A run is all or nothing: killed at any moment, it leaves the index as it was before or as it
# would be after, never half, and the next run finds nothing in its way.
. "$(dirname "$0")/tap.sh"
db=$work/db
src=$work/cards
cards=400
kills=${KILLS:-40}
mkdir "$src"
write() { # WORD: all cards anew, with WORD in each
    for i in $(seq "$cards"); do
        card "card $i" $((2000000 + i)) "Word $1 in $i. 共同的字。" >"$src/c$i.md" # too short for template text
    done
}
count() { "$query" --db "$db" --count "$1" 2>/dev/null || true; }

write wordzero
"$index" --db "$db" --quiet "$src"
is "$(count wordzero)" $cards "all cards are indexed to begin with"
took=$( { TIMEFORMAT=%R; time "$index" --db "$db" --quiet --rebuild "$src"; } 2>&1 )

half=0
before=0
after=0
broken=0
now=wordzero
n=0
attempt() { # SECONDS: a run over cards with a new word, killed after that time
    n=$((n + 1))
    next=word$n
    write "$next"
    mode=()
    [ $((n % 2)) = 0 ] && mode=(--rebuild)
    "$index" --db "$db" --quiet "${mode[@]}" "$src" &
    pid=$!
    sleep "$1"
    kill -9 $pid 2>/dev/null
    wait $pid 2>/dev/null
    old=$(count "$now")
    new=$(count "$next")
    case "$old,$new" in
    "$cards,0") before=$((before + 1)) ;;
    "0,$cards") after=$((after + 1)); now=$next ;;
    *) half=$((half + 1)); echo "# after $1 s: $old old and $new new cards" >&2 ;;
    esac
    [ "$(find "$db" -mindepth 1 -maxdepth 1 -name 'gen-*' | wc -l)" -le 2 ] || broken=$((broken + 1))
}
# Moments spread over the whole run, and beyond its end; a busy machine may move that.
part_of_run() { awk -v t="$took" "BEGIN { printf \"%.3f\", t * $1 }"; }
for i in $(seq "$kills"); do
    attempt "$(part_of_run "1.3 * $i / $kills")"
done
for longer in 2 4 8 16; do
    [ "$after" -gt 0 ] || attempt "$(part_of_run $longer)"
done
for shorter in 0.05 0.01 0; do
    [ "$before" -gt 0 ] || attempt "$(part_of_run $shorter)"
done
is "$half" 0 "never half ($before times before, $after times after)"
[ "$before" -gt 0 ] && [ "$after" -gt 0 ]
result $? "the kills fell on both sides of the switch"
is "$broken" 0 "what killed runs leave behind does not pile up"
run "$index" --db "$db" "$src"
is "$status" 0 "the next run is not hindered"
is "$(count "$next")" $cards "and completes the work"
is "$(find "$db" -mindepth 1 -maxdepth 1 -name 'gen-*' | wc -l)" 1 "and clears what was left"

# A reader that has opened the index keeps its view while a rebuild replaces it.
fails=0
( for _ in 1 2 3 4 5; do "$index" --db "$db" --quiet --rebuild "$src"; done; touch "$work/done" ) &
while [ ! -e "$work/done" ]; do
    [ "$("$query" --db "$db" --count "$next" 2>>"$work/reader")" = $cards ] || fails=$((fails + 1))
done
wait
is "$fails" 0 "searches during rebuilds always find a whole index"
finish
