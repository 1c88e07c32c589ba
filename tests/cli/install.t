#!/bin/bash
# make install, and what is installed works from where it is.
. "$(dirname "$0")/tap.sh"
cd "$(dirname "$0")/../.." || exit 1
prefix=/opt/litsearch
run make -s install BUILD="$BUILD" SANITIZE="${SANITIZE-}" DESTDIR="$work/root" PREFIX=$prefix
is "$status" 0 "make install DESTDIR= PREFIX="
for file in bin/litsearch bin/litsearch-index include/xapian-c.h lib/libxapian-c.a lib/libxapian-c.so \
    lib/pkgconfig/xapian-c.pc share/man/man1/litsearch.1 share/man/man1/litsearch-index.1 \
    share/man/man7/litsearch-query.7 share/man/man5/litsearch-json.5 \
    share/bash-completion/completions/litsearch share/zsh/site-functions/_litsearch \
    share/fish/vendor_completions.d/litsearch-index.fish share/litsearch/litsearch.schema.json \
    lib/systemd/system/litsearch-serve.service lib/systemd/system/litsearch-index.service \
    lib/systemd/system/litsearch-index.timer lib/sysusers.d/litsearch.conf share/doc/litsearch/examples/nginx.conf; do
    [ -s "$work/root$prefix/$file" ]
    result $? "installs $file"
done
like "$(cat "$work/root$prefix/lib/pkgconfig/xapian-c.pc")" "^prefix=$prefix" "the pkg-config file names the prefix"
run "$work/root$prefix/bin/litsearch" --version
like "$out" "^litsearch ${VERSION-[0-9]}" "the installed program runs"
like "$(cat "$work/root$prefix/share/man/man1/litsearch.1")" '^\.TH "?LITSEARCH' "the man page is one"
for page in man1/litsearch.1 man1/litsearch-index.1 man5/litsearch-json.5 man7/litsearch-query.7; do
    file=$work/root$prefix/share/man/$page
    name=${page##*/}
    like "$(head -1 "$file" | tr -d "\\\\")" "^.TH $(printf %s "${name%.*}" | tr a-z A-Z) ${name##*.} " "$page says what it is"
    for other in $(grep -Eo 'litsearch(\\-[a-z]+)?\([0-9]\)' "$file" | tr -d '\\' | sort -u); do
        [ -s "$work/root$prefix/share/man/man${other//[^0-9]/}/${other%(*}.${other//[^0-9]/}" ]
        result $? "$page refers to a page that is there: $other"
    done
done
like "$(cat "$work/root$prefix/lib/systemd/system/litsearch-serve.service")" "^ExecStart=$prefix/bin/litsearch-serve " \
    "the unit names the program"
is "$(cd "$work/root" && find . -type f -not -path "./opt/*" | wc -l)" 0 "nothing lands outside the prefix"
run bash -c "ldd '$BUILD/litsearch'"
unlike "$out" 'libicu|opencc|curl|microhttpd' "no ICU, OpenCC or HTTP library is linked into litsearch"
finish
