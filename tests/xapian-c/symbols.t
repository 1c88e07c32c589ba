#!/bin/sh
# The shared library exports the functions that the header declares, exactly; and what the header
# declares, C and C++ compilers accept.
# usage: [BUILD=build] symbols.t, from the top folder
LC_ALL=C
export LC_ALL
library=${BUILD:-build}/lib/libxapian-c.so
header=include/xapian-c.h
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
number=0
failed=0

check() # description, then a command whose output is shown when it fails
{
    number=$((number + 1))
    what=$1
    shift
    if "$@" > "$work/output" 2>&1; then
        echo "ok $number - $what"
    else
        echo "not ok $number - $what"
        sed 's/^/# /' "$work/output"
        failed=1
    fi
}

echo 1..6
${CC:-cc} -E -P "$header" | grep -o 'xap_[a-z0-9_]* *(' | tr -d ' (' | sort > "$work/declared"
nm -D --defined-only "$library" | awk '$2 != "A" { print $3 }' | sed 's/@.*//' | sort \
    > "$work/exported"
check 'the header declares functions' test -s "$work/declared"
check 'none is declared twice' sh -c "test -z \"\$(uniq -d '$work/declared' | tee /dev/stderr)\""
check 'exported: the functions of the header' diff "$work/declared" "$work/exported"
check 'the soname is libxapian-c.so.1' \
    sh -c "readelf -d '$library' | grep 'SONAME.*\[libxapian-c\.so\.1\]'"
check 'the header is C11' \
    ${CC:-cc} -std=c11 -pedantic -Wall -Wextra -Werror -fsyntax-only -x c "$header"
check 'the header is C++17' \
    ${CXX:-c++} -std=c++17 -pedantic -Wall -Wextra -Werror -fsyntax-only -x c++ "$header"
exit $failed
