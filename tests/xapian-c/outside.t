#!/bin/sh
# A program outside the tree builds against an installed copy through pkg-config, with the shared
# and with the static library, and runs.
# usage: [BUILD=build] outside.t, from the top folder
build=$(cd "${BUILD:-build}" && pwd) || exit 1
top=$(pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
prefix=$work/installed
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

if readelf -Ws "$build/lib/libxapian-c.so" | grep -q '__asan_init'; then
    echo '1..0 # SKIP built with sanitizers, which an outside program is not'
    exit 0
fi

echo 1..6
mkdir -p "$prefix/include" "$prefix/lib/pkgconfig"
cp "$top/include/xapian-c.h" "$prefix/include/"
cp -P "$build"/lib/libxapian-c.so* "$prefix/lib/"
cp "$build/lib/libxapian-c.a" "$prefix/lib/"
cp "$build/lib/pkgconfig/xapian-c.pc" "$prefix/lib/pkgconfig/"
PKG_CONFIG_LIBDIR=$prefix/lib/pkgconfig:$(pkg-config --variable pc_path pkg-config)
export PKG_CONFIG_LIBDIR
package() # arguments for pkg-config
{
    pkg-config --define-variable=prefix="$prefix" "$@" xapian-c
}

cat > "$work/program.c" <<'END'
#include <stdio.h>
#include <string.h>
#include <xapian-c.h>

/* Index one document, find it, print its data. */
int main(int argc, char **argv)
{
    struct xap_writer *writer = NULL;
    struct xap_document *document = NULL;
    struct xap_reader *reader = NULL;
    struct xap_query *query = NULL;
    struct xap_search *search = NULL;
    struct xap_hits *hits = NULL;
    struct xap_bytes data = {NULL, 0};
    struct xap_error err;
    uint32_t docid;
    int failed = argc != 2 ||
                 xap_writer_open(argv[1], strlen(argv[1]), NULL, &writer, &err) ||
                 xap_document_new(&document, &err) ||
                 xap_document_set_data(document, "hello", 5, &err) ||
                 xap_document_add_term(document, "word", 4, 1, &err) ||
                 xap_writer_add(writer, document, &docid, &err) ||
                 xap_writer_commit(writer, &err) ||
                 xap_reader_open(argv[1], strlen(argv[1]), &reader, &err) ||
                 xap_query_term("word", 4, 1, &query, &err) ||
                 xap_search_new(reader, &search, &err) ||
                 xap_search_set_query(search, query, 0, &err) ||
                 xap_search_run(search, 0, 1, 0, &hits, &err) ||
                 xap_reader_data(reader, xap_hits_docid(hits, 0), &data, &err);
    if (failed) {
        fprintf(stderr, "%s: %s\n", err.type, err.message);
    } else {
        printf("%.*s\n", (int)data.len, data.ptr);
    }
    xap_hits_free(hits);
    xap_search_free(search);
    xap_query_free(query);
    xap_reader_free(reader);
    xap_document_free(document);
    xap_writer_free(writer);
    return failed;
}
END

says_hello() # environment or nothing, then the program and its argument
{
    test "$(env "$@")" = hello
}

check 'pkg-config knows the version' package --modversion
check 'compiles' ${CC:-cc} -std=c11 -Wall -Wextra -Werror $(package --cflags) -c \
    -o "$work/program.o" "$work/program.c"
check 'links, shared' ${CC:-cc} -o "$work/shared" "$work/program.o" $(package --libs)
check 'runs, shared' says_hello LD_LIBRARY_PATH="$prefix/lib" "$work/shared" "$work/db1"
# The archive alone: pkg-config --static would ask for all that Xapian itself is made with.
check 'links, static' ${CC:-cc} -o "$work/static" "$work/program.o" \
    "$prefix/lib/libxapian-c.a" $(pkg-config --libs xapian-core) -lstdc++
check 'runs, static' says_hello "$work/static" "$work/db2"
exit $failed
