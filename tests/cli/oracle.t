#!/bin/bash
# Random queries answered by the programs and by a scan of the sample cards.
. tests/cli/tap.sh

run "$BUILD/tests/oracle/oracle" --queries 10 --seed 7 "$BUILD" corpus/cards "$work/index"
is "$status" 0 'programs and scan agree: cards, counts, snippets, marks'
[ "$status" = 0 ] || printf '%s\n%s\n' "$out" "$err" | sed 's/^/# /' >&2
like "$out" '^all +350 ' 'all kinds of query were asked'
finish
