#!/bin/bash
# liblitsearch as it is built and installed: what it exports, what compilers say of its header, and
# the example, built outside the tree against what `make install` put there.
. "$(dirname "$0")/../cli/tap.sh"
cd "$(dirname "$0")/../.." || exit 1
library=$BUILD/lib/liblitsearch.so
header=include/litsearch.h

# ---- symbols ----
declared=$(${CC:-cc} -E -P "$header" | tr '\n' ' ' | grep -o 'litsearch_[a-z0-9_]* *(' | tr -d ' (' | sort)
exported=$(nm -D --defined-only "$library" | awk '$2 != "A" {print $3}' | sed 's/@.*//' | sort)
is "$(wc -l <<<"$declared")" "$(uniq <<<"$declared" | wc -l)" "no function is declared twice"
is "$exported" "$declared" "exported: the functions of the header, and no others"
like "$(readelf -d "$library")" 'SONAME.*\[liblitsearch\.so\.0\]' "the soname"
like "$(nm "$BUILD/lib/liblitsearch.a" 2>/dev/null)" ' T litsearch_search' "the archive has them too"

# ---- the header alone ----
warnings="-pedantic -Wall -Wextra -Wstrict-prototypes -Werror -fsyntax-only"
for standard in c99 c11 c17; do
    run ${CC:-cc} -std=$standard $warnings -x c "$header"
    is "$status,$err" "0," "the header is $standard"
done
for standard in c++11 c++17 c++20; do
    run ${CXX:-c++} -std=$standard -pedantic -Wall -Wextra -Werror -fsyntax-only -x c++ "$header"
    is "$status,$err" "0," "the header is $standard"
done

# ---- installed ----
if [ -n "${SANITIZE-}" ]; then
    finish # what is outside is built without sanitizers
fi
prefix=/opt/litsearch
root=$work/root
run make -s install BUILD="$BUILD" DESTDIR="$root" PREFIX=$prefix
is "$status" 0 "make install"
for file in include/litsearch.h lib/liblitsearch.so lib/liblitsearch.so.0 lib/liblitsearch.a lib/pkgconfig/litsearch.pc; do
    [ -s "$root$prefix/$file" ]
    result $? "installs $file"
done
package() {
    PKG_CONFIG_LIBDIR="$root$prefix/lib/pkgconfig:$(pkg-config --variable pc_path pkg-config)" \
        pkg-config --define-variable=prefix="$root$prefix" "$@" litsearch
}
is "$(package --modversion)" "$("$query" --version | cut -d' ' -f2)" "pkg-config knows the version"
like "$(cat "$root$prefix/lib/pkgconfig/litsearch.pc")" "^prefix=$prefix\$" "the pkg-config file names the prefix"
mkdir "$work/outside"
cp api/example/search.c "$work/outside"
cp api/example/search.c "$work/outside/search.cc"
"$index" --quiet --db "$work/db" corpus/cards
cd "$work/outside" || exit 1
export LD_LIBRARY_PATH=$root$prefix/lib
first=$(unset LD_LIBRARY_PATH; "$query" --db "$work/db" -f json -n 1 '幻觉 bias' | jq -r '.hits[0].title')
while IFS='|' read -r name command; do
    eval "run $command"
    is "$status,$err" "0," "the example compiles, $name"
    run ./search "$work/db" '幻觉 bias'
    is "$status,$err" "0," "and runs"
    is "$(sed -n 1p <<<"$out")" "1. $first" "and finds what litsearch finds"
    like "$out" '\[幻覺\]' "and marks it"
done <<'ROWS'
as C|${CC:-cc} -std=c11 -Wall -Wextra -Werror search.c $(package --cflags --libs) -o search
as C++|${CXX:-c++} -std=c++17 -Wall -Wextra -Werror search.cc $(package --cflags --libs) -o search
with the archive|${CC:-cc} -std=c11 search.c $(package --cflags) $root$prefix/lib/liblitsearch.a -lcmark -lyaml -lstemmer -lutf8proc -lzstd -ljansson -lxapian -lstdc++ -lm -pthread -o search
ROWS
run ./search "$work/none" x
is "$status" 3 "the example ends as the programs do without an index"
like "$err" 'there is no index' "and says so"
run ./search "$work/db" '"half'
is "$status" 2 "and for a mistake in the query"
run ./search "$work/db" xyzzyq
is "$status" 1 "and when nothing is found"
finish
