#!/bin/bash
# litsearch-index as scripts use it: what it does to an index, what it says, how it ends.
. "$(dirname "$0")/tap.sh"
top=$(cd "$(dirname "$0")/../.." && pwd)
db=$work/db
count() { "$query" --db "$db" --count "$@" 2>/dev/null; }

# ---- the sample cards ----
cards=$(find "$top/corpus/cards" -name '*.md' -o -name '*.markdown' | wc -l)
run "$index" --db "$db" "$top/corpus/cards"
is "$status" 0 "the sample cards are indexed"
like "$out" "^$cards cards indexed" "all of them"
[ "$cards" -ge 60 ]; result $? "there are at least 60 of them"
like "$err" 'shifted-columns' "oddities are told"
like "$err" 'clinical-ai-12.md:[0-9]+:[0-9]+: odd: .*\[score-word\]' "with file, line and column"
if command -v xapian-delve >/dev/null; then
    run xapian-delve "$db"
    like "$out" "number of documents = $cards" "Xapian's own tools open the folder"
else
    skip "Xapian's own tools open the folder" "no xapian-delve"
fi

# ---- only what has changed ----
src=$work/cards
mkdir -p "$src/sub"
for i in 1 2 3 4 5; do card "first$i" "100000$i" "A steady text about cats number$i." >"$src/c$i.md"; done
card deep 1000009 "A text in a folder below." >"$src/sub/deep.md"
rm -rf "$db"
run "$index" --db "$db" "$src"
is "$status $out" "0 $(printf '%s' "$out")" "a new index"
like "$out" '^6 cards indexed: 6 new;' "counts what is new"
stub=$(cat "$db/XAPIANDB")
run "$index" --db "$db" "$src"
like "$out" '^6 cards indexed: 6 unchanged;' "a second run reads nothing again"
is "$(cat "$db/XAPIANDB")" "$stub" "and makes no new generation"
card changed 1000001 "An altered text about zebras." >"$src/c1.md"
rm "$src/c2.md"
card new 1000010 "A new text about llamas." >"$src/c6.md"
run "$index" --db "$db" --report json "$src"
is "$(jq -r '[.in_index,.read,.new,.changed,.gone,.unchanged,.exit_status]|@csv' <<<"$out")" \
    "6,2,1,1,1,4,0" "only the new and the changed file are read, the vanished one leaves"
is "$(count zebras),$(count number1),$(count number2),$(count llamas),$(count number3)" "1,0,0,1,1" \
    "the index says what the files say"
rm -r "$src/sub"
run "$index" --db "$db" "$src"
like "$out" '1 gone' "a vanished folder takes its cards along"
run "$index" --db "$db" "$src/c3.md"
like "$out" '^5 cards indexed: 1 unchanged' "a single file leaves the others alone"
rm "$src/c3.md"
run "$index" --db "$db" "$src/c3.md"
like "$out" '^4 cards indexed: 1 gone' "a single file that is gone leaves the index"
touch -d '2001-01-01' "$src/c4.md"
run "$index" --db "$db"
like "$out" '1 changed, 3 unchanged|^4 cards indexed: 1 changed' "without a path the known folders are looked at again"
mv "$src" "$work/away"
run "$index" --db "$db"
is "$status" 6 "a folder that is not there is an error"
like "$err" 'cards: No such file' "which is named"
is "$(count cats)" 2 "and nothing leaves the index for it"
mv "$work/away" "$src"
run "$index" --db "$db" --dry-run --rebuild "$top/corpus/cards"
like "$out" "^$cards cards would be indexed" "a dry run tells"
is "$(count cats)" 2 "and changes nothing"
run "$index" --db "$db" --rebuild
like "$out" '^4 cards indexed: 4 new' "a rebuild reads all again"

# ---- two folders, one index ----
mkdir "$work/other"
card other 1000020 "Otters elsewhere." >"$work/other/o.md"
card clash 1000021 "The same name in another folder." >"$work/other/c4.md"
run "$index" --db "$db" "$work/other"
is "$status" 7 "a second card with an id that is taken is bad"
like "$err" 'c4.md: bad: .*\[duplicate-id\]' "and named"
is "$(count otters),$(count cats)" "1,2" "both folders are in the index"

