#!/bin/bash
# Tab in bash, zsh and fish, against a real index: what stands on the command
# line afterwards is parsed by a shell, and its last word compared.
. "$(dirname "$0")/tap.sh"
cd "$(dirname "$0")/../.." || exit 1
here=$PWD
export LC_ALL=C.UTF-8 HOME=$work PATH=$BUILD:$PATH
unset LITSEARCH_DB XDG_DATA_HOME XDG_CONFIG_HOME XDG_CACHE_HOME

note() { # FILE DOMAIN JOURNAL
    mkdir -p "$(dirname "$work/$1")"
    printf '# Note\n\n**English Title**: Note %s\n**期刊**: %s\n**應用領域**: %s\n\nText.\n' "$1" "$3" "$2" \
        >"$work/$1"
}
hard=$'Dr. O\'Hara\'s $5 \\ `"Notes" & (more)'
note cards/clinic.md 門診 "BMJ open"
note 'cards/the wards 1.md' 急診/急診科 "medRxiv : the preprint server"
note cards/x.md 護理/公共衛生 "$hard"
note other/y.md 藥劑部 "Acta Testica"
"$index" -q --db "$work/index" "$work/cards"
"$index" -q --db "$work/other index" "$work/other"
export LITSEARCH_DB=$work/index
for shell in bash zsh fish; do
    "$query" --help=$shell >"$work/$shell.completion"
done

# LINE | last word afterwards in bash and zsh | all that fish offers
# "=": nothing changes. ".": not asked of this shell. fish matches characters
# itself, so that it offers nothing Traditional for Simplified.
rows() {
    cat <<'END'
litsearch --domain 門|門診|門診
litsearch --domain 门|門診|.
litsearch -d 公|公共衛生|公共衛生
litsearch --domain=護|--domain=護理|--domain=護理
litsearch --domain 急|急診|急診,急診科
litsearch -j BM|BMJ open|BMJ open
litsearch -j bm|BMJ open|BMJ open
litsearch -j 'BM|BMJ open|BMJ open
litsearch -j "BMJ o|BMJ open|BMJ open
litsearch --journal=BM|--journal=BMJ open|--journal=BMJ open
litsearch -j medRxiv\ :\ t|medRxiv : the preprint server|medRxiv : the preprint server
litsearch -j Dr|HARD|HARD
litsearch -j 'Dr|HARD|HARD
litsearch -j "Dr|HARD|HARD
litsearch -c par|paraphrase|paraphrase
litsearch --sort=y|--sort=year|--sort=year
litsearch domain:門|domain:門診|domain:門診
litsearch domain:门|domain:門診|.
litsearch 领域:门|领域:門診|.
litsearch sepsis 領域：護|領域：護理|領域：護理
litsearch 'sepsis domain:護|sepsis domain:護理|sepsis domain:護理
litsearch '(sepsis OR -domain:護|(sepsis OR -domain:護理|(sepsis OR -domain:護理
litsearch journal:BM|journal:"BMJ open"|journal:"BMJ open"
litsearch journal:\"BMJ\ o|journal:"BMJ open"|journal:"BMJ open"
litsearch card:q|card:qa|card:qa
litsearch tit|title:|title:
litsearch 標題摘|標題摘要:|標題摘要:
litsearch 标题摘|標題摘要:|.
litsearch title: 門|=|
litsearch sepsi|=|
litsearch nosuch:門|=|
litsearch --show cl|clinic.md|clinic.md
litsearch --like the|the wards 1.md|the wards 1.md
litsearch -- -dom|-domain:|.
litsearch --db other\ index -d 藥|藥劑部|藥劑部
litsearch --db='other index' -d 藥|藥劑部|藥劑部
litsearch --db "other index" journal:A|journal:"Acta Testica"|journal:"Acta Testica"
litsearch --db ~/other\ index -j A|Acta Testica|Acta Testica
litsearch --db other\ index -d 門|=|
litsearch --db nosuch -d 門|=|
litsearch --db nosuch tit|title:|title:
litsearch --compl|=|
litsearch --expl|--explain|--explain
END
}
rows | sed 's/HARD/\a/g' | while IFS= read -r row; do printf '%s\n' "${row//$'\a'/"$hard"}"; done >"$work/rows"

last_word() { # LINE: as a shell would parse it
    local words
    eval "words=($1)" 2>/dev/null && printf '%s' "${words[-1]}"
}

test_tab() { # SHELL
    cut -d'|' -f1 "$work/rows" >"$work/lines"
    (cd "$work" && zsh -f "$here/tests/cli/press_tab.zsh" "$1" "$work/$1.completion" <"$work/lines") >"$work/after"
    while IFS='|' read -r line want _ && IFS= read -r after <&3; do
        if [ "$want" = = ]; then
            is "${after% }" "$line" "$1: $line: nothing"
        else
            is "$(last_word "$after")" "$want" "$1: $line"
        fi
    done <"$work/rows" 3<"$work/after"
    is "$(wc -l <"$work/after")" "$(wc -l <"$work/lines")" "$1: every line was answered"
}

test_fish() {
    while IFS='|' read -r line _ want; do
        [ "$want" = . ] && continue
        got=$(cd "$work" && fish -N -c 'source $argv[1]; complete -C "$argv[2]"' "$work/fish.completion" "$line" 2>&1 |
            cut -f1 | paste -sd,)
        is "$got" "$want" "fish: $line"
    done <"$work/rows"
}

if ! command -v zsh >/dev/null; then
    skip "bash and zsh" "no zsh, which also drives bash"
elif ! zsh -f -c 'zmodload zsh/zpty && zpty pty true' 2>/dev/null; then
    skip "bash and zsh" "no pseudo terminal to press Tab on"
else
    test_tab bash
    test_tab zsh
fi
if command -v fish >/dev/null; then
    test_fish
else
    skip "fish" "not installed"
fi

# The program itself.
run "$query" --complete domain
is "$status $(printf %s "$out" | sort | paste -sd,)" "0 公共衛生,急診,急診科,護理,門診" "--complete without a beginning lists all"
run "$query" --db "$work/nosuch" --complete domain
is "$status$out$err" 3 "--complete is silent without an index"
run "$query" --complete journal zzz
is "$status$out$err" 1 "--complete finds nothing"
run "$query" --complete nosuch
is "$status" 2 "--complete of an unknown kind"
unlike "$("$query" --help)" '--complete' "--help does not show it"
for i in $(seq 250); do printf '{"_id":"id%s","title":"t","text":"x"}\n' "$i"; done >"$work/many.jsonl"
"$index" -q --db "$work/many index" --jsonl "$work/many.jsonl"
is "$("$query" --db "$work/many index" --complete id id | wc -l)" 200 "at most 200 ids"
is "$("$query" --db "$work/many index" --complete id id24 | wc -l)" 11 "all ids that begin so"
finish
