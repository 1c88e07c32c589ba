#!/bin/bash
# Both programs under valgrind: no invalid memory access, nothing lost.
. "$(dirname "$0")/tap.sh"
top=$(cd "$(dirname "$0")/../.." && pwd)
if [ -n "${SANITIZE-}" ] || ! command -v valgrind >/dev/null; then
    echo "1..0 # SKIP no valgrind, or built with sanitizers"
    exit 0
fi
index=$BUILD/tests/litsearch-index # with the C library's allocator, which valgrind can watch
grind() {
    run valgrind --quiet --error-exitcode=99 --leak-check=full --errors-for-leak-kinds=definite "$@"
}
mkdir "$work/cards"
cp "$top"/corpus/cards/large-language-models/llm-0[1-6].md "$work/cards"
cp "$top"/corpus/cards-bad/big5.md "$work/cards"
grind "$index" --db "$work/db" --quiet "$work/cards"
is "$status,$err" "7," "litsearch-index makes an index"
rm "$work/cards/llm-01.md"
echo "more" >>"$work/cards/llm-02.md"
grind "$index" --db "$work/db" --quiet "$work/cards"
is "$status,$err" "7," "and brings it up to date"
printf '{"version":1,"routes":[{"source":"x/llm-02.md","permalink":"/two"}]}' >"$work/routes.json"
grind "$index" --db "$work/db" --quiet --base-url https://example.org --routes "$work/routes.json"
is "$status,$err" "7," "and learns of a site"
grind "$index" --check --report json "$work/cards"
is "$status,$err" "7," "and checks"
for words in '大型語言模型 bias' '"language model"' 'COVID-19 zebra' '--format json 幻覺 --score 8..' '--show llm-03' \
    '--format html model' '--format bibtex model' '--format nbib model' '--format csl model' '--format trec model'; do
    eval "grind \"\$query\" --db \"\$work/db\" $words"
    is "$([ "$status" = 99 ] && echo "$err")" "" "litsearch $words"
done
finish