# ---- names, lists ----
names=$work/names
mkdir "$names"
card spaced 1000030 "quokka" >"$names/a b.md"
card han 1000031 "numbat" >"$names/筆記 一.md"
card line 1000032 "bilby" >"$names/new
line.md"
run bash -c "find '$names' -name '*.md' -print0 | '$index' --db '$work/db2' -0 --files-from -"
like "$out" '^3 cards indexed' "paths from a list, separated by NUL"
printf '%s\n' "$names/a b.md" "$names/筆記 一.md" >"$work/list"
run "$index" --db "$work/db3" --files-from "$work/list"
like "$out" '^2 cards indexed' "paths from a list, one a line"
card plain 1000033 "plain text file" >"$names/notes.txt"
run "$index" --db "$work/db4" "$names/notes.txt"
like "$out" '^1 card indexed' "a file named is taken whatever its ending"

# ---- JSON lines ----
cat >"$work/docs.jsonl" <<'J'
{"_id":"d1","title":"Aspirin and stroke","text":"Aspirin lowers the risk.","score":8.5,"domains":["門診"]}
{"_id":"d2","title":"中風與阿斯匹靈","text":"降低風險。"}
{"_id":"d3"
{"title":"no id","text":"x"}
J
run "$index" --db "$work/dbj" --jsonl "$work/docs.jsonl"
is "$status" 7 "a bad JSON line is a bad card"
like "$out" '^2 cards indexed' "the good ones are indexed"
like "$err" 'docs.jsonl:3(:[0-9]+)?: bad: .*\[bad-json\]' "the bad one is named by its line"
sed -i '3,4d; s/lowers the risk/lowers it/' "$work/docs.jsonl"
run "$index" --db "$work/dbj" --jsonl "$work/docs.jsonl"
like "$out" '^2 cards indexed: 1 changed, 1 unchanged' "lines are known by their ids"
sed -i 1d "$work/docs.jsonl"
run "$index" --db "$work/dbj"
like "$out" '^1 card indexed: 1 gone, 1 unchanged' "and leave when they are gone"

# ---- bad input ----
bad=$work/bad
mkdir "$bad"
card good 1000040 "A good wombat." >"$bad/good.md"
printf '# \xa4\xa4\xa4\xe5\n\ntext\n' >"$bad/big5.md"
printf '# zero\0byte\n' >"$bad/nul.md"
: >"$bad/empty.md"
truncate -s 100M "$bad/huge.md"
ln -s . "$bad/loop"
ln -s self.md "$bad/self.md"
run "$index" --db "$work/dbb" "$bad"
is "$status" 7 "bad cards end in status 7"
like "$out" '^1 card indexed: 1 new, 4 bad' "and the good one is indexed"
for complaint in 'big5.md:1:3: bad: .*\[bad-utf8\]' 'nul.md:1:[0-9]+: bad: .*\[nul-byte\]' \
    'empty.md: bad: .*\[empty\]' 'huge.md: bad: .*104857600.*\[too-large\]' \
    'loop: odd: .*\[link-loop\]' 'self.md: odd: .*\[link-loop\]'; do
    like "$err" "$complaint" "told: $complaint"
done
is "$(wc -l <<<"$err")" 6 "and nothing else is"
run "$index" --db "$work/dbb" --quiet "$bad"
is "$status,$out,$err" "7,," "--quiet says nothing, the status tells"
card now-bad 1000041 "x" >"$bad/turns.md"
run "$index" --db "$work/dbb" --quiet "$bad"
printf '\xff' >>"$bad/turns.md"
run "$index" --db "$work/dbb" "$bad"
like "$out" '^1 card indexed: 1 gone' "a card that has turned bad leaves the index"

mkdir "$work/locked"
card inside 1000050 "Inside." >"$work/locked/in.md"
card beside 1000051 "Beside." >"$work/beside.md"
as_nobody() { setpriv --reuid 65534 --regid 65534 --clear-groups "$@"; }
if [ "$(id -u)" != 0 ] || as_nobody test -x "$index" 2>/dev/null; then
    chmod 755 "$work"
    mkdir "$work/dbn"; chmod 777 "$work/dbn"
    [ "$(id -u)" = 0 ] || as_nobody() { "$@"; }
    chmod 000 "$work/locked"
    run as_nobody "$index" --db "$work/dbn" "$work/locked" "$work/beside.md"
    is "$status" 6 "a folder that may not be read is an input error"
    like "$err" 'locked: bad: cannot be read: Permission denied \[unreadable\]' "and named"
    like "$out" '^1 card indexed' "the rest is indexed"
    chmod 755 "$work/locked"
    run as_nobody "$index" --db "$work/dbn" "$work/locked" "$work/beside.md"
    like "$out" '^2 cards indexed' "once it may be read its cards come in"
    chmod 000 "$work/locked"
    run as_nobody "$index" --db "$work/dbn" "$work/locked" "$work/beside.md"
    like "$out" '^2 cards indexed' "what cannot be seen does not leave the index"
    chmod 755 "$work/locked"
else
    skip "a folder that may not be read" "nobody cannot run the program here"
fi

mkdir "$work/twice"
card one 1000060 "One." >"$work/twice/a.md"
card two 1000060 "Two." >"$work/twice/b.md"
run "$index" --db "$work/dbt" "$work/twice"
is "$status" 0 "two cards with one PMID are odd, not bad"
like "$err" 'b.md:4:[0-9]+: odd: PMID 1000060 is also that of a.md.*\[duplicate-pmid\]' "the second is named, with the place of its PMID"
card three 1000060 "Three." >"$work/twice/c.md"
run "$index" --db "$work/dbt" "$work/twice"
like "$err" 'c.md:4:[0-9]+: odd: PMID 1000060 is also that of a.md' "also when the first was indexed long before"

# ---- lint ----
expected=$top/corpus/cards-bad/expected.tsv
run "$index" --check --report json "$top/corpus/cards-bad"
is "$status" 7 "--check ends with 7 when a card is bad"
got=$(cd "$top/corpus/cards-bad" && jq -r '.complaints[]|[.id,(.line//0),(.column//0),.code,.severity]|@tsv' <<<"$out" | LC_ALL=C sort)
is "$got" "$(tail -n +2 "$expected" | LC_ALL=C sort)" "every broken sample card gets the complaints it must get, and no others"
[ "$(tail -n +2 "$expected" | cut -f1 | sort -u | wc -l)" -ge 20 ]; result $? "there are at least 20 broken ones"
run "$index" --check "$src/c4.md"
is "$status" 0 "--check of a good card ends with 0"
is "$(ls -A "$work" | grep -c '^index$')" 0 "and makes no index"

# ---- the site ----
run "$index" --db "$work/dbs" --base-url https://example.org/notes "$src"
is "$status" 0 "--base-url"
cat >"$work/routes.json" <<'J'
{"version": 1, "routes": [{"source": "@site/docs/c4.md", "permalink": "/notes/four"}]}
J
run "$index" --db "$work/dbs" --routes "$work/routes.json"
is "$status" 0 "--routes"
like "$out" 'unchanged' "a run for them alone reads no card again"
if command -v xapian-metadata >/dev/null; then
    is "$(xapian-metadata get "$work/dbs" litsearch.base-url)" https://example.org/notes "the index keeps the base URL"
    is "$(xapian-metadata get "$work/dbs" litsearch.route.c4.md)" /notes/four "and where the site shows a card"
    run "$index" --db "$work/dbs" --routes '' --base-url ''
    is "$(xapian-metadata list "$work/dbs" litsearch.route; xapian-metadata list "$work/dbs" litsearch.base)" "" "and forgets them when told to"
    xapian-metadata set "$work/dbs"/gen-* litsearch.schema 1
    run "$index" --db "$work/dbs" "$src"
    is "$status" 4 "an index of an older schema is not built upon"
    like "$err" 'schema 1 .*--rebuild' "and the message says what to do"
    run "$query" --db "$work/dbs" cats
    is "$status" 4 "nor asked"
    run "$index" --db "$work/dbs" --rebuild "$src"
    is "$status" 0 "--rebuild makes it new"
else
    skip "the index keeps the base URL" "no xapian-metadata"
fi
printf -- '---\nunlisted: true\n---\n\n# Kept apart\n\nA text about quokkas.\n' >"$src/hidden.md"
run "$index" --db "$work/dbh" "$src"
is "$(db=$work/dbh count quokkas)" 1 "without a site an unlisted card is found"
run "$index" --db "$work/dbh" --base-url /notes --dry-run
like "$out" ' 1 gone, .*, 1 hidden;' "it would leave an index that has a site"
run "$index" --db "$work/dbh" --base-url /notes
is "$(sed 's/.*: \(1 gone\).*\(1 hidden\);.*/\1 \2/' <<<"$out")" "1 gone 1 hidden" "and it leaves, and is told"
is "$(db=$work/dbh count quokkas)" 0 "it is found no more"
stub=$(cat "$work/dbh/XAPIANDB")
run "$index" --db "$work/dbh" --report json
is "$(jq -c '[.hidden,.gone,.new]' <<<"$out")$(cat "$work/dbh/XAPIANDB")" "[1,0,0]$stub" "later runs say so, and make no new generation for it"
mkdir "$work/else"
card other 1000077 "A text about numbats." >"$work/else/other.md"
run "$index" --db "$work/dbe" "$src" "$work/else"
run "$index" --db "$work/dbe" --base-url /notes "$work/else"
is "$(db=$work/dbe count quokkas),$(db=$work/dbe count numbats)" 0,1 "it leaves though the run names another folder"
rm "$src/hidden.md"
run "$index" --db "$work/dbs" --base-url example.org "$src"
is "$status" 2 "a base URL without its scheme is a mistake"
like "$err" '^litsearch-index: --base-url example.org: .*https://' "which is told"
printf '{"version": 1,\n "routes": [{]}\n' >"$work/routes.json"
run "$index" --db "$work/dbs" --routes "$work/routes.json" "$src"
is "$status" 2 "so is a list of routes that is not JSON"
like "$err" 'routes.json:2:[0-9]+: not JSON' "with the place"
run "$index" --db "$work/dbs" --routes "$work/none.json" "$src"
is "$status" 6 "one that is not there is an input error"

# ---- the lock ----
(
    flock 9
    touch "$work/held"
    until [ -e "$work/let-go" ]; do sleep 0.01; done
) 9>"$db/lock" &
until [ -e "$work/held" ]; do sleep 0.01; done
run "$index" --db "$db" "$src"
is "$status" 75 "a second run at the same time is turned away"
like "$err" 'is being written by' "and told why"
( sleep 0.3; touch "$work/let-go" ) &
run "$index" --db "$db" --wait 30 "$src"
is "$status" 0 "--wait waits for the first to end"
wait

# ---- folders that are no index, damage, full disks ----
mkdir "$work/mine"
echo precious >"$work/mine/thesis.txt"
run "$index" --db "$work/mine" "$src"
is "$status" 2 "a folder full of other things is not taken for an index"
is "$(ls "$work/mine")" thesis.txt "and stays as it is"
truncate -s 100 "$db"/gen-*/postlist.glass
run "$index" --db "$db" "$src"
is "$status" 5 "a damaged index is not built upon"
like "$err" '\-\-rebuild' "and the message says what to do"
run "$index" --db "$db" --rebuild "$src"
is "$status,$(count cats)" "0,2" "--rebuild makes it good again"
run bash -c "'$index' --db '$db' '$src' >/dev/full"
is "$status" 6 "a report that cannot be written is an error"
if [ "$(id -u)" = 0 ] && mkdir "$work/small" && mount -t tmpfs -o size=400k tmpfs "$work/small" 2>/dev/null; then
    run "$index" --db "$work/small/db" "$src"
    is "$status" 0 "a little index fits a little disk"
    run "$index" --db "$work/small/db" "$top/corpus/cards"
    is "$status" 6 "a full disk is an output error"
    run "$query" --db "$work/small/db" --count cats
    is "$out" 2 "which leaves the index as it was"
    umount "$work/small"
else
    skip "a full disk" "cannot mount a small file system here"
fi

# ---- words ----
for words in '' '--chekc x' '--jobs 0 x' '--jobs many x' '--report xml x' '--check' '--files-from /dev/null'; do
    # shellcheck disable=SC2086
    run env -u LITSEARCH_DB XDG_DATA_HOME="$work/none" "$index" $words
    is "$status" 2 "usage: litsearch-index $words"
done
run "$index" --chekc x
like "$err" 'did you mean --check' "a mistyped option is recognized"
is "$(wc -l <<<"$err")" 1 "in one line"
run "$index" --db "$work/dbp" --progress always "$top/corpus/cards"
is "$status" 0 "--progress always"
run "$index" --version
like "$out" '^litsearch-index [0-9]' "--version"
finish
